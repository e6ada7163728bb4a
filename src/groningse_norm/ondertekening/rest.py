"""``GET`` and ``POST <item>/@ondertekening``."""

from typing import Any

from plone import api
from plone.restapi.interfaces import IExpandableElement
from zope.component import adapter
from zope.interface import implementer

from groningse_norm import klok
from groningse_norm.fouten import weigering
from groningse_norm.i18n import _
from groningse_norm.interfaces import IGroningseNormLayer
from groningse_norm.ondertekening import handelingen
from groningse_norm.ondertekening.domain import Hoedanigheid, OndertekeningGeweigerd, Partij
from groningse_norm.ondertekening.interfaces import IOndertekenbaar
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.service import NormService, Weigering


def stand_van_zaken(obj) -> dict[str, Any]:
    """Who must sign and who has, as JSON types; what may be shown to whoever sees the item."""
    ronde = Dossier(obj).ronde
    if ronde is None:
        return {"momentopname": None, "versie": getattr(obj, "versie", 1), "partijen": []}
    getekend = {handtekening.partij: handtekening for handtekening in ronde.handtekeningen}
    return {
        "momentopname": ronde.momentopname,
        "versie": ronde.versie,
        "partijen": [_partij(partij, getekend.get(partij)) for partij in ronde.partijen],
    }


def _partij(partij: Partij, handtekening) -> dict[str, Any]:
    gegevens: dict[str, Any] = {"overheid": partij.tooi, "ambt": str(partij.ambt)}
    if handtekening is None:
        return {**gegevens, "ondertekend": None}
    return {
        **gegevens,
        "ondertekend": {
            "naam": handtekening.naam,
            "functie": handtekening.functie,
            "hoedanigheid": handtekening.hoedanigheid,
            "rol": handtekening.rol,
            "moment": handtekening.moment,
        },
    }


@implementer(IExpandableElement)
@adapter(IOndertekenbaar, IGroningseNormLayer)
class OndertekeningElement:
    """Expander of the sign-off, shared with the service."""

    def __init__(self, context, request) -> None:
        self.context = context
        self.request = request

    def __call__(self, expand: bool = False) -> dict[str, Any]:
        adres = {"@id": f"{self.context.absolute_url()}/@ondertekening"}
        if expand:
            adres |= stand_van_zaken(self.context)
        return {"ondertekening": adres}


class OndertekeningGet(NormService):
    """Who must sign and who has."""

    def antwoord(self) -> dict[str, Any]:
        return OndertekeningElement(self.context, self.request)(expand=True)["ondertekening"]


class OndertekeningPost(NormService):
    """Sign: ``{"wachtwoord", "momentopname", "hoedanigheid"?, "verwijzing"?}``."""

    def antwoord(self) -> dict[str, Any]:
        lichaam = self.lichaam()
        try:
            hoedanigheid = Hoedanigheid(lichaam.get("hoedanigheid") or Hoedanigheid.EIGEN_AMBT)
        except ValueError as error:
            raise Weigering(
                400,
                "hoedanigheid",
                _("error_hoedanigheid", default="Choose eigen_ambt, loco or namens."),
            ) from error
        try:
            handelingen.zet_handtekening(
                self.context,
                api.user.get_current(),
                str(lichaam.get("wachtwoord") or ""),
                klok.nu(),
                hoedanigheid=hoedanigheid,
                verwijzing=str(lichaam.get("verwijzing") or ""),
                getoonde_momentopname=str(lichaam.get("momentopname") or ""),
            )
        except OndertekeningGeweigerd as error:
            raise weigering(error) from error
        self.request.response.setStatus(201)
        return OndertekeningElement(self.context, self.request)(expand=True)["ondertekening"]
