"""Rules of the sign-off: who must sign, what a signature says, and what it freezes.

A *round* names its parties and freezes a *snapshot* of what they commit to. A *signature* is a
record that holds the hash of that snapshot and of the record before it.

Hashes are SHA-256 in lower-case hex over the RFC 8785 canonical JSON of the value.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import rfc8785

from groningse_norm import rechten
from groningse_norm.ondertekening.ondertekenaar import Ondertekenaar
from groningse_norm.overheid.domain import BESTUURSHOOFD, SECRETARIS, soort_van
from groningse_norm.werkstroom.domain import Overgang, Toestand, Werkstroom


class Fase(StrEnum):
    """States of the sign-off workflows (``review_state``)."""

    CONCEPT = "concept"
    TER_ONDERTEKENING = "ter_ondertekening"
    ONDERTEKEND = "ondertekend"
    IN_UITVOERING = "in_uitvoering"
    AFGEROND = "afgerond"
    VERVANGEN = "vervangen"
    VERVALLEN = "vervallen"


FASE_NAMEN: dict[Fase, str] = {
    Fase.CONCEPT: "Concept",
    Fase.TER_ONDERTEKENING: "Ter ondertekening",
    Fase.ONDERTEKEND: "Ondertekend",
    Fase.IN_UITVOERING: "In uitvoering",
    Fase.AFGEROND: "Afgerond",
    Fase.VERVANGEN: "Vervangen",
    Fase.VERVALLEN: "Vervallen",
}

GETEKEND: frozenset[Fase] = frozenset({Fase.ONDERTEKEND, Fase.IN_UITVOERING, Fase.AFGEROND})


class Ambt(StrEnum):
    """In which office a party signs; one signature of each named office is needed."""

    BESTUURSHOOFD = "bestuurshoofd"
    SECRETARIS = "secretaris"


_GROEP_VAN_AMBT: dict[Ambt, str] = {
    Ambt.BESTUURSHOOFD: "ondertekenaars",
    Ambt.SECRETARIS: "secretaris",
}


class Hoedanigheid(StrEnum):
    """Capacity in which somebody signs."""

    EIGEN_AMBT = "eigen_ambt"
    LOCO = "loco"
    NAMENS = "namens"


class OndertekeningGeweigerd(ValueError):
    """A signature or a round that the rules refuse; ``code`` names the reason."""

    code = "geweigerd"


class GeenRonde(OndertekeningGeweigerd):
    code = "geen_ronde"


class RondeLoopt(OndertekeningGeweigerd):
    code = "ronde_loopt"


class GeenPartij(OndertekeningGeweigerd):
    code = "geen_partij"


class AlOndertekend(OndertekeningGeweigerd):
    code = "al_ondertekend"


class VerkeerdWachtwoord(OndertekeningGeweigerd):
    code = "verkeerd_wachtwoord"


class WachtwoordNietHier(OndertekeningGeweigerd):
    """The account logs in elsewhere: this site cannot check its password again."""

    code = "wachtwoord_niet_hier"


class TeVaakGeprobeerd(OndertekeningGeweigerd):
    """Too many wrong passwords; the next one is looked at after ``seconden``."""

    code = "te_vaak_geprobeerd"

    def __init__(self, seconden: int) -> None:
        super().__init__(seconden)
        self.seconden = seconden

    @property
    def minuten(self) -> int:
        return -(-self.seconden // 60)


class TekstVeranderd(OndertekeningGeweigerd):
    code = "tekst_veranderd"


class VerwijzingNodig(OndertekeningGeweigerd):
    """Somebody signs for another's office without naming the designation or the mandate."""

    code = "verwijzing_nodig"


def canoniek(waarde: Any) -> bytes:
    """RFC 8785 canonical JSON of a value of plain types."""
    return rfc8785.dumps(waarde)


def vingerafdruk(waarde: Any) -> str:
    """SHA-256 (hex) of the canonical JSON of a value."""
    return vingerafdruk_van(canoniek(waarde))


