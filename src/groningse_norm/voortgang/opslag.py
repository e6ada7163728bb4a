"""Where progress is kept: beside the content, by UID of plan and measure, so that a copy starts
without it and a deleted measure leaves its history.

Nothing here is written by everybody: each measure has a history of its own, and the counts that
editors of one plan share take in both of two changes that are made at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from BTrees.IOBTree import IOBTree
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from plone import api
from zope.annotation.interfaces import IAnnotations

from groningse_norm import klok
from groningse_norm.voortgang.domain import (
    Bereik,
    Cijfers,
    Feit,
    Telling,
    lees_feit,
    op_dagen,
    opgeteld,
    per_veld,
    toon,
    verschil,
    verzoen,
)
from groningse_norm.voortgang.vergelijking import PlanStanden, plan_standen

SLEUTEL = "groningse_norm.voortgang"
MEESTE_DAGEN = 240  # of one plan: a curve has at most sixty


class Aantallen(Persistent):
    """Counts by key; of two changes that are made at once both are in."""

    def __init__(self) -> None:
        self.van: dict[Any, int] = {}

    def wijzig(self, delta: Mapping[Any, int]) -> None:
        self.van = opgeteld(self.van, delta)
        self._v_cijfers: tuple[date, dict[Bereik, Cijfers]] | None = None
        self._v_dagen: dict[tuple[date, Bereik], Cijfers] = {}
        self._v_standen: tuple[date, PlanStanden] | None = None

    def cijfers(self, vandaag: date, bereik: Bereik) -> Cijfers:
        """Numbers of a telling today; worked out once a day, and after every change."""
        # A volatile attribute goes when another process changes the counts, as these do.
        bewaard = getattr(self, "_v_cijfers", None)
        if bewaard is None or bewaard[0] != vandaag:
            velden = per_veld(self.van, vandaag)
            per_bereik = {bereik: toon(velden, bereik) for bereik in Bereik}
            self._v_cijfers = bewaard = (vandaag, per_bereik)
        return bewaard[1][bereik]

    def dagen(self) -> dict[tuple[date, Bereik], Cijfers]:
        """Numbers of earlier days that were worked out; these too go with every change."""
        bewaard = getattr(self, "_v_dagen", None)
        if bewaard is None or len(bewaard) > MEESTE_DAGEN:
            self._v_dagen = bewaard = {}
        return bewaard

    def standen(self, vandaag: date) -> PlanStanden:
        """Where the plan stands per agreement, of counts by (agreement, ``Feit``)."""
        bewaard = getattr(self, "_v_standen", None)
        if bewaard is None or bewaard[0] != vandaag:
            self._v_standen = bewaard = (vandaag, plan_standen(self.van, vandaag))
        return bewaard[1]

    def _p_resolveConflict(self, oud: dict, opgeslagen: dict, nieuw: dict) -> dict:
        return {"van": verzoen(oud["van"], opgeslagen["van"], nieuw["van"])}


@dataclass(frozen=True, slots=True)
class Regel:
    """One change of a measure, in its history; ``feit`` is ``None`` when it left the plan."""

    moment: datetime
    wie: str
    feit: Feit | None


class PlanVerloop(Persistent):
    """The counts of one plan, what has changed in them by month, and the history of its measures.

    ``tooi`` is the authority, empty outside one; ``norm`` a UID. ``van`` and ``tot`` are the days
    (ordinals) from which the plan is carried out and from which another one replaces it.
    """

    tooi = ""
    norm = ""
    model = False
    van: int | None = None
    tot: int | None = None

    def __init__(self) -> None:
        self.nu = Aantallen()
        self.maanden = IOBTree()  # 12 × year + month → Aantallen by (ordinal of the day, Feit)
        self.maatregelen = OOBTree()  # UID → LOBTree: µs since 1970 → "user id|Feit"
        self.afspraken = Aantallen()  # now, by (UID of an agreement, Feit)
        self.afspraak_van = OOBTree()  # UID of a measure → UID of its agreement

    def zet(self, **kenmerken) -> None:
        """Set what is different: a plan is read by all and written seldom."""
        for naam, waarde in kenmerken.items():
            if getattr(self, naam) != waarde:
                setattr(self, naam, waarde)

    def noteer(
        self, uid: str, feit: Feit | None, moment: datetime, wie: str, afspraak: str = ""
    ) -> bool:
        """Append to the history of a measure, unless nothing has changed; is it a change?

        ``afspraak``: UID of the agreement that it carries out.
        """
        verloop = self.maatregelen.get(uid)
        was = _feit(verloop[verloop.maxKey()]) if verloop else None
        self._noteer_afspraak(uid, was, feit, afspraak)
        if was == feit:
            return False
        if verloop is None:
            verloop = self.maatregelen[uid] = LOBTree()
        sleutel = _sleutel(moment)
        if verloop:
            sleutel = max(sleutel, verloop.maxKey() + 1)
        verloop[sleutel] = f"{wie}|{feit or ''}"
        delta = verschil(was, feit)
        dag = _dag(sleutel)
        maand = dag.year * 12 + dag.month
        if maand not in self.maanden:
            self.maanden[maand] = Aantallen()
        self.maanden[maand].wijzig({(dag.toordinal(), f): n for f, n in delta.items()})
        self.nu.wijzig(delta)
        return True

    def _noteer_afspraak(
        self, uid: str, was: Feit | None, feit: Feit | None, afspraak: str
    ) -> None:
        """Keep the counts per agreement: a measure can go to another one."""
        eerder, wordt = self.afspraak_van.get(uid, ""), afspraak if feit else ""
        if (eerder, was) == (wordt, feit):
            return
        delta = {(eerder, f): n for f, n in verschil(was, None).items() if eerder}
        bij = {(wordt, f): n for f, n in verschil(None, feit).items() if wordt}
        self.afspraken.wijzig(opgeteld(delta, bij))
        if eerder != wordt:
            self.afspraak_van[uid] = wordt
        if not wordt and uid in self.afspraak_van:
            del self.afspraak_van[uid]

    def geschiedenis(self, uid: str) -> list[Regel]:
        """The history of a measure, oldest first."""
        return [
            Regel(_moment(sleutel), tekst.partition("|")[0], _feit(tekst))
            for sleutel, tekst in self.maatregelen.get(uid, {}).items()
        ]

    def loopt(self, dag: date) -> bool:
        """Is this plan carried out on that day?"""
        ordinaal = dag.toordinal()
        return (
            self.van is not None
            and self.van <= ordinaal
            and (self.tot is None or ordinaal < self.tot)
        )

    def cijfers(
        self, dagen: tuple[date, ...], vandaag: date, bereik: Bereik
    ) -> dict[date, Cijfers]:
        """Numbers at the end of each day up to today: the curve."""
        if dagen == (vandaag,):
            return {vandaag: self.nu.cijfers(vandaag, bereik)}
        bewaard = self.nu.dagen()
        if any((dag, bereik) not in bewaard for dag in dagen):
            for dag, telling in self.tellingen(dagen):
                bewaard[dag, bereik] = toon(per_veld(telling, dag), bereik)
        return {dag: bewaard[dag, bereik] for dag in dagen}

    def tellingen(self, dagen: tuple[date, ...]) -> Iterator[tuple[date, Telling]]:
        """The counts at the end of each day, latest first."""
        eerste = min(dagen)
        wijzigingen: dict[tuple[int, str], int] = {}
        for aantallen in self.maanden.values(min=eerste.year * 12 + eerste.month):
            wijzigingen |= aantallen.van
        return op_dagen(self.nu.van, wijzigingen, dagen)


def _sleutel(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000)


def _moment(sleutel: int) -> datetime:
    return datetime.fromtimestamp(sleutel / 1_000_000, UTC)


def _dag(sleutel: int) -> date:
    return klok.dag_van(_moment(sleutel))


def _feit(tekst: str) -> Feit | None:
    feit = tekst.partition("|")[2]
    return lees_feit(feit) if feit else None


# --- the store ----------------------------------------------------------------------------------


def maak_opslag() -> None:
    """Make the store once, so that the first change does not have to."""
    IAnnotations(api.portal.get()).setdefault(SLEUTEL, OOBTree())


def alle_plannen() -> Mapping[str, PlanVerloop]:
    """UID → plan, of every plan of this site."""
    return IAnnotations(api.portal.get()).get(SLEUTEL, {})


def plan_met(uid: str) -> PlanVerloop:
    """The counts of a plan; made when it has none yet, so not for reading."""
    maak_opslag()
    plannen = IAnnotations(api.portal.get())[SLEUTEL]
    if uid not in plannen:
        plannen[uid] = PlanVerloop()
    return plannen[uid]


def vergeet(uid: str) -> None:
    """A plan is gone: one that was never offered for signature, since the others stay."""
    plannen = IAnnotations(api.portal.get()).get(SLEUTEL, {})
    if uid in plannen:
        del plannen[uid]
