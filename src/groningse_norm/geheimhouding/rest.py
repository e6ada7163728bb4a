"""``GET`` and ``PATCH <item>/@geheimhouding``."""

from typing import Any

from groningse_norm import klok
from groningse_norm.geheimhouding.domain import GRONDEN, ORGAAN_NAMEN, GeheimhoudingGeweigerd
from groningse_norm.geheimhouding.invoer import WOORDEN, lees, leg_vast
from groningse_norm.geheimhouding.opslag import als_json, geheimhouding_van
from groningse_norm.service import NormService, Weigering


def stand_van_zaken(obj) -> dict[str, Any]:
    """The secrecy of an item as JSON types; ``geheimhouding`` is null where there is none."""
    geheimhouding = geheimhouding_van(obj)
    gegevens: dict[str, Any] = {
        "@id": f"{obj.absolute_url()}/@geheimhouding",
        "geheimhouding": None,
        "geldt": False,
    }
    if geheimhouding is None:
        return gegevens
    return gegevens | {
        "geldt": geheimhouding.geldt,
        "geheimhouding": als_json(geheimhouding)
        | {
            "grond_in_woorden": GRONDEN[geheimhouding.grond],
            "opheffer_in_woorden": ORGAAN_NAMEN[geheimhouding.opheffer],
        },
    }


class GeheimhoudingGet(NormService):
    """Who imposed it, on which ground, and who may lift it."""

    def antwoord(self) -> dict[str, Any]:
        return stand_van_zaken(self.context)


class GeheimhoudingPatch(NormService):
    """Record that secrecy was imposed, or that it was lifted.

    ``{"opgelegd_door", "besluitdatum", "grond", "opheffer", "opheffing_datum"?,
    "opheffing_besluit"?}``; fields that are absent stay as they are.
    """

    def antwoord(self) -> dict[str, Any]:
        huidig = geheimhouding_van(self.context)
        try:
            nieuw = lees((als_json(huidig) if huidig else {}) | self.lichaam(), klok.vandaag())
        except GeheimhoudingGeweigerd as error:
            raise Weigering(400, error.code, WOORDEN[error.code]) from error
        leg_vast(self.context, nieuw)
        return stand_van_zaken(self.context)
