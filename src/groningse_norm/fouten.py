"""One place that turns the refusals of the rules into words and HTTP statuses."""

from groningse_norm.i18n import _
from groningse_norm.ondertekening import domain as ondertekening

# code → (status, words). 403: not yours; 409: already done, or not in this state.
UITLEG = {
    ondertekening.GeenRonde.code: (
        409,
        _("error_geen_ronde", default="This has not been offered for signature."),
    ),
    ondertekening.GeenPartij.code: (
        403,
        _("error_geen_partij", default="You are not among those who sign this."),
    ),
    ondertekening.AlOndertekend.code: (
        409,
        _("error_al_ondertekend", default="This has been signed for your authority already."),
    ),
    ondertekening.TekstVeranderd.code: (
        409,
        _(
            "error_tekst_veranderd",
            default="The text has changed since this page was shown. Read it again.",
        ),
    ),
    ondertekening.VerwijzingNodig.code: (
        400,
        _(
            "error_verwijzing_nodig",
            default="Name the decision by which you sign for somebody else.",
        ),
    ),
    ondertekening.VerkeerdWachtwoord.code: (
        403,
        _("error_verkeerd_wachtwoord", default="This is not your password. Nothing was signed."),
    ),
    ondertekening.WachtwoordNietHier.code: (
        403,
        _(
            "error_wachtwoord_niet_hier",
            default="You log in elsewhere, so this site cannot check your password. Ask the "
            "administrator for an account of this site.",
        ),
    ),
}
