"""Pages of the product against a page that every Plone site has."""

from measure import Figure, Row, in_turns, medians
from sites import PAGE, PUBLIC, SITE, add_page, demo

STOCK_PAGE = "a published Document of the same site"
PAGES = {"public letter": PUBLIC, "norm": "norm", "overview of authorities": "overheden"}
ROWS = {f"page: {name}": Row("ms", STOCK_PAGE) for name in PAGES}
ROUNDS = 30


def measure() -> dict[str, Figure]:
    with demo() as here:
        add_page(SITE)
        works = {
            name: (lambda path=path: here.get(f"{SITE}/{path}"))
            for name, path in {STOCK_PAGE: PAGE, **PAGES}.items()
        }
        found = medians(in_turns(works, ROUNDS), 1000)
    return {f"page: {name}": Figure(found[name], found[STOCK_PAGE]) for name in PAGES}
