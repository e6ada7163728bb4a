"""Every way in which a measure or a plan changes is noted where it happens."""

from Acquisition import aq_base
from plone import api
from zope.lifecycleevent.interfaces import IObjectAddedEvent, IObjectRemovedEvent

from groningse_norm import klok
from groningse_norm.logboek.opslag import wie_nu
from groningse_norm.voortgang.bijhouden import (
    maatregel_weg,
    neem_maatregel_waar,
    neem_plan_waar,
    plan_weg,
)


def bij_maatregel(maatregel, event) -> None:
    """Made, changed, or in another state."""
    neem_maatregel_waar(maatregel, klok.nu(), wie_nu())


def bij_plan(plan, event) -> None:
    """Made, changed, or in another state."""
    neem_plan_waar(plan, klok.nu())


def bij_verplaatsen_maatregel(maatregel, event) -> None:
    """Gone, or from one plan to another. When what it lies in moves, it stays in its plan."""
    if IObjectAddedEvent.providedBy(event) or api.portal.get() is None:
        return
    if aq_base(event.object) is not aq_base(maatregel):
        return
    if aq_base(event.oldParent) is aq_base(event.newParent):
        return
    maatregel_weg(event.oldParent, maatregel, klok.nu(), wie_nu())
    if event.newParent is not None:
        neem_maatregel_waar(maatregel, klok.nu(), wie_nu())


def bij_verplaatsen_plan(plan, event) -> None:
    """Gone, or elsewhere; also with what it lies in."""
    if api.portal.get() is None or IObjectAddedEvent.providedBy(event):
        return
    if IObjectRemovedEvent.providedBy(event):
        plan_weg(plan)
    else:
        neem_plan_waar(plan, klok.nu())
