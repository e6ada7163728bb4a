"""What opens when: the items of one site under embargo, in order of their moment.

Kept beside the catalog, not in it: nobody can ask an index about it, and the first moment is one
look at a B-tree, which every request takes.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from plone import api
from zope.annotation.interfaces import IAnnotations

SLEUTEL = "groningse_norm.embargo.agenda"


class Agenda(Persistent):
    """UIDs by moment. Keys are (seconds since 1970 in UTC, UID)."""

    def __init__(self) -> None:
        self._op_moment: OOBTree = OOBTree()
        self._moment_van: OOBTree = OOBTree()

    def plan(self, uid: str, moment: datetime) -> None:
        self.schrap(uid)
        seconden = int(moment.timestamp())
        self._op_moment[(seconden, uid)] = None
        self._moment_van[uid] = seconden

    def schrap(self, uid: str) -> None:
        seconden = self._moment_van.pop(uid, None)
        if seconden is not None:
            self._op_moment.pop((seconden, uid), None)

    @property
    def eerste(self) -> datetime | None:
        """The first moment at which something opens."""
        if not self._op_moment:
            return None
        return datetime.fromtimestamp(self._op_moment.minKey()[0], UTC)

    def aan_de_beurt(self, nu: datetime) -> Iterator[str]:
        """UIDs whose moment has come, earliest first."""
        for _seconden, uid in self._op_moment.keys(max=(int(nu.timestamp()), "\uffff")):
            yield uid

    def __len__(self) -> int:
        return len(self._moment_van)


def agenda_van(site) -> Agenda | None:
    """The agenda of a site; ``None`` where the add-on is not installed."""
    return IAnnotations(site).get(SLEUTEL)


def agenda() -> Agenda:
    """The agenda of the present site, made when it is not there."""
    annotaties = IAnnotations(api.portal.get())
    if SLEUTEL not in annotaties:
        annotaties[SLEUTEL] = Agenda()
    return annotaties[SLEUTEL]
