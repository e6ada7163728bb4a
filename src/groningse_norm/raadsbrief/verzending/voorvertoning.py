"""A letter as others see it, or will see it: rendered with the rights of such a reader.

The page is made by the same view, on a connection to the database of its own that never commits,
for a reader that exists only there, without the credentials of whoever asks. So nothing is granted
to anybody, nothing changes, and what this reader may not see is not in it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from uuid import uuid4

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager, setSecurityManager
from AccessControl.SpecialUsers import nobody
from Acquisition import aq_parent
from lxml import html
from Products.PlonePAS.plugins.ufactory import PloneUser
from transaction import TransactionManager
from zope.component import getMultiAdapter
from zope.component.hooks import getSite, setSite
from zope.globalrequest import getRequest, setRequest
from ZPublisher.BaseRequest import RequestContainer

from groningse_norm import rechten
from groningse_norm.embargo.domain import BRIEF_PUBLICATIE, Status
from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.werkstroom.bouw import stel, toestand_van

_OVERGENOMEN = (
    "SERVER_URL",
    "VirtualRootPhysicalPath",
    "LANGUAGE",
    "LANGUAGE_TOOL",
)
_VERWIJZINGEN = ("aria-labelledby", "aria-describedby", "aria-controls", "for")
_VOOR = "voorvertoning-"


class Lezer(StrEnum):
    RAAD = "raad"
    PUBLIEK = "publiek"


def zoals(lezer: Lezer, brief, request, status: Status) -> str | None:
    """HTML of the letter in this state as this reader sees it; ``None``: the reader finds nothing.

    ``request`` is the one of whoever asks; only the address of the site and
    the language are taken from it.
    """
    with _apart(brief, request) as (stuk, kopie):
        if toestand_van(stuk, BRIEF_PUBLICATIE) != status:
            stel(stuk, BRIEF_PUBLICATIE, status)
        if status is Status.OPENBAAR:
            # State and clock must both say open; on this connection the moment is over.
            stuk.embargo_tot = None
        gebruiker = _gebruiker(lezer, stuk)
        newSecurityManager(kopie, gebruiker)
        kopie["AUTHENTICATED_USER"] = gebruiker
        if not getSecurityManager().checkPermission(rechten.ZIEN, stuk):
            return None
        return _inhoud(getMultiAdapter((stuk, kopie), name="view")())


@contextmanager
def _apart(brief, request) -> Iterator[tuple]:
    """The letter on a connection of its own, with a request of nobody; all is put back after."""
    manager = TransactionManager()
    vorige = getSite(), getSecurityManager(), getRequest()
    verbinding = brief._p_jar.db().open(manager)
    try:
        kopie = _verzoek_van_niemand(request)
        app = verbinding.root()["Application"].__of__(RequestContainer(REQUEST=kopie))
        stuk = app.unrestrictedTraverse(brief.getPhysicalPath())
        kopie["PARENTS"] = list(_ouders(stuk))
        # Parts of the page ask by the address whether this is the page of the letter.
        kopie["URL"] = kopie["ACTUAL_URL"] = stuk.absolute_url()
        setSite(app.unrestrictedTraverse(vorige[0].getPhysicalPath()))
        setRequest(kopie)
        yield stuk, kopie
    finally:
        setSite(vorige[0])
        setSecurityManager(vorige[1])
        setRequest(vorige[2])
        manager.abort()
        verbinding.close()


def _verzoek_van_niemand(request):
    kopie = request.clone()
    kopie._auth = None
    kopie.cookies.clear()
    for naam in ("HTTP_AUTHORIZATION", "HTTP_COOKIE", "QUERY_STRING"):
        kopie.environ.pop(naam, None)
    for naam in _OVERGENOMEN:
        if naam in request.other:
            kopie.other[naam] = request.other[naam]
    kopie._script = list(request._script)
    kopie.form = {}
    return kopie


def _ouders(obj) -> Iterator:
    while obj is not None and not isinstance(obj, RequestContainer):
        yield obj
        obj = aq_parent(obj)


def _gebruiker(lezer: Lezer, stuk):
    acl_users = getSite().acl_users
    if lezer is Lezer.PUBLIEK:
        return nobody.__of__(acl_users)
    # An id that no account has, so that no role comes along but those of the council.
    lid = PloneUser(uuid4().hex)
    lid._addRoles(["Member", "Authenticated"])
    lid._addGroups([f"{overheid_van(stuk).tooi}-raad", "AuthenticatedUsers"])
    return lid.__of__(acl_users)


def _inhoud(pagina: str) -> str:
    """The content of a page, with names that do not clash with those of the page around it."""
    (inhoud,) = html.document_fromstring(pagina).xpath('//*[@id="content"]')
    for deel in inhoud.iter(html.etree.Element):
        if "id" in deel.attrib:
            deel.set("id", f"{_VOOR}{deel.get('id')}")
        for naam in _VERWIJZINGEN:
            if naam in deel.attrib:
                deel.set(naam, " ".join(f"{_VOOR}{id_}" for id_ in deel.get(naam).split()))
        if deel.get("href", "").startswith("#"):
            deel.set("href", f"#{_VOOR}{deel.get('href')[1:]}")
    return "".join(
        html.tostring(deel, encoding="unicode") for deel in inhoud.iterchildren(html.etree.Element)
    )
