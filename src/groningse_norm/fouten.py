"""One place that turns the refusals of the rules into words and HTTP statuses."""

from zope.i18nmessageid import Message

from groningse_norm.berichten import domain as berichten
from groningse_norm.bijlage import woorden as bijlage
from groningse_norm.buitenom import keuring
from groningse_norm.embargo import domain as embargo
from groningse_norm.i18n import _
from groningse_norm.ondertekening import buiten
from groningse_norm.ondertekening import domain as ondertekening
from groningse_norm.overzicht import domain as overzicht
from groningse_norm.plan.model import domain as model
from groningse_norm.raadsbrief.verzending import domain as verzending
from groningse_norm.service import Weigering
from groningse_norm.toezegging import domain as toezegging
from groningse_norm.versies import domain as versies
from groningse_norm.voortgang import domain as voortgang

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
    ondertekening.GeenAanwijzing.code: (
        403,
        _(
            "error_geen_aanwijzing",
            default="You cannot sign in this capacity now. The clerk of your authority records who "
            "signs as deputy or on behalf of somebody, and when.",
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
    ondertekening.TeVaakGeprobeerd.code: (
        429,
        _(
            "error_te_vaak_geprobeerd",
            default="Too many wrong passwords were given. Nothing was signed. Wait ${minuten} "
            "minutes and try again.",
        ),
    ),
    overzicht.AllenGetekend.code: (
        409,
        _("error_allen_getekend", default="All parties have signed. There is nobody to remind."),
    ),
    overzicht.AlHerinnerd.code: (
        409,
        _(
            "error_al_herinnerd",
            default="Everybody who has not signed had a reminder less than 24 hours ago.",
        ),
    ),
    overzicht.NiemandBereikbaar.code: (
        409,
        _(
            "error_niemand_bereikbaar",
            default="Nobody who can sign has an e-mail address here. Ask the administrator.",
        ),
    ),
    model.GeenNorm.code: (
        400,
        _(
            "error_geen_norm",
            default="Name the norm of which the model is meant. It must be one that you can see "
            "and to which your authority is a party.",
        ),
    ),
    model.NaamBezet.code: (
        409,
        _(
            "error_naam_van_plan_bezet",
            default="There is something else here at the address of the plan (uitvoeringsplan). "
            "Give that another short name first.",
        ),
    ),
    model.PlanBevroren.code: (
        409,
        _(
            "error_plan_bevroren",
            default="This plan has been offered for signature, so its measures cannot change. Take "
            "it back to draft, or make a new version first.",
        ),
    ),
    model.Verouderd.code: (
        409,
        _(
            "error_voorstellen_verouderd",
            default="The model or the plan has changed since this page was shown. Nothing was "
            "taken over. Look again and choose.",
        ),
    ),
    model.OnbekendVoorstel.code: (
        400,
        _(
            "error_onbekend_voorstel",
            default="What you chose cannot be taken over. Nothing was changed.",
        ),
    ),
    buiten.AlGeregistreerd.code: (
        409,
        _(
            "error_al_geregistreerd",
            default="A signed file is registered for this party already. Withdraw that one first.",
        ),
    ),
    buiten.GeenRegistratie.code: (
        404,
        _("error_geen_registratie", default="There is no such registration."),
    ),
    buiten.AlBevestigd.code: (
        409,
        _("error_al_bevestigd", default="This has been confirmed already, so it counts."),
    ),
    buiten.AlIngetrokken.code: (
        409,
        _("error_al_ingetrokken", default="This registration has been withdrawn."),
    ),
    buiten.ZelfdePersoon.code: (
        403,
        _(
            "error_zelfde_persoon",
            default="You registered this yourself. Somebody else has to confirm it.",
        ),
    ),
    buiten.DatumInToekomst.code: (
        400,
        _("error_datum_in_toekomst", default="This date has not come yet."),
    ),
    buiten.NaamNodig.code: (400, _("error_naam_nodig", default="Say who signed.")),
    buiten.IntrekkingZonderReden.code: (
        400,
        _("error_reden_nodig", default="Give a reason."),
    ),
    buiten.TekstTeLang.code: (
        400,
        _("error_tekst_te_lang", default="This is too long: at most 2000 characters."),
    ),
    **{grond.value: (400, woorden) for grond, woorden in bijlage.UITLEG.items()},
    keuring.BestandGeweigerd.code: (400, _("error_geen_pdf", default="This is not a PDF.")),
    keuring.TeGroot.code: (
        400,
        _("error_pdf_te_groot", default="This file is too big: at most 25 MB."),
    ),
    keuring.Versleuteld.code: (
        400,
        _(
            "error_pdf_versleuteld",
            default="This PDF is protected with a password. Choose one that everybody can open.",
        ),
    ),
    keuring.Onleesbaar.code: (
        400,
        _("error_pdf_onleesbaar", default="This PDF is damaged and cannot be read."),
    ),
    keuring.TeVeelHandtekeningen.code: (
        400,
        _(
            "error_pdf_te_veel_handtekeningen",
            default="There are more digital signatures in this PDF than can be checked: at most 50.",
        ),
    ),
    embargo.NietOndertekend.code: (
        409,
        _("error_niet_ondertekend", default="This has not been signed by all parties yet."),
    ),
    embargo.GeenMoment.code: (
        400,
        _("error_geen_moment", default="Say first until when the embargo lasts."),
    ),
    embargo.MomentVoorbij.code: (
        409,
        _(
            "error_moment_voorbij",
            default="The moment of the embargo has passed. Change it, or publish at once.",
        ),
    ),
    embargo.RedenNodig.code: (
        400,
        _("error_reden_nodig", default="Give a reason."),
    ),
    embargo.RedenOnbruikbaar.code: (
        400,
        _(
            "error_reden_onbruikbaar",
            default="Give the reason as text of 2000 characters at most.",
        ),
    ),
    embargo.BevestigingNodig.code: (
        409,
        _(
            "error_bevestiging_nodig",
            default="This moment has passed: it would be public at once. Confirm that, or choose "
            "another moment.",
        ),
    ),
    embargo.AlOpenbaar.code: (
        409,
        _(
            "error_al_openbaar",
            default="There is no embargo to change: this is public, or has been withdrawn.",
        ),
    ),
    embargo.VoorwaardeOnbekend.code: (
        400,
        _("error_voorwaarde_onbekend", default="Choose a norm or a plan that you can see."),
    ),
    embargo.OnderGeheimhouding.code: (
        409,
        _(
            "error_onder_geheimhouding",
            default="Secrecy holds for this. Only a decision of the body that may lift it makes it "
            "public; record that decision first.",
        ),
    ),
    voortgang.OngeldigeDag.code: (
        400,
        _(
            "error_ongeldige_dag",
            default="Give a day up to today as year-month-day, for example 2026-06-30.",
        ),
    ),
    voortgang.OngeldigeReeks.code: (
        400,
        _(
            "error_ongeldige_reeks",
            default="Choose week, maand, kwartaal or jaar, and 2 to 60 points.",
        ),
    ),
    embargo.Vastgezet.code: (
        409,
        _(
            "error_vastgezet",
            default="This is under embargo, so it stays as and where it is. The clerk can recall "
            "it, or give it free, with a reason.",
        ),
    ),
    embargo.GaatMee.code: (
        409,
        _("error_gaat_mee", default="This goes along with what it lies in. Take the step there."),
    ),
    versies.NietGetekend.code: (
        409,
        _(
            "error_versie_niet_getekend",
            default="This has not been signed yet, so you can still change it. A new version is "
            "for what has been signed.",
        ),
    ),
    versies.GaatMetHouder.code: (
        409,
        _(
            "error_versie_gaat_mee",
            default="This gets a new version together with what it lies in. Make it there.",
        ),
    ),
    versies.VersieBestaat.code: (
        409,
        _("error_versie_bestaat", default="There is a newer version already."),
    ),
    versies.RedenNodig.code: (
        400,
        _(
            "error_versie_reden_nodig",
            default="Say why this correction is made. Readers of both versions see it.",
        ),
    ),
    versies.RedenOnleesbaar.code: (
        400,
        _(
            "error_versie_reden_onleesbaar",
            default="Give the reason as text of at most 500 characters.",
        ),
    ),
    berichten.AlVerzonden.code: (
        409,
        _(
            "error_bericht_al_verzonden",
            default="This address has this message already, or gets it. Nothing was sent again.",
        ),
    ),
    berichten.WordtVerzonden.code: (
        409,
        _(
            "error_bericht_wordt_verzonden",
            default="This message is being sent at this moment. Look again in a minute.",
        ),
    ),
    berichten.NietMeerWaar.code: (
        409,
        _(
            "error_bericht_niet_meer_waar",
            default="What this message says is no longer so. It is not sent any more.",
        ),
    ),
    berichten.GeenAdres.code: (
        400,
        _(
            "error_bericht_geen_adres",
            default="Give one e-mail address, such as naam@gemeente.nl.",
        ),
    ),
    verzending.OnbekendBericht.code: (
        404,
        _("error_onbekend_bericht", default="There is no such message for this letter."),
    ),
    versies.GeenAndereVersie.code: (
        404,
        _("error_geen_andere_versie", default="There is no such version to compare with."),
    ),
    toezegging.VeldOnbruikbaar.code: (
        400,
        _(
            "error_toezegging_veld",
            default="Look at what you filled in: give text where it is needed (2000 characters at "
            "most), and days as year-month-day. A promise cannot be kept or lapse in the future.",
        ),
    ),
    toezegging.PassageNietGevonden.code: (
        400,
        _(
            "error_toezegging_passage",
            default="These words do not stand in the letter. Copy them from it.",
        ),
    ),
    toezegging.OpmerkingNodig.code: (
        400,
        _("error_toezegging_opmerking", default="Say in the remark why the status changes."),
    ),
    toezegging.GeenToezegging.code: (
        404,
        _("error_geen_toezegging", default="There is no promise with this number."),
    ),
    toezegging.TeVeel.code: (
        409,
        _("error_toezegging_te_veel", default="A letter holds 200 promises at most."),
    ),
    toezegging.NogNietGetekend.code: (
        409,
        _(
            "error_toezegging_niet_getekend",
            default="This letter has not been signed yet, so it promises nothing yet.",
        ),
    ),
}


_EEN_MINUUT = _(
    "error_te_vaak_geprobeerd_een",
    default="Too many wrong passwords were given. Nothing was signed. Wait 1 minute and try again.",
)


def uitleg(fout):
    """The words for a refusal of the rules."""
    woorden = UITLEG[fout.code][1]
    if isinstance(fout, ondertekening.TeVaakGeprobeerd):
        if fout.minuten == 1:
            return _EEN_MINUUT
        return Message(woorden, mapping={"minuten": str(fout.minuten)})
    return woorden


def koppen(fout) -> dict[str, str]:
    """Headers that go with a refusal of the rules."""
    if isinstance(fout, ondertekening.TeVaakGeprobeerd):
        return {"Retry-After": str(fout.seconden)}
    if isinstance(fout, versies.VersieBestaat) and fout.adres:
        return {"Location": fout.adres}
    return {}


def weigering(fout) -> Weigering:
    """A refusal of the rules as the answer of a service."""
    return Weigering(UITLEG[fout.code][0], fout.code, uitleg(fout), koppen(fout))
