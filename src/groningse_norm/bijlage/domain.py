"""What can be found in a file besides what it shows, and why a file is refused."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

MAX_BYTES = 100 * 1024 * 1024  # a scanned annual report; larger belongs elsewhere


class Spoor(StrEnum):
    """A kind of trace. The value is stored."""

    AUTEUR = "auteur"
    WIJZIGINGEN = "wijzigingen"
    OPMERKINGEN = "opmerkingen"
    LOCATIE = "locatie"
    INGESLOTEN = "ingesloten"


class Verborgen(StrEnum):
    """What does not show and stays: the file is not whole without it. The value is stored."""

    BLADEN = "bladen"
    RIJEN = "rijen"
    DIAS = "dias"
    NOTITIES = "notities"
    TEKST = "tekst"
    LAGEN = "lagen"
    GEGEVENS = "gegevens"


class Weigergrond(StrEnum):
    ONBEKEND = "bijlage_onbekend"
    KAPOT = "bijlage_kapot"
    VERSLEUTELD = "bijlage_versleuteld"
    MACRO = "bijlage_macro"
    INGESLOTEN = "bijlage_ingesloten"
    ONDERTEKEND = "bijlage_ondertekend"
    TE_GROOT = "bijlage_te_groot"
    VIRUS = "bijlage_virus"
    GEEN_SCANNER = "bijlage_geen_scanner"


class BijlageGeweigerd(ValueError):
    """A file that cannot be made clean; nothing of it is kept."""

    def __init__(self, grond: Weigergrond) -> None:
        super().__init__(grond.value)
        self.grond = grond
        self.code = grond.value


@dataclass(frozen=True, slots=True)
class Schoon:
    """A file without its traces, which kinds it had, and what a person must judge."""

    inhoud: bytes
    verwijderd: tuple[Spoor, ...]
    verborgen: tuple[Verborgen, ...] = ()


_Soort = TypeVar("_Soort", Spoor, Verborgen)


def in_volgorde(soort: type[_Soort], gevonden: set[_Soort]) -> tuple[_Soort, ...]:
    """Those that were found, in the order in which they are told."""
    return tuple(een for een in soort if een in gevonden)


# A place on somebody's computer or network: it names the person, the server or the folder.
_PLEK = re.compile(r"\s*(file:|[a-z]:[\\/]|\\\\|/(home|users|volumes)/|~/)", re.IGNORECASE)


def is_plek(tekst: str) -> bool:
    """``C:\\Users\\…``, ``\\\\server\\…``, ``file:…``, ``/home/…``."""
    return _PLEK.match(tekst) is not None
