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
    Vastgezet,
    controleer_overgang,
    vereffend,
)
from groningse_norm.embargo.interfaces import Conflict, Gone
from groningse_norm.embargo.planning import plan
from groningse_norm.embargo.zicht import geldende_status, intrekking_van
from groningse_norm.fouten import uitleg
from groningse_norm.geheimhouding.opslag import is_geheim
from groningse_norm.i18n import _
from groningse_norm.logboek.opslag import noteer
from groningse_norm.werkstroom.bouw import leg_vast, toestand_van, zet


def _is_publicatie(obj, event) -> bool:
    werkstroom = PUBLICATIE.get(getattr(obj, "portal_type", ""))
    return werkstroom is not None and event.workflow.getId() == werkstroom.id


def voor_overgang(obj, event) -> None:
    """Refuse a step that the rules do not allow, before anything is changed."""
    if event.transition is None or not _is_publicatie(obj, event):
        return
    tool = getToolByName(obj, "portal_workflow")
    try:
        if _gaat_mee(obj):
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
    nu = klok.nu()
    leg_vast(obj, PUBLICATIE[obj.portal_type])
    obj.embargo_tot = vereffend(status, obj.embargo_tot, nu)
    if status is Status.OPENBAAR:
        obj.setEffectiveDate(DateTime(nu.timestamp(), "Europe/Amsterdam"))
    for kind in obj.objectValues():
        werkstroom = PUBLICATIE.get(kind.portal_type)
        if werkstroom is not None:
            kind.embargo_tot = vereffend(status, kind.embargo_tot, nu)
            zet(kind, werkstroom, status)
    obj.reindexObject(idxs=["effective", "publicatie_status"])
    # A lift by the clock has no request that succeeds; it purges by itself, after its commit.
    if overgang != "hef_op" and Status.OPENBAAR in (status, event.old_state.getId()):
        vraag_verversing(obj)


def bij_verwijderen(obj, event) -> None:
    """What is gone opens no more."""
    if api.portal.get() is not None and event.oldParent is not None:
        agenda().schrap(obj.UID())


def bij_wijzigen(obj, event) -> None:
    """Code that takes no step, such as an import, left an item public before its moment.

    It is under embargo, by the clock; from here on by its state as well, so that it opens at the
    moment with all that belongs to that. What goes along with another is not planned by itself.
    """
    werkstroom = PUBLICATIE.get(getattr(obj, "portal_type", ""))
    if werkstroom is None or geldende_status(obj) is not Status.ONDER_EMBARGO:
        return
    if toestand_van(obj, werkstroom) == Status.OPENBAAR and not _gaat_mee(obj):
        zet(obj, werkstroom, Status.ONDER_EMBARGO)
        plan(obj)


def _gaat_mee(obj) -> bool:
    return getattr(aq_parent(aq_inner(obj)), "portal_type", None) in PUBLICATIE


def voor_verplaatsen(obj, event) -> None:
    """Under embargo an item is not moved or renamed, but together with what it lies in."""
    if event.object is not obj or event.oldParent is None or event.newParent is None:
        return
    if geldende_status(obj) is Status.ONDER_EMBARGO:
        raise Conflict(translate(uitleg(Vastgezet()), context=getattr(obj, "REQUEST", None)))


def bij_weigering(event) -> None:
    """A withdrawn item says that it was withdrawn, and why: it was public before."""
    intrekking = intrekking_van(event.object)
    if intrekking is None:
        return
    raise Gone(
        translate(
            _(
                "error_ingetrokken",
                default="This document has been withdrawn. Reason: ${reden}",
                mapping={"reden": intrekking.reden},
            ),
            context=event.request,
        )
    )
