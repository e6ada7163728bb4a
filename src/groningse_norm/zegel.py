"""The second lock: whoever may not see an item finds nothing there.

Zope authorises only the last object of a URL. Views that Plone makes public on everything would
answer for an item in the middle of a path, so the types of this package refuse to be passed
through: for whoever lacks ``View`` the path ends as one that never existed.
"""

import logging
from collections.abc import Iterator

from AccessControl.Permission import pname
from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_base, aq_chain, aq_inner
from plone.dexterity.content import FTIAwareSpecification
from zExceptions import NotFound
from ZODB.POSException import ConflictError
from zope.component import queryUtility
from zope.event import notify
from zope.interface import Attribute, Interface, implementer

from groningse_norm import rechten
from groningse_norm.interfaces import IGroningseNormLayer

logger = logging.getLogger(__name__)

NIET_BEWAREN = "private, no-store"
_NIET_TE_BEWAREN = "groningse_norm.niet_te_bewaren"
_GEVRAAGD = "groningse_norm.wie"


class IVerzegeld(Interface):
    """An item that cannot be traversed by whoever may not see it."""


class IVerzegeldeMap(IVerzegeld):
    """A sealed item that holds others."""


class IToegangGeweigerd(Interface):
    """Somebody was refused at an item; a subscriber may answer otherwise than *not found*."""

    object = Attribute("the item")
    request = Attribute("the request, whose user is not authenticated yet")


@implementer(IToegangGeweigerd)
class ToegangGeweigerd:
    def __init__(self, object, request) -> None:
        self.object = object
        self.request = request


class IWieZien(Interface):
    """A utility that decides who sees an item now. Optional; asked whenever a right is."""

    def __call__(obj) -> tuple[str, ...] | None:
        """The roles that see it; ``None`` when what is stored with the item holds."""


class Zichtrecht:
    """A right to see: whatever is stored with the item, never more than the decision allows."""

    def __init__(self, recht: str) -> None:
        self.naam = pname(recht)

    def __get__(self, obj, klasse=None):
        if obj is not None:
            beslis = queryUtility(IWieZien)
            wie = None if beslis is None else beslis(obj)
            if wie is not None:
                return wie
            if self.naam in vars(obj):
                return vars(obj)[self.naam]
        raise AttributeError(self.naam)

    def __set__(self, obj, rollen) -> None:
        vars(obj)[self.naam] = rollen

    def __delete__(self, obj) -> None:
        vars(obj).pop(self.naam, None)


class Verzegeld:
    """Mixin for content classes; comes before the Dexterity class."""

    # Where ``View`` and its companions are stored; so that all of Plone obeys the decision, also
    # when somebody, an import or a repair has stored something else.
    _View_Permission = Zichtrecht(rechten.ZIEN)
    _Access_contents_information_Permission = Zichtrecht(rechten.INHOUD_ZIEN)
    _List_folder_contents_Permission = Zichtrecht(rechten.LIJST_ZIEN)

    # zope.interface gives every plain class its own descriptor, which would hide the one that
    # adds the interfaces of behaviors.
    __providedBy__ = FTIAwareSpecification()

    # Who filed it is for its history: what everybody reads of an item does not name a colleague.
    def Creator(self) -> str:
        return ""

    def listCreators(self) -> tuple[str, ...]:
        return ()

    def __before_publishing_traverse__(self, arg1, arg2=None) -> None:
        request = arg1 if arg2 is None else arg2
        if IGroningseNormLayer.providedBy(request):
            verzegel(self, request)
        super().__before_publishing_traverse__(arg1, arg2)


def is_openbaar(obj) -> bool:
    """May everybody see it?"""
    return rechten.IEDEREEN in rolesForPermissionOn(rechten.ZIEN, obj)


def verzegel(obj, request) -> None:
    """Let the request pass, or end it as *not found* (or as a subscriber decides)."""
    if is_openbaar(obj):
        return
    rollen = rolesForPermissionOn(rechten.ZIEN, obj)
    request.environ[_GEVRAAGD] = True
    if any(gebruiker.allowed(obj, rollen) for gebruiker in aangemeld(obj, request)):
        request.environ[_NIET_TE_BEWAREN] = True
        request.response.setHeader("Cache-Control", NIET_BEWAREN)
        return
    notify(ToegangGeweigerd(obj, request))
    _vergeet(obj, request)
    # The same call with the same argument as ZPublisher's own for a name that is not there.
    request.response.notFoundError(request["URL"])


def is_niet_te_bewaren(request) -> bool:
    """Does the answer hold something that is not public?"""
    return request.environ.get(_NIET_TE_BEWAREN, False)


def doe_alsof(obj, request) -> None:
    """At a path where nothing is: as much work as at an item that somebody may not see.

    ``obj`` is where the path ended. Otherwise the clock would tell the one from the other.
    """
    if _GEVRAAGD in request.environ:
        return
    is_openbaar(obj)
    rolesForPermissionOn(rechten.ZIEN, obj)
    for gebruiker in aangemeld(obj, request):
        gebruiker.allowed(obj, (rechten.MANAGER, *rechten.ROLLEN))


def aangemeld(obj, request) -> Iterator:
    """The users that the request's credentials stand for.

    The publisher authenticates only after traversal, so the user folders are asked here.
    Credentials that cannot be read are nobody's: an error would tell that somebody was asked.
    """
    for ouder in aq_chain(aq_inner(obj)):
        if getattr(aq_base(ouder), "__allow_groups__", None) is None:
            continue
        acl_users = ouder.__allow_groups__
        if not hasattr(aq_base(acl_users), "_extractUserIds"):
            continue
        plugins = acl_users._getOb("plugins")
        try:
            gevonden = acl_users._extractUserIds(request, plugins)
        except ConflictError:
            raise
        except Exception:
            logger.warning("Credentials of a request cannot be read", exc_info=True)
            continue
        for user_id, login in gevonden:
            gebruiker = acl_users._findUser(plugins, user_id, login, request=request)
            if gebruiker is not None:
                yield gebruiker.__of__(acl_users)


def _vergeet(obj, request) -> None:
    """Take the item out of the request, so that no error page starts from it."""
    ouders = request["PARENTS"]
    kaal = aq_base(obj)
    while ouders:
        laatste = ouders.pop()
        # plone.rest wraps what it traverses.
        if aq_base(getattr(laatste, "context", laatste)) is kaal or aq_base(laatste) is kaal:
            break


def niet_gevonden_niet_bewaren(event) -> None:
    """No cache keeps a *not found*: the path may exist a second later."""
    if IGroningseNormLayer.providedBy(event.request) and issubclass(event.exc_info[0], NotFound):
        event.request.response.setHeader("Cache-Control", NIET_BEWAREN)
