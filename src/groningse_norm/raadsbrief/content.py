"""Content class of a letter."""

from plone.dexterity.content import Container
from zope.interface import implementer

from groningse_norm.raadsbrief.interfaces import IRaadsbrief
from groningse_norm.zegel import IVerzegeldeMap, Verzegeld


@implementer(IRaadsbrief, IVerzegeldeMap)
class Raadsbrief(Verzegeld, Container):
    """A letter; its attachments lie inside."""
