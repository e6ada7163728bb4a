"""What a search leaves out because it is not effective is not for the caller to decide."""

from typing import Any

from AccessControl import getSecurityManager
from plone import api
from plone.app.querystring import queryparser
from plone.restapi.interfaces import IZCatalogCompatibleQuery
from plone.restapi.search.query import ZCatalogCompatibleQueryAdapter
from Products.CMFCore.permissions import AccessInactivePortalContent
from zope.component import adapter
from zope.interface import Interface, implementer

from groningse_norm.deuren.zicht import is_in_gebruik
from groningse_norm.interfaces import IGroningseNormLayer

SLEUTEL = "show_inactive"


def zonder_voorrecht(vraag: dict[str, Any]) -> dict[str, Any]:
    """The query without what the person may not ask for."""
    if SLEUTEL in vraag and not getSecurityManager().checkPermission(
        AccessInactivePortalContent, api.portal.get()
    ):
        del vraag[SLEUTEL]
    return vraag


@implementer(IZCatalogCompatibleQuery)
@adapter(Interface, IGroningseNormLayer)
class Zoekvraag(ZCatalogCompatibleQueryAdapter):
    """The query of ``@search``."""

    def __call__(self, query: dict[str, Any]) -> dict[str, Any]:
        return zonder_voorrecht(super().__call__(query))


def parse_formquery(context, formquery, sort_on=None, sort_order=None) -> dict[str, Any]:
    """Replaces ``parseFormquery``: collections, listings and vocabularies call it by name."""
    vraag = queryparser._old_parseFormquery(context, formquery, sort_on, sort_order)
    return zonder_voorrecht(vraag) if is_in_gebruik() else vraag
