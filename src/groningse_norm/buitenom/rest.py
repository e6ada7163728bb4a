"""``<item>/@ondertekening-buiten``: what was signed outside this system."""

import base64
import binascii
from typing import Any

from AccessControl import Unauthorized
from plone import api
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

from groningse_norm import klok
from groningse_norm.bijlage.domain import BijlageGeweigerd
from groningse_norm.buitenom import handelingen
from groningse_norm.buitenom.aanmelden import Onvolledig, aanmelding_uit
from groningse_norm.buitenom.keuring import MAXIMUM, BestandGeweigerd
from groningse_norm.fouten import weigering
from groningse_norm.i18n import _
from groningse_norm.ondertekening.buiten import Registratie
from groningse_norm.ondertekening.domain import OndertekeningGeweigerd
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.service import NormService, Weigering

_BESLOTEN = ("naam", "functie", "hoedanigheid", "verwijzing", "opmerking", "bestandsnaam")


def als_json(obj, gebruiker, registratie: Registratie) -> dict[str, Any]:
    """A registration; the closed part only for whoever may see the file."""
    regel = registratie.regel
    openbaar = {
        "nummer": registratie.nummer,
        "stand": registratie.stand,
        "overheid": regel.tooi,
        "ambt": regel.ambt,
        "wijze": regel.wijze,
        "getekend_op": regel.getekend_op,
        "sha256": regel.sha256,
        "grootte": regel.grootte,
        "moment": regel.moment,
        "momentopname": regel.momentopname,
    }
    rechten = handelingen.rechten_van(obj, gebruiker)
    if not rechten.zien(handelingen.partij_van(regel)):
        return openbaar
    besloten = Dossier(obj).buiten_besloten(registratie.nummer)
    return {
        **openbaar,
        **{naam: besloten[naam] for naam in _BESLOTEN},
        "geregistreerd_door": besloten["gebruiker_naam"],
        "uitslag": besloten["uitslag"],
    }


def overzicht(obj, gebruiker) -> dict[str, Any]:
    return {
        "@id": f"{obj.absolute_url()}/@ondertekening-buiten",
        "items": [
            als_json(obj, gebruiker, registratie)
            for registratie in handelingen.registraties_voor(obj, gebruiker)
        ],
    }


class BuitenGet(NormService):
    """All registrations of an item, with what the visitor may see of them."""

    def antwoord(self) -> dict[str, Any]:
        return overzicht(self.context, api.user.get_current())


@implementer(IPublishTraverse)
class BuitenPost(NormService):
    """Register a file; ``/<nummer>/bevestiging`` and ``/<nummer>/intrekking`` go on with one."""

    def __init__(self, context, request) -> None:
        super().__init__(context, request)
        self.weg: tuple[str, ...] = ()

    def publishTraverse(self, request, name: str):
        self.weg = (*self.weg, name)
        past = len(self.weg) == 1 or (len(self.weg) == 2 and name in _VERVOLG)
        if not past or not self.weg[0].isascii() or not self.weg[0].isdecimal():
            raise NotFound(self, name, request)
        return self

    def antwoord(self) -> dict[str, Any]:
        if len(self.weg) == 1:
            raise NotFound(self.weg[0])
        gebruiker = api.user.get_current()
        if not handelingen.doet_mee(self.context, gebruiker):
            raise Unauthorized("@ondertekening-buiten")
        try:
            if self.weg:
                registratie = _VERVOLG[self.weg[1]](self, gebruiker, int(self.weg[0][:9]))
            else:
                registratie = self._registreer(gebruiker)
        except Onvolledig as error:
            raise Weigering(400, error.veld, error.uitleg) from error
        except (OndertekeningGeweigerd, BestandGeweigerd, BijlageGeweigerd) as error:
            raise weigering(error) from error
        self.request.response.setStatus(201)
        return als_json(self.context, gebruiker, registratie)

    def _registreer(self, gebruiker) -> Registratie:
        lichaam = self.lichaam()
        inhoud, naam = _bestand(lichaam.get("bestand"))
        return handelingen.registreer(
            self.context,
            gebruiker,
            aanmelding_uit(lichaam),
            inhoud,
            naam,
            klok.nu(),
            getoonde_momentopname=str(lichaam.get("momentopname") or ""),
        )

    def _bevestig(self, gebruiker, nummer: int) -> Registratie:
        lichaam = self.lichaam()
        return handelingen.bevestig(
            self.context,
            gebruiker,
            nummer,
            str(lichaam.get("wachtwoord") or ""),
            klok.nu(),
            getoonde_sha256=str(lichaam.get("sha256") or ""),
        )

    def _trek_in(self, gebruiker, nummer: int) -> Registratie:
        reden = str(self.lichaam().get("reden") or "")
        return handelingen.trek_in(self.context, gebruiker, nummer, reden, klok.nu())


_VERVOLG = {"bevestiging": BuitenPost._bevestig, "intrekking": BuitenPost._trek_in}


def _bestand(gegevens: Any) -> tuple[bytes, str]:
    """Content and name of ``{"data": base64, "filename"}``. Raises ``Onvolledig``."""
    try:
        if len(gegevens["data"]) > 2 * MAXIMUM:
            return bytes(MAXIMUM + 1), ""
        return base64.b64decode(gegevens["data"], validate=True), str(
            gegevens.get("filename") or ""
        )
    except (TypeError, KeyError, AttributeError, ValueError, binascii.Error):
        raise Onvolledig(
            "bestand",
            _("error_bestand_base64", default="Send the file as an object with data in base64."),
        ) from None
