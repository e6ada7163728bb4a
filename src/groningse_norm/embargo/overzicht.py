"""The agenda of embargoes as people see it, and the health of the machinery."""

from datetime import datetime, timedelta
from typing import Any

from plone import api

from groningse_norm import klok, rechten
from groningse_norm.berichten.postvak import wachtend
from groningse_norm.embargo.agenda import agenda
from groningse_norm.embargo.opheffing import mislukkingen
from groningse_norm.embargo.tikker import tikker
from groningse_norm.overheid.domain import GROEPSOORTEN
from groningse_norm.overheid.opzoeken import overheid_van

GROOTSTE_PAGINA = 100
# The ticker looks twice a second; a database that is being packed may hold it up this long.
TIKKER_STIL = timedelta(seconds=30)


def agenda_voor(context, nu: datetime, begin: int, grootte: int) -> dict[str, Any]:
    """The agenda at a context: items for whoever may publish; for everybody how many there are
    on the site, and since which day (of Amsterdam) the oldest is under embargo.

    At an authority its own agenda; elsewhere that of every authority for which the user may
    publish. ``begin`` and ``grootte`` choose a page of the items, earliest first.
    """
    rij = agenda()
    oudste = rij.oudste_sinds
    gegevens: dict[str, Any] = {
        "aantal": len(rij),
        "oudste_sinds": klok.dag_van(oudste).isoformat() if oudste else None,
    }
    houders = mijn_houders(context)
    if not houders:
        return gegevens
    blad = rij.blad(houders, begin, grootte)
    return {
        **gegevens,
        "items_total": sum(rij.aantal_van_houder(houder) for houder in houders),
        "items": [regel for uid, moment in blad if (regel := _regel(uid, moment, nu))],
    }


def mijn_houders(context) -> list[str]:
    """Authorities (TOOI code; empty for the norm) whose agenda the user may see here."""
    overheid = overheid_van(context)
    if overheid is not None:
        mag = api.user.has_permission(rechten.PUBLICEREN, obj=overheid)
        return [overheid.tooi] if mag else []
    groepen = api.user.get_current().getGroups() if not api.user.is_anonymous() else []
    griffie = next(soort for soort in GROEPSOORTEN if soort.rol == rechten.GRIFFIE)
    houders = [
        groep.removesuffix(f"-{griffie.achtervoegsel}")
        for groep in groepen
        if groep.endswith(f"-{griffie.achtervoegsel}")
    ]
    return sorted(houders) + ([""] if rechten.NORMBEHEERDERS in groepen else [])


def _regel(uid: str, moment: datetime, nu: datetime) -> dict[str, Any] | None:
    """One item of the agenda; ``None`` when it is not the user's to see after all."""
    for brain in api.portal.get_tool("portal_catalog")(UID=uid):
        obj = brain.getObject()
        return {
            "@id": obj.absolute_url(),
            "title": obj.title,
            "tot": klok.als_iso(moment),
            "toestand": toestand(uid, moment, nu),
            "reden": obj.embargo_reden,
            "voorwaarde": obj.embargo_voorwaarde,
            "fout": mislukkingen[uid].fout if uid in mislukkingen else None,
        }
    return None


def toestand(uid: str, moment: datetime, nu: datetime) -> str:
    """``gepland``, ``wacht`` (condition unmet), ``mislukt`` or ``te_laat``."""
    if uid in agenda().wachtenden():
        return "wacht"
    if uid in mislukkingen:
        return "mislukt"
    return "gepland" if nu < moment else "te_laat"


def gezondheid(nu: datetime) -> dict[str, Any]:
    """Is the machinery well? Numbers only."""
    rij = agenda()
    te_laat = sum(1 for _uid in rij.aan_de_beurt(nu))
    mislukt = sum(1 for uid in list(mislukkingen) if uid in rij)
    stil = tikker.laatste_tik is None or nu - tikker.laatste_tik > TIKKER_STIL
    eerste = rij.eerste_na(nu)
    return {
        "gezond": not te_laat and not mislukt and not stil,
        "gepland": len(rij),
        "te_laat": te_laat,
        "mislukt": mislukt,
        "wacht_op_voorwaarde": len(rij.wachtenden()),
        "volgend_moment": klok.als_iso(eerste) if eerste else None,
        "laatste_tik": klok.als_iso(tikker.laatste_tik) if tikker.laatste_tik else None,
        "post_wacht": len(wachtend(api.portal.get())),
    }
