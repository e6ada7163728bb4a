"""What the embargo costs a request while nothing is due.

The same page with and without what the embargo has registered for every request: by the number of
Python's bytecodes, which is the same on every machine, and by the processor's time, in blocks that
alternate. Beside it the page in a site of stock Plone: what the whole of the product adds to a page
that has nothing to do with it.
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta

from measure import CannotMeasure, Figure, Row, in_turns, medians
from sites import PAGE, SITE, STOCK, add_page, add_stock, demo, make_alike

BYTECODES = "bytecodes of a page while nothing is due"
TIME = "time of that page"
SITES = "the same page, in a site with the product and one without"
WITHOUT = "the same, with the embargo's registrations taken out"
ROWS = {
    BYTECODES: Row("", WITHOUT, 1.01),
    TIME: Row("ms", WITHOUT, 1.01),
    SITES: Row("ms", "a site of stock Plone with the same page, languages and tabs", 1.01),
}
PLANNED = 1_000
BLOCKS = 40
SETTLE = 2  # requests after a change of registrations, which empties Zope's caches of them
PER_BLOCK = 6
COUNTS = 3
ROUNDS = 60


class Embargo:
    """What runs for every request; ``here(False)`` takes it out, ``here(True)`` puts it back."""

    def __init__(self) -> None:
        from plone.base.interfaces import IPloneSiteRoot
        from zope.traversing.interfaces import IBeforeTraverseEvent
        from ZPublisher.interfaces import IPubAfterTraversal

        from groningse_norm.embargo.lezen import bij_openen
        from groningse_norm.embargo.opheffing import bij_verzoek

        self.handlers = (
            (bij_verzoek, (IPloneSiteRoot, IBeforeTraverseEvent)),
            (bij_openen, (IPubAfterTraversal,)),
        )
        self.is_here = True

    def here(self, there: bool) -> None:
        from zope.component import getGlobalSiteManager

        from groningse_norm.embargo.caches import BegrensdeLeeftijd

        if there is self.is_here:
            return
        components = getGlobalSiteManager()
        name = "groningse_norm.embargo"
        if there:
            components.registerAdapter(BegrensdeLeeftijd, name=name)
        elif not components.unregisterAdapter(BegrensdeLeeftijd, name=name):
            raise CannotMeasure("the embargo's transform is not registered")
        for handler, required in self.handlers:
            if there:
                components.registerHandler(handler, required)
            elif not components.unregisterHandler(handler, required):
                raise CannotMeasure(f"{handler.__name__} is not registered")
        self.is_here = there


def bytecodes(work: Callable[[], object]) -> int:
    """How many bytecodes Python runs for it, in this thread."""
    found = 0

    def trace(frame, event, arg):
        nonlocal found
        if event == "call":
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
        found += event == "opcode"
        return trace

    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(None)
    return found


def block(work: Callable[[], object]) -> float:
    """Median of the processor's seconds, once the caches are filled."""
    for _ in range(SETTLE):
        work()
    gc.collect(1)
    times = []
    for _ in range(PER_BLOCK):
        begin = time.thread_time()
        work()
        times.append(time.thread_time() - begin)
    return statistics.median(times)


def with_and_without(embargo: Embargo, work: Callable[[], object]) -> dict[str, Figure]:
    counts, times = {}, {True: [], False: []}
    gc.disable()
    try:
        for pair in range(BLOCKS):
            for there in (True, False) if pair % 2 else (False, True):
                embargo.here(there)
                times[there].append(block(work))
                if pair == 0:
                    counts[there] = statistics.median(bytecodes(work) for _ in range(COUNTS))
    finally:
        gc.enable()
        embargo.here(True)
    # The pairs' own ratio: a busy moment falls on both of a pair.
    ratio = statistics.median(a / b for a, b in zip(times[True], times[False], strict=True))
    without = statistics.median(times[False]) * 1000
    return {
        BYTECODES: Figure(counts[True], counts[False]),
        TIME: Figure(without * ratio, without),
    }


def fill_agenda(number: int) -> None:
    """So many planned items of the coming years in the agenda, that are nowhere else."""
    from groningse_norm import klok
    from groningse_norm.embargo.agenda import agenda
    from groningse_norm.opdrachten import zopesite

    with zopesite.werk_in(SITE, "planned items"):
        rij, begin = agenda(), klok.op_de_minuut(klok.nu() + timedelta(days=30))
        for item in range(number):
            moment = begin + timedelta(minutes=item)
            rij.plan(
                f"{item:032x}", moment, moment - timedelta(days=1), houder="gm1969", sinds=begin
            )


def measure() -> dict[str, Figure]:
    with demo() as here:
        add_stock()
        make_alike()
        for site in (SITE, STOCK):
            add_page(site)
        fill_agenda(PLANNED)
        works = {site: (lambda site=site: here.get(f"{site}/{PAGE}")) for site in (SITE, STOCK)}
        both = medians(in_turns(works, ROUNDS, clock=time.thread_time), 1000)
        found = with_and_without(Embargo(), works[SITE])
    return {**found, SITES: Figure(both[SITE], both[STOCK])}
