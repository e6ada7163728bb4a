"""Rules of a plan as a table: columns, what a cell may hold, and what an import would do.

Each row carries the fingerprint of the measure as it went out. A row whose measure has changed since
is a conflict, never the last to write. An import is carried out whole or not at all.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from groningse_norm.norm.domain import VELD_NAMEN
from groningse_norm.plan.domain import STAND_NAMEN, RedenNodig, Stand, controleer_stand
from groningse_norm.rekenblad import zonder_stuurtekens

Waarde = str | int | date | None
Rij = Mapping[str, Waarde]

MAX_TEKST = 10_000  # characters in one cell; Excel holds 32,767
MAX_RIJEN = 20_000


class Aard(StrEnum):
    TEKST = "tekst"
    GETAL = "getal"
    DATUM = "datum"
    KEUZE = "keuze"


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column. ``naam`` is the field of the measure; ``keuzes`` is value → word."""

    naam: str
    kop: str
    aard: Aard = Aard.TEKST
    voortgang: bool = False
    verplicht: bool = False
    keuzes: Mapping[str, str] = field(default_factory=dict)
    hoogstens: int = MAX_TEKST


NIEUW = ""  # the key of a measure that is not there yet
KENMERK = "Kenmerk"
AFDRUK = "Vingerafdruk"

KOLOMMEN: tuple[Kolom, ...] = (
    Kolom("nummer", "Nr.", verplicht=True, hoogstens=10),
    Kolom("title", "Maatregel", verplicht=True, hoogstens=500),
    Kolom(
        "veld",
        "Veld",
        Aard.KEUZE,
        verplicht=True,
        keuzes={veld.value: naam for veld, naam in VELD_NAMEN.items()},
    ),
    Kolom("eigenaar", "Eigenaar (functie)", hoogstens=200),
    Kolom("start", "Start", Aard.DATUM),
    Kolom("deadline", "Deadline", Aard.DATUM),
    Kolom("gewicht", "Gewicht", Aard.GETAL, verplicht=True),
    Kolom(
        "stand",
        "Stand",
        Aard.KEUZE,
        voortgang=True,
        verplicht=True,
        keuzes={stand.value: naam for stand, naam in STAND_NAMEN.items()},
    ),
    Kolom("reden_nvt", "Reden niet van toepassing", voortgang=True),
    Kolom("toelichting", "Toelichting (intern)", voortgang=True),
    Kolom("bewijs", "Bewijs", voortgang=True),
    Kolom("volgende_toets", "Volgende toets", Aard.DATUM, voortgang=True),
)
OP_NAAM = {kolom.naam: kolom for kolom in KOLOMMEN}
OP_KOP = {kolom.kop.casefold(): kolom for kolom in KOLOMMEN}


class Fout(StrEnum):
    """Why a cell or a row is refused."""

    GEEN_DATUM = "geen_datum"
    GEEN_GETAL = "geen_getal"
    GEEN_KEUZE = "geen_keuze"
    TE_LANG = "te_lang"
    VERPLICHT = "verplicht"
    FORMULE = "formule"
    ONBEKEND_KENMERK = "onbekend_kenmerk"
    DUBBEL = "dubbel"
    LIGT_VAST = "ligt_vast"
    GEEN_AFDRUK = "geen_afdruk"
    NIEUW_KAN_NIET = "nieuw_kan_niet"
    REDEN_NODIG = "reden_nodig"
    BOTSING = "botsing"


class OngeldigeCel(ValueError):
    """A cell that cannot be read; ``fout`` says why."""

    def __init__(self, fout: Fout) -> None:
        super().__init__(fout)
        self.fout = fout


@dataclass(frozen=True, slots=True)
class Cel:
    """What stands in a cell of the file. ``adres`` as a spreadsheet names it: ``H12``."""

    adres: str
    inhoud: object
    formule: bool = False


@dataclass(frozen=True, slots=True)
class Ingelezen:
    """One row of the file, by name of the field; ``nummer`` is its line in the file."""

    nummer: int
    cellen: Mapping[str, Cel]
    kenmerk: Cel | None = None
    afdruk: Cel | None = None


class Uitkomst(StrEnum):
    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    GELIJK = "gelijk"
    GEWEIGERD = "geweigerd"


@dataclass(frozen=True, slots=True)
class Bezwaar:
    """What is wrong, and at which cell."""

    adres: str
    fout: Fout


@dataclass(frozen=True, slots=True)
class Wijziging:
    naam: str
    was: Waarde
    wordt: Waarde


@dataclass(frozen=True, slots=True)
class Regel:
    """What an import would do with one row."""

    nummer: int
    uitkomst: Uitkomst
    titel: str
    kenmerk: str = ""
    wijzigingen: tuple[Wijziging, ...] = ()
    bezwaren: tuple[Bezwaar, ...] = ()


