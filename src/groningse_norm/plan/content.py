"""Content classes of the plan."""

from plone.dexterity.content import Container
from zope.interface import implementer

from groningse_norm.plan.domain import Meting, Stand
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
        return Meting(Stand(self.stand), self.gewicht, self.deadline)
