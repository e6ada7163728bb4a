"""Rules of checking: recompute everything that a sign-off claims, and name what does not match.

A *bundle* is what an outsider gets: the signed text, the chain of records, the hashes of the
attachments. Nothing here needs a site. The words are Dutch: they are for whoever checks, and the
same on the page, over REST and on the command line.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any

from groningse_norm.ondertekening.buiten import Buitenregel, fouten_in, is_regel, lees_regels
from groningse_norm.ondertekening.domain import (
    Ambt,
    Handtekening,
    Hoedanigheid,
    vingerafdruk,
    vingerafdruk_van,
)

FORMAAT = "groningse-norm-keten-1"
_AMBTEN = frozenset(str(ambt) for ambt in Ambt)
_SOORTEN = {veld.name: int if veld.type in (int, "int") else str for veld in fields(Handtekening)}


@dataclass(frozen=True, slots=True)
class Bundel:
    """What there is to check. ``keten`` and ``bijlagen`` are JSON values, judged by nobody yet.

    ``bestanden`` are attachments at hand, by name. ``besloten`` is the closed part of each record,
    for whoever may have it. ``buiten`` are the records of what was signed outside this system, with
    their closed part, and of each PDF at hand its SHA-256 by the name it goes under.
    """

    momentopname: bytes
    keten: Any
    bijlagen: Any
    bestanden: Mapping[str, bytes] = field(default_factory=dict)
    besloten: Any = None
    buiten: Any = None
    buiten_besloten: Any = None
    buiten_bestanden: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Controle:
    """One check: what was looked at, and what is wrong with it (empty when it is in order)."""

    code: str
    wat: str
    fout: str = ""

    @property
    def in_orde(self) -> bool:
        return not self.fout


@dataclass(frozen=True, slots=True)
class Verslag:
    """All checks, in order; where nothing can be computed any more the list ends."""

    controles: tuple[Controle, ...]
    getekend: int = 0
    nodig: int = 0
    kop: str = ""

    @property
    def klopt(self) -> bool:
        return all(controle.in_orde for controle in self.controles)

    @property
    def eerste_fout(self) -> Controle | None:
        return next((controle for controle in self.controles if not controle.in_orde), None)

    def als_dict(self) -> dict[str, Any]:
        return {
            "klopt": self.klopt,
            "getekend": self.getekend,
            "nodig": self.nodig,
            "kop": self.kop,
            "controles": [
                {**asdict(controle), "in_orde": controle.in_orde} for controle in self.controles
            ],
        }


def keten_als_json(
    ronde: Mapping[str, Any], regels: Sequence[Mapping[str, Any]], kop: str, *, volledig: bool
) -> dict[str, Any]:
    """The form of a chain in a bundle; ``regels`` hold each record with its hash.

    Who signed in an earlier round is not public any more: of those only the hash is given, unless
    ``volledig``.
    """
    return {
        "formaat": FORMAAT,
        "ronde": dict(ronde),
        "handtekeningen": [
            {
                # What somebody took out of the store is judged, not stumbled over.
                "afdruk": regel.get("afdruk", ""),
                "record": regel.get("record", {}) if volledig or index >= ronde["vanaf"] else None,
            }
            for index, regel in enumerate(regels)
        ],
        "kop": kop,
    }


def verifieer(bundel: Bundel, kop: str | None = None) -> Verslag:
    """Recompute all. ``kop`` is the hash of the last record as a receipt gives it."""
    vorm = _vorm(bundel.keten)
    if vorm:
        return Verslag((Controle("vorm", "De keten is leesbaar", vorm),))
    keten = bundel.keten
    records = [
        None if regel["record"] is None else Handtekening(**regel["record"])
        for regel in keten["handtekeningen"]
    ]
    eigen = [record for record in records[keten["ronde"]["vanaf"] :] if record is not None]
    controles = (
        Controle("vorm", "De keten is leesbaar"),
        _tekst(bundel.momentopname, keten["ronde"]["momentopname"]),
        _bijlagen(bundel),
        *_bestanden(bundel),
        *_records(keten["handtekeningen"], records, keten["ronde"]["vanaf"]),
        _einde(keten),
        *_ontvangstbewijs(keten["kop"], kop),
        *_ronde(keten["ronde"], eigen),
        *_besloten(bundel.besloten, records),
        *_buiten(bundel, eigen),
    )
    partijen = {tuple(partij) for partij in keten["ronde"]["partijen"]}
    getekend = {(record.tooi, record.ambt) for record in eigen} & partijen
    return Verslag(controles, len(getekend), len(partijen), keten["kop"])


# --- the parts ------------------------------------------------------------------------------------


def _vorm(keten: Any) -> str:
    """What is wrong with the form of a chain; empty when it can be computed with."""
    namen = {"formaat", "ronde", "handtekeningen", "kop"}
    if not isinstance(keten, dict) or set(keten) != namen:
        return "keten.json heeft niet de vier delen die erin horen."
    if keten["formaat"] != FORMAAT:
        return f"Het formaat is niet {FORMAAT}: dit programma kan het niet controleren."
    ronde = keten["ronde"]
    if not isinstance(ronde, dict) or {naam: type(waarde) for naam, waarde in ronde.items()} != {
        "partijen": list,
        "momentopname": str,
        "versie": int,
        "vanaf": int,
    }:
        return "De gegevens van de ronde zijn niet volledig."
    if not all(_is_partij(partij) for partij in ronde["partijen"]):
        return "De lijst van partijen is niet leesbaar."
    if not isinstance(keten["handtekeningen"], list) or not isinstance(keten["kop"], str):
        return "De lijst van handtekeningen is niet leesbaar."
    if not 0 <= ronde["vanaf"] <= len(keten["handtekeningen"]):
        return "De ronde begint na de laatste handtekening: er zijn handtekeningen weggelaten."
    for nummer, regel in enumerate(keten["handtekeningen"], 1):
        if not is_regel(regel, _SOORTEN, "ambt", _AMBTEN, mag_leeg=nummer <= ronde["vanaf"]):
            return f"Handtekening {nummer} heeft niet precies de velden die erin horen."
    return ""


def _is_partij(partij: Any) -> bool:
    return (
        isinstance(partij, list)
        and len(partij) == 2
        and all(isinstance(deel, str) for deel in partij)
        and partij[1] in _AMBTEN
    )


def _tekst(momentopname: bytes, afdruk: str) -> Controle:
    wat = "De tekst heeft de vingerafdruk waarvoor is getekend"
    if vingerafdruk_van(momentopname) != afdruk:
        fout = (
            "momentopname.json is een andere tekst dan de tekst waarvoor is getekend: er is ten "
            "minste één teken veranderd."
        )
        return Controle("momentopname", wat, fout)
    return Controle("momentopname", wat)


def _bijlagen(bundel: Bundel) -> Controle:
    wat = "De lijst van bijlagen is die uit de tekst"
    try:
        genoemd = json.loads(bundel.momentopname)["bijlagen"]
    except (ValueError, KeyError, TypeError):
        return Controle("bijlagen", wat, "In de tekst staat geen leesbare lijst van bijlagen.")
    if genoemd != bundel.bijlagen:
        fout = "bijlagen.json noemt andere bijlagen of andere vingerafdrukken dan de tekst."
        return Controle("bijlagen", wat, fout)
    return Controle("bijlagen", wat)


def bijlagen_in(momentopname: bytes) -> Any:
    """The list of attachments that a text names; empty when it cannot be read."""
    try:
        return json.loads(momentopname)["bijlagen"]
    except (ValueError, KeyError, TypeError):
        return []


def _bestanden(bundel: Bundel) -> Iterator[Controle]:
    """Attachments at hand: each must be one that the text names."""
    if not isinstance(bundel.bijlagen, list):
        return
    bekend = {rij.get("sha256") for rij in bundel.bijlagen if isinstance(rij, dict)}
    regels = () if bundel.buiten is None else lees_regels(bundel.buiten, mag_leeg=True)
    bekend |= {regel.sha256 for regel in regels if isinstance(regel, Buitenregel)}
    for naam, inhoud in sorted(bundel.bestanden.items()):
        hoort = hashlib.sha256(inhoud).hexdigest() in bekend
        yield Controle(
            "bestand",
            f"Bijlage {naam} hoort bij de tekst",
            ""
            if hoort
            else f"{naam} is geen bijlage waarvoor is getekend, of is daarna veranderd.",
        )


def _records(
    regels: Sequence[Mapping[str, Any]], records: Sequence[Handtekening | None], vanaf: int
) -> Iterator[Controle]:
    """Each record has its hash and its number, and follows on the one before."""
    vorige, moment = "", ""
    gezien: set[int] = set()
    for nummer, (regel, record) in enumerate(zip(regels, records, strict=True), 1):
        if record is None:
            vorige = regel["afdruk"]
            gezien.add(nummer)
            continue
        # Who signed in an earlier round is not public.
        if nummer <= vanaf:
            wie = "in een eerdere ronde"
        elif record.buiten:
            wie = f"{record.functie}, getekend buiten dit systeem"
        else:
            wie = f"{record.naam}, {record.functie}"
        wat = f"Handtekening {nummer}: {wie}"
        yield Controle("handtekening", wat, _fout_in(nummer, regel, record, vorige, moment, gezien))
        gezien.add(record.volgnummer)
        vorige, moment = regel["afdruk"], record.moment


def _fout_in(
    nummer: int,
    regel: Mapping[str, Any],
    record: Handtekening,
    vorige: str,
    moment: str,
    gezien: set[int],
) -> str:
    if record.afdruk != regel["afdruk"]:
        return f"Handtekening {nummer} is veranderd nadat zij is gezet."
    if record.volgnummer != nummer:
        if record.volgnummer in gezien:
            return f"Handtekening {record.volgnummer} staat er twee keer in."
        if record.volgnummer > nummer:
            return (
                f"Op plaats {nummer} staat handtekening {record.volgnummer}: er is een "
                "handtekening weggelaten, of de volgorde is veranderd."
            )
        return (
            f"Handtekening {record.volgnummer} staat op plaats {nummer}: de volgorde is veranderd."
        )
    if record.vorige != vorige:
        return (
            f"Handtekening {nummer} volgt niet op de handtekening die ervoor staat: een van beide "
            "is vervangen."
        )
    try:
        vroeger = bool(moment) and datetime.fromisoformat(record.moment) < datetime.fromisoformat(
            moment
        )
    except (ValueError, TypeError):
        return f"Het moment van handtekening {nummer} is niet leesbaar."
    if vroeger:
        return f"Handtekening {nummer} is volgens het moment eerder gezet dan de vorige."
    return ""


def _einde(keten: Mapping[str, Any]) -> Controle:
    wat = "De keten eindigt met de laatste handtekening"
    regels = keten["handtekeningen"]
    laatste = regels[-1]["afdruk"] if regels else ""
    if laatste != keten["kop"]:
        fout = "Aan het einde van de keten is een handtekening weggelaten, vervangen of toegevoegd."
        return Controle("einde", wat, fout)
    return Controle("einde", wat)


def _ontvangstbewijs(kop_van_keten: str, kop: str | None) -> Iterator[Controle]:
    if kop is None:
        return
    fout = (
        "De keten eindigt anders dan in het ontvangstbewijs staat: zij is opnieuw gemaakt, of er "
        "is daarna nog getekend."
    )
    yield Controle(
        "ontvangstbewijs",
        "De keten eindigt zoals in het ontvangstbewijs staat",
        "" if kop == kop_van_keten else fout,
    )


def _ronde(ronde: Mapping[str, Any], records: Sequence[Handtekening]) -> Iterator[Controle]:
    """The signatures of the present round are of its parties, for its text."""
    partijen = {tuple(partij) for partij in ronde["partijen"]}
    gezien: set[tuple[str, str]] = set()
    for record in records:
        partij = (record.tooi, record.ambt)
        fout = ""
        if record.momentopname != ronde["momentopname"] or record.versie != ronde["versie"]:
            fout = f"Handtekening {record.volgnummer} is voor een andere tekst gezet."
        elif partij not in partijen:
            fout = f"Handtekening {record.volgnummer} is van een partij die niet hoefde te tekenen."
        elif partij in gezien:
            fout = f"Voor {record.tooi} is twee keer in hetzelfde ambt getekend."
        elif record.functie != _functie(record):
            fout = f"De functie bij handtekening {record.volgnummer} past niet bij de partij."
        gezien.add(partij)
        yield Controle("ronde", f"Handtekening {record.volgnummer} hoort bij deze tekst", fout)


def _functie(record: Handtekening) -> str:
    try:
        return record.partij.functie(Hoedanigheid(record.hoedanigheid))
    except (ValueError, KeyError):
        return ""


def _besloten(besloten: Any, records: Sequence[Handtekening | None]) -> Iterator[Controle]:
    """The closed parts are those of the records."""
    if besloten is None:
        return
    wat = "De besloten gegevens horen bij de handtekeningen"
    fout = ""
    if not isinstance(besloten, list) or len(besloten) != len(records):
        fout = "Het aantal besloten gegevens is anders dan het aantal handtekeningen."
    else:
        for record, deel in zip(records, besloten, strict=True):
            if record is not None and vingerafdruk(deel) != record.besloten:
                fout = f"De besloten gegevens bij handtekening {record.volgnummer} zijn veranderd."
                break
    yield Controle("besloten", wat, fout)


def _buiten(bundel: Bundel, eigen: Sequence[Handtekening]) -> Iterator[Controle]:
    """What was signed outside this system: the records, their closed parts, and the PDFs."""
    getekend = {
        record.buiten: (record.tooi, record.ambt, record.momentopname, record.versie)
        for record in eigen
        if record.buiten
    }
    if bundel.buiten is None:
        if getekend:
            fout = "buiten.json ontbreekt, maar er zijn handtekeningen van buiten dit systeem."
            yield Controle("buiten", "De registraties zijn leesbaar", fout)
        return
    records = lees_regels(bundel.buiten, mag_leeg=bundel.buiten_besloten is None)
    if isinstance(records, str):
        yield Controle("buiten", "De registraties zijn leesbaar", records)
        return
    for wat, fout in fouten_in(bundel.buiten, records, getekend):
        yield Controle("buiten", wat, fout)
    if bundel.buiten_besloten is not None:
        yield _buiten_besloten(bundel.buiten_besloten, records)
    aanwezig = {**bundel.buiten_bestanden} | {
        naam: vingerafdruk_van(inhoud) for naam, inhoud in bundel.bestanden.items()
    }
    for sha256 in dict.fromkeys(record.sha256 for record in records if record):
        yield _pdf(sha256, aanwezig, moet=bundel.buiten_besloten is not None)


def _buiten_besloten(besloten: Any, records: Sequence[Buitenregel | None]) -> Controle:
    wat = "De besloten gegevens horen bij de registraties"
    if not isinstance(besloten, list) or len(besloten) != len(records):
        fout = "Het aantal besloten gegevens is anders dan het aantal registratieregels."
        return Controle("buiten", wat, fout)
    for record, deel in zip(records, besloten, strict=True):
        if record is not None and vingerafdruk(deel) != record.besloten:
            fout = f"De besloten gegevens bij registratieregel {record.volgnummer} zijn veranderd."
            return Controle("buiten", wat, fout)
    return Controle("buiten", wat)


def _pdf(sha256: str, aanwezig: Mapping[str, str], *, moet: bool) -> Controle:
    """A PDF under its own hash must have it; that it is not at hand is told and is no mistake."""
    kort = f"{sha256[:12]}…"
    if aanwezig.get(sha256, sha256) != sha256:
        wat = f"Het getekende bestand {kort} is het geregistreerde bestand"
        return Controle(
            "buiten", wat, f"Het getekende bestand {kort} is veranderd, verwisseld of weg."
        )
    if sha256 in aanwezig.values():
        return Controle("buiten", f"Het getekende bestand {kort} is het geregistreerde bestand")
    waarom = "vraag het aan de griffie" if moet else "het is niet openbaar"
    return Controle("buiten", f"Het getekende bestand {kort} zit hier niet bij ({waarom})")


def eerste_verschil(opgenomen: Any, huidig: Any, weg: str = "") -> str | None:
    """Path of the first value that is no longer as it was recorded; ``None`` if all are.

    A field that did not exist yet when the text was recorded is no difference while it is empty.
    """
    if isinstance(opgenomen, dict) and isinstance(huidig, dict):
        nieuw = (naam for naam in huidig if naam not in opgenomen)
        for naam in (*opgenomen, *(n for n in nieuw if huidig[n] not in (None, "", [], False))):
            if naam not in opgenomen or naam not in huidig:
                return f"{weg}{naam}"
            verschil = eerste_verschil(opgenomen[naam], huidig[naam], f"{weg}{naam}.")
            if verschil is not None:
                return verschil
        return None
    if isinstance(opgenomen, list) and isinstance(huidig, list):
        for nummer, (een, ander) in enumerate(zip(opgenomen, huidig, strict=False), 1):
            verschil = eerste_verschil(een, ander, f"{weg}{nummer}.")
            if verschil is not None:
                return verschil
        return None if len(opgenomen) == len(huidig) else weg.rstrip(".")
    return None if opgenomen == huidig else weg.rstrip(".")


def vergelijk_met_inhoud(momentopname: bytes, huidig: Any) -> Controle:
    """Is what stands on the site now still what was signed?"""
    wat = "De inhoud op de site is nog de tekst waarvoor is getekend"
    try:
        verschil = eerste_verschil(json.loads(momentopname), huidig)
    except ValueError:
        return Controle("inhoud", wat, "De bewaarde tekst is niet leesbaar.")
    if verschil is None:
        return Controle("inhoud", wat)
    return Controle(
        "inhoud",
        wat,
        f"De inhoud is veranderd na de ondertekening (bij: {verschil}). De handtekeningen gelden "
        "voor de bewaarde tekst, niet voor wat er nu staat.",
    )
