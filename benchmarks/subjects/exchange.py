"""A plan made from its model, and a file of ten thousand measures taken in.

The import is the work itself, in this process; a site does it behind the page that shows how far it
is. The memory is what this process has used at most, a whole Plone site included.
"""

import resource
import time
from itertools import count

from measure import CannotMeasure, Figure, Row, in_turns, medians
from sites import SITE, demo

MEASURES, MANY, SOME = 30, 10_000, 1_000
MODEL = f"plan: taken over from a model of {MEASURES}"
STOCK_PAGES = f"stock Plone making {MEASURES} Documents"
DRY_RUN = f"import: dry run of {MANY:,} rows"
ADDED = f"import: one of {MANY:,} measures added"
ONE_STOCK = "stock Plone making one Document"
CHANGED = f"import: {SOME:,} measures changed"
MEMORY = f"import: memory for {MANY:,} rows"
ROWS = {
    MODEL: Row("ms", STOCK_PAGES),
    DRY_RUN: Row("ms"),
    ADDED: Row("ms", ONE_STOCK),
    CHANGED: Row("ms"),
    MEMORY: Row("MB", aim=512.0),
}
ROUNDS = 3
HEAD = "Nr.;Maatregel;Veld;Eigenaar (functie);Start;Deadline;Gewicht;Kenmerk;Vingerafdruk"


def rows(number: int) -> bytes:
    """A file with so many new measures."""
    lines = (
        f"M{n};Maatregel nummer {n};Informatiehuishouding;trekker;2026-01-01;2026-12-31;1;;"
        for n in range(number)
    )
    return "\n".join([HEAD, *lines]).encode()


def measure() -> dict[str, Figure]:
    from plone import api
    from plone.dexterity.utils import addContentToContainer, createContent

    from groningse_norm.opdrachten import zopesite
    from groningse_norm.plan.model.overnemen import PLAN_ID, neem_model_over
    from groningse_norm.plan.uitwisseling.doen import (
        beproef,
        maatregelen_van,
        voer_in,
        zichtbare_velden,
    )
    from groningse_norm.plan.uitwisseling.schrijven import als_csv_bestand

    folders = count()
    places: list[str] = []

    def take_over() -> None:
        with zopesite.werk_in(SITE, "a plan") as site, api.env.adopt_roles(["Manager"]):
            overheid = site["overheden"][places.pop()]
            _plan, made = neem_model_over(overheid, site["norm"]["groningse-norm"])
            if made < MEASURES - 5:
                raise CannotMeasure(f"a plan of {made} measures")

    def make_pages(number: int = MEASURES) -> None:
        with zopesite.werk_in(SITE, "pages") as site, api.env.adopt_roles(["Manager"]):
            folder = addContentToContainer(
                site, createContent("Folder", id=f"map{next(folders)}"), checkConstraints=False
            )
            for n in range(number):
                page = createContent("Document", id=f"p{n}", title=f"Pagina {n}")
                addContentToContainer(folder, page, checkConstraints=False)

    with demo():
        with zopesite.werk_in(SITE, "nothing is changed") as site:
            places += [
                overheid.getId()
                for overheid in site["overheden"].objectValues()
                if PLAN_ID not in overheid.objectIds() and (overheid.tooi or "").startswith("gm")
            ][: ROUNDS + 2]
        times = medians(
            in_turns({MODEL: take_over, STOCK_PAGES: make_pages}, ROUNDS, warm_up=1), 1000
        )
        content = rows(MANY)
        with zopesite.werk_in(SITE, "an import") as site, api.env.adopt_roles(["Manager"]):
            plan = addContentToContainer(
                site["overheden"]["westerkwartier"],
                createContent("Uitvoeringsplan", id="groot", title="Groot (voorbeeld)"),
                checkConstraints=False,
            )
            begin = time.perf_counter()
            trial = beproef(plan, content)
            dry_run = time.perf_counter() - begin
            begin = time.perf_counter()
            voer_in(plan, content, trial.vingerafdruk)
            added = time.perf_counter() - begin
            fields = zichtbare_velden(plan)
            measures = dict(list(maatregelen_van(plan).items())[:SOME])
            changed = als_csv_bestand(measures, fields).replace(b"trekker", b"coordinator")
            trial = beproef(plan, changed)
            if len(trial.te_doen) != SOME:
                raise CannotMeasure(f"{len(trial.te_doen)} changes instead of {SOME}")
            begin = time.perf_counter()
            voer_in(plan, changed, trial.vingerafdruk)
            change = time.perf_counter() - begin
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        MODEL: Figure(times[MODEL], times[STOCK_PAGES]),
        DRY_RUN: Figure(dry_run * 1000),
        ADDED: Figure(added / MANY * 1000, times[STOCK_PAGES] / MEASURES),
        CHANGED: Figure(change * 1000),
        MEMORY: Figure(memory),
    }
