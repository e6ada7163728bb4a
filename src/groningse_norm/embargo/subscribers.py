"""What the publication workflow sets in motion."""

from Acquisition import aq_inner, aq_parent
from DateTime import DateTime
from plone import api
from Products.CMFCore.utils import getToolByName
from Products.CMFCore.WorkflowCore import WorkflowException
from zExceptions import HTTPGone
from zope.i18n import translate

from groningse_norm import klok
from groningse_norm.embargo.agenda import agenda
from groningse_norm.embargo.domain import (
    PUBLICATIE,
    GaatMee,
    GeenMoment,
    MomentVoorbij,
    NietOndertekend,
    PublicatieGeweigerd,
    RedenNodig,
    Status,
    controleer_overgang,
)
from groningse_norm.i18n import _
from groningse_norm.werkstroom.bouw import toestand_van, zet

UITLEG = {
    NietOndertekend.code: _(
        "error_niet_ondertekend", default="This has not been signed by all parties yet."
    ),
    GeenMoment.code: _(
        "error_geen_moment", default="Say first until when the embargo lasts."
    ),
    MomentVoorbij.code: _(
        "error_moment_voorbij",
        default="The moment of the embargo has passed. Change it, or publish at once.",
    ),
    RedenNodig.code: _("error_reden_nodig", default="Give a reason."),
    GaatMee.code: _(
        "error_gaat_mee", default="This goes along with what it lies in. Take the step there."
    ),
}


def _is_publicatie(obj, event) -> bool:
    werkstroom = PUBLICATIE.get(getattr(obj, "portal_type", ""))
    return werkstroom is not None and event.workflow.getId() == werkstroom.id


def voor_overgang(obj, event) -> None:
    """Refuse a step that the rules do not allow, before anything is changed."""
    if event.transition is None or not _is_publicatie(obj, event):
        return
    tool = getToolByName(obj, "portal_workflow")
    try:
        if getattr(aq_parent(aq_inner(obj)), "portal_type", None) in PUBLICATIE:
            raise GaatMee()
        controleer_overgang(
            event.transition.getId(),
            tool.getInfoFor(obj, "review_state", ""),
            getattr(obj, "embargo_tot", None),
            klok.nu(),
            (event.kwargs or {}).get("comment", "") or "",
        )
    except PublicatieGeweigerd as error:
        raise WorkflowException(
            translate(UITLEG[error.code], context=getattr(obj, "REQUEST", None))
        ) from error


def na_overgang(obj, event) -> None:
    """Keep the agenda, the publication date and what lies inside in step with the state."""
    if event.transition is None or not _is_publicatie(obj, event):
        return
    status = Status(event.new_state.getId())
    if status is Status.ONDER_EMBARGO:
        agenda().plan(obj.UID(), obj.embargo_tot)
    else:
        agenda().schrap(obj.UID())
    if status is Status.OPENBAAR:
        obj.setEffectiveDate(DateTime(klok.nu().timestamp(), "Europe/Amsterdam"))
    for kind in obj.objectValues():
        werkstroom = PUBLICATIE.get(kind.portal_type)
        if werkstroom is not None:
            zet(kind, werkstroom, status)
    obj.reindexObject(idxs=["effective", "publicatie_status"])


def bij_verwijderen(obj, event) -> None:
    """What is gone opens no more."""
    if api.portal.get() is not None and event.oldParent is not None:
        agenda().schrap(obj.UID())


def bij_weigering(event) -> None:
    """A withdrawn item says that it was withdrawn, and why: it was public before."""
    obj = event.object
    werkstroom = PUBLICATIE.get(getattr(obj, "portal_type", ""))
    if werkstroom is None or toestand_van(obj, werkstroom) != Status.INGETROKKEN:
        return
    status = getToolByName(obj, "portal_workflow").getStatusOf(werkstroom.id, obj)
    raise HTTPGone(
        translate(
            _(
                "error_ingetrokken",
                default="This document has been withdrawn. Reason: ${reden}",
                mapping={"reden": status.get("comments", "")},
            ),
            context=event.request,
        )
    )
