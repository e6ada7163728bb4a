"""Rules of the sign-off: rounds and records. The one import point of all its rules.

A *round* names its parties and freezes a *snapshot* of what they commit to. A *signature* is a
record that holds the hash of that snapshot and of the record before it.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from groningse_norm.ondertekening.afdruk import (
    canoniek,
    vingerafdruk,
    vingerafdruk_van,
)
from groningse_norm.ondertekening.fasen import (
    BRIEF_ONDERTEKENING,
    FASE_NAMEN,
    GETEKEND,
    MAATREGEL_UITVOERING,
    NORM_ONDERTEKENING,
    ONDERTEKENING,
    OOIT_GETEKEND,
    PLAN_ONDERTEKENING,
    Fase,
)
from groningse_norm.ondertekening.ondertekenaar import Ondertekenaar
from groningse_norm.ondertekening.partijen import (
    Ambt,
    Hoedanigheid,
    Partij,
    is_ondertekengroep,
    partijen_van,
)
from groningse_norm.ondertekening.weigeringen import (
    AlOndertekend,
    GeenAanwijzing,
    GeenPartij,
    GeenRonde,
    OndertekeningGeweigerd,
    RondeLoopt,
    TekstVeranderd,
    TeVaakGeprobeerd,
    VerkeerdWachtwoord,
    VerwijzingNodig,
    WachtwoordNietHier,
)

__all__ = [
    "BRIEF_ONDERTEKENING",
    "FASE_NAMEN",
    "GETEKEND",
    "MAATREGEL_UITVOERING",
    "NORM_ONDERTEKENING",
    "ONDERTEKENING",
    "OOIT_GETEKEND",
    "PLAN_ONDERTEKENING",
    "AlOndertekend",
    "Ambt",
    "BeeindigdeRonde",
    "Fase",
    "GeenAanwijzing",
    "GeenPartij",
    "GeenRonde",
    "Handtekening",
    "Hoedanigheid",
    "OndertekeningGeweigerd",
    "Partij",
    "Ronde",
    "RondeLoopt",
    "TeVaakGeprobeerd",
    "TekstVeranderd",
    "VerkeerdWachtwoord",
    "VerwijzingNodig",
    "WachtwoordNietHier",
    "akkoordzin",
    "begin_ronde",
    "canoniek",
    "eerste_breuk",
    "is_ondertekengroep",
    "mag_ondertekenen",
    "onderteken",
    "partijen_van",
    "sluit_aan",
    "vingerafdruk",
    "vingerafdruk_van",
]


@dataclass(frozen=True, slots=True)
class Handtekening:
    """One signature. ``moment`` is ISO 8601 in UTC; ``vorige`` is empty for the first record.

    ``rol`` says how the person came to hold the role; ``besloten`` is the hash of the closed part.
    Of a signature that was set outside this system ``buiten`` is the hash of its confirmation, and
    the person and the closed part are those of whoever confirmed it; it is empty for the others.
    """

    volgnummer: int
    tooi: str
    ambt: str
    naam: str
    functie: str
    hoedanigheid: str
    verwijzing: str
    zin: str
    rol: str
    besloten: str
    moment: str
    versie: int
    momentopname: str
    buiten: str
    vorige: str

    def als_dict(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def afdruk(self) -> str:
        return vingerafdruk(self.als_dict())

    @property
    def partij(self) -> Partij:
        return Partij(self.tooi, Ambt(self.ambt))


@dataclass(frozen=True, slots=True)
class Ronde:
    """A signing round over one snapshot."""

    partijen: tuple[Partij, ...]
    momentopname: str
    versie: int
    handtekeningen: tuple[Handtekening, ...] = field(default=())

    @property
    def ontbrekend(self) -> tuple[Partij, ...]:
        """Parties that have not signed yet, in the order in which they were named."""
        getekend = {handtekening.partij for handtekening in self.handtekeningen}
        return tuple(partij for partij in self.partijen if partij not in getekend)

    @property
    def volledig(self) -> bool:
        return not self.ontbrekend


@dataclass(frozen=True, slots=True)
class BeeindigdeRonde:
    """A round that was ended; its signatures belong to its own text and to no other.

    ``moment`` is ISO 8601 in UTC.
    """

    ronde: Ronde
    moment: str
    reden: str


def akkoordzin(naam: str, functie: str, overheid: str, stuk: str, versie: int) -> str:
    """The sentence a person sees and agrees to. Ordinary electronic signature, and says so."""
    return (
        f"Ik, {naam}, {functie}, ga voor {overheid} akkoord met “{stuk}”, versie {versie}. "
        "Dit is een digitaal akkoord (een gewone elektronische handtekening). Het vervangt geen "
        "gekwalificeerde handtekening."
    )


def begin_ronde(partijen: Sequence[Partij], momentopname: str, versie: int) -> Ronde:
    """Start a round; raises ``GeenPartij`` when nobody would have to sign."""
    if not partijen:
        raise GeenPartij()
    return Ronde(tuple(dict.fromkeys(partijen)), momentopname, versie)


def mag_ondertekenen(ronde: Ronde | None, partij: Partij, getoonde_momentopname: str) -> Ronde:
    """The round this party may sign now; raises ``OndertekeningGeweigerd`` otherwise."""
    if ronde is None:
        raise GeenRonde()
    if partij not in ronde.partijen:
        raise GeenPartij(partij.sleutel)
    if partij not in ronde.ontbrekend:
        raise AlOndertekend(partij.sleutel)
    if getoonde_momentopname != ronde.momentopname:
        raise TekstVeranderd()
    return ronde


def onderteken(
    ronde: Ronde | None,
    keten: Sequence[Handtekening],
    partij: Partij,
    wie: Ondertekenaar,
    moment: datetime,
    *,
    functie: str,
    hoedanigheid: Hoedanigheid,
    verwijzing: str,
    zin: str,
    getoonde_momentopname: str,
    buiten: str = "",
) -> Ronde:
    """Add a signature to the round.

    ``keten`` is every record so far of this item, also of earlier rounds. ``moment`` is aware.
    Raises ``OndertekeningGeweigerd``.
    """
    ronde = mag_ondertekenen(ronde, partij, getoonde_momentopname)
    if hoedanigheid is not Hoedanigheid.EIGEN_AMBT and not verwijzing.strip():
        raise VerwijzingNodig()
    handtekening = Handtekening(
        volgnummer=len(keten) + 1,
        tooi=partij.tooi,
        # As plain text: what is stored must stay readable without this package.
        ambt=str(partij.ambt),
        naam=wie.naam,
        functie=functie,
        hoedanigheid=str(hoedanigheid),
        verwijzing=verwijzing.strip(),
        zin=zin,
        rol=str(wie.rol),
        besloten=vingerafdruk(wie.besloten),
        moment=moment.astimezone(UTC).isoformat(timespec="seconds"),
        versie=ronde.versie,
        momentopname=ronde.momentopname,
        buiten=buiten,
        vorige=keten[-1].afdruk if keten else "",
    )
    return replace(ronde, handtekeningen=(*ronde.handtekeningen, handtekening))


def sluit_aan(handtekening: Handtekening, aantal: int, kop: str) -> bool:
    """Does a record follow on a chain of so many records, of which the last has this hash?"""
    return handtekening.volgnummer == aantal + 1 and handtekening.vorige == kop


def eerste_breuk(keten: Sequence[Handtekening], kop: str | None = None) -> int | None:
    """Index of the first record that does not follow from the one before; ``None`` if all do.

    ``kop`` is the hash of the last record as somebody else keeps it: without it nothing follows
    the last record, so a change there, or records cut off at the end, cannot be seen. When the
    chain ends in another hash the answer is the length of the chain.
    """
    vorige = ""
    for index, handtekening in enumerate(keten):
        if not sluit_aan(handtekening, index, vorige):
            return index
        vorige = handtekening.afdruk
    return len(keten) if kop is not None and vorige != kop else None
