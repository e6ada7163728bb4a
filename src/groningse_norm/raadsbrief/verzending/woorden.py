"""Words of the pages about sending: kinds of mail, what became of it, who sees what."""

from groningse_norm.berichten.domain import Staat
from groningse_norm.i18n import _
from groningse_norm.raadsbrief.verzending.domain import Soort
from groningse_norm.raadsbrief.verzending.voorvertoning import Lezer

SOORTEN = {
    Soort.ONDER_EMBARGO: _("soort_onder_embargo", default="Under embargo"),
    Soort.GEWIJZIGD: _("soort_gewijzigd", default="Embargo changed"),
    Soort.OPENBAAR: _("soort_openbaar", default="Public now"),
    Soort.TERUGGEROEPEN: _("soort_teruggeroepen", default="Taken back"),
    Soort.INGETROKKEN: _("soort_ingetrokken", default="Withdrawn"),
}
STATEN = {
    Staat.WACHT: _("staat_wacht", default="Waits"),
    Staat.BEZIG: _("staat_bezig", default="Is being sent"),
    Staat.ONZEKER: _("staat_onzeker", default="Uncertain"),
    Staat.VERZONDEN: _("staat_verzonden", default="Sent"),
    Staat.MISLUKT: _("staat_mislukt", default="Failed"),
    Staat.VERVALLEN: _("staat_vervallen", default="Not sent any more"),
    Staat.GEEN_ADRES: _("staat_geen_adres", default="No usable address"),
}
UITLEG_VAN_STAAT = {
    Staat.ONZEKER: _(
        "help_staat_onzeker",
        default="The connection broke after the message was handed over. Perhaps it has arrived. "
        "Ask the receiver before you send it again.",
    ),
    Staat.MISLUKT: _(
        "help_staat_mislukt", default="It is not tried again by itself. Correct the address."
    ),
    Staat.VERVALLEN: _("help_staat_vervallen", default="What it said was no longer so."),
    Staat.GEEN_ADRES: _(
        "help_staat_geen_adres",
        default="There is no usable e-mail address in this person's profile.",
    ),
}
UITLEG_GEEN_MAILSERVER = _(
    "help_geen_mailserver",
    default="This site has no mail server or no sender address yet. Ask the administrator of the site.",
)
LET_OP = frozenset({Staat.ONZEKER, Staat.MISLUKT, Staat.GEEN_ADRES})

LEZERS = {
    Lezer.RAAD: _("link_als_raad", default="As the council sees it"),
    Lezer.PUBLIEK: _("link_als_publiek", default="As the public sees it"),
}
VOORBEELD_NIETS = _(
    "text_niet_te_zien",
    default="They see nothing. The address of the letter answers as one that never existed. The "
    "letter is in no list and in no search result.",
)
VOORBEELD_RAAD_STRAKS = _(
    "text_voorvertoning_raad",
    default="A member of the council sees the letter like this as soon as you send it under "
    "embargo.",
)
VOORBEELD_RAAD_NU = _(
    "text_voorvertoning_nu_raad", default="A member of the council sees the letter like this now."
)
VOORBEELD_GEEN_MOMENT = _(
    "text_geen_moment",
    default="The letter has no moment yet at which the embargo ends. Fill that in first.",
)
VOORBEELD_OPENBAAR = _(
    "text_voorvertoning_openbaar", default="The public sees the letter like this now."
)
VOORBEELD_INGETROKKEN = _(
    "text_voorvertoning_ingetrokken",
    default="The letter has been withdrawn. Whoever opens its address reads that, and why.",
)
VOORBEELD_MOMENT = _(
    "text_voorvertoning_moment",
    default="From ${moment} the public sees this, if the embargo ends then:",
)
VOORBEELD_ZONDER_MOMENT = _(
    "text_voorvertoning_zonder_moment",
    default="When the letter becomes public, the public sees this:",
)
VOORBEELD_GEHEIM = _(
    "text_voorvertoning_geheim",
    default="Secrecy holds for this letter. Time does not make it public.",
)
