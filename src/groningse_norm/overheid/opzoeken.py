"""Finds an authority by its code, or by what lies in it."""

from collections.abc import Iterator

from plone import api


def overheden_met(tooi: str) -> Iterator:
    """Every authority with this code, whoever asks; more than one only while one is refused."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="Overheid"):
        overheid = brain._unrestrictedGetObject()
        if overheid.tooi == tooi:
            yield overheid


def overheid_met(tooi: str):
    """The authority with this code, whoever asks; ``None`` when there is none."""
    return next(overheden_met(tooi), None)


def overheid_van(obj):
    """The authority in which an object lies; ``None`` outside one."""
    for ouder in obj.aq_chain:
        if getattr(ouder, "portal_type", None) == "Overheid":
            return ouder
    return None
