"""Why a file or a cell is refused, in words."""

from zope.i18nmessageid import Message

from groningse_norm.i18n import _
from groningse_norm.plan.uitwisseling.bestand import BestandGeweigerd
from groningse_norm.plan.uitwisseling.domain import Fout
from groningse_norm.plan.uitwisseling.proef import Uitkomst

BESTAND = {
    "te_groot": _("error_invoer_te_groot", default="This file is too large. At most 10 MB."),
    "leeg": _("error_invoer_leeg", default="This file is empty."),
    "oud_of_versleuteld": _(
        "error_invoer_oud",
        default="This file has a password or is of an old kind (.xls). Save it as .xlsx without a "
        "password.",
    ),
    "geen_tabel": _("error_invoer_geen_tabel", default="This is no .xlsx and no .csv file."),
    "kapot": _("error_invoer_kapot", default="This file is damaged and cannot be read."),
    "macros": _(
        "error_invoer_macros", default="There are macros in this file. Save it as .xlsx without."
    ),
    "koppelingen": _(
        "error_invoer_koppelingen",
        default="This file takes data from other files. Remove these links and save it again.",
    ),
    "samengevoegd": _(
        "error_invoer_samengevoegd",
        default="Cells have been merged in this file: ${bijzonderheid}. Split them again, because only "
        "the first of them has a value.",
    ),
    "te_ingewikkeld": _(
        "error_invoer_ingewikkeld",
        default="This file is too complicated to read. Copy your changes to a file that you download "
        "anew.",
    ),
    "bezet": _(
        "error_invoer_bezet",
        default="Other files are being read now. Try again in a minute.",
    ),
    "cel_zonder_eind": _(
        "error_invoer_cel_zonder_eind",
        default="Row ${bijzonderheid} has a cell without an end. Look for a quotation mark too many.",
    ),
    "dubbele_koppen": _(
        "error_invoer_dubbele_koppen",
        default="These columns are in the file twice: ${bijzonderheid}. Remove one of each.",
    ),
    "verkeerd_blad": _(
        "error_invoer_blad", default="There is no sheet called ${bijzonderheid} in this file."
    ),
    "koppen": _(
        "error_invoer_koppen",
        default="These columns are missing: ${bijzonderheid}. Use the file that you downloaded.",
    ),
    "geen_rijen": _("error_invoer_geen_rijen", default="There are no measures in this file."),
    "te_veel_rijen": _(
        "error_invoer_rijen",
        default="There are too many rows, empty ones included. At most ${bijzonderheid}.",
    ),
}

FOUT = {
    Fout.GEEN_DATUM: _("cel_geen_datum", default="This is no date. For example 31-12-2026."),
    Fout.GEEN_GETAL: _("cel_geen_getal", default="This is no whole number from 0 to 100."),
    Fout.GEEN_KEUZE: _("cel_geen_keuze", default="This is not one of the choices."),
    Fout.GEEN_MEDEWERKER: _(
        "cel_geen_medewerker",
        default="Nobody of this name works on the plan. Choose from the list, or fill in a user name.",
    ),
    Fout.INGEKORT: _(
        "cel_ingekort",
        default="This text was cut short in the file, because it is too long. Change it on the page.",
    ),
    Fout.FOUTWAARDE: _(
        "cel_foutwaarde", default="There is the outcome of a wrong formula here, as #REF!."
    ),
    Fout.TE_LANG: _("cel_te_lang", default="This text is too long."),
    Fout.VERPLICHT: _("cel_verplicht", default="This must be filled in."),
    Fout.FORMULE: _("cel_formule", default="There is a formula here. Paste its value."),
    Fout.ONBEKEND_KENMERK: _("cel_onbekend", default="This measure is not in the plan."),
    Fout.DUBBEL: _("cel_dubbel", default="This measure is in the file twice."),
    Fout.LIGT_VAST: _("cel_ligt_vast", default="This was signed or is not yours to change."),
    Fout.GEEN_AFDRUK: _(
        "cel_geen_afdruk",
        default="The fingerprint of this row is gone, so nobody knows whether it has changed since.",
    ),
    Fout.NIEUW_KAN_NIET: _("cel_nieuw", default="No measures can be added to this plan now."),
    Fout.REDEN_NODIG: _("cel_reden", default="Say why this measure does not apply."),
    Fout.BOTSING: _(
        "cel_botsing",
        default="Somebody changed this measure after you downloaded the file. Download it again.",
    ),
}

UITKOMST = {
    Uitkomst.NIEUW: _("uitkomst_nieuw", default="New"),
    Uitkomst.GEWIJZIGD: _("uitkomst_gewijzigd", default="Changed"),
    Uitkomst.GELIJK: _("uitkomst_gelijk", default="Unchanged"),
    Uitkomst.GEWEIGERD: _("uitkomst_geweigerd", default="Refused"),
}

PROEF_VEROUDERD = _(
    "error_proef_verouderd",
    default="The plan has changed since you saw this. Nothing was taken in. Look again and confirm.",
)
INVOER_MISLUKT = _(
    "error_invoer_mislukt",
    default="Something went wrong and nothing was taken in. Try again, or ask your administrator.",
)
INVOER_GEWEIGERD = _(
    "error_invoer_geweigerd",
    default="Nothing was taken in: a row is refused, or there is nothing to change.",
)
NIET_INGEVOERD = {"proef_verouderd": PROEF_VEROUDERD, "invoer_geweigerd": INVOER_GEWEIGERD}
TAAK = {"geweigerd": PROEF_VEROUDERD, "mislukt": INVOER_MISLUKT}


def waarom_niet(error: BestandGeweigerd):
    """The words for a file that cannot be taken in."""
    return Message(BESTAND[error.code], mapping={"bijzonderheid": error.bijzonderheid})
