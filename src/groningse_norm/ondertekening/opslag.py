"""Where rounds and signatures are kept: in an annotation of the item, append-only."""

from typing import Any

from persistent.list import PersistentList
from persistent.mapping import PersistentMapping
from zope.annotation.interfaces import IAnnotations

from groningse_norm.ondertekening.domain import Ambt, Handtekening, Partij, Ronde

SLEUTEL = "groningse_norm.ondertekening"


class Dossier:
    """Rounds, records and snapshots of one item."""

    def __init__(self, obj) -> None:
        self._annotaties = IAnnotations(obj)

    @property
    def _data(self) -> PersistentMapping | dict[str, Any]:
        return self._annotaties.get(SLEUTEL) or {}

    def _schrijfbaar(self) -> PersistentMapping:
        if SLEUTEL not in self._annotaties:
            self._annotaties[SLEUTEL] = PersistentMapping(
                ronde=None,
                keten=PersistentList(),
                rondes=PersistentList(),
                momentopnamen=PersistentMapping(),
            )
        return self._annotaties[SLEUTEL]

    @property
    def keten(self) -> tuple[Handtekening, ...]:
        """Every record, oldest first, of all rounds."""
        return tuple(Handtekening(**record) for record in self._data.get("keten", ()))

    @property
    def ronde(self) -> Ronde | None:
        """The round of the present version: running, or complete."""
        ronde = self._data.get("ronde")
        if ronde is None:
            return None
        return Ronde(
            tuple(Partij(tooi, Ambt(ambt)) for tooi, ambt in ronde["partijen"]),
            ronde["momentopname"],
            ronde["versie"],
            self.keten[ronde["vanaf"] :],
        )

    def momentopname(self, afdruk: str) -> bytes | None:
        """Canonical JSON of a snapshot, by its hash."""
        return self._data.get("momentopnamen", {}).get(afdruk)

    def begin(self, ronde: Ronde, momentopname: bytes) -> None:
        data = self._schrijfbaar()
        data["momentopnamen"][ronde.momentopname] = momentopname
        data["ronde"] = {
            "partijen": tuple((p.tooi, str(p.ambt)) for p in ronde.partijen),
            "momentopname": ronde.momentopname,
            "versie": ronde.versie,
            "vanaf": len(data["keten"]),
        }

    def beeindig(self) -> None:
        """End the round without removing its signatures."""
        data = self._schrijfbaar()
        if data["ronde"] is not None:
            data["rondes"].append({**data["ronde"], "tot": len(data["keten"])})
            data["ronde"] = None

    def voeg_toe(self, handtekening: Handtekening) -> None:
        self._schrijfbaar()["keten"].append(handtekening.als_dict())


def wis_bij_kopie(obj, event) -> None:
    """A copy starts without signatures."""
    IAnnotations(obj).pop(SLEUTEL, None)
