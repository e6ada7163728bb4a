"""Which mail tells the council what, when it is true, and who gets it.

The recipients are the members of the council, as they are when the letter is sent, each at the
address in their own profile, and the council's own address when the authority has one. So who gets
the mail and who may read the letter cannot differ.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from groningse_norm.berichten.domain import (
    Bericht,
    Staat,
    is_adres,
    is_misschien_aangekomen,
    zelfde_adres,
)
from groningse_norm.embargo.domain import Status


class Soort(StrEnum):
    """What a mail tells."""

    ONDER_EMBARGO = "onder_embargo"
    GEWIJZIGD = "gewijzigd"
    OPENBAAR = "openbaar"
    TERUGGEROEPEN = "teruggeroepen"
    INGETROKKEN = "ingetrokken"


# Step of the publication workflow → what the council is told. A letter that is published without
# embargo is told to nobody, and so is what becomes of it.
BIJ_OVERGANG: Mapping[str, Soort] = {
    "verzend": Soort.ONDER_EMBARGO,
    "geef_vrij": Soort.OPENBAAR,
    "hef_op": Soort.OPENBAAR,
    "roep_terug": Soort.TERUGGEROEPEN,
    "trek_in": Soort.INGETROKKEN,
}
# What a mail tells → as long as the letter is in this state, that is so.
WAAR_BIJ: Mapping[Soort, Status] = {
    Soort.ONDER_EMBARGO: Status.ONDER_EMBARGO,
    Soort.GEWIJZIGD: Status.ONDER_EMBARGO,
    Soort.OPENBAAR: Status.OPENBAAR,
    Soort.TERUGGEROEPEN: Status.INTERN,
    Soort.INGETROKKEN: Status.INGETROKKEN,
}


# What is next for a letter that nobody outside reads yet.
STRAKS_VOOR_DE_RAAD: Mapping[Status, Status] = {Status.INTERN: Status.ONDER_EMBARGO}
NIET_OPENBAAR = (Status.INTERN, Status.ONDER_EMBARGO)


class OnbekendBericht(ValueError):
    """There is no such message in the last sending of the letter."""

    code = "onbekend_bericht"


@dataclass(frozen=True, slots=True)
class Ontvanger:
    """Who gets a mail; without a usable address nobody can bring it."""

    naam: str
    aan: str

    @property
    def is_bereikbaar(self) -> bool:
        return is_adres(self.aan)


def ontvangers(leden: Iterable[tuple[str, str]], raad: str) -> tuple[Ontvanger, ...]:
    """Each address once; a member without an address is kept, so that the clerk sees it."""
    allen = [("", raad or ""), *leden]
    return _elk_eenmaal(Ontvanger(naam, aan.strip()) for naam, aan in allen)


def _elk_eenmaal(allen: Iterable[Ontvanger]) -> tuple[Ontvanger, ...]:
    gekozen: dict[str, Ontvanger] = {}
    for wie in allen:
        sleutel = wie.aan.strip().casefold() or (f"\n{wie.naam}" if wie.naam else "")
        if sleutel:
            gekozen.setdefault(sleutel, wie)
    return tuple(gekozen.values())


def vervolg(rijen: Iterable[Bericht], soort: Soort) -> tuple[Ontvanger, ...]:
    """Who is told what came after: whoever may have got a mail of this sending.

    That it is public now is told as well to whoever the first mail had not reached yet; that one
    is no longer sent.
    """
    return _elk_eenmaal(
        Ontvanger(rij.naam, rij.aan)
        for rij in rijen
        if is_misschien_aangekomen(rij) or (soort is Soort.OPENBAAR and rij.staat == Staat.WACHT)
    )


def is_nog_waar(bericht: Bericht, status: Status) -> bool:
    """Is what this mail tells so, with the letter in this state?"""
    return WAAR_BIJ[Soort(bericht.soort)] is status


def is_al_bediend(rijen: Iterable[Bericht], soort: str, aan: str) -> bool:
    """Does this address have this mail, perhaps, or will it get it?"""
    return any(
        rij.soort == soort
        and zelfde_adres(rij.aan, aan)
        and (is_misschien_aangekomen(rij) or rij.staat == Staat.WACHT)
        for rij in rijen
    )


def aantallen(rijen: Iterable[Bericht]) -> dict[str, int]:
    """How many messages are in each state; states without any are left out."""
    return dict(Counter(rij.staat for rij in rijen))


def is_te_herhalen(bericht: Bericht, status: Status) -> bool:
    """May the clerk send it again: to the same address, or when it has arrived to another one?"""
    onmogelijk = (Staat.BEZIG, Staat.VERVALLEN)
    return bericht.staat not in onmogelijk and is_nog_waar(bericht, status)
