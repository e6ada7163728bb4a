"""Ids of agreements."""

from plone.app.content.interfaces import INameFromTitle
from zope.component import adapter
from zope.interface import implementer

from groningse_norm.norm.interfaces import IBasisafspraak


@implementer(INameFromTitle)
@adapter(IBasisafspraak)
class NaamVanAfspraak:
    """An agreement is known by its number: ``a01``."""

    def __init__(self, context) -> None:
        self.title = context.nummer
