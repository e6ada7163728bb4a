"""Opening at the moment: by the first request, or by the ticker when nobody asks.

An item opens with all inside it in one transaction, before the request that triggers it goes on;
several that are due share one. When an item cannot be opened it stays closed, the others are opened
all the same, each by itself, and it is tried again. Nothing outside the database is called in that
transaction: mail lies ready in the outbox, and the proxy is purged afterwards.
"""

import logging
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

import transaction
import Zope2
from Products.CMFCore.utils import getToolByName
from ZODB.POSException import ConflictError
from zope.event import notify

from groningse_norm import klok
from groningse_norm.embargo import caches
from groningse_norm.embargo.agenda import Agenda, agenda, agenda_van
from groningse_norm.embargo.domain import PUBLICATIE, Beurt, Status, beurt
from groningse_norm.embargo.interfaces import BlijftDicht, Opgeheven
from groningse_norm.embargo.meldingen import meld_mislukking
from groningse_norm.embargo.systeem import als_systeem
from groningse_norm.embargo.voorwaarde import is_vervuld
from groningse_norm.geheimhouding.opslag import is_geheim
from groningse_norm.werkstroom.bouw import toestand_van, verplaats

logger = logging.getLogger(__name__)

SAMEN = 25  # items in one transaction: a third less work for each than one by one
POGINGEN_SAMEN = 3  # then each by itself: fewer write conflicts
POGINGEN = 10  # write conflicts with people who edit; each try starts from the newest state
UITSTEL = 5.0  # seconds before an item that failed is tried again, doubled up to an hour
LANGSTE_UITSTEL = 3600.0
# Clocks that are kept in time differ by far less. More than this is a wrong clock: to wait for it
# would close the site, so the log says it. The item itself stays closed here until it is time.
GEDULD = 10.0  # seconds

_een_tegelijk = Lock()


@dataclass(frozen=True, slots=True)
class Mislukking:
    """How often an item failed to open in this process, and when it is tried again."""

    keren: int
    niet_voor: float
    fout: str


mislukkingen: dict[str, Mislukking] = {}


def is_iets_aan_de_beurt(site, nu: datetime) -> bool:
    """Is anything due that is not waiting to be tried again? One look at the agenda."""
    rij = agenda_van(site)
    return rij is not None and _is_iets_aan_de_beurt(rij, nu)


def _is_iets_aan_de_beurt(rij: Agenda, nu: datetime) -> bool:
    eerste = rij.eerste
    return eerste is not None and eerste <= nu and any(_te_openen(rij, nu))


def _te_openen(rij: Agenda, nu: datetime) -> Iterator[str]:
    """UIDs that are due, without those that failed and whose pause is not over."""
    seconden = nu.timestamp()
    for uid in rij.aan_de_beurt(nu):
        mislukking = mislukkingen.get(uid)
        if mislukking is None or mislukking.niet_voor <= seconden:
            yield uid


def hef_op(obj, nu: datetime) -> Beurt:
    """Open one item if its moment has come and nothing else holds it; in this transaction."""
    werkstroom = PUBLICATIE[obj.portal_type]
    wat = beurt(
        Status(toestand_van(obj, werkstroom)),
        obj.embargo_tot,
        nu,
        voorwaarde_vervuld=is_vervuld(obj.embargo_voorwaarde),
        geheim=is_geheim(obj),
    )
    if wat is Beurt.OPEN:
        agenda().noteer_opening(obj.embargo_tot)
        verplaats(obj, werkstroom, "hef_op")
        notify(Opgeheven(obj, nu))
    elif wat is Beurt.WACHT:
        notify(BlijftDicht(obj, nu))
    return wat


def hef_op_wat_kan(site_pad: str, nu: datetime) -> int:
    """Open all that is due in the site at this path; returns how many were opened.

    Opens connections of its own and commits. Ends the caller's transaction first, so call it
    before anything was changed.
    """
    geopend = 0
    transaction.abort()
    with _een_tegelijk:
        uids = _wachtenden(site_pad, nu)
        for begin in range(0, len(uids), SAMEN):
            geopend += _hef_op_alle(site_pad, uids[begin : begin + SAMEN], nu)
    # Lets the connection of the caller see what was committed.
    transaction.begin()
    return geopend


def _wachtenden(site_pad: str, nu: datetime) -> list[str]:
    app = Zope2.app()
    try:
        rij = agenda_van(app.unrestrictedTraverse(site_pad))
        return [] if rij is None else list(_te_openen(rij, nu))
    finally:
        transaction.abort()
        app._p_jar.close()


