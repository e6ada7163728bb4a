"""The measures of a plan, read as the person of this request may see them."""

from collections.abc import Iterator
from datetime import date

from AccessControl import getSecurityManager

from groningse_norm import rechten
from groningse_norm.norm.domain import Veld
from groningse_norm.plan.content import Maatregel, Uitvoeringsplan
from groningse_norm.plan.domain import is_te_laat
from groningse_norm.plan.werkblad.doen import voortgang_van
from groningse_norm.plan.werkblad.regel import Regel


def is_model(plan) -> bool:
    """A model is carried out by nobody, so there is no progress to show."""
    return bool(getattr(plan, "model", False))


def regels_van(plan: Uitvoeringsplan, vandaag: date) -> Iterator[Regel]:
    """The measures that the person sees, by number; in a model without progress."""
    mag = getSecurityManager().checkPermission
    for maatregel in plan.maatregelen():
        if mag(rechten.ZIEN, maatregel):
            yield regel_van(maatregel, vandaag)


def regel_van(maatregel: Maatregel, vandaag: date) -> Regel:
    """One measure that the person sees."""
    mag = getSecurityManager().checkPermission
    ziet = not is_model(maatregel.aq_parent) and mag(rechten.VOORTGANG_ZIEN, maatregel)
    meting = maatregel.meting if ziet else None
    return Regel(
        uid=maatregel.UID(),
        url=maatregel.absolute_url(),
        nummer=maatregel.nummer or "",
        titel=maatregel.title,
        veld=Veld(maatregel.veld),
        eigenaar=maatregel.eigenaar or "",
        dag=maatregel.deadline,
        meting=meting,
        nu=voortgang_van(maatregel) if ziet else {},
        te_laat=meting is not None and is_te_laat(meting, vandaag),
        mag_melden=bool(ziet and mag(rechten.VOORTGANG_MELDEN, maatregel)),
    )
