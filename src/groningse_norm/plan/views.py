"""Pages of the plan and its measures. Progress is there for whoever holds ``View progress``."""

from dataclasses import dataclass
from datetime import date

from plone import api

from groningse_norm import klok, rechten
from groningse_norm.norm.domain import VELD_NAMEN, Veld
from groningse_norm.pagina import Pagina
from groningse_norm.plan.content import Maatregel
from groningse_norm.plan.domain import STAND_NAMEN, Meting, Stand, Voortgang, is_te_laat, tel

# A sign beside each name: never by colour alone.
STAND_TEKENS: dict[Stand, str] = {
    Stand.ONTBREEKT: "○",
    Stand.IN_ONTWIKKELING: "◐",
    Stand.UITGEVOERD: "●",
    Stand.NIET_VAN_TOEPASSING: "–",
}


def _vandaag() -> date:
    return klok.nu().astimezone(klok.AMSTERDAM).date()


def is_model(plan) -> bool:
    """A model is carried out by nobody, so there is no progress to show."""
    return bool(getattr(plan, "model", False))


@dataclass(frozen=True, slots=True)
class Regel:
    """A measure as the visitor may see it; ``meting`` is ``None`` without its progress."""

    maatregel: Maatregel
    url: str
    meting: Meting | None
    te_laat: bool

    @property
    def veld(self) -> Veld:
        return Veld(self.maatregel.veld)

    @property
    def deadline(self) -> str:
        dag = self.maatregel.deadline
        return klok.datum_in_woorden(dag) if dag else ""

    @property
    def stand(self) -> str:
        return self.meting.stand.value if self.meting else ""

    @property
    def stand_naam(self) -> str:
        return STAND_NAMEN[self.meting.stand] if self.meting else ""

    @property
    def stand_teken(self) -> str:
        return STAND_TEKENS[self.meting.stand] if self.meting else ""


@dataclass(frozen=True, slots=True)
class VeldDeel:
    """The measures of one field, and their progress where the visitor sees any."""

    veld: Veld
    naam: str
    regels: list[Regel]
    voortgang: Voortgang | None


class PlanPagina(Pagina):
    """What plan and measure have in common."""

    def regel(self, maatregel: Maatregel, vandaag: date) -> Regel:
        ziet = self.mag(rechten.VOORTGANG_ZIEN, maatregel) and not is_model(maatregel.aq_parent)
        meting = maatregel.meting if ziet else None
        return Regel(
            maatregel,
            maatregel.absolute_url(),
            meting,
            meting is not None and is_te_laat(meting, vandaag),
        )

    def bron(self, uid: str | None):
        """The norm or agreement with this UID, if the visitor may see it."""
        gevonden = api.content.find(UID=uid) if uid else []
        return gevonden[0].getObject() if gevonden else None


class PlanView(PlanPagina):
    """The plan: its measures by field, and how far they are."""

    def __call__(self) -> str:
        # The measures are read here, once; everything on the page comes from these rows.
        vandaag = _vandaag()
        regels = [
            self.regel(maatregel, vandaag)
            for maatregel in self.context.maatregelen()
            if self.mag(rechten.ZIEN, maatregel)
        ]
        self.totaal = _voortgang(regels, vandaag)
        self.ziet_voortgang = self.totaal is not None
        self.delen = [
            VeldDeel(veld, naam, eigen, _voortgang(eigen, vandaag))
            for veld, naam in VELD_NAMEN.items()
            if (eigen := [regel for regel in regels if regel.veld is veld])
        ]
        return self.index()

    @property
    def is_model(self) -> bool:
        return is_model(self.context)

    @property
    def kan_bijwerken(self) -> bool:
        """Can the visitor take over what changed in the model?"""
        return not self.is_model and self.mag(rechten.VERBINTENIS_WIJZIGEN)

    @property
    def kan_invoeren(self) -> bool:
        """Can the visitor change anything by a file?"""
        return self.mag(rechten.VERBINTENIS_WIJZIGEN) or any(
            self.mag(rechten.VOORTGANG_MELDEN, maatregel)
            for maatregel in self.context.maatregelen()
        )


def _voortgang(regels: list[Regel], vandaag: date) -> Voortgang | None:
    """``None`` when the visitor sees the progress of none of them."""
    metingen = [regel.meting for regel in regels if regel.meting is not None]
    return tel(metingen, vandaag) if metingen else None


class MaatregelView(PlanPagina):
    """One measure: what was agreed for everybody, how far it is for whoever may see that."""

    def __call__(self) -> str:
        self.eigen = self.regel(self.context, _vandaag())
        return self.index()

    @property
    def veld(self) -> str:
        return VELD_NAMEN[Veld(self.context.veld)]

    @property
    def basisafspraak(self):
        return self.bron(self.context.basisafspraak)

    @property
    def plan(self):
        return self.context.aq_parent

    @property
    def bestanden(self) -> list:
        """Files with evidence."""
        return [kind for kind in self.context.objectValues() if self.mag(rechten.ZIEN, kind)]
