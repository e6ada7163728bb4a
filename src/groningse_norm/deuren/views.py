"""Pages and public helper views of stock Plone, without what the person cannot see."""

from typing import Any
from urllib.parse import quote, urlsplit

from plone import api
from plone.app.discussion.browser.conversation import ConversationView
from plone.app.iterate.browser.control import Control
from plone.app.redirector.browser import FourOhFourView
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from Products.CMFPlone.browser.defaultpage import DefaultPage
from Products.CMFPlone.browser.exceptions import ExceptionView

from groningse_norm import rechten
from groningse_norm.deuren.zicht import heeft_recht, is_binnen_zegel
from groningse_norm.zegel import IVerzegeld, aangemeld


class _AlleenWatJeZiet:
    """A former path leads on only for whoever can see what is there now."""

    def attempt_redirect(self) -> bool:
        if not super().attempt_redirect():
            return False
        antwoord = self.request.response
        if self._mag_weten(antwoord.getHeader("Location")):
            return True
        antwoord.headers.pop("location", None)
        antwoord._locked_status = 0
        antwoord.setStatus(404)
        return False

    def _mag_weten(self, adres: str) -> bool:
        portal = api.portal.get()
        if not adres.startswith(portal.absolute_url()):
            return True
        pad = self.request.physicalPathFromURL(urlsplit(adres)._replace(query="").geturl())
        obj = portal
        for naam in pad[len(portal.getPhysicalPath()) :]:
            if naam == "++api++":
                continue
            if naam not in getattr(obj, "objectIds", list)():
                break
            obj = obj._getOb(naam)
            if not heeft_recht(obj, rechten.ZIEN, self.request):
                return False
        return True


class VroegerPad(_AlleenWatJeZiet, FourOhFourView):
    """``plone_redirector_view``."""


class VroegerPadRest(_AlleenWatJeZiet, ErrorHandling):
    """The error in JSON."""


class NietGevonden(ExceptionView):
    """404, the same for what is not there and for what the person cannot see.

    Whoever may read more after logging in comes back to the same address.
    """

    def __call__(self) -> Any:
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
