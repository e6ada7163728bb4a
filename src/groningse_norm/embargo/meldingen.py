"""What the clerk is told by mail. Content of an item is never in it: only its address."""

from datetime import datetime

import transaction
from plone import api
from ZODB.POSException import ConflictError
from zope.annotation.interfaces import IAnnotations
from zope.i18n import translate
from zope.i18nmessageid import Message

from groningse_norm import klok
from groningse_norm.berichten.ontvangers import beheerders_van
from groningse_norm.berichten.postvak import leg_klaar
from groningse_norm.embargo.agenda import agenda
from groningse_norm.embargo.interfaces import ADRES
from groningse_norm.embargo.systeem import als_systeem
from groningse_norm.i18n import _
from groningse_norm.logboek.domain import Uitkomst
from groningse_norm.logboek.opslag import noteer

ONDERWERP = {
    "open": _("mail_open_onderwerp", default="An embargo has ended"),
    "dicht": _("mail_dicht_onderwerp", default="An embargo has not ended: a condition is unmet"),
    "mislukt": _("mail_mislukt_onderwerp", default="An embargo could not be ended"),
    "binnenkort": _("mail_binnenkort_onderwerp", default="An embargo ends within one working day"),
}
TEKST = {
    "open": _(
        "mail_open_tekst",
        default="This is public since ${moment}:\n${adres}",
    ),
    "dicht": _(
        "mail_dicht_tekst",
        default="The moment has come (${moment}), but what this waits for has not been signed, or "
        "secrecy holds. It stays closed and opens with the last signature:\n${adres}",
    ),
    "mislukt": _(
        "mail_mislukt_tekst",
        default="The moment has come (${moment}), but this could not be made public. It stays "
        "closed and is tried again by itself. Ask your administrator to look:\n${adres}",
    ),
    "binnenkort": _(
        "mail_binnenkort_tekst",
        default="This becomes public at ${moment}. Is that still right? You can change the "
        "embargo here:\n${adres}/@@embargo",
    ),
}


def onthoud_adres(obj) -> None:
    """Keep the address at which people reach an item: the ticker has no visitor to ask."""
    IAnnotations(obj)[ADRES] = obj.absolute_url()


def adres_van(obj) -> str:
    """The address at which people reach an item, also when there is no visitor."""
    return IAnnotations(obj).get(ADRES) or obj.absolute_url()


def _stuur(obj, soort: str, moment: datetime, nu: datetime) -> None:
    taal = api.portal.get_default_language()
    woorden = {"moment": klok.in_woorden(moment), "adres": adres_van(obj)}
    tekst = translate(Message(TEKST[soort], mapping=woorden), target_language=taal)
    for aan in beheerders_van(obj):
        leg_klaar(aan, translate(ONDERWERP[soort], target_language=taal), tekst, nu.timestamp())


def bij_opgeheven(event) -> None:
    """The item is public."""
    noteer(event.object, "hef_op", event.moment)
    _stuur(event.object, "open", event.object.embargo_tot, event.moment)


def bij_blijft_dicht(event) -> None:
    """The moment has come and the item stays closed."""
    noteer(event.object, "hef_op", event.moment, uitkomst=Uitkomst.GEWEIGERD)
    _stuur(event.object, "dicht", event.object.embargo_tot, event.moment)


def meld_mislukking(obj, nu: datetime) -> None:
    """The item should have opened and could not."""
    noteer(obj, "hef_op", nu, uitkomst=Uitkomst.MISLUKT)
    _stuur(obj, "mislukt", obj.embargo_tot, nu)


def waarschuw(site_pad: str, nu: datetime) -> None:
    """Tell the clerks what opens within one working day; each item once."""
    try:
        with als_systeem(site_pad):
            catalog = api.portal.get_tool("portal_catalog")
            te_waarschuwen = agenda().te_waarschuwen(nu)
            if not te_waarschuwen:
                return
            for uid in te_waarschuwen:
                for brain in catalog.unrestrictedSearchResults(UID=uid):
                    obj = brain._unrestrictedGetObject()
                    _stuur(obj, "binnenkort", obj.embargo_tot, nu)
            agenda().gewaarschuwd(nu)
            transaction.commit()
    except ConflictError:
        # Another process did it, or the next tick does.
        return
