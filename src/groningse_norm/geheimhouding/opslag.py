"""Keeps the secrecy of an item, in an annotation."""

from datetime import date

from persistent.mapping import PersistentMapping
from zope.annotation.interfaces import IAnnotations

from groningse_norm.geheimhouding.domain import Geheimhouding, Orgaan

SLEUTEL = "groningse_norm.geheimhouding"


def geheimhouding_van(obj) -> Geheimhouding | None:
    """The secrecy that was imposed on the item, lifted or not."""
    data = IAnnotations(obj).get(SLEUTEL)
    if data is None:
        return None
    opheffing = data["opheffing_datum"]
    return Geheimhouding(
        Orgaan(data["opgelegd_door"]),
        date.fromisoformat(data["besluitdatum"]),
        data["grond"],
        Orgaan(data["opheffer"]),
        date.fromisoformat(opheffing) if opheffing else None,
        data["opheffing_besluit"],
    )


def is_geheim(obj) -> bool:
    """Does secrecy hold for the item now?"""
    geheimhouding = geheimhouding_van(obj)
    return geheimhouding is not None and geheimhouding.geldt


def bewaar(obj, geheimhouding: Geheimhouding) -> None:
    IAnnotations(obj)[SLEUTEL] = PersistentMapping(als_json(geheimhouding))


def als_json(geheimhouding: Geheimhouding) -> dict[str, str | None]:
    opheffing = geheimhouding.opheffing_datum
    return {
        "opgelegd_door": geheimhouding.opgelegd_door.value,
        "besluitdatum": geheimhouding.besluitdatum.isoformat(),
        "grond": geheimhouding.grond,
        "opheffer": geheimhouding.opheffer.value,
        "opheffing_datum": opheffing.isoformat() if opheffing else None,
        "opheffing_besluit": geheimhouding.opheffing_besluit,
    }
