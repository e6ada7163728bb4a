"""What the model of a plan asks of other capabilities."""

from zope.interface import Attribute, Interface


class IVersies(Interface):
    """Adapter of a plan: the versions around it, whoever may see them."""

    eerdere = Attribute("The versions before it.")
    volgende = Attribute("The version after it, or None.")


class IOpvolger(Interface):
    """Adapter of a norm: the version of it that a plan follows now."""

    norm = Attribute("The newest signed version that the person sees, or the norm itself.")
