"""``POST <plan>/@invoer``, and ``GET <plan>/@invoer/<taak>`` for how far a long one is."""

import base64
import binascii
from typing import Any

from AccessControl import Unauthorized
from plone import api
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

from groningse_norm import klok, rechten, wachtrij
from groningse_norm.i18n import _
from groningse_norm.plan.uitwisseling.bestand import MAX_BYTES, BestandGeweigerd
from groningse_norm.plan.uitwisseling.doen import (
    NietIngevoerd,
    beproef,
    beproef_bevestigd,
    mag_invoeren,
    voer_uit,
)
from groningse_norm.plan.uitwisseling.proef import Proef, Uitkomst
from groningse_norm.plan.uitwisseling.taak import is_lang, vraag_aan
from groningse_norm.plan.uitwisseling.woorden import FOUT, NIET_INGEVOERD, TAAK, waarom_niet
from groningse_norm.service import NormService, Weigering

_BASE64 = 4 * (MAX_BYTES // 3 + 2)  # characters; of whole groups of four, and past what is allowed


def _als_taak(plan, request, token: str, rij) -> dict[str, Any]:
    """``{"@id", "stand", "verwerkt", "totaal"}``, with ``message`` where nothing was taken in."""
    stand, totaal = str(rij["taak"]["stand"]), rij["taak"]["totaal"]
    antwoord = {
        "@id": f"{plan.absolute_url()}/@invoer/{token}",
        "stand": stand,
        "verwerkt": totaal if stand == "klaar" else rij["stap"]["gedaan"],
        "totaal": totaal,
    }
    if stand in TAAK:
        antwoord["message"] = translate(TAAK[stand], context=request)
    return antwoord


@implementer(IPublishTraverse)
class InvoerTaak(NormService):
    """How far a long import is, for whoever handed it in: for an hour."""

    token = ""

    def publishTraverse(self, request, name: str):
        if self.token:
            raise NotFound(self, name, request)
        self.token = name
        return self

    def antwoord(self) -> dict[str, Any]:
        wie = api.user.get_current().getId()
        rij = wachtrij.rij_van(self.context, wie, self.token, klok.nu())
        if rij is None or "taak" not in rij:
            raise NotFound(self.context, "@invoer", self.request)
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return _als_taak(self.context, self.request, self.token, rij)


class Invoer(NormService):
    """Take in a file with measures.

    Takes ``{"bestand": {"data": base64}, "bevestig"?: vingerafdruk}``. Without ``bevestig`` it is a
    dry run and nothing changes. 200 with ``{"kan", "vingerafdruk", "aantallen", "regels": [{"rij",
    "uitkomst", "titel", "wijzigingen", "bezwaren": [{"cel", "fout", "message"}]}], "gedaan"}``; 202
    with where to ask how far it is for more than ``taak.LANG`` changes.
    """

    def antwoord(self) -> dict[str, Any]:
        if not mag_invoeren(self.context):
            raise Unauthorized(rechten.VOORTGANG_MELDEN)
        lichaam = self.lichaam()
        inhoud, bevestig = self._inhoud(lichaam), lichaam.get("bevestig")
        try:
            if bevestig is None:
                return self._als_json(beproef(self.context, inhoud), gedaan=False)
            gedaan = beproef_bevestigd(self.context, inhoud, str(bevestig))
        except BestandGeweigerd as error:
            bezet = error.code == "bezet"
            raise Weigering(
                503 if bezet else 400,
                error.code,
                waarom_niet(error),
                {"Retry-After": "60"} if bezet else None,
            ) from error
        except NietIngevoerd as error:
            raise Weigering(409, error.code, NIET_INGEVOERD[error.code]) from error
        if is_lang(gedaan):
            return self._leg_klaar(inhoud, gedaan)
        voer_uit(self.context, gedaan)
        return self._als_json(gedaan, gedaan=True)

    def _leg_klaar(self, inhoud: bytes, gedaan: Proef) -> dict[str, Any]:
        wie, nu = api.user.get_current().getId(), klok.nu()
        token = wachtrij.bewaar(self.context, wie, inhoud, nu)
        rij = wachtrij.rij_van(self.context, wie, token, nu)
        vraag_aan(rij, gedaan.vingerafdruk, len(gedaan.te_doen))
        taak = _als_taak(self.context, self.request, token, rij)
        self.request.response.setStatus(202)
        self.request.response.setHeader("Location", taak["@id"])
        return taak

    def _inhoud(self, lichaam: dict[str, Any]) -> bytes:
        bestand = lichaam.get("bestand")
        data = bestand.get("data") if isinstance(bestand, dict) else None
        try:
            if not isinstance(data, str):
                raise ValueError("bestand")
            # One byte more than a file may have is enough to see that it is too large.
            return base64.b64decode(data[:_BASE64], validate=True)
        except (binascii.Error, ValueError) as error:
            raise Weigering(
                400,
                "geen_bestand",
                _("error_geen_bestand_base64", default="Send the file in base64 in bestand.data."),
            ) from error

    def _als_json(self, proef: Proef, gedaan: bool) -> dict[str, Any]:
        def als_json(waarde):
            return waarde.isoformat() if hasattr(waarde, "isoformat") else waarde

        return {
            "kan": proef.kan,
            "gedaan": gedaan,
            "vingerafdruk": proef.vingerafdruk,
            "aantallen": {uitkomst.value: proef.aantal(uitkomst) for uitkomst in Uitkomst},
            "regels": [
                {
                    "rij": regel.nummer,
                    "uitkomst": regel.uitkomst.value,
                    "titel": regel.titel,
                    "wijzigingen": [
                        {"veld": w.naam, "was": als_json(w.was), "wordt": als_json(w.wordt)}
                        for w in regel.wijzigingen
                    ],
                    "bezwaren": [
                        {
                            "cel": bezwaar.adres,
                            "fout": bezwaar.fout.value,
                            "message": translate(FOUT[bezwaar.fout], context=self.request),
                        }
                        for bezwaar in regel.bezwaren
                    ],
                }
                for regel in proef.regels
                if regel.uitkomst is not Uitkomst.GELIJK
            ],
        }