@dataclass(frozen=True, slots=True)
class Proef:
    """What an import would do: the dry run."""

    regels: tuple[Regel, ...]

    def aantal(self, uitkomst: Uitkomst) -> int:
        return sum(regel.uitkomst is uitkomst for regel in self.regels)

    @property
    def te_doen(self) -> tuple[Regel, ...]:
        wat = (Uitkomst.NIEUW, Uitkomst.GEWIJZIGD)
        return tuple(regel for regel in self.regels if regel.uitkomst in wat)

    @property
    def kan(self) -> bool:
        """All or nothing: one refused row holds up the file."""
        return bool(self.te_doen) and not self.aantal(Uitkomst.GEWEIGERD)

    @property
    def vingerafdruk(self) -> str:
        """SHA-256 (hex): what was confirmed was confirmed on this."""
        return _sha256(
            [
                [r.nummer, r.uitkomst, r.kenmerk, [[w.naam, w.was, w.wordt] for w in r.wijzigingen]]
                for r in self.regels
            ]
        )


def afdruk_van(rij: Rij, namen: Collection[str]) -> str:
    """Fingerprint of a measure as far as it went out, 16 hex digits: a change shows, no more."""
    return _sha256([[naam, rij.get(naam)] for naam in OP_NAAM if naam in namen])[:16]


def _sha256(waarde: object) -> str:
    tekst = json.dumps(waarde, ensure_ascii=True, default=_als_iso, separators=(",", ":"))
    return hashlib.sha256(tekst.encode()).hexdigest()


def _als_iso(waarde: object) -> str:
    if isinstance(waarde, date):
        return waarde.isoformat()
    raise TypeError(type(waarde).__name__)


def lees_cel(kolom: Kolom, cel: Cel) -> Waarde:
    """The value of a cell.

    Raises ``OngeldigeCel``.
    """
    if cel.formule:
        raise OngeldigeCel(Fout.FORMULE)
    inhoud = cel.inhoud
    if isinstance(inhoud, str):
        inhoud = zonder_stuurtekens(inhoud).replace("\r\n", "\n").strip()
    if inhoud is None or inhoud == "":
        if kolom.verplicht:
            raise OngeldigeCel(Fout.VERPLICHT)
        return None
    match kolom.aard:
        case Aard.DATUM:
            return _datum(inhoud)
        case Aard.GETAL:
            return _getal(inhoud)
        case Aard.KEUZE:
            return _keuze(kolom, inhoud)
    tekst = _tekst(inhoud)
    if len(tekst) > kolom.hoogstens:
        raise OngeldigeCel(Fout.TE_LANG)
    return tekst


_DAG_EERST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def _datum(inhoud: object) -> date:
    if isinstance(inhoud, datetime):
        return inhoud.date()
    if isinstance(inhoud, date):
        return inhoud
    tekst = str(inhoud)
    try:
        if gevonden := _DAG_EERST.fullmatch(tekst):
            dag, maand, jaar = map(int, gevonden.groups())
            return date(jaar, maand, dag)
        return date.fromisoformat(tekst)
    except ValueError as error:
        raise OngeldigeCel(Fout.GEEN_DATUM) from error


def _getal(inhoud: object) -> int:
    try:
        getal = float(str(inhoud).replace(",", "."))
    except ValueError as error:
        raise OngeldigeCel(Fout.GEEN_GETAL) from error
    if isinstance(inhoud, bool) or not getal.is_integer() or not 0 <= getal <= 100:
        raise OngeldigeCel(Fout.GEEN_GETAL)
    return int(getal)


def _keuze(kolom: Kolom, inhoud: object) -> str:
    gezocht = _tekst(inhoud).casefold()
    for waarde, woord in kolom.keuzes.items():
        if gezocht in (waarde, woord.casefold()):
            return waarde
    raise OngeldigeCel(Fout.GEEN_KEUZE)


def _tekst(inhoud: object) -> str:
    if isinstance(inhoud, float) and inhoud.is_integer():
        return str(int(inhoud))
    if isinstance(inhoud, datetime | date):
        return inhoud.isoformat()
    return str(inhoud)


def proef(
    huidig: Mapping[str, Rij],
    ingelezen: Iterable[Ingelezen],
    *,
    zichtbaar: Collection[str],
    vrij: Mapping[str, Collection[str]],
) -> Proef:
    """What an import of these rows would do.

    ``huidig`` are the measures by ``Kenmerk``; ``zichtbaar`` the fields that the person sees, with
    which the fingerprint was made; ``vrij`` those that may be changed now, by ``Kenmerk``, with
    those of a new measure under ``NIEUW`` where measures may be added.
    """
    gezien: set[str] = set()
    regels = []
    for rij in ingelezen:
        kenmerk = str(rij.kenmerk.inhoud or "").strip() if rij.kenmerk else ""
        if not kenmerk:
            regels.append(_nieuw(rij, vrij.get(NIEUW, ())))
            continue
        mag = vrij.get(kenmerk, ())
        regels.append(_bestaand(rij, kenmerk, huidig, zichtbaar, mag, kenmerk in gezien))
        gezien.add(kenmerk)
    return Proef(tuple(regels))


