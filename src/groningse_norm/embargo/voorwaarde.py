"""The condition of an embargo: not before a norm or a plan is signed."""

from plone import api

from groningse_norm.embargo.agenda import agenda
from groningse_norm.ondertekening.domain import OOIT_GETEKEND


def is_vervuld(uid: str | None) -> bool:
    """Is this signed? Without a condition: yes. When it is not there any more: no."""
    if not uid:
        return True
    gevonden = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=uid)
    if not gevonden:
        return False
    obj = gevonden[0]._unrestrictedGetObject()
    return (
        api.portal.get_tool("portal_workflow").getInfoFor(obj, "review_state", "") in OOIT_GETEKEND
    )


def bij_ondertekend(event) -> None:
    """The last signature is set: what waited for it opens now, each in its own transaction."""
    agenda().voorwaarde_vervuld(event.object.UID())
