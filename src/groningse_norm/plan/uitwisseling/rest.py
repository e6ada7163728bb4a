"""``POST <plan>/@invoer``."""

import base64
import binascii
from typing import Any

from AccessControl import Unauthorized
from zope.i18n import translate

from groningse_norm import rechten
from groningse_norm.i18n import _
from groningse_norm.plan.uitwisseling.bestand import BestandGeweigerd
from groningse_norm.plan.uitwisseling.doen import (
    NietsTeDoen,
    ProefVerouderd,
    beproef,
    mag_invoeren,
    voer_in,
)
from groningse_norm.plan.uitwisseling.domain import Proef, Uitkomst
from groningse_norm.plan.uitwisseling.woorden import (
    FOUT,
    INVOER_GEWEIGERD,
    PROEF_VEROUDERD,
    waarom_niet,
)
from groningse_norm.service import NormService, Weigering


class Invoer(NormService):
    """Take in a file with measures.

    Takes ``{"bestand": {"data": base64}, "bevestig"?: vingerafdruk}``. Without ``bevestig`` it is a
    dry run and nothing changes. 200 with ``{"kan", "vingerafdruk", "aantallen", "regels": [{"rij",
    "uitkomst", "titel", "wijzigingen", "bezwaren": [{"cel", "fout", "message"}]}], "gedaan"}``.
    """

    def antwoord(self) -> dict[str, Any]:
        if not mag_invoeren(self.context):
            raise Unauthorized(rechten.VOORTGANG_MELDEN)
        lichaam = self.lichaam()
        inhoud, bevestig = self._inhoud(lichaam), lichaam.get("bevestig")
        try:
            if bevestig is None:
                return self._als_json(beproef(self.context, inhoud), gedaan=False)
            return self._als_json(voer_in(self.context, inhoud, str(bevestig)), gedaan=True)
        except BestandGeweigerd as error:
            raise Weigering(400, error.code, waarom_niet(error)) from error
        except ProefVerouderd as error:
            raise Weigering(409, error.code, PROEF_VEROUDERD) from error
        except NietsTeDoen as error:
            raise Weigering(409, error.code, INVOER_GEWEIGERD) from error

    def _inhoud(self, lichaam: dict[str, Any]) -> bytes:
        bestand = lichaam.get("bestand")
        data = bestand.get("data") if isinstance(bestand, dict) else None
        try:
            if not isinstance(data, str):
                raise ValueError("bestand")
            return base64.b64decode(data, validate=True)
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
