"""``@@toezeggingen`` of a letter, and of an authority."""

from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import urlencode

from AccessControl import Unauthorized
from plone.app.layout.viewlets.common import ViewletBase

from groningse_norm import klok, rechten
from groningse_norm.bladen import Bladen
from groningse_norm.fouten import UITLEG, uitleg
from groningse_norm.pagina import Formulier, Pagina
from groningse_norm.toezegging.domain import (
    BLADGROOTTE,
    STATUS_NAMEN,
    Filter,
    Status,
    Toezegging,
    ToezeggingGeweigerd,
    lees_begin,
    volgorde,
)
from groningse_norm.toezegging.handelingen import (
    Rij,
    andere_versies,
    geschiedenis,
    houdt_bij,
    is_getekend,
    leg_vast,
    lijst,
    werk_bij,
    zichtbaar,
)


class _MetStand(Pagina):
    def vandaag(self) -> date:
        return klok.vandaag()

    def naam_van(self, status: str) -> str:
        return STATUS_NAMEN[Status(status)]

    def te_laat(self, toezegging: Toezegging) -> bool:
        return toezegging.te_laat(self.vandaag())


class ToezeggingenPage(Formulier, _MetStand):
    """The promises of a letter; its clerk adds and changes them here."""

    statussen = tuple(Status)

    @property
    def toezeggingen(self) -> list[Toezegging]:
        return sorted(zichtbaar(self.context), key=volgorde)

    @property
    def houdt_bij(self) -> bool:
        return houdt_bij(self.context)

    @property
    def kan_toevoegen(self) -> bool:
        return self.houdt_bij and is_getekend(self.context)

    @property
    def geschiedenis(self) -> list[dict[str, Any]]:
        return geschiedenis(self.context)

    def verwerk(self) -> str | None:
        nummer = self.waarde("nummer")
        if not self.houdt_bij:
            raise Unauthorized(rechten.PUBLICEREN)  # the page itself is for readers
        namen = _BIJWERKEN if nummer else _NIEUW
        gegevens: dict[str, Any] = {naam: self.waarde(naam) for naam in namen}
        gegevens["openbaar"] = self.waarde("openbaar") == "1"
        try:
            if nummer:
                heel = int(nummer) if nummer.isascii() and nummer.isdigit() else 0
                werk_bij(self.context, heel, gegevens, klok.nu())
            else:
                leg_vast(self.context, gegevens, klok.nu())
        except ToezeggingGeweigerd as error:
            veld = error.veld or "tekst"
            self.weiger(
                f"{veld}-{nummer}" if nummer else veld, uitleg(error), UITLEG[error.code][0]
            )
            return None
        return f"{self.context.absolute_url()}/@@toezeggingen"

    def ingevuld(self, veld: str, nummer: int, anders: str) -> str:
        """What was filled in for this promise when it was refused, else what it holds."""
        if self.fouten and self.waarde("nummer") == str(nummer):
            return self.waarde(veld)
        return anders


_NIEUW = ("tekst", "passage", "termijn", "verantwoordelijke")
_BIJWERKEN = ("termijn", "verantwoordelijke", "status", "per", "opmerking")


class ToezeggingenOverzicht(_MetStand):
    """The promises of an authority: open ones by their day, or by another filter."""

    filters = tuple(Filter)

    def __call__(self) -> str:
        gevraagd = self.request.form.get("status", Filter.OPEN.value)
        bekend = isinstance(gevraagd, str) and gevraagd in {*Filter}
        self.filter = Filter(gevraagd) if bekend else Filter.OPEN
        begin = lees_begin(self.request.form.get("b_start", ""))
        self.onbruikbaar = not bekend or begin is None
        rijen = lijst(self.context, self.filter, self.vandaag())
        self.bladen = Bladen(begin or 0, BLADGROOTTE, len(rijen))
        self.rijen: list[Rij] = rijen[self.bladen.begin : self.bladen.einde]
        self.hoeveel_te_laat = sum(self.te_laat(rij.toezegging) for rij in rijen)
        if self.onbruikbaar:
            self.request.response.setStatus(400)
        elif not self.bladen.bestaat:
            self.request.response.setStatus(404)
        return self.index()

    def adres_van_blad(self, begin: int) -> str:
        vraag = urlencode({"status": self.filter.value, **({"b_start": begin} if begin else {})})
        return f"{self.context.absolute_url()}/@@toezeggingen?{vraag}"


class ToezeggingenViewlet(ViewletBase):
    """A link from the letter, where there is something behind it."""

    def update(self) -> None:
        super().update()
        self.aantal = len(zichtbaar(self.context))
        self.kan_toevoegen = houdt_bij(self.context) and is_getekend(self.context)
        per_versie = Counter(rij.brief for rij in andere_versies(self.context))
        self.andere = sorted(per_versie.items(), key=lambda paar: paar[0].versie)

    @property
    def eigen(self) -> bool:
        """Is there something behind the link of this version?"""
        return bool(self.aantal or self.kan_toevoegen)

    def render(self) -> str:
        return super().render() if self.eigen or self.andere else ""
