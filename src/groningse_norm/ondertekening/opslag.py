"""Where rounds, records and snapshots are kept: in the site, outside the items; append-only.

A file belongs to one object of the database (``objectsleutel``). So a copy, an import or an item that
is made again under an old UID starts empty, a move or a rename changes nothing, and a file outlives
its item. What is stored are plain values, readable without this package.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent.list import PersistentList
from persistent.mapping import PersistentMapping
from plone import api
from ZODB.blob import Blob
from zope.annotation.interfaces import IAnnotations

from groningse_norm.objectsleutel import geef_sleutel, sleutel_van
from groningse_norm.ondertekening.buiten import Buitenregel, buiten_als_json
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
                buiten=IOBTree(),
                buiten_kop="",
                bestanden=OOBTree(),
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

    def bundel(self, *, volledig: bool, bestanden: bool = True) -> Bundel | None:
        """The present round as it is stored, for checking; ``None`` without one.

        ``volledig`` adds what is not public: records of earlier rounds, and closed parts; with
        ``bestanden`` also the hashes of the signed PDFs as they lie there, which are read for it.
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
            **self._bundel_buiten(None if volledig else ronde["momentopname"], bestanden),
        )

    def _bundel_buiten(self, alleen: str | None, bestanden: bool) -> dict[str, Any]:
        regels = list(self._data["buiten"].values())
        if not regels and not self._data["buiten_kop"]:
            return {}
        return {
            "buiten": buiten_als_json(regels, self._data["buiten_kop"], alleen),
            "buiten_besloten": None if alleen else [regel.get("besloten") for regel in regels],
            "buiten_bestanden": self._afdrukken() if bestanden and not alleen else {},
        }

    def _afdrukken(self) -> dict[str, str]:
        """SHA-256 of each registered file as it lies there now, by its hash; empty when it is gone."""
        uit = {}
        for regel in self._data["buiten"].values():
            sha256 = regel.get("record", {}).get("sha256", "")
            blob = self._data["bestanden"].get(sha256)
            if blob is None:
                uit[sha256] = ""
                continue
            with blob.open("r") as bestand:
                uit[sha256] = hashlib.file_digest(bestand, "sha256").hexdigest()
        return uit

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

    # --- signatures set outside this system ---

    @property
    def buiten(self) -> tuple[Buitenregel, ...]:
        """Every record of what was signed outside this system, oldest first."""
        regels = self._data.get("buiten")
        return (
            () if regels is None else tuple(Buitenregel(**rij["record"]) for rij in regels.values())
        )

    def buiten_besloten(self, volgnummer: int) -> dict[str, Any]:
        """The closed part of such a record. Not for the public."""
        return dict(self._data["buiten"][volgnummer]["besloten"])

    def bestand(self, sha256: str) -> bytes | None:
        """A registered PDF, by its hash. Not for the public."""
        blob = self._data.get("bestanden", {}).get(sha256)
        if blob is None:
            return None
        with blob.open("r") as bestand:
            return bestand.read()

    def bestanden(self, ruimte: int) -> dict[str, bytes]:
        """Registered PDFs by hash, as far as they fit in so many bytes. Not for the public."""
        uit: dict[str, bytes] = {}
        for sha256 in self._data.get("bestanden", ()):
            inhoud = self.bestand(sha256) or b""
            if len(inhoud) <= ruimte:
                uit[sha256] = inhoud
                ruimte -= len(inhoud)
        return uit

    def bewaar(self, sha256: str, inhoud: bytes) -> None:
        """Keep a PDF beside the chain. Raises ``ValueError`` when the hash is of another file."""
        if vingerafdruk_van(inhoud) != sha256:
            raise ValueError("the file does not have this hash")
        data = self._om_te_schrijven()
        if sha256 not in data["bestanden"]:
            data["bestanden"][sha256] = Blob(inhoud)

    def voeg_buiten_toe(self, regel: Buitenregel, besloten: Mapping[str, Any]) -> None:
        """Add a record of what was signed outside this system. Raises ``ValueError``."""
        data = self._om_te_schrijven()
        if vingerafdruk(besloten) != regel.besloten:
            raise ValueError("the closed part is not that of the record")
        volgt = regel.volgnummer == len(data["buiten"]) + 1 and regel.vorige == data["buiten_kop"]
        if not volgt:
            raise ValueError("the record does not follow on the last one")
        afdruk = regel.afdruk
        data["buiten"][regel.volgnummer] = {
            "record": regel.als_dict(),
            "afdruk": afdruk,
            "besloten": dict(besloten),
        }
        data["buiten_kop"] = afdruk
