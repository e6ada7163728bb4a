"""Rules of paper: the style of an authority, readable colours, and whose copy it is."""

import re
from dataclasses import dataclass
from datetime import datetime

from groningse_norm import klok

_KLEUR = re.compile(r"#[0-9a-fA-F]{6}")
# WCAG 2.2, 1.4.3: text on a background. On paper and on a projector no less.
LEESBAAR_CONTRAST = 4.5
NEUTRAAL_BLAUW = "#154273"


class GeenKleur(ValueError):
    """Text that is no colour; the argument is that text."""


class OnleesbareKleur(ValueError):
    """A colour that cannot be read on white; the argument is its contrast."""


def contrast_met_wit(kleur: str) -> float:
    """Contrast of ``#rrggbb`` with white (WCAG 2.2): 1 is none, 21 is black. Raises ``GeenKleur``."""
    if not _KLEUR.fullmatch(kleur):
        raise GeenKleur(kleur)
    rood, groen, blauw = (_lineair(int(kleur[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 1.05 / (0.2126 * rood + 0.7152 * groen + 0.0722 * blauw + 0.05)


def _lineair(kanaal: float) -> float:
    return kanaal / 12.92 if kanaal <= 0.04045 else float(((kanaal + 0.055) / 1.055) ** 2.4)


def controleer_kleur(kleur: str) -> str:
    """The colour in lower case; raises ``GeenKleur`` or ``OnleesbareKleur``."""
    contrast = contrast_met_wit(kleur)
    if contrast < LEESBAAR_CONTRAST:
        raise OnleesbareKleur(f"{contrast:.1f}")
    return kleur.lower()


@dataclass(frozen=True, slots=True)
class Huisstijl:
    """How the paper of an authority looks; neutral where it says nothing.

    ``logo`` is a data URI (PNG, JPEG or SVG); empty: the name in words.
    """

    naam: str
    adres: tuple[str, ...] = ()
    kleur: str = NEUTRAAL_BLAUW
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Stempel:
    """What stands over every page of one copy: a word across it, and a line at its foot."""

    groot: str
    regel: str = ""


def persoonlijk(wie: str, moment: datetime, stand: str, uitleg: str) -> Stempel:
    """The stamp on a copy that is not public: whose it is, and when it was handed out (aware)."""
    return Stempel(stand, f"Persoonlijk exemplaar van {wie}, {klok.in_woorden(moment)}. {uitleg}")
