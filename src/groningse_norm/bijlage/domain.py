"""What can be found in a file besides what it shows, and why a file is refused."""

from dataclasses import dataclass
from enum import StrEnum

MAX_BYTES = 100 * 1024 * 1024  # a scanned annual report; larger belongs elsewhere


class Spoor(StrEnum):
    """A kind of trace. The value is stored."""

    AUTEUR = "auteur"
    WIJZIGINGEN = "wijzigingen"
    OPMERKINGEN = "opmerkingen"
    LOCATIE = "locatie"
    INGESLOTEN = "ingesloten"


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
    """A file without its traces, and which kinds it had."""

    inhoud: bytes
    verwijderd: tuple[Spoor, ...]
