"""Pages of versions: make the next one, and what differs between two."""

from datetime import datetime
from typing import Any

from plone import api
from plone.app.layout.viewlets.common import ViewletBase

from groningse_norm import klok
from groningse_norm.fouten import UITLEG, uitleg
from groningse_norm.ondertekening.domain import Fase
from groningse_norm.pagina import Formulier, Pagina
from groningse_norm.versies.domain import (
    MAXIMUM_REDEN,
    MET_REDEN,
    GeenAndereVersie,
    RedenNodig,
    RedenOnleesbaar,
    VersieBestaat,
    VersieGeweigerd,
)
from groningse_norm.versies.handelingen import (
    Tekst,
    andere_versie,
    buren_van,
    controleer_nieuwe_versie,
    fase_van,
    getekend_op,
    maak_nieuwe_versie,
    mag_maken,
    nieuwste_getekende,
    op_volgorde,
    te_vergelijken,
    zichtbare_keten,
)
from groningse_norm.versies.leesbaar import Regel, regels_van
from groningse_norm.versies.opslag import reden_van
from groningse_norm.versies.verschil import Soort


class NieuweVersiePage(Formulier):
    """``@@nieuwe-versie``: what will happen, the public reason, and the button."""

    maximum = MAXIMUM_REDEN

    def __call__(self) -> str:
        self.waarom_niet: Any = None
        self.adres = ""
        try:
            controleer_nieuwe_versie(self.context)
        except VersieGeweigerd as error:
            self.waarom_niet = uitleg(error)
            self.adres = error.adres if isinstance(error, VersieBestaat) else ""
            self.request.response.setStatus(UITLEG[error.code][0])
            self.request.response.setHeader("Cache-Control", "private, no-store")
            return self.index()
        return super().__call__()

    @property
    def reden_verplicht(self) -> bool:
        return self.context.portal_type in MET_REDEN

    def verwerk(self) -> str | None:
        try:
            nieuw = maak_nieuwe_versie(self.context, klok.nu(), self.waarde("reden"))
        except (RedenNodig, RedenOnleesbaar) as error:
            self.weiger("reden", uitleg(error), UITLEG[error.code][0])
            return None
        return nieuw.absolute_url()


class VerschillenPage(Pagina):
    """``@@verschillen``: two versions side by side in words; ``?met=`` says with which."""

    oud: Tekst | None = None
    nieuw: Tekst | None = None
    regels: tuple[Regel, ...] = ()

    def __call__(self) -> str:
        met = self.request.form.get("met", "")
        try:
            ander = andere_versie(self.context, met if isinstance(met, str) else "-")
        except GeenAndereVersie as error:
            self.waarom_niet = uitleg(error)
            self.request.response.setStatus(UITLEG[error.code][0])
            return self.index()
        self.oud, self.nieuw = map(te_vergelijken, op_volgorde(self.context, ander))
        self.regels = tuple(regels_van(self.oud, self.nieuw, self.request))
        return self.index()

    @property
    def andere_versies(self) -> list[Any]:
        """The other versions with which this one can be compared."""
        return [versie for versie in zichtbare_keten(self.context) if versie != self.context]

    def is_weg(self, stuk) -> bool:
        return stuk.soort is Soort.VERVALLEN

    def is_erbij(self, stuk) -> bool:
        return stuk.soort is Soort.TOEGEVOEGD


class VersiesViewlet(ViewletBase):
    """Which versions there are, for as far as the visitor sees them."""

    def update(self) -> None:
        super().update()
        self.vorige, self.volgende = buren_van(self.context)
        self.fase = fase_van(self.context)
        self.reden = reden_van(self.context)
        self.reden_volgende = "" if self.volgende is None else reden_van(self.volgende)
        self.getekend_op = "" if self.vorige is None else _moment(getekend_op(self.vorige))
        self.norm, self.nieuwere_norm = self._norm()
        self.kan_maken = self._kan_maken()

    @property
    def is_vervangen(self) -> bool:
        return self.fase is Fase.VERVANGEN

    @property
    def volgende_getekend(self) -> bool:
        return self.volgende is not None and getekend_op(self.volgende) is not None

    def _kan_maken(self) -> bool:
        if not mag_maken(self.context):
            return False
        try:
            controleer_nieuwe_versie(self.context)
        except VersieGeweigerd:
            return False
        return True

    def _norm(self) -> tuple[Any | None, Any | None]:
        """Of a plan: the norm it was made from, and a newer version of that."""
        uid = getattr(self.context.aq_base, "norm", None)
        gevonden = api.content.find(UID=uid, portal_type="Norm") if uid else ()
        if not gevonden or self.context.model:
            return None, None
        norm = gevonden[0].getObject()
        return norm, nieuwste_getekende(norm)

    def render(self) -> str:
        iets = (self.vorige, self.volgende, self.norm)
        is_iets = self.is_vervangen or any(w is not None for w in iets)
        toont = self.kan_maken or self.reden or is_iets
        return super().render() if toont else ""


def _moment(iso: str | None) -> str:
    return klok.in_woorden(datetime.fromisoformat(iso)) if iso else ""
