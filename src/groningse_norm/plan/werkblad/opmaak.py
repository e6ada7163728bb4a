"""The worksheet of a plan as markup: search, the tables of its measures, and what is reported.

A row shows thirty values and a plan has thirty rows. So this template is Chameleon's own, with
plain values in plain Python expressions, where one of Zope walks and guards a path for each.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from chameleon import PageTemplateFile

from groningse_norm.norm.domain import VELD_NAMEN
from groningse_norm.plan.domain import STAND_NAMEN, Stand
from groningse_norm.plan.werkblad.domain import Gemeld
from groningse_norm.plan.werkblad.regel import STAND_TEKENS, Regel, VeldDeel
from groningse_norm.plan.werkblad.vraag import Volgorde, Vraag

_SJABLOON = PageTemplateFile(str(Path(__file__).resolve().parents[1] / "templates/werkblad.pt"))


@dataclass(frozen=True, slots=True)
class Werkblad:
    """What one visitor sees of a plan; ``fouten`` and ``ingevuld`` by UID of the measure.

    ``bewerkt`` is the UID of the measure whose form is open. ``authenticator`` is markup, from
    plone.protect; all other text is escaped.
    """

    url: str
    vraag: Vraag
    totaal: int
    delen: Sequence[VeldDeel]
    eigenaars: Sequence[str]
    volgordes: Mapping[Volgorde, str]
    ziet_voortgang: bool
    authenticator: str = ""
    gemeld: Gemeld | None = None
    gemeld_nummers: str = ""
    fouten: Mapping[str, str] = field(default_factory=dict)
    ingevuld: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    bewerkt: str = ""

    @property
    def regels(self) -> list[Regel]:
        return [regel for deel in self.delen for regel in deel.regels]

    @property
    def kan_melden(self) -> bool:
        return any(regel.mag_melden for regel in self.regels)

    @property
    def gemeld_op_de_regel(self) -> str:
        """UID of the one measure that was changed, when its row is there to say so."""
        uids = self.gemeld.uids if self.gemeld else ()
        op_de_regel = len(uids) == 1 and any(regel.uid == uids[0] for regel in self.regels)
        return uids[0] if op_de_regel else ""

    def met_keuze(self, deel: VeldDeel) -> list[tuple[Regel, str]]:
        """The rows of a field, each with what a form sends to choose it: UID and what was seen."""
        return [
            (regel, f"{regel.uid}.{regel.afdruk}" if regel.mag_melden else "")
            for regel in deel.regels
        ]

    def waarden(self, regel: Regel) -> dict[str, str]:
        """What stands in the fields of its form: as they were filled in, or as it is."""
        nu = {naam: "" if waarde is None else str(waarde) for naam, waarde in regel.nu.items()}
        return nu | dict(self.ingevuld.get(regel.uid, {}))

    def adres_van(self, regel: Regel, *, bewerk: bool) -> str:
        """The page as it is now, with the form of this measure open, or without."""
        delen = [self.vraag.adres(), urlencode({"bewerk": regel.uid}) if bewerk else ""]
        vraag = "&".join(deel for deel in delen if deel)
        return f"{self.url}{'?' if vraag else ''}{vraag}#veld-{regel.uid}"


def opmaak(blad: Werkblad, vertaal: Callable[..., str]) -> str:
    """HTML of the worksheet; ``vertaal`` is called as Chameleon calls a translation function."""
    return _SJABLOON(
        blad=blad,
        adres=blad.vraag.adres(),
        meldadres=f"{blad.url}/@@meld",
        velden=[(veld, veld.value, naam) for veld, naam in VELD_NAMEN.items()],
        standen=[(s, s.value, naam, STAND_TEKENS[s]) for s, naam in STAND_NAMEN.items()],
        knoppen=[
            (s.value, naam, STAND_TEKENS[s])
            for s, naam in STAND_NAMEN.items()
            if s is not Stand.NIET_VAN_TOEPASSING
        ],
        translate=vertaal,
    )
