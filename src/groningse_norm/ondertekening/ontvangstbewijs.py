"""Receipts: after each signature the people of every party get the hash of the chain's last record.

So a chain that is rewritten no longer matches what lies in their mailboxes. Of an item that is not
public the mail gives the address only, never its title or text.
"""

from datetime import datetime

from plone import api
from zope.i18n import translate
from zope.i18nmessageid import Message

from groningse_norm import klok
from groningse_norm.berichten.ontvangers import adressen_van
from groningse_norm.berichten.postvak import leg_klaar
from groningse_norm.i18n import _
from groningse_norm.overheid.domain import Overheidsgegevens
from groningse_norm.overheid.opzoeken import overheid_met
from groningse_norm.zegel import is_openbaar

ONDERWERP = _("mail_ontvangstbewijs_onderwerp", default="Receipt of a signature: keep this message")
WIE = _(
    "mail_ontvangstbewijs_wie",
    default="${naam}, ${functie}, has signed for ${overheid}, on ${moment}.",
)
WIE_BUITEN = _(
    "mail_ontvangstbewijs_wie_buiten",
    default="For ${overheid} it was signed outside this system, as ${functie}. That was confirmed "
    "on ${moment}.",
)
TEKST = _(
    "mail_ontvangstbewijs_tekst",
    default="${wie}\n"
    "${aantal} of ${totaal} parties have signed version ${versie} now.\n\n"
    "Document: ${stuk}\n"
    "Fingerprint of the text (SHA-256):\n${momentopname}\n"
    "Fingerprint of the last signature (SHA-256):\n${kop}\n\n"
    "Keep this message. With the last fingerprint you can check at any time that no signature was "
    "changed, removed or put in afterwards. Did you sign yourself, and do you not recognise this? "
    "Then warn your administrator at once.\n\n"
    "To check, compare the fingerprints with those on this page:\n${verifieer}\n"
    "Or check without this site. Download the evidence on that page, and give the command:\n"
    "groningse-norm verifieer BEWIJS.zip --kop ${kop}",
)


def bij_handtekening(event) -> None:
    """Lay a receipt ready for everybody who signs, or could have signed, for one of the parties."""
    obj, gezet, ronde = event.object, event.handtekening, event.ronde
    adressen = {adres for partij in ronde.partijen for adres in adressen_van(partij.groep)}
    overheid = overheid_met(gezet.tooi)
    gegevens = overheid.gegevens if overheid else Overheidsgegevens(gezet.tooi, "")
    moment = datetime.fromisoformat(gezet.moment)
    woorden = {
        "naam": gezet.naam,
        "functie": f"{gezet.functie} ({gezet.verwijzing})" if gezet.verwijzing else gezet.functie,
        "overheid": gegevens.volledige_naam,
        "moment": klok.in_woorden(moment),
        "aantal": str(len(ronde.handtekeningen)),
        "totaal": str(len(ronde.partijen)),
        "versie": str(gezet.versie),
        "stuk": f"{obj.title}\n{obj.absolute_url()}" if is_openbaar(obj) else obj.absolute_url(),
        "verifieer": f"{obj.absolute_url()}/@@verifieer",
        "momentopname": gezet.momentopname,
        "kop": gezet.afdruk,
    }
    taal = api.portal.get_default_language()
    wie = Message(WIE_BUITEN if gezet.buiten else WIE, mapping=woorden)
    woorden["wie"] = translate(wie, target_language=taal)
    onderwerp = translate(ONDERWERP, target_language=taal)
    tekst = translate(Message(TEKST, mapping=woorden), target_language=taal)
    for adres in sorted(adressen):
        leg_klaar(adres, onderwerp, tekst, moment.timestamp())
