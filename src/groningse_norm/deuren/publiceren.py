"""What is published by name: no WebDAV, and no methods of content.

Plone's pages are views and its services are REST. The methods that content classes carry along
answer questions about what a folder holds without asking who wants to know.
"""

from types import MethodType
from typing import Any

from AccessControl import getSecurityManager
from plone.rest.interfaces import IAPIRequest
from Products.CMFCore.interfaces import IDynamicType
from Products.CMFCore.permissions import ManagePortal
from zExceptions import MethodNotAllowed

from groningse_norm.interfaces import IGroningseNormLayer

WERKWOORDEN = frozenset({"GET", "HEAD", "POST"})
# A HEAD request is the method of that name; the default view of some content is the other.
METHODEN = frozenset({"HEAD", "index_html"})


def geen_webdav(site: Any, event: Any) -> None:
    """Before a request enters the site: verbs that no page or service of Plone uses."""
    request = event.request
    if IAPIRequest.providedBy(request) or not IGroningseNormLayer.providedBy(request):
        return
    if request.get("REQUEST_METHOD", "GET").upper() not in WERKWOORDEN:
        raise MethodNotAllowed("method")
    # For HEAD as well, a name that is not there is an error and no resource to be made.
    request.maybe_webdav_client = 0


def geen_methoden(event: Any) -> None:
    """After the path was walked: methods of content are for whoever runs the site."""
    request = event.request
    gepubliceerd = request.get("PUBLISHED")
    if not isinstance(gepubliceerd, MethodType) or not IGroningseNormLayer.providedBy(request):
        return
    houder = gepubliceerd.__self__
    if not IDynamicType.providedBy(houder) or gepubliceerd.__name__ in METHODEN:
        return
    if not getSecurityManager().checkPermission(ManagePortal, houder):
        request.response.notFoundError(request["URL"])
