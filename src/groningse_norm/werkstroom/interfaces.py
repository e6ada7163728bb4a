"""What a workflow tells others."""

from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent, ObjectEvent


class IToestandGezet(IObjectEvent):
    """An item was put in the state of its container; no transition tells of that."""


@implementer(IToestandGezet)
class ToestandGezet(ObjectEvent):
    pass
