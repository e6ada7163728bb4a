"""Schema of an evaluation."""

from plone.app.dexterity.textindexer.directives import searchable
from plone.app.textfield import RichText
from plone.supermodel import model
from zope import schema

from groningse_norm.i18n import _


class IEvaluatie(model.Schema):
    """What a year brought. Its numbers come from the plan, and nobody types them."""

    searchable("title")
    title = schema.TextLine(title=_("label_title", default="Title"))

    jaar = schema.Int(
        title=_("label_jaar", default="Year"),
        description=_(
            "help_jaar",
            default="The numbers are of 31 December, or of today in a year that still runs.",
        ),
        min=2020,
        max=2199,
    )

    searchable("tekst")
    tekst = RichText(title=_("label_tekst", default="Text"), required=False)

    peildag = schema.Date(
        title=_("label_peildag", default="Day of the numbers"), required=False, readonly=True
    )

    cijfers = schema.List(
        title=_("label_cijfers", default="Numbers"),
        value_type=schema.TextLine(),
        required=False,
        readonly=True,
        default=[],
    )
