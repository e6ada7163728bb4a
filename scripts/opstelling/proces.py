"""Plone processes that serve, and the content that tests and benchmarks put under embargo."""

import contextlib
import functools
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ParamSpec, TypeVar

from opstelling import LOOPBACK, vrije_poort

P = ParamSpec("P")
T = TypeVar("T")

SITE = "groningen"
DIENST = Path(__file__).with_name("dienst.py")
GEDULD = 120.0  # seconds for a process to start; compiling templates on a busy machine


class Klok:
    """A clock in a file: real time, and some seconds off. The processes read it each time.

    It lies in the past, so that what Plone itself dates by the real clock is never in its future.
    """

    def __init__(self, bestand: Path) -> None:
        self.bestand = bestand
        self.scheef = 0.0
        self._andere: list[Klok] = []
        self.zet(-86400.0)

    def nog_een(self) -> "Klok":
        """A clock that is moved together with this one, and may be some seconds askew of it."""
        andere = Klok(self.bestand.with_name(f"{self.bestand.name}-{len(self._andere)}"))
        self._andere.append(andere)
        andere.zet(self.seconden)
        return andere

    def zet(self, seconden: float) -> None:
        """Put the clock this far off real time."""
        self.seconden = seconden
        nieuw = self.bestand.with_suffix(".nieuw")
        nieuw.write_text(repr(seconden + self.scheef))
        os.replace(nieuw, self.bestand)
        for andere in self._andere:
            andere.zet(seconden)

    def nu(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.seconden + self.scheef)

    def nog(self, moment: datetime, seconden: float) -> None:
        """Move the clock so that the moment comes after this many seconds."""
        doel = moment - timedelta(seconds=seconden)
        self.zet((doel - datetime.now(UTC)).total_seconds())


@dataclass(slots=True)
class Antwoord:
    status: int
    headers: dict[str, str]
    lichaam: bytes
    seconden: float

    @property
    def tekst(self) -> str:
        return self.lichaam.decode("utf-8", "replace")

    def json(self):
        return json.loads(self.lichaam)


def vraag(
    poort: int,
    pad: str,
    *,
    methode: str = "GET",
    headers: dict[str, str] | None = None,
    wie: tuple[str, str] | None = None,
    json_lichaam=None,
    geduld: float = 60.0,
) -> Antwoord:
    """One request on a connection of its own; header names of the answer in lower case."""
    alle = dict(headers or {})
    lichaam = None
    if wie is not None:
        alle["Authorization"] = "Basic " + b64encode(":".join(wie).encode()).decode()
    if json_lichaam is not None:
        alle.setdefault("Accept", "application/json")
        alle["Content-Type"] = "application/json"
        lichaam = json.dumps(json_lichaam)
    verbinding = http.client.HTTPConnection(LOOPBACK, poort, timeout=geduld)
    begin = time.perf_counter()
    try:
        verbinding.request(methode, pad, body=lichaam, headers=alle)
        antwoord = verbinding.getresponse()
        inhoud = antwoord.read()
    finally:
        verbinding.close()
    return Antwoord(
        antwoord.status,
        {naam.lower(): waarde for naam, waarde in antwoord.getheaders()},
        inhoud,
        time.perf_counter() - begin,
    )


@dataclass
class Proces:
    """One ``groningse-norm start``; ``met`` is what its environment gets besides."""

    klok: Klok
    met: dict[str, str] = field(default_factory=dict)
    poort: int = 0

    def start(self) -> "Proces":
        """Start it; returns at once, see ``wacht``."""
        self.poort = self.poort or vrije_poort()
        if not hasattr(self, "var"):
            self.var = Path(tempfile.mkdtemp(prefix="groningse-norm-var-"))
        omgeving = {naam: waarde for naam, waarde in os.environ.items() if naam != "DATABASE"}
        omgeving |= {
            "VAR": str(self.var),
            "HOST": LOOPBACK,
            "PORT": str(self.poort),
            "KLOK": str(self.klok.bestand),
            # Compiled templates are the same for all; the first process makes them.
            "CHAMELEON_CACHE": str(self.klok.bestand.parent / "sjablonen"),
            **self.met,
        }
        Path(omgeving["CHAMELEON_CACHE"]).mkdir(exist_ok=True)
        self._uit = (self.var / "uit.log").open("ab")
        self._proces = subprocess.Popen(
            [sys.executable, "-P", str(DIENST), "start"],
            env=omgeving,
            stdin=subprocess.DEVNULL,
            stdout=self._uit,
            stderr=subprocess.STDOUT,
        )
        return self

    def wacht(self, pagina: bool = True) -> "Proces":
        """Until it serves its first page; without ``pagina``: until it takes a connection."""
        eind = time.monotonic() + GEDULD
        while time.monotonic() < eind:
            if self._proces.poll() is not None:
                break
            if pagina and "Ready after" in self.uitvoer:
                return self
            if not pagina:
                with contextlib.suppress(OSError):
                    socket.create_connection((LOOPBACK, self.poort), 0.2).close()
                    return self
            time.sleep(0.05)
        raise RuntimeError(f"the process does not serve: {self.uitvoer[-500:]}")

    @property
    def loopt(self) -> bool:
        return hasattr(self, "_proces") and self._proces.poll() is None

    @property
    def uitvoer(self) -> str:
        return (self.var / "uit.log").read_text(errors="replace")

    @property
    def event_log(self) -> str:
        log = self.var / "log" / "event.log" if hasattr(self, "var") else None
        return log.read_text(errors="replace") if log and log.exists() else ""

    def vraag(self, pad: str, **opties) -> Antwoord:
        """A request in the site; ``pad`` begins with a slash, or is empty for its front page."""
        return vraag(self.poort, f"/{SITE}{pad}", **opties)

    def stop(self) -> None:
        """SIGTERM, as a service manager does."""
        if self._proces.poll() is None:
            self._proces.terminate()
            try:
                self._proces.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.dood()
        self._uit.close()
        (self.var / "uit.log").write_bytes(b"")

    def dood(self) -> None:
        """SIGKILL: no chance to tidy anything."""
        self._proces.send_signal(signal.SIGKILL)
        self._proces.wait(timeout=30)
        self._uit.close()
        (self.var / "uit.log").write_bytes(b"")

    def ruim_op(self) -> None:
        if self.loopt:
            self.stop()
        if hasattr(self, "var"):
            shutil.rmtree(self.var, ignore_errors=True)


