"""Rules that slow down whoever guesses the password of a signatory."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil

VENSTER = timedelta(minutes=15)
# Nobody mistypes his own password more often.
MAXIMUM_ACCOUNT = 5
# Thirteen parties sign at one table, behind one address of the town hall.
MAXIMUM_ADRES = 20
EERSTE_PAUZE = timedelta(minutes=1)
LANGSTE_PAUZE = VENSTER


def wachttijd(fouten: Iterable[datetime], maximum: int, nu: datetime) -> int:
    """Whole seconds before the next attempt is looked at; 0 when it may be made now.

    ``fouten`` are the moments of wrong passwords. From the ``maximum``-th within the window on
    there is a pause, twice as long with every next one.
    """
    recent = sorted(moment for moment in fouten if nu - VENSTER < moment <= nu)
    if len(recent) < maximum:
        return 0
    # No more doublings than reach the longest pause.
    verdubbelingen = min(len(recent) - maximum, 10)
    pauze = min(EERSTE_PAUZE * 2**verdubbelingen, LANGSTE_PAUZE)
    return max(0, ceil((recent[-1] + pauze - nu).total_seconds()))
