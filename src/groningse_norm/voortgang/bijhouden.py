"""Takes note of a measure or a plan as it is now. Doing so twice changes nothing."""

from datetime import datetime

from Acquisition import aq_inner, aq_parent
from Products.CMFCore.utils import getToolByName

from groningse_norm import klok
from groningse_norm.ondertekening.domain import GETEKEND, Fase
from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.plan.interfaces import IUitvoeringsplan
from groningse_norm.plan.model.interfaces import IVersies
from groningse_norm.voortgang.domain import Feit
from groningse_norm.voortgang.opslag import alle_plannen, plan_met, vergeet


def neem_maatregel_waar(maatregel, moment: datetime, wie: str) -> None:
    """Keep what counts of a measure, when it has changed. Events of Plone do so by themselves;
    code that changes a measure without one calls this.
    """
    plan = aq_parent(aq_inner(maatregel))
    if IUitvoeringsplan.providedBy(plan):
        feit = Feit(maatregel.veld or "", maatregel.meting)
        afspraak = maatregel.basisafspraak or ""
        plan_met(plan.UID()).noteer(maatregel.UID(), feit, moment, wie, afspraak)


def maatregel_weg(plan, maatregel, moment: datetime, wie: str) -> None:
    """A measure has left this plan."""
    if IUitvoeringsplan.providedBy(plan):
        plan_met(plan.UID()).noteer(maatregel.UID(), None, moment, wie)


def neem_plan_waar(plan, moment: datetime) -> None:
    """Keep whose plan it is, and from when to when it is carried out.

    A newer version is so from the day on which it takes the place of the one before: one that is
    signed while it cannot be seen yet does not count beside it, and has no progress either.
    """
    fase = getToolByName(plan, "portal_workflow").getInfoFor(plan, "review_state", "")
    vandaag = klok.dag_van(moment).toordinal()
    verloop = plan_met(plan.UID())
    van, tot = verloop.van, verloop.tot
    versies = IVersies(plan)
    if fase in GETEKEND and not any(map(_loopt_nog, versies.eerdere)):
        van, tot = van or vandaag, None
    elif fase == Fase.VERVANGEN:
        tot = tot or vandaag
    else:
        van = tot = None
    overheid = overheid_van(plan)
    verloop.zet(
        tooi=overheid.tooi or "" if overheid is not None else "",
        norm=plan.norm or "",
        model=bool(plan.model),
        van=van,
        tot=tot,
    )
    if tot is not None and versies.volgende is not None:
        neem_plan_waar(versies.volgende, moment)


def _loopt_nog(plan) -> bool:
    verloop = alle_plannen().get(plan.UID())
    return verloop is not None and verloop.van is not None and verloop.tot is None


def plan_weg(plan) -> None:
    vergeet(plan.UID())
