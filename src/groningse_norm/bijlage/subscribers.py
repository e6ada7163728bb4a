"""A file that comes into a letter, a norm or a plan is looked at before it is stored."""

from Acquisition import aq_inner, aq_parent
from plone import api
from zExceptions import BadRequest
from zope.i18n import translate
from zope.i18nmessageid import Message

from groningse_norm.bijlage.domain import BijlageGeweigerd
from groningse_norm.bijlage.origineel import bestand_van, is_gedaan, vervang
from groningse_norm.bijlage.schoonmaak import schoon
from groningse_norm.bijlage.virus import vraag_scanner
from groningse_norm.bijlage.woorden import in_woorden
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.embargo.stuk import stuk_van
from groningse_norm.fouten import uitleg
from groningse_norm.i18n import _
from groningse_norm.ondertekening.bevriezing import bevroren_stuk


def bij_komst(obj, event) -> None:
    """Added, pasted or moved."""
    if event.newParent is not None:
        bij_wijziging(obj, event)


def bij_wijziging(obj, event) -> None:
    """Virus scan, then the traces. What was offered for signature is not touched any more."""
    gevonden = bestand_van(obj)
    if gevonden is None or stuk_van(obj) is None:
        return
    naam, bestand = gevonden
    inhoud = bestand.data
    if is_gedaan(obj, inhoud) or (bevroren_stuk(obj) is not None and _is_bijlage(obj)):
        return
    try:
        vraag_scanner(inhoud)
        if not _is_bijlage(obj):
            return
        resultaat = schoon(inhoud)
    except BijlageGeweigerd as error:
        raise BadRequest(translate(uitleg(error), context=obj.REQUEST)) from error
    vervang(obj, naam, bestand, resultaat)
    for bericht, wat in (
        (HAALT_WEG, resultaat.verwijderd),
        (STAAT_ER_NOG, resultaat.verborgen),
    ):
        if wat:
            woorden = {
                "naam": bestand.filename or obj.getId(),
                "wat": in_woorden(wat, obj.REQUEST),
            }
            api.portal.show_message(Message(bericht, mapping=woorden), obj.REQUEST, type="warning")


HAALT_WEG = _(
    "message_bijlage_schoon", default="Taken out of ${naam} before anyone gets it: ${wat}."
)
STAAT_ER_NOG = _(
    "message_bijlage_verborgen",
    default="In ${naam} is something that does not show and that everybody gets: ${wat}. Is that "
    "not meant to be? Take it out and add the file again.",
)


def _is_bijlage(obj) -> bool:
    """Does it lie in the item itself? Evidence in a measure is internal and stays as it is."""
    return getattr(aq_parent(aq_inner(obj)), "portal_type", "") in PUBLICATIE
