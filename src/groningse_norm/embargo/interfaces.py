"""Schema of the embargo behavior."""

from plone.autoform import directives
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.interface import Attribute, Interface, implementer, provider
from zope.schema.interfaces import IDatetime

from groningse_norm.i18n import _


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
        fields=["embargo_tot", "embargo_reden"],
    )

    directives.read_permission(embargo_tot="zope2.View", embargo_reden="zope2.View")
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
