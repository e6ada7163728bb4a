"""The one clock of the package, and the time zone of its users.

Moments are aware and stored in UTC; people see and enter Europe/Amsterdam. Rules take the moment as
an argument; only doors (pages, services, subscribers, scripts) call ``nu()``.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
JAREN = range(1900, 2200)  # datetime overflows near the years 1 and 9999, in any zone

_MAANDEN = tuple(
    "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905
)


def _systeemklok() -> datetime:
    return datetime.now(UTC)


_bron: Callable[[], datetime] = _systeemklok


def nu() -> datetime:
    """This server's moment, aware, in UTC."""
    return _bron()


def vandaag() -> date:
    """The day it is in Amsterdam."""
    return dag_van(nu())


class OngeldigMoment(ValueError):
    """A moment that cannot be taken as it was given."""


class ZonderTijdzone(OngeldigMoment):
    """A moment without an offset from UTC, where one is needed."""


class BuitenBereik(OngeldigMoment):
    """A moment in a year in which nobody plans anything; most likely a slip of the pen."""


class BestaatNiet(OngeldigMoment):
    """A local time in the hour that is skipped in spring; the arguments are its neighbours."""

    def __init__(self, ervoor: datetime, erna: datetime) -> None:
        super().__init__(ervoor, erna)
        self.ervoor = ervoor
        self.erna = erna


class BestaatTweemaal(OngeldigMoment):
    """A local time in the hour that comes twice in autumn; the arguments are both moments."""

    def __init__(self, eerste: datetime, tweede: datetime) -> None:
        super().__init__(eerste, tweede)
        self.eerste = eerste
        self.tweede = tweede


def uit_lokaal(lokaal: datetime) -> datetime:
    """UTC moment of a naive local time of Amsterdam, to the minute.

    Raises ``BestaatNiet`` or ``BestaatTweemaal`` where the clock change makes the time
    impossible or ambiguous: it is never guessed; ``BuitenBereik`` outside ``JAREN``.
    """
    _controleer_jaar(lokaal)
    wand = lokaal.replace(tzinfo=None, fold=0)
    vroeg = wand.replace(tzinfo=AMSTERDAM, fold=0)
    laat = wand.replace(tzinfo=AMSTERDAM, fold=1)
    bestaat = vroeg.astimezone(UTC).astimezone(AMSTERDAM).replace(tzinfo=None) == wand
    if not bestaat:
        # fold=1 takes the offset of after the change, and so lands before the gap.
        raise BestaatNiet(
            laat.astimezone(UTC).astimezone(AMSTERDAM), vroeg.astimezone(UTC).astimezone(AMSTERDAM)
        )
    if vroeg.utcoffset() != laat.utcoffset():
        raise BestaatTweemaal(vroeg, laat)
    return op_de_minuut(vroeg)


def uit_iso(tekst: str) -> datetime:
    """UTC moment of an ISO 8601 text with an offset, such as ``2026-12-04T14:00:00+01:00``.

    Raises ``ZonderTijdzone`` when the offset is missing, ``BuitenBereik`` outside ``JAREN``,
    ``OngeldigMoment`` for anything else.
    """
    try:
        moment = datetime.fromisoformat(tekst)
    except (TypeError, ValueError) as error:
        raise OngeldigMoment(tekst) from error
    if moment.tzinfo is None:
        raise ZonderTijdzone(tekst)
    _controleer_jaar(moment)
    return op_de_minuut(moment)


def _controleer_jaar(moment: datetime) -> None:
    if moment.year not in JAREN:
        raise BuitenBereik(moment)


def op_de_minuut(moment: datetime) -> datetime:
    """The moment in UTC, rounded up to a whole minute: catalogs know no seconds."""
    if moment.tzinfo is None:
        raise ZonderTijdzone(moment)
    heel = moment.astimezone(UTC).replace(second=0, microsecond=0)
    return heel if heel == moment else heel + timedelta(minutes=1)


def als_iso(moment: datetime) -> str:
    """ISO 8601 with the offset of Amsterdam at that moment."""
    return moment.astimezone(AMSTERDAM).isoformat(timespec="seconds")


def dag_van(moment: datetime) -> date:
    """The day in Europe/Amsterdam on which an aware moment falls."""
    return moment.astimezone(AMSTERDAM).date()


def in_woorden(moment: datetime) -> str:
    """``4 april 2025, 14.00 uur``: how administrators write a moment."""
    lokaal = moment.astimezone(AMSTERDAM)
    return f"{datum_in_woorden(lokaal)}, {lokaal:%H.%M} uur"


def datum_in_woorden(dag: date) -> str:
    """``4 april 2025``, for a date or a datetime."""
    return f"{dag.day} {_MAANDEN[dag.month - 1]} {dag.year}"
