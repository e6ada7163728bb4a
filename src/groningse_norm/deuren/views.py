"""Pages and public helper views of stock Plone, without what the person cannot see."""

from typing import Any
from urllib.parse import quote, urlsplit

from Acquisition import aq_base
from plone import api
from plone.app.content.browser.file import AllowUploadView
from plone.app.discussion.browser.conversation import ConversationView
from plone.app.iterate.browser.control import Control
from plone.app.redirector.browser import FourOhFourView
from plone.base.interfaces import IRedirectAfterLogin
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from plone.rest.traverse import RESTWrapper
from Products.CMFCore.interfaces import IDynamicType
from Products.CMFPlone.browser.defaultpage import DefaultPage
from Products.CMFPlone.browser.exceptions import ExceptionView
from Products.CMFPlone.browser.syndication.utils import SyndicationUtil
from zope.interface import implementer

from groningse_norm import rechten
from groningse_norm.deuren.zicht import heeft_recht, is_binnen_zegel, is_zichtbaar
from groningse_norm.zegel import IVerzegeld, aangemeld, doe_alsof


def mag_adres_weten(adres: str, request: Any) -> bool:
    """Can the person see all content on the way to an address of this site?"""
    portal = api.portal.get()
    if not adres.startswith(portal.absolute_url()):
        return True
    pad = request.physicalPathFromURL(urlsplit(adres)._replace(query="", fragment="").geturl())
    obj = portal
    for naam in pad[len(portal.getPhysicalPath()) :]:
        if naam == "++api++":
            continue
        if naam not in (obj.objectIds() if hasattr(aq_base(obj), "objectIds") else ()):
            break
        obj = obj._getOb(naam)
        # Who has just logged in may be known to the one and not yet to the other.
        if not (is_zichtbaar(obj) or heeft_recht(obj, rechten.ZIEN, request)):
            return False
    return True


class _AlleenWatJeZiet:
    """A former path leads on only for whoever can see what is there now."""

    request: Any

    def attempt_redirect(self) -> bool:
        if not super().attempt_redirect():
            return False
        antwoord = self.request.response
        if mag_adres_weten(antwoord.getHeader("Location"), self.request):
            return True
        antwoord.headers.pop("location", None)
        antwoord._locked_status = 0
        antwoord.setStatus(404)
        return False


class VroegerPad(_AlleenWatJeZiet, FourOhFourView):
    """``plone_redirector_view``."""


class VroegerPadRest(_AlleenWatJeZiet, ErrorHandling):
    """The error in JSON."""


class NietGevonden(ExceptionView):
    """404, the same for what is not there and for what the person cannot see.

    Whoever may read more after logging in comes back to the same address.
    """

    def __call__(self) -> Any:
        # Also when a page on the way says that there is nothing.
        self.__parent__ = self._einde()
        doe_alsof(self.__parent__, self.request)
        if IAPIRequest.providedBy(self.request):
            pagina = VroegerPadRest(self.context, self.request)()
        else:
            pagina = super().__call__()
        if self.request.method == "HEAD":
            # The server sends on what it gets, and a HEAD answer has no body.
            self.request.response._locked_body = 0
            self.request.response.setBody("", lock=True)
            return ""
        return pagina

    def _einde(self) -> Any:
        """The content at which the path ended."""
        for ouder in self.request["PARENTS"]:
            obj = ouder.context if isinstance(ouder, RESTWrapper) else ouder
            if IDynamicType.providedBy(obj):
                return obj
        return api.portal.get()

    @property
    def is_aangemeld(self) -> bool:
        return next(aangemeld(api.portal.get(), self.request), None) is not None

    @property
    def aanmelden(self) -> str:
        hier = quote(self.request.get("ACTUAL_URL", ""), safe="")
        return f"{api.portal.get().absolute_url()}/login?came_from={hier}"

    @property
    def ouder(self) -> Any:
        """The nearest place on the path that is there for everybody."""
        return self.plone_redirector_view.find_first_parent()


class Standaardpagina(DefaultPage):
    """A sealed item is nobody's default page: the address of a folder would name it."""

    def getDefaultPage(self) -> str | None:
        pagina = super().getDefaultPage()
        obj = self.context.unrestrictedTraverse(pagina, None) if pagina else None
        return None if obj is not None and is_binnen_zegel(obj) else pagina

    def isDefaultPage(self, obj: Any) -> bool:
        return False if IVerzegeld.providedBy(obj) else super().isDefaultPage(obj)


class Gesprek(ConversationView):
    """No comments on sealed items, nor on what lies in them."""

    def enabled(self) -> bool:
        return False if is_binnen_zegel(self.context) else super().enabled()


class Werkkopieen(Control):
    """No working copies of sealed items, nor of what lies in them."""

    def checkout_allowed(self) -> bool:
        return False if is_binnen_zegel(self.context) else super().checkout_allowed()


class MagUploaden(AllowUploadView):
    """``allow_upload``: a path that the caller gives leads no further than the person sees."""

    def __call__(self) -> str:
        pad = self.request.form.get("path")
        obj = self.context.unrestrictedTraverse(pad, None) if pad else None
        if obj is not None and not is_zichtbaar(obj):
            raise KeyError(pad.rpartition("/")[2])
        return super().__call__()


@implementer(IRedirectAfterLogin)
class NaAanmelden:
    """After logging in: back to where the person came from, if he can see it, or else home.

    Whoever came from nowhere or from the front page goes on to his own work.
    """

    def __init__(self, context: Any, request: Any) -> None:
        self.context = context
        self.request = request

    def __call__(self, came_from: str | None = None, is_initial_login: bool = False) -> str | None:
        if came_from and not mag_adres_weten(came_from, self.request):
            return None
        thuis = api.portal.get().absolute_url()
        if not came_from or came_from.rstrip("/") == thuis:
            return f"{thuis}/@@mijn-werk"
        return came_from


class GeenFeed(SyndicationUtil):
    """No feed of what lies in a sealed item."""

    def context_allowed(self) -> bool:
        return False
