"""Rules of a plan as a table: its columns, what goes out in a cell, and what a cell may hold."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from groningse_norm.norm.domain import VELD_NAMEN
from groningse_norm.plan.domain import STAND_NAMEN
from groningse_norm.rekenblad import zonder_stuurtekens

Waarde = str | int | date | None
Rij = Mapping[str, Waarde]

MAX_TEKST = 10_000  # characters in one cell; Excel holds 32,767
MAX_RIJEN = 20_000
# What stands at the end of a text that does not fit: it may not come back as the whole text.
INGEKORT = " […] (ingekort, de hele tekst staat op de pagina)"


class Aard(StrEnum):
    TEKST = "tekst"
    GETAL = "getal"
    DATUM = "datum"
    KEUZE = "keuze"
    PERSOON = "persoon"


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column. ``naam`` is the field of the measure; ``keuzes`` is value → word.

    ``regel``: a text of one line.
    """

    naam: str
    kop: str
    aard: Aard = Aard.TEKST
    voortgang: bool = False
    verplicht: bool = False
    keuzes: Mapping[str, str] = field(default_factory=dict)
    hoogstens: int = MAX_TEKST
    regel: bool = False


KENMERK = "Kenmerk"
AFDRUK = "Vingerafdruk"

KOLOMMEN: tuple[Kolom, ...] = (
    Kolom("nummer", "Nr.", verplicht=True, hoogstens=10, regel=True),
    Kolom("title", "Maatregel", verplicht=True, hoogstens=500, regel=True),
    Kolom(
        "veld",
        "Veld",
        Aard.KEUZE,
        verplicht=True,
        keuzes={veld.value: naam for veld, naam in VELD_NAMEN.items()},
    ),
    Kolom("eigenaar", "Eigenaar (functie)", hoogstens=200, regel=True),
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
    Kolom("persoon", "Persoon", Aard.PERSOON, voortgang=True),
)
OP_NAAM = {kolom.naam: kolom for kolom in KOLOMMEN}
OP_KOP = {kolom.kop.casefold(): kolom for kolom in KOLOMMEN}


class Fout(StrEnum):
    """Why a cell or a row is refused."""

    GEEN_DATUM = "geen_datum"
    GEEN_GETAL = "geen_getal"
    GEEN_KEUZE = "geen_keuze"
    GEEN_MEDEWERKER = "geen_medewerker"
    TE_LANG = "te_lang"
    INGEKORT = "ingekort"
    VERPLICHT = "verplicht"
    FORMULE = "formule"
    FOUTWAARDE = "foutwaarde"
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
    """What stands in a cell of the file. ``adres`` as a spreadsheet names it: ``H12``.

    ``foutwaarde``: an outcome as ``#REF!``.
    """

    adres: str
    inhoud: object
    formule: bool = False
    foutwaarde: bool = False


def met_personen(personen: Mapping[str, str]) -> tuple[Kolom, ...]:
    """The columns, with who may carry out a measure of this plan: user id → name.

    A name that two people have, or that reads as somebody's id, goes with its own id.
    """
    namen = {wie: " ".join(naam.split()) or wie for wie, naam in personen.items()}
    zo_vaak = Counter(naam.casefold() for naam in namen.values())
    ids = {wie.casefold() for wie in namen}
    keuzes = {
        wie: naam
        if zo_vaak[naam.casefold()] == 1 and (naam == wie or naam.casefold() not in ids)
        else f"{naam} ({wie})"
        for wie, naam in namen.items()
    }
    return tuple(
        replace(kolom, keuzes=keuzes) if kolom.aard is Aard.PERSOON else kolom for kolom in KOLOMMEN
    )


def afdruk_van(rij: Rij, namen: Collection[str]) -> str:
    """Fingerprint of a measure as far as it went out, 16 hex digits: a change shows, no more."""
    return sha256([[naam, rij.get(naam)] for naam in OP_NAAM if naam in namen])[:16]


def sha256(waarde: object) -> str:
    """Of JSON, with days as ISO 8601; hex."""
    tekst = json.dumps(waarde, ensure_ascii=True, default=_als_iso, separators=(",", ":"))
    return hashlib.sha256(tekst.encode()).hexdigest()


def _als_iso(waarde: object) -> str:
    if isinstance(waarde, date):
        return waarde.isoformat()
    raise TypeError(type(waarde).__name__)


def gelezen(waarde: Waarde) -> Waarde:
    """A value as it comes back from a file."""
    return _schoon(waarde) or None if isinstance(waarde, str) else waarde


def _schoon(tekst: str) -> str:
    return zonder_stuurtekens(tekst).replace("\r\n", "\n").replace("\r", "\n").strip()


def schrijf_cel(kolom: Kolom, waarde: Waarde) -> str | int | date:
    """What goes out in a cell: a word for a choice, a long text cut short, "" for nothing."""
    if waarde is None:
        return ""
    if not isinstance(waarde, str):
        return waarde
    tekst = _schoon(kolom.keuzes.get(waarde, waarde))
    if len(tekst) > MAX_TEKST:
        return tekst[: MAX_TEKST - len(INGEKORT)].rstrip() + INGEKORT
    return tekst


def is_ongemoeid(kolom: Kolom, cel: Cel, nu: Waarde) -> bool:
    """Does the cell hold exactly what goes out for this value?

    So a value that could not be handed in anew, as the name of somebody who has left, is no reason
    to refuse its row.
    """
    uit = schrijf_cel(kolom, nu)
    heel = not (cel.formule or cel.foutwaarde)
    return heel and isinstance(cel.inhoud, str) and uit != "" and _schoon(cel.inhoud) == uit


def lees_cel(kolom: Kolom, cel: Cel) -> Waarde:
    """The value of a cell.

    Raises ``OngeldigeCel``.
    """
    if cel.formule or cel.foutwaarde:
        raise OngeldigeCel(Fout.FORMULE if cel.formule else Fout.FOUTWAARDE)
    inhoud = cel.inhoud
    if isinstance(inhoud, str):
        inhoud = _schoon(inhoud)
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
            return _keuze(kolom, inhoud, Fout.GEEN_KEUZE)
        case Aard.PERSOON:
            return _keuze(kolom, inhoud, Fout.GEEN_MEDEWERKER)
    tekst = _tekst(inhoud)
    if kolom.regel:
        tekst = " ".join(tekst.split())
    if INGEKORT.strip() in tekst:
        raise OngeldigeCel(Fout.INGEKORT)
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


def _keuze(kolom: Kolom, inhoud: object, anders: Fout) -> str:
    gezocht = " ".join(_tekst(inhoud).casefold().split())
    for waarde, woord in kolom.keuzes.items():
        if gezocht in (waarde.casefold(), woord.casefold()):
            return waarde
    raise OngeldigeCel(anders)


def _tekst(inhoud: object) -> str:
    if isinstance(inhoud, float) and inhoud.is_integer():
        return str(int(inhoud))
    if isinstance(inhoud, datetime | date):
        return inhoud.isoformat()
    return str(inhoud)
