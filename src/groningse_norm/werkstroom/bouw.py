"""Builds the tables into DCWorkflow definitions, and moves objects through them."""

from collections.abc import Mapping

from AccessControl.Permission import pname
from Acquisition import aq_base
from plone import api
from Products.CMFCore.utils import getToolByName
from Products.DCWorkflow.DCWorkflow import DCWorkflowDefinition
from Products.DCWorkflow.Guard import Guard
from zope.event import notify

from groningse_norm import rechten
from groningse_norm.werkstroom.domain import Werkstroom
from groningse_norm.werkstroom.interfaces import ToestandGezet


def bouw(
    portal, werkstromen: tuple[Werkstroom, ...], ketens: Mapping[str, tuple[str, ...]]
) -> None:
    """Make or replace the workflows and bind each portal type to its chain."""
    tool = getToolByName(portal, "portal_workflow")
    for werkstroom in werkstromen:
        if werkstroom.id in tool.objectIds():
            tool._delObject(werkstroom.id)
        tool._setObject(werkstroom.id, _definitie(werkstroom))
    for portal_type, keten in ketens.items():
        tool.setChainForPortalTypes((portal_type,), keten)


def sloop(
    portal, werkstromen: tuple[Werkstroom, ...], ketens: Mapping[str, tuple[str, ...]]
) -> None:
    """Undo ``bouw``."""
    tool = getToolByName(portal, "portal_workflow")
    for portal_type in ketens:
        if tool._chains_by_type and portal_type in tool._chains_by_type:
            del tool._chains_by_type[portal_type]
    for werkstroom in werkstromen:
        if werkstroom.id in tool.objectIds():
            tool._delObject(werkstroom.id)


def _definitie(werkstroom: Werkstroom) -> DCWorkflowDefinition:
    definitie = DCWorkflowDefinition(werkstroom.id)
    definitie.setProperties(title=werkstroom.titel)
    for recht in werkstroom.rechten:
        definitie.addManagedPermission(recht)
    for toestand in werkstroom.toestanden:
        definitie.states.addState(str(toestand.id))
        staat = definitie.states[toestand.id]
        staat.setProperties(
            title=toestand.titel,
            transitions=tuple(o.id for o in werkstroom.overgangen_uit(toestand.id)),
        )
        for recht in werkstroom.rechten:
            rollen = toestand.rechten.get(recht, ())
            staat.setPermission(recht, rollen is None, list(rollen or ()))
    definitie.states.setInitialState(str(werkstroom.begin))
    for overgang in werkstroom.overgangen:
        definitie.transitions.addTransition(overgang.id)
        stap = definitie.transitions[overgang.id]
        stap.setProperties(
            title=overgang.titel,
            new_state_id=str(overgang.naar),
            actbox_name=overgang.titel if overgang.rollen else "",
            actbox_url=(
                f"%(content_url)s/@@overgang?werkstroom={werkstroom.id}&overgang={overgang.id}"
                if overgang.rollen
                else ""
            ),
        )
        guard = Guard()
        if overgang.rollen:
            guard.changeFromProperties({"guard_roles": ";".join(overgang.rollen)})
        else:
            # Never true: only ``verplaats`` takes this transition.
            guard.changeFromProperties({"guard_expr": "nothing"})
        stap.guard = guard
    _variabelen(definitie, werkstroom.variabele)
    if werkstroom.variabele == "review_state":
        _geschiedenis(definitie)
    return definitie


def _geschiedenis(definitie: DCWorkflowDefinition) -> None:
    """What Plone's own history pages and services ask for: the steps of the sign-off."""
    definitie.variables.addVariable("review_history")
    variabele = definitie.variables["review_history"]
    variabele.setProperties(
        description="", default_expr="state_change/getHistory", for_status=False
    )
    wacht = Guard()
    wacht.changeFromProperties({"guard_roles": ";".join((rechten.MANAGER, *rechten.ROLLEN))})
    variabele.info_guard = wacht


def _variabelen(definitie: DCWorkflowDefinition, variabele: str) -> None:
    definitie.variables.setStateVar(variabele)
    for naam, uitdrukking, in_catalogus in (
        ("action", "transition/getId|nothing", False),
        ("actor", "user/getId", False),
        ("comments", "python:state_change.kwargs.get('comment', '')", False),
        ("time", "state_change/getDateTime", False),
    ):
        definitie.variables.addVariable(naam)
        definitie.variables[naam].setProperties(
            description="",
            default_expr=uitdrukking,
            for_catalog=in_catalogus,
            for_status=True,
            update_always=True,
        )


def toestand_van(obj, werkstroom: Werkstroom) -> str:
    """The state of the object in this workflow; the initial one when it has none yet."""
    # As ``portal_workflow.getStatusOf``, for an item that is asked without its surroundings.
    verloop = getattr(aq_base(obj), "workflow_history", None) or {}
    regels = verloop.get(werkstroom.id) or ()
    return regels[-1].get(werkstroom.variabele, werkstroom.begin) if regels else werkstroom.begin


def leg_vast(obj, werkstroom: Werkstroom) -> None:
    """Store the roles of the present state with the item.

    DCWorkflow passes over what holds already; what holds for seeing is decided anew every time.
    """
    for recht, rollen in werkstroom.toestand(toestand_van(obj, werkstroom)).rechten.items():
        if rollen is not None:
            setattr(aq_base(obj), pname(recht), rollen)


def verplaats(obj, werkstroom: Werkstroom, overgang: str, comment: str = "") -> None:
    """Take a transition on behalf of the product itself, past its guard, events included.

    Raises ``ValueError`` when the transition does not leave the present state.
    """
    tool = getToolByName(obj, "portal_workflow")
    if toestand_van(obj, werkstroom) not in werkstroom.overgang(overgang).van:
        raise ValueError(f"{overgang} does not leave {toestand_van(obj, werkstroom)}")
    definitie = tool[werkstroom.id]
    stap = definitie.transitions[overgang]
    tool._invokeWithNotification(
        [definitie], obj, overgang, definitie._changeStateOf, (obj, stap, {"comment": comment}), {}
    )


def stel(obj, werkstroom: Werkstroom, toestand: str, comment: str = "") -> None:
    """The state and the rights that go with it, and nothing else: no catalog, no events."""
    tool = getToolByName(obj, "portal_workflow")
    status = dict(tool.getStatusOf(werkstroom.id, obj) or {})
    status.update({werkstroom.variabele: str(toestand), "comments": comment, "action": None})
    tool.setStatusOf(werkstroom.id, obj, status)
    tool[werkstroom.id].updateRoleMappingsFor(obj)
    leg_vast(obj, werkstroom)


def zet(obj, werkstroom: Werkstroom, toestand: str, comment: str = "") -> None:
    """Put an object in a state because its container is in it; without a transition."""
    if toestand_van(obj, werkstroom) == toestand:
        return
    stel(obj, werkstroom, toestand, comment)
    obj.reindexObject(idxs=["review_state", "publicatie_status"])
    obj.reindexObjectSecurity()
    notify(ToestandGezet(obj))


def publiceer(obj) -> None:
    """Make a stock item public where the site's workflow has a step for it."""
    tool = getToolByName(obj, "portal_workflow")
    acties = {
        overgang
        for definitie in tool.getWorkflowsFor(obj)
        for overgang in definitie.states[
            tool.getInfoFor(obj, definitie.variables.getStateVar())
        ].transitions
    }
    if "publish" in acties:
        with api.env.adopt_roles(["Manager"]):
            tool.doActionFor(obj, "publish")
