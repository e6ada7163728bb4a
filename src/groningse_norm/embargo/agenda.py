"""What opens when: the items of one site under embargo, in order of their moment.

Kept beside the catalog, not in it: nobody can ask an index about it, and the first moment is one
look at a B-tree, which every request takes.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from heapq import merge
from itertools import islice

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent
from plone import api
from zope.annotation.interfaces import IAnnotations

SLEUTEL = "groningse_norm.embargo.agenda"
_ALLES = "\uffff"


class Hoogste(Persistent):
    """A number that only grows; of two that are written at once the higher one stays."""

    def __init__(self, waarde: int) -> None:
        self.waarde = waarde

    def _p_resolveConflict(self, oud: dict, opgeslagen: dict, nieuw: dict) -> dict:
        return max(opgeslagen, nieuw, key=lambda staat: staat["waarde"])


class Agenda(Persistent):
    """UIDs by moment, as (seconds since 1970 in UTC, UID); beside them those that wait.

    An item whose moment has passed while its condition is unmet leaves the row of moments, so
    that not every request looks at it again, and stands under the UID of its condition.
    """

    _geopend_tot: Hoogste | None = None  # made when the first item opens

    def __init__(self) -> None:
        self._op_moment: OOBTree = OOBTree()
        self._gegevens: OOBTree = OOBTree()  # UID → (moment, warning or None, holder, since)
        self._sinds: OOTreeSet = OOTreeSet()  # (since, UID)
        self._van_houder: OOBTree = OOBTree()  # holder → (moment, UID)
        self._wacht_op: OOBTree = OOBTree()  # UID of the condition → UIDs that wait for it
        self._waarschuw_op: OOBTree = OOBTree()
        self._aantal = Length()

    def plan(
        self,
        uid: str,
        moment: datetime,
        waarschuwing: datetime | None = None,
        houder: str = "",
        *,
        sinds: datetime,
    ) -> None:
        """Open this item at this moment; tell its clerk at ``waarschuwing``.

        ``houder`` is the authority (TOOI code) whose agenda it is in; empty for a norm. ``sinds``
        is when it came under embargo; an item that is in the agenda already keeps its own.
        """
        vroeger = self._gegevens.get(uid)
        begin = int(sinds.timestamp()) if vroeger is None else vroeger[3]
        self.schrap(uid)
        seconden = int(moment.timestamp())
        waarschuw = None if waarschuwing is None else int(waarschuwing.timestamp())
        self._op_moment[(seconden, uid)] = None
        self._gegevens[uid] = (seconden, waarschuw, houder, begin)
        self._sinds.insert((begin, uid))
        if houder not in self._van_houder:
            self._van_houder[houder] = OOTreeSet()
        self._van_houder[houder].insert((seconden, uid))
        self._aantal.change(1)
        if waarschuw is not None:
            self._waarschuw_op[(waarschuw, uid)] = None

    def schrap(self, uid: str) -> None:
        """Forget an item, whether it is planned, waits, or is not there."""
        if uid not in self._gegevens:
            return
        seconden, waarschuw, houder, begin = self._gegevens.pop(uid)
        self._aantal.change(-1)
        self._sinds.remove((begin, uid))
        self._van_houder[houder].remove((seconden, uid))
        self._op_moment.pop((seconden, uid), None)
        if waarschuw is not None:
            self._waarschuw_op.pop((waarschuw, uid), None)
        for voorwaarde, wachtenden in list(self._wacht_op.items()):
            if uid in wachtenden:
                wachtenden.remove(uid)
                if not wachtenden:
                    del self._wacht_op[voorwaarde]

    def laat_wachten(self, uid: str, voorwaarde: str) -> None:
        """The moment has come and the condition is unmet."""
        self._op_moment.pop((self._gegevens[uid][0], uid), None)
        if voorwaarde not in self._wacht_op:
            self._wacht_op[voorwaarde] = OOTreeSet()
        self._wacht_op[voorwaarde].insert(uid)

    def voorwaarde_vervuld(self, voorwaarde: str) -> None:
        """What waits for this is due: its moment has passed already."""
        for uid in self._wacht_op.pop(voorwaarde, ()):
            self._op_moment[(self._gegevens[uid][0], uid)] = None

    def noteer_opening(self, moment: datetime) -> None:
        """An item opens by the clock, and this was its moment."""
        seconden = int(moment.timestamp())
        if self._geopend_tot is None:
            self._geopend_tot = Hoogste(seconden)
        elif seconden > self._geopend_tot.waarde:
            self._geopend_tot.waarde = seconden

    @property
    def geopend_tot(self) -> float:
        """The latest moment (seconds since 1970) at which the clock of any process opened."""
        return 0.0 if self._geopend_tot is None else float(self._geopend_tot.waarde)

    @property
    def eerste(self) -> datetime | None:
        """The first moment at which something opens."""
        if not self._op_moment:
            return None
        return datetime.fromtimestamp(self._op_moment.minKey()[0], UTC)

    def eerste_na(self, nu: datetime) -> datetime | None:
        """The first moment that still lies ahead: until then no public answer changes."""
        grens = (int(nu.timestamp()), _ALLES)
        for seconden, _uid in self._op_moment.keys(min=grens, excludemin=True):
            return datetime.fromtimestamp(seconden, UTC)
        return None

    def aan_de_beurt(self, nu: datetime) -> Iterator[str]:
        """UIDs whose moment has come, earliest first."""
        for _seconden, uid in self._op_moment.keys(max=(int(nu.timestamp()), _ALLES)):
            yield uid

    def te_waarschuwen(self, nu: datetime) -> list[str]:
        """UIDs of which the clerk is to be told that they open soon."""
        return [uid for _s, uid in self._waarschuw_op.keys(max=(int(nu.timestamp()), _ALLES))]

    def gewaarschuwd(self, nu: datetime) -> None:
        for sleutel in list(self._waarschuw_op.keys(max=(int(nu.timestamp()), _ALLES))):
            del self._waarschuw_op[sleutel]

    def wachtenden(self) -> frozenset[str]:
        """UIDs whose moment has passed while their condition is unmet."""
        return frozenset(uid for uids in self._wacht_op.values() for uid in uids)

    def blad(
        self, houders: Iterable[str], begin: int, grootte: int
    ) -> Iterator[tuple[str, datetime]]:
        """UID and moment of what these authorities have under embargo, earliest first.

        So many, after the first ``begin``; what is passed over is not looked at any further.
        """
        rijen = (self._van_houder.get(houder, ()) for houder in houders)
        for seconden, uid in islice(merge(*rijen), begin, begin + grootte):
            yield uid, datetime.fromtimestamp(seconden, UTC)

    def aantal_van_houder(self, houder: str) -> int:
        return len(self._van_houder.get(houder, ()))

    @property
    def oudste_sinds(self) -> datetime | None:
        """Since when the oldest embargo lasts."""
        if not self._sinds:
            return None
        return datetime.fromtimestamp(self._sinds.minKey()[0], UTC)

    def __contains__(self, uid: str) -> bool:
        return uid in self._gegevens

    def __len__(self) -> int:
        return self._aantal()


def agenda_van(site) -> Agenda | None:
    """The agenda of a site; ``None`` where the add-on is not installed."""
    return IAnnotations(site).get(SLEUTEL)


def agenda() -> Agenda:
    """The agenda of the present site, made when it is not there."""
    annotaties = IAnnotations(api.portal.get())
    if SLEUTEL not in annotaties:
        annotaties[SLEUTEL] = Agenda()
    return annotaties[SLEUTEL]
