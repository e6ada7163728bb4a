"""What the model of a plan asks of other capabilities."""

from zope.interface import Attribute, Interface


class IOpvolger(Interface):
    """Adapter of a norm: the version of it that a plan follows now."""

    norm = Attribute("The newest signed version that the person sees, or the norm itself.")
