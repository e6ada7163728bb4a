"""A calendar file (RFC 5545) of deadlines: whole days, which have no time zone to be wrong in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

MAKER = "-//groningse_norm//termijnen//NL"
VERVERS = timedelta(hours=12)
_BEGIN = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Afspraak:
    """One day in a calendar. ``sleutel`` stays the same when the day or the words change."""

    sleutel: str
    dag: date
    titel: str
    adres: str
    gewijzigd: datetime


def agenda(naam: str, afspraken: Iterable[Afspraak]) -> bytes:
    """The file, in UTF-8. The same appointments give the same bytes."""
    kalender = Calendar()
    kalender.add("prodid", MAKER)
    kalender.add("version", "2.0")
    kalender.add("x-wr-calname", naam)
    kalender.add("x-wr-timezone", "Europe/Amsterdam")
    kalender.add("refresh-interval", VERVERS, parameters={"VALUE": "DURATION"})
    for afspraak in sorted(afspraken, key=lambda a: (a.dag, a.sleutel)):
        kalender.add_component(_gebeurtenis(afspraak))
    return kalender.to_ical()


def volgnummer(gewijzigd: datetime) -> int:
    """SEQUENCE: grows with every change, without a counter to keep (whole seconds since 2020)."""
    return max(0, int((gewijzigd - _BEGIN).total_seconds()))


def _gebeurtenis(afspraak: Afspraak) -> Event:
    dag = Event()
    dag.add("uid", f"{afspraak.sleutel}@groningse-norm")
    # Without METHOD this is the moment of the last change (RFC 5545, 3.8.7.2).
    dag.add("dtstamp", afspraak.gewijzigd.astimezone(UTC))
    dag.add("last-modified", afspraak.gewijzigd.astimezone(UTC))
    dag.add("sequence", volgnummer(afspraak.gewijzigd))
    dag.add("dtstart", afspraak.dag)
    dag.add("dtend", afspraak.dag + timedelta(days=1))
    dag.add("summary", afspraak.titel)
    dag.add("url", afspraak.adres)
    dag.add("class", "PRIVATE")
    dag.add("transp", "TRANSPARENT")
    return dag
