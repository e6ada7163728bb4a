"""What counts as work, and in which order. Days are dates in Europe/Amsterdam."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from groningse_norm.plan.domain import Meting, Stand, is_te_laat

BINNENKORT = timedelta(days=30)


class Groep(StrEnum):
    """Kinds of work, the most pressing first."""

    TE_ONDERTEKENEN = "te_ondertekenen"
    TE_BEVESTIGEN = "te_bevestigen"
    TE_VERZENDEN = "te_verzenden"
    GEPLAND = "gepland"
    TE_LEZEN = "te_lezen"
    TE_LAAT = "te_laat"
    BINNENKORT = "binnenkort"
    TE_TOETSEN = "te_toetsen"
    IN_VOORBEREIDING = "in_voorbereiding"


@dataclass(frozen=True, slots=True)
class Taak:
    """One thing to do. ``dag`` is when it is due, ``waar`` what it belongs to."""

    groep: Groep
    titel: str
    adres: str
    dag: date | None = None
    waar: str = ""


def groep_van_maatregel(
    meting: Meting, volgende_toets: date | None, vandaag: date
) -> tuple[Groep, date] | None:
    """Is there something to do on a measure, and by when? The most pressing reason counts.

    Overdue: its deadline has passed. Soon: within 30 days. To review: the day of the review is here.
    """
    if is_te_laat(meting, vandaag) and meting.deadline is not None:
        return Groep.TE_LAAT, meting.deadline
    if volgende_toets is not None and volgende_toets <= vandaag:
        return Groep.TE_TOETSEN, volgende_toets
    open_ = meting.stand not in (Stand.UITGEVOERD, Stand.NIET_VAN_TOEPASSING)
    if open_ and meting.deadline is not None and meting.deadline <= vandaag + BINNENKORT:
        return Groep.BINNENKORT, meting.deadline
    return None


def is_voor(
    wie: str, uitvoerder: str | None, waarnemer: str | None, collegas: Collection[str]
) -> bool:
    """Is a measure work for this person?

    For ``uitvoerder`` and for whoever stands in today; for all colleagues when nobody carries it out,
    or somebody who is no colleague any more.
    """
    return wie in (uitvoerder, waarnemer) or waarnemer is None or waarnemer not in collegas


def op_volgorde(taken: Iterable[Taak]) -> dict[Groep, list[Taak]]:
    """The groups in which there is work, in order; in each the earliest first."""
    alle = list(taken)
    return {
        groep: sorted(eigen, key=lambda t: (t.dag or date.max, t.waar, t.titel, t.adres))
        for groep in Groep
        if (eigen := [taak for taak in alle if taak.groep is groep])
    }
