"""``GET`` and ``POST <item>/@ondertekening``."""

from typing import Any

from AccessControl import Unauthorized
from plone import api
from plone.restapi.interfaces import IExpandableElement
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

from groningse_norm import klok, rechten
from groningse_norm.fouten import weigering
from groningse_norm.i18n import _
from groningse_norm.interfaces import IGroningseNormLayer
from groningse_norm.ondertekening import handelingen
from groningse_norm.ondertekening.bundel import RUIMTE_BESTANDEN, pak_in
from groningse_norm.ondertekening.controle import als_bijlage, bundel_van, verslag_van
from groningse_norm.ondertekening.domain import Hoedanigheid, OndertekeningGeweigerd, Partij
from groningse_norm.ondertekening.interfaces import IOndertekenbaar
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.ondertekening.rondes import als_json, eerdere_rondes, ziet_wie_er_tekende
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


def hoedanigheden(obj) -> list[dict[str, str]]:
    """The capacities in which the present user can sign now, with the sentence that he agrees to."""
    if not api.user.has_permission(rechten.ONDERTEKENEN, obj=obj):
        return []
    gebruiker = api.user.get_current()
    try:
        wat = handelingen.voorstel(obj, gebruiker, klok.nu())
    except OndertekeningGeweigerd:
        return []
    return [
        {
            "hoedanigheid": str(bevoegdheid.hoedanigheid),
            "functie": wat.functie(bevoegdheid.hoedanigheid),
            "verwijzing": bevoegdheid.verwijzing,
            "zin": wat.zin(handelingen.naam_van(gebruiker), bevoegdheid.hoedanigheid),
        }
        for bevoegdheid in wat.bevoegdheden
    ]


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
            "verwijzing": handtekening.verwijzing,
            "rol": handtekening.rol,
            "moment": handtekening.moment,
            "buiten": bool(handtekening.buiten),
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
            adres |= stand_van_zaken(self.context) | {
                "hoedanigheden": hoedanigheden(self.context),
                "eerdere_rondes": [
                    als_json(ronde, volledig=ziet_wie_er_tekende(self.context))
                    for ronde in eerdere_rondes(self.context)
                ],
            }
        return {"ondertekening": adres}


@implementer(IPublishTraverse)
class OndertekeningGet(NormService):
    """Who must sign and who has; ``/verificatie`` checks it all, ``/bundel`` is the evidence."""

    def __init__(self, context, request) -> None:
        super().__init__(context, request)
        self.deel = ""

    def publishTraverse(self, request, name: str):
        if self.deel or name not in ("verificatie", "bundel"):
            raise NotFound(self, name, request)
        self.deel = name
        return self

    def render(self) -> Any:
        if self.deel != "bundel":
            return super().render()
        self.check_permission()
        volledig = self.request.form.get("besloten") == "1"
        if volledig and not api.user.has_permission(rechten.PUBLICEREN, obj=self.context):
            raise Unauthorized(rechten.PUBLICEREN)
        try:
            bundel = bundel_van(self.context, volledig=volledig)
        except OndertekeningGeweigerd:
            # Answered in words, as every refusal.
            return super().render()
        getekend = Dossier(self.context).bestanden(RUIMTE_BESTANDEN) if volledig else {}
        return als_bijlage(self.request.response, self.context, pak_in(bundel, getekend))

    def antwoord(self) -> dict[str, Any]:
        if self.deel:
            try:
                return verslag_van(self.context).als_dict()
            except OndertekeningGeweigerd as error:
                raise weigering(error) from error
        return OndertekeningElement(self.context, self.request)(expand=True)["ondertekening"]


class OndertekeningPost(NormService):
    """Sign: ``{"wachtwoord", "momentopname", "hoedanigheid"?}``; own office when none is given."""

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
                getoonde_momentopname=str(lichaam.get("momentopname") or ""),
            )
        except OndertekeningGeweigerd as error:
            raise weigering(error) from error
        self.request.response.setStatus(201)
        return OndertekeningElement(self.context, self.request)(expand=True)["ondertekening"]
