"""The ticker: opens what is due when no request comes, warns, and empties the outbox.

One daemon thread in each process that serves. Several processes on one database do the same work;
write conflicts decide who did it.
"""

import logging
from datetime import UTC, datetime
from threading import Event, Thread

import transaction
import Zope2
from plone.base.interfaces import IPloneSiteRoot

from groningse_norm import klok
from groningse_norm.berichten import postvak
from groningse_norm.embargo import opheffing
from groningse_norm.embargo.agenda import agenda_van
from groningse_norm.embargo.meldingen import waarschuw

logger = logging.getLogger(__name__)

TIK = 0.5  # seconds between two looks: public within a second without a request


class Tikker:
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
        for site_pad, taken in self._werk(nu):
            if "open" in taken:
                opheffing.hef_op_wat_kan(site_pad, nu)
            if "waarschuw" in taken:
                waarschuw(site_pad, nu)
            if "post" in taken:
                postvak.verstuur(site_pad, nu.timestamp())
        self.laatste_tik = nu.astimezone(UTC)

    @staticmethod
    def _werk(nu: datetime) -> list[tuple[str, set[str]]]:
        app = Zope2.app()
        try:
            gevonden = []
            for site in app.objectValues("Plone Site"):
                agenda = agenda_van(site) if IPloneSiteRoot.providedBy(site) else None
                if agenda is None:
                    continue
                taken = set()
                if opheffing.is_iets_aan_de_beurt(site, nu):
                    taken.add("open")
                if agenda.te_waarschuwen(nu):
                    taken.add("waarschuw")
                if postvak.is_iets_te_doen(site, nu.timestamp()):
                    taken.add("post")
                if taken:
                    gevonden.append(("/".join(site.getPhysicalPath()), taken))
            return gevonden
        finally:
            transaction.abort()
            app._p_jar.close()


tikker = Tikker()


def start_tikker(event) -> None:
    """The process is ready to serve."""
    tikker.start()
