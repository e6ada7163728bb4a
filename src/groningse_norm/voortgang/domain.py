"""Progress at a moment, and whose progress somebody may see.

A set of measures is kept as a *telling*: how many measures there are of each ``Feit``. Tellings
add up, so a region is the sum of its plans, and a day in the past is today less what has changed
since. Days are dates in Europe/Amsterdam; a day's numbers are those at its end.
"""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import chain, repeat
from typing import TypeVar

from groningse_norm.plan.domain import LEEG, Meting, Stand, Voortgang, tel, tel_op

K = TypeVar("K")

# How many measures there are of each ``Feit``, as text.
Telling = Mapping[str, int]
# The same for what has changed, by (ordinal of the day, ``Feit``).
Wijzigingen = Mapping[tuple[int, str], int]


# --- what counts of a measure -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Feit:
    """What counts of one measure at a moment."""

    veld: str
    meting: Meting

    def __str__(self) -> str:
        """``informatie|uitgevoerd|1|2026-06-30``: short, as it is kept ten years long."""
        meting = self.meting
        deadline = meting.deadline.isoformat() if meting.deadline else ""
        return f"{self.veld}|{meting.stand}|{meting.gewicht}|{deadline}"


@lru_cache(maxsize=16384)
def lees_feit(tekst: str) -> Feit:
    """The reverse of ``str(feit)``."""
    veld, stand, gewicht, deadline = tekst.split("|")
    dag = date.fromisoformat(deadline) if deadline else None
    return Feit(veld, Meting(Stand(stand), int(gewicht), dag))


def verschil(was: Feit | None, wordt: Feit | None) -> dict[str, int]:
    """What a change does to a telling; ``None``: the measure is not there."""
    delta = Counter({str(wordt): 1} if wordt else {})
    delta.subtract({str(was): 1} if was else {})
    return {feit: aantal for feit, aantal in delta.items() if aantal}


def opgeteld(een: Mapping[K, int], ander: Mapping[K, int]) -> dict[K, int]:
    """The sum of two tellings or changes, without what comes to nothing."""
    som = Counter(een)
    som.update(ander)
    return {feit: aantal for feit, aantal in som.items() if aantal}


def verzoen(oud: Mapping[K, int], een: Mapping[K, int], ander: Mapping[K, int]) -> dict[K, int]:
    """Two changes of ``oud`` that were made at once, both of them in: nothing is lost."""
    som = Counter(een)
    som.update(ander)
    som.subtract(oud)
    return {feit: aantal for feit, aantal in som.items() if aantal}


# --- numbers of a telling -----------------------------------------------------------------------

Velden = Mapping[str, Voortgang]


def per_veld(telling: Telling, vandaag: date) -> dict[str, Voortgang]:
    """Progress of each field that has measures."""
    metingen: dict[str, list[Iterable[Meting]]] = {}
    for tekst, aantal in telling.items():
        feit = lees_feit(tekst)
        metingen.setdefault(feit.veld, []).append(repeat(feit.meting, aantal))
    return {
        veld: tel(chain.from_iterable(delen), vandaag) for veld, delen in sorted(metingen.items())
    }


def samen(voortgangen: Iterable[Voortgang]) -> Voortgang:
    """Progress of all sets together."""
    return tel_op(voortgangen)


def op_dagen(
    telling: Telling, wijzigingen: Wijzigingen, dagen: Sequence[date]
) -> Iterator[tuple[date, Telling]]:
    """The telling at the end of each day, latest day first.

    ``telling`` is the present one; ``wijzigingen`` holds at least all changes after the earliest
    day.
    """
    stand = Counter(telling)
    over = sorted(wijzigingen.items())
    for dag in sorted(dagen, reverse=True):
        while over and over[-1][0][0] > dag.toordinal():
            (_dag, feit), aantal = over.pop()
            stand[feit] -= aantal
        yield dag, {feit: aantal for feit, aantal in stand.items() if aantal}


