"""Which item is the next version of which: kept in the site, outside the items.

By the same keys as signatures are, so that a copy or an import is nobody's version.
"""

from typing import Any

from BTrees.OOBTree import OOBTree
from plone import api
from zope.annotation.interfaces import IAnnotations

from groningse_norm.objectsleutel import geef_sleutel, sleutel_van

SLEUTEL = "groningse_norm.versies"


def maak_opslag() -> None:
    """Make the store once, so that nobody's first version has to."""
    _boom()


def _boom() -> OOBTree:
    annotaties = IAnnotations(api.portal.get())
    if SLEUTEL not in annotaties:
        annotaties[SLEUTEL] = OOBTree()
    return annotaties[SLEUTEL]


def verbind(oud, nieuw, reden: str) -> None:
    """Note that ``nieuw`` is the version after ``oud``, and why."""
    boom, van, naar = _boom(), geef_sleutel(oud), geef_sleutel(nieuw)
    boom[van] = {**boom.get(van, {}), "volgende": naar}
    boom[naar] = {"vorige": van, "reden": reden}


def vorige_van(obj) -> Any | None:
    """The version before this one, whoever may see it."""
    return _andere(obj, "vorige")


def volgende_van(obj) -> Any | None:
    """The version after this one, whoever may see it; ``None`` also when it was deleted."""
    return _andere(obj, "volgende")


def reden_van(obj) -> str:
    """Why this version was made, for whoever may see it; empty for a first one."""
    return _regel(obj).get("reden", "")


def keten_van(obj) -> list[Any]:
    """All versions, the oldest first, whoever may see them."""
    keten = [obj]
    while (eerder := vorige_van(keten[0])) is not None:
        keten.insert(0, eerder)
    while (later := volgende_van(keten[-1])) is not None:
        keten.append(later)
    return keten


def _regel(obj) -> dict[str, str]:
    boom = IAnnotations(api.portal.get()).get(SLEUTEL)
    sleutel = sleutel_van(obj)
    return {} if boom is None or sleutel is None else boom.get(sleutel, {})


def _andere(obj, kant: str) -> Any | None:
    ander = _regel(obj).get(kant)
    if ander is None:
        return None
    uid = ander.partition("/")[0]
    for brain in api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=uid):
        gevonden = brain._unrestrictedGetObject()
        if sleutel_van(gevonden) == ander:
            return gevonden
    return None
