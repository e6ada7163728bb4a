"""Answers as a spreadsheet may have them, and what a meeting with registration is."""

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from groningse_norm.rekenblad import onschadelijk

# How long the organiser may keep who came: long enough for a report and a follow-up, no longer.
BEWAARTERMIJN = timedelta(days=30)

# The ids of stored rows are milliseconds since 1970; before easyform 3 they counted from 1.
_EERSTE_TIJDSTEMPEL = 10**11


def als_cel(waarde: object) -> str:
    """One answer as the text of one cell: ISO dates, ``ja`` and ``nee``, numbers as they are."""
    match waarde:
        case None:
            return ""
        case bool():
            return "ja" if waarde else "nee"
        case int() | Decimal():
            return str(waarde) if math.isfinite(waarde) else onschadelijk(str(waarde))
        case float():
            return repr(waarde) if math.isfinite(waarde) else onschadelijk(str(waarde))
        case datetime():
            return waarde.isoformat(sep=" ", timespec="seconds")
        case _:
            return onschadelijk(_als_tekst(waarde))


def _als_tekst(waarde: object) -> str:
    match waarde:
        case None:
            return ""
        case bool():
            return als_cel(waarde)
        case date():
            return waarde.isoformat()
        case dict():
            return ", ".join(f"{sleutel}: {_als_tekst(deel)}" for sleutel, deel in waarde.items())
        case set() | frozenset():
            return ", ".join(sorted(_als_tekst(deel) for deel in waarde))
        case list() | tuple():
            return ", ".join(_als_tekst(deel) for deel in waarde)
        case _:
            return str(waarde)


def moment_van(rij_id: int) -> datetime | None:
    """UTC moment at which the row with this id was stored; None where the id does not tell."""
    if rij_id < _EERSTE_TIJDSTEMPEL:
        return None
    return datetime.fromtimestamp(rij_id // 1000, UTC)


class OngeldigeBijeenkomst(ValueError):
    """A meeting that cannot be announced; the argument says why."""


@dataclass(frozen=True, slots=True)
class Bijeenkomst:
    """A meeting for which people register. Moments are aware; ``tekst`` is HTML."""

    titel: str
    begin: datetime
    einde: datetime
    plaats: str
    tekst: str
    organisator_email: str
    capaciteit: int | None = None

    def __post_init__(self) -> None:
        if not self.titel.strip():
            raise OngeldigeBijeenkomst("A meeting needs a title.")
        if self.begin.utcoffset() is None or self.einde.utcoffset() is None:
            raise OngeldigeBijeenkomst("The start and the end need a time zone.")
        if self.einde <= self.begin:
            raise OngeldigeBijeenkomst("The end comes after the start.")
        if self.capaciteit is not None and self.capaciteit < 1:
            raise OngeldigeBijeenkomst("The capacity is at least one.")

    @property
    def bewaren_tot(self) -> datetime:
        """Moment before which the organiser removes the registrations."""
        return self.einde + BEWAARTERMIJN
