"""Where promises are kept: in the site beside the letter, by the same keys as signatures.

A line for every change, with the whole promise as it was from then on; no line is changed or removed.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent.list import PersistentList
from plone import api
from zope.annotation.interfaces import IAnnotations

from groningse_norm.logboek.opslag import wie_nu
from groningse_norm.objectsleutel import geef_sleutel, sleutel_van
from groningse_norm.toezegging.domain import Toezegging, als_dict, uit_dict

SLEUTEL = "groningse_norm.toezeggingen"


def maak_opslag() -> None:
    """Make the store once, so that nobody's first promise has to."""
    annotaties = IAnnotations(api.portal.get())
    if SLEUTEL not in annotaties:
        annotaties[SLEUTEL] = OOBTree()


def _boom() -> OOBTree:
    return IAnnotations(api.portal.get()).get(SLEUTEL, OOBTree())


def regels_van(brief) -> list[dict[str, Any]]:
    """All lines of a letter, oldest first: ``moment`` (ISO 8601, UTC), ``wie``, ``toezegging``."""
    sleutel = sleutel_van(brief)
    return [] if sleutel is None else list(_boom().get(sleutel, ()))


def toezeggingen_van(brief) -> list[Toezegging]:
    """The promises of a letter as they stand now, by number."""
    laatste = {regel["toezegging"]["nummer"]: regel["toezegging"] for regel in regels_van(brief)}
    return [uit_dict(laatste[nummer]) for nummer in sorted(laatste)]


def bewaar(brief, toezegging: Toezegging, moment: datetime) -> None:
    """Add a line."""
    maak_opslag()
    boom, sleutel = _boom(), geef_sleutel(brief)
    if sleutel not in boom:
        boom[sleutel] = PersistentList()
    boom[sleutel].append(
        {
            "moment": moment.astimezone(UTC).isoformat(timespec="seconds"),
            "wie": wie_nu(),
            "toezegging": als_dict(toezegging),
        }
    )


def uids() -> Iterator[str]:
    """UIDs of the letters that may have promises, whoever may see them."""
    for sleutel in _boom():
        yield sleutel.partition("/")[0]
