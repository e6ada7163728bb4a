"""``@@verzending``: what became of every mail. ``@@voorvertoning``: what others see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from plone import api
from zope.i18n import translate
from zope.i18nmessageid import Message

from groningse_norm import klok
from groningse_norm.berichten.domain import Bericht, BerichtGeweigerd, GeenAdres, Staat
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
from groningse_norm.zegel import NIET_BEWAREN

SOORTEN = {
    Soort.ONDER_EMBARGO: _("soort_onder_embargo", default="Under embargo"),
    Soort.GEWIJZIGD: _("soort_gewijzigd", default="Embargo changed"),
    Soort.OPENBAAR: _("soort_openbaar", default="Public now"),
    Soort.TERUGGEROEPEN: _("soort_teruggeroepen", default="Taken back"),
    Soort.INGETROKKEN: _("soort_ingetrokken", default="Withdrawn"),
}
STATEN = {
    Staat.WACHT: _("staat_wacht", default="Waits"),
    Staat.BEZIG: _("staat_bezig", default="Is being sent"),
    Staat.ONZEKER: _("staat_onzeker", default="Uncertain"),
    Staat.VERZONDEN: _("staat_verzonden", default="Sent"),
    Staat.MISLUKT: _("staat_mislukt", default="Failed"),
    Staat.VERVALLEN: _("staat_vervallen", default="Not sent any more"),
    Staat.GEEN_ADRES: _("staat_geen_adres", default="No address known"),
}
UITLEG_VAN_STAAT = {
    Staat.ONZEKER: _(
        "help_staat_onzeker",
        default="The connection broke after the message was handed over. Perhaps it has arrived. "
        "Ask the receiver before you send it again.",
    ),
    Staat.MISLUKT: _(
        "help_staat_mislukt", default="It is not tried again by itself. Correct the address."
    ),
    Staat.VERVALLEN: _("help_staat_vervallen", default="What it said was no longer so."),
    Staat.GEEN_ADRES: _(
        "help_staat_geen_adres", default="There is no e-mail address in this person's profile."
    ),
}
LET_OP = frozenset({Staat.ONZEKER, Staat.MISLUKT, Staat.GEEN_ADRES})


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
        return Rij(
            nummer,
            rij.naam or self._zeg(_("text_adres_van_raad", default="Address of the council")),
            rij.aan,
            self._zeg(SOORTEN[Soort(rij.soort)]),
            self._zeg(STATEN[staat]),
            self._wanneer(rij, staat),
            self._zeg(UITLEG_VAN_STAAT[staat]) if staat in UITLEG_VAN_STAAT else "",
            rij.fout,
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


LEZERS = {
    Lezer.RAAD: _("link_als_raad", default="As the council sees it"),
    Lezer.PUBLIEK: _("link_als_publiek", default="As the public sees it"),
}
VOORBEELD_NIETS = _(
    "text_niet_te_zien",
    default="They see nothing. The address of the letter answers as one that never existed. The "
    "letter is in no list and in no search result.",
)
VOORBEELD_RAAD_STRAKS = _(
    "text_voorvertoning_raad",
    default="A member of the council sees the letter like this as soon as you send it under "
    "embargo.",
)
VOORBEELD_RAAD_NU = _(
    "text_voorvertoning_nu_raad", default="A member of the council sees the letter like this now."
)
VOORBEELD_GEEN_MOMENT = _(
    "text_geen_moment",
    default="The letter has no moment yet at which the embargo ends. Fill that in first.",
)
VOORBEELD_OPENBAAR = _(
    "text_voorvertoning_openbaar", default="The public sees the letter like this now."
)
VOORBEELD_INGETROKKEN = _(
    "text_voorvertoning_ingetrokken",
    default="The letter has been withdrawn. Whoever opens its address reads that, and why.",
)
VOORBEELD_MOMENT = _(
    "text_voorvertoning_moment",
    default="From ${moment} the public sees this, if the embargo ends then:",
)
VOORBEELD_ZONDER_MOMENT = _(
    "text_voorvertoning_zonder_moment",
    default="When the letter becomes public, the public sees this:",
)
VOORBEELD_GEHEIM = _(
    "text_voorvertoning_geheim",
    default="Secrecy holds for this letter. Time does not make it public.",
)