def _waarden(rij: Ingelezen, namen: Collection[str]) -> tuple[dict[str, Waarde], list[Bezwaar]]:
    waarden: dict[str, Waarde] = {}
    bezwaren = []
    for naam in namen:
        if naam not in rij.cellen:
            continue
        try:
            waarden[naam] = lees_cel(OP_NAAM[naam], rij.cellen[naam])
        except OngeldigeCel as error:
            bezwaren.append(Bezwaar(rij.cellen[naam].adres, error.fout))
    return waarden, bezwaren


def _titel(rij: Ingelezen) -> str:
    delen = [str(rij.cellen[n].inhoud or "") for n in ("nummer", "title") if n in rij.cellen]
    return " ".join(deel for deel in delen if deel)[:200]


def _nieuw(rij: Ingelezen, vrij: Collection[str]) -> Regel:
    if not vrij:
        bezwaar = Bezwaar(f"A{rij.nummer}", Fout.NIEUW_KAN_NIET)
        return Regel(rij.nummer, Uitkomst.GEWEIGERD, _titel(rij), bezwaren=(bezwaar,))
    # A draft has no progress yet: what stands in those columns of a new row is the default.
    waarden, bezwaren = _waarden(rij, [n for n in OP_NAAM if n in vrij])
    for kolom in KOLOMMEN:
        if kolom.verplicht and kolom.naam in vrij and kolom.naam not in rij.cellen:
            bezwaren.append(Bezwaar(f"A{rij.nummer}", Fout.VERPLICHT))
    if bezwaren:
        return Regel(rij.nummer, Uitkomst.GEWEIGERD, _titel(rij), bezwaren=tuple(bezwaren))
    wijzigingen = tuple(Wijziging(naam, None, waarde) for naam, waarde in waarden.items())
    return Regel(rij.nummer, Uitkomst.NIEUW, _titel(rij), wijzigingen=wijzigingen)


def _bestaand(
    rij: Ingelezen,
    kenmerk: str,
    huidig: Mapping[str, Rij],
    zichtbaar: Collection[str],
    vrij: Collection[str],
    dubbel: bool,
) -> Regel:
    assert rij.kenmerk is not None
    nu = huidig.get(kenmerk)
    if nu is None or dubbel:
        fout = Fout.DUBBEL if dubbel else Fout.ONBEKEND_KENMERK
        bezwaar = Bezwaar(rij.kenmerk.adres, fout)
        return Regel(rij.nummer, Uitkomst.GEWEIGERD, _titel(rij), bezwaren=(bezwaar,))
    waarden, bezwaren = _waarden(rij, [naam for naam in OP_NAAM if naam in zichtbaar])
    wijzigingen = tuple(
        Wijziging(naam, nu.get(naam), waarde)
        for naam, waarde in waarden.items()
        if waarde != gelezen(nu.get(naam))
    )
    bezwaren += [
        Bezwaar(rij.cellen[w.naam].adres, Fout.LIGT_VAST) for w in wijzigingen if w.naam not in vrij
    ]
    if wijzigingen:
        bezwaren += _tegen_de_afdruk(rij, nu, zichtbaar) or _tegen_de_stand(rij, nu, wijzigingen)
    if bezwaren:
        uitkomst = Uitkomst.GEWEIGERD
    else:
        uitkomst = Uitkomst.GEWIJZIGD if wijzigingen else Uitkomst.GELIJK
    return Regel(rij.nummer, uitkomst, _titel(rij), kenmerk, wijzigingen, tuple(bezwaren))


def gelezen(waarde: Waarde) -> Waarde:
    """A value as it comes back from a file."""
    if isinstance(waarde, str):
        return zonder_stuurtekens(waarde).replace("\r\n", "\n").strip() or None
    return waarde


def _tegen_de_afdruk(rij: Ingelezen, nu: Rij, zichtbaar: Collection[str]) -> list[Bezwaar]:
    afdruk = str(rij.afdruk.inhoud or "").strip() if rij.afdruk else ""
    adres = rij.afdruk.adres if rij.afdruk else f"A{rij.nummer}"
    if not afdruk:
        return [Bezwaar(adres, Fout.GEEN_AFDRUK)]
    if afdruk != afdruk_van(nu, zichtbaar):
        return [Bezwaar(f"A{rij.nummer}", Fout.BOTSING)]
    return []


def _tegen_de_stand(rij: Ingelezen, nu: Rij, wijzigingen: Sequence[Wijziging]) -> list[Bezwaar]:
    straks = dict(nu) | {w.naam: w.wordt for w in wijzigingen}
    if "stand" not in straks:
        return []
    try:
        controleer_stand(Stand(str(straks["stand"])), str(straks.get("reden_nvt") or ""))
    except RedenNodig:
        cel = rij.cellen.get("reden_nvt") or rij.cellen["stand"]
        return [Bezwaar(cel.adres, Fout.REDEN_NODIG)]
    return []
