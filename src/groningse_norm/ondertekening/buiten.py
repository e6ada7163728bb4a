"""Rules of signatures that were set outside this system: in ink, or with a signing service.

Somebody registers the signed PDF, and a second person confirms it: since it can end a round, nobody
does both. Registrations have a chain of records of their own beside that of the signatures. A
confirmed one counts as the signature of its party: the record of that signature names the hash of
the confirmation.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from groningse_norm.klok import datum_in_woorden
from groningse_norm.ondertekening.domain import (
    GeenPartij,
    GeenRonde,
    Hoedanigheid,
    OndertekeningGeweigerd,
    Partij,
    Ronde,
    TekstVeranderd,
    VerwijzingNodig,
    vingerafdruk,
)
from groningse_norm.rechten import NORMBEHEERDERS

MAX_TEKST = 2000  # a remark is no report; all of it is kept for good


class Wijze(StrEnum):
    """How it was signed outside this system."""

    INKT = "inkt"
    ONDERTEKENDIENST = "ondertekendienst"


WIJZE_NAMEN = {Wijze.INKT: "in inkt", Wijze.ONDERTEKENDIENST: "met een ondertekendienst"}


class Stap(StrEnum):
    """What a record says."""

    REGISTRATIE = "registratie"
    BEVESTIGING = "bevestiging"
    INTREKKING = "intrekking"


class AlGeregistreerd(OndertekeningGeweigerd):
    """For this party a file is registered already; withdraw that one first."""

    code = "al_geregistreerd"


class GeenRegistratie(OndertekeningGeweigerd):
    code = "geen_registratie"


class AlBevestigd(OndertekeningGeweigerd):
    code = "al_bevestigd"


class AlIngetrokken(OndertekeningGeweigerd):
    code = "al_ingetrokken"


class ZelfdePersoon(OndertekeningGeweigerd):
    """Whoever registered it does not confirm it as well."""

    code = "zelfde_persoon"


class DatumInToekomst(OndertekeningGeweigerd):
    code = "datum_in_toekomst"


class NaamNodig(OndertekeningGeweigerd):
    code = "naam_nodig"


class IntrekkingZonderReden(OndertekeningGeweigerd):
    code = "intrekking_zonder_reden"


class TekstTeLang(OndertekeningGeweigerd):
    code = "tekst_te_lang"


@dataclass(frozen=True, slots=True)
class Buitenregel:
    """One record. It is public with its item; who did it and what is in the file is not.

    ``registratie`` is the number of the registration that it is about, its own when it is one.
    ``sha256`` and ``grootte`` (bytes) are of the PDF, ``getekend_op`` is an ISO 8601 date,
    ``keten`` the last hash of the signatures at that moment, ``besloten`` the hash of the closed
    part, ``moment`` ISO 8601 in UTC.
    """

    volgnummer: int
    stap: str
    registratie: int
    tooi: str
    ambt: str
    wijze: str
    getekend_op: str
    sha256: str
    grootte: int
    versie: int
    momentopname: str
    keten: str
    besloten: str
    moment: str
    vorige: str

    def als_dict(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def afdruk(self) -> str:
        return vingerafdruk(self.als_dict())


@dataclass(frozen=True, slots=True)
class Aanmelding:
    """What somebody registers: who signed the paper, when and how."""

    partij: Partij
    wijze: Wijze
    getekend_op: date
    naam: str
    hoedanigheid: Hoedanigheid = Hoedanigheid.EIGEN_AMBT
    verwijzing: str = ""
    opmerking: str = ""


@dataclass(frozen=True, slots=True)
class Registratie:
    """A registration, and what became of it."""

    regel: Buitenregel
    bevestiging: Buitenregel | None = None
    intrekking: Buitenregel | None = None

    @property
    def nummer(self) -> int:
        return self.regel.volgnummer

    @property
    def stand(self) -> str:
        if self.intrekking:
            return "ingetrokken"
        return "bevestigd" if self.bevestiging else "geregistreerd"


# --- who may what ---------------------------------------------------------------------------------


def is_dossiergroep(groep: str) -> bool:
    """May the members of this group register what was signed outside this system?"""
    return groep == NORMBEHEERDERS or groep.endswith("-griffie")


def mag_registreren(groepen: frozenset[str], partij: Partij, *, norm: bool) -> bool:
    """The clerk for his own authority; of a norm the programme office for every party.

    By group and not by role: a role that somebody gave on the site as a whole does not count.
    """
    return f"{partij.tooi}-griffie" in groepen or (norm and NORMBEHEERDERS in groepen)


def mag_bevestigen(groepen: frozenset[str], partij: Partij, *, norm: bool) -> bool:
    """Whoever may register, and whoever could have signed for this party."""
    return mag_registreren(groepen, partij, norm=norm) or partij.groep in groepen


def mag_bestand_zien(groepen: frozenset[str], partij: Partij, *, norm: bool) -> bool:
    """Images of signatures are personal data: for the people of that authority who sign or file."""
    eigen = {f"{partij.tooi}-{soort}" for soort in ("ondertekenaars", "secretaris")}
    return mag_registreren(groepen, partij, norm=norm) or bool(eigen & groepen)


def is_zichtbaar(registratie: Registratie, ronde: Ronde | None, *, mag_zien: bool) -> bool:
    """Is it told that this is registered? For a text that was taken back not to the public."""
    huidig = ronde is not None and registratie.regel.momentopname == ronde.momentopname
    return huidig or mag_zien


# --- acts -----------------------------------------------------------------------------------------


def registraties(regels: Sequence[Buitenregel]) -> tuple[Registratie, ...]:
    """Every registration with what became of it, oldest first."""
    alle: dict[int, Registratie] = {}
    for regel in regels:
        if regel.stap == Stap.REGISTRATIE:
            alle[regel.volgnummer] = Registratie(regel)
        elif regel.registratie in alle:
            deel = "bevestiging" if regel.stap == Stap.BEVESTIGING else "intrekking"
            alle[regel.registratie] = replace(alle[regel.registratie], **{deel: regel})
    return tuple(alle.values())


def registreer(
    ronde: Ronde | None,
    regels: Sequence[Buitenregel],
    aanmelding: Aanmelding,
    *,
    sha256: str,
    grootte: int,
    getoonde_momentopname: str,
    keten: str,
    besloten: Mapping[str, Any],
    moment: datetime,
    vandaag: date,
) -> Buitenregel:
    """The record of a registration. ``moment`` is aware, ``vandaag`` the day in the Netherlands.

    Raises ``OndertekeningGeweigerd``.
    """
    mag_aanmelden(ronde, regels, aanmelding, getoonde_momentopname, vandaag)
    assert ronde is not None
    nummer = len(regels) + 1
    return Buitenregel(
        volgnummer=nummer,
        stap=str(Stap.REGISTRATIE),
        registratie=nummer,
        tooi=aanmelding.partij.tooi,
        ambt=str(aanmelding.partij.ambt),
        wijze=str(aanmelding.wijze),
        getekend_op=aanmelding.getekend_op.isoformat(),
        sha256=sha256,
        grootte=grootte,
        versie=ronde.versie,
        momentopname=ronde.momentopname,
        keten=keten,
        besloten=vingerafdruk(besloten),
        moment=_moment(moment),
        vorige=regels[-1].afdruk if regels else "",
    )


def mag_aanmelden(
    ronde: Ronde | None,
    regels: Sequence[Buitenregel],
    aanmelding: Aanmelding,
    getoonde_momentopname: str,
    vandaag: date,
) -> None:
    """May this be registered now? Raises ``OndertekeningGeweigerd``."""
    if ronde is None:
        raise GeenRonde()
    if aanmelding.partij not in ronde.partijen:
        raise GeenPartij(aanmelding.partij.sleutel)
    if getoonde_momentopname != ronde.momentopname:
        raise TekstVeranderd()
    if not aanmelding.naam.strip():
        raise NaamNodig()
    if aanmelding.hoedanigheid is not Hoedanigheid.EIGEN_AMBT and not aanmelding.verwijzing:
        raise VerwijzingNodig()
    if max(map(len, (aanmelding.naam, aanmelding.verwijzing, aanmelding.opmerking))) > MAX_TEKST:
        raise TekstTeLang()
    if aanmelding.getekend_op > vandaag:
        raise DatumInToekomst()
    for ander in registraties(regels):
        zelfde = (ander.regel.tooi, ander.regel.ambt) == (
            aanmelding.partij.tooi,
            str(aanmelding.partij.ambt),
        )
        if zelfde and ander.regel.momentopname == ronde.momentopname and not ander.intrekking:
            raise AlGeregistreerd(ander.nummer)


def mag_bevestigd_worden(
    ronde: Ronde | None,
    regels: Sequence[Buitenregel],
    nummer: int,
    *,
    geregistreerd_door: str,
    bevestigt: str,
    getoonde_sha256: str,
) -> Registratie:
    """The registration that this person may confirm. Raises ``OndertekeningGeweigerd``.

    ``getoonde_sha256`` is of the file that he was shown.
    """
    registratie = _met_nummer(regels, nummer)
    if ronde is None:
        raise GeenRonde()
    if registratie.regel.momentopname != ronde.momentopname:
        raise TekstVeranderd()
    if registratie.intrekking:
        raise AlIngetrokken(nummer)
    if registratie.bevestiging:
        raise AlBevestigd(nummer)
    if bevestigt == geregistreerd_door:
        raise ZelfdePersoon()
    if getoonde_sha256 != registratie.regel.sha256:
        raise TekstVeranderd()
    return registratie


def telt_mee(ronde: Ronde | None, registratie: Registratie) -> bool:
    """Is it a signature of this round? Not if its party had signed here when it was confirmed."""
    return registratie.bevestiging is not None and any(
        record.buiten == registratie.bevestiging.afdruk
        for record in (ronde.handtekeningen if ronde else ())
    )


def mag_ingetrokken_worden(
    ronde: Ronde | None, regels: Sequence[Buitenregel], nummer: int, reden: str
) -> Registratie:
    """The registration that may be withdrawn. Raises ``OndertekeningGeweigerd``.

    A signature of the present round is not withdrawn: its round is ended.
    """
    registratie = _met_nummer(regels, nummer)
    if registratie.intrekking:
        raise AlIngetrokken(nummer)
    if telt_mee(ronde, registratie):
        raise AlBevestigd(nummer)
    if not reden.strip():
        raise IntrekkingZonderReden()
    if len(reden) > MAX_TEKST:
        raise TekstTeLang()
    return registratie


def vervolg(
    regels: Sequence[Buitenregel],
    registratie: Registratie,
    stap: Stap,
    *,
    keten: str,
    besloten: Mapping[str, Any],
    moment: datetime,
) -> Buitenregel:
    """The record of what becomes of a registration."""
    return replace(
        registratie.regel,
        volgnummer=len(regels) + 1,
        stap=str(stap),
        keten=keten,
        besloten=vingerafdruk(besloten),
        moment=_moment(moment),
        vorige=regels[-1].afdruk,
    )


def bevestigzin(naam: str, overheid: str, stuk: str, regel: Buitenregel) -> str:
    """The sentence that the second person sees and agrees to. It is no digital agreement."""
    dag = datum_in_woorden(date.fromisoformat(regel.getekend_op))
    return (
        f"Voor {overheid} is “{stuk}”, versie {regel.versie}, op {dag} getekend "
        f"buiten dit systeem ({WIJZE_NAMEN[Wijze(regel.wijze)]}). {naam} heeft het getekende "
        f"bestand (SHA-256 {regel.sha256}) bekeken en bevestigt dat. Dit is geen digitaal akkoord."
    )


def _met_nummer(regels: Sequence[Buitenregel], nummer: int) -> Registratie:
    for registratie in registraties(regels):
        if registratie.nummer == nummer:
            return registratie
    raise GeenRegistratie(nummer)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


# --- checking -------------------------------------------------------------------------------------

_SOORTEN = {veld.name: int if veld.type in (int, "int") else str for veld in fields(Buitenregel)}
_STAPPEN = frozenset(str(stap) for stap in Stap)
# What a later record repeats of its registration.
_HERHAALD = ("tooi", "ambt", "wijze", "getekend_op", "sha256", "grootte", "versie", "momentopname")


def buiten_als_json(
    regels: Sequence[Mapping[str, Any]], kop: str, momentopname: str | None = None
) -> dict[str, Any]:
    """The form of the registrations in a bundle; ``regels`` hold each record with its hash.

    With ``momentopname`` only records for that text: of others the public gets the hash alone.
    """
    return {
        "regels": [
            {
                "afdruk": regel.get("afdruk", ""),
                "record": record
                if momentopname is None or record.get("momentopname") == momentopname
                else None,
            }
            for regel in regels
            for record in (regel.get("record", {}),)
        ],
        "kop": kop,
    }


def lees_regels(buiten: Any, *, mag_leeg: bool) -> tuple[Buitenregel | None, ...] | str:
    """The records of a bundle, or what is wrong with their form.

    ``mag_leeg``: of records for another text there can be the hash alone.
    """
    if not isinstance(buiten, dict) or set(buiten) != {"regels", "kop"}:
        return "buiten.json heeft niet de twee delen die erin horen."
    if not isinstance(buiten["regels"], list) or not isinstance(buiten["kop"], str):
        return "De lijst van registraties is niet leesbaar."
    records: list[Buitenregel | None] = []
    for nummer, regel in enumerate(buiten["regels"], 1):
        if not is_regel(regel, _SOORTEN, "stap", _STAPPEN, mag_leeg=mag_leeg):
            return f"Registratieregel {nummer} heeft niet precies de velden die erin horen."
        records.append(None if regel["record"] is None else Buitenregel(**regel["record"]))
    return tuple(records)


def is_regel(
    regel: Any,
    soorten: Mapping[str, type],
    keuze: str,
    keuzes: Collection[str],
    *,
    mag_leeg: bool,
) -> bool:
    """Has a line of a chain precisely the fields of its record, of their types?

    Field ``keuze`` holds one of ``keuzes``. ``mag_leeg``: the record may have been left out.
    """
    if not isinstance(regel, dict) or set(regel) != {"afdruk", "record"}:
        return False
    record = regel["record"]
    if not isinstance(regel["afdruk"], str):
        return False
    if record is None:
        return mag_leeg
    return (
        isinstance(record, dict)
        and {naam: type(waarde) for naam, waarde in record.items()} == soorten
        and record[keuze] in keuzes
    )


def fouten_in(
    buiten: Mapping[str, Any],
    records: Sequence[Buitenregel | None],
    getekend: Mapping[str, tuple[str, str, str, int]],
) -> Iterator[tuple[str, str]]:
    """(what was looked at, what is wrong with it) of every record, of the end, and of signatures.

    ``getekend`` gives for each hash of a confirmation that counts as a signature the party, text
    and version of that signature.
    """
    vorige, moment = "", ""
    begin: dict[int, Buitenregel] = {}
    geteld = set()
    for nummer, (regel, record) in enumerate(zip(buiten["regels"], records, strict=True), 1):
        if record is None:
            vorige = regel["afdruk"]
            continue
        wat = f"Registratieregel {nummer}: {record.stap}, getekend buiten dit systeem"
        yield wat, _fout_in(nummer, regel["afdruk"], record, vorige, moment, begin)
        if record.stap == Stap.REGISTRATIE:
            begin[record.volgnummer] = record
        voor = (record.tooi, record.ambt, record.momentopname, record.versie)
        if record.stap == Stap.BEVESTIGING and getekend.get(regel["afdruk"]) == voor:
            geteld.add(regel["afdruk"])
        vorige, moment = regel["afdruk"], record.moment
    fout = ""
    if vorige != buiten["kop"]:
        fout = "Aan het einde is een registratie weggelaten, vervangen of toegevoegd."
    yield "De registraties eindigen met de laatste", fout
    fout = ""
    if set(getekend) - geteld:
        fout = (
            "Een handtekening verwijst naar een bevestiging die er niet is, of die van een andere "
            "partij of tekst is."
        )
    yield "Elke handtekening van buiten dit systeem is bevestigd", fout


def _fout_in(
    nummer: int,
    afdruk: str,
    record: Buitenregel,
    vorige: str,
    moment: str,
    begin: Mapping[int, Buitenregel],
) -> str:
    if record.afdruk != afdruk:
        return f"Registratieregel {nummer} is veranderd nadat zij is gemaakt."
    if record.volgnummer != nummer or record.vorige != vorige:
        return (
            f"Registratieregel {nummer} volgt niet op de regel ervoor: er is een regel weggelaten, "
            "vervangen of verplaatst."
        )
    if moment and record.moment < moment:
        return f"Registratieregel {nummer} is volgens het moment ouder dan de vorige."
    if record.stap == Stap.REGISTRATIE:
        return "" if record.registratie == nummer else f"Registratieregel {nummer} is een ander."
    eerste = begin.get(record.registratie)
    if eerste is None or any(getattr(eerste, naam) != getattr(record, naam) for naam in _HERHAALD):
        return f"Registratieregel {nummer} hoort niet bij de registratie die zij noemt."
    return ""
