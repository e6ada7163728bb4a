"""``POST <overheid>/@brief-inlezen``."""

import base64
import binascii
from typing import Any

from plone.restapi.interfaces import ISerializeToJson
from zope.component import getMultiAdapter

from groningse_norm.i18n import _
from groningse_norm.raadsbrief.geweigerd import Bezet, BriefGeweigerd
from groningse_norm.raadsbrief.inlezen import lees_brief
from groningse_norm.raadsbrief.registreer import KenmerkBestaat, registreer
from groningse_norm.service import NormService, Weigering


class BriefInlezen(NormService):
    """Make a draft of a letter.

    Takes the file as the request's body (any ``Content-Type`` but JSON; the bytes say what it is), or
    a JSON object ``{"bestand": {"data": base64, "filename": "brief.docx"}}``. 201 with the draft.
    """

    def antwoord(self) -> dict[str, Any]:
        inhoud, naam = self._bestand()
        try:
            stuk = registreer(self.context, lees_brief(inhoud, bestandsnaam=naam))
        except Bezet as error:
            raise Weigering(503, error.code, error.uitleg, {"Retry-After": "10"}) from error
        except BriefGeweigerd as error:
            raise Weigering(400, error.code, error.uitleg) from error
        except KenmerkBestaat as error:
            raise Weigering(
                409,
                "kenmerk_bestaat",
                _(
                    "error_kenmerk_bestaat",
                    default="There is a letter with reference ${kenmerk} already.",
                    mapping={"kenmerk": str(error)},
                ),
            ) from error
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", stuk.absolute_url())
        return getMultiAdapter((stuk, self.request), ISerializeToJson)()

    def _bestand(self) -> tuple[bytes, str]:
        if not self.request.getHeader("Content-Type", "").startswith("application/json"):
            return self.request.get("BODY", b""), ""
        bestand = self.lichaam().get("bestand")
        if not isinstance(bestand, dict) or not isinstance(bestand.get("data"), str):
            raise Weigering(
                400, "geen_bestand", _("error_geen_bestand", default="Send the letter as a file.")
            )
        try:
            inhoud = base64.b64decode(bestand["data"], validate=True)
        except (binascii.Error, ValueError) as error:
            raise Weigering(
                400, "geen_base64", _("error_geen_base64", default="The file is not in base64.")
            ) from error
        return inhoud, str(bestand.get("filename") or "")