def _hef_op_alle(site_pad: str, uids: list[str], nu: datetime) -> int:
    """Open these together; when that fails, each by itself, so that none holds up another."""
    try:
        return _in_een_transactie(site_pad, uids, nu)
    except Exception as error:
        if len(uids) == 1:
            _blijft_dicht(site_pad, uids[0], nu, error)
            return 0
        logger.info("Could not lift %d items together, so each by itself: %s", len(uids), error)
    return sum(_hef_op_alle(site_pad, [uid], nu) for uid in uids)


def _in_een_transactie(site_pad: str, uids: list[str], nu: datetime) -> int:
    """Open these, again after a write conflict. Raises what the last try raised."""
    pogingen = POGINGEN if len(uids) == 1 else POGINGEN_SAMEN
    for poging in range(1, pogingen + 1):
        try:
            with als_systeem(site_pad) as site:
                gevonden = [_hef_op_uid(site, uid, nu) for uid in uids]
                open_ = [obj for obj in gevonden if obj is not None]
                # Last: it gives the request the address of each item in turn.
                adressen = [adres for obj in open_ for adres in caches.adressen_van(obj)]
                transaction.get().note(f"Embargo: {', '.join(uids)}")
                transaction.commit()
            break
        except ConflictError:
            logger.info("Write conflict while lifting %s, try %d", ", ".join(uids), poging)
            if poging == pogingen:
                raise
            # Out of step with whoever writes as well; a whole second at most.
            time.sleep(random.uniform(0, min(0.01 * 2**poging, 0.2)))  # noqa: S311
    for uid in uids:
        mislukkingen.pop(uid, None)
    caches.ververs(adressen)
    return len(open_)


def _blijft_dicht(site_pad: str, uid: str, nu: datetime, error: Exception) -> None:
    if isinstance(error, ConflictError):
        _onthoud_mislukking(site_pad, uid, nu, f"{POGINGEN} write conflicts")
        logger.error("Could not lift the embargo of %s after %d write conflicts", uid, POGINGEN)
    else:
        _onthoud_mislukking(site_pad, uid, nu, str(error) or type(error).__name__)
        logger.error("Could not lift the embargo of %s; it stays closed", uid, exc_info=error)


def _onthoud_mislukking(site_pad: str, uid: str, nu: datetime, fout: str) -> None:
    keren = mislukkingen[uid].keren + 1 if uid in mislukkingen else 1
    uitstel = min(UITSTEL * 2 ** (keren - 1), LANGSTE_UITSTEL)
    mislukkingen[uid] = Mislukking(keren, nu.timestamp() + uitstel, fout)
    if keren == 1:
        _meld(site_pad, uid, nu)


def _meld(site_pad: str, uid: str, nu: datetime) -> None:
    """Tell the clerk once; what stands in the way of opening may stand in the way of this too."""
    try:
        with als_systeem(site_pad) as site:
            obj = _met_uid(site, uid)
            if obj is not None:
                meld_mislukking(obj, nu)
                transaction.commit()
    except Exception:
        logger.exception("Could not tell the clerk that %s stays closed", uid)


def _met_uid(site, uid: str):
    gevonden = getToolByName(site, "portal_catalog").unrestrictedSearchResults(UID=uid)
    return gevonden[0]._unrestrictedGetObject() if gevonden else None


def _hef_op_uid(site, uid: str, nu: datetime) -> Any:
    """The item, if it opened."""
    obj = _met_uid(site, uid)
    if obj is None:
        agenda().schrap(uid)
        return None
    wat = hef_op(obj, nu)
    if wat is Beurt.WACHT:
        agenda().laat_wachten(uid, obj.embargo_voorwaarde or "")
    elif wat is Beurt.NIET:
        # Recalled or moved by somebody else in between; the workflow keeps the agenda.
        agenda().schrap(uid)
    return obj if wat is Beurt.OPEN else None


def bij_verzoek(site, event) -> None:
    """Before a request enters the site: open what is due, so that it sees it public."""
    rij = agenda_van(site)
    if rij is None:
        return
    nu = klok.nu()
    if _is_iets_aan_de_beurt(rij, nu):
        hef_op_wat_kan("/".join(site.getPhysicalPath()), nu)
        nu = klok.nu()
    _wacht_op_de_klok(rij.geopend_tot - nu.timestamp())


def _wacht_op_de_klok(achter: float) -> None:
    """Another process, whose clock is ahead by so many seconds, has opened something already.

    What is public in the database would be seen too early by the clock of this server: in the
    page, in searches, in every listing at once. So the request itself waits until it is time.
    """
    if 0 < achter <= GEDULD:
        time.sleep(achter)
    elif achter > GEDULD:
        logger.error(
            "The clock of this server is %.0f s behind that of another one: set it right", achter
        )
