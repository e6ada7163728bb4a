"""Caches: nothing of an embargo is kept, and no public answer outlives the next moment."""

import logging
import re
from datetime import datetime

from plone.cachepurging.interfaces import ICachePurgingSettings, IPurger
from plone.cachepurging.utils import getPathsToPurge, getURLsToPurge, isCachePurgingEnabled
from plone.registry.interfaces import IRegistry
from plone.transformchain.interfaces import ITransform
from zope.component import adapter, queryUtility
from zope.component.hooks import getSite
from zope.interface import Interface, implementer

from groningse_norm import klok
from groningse_norm.embargo.agenda import agenda_van
from groningse_norm.interfaces import IGroningseNormLayer
from groningse_norm.zegel import NIET_BEWAREN, is_niet_te_bewaren

logger = logging.getLogger(__name__)


def adressen_van(obj) -> list[str]:
    """Paths that a proxy may hold for an item and for what lies in it."""
    if not isCachePurgingEnabled():
        return []
    adressen = list(getPathsToPurge(obj, obj.REQUEST))
    for kind in obj.objectValues():
        adressen += getPathsToPurge(kind, obj.REQUEST)
    return adressen


def ververs(site, adressen: list[str]) -> None:
    """Ask the proxies to forget these paths. After the commit; a proxy that is down is logged."""
    purger = queryUtility(IPurger)
    if not adressen or purger is None:
        return
    instelling = queryUtility(IRegistry).forInterface(ICachePurgingSettings, check=False)
    for pad in adressen:
        for url in getURLsToPurge(pad, instelling.cachingProxies or ()):
            purger.purgeAsync(url)


def hoogstens(seconden: int, nu: datetime, volgende: datetime | None) -> int:
    """How long an answer may be kept: never past the next planned moment."""
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
            for naam in ("etag", "last-modified", "expires"):
                response.headers.pop(naam, None)
            return
        bewaren = response.getHeader("Cache-Control") or ""
        site = getSite()
        agenda = agenda_van(site) if site is not None and _LEEFTIJD.search(bewaren) else None
        nu = klok.nu()
        volgende = agenda.eerste_na(nu) if agenda is not None else None
        if volgende is None:
            return
        response.setHeader(
            "Cache-Control",
            _LEEFTIJD.sub(lambda m: f"{m[1]}={hoogstens(int(m[2]), nu, volgende)}", bewaren),
        )
        # A second, coarser clock would contradict the first.
        response.headers.pop("expires", None)
