"""The agenda as it grows: 10, 1,000 and 100,000 planned items.

Each figure stands beside the same with ten items. The items are planned in a database on disk, at
moments over the coming months and years; planning one more ends with the commit.
"""

from datetime import datetime, timedelta
from functools import partial
from random import randrange
from uuid import uuid4

from measure import CannotMeasure, Figure, Row, in_turns, medians
from opstelling.proces import zet_onder_embargo
from sites import SITE, demo

FEW, SIZES = 10, (1_000, 100_000)
PAGE = 25
DUE, PLAN, NEXT = "is something due", "plan one more", "a page halfway the overview"
WORKS = {DUE: ("µs", 2.0), PLAN: ("ms", 2.0), NEXT: ("ms", 2.0)}
ROWS = {
    f"{work}, {size:,} planned": Row(unit, f"the same with {FEW} planned", aim)
    for size in SIZES
    for work, (unit, aim) in WORKS.items()
}
ROUNDS = 30
LOOKS = 100  # a single one is too short for the clock
NAME = "groningse_norm.bench.{size}"
HOLDER, OVERHEID, CLERK = "gm1969", "westerkwartier", "griffie-gm1969"


def prepare(now: datetime) -> None:
    """An agenda of each size, kept beside that of the site; letters in the middle of each."""
    from zope.annotation.interfaces import IAnnotations

    from groningse_norm.embargo.agenda import Agenda
    from groningse_norm.opdrachten import zopesite

    letters = zet_onder_embargo(PAGE, now + timedelta(days=1), merk="agenda", overheid=OVERHEID)
    with zopesite.werk_in(SITE, "agendas") as site:
        for size in (FEW, *SIZES):
            agenda = IAnnotations(site)[NAME.format(size=size)] = Agenda()
            begin = now + timedelta(days=30)
            for item in range(size):
                moment = begin + timedelta(minutes=2 * item)
                agenda.plan(
                    f"{item:032x}", moment, moment - timedelta(days=1), houder=HOLDER, sinds=now
                )
            for uid in letters:
                agenda.plan(uid, begin + timedelta(minutes=size - 1), houder=HOLDER, sinds=now)


def plan_one(size: int, moment: datetime) -> None:
    from zope.annotation.interfaces import IAnnotations

    from groningse_norm.opdrachten import zopesite

    with zopesite.werk_in(SITE, "one more") as site:
        agenda = IAnnotations(site)[NAME.format(size=size)]
        later = moment + timedelta(minutes=randrange(10**6))
        agenda.plan(uuid4().hex, later, houder=HOLDER, sinds=moment)


def looks(now: datetime) -> dict[tuple[str, int], list[float]]:
    """Seconds of what only looks, as the clerk."""
    from plone import api
    from zope.annotation.interfaces import IAnnotations

    from groningse_norm.embargo.agenda import SLEUTEL
    from groningse_norm.embargo.opheffing import is_iets_aan_de_beurt
    from groningse_norm.embargo.overzicht import agenda_voor
    from groningse_norm.opdrachten import zopesite

    with zopesite.werk_in(SITE, "nothing is changed") as site:
        notes = IAnnotations(site)
        own, overheid = notes[SLEUTEL], site["overheden"][OVERHEID]

        def due(size: int) -> None:
            notes[SLEUTEL] = notes[NAME.format(size=size)]
            for _ in range(LOOKS):
                if is_iets_aan_de_beurt(site, now):
                    raise CannotMeasure("something is due already")

        def page(size: int) -> None:
            notes[SLEUTEL] = notes[NAME.format(size=size)]
            found = agenda_voor(overheid, now, size // 2, PAGE)
            if len(found["items"]) != PAGE:
                raise CannotMeasure(f"the page holds {len(found['items'])} items")

        with api.env.adopt_user(username=CLERK):
            times = in_turns(
                {
                    (work, size): partial(look, size)
                    for work, look in ((DUE, due), (NEXT, page))
                    for size in (FEW, *SIZES)
                },
                ROUNDS,
            )
        notes[SLEUTEL] = own
    return times


def measure() -> dict[str, Figure]:
    from groningse_norm import klok

    with demo() as here:
        now = klok.op_de_minuut(here.clock.nu())
        prepare(now)
        times = looks(now)
        later = now + timedelta(days=30)
        times |= in_turns(
            {(PLAN, size): partial(plan_one, size, later) for size in (FEW, *SIZES)}, ROUNDS
        )
    found = medians(times, 1)
    factors = {DUE: 1e6 / LOOKS, PLAN: 1000, NEXT: 1000}
    return {
        f"{work}, {size:,} planned": Figure(
            found[work, size] * factors[work], found[work, FEW] * factors[work]
        )
        for size in SIZES
        for work in WORKS
    }
