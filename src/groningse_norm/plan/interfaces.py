"""Schemas of the plan and its measures."""

from plone.app.dexterity.textindexer.directives import searchable
from plone.app.textfield import RichText
from plone.autoform import directives
from plone.supermodel import model
from zope import schema
from zope.interface import Invalid, invariant

from groningse_norm.i18n import _
from groningse_norm.plan.domain import RedenNodig, Stand, controleer_stand

_ZIEN = "groningse_norm.ViewProgress"
_MELDEN = "groningse_norm.ReportProgress"
_VERBINTENIS = "groningse_norm.EditCommitment"


class IUitvoeringsplan(model.Schema):
    """What an authority will do, by when, and who looks after it."""

    searchable("title")
    title = schema.TextLine(title=_("label_title", default="Title"))

    versie = schema.Int(title=_("label_versie", default="Version"), default=1, min=1)

    model = schema.Bool(
        title=_("label_model", default="Model plan"),
        description=_("help_model", default="A model that authorities take over."),
        default=False,
        required=False,
    )

    norm = schema.TextLine(
        title=_("label_norm_uid", default="Norm (UID)"),
        description=_("help_norm_uid", default="The norm that this plan carries out."),
        required=False,
    )

    looptijd_van = schema.Date(title=_("label_looptijd_van", default="From"), required=False)
    looptijd_tot = schema.Date(title=_("label_looptijd_tot", default="Until"), required=False)

    portefeuillehouder = schema.TextLine(
        title=_("label_portefeuillehouder", default="Portfolio holder (function)"), required=False
    )
    trekker = schema.TextLine(
        title=_("label_trekker", default="Co-ordinator (function)"), required=False
    )

    searchable("inleiding")
    inleiding = RichText(title=_("label_inleiding", default="Introduction"), required=False)

    @invariant
    def looptijd_klopt(data: "IUitvoeringsplan") -> None:
        if data.looptijd_van and data.looptijd_tot and data.looptijd_tot < data.looptijd_van:
            raise Invalid(_("error_looptijd", default="The plan ends before it begins."))


class IMaatregel(model.Schema):
    """What one authority does to meet one basisafspraak.

    Commitment fields freeze with the sign-off. Progress fields are internal: a gap of one
    authority is a map for criminals.
    """

    searchable("title")
    directives.write_permission(title=_VERBINTENIS)
    title = schema.TextLine(title=_("label_maatregel", default="Measure"))

    directives.write_permission(nummer=_VERBINTENIS)
    nummer = schema.TextLine(title=_("label_nummer", default="Number"), max_length=10)

    directives.write_permission(basisafspraak=_VERBINTENIS)
    basisafspraak = schema.TextLine(
        title=_("label_basisafspraak_uid", default="Basisafspraak (UID)"), required=False
    )

    directives.write_permission(veld=_VERBINTENIS)
    veld = schema.Choice(title=_("label_veld", default="Field"), vocabulary="groningse_norm.velden")

    directives.write_permission(eigenaar=_VERBINTENIS)
    eigenaar = schema.TextLine(
        title=_("label_eigenaar", default="Owner (function)"),
        description=_("help_eigenaar", default="A function, not a person."),
        required=False,
    )

    directives.write_permission(start=_VERBINTENIS)
    start = schema.Date(title=_("label_start", default="Start"), required=False)

    directives.write_permission(deadline=_VERBINTENIS)
    deadline = schema.Date(title=_("label_deadline", default="Deadline"), required=False)

    directives.write_permission(gewicht=_VERBINTENIS)
    gewicht = schema.Int(title=_("label_gewicht", default="Weight"), default=1, min=0, max=100)

    model.fieldset(
        "voortgang",
        label=_("label_voortgang", default="Progress"),
        fields=["stand", "reden_nvt", "toelichting", "bewijs", "volgende_toets", "persoon"],
    )

    directives.read_permission(stand=_ZIEN)
    directives.write_permission(stand=_MELDEN)
    stand = schema.Choice(
        title=_("label_stand", default="State"),
        vocabulary="groningse_norm.standen",
        default="ontbreekt",
    )

    directives.read_permission(reden_nvt=_ZIEN)
    directives.write_permission(reden_nvt=_MELDEN)
    reden_nvt = schema.Text(
        title=_("label_reden_nvt", default="Why it does not apply"), required=False
    )

    directives.read_permission(toelichting=_ZIEN)
    directives.write_permission(toelichting=_MELDEN)
    toelichting = schema.Text(
        title=_("label_toelichting_intern", default="Remark (internal)"), required=False
    )

    directives.read_permission(bewijs=_ZIEN)
    directives.write_permission(bewijs=_MELDEN)
    bewijs = schema.Text(title=_("label_bewijs", default="Evidence"), required=False)

    directives.read_permission(volgende_toets=_ZIEN)
    directives.write_permission(volgende_toets=_MELDEN)
    volgende_toets = schema.Date(
        title=_("label_volgende_toets", default="Next review"), required=False
    )

    directives.read_permission(persoon=_ZIEN)
    directives.write_permission(persoon=_MELDEN)
    persoon = schema.Choice(
        title=_("label_persoon", default="Person who carries it out"),
        description=_(
            "help_persoon",
            default="Gets the weekly mail about it, and sees it under “My deadlines”. Can change "
            "while the measure is carried out.",
        ),
        vocabulary="groningse_norm.medewerkers",
        required=False,
    )

    @invariant
    def stand_klopt(data: "IMaatregel") -> None:
        stand = getattr(data, "stand", None)
        if stand is None:
            return
        try:
            controleer_stand(Stand(stand), getattr(data, "reden_nvt", None))
        except RedenNodig as error:
            raise Invalid(
                _("error_reden_nvt", default="Say why this measure does not apply.")
            ) from error
