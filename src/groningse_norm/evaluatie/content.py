"""Content class of an evaluation."""

from plone.dexterity.content import Container
from zope.interface import implementer

from groningse_norm.evaluatie.interfaces import IEvaluatie
from groningse_norm.zegel import IVerzegeldeMap, Verzegeld


@implementer(IEvaluatie, IVerzegeldeMap)
class Evaluatie(Verzegeld, Container):
    """An evaluation; its attachments lie inside."""
