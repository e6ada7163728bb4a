"""Readers: threads that ask for pages, one after another, and keep what they got."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from opstelling.proces import Klok, vraag


@dataclass(frozen=True, slots=True)
class Waarneming:
    """One answer. ``begin`` and ``eind`` by the clock of the server that was asked."""

    poort: int
    pad: str
    begin: datetime
    eind: datetime
    status: int
    lichaam: bytes
    seconden: float
    fout: str = ""


class Lezers:
    """``with Lezers([(port, clock)], paths)``: each thread has a server and goes round the paths.

    ``pauze`` in seconds between two requests of one reader: a steady load, not a flood.
    """

    def __init__(
        self,
        servers: Sequence[tuple[int, Klok]],
        paden: Sequence[str],
        *,
        aantal: int = 4,
        pauze: float = 0.05,
        bewaar: Callable[[str], bool] = lambda pad: True,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.servers, self.paden, self.pauze = servers, paden, pauze
        self.aantal, self.bewaar, self.headers = aantal, bewaar, headers or {}
        self.gezien: list[Waarneming] = []
        self._klaar = threading.Event()
        self._dood: set[int] = set()

    def __enter__(self) -> "Lezers":
        self._threads = [
            threading.Thread(target=self._lees, args=(nummer,), daemon=True)
            for nummer in range(self.aantal)
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *fout) -> None:
        self._klaar.set()
        for thread in self._threads:
            thread.join(timeout=60)

    def niet_meer(self, poort: int) -> None:
        """A load balancer has seen that this server is gone; its readers go to the others."""
        self._dood.add(poort)

    def _lees(self, nummer: int) -> None:
        beurt = nummer
        while not self._klaar.is_set():
            poort, klok = self.servers[nummer % len(self.servers)]
            if poort in self._dood:
                poort, klok = next(rij for rij in self.servers if rij[0] not in self._dood)
            pad = self.paden[beurt % len(self.paden)]
            beurt += 1
            begin, gestart = klok.nu(), time.perf_counter()
            try:
                antwoord = vraag(poort, pad, headers=self.headers)
            except OSError as error:
                if poort in self._dood:
                    continue
                status, lichaam, fout = 0, b"", repr(error)
            else:
                status, fout = antwoord.status, ""
                lichaam = antwoord.lichaam if self.bewaar(pad) else b""
            self.gezien.append(
                Waarneming(
                    poort,
                    pad,
                    begin,
                    klok.nu(),
                    status,
                    lichaam,
                    time.perf_counter() - gestart,
                    fout,
                )
            )
            self._klaar.wait(self.pauze)
