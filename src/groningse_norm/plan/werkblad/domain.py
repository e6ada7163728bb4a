"""Rules of reporting progress on the worksheet of a plan.

Who reports says which state they saw (the fingerprint of the measure). When it has changed since,
nothing is overwritten: that is a conflict, which is told. To undo is to report the former values,
as a new change.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from groningse_norm.plan.domain import RedenNodig, Stand, controleer_stand
from groningse_norm.plan.uitwisseling.domain import (
    OP_NAAM,
    Cel,
    Fout,
    OngeldigeCel,
    Rij,
    Waarde,
    afdruk_van,
    gelezen,
    lees_cel,
)

# What is reported here; a file with evidence is attached on the page of the measure.
VELDEN = ("stand", "reden_nvt", "toelichting", "bewijs", "volgende_toets")


class Geweigerd(ValueError):
    """One measure cannot take a report; ``fout`` says why, ``veld`` where."""

    def __init__(self, fout: Fout, veld: str = "stand") -> None:
        super().__init__(fout)
        self.fout = fout
        self.veld = veld


@dataclass(frozen=True, slots=True)
class Melding:
    """What somebody reports of one measure, as it was filled in.

    ``was`` is the fingerprint of what they saw. ``waarden`` holds the fields that were filled in; a
    field that is not there stays as it is.
    """

    uid: str
    was: str
    waarden: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gemeld:
    """What has changed: UIDs, and for each the report that puts back what stood there."""

    uids: tuple[str, ...]
    terug: tuple[str, ...]


def afdruk(nu: Rij) -> str:
    """Fingerprint of the progress of a measure."""
    return afdruk_van(nu, VELDEN)


def neem_aan(nu: Rij, melding: Melding) -> dict[str, Waarde]:
    """What changes in a measure by this report; nothing when it says what is already so.

    Raises ``Geweigerd``.
    """
    wordt: dict[str, Waarde] = {}
    for naam, tekst in melding.waarden.items():
        try:
            wordt[naam] = lees_cel(OP_NAAM[naam], Cel("", tekst))
        except OngeldigeCel as error:
            raise Geweigerd(error.fout, naam) from error
    gewijzigd = {naam: w for naam, w in wordt.items() if w != gelezen(nu.get(naam))}
    if not gewijzigd:
        return {}
    if melding.was != afdruk(nu):
        raise Geweigerd(Fout.BOTSING)
    straks = {**nu, **gewijzigd}
    try:
        controleer_stand(Stand(str(straks["stand"])), str(straks.get("reden_nvt") or ""))
    except RedenNodig as error:
        raise Geweigerd(Fout.REDEN_NODIG, "reden_nvt") from error
    return gewijzigd


def lees_zet(tekst: str) -> Melding:
    """The report of one click: ``<UID>.<what was seen>.<state>``. Raises ``ValueError``."""
    uid, was, stand = tekst.split(".")
    return Melding(uid, was, {"stand": stand})


# --- the way back -------------------------------------------------------------------------------


def terug(uid: str, voor: Rij, gewijzigd: Mapping[str, Waarde]) -> str:
    """The report that puts back what stood there, as one line of JSON for a form."""
    waarden = {naam: "" if voor.get(naam) is None else str(voor[naam]) for naam in gewijzigd}
    return json.dumps([uid, afdruk({**voor, **gewijzigd}), waarden], ensure_ascii=False)


def lees_terug(tekst: str) -> Melding:
    """The reverse of ``terug``; raises ``ValueError`` for anything else."""
    try:
        uid, was, waarden = json.loads(tekst)
    except (TypeError, RecursionError) as error:
        raise ValueError(tekst) from error
    klopt = (
        isinstance(uid, str)
        and isinstance(was, str)
        and isinstance(waarden, dict)
        and waarden.keys() <= set(VELDEN)
        and all(isinstance(waarde, str) for waarde in waarden.values())
    )
    if not klopt:
        raise ValueError(tekst)
    return Melding(uid, was, waarden)
