"""Pages of the norm and its agreements."""

from plone import api

from groningse_norm import rechten
from groningse_norm.norm.content import Basisafspraak
from groningse_norm.norm.domain import VELD_NAMEN, Veld
from groningse_norm.pagina import Pagina


class NormView(Pagina):
    """The norm: introduction, ambitions, and its agreements by field."""

    @property
    def per_veld(self) -> list[tuple[str, str, list[Basisafspraak]]]:
        """Id, name and agreements of each field that has any."""
        afspraken = [a for a in self.context.basisafspraken() if self.mag(rechten.ZIEN, a)]
        velden = [
            (veld.value, naam, [a for a in afspraken if Veld(a.veld) is veld])
            for veld, naam in VELD_NAMEN.items()
        ]
        return [deel for deel in velden if deel[2]]

    @property
    def plannen(self) -> list:
        """Model plans inside the norm, as brains."""
        return list(api.content.find(context=self.context, depth=1, portal_type="Uitvoeringsplan"))

    @property
    def bestanden(self) -> list:
        return list(api.content.find(context=self.context, depth=1, portal_type="File"))


class BasisafspraakView(Pagina):
    """One agreement."""

    @property
    def veld(self) -> str:
        return VELD_NAMEN[Veld(self.context.veld)]

    @property
    def norm(self):
        return self.context.aq_parent
