"""Caches: nothing of an embargo is kept, and no public answer outlives the next moment."""

import logging
import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from Acquisition import aq_chain, aq_inner
from plone.app.caching.interfaces import IRAMCached
from plone.base.interfaces import IPloneSiteRoot
from plone.cachepurging.interfaces import ICachePurgingSettings, IPurger
from plone.cachepurging.utils import getPathsToPurge, getURLsToPurge, isCachePurgingEnabled
from plone.registry.interfaces import IRegistry
from plone.transformchain.interfaces import ITransform
from Products.CMFCore.interfaces import IContentish
from z3c.caching.purge import Purge
from ZODB.POSException import ConflictError
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter, queryUtility
from zope.component.hooks import getSite
from zope.event import notify
from zope.interface import Interface, implementer, noLongerProvides

from groningse_norm import klok
from groningse_norm.embargo.agenda import agenda_van
from groningse_norm.embargo.interfaces import ADRES
from groningse_norm.interfaces import IGroningseNormLayer
from groningse_norm.zegel import NIET_BEWAREN, is_niet_te_bewaren

logger = logging.getLogger(__name__)


def adressen_van(obj) -> list[str]:
    """URLs at proxies where an item is kept, what lies in it, and what it lies in.

    Empty when it cannot be said: the item opens all the same, and the log tells.
    """
    try:
        if not isCachePurgingEnabled():
            return []
        _als_bezocht(obj)
        paden: dict[str, None] = {}
        # Listings and feeds of the containers will tell of it as well.
        for stuk in (obj, *obj.objectValues(), *_mappen(obj)):
            paden.update(dict.fromkeys(getPathsToPurge(stuk, obj.REQUEST)))
        instelling = queryUtility(IRegistry).forInterface(ICachePurgingSettings, check=False)
        proxies = instelling.cachingProxies or ()
        return [url for pad in paden for url in getURLsToPurge(pad, proxies)]
    except ConflictError:
        raise
    except Exception:
        logger.exception("Cannot say what proxies keep of %s", "/".join(obj.getPhysicalPath()))
        return []


def _als_bezocht(obj) -> None:
    """Give the request, which no visitor made, the address at which visitors find the item.

    Behind a virtual host that differs from the path in the database, and proxies know only it.
    """
    for naam in ("VirtualRootPhysicalPath", "VIRTUAL_URL_PARTS", "VIRTUAL_URL"):
        # Of another item, for which the same request served before.
        obj.REQUEST.other.pop(naam, None)
    adres = urlsplit(IAnnotations(obj).get(ADRES) or "")
    publiek, fysiek = adres.path.strip("/").split("/"), obj.getPhysicalPath()
    samen = 0
    for deel, naam in zip(reversed(publiek), reversed(fysiek), strict=False):
        if deel != naam:
            break
        samen += 1
    wortel, voorvoegsel = fysiek[: len(fysiek) - samen], publiek[: len(publiek) - samen]
    if not samen or len(wortel) < 2:
        return
    server = f"{adres.scheme}://{adres.netloc}"
    delen = (server, *(["/".join(voorvoegsel)] if voorvoegsel else []), "/".join(publiek[-samen:]))
    obj.REQUEST.other.update(
        VirtualRootPhysicalPath=wortel, VIRTUAL_URL_PARTS=delen, VIRTUAL_URL=adres.geturl()
    )


def _mappen(obj) -> Iterator:
    for ouder in aq_chain(aq_inner(obj))[1:]:
        if IContentish.providedBy(ouder) or IPloneSiteRoot.providedBy(ouder):
            yield ouder
        if IPloneSiteRoot.providedBy(ouder):
            return


def vraag_verversing(obj) -> None:
    """Let proxies forget an item and what lies in it, once the present request has succeeded.

    Plone does so for what was modified; a step of the workflow modifies nothing.
    """
    for stuk in (obj, *obj.objectValues(), *_mappen(obj)):
        notify(Purge(stuk))


def ververs(adressen: list[str]) -> None:
    """Ask the proxies to forget these URLs. After the commit; a proxy that is down is logged."""
    purger = queryUtility(IPurger) if adressen else None
    if purger is None:
        return
    for url in adressen:
        try:
            purger.purgeAsync(url)
        except Exception:
            logger.exception("Cannot purge %s", url)


def hoogstens(seconden: int, nu: datetime, volgende: datetime | None) -> int:
    """How long an answer may be kept: never past the next planned moment.

    Zero while something is overdue: it opens at the next try.
    """
    if volgende is None:
        return seconden
    return max(0, min(seconden, int((volgende - nu).total_seconds())))


_LEEFTIJD = re.compile(r"\b(max-age|s-maxage)=(\d+)")


@implementer(ITransform)
@adapter(Interface, IGroningseNormLayer)
class BegrensdeLeeftijd:
    """Runs after plone.app.caching has set its headers (order 12000) and has the last word."""

    order = 13000

    def __init__(self, published, request) -> None:
        self.request = request

    def transformBytes(self, result, encoding):
        return self._begrens()

    def transformUnicode(self, result, encoding):
        return self._begrens()

    def transformIterable(self, result, encoding):
        return self._begrens()

    def _begrens(self) -> None:
        response = self.request.response
        if is_niet_te_bewaren(self.request):
            response.setHeader("Cache-Control", NIET_BEWAREN)
            # plone.app.caching writes one of these with capitals, which makes it another key.
            for naam in list(response.headers):
                if naam.lower() in ("etag", "last-modified", "expires"):
                    del response.headers[naam]
            # Nor does the server itself keep the page for the same reader's next visit.
            noLongerProvides(self.request, IRAMCached)
            return
        bewaren = response.getHeader("Cache-Control") or ""
        site = getSite()
        agenda = agenda_van(site) if site is not None and _LEEFTIJD.search(bewaren) else None
        nu = klok.nu()
        volgende = agenda.eerste if agenda is not None else None
        if volgende is None:
            return
        response.setHeader(
            "Cache-Control",
            _LEEFTIJD.sub(lambda m: f"{m[1]}={hoogstens(int(m[2]), nu, volgende)}", bewaren),
        )
        # A second, coarser clock would contradict the first.
        response.headers.pop("expires", None)
