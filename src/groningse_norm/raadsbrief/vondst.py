"""What was found: a candidate for a field, a mark on a field, and the choice between candidates."""

from collections.abc import Iterable
from dataclasses import dataclass

_MAX_GEVONDEN = 300  # a source passage is shown in a form; the letter itself is beside it


@dataclass(frozen=True, slots=True)
class Onzeker:
    """A field a person must look at. ``reden`` is Dutch for the reader, ``gevonden`` the passage it is about."""

    veld: str
    reden: str
    gevonden: str

    @classmethod
    def bij(cls, veld: str, reden: str, gevonden: str) -> "Onzeker":
        """With the passage on one line and cut to a length that can be shown."""
        passage = " ".join(gevonden.split())
        if len(passage) > _MAX_GEVONDEN:
            passage = passage[: _MAX_GEVONDEN - 1] + "…"
        return cls(veld, reden, passage)


@dataclass(frozen=True, slots=True)
class Vondst:
    """A candidate for a field: the value, and the source passage it was read from."""

    veld: str
    waarde: str
    bron: str


def kies(veld: str, kandidaten: Iterable[Vondst]) -> tuple[str | None, list[Onzeker]]:
    """The value all candidates agree on; None and a mark if they differ."""
    vondsten = [vondst for vondst in kandidaten if vondst.waarde]
    waarden = list(dict.fromkeys(vondst.waarde for vondst in vondsten))
    if not waarden:
        return None, []
    if len(waarden) == 1:
        return waarden[0], []
    bronnen = " | ".join(dict.fromkeys(vondst.bron for vondst in vondsten))
    return None, [
        Onzeker.bij(veld, "Er staan meer mogelijke waarden in de brief. Kies de juiste.", bronnen)
    ]
