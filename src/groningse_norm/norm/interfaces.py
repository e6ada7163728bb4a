"""Schemas of the norm and its basisafspraken."""

from plone.app.dexterity.textindexer.directives import searchable
from plone.app.textfield import RichText
from plone.supermodel import model
from zope import schema

from groningse_norm.i18n import _


class INorm(model.Schema):
    """Basic agreements that the authorities of a region make with each other."""

    searchable("title")
    title = schema.TextLine(title=_("label_title", default="Title"))

    versie = schema.Int(title=_("label_versie", default="Version"), default=1, min=1)

    partijen = schema.List(
        title=_("label_partijen", default="Parties"),
        description=_(
            "help_partijen", default="The authorities that must sign. Their people read along."
        ),
        value_type=schema.Choice(vocabulary="groningse_norm.overheden"),
        required=False,
        default=[],
    )

    searchable("inleiding")
    inleiding = RichText(title=_("label_inleiding", default="Introduction"), required=False)

    searchable("ambities")
    ambities = RichText(title=_("label_ambities", default="Ambitions"), required=False)


class IBasisafspraak(model.Schema):
    """One binding agreement of a norm."""

    nummer = schema.TextLine(
        title=_("label_nummer", default="Number"),
        description=_("help_nummer", default="For example A01."),
        max_length=10,
    )

    searchable("title")
    title = schema.TextLine(title=_("label_afspraak", default="Agreement"))

    veld = schema.Choice(title=_("label_veld", default="Field"), vocabulary="groningse_norm.velden")

    searchable("tekst")
    tekst = schema.Text(title=_("label_tekst", default="Text"), required=False)

    toelichting = schema.Text(title=_("label_toelichting", default="Explanation"), required=False)

    geldt_voor = schema.List(
        title=_("label_geldt_voor", default="Applies to"),
        value_type=schema.Choice(vocabulary="groningse_norm.soorten"),
        default=["gemeente", "provincie", "waterschap"],
    )

    eigenaar = schema.TextLine(
        title=_("label_eigenaar", default="Owner (function)"),
        description=_("help_eigenaar", default="A function, not a person."),
        required=False,
    )

    bewijs = schema.TextLine(title=_("label_bewijs", default="Evidence"), required=False)

    regionaal_product = schema.Bool(
        title=_("label_regionaal_product", default="The region makes a shared product first"),
        default=False,
        required=False,
    )

    aansluiting = schema.List(
        title=_("label_aansluiting", default="Connects to"),
        description=_("help_aansluiting", default="Norms of other regions, one per line."),
        value_type=schema.TextLine(),
        required=False,
        default=[],
    )
