"""What differs between two snapshots of one item; both as JSON types.

Fields are compared by name. Parts (agreements, measures, attachments) are paired: those that are
equal, then those with the same number and title, the same title, the same number.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from html.parser import HTMLParser
from typing import Any

# By which fields the parts of each list are paired, the surest first; () pairs what is left.
_KENMERKEN: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "basisafspraken": (("nummer", "title"), ("title",), ("nummer",)),
    "maatregelen": (("nummer", "title"), ("title",), ("nummer",)),
    "modelplannen": (("title",), ()),
    "bijlagen": (("id",), ("naam",), ("sha256",)),
}
MAX_WOORDEN = 4000  # difflib is quadratic at worst; longer texts are compared line by line
_WOORDEN = re.compile(r"\s+|\w+|[^\w\s]")
_REGELS = re.compile(r"[^\n]*\n|[^\n]+")


class Soort(StrEnum):
    """What happened to a part. ``VERPLAATST``: it has another number, and maybe other words."""

    GELIJK = "gelijk"
    TOEGEVOEGD = "toegevoegd"
    VERVALLEN = "vervallen"
    GEWIJZIGD = "gewijzigd"
    VERPLAATST = "verplaatst"


@dataclass(frozen=True, slots=True)
class Veld:
    """A field with another value; ``None`` where it was not there."""

    naam: str
    oud: Any
    nieuw: Any


@dataclass(frozen=True, slots=True)
class Deel:
    """A part: its place in the old list and as it was, and what differs in it.

    An added part has no ``van``; of a removed one ``nieuw`` is ``None``.
    """

    van: int | None
    oud: Mapping[str, Any] | None
    nieuw: Mapping[str, Any] | None
    verschil: "Verschil"

    @property
    def soort(self) -> Soort:
        if self.oud is None:
            return Soort.TOEGEVOEGD
        if self.nieuw is None:
            return Soort.VERVALLEN
        if any(veld.naam == "nummer" for veld in self.verschil.velden):
            return Soort.VERPLAATST
        return Soort.GELIJK if self.verschil.leeg else Soort.GEWIJZIGD


@dataclass(frozen=True, slots=True)
class Lijst:
    """All parts of a list, in the new order; removed ones last."""

    naam: str
    delen: tuple[Deel, ...]

    @property
    def leeg(self) -> bool:
        plaatsen = [deel.van for deel in self.delen if deel.van is not None]
        return plaatsen == sorted(plaatsen) and all(
            deel.soort is Soort.GELIJK for deel in self.delen
        )


@dataclass(frozen=True, slots=True)
class Verschil:
    """What differs between two snapshots, or two parts of them."""

    velden: tuple[Veld, ...] = ()
    lijsten: tuple[Lijst, ...] = ()

    @property
    def leeg(self) -> bool:
        return not self.velden and all(lijst.leeg for lijst in self.lijsten)


def vergelijk(oud: Mapping[str, Any], nieuw: Mapping[str, Any]) -> Verschil:
    """What differs, in the order of the fields of ``nieuw``; ``.leeg`` when nothing does."""
    namen = list(dict.fromkeys((*nieuw, *oud)))
    return Verschil(
        tuple(
            Veld(naam, oud.get(naam), nieuw.get(naam))
            for naam in namen
            if naam not in _KENMERKEN and oud.get(naam) != nieuw.get(naam)
        ),
        tuple(
            Lijst(naam, _delen(naam, oud.get(naam) or [], nieuw.get(naam) or []))
            for naam in namen
            if naam in _KENMERKEN
        ),
    )


def pas_toe(oud: Mapping[str, Any], verschil: Verschil) -> dict[str, Any]:
    """The new snapshot, out of the old one and what differs."""
    nieuw = {**oud, **{veld.naam: veld.nieuw for veld in verschil.velden}}
    for lijst in verschil.lijsten:
        nieuw[lijst.naam] = [
            dict(deel.nieuw) if deel.oud is None else pas_toe(deel.oud, deel.verschil)
            for deel in lijst.delen
            if deel.nieuw is not None
        ]
    return nieuw


def _delen(
    naam: str, oud: Sequence[Mapping[str, Any]], nieuw: Sequence[Mapping[str, Any]]
) -> tuple[Deel, ...]:
    paren = _koppel(naam, oud, nieuw)
    delen = []
    for naar, deel in enumerate(nieuw):
        van = paren.get(naar)
        if van is None:
            delen.append(Deel(None, None, deel, Verschil()))
        else:
            delen.append(Deel(van, oud[van], deel, vergelijk(oud[van], deel)))
    weg = sorted(set(range(len(oud))) - set(paren.values()))
    return (*delen, *(Deel(van, oud[van], None, Verschil()) for van in weg))


def _koppel(
    naam: str, oud: Sequence[Mapping[str, Any]], nieuw: Sequence[Mapping[str, Any]]
) -> dict[int, int]:
    """New place → old place, of what is the same part."""
    paren: dict[int, int] = {}

    def koppel(kandidaten: Iterable[tuple[int, int]]) -> None:
        for naar, van in kandidaten:
            if naar not in paren and van not in paren.values():
                paren[naar] = van

    plaatsen = [(naar, van) for naar in range(len(nieuw)) for van in range(len(oud))]
    koppel((naar, van) for naar, van in plaatsen if nieuw[naar] == oud[van])
    for velden in _KENMERKEN[naam]:
        koppel(
            (naar, van)
            for naar, van in plaatsen
            if all(
                nieuw[naar].get(veld) is not None and nieuw[naar].get(veld) == oud[van].get(veld)
                for veld in velden
            )
        )
    return paren


# --- words --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stuk:
    """A run of words: ``gelijk``, ``toegevoegd`` or ``vervallen``."""

    soort: Soort
    tekst: str


def woorden(oud: str, nieuw: str) -> tuple[Stuk, ...]:
    """Two texts as words that stayed, went and came, in reading order."""
    links, rechts = _WOORDEN.findall(oud), _WOORDEN.findall(nieuw)
    if max(len(links), len(rechts)) > MAX_WOORDEN:
        links, rechts = _REGELS.findall(oud), _REGELS.findall(nieuw)
    stukken = []
    matcher = SequenceMatcher(None, links, rechts, autojunk=False)
    for soort, i1, i2, j1, j2 in matcher.get_opcodes():
        weg, erbij = "".join(links[i1:i2]), "".join(rechts[j1:j2])
        if soort == "equal":
            stukken.append(Stuk(Soort.GELIJK, weg))
            continue
        if weg:
            stukken.append(Stuk(Soort.VERVALLEN, weg))
        if erbij:
            stukken.append(Stuk(Soort.TOEGEVOEGD, erbij))
    return tuple(stukken)


_BLOK = re.compile(
    "address|article|blockquote|br|d[dlt]|div|figure|footer|h[1-6]|header|hr|li|[ou]l|p|pre|"
    "section|table|tr"
)


class _Tekst(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.delen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _BLOK.fullmatch(tag):
            self.delen.append("\n")
        if tag == "li":
            self.delen.append("• ")
        elif tag in ("td", "th"):
            self.delen.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if _BLOK.fullmatch(tag):
            self.delen.append("\n")

    def handle_data(self, data: str) -> None:
        self.delen.append(re.sub(r"\s+", " ", data))


def tekst_van_html(html: str) -> str:
    """The words of a rich text, a line for each block."""
    lezer = _Tekst()
    lezer.feed(html)
    lezer.close()
    regels = (regel.strip() for regel in "".join(lezer.delen).split("\n"))
    return "\n".join(regel for regel in regels if regel)
