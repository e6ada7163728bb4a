"""The page on which the clerk keeps the register."""

from dataclasses import dataclass
from datetime import date

from plone import api

from groningse_norm import klok
from groningse_norm.aanwijzing.domain import (
    AanwijzingGeweigerd,
    Ambt,
    Hoedanigheid,
    Stand,
    functie,
)
from groningse_norm.aanwijzing.invoer import BOTST, WOORDEN, lees, nummer_uit
from groningse_norm.aanwijzing.register import (
    beeindig,
    is_onaangetast,
    mensen_van,
    register_van,
    wijs_aan,
)
from groningse_norm.i18n import _
from groningse_norm.pagina import Formulier

VELDEN = (
    "gebruiker",
    "ambt",
    "hoedanigheid",
    "van",
    "tot",
    "besluit_datum",
    "besluit_nummer",
)
STANDEN = {
    Stand.KOMT: _("stand_aanwijzing_komt", default="still to come"),
    Stand.LOOPT: _("stand_aanwijzing_loopt", default="holds now"),
    Stand.VOORBIJ: _("stand_aanwijzing_voorbij", default="over"),
    Stand.BEEINDIGD: _("stand_aanwijzing_beeindigd", default="ended"),
}


@dataclass(frozen=True, slots=True)
class Rij:
    """A designation as the table shows it."""

    nummer: int
    naam: str
    gebruiker: str
    functie: str
    van: date
    tot: date | None
    verwijzing: str
    stand: str
    loopt: bool
    vastgelegd: str
    reden: str
    beeindigd: str


class AanwijzingenPage(Formulier):
    """``@@aanwijzingen``: all that was ever recorded; record one, and end one."""

    def __call__(self) -> str:
        self.nu = klok.nu()
        self.mensen = mensen_van(self.context)
        return super().__call__()

    @property
    def onaangetast(self) -> bool:
        return is_onaangetast(self.context)

    @property
    def rijen(self) -> list[Rij]:
        """What holds now first, then the newest."""
        register = register_van(self.context)
        rijen = []
        for aanwijzing in reversed(register.aanwijzingen):
            opgave, einde = aanwijzing.opgave, register.einden.get(aanwijzing.nummer)
            stand = register.stand(aanwijzing, self.nu)
            rijen.append(
                Rij(
                    nummer=aanwijzing.nummer,
                    naam=opgave.naam,
                    gebruiker=opgave.gebruiker,
                    functie=self.functie(opgave.ambt, opgave.hoedanigheid),
                    van=opgave.van,
                    tot=opgave.tot,
                    verwijzing=opgave.verwijzing,
                    stand=STANDEN[stand],
                    loopt=stand is Stand.LOOPT,
                    vastgelegd=self.moment(aanwijzing.moment),
                    reden=einde.reden if einde else "",
                    beeindigd=self.moment(einde.moment) if einde else "",
                )
            )
        return sorted(rijen, key=lambda rij: not rij.loopt)

    @property
    def te_beeindigen(self) -> list[tuple[str, str]]:
        return [
            (
                str(aanwijzing.nummer),
                f"{aanwijzing.opgave.naam}, "
                f"{self.functie(aanwijzing.opgave.ambt, aanwijzing.opgave.hoedanigheid)} "
                f"({aanwijzing.opgave.verwijzing})",
            )
            for aanwijzing in register_van(self.context).te_beeindigen(self.nu)
        ]

    @property
    def personen(self) -> list[tuple[str, str]]:
        return [(wie, f"{naam} ({wie})") for wie, naam in self.mensen.items()]

    @property
    def ambten(self) -> list[tuple[str, str]]:
        return [(ambt.value, self.functie(ambt, Hoedanigheid.EIGEN_AMBT)) for ambt in Ambt]

    hoedanigheden = (
        (Hoedanigheid.LOCO.value, _("option_loco", default="Deputy (loco)")),
        (
            Hoedanigheid.NAMENS.value,
            _("option_namens", default="On behalf of the holder (mandate)"),
        ),
        (Hoedanigheid.EIGEN_AMBT.value, _("option_eigen_ambt", default="Holder of the office")),
    )

    def functie(self, ambt: Ambt, hoedanigheid: Hoedanigheid) -> str:
        return functie(self.context.tooi, ambt, hoedanigheid)

    def verwerk(self) -> str | None:
        try:
            if "beeindig" in self.request.form:
                beeindig(
                    self.context,
                    nummer_uit(self.request.form),
                    self.waarde("reden"),
                    self.nu,
                )
                gedaan = _("message_aanwijzing_beeindigd", default="The designation has ended.")
            else:
                opgave = lees({veld: self.waarde(veld) for veld in VELDEN}, self.mensen)
                wijs_aan(self.context, opgave, self.nu)
                gedaan = _("message_aangewezen", default="The designation has been recorded.")
        except AanwijzingGeweigerd as error:
            self.weiger(error.veld, WOORDEN[error.code], 409 if error.code in BOTST else 400)
            return None
        api.portal.show_message(gedaan, self.request)
        return f"{self.context.absolute_url()}/@@aanwijzingen"
