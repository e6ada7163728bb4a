"""Schema of the embargo behavior."""

from plone.autoform import directives
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zExceptions import HTTPConflict, HTTPGone
from zope import schema
from zope.interface import Attribute, Interface, implementer, provider
from zope.schema.interfaces import IDatetime

from groningse_norm.i18n import _

ADRES = "groningse_norm.adres"  # annotation with the address at which people reach an item


class IMoment(IDatetime):
    """A field for a moment: aware, stored in UTC, entered and shown in Europe/Amsterdam."""


@implementer(IMoment)
class Moment(schema.Datetime):
    """See ``IMoment``."""


@provider(IFormFieldProvider)
class IEmbargo(model.Schema):
    """An item that is not to be public before a moment."""

    model.fieldset(
        "embargo",
        label=_("label_embargo", default="Embargo"),
        fields=["embargo_tot", "embargo_voorwaarde", "embargo_reden"],
    )

    embargo_tot = Moment(
        title=_("label_embargo_tot", default="Under embargo until"),
        description=_(
            "help_embargo_tot",
            default="Local time in the Netherlands. Until then only the council and the "
            "signatories can read it; from then on everybody can. This is no secrecy in the "
            "sense of the law.",
        ),
        required=False,
    )
    directives.omitted("embargo_gezet_door")
    directives.read_permission(embargo_gezet_door="groningse_norm.Publish")
    embargo_gezet_door = schema.TextLine(
        title=_("label_embargo_gezet_door", default="Set by"), required=False, readonly=True
    )
    embargo_voorwaarde = schema.Choice(
        title=_("label_embargo_voorwaarde", default="Not before this is signed"),
        description=_(
            "help_embargo_voorwaarde",
            default="Has the moment come and is this not signed yet? Then the embargo goes on "
            "until it is.",
        ),
        vocabulary="groningse_norm.voorwaarden",
        required=False,
    )
    embargo_reden = schema.TextLine(
        title=_("label_embargo_reden", default="Reason of the embargo"), required=False
    )


class IOpgeheven(Interface):
    """An embargo has ended and the item is public; the transaction is not committed yet."""

    object = Attribute("the item")
    moment = Attribute("aware UTC moment at which it was lifted")


@implementer(IOpgeheven)
class Opgeheven:
    def __init__(self, object, moment) -> None:
        self.object = object
        self.moment = moment


class IBlijftDicht(Interface):
    """The moment has come and the item stays closed: its condition is unmet, or it is secret."""

    object = Attribute("the item")
    moment = Attribute("aware UTC moment at which this was found")


@implementer(IBlijftDicht)
class BlijftDicht:
    def __init__(self, object, moment) -> None:
        self.object = object
        self.moment = moment


class IEmbargoGewijzigd(Interface):
    """The moment of an item under embargo was moved, and it is under embargo still."""

    object = Attribute("the item")
    was = Attribute("aware UTC moment until which it was under embargo before")


@implementer(IEmbargoGewijzigd)
class EmbargoGewijzigd:
    def __init__(self, object, was) -> None:
        self.object = object
        self.was = was


class Conflict(HTTPConflict):
    """409: not as long as it is under embargo. Zope finds the status by the name of the class."""


class Gone(HTTPGone):
    """410: withdrawn after it was public. Zope finds the status by the name of the class."""
