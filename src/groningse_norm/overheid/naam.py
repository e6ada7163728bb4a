"""Ids of authorities."""

from plone.app.content.interfaces import INameFromTitle
from zope.component import adapter
from zope.interface import implementer

from groningse_norm.overheid.interfaces import IOverheid


@implementer(INameFromTitle)
@adapter(IOverheid)
class NaamVanOverheid:
    """``provincie-groningen`` beside ``groningen``: the two homonyms keep their kind."""

    def __init__(self, context) -> None:
        self.title = context.gegevens.slug if context.tooi else context.title
