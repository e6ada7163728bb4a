"""Pages of evaluations: one of them, how it compares with other years, and those of an authority."""

from dataclasses import dataclass

from zope.i18n import translate

from groningse_norm.evaluatie.domain import GEHEEL, een_per_jaar, vergelijk
from groningse_norm.evaluatie.opnemen import evaluaties_van, jaar_van, jaren_van
from groningse_norm.i18n import _
from groningse_norm.norm.domain import VELD_NAMEN, Veld
from groningse_norm.ondertekening.domain import FASE_NAMEN, ONDERTEKENING, Fase
from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.pagina import Pagina
from groningse_norm.rechten import EVALUATIE_TOEVOEGEN
from groningse_norm.voortgang.grafiek import TEKENS, Lijn, lijngrafiek
from groningse_norm.werkstroom.bouw import toestand_van


@dataclass(frozen=True, slots=True)
class Regel:
    """An evaluation in a list."""

    titel: str
    adres: str
    jaar: int
    fase: str


class EvaluatieView(Pagina):
    def __call__(self) -> str:
        overheid = overheid_van(self.context)
        eigen = jaar_van(self.context)
        alle = jaren_van(overheid) if overheid is not None else []
        self.uitkomsten = list(eigen.uitkomsten.values())
        self.jaren, self.rijen = vergelijk(een_per_jaar(eigen, alle))
        return self.index()

    @property
    def is_concept(self) -> bool:
        return toestand_van(self.context, ONDERTEKENING["Evaluatie"]) == Fase.CONCEPT

    def veld(self, naam: str):
        return _("label_totaal", default="Total") if naam == GEHEEL else VELD_NAMEN[Veld(naam)]

    def verschil(self, punten: int | None) -> str:
        return "" if punten is None else f"{punten:+d}".replace("-", "\N{MINUS SIGN}")

    @property
    def legenda(self) -> list[tuple[str, str]]:
        """Sign and field of each line of the chart."""
        return list(zip(TEKENS, self.rijen, strict=False))

    @property
    def grafiek(self) -> str:
        """The shares by year as SVG; the table with the numbers stands beneath it."""
        titel = self.vertaal(_("heading_jaren", default="Year by year"))
        lijnen = [
            Lijn(
                self.vertaal(self.veld(naam)),
                [None if uitkomst is None else uitkomst.percentage for uitkomst, _punten in rij],
            )
            for naam, rij in self.rijen.items()
        ]
        jaren = [str(jaar.jaar) for jaar in self.jaren]
        uitleg = self.vertaal(
            _("text_jaren_grafiek", default="The numbers stand in the table beneath.")
        )
        return lijngrafiek("jaren", titel, uitleg, jaren, lijnen)

    def vertaal(self, bericht) -> str:
        return translate(bericht, context=self.request)


class EvaluatiesLijst(Pagina):
    """The evaluations of an authority that the visitor sees. A part of its page."""

    def __call__(self) -> str:
        self.regels = [
            Regel(
                evaluatie.title,
                evaluatie.absolute_url(),
                evaluatie.jaar,
                FASE_NAMEN[Fase(toestand_van(evaluatie, ONDERTEKENING["Evaluatie"]))],
            )
            for evaluatie in evaluaties_van(self.context)
        ]
        self.mag_maken = self.mag(EVALUATIE_TOEVOEGEN)
        return self.index() if self.regels or self.mag_maken else ""
