"""Zope and the sites in it, for commands.

Zope is imported inside the functions: its start takes seconds, and the environment it
reads while being imported has to be set first.
"""

import contextlib
import locale
import logging
import logging.handlers
import os
import warnings
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from groningse_norm.opdrachten.instantie import Instantie, in_gebruik
from groningse_norm.opdrachten.voortgang import stap
from groningse_norm.opdrachten.weigering import Geweigerd

DISTRIBUTIE = "groningse_norm"
BEHEERDER = "admin"


def _omgeving(instantie: Instantie) -> None:
    """What libraries read from the environment when they are imported."""
    # Compiled page templates survive a restart: half of the time of a first page.
    os.environ.setdefault("CHAMELEON_CACHE", str(instantie.cache))
    # In a checkout a changed translation is compiled at the next start.
    os.environ.setdefault("zope_i18n_compile_mo_files", "true")
    try:
        locale.setlocale(locale.LC_ALL, "")
    except locale.Error:
        # A terminal from another machine brings a locale that is not here; Zope stops on it.
        os.environ["LC_ALL"] = "C"


def _logboek(instantie: Instantie) -> None:
    """Everything to files; the terminal is for progress."""
    logging.captureWarnings(True)
    warnings.simplefilter("ignore", DeprecationWarning)
    wortel = logging.getLogger()
    wortel.setLevel(logging.INFO)
    regels = logging.handlers.WatchedFileHandler(instantie.logs / "event.log", encoding="utf-8")
    regels.setFormatter(logging.Formatter("%(asctime)s %(levelname)s [%(name)s] %(message)s"))
    wortel.addHandler(regels)
    toegang = logging.getLogger("wsgi")
    toegang.propagate = False
    toegang.addHandler(
        logging.handlers.WatchedFileHandler(instantie.logs / "access.log", encoding="utf-8")
    )


@contextlib.contextmanager
def geopend(instantie: Instantie) -> Iterator[Any]:
    """Start Zope on this instance; yields its WSGI pipeline and closes the database after.

    Raises `Geweigerd` when another process uses the data.
    """
    instantie.schrijf()
    with instantie.alleen():
        _omgeving(instantie)
        _logboek(instantie)

        from zc.lockfile import LockError

        try:
            with stap("starting Zope and Plone"):
                pijplijn = _pijplijn(instantie)
            yield pijplijn
        except LockError:
            raise in_gebruik(instantie.data.with_name("Data.fs.lock")) from None
        finally:
            import Zope2

            for database in getattr(Zope2, "opened", ()):
                database.close()


def _pijplijn(instantie: Instantie) -> Any:
    from paste.deploy import loadapp

    # An address, so that a path with a space or a percent sign is read as it is.
    pijplijn = loadapp("config:" + quote(str(instantie.zope_ini)))

    import Zope2

    opslag = Zope2.DB.storage
    naam = opslag.getName()
    # A database in memory looks the same until it is closed, and then all is gone.
    if instantie.database:
        if not type(opslag).__module__.startswith("relstorage."):
            raise Geweigerd(f"the database that opened is {naam} and not that of DATABASE")
    elif os.path.realpath(naam) != os.path.realpath(instantie.data):
        raise Geweigerd(f"the database that opened is {naam} and not {instantie.data}")
    return pijplijn


@contextlib.contextmanager
def wortel() -> Iterator[Any]:
    """The root of the open database, with a request, as the system itself.

    What is not committed inside is gone afterwards.
    """
    import transaction
    import Zope2
    from AccessControl.SecurityManagement import newSecurityManager, noSecurityManager
    from AccessControl.SpecialUsers import system
    from zope.component.hooks import setSite
    from zope.globalrequest import clearRequest, setRequest
    from zope.publisher.browser import setDefaultSkin
    from ZPublisher.BaseRequest import RequestContainer
    from ZPublisher.HTTPRequest import HTTPRequest
    from ZPublisher.HTTPResponse import HTTPResponse

    kaal = Zope2.app()
    omgeving = {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "REQUEST_METHOD": "GET"}
    request = HTTPRequest(None, omgeving, HTTPResponse())
    request._steps = ["opdracht"]
    setDefaultSkin(request)
    app = kaal.__of__(RequestContainer(REQUEST=request))
    request["PARENTS"] = [app]
    setRequest(request)
    newSecurityManager(None, system)
    try:
        yield app
    finally:
        # First leave the site: aborting asks its registry, which may be the one undone.
        setSite(None)
        transaction.abort()
        noSecurityManager()
        clearRequest()
        request.clear()
        kaal._p_jar.close()


def sites(app) -> list:
    """All Plone sites in the root."""
    from plone.base.interfaces import IPloneSiteRoot

    return [obj for obj in app.objectValues() if IPloneSiteRoot.providedBy(obj)]


def heeft_accounts(app) -> bool:
    """Whether somebody can log in at the root; a new database has a plain user folder."""
    accounts = app.acl_users
    zoek = getattr(accounts, "searchUsers", accounts.getUserNames)
    return bool(zoek())


def heeft_demo(site) -> bool:
    """Whether this site has accounts whose password everybody knows."""
    from groningse_norm.distributie.loopback import heeft_demo_accounts

    return heeft_demo_accounts(site)


@contextlib.contextmanager
def werk_in(site_id: str, aantekening: str) -> Iterator[Any]:
    """One transaction in one site."""
    import transaction
    from zope.component.hooks import setSite

    with wortel() as app:
        site = app.get(site_id)
        if site is None or site not in sites(app):
            raise Geweigerd(f"there is no site {site_id} in these data; make it with create-site")
        with transaction.manager as beheer:
            setSite(site)
            beheer.note(aantekening)
            yield site


def maak_site(
    app,
    site_id: str,
    titel: str,
    taal: str,
    demo: bool = False,
    account: tuple[str, str] | None = None,
) -> None:
    """Make a site and a manager of the root: all in one transaction or nothing.

    ``account`` is a name and a password. With ``demo`` the site has demo content, and the
    manager is ``admin`` with the password of all demo accounts, unless there is an ``admin``
    already: never a known password for an account that somebody has chosen one for.
    """
    import transaction
    from plone.distribution.api import distribution as distributies
    from plone.distribution.api import site as site_api
    from plone.distribution.utils.validation import validate_answers
    from zope.component.hooks import setSite

    antwoorden = {
        "site_id": site_id,
        "title": titel,
        "description": "",
        "default_language": taal,
        "portal_timezone": "Europe/Amsterdam",
        "setup_content": demo,
    }
    if not validate_answers(antwoorden, distributies.get(DISTRIBUTIE).schema):
        raise Geweigerd(f"no site can be made with id {site_id!r} and language {taal!r}")
    if demo and app.acl_users.getUser(BEHEERDER) is None:
        from groningse_norm.demo.accounts import WACHTWOORD

        account = (BEHEERDER, WACHTWOORD)
    with transaction.manager as beheer:
        if account is not None:
            app.acl_users._doAddUser(*account, ["Manager"], [])
        try:
            # site_api.create() opens a transaction of its own, and would leave the account
            # without the site if it were stopped in between.
            site_api._create_site(app, DISTRIBUTIE, antwoorden)
        except BaseException:
            setSite(None)
            raise
        beheer.note(f"site {site_id} made")
