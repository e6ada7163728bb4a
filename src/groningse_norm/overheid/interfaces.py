"""Schema of an authority, and the setting that lists which authorities there are."""

from plone.autoform import directives
from plone.schema.email import Email
from plone.supermodel import model
from z3c.form.interfaces import DISPLAY_MODE, IEditForm
from zope import schema
from zope.interface import Interface, Invalid, invariant

from groningse_norm.i18n import _
from groningse_norm.overheid.domain import GRONINGEN, OngeldigeOverheid, lees_regels, regel


class IOverheid(model.Schema):
    """A municipality, province or water board that takes part."""

    title = schema.TextLine(title=_("label_naam", default="Name"))

    directives.omitted("soort")
    directives.mode(IEditForm, tooi=DISPLAY_MODE)
    tooi = schema.Choice(
        title=_("label_tooi", default="TOOI code"),
        description=_(
            "help_tooi",
            default="Code of the authority in the government's register. It names the groups "
            "of people and cannot be changed later.",
        ),
        vocabulary="groningse_norm.overheden",
    )
    soort = schema.TextLine(title=_("label_soort", default="Kind"), readonly=True, required=False)

    raad_email = Email(
        title=_("label_raad_email", default="E-mail address of the council"),
        required=False,
    )
    adres = schema.Text(title=_("label_adres", default="Address"), required=False)


class IBrievenmap(Interface):
    """Marks the folder of an authority that holds its letters."""


class IBijeenkomstenmap(Interface):
    """Marks the folder of an authority that holds its meetings."""


class IOverhedenmap(Interface):
    """Marks the folder that holds the authorities."""


class IOverhedenInstelling(Interface):
    """Setting: the authorities that can be chosen."""

    overheden = schema.List(
        title=_("label_overheden", default="Authorities"),
        description=_(
            "help_overheden",
            default="One per line: TOOI code, a vertical bar, the name. Example: "
            "gm1969|Westerkwartier",
        ),
        value_type=schema.TextLine(),
        default=[regel(overheid) for overheid in GRONINGEN],
    )
    leeslog_bewaren_dagen = schema.Int(
        title=_("label_leeslog_bewaren", default="Keep the read log (days)"),
        description=_(
            "help_leeslog_bewaren",
            default="Who opened what under embargo. Only the clerk of that authority can see it.",
        ),
        default=365,
        min=1,
        max=3650,
    )
    directives.omitted("demo_accounts")
    demo_accounts = schema.Bool(
        title=_("label_demo_accounts", default="This site has demo accounts"),
        description=_(
            "help_demo_accounts",
            default="A site with demo accounts is only served to the machine it runs on.",
        ),
        default=False,
        required=False,
    )

    @invariant
    def overheden_leesbaar(data: "IOverhedenInstelling") -> None:
        try:
            lees_regels(data.overheden or ())
        except OngeldigeOverheid as error:
            raise Invalid(
                _(
                    "error_overheden_regel",
                    default='This line names no authority, or names it twice: "${regel}"',
                    mapping={"regel": str(error)},
                )
            ) from error
