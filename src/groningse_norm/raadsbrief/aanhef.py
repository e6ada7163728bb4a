"""The salutation of a letter."""

import re

from groningse_norm.raadsbrief.brieftekst import kale_regel

_AANHEF = re.compile(
    r"(?:(?:zeer\s|hoog)?geachte?\b|beste\b|edelachtba|weledel|hooggeacht|achte\b|bêste\b|dames en heren\b|l\.\s?s\.)",
    re.IGNORECASE,
)
_MAX_AANHEF = 140


def is_aanhef(regel: str) -> bool:
    """Whether the line is a salutation."""
    kaal = kale_regel(regel)
    return (
        len(kaal) <= _MAX_AANHEF
        and bool(_AANHEF.match(kaal))
        and (not kaal.endswith((".", "?")) or kaal.lower().startswith("l."))
    )
