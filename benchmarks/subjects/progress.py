"""Numbers of a region against stock Plone, and fifty reports in one plan at once.

The plans are content and public; their measures are in the counts only, which is all that is read,
so the stock search has the smaller catalog.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from measure import Figure, Row, in_turns, medians
from opstelling.proces import herhaald
from sites import JSON, PAGE, SITE, add_page, demo

MEASURES, REGION, COUNTRY = 30, 13, 342
REPORTS = 50
THREADS = 4  # as many as a Zope process publishes with
STOCK_PAGE = "a published Document of the same site"
STOCK_SEARCH = "stock @search of 25 items"
NUMBERS = {
    n: f"progress: numbers of {n} authorities × {MEASURES} measures" for n in (REGION, COUNTRY)
}
SERVICE = "progress: @voortgang of the region"
LOST = f"progress: of {REPORTS} reports in one plan at once, lost"
ROWS = {
    NUMBERS[REGION]: Row("ms", STOCK_PAGE, 2.0),
    SERVICE: Row("ms", STOCK_SEARCH, 1.0),
    NUMBERS[COUNTRY]: Row("ms", STOCK_PAGE, 2.0),
    LOST: Row("reports", aim=0.0),
}
ROUNDS = 30


def add_plans(authorities: int) -> None:
    """A public plan under way for each authority, with measures in every state."""
    from plone import api
    from plone.dexterity.utils import addContentToContainer, createContent

    from groningse_norm import klok
    from groningse_norm.embargo.domain import PUBLICATIE
    from groningse_norm.norm.domain import Veld
    from groningse_norm.ondertekening.domain import ONDERTEKENING
    from groningse_norm.opdrachten import zopesite
    from groningse_norm.overheid.domain import GRONINGEN, regel
    from groningse_norm.overheid.vocabularies import RECORD
    from groningse_norm.plan.domain import Meting, Stand
    from groningse_norm.structuur import maak_overheden
    from groningse_norm.voortgang.domain import Feit
    from groningse_norm.voortgang.opslag import plan_met
    from groningse_norm.werkstroom.bouw import zet

    with zopesite.werk_in(SITE, "plans") as site:
        known = [regel(overheid) for overheid in GRONINGEN]
        extra = [f"gm{8000 + n}|Gemeente {n}" for n in range(authorities - len(known))]
        api.portal.set_registry_record(RECORD, [*known, *extra])
        norm = site["norm"]["groningse-norm"]
        agreements = [afspraak.UID() for afspraak in norm.basisafspraken()]
        for overheid in maak_overheden(site).values():
            if "uitvoeringsplan" in overheid:
                zet(overheid["uitvoeringsplan"], PUBLICATIE["Uitvoeringsplan"], "openbaar")
                continue
            plan = createContent(
                "Uitvoeringsplan", id="uitvoeringsplan", title="Plan", norm=norm.UID()
            )
            plan = addContentToContainer(overheid, plan, checkConstraints=False)
            zet(plan, ONDERTEKENING["Uitvoeringsplan"], "in_uitvoering")
            zet(plan, PUBLICATIE["Uitvoeringsplan"], "openbaar")
            for n in range(MEASURES):
                deadline = (klok.nu() + timedelta(days=40 * (n - 10))).date()
                meting = Meting(list(Stand)[n % 4], 1 + n % 2, deadline)
                feit = Feit(list(Veld)[n % 3].value, meting)
                afspraak = agreements[n % len(agreements)]
                plan_met(plan.UID()).noteer(f"bench-{n}", feit, klok.nu(), "bench", afspraak)


@herhaald
def report(number: int) -> None:
    """One person reports on one measure, and another one at the same time on the same or another."""
    from zope.event import notify
    from zope.lifecycleevent import ObjectModifiedEvent

    from groningse_norm.opdrachten import zopesite

    with zopesite.werk_in(SITE, "a report") as site:
        measures = site["overheden"]["westerkwartier"]["uitvoeringsplan"].maatregelen()
        measure = measures[number % len(measures)]
        measure.stand = ("uitgevoerd", "in_ontwikkeling")[number % 2]
        measure.toelichting = f"{measure.toelichting} {number}."
        notify(ObjectModifiedEvent(measure))


def lost() -> int:
    """Reports that are not in a measure, and measures that the counts tell otherwise."""
    from collections import Counter

    from groningse_norm.opdrachten import zopesite
    from groningse_norm.voortgang.domain import Feit
    from groningse_norm.voortgang.opslag import plan_met

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(report, range(REPORTS)))
    with zopesite.werk_in(SITE, "nothing is changed") as site:
        plan = site["overheden"]["westerkwartier"]["uitvoeringsplan"]
        measures = plan.maatregelen()
        told = " ".join(measure.toelichting for measure in measures).split()
        missing = {f"{number}." for number in range(REPORTS)} - set(told)
        counted = Counter(plan_met(plan.UID()).nu.van)
        wrong = counted - Counter(str(Feit(m.veld, m.meting)) for m in measures)
    return len(missing) + wrong.total()


def measure() -> dict[str, Figure]:
    with demo() as here:
        add_page(SITE)
        found: dict[int, dict[str, float]] = {}
        works = {
            STOCK_PAGE: lambda: here.get(f"{SITE}/{PAGE}"),
            STOCK_SEARCH: lambda: here.get(f"{SITE}/@search", JSON),
            SERVICE: lambda: here.get(f"{SITE}/@voortgang", JSON),
        }
        for authorities in (REGION, COUNTRY):
            add_plans(authorities)
            found[authorities] = medians(in_turns(works, ROUNDS), 1000)
        lost_reports = lost()
    figures = {NUMBERS[n]: Figure(times[SERVICE], times[STOCK_PAGE]) for n, times in found.items()}
    figures[SERVICE] = Figure(found[REGION][SERVICE], found[REGION][STOCK_SEARCH])
    figures[LOST] = Figure(float(lost_reports))
    return {what: figures[what] for what in ROWS}
