"""Where rounds, records and snapshots are kept: in the site, outside the items; append-only.

A file belongs to one object of the database (``objectsleutel``). So a copy, an import or an item that
is made again under an old UID starts empty, a move or a rename changes nothing, and a file outlives
its item. What is stored are plain values, readable without this package.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent.list import PersistentList
from persistent.mapping import PersistentMapping
from plone import api
from zope.annotation.interfaces import IAnnotations

from groningse_norm.objectsleutel import geef_sleutel, sleutel_van
from groningse_norm.ondertekening.domain import (
    Ambt,
    BeeindigdeRonde,
    Handtekening,
    Partij,
    Ronde,
    sluit_aan,
    vingerafdruk,
    vingerafdruk_van,
)
from groningse_norm.ondertekening.verificatie import Bundel, bijlagen_in, keten_als_json

SLEUTEL = "groningse_norm.ondertekening"


def maak_opslag() -> None:
    """Make the store once, so that nobody's first round has to."""
    _boom()


def _boom() -> OOBTree:
    annotaties = IAnnotations(api.portal.get())
    if SLEUTEL not in annotaties:
        annotaties[SLEUTEL] = OOBTree()
    return annotaties[SLEUTEL]


class Dossier:
    """Rounds, records and snapshots of one item. Nothing in it is ever changed or removed."""

    def __init__(self, obj) -> None:
        self._obj = obj

    @property
    def _data(self) -> PersistentMapping | dict[str, Any]:
        sleutel = sleutel_van(self._obj)
        boom = IAnnotations(api.portal.get()).get(SLEUTEL)
        return {} if sleutel is None or boom is None else boom.get(sleutel, {})

    def _om_te_schrijven(self) -> PersistentMapping:
        """The file, marked as changed.

        Every act marks it, so that two acts at one moment never pass each other unseen: the
        second is tried again and sees what the first did.
        """
        boom = _boom()
        data = boom.setdefault(
            geef_sleutel(self._obj),
            PersistentMapping(
                ronde=None,
                rondes=PersistentList(),
                momentopnamen=PersistentMapping(),
                keten=IOBTree(),
                kop="",
            ),
        )
        data._p_changed = True
        return data

    @property
    def keten(self) -> tuple[Handtekening, ...]:
        """Every record, oldest first, of all rounds."""
        return self._records(0)

    def _records(self, vanaf: int, tot: int | None = None) -> tuple[Handtekening, ...]:
        keten = self._data.get("keten")
        if keten is None:
            return ()
        return tuple(Handtekening(**regel["record"]) for regel in keten.values(vanaf + 1, tot))

    @property
    def kop(self) -> str:
        """Hash of the last record as it was when it was added; empty without records."""
        return self._data.get("kop", "")

    @property
    def ronde(self) -> Ronde | None:
        """The round of the present version: running, or complete."""
        ronde = self._data.get("ronde")
        return None if ronde is None else self._ronde(ronde)

    @property
    def beeindigde_rondes(self) -> tuple[BeeindigdeRonde, ...]:
        """Rounds that were taken back, oldest first."""
        return tuple(
            BeeindigdeRonde(self._ronde(ronde), ronde["moment"], ronde["reden"])
            for ronde in self._data.get("rondes", ())
        )

    def _ronde(self, ronde: Mapping[str, Any]) -> Ronde:
        return Ronde(
            tuple(Partij(tooi, Ambt(ambt)) for tooi, ambt in ronde["partijen"]),
            ronde["momentopname"],
            ronde["versie"],
            self._records(ronde["vanaf"], ronde.get("tot")),
        )

    def momentopname(self, afdruk: str) -> bytes | None:
        """Canonical JSON of a snapshot, by its hash."""
        return self._data.get("momentopnamen", {}).get(afdruk)

    def begin(self, ronde: Ronde, momentopname: bytes) -> None:
        """Open a round over a snapshot.

        Raises ``ValueError`` when the hash is of another text, or a round is open.
        """
        if vingerafdruk_van(momentopname) != ronde.momentopname:
            raise ValueError("the snapshot does not have the hash of the round")
        data = self._om_te_schrijven()
        if data["ronde"] is not None:
            raise ValueError("a round is open: end it first")
        data["momentopnamen"].setdefault(ronde.momentopname, momentopname)
        data["ronde"] = {
            "partijen": tuple((p.tooi, str(p.ambt)) for p in ronde.partijen),
            "momentopname": ronde.momentopname,
            "versie": ronde.versie,
            "vanaf": len(data["keten"]),
        }

    def beeindig(self, moment: datetime, reden: str) -> None:
        """End the round; its signatures stay on record for the text they belong to.

        ``moment`` is aware.
        """
        data = self._om_te_schrijven()
        if data["ronde"] is not None:
            einde = {
                "tot": len(data["keten"]),
                "moment": moment.astimezone(UTC).isoformat(timespec="seconds"),
                "reden": reden.strip(),
            }
            data["rondes"].append({**data["ronde"], **einde})
            data["ronde"] = None

    def bundel(self, *, volledig: bool) -> Bundel | None:
        """The present round as it is stored, for checking; ``None`` without one.

        ``volledig`` adds what is not public: records of earlier rounds, and closed parts.
        """
        data = self._data
        ronde = data.get("ronde")
        if ronde is None:
            return None
        regels = list(data["keten"].values())
        opname = data["momentopnamen"].get(ronde["momentopname"], b"")
        return Bundel(
            momentopname=opname,
            keten=keten_als_json(
                {**ronde, "partijen": [list(partij) for partij in ronde["partijen"]]},
                regels,
                data["kop"],
                volledig=volledig,
            ),
            bijlagen=bijlagen_in(opname),
            besloten=[regel.get("besloten") for regel in regels] if volledig else None,
        )

    @property
    def besloten(self) -> tuple[dict[str, str], ...]:
        """The closed part of every record, oldest first. Not for the public."""
        keten = self._data.get("keten")
        return () if keten is None else tuple(dict(regel["besloten"]) for regel in keten.values())

    def voeg_toe(self, handtekening: Handtekening, besloten: dict[str, str]) -> None:
        """Add a record with its closed part at the end.

        Raises ``ValueError`` when it does not follow on the last, or the part is not its own.
        """
        data = self._om_te_schrijven()
        if vingerafdruk(besloten) != handtekening.besloten:
            raise ValueError("the closed part is not that of the record")
        if not sluit_aan(handtekening, len(data["keten"]), data["kop"]):
            raise ValueError("the record does not follow on the last one")
        afdruk = handtekening.afdruk
        data["keten"][handtekening.volgnummer] = {
            "record": handtekening.als_dict(),
            "afdruk": afdruk,
            "besloten": dict(besloten),
        }
        data["kop"] = afdruk
