"""``GET`` and ``PATCH <item>/@geheimhouding``."""

from datetime import date
from typing import Any

from zope.event import notify

from groningse_norm import klok
from groningse_norm.geheimhouding.domain import (
    GRONDEN,
    ORGAAN_NAMEN,
    Geheimhouding,
    GeheimhoudingGeweigerd,
    Orgaan,
)
from groningse_norm.geheimhouding.interfaces import GeheimhoudingOpgeheven
from groningse_norm.geheimhouding.opslag import als_json, bewaar, geheimhouding_van
from groningse_norm.i18n import _
from groningse_norm.logboek.opslag import noteer
from groningse_norm.service import NormService, Weigering

WOORDEN = {
    "onbekende_grond": _(
        "error_onbekende_grond",
        default="Choose a ground of art. 5.1, first or second paragraph, of the Woo.",
    ),
    "opheffing_onvolledig": _(
        "error_opheffing_onvolledig", default="Give both the date and the decision of the lifting."
    ),
    "opheffing_voor_besluit": _(
        "error_opheffing_voor_besluit", default="It cannot be lifted before it was imposed."
    ),
}


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
        data = (als_json(huidig) if huidig else {}) | self.lichaam()
        opheffing = data.get("opheffing_datum")
        try:
            nieuw = Geheimhouding(
                opgelegd_door=self._orgaan(data, "opgelegd_door"),
                besluitdatum=self._datum(data, "besluitdatum"),
                grond=str(data.get("grond") or ""),
                opheffer=self._orgaan(data, "opheffer"),
                opheffing_datum=self._datum(data, "opheffing_datum") if opheffing else None,
                opheffing_besluit=str(data.get("opheffing_besluit") or ""),
            )
        except GeheimhoudingGeweigerd as error:
            raise Weigering(400, error.code, WOORDEN[error.code]) from error
        bewaar(self.context, nieuw)
        noteer(
            self.context,
            "geheimhouding" if nieuw.geldt else "geheimhouding_opgeheven",
            klok.nu(),
            reden=nieuw.opheffing_besluit,
            grond=nieuw.grond,
            opgelegd_door=nieuw.opgelegd_door.value,
        )
        if not nieuw.geldt:
            notify(GeheimhoudingOpgeheven(self.context))
        return stand_van_zaken(self.context)

    @staticmethod
    def _orgaan(data: dict[str, Any], veld: str) -> Orgaan:
        try:
            return Orgaan(str(data.get(veld)))
        except ValueError as error:
            raise Weigering(
                400,
                veld,
                _(
                    "error_orgaan",
                    default="Choose for ${veld} one of: ${keuzes}.",
                    mapping={"veld": veld, "keuzes": ", ".join(Orgaan)},
                ),
            ) from error

    @staticmethod
    def _datum(data: dict[str, Any], veld: str) -> date:
        try:
            return date.fromisoformat(data[veld])
        except (KeyError, TypeError, ValueError) as error:
            raise Weigering(
                400,
                veld,
                _(
                    "error_datum",
                    default="Give ${veld} as a date, for example 2026-12-04.",
                    mapping={"veld": veld},
                ),
            ) from error
