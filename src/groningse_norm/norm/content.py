"""Content classes of the norm."""

from plone.dexterity.content import Container, Item
from zope.interface import implementer

from groningse_norm.norm.interfaces import IBasisafspraak, INorm
from groningse_norm.zegel import IVerzegeld, IVerzegeldeMap, Verzegeld


@implementer(INorm, IVerzegeldeMap)
class Norm(Verzegeld, Container):
    """A norm; its basisafspraken and the model plan lie inside."""

    def basisafspraken(self) -> list["Basisafspraak"]:
        """Its agreements, by number. Not for pages: asks no permission."""
        return sorted(
            (kind for kind in self.objectValues() if IBasisafspraak.providedBy(kind)),
            key=lambda afspraak: afspraak.nummer,
        )


@implementer(IBasisafspraak, IVerzegeld)
class Basisafspraak(Verzegeld, Item):
    """One agreement; who may see and change it is decided by its norm."""
