"""Where the log is kept: beside the content, so that it outlives the item. No door removes a line.

Lines by UID of the item, in a B-tree by number: a line more costs the same however long the log is,
and of two people who write at once the second is tried again, so that a chain never forks.
The read log is a B-tree of its own for each item: many people open a letter at one moment, and none
of them may wait for another.
"""

import json
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime

from AccessControl import getSecurityManager
from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from plone import api
from plone.protect.auto import safeWrite
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

from groningse_norm.logboek.domain import Logregel, Uitkomst, bewaren_vanaf, volgende

LOGBOEK = "groningse_norm.logboek"
LEESLOG = "groningse_norm.leeslog"
BEWAREN = "groningse_norm.leeslog_bewaren_dagen"


def _boom(naam: str) -> OOBTree:
    annotaties = IAnnotations(api.portal.get())
    if naam not in annotaties:
        annotaties[naam] = OOBTree()
    return annotaties[naam]


def maak_opslag() -> None:
    """Make the stores once, so that nobody's first line has to."""
    _boom(LOGBOEK)
    _boom(LEESLOG)


def herkomst() -> str:
    """Address from which the present request comes; empty for the product's own work."""
    request = getRequest()
    return (request.getClientAddr() if request is not None else "") or ""


def wie_nu() -> str:
    """User id of whoever acts now; ``systeem`` for the product itself."""
    return getSecurityManager().getUser().getId() or "systeem"


def regels_van(uid: str) -> tuple[Logregel, ...]:
    """Lines of an item, oldest first."""
    return tuple(Logregel.uit(nummer, regel) for nummer, regel in _regels(uid).items())


def regels_terug(uid: str) -> Iterator[Logregel]:
    """Lines of an item, newest first; only those that are asked for are read."""
    regels = _regels(uid)
    nummer = regels.maxKey() if regels else 0
    while nummer:
        if nummer in regels:
            yield Logregel.uit(nummer, regels[nummer])
        nummer -= 1


def _regels(uid: str) -> IOBTree:
    return _boom(LOGBOEK).get(uid, IOBTree())


def noteer(
    obj,
    handeling: str,
    moment: datetime,
    *,
    uitkomst: Uitkomst = Uitkomst.GELUKT,
    reden: str = "",
    **bijzonderheden: str | None,
) -> None:
    """Add a line about an item, in the present transaction."""
    pad = "/".join(obj.getPhysicalPath())
    noteer_bij(obj.UID(), pad, handeling, moment, uitkomst=uitkomst, reden=reden, **bijzonderheden)


def noteer_bij(
    sleutel: str,
    pad: str,
    handeling: str,
    moment: datetime,
    *,
    uitkomst: Uitkomst = Uitkomst.GELUKT,
    reden: str = "",
    **bijzonderheden: str | None,
) -> None:
    """Add a line about what is no item, such as a group, under a key of its own."""
    boom = _boom(LOGBOEK)
    if sleutel not in boom:
        boom[sleutel] = IOBTree()
    regel = volgende(
        next(regels_terug(sleutel), None),
        moment,
        handeling=handeling,
        object=sleutel,
        pad=pad,
        uitkomst=uitkomst,
        wie=wie_nu(),
        herkomst=herkomst(),
        reden=reden,
        bijzonderheden=bijzonderheden,
    )
    boom[sleutel][regel.volgnummer] = regel.als_dict()


def noteer_lezing(stuk, wat: str, moment: datetime) -> None:
    """Note that the present user opened something of an item under embargo.

    Written while a page is read, so what is written is told to the check on forged requests.
    """
    boom = _boom(LEESLOG)
    uid = stuk.UID()
    if uid not in boom:
        boom[uid] = OOBTree()
    lezingen = boom[uid]
    grens = _sleutel(bewaren_vanaf(moment, _dagen()))
    for oud in list(lezingen.keys(max=(grens, ""))):
        del lezingen[oud]
    lezing = {
        "moment": moment.astimezone(UTC).isoformat(timespec="seconds"),
        "wie": wie_nu(),
        "wat": wat,
        "herkomst": herkomst(),
    }
    # As text: a B-tree merges what two people write at once only if it can compare the values.
    lezingen[(_sleutel(moment), secrets.token_hex(4))] = json.dumps(lezing, ensure_ascii=False)
    request = getRequest()
    if request is not None and boom._p_jar is not None:
        for veranderd in boom._p_jar._registered_objects:
            safeWrite(veranderd, request)


def lezingen_van(uid: str) -> Iterator[dict[str, str]]:
    """Who opened what of this item, oldest first."""
    yield from map(json.loads, _boom(LEESLOG).get(uid, {}).values())


def _sleutel(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000_000)


def _dagen() -> int:
    return api.portal.get_registry_record(BEWAREN, default=365)
