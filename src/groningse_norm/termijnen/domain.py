"""Rules of deadlines: what is due when, whom it concerns, and in which week a mail goes out.

Days are dates in Europe/Amsterdam; moments are aware.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from groningse_norm.klok import AMSTERDAM
from groningse_norm.plan.domain import Stand

MAANDAG = 1
UUR = 8
BINNENKORT_DAGEN = 14  # two digests tell of it before the day comes
LANGSTE_AFWEZIGHEID = 366  # days; more is another job, and then the measures get another person

_KLAAR = frozenset({Stand.UITGEVOERD, Stand.NIET_VAN_TOEPASSING})


# --- what is due --------------------------------------------------------------------------------


class Soort(StrEnum):
    DEADLINE = "deadline"
    TOETS = "toets"


class Melding(StrEnum):
    """The heading under which something stands in the mail."""

    TE_LAAT = "te_laat"
    BINNENKORT = "binnenkort"
    TOETS = "toets"


@dataclass(frozen=True, slots=True)
class Maatregel:
    """A measure that is carried out, as far as a deadline needs it.

    ``openbaar``: may everybody read the title? Mail and calendars leave this site.
    ``eigenaar`` is the user id of the person who carries it out.
    """

    uid: str
    nummer: str
    overheid: str
    titel: str
    openbaar: bool
    pad: str
    stand: Stand
    deadline: date | None
    toets: date | None
    gewijzigd: datetime
    eigenaar: str


@dataclass(frozen=True, slots=True)
class Termijn:
    maatregel: Maatregel
    soort: Soort
    dag: date


def termijnen_van(maatregel: Maatregel) -> tuple[Termijn, ...]:
    """Its days: the deadline until it is done, and the next review."""
    deadline = None if maatregel.stand in _KLAAR else maatregel.deadline
    dagen = ((Soort.DEADLINE, deadline), (Soort.TOETS, maatregel.toets))
    return tuple(Termijn(maatregel, soort, dag) for soort, dag in dagen if dag is not None)


def melding_van(termijn: Termijn, vandaag: date) -> Melding | None:
    """Under which heading the mail tells of it; ``None``: not yet."""
    if termijn.dag > vandaag + timedelta(days=BINNENKORT_DAGEN):
        return None
    if termijn.soort is Soort.TOETS:
        return Melding.TOETS
    return Melding.TE_LAAT if termijn.dag < vandaag else Melding.BINNENKORT


# --- absence ------------------------------------------------------------------------------------


class TermijnGeweigerd(ValueError):
    """What was asked cannot be kept; ``veld`` is where, ``code`` what is wrong."""

    def __init__(self, code: str, veld: str) -> None:
        super().__init__(code)
        self.code = code
        self.veld = veld


@dataclass(frozen=True, slots=True)
class Afwezig:
    """Somebody is away from ``van`` up to and including ``tot``; ``vervanger`` is a user id."""

    van: date
    tot: date
    vervanger: str

    def geldt(self, dag: date) -> bool:
        return self.van <= dag <= self.tot


def controleer_afwezigheid(afwezig: Afwezig, collegas: Collection[str], vandaag: date) -> None:
    """Raises ``TermijnGeweigerd``: only a colleague may read along."""
    if afwezig.tot < afwezig.van:
        raise TermijnGeweigerd("einde_voor_begin", "tot")
    if afwezig.tot < vandaag:
        raise TermijnGeweigerd("afwezigheid_voorbij", "tot")
    if (afwezig.tot - afwezig.van).days > LANGSTE_AFWEZIGHEID:
        raise TermijnGeweigerd("afwezigheid_te_lang", "tot")
    if afwezig.vervanger not in collegas:
        raise TermijnGeweigerd("geen_collega", "vervanger")


def waarnemer(wie: str, afwezig: Callable[[str], Afwezig | None], dag: date) -> str:
    """Who looks after somebody's measures on a day.

    A stand-in who is away has a stand-in as well. When all of them wait for each other it is the
    person's own.
    """
    gehad = {wie}
    nu = wie
    while (weg := afwezig(nu)) is not None and weg.geldt(dag):
        nu = weg.vervanger
        if nu in gehad:
            return wie
        gehad.add(nu)
    return nu


def neemt_waar_voor(wie: str, afwezigheden: Mapping[str, Afwezig], dag: date) -> tuple[str, ...]:
    """Those others whose measures this person looks after on a day, in order."""
    return tuple(
        ander
        for ander in sorted(afwezigheden)
        if ander != wie and waarnemer(ander, afwezigheden.get, dag) == wie
    )


# --- the week of the mail -----------------------------------------------------------------------


def laatste_beurt(nu: datetime, dag: int, uur: int) -> date:
    """The last day on which the mail was due, up to now: ``dag`` is 1 (Monday) to 7.

    An hour that is skipped in spring comes an hour later, one that comes twice counts once.
    """
    lokaal = nu.astimezone(AMSTERDAM).date()
    for terug in range(8):
        kandidaat = lokaal - timedelta(days=terug)
        begin = datetime.combine(kandidaat, time(uur), AMSTERDAM).astimezone(UTC)
        if kandidaat.isoweekday() == dag and begin <= nu:
            return kandidaat
    raise ValueError(dag)


def week_van(dag: date) -> str:
    """ISO 8601 week, such as ``2026-W53``; later weeks sort after earlier ones."""
    jaar, week, _dag = dag.isocalendar()
    return f"{jaar:04}-W{week:02}"


def week_aan_de_beurt(nu: datetime, dag: int, uur: int, vorige: str) -> str | None:
    """The week of which the mail is due and has not gone out; ``vorige`` is the last that has.

    Weeks that were missed are not made up for, and a clock that is set back sends nothing again.
    """
    week = week_van(laatste_beurt(nu, dag, uur))
    return week if week > vorige else None
