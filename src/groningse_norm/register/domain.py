"""What may be asked of the public register of letters, and how it is read from a query."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from unicodedata import category
from urllib.parse import urlencode

from groningse_norm import klok

GROOTTE = 20
GROOTSTE = 100
VERSTE_BLAD = 10**6  # where a page may begin: past any list
MAX_TEKST = 200  # characters; nobody looks for more, and a search takes longer with each word

_WOORD = re.compile(r"[^\W_]+")
_VOORVOEGSEL = {"and", "or", "not"}  # words of the query language of the index


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """A question to the register. ``jaar`` is the year in which a letter became public, in
    Amsterdam; ``overheid`` a TOOI code; ``b_start`` and ``b_size`` choose a page."""

    zoek: str = ""
    jaar: int | None = None
    trefwoord: str = ""
    overheid: str = ""
    b_start: int = 0
    b_size: int = GROOTTE

    def als_parameters(self, **anders: object) -> str:
        """The query string, without what goes without saying."""
        waarden = {deel.name: getattr(self, deel.name) for deel in fields(self)} | anders
        return urlencode(
            {
                deel.name: waarden[deel.name]
                for deel in fields(self)
                if waarden[deel.name] != deel.default
            }
        )

    @property
    def zoekt(self) -> bool:
        """Does it leave anything out?"""
        return any((self.zoek, self.jaar, self.trefwoord, self.overheid))


def lees(
    parameters: Mapping[str, object], overheden: Collection[str]
) -> tuple[Zoekvraag, tuple[str, ...]]:
    """The question in a query, and the names of the parameters that nobody can mean.

    Those are left out of the question. Unknown parameters are nobody's business. ``overheden`` are
    the TOOI codes that can be asked for here.
    """
    waarden: dict[str, object] = {}
    fouten: list[str] = []
    for naam, lezer in _LEZERS.items():
        gegeven = parameters.get(naam, "")
        if isinstance(gegeven, str):
            gegeven = gegeven.strip()
        if gegeven == "":
            continue
        waarde = lezer(gegeven) if isinstance(gegeven, str) else None
        if waarde is None or (naam == "overheid" and waarde not in overheden):
            fouten.append(naam)
        else:
            waarden[naam] = waarde
    return Zoekvraag(**waarden), tuple(fouten)  # type: ignore[arg-type]


def woordvraag(zoek: str) -> str:
    """The words in the language of the text index: all of them, each from its beginning."""
    return " AND ".join(
        f'"{woord}"' if woord in _VOORVOEGSEL else f"{woord}*"
        for woord in _WOORD.findall(zoek.casefold())
    )


def _tekst(gegeven: str) -> str | None:
    leesbaar = all(category(teken) not in ("Cc", "Cs", "Cn") for teken in gegeven)
    return gegeven if leesbaar and len(gegeven) <= MAX_TEKST else None


def _zoektekst(gegeven: str) -> str | None:
    return _tekst(gegeven) if woordvraag(gegeven) else None


def _getal(gegeven: str) -> int | None:
    heel = gegeven.isascii() and gegeven.isdigit() and len(gegeven) <= len(str(VERSTE_BLAD))
    return int(gegeven) if heel else None


def _jaar(gegeven: str) -> int | None:
    jaar = _getal(gegeven)
    return jaar if jaar in klok.JAREN else None


def _begin(gegeven: str) -> int | None:
    begin = _getal(gegeven)
    return begin if begin is not None and begin <= VERSTE_BLAD else None


def _grootte(gegeven: str) -> int | None:
    grootte = _getal(gegeven)
    return grootte if grootte is not None and 1 <= grootte <= GROOTSTE else None


_LEZERS = {
    "zoek": _zoektekst,
    "jaar": _jaar,
    "trefwoord": _tekst,
    "overheid": _tekst,
    "b_start": _begin,
    "b_size": _grootte,
}
