"""Many letters due at one moment while people read: on PostgreSQL, by one process and by two.

The last round kills one of the two, without warning, a moment after the moment. What a person meets
is counted: a letter too early, one that is not there after the moment, an error page, a long wait.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import system_packages
from measure import CannotMeasure, Figure, Row, percentile
from opstelling.lezers import Lezers, Waarneming
from opstelling.postgres import Postgres
from opstelling.proces import (
    SITE,
    Klok,
    Proces,
    hier_geopend,
    maak_demo,
    opheffingen,
    zet_onder_embargo,
)

LETTERS, ATTACHMENTS = 100, 5
READERS, PAUSE = 4, 0.1
BEFORE = 6.0  # seconds of reading while nothing is due
AFTER = 3.0
KILLED_AT = 0.5  # seconds after the moment: in the middle of the work
MOST = 60.0
JSON = {"Accept": "application/json"}
# Name of the round → how many processes, and whether one of them is killed.
ROUNDS = {"one process": (1, False), "two processes": (2, False), "two, one killed": (2, True)}
BEFORE_ROW = "p99 of readers in the seconds before"
ROWS = {
    f"{what}, {name}": row
    for name in ROUNDS
    for what, row in {
        "answers with a letter too early": Row("", aim=0),
        "answers after the moment without the letter": Row("", aim=0),
        "error pages": Row("", aim=0),
        "letters not lifted exactly once": Row("", aim=0),
        f"{LETTERS} letters × {ATTACHMENTS} attachments all public": Row("s", aim=5.0),
        "p99 of readers while they are lifted": Row("ms", BEFORE_ROW),
    }.items()
}


@dataclass
class Stand:
    """One database, and the processes on it."""

    clock: Klok
    database: str
    processes: list[Proces] = field(default_factory=list)

    def running(self, number: int) -> list[Proces]:
        while len(self.processes) < number:
            self.processes.append(Proces(self.clock.nog_een(), {"DATABASE": self.database}))
        for process in self.processes[:number]:
            if not process.loopt:
                process.start()
        return [process.wacht() for process in self.processes[:number]]


@contextmanager
def stand() -> Iterator[Stand]:
    with ExitStack() as stack:
        clock = Klok(Path(stack.enter_context(TemporaryDirectory())) / "klok")
        database = stack.enter_context(Postgres()).database("site")
        stack.enter_context(hier_geopend(clock, database))
        maak_demo()
        here = Stand(clock, database)
        try:
            yield here
        finally:
            for process in here.processes:
                process.ruim_op()


def all_public(clock: Klok, moment: datetime) -> float:
    """Seconds after the moment at which nothing in the database is due any more."""
    from groningse_norm.embargo.agenda import agenda_van
    from groningse_norm.opdrachten import zopesite

    with zopesite.wortel() as app:
        while clock.nu() < moment + timedelta(seconds=MOST):
            app._p_jar.sync()
            if clock.nu() >= moment and not any(agenda_van(app[SITE]).aan_de_beurt(moment)):
                return (clock.nu() - moment).total_seconds()
            time.sleep(0.05)
    raise CannotMeasure(f"after {MOST:.0f} s something is still due")


def read(here: Stand, name: str, number: int, killed: bool) -> dict[str, Figure]:
    from groningse_norm import klok

    processes = here.running(number)
    moment = klok.op_de_minuut(here.clock.nu() + timedelta(hours=1))
    letters = zet_onder_embargo(
        LETTERS, moment, bijlagen=ATTACHMENTS, merk=f"b{number}{'k' if killed else ''}"
    )
    paths = [f"/{SITE}{path}" for path in letters.values()]
    servers = [(process.poort, here.clock) for process in processes]
    with Lezers(servers, paths, aantal=READERS, pauze=PAUSE, headers=JSON) as readers:
        # What the processes have not read yet is read before the clock comes near.
        time.sleep(AFTER)
        here.clock.nog(moment, BEFORE)
        begin = here.clock.nu()
        if killed:
            time.sleep(max(0, (moment - here.clock.nu()).total_seconds() + KILLED_AT))
            readers.niet_meer(processes[0].poort)
            processes[0].dood()
        took = all_public(here.clock, moment)
        time.sleep(AFTER)
    return counted(name, readers.gezien, begin, moment, took, letters)


def counted(
    name: str,
    seen: list[Waarneming],
    begin: datetime,
    moment: datetime,
    took: float,
    letters: dict[str, str],
) -> dict[str, Figure]:
    end = moment + timedelta(seconds=took)
    quiet = [answer.seconden for answer in seen if begin <= answer.begin and answer.eind < moment]
    busy = [answer.seconden for answer in seen if answer.eind >= moment and answer.begin <= end]
    after = [answer for answer in seen if answer.begin >= moment and not answer.fout]
    if not after:
        raise CannotMeasure("nobody read after the moment")
    lifted = opheffingen(letters)
    found = (
        Figure(sum(answer.status == 200 for answer in seen if answer.eind < moment)),
        Figure(sum(answer.status == 404 for answer in after)),
        Figure(sum(bool(answer.fout) or answer.status >= 500 for answer in seen)),
        Figure(sum(number != 1 for number in lifted.values())),
        Figure(took),
        Figure(percentile(busy, 99) * 1000, percentile(quiet, 99) * 1000),
    )
    rows = [row for row in ROWS if row.endswith(f", {name}")]
    return dict(zip(rows, found, strict=True))


def measure() -> dict[str, Figure]:
    sentence = system_packages.ensure(["services"])
    if sentence:
        raise CannotMeasure(sentence)
    figures: dict[str, Figure] = {}
    with stand() as here:
        for name, (number, killed) in ROUNDS.items():
            figures |= read(here, name, number, killed)
    return figures
