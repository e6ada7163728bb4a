"""Content classes of the plan."""

from plone.dexterity.content import Container
from Products.CMFCore.utils import getToolByName
from zope.interface import implementer

from groningse_norm.plan.domain import VERVALLEN, Meting, Stand
from groningse_norm.plan.interfaces import IMaatregel, IUitvoeringsplan
from groningse_norm.zegel import IVerzegeldeMap, Verzegeld


@implementer(IUitvoeringsplan, IVerzegeldeMap)
class Uitvoeringsplan(Verzegeld, Container):
    """A plan; its measures lie inside."""

    def maatregelen(self) -> list["Maatregel"]:
        """Its measures, by number. Not for pages: asks no permission."""
        return sorted(
            (kind for kind in self.objectValues() if IMaatregel.providedBy(kind)),
            key=lambda maatregel: maatregel.nummer,
        )


@implementer(IMaatregel, IVerzegeldeMap)
class Maatregel(Verzegeld, Container):
    """A measure; evidence files lie inside."""

    @property
    def meting(self) -> Meting:
        """What counts of it; a measure that was dropped weighs nothing."""
        fase = getToolByName(self, "portal_workflow").getInfoFor(self, "review_state", "")
        gewicht = 0 if fase == VERVALLEN else self.gewicht
        return Meting(Stand(self.stand), gewicht, self.deadline)
