"""Rules of a plan: the state of a measure, and how progress adds up.

Shares are weighted. A measure that does not apply leaves the denominator; weight 0 counts
nowhere; an empty set has no percentage. Days are dates in Europe/Amsterdam.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stand(StrEnum):
    """How far a measure is: the scale of the Limburg norm, with *not applicable*."""

    ONTBREEKT = "ontbreekt"
    IN_ONTWIKKELING = "in_ontwikkeling"
    UITGEVOERD = "uitgevoerd"
    NIET_VAN_TOEPASSING = "niet_van_toepassing"


STAND_NAMEN: dict[Stand, str] = {
    Stand.ONTBREEKT: "Ontbreekt",
    Stand.IN_ONTWIKKELING: "In ontwikkeling",
    Stand.UITGEVOERD: "Uitgevoerd",
    Stand.NIET_VAN_TOEPASSING: "Niet van toepassing",
}


class RedenNodig(ValueError):
    """*Not applicable* without a reason: comply or explain."""


@dataclass(frozen=True, slots=True)
class Meting:
    """What progress needs to know of one measure."""

    stand: Stand
    gewicht: int = 1
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Voortgang:
    """Progress of a set of measures."""

    totaal: int
    telt_mee: int
    uitgevoerd: int
    te_laat: int
    gewicht: int
    gewicht_uitgevoerd: int

    @property
    def percentage(self) -> int | None:
        """Weighted share that is done, rounded down; ``None`` when nothing counts."""
        return 100 * self.gewicht_uitgevoerd // self.gewicht if self.gewicht else None


def controleer_stand(stand: Stand, reden: str | None) -> None:
    """Raises ``RedenNodig`` for *not applicable* without a reason."""
    if stand is Stand.NIET_VAN_TOEPASSING and not (reden or "").strip():
        raise RedenNodig()


def is_te_laat(meting: Meting, vandaag: date) -> bool:
    """Has the deadline passed while the measure is not done?"""
    return (
        meting.deadline is not None
        and meting.deadline < vandaag
        and meting.stand not in (Stand.UITGEVOERD, Stand.NIET_VAN_TOEPASSING)
    )


def tel(metingen: Iterable[Meting], vandaag: date) -> Voortgang:
    """Add up measures; the order does not matter."""
    alle = tuple(metingen)
    mee = tuple(m for m in alle if m.stand is not Stand.NIET_VAN_TOEPASSING and m.gewicht > 0)
    klaar = tuple(m for m in mee if m.stand is Stand.UITGEVOERD)
    return Voortgang(
        totaal=len(alle),
        telt_mee=len(mee),
        uitgevoerd=len(klaar),
        te_laat=sum(is_te_laat(m, vandaag) for m in mee),
        gewicht=sum(m.gewicht for m in mee),
        gewicht_uitgevoerd=sum(m.gewicht for m in klaar),
    )
