"""The decision about seeing, asked of an item as it is now."""

from Acquisition import aq_base
from zope.interface import provider

from groningse_norm import klok, rechten
from groningse_norm.embargo.domain import (
    PUBLICATIE,
    SOORT,
    Oordeel,
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
