"""Rules of the overview: who has signed and who has not, and who is reminded.

A reminder goes to the people who can sign for a party that has not signed, to nobody twice within
``RUST``, and to no address twice at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from groningse_norm.ondertekening.domain import Handtekening, Partij, Ronde
from groningse_norm.overheid.domain import Soort, soort_van

RUST = timedelta(hours=24)
HERINNER = "herinner"


@dataclass(frozen=True, slots=True)
class Regel:
    """A party, and its signature when it is there. ``overheid`` is the official name."""

    partij: Partij
    overheid: str
    handtekening: Handtekening | None

    @property
    def soort(self) -> Soort:
        return soort_van(self.partij.tooi)

    @property
    def functie(self) -> str:
        """Function under the signature, or of whoever is to sign."""
        return self.handtekening.functie if self.handtekening else self.partij.functie()


@dataclass(frozen=True, slots=True)
class Groep:
    """The parties of one kind, by name."""

    soort: Soort
    regels: tuple[Regel, ...]

    @property
    def getekend(self) -> int:
        return sum(regel.handtekening is not None for regel in self.regels)


@dataclass(frozen=True, slots=True)
class Overzicht:
    """All parties by kind. ``momentopname`` is empty as long as nothing was offered to sign."""

    groepen: tuple[Groep, ...]
    versie: int
    momentopname: str = ""

    @property
    def regels(self) -> tuple[Regel, ...]:
        return tuple(regel for groep in self.groepen for regel in groep.regels)

    @property
    def getekend(self) -> int:
        return sum(groep.getekend for groep in self.groepen)

    @property
    def totaal(self) -> int:
        return len(self.regels)

    @property
    def is_open(self) -> bool:
        """Is it offered for signature, and has not everybody signed?"""
        return bool(self.momentopname) and self.getekend < self.totaal


def overzicht(
    partijen: Iterable[Partij], versie: int, ronde: Ronde | None, namen: Mapping[str, str]
) -> Overzicht:
    """The overview of a round, or of the parties that there will be.

    ``namen``: TOOI code → official name; a code stands for what has none.
    """
    getekend = {}
    if ronde is not None:
        partijen, versie = ronde.partijen, ronde.versie
        getekend = {handtekening.partij: handtekening for handtekening in ronde.handtekeningen}
    regels = sorted(
        (Regel(p, namen.get(p.tooi, p.tooi), getekend.get(p)) for p in partijen),
        key=lambda regel: (regel.overheid.casefold(), regel.partij),
    )
    groepen = (
        Groep(soort, tuple(regel for regel in regels if regel.soort is soort)) for soort in Soort
    )
    return Overzicht(
        tuple(groep for groep in groepen if groep.regels),
        versie,
        "" if ronde is None else ronde.momentopname,
    )


class HerinneringGeweigerd(ValueError):
    """There is nobody to remind; ``code`` says why."""

    code = "geen_herinnering"


class AllenGetekend(HerinneringGeweigerd):
    code = "allen_getekend"


class AlHerinnerd(HerinneringGeweigerd):
    """Everybody who can be reached was reminded less than ``RUST`` ago."""

    code = "al_herinnerd"


class NiemandBereikbaar(HerinneringGeweigerd):
    """Of no party that is to sign is there anybody who can sign and has an address."""

    code = "niemand_bereikbaar"


@dataclass(frozen=True, slots=True)
class Persoon:
    """Somebody who can sign for a party, and his e-mail address."""

    gebruiker: str
    adres: str
    partij: Partij


@dataclass(frozen=True, slots=True)
class Verzending:
    """Who gets a reminder now, and who had one less than ``RUST`` ago."""

    nu: tuple[Persoon, ...]
    wachten: tuple[Persoon, ...]

    def controleer(self) -> None:
        """Raises ``AlHerinnerd`` or ``NiemandBereikbaar`` when nobody gets one now."""
        if not self.nu:
            raise AlHerinnerd() if self.wachten else NiemandBereikbaar()


def verzending(
    ontbrekend: Iterable[Partij],
    mensen: Iterable[Persoon],
    eerder: Mapping[str, datetime],
    moment: datetime,
) -> Verzending:
    """Who is reminded at an aware moment; ``eerder``: user id → when he was reminded last.

    Raises ``AllenGetekend``.
    """
    open_ = frozenset(ontbrekend)
    if not open_:
        raise AllenGetekend()
    nu: list[Persoon] = []
    wachten: list[Persoon] = []
    gezien: set[str] = set()
    for persoon in sorted(mensen, key=lambda p: (p.partij, p.gebruiker)):
        adres = persoon.adres.strip().casefold()
        if persoon.partij not in open_ or not adres or {persoon.gebruiker, adres} & gezien:
            continue
        gezien |= {persoon.gebruiker, adres}
        laatst = eerder.get(persoon.gebruiker)
        rust = laatst is not None and moment - laatst < RUST
        (wachten if rust else nu).append(persoon)
    return Verzending(tuple(nu), tuple(wachten))
