"""Schema of a letter to the council."""

from plone.app.dexterity.textindexer.directives import searchable
from plone.app.textfield import RichText
from plone.autoform import directives
from plone.supermodel import model
from zope import schema
from zope.interface import implementer
from zope.schema.interfaces import IList

from groningse_norm.i18n import _


class IOndertekenaars(IList):
    """A field that lists signatories, one text each: name, comma, function."""


@implementer(IOndertekenaars)
class Ondertekenaars(schema.List):
    """See ``IOndertekenaars``."""


class IRaadsbrief(model.Schema):
    """A letter of the executive to the council. Its attachments are files inside it."""

    searchable("title")
    title = schema.TextLine(title=_("label_onderwerp", default="Subject"))

    directives.omitted("versie")
    versie = schema.Int(
        title=_("label_versie", default="Version"),
        default=1,
        min=1,
        required=False,
        readonly=True,
    )

    searchable("kenmerk")
    kenmerk = schema.TextLine(
        title=_("label_kenmerk", default="Reference"),
        description=_("help_kenmerk", default="The letter's address on the site is its reference."),
        required=False,
    )
    datum = schema.Date(title=_("label_datum", default="Date"), required=False)
    aan = schema.TextLine(title=_("label_aan", default="To"), required=False)
    email = schema.TextLine(title=_("label_email", default="E-mail address"), required=False)
    contactpersoon = schema.TextLine(
        title=_("label_contactpersoon", default="Contact"), required=False
    )
    aanhef = schema.TextLine(title=_("label_aanhef", default="Salutation"), required=False)

    searchable("tekst")
    tekst = RichText(title=_("label_tekst", default="Text"), required=False)

    slotgroet = schema.Text(title=_("label_slotgroet", default="Closing"), required=False)
    ondertekenaars = Ondertekenaars(
        title=_("label_ondertekenaars", default="Signatories"),
        description=_("help_ondertekenaars", default="One per line: name, function."),
        value_type=schema.TextLine(),
        required=False,
        default=[],
    )
    bijlagen_genoemd = schema.List(
        title=_("label_bijlagen_genoemd", default="Attachments named in the letter"),
        value_type=schema.TextLine(),
        required=False,
        default=[],
    )
    trefwoorden = schema.List(
        title=_("label_trefwoorden", default="Keywords"),
        description=_(
            "help_trefwoorden",
            default="One per line. By these people find the letter in the public register.",
        ),
        value_type=schema.TextLine(max_length=100),
        required=False,
        default=[],
        max_length=20,
    )
    onzeker = schema.List(
        title=_("label_onzeker", default="To be checked"),
        description=_(
            "help_onzeker",
            default="What could not be read with certainty. Remove a line when you have "
            "checked it.",
        ),
        value_type=schema.TextLine(),
        required=False,
        default=[],
    )