# --- the question -------------------------------------------------------------------------------


class OngeldigeVraag(ValueError):
    """A question about progress that cannot be answered; ``code`` names what is wrong."""

    code = "ongeldige_vraag"


class OngeldigeDag(OngeldigeVraag):
    """No date, a date in the future, or one before there was any plan."""

    code = "ongeldige_dag"


class OngeldigeReeks(OngeldigeVraag):
    """No such step, or too many points."""

    code = "ongeldige_reeks"


class Stap(StrEnum):
    """Distance between the points of a curve; each but the last ends a period."""

    WEEK = "week"
    MAAND = "maand"
    KWARTAAL = "kwartaal"
    JAAR = "jaar"


_MAANDEN = {Stap.MAAND: 1, Stap.KWARTAAL: 3, Stap.JAAR: 12}
_DAG = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EERSTE_DAG = date(2000, 1, 1)
PUNTEN = 12
MEESTE_PUNTEN = 60  # five years by month; a request draws no more than that


def lees_dag(tekst: object, vandaag: date) -> date:
    """A day up to today, as ``2026-06-30``; raises ``OngeldigeDag``."""
    try:
        if not isinstance(tekst, str) or not _DAG.fullmatch(tekst):
            raise ValueError(tekst)
        dag = date.fromisoformat(tekst)
    except ValueError as error:
        raise OngeldigeDag(tekst) from error
    if not EERSTE_DAG <= dag <= vandaag:
        raise OngeldigeDag(tekst)
    return dag


def lees_reeks(stap: object, punten: object, op: date) -> tuple[date, ...]:
    """The days of a curve up to ``op``, earliest first; raises ``OngeldigeReeks``."""
    try:
        if not isinstance(stap, str) or not re.fullmatch(r"[0-9]{1,2}", str(punten)):
            raise ValueError(stap, punten)
        gekozen, aantal = Stap(stap), int(str(punten))
    except ValueError as error:
        raise OngeldigeReeks(stap, punten) from error
    if not 2 <= aantal <= MEESTE_PUNTEN:
        raise OngeldigeReeks(stap, punten)
    dagen = [op]
    while len(dagen) < aantal:
        dagen.append(_vorig_einde(dagen[-1], gekozen))
    return tuple(reversed(dagen))


def _vorig_einde(dag: date, stap: Stap) -> date:
    """The last day of the period before the one in which this day lies."""
    if stap is Stap.WEEK:
        return dag - timedelta(days=dag.isoweekday())
    lengte = _MAANDEN[stap]
    begin = dag.month - (dag.month - 1) % lengte
    jaar, maand = (dag.year, begin - 1) if begin > 1 else (dag.year - 1, 12)
    return date(jaar, maand, monthrange(jaar, maand)[1])


# --- whose progress somebody may see ------------------------------------------------------------


class Bereik(StrEnum):
    """Which numbers of a plan somebody may see."""

    INTERN = "intern"
    OPENBAAR = "openbaar"
    GEEN = "geen"


def bereik_van(*, model: bool, ziet_voortgang: bool, is_openbaar: bool) -> Bereik:
    """Which numbers of a plan somebody may see: the one decision about progress.

    ``ziet_voortgang``: holds *View progress* on the plan, as staff and administrators of its own
    authority do. All others see what that authority has published, as numbers. A model is carried
    out by nobody.
    """
    if model:
        return Bereik.GEEN
    if ziet_voortgang:
        return Bereik.INTERN
    return Bereik.OPENBAAR if is_openbaar else Bereik.GEEN


# Fewer measures than this are no statistics: their numbers would tell of one measure.
KLEINSTE_GROEP = 5
# The programme office sees unpublished plans in a sum of at least this many authorities.
MINSTE_OVERHEDEN = 3


