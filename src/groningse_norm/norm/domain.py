"""The three fields of a norm, and to whom an agreement applies."""

from collections.abc import Iterable
from enum import StrEnum

from groningse_norm.overheid.domain import Soort


class Veld(StrEnum):
    """Field of a norm; the letter with which its agreements are numbered stands in ``LETTER``."""

    WEERBAARHEID = "weerbaarheid"
    INFORMATIE = "informatie"
    INSTRUMENTARIUM = "instrumentarium"


VELD_NAMEN: dict[Veld, str] = {
    Veld.WEERBAARHEID: "Interne weerbaarheid",
    Veld.INFORMATIE: "Informatiehuishouding",
    Veld.INSTRUMENTARIUM: "Bestuurlijk instrumentarium",
}
VELD_VAN_LETTER: dict[str, Veld] = {
    "A": Veld.WEERBAARHEID,
    "B": Veld.INFORMATIE,
    "C": Veld.INSTRUMENTARIUM,
}


def geldt_voor(soorten: Iterable[str] | None, soort: Soort) -> bool:
    """Does an agreement for these kinds of authority apply to this kind?"""
    return soort in frozenset(soorten or ())
