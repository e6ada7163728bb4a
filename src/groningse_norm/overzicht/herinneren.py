"""The reminder: whom it reaches, what it says, and that it was sent."""

from collections.abc import Iterator
from datetime import datetime

from plone import api
from zope.i18n import translate
from zope.i18nmessageid import Message

from groningse_norm.aanwijzing.domain import bevoegdheden
from groningse_norm.aanwijzing.register import register_van
from groningse_norm.berichten.postvak import leg_klaar
from groningse_norm.i18n import _
from groningse_norm.logboek.domain import ONLEESBAAR
from groningse_norm.logboek.opslag import noteer, regels_terug
from groningse_norm.ondertekening.domain import GeenRonde, Partij, Ronde
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.overheid.domain import Overheidsgegevens
from groningse_norm.overheid.opzoeken import overheid_met
from groningse_norm.overzicht.domain import HERINNER, RUST, Persoon, Verzending, verzending
from groningse_norm.zegel import is_openbaar

ONDERWERP = _("mail_herinnering_onderwerp", default="Your signature is awaited")
TEKST = _(
    "mail_herinnering_tekst",
    default="Something waits to be signed. For ${overheid} (${functie}) that has not been done "
    "yet.\n\n"
    "Document: ${stuk}\n\n"
    "Log in, read the text and sign it here:\n${onderteken}\n\n"
    "Has it been signed meanwhile? Then you need not do anything.",
)


def verzending_van(obj, moment: datetime) -> Verzending:
    """Who would be reminded at an aware moment. Raises ``GeenRonde`` or ``AllenGetekend``."""
    ronde = _ronde(obj)
    mensen = (persoon for partij in ronde.ontbrekend for persoon in _mensen_van(partij, moment))
    return verzending(ronde.ontbrekend, mensen, _laatst_herinnerd(obj, moment), moment)


def herinner(obj, moment: datetime) -> Verzending:
    """Lay a reminder ready for everybody who is to have one, and note that.

    Raises ``GeenRonde`` or ``HerinneringGeweigerd``; nothing is sent then.
    """
    wie = verzending_van(obj, moment)
    wie.controleer()
    taal = api.portal.get_default_language()
    onderwerp = translate(ONDERWERP, target_language=taal)
    for persoon in wie.nu:
        woorden = Message(TEKST, mapping=_woorden(obj, persoon.partij))
        tekst = translate(woorden, target_language=taal)
        leg_klaar(persoon.adres, onderwerp, tekst, moment.timestamp())
        noteer(obj, HERINNER, moment, aan=persoon.gebruiker, partij=persoon.partij.sleutel)
    return wie


def _ronde(obj) -> Ronde:
    ronde = Dossier(obj).ronde
    if ronde is None:
        raise GeenRonde()
    return ronde


def _mensen_van(partij: Partij, moment: datetime) -> Iterator[Persoon]:
    """The members of its group who can sign for a party now."""
    if api.group.get(partij.groep) is None:
        return
    register = register_van(overheid_met(partij.tooi))
    for lid in api.user.get_users(groupname=partij.groep):
        if bevoegdheden(register, lid.getId(), partij.ambt, moment):
            yield Persoon(lid.getId(), lid.getProperty("email", "") or "", partij)


def _laatst_herinnerd(obj, moment: datetime) -> dict[str, datetime]:
    """User id → when he was reminded, as far as that is less than ``RUST`` ago."""
    gevonden: dict[str, datetime] = {}
    for regel in regels_terug(obj.UID()):
        if regel.handeling == ONLEESBAAR:
            continue
        toen = datetime.fromisoformat(regel.moment)
        if moment - toen >= RUST:
            break
        if regel.handeling == HERINNER:
            gevonden.setdefault(regel.bijzonderheden.get("aan") or "", toen)
    return gevonden


def _woorden(obj, partij: Partij) -> dict[str, str]:
    """Of what is not public the address only: a mailbox is no place for it."""
    overheid = overheid_met(partij.tooi)
    gegevens = overheid.gegevens if overheid else Overheidsgegevens(partij.tooi, "")
    adres = obj.absolute_url()
    return {
        "overheid": gegevens.volledige_naam,
        "functie": partij.functie(),
        "stuk": f"{obj.title}\n{adres}" if is_openbaar(obj) else adres,
        "onderteken": f"{adres}/@@onderteken",
    }
