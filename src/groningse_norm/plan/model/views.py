"""Pages on which an authority takes over the model, and what changed in it later."""

from datetime import date

from groningse_norm.fouten import UITLEG, uitleg
from groningse_norm.i18n import _
from groningse_norm.norm.domain import VELD_NAMEN, Veld
from groningse_norm.pagina import Formulier
from groningse_norm.plan.interfaces import IMaatregel, IUitvoeringsplan
from groningse_norm.plan.model.domain import BijwerkenGeweigerd, Soort, Waarde, vingerafdruk
from groningse_norm.plan.model.overnemen import (
    PLAN_ID,
    in_concept,
    kies_norm,
    mag_bijwerken,
    neem_model_over,
    neem_voorstellen_over,
    norm_van,
    normen_voor,
    voorstellen_voor,
)

SOORT_KOPPEN = {
    Soort.TOEVOEGEN: _("heading_model_erbij", default="New in the model"),
    Soort.WIJZIGEN: _("heading_model_gewijzigd", default="Changed in the model"),
    Soort.VERWIJDEREN: _("heading_model_weg", default="No longer in the model"),
}


class ModelOvernemen(Formulier):
    """Make the plan of this authority from the model of a norm."""

    @property
    def normen(self) -> list:
        return normen_voor(self.context)

    @property
    def plan(self):
        """The plan that is there already, with its measures."""
        plan = self.context.get(PLAN_ID)
        return plan if IUitvoeringsplan.providedBy(plan) and plan.maatregelen() else None

    def verwerk(self) -> str | None:
        try:
            norm = kies_norm(self.context, self.waarde("norm"))
            return neem_model_over(self.context, norm)[0].absolute_url()
        except BijwerkenGeweigerd as error:
            self.weiger("norm", uitleg(error), UITLEG[error.code][0])
            return None


class BijwerkenVanuitModel(Formulier):
    """What changed in the model, to tick what the plan takes over."""

    def __call__(self) -> str:
        self.overgenomen = 0
        return super().__call__()

    def verwerk(self) -> str | None:
        gekozen = self.request.form.get("overnemen", [])
        sleutels = [gekozen] if isinstance(gekozen, str) else list(gekozen)
        if not sleutels:
            self.weiger(
                "overnemen",
                _("error_niets_gekozen", default="Tick what you want to take over."),
            )
            return None
        try:
            self.overgenomen = neem_voorstellen_over(
                self.context, sleutels, self.waarde("vingerafdruk")
            )
        except BijwerkenGeweigerd as error:
            self.weiger("overnemen", uitleg(error), UITLEG[error.code][0])
        return None

    def lees(self) -> dict:
        """What the page shows: read once, after what was ticked has been carried out."""
        try:
            alle = voorstellen_voor(self.context)
            return {
                "norm": norm_van(self.context),
                "groepen": [
                    (kop, eigen)
                    for soort, kop in SOORT_KOPPEN.items()
                    if (eigen := [v for v in alle if v.soort is soort])
                ],
                "vingerafdruk": vingerafdruk(alle),
                "in_concept": in_concept(self.context),
                "mag": mag_bijwerken(self.context),
                "waarom_niet": None,
            }
        except BijwerkenGeweigerd as error:
            return {
                "norm": None,
                "groepen": [],
                "vingerafdruk": "",
                "in_concept": False,
                "mag": False,
                "waarom_niet": uitleg(error),
            }

    def naam(self, veld: str):
        """The title of a field of a measure."""
        return IMaatregel[veld].title

    def in_woorden(self, veld: str, waarde: Waarde) -> str:
        """A value as people write it; an em dash where there is none."""
        if waarde in (None, ""):
            return "—"
        if veld in ("start", "deadline"):
            return self.datum(date.fromisoformat(str(waarde)))
        if veld == "veld":
            return VELD_NAMEN[Veld(str(waarde))]
        return str(waarde)