def vingerafdruk_van(tekst: bytes) -> str:
    """SHA-256 (hex) of bytes as they are."""
    return hashlib.sha256(tekst).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Partij:
    """Who must sign: the holder of an office of one authority."""

    tooi: str
    ambt: Ambt = Ambt.BESTUURSHOOFD

    @property
    def sleutel(self) -> str:
        return f"{self.tooi}/{self.ambt}"

    @property
    def groep(self) -> str:
        """Group whose members may sign for this party."""
        return f"{self.tooi}-{_GROEP_VAN_AMBT[self.ambt]}"

    def functie(self, hoedanigheid: "Hoedanigheid" = Hoedanigheid.EIGEN_AMBT) -> str:
        """Function under the signature, such as ``loco-burgemeester``.

        Gemeentewet art. 77(1): a deputy exercises the office itself, in the mayor's absence.
        """
        if self.ambt is Ambt.SECRETARIS:
            functie = SECRETARIS[soort_van(self.tooi)]
        else:
            functie = BESTUURSHOOFD[soort_van(self.tooi)]
        voor = {Hoedanigheid.LOCO: "loco-", Hoedanigheid.NAMENS: "namens de "}
        return voor.get(hoedanigheid, "") + functie


@dataclass(frozen=True, slots=True)
class Handtekening:
    """One signature. ``moment`` is ISO 8601 in UTC; ``vorige`` is empty for the first record.

    ``rol`` says how the person came to hold the role; ``besloten`` is the hash of the closed part.
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


def is_ondertekengroep(groep: str) -> bool:
    """May the members of this group sign for somebody?"""
    return groep.endswith(tuple(f"-{soort}" for soort in _GROEP_VAN_AMBT.values()))


def partijen_van(groepen: Iterable[str], partijen: Iterable[Partij]) -> tuple[Partij, ...]:
    """The parties for which a member of these groups may sign."""
    eigen = frozenset(groepen)
    return tuple(partij for partij in partijen if partij.groep in eigen)


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


# --- workflows ----------------------------------------------------------------------------------

_INHOUD_RECHTEN = (
    rechten.WIJZIGEN,
    rechten.VERBINTENIS_WIJZIGEN,
    rechten.TOEVOEGEN,
    rechten.VERWIJDEREN,
    rechten.BESTAND_TOEVOEGEN,
    rechten.AFBEELDING_TOEVOEGEN,
    rechten.BASISAFSPRAAK_TOEVOEGEN,
    rechten.MAATREGEL_TOEVOEGEN,
    rechten.PLAN_TOEVOEGEN,
    rechten.DELEGEREN,
)


def _ondertekening(soort: str, redactie: tuple[str, ...], *, uitvoering: bool) -> Werkstroom:
    """The sign-off workflow of one kind of document, edited by ``redactie`` while in concept.

    From ``ter_ondertekening`` on nobody holds any of these permissions, Managers included.
    """
    wie = (rechten.MANAGER, *redactie)
    open_ = {recht: wie for recht in _INHOUD_RECHTEN if recht != rechten.DELEGEREN}
    open_[rechten.DELEGEREN] = (rechten.MANAGER,)
    fasen = [Fase.TER_ONDERTEKENING, Fase.ONDERTEKEND]
    overgangen = [
        Overgang(
            "bied_aan", "Bied aan ter ondertekening", (Fase.CONCEPT,), Fase.TER_ONDERTEKENING, wie
        ),
        Overgang(
            "terug_naar_concept",
            "Terug naar concept",
            (Fase.TER_ONDERTEKENING,),
            Fase.CONCEPT,
            wie,
            reden_verplicht=True,
        ),
        Overgang(
            "onderteken",
            "Ondertekend door alle partijen",
            (Fase.TER_ONDERTEKENING,),
            Fase.ONDERTEKEND,
        ),
    ]
    if uitvoering:
        fasen += [Fase.IN_UITVOERING, Fase.AFGEROND]
        overgangen += [
            Overgang(
                "start_uitvoering",
                "Start de uitvoering",
                (Fase.ONDERTEKEND,),
                Fase.IN_UITVOERING,
                wie,
            ),
            Overgang("rond_af", "Rond af", (Fase.IN_UITVOERING,), Fase.AFGEROND, wie),
        ]
    overgangen.append(
        Overgang(
            "vervang",
            "Vervangen door een nieuwere versie",
            tuple(fase for fase in fasen if fase in GETEKEND),
            Fase.VERVANGEN,
        )
    )
    fasen.append(Fase.VERVANGEN)
    return Werkstroom(
        id=f"{soort}_ondertekening",
        titel=f"Ondertekening ({soort})",
        variabele="review_state",
        begin=Fase.CONCEPT,
        rechten=_INHOUD_RECHTEN,
        toestanden=(
            Toestand(Fase.CONCEPT, FASE_NAMEN[Fase.CONCEPT], open_),
            *(Toestand(fase, FASE_NAMEN[fase]) for fase in fasen),
        ),
        overgangen=tuple(overgangen),
    )


NORM_ONDERTEKENING = _ondertekening("norm", (rechten.NORMBEHEERDER,), uitvoering=True)
PLAN_ONDERTEKENING = _ondertekening(
    "plan", (rechten.NORMBEHEERDER, rechten.MEDEWERKER), uitvoering=True
)
BRIEF_ONDERTEKENING = _ondertekening("brief", (rechten.GRIFFIE,), uitvoering=False)

# A measure has no round of its own: it follows its plan into ``ondertekend`` and runs by itself
# from there. In ``in_uitvoering`` the progress fields are open, the commitment stays frozen.
_MELDERS = (rechten.MEDEWERKER,)
# Evidence comes in as files while the work is going on; the plan itself is frozen by then.
_BEWIJS_TOEVOEGEN = (
    rechten.TOEVOEGEN,
    rechten.BESTAND_TOEVOEGEN,
    rechten.AFBEELDING_TOEVOEGEN,
)
MAATREGEL_UITVOERING = Werkstroom(
    id="maatregel_uitvoering",
    titel="Uitvoering (maatregel)",
    variabele="review_state",
    begin=Fase.CONCEPT,
    rechten=(
        rechten.WIJZIGEN,
        rechten.VERBINTENIS_WIJZIGEN,
        rechten.VERWIJDEREN,
        rechten.VOORTGANG_MELDEN,
        *_BEWIJS_TOEVOEGEN,
    ),
    toestanden=(
        Toestand(
            Fase.CONCEPT,
            FASE_NAMEN[Fase.CONCEPT],
            {
                rechten.WIJZIGEN: None,
                rechten.VERBINTENIS_WIJZIGEN: None,
                rechten.VERWIJDEREN: None,
                **dict.fromkeys(_BEWIJS_TOEVOEGEN),
            },
        ),
        Toestand(Fase.TER_ONDERTEKENING, FASE_NAMEN[Fase.TER_ONDERTEKENING]),
        Toestand(Fase.ONDERTEKEND, FASE_NAMEN[Fase.ONDERTEKEND]),
        Toestand(
            Fase.IN_UITVOERING,
            FASE_NAMEN[Fase.IN_UITVOERING],
            dict.fromkeys(
                (rechten.WIJZIGEN, rechten.VOORTGANG_MELDEN, *_BEWIJS_TOEVOEGEN), _MELDERS
            ),
        ),
        Toestand(Fase.AFGEROND, FASE_NAMEN[Fase.AFGEROND]),
        Toestand(Fase.VERVALLEN, FASE_NAMEN[Fase.VERVALLEN]),
        Toestand(Fase.VERVANGEN, FASE_NAMEN[Fase.VERVANGEN]),
    ),
    overgangen=(
        Overgang(
            "start_uitvoering",
            "Start de uitvoering",
            (Fase.ONDERTEKEND,),
            Fase.IN_UITVOERING,
            _MELDERS,
        ),
        Overgang("rond_af", "Rond af", (Fase.IN_UITVOERING,), Fase.AFGEROND, _MELDERS),
        Overgang("heropen", "Heropen", (Fase.AFGEROND,), Fase.IN_UITVOERING, _MELDERS, True),
        Overgang(
            "laat_vervallen",
            "Laat vervallen",
            (Fase.ONDERTEKEND, Fase.IN_UITVOERING),
            Fase.VERVALLEN,
            _MELDERS,
            True,
        ),
    ),
)

ONDERTEKENING: Mapping[str, Werkstroom] = {
    "Norm": NORM_ONDERTEKENING,
    "Uitvoeringsplan": PLAN_ONDERTEKENING,
    "Raadsbrief": BRIEF_ONDERTEKENING,
    "Maatregel": MAATREGEL_UITVOERING,
}
