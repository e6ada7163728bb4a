"""``@@verzending``: what became of every mail. ``@@voorvertoning``: what others see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from plone import api
from zope.i18n import translate
from zope.i18nmessageid import Message

from groningse_norm import klok
from groningse_norm.berichten.domain import (
    GEEN_MAILSERVER,
    Bericht,
    BerichtGeweigerd,
    GeenAdres,
    Staat,
)
from groningse_norm.embargo.domain import Status
from groningse_norm.embargo.handelingen import status_van
from groningse_norm.fouten import UITLEG, uitleg
from groningse_norm.geheimhouding.opslag import is_geheim
from groningse_norm.i18n import _
from groningse_norm.pagina import Formulier, Pagina
from groningse_norm.raadsbrief.verzending.domain import (
    NIET_OPENBAAR,
    STRAKS_VOOR_DE_RAAD,
    OnbekendBericht,
    Soort,
    aantallen,
    is_te_herhalen,
)
from groningse_norm.raadsbrief.verzending.handelingen import rijen_van, verzend_opnieuw
from groningse_norm.raadsbrief.verzending.voorvertoning import Lezer, zoals
from groningse_norm.raadsbrief.verzending.woorden import (
    LET_OP,
    LEZERS,
    SOORTEN,
    STATEN,
    UITLEG_GEEN_MAILSERVER,
    UITLEG_VAN_STAAT,
    VOORBEELD_GEEN_MOMENT,
    VOORBEELD_GEHEIM,
    VOORBEELD_INGETROKKEN,
    VOORBEELD_MOMENT,
    VOORBEELD_NIETS,
    VOORBEELD_OPENBAAR,
    VOORBEELD_RAAD_NU,
    VOORBEELD_RAAD_STRAKS,
    VOORBEELD_ZONDER_MOMENT,
)
from groningse_norm.zegel import NIET_BEWAREN


@dataclass(frozen=True, slots=True)
class Rij:
    """A message as the page shows it."""

    nummer: str
    wie: str
    aan: str
    soort: str
    staat: str
    wanneer: str
    uitleg: str
    antwoord: str
    let_op: bool
    te_herhalen: bool


class VerzendingPage(Formulier):
    """What became of every message; GET shows it, POST sends one again."""

    def verwerk(self) -> str | None:
        nummer = self.waarde("bericht")
        try:
            aan = self.waarde("aan")
            if not aan:
                raise GeenAdres()
            verzend_opnieuw(self.context, nummer, aan, klok.nu())
        except (BerichtGeweigerd, OnbekendBericht) as error:
            self.weiger(f"aan-{nummer}", uitleg(error), UITLEG[error.code][0])
            return None
        api.portal.show_message(
            _("message_verzend_opnieuw", default="The message is laid ready. It leaves at once."),
            self.request,
        )
        return f"{self.context.absolute_url()}/@@verzending"

    @property
    def rijen(self) -> list[Rij]:
        """What a person must look at first, then by kind and name."""
        status = status_van(self.context)
        rijen = [self._rij(*paar, status) for paar in rijen_van(self.context).items()]
        return sorted(rijen, key=lambda rij: (not rij.let_op, rij.soort, rij.wie or rij.aan))

    @property
    def samenvatting(self) -> list[tuple[str, int]]:
        """State in words and how many, in the order of the states."""
        geteld = aantallen(rijen_van(self.context).values())
        return [
            (self._zeg(naam), geteld[staat]) for staat, naam in STATEN.items() if staat in geteld
        ]

    def adres_van(self, rij: Rij) -> str:
        """What stands in the field: what was filled in, when that was refused."""
        return self.waarde("aan") if f"aan-{rij.nummer}" in self.fouten else rij.aan

    def _rij(self, nummer: str, rij: Bericht, status) -> Rij:
        staat = Staat(rij.staat)
        uitleg_van_staat = UITLEG_VAN_STAAT.get(staat)
        if rij.fout == GEEN_MAILSERVER:
            uitleg_van_staat = UITLEG_GEEN_MAILSERVER
        return Rij(
            nummer,
            rij.naam or self._zeg(_("text_adres_van_raad", default="Address of the council")),
            rij.aan,
            self._zeg(SOORTEN[Soort(rij.soort)]),
            self._zeg(STATEN[staat]),
            self._wanneer(rij, staat),
            self._zeg(uitleg_van_staat) if uitleg_van_staat else "",
            "" if rij.fout == GEEN_MAILSERVER else rij.fout,
            staat in LET_OP,
            is_te_herhalen(rij, status),
        )

    def _wanneer(self, rij: Bericht, staat: Staat) -> str:
        if staat is Staat.WACHT and rij.pogingen and rij.fout:
            return self._zeg(
                _(
                    "text_volgende_poging",
                    default="Attempt ${aantal} failed. Next one: ${moment}",
                    mapping={"aantal": str(rij.pogingen), "moment": self._moment(rij.volgende)},
                )
            )
        return self._moment(rij.klaar) if rij.klaar else ""

    def _moment(self, seconden: float) -> str:
        return self.moment(datetime.fromtimestamp(seconden, UTC))

    def _zeg(self, bericht) -> str:
        return translate(bericht, context=self.request)


@dataclass(frozen=True, slots=True)
class Voorbeeld:
    """What a reader sees at some moment; ``brief`` is empty when that is nothing."""

    uitleg: str
    brief: str = ""


class VoorvertoningPage(Pagina):
    """``@@voorvertoning?als=raad`` or ``=publiek``: the letter as these readers see it."""

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", NIET_BEWAREN)
        als = self.request.form.get("als")
        self.lezer = Lezer.PUBLIEK if als == Lezer.PUBLIEK else Lezer.RAAD
        self.status = status_van(self.context)
        return self.index()

    @property
    def keuzes(self) -> list[tuple[str, str, bool]]:
        """Address, name, and whether it is the one that is shown."""
        hier = f"{self.context.absolute_url()}/@@voorvertoning?als="
        return [
            (f"{hier}{lezer}", self._zeg(naam), lezer is self.lezer)
            for lezer, naam in LEZERS.items()
        ]

    @property
    def voorbeelden(self) -> list[Voorbeeld]:
        if self.status is Status.INGETROKKEN:
            return [Voorbeeld(self._zeg(VOORBEELD_INGETROKKEN))]
        if self.lezer is Lezer.RAAD:
            return [self._voor_de_raad()]
        return list(self._voor_het_publiek())

    def _voor_de_raad(self) -> Voorbeeld:
        straks = STRAKS_VOOR_DE_RAAD.get(self.status, self.status)
        if straks is Status.ONDER_EMBARGO and self.context.embargo_tot is None:
            return Voorbeeld(self._zeg(VOORBEELD_GEEN_MOMENT))
        uitleg = VOORBEELD_RAAD_NU if straks is self.status else VOORBEELD_RAAD_STRAKS
        return self._zoals(Lezer.RAAD, straks, uitleg)

    def _voor_het_publiek(self) -> Iterator[Voorbeeld]:
        yield self._zoals(Lezer.PUBLIEK, self.status, VOORBEELD_OPENBAAR)
        if self.status not in NIET_OPENBAAR:
            return
        if is_geheim(self.context):
            yield Voorbeeld(self._zeg(VOORBEELD_GEHEIM))
        else:
            uitleg: Any = VOORBEELD_ZONDER_MOMENT
            if self.context.embargo_tot is not None:
                moment = {"moment": self.moment(self.context.embargo_tot)}
                uitleg = Message(VOORBEELD_MOMENT, mapping=moment)
            yield self._zoals(Lezer.PUBLIEK, Status.OPENBAAR, uitleg)

    def _zoals(self, lezer: Lezer, status: Status, uitleg) -> Voorbeeld:
        brief = zoals(lezer, self.context, self.request, status)
        return Voorbeeld(self._zeg(uitleg if brief else VOORBEELD_NIETS), brief or "")

    def _zeg(self, bericht) -> str:
        return translate(bericht, context=self.request)
