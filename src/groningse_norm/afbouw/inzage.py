"""Who reads an item, and its progress, at the moment of uninstalling.

Closed at every doubt: an item is open only when everybody sees it and all that it lies in, and a
person reads it afterwards only when a role inside the item let him read it before.
"""

from dataclasses import dataclass

from AccessControl.PermissionRole import rolesForPermissionOn
from plone import api

from groningse_norm import rechten
from groningse_norm.embargo.domain import PUBLICATIE, Status
from groningse_norm.werkstroom.bouw import toestand_van


@dataclass(frozen=True, slots=True)
class Inzage:
    """``open`` for everybody, or read by these users and groups; some of them read progress."""

    open: bool
    lezers: frozenset[str]
    lezers_van_voortgang: frozenset[str]


def inzage_van(obj, houder: Inzage | None, intern: frozenset[str]) -> Inzage:
    """``houder`` is that of the item of ours in which it lies, if any.

    ``intern`` are the permissions that its internal fields ask: progress is for whoever holds
    them all.
    """
    is_open = rechten.IEDEREEN in rolesForPermissionOn(rechten.ZIEN, obj)
    werkstroom = PUBLICATIE.get(obj.portal_type)
    if werkstroom is not None:
        is_open = is_open and toestand_van(obj, werkstroom) == Status.OPENBAAR
    if houder is not None:
        is_open = is_open and houder.open
    lezers = _houders(rechten.ZIEN, obj)
    if houder is not None and not houder.open:
        lezers &= houder.lezers
    # What is open is read by all; its progress by whoever held it.
    meelezers = frozenset.intersection(
        *(_houders(recht, obj) for recht in {rechten.VOORTGANG_ZIEN, *intern})
    )
    return Inzage(is_open, lezers, meelezers if is_open else meelezers & lezers)


def _houders(recht: str, obj) -> frozenset[str]:
    """Users and groups that hold a permission on an item by a local role."""
    rollen = set(rolesForPermissionOn(recht, obj))
    plaatselijk = api.portal.get_tool("acl_users")._getAllLocalRoles(obj)
    return frozenset(wie for wie, die_heeft in plaatselijk.items() if rollen & set(die_heeft))
