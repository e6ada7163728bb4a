"""``@@brief.pdf``, ``@@norm.pdf``, ``@@plan.pdf`` and ``@@evaluatie.pdf``.

Only commitments are printed: progress, remarks and evidence of a measure never are.
"""

from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

from groningse_norm import rechten
from groningse_norm.afdruk.blad import Afdruk
from groningse_norm.evaluatie.domain import GEHEEL, Uitkomst, lees
from groningse_norm.norm.domain import VELD_NAMEN, Veld
from groningse_norm.overheid.domain import VERTEGENWOORDIGING, Soort
from groningse_norm.raadsbrief.domain import Ondertekenaar


class BriefAfdruk(Afdruk):
    """A letter to the council."""

    pagina = ViewPageTemplateFile("templates/brief.pt")

    @property
    def kenmerk(self) -> str:
        return f"Kenmerk {self.context.kenmerk}" if self.context.kenmerk else ""

    @property
    def aan(self) -> str:
        return self.context.aan or VERTEGENWOORDIGING[Soort(self.overheid.soort)].capitalize()

    @property
    def ondertekenaars(self) -> list[Ondertekenaar]:
        return [Ondertekenaar.uit_regel(regel) for regel in self.context.ondertekenaars or ()]

    @property
    def bijlagen(self) -> list[str]:
        """Those that are there, or as long as none is the ones that the letter names."""
        return super().bijlagen or list(self.context.bijlagen_genoemd or ())


class EvaluatieAfdruk(Afdruk):
    """A yearly evaluation with the numbers that are frozen in it."""

    pagina = ViewPageTemplateFile("templates/evaluatie.pt")

    @property
    def uitkomsten(self) -> list[tuple[str, Uitkomst]]:
        """Name of each field, or of all together, with its numbers."""
        gelezen = [lees(regel) for regel in self.context.cijfers or ()]
        return [("Totaal" if u.veld == GEHEEL else VELD_NAMEN[Veld(u.veld)], u) for u in gelezen]


class PerVeld(Afdruk):
    """What is cut by field: a norm or a plan."""

    def _per_veld(self, delen) -> list[tuple[str, list]]:
        zichtbaar = [deel for deel in delen if self.mag(rechten.ZIEN, deel)]
        velden = [
            (naam, [deel for deel in zichtbaar if Veld(deel.veld) is veld])
            for veld, naam in VELD_NAMEN.items()
        ]
        return [(naam, eigen) for naam, eigen in velden if eigen]


class NormAfdruk(PerVeld):
    """A norm with its agreements."""

    pagina = ViewPageTemplateFile("templates/norm.pt")

    @property
    def per_veld(self) -> list[tuple[str, list]]:
        return self._per_veld(self.context.basisafspraken())

    @property
    def partijen(self) -> list[str]:
        return [self.namen.get(tooi, tooi) for tooi in self.context.partijen or ()]


class PlanAfdruk(PerVeld):
    """A plan with its measures, as far as they were agreed."""

    pagina = ViewPageTemplateFile("templates/plan.pt")

    @property
    def per_veld(self) -> list[tuple[str, list]]:
        return self._per_veld(self.context.maatregelen())
