"""What a workflow tells others."""

from zope.interface import Interface, implementer
from zope.interface.interfaces import IObjectEvent, ObjectEvent

from groningse_norm.i18n import _

NIET_NU = _(
    "error_overgang_niet_nu",
    default="You cannot take this step now. Somebody may have taken it already, or it is for "
    "somebody else to take.",
)


class IOvergangPage(Interface):
    """The page on which a step is confirmed; its ``overgang`` is absent when there is none.

    Others put beside it what somebody must know before taking that step.
    """


class IToestandGezet(IObjectEvent):
    """An item was put in the state of its container; no transition tells of that."""


@implementer(IToestandGezet)
class ToestandGezet(ObjectEvent):
    pass
