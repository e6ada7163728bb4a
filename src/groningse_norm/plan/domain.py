"""Rules of a plan: the state of a measure, and how progress adds up.

Shares are weighted. A measure that does not apply leaves the denominator; weight 0 counts
nowhere, and neither does what has been dropped; an empty set has no percentage and no signal.
Days are dates in Europe/Amsterdam.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from operator import add, attrgetter


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


# States of the sign-off: what was not agreed yet, and a measure on which nobody works any longer.
CONCEPT = "concept"
VERVALLEN = "vervallen"

# Time to act before a deadline; what has not even begun needs a quarter.
RISICO_DAGEN = 30
RISICO_DAGEN_ONBEGONNEN = 90
# One measure in ten: a plan of thirty with one that is late is at risk, not lost.
GRENS_PROCENT = 10


class Signaal(StrEnum):
    """Beside a percentage: is it going as agreed? Shown as a word and a sign, never by colour."""

    OP_SCHEMA = "op_schema"
    RISICO = "risico"
    TE_LAAT = "te_laat"


SIGNAAL_NAMEN: dict[Signaal, str] = {
    Signaal.OP_SCHEMA: "Op schema",
    Signaal.RISICO: "Risico",
    Signaal.TE_LAAT: "Te laat",
}


@dataclass(frozen=True, slots=True)
class Meting:
    """What progress needs to know of one measure."""

    stand: Stand
    gewicht: int = 1
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Voortgang:
    """Progress of a set of measures: counts and weights, so that sets can be added up.

    ``totaal`` is all measures; the other counts are of those that count (``telt_mee``), except
    ``niet_van_toepassing``.
    """

    totaal: int = 0
    telt_mee: int = 0
    uitgevoerd: int = 0
    te_laat: int = 0
    gewicht: int = 0
    gewicht_uitgevoerd: int = 0
    in_ontwikkeling: int = 0
    niet_van_toepassing: int = 0
    risico: int = 0
    gewicht_te_laat: int = 0
    gewicht_risico: int = 0

    def __add__(self, ander: "Voortgang") -> "Voortgang":
        return Voortgang(*map(add, _tellingen(self), _tellingen(ander)))

    @property
    def ontbreekt(self) -> int:
        return self.telt_mee - self.uitgevoerd - self.in_ontwikkeling

    @property
    def percentage(self) -> int | None:
        """Weighted share that is done, rounded down; ``None`` when nothing counts."""
        return 100 * self.gewicht_uitgevoerd // self.gewicht if self.gewicht else None

    @property
    def signaal(self) -> Signaal | None:
        """*Te laat*: more than a tenth of the weight is overdue. *Risico*: something is overdue,
        or more than a tenth is at risk. ``None`` when nothing counts.
        """
        if not self.gewicht:
            return None
        if 100 * self.gewicht_te_laat > GRENS_PROCENT * self.gewicht:
            return Signaal.TE_LAAT
        if self.te_laat or 100 * self.gewicht_risico > GRENS_PROCENT * self.gewicht:
            return Signaal.RISICO
        return Signaal.OP_SCHEMA


_tellingen = attrgetter(*(veld.name for veld in fields(Voortgang)))
LEEG = Voortgang()


def tel_op(voortgangen: Iterable[Voortgang]) -> Voortgang:
    """The sum of many, in one go: a country has hundreds."""
    rijen = [_tellingen(voortgang) for voortgang in voortgangen]
    return Voortgang(*map(sum, zip(*rijen, strict=True))) if rijen else LEEG


def controleer_stand(stand: Stand, reden: str | None) -> None:
    """Raises ``RedenNodig`` for *not applicable* without a reason."""
    if stand is Stand.NIET_VAN_TOEPASSING and not (reden or "").strip():
        raise RedenNodig()


def is_te_laat(meting: Meting, vandaag: date) -> bool:
    """Has the deadline passed while the measure is not done?"""
    return meting.deadline is not None and meting.deadline < vandaag and _is_open(meting)


def is_risico(meting: Meting, vandaag: date) -> bool:
    """Is the deadline near (30 days, or 90 when nothing has begun) while it is not done?"""
    if meting.deadline is None or meting.deadline < vandaag or not _is_open(meting):
        return False
    onbegonnen = meting.stand is Stand.ONTBREEKT
    dagen = RISICO_DAGEN_ONBEGONNEN if onbegonnen else RISICO_DAGEN
    return meting.deadline <= vandaag + timedelta(days=dagen)


def _is_open(meting: Meting) -> bool:
    return meting.stand not in (Stand.UITGEVOERD, Stand.NIET_VAN_TOEPASSING)


def signaal_van(meting: Meting, vandaag: date) -> Signaal | None:
    """The signal of one measure; ``None`` when it does not count."""
    return tel((meting,), vandaag).signaal


def tel(metingen: Iterable[Meting], vandaag: date) -> Voortgang:
    """Add up measures; the order does not matter."""
    alle = tuple(metingen)
    mee = [m for m in alle if m.stand is not Stand.NIET_VAN_TOEPASSING and m.gewicht > 0]
    klaar = [m for m in mee if m.stand is Stand.UITGEVOERD]
    laat = [m for m in mee if is_te_laat(m, vandaag)]
    risico = [m for m in mee if is_risico(m, vandaag)]
    return Voortgang(
        totaal=len(alle),
        telt_mee=len(mee),
        uitgevoerd=len(klaar),
        te_laat=len(laat),
        gewicht=_gewicht(mee),
        gewicht_uitgevoerd=_gewicht(klaar),
        in_ontwikkeling=sum(m.stand is Stand.IN_ONTWIKKELING for m in mee),
        niet_van_toepassing=sum(m.stand is Stand.NIET_VAN_TOEPASSING for m in alle),
        risico=len(risico),
        gewicht_te_laat=_gewicht(laat),
        gewicht_risico=_gewicht(risico),
    )


def _gewicht(metingen: Iterable[Meting]) -> int:
    return sum(meting.gewicht for meting in metingen)
