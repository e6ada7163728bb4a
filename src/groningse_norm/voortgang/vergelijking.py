"""How far the plans are with each agreement of their norm: the comparison with the model.

What is counted is plans, not measures: a plan stands somewhere on an agreement, whether it has one
measure for it or three. Only of today; a past day would tell who joined on it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from groningse_norm.plan.domain import Meting, Stand, is_te_laat
from groningse_norm.voortgang.domain import KLEINSTE_GROEP, MINSTE_OVERHEDEN, Bereik, lees_feit

T = TypeVar("T")

# How many measures there are of each (UID of an agreement, ``Feit`` as text).
AfspraakTelling = Mapping[tuple[str, str], int]
TE_LAAT = "te_laat"
# UIDs of the agreements of one plan, by state; under ``te_laat`` those with something overdue.
PlanStanden = Mapping[str, tuple[str, ...]]


def stand_van(metingen: Iterable[Meting]) -> Stand | None:
    """Where a plan stands with the measures of one agreement: done when all are, missing when none
    has begun. ``None`` when none of them counts.
    """
    wegen = [meting.stand for meting in metingen if meting.gewicht > 0]
    mee = {stand for stand in wegen if stand is not Stand.NIET_VAN_TOEPASSING}
    if not mee:
        return Stand.NIET_VAN_TOEPASSING if wegen else None
    return mee.pop() if len(mee) == 1 else Stand.IN_ONTWIKKELING


def plan_standen(telling: AfspraakTelling, vandaag: date) -> PlanStanden:
    """Where one plan stands, per agreement."""
    metingen: dict[str, list[Meting]] = {}
    for afspraak, feit in telling:
        metingen.setdefault(afspraak, []).append(lees_feit(feit).meting)
    gevonden: dict[str, list[str]] = {}
    for afspraak, eigen in metingen.items():
        stand = stand_van(eigen)
        if stand is not None:
            gevonden.setdefault(stand.value, []).append(afspraak)
        if any(meting.gewicht > 0 and is_te_laat(meting, vandaag) for meting in eigen):
            gevonden.setdefault(TE_LAAT, []).append(afspraak)
    return {stand: tuple(afspraken) for stand, afspraken in gevonden.items()}


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """In how many plans one agreement is how far."""

    bereik: Bereik = Bereik.GEEN
    uitgevoerd: int = 0
    in_ontwikkeling: int = 0
    ontbreekt: int = 0
    niet_van_toepassing: int = 0
    te_laat: int = 0

    @property
    def telt_mee(self) -> int:
        """Plans to which it applies."""
        return self.uitgevoerd + self.in_ontwikkeling + self.ontbreekt

    @property
    def klaar(self) -> int | None:
        """In how many it is done; ``None`` for the public when those are fewer than three, since
        at none the gap of every one of these authorities would be known.
        """
        te_klein = self.bereik is not Bereik.INTERN and self.uitgevoerd < MINSTE_OVERHEDEN
        return None if te_klein else self.uitgevoerd


GEEN_VERGELIJKING = Vergelijking()


def tel_plannen(plannen: Iterable[PlanStanden], bereik: Bereik) -> dict[str, Vergelijking]:
    """By agreement in how many plans it is how far."""
    per_stand: dict[str, Counter[str]] = {naam: Counter() for naam in (*Stand, TE_LAAT)}
    for plan in plannen:
        for stand, afspraken in plan.items():
            per_stand[stand].update(afspraken)
    alle = {afspraak for aantallen in per_stand.values() for afspraak in aantallen}
    return {
        afspraak: Vergelijking(
            bereik, **{str(stand): aantallen[afspraak] for stand, aantallen in per_stand.items()}
        )
        for afspraak in alle
    }


def publieke_groep(plannen: Iterable[tuple[datetime, str, T]]) -> list[T]:
    """The published plans that the public sees compared, out of (moment of publication, UID, plan).

    They come in by five, in order of publication: what one plan adds would follow from the
    difference with the moment before.
    """
    op_volgorde = sorted(plannen, key=lambda plan: plan[:2])
    aantal = len(op_volgorde) - len(op_volgorde) % KLEINSTE_GROEP
    return [plan for _moment, _uid, plan in op_volgorde[:aantal]]


def voor_publiek(groep: Iterable[PlanStanden]) -> dict[str, Vergelijking]:
    """Of which agreements the public sees how far the plans are: not with fewer than five."""
    geteld = tel_plannen(groep, Bereik.OPENBAAR)
    return {uid: een for uid, een in geteld.items() if een.telt_mee >= KLEINSTE_GROEP}


def voor_regio(
    groep: Iterable[PlanStanden], overige: Iterable[PlanStanden]
) -> dict[str, Vergelijking]:
    """For the programme office: all plans, where no less than three of them are not public.

    What one or two of them add would follow from the public numbers; there these are shown.
    """
    groep, overige = list(groep), list(overige)
    publiek = voor_publiek(groep)
    dicht = tel_plannen(overige, Bereik.INTERN)
    gevonden = {}
    for uid, een in tel_plannen([*groep, *overige], Bereik.INTERN).items():
        verborgen = _plannen(dicht.get(uid)) if uid in publiek else _plannen(een)
        alleen_publiek = 0 < verborgen < MINSTE_OVERHEDEN
        gevonden[uid] = publiek.get(uid, GEEN_VERGELIJKING) if alleen_publiek else een
    return gevonden


def _plannen(een: Vergelijking | None) -> int:
    return 0 if een is None else een.telt_mee + een.niet_van_toepassing


def als_dict(een: Vergelijking) -> dict[str, int | None] | None:
    """As JSON types. The public gets to how many plans it applies, and in how many it is done."""
    if een.bereik is Bereik.GEEN:
        return None
    openbaar: dict[str, int | None] = {"telt_mee": een.telt_mee, "uitgevoerd": een.klaar}
    if een.bereik is not Bereik.INTERN:
        return openbaar
    return openbaar | {
        "in_ontwikkeling": een.in_ontwikkeling,
        "ontbreekt": een.ontbreekt,
        "niet_van_toepassing": een.niet_van_toepassing,
        "te_laat": een.te_laat,
    }
