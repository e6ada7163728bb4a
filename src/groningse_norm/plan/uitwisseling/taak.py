"""A long import: done behind the page that shows how far it is, whole or not at all.

Any process of the site may take it up; one whose process dies is begun again, since nothing of it
was stored.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum

import transaction
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SpecialUsers import nobody
from persistent.mapping import PersistentMapping
from plone import api
from transaction import TransactionManager
from ZODB.POSException import ConflictError

from groningse_norm import klok
from groningse_norm.plan.uitwisseling.bestand import BestandGeweigerd
from groningse_norm.plan.uitwisseling.doen import NietIngevoerd, ProefVerouderd, voer_in
from groningse_norm.plan.uitwisseling.proef import Proef
from groningse_norm.wachtrij import inhoud_van, wachtrij_van

logger = logging.getLogger(__name__)

LANG = 200  # measures; what is more is no longer done while somebody waits for a page
STIL = timedelta(seconds=60)  # without a sign of life for so long, another process begins again
_STAP = 50
_POGINGEN = 3


class Voortgang(StrEnum):
    WACHT = "wacht"
    BEZIG = "bezig"
    KLAAR = "klaar"
    GEWEIGERD = "geweigerd"
    MISLUKT = "mislukt"


def is_lang(gedaan: Proef) -> bool:
    return len(gedaan.te_doen) > LANG


def vraag_aan(rij, bevestig: str, totaal: int) -> None:
    """Put a confirmed file to work.

    ``stap`` is an object of its own: it is written while the import goes on.
    """
    if "taak" not in rij:
        rij["stap"] = PersistentMapping(gedaan=0, hartslag=klok.nu())
        rij["taak"] = PersistentMapping(stand=Voortgang.WACHT, bevestig=bevestig, totaal=totaal)


def is_iets_te_doen(site, nu: datetime) -> bool:
    return any(_aan_de_beurt(rij, nu) for rij in wachtrij_van(site).values())


def _aan_de_beurt(rij, nu: datetime) -> bool:
    if "taak" not in rij:
        return False
    stand = rij["taak"]["stand"]
    stil = rij["stap"]["hartslag"] + STIL < nu
    return stand == Voortgang.WACHT or (stand == Voortgang.BEZIG and stil)


def voer_uit(site_pad: str, als_systeem, nu: datetime) -> None:
    """Take up the first import that waits, and do it.

    ``als_systeem`` opens a connection of its own for work without a visitor.
    """
    token = _pak(site_pad, als_systeem, nu)
    if token is None:
        return
    for poging in range(1, _POGINGEN + 1):
        try:
            with als_systeem(site_pad) as site:
                _voer_uit(site, token)
            return
        except ConflictError:
            logger.info("An import met a change of somebody else; attempt %s", poging)
        except Exception:
            logger.exception("An import failed; nothing of it was stored")
            break
    with als_systeem(site_pad) as site:
        wachtrij_van(site)[token]["taak"]["stand"] = Voortgang.MISLUKT
        transaction.commit()


def _pak(site_pad: str, als_systeem, nu: datetime) -> str | None:
    with als_systeem(site_pad) as site:
        for token, rij in wachtrij_van(site).items():
            if _aan_de_beurt(rij, nu):
                rij["taak"]["stand"] = Voortgang.BEZIG
                rij["stap"].update(gedaan=0, hartslag=nu)
                try:
                    transaction.commit()
                except ConflictError:
                    return None  # another process has it
                return token
    return None


def _voer_uit(site, token: str) -> None:
    rij = wachtrij_van(site)[token]
    gebruikers = site.acl_users
    gebruiker = gebruikers.getUserById(rij["wie"])
    newSecurityManager(None, gebruiker.__of__(gebruikers) if gebruiker else nobody)
    # As this person sees it now: the plan, or the right to it, may be gone.
    plannen = api.content.find(UID=rij["stuk"])
    taak = rij["taak"]
    try:
        if not plannen:
            raise ProefVerouderd(Proef(()))
        with _melder(site, token) as meld:
            voer_in(plannen[0].getObject(), inhoud_van(rij), taak["bevestig"], meld)
        taak["stand"] = Voortgang.KLAAR
    except (NietIngevoerd, BestandGeweigerd):
        taak["stand"] = Voortgang.GEWEIGERD
    transaction.commit()


@contextmanager
def _melder(site, token: str) -> Iterator:
    """Tells how far it is, in transactions beside that of the import."""
    eigen = TransactionManager()
    verbinding = site._p_jar.db().open(transaction_manager=eigen)
    try:
        app = verbinding.root()["Application"]
        stap = wachtrij_van(app.unrestrictedTraverse(site.getPhysicalPath()[1:]))[token]["stap"]

        def meld(gedaan: int) -> None:
            if gedaan % _STAP == 0:
                stap.update(gedaan=gedaan, hartslag=klok.nu())
                eigen.commit()

        yield meld
    finally:
        eigen.abort()
        verbinding.close()
