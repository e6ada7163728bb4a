"""The rows of a plan as a page shows them: what one visitor may see of each measure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from groningse_norm import klok
from groningse_norm.norm.domain import VELD_NAMEN, Veld
from groningse_norm.plan.domain import STAND_NAMEN, Meting, Stand, Voortgang, tel
from groningse_norm.plan.uitwisseling.domain import Rij
from groningse_norm.plan.werkblad.domain import afdruk

# A sign beside each name: never by colour alone.
STAND_TEKENS: dict[Stand, str] = {
    Stand.ONTBREEKT: "○",
    Stand.IN_ONTWIKKELING: "◐",
    Stand.UITGEVOERD: "●",
    Stand.NIET_VAN_TOEPASSING: "–",
}


@dataclass(frozen=True, slots=True)
class Regel:
    """A measure as the visitor may see it.

    Without its progress ``meting`` is ``None``, and ``nu`` (what is reported of it) empty.
    """

    uid: str
    url: str
    nummer: str
    titel: str
    veld: Veld
    eigenaar: str = ""
    dag: date | None = None
    meting: Meting | None = None
    nu: Rij = field(default_factory=dict)
    te_laat: bool = False
    mag_melden: bool = False

    @property
    def deadline(self) -> str:
        return klok.datum_in_woorden(self.dag) if self.dag else ""

    @property
    def toelichting(self) -> str:
        return str(self.nu.get("toelichting") or "")

    @property
    def volgende_toets(self) -> date | None:
        dag = self.nu.get("volgende_toets")
        return dag if isinstance(dag, date) else None

    @property
    def toets(self) -> str:
        return klok.datum_in_woorden(self.volgende_toets) if self.volgende_toets else ""

    @property
    def reden(self) -> str:
        """Why it does not apply; a reason that was kept from before is none."""
        nvt = self.stand == Stand.NIET_VAN_TOEPASSING
        return str(self.nu.get("reden_nvt") or "") if nvt else ""

    @property
    def afdruk(self) -> str:
        """What is seen now; goes along with a report."""
        return afdruk(self.nu)

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


def delen_van(regels: Sequence[Regel], vandaag: date) -> list[VeldDeel]:
    """The rows by field."""
    return [
        VeldDeel(veld, naam, eigen, voortgang_samen(eigen, vandaag))
        for veld, naam in VELD_NAMEN.items()
        if (eigen := [regel for regel in regels if regel.veld is veld])
    ]


def voortgang_samen(regels: Sequence[Regel], vandaag: date) -> Voortgang | None:
    """``None`` when the visitor sees the progress of none of them."""
    metingen = [regel.meting for regel in regels if regel.meting is not None]
    return tel(metingen, vandaag) if metingen else None
