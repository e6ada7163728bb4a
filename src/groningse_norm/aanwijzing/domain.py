"""Rules of designations: who may act in an office of an authority, in which capacity, and when.

Gemeentewet art. 77(1): in the mayor's absence a deputy who was designated by the college exercises
the office itself. A mandate (Awb 10.1.1) is signed "namens". A province and a water board designate
by their own law. The product keeps the decision by its date and number, whatever the law.

The rule: *whoever the register names for an office signs exactly as it says; whoever it does not
name holds the office by his membership of the group that signs*. Once the register names a holder
of an office, that second half no longer holds for it.

Periods are whole days in Europe/Amsterdam, the first and the last included. A record is a line of a
chained log: it is never changed, and what ends it is a line of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from groningse_norm import klok
from groningse_norm.logboek.domain import ONLEESBAAR, Logregel
from groningse_norm.overheid.domain import BESTUURSHOOFD, SECRETARIS, soort_van

WIJS_AAN, BEEINDIG = "wijs_aan", "beeindig_aanwijzing"
MAXIMUM_TEKST = 200  # a number of a decision or a reason; it stands under a signature


class Ambt(StrEnum):
    """In which office a party signs; one signature of each named office is needed."""

    BESTUURSHOOFD = "bestuurshoofd"
    SECRETARIS = "secretaris"


class Hoedanigheid(StrEnum):
    """Capacity in which somebody signs."""

    EIGEN_AMBT = "eigen_ambt"
    LOCO = "loco"
    NAMENS = "namens"


class Stand(StrEnum):
    """Where a designation is in its life."""

    KOMT = "komt"
    LOOPT = "loopt"
    VOORBIJ = "voorbij"
    BEEINDIGD = "beeindigd"


def functie(tooi: str, ambt: Ambt, hoedanigheid: Hoedanigheid) -> str:
    """Function under a signature, such as ``loco-burgemeester``."""
    namen = SECRETARIS if ambt is Ambt.SECRETARIS else BESTUURSHOOFD
    voor = {Hoedanigheid.LOCO: "loco-", Hoedanigheid.NAMENS: "namens de "}
    return voor.get(hoedanigheid, "") + namen[soort_van(tooi)]


class AanwijzingGeweigerd(ValueError):
    """A record that cannot stand; ``code`` names the reason, ``veld`` the field."""

    def __init__(self, code: str, veld: str) -> None:
        super().__init__(code)
        self.code = code
        self.veld = veld


class OnleesbareRegel(ValueError):
    """A line that somebody damaged in the database; the argument is its number."""


@dataclass(frozen=True, slots=True)
class Opgave:
    """What is to be recorded: who, for which office, in which capacity, when, by which decision.

    ``tot`` is the last day; ``None`` when it is not known yet. Raises ``AanwijzingGeweigerd``.
    """

    gebruiker: str
    naam: str
    ambt: Ambt
    hoedanigheid: Hoedanigheid
    van: date
    tot: date | None
    besluit_datum: date
    besluit_nummer: str

    def __post_init__(self) -> None:
        if self.tot is not None and self.tot < self.van:
            raise AanwijzingGeweigerd("einde_voor_begin", "tot")
        if not self.besluit_nummer.strip():
            raise AanwijzingGeweigerd("besluit_nodig", "besluit_nummer")
        if len(self.besluit_nummer) > MAXIMUM_TEKST or not self.besluit_nummer.isprintable():
            raise AanwijzingGeweigerd("besluit_onleesbaar", "besluit_nummer")

    @property
    def verwijzing(self) -> str:
        """The reference of the decision, as it stands under a signature."""
        dag = klok.datum_in_woorden(self.besluit_datum)
        return f"besluit van {dag}, nummer {self.besluit_nummer.strip()}"

    def raakt(self, andere: "Opgave") -> bool:
        """Do the periods of both have a day in common?"""
        begint_op_tijd = self.tot is None or andere.van <= self.tot
        return begint_op_tijd and (andere.tot is None or self.van <= andere.tot)

    def omvat(self, dag: date) -> bool:
        return self.van <= dag and (self.tot is None or dag <= self.tot)


@dataclass(frozen=True, slots=True)
class Aanwijzing:
    """A designation on record; ``moment`` is when it was recorded, ISO 8601 in UTC."""

    nummer: int
    opgave: Opgave
    moment: str
    door: str


@dataclass(frozen=True, slots=True)
class Einde:
    """What ended a designation, from ``moment`` on (ISO 8601 in UTC)."""

    nummer: int
    betreft: int
    reden: str
    moment: str
    door: str


def als_bijzonderheden(opgave: Opgave) -> dict[str, str | None]:
    """What a line of the log keeps, as plain text."""
    return {
        "gebruiker": opgave.gebruiker,
        "naam": opgave.naam,
        "ambt": str(opgave.ambt),
        "hoedanigheid": str(opgave.hoedanigheid),
        "van": opgave.van.isoformat(),
        "tot": opgave.tot.isoformat() if opgave.tot else None,
        "besluit_datum": opgave.besluit_datum.isoformat(),
        "besluit_nummer": opgave.besluit_nummer,
    }


def uit_regel(regel: Logregel) -> Aanwijzing | Einde:
    """The record in a line of the log. Raises ``OnleesbareRegel``."""
    if regel.handeling == ONLEESBAAR:
        raise OnleesbareRegel(regel.volgnummer)
    try:
        return _uit_regel(regel)
    except (KeyError, TypeError, ValueError) as error:
        raise OnleesbareRegel(regel.volgnummer) from error


def _uit_regel(regel: Logregel) -> Aanwijzing | Einde:
    wat = regel.bijzonderheden
    if regel.handeling == BEEINDIG:
        betreft = int(wat["betreft"] or 0)
        return Einde(regel.volgnummer, betreft, regel.reden, regel.moment, regel.wie)
    opgave = Opgave(
        gebruiker=wat["gebruiker"] or "",
        naam=wat["naam"] or "",
        ambt=Ambt(wat["ambt"] or ""),
        hoedanigheid=Hoedanigheid(wat["hoedanigheid"] or ""),
        van=date.fromisoformat(wat["van"] or ""),
        tot=date.fromisoformat(wat["tot"]) if wat["tot"] else None,
        besluit_datum=date.fromisoformat(wat["besluit_datum"] or ""),
        besluit_nummer=wat["besluit_nummer"] or "",
    )
    return Aanwijzing(regel.volgnummer, opgave, regel.moment, regel.wie)


@dataclass(frozen=True, slots=True)
class Bevoegdheid:
    """A capacity in which somebody can sign now, and what it rests on.

    ``nummer`` is that of the record and ``door`` who recorded it; 0 and empty when it rests on the
    membership of the group alone.
    """

    hoedanigheid: Hoedanigheid
    verwijzing: str = ""
    nummer: int = 0
    door: str = ""


DOOR_LIDMAATSCHAP = Bevoegdheid(Hoedanigheid.EIGEN_AMBT)


@dataclass(frozen=True, slots=True)
class Register:
    """All records of one authority, oldest first.

    ``beschadigd``: a line cannot be read, so nobody knows what it said. Nothing is recorded and
    nobody signs for this authority until that has been looked into.
    """

    aanwijzingen: tuple[Aanwijzing, ...] = ()
    einden: Mapping[int, Einde] = field(default_factory=dict)
    beschadigd: bool = False

    @classmethod
    def van(cls, regels: Iterable[Logregel]) -> "Register":
        """The register that these lines of the log tell."""
        alle: list[Aanwijzing | Einde] = []
        beschadigd = False
        for regel in regels:
            try:
                alle.append(uit_regel(regel))
            except OnleesbareRegel:
                beschadigd = True
        return cls(
            tuple(regel for regel in alle if isinstance(regel, Aanwijzing)),
            {regel.betreft: regel for regel in alle if isinstance(regel, Einde)},
            beschadigd,
        )

    def stand(self, aanwijzing: Aanwijzing, moment: datetime) -> Stand:
        """``moment`` is aware."""
        if aanwijzing.nummer in self.einden:
            return Stand.BEEINDIGD
        dag = klok.dag_van(moment)
        if aanwijzing.opgave.omvat(dag):
            return Stand.LOOPT
        return Stand.KOMT if dag < aanwijzing.opgave.van else Stand.VOORBIJ

    def te_beeindigen(self, moment: datetime) -> tuple[Aanwijzing, ...]:
        return tuple(
            aanwijzing
            for aanwijzing in self.aanwijzingen
            if self.stand(aanwijzing, moment) in (Stand.LOOPT, Stand.KOMT)
        )


def controleer_opgave(register: Register, opgave: Opgave, moment: datetime) -> None:
    """May this be recorded at an aware moment? Raises ``AanwijzingGeweigerd``.

    One person has one designation in one capacity for an office at a time, and an office has one
    holder at a time: otherwise it would not be certain on which decision a signature rests.
    """
    if register.beschadigd:
        raise AanwijzingGeweigerd("register_beschadigd", "gebruiker")
    if opgave.besluit_datum > klok.dag_van(moment):
        raise AanwijzingGeweigerd("besluit_in_toekomst", "besluit_datum")
    for eerdere in register.aanwijzingen:
        andere = eerdere.opgave
        if eerdere.nummer in register.einden or not opgave.raakt(andere):
            continue
        if (opgave.ambt, opgave.hoedanigheid) != (andere.ambt, andere.hoedanigheid):
            continue
        if opgave.gebruiker == andere.gebruiker:
            raise AanwijzingGeweigerd("overlapt", "van")
        if opgave.hoedanigheid is Hoedanigheid.EIGEN_AMBT:
            raise AanwijzingGeweigerd("ambt_vervuld", "van")


def controleer_einde(register: Register, nummer: int, reden: str, moment: datetime) -> str:
    """The reason as it is kept, if this may end at an aware moment.

    Raises ``AanwijzingGeweigerd``.
    """
    if register.beschadigd:
        raise AanwijzingGeweigerd("register_beschadigd", "nummer")
    if not any(aanwijzing.nummer == nummer for aanwijzing in register.aanwijzingen):
        raise AanwijzingGeweigerd("geen_aanwijzing_met_nummer", "nummer")
    if not any(aanwijzing.nummer == nummer for aanwijzing in register.te_beeindigen(moment)):
        raise AanwijzingGeweigerd("al_geeindigd", "nummer")
    reden = " ".join(reden.split())
    if not reden:
        raise AanwijzingGeweigerd("reden_nodig", "reden")
    if len(reden) > MAXIMUM_TEKST or not reden.isprintable():
        raise AanwijzingGeweigerd("reden_onleesbaar", "reden")
    return reden


def bevoegdheden(
    register: Register, gebruiker: str, ambt: Ambt, moment: datetime
) -> tuple[Bevoegdheid, ...]:
    """The capacities in which a member of the group that signs can sign at an aware moment."""
    if register.beschadigd:
        return ()
    voor_ambt = [regel for regel in register.aanwijzingen if regel.opgave.ambt is ambt]
    eigen = [regel for regel in voor_ambt if regel.opgave.gebruiker == gebruiker]
    gevonden = {
        regel.opgave.hoedanigheid: Bevoegdheid(
            regel.opgave.hoedanigheid, regel.opgave.verwijzing, regel.nummer, regel.door
        )
        for regel in eigen
        if register.stand(regel, moment) is Stand.LOOPT
    }
    kent_houder = any(regel.opgave.hoedanigheid is Hoedanigheid.EIGEN_AMBT for regel in voor_ambt)
    if not eigen and not kent_houder:
        gevonden[Hoedanigheid.EIGEN_AMBT] = DOOR_LIDMAATSCHAP
    return tuple(
        gevonden[hoedanigheid] for hoedanigheid in Hoedanigheid if hoedanigheid in gevonden
    )
