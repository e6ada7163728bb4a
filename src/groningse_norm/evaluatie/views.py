"""The page of an evaluation: its text, its numbers, and how they compare with other years."""

from groningse_norm.evaluatie.domain import GEHEEL, vergelijk
from groningse_norm.evaluatie.opnemen import jaar_van, jaren_van
from groningse_norm.i18n import _
from groningse_norm.norm.domain import VELD_NAMEN, Veld
from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.pagina import Pagina


class EvaluatieView(Pagina):
    def __call__(self) -> str:
        overheid = overheid_van(self.context)
        eigen = jaar_van(self.context)
        anderen = [
            jaar
            for jaar in (jaren_van(overheid) if overheid is not None else ())
            if jaar.adres != eigen.adres
        ]
        self.uitkomsten = list(eigen.uitkomsten.values())
        self.jaren, self.rijen = vergelijk([eigen, *anderen])
        return self.index()

    def veld(self, naam: str):
        return _("label_totaal", default="Total") if naam == GEHEEL else VELD_NAMEN[Veld(naam)]

    def verschil(self, punten: int | None) -> str:
        return "" if punten is None else f"{punten:+d}"
