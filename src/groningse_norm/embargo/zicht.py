"""The decision about seeing, asked of an item as it is now."""

from dataclasses import dataclass
from datetime import UTC, datetime

from Acquisition import aq_base
from Products.CMFCore.utils import getToolByName
from zope.interface import provider

from groningse_norm import klok, rechten
from groningse_norm.embargo.domain import (
    PUBLICATIE,
    SOORT,
    Oordeel,
    Reden,
    Status,
    geldend,
    mag_zien,
)
from groningse_norm.embargo.domain import wie_zien as rollen_die_zien
from groningse_norm.werkstroom.bouw import toestand_van
from groningse_norm.zegel import IWieZien


def _gevraagd(obj) -> tuple:
    status = Status(toestand_van(obj, PUBLICATIE[obj.portal_type]))
    return status, klok.nu(), getattr(aq_base(obj), "embargo_tot", None)


@provider(IWieZien)
def wie_zien(obj) -> tuple[str, ...] | None:
    """The roles that see the item now; ``None`` when it is public, or is decided elsewhere."""
    soort = SOORT.get(obj.portal_type)
    wie = None if soort is None else rollen_die_zien(soort, *_gevraagd(obj))
    return None if wie is None or rechten.IEDEREEN in wie else wie


def geldende_status(obj) -> Status:
    """The state of publication as it holds now, by state and clock."""
    return geldend(*_gevraagd(obj))


def oordeel_voor_iedereen(obj) -> Oordeel:
    """May everybody see the item now, and if not, why not?"""
    status, nu, tot = _gevraagd(obj)
    return mag_zien(SOORT[obj.portal_type], status, frozenset(), nu, tot)


@dataclass(frozen=True, slots=True)
class Intrekking:
    """When what was public was withdrawn (aware, UTC, whole seconds), and the reason that everybody reads."""

    moment: datetime
    reden: str


def intrekking_van(obj) -> Intrekking | None:
    """``None`` unless the item was withdrawn after it was public."""
    werkstroom = PUBLICATIE.get(getattr(obj, "portal_type", ""))
    if werkstroom is None or oordeel_voor_iedereen(obj).reden is not Reden.INGETROKKEN:
        return None
    stand = getToolByName(obj, "portal_workflow").getStatusOf(werkstroom.id, obj)
    moment = datetime.fromtimestamp(int(stand["time"].timeTime()), UTC)
    return Intrekking(moment, stand.get("comments", ""))
