"""Notes who opens what of an item under embargo."""

from groningse_norm import klok
from groningse_norm.embargo.domain import Status
from groningse_norm.embargo.stuk import stuk_van
from groningse_norm.embargo.zicht import geldende_status
from groningse_norm.interfaces import IGroningseNormLayer
from groningse_norm.logboek.opslag import noteer_lezing

LEEST = frozenset({"GET", "HEAD"})


def bij_openen(event) -> None:
    """After the path is walked and the reader is known, before anything is run."""
    request = event.request
    if not IGroningseNormLayer.providedBy(request) or request.method not in LEEST:
        return
    for ouder in request["PARENTS"]:
        obj = getattr(ouder, "context", ouder)
        if getattr(obj, "portal_type", None) is None:
            continue
        stuk = stuk_van(obj)
        if stuk is not None and geldende_status(stuk) is Status.ONDER_EMBARGO:
            _voor, _id, wat = request["PATH_INFO"].partition(f"/{stuk.getId()}")
            noteer_lezing(stuk, wat or "/", klok.nu())
        return
