"""Content class of an authority."""

from plone.dexterity.content import Container
from zope.interface import implementer

from groningse_norm.overheid.domain import Overheidsgegevens, soort_van
from groningse_norm.overheid.interfaces import IOverheid


@implementer(IOverheid)
class Overheid(Container):
    """An authority; its letters, plan and meetings lie inside."""

    @property
    def soort(self) -> str | None:
        """Kind of authority, a ``Soort`` as plain text."""
        return soort_van(self.tooi).value if self.tooi else None

    @property
    def gegevens(self) -> Overheidsgegevens:
        return Overheidsgegevens(self.tooi, self.title)
