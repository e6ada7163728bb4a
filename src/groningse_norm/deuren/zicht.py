"""What the person of a request can see; every door asks here."""

from collections.abc import Iterator, Sequence
from typing import Any

from AccessControl import getSecurityManager
from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_chain, aq_inner
from zope.globalrequest import getRequest

from groningse_norm import rechten
from groningse_norm.interfaces import IGroningseNormLayer
from groningse_norm.zegel import IVerzegeld, aangemeld


def is_in_gebruik() -> bool:
    """Is there a request, and is it one in a site with the add-on?"""
    return IGroningseNormLayer.providedBy(getRequest())


def is_zichtbaar(obj: Any) -> bool:
    """May the person of this request see the object? Asked once the person is known."""
    return bool(getSecurityManager().checkPermission(rechten.ZIEN, obj))


def heeft_rol(obj: Any, rollen: Sequence[str] | None, request: Any) -> bool:
    """Does the person have one of the roles on the object? ``None``: everybody does.

    For use before the publisher knows the person: while the path is walked, or after it ended
    nowhere.
    """
    if rollen is None or rechten.IEDEREEN in rollen:
        return True
    return any(gebruiker.allowed(obj, rollen) for gebruiker in aangemeld(obj, request))


def heeft_recht(obj: Any, recht: str, request: Any) -> bool:
    """Does the person hold the permission on the object? See ``heeft_rol``."""
    return heeft_rol(obj, rolesForPermissionOn(recht, obj), request)


def houders(obj: Any) -> Iterator[Any]:
    """The sealed items that an object lies in, nearest first; not the object itself."""
    for ouder in aq_chain(aq_inner(obj))[1:]:
        if IVerzegeld.providedBy(ouder):
            yield ouder


def is_binnen_zegel(obj: Any) -> bool:
    """Is it a sealed item, or does it lie in one?"""
    return IVerzegeld.providedBy(obj) or next(houders(obj), None) is not None
