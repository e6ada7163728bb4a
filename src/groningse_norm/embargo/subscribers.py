"""What the publication workflow sets in motion."""

from Acquisition import aq_inner, aq_parent
from DateTime import DateTime
from plone import api
from Products.CMFCore.utils import getToolByName
from Products.CMFCore.WorkflowCore import WorkflowException
from zope.i18n import translate

from groningse_norm import klok
from groningse_norm.embargo.agenda import agenda
from groningse_norm.embargo.caches import vraag_verversing
from groningse_norm.embargo.domain import (
    PUBLICATIE,
    GaatMee,
    PublicatieGeweigerd,
    Status,
    controleer_overgang,
)
from groningse_norm.embargo.interfaces import Gone
from groningse_norm.embargo.planning import plan
from groningse_norm.fouten import uitleg
from groningse_norm.geheimhouding.opslag import is_geheim
from groningse_norm.i18n import _
from groningse_norm.logboek.opslag import noteer
from groningse_norm.werkstroom.bouw import toestand_van, zet


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
            geheim=is_geheim(obj),
        )
    except PublicatieGeweigerd as error:
        raise WorkflowException(
            translate(uitleg(error), context=getattr(obj, "REQUEST", None))
        ) from error


def na_overgang(obj, event) -> None:
    """Keep the agenda, the publication date and what lies inside in step with the state."""
    if event.transition is None or not _is_publicatie(obj, event):
        return
    status = Status(event.new_state.getId())
    overgang = event.transition.getId()
    if status is Status.ONDER_EMBARGO:
        plan(obj)
    else:
        agenda().schrap(obj.UID())
    if overgang != "hef_op":
        noteer(
            obj,
            overgang,
            klok.nu(),
            reden=(event.kwargs or {}).get("comment", "") or "",
            tot=klok.als_iso(obj.embargo_tot) if obj.embargo_tot else None,
        )
    if status is Status.OPENBAAR:
        obj.setEffectiveDate(DateTime(klok.nu().timestamp(), "Europe/Amsterdam"))
    for kind in obj.objectValues():
        werkstroom = PUBLICATIE.get(kind.portal_type)
        if werkstroom is not None:
            zet(kind, werkstroom, status)
    obj.reindexObject(idxs=["effective", "publicatie_status"])
    # A lift by the clock has no request that succeeds; it purges by itself, after its commit.
    if overgang != "hef_op" and Status.OPENBAAR in (status, event.old_state.getId()):
        vraag_verversing(obj)


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
    raise Gone(
        translate(
            _(
                "error_ingetrokken",
                default="This document has been withdrawn. Reason: ${reden}",
                mapping={"reden": status.get("comments", "")},
            ),
            context=event.request,
        )
    )
