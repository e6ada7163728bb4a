"""Ids of letters."""

from plone.app.content.interfaces import INameFromTitle
from zope.component import adapter
from zope.interface import implementer

from groningse_norm.raadsbrief.interfaces import IRaadsbrief


@implementer(INameFromTitle)
@adapter(IRaadsbrief)
class NaamVanBrief:
    """A letter's id is its reference, never its subject: the path must tell nothing."""

    def __init__(self, context) -> None:
        self.title = context.kenmerk or "brief"
