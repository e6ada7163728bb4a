"""``@@raadsbrieven`` and its feed."""

from typing import Any

from groningse_norm import klok
from groningse_norm.bladen import Bladen
from groningse_norm.i18n import _
from groningse_norm.overheid.interfaces import IOverheid
from groningse_norm.pagina import Pagina
from groningse_norm.register.atom import feed
from groningse_norm.register.domain import Zoekvraag, lees
from groningse_norm.register.zoeken import (
    ingetrokken,
    keuzes,
    laat_bewaren,
    overheden_bij,
    regels,
    zoek,
)

VELDNAMEN = {
    "zoek": _("label_zoekwoorden", default="Words in the letter"),
    "jaar": _("label_jaar_openbaar", default="Public since"),
    "trefwoord": _("label_trefwoord", default="Keyword"),
    "overheid": _("label_overheid", default="Authority"),
    "b_start": _("label_bladzijde", default="Page"),
    "b_size": _("label_per_bladzijde", default="Letters on a page"),
}


class RegisterPage(Pagina):
    """The public letters: what everybody sees, also for those who see more elsewhere."""

    def __call__(self) -> str:
        nu = klok.nu()
        self.overheden = overheden_bij(self.context)
        self.vraag, fouten = lees(self.request.form, self.overheden)
        self.fouten = {naam: VELDNAMEN[naam] for naam in fouten}
        gevonden = zoek(self.context, self.vraag, nu)
        self.aantal = len(gevonden)
        self.bladen = Bladen(self.vraag.b_start, self.vraag.b_size, self.aantal)
        self.regels = list(regels(gevonden[self.bladen.begin : self.bladen.einde]))
        self.jaren, self.trefwoorden = keuzes(self.context, nu)
        if fouten:
            self.request.response.setStatus(400)
        elif not self.bladen.bestaat:
            self.request.response.setStatus(404)
        return self.index()

    @property
    def van_overheid(self) -> bool:
        """Is this the register of one authority?"""
        return IOverheid.providedBy(self.context)

    @property
    def adres(self) -> str:
        return f"{self.context.absolute_url()}/@@raadsbrieven"

    @property
    def feed(self) -> str:
        parameters = self.vraag.als_parameters(b_start=0, b_size=Zoekvraag().b_size)
        return f"{self.adres}.atom?{parameters}".rstrip("?")

    @property
    def eerste_en_laatste(self) -> tuple[int, int]:
        """Numbers of the first and last letter on this page."""
        return self.bladen.begin + 1, min(self.bladen.einde, self.aantal)

    def adres_van_blad(self, begin: int) -> str:
        return f"{self.adres}?{self.vraag.als_parameters(b_start=begin)}".rstrip("?")

    @property
    def velden(self) -> set[str]:
        """Parameters that stand in the form, so that a message can lead to them."""
        soms = {"trefwoord": bool(self.trefwoorden), "overheid": not self.van_overheid}
        return {"zoek", "jaar"} | {naam for naam, staat_er in soms.items() if staat_er}


class RegisterFeed(Pagina):
    """``@@raadsbrieven.atom``: the last letters, by the same parameters; no pages."""

    HOEVEEL = 50

    def __call__(self) -> Any:
        antwoord = self.request.response
        vraag, fouten = lees(self.request.form, overheden_bij(self.context))
        if fouten:
            antwoord.setStatus(400)
            antwoord.setHeader("Content-Type", "text/plain; charset=utf-8")
            return f"Onbruikbaar in de zoekvraag: {', '.join(fouten)}".encode()
        parameters = vraag.als_parameters(b_start=0, b_size=Zoekvraag().b_size)
        adres = f"{self.context.absolute_url()}/@@raadsbrieven"
        gevonden = zoek(self.context, vraag, klok.nu())[: self.HOEVEEL]
        laat_bewaren(self.context, self.request)
        antwoord.setHeader("Content-Type", "application/atom+xml; charset=utf-8")
        return feed(
            f"Raadsbrieven: {self.context.title}",
            f"{adres}.atom?{parameters}".rstrip("?"),
            f"{adres}?{parameters}".rstrip("?"),
            regels(gevonden),
            ingetrokken(self.context, vraag)[: self.HOEVEEL],
        )
