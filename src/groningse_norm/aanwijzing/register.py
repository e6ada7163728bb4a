"""Where the register of an authority is kept: as lines of the log, under a key of its own.

So a record is chained, with who made it, when and from where; no door of Plone changes or removes
one, and an authority that is made again under an old code or UID starts with an empty register.
"""

from collections.abc import Mapping
from datetime import datetime

from plone import api

from groningse_norm.aanwijzing.domain import (
    BEEINDIG,
    WIJS_AAN,
    Opgave,
    Register,
    als_bijzonderheden,
    controleer_einde,
    controleer_opgave,
)
from groningse_norm.logboek.domain import Logregel, Uitkomst, eerste_breuk
from groningse_norm.logboek.opslag import noteer_bij, regels_van
from groningse_norm.objectsleutel import geef_sleutel, sleutel_van
from groningse_norm.overheid.domain import GROEPSOORTEN


def register_van(overheid) -> Register:
    """The register of an authority; empty for ``None``."""
    return Register.van(_regels(overheid))


def is_onaangetast(overheid) -> bool:
    """Can every line be read, and does it still follow on the one before?"""
    regels = _regels(overheid)
    return eerste_breuk(regels) is None and not Register.van(regels).beschadigd


def mensen_van(overheid) -> dict[str, str]:
    """User id → full name of everybody who acts for this authority, by name."""
    mensen = {
        lid.getId(): lid.getProperty("fullname") or lid.getId()
        for soort in GROEPSOORTEN
        if api.group.get(soort.groep_id(overheid.tooi)) is not None
        for lid in api.user.get_users(groupname=soort.groep_id(overheid.tooi))
    }
    return dict(sorted(mensen.items(), key=lambda paar: (paar[1].casefold(), paar[0])))


def wijs_aan(overheid, opgave: Opgave, moment: datetime) -> None:
    """Record a designation. Raises ``AanwijzingGeweigerd``."""
    controleer_opgave(register_van(overheid), opgave, moment)
    _noteer(overheid, WIJS_AAN, moment, "", als_bijzonderheden(opgave))


def beeindig(overheid, nummer: int, reden: str, moment: datetime) -> None:
    """End a designation now. Raises ``AanwijzingGeweigerd``."""
    reden = controleer_einde(register_van(overheid), nummer, reden, moment)
    _noteer(overheid, BEEINDIG, moment, reden, {"betreft": str(nummer)})


def _regels(overheid) -> tuple[Logregel, ...]:
    sleutel = None if overheid is None else sleutel_van(overheid)
    return () if sleutel is None else regels_van(_onder(sleutel))


def _noteer(
    overheid, handeling: str, moment: datetime, reden: str, wat: Mapping[str, str | None]
) -> None:
    pad = "/".join(overheid.getPhysicalPath())
    sleutel = _onder(geef_sleutel(overheid))
    noteer_bij(sleutel, pad, handeling, moment, uitkomst=Uitkomst.GELUKT, reden=reden, **wat)


def _onder(sleutel: str) -> str:
    return f"aanwijzingen:{sleutel}"
