"""Interfaces of the sign-off."""

from plone.supermodel import model
from zope.interface import Attribute, Interface, implementer


class IOndertekenbaar(model.Schema):
    """Marks an item that is signed off: a norm, a plan, a letter."""


class IVerbintenis(Interface):
    """What the signatories of an item commit to. An adapter a type."""

    def partijen():
        """The ``Partij`` objects that must sign."""

    def velden():
        """Commitment fields, as plain JSON types; attachments by their SHA-256."""


class IControlepagina(Interface):
    """Marks the page on which a sign-off is checked."""


class IHandtekeningGezet(Interface):
    """A signature was set; the transaction is not committed yet."""

    object = Attribute("the item")
    handtekening = Attribute("the record")
    ronde = Attribute("the round, with this signature as its last")


@implementer(IHandtekeningGezet)
class HandtekeningGezet:
    def __init__(self, object, handtekening, ronde) -> None:
        self.object = object
        self.handtekening = handtekening
        self.ronde = ronde


class IOndertekend(Interface):
    """The last required signature was set; the transaction is not committed yet."""

    object = Attribute("the item")


@implementer(IOndertekend)
class Ondertekend:
    def __init__(self, object) -> None:
        self.object = object
