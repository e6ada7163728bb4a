"""Words for deadlines, the same in mail, calendar, page and service.

What leaves this site names a title only when it is public, so nothing of an embargo is in it.
"""

from zope.i18nmessageid import Message

from groningse_norm.i18n import _
from groningse_norm.termijnen.domain import Maatregel, Melding, Soort, Termijn

MELDINGEN = {
    Melding.TE_LAAT: _("heading_termijn_te_laat", default="Overdue"),
    Melding.BINNENKORT: _("heading_termijn_binnenkort", default="Within 14 days"),
    Melding.TOETS: _("heading_termijn_toets", default="To be reviewed"),
}
SOORTEN = {
    Soort.DEADLINE: _("label_deadline", default="Deadline"),
    Soort.TOETS: _("label_volgende_toets", default="Next review"),
}
WEIGERINGEN = {
    "datum": _("error_datum", default="Give a date, for example 2026-12-04."),
    "einde_voor_begin": _(
        "error_einde_voor_begin", default="The last day comes before the first day."
    ),
    "afwezigheid_voorbij": _(
        "error_afwezigheid_voorbij", default="This day has passed. Choose a day from today on."
    ),
    "afwezigheid_te_lang": _(
        "error_afwezigheid_te_lang",
        default="This is longer than a year. Give the measures to another person instead.",
    ),
    "geen_collega": _(
        "error_geen_collega", default="Choose a member of staff of your own authority."
    ),
    "mail_ja_nee": _("error_mail_ja_nee", default="Give true or false."),
    "agenda_onbekend": _(
        "error_agenda_onbekend",
        default="Give “nieuw” for a new address, or null to withdraw the present one.",
    ),
    "veld_onbekend": _("error_veld_onbekend", default="Give mail, afwezig or agenda."),
}


def naam(maatregel: Maatregel, *, binnen: bool = False) -> Message:
    """``Maatregel A03, Westerkwartier``, with the title when everybody may read that.

    ``binnen``: for the person's own eyes, on this site.
    """
    woorden = {
        "nummer": maatregel.nummer,
        "overheid": maatregel.overheid,
        "titel": maatregel.titel,
    }
    if maatregel.openbaar or binnen:
        return _(
            "text_maatregel_met_titel",
            default="Measure ${nummer}, ${overheid}: ${titel}",
            mapping=woorden,
        )
    return _("text_maatregel_nummer", default="Measure ${nummer}, ${overheid}", mapping=woorden)


def in_agenda(termijn: Termijn, naam: str) -> Message:
    """What stands in a calendar."""
    if termijn.soort is Soort.TOETS:
        return _("text_agenda_toets", default="Review: ${naam}", mapping={"naam": naam})
    return _("text_agenda_deadline", default="Deadline: ${naam}", mapping={"naam": naam})
