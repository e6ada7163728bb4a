"""Schema of a letter to the council."""

from plone.app.dexterity.textindexer.directives import searchable
from plone.app.textfield import RichText
from plone.app.z3cform.widgets.text import TextLinesFieldWidget
from plone.autoform import directives
from plone.supermodel import model
from z3c.relationfield.interfaces import IRelationList
from z3c.relationfield.schema import RelationChoice, RelationList
from zope import schema
from zope.interface import implementer
from zope.schema.interfaces import IList, WrongType

from groningse_norm.i18n import _


class IOndertekenaars(IList):
    """A field that lists signatories, one text each: name, comma, function."""


@implementer(IOndertekenaars)
class Ondertekenaars(schema.List):
    """See ``IOndertekenaars``."""


class IVerwanten(IRelationList):
    """A field that lists items of this site, as relations."""


@implementer(IVerwanten)
class Verwanten(RelationList):
    """See ``IVerwanten``."""

    def _validate(self, value) -> None:
        # Not by the vocabulary: that would refuse what is kept for others than this person.
        if not isinstance(value, list):
            raise WrongType(value, list, self.__name__)


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
    searchable("beleidskader")
    beleidskader = schema.List(
        title=_("label_beleidskader", default="Policy frame"),
        description=_(
            "help_beleidskader",
            default="Policy that this letter builds on, one per line: title (year). It is part of "
            "the letter.",
        ),
        value_type=schema.TextLine(max_length=300),
        required=False,
        default=[],
        max_length=20,
    )
    directives.widget("verwant", TextLinesFieldWidget)
    verwant = Verwanten(
        title=_("label_verwant", default="Belongs with"),
        description=_(
            "help_verwant",
            default="Norm, plan, meeting, earlier letter or document on this site: one address "
            "per line. A reader gets to see only what that reader may open.",
        ),
        value_type=RelationChoice(vocabulary="plone.app.vocabularies.Catalog"),
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
