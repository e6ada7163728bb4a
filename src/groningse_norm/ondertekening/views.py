"""The pages of the sign-off: signing, what is signed, and who has signed."""

from dataclasses import dataclass

from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

from groningse_norm import klok
from groningse_norm.fouten import UITLEG, koppen, uitleg
from groningse_norm.i18n import _
from groningse_norm.ondertekening import handelingen
from groningse_norm.ondertekening.bundel import pak_in
from groningse_norm.ondertekening.controle import als_bijlage, bundel_van, verslag_van
from groningse_norm.ondertekening.domain import (
    GeenAanwijzing,
    GeenRonde,
    Hoedanigheid,
    OndertekeningGeweigerd,
    TekstVeranderd,
    TeVaakGeprobeerd,
    VerkeerdWachtwoord,
    WachtwoordNietHier,
)
from groningse_norm.ondertekening.interfaces import IControlepagina
from groningse_norm.ondertekening.leesbaar import Deel, delen_van
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.ondertekening.verificatie import Verslag
from groningse_norm.pagina import Formulier, Pagina

HOEDANIGHEDEN = {
    Hoedanigheid.EIGEN_AMBT: _("hoedanigheid_eigen_ambt", default="In my own office"),
    Hoedanigheid.LOCO: _("hoedanigheid_loco", default="As deputy"),
    Hoedanigheid.NAMENS: _("hoedanigheid_namens", default="On behalf of the office holder"),
}

# At which field of the form a refusal belongs; any other leaves no form to fill in.
_VELD = {
    VerkeerdWachtwoord.code: "wachtwoord",
    WachtwoordNietHier.code: "wachtwoord",
    TeVaakGeprobeerd.code: "wachtwoord",
    GeenAanwijzing.code: "hoedanigheid",
    TekstVeranderd.code: "momentopname",
}


@dataclass(frozen=True, slots=True)
class Keuze:
    """A capacity in which the visitor can sign, with the sentence that goes on record."""

    waarde: str
    naam: str
    functie: str
    verwijzing: str
    zin: str


class OndertekenPage(Formulier):
    """``@@onderteken``: what is signed, in which capacity, and the password once more."""

    def __call__(self) -> str:
        self.gebruiker = api.user.get_current()
        self.weigering = None
        self._lees_voorstel()
        if self.weigering:
            return self.index()
        return super().__call__()

    def _lees_voorstel(self) -> None:
        try:
            self.voorstel = handelingen.voorstel(self.context, self.gebruiker, klok.nu())
        except OndertekeningGeweigerd as error:
            self.weigering = uitleg(error)
            self.request.response.setStatus(UITLEG[error.code][0])

    @property
    def keuzes(self) -> list[Keuze]:
        """The capacities that this person has at this moment."""
        wie = handelingen.naam_van(self.gebruiker)
        return [
            Keuze(
                bevoegdheid.hoedanigheid.value,
                HOEDANIGHEDEN[bevoegdheid.hoedanigheid],
                self.voorstel.functie(bevoegdheid.hoedanigheid),
                bevoegdheid.verwijzing,
                self.voorstel.zin(wie, bevoegdheid.hoedanigheid),
            )
            for bevoegdheid in self.voorstel.bevoegdheden
        ]

    @property
    def delen(self) -> list[Deel]:
        """The frozen text in readable form."""
        opname = Dossier(self.context).momentopname(self.voorstel.momentopname) or b"{}"
        return delen_van(opname, self.context.portal_type)

    def verwerk(self) -> str | None:
        gekozen = self.waarde("hoedanigheid")
        if gekozen not in {hoedanigheid.value for hoedanigheid in Hoedanigheid}:
            self.weiger(
                "hoedanigheid",
                _("error_hoedanigheid_kiezen", default="Choose in which capacity you sign."),
            )
            return None
        try:
            ronde = handelingen.zet_handtekening(
                self.context,
                self.gebruiker,
                str(self.request.form.get("wachtwoord", "")),
                klok.nu(),
                hoedanigheid=Hoedanigheid(gekozen),
                getoonde_momentopname=self.waarde("momentopname"),
            )
        except OndertekeningGeweigerd as error:
            if error.code not in _VELD:
                self.weigering = uitleg(error)
            for naam, waarde in koppen(error).items():
                self.request.response.setHeader(naam, waarde)
            veld = _VELD.get(error.code, "momentopname")
            self.weiger(veld, uitleg(error), UITLEG[error.code][0])
            return None
        api.portal.show_message(
            _("message_allen_getekend", default="You have signed. All parties have signed now.")
            if ronde.volledig
            else _(
                "message_getekend",
                default="You have signed. ${aantal} signature(s) are still to come.",
                mapping={"aantal": len(ronde.ontbrekend)},
            ),
            self.request,
        )
        return self.context.absolute_url()


class MomentopnamePage(Pagina):
    """``@@momentopname``: the exact bytes that are signed, so that anybody can check the hash."""

    def __call__(self) -> bytes:
        dossier = Dossier(self.context)
        ronde = dossier.ronde
        opname = dossier.momentopname(ronde.momentopname) if ronde else None
        if ronde is None or opname is None:
            raise NotFound("momentopname")
        response = self.request.response
        response.setHeader("Content-Type", "application/json")
        response.setHeader("X-Content-Type-Options", "nosniff")
        naam = f"{self.context.getId()}-{ronde.momentopname[:12]}.json"
        response.setHeader("Content-Disposition", f'attachment; filename="{naam}"')
        return opname


@implementer(IPublishTraverse, IControlepagina)
class VerifieerPage(Pagina):
    """``@@verifieer``: everything recomputed; ``@@verifieer/bundel`` is the evidence itself."""

    verslag: Verslag | None = None
    bundel_gevraagd = False

    def publishTraverse(self, request, name: str):
        if self.bundel_gevraagd or name != "bundel":
            raise NotFound(self, name, request)
        self.bundel_gevraagd = True
        return self

    def __call__(self) -> str | bytes:
        try:
            if self.bundel_gevraagd:
                bundel = pak_in(bundel_van(self.context))
                return als_bijlage(self.request.response, self.context, bundel)
            self.verslag = verslag_van(self.context)
        except GeenRonde:
            if self.bundel_gevraagd:
                raise NotFound("bundel") from None
        return self.index()


class OproepViewlet(ViewletBase):
    """Leads whoever can sign now to the page for it."""

    def update(self) -> None:
        super().update()
        self.voorstel = None
        try:
            self.voorstel = handelingen.voorstel(self.context, api.user.get_current(), klok.nu())
        except OndertekeningGeweigerd:
            return

    def render(self) -> str:
        return super().render() if self.voorstel else ""
