"""The pages of what was signed outside this system."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from AccessControl import Unauthorized
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

from groningse_norm import klok
from groningse_norm.bijlage.domain import BijlageGeweigerd
from groningse_norm.buitenom import handelingen
from groningse_norm.buitenom.aanmelden import Onvolledig, aanmelding_uit
from groningse_norm.buitenom.keuring import MAXIMUM, BestandGeweigerd, Oordeel, Uitslag
from groningse_norm.fouten import UITLEG, koppen, uitleg
from groningse_norm.i18n import _
from groningse_norm.ondertekening.buiten import (
    DatumInToekomst,
    GeenRegistratie,
    NaamNodig,
    Registratie,
    TekstTeLang,
    Wijze,
    registraties,
    telt_mee,
)
from groningse_norm.ondertekening.domain import (
    Hoedanigheid,
    OndertekeningGeweigerd,
    Partij,
    TeVaakGeprobeerd,
    VerkeerdWachtwoord,
    VerwijzingNodig,
    WachtwoordNietHier,
)
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.pagina import Formulier, Pagina

WIJZEN = {
    Wijze.INKT: _("wijze_inkt", default="In ink (a scan)"),
    Wijze.ONDERTEKENDIENST: _("wijze_ondertekendienst", default="With a signing service"),
}
HOEDANIGHEDEN = {
    Hoedanigheid.EIGEN_AMBT: _("hoedanigheid_buiten_eigen", default="In his or her own office"),
    Hoedanigheid.LOCO: _("hoedanigheid_loco", default="As deputy"),
    Hoedanigheid.NAMENS: _("hoedanigheid_namens", default="On behalf of the office holder"),
}
STANDEN = {
    "geregistreerd": _("stand_geregistreerd", default="waits for a second person"),
    "bevestigd": _("stand_bevestigd", default="confirmed by a second person"),
    "ingetrokken": _("stand_ingetrokken", default="withdrawn"),
}
_VELD = {
    NaamNodig.code: "naam",
    DatumInToekomst.code: "getekend_op",
    VerwijzingNodig.code: "verwijzing",
    TekstTeLang.code: "opmerking",
}
_BIJ_WACHTWOORD = {VerkeerdWachtwoord.code, WachtwoordNietHier.code, TeVaakGeprobeerd.code}


@dataclass(frozen=True, slots=True)
class Rij:
    """A registration as the visitor sees it; ``besloten`` and ``uitslag`` only if he may."""

    registratie: Registratie
    besloten: dict[str, Any] | None = None
    uitslag: Uitslag | None = None
    zin: str = ""
    mag_intrekken: bool = False
    zelf: bool = False

    @property
    def nummer(self) -> int:
        return self.registratie.nummer

    @property
    def partij(self) -> str:
        return partijnaam(handelingen.partij_van(self.registratie.regel))

    @property
    def wijze(self):
        return WIJZEN[Wijze(self.registratie.regel.wijze)]

    @property
    def stand(self):
        return STANDEN[self.registratie.stand]

    @property
    def getekend_op(self) -> str:
        return klok.datum_in_woorden(date.fromisoformat(self.registratie.regel.getekend_op))

    @property
    def sha256(self) -> str:
        return self.registratie.regel.sha256


def partijnaam(partij: Partij) -> str:
    return f"{handelingen.naam_van(partij.tooi)} ({partij.functie()})"


def rij_van(obj, gebruiker, dossier: Dossier, registratie: Registratie) -> Rij:
    partij = handelingen.partij_van(registratie.regel)
    rechten = handelingen.rechten_van(obj, gebruiker)
    if not rechten.zien(partij):
        return Rij(registratie)
    besloten = dossier.buiten_besloten(registratie.nummer)
    zelf = besloten["gebruiker"] == gebruiker.getId()
    open_ = registratie.stand == "geregistreerd"
    ronde = dossier.ronde
    past = ronde is not None and ronde.momentopname == registratie.regel.momentopname
    mag = open_ and past and not zelf and rechten.bevestigen(partij)
    telt = telt_mee(ronde, registratie)
    return Rij(
        registratie,
        besloten,
        Uitslag.uit_dict(besloten["uitslag"]),
        handelingen.zin_van(obj, gebruiker, registratie.regel) if mag else "",
        registratie.intrekking is None and not telt and rechten.registreren(partij),
        zelf,
    )


@implementer(IPublishTraverse)
class BestandPage(Pagina):
    """``@@getekend-bestand/<nummer>``: the PDF for whoever may see it; for others it is not there."""

    weg: tuple[str, ...] = ()

    def publishTraverse(self, request, name: str):
        if self.weg or not (name.isascii() and name.isdecimal()):
            raise NotFound(self, name, request)
        self.weg = (name,)
        return self

    def __call__(self) -> bytes:
        if not self.weg:
            raise NotFound("getekend-bestand")
        try:
            regel, inhoud = handelingen.bestand_voor(
                self.context, api.user.get_current(), int(self.weg[0][:9])
            )
        except GeenRegistratie:
            raise NotFound(self.weg[0]) from None
        response = self.request.response
        response.setHeader("Content-Type", "application/pdf")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", "private, no-store")
        naam = f"getekend-{regel.tooi}-{regel.sha256[:12]}.pdf"
        response.setHeader("Content-Disposition", f'attachment; filename="{naam}"')
        return inhoud


class BuitenPage(Formulier):
    """``@@buiten-ondertekenen``: what is registered, and forms for whoever may go on with it."""

    def __call__(self) -> str:
        self.gebruiker = api.user.get_current()
        if not handelingen.doet_mee(self.context, self.gebruiker):
            raise Unauthorized("buiten-ondertekenen")
        return super().__call__()

    # --- what the template asks ---

    @property
    def dossier(self) -> Dossier:
        return Dossier(self.context)

    @property
    def rijen(self) -> list[Rij]:
        dossier = self.dossier
        return [
            rij_van(self.context, self.gebruiker, dossier, registratie)
            for registratie in handelingen.registraties_voor(self.context, self.gebruiker)
        ]

    @property
    def partijen(self) -> list[tuple[str, str]]:
        """(key, name) of each party for which the visitor can register a file now."""
        ronde = self.dossier.ronde
        if ronde is None:
            return []
        rechten = handelingen.rechten_van(self.context, self.gebruiker)
        bezet = {
            handelingen.partij_van(registratie.regel)
            for registratie in registraties(self.dossier.buiten)
            if not registratie.intrekking and registratie.regel.momentopname == ronde.momentopname
        }
        return [
            (partij.sleutel, partijnaam(partij))
            for partij in ronde.partijen
            if rechten.registreren(partij) and partij not in bezet
        ]

    @property
    def wijzen(self) -> list[tuple[str, Any]]:
        return [(wijze.value, naam) for wijze, naam in WIJZEN.items()]

    @property
    def hoedanigheden(self) -> list[tuple[str, Any]]:
        return [(waarde.value, naam) for waarde, naam in HOEDANIGHEDEN.items()]

    @staticmethod
    def is_goed(oordeel: Oordeel) -> bool:
        return oordeel is Oordeel.GELDIG

    # --- what the forms do ---

    def verwerk(self) -> str | None:
        actie, _streep, nummer = self.waarde("actie").partition("-")
        try:
            if actie == "bevestig" and nummer.isdecimal():
                self._bevestig(int(nummer[:9]))
            elif actie == "intrek" and nummer.isdecimal():
                self._trek_in(int(nummer[:9]))
            else:
                self._registreer()
        except Onvolledig as error:
            self.weiger(error.veld, error.uitleg)
            return None
        except (OndertekeningGeweigerd, BestandGeweigerd, BijlageGeweigerd) as error:
            for naam, waarde in koppen(error).items():
                self.request.response.setHeader(naam, waarde)
            self.weiger(self._veld(error, actie, nummer), uitleg(error), UITLEG[error.code][0])
            return None
        return f"{self.context.absolute_url()}/@@buiten-ondertekenen"

    @staticmethod
    def _veld(error, actie: str, nummer: str) -> str:
        """At which field of which form a refusal belongs."""
        if error.code in _BIJ_WACHTWOORD or actie == "bevestig":
            return f"wachtwoord-{nummer}"
        if actie == "intrek":
            return f"reden-{nummer}"
        van_bestand = isinstance(error, BestandGeweigerd | BijlageGeweigerd)
        return _VELD.get(error.code, "bestand" if van_bestand else "partij")

    def _registreer(self) -> None:
        bestand = self.request.form.get("bestand")
        naam = getattr(bestand, "filename", "") or ""
        aanmelding = aanmelding_uit(self.request.form)
        if not naam:
            raise Onvolledig("bestand", _("error_kies_bestand", default="Choose a file."))
        handelingen.registreer(
            self.context,
            self.gebruiker,
            aanmelding,
            bestand.read(MAXIMUM + 1),
            naam,
            klok.nu(),
            getoonde_momentopname=self.waarde("momentopname"),
        )
        self._meld(
            _(
                "message_buiten_geregistreerd",
                default="The file is registered. It counts when a second person has confirmed it.",
            )
        )

    def _bevestig(self, nummer: int) -> None:
        handelingen.bevestig(
            self.context,
            self.gebruiker,
            nummer,
            str(self.request.form.get("wachtwoord", "")),
            klok.nu(),
            getoonde_sha256=self.waarde("sha256"),
        )
        self._meld(_("message_buiten_bevestigd", default="You have confirmed this file."))

    def _trek_in(self, nummer: int) -> None:
        handelingen.trek_in(self.context, self.gebruiker, nummer, self.waarde("reden"), klok.nu())
        self._meld(
            _(
                "message_buiten_ingetrokken",
                default="The registration is withdrawn. It stays in the record.",
            )
        )

    def _meld(self, tekst) -> None:
        api.portal.show_message(tekst, self.request)


class BuitenViewlet(ViewletBase):
    """At the item and where it is checked: what was signed outside this system."""

    def update(self) -> None:
        super().update()
        dossier, gebruiker = Dossier(self.context), api.user.get_current()
        ronde = dossier.ronde
        self.rijen = [
            Rij(registratie)
            for registratie in registraties(dossier.buiten)
            if ronde is not None and registratie.regel.momentopname == ronde.momentopname
        ]
        self.doet_mee = ronde is not None and handelingen.doet_mee(self.context, gebruiker)

    def moment(self, moment: str) -> str:
        return klok.in_woorden(datetime.fromisoformat(moment))

    def render(self) -> str:
        return super().render() if self.rijen or self.doet_mee else ""
