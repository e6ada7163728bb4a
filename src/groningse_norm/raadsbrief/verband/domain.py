"""Rules of what a letter belongs with: which kinds of items, how many, and what stays."""

from collections.abc import Iterable, Sequence

SOORTEN = (
    "Norm",
    "Uitvoeringsplan",
    "Evaluatie",
    "Event",
    "Raadsbrief",
    "Document",
    "File",
)
MAXIMUM = 50  # a list that is longer helps no reader


class TeVeel(Exception):
    """More items than a list can have that somebody reads."""


def nieuwe_lijst(gegeven: Sequence[str], eigen: str, verborgen: Iterable[str]) -> list[str]:
    """UIDs that a letter belongs with, after a person gave a new list.

    Each once, never the letter itself (``eigen``), in the order given. What this person does not see
    (``verborgen``) stays: nobody takes away what he does not know of. Raises ``TeVeel``.
    """
    lijst = [uid for uid in dict.fromkeys(gegeven) if uid != eigen]
    if len(lijst) > MAXIMUM:
        raise TeVeel()
    return list(dict.fromkeys((*lijst, *verborgen)))
