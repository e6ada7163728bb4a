"""The page on which secrecy is recorded, and the decision that lifts it."""

from groningse_norm import klok
from groningse_norm.geheimhouding.domain import GRONDEN, ORGAAN_NAMEN, GeheimhoudingGeweigerd
from groningse_norm.geheimhouding.invoer import WOORDEN, lees, leg_vast
from groningse_norm.geheimhouding.opslag import als_json, geheimhouding_van
from groningse_norm.pagina import Formulier

VELDEN = (
    "opgelegd_door",
    "besluitdatum",
    "grond",
    "opheffer",
    "opheffing_datum",
    "opheffing_besluit",
)


class GeheimhoudingPage(Formulier):
    """``@@geheimhouding``: who imposed it, on which ground, who may lift it; and the lifting."""

    organen = tuple((orgaan.value, naam) for orgaan, naam in ORGAAN_NAMEN.items())
    gronden = tuple((code, f"{code}: {naam}") for code, naam in GRONDEN.items())

    @property
    def geldt(self) -> bool:
        geheimhouding = geheimhouding_van(self.context)
        return geheimhouding is not None and geheimhouding.geldt

    def ingevuld(self, veld: str) -> str:
        """What was filled in just now, or what is on record."""
        if veld in self.request.form:
            return self.waarde(veld)
        geheimhouding = geheimhouding_van(self.context)
        return "" if geheimhouding is None else als_json(geheimhouding)[veld] or ""

    def verwerk(self) -> str | None:
        try:
            leg_vast(
                self.context, lees({veld: self.waarde(veld) for veld in VELDEN}, klok.vandaag())
            )
        except GeheimhoudingGeweigerd as error:
            self.weiger(error.veld, WOORDEN[error.code])
            return None
        return self.context.absolute_url()
