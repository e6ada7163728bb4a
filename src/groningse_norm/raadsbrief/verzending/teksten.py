"""The words of the mail to the council: where the letter is and until when, never what is in it."""

from plone import api
from zope.i18n import translate
from zope.i18nmessageid import Message

from groningse_norm import klok
from groningse_norm.berichten.ontvangers import adressen_van
from groningse_norm.embargo.meldingen import adres_van
from groningse_norm.i18n import _
from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.raadsbrief.verzending.domain import Soort

# The authority and the reference; the reference is the address of the letter as well.
ONDERWERP = {
    Soort.ONDER_EMBARGO: _(
        "mail_raad_embargo_onderwerp",
        default="Letter ${kenmerk} of ${overheid}: under embargo until ${moment}",
    ),
    Soort.GEWIJZIGD: _(
        "mail_raad_gewijzigd_onderwerp",
        default="Letter ${kenmerk} of ${overheid}: embargo changed, now until ${moment}",
    ),
    Soort.OPENBAAR: _(
        "mail_raad_openbaar_onderwerp", default="Letter ${kenmerk} of ${overheid} is public now"
    ),
    Soort.TERUGGEROEPEN: _(
        "mail_raad_terug_onderwerp", default="Letter ${kenmerk} of ${overheid} was taken back"
    ),
    Soort.INGETROKKEN: _(
        "mail_raad_ingetrokken_onderwerp", default="Letter ${kenmerk} of ${overheid} was withdrawn"
    ),
}
TEKST = {
    Soort.ONDER_EMBARGO: _(
        "mail_raad_embargo_tekst",
        default="There is a letter for you with reference ${kenmerk}. Log in to read it:\n"
        "${adres}\n\n"
        "The letter is under embargo until ${moment}. Until then only the council, its clerk's "
        "office and the signatories can read it. Do not pass on the letter or what is in it. From "
        "that moment everybody can read it.\n\n"
        "An embargo is an agreement. It is no secrecy in the sense of the law (geheimhouding).",
    ),
    Soort.GEWIJZIGD: _(
        "mail_raad_gewijzigd_tekst",
        default="The embargo of the letter with reference ${kenmerk} has changed. It now lasts "
        "until ${moment}. What you got before about the moment no longer holds.\n"
        "${adres}\n\n"
        "Until then, do not pass on the letter or what is in it. An embargo is an agreement. It is "
        "no secrecy in the sense of the law (geheimhouding).",
    ),
    Soort.OPENBAAR: _(
        "mail_raad_openbaar_tekst",
        default="The embargo of the letter with reference ${kenmerk} has ended. Everybody can read "
        "it now:\n${adres}",
    ),
    Soort.TERUGGEROEPEN: _(
        "mail_raad_terug_tekst",
        default="The letter with reference ${kenmerk}, of which you got a message before, was "
        "taken back. You can no longer read it. It has not become public: do not pass on what you "
        "have read.",
    ),
    Soort.INGETROKKEN: _(
        "mail_raad_ingetrokken_tekst",
        default="The letter with reference ${kenmerk}, of which you got a message before, was "
        "withdrawn. It is no longer on the site.",
    ),
}
VRAGEN = _(
    "mail_raad_vragen", default="Questions? Ask the clerk's office (griffie) of ${overheid}."
)
VRAGEN_ADRES = _(
    "mail_raad_vragen_adres",
    default="Questions? Ask the clerk's office (griffie) of ${overheid}: ${griffie}",
)


def schrijf(brief, soort: Soort) -> tuple[str, str]:
    """Subject and text of the mail that tells this of the letter, in the language of the site."""
    overheid = overheid_van(brief)
    griffie = adressen_van(f"{overheid.tooi}-griffie")
    woorden = {
        "kenmerk": brief.kenmerk or brief.getId(),
        "overheid": overheid.gegevens.volledige_naam,
        "moment": klok.in_woorden(brief.embargo_tot) if brief.embargo_tot else "",
        "adres": adres_van(brief),
        "griffie": ", ".join(griffie),
    }
    taal = api.portal.get_default_language()

    def zeg(bericht) -> str:
        return translate(Message(bericht, mapping=woorden), target_language=taal)

    vragen = zeg(VRAGEN_ADRES if griffie else VRAGEN)
    return zeg(ONDERWERP[soort]), f"{zeg(TEKST[soort])}\n\n{vragen}\n"
