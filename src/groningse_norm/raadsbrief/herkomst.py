"""Where in the letter a field was read, and how certain it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groningse_norm.raadsbrief.brieftekst import kale_regel
from groningse_norm.raadsbrief.vondst import Onzeker

ZEKER, ONZEKER, NIET_GEVONDEN = "zeker", "onzeker", "niet gevonden"
_MAX_WOORDEN = 300  # a passage is shown in a form; the letter itself is beside it


@dataclass(frozen=True, slots=True)
class Bron:
    """``waar`` in Dutch ("alinea 4", "tabel 1, rij 2"), ``woorden`` as they stand there, without marks."""

    waar: str
    woorden: str


def bron_van(passage: str, regels: Sequence[str], plekken: Sequence[str]) -> Bron | None:
    """The first place where the passage stands, on one line or over some that follow each other."""
    gezocht = _kaal(passage)
    if not gezocht:
        return None
    for begin, regel in enumerate(regels):
        kaal = _kaal(regel)
        if not kaal or not (gezocht in kaal or gezocht.startswith(kaal)):
            continue
        einde, samen = begin, kaal
        while len(samen) < len(gezocht) and einde + 1 < len(regels):
            einde += 1
            samen = " ".join([samen, _kaal(regels[einde])]).strip()
        if gezocht in samen:
            return Bron(_waar(plekken[begin : einde + 1]), _kort(gezocht))
    return None


def bron_van_tekst(regels: Sequence[str], plekken: Sequence[str]) -> Bron | None:
    """The running text: from where to where, and its first words."""
    gevuld = [nummer for nummer, regel in enumerate(regels) if regel.strip()]
    if not gevuld:
        return None
    return Bron(_waar([plekken[gevuld[0]], plekken[gevuld[-1]]]), _kort(_kaal(regels[gevuld[0]])))


def zekerheid(waarden: Mapping[str, object], onzeker: Sequence[Onzeker]) -> dict[str, dict]:
    """Each field with ``oordeel`` (ZEKER, ONZEKER or NIET_GEVONDEN) and ``redenen``: why a person must look."""
    uit = {}
    for veld, waarde in waarden.items():
        redenen = list(dict.fromkeys(rij.reden for rij in onzeker if rij.veld == veld))
        oordeel = ONZEKER if redenen else ZEKER if waarde else NIET_GEVONDEN
        uit[veld] = {"oordeel": oordeel, "redenen": redenen}
    return uit


def _kaal(tekst: str) -> str:
    return " ".join(kale_regel(tekst).split())


def _kort(tekst: str) -> str:
    return tekst if len(tekst) <= _MAX_WOORDEN else tekst[: _MAX_WOORDEN - 1] + "…"


def _waar(plekken: Sequence[str]) -> str:
    eerste, laatste = plekken[0], plekken[-1]
    return eerste if eerste == laatste else f"{eerste} tot en met {laatste}"