@contextlib.contextmanager
def hier_geopend(klok: Klok, database: str = "") -> Iterator[object]:
    """Zope in this very process, without a ticker, to prepare content and look at the result.

    Yields the WSGI pipeline. A process opens one database only, once.
    """
    from groningse_norm import klok as van_product
    from groningse_norm.embargo.tikker import tikker
    from groningse_norm.opdrachten import zopesite
    from groningse_norm.opdrachten.instantie import Instantie

    van_product._bron = klok.nu
    tikker.start = lambda: None
    with (
        tempfile.TemporaryDirectory(prefix="groningse-norm-var-") as var,
        zopesite.geopend(Instantie(Path(var), database)) as pijplijn,
    ):
        yield pijplijn


def maak_demo() -> None:
    """The demo site, in the database that is open in this process."""
    from groningse_norm.opdrachten import zopesite

    with zopesite.wortel() as app:
        zopesite.maak_site(app, SITE, "Groningse norm", "nl", demo=True)


def herhaald(doe: Callable[P, T]) -> Callable[P, T]:
    """Do it again after a write conflict, as a request does: the processes write as well."""

    @functools.wraps(doe)
    def opnieuw(*args: P.args, **kwargs: P.kwargs) -> T:
        from ZODB.POSException import ConflictError

        for _poging in range(9):
            try:
                return doe(*args, **kwargs)
            except ConflictError:
                time.sleep(0.1)
        return doe(*args, **kwargs)

    return opnieuw


@herhaald
def zet_onder_embargo(
    aantal: int,
    moment: datetime,
    *,
    bijlagen: int = 0,
    merk: str = "proef",
    overheid: str = "westerkwartier",
    met_post: bool = False,
) -> dict[str, str]:
    """Letters of one authority under embargo until the moment: path in the site by UID.

    The council gets mail about them only ``met_post``. The title of each holds ``merk`` and its
    number; each attachment holds its own name.
    """
    from plone.dexterity.utils import addContentToContainer, createContent
    from plone.namedfile.file import NamedBlobFile

    from groningse_norm.embargo.domain import PUBLICATIE
    from groningse_norm.ondertekening.domain import ONDERTEKENING
    from groningse_norm.opdrachten import zopesite
    from groningse_norm.raadsbrief.verzending.handelingen import vergeet_verzendingen
    from groningse_norm.werkstroom.bouw import verplaats, zet

    paden = {}
    with zopesite.werk_in(SITE, "letters under embargo") as site:
        map_ = site["overheden"][overheid]["brieven"]
        for nummer in range(aantal):
            brief = addContentToContainer(
                map_,
                createContent(
                    "Raadsbrief",
                    title=f"{merk.capitalize()} {nummer}",
                    kenmerk=f"{merk}-{nummer}",
                    aanhef="Geachte leden van de raad,",
                    embargo_tot=moment,
                    embargo_reden="Proef",
                ),
                checkConstraints=False,
            )
            for volgnummer in range(bijlagen):
                naam = f"{merk}-{nummer}-{volgnummer}.txt"
                addContentToContainer(
                    brief,
                    createContent(
                        "File",
                        id=naam,
                        title=naam,
                        file=NamedBlobFile(naam.encode() * 40, "text/plain", naam),
                    ),
                    checkConstraints=False,
                )
            zet(brief, ONDERTEKENING["Raadsbrief"], "ondertekend")
            verplaats(brief, PUBLICATIE["Raadsbrief"], "verzend")
            if not met_post:
                vergeet_verzendingen(brief)
            pad = "/".join(brief.getPhysicalPath()).removeprefix(f"/{SITE}")
            paden[brief.UID()] = pad
    return paden


def opheffingen(uids) -> dict[str, int]:
    """How many successful lifts the log holds for each of these UIDs."""
    from groningse_norm.logboek.domain import Uitkomst
    from groningse_norm.logboek.opslag import regels_van
    from groningse_norm.opdrachten import zopesite

    with zopesite.werk_in(SITE, "nothing is changed"):
        return {
            uid: sum(
                regel.handeling == "hef_op" and regel.uitkomst == Uitkomst.GELUKT
                for regel in regels_van(uid)
            )
            for uid in uids
        }


def wacht_tot(waar: Callable[[], object], seconden: float) -> bool:
    """Ask again until it is true; false when that takes longer."""
    eind = time.monotonic() + seconden
    while time.monotonic() < eind:
        if waar():
            return True
        time.sleep(0.05)
    return bool(waar())
