"""Finds an authority by its code, or by what lies in it."""

from plone import api


def overheid_met(tooi: str):
    """The authority with this code, whoever asks; ``None`` when there is none."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="Overheid"):
        overheid = brain._unrestrictedGetObject()
        if overheid.tooi == tooi:
            return overheid
    return None


def overheid_van(obj):
    """The authority in which an object lies; ``None`` outside one."""
    for ouder in obj.aq_chain:
        if getattr(ouder, "portal_type", None) == "Overheid":
            return ouder
    return None
