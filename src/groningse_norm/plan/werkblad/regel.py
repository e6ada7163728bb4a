"""The rows of a plan as a page shows them: what the visitor may see of each measure."""

from dataclasses import dataclass
from datetime import date

from AccessControl import getSecurityManager

from groningse_norm import klok, rechten
from groningse_norm.norm.domain import VELD_NAMEN, Veld
from groningse_norm.plan.content import Maatregel
from groningse_norm.plan.domain import STAND_NAMEN, Meting, Stand, Voortgang, is_te_laat, tel
from groningse_norm.plan.werkblad.doen import mag_melden, voortgang_van
from groningse_norm.plan.werkblad.domain import afdruk

# A sign beside each name: never by colour alone.
STAND_TEKENS: dict[Stand, str] = {
    Stand.ONTBREEKT: "○",
    Stand.IN_ONTWIKKELING: "◐",
    Stand.UITGEVOERD: "●",
    Stand.NIET_VAN_TOEPASSING: "–",
}


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
    mag_melden: bool = False

    @property
    def uid(self) -> str:
        return self.maatregel.UID()

    @property
    def nummer(self) -> str:
        return self.maatregel.nummer or ""

    @property
    def titel(self) -> str:
        return self.maatregel.title

    @property
    def eigenaar(self) -> str:
        return self.maatregel.eigenaar or ""

    @property
    def veld(self) -> Veld:
        return Veld(self.maatregel.veld)

    @property
    def dag(self) -> date | None:
        return self.maatregel.deadline

    @property
    def deadline(self) -> str:
        return klok.datum_in_woorden(self.dag) if self.dag else ""

    @property
    def toelichting(self) -> str:
        return (self.maatregel.toelichting or "") if self.meting else ""

    @property
    def volgende_toets(self) -> date | None:
        return self.maatregel.volgende_toets if self.meting else None

    @property
    def afdruk(self) -> str:
        """What is seen now; goes along with a report."""
        return afdruk(voortgang_van(self.maatregel)) if self.mag_melden else ""

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


def regel_van(maatregel: Maatregel, vandaag: date) -> Regel:
    """The measure as the person of this request may see it."""
    ziet = getSecurityManager().checkPermission(rechten.VOORTGANG_ZIEN, maatregel)
    meting = maatregel.meting if ziet and not is_model(maatregel.aq_parent) else None
    return Regel(
        maatregel,
        maatregel.absolute_url(),
        meting,
        meting is not None and is_te_laat(meting, vandaag),
        meting is not None and mag_melden(maatregel),
    )


def delen_van(regels: list[Regel], vandaag: date) -> list[VeldDeel]:
    """The rows by field."""
    return [
        VeldDeel(veld, naam, eigen, voortgang_samen(eigen, vandaag))
        for veld, naam in VELD_NAMEN.items()
        if (eigen := [regel for regel in regels if regel.veld is veld])
    ]


def voortgang_samen(regels: list[Regel], vandaag: date) -> Voortgang | None:
    """``None`` when the visitor sees the progress of none of them."""
    metingen = [regel.meting for regel in regels if regel.meting is not None]
    return tel(metingen, vandaag) if metingen else None
