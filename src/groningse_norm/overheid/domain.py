"""Authorities and their groups.

An authority is known by its TOOI code (``gm1969``), the key of the Dutch government's own register
(https://standaarden.overheid.nl/tooi). Groups of people are named after that code, so that a
renamed authority keeps its people.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Soort(StrEnum):
    """Kind of authority, as in the TOOI ontology."""

    GEMEENTE = "gemeente"
    PROVINCIE = "provincie"
    WATERSCHAP = "waterschap"


_SOORT_BY_PREFIX = {"gm": Soort.GEMEENTE, "pv": Soort.PROVINCIE, "ws": Soort.WATERSCHAP}
_TOOI = re.compile(r"(gm|ws)[0-9]{4}|pv[0-9]{2}")


class OngeldigeOverheid(ValueError):
    """A line or a code that names no authority; the argument is the offending text."""


@dataclass(frozen=True, slots=True)
class Overheidsgegevens:
    """What the register says of one authority."""

    tooi: str
    naam: str

    @property
    def soort(self) -> Soort:
        return soort_van(self.tooi)

    @property
    def volledige_naam(self) -> str:
        """Official name with its kind, such as ``waterschap Hunze en Aa's``."""
        return f"{self.soort} {self.naam}"

    @property
    def slug(self) -> str:
        """Id in a path. The two homonyms keep their kind: ``provincie-groningen``."""
        naam = self.volledige_naam if self.soort is Soort.PROVINCIE else self.naam
        return slug(naam)

    @property
    def uri(self) -> str:
        return f"https://identifier.overheid.nl/tooi/id/{self.soort}/{self.tooi}"


# TOOI register of municipalities, provinces and water boards: the thirteen that signed on 4 April
# 2025. CBS codes are the same codes in capitals (GM1969).
GRONINGEN: tuple[Overheidsgegevens, ...] = (
    Overheidsgegevens("gm0014", "Groningen"),
    Overheidsgegevens("gm0037", "Stadskanaal"),
    Overheidsgegevens("gm0047", "Veendam"),
    Overheidsgegevens("gm0765", "Pekela"),
    Overheidsgegevens("gm1895", "Oldambt"),
    Overheidsgegevens("gm1950", "Westerwolde"),
    Overheidsgegevens("gm1952", "Midden-Groningen"),
    Overheidsgegevens("gm1966", "Het Hogeland"),
    Overheidsgegevens("gm1969", "Westerkwartier"),
    Overheidsgegevens("gm1979", "Eemsdelta"),
    Overheidsgegevens("pv20", "Groningen"),
    Overheidsgegevens("ws0646", "Hunze en Aa's"),
    Overheidsgegevens("ws0647", "Noorderzijlvest"),
)


def soort_van(tooi: str) -> Soort:
    """Kind of the authority with this code; raises ``OngeldigeOverheid``."""
    if not _TOOI.fullmatch(tooi):
        raise OngeldigeOverheid(tooi)
    return _SOORT_BY_PREFIX[tooi[:2]]


def slug(naam: str) -> str:
    """Lower-case ASCII id of a name: ``Hunze en Aa's`` gives ``hunze-en-aas``."""
    ascii_naam = unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_naam.lower().replace("'", "")).strip("-")


def regel(overheid: Overheidsgegevens) -> str:
    """The line ``gm1969|Westerkwartier`` in which an administrator keeps the list."""
    return f"{overheid.tooi}|{overheid.naam}"


def lees_regels(regels: Iterable[str]) -> tuple[Overheidsgegevens, ...]:
    """Read the administrator's list.

    Raises ``OngeldigeOverheid`` for a line that is no ``code|name``, or a code that comes twice.
    """
    gelezen: dict[str, Overheidsgegevens] = {}
    for tekst in regels:
        tooi, streep, naam = (deel.strip() for deel in tekst.partition("|"))
        if not streep or not naam or not _TOOI.fullmatch(tooi) or tooi in gelezen:
            raise OngeldigeOverheid(tekst)
        gelezen[tooi] = Overheidsgegevens(tooi, naam)
    return tuple(gelezen.values())


@dataclass(frozen=True, slots=True)
class Groepsoort:
    """One of the groups that is made with every authority, and the role it has there."""

    achtervoegsel: str
    rol: str
    titel: str

    def groep_id(self, tooi: str) -> str:
        return f"{tooi}-{self.achtervoegsel}"


GROEPSOORTEN: tuple[Groepsoort, ...] = (
    Groepsoort("griffie", "Griffie", "griffie"),
    Groepsoort("ondertekenaars", "Ondertekenaar", "ondertekenaars"),
    Groepsoort("secretaris", "Secretaris", "secretaris"),
    Groepsoort("medewerkers", "Medewerker", "medewerkers"),
    Groepsoort("raad", "Raadslid", "raad"),
)


def rollen_per_groep(tooi: str) -> dict[str, str]:
    """Group id → local role, for one authority."""
    return {soort.groep_id(tooi): soort.rol for soort in GROEPSOORTEN}


VERTEGENWOORDIGING: dict[Soort, str] = {
    Soort.GEMEENTE: "gemeenteraad",
    Soort.PROVINCIE: "Provinciale Staten",
    Soort.WATERSCHAP: "algemeen bestuur",
}
BESTUURSHOOFD: dict[Soort, str] = {
    Soort.GEMEENTE: "burgemeester",
    Soort.PROVINCIE: "commissaris van de Koning",
    Soort.WATERSCHAP: "dijkgraaf",
}
SECRETARIS: dict[Soort, str] = {
    Soort.GEMEENTE: "gemeentesecretaris",
    Soort.PROVINCIE: "provinciesecretaris",
    Soort.WATERSCHAP: "secretaris-directeur",
}
