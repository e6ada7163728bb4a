"""The ticker: opens what is due when no request comes, warns, and empties the outbox.

Daemon threads in each process that serves: a mail server that keeps its caller waiting holds up
mail, a long import holds up imports, the weekly mail itself, and nothing else. Several processes on
one database do the same work; write conflicts decide who did it.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any

import transaction
import Zope2
from plone.base.interfaces import IPloneSiteRoot

from groningse_norm import klok
from groningse_norm.berichten import postvak
from groningse_norm.embargo import opheffing
from groningse_norm.embargo.agenda import agenda_van
from groningse_norm.embargo.meldingen import waarschuw
from groningse_norm.embargo.systeem import als_systeem
from groningse_norm.plan.uitwisseling import taak
from groningse_norm.termijnen import ronde

logger = logging.getLogger(__name__)

TIK = 0.5  # seconds between two looks: public within a second without a request


class Tikker:
    def __init__(self) -> None:
        self._stop = Event()
        self._threads: list[Thread] = []
        self.laatste_tik: datetime | None = None

    def start(self) -> None:
        if self._threads:
            return
        for naam, werk in (
            ("embargo", self.tik),
            ("post", self.verstuur),
            ("invoer", self.voer_in),
            ("termijnen", self.herinner),
        ):
            thread = Thread(
                target=self._loop, args=(werk,), name=f"groningse_norm-{naam}", daemon=True
            )
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        self._stop.set()

    def _loop(self, werk: Callable[[datetime], None]) -> None:
        while not self._stop.wait(TIK):
            try:
                werk(klok.nu())
            except Exception:
                logger.exception("The embargo ticker failed; it goes on")

    def tik(self, nu: datetime) -> None:
        """One look at the agenda of every site of the database."""

        def is_iets_te_doen(site) -> bool:
            rij = agenda_van(site)
            return rij is not None and (
                opheffing.is_iets_aan_de_beurt(site, nu) or bool(rij.te_waarschuwen(nu))
            )

        paden = _sites_met(is_iets_te_doen)
        # First all that opens, and one site does not hold up another.
        if _per_site(opheffing.hef_op_wat_kan, paden, nu) & _per_site(waarschuw, paden, nu):
            self.laatste_tik = nu.astimezone(UTC)

    def voer_in(self, nu: datetime) -> None:
        """One look at the long imports of every site."""
        for site_pad in _sites_met(lambda site: taak.is_iets_te_doen(site, nu)):
            taak.voer_uit(site_pad, als_systeem, nu)

    def herinner(self, nu: datetime) -> None:
        """One look at the weekly mail of every site."""
        for site_pad in _sites_met(lambda site: ronde.is_iets_te_doen(site, nu)):
            ronde.stuur(site_pad, als_systeem, nu)

    def verstuur(self, nu: datetime) -> None:
        """One look at the outbox of every site."""
        for site_pad in _sites_met(lambda site: postvak.is_iets_te_doen(site, nu.timestamp())):
            postvak.verstuur(site_pad, klok.nu)


def _per_site(werk: Callable[[str, datetime], Any], paden: list[str], nu: datetime) -> bool:
    """Do it for each site; ``False`` when it failed for one, which the log tells."""
    goed = True
    for pad in paden:
        try:
            werk(pad, nu)
        except Exception:
            goed = False
            logger.exception("The embargo ticker failed for %s", pad)
    return goed


def sites(map_: Any) -> Iterator[Any]:
    """The Plone sites in a Zope folder and in the folders in it, which nothing else can hold.

    Only folders and sites are loaded from the database, and nothing of what is in a site.
    """
    for obj in map_.objectValues(("Plone Site", "Folder", "Folder (Ordered)")):
        if IPloneSiteRoot.providedBy(obj):
            yield obj
        else:
            yield from sites(obj)


def _sites_met(werk: Callable[[Any], bool]) -> list[str]:
    """Paths of the sites with the add-on in which there is something to do."""
    app = Zope2.app()
    try:
        return [
            "/".join(site.getPhysicalPath())
            for site in sites(app)
            if agenda_van(site) is not None and werk(site)
        ]
    finally:
        transaction.abort()
        app._p_jar.close()


tikker = Tikker()


def start_tikker(event) -> None:
    """The process is ready to serve."""
    tikker.start()
