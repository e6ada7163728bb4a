"""Ids of measures."""

from plone.app.content.interfaces import INameFromTitle
from zope.component import adapter
from zope.interface import implementer

from groningse_norm.plan.interfaces import IMaatregel


@implementer(INameFromTitle)
@adapter(IMaatregel)
class NaamVanMaatregel:
    """A measure is known by the number of its agreement."""

    def __init__(self, context) -> None:
        self.title = context.nummer
