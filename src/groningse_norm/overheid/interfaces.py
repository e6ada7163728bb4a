"""Schema of an authority, and the setting that lists which authorities there are."""

import re

from plone.autoform import directives
from plone.namedfile.field import NamedBlobImage
from plone.schema.email import Email
from plone.supermodel import model
from z3c.form.interfaces import DISPLAY_MODE, IEditForm
from zope import schema
from zope.interface import Interface, Invalid, invariant
from zope.schema import ValidationError

from groningse_norm.i18n import _
from groningse_norm.overheid.domain import GRONINGEN, OngeldigeOverheid, lees_regels, regel
from groningse_norm.pdf.domain import GeenKleur, OnleesbareKleur, controleer_kleur

LOGO_SOORTEN = frozenset({"image/png", "image/jpeg", "image/svg+xml"})
MAX_LOGO = 1024 * 1024  # it is in every file that is made


class Onbruikbaar(ValidationError):
    """A value that cannot be used; the argument says why."""

    def doc(self):
        return self.args[0]


def kleur_leesbaar(kleur: str) -> bool:
    """Constraint of the field; raises ``Onbruikbaar``."""
    try:
        controleer_kleur(kleur)
    except GeenKleur as error:
        raise Onbruikbaar(
            _("error_geen_kleur", default="Give # and six hexadecimal digits, such as #154273.")
        ) from error
    except OnleesbareKleur as error:
        raise Onbruikbaar(
            _(
                "error_onleesbare_kleur",
                default="On white this has a contrast of ${contrast}; 4.5 is needed to read it.",
                mapping={"contrast": str(error)},
            )
        ) from error
    return True


def logo_bruikbaar(logo) -> bool:
    """Constraint of the field; raises ``Onbruikbaar``."""
    if logo.contentType not in LOGO_SOORTEN or logo.getSize() > MAX_LOGO:
        raise Onbruikbaar(_("error_logo", default="Give a PNG, JPEG or SVG of at most 1 MB."))
    return True


def clamd_leesbaar(adres: str) -> bool:
    """Constraint of the field; raises ``Onbruikbaar``."""
    if adres and not re.fullmatch(r"/\S+|[^\s/]+:[0-9]{1,5}", adres):
        raise Onbruikbaar(_("error_clamd", default="Give host:port, or a path that begins with /."))
    return True


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

    model.fieldset(
        "huisstijl",
        label=_("label_huisstijl", default="Style of letters"),
        fields=["logo", "kleur"],
    )
    logo = NamedBlobImage(
        title=_("label_logo", default="Logo"),
        description=_("help_logo", default="PNG, JPEG or SVG. Without it the name stands there."),
        required=False,
        constraint=logo_bruikbaar,
    )
    kleur = schema.TextLine(
        title=_("label_kleur", default="Colour"),
        description=_(
            "help_kleur",
            default="Of headings and lines, as # and six hexadecimal digits. It must be readable "
            "on white (contrast 4.5 or more, WCAG 2.2).",
        ),
        required=False,
        constraint=kleur_leesbaar,
    )


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
    clamd = schema.TextLine(
        title=_("label_clamd", default="Virus scanner (clamd)"),
        description=_(
            "help_clamd",
            default="host:port, or the path of its socket. When it does not answer no file can be "
            "added. Empty: files are not scanned.",
        ),
        default="",
        required=False,
        constraint=clamd_leesbaar,
    )
    termijnenmail_dag = schema.Int(
        title=_("label_termijnenmail_dag", default="Day of the weekly mail"),
        description=_(
            "help_termijnenmail_dag",
            default="1 is Monday, 7 is Sunday. The mail tells people what is due in their plan.",
        ),
        default=1,
        min=1,
        max=7,
    )
    termijnenmail_uur = schema.Int(
        title=_("label_termijnenmail_uur", default="Hour of the weekly mail"),
        description=_("help_termijnenmail_uur", default="0 to 23, the time in Amsterdam."),
        default=8,
        min=0,
        max=23,
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
