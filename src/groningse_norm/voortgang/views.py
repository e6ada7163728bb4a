"""``@@voortgang``: how far the region, the parties of a norm, or one authority are.

Whose numbers somebody sees is decided in ``overzicht``, as for the service; for the public these
pages show what is published, as numbers. They read the counts; only the page of one authority reads
the measures of its own plan, for its own people.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

from groningse_norm import klok, rechten
from groningse_norm.norm.domain import VELD_NAMEN
from groningse_norm.norm.interfaces import INorm
from groningse_norm.overheid.domain import Soort
from groningse_norm.pagina import Pagina
from groningse_norm.plan.domain import SIGNAAL_NAMEN, STAND_NAMEN, Signaal, Stand, Voortgang
from groningse_norm.plan.interfaces import IUitvoeringsplan
from groningse_norm.plan.werkblad.lezen import is_model, regels_van
from groningse_norm.plan.werkblad.regel import STAND_TEKENS, Regel
from groningse_norm.voortgang import overzicht
from groningse_norm.voortgang.afspraken import (
    AfspraakRij,
    maatregelen_bij,
    norm_van_de_site,
    vergelijk,
)
from groningse_norm.voortgang.domain import (
    MINSTE_OVERHEDEN,
    PUNTEN,
    Bereik,
    Cijfers,
    Stap,
    lees_reeks,
)
from groningse_norm.voortgang.grafiek import TEKENS, Lijn, lijngrafiek
from groningse_norm.zegel import NIET_BEWAREN

# A sign beside each name: never by colour alone.
SIGNAAL_TEKENS = {Signaal.OP_SCHEMA: "✓", Signaal.RISICO: "◆", Signaal.TE_LAAT: "▲"}
SOORT_NAMEN = {
    Soort.GEMEENTE: "Gemeenten",
    Soort.PROVINCIE: "Provincie",
    Soort.WATERSCHAP: "Waterschappen",
}
STANDEN = {stand: (naam, STAND_TEKENS[stand]) for stand, naam in STAND_NAMEN.items()}
NIET_KLAAR = (
    STANDEN[Stand.IN_ONTWIKKELING],
    STANDEN[Stand.ONTBREEKT],
    (SIGNAAL_NAMEN[Signaal.TE_LAAT], SIGNAAL_TEKENS[Signaal.TE_LAAT]),
)
TOETS_DAGEN = 90  # next reviews that are shown: a quarter ahead
OP_EEN_PAGINA = 25  # authorities; a region has some twenty, a country hundreds
MEESTE_ACHTER = 25
_MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Cel:
    """Numbers of one field or of all, as they stand in the matrix."""

    naam: str
    voortgang: Voortgang | None
    intern: bool

    @property
    def percentage(self) -> str:
        procent = self.voortgang.percentage if self.voortgang else None
        return "" if procent is None else f"{procent}%"

    @property
    def signaal(self) -> Signaal | None:
        """Only inside: deadlines of a public plan are public, so a signal would name measures."""
        return self.voortgang.signaal if self.voortgang and self.intern else None

    @property
    def signaal_naam(self) -> str:
        return SIGNAAL_NAMEN[self.signaal] if self.signaal else ""

    @property
    def signaal_teken(self) -> str:
        return SIGNAAL_TEKENS[self.signaal] if self.signaal else ""


def cellen(cijfers: Cijfers) -> list[Cel]:
    """One for each field, and one for all together."""
    intern = cijfers.bereik is Bereik.INTERN
    return [
        *(Cel(naam, cijfers.velden.get(veld.value), intern) for veld, naam in VELD_NAMEN.items()),
        Cel("Totaal", cijfers.totaal, intern),
    ]


@dataclass(frozen=True, slots=True)
class Rij:
    """One authority or kind in the matrix; ``url`` leads on for who sees its numbers."""

    naam: str
    url: str | None
    cellen: list[Cel]

    @property
    def klasse(self) -> str | None:
        """A row without numbers is short on a phone."""
        return None if any(cel.percentage for cel in self.cellen) else "gn-zonder"


@dataclass(frozen=True, slots=True)
class Achter:
    """An authority that is behind, and its plan."""

    naam: str
    url: str
    te_laat: int
    risico: int


@dataclass(frozen=True, slots=True)
class Verloop:
    """A curve: the chart, the signs of its lines, and the numbers for the table beneath."""

    svg: str
    legenda: list[tuple[str, str]]
    rijen: list[tuple[str, list[str]]]


def verloop_van(titel: str, reeks: overzicht.Reeks, *, velden: bool) -> Verloop | None:
    """The curve of all together, with ``velden`` also of each field; ``None`` without numbers."""
    if not any(cijfers.totaal for _dag, cijfers in reeks):
        return None
    namen = [*VELD_NAMEN.values(), "Totaal"] if velden else ["Totaal"]
    per_dag = [cellen(cijfers)[-len(namen) :] for _dag, cijfers in reeks]
    lijnen = [
        Lijn(naam, [_procent(rij[nummer].voortgang) for rij in per_dag])
        for nummer, naam in enumerate(namen)
    ]
    momenten = [f"{_MAANDEN[dag.month - 1]} {dag.year}" for dag, _cijfers in reeks]
    uitleg = "; ".join(f"{lijn.naam} {_van_tot(lijn.punten)}" for lijn in lijnen)
    svg = lijngrafiek("verloop", titel, f"{titel}: {uitleg}.", momenten, lijnen)
    dagen = [klok.datum_in_woorden(dag) for dag, _cijfers in reeks]
    return Verloop(
        svg,
        [(TEKENS[nummer], naam) for nummer, naam in enumerate(namen)],
        [
            (dag, [cel.percentage or "–" for cel in rij])
            for dag, rij in zip(dagen, per_dag, strict=True)
        ],
    )


def _procent(voortgang: Voortgang | None) -> int | None:
    return voortgang.percentage if voortgang else None


def _van_tot(punten: Sequence[int | None]) -> str:
    bekend = [punt for punt in punten if punt is not None]
    return f"van {bekend[0]}% naar {bekend[-1]}%" if bekend else "geen cijfers"


class VoortgangPagina(Pagina):
    """What the pages have in common: today, the months of the curve, and the fields."""

    def __call__(self) -> str:
        if not api.user.is_anonymous():
            self.request.response.setHeader("Cache-Control", NIET_BEWAREN)
        self.vandaag = klok.vandaag()
        self.dagen = lees_reeks(Stap.MAAND, PUNTEN, self.vandaag)
        self.lees()
        return self.index()

    def lees(self) -> None:
        raise NotImplementedError

    verloop_deel = ViewPageTemplateFile("templates/verloop.pt")

    @property
    def koppen(self) -> list[str]:
        return [*VELD_NAMEN.values(), "Totaal"]

    @property
    def signalen(self) -> list[tuple[str, str]]:
        return [(SIGNAAL_TEKENS[signaal], naam) for signaal, naam in SIGNAAL_NAMEN.items()]


class RegioView(VoortgangPagina):
    """All authorities of the site, or the parties of a norm."""

    def lees(self) -> None:
        regio = overzicht.regio_van(self.context, self.vandaag, self.dagen, self.vandaag)
        self.totaal, self.alle = regio.totaal, regio.alle
        self.intern = any(
            rij.cijfers.totaal and rij.cijfers.bereik is Bereik.INTERN for rij in regio.overheden
        )
        self.aantal = len(regio.overheden)
        self.met_cijfers = sum(rij.cijfers.totaal is not None for rij in regio.overheden)
        self.begin = self._begin()
        self.rijen = [
            Rij(rij.naam, f"{rij.url}/@@voortgang" if rij.url else None, cellen(rij.cijfers))
            for rij in regio.overheden[self.begin : self.begin + OP_EEN_PAGINA]
        ]
        self.samen = [
            *(Rij(SOORT_NAMEN[s], None, cellen(c)) for s, c in regio.soorten.items()),
            Rij("Alle samen", None, cellen(regio.totaal)),
        ]
        self.achter = _achter(regio.overheden)
        norm = self.context if INorm.providedBy(self.context) else norm_van_de_site()
        self.per_afspraak = None if norm is None else PerAfspraak(norm, regio.bronnen, self.vandaag)
        self.verloop = verloop_van("Verloop per maand", regio.reeks, velden=False)

    afspraken_deel = ViewPageTemplateFile("templates/afspraken.pt")

    def _begin(self) -> int:
        tekst = self.request.form.get("b_start")
        begin = int(tekst) if isinstance(tekst, str) and tekst.isdecimal() and len(tekst) < 6 else 0
        return begin - begin % OP_EEN_PAGINA if begin < self.aantal else 0

    @property
    def bladen(self) -> list[tuple[int, int, int]]:
        """Where each page begins, and its first and last authority; none when there is one page."""
        if self.aantal <= OP_EEN_PAGINA:
            return []
        return [
            (begin, begin + 1, min(begin + OP_EEN_PAGINA, self.aantal))
            for begin in range(0, self.aantal, OP_EEN_PAGINA)
        ]


class PerAfspraak:
    """The comparison with the model: how far the plans are with each agreement of a norm."""

    def __init__(self, norm, bronnen, vandaag: date) -> None:
        rijen = vergelijk(norm, bronnen, vandaag)
        velden = [
            (veld.value, naam, [rij for rij in rijen if rij.veld is veld])
            for veld, naam in VELD_NAMEN.items()
        ]
        self.velden = [deel for deel in velden if deel[2]]
        self.plannen = any(rij.vergelijking.bereik is not Bereik.GEEN for rij in rijen)
        self.intern = any(rij.vergelijking.bereik is Bereik.INTERN for rij in rijen)
        self.eigen = any(rij.eigen for rij in rijen)

    standen = STANDEN

    def klaar(self, rij: AfspraakRij) -> str:
        een = rij.vergelijking
        if not een.telt_mee:
            return ""
        aantal = f"minder dan {MINSTE_OVERHEDEN}" if een.klaar is None else een.klaar
        return f"{aantal} van {een.telt_mee}"

    def aantallen(self, rij: AfspraakRij) -> list[tuple[str, str, int | None]]:
        """Name, sign and number of plans of what is not done; no number where it is not shown."""
        een = rij.vergelijking
        intern = een.bereik is Bereik.INTERN
        aantallen = (een.in_ontwikkeling, een.ontbreekt, een.te_laat)
        return [
            (naam, teken, aantal if intern else None)
            for (naam, teken), aantal in zip(NIET_KLAAR, aantallen, strict=True)
        ]

    koppen = [naam for naam, _teken in NIET_KLAAR]


class AfspraakVoortgang(Pagina):
    """One agreement: the measures with which authorities carry it out, and for who may see that
    their states.
    """

    def __call__(self) -> str:
        if not api.user.is_anonymous():
            self.request.response.setHeader("Cache-Control", NIET_BEWAREN)
        self.vandaag = klok.vandaag()
        namen = overzicht.namen_van_overheden()
        volgorde = {tooi: nummer for nummer, tooi in enumerate(namen)}
        self.rijen = [
            (namen.get(rij.tooi, rij.tooi), rij, STANDEN[rij.stand] if rij.stand else None)
            for rij in sorted(
                maatregelen_bij(self.context, self.vandaag),
                key=lambda rij: (volgorde.get(rij.tooi, len(volgorde)), rij.url),
            )
        ]
        self.intern = any(stand for _naam, _rij, stand in self.rijen)
        return self.index()


def _achter(rijen: Iterable[overzicht.OverheidRij]) -> list[Achter]:
    """Those that are behind, the furthest first, as far as the person sees that."""
    gevonden = [
        Achter(rij.naam, rij.bron.adres(), rij.cijfers.totaal.te_laat, rij.cijfers.totaal.risico)
        for rij in rijen
        if rij.bron is not None
        and rij.cijfers.totaal is not None
        and rij.cijfers.bereik is Bereik.INTERN
        and rij.cijfers.totaal.te_laat
    ]
    return sorted(gevonden, key=lambda een: (-een.te_laat, een.naam))[:MEESTE_ACHTER]


class OverheidVoortgang(VoortgangPagina):
    """One authority: numbers per field, the curve, and for its own people what is overdue."""

    def lees(self) -> None:
        reeks = overzicht.van_overheid(self.context, self.dagen, self.vandaag)
        self.cijfers = reeks[-1]
        self.cellen = cellen(self.cijfers)
        self.intern = self.cijfers.bereik is Bereik.INTERN and self.cijfers.totaal is not None
        self.verloop = verloop_van(
            "Verloop per maand", list(zip(self.dagen, reeks, strict=True)), velden=True
        )
        regels = list(self._regels())
        self.te_laat = sorted(
            (regel for regel in regels if regel.te_laat),
            key=lambda regel: (regel.dag, regel.nummer),
        )
        self.toetsen = sorted(
            ((toets, regel) for regel in regels if (toets := self._toets(regel))),
            key=lambda een: (een[0], een[1].nummer),
        )

    def _regels(self) -> Iterable[Regel]:
        """Measures under way of which the person sees the progress."""
        for plan in self.plannen:
            if self.mag(rechten.VOORTGANG_ZIEN, plan) and not is_model(plan):
                for regel in regels_van(plan, self.vandaag):
                    if regel.meting is not None and regel.meting.gewicht:
                        yield regel

    def _toets(self, regel: Regel) -> date | None:
        dag = regel.volgende_toets
        nvt = regel.stand == Stand.NIET_VAN_TOEPASSING
        return (
            dag if dag and not nvt and dag <= self.vandaag + timedelta(days=TOETS_DAGEN) else None
        )

    @property
    def plannen(self) -> list:
        return [
            kind
            for kind in self.context.objectValues()
            if IUitvoeringsplan.providedBy(kind) and self.mag(rechten.ZIEN, kind)
        ]

    @property
    def kerncijfers(self) -> Mapping[str, int] | None:
        """Counts as this person may see them."""
        totaal = self.cijfers.totaal
        return None if totaal is None else {"uitgevoerd": totaal.uitgevoerd, "van": totaal.telt_mee}
