"""Rules of an evaluation: of which day its numbers are, how they are written, and how years compare.

The numbers are those that the public may see of the plan (``voortgang``: no field with fewer than
five measures), so that publishing an evaluation tells of no single measure.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

EERSTE_JAAR = 2020


class OngeldigJaar(ValueError):
    """A year that has not begun, or of before there was a norm."""

    code = "ongeldig_jaar"


def peildag(jaar: int, vandaag: date) -> date:
    """The day of which the numbers are: the last of the year, or today in a year that still runs.

    Raises ``OngeldigJaar``.
    """
    if not EERSTE_JAAR <= jaar <= vandaag.year:
        raise OngeldigJaar(jaar)
    return min(date(jaar, 12, 31), vandaag)


_REGEL = re.compile(
    r"(\w+): (\d+) maatregelen, (\d+) tellen mee, (\d+) uitgevoerd(?: \((\d+) %\))?"
)
GEHEEL = "totaal"


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """The numbers of one field, or of all (``veld`` is ``totaal``). Shares are weighted."""

    veld: str
    totaal: int
    telt_mee: int
    uitgevoerd: int
    percentage: int | None

    def __str__(self) -> str:
        """One line that people read and ``lees`` understands."""
        deel = "" if self.percentage is None else f" ({self.percentage} %)"
        return (
            f"{self.veld}: {self.totaal} maatregelen, {self.telt_mee} tellen mee, "
            f"{self.uitgevoerd} uitgevoerd{deel}"
        )


def lees(regel: str) -> Uitkomst:
    """The line of an ``Uitkomst``. Raises ``ValueError``."""
    gevonden = _REGEL.fullmatch(regel)
    if gevonden is None:
        raise ValueError(regel)
    veld, totaal, mee, klaar, deel = gevonden.groups()
    return Uitkomst(veld, int(totaal), int(mee), int(klaar), None if deel is None else int(deel))


@dataclass(frozen=True, slots=True)
class Jaar:
    """One column of the comparison."""

    jaar: int
    adres: str
    uitkomsten: Mapping[str, Uitkomst]
    versie: int = 1


def een_per_jaar(eigen: Jaar, alle: Iterable[Jaar]) -> list[Jaar]:
    """Of each year the latest version; of the year of ``eigen`` that one."""
    laatste = {jaar.jaar: jaar for jaar in sorted(alle, key=lambda j: (j.versie, j.adres))}
    return list({**laatste, eigen.jaar: eigen}.values())


def vergelijk(
    jaren: Iterable[Jaar],
) -> tuple[list[Jaar], dict[str, list[tuple[Uitkomst | None, int | None]]]]:
    """The years in order, and by field what each year was with the change since the year before.

    The change is in percentage points, ``None`` where one of the two years has no percentage.
    """
    alle = sorted(jaren, key=lambda jaar: (jaar.jaar, jaar.adres))
    velden = dict.fromkeys(veld for jaar in alle for veld in jaar.uitkomsten)
    rijen: dict[str, list[tuple[Uitkomst | None, int | None]]] = {}
    for veld in velden:
        vorig: int | None = None
        rijen[veld] = []
        for jaar in alle:
            uitkomst = jaar.uitkomsten.get(veld)
            nu = uitkomst.percentage if uitkomst else None
            rijen[veld].append(
                (uitkomst, None if None in (nu, vorig) else (nu or 0) - (vorig or 0))
            )
            vorig = nu
    return alle, rijen
