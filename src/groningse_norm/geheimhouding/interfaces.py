"""Events of secrecy."""

from zope.interface import Attribute, Interface, implementer


class IGeheimhoudingOpgeheven(Interface):
    """A decision lifted the secrecy of an item."""

    object = Attribute("the item")


@implementer(IGeheimhoudingOpgeheven)
class GeheimhoudingOpgeheven:
    def __init__(self, object) -> None:
        self.object = object
