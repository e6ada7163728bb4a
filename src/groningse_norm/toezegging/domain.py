"""Rules of promises (*toezeggingen*) that a letter makes to the council.

What was promised stands in the signed letter; what becomes of it is kept beside the letter as lines
to which one is added with every change. Days are dates in Europe/Amsterdam.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any
from unicodedata import category

from groningse_norm import klok
from groningse_norm.embargo.domain import LEZERS
from groningse_norm.embargo.domain import Status as Publicatie

MAX_TEKST = 2000  # characters
MAX_WIE = 200
MAX_AANTAL = 200  # promises in one letter
BLADGROOTTE = 25  # lines of a list on a page
VERSTE_CIJFERS = 7  # of where a page begins: past any list


class Status(StrEnum):
    OPEN = "open"
    NAGEKOMEN = "nagekomen"
    VERVALLEN = "vervallen"


STATUS_NAMEN = {
    Status.OPEN: "Open",
    Status.NAGEKOMEN: "Nagekomen",
    Status.VERVALLEN: "Vervallen",
}


class ToezeggingGeweigerd(ValueError):
    """A promise or a change that cannot be taken; ``veld`` names the field."""

    code = ""

    def __init__(self, veld: str = "") -> None:
        super().__init__(veld)
        self.veld = veld


class VeldOnbruikbaar(ToezeggingGeweigerd):
    """No text where text is needed, too long, no day, no known status."""

    code = "toezegging_veld"


class PassageNietGevonden(ToezeggingGeweigerd):
    """The passage does not stand in the letter."""

    code = "toezegging_passage"


class OpmerkingNodig(ToezeggingGeweigerd):
    """A promise that is kept, lapses, or is open again, without a word of why."""

    code = "toezegging_opmerking"


class GeenToezegging(ToezeggingGeweigerd):
    """No promise with this number."""

    code = "geen_toezegging"


class TeVeel(ToezeggingGeweigerd):
    code = "toezegging_te_veel"


class NogNietGetekend(ToezeggingGeweigerd):
    """The words of the letter may still change, so that it promises nothing yet."""

    code = "toezegging_niet_getekend"


@dataclass(frozen=True, slots=True)
class Toezegging:
    """A promise as it stands now. ``passage`` is quoted from the letter, ``per`` the day on which
    the promise was kept or lapsed."""

    nummer: int
    tekst: str
    passage: str = ""
    termijn: date | None = None
    verantwoordelijke: str = ""
    openbaar: bool = False
    status: Status = Status.OPEN
    per: date | None = None
    opmerking: str = ""

    def te_laat(self, vandaag: date) -> bool:
        """Open, and its day has passed."""
        return self.status is Status.OPEN and self.termijn is not None and self.termijn < vandaag


VELDEN = tuple(naam for naam in Toezegging.__dataclass_fields__ if naam != "nummer")


def voeg_toe(
    bestaand: Iterable[Toezegging],
    gegevens: Mapping[str, Any],
    brieftekst: str,
    vandaag: date,
    *,
    getekend: bool,
) -> Toezegging:
    """A new promise in a letter that is or was signed; raises ``ToezeggingGeweigerd``.

    It starts open.
    """
    if not getekend:
        raise NogNietGetekend()
    nummer = max((t.nummer for t in bestaand), default=0) + 1
    if nummer > MAX_AANTAL:
        raise TeVeel()
    begin = {naam: waarde for naam, waarde in gegevens.items() if naam not in _UITKOMST}
    return _met(Toezegging(nummer, ""), {"tekst": "", **begin}, brieftekst, vandaag)


def wijzig(
    oud: Toezegging, gegevens: Mapping[str, Any], brieftekst: str, vandaag: date
) -> Toezegging:
    """The promise with these fields; raises ``ToezeggingGeweigerd``.

    Another status wants a remark of its own; ``per`` is today when it is not given, and never later.
    """
    anders = "status" in gegevens and gegevens["status"] != oud.status
    if anders and not str(gegevens.get("opmerking") or "").strip():
        raise OpmerkingNodig("opmerking")
    return _met(oud, gegevens, brieftekst, vandaag)


def _met(
    oud: Toezegging, gegevens: Mapping[str, Any], brieftekst: str, vandaag: date
) -> Toezegging:
    nieuw = replace(
        oud, **{naam: _lees(naam, gegevens[naam]) for naam in VELDEN if naam in gegevens}
    )
    if "passage" in gegevens and _kaal(nieuw.passage) not in _kaal(brieftekst):
        raise PassageNietGevonden("passage")
    if nieuw.status is Status.OPEN:
        return replace(nieuw, per=None)
    per = nieuw.per or vandaag
    if per > vandaag:
        raise VeldOnbruikbaar("per")
    return replace(nieuw, per=per)


_UITKOMST = ("status", "per", "opmerking")
_LENGTE = {
    "tekst": (1, MAX_TEKST),
    "passage": (0, MAX_TEKST),
    "opmerking": (0, MAX_TEKST),
    "verantwoordelijke": (0, MAX_WIE),
}


def _lees(naam: str, waarde: Any) -> Any:
    if naam in _LENGTE:
        return _lees_tekst(naam, "" if waarde is None else waarde)
    if naam == "openbaar":
        if not isinstance(waarde, bool):
            raise VeldOnbruikbaar(naam)
        return waarde
    try:
        if naam == "status":
            return Status(waarde)
        return _lees_dag(waarde)
    except (TypeError, ValueError) as error:
        raise VeldOnbruikbaar(naam) from error


def _lees_tekst(naam: str, waarde: Any) -> str:
    kortst, langst = _LENGTE[naam]
    if not isinstance(waarde, str) or not kortst <= len(waarde.strip()) <= langst:
        raise VeldOnbruikbaar(naam)
    if any(category(teken) in ("Cc", "Cs") and teken not in "\r\n\t" for teken in waarde):
        raise VeldOnbruikbaar(naam)
    return waarde.strip()


def _lees_dag(waarde: Any) -> date | None:
    """A day as ``2026-06-30``; raises ``ValueError`` or ``TypeError``."""
    if waarde is None or waarde == "":
        return None
    dag = waarde if isinstance(waarde, date) else date.fromisoformat(waarde)
    if dag.year not in klok.JAREN:
        raise ValueError(dag)
    return dag


def _kaal(tekst: str) -> str:
    return re.sub(r"\s+", " ", tekst).strip().casefold()


def mag_zien(toezegging: Toezegging, rollen: Iterable[str]) -> bool:
    """May somebody with these roles on the letter, who sees the letter itself, see this promise?

    Council and clerk see every promise of a letter they read; others those marked public.
    """
    return toezegging.openbaar or bool({*rollen} & {*LEZERS["brief"][Publicatie.ONDER_EMBARGO]})


class Filter(StrEnum):
    """What of a list of promises is shown."""

    ALLE = "alle"
    OPEN = "open"
    TE_LAAT = "te_laat"
    NAGEKOMEN = "nagekomen"
    VERVALLEN = "vervallen"


def past(toezegging: Toezegging, filter_: Filter, vandaag: date) -> bool:
    """Does the promise belong in the list under this filter?"""
    if filter_ is Filter.TE_LAAT:
        return toezegging.te_laat(vandaag)
    return filter_ is Filter.ALLE or toezegging.status.value == filter_.value


def lees_begin(gegeven: object) -> int | None:
    """Where a page of the list begins, from a query; ``None`` for what nobody can mean."""
    if gegeven == "":
        return 0
    heel = isinstance(gegeven, str) and gegeven.isascii() and gegeven.isdigit()
    return int(str(gegeven)) if heel and len(str(gegeven)) <= VERSTE_CIJFERS else None


def volgorde(toezegging: Toezegging) -> tuple[bool, date]:
    """Sort key: open ones first, the earliest day first, those without a day last."""
    return toezegging.status is not Status.OPEN, toezegging.termijn or date.max


def als_dict(toezegging: Toezegging) -> dict[str, Any]:
    """JSON types; days as ISO 8601."""
    waarden = {naam: getattr(toezegging, naam) for naam in ("nummer", *VELDEN)}
    return {
        naam: waarde.isoformat() if isinstance(waarde, date) else waarde
        for naam, waarde in waarden.items()
    } | {"status": toezegging.status.value}


def uit_dict(gegevens: Mapping[str, Any]) -> Toezegging:
    """The promise that ``als_dict`` wrote."""
    return Toezegging(
        **{
            **gegevens,
            "status": Status(gegevens["status"]),
            "termijn": _lees_dag(gegevens["termijn"]),
            "per": _lees_dag(gegevens["per"]),
        }
    )
