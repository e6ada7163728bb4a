"""A site with demo accounts answers this machine only, whatever server is in front.

Everybody knows the password of those accounts. ``groningse-norm start`` refuses to listen
elsewhere; this module guards the same data when another WSGI server serves them.
"""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from plone.base.interfaces import IPloneSiteRoot
from zExceptions import Forbidden
from zope.component import adapter
from zope.traversing.interfaces import IBeforeTraverseEvent
from ZPublisher.interfaces import IPubAfterTraversal

DEMO_ACCOUNTS = "groningse_norm.demo_accounts"

UITLEG = (
    "This site has demo accounts whose password everybody knows; it answers only requests "
    "from the machine it runs on, at http://localhost or http://127.0.0.1."
)


class AlleenHier(Forbidden):
    """The request comes from elsewhere, and the site has demo accounts."""


class WeigeringView:
    """The refusal in plain text: no theme, no log-in form, nothing of the site."""

    def __init__(self, context: AlleenHier, request) -> None:
        self.request = request

    def __call__(self) -> str:
        response = self.request.response
        # Others set the status from the name of the exception, and know Zope's names only.
        response.setStatus(403, lock=True)
        response.setHeader("Content-Type", "text/plain; charset=utf-8")
        response.setHeader("Cache-Control", "no-store")
        return UITLEG + "\n"


def is_loopback(naam: str) -> bool:
    """Whether a host name or address, with or without port, is this machine itself."""
    try:
        host = urlsplit(f"//{naam.strip()}").hostname or ""
    except ValueError:
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _adres_is_loopback(adres: str) -> bool:
    # A server on a Unix socket gives "localhost", or an empty text, which tells nothing.
    try:
        return adres == "localhost" or ipaddress.ip_address(adres).is_loopback
    except ValueError:
        return False


def van_elders(environ: dict, server_url: str) -> bool:
    """Whether anything in this request points to another machine.

    An absent address is a call inside this process. A proxy on this machine shows itself in
    X-Forwarded-For, in the Host it passes on, or in the address of a virtual host.
    """
    adressen = [environ["REMOTE_ADDR"]] if "REMOTE_ADDR" in environ else []
    if doorgegeven := environ.get("HTTP_X_FORWARDED_FOR"):
        adressen += [adres.strip() for adres in doorgegeven.split(",")]
    namen = [environ[naam] for naam in ("HTTP_HOST", "HTTP_X_FORWARDED_HOST") if environ.get(naam)]
    namen.append(urlsplit(server_url).netloc)
    return not (all(map(_adres_is_loopback, adressen)) and all(map(is_loopback, namen)))


def heeft_demo_accounts(site) -> bool:
    """Whether this site has accounts of the demo."""
    registry = getattr(site, "portal_registry", None)
    return registry is not None and bool(registry.get(DEMO_ACCOUNTS, False))


def _weiger(request, sites: Iterable) -> None:
    if van_elders(request.environ, request.get("SERVER_URL", "")) and any(
        map(heeft_demo_accounts, sites)
    ):
        raise AlleenHier(UITLEG)


@adapter(IPloneSiteRoot, IBeforeTraverseEvent)
def bij_binnenkomst(site, event) -> None:
    """Before anything in the site is looked up: also a path that does not exist."""
    _weiger(event.request, [site])


@adapter(IPubAfterTraversal)
def na_het_pad(event) -> None:
    """Before anything is run: the root of Zope, where the account admin lives."""
    root = event.request["PARENTS"][-1]
    _weiger(event.request, root.objectValues("Plone Site"))
