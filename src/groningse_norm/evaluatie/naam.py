"""Ids of evaluations."""

from plone.app.content.interfaces import INameFromTitle
from zope.component import adapter
from zope.interface import implementer

from groningse_norm.evaluatie.interfaces import IEvaluatie


@implementer(INameFromTitle)
@adapter(IEvaluatie)
class NaamVanEvaluatie:
    """By its year: the path tells nothing of what is in it."""

    def __init__(self, context) -> None:
        self.title = f"evaluatie-{context.jaar}"
