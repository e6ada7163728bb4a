"""Schema of an evaluation."""

from plone.app.dexterity.textindexer.directives import searchable
from plone.app.textfield import RichText
from plone.autoform import directives
from plone.supermodel import model
from zope import schema

from groningse_norm import klok
from groningse_norm.evaluatie.domain import EERSTE_JAAR, OngeldigJaar, peildag
from groningse_norm.i18n import _
from groningse_norm.overheid.interfaces import Onbruikbaar


def jaar_kan(jaar: int) -> bool:
    """Constraint of the field, which every form and service asks; raises ``Onbruikbaar``."""
    vandaag = klok.vandaag()
    try:
        peildag(jaar, vandaag)
    except OngeldigJaar as error:
        raise Onbruikbaar(
            _(
                "error_ongeldig_jaar",
                default="Choose a year from ${eerste} up to and including ${laatste}.",
                mapping={"eerste": str(EERSTE_JAAR), "laatste": str(vandaag.year)},
            )
        ) from error
    return True


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
        constraint=jaar_kan,
    )

    directives.omitted("versie")
    versie = schema.Int(
        title=_("label_versie", default="Version"),
        default=1,
        min=1,
        required=False,
        readonly=True,
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
