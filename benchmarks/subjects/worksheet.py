"""The page of a plan against a stock folder listing, and the page of a region against a stock page."""

from measure import CannotMeasure, Figure, Row, in_turns, medians
from sites import PAGE, SITE, Here, add_page, demo

from subjects.progress import COUNTRY, MEASURES, REGION, add_plans

PLAN = f"{SITE}/overheden/westerkwartier/uitvoeringsplan"
# Stock Plone shows twenty at a time, until it is asked for more.
LISTING = f"{SITE}/bench-listing?b_size={MEASURES}"
STOCK_LISTING = f"stock listing of a folder with {MEASURES} pages"
STOCK_PAGE = "a published Document of the same site"
READ = "page: plan as staff read and report on it"
PUBLIC = "page: plan as the public reads it"
PAGES = {n: f"page: progress of {n} authorities × {MEASURES} measures" for n in (REGION, COUNTRY)}
ROWS = {
    READ: Row("ms", STOCK_LISTING, 1.0),
    PUBLIC: Row("ms", STOCK_LISTING, 1.0),
    PAGES[REGION]: Row("ms", STOCK_PAGE, 2.0),
    PAGES[COUNTRY]: Row("ms", STOCK_PAGE, 2.0),
}
ROUNDS = 30
STAFF = "medewerker-gm1969"


def add_listing() -> None:
    """A published folder with as many pages as a plan has measures, shown as Plone lists them.

    Staff may edit it, as they may their plan, since Plone's toolbar for that costs a page time too;
    they can add pages only, since the menu of all types would make the yardstick longer.
    """
    from plone import api
    from plone.base.interfaces.constrains import ENABLED, ISelectableConstrainTypes

    from groningse_norm.opdrachten import zopesite

    with zopesite.werk_in(SITE, "a folder") as site:
        folder = api.content.create(site, "Folder", "bench-listing", "Bench listing")
        api.content.transition(folder, "publish")
        folder.setLayout("listing_view")
        folder.manage_setLocalRoles(STAFF, ["Editor"])
        types = ISelectableConstrainTypes(folder)
        types.setConstrainTypesMode(ENABLED)
        types.setLocallyAllowedTypes(["Document"])
        types.setImmediatelyAddableTypes(["Document"])
        for number in range(MEASURES):
            page = api.content.create(
                folder, "Document", title=f"Page {number}", description="What this page is about."
            )
            api.content.transition(page, "publish")


def fill_plan() -> None:
    """Give the plan of the demo as many measures as the aim speaks of."""
    from plone.dexterity.utils import addContentToContainer, createContent

    from groningse_norm.ondertekening.domain import ONDERTEKENING
    from groningse_norm.opdrachten import zopesite
    from groningse_norm.werkstroom.bouw import zet

    with zopesite.werk_in(SITE, "measures") as site:
        plan = site["overheden"]["westerkwartier"]["uitvoeringsplan"]
        for number in range(MEASURES - len(plan.maatregelen())):
            measure = createContent(
                "Maatregel",
                title=f"Measure {number}",
                nummer=f"D{number:02}",
                veld="informatie",
                toelichting="What was said of it.",
            )
            measure = addContentToContainer(plan, measure, checkConstraints=False)
            zet(measure, ONDERTEKENING["Maatregel"], "in_uitvoering")


def all_there(here: Here) -> None:
    """Do the pages that are compared show as many rows?"""
    for path, row in ((PLAN, b'<tr id="veld-'), (LISTING, b'<article class="mb-3')):
        for login in (STAFF, ""):
            shown = here.get(path, login=login).count(row)
            if shown != MEASURES:
                raise CannotMeasure(f"{path} shows {shown} of {MEASURES}")


def measure() -> dict[str, Figure]:
    with demo() as here:
        add_page(SITE)
        add_listing()
        fill_plan()
        stock = {
            STOCK_PAGE: lambda: here.get(f"{SITE}/{PAGE}"),
            STOCK_LISTING: lambda: here.get(LISTING, login=STAFF),
            PUBLIC + STOCK_LISTING: lambda: here.get(LISTING),
        }
        found: dict[int, dict[str, float]] = {}
        for authorities in (REGION, COUNTRY):
            add_plans(authorities)
            if not found:
                all_there(here)
            ours = {
                READ: lambda: here.get(PLAN, login=STAFF),
                PUBLIC: lambda: here.get(PLAN),
                PAGES[authorities]: lambda: here.get(f"{SITE}/@@voortgang"),
            }
            found[authorities] = medians(in_turns({**stock, **ours}, ROUNDS), 1000)
    region = found[REGION]
    return {
        READ: Figure(region[READ], region[STOCK_LISTING]),
        PUBLIC: Figure(region[PUBLIC], region[PUBLIC + STOCK_LISTING]),
        **{name: Figure(found[n][name], found[n][STOCK_PAGE]) for n, name in PAGES.items()},
    }
