"""Opening at the moment: by the first request, or by the ticker when nobody asks.

Every item opens in a transaction of its own, before the request that triggers it goes on. When it
cannot be opened it stays closed, the others are opened all the same, and it is tried again.
"""

import logging
from datetime import UTC, datetime
from threading import Event, Lock, Thread

import transaction
import Zope2
from AccessControl.SecurityManagement import (
    getSecurityManager,
    newSecurityManager,
    setSecurityManager,
)
from AccessControl.SpecialUsers import system
from Products.CMFCore.utils import getToolByName
from ZODB.POSException import ConflictError
from zope.component.hooks import getSite, setSite
from zope.event import notify

from groningse_norm import klok
from groningse_norm.embargo.agenda import agenda_van
from groningse_norm.embargo.domain import PUBLICATIE, Status, is_aan_de_beurt
from groningse_norm.embargo.interfaces import Opgeheven
from groningse_norm.werkstroom.bouw import toestand_van, verplaats

logger = logging.getLogger(__name__)

POGINGEN = 10  # write conflicts with people who edit; each try starts from the newest state
UITSTEL = 5.0  # seconds before an item that failed is tried again, doubled up to an hour
TIK = 0.5  # seconds between two looks of the ticker: public within a second without a request

_een_tegelijk = Lock()
_mislukt: dict[str, tuple[int, float]] = {}


def is_iets_aan_de_beurt(site, nu: datetime) -> bool:
    """The question every request asks; one look at the agenda."""
    agenda = agenda_van(site)
    if agenda is None:
        return False
    eerste = agenda.eerste
    return eerste is not None and eerste <= nu


def hef_op(obj, nu: datetime) -> bool:
    """Open one item if its moment has come. In the present transaction; ``True`` when opened."""
    werkstroom = PUBLICATIE[obj.portal_type]
    status = Status(toestand_van(obj, werkstroom))
    if not is_aan_de_beurt(status, obj.embargo_tot, nu):
        return False
    verplaats(obj, werkstroom, "hef_op")
    notify(Opgeheven(obj, nu))
    return True


def hef_op_wat_kan(site_pad: str, nu: datetime) -> int:
    """Open all that is due in the site at this path; returns how many were opened.

    Opens a connection of its own and commits. Ends the caller's transaction first, so call it
    before anything was changed.
    """
    geopend = 0
    transaction.abort()
    with _een_tegelijk:
        for uid in _wachtenden(site_pad, nu):
            geopend += _hef_op_met_herhaling(site_pad, uid, nu)
    # Lets the connection of the caller see what was committed.
    transaction.begin()
    return geopend


def _wachtenden(site_pad: str, nu: datetime) -> list[str]:
    app = Zope2.app()
    try:
        agenda = agenda_van(app.unrestrictedTraverse(site_pad))
        alle = list(agenda.aan_de_beurt(nu)) if agenda is not None else []
    finally:
        transaction.abort()
        app._p_jar.close()
    seconden = nu.timestamp()
    return [uid for uid in alle if _mislukt.get(uid, (0, 0.0))[1] <= seconden]


def _hef_op_met_herhaling(site_pad: str, uid: str, nu: datetime) -> bool:
    for poging in range(POGINGEN):
        app = Zope2.app()
        try:
            with _als_systeem(app, site_pad) as site:
                geopend = _hef_op_uid(site, uid, nu)
                transaction.get().note(f"Embargo: {uid}")
                transaction.commit()
            _mislukt.pop(uid, None)
            return geopend
        except ConflictError:
            transaction.abort()
            logger.info("Write conflict while lifting %s, try %d", uid, poging + 1)
        except Exception:
            transaction.abort()
            _onthoud_mislukking(uid, nu)
            logger.exception("Could not lift the embargo of %s; it stays closed", uid)
            return False
        finally:
            app._p_jar.close()
    _onthoud_mislukking(uid, nu)
    logger.error("Could not lift the embargo of %s after %d write conflicts", uid, POGINGEN)
    return False


def _onthoud_mislukking(uid: str, nu: datetime) -> None:
    keren = _mislukt.get(uid, (0, 0.0))[0] + 1
    _mislukt[uid] = (keren, nu.timestamp() + min(UITSTEL * 2 ** (keren - 1), 3600.0))


def _hef_op_uid(site, uid: str, nu: datetime) -> bool:
    catalog = getToolByName(site, "portal_catalog")
    gevonden = catalog.unrestrictedSearchResults(UID=uid)
    if not gevonden:
        agenda_van(site).schrap(uid)
        return False
    return hef_op(gevonden[0]._unrestrictedGetObject(), nu)


class _als_systeem:
    """Work in a site without a request's user, and put everything back afterwards."""

    def __init__(self, app, site_pad: str) -> None:
        self._app = app
        self._site_pad = site_pad

    def __enter__(self):
        # Zope has started by now; importing it earlier would give an in-memory database.
        from Testing.makerequest import makerequest

        self._vorige_site = getSite()
        self._vorige_beveiliging = getSecurityManager()
        site = makerequest(self._app).unrestrictedTraverse(self._site_pad)
        setSite(site)
        newSecurityManager(None, system)
        return site

    def __exit__(self, *_exc) -> None:
        setSite(self._vorige_site)
        setSecurityManager(self._vorige_beveiliging)


def bij_verzoek(site, event) -> None:
    """Before a request enters the site: open what is due, so that it sees it public."""
    nu = klok.nu()
    if is_iets_aan_de_beurt(site, nu):
        hef_op_wat_kan("/".join(site.getPhysicalPath()), nu)


class Tikker:
    """Opens what is due when no request comes. One daemon thread a process."""

    def __init__(self) -> None:
        self._stop = Event()
        self._thread: Thread | None = None
        self.laatste_tik: datetime | None = None

    def start(self) -> None:
        if self._thread is None:
            self._thread = Thread(target=self._loop, name="groningse_norm-embargo", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._stop.set()

    def _loop(self) -> None:
        while not self._stop.wait(TIK):
            try:
                self.tik(klok.nu())
            except Exception:
                logger.exception("The embargo ticker failed; it goes on")

    def tik(self, nu: datetime) -> None:
        """One look at every site of the database."""
        for site_pad in self._sites_met_werk(nu):
            hef_op_wat_kan(site_pad, nu)
        self.laatste_tik = nu.astimezone(UTC)

    @staticmethod
    def _sites_met_werk(nu: datetime) -> list[str]:
        from plone.distribution.api.site import get_sites

        app = Zope2.app()
        try:
            newSecurityManager(None, system)
            return [
                "/".join(site.getPhysicalPath())
                for site in get_sites(app)
                if is_iets_aan_de_beurt(site, nu)
            ]
        finally:
            transaction.abort()
            app._p_jar.close()


tikker = Tikker()


def start_tikker(event) -> None:
    """The process is ready to serve."""
    tikker.start()
