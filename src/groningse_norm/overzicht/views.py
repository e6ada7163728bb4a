"""The overview on the page of an item and as a file, and the page that sends a reminder."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound

from groningse_norm import klok, rechten
from groningse_norm.afdruk.blad import Afdruk
from groningse_norm.fouten import UITLEG, uitleg
from groningse_norm.i18n import _
from groningse_norm.ondertekening.controle import verslag_van
from groningse_norm.ondertekening.domain import OndertekeningGeweigerd
from groningse_norm.overzicht.domain import (
    Groep,
    HerinneringGeweigerd,
    Overzicht,
    Persoon,
    Regel,
    Verzending,
)
from groningse_norm.overzicht.herinneren import herinner, verzending_van
from groningse_norm.overzicht.stand import SOORTEN, opmerking_bij, overzicht_van, rijen
from groningse_norm.pagina import Formulier, Pagina
from groningse_norm.pdf.maker import Gegevens
from groningse_norm.rekenblad import als_csv


class OverzichtViewlet(ViewletBase):
    """Who must sign and who has, by kind: for whom, in which capacity, when, which version."""

    def update(self) -> None:
        super().update()
        self.overzicht = overzicht_van(self.context)
        self.fout = (
            verslag_van(self.context, bestanden=False).eerste_fout
            if self.overzicht.momentopname
            else None
        )

    @property
    def kan_herinneren(self) -> bool:
        """Has the visitor somebody to remind?"""
        return self.overzicht.is_open and bool(
            api.user.has_permission(rechten.PUBLICEREN, obj=self.context)
        )

    def soort(self, groep: Groep):
        return SOORTEN[groep.soort]

    def moment(self, regel: Regel) -> str:
        gezet = regel.handtekening
        return klok.in_woorden(datetime.fromisoformat(gezet.moment)) if gezet else ""

    def opmerking(self, regel: Regel):
        return opmerking_bij(regel.handtekening)

    def render(self) -> str:
        return super().render() if self.overzicht.totaal else ""


class OndertekeningenCsv(Pagina):
    """``@@ondertekeningen.csv``: the overview for a spreadsheet."""

    def __call__(self) -> bytes:
        stand = overzicht_van(self.context)
        if not stand.totaal:
            raise NotFound(self.__name__)
        inhoud = als_csv(rijen(stand, self.request))
        naam = f"{self.context.getId()}-ondertekeningen.csv"
        antwoord = self.request.response
        antwoord.setHeader("Content-Type", "text/csv; charset=utf-8")
        antwoord.setHeader("Content-Disposition", f'attachment; filename="{naam}"')
        antwoord.setHeader("Cache-Control", "private, no-store")
        antwoord.setHeader("X-Content-Type-Options", "nosniff")
        return inhoud


class OndertekeningenAfdruk(Afdruk):
    """``@@ondertekeningen.pdf``: the overview on paper."""

    pagina = ViewPageTemplateFile("templates/ondertekeningen.pt")

    def __call__(self) -> bytes | str:
        if not self.overzicht.totaal:
            raise NotFound(self.__name__)
        return super().__call__()

    @cached_property
    def overzicht(self) -> Overzicht:
        return overzicht_van(self.context)

    @property
    def bestandsnaam(self) -> str:
        return f"{self.context.getId()}-ondertekeningen.pdf"

    @property
    def kenmerk(self) -> str:
        return f"Versie {self.overzicht.versie}"

    @cached_property
    def laatste(self) -> str:
        """When the last signature was set, ISO 8601; empty without any."""
        return max((h.moment for h in self.handtekeningen), default="")

    @cached_property
    def gegevens(self) -> Gegevens:
        stuk = super().gegevens
        moment = datetime.fromisoformat(self.laatste) if self.laatste else stuk.moment
        return Gegevens(f"Ondertekeningen: {stuk.titel}", moment, stuk.auteur, stuk.kenmerk)

    def soort(self, groep: Groep):
        return SOORTEN[groep.soort]

    def opmerking(self, regel: Regel):
        return opmerking_bij(regel.handtekening)


@dataclass(frozen=True, slots=True)
class TeHerinneren:
    """A party that has not signed, and how many people of it are reminded now or were lately."""

    regel: Regel
    nu: int
    wachten: int


class HerinnerPage(Formulier):
    """``@@herinner``: who will be reminded, and the button."""

    waarom_niet: Any = None
    verzending = Verzending((), ())

    def __call__(self) -> str:
        try:
            self.verzending = verzending_van(self.context, klok.nu())
            self.verzending.controleer()
        except (OndertekeningGeweigerd, HerinneringGeweigerd) as error:
            self.waarom_niet = uitleg(error)
            self.request.response.setStatus(UITLEG[error.code][0])
            self.request.response.setHeader("Cache-Control", "private, no-store")
            return self.index()
        return super().__call__()

    @property
    def partijen(self) -> list[TeHerinneren]:
        """The parties that have not signed."""

        def aantal(mensen: tuple[Persoon, ...], regel: Regel) -> int:
            return sum(persoon.partij == regel.partij for persoon in mensen)

        return [
            TeHerinneren(
                regel, aantal(self.verzending.nu, regel), aantal(self.verzending.wachten, regel)
            )
            for regel in overzicht_van(self.context).regels
            if regel.handtekening is None
        ]

    def verwerk(self) -> str:
        verstuurd = herinner(self.context, klok.nu())
        api.portal.show_message(
            _(
                "message_herinnerd",
                default="Reminders sent: ${aantal}.",
                mapping={"aantal": len(verstuurd.nu)},
            ),
            self.request,
        )
        return self.context.absolute_url()
