"""Rules of versions: when there may be a next one, what it is called, when it replaces the old."""

from collections.abc import Collection

from groningse_norm import rechten
from groningse_norm.ondertekening.domain import GETEKEND, OOIT_GETEKEND

# Whoever may add an item of a kind in its place may make its next version there.
MAAKT: dict[str, str] = {
    "Norm": rechten.NORM_TOEVOEGEN,
    "Uitvoeringsplan": rechten.PLAN_TOEVOEGEN,
    "Evaluatie": rechten.EVALUATIE_TOEVOEGEN,
    "Raadsbrief": rechten.BRIEF_TOEVOEGEN,
}

# A signed letter has been sent: who read it is told why there is another.
MET_REDEN = frozenset({"Raadsbrief"})
MAXIMUM_REDEN = 500  # characters: it stands above a letter, it is no letter


class VersieGeweigerd(Exception):
    """A request about versions that the rules refuse."""

    code = ""


class NietGetekend(VersieGeweigerd):
    """What is still a draft, or being signed, is changed itself."""

    code = "versie_niet_getekend"


class GaatMetHouder(VersieGeweigerd):
    """A model plan gets its next version with its norm."""

    code = "versie_gaat_mee"


class VersieBestaat(VersieGeweigerd):
    """There is a next version; ``adres`` says where, empty when the asker may not see it."""

    code = "versie_bestaat"

    def __init__(self, adres: str = "") -> None:
        super().__init__(adres)
        self.adres = adres


class RedenNodig(VersieGeweigerd):
    """A correction of what was sent without the reason for it."""

    code = "versie_reden_nodig"


class RedenOnleesbaar(VersieGeweigerd):
    """A reason that is too long, or no text that can be shown."""

    code = "versie_reden_onleesbaar"


class GeenAndereVersie(VersieGeweigerd):
    """No such version, or none that the asker may see: the answer is the same."""

    code = "geen_andere_versie"


def controleer(fase: str, *, in_ander_stuk: bool) -> None:
    """May this item get a next version? Raises ``GaatMetHouder`` or ``NietGetekend``."""
    if in_ander_stuk:
        raise GaatMetHouder()
    if fase not in OOIT_GETEKEND:
        raise NietGetekend()


def controleer_reden(soort: str, reden: str) -> str:
    """The public reason for a version of this type, on one line.

    Raises ``RedenNodig`` for a letter without one, and ``RedenOnleesbaar``.
    """
    reden = " ".join(reden.split())
    if not reden and soort in MET_REDEN:
        raise RedenNodig()
    if len(reden) > MAXIMUM_REDEN or not reden.isprintable():
        raise RedenOnleesbaar()
    return reden


def volgend_id(id_: str, versie: int) -> str:
    """Id of the version after ``versie``: the id of the first one with ``-v`` and a number."""
    stam = id_.removesuffix(f"-v{versie}") if versie > 1 else id_
    return f"{stam}-v{versie + 1}"


def wordt_vervangen(
    fase_oud: str, fase_nieuw: str, lezers_oud: Collection[str], lezers_nieuw: Collection[str]
) -> bool:
    """Does the new version take the place of the old one now?

    Not before it is signed, and not while anybody reads the old one who does not see the new one:
    the state of the old one would tell him that there is another.
    """
    if fase_nieuw not in OOIT_GETEKEND or fase_oud not in GETEKEND:
        return False
    return rechten.IEDEREEN in lezers_nieuw or set(lezers_oud) <= set(lezers_nieuw)