@dataclass(frozen=True, slots=True)
class Cijfers:
    """The numbers of a set that somebody may see; ``None`` and no fields where there are none."""

    bereik: Bereik = Bereik.GEEN
    totaal: Voortgang | None = None
    velden: Velden = field(default_factory=dict)


GEEN_CIJFERS = Cijfers()


def toon(velden: Velden, bereik: Bereik) -> Cijfers:
    """Numbers of one plan as somebody with this reach may see them.

    For the public a plan of fewer than five measures that count has no numbers; and when one of
    its fields is that small no field has, or the small one would follow by subtraction.
    """
    if bereik is Bereik.GEEN or not velden:
        return Cijfers(bereik)
    totaal = samen(velden.values())
    if bereik is Bereik.INTERN:
        return Cijfers(bereik, totaal, velden)
    if totaal.telt_mee < KLEINSTE_GROEP:
        return Cijfers(bereik)
    klein = any(voortgang.telt_mee < KLEINSTE_GROEP for voortgang in velden.values())
    return Cijfers(bereik, totaal, {} if klein else velden)


def som(delen: Iterable[Cijfers]) -> Cijfers:
    """Numbers of sets together, out of what is shown of each: nothing is left to subtract.

    The reach is the narrowest of those that have numbers.
    """
    getoond = [deel for deel in delen if deel.totaal is not None]
    if not getoond:
        return GEEN_CIJFERS
    velden: dict[str, list[Voortgang]] = {}
    for deel in getoond:
        for veld, voortgang in deel.velden.items():
            velden.setdefault(veld, []).append(voortgang)
    alles = all(deel.bereik is Bereik.INTERN for deel in getoond)
    return Cijfers(
        Bereik.INTERN if alles else Bereik.OPENBAAR,
        samen(deel.totaal for deel in getoond if deel.totaal is not None),
        {veld: samen(voortgangen) for veld, voortgangen in sorted(velden.items())},
    )


def regiosom(overheden: Iterable[tuple[Cijfers, Velden]]) -> Cijfers:
    """Numbers of all authorities together, published or not: of each what the public sees of it,
    and its fields.

    For the programme office. There are none when the public misses the numbers of just one or two:
    those would follow from all others. Nor are there by field, when that holds for some field.
    """
    alle = [(publiek, velden) for publiek, velden in overheden if velden]
    if _te_weinig(samen(velden.values()) for publiek, velden in alle if publiek.totaal is None):
        return GEEN_CIJFERS
    geheel = som(toon(velden, Bereik.INTERN) for _publiek, velden in alle)
    dicht = [velden for publiek, velden in alle if not publiek.velden]
    if any(_te_weinig(velden.get(veld, LEEG) for velden in dicht) for veld in geheel.velden):
        return replace(geheel, velden={})
    return geheel


def _te_weinig(dicht: Iterable[Voortgang]) -> bool:
    """Are there too few for one of them to stay hidden in their sum?"""
    return 0 < sum(voortgang.telt_mee > 0 for voortgang in dicht) < MINSTE_OVERHEDEN


def als_dict(voortgang: Voortgang | None, bereik: Bereik) -> dict[str, object] | None:
    """As JSON types. The public gets counts and the percentage.

    Deadlines of a published plan are public, so a count of what is overdue would name measures.
    """
    if voortgang is None:
        return None
    openbaar: dict[str, object] = {
        "totaal": voortgang.totaal,
        "telt_mee": voortgang.telt_mee,
        "uitgevoerd": voortgang.uitgevoerd,
        "percentage": voortgang.percentage,
    }
    if bereik is not Bereik.INTERN:
        return openbaar
    return openbaar | {
        "in_ontwikkeling": voortgang.in_ontwikkeling,
        "ontbreekt": voortgang.ontbreekt,
        "niet_van_toepassing": voortgang.niet_van_toepassing,
        "te_laat": voortgang.te_laat,
        "risico": voortgang.risico,
        "signaal": voortgang.signaal,
    }
