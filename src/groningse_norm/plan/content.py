"""Content classes of the plan."""

from plone.dexterity.content import Container
from Products.CMFCore.utils import getToolByName
from zope.interface import implementer

from groningse_norm import klok
from groningse_norm.plan.domain import CONCEPT, VERVALLEN, Meting, Stand
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
    """A measure; evidence files lie inside. ``gemeld_op``: when it was last reported on, aware."""

    # No type beside it: zope.annotation would take the class's own ``__annotations__`` for the item's.
    gemeld_op = None

    @property
    def _fase(self) -> str:
        return getToolByName(self, "portal_workflow").getInfoFor(self, "review_state", "")

    # Plone calls this at every change. Once agreed, only progress changes, and when that was is not
    # for everybody who reads the measure.
    def notifyModified(self) -> None:
        if self._fase in ("", CONCEPT):
            super().notifyModified()
        else:
            self.gemeld_op = klok.nu()

    @property
    def meting(self) -> Meting:
        """What counts of it; a measure that was dropped weighs nothing."""
        gewicht = 0 if self._fase == VERVALLEN else self.gewicht
        return Meting(Stand(self.stand), gewicht, self.deadline)
