"""Progress as the person of this request may see it: of a plan, an authority, a norm, the site.

Read from the counts only; no measure is loaded. Sums over authorities are the same for everybody:
what is published, so that nobody learns of one authority by subtracting their own. Whoever holds
*View progress* on the whole site (who runs it) gets them over everything.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from AccessControl import getSecurityManager
from plone import api

from groningse_norm import klok, rechten
from groningse_norm.embargo.domain import Status
from groningse_norm.norm.interfaces import INorm
from groningse_norm.overheid.domain import Soort, soort_van
from groningse_norm.overheid.vocabularies import bekende_overheden
from groningse_norm.plan.interfaces import IUitvoeringsplan
from groningse_norm.voortgang.domain import (
    EERSTE_DAG,
    GEEN_CIJFERS,
    Bereik,
    Cijfers,
    bereik_van,
    regiosom,
    som,
)
from groningse_norm.voortgang.opslag import PlanVerloop, alle_plannen
from groningse_norm.zegel import is_openbaar

Reeks = list[tuple[date, Cijfers]]


@dataclass(frozen=True, slots=True)
class Bron:
    """A plan, and what the person may see of it. ``openbaar_sinds``: when it became public, aware."""

    uid: str
    verloop: PlanVerloop
    adres: Callable[[], str]
    ziet_voortgang: bool
    openbaar_sinds: datetime | None

    @property
    def sinds(self) -> date | None:
        """The day on which it became public."""
        return None if self.openbaar_sinds is None else klok.dag_van(self.openbaar_sinds)

    @property
    def bereik(self) -> Bereik:
        return bereik_van(
            model=self.verloop.model,
            ziet_voortgang=self.ziet_voortgang,
            is_openbaar=self.sinds is not None,
        )

    def cijfers(
        self, dagen: tuple[date, ...], vandaag: date, *, publiek: bool = False
    ) -> list[Cijfers]:
        """Its numbers at the end of each day. The public learns nothing of before publication.

        ``publiek``: as the public sees them, whatever else this person may see.
        """
        bereik = self.bereik
        if publiek and bereik is Bereik.INTERN:
            bereik = Bereik.OPENBAAR if self.sinds is not None else Bereik.GEEN
        if bereik is Bereik.GEEN:
            return [GEEN_CIJFERS] * len(dagen)
        per_dag = self.verloop.cijfers(dagen, vandaag, bereik)
        return [
            per_dag[dag]
            if bereik is Bereik.INTERN or (self.sinds is not None and self.sinds <= dag)
            else GEEN_CIJFERS
            for dag in dagen
        ]

    def cijfers_in_uitvoering(
        self, dagen: tuple[date, ...], vandaag: date, *, publiek: bool = False
    ) -> list[Cijfers]:
        """The same, without the days on which the plan was not carried out (or replaced)."""
        cijfers = self.cijfers(dagen, vandaag, publiek=publiek)
        return [
            c if self.verloop.loopt(dag) else GEEN_CIJFERS
            for dag, c in zip(dagen, cijfers, strict=True)
        ]


def _mag(recht: str, obj) -> bool:
    return bool(getSecurityManager().checkPermission(recht, obj))


def _sinds(effectief, vandaag: date) -> datetime:
    """When it was published; a public plan that does not know counts as the last one of today."""
    if effectief is not None:
        moment = datetime.fromtimestamp(effectief.timeTime(), UTC)
        if klok.dag_van(moment) >= EERSTE_DAG:
            return moment
    return datetime.combine(vandaag, time.max, klok.AMSTERDAM)


def bron_van(plan, vandaag: date) -> Bron:
    """A plan that the person is looking at."""
    uid = plan.UID()
    return Bron(
        uid,
        alle_plannen().get(uid) or PlanVerloop(),
        plan.absolute_url,
        _mag(rechten.VOORTGANG_ZIEN, plan),
        _sinds(plan.effective_date, vandaag) if is_openbaar(plan) else None,
    )


def van_plan(plan, dagen: tuple[date, ...], vandaag: date) -> list[Cijfers]:
    """Numbers of one plan at the end of each day."""
    return bron_van(plan, vandaag).cijfers(dagen, vandaag)


def van_overheid(overheid, dagen: tuple[date, ...], vandaag: date) -> list[Cijfers]:
    """Numbers of the plans that one authority carries out, at the end of each day.

    A plan that the person may not see and none at all give the same.
    """
    plannen = [kind for kind in overheid.objectValues() if IUitvoeringsplan.providedBy(kind)]
    bronnen = [bron_van(plan, vandaag) for plan in plannen if _mag(rechten.ZIEN, plan)]
    return _samen(
        [bron.cijfers_in_uitvoering(dagen, vandaag) for bron in bronnen], aantal=len(dagen)
    )


def _samen(per_bron: Iterable[list[Cijfers]], aantal: int) -> list[Cijfers]:
    """Day by day the sum of all; ``aantal`` is the number of days."""
    rijen = list(per_bron)
    if not rijen:
        return [GEEN_CIJFERS] * aantal
    if len(rijen) == 1:
        return rijen[0]
    return [som(op_dag) for op_dag in zip(*rijen, strict=True)]


# --- many authorities ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OverheidRij:
    """One authority in a region, and the first of its plans of which the person sees something."""

    tooi: str
    naam: str
    soort: Soort
    cijfers: Cijfers
    bron: Bron | None

    @property
    def url(self) -> str | None:
        """Address of the authority, when the person sees numbers of it."""
        if self.bron is None or self.cijfers.totaal is None:
            return None
        return self.bron.adres().rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Regio:
    """Progress of many authorities. ``alle``: published or not, for the programme office."""

    totaal: Cijfers
    soorten: Mapping[Soort, Cijfers]
    overheden: list[OverheidRij]
    alle: Cijfers | None
    reeks: Reeks
    bronnen: Mapping[str, list[Bron]]


def regio_van(context, dag: date, dagen: tuple[date, ...], vandaag: date) -> Regio:
    """Progress of the parties of a norm, or of all authorities of the site."""
    if INorm.providedBy(context):
        return van_regio(context, context, dag, dagen, vandaag, context.partijen or ())
    toois = [overheid.tooi for overheid in bekende_overheden()]
    # The programme office has its role in the folder of the norms.
    return van_regio(context.get("norm"), None, dag, dagen, vandaag, toois)


def van_regio(
    context, norm, dag: date, dagen: tuple[date, ...], vandaag: date, toois: Iterable[str]
) -> Regio:
    """Progress of the authorities with these codes, on one day, and its curve over ``dagen``.

    ``norm``: only plans that carry out this norm; ``None``: all. ``context`` is where the right to
    see regional progress is asked.
    """
    norm_uid = "" if norm is None else norm.UID()
    alles = ziet_alles()
    bronnen = bronnen_van(norm_uid, vandaag)
    namen = namen_van_overheden()
    rijen: list[OverheidRij] = []
    per_soort: dict[Soort, list[Cijfers]] = {}
    for tooi in dict.fromkeys((*toois, *bronnen)):
        eigen = bronnen.get(tooi, ())
        soort = soort_van(tooi)
        publiek = [b.cijfers_in_uitvoering((dag,), vandaag, publiek=not alles) for b in eigen]
        per_soort.setdefault(soort, []).extend(cijfers for (cijfers,) in publiek)
        ziet = (
            [b.cijfers_in_uitvoering((dag,), vandaag) for b in eigen]
            if not alles and any(b.ziet_voortgang for b in eigen)
            else publiek
        )
        (cijfers,) = _samen(ziet, 1)
        eerste = eigen[0] if eigen else None
        rijen.append(OverheidRij(tooi, namen.get(tooi, tooi), soort, cijfers, eerste))
    soorten = {soort: som(per_soort[soort]) for soort in Soort if soort in per_soort}
    alle_bronnen = [bron for eigen in bronnen.values() for bron in eigen] if dagen else []
    reeks = _samen(
        (b.cijfers_in_uitvoering(dagen, vandaag, publiek=not alles) for b in alle_bronnen),
        len(dagen),
    )
    return Regio(
        som(soorten.values()),
        soorten,
        rijen,
        None if alles or context is None else _alle(context, bronnen, norm_uid, dag, vandaag),
        list(zip(dagen, reeks, strict=True)),
        bronnen,
    )


def _alle(context, bronnen, norm_uid: str, dag: date, vandaag: date) -> Cijfers | None:
    """Numbers of all plans, published or not, for who may see the region's."""
    if not ziet_regio(context):
        return None
    intern: dict[str, list[Cijfers]] = {}
    for _uid, verloop in lopende_plannen(norm_uid, dag):
        cijfers = verloop.cijfers((dag,), vandaag, Bereik.INTERN)[dag]
        intern.setdefault(verloop.tooi, []).append(cijfers)
    return regiosom(
        (_publiek(bronnen.get(tooi, ()), len(delen), dag, vandaag), som(delen).velden)
        for tooi, delen in intern.items()
    )


def _publiek(bronnen: Iterable[Bron], aantal: int, dag: date, vandaag: date) -> Cijfers:
    """What the public sees of an authority; nothing when it has not published all its plans."""
    delen = [bron.cijfers_in_uitvoering((dag,), vandaag, publiek=True)[0] for bron in bronnen]
    getoond = [cijfers for cijfers in delen if cijfers.totaal is not None]
    return som(getoond) if len(getoond) == aantal else GEEN_CIJFERS


def namen_van_overheden() -> dict[str, str]:
    """TOOI code → name; with its kind where a municipality and a province share one."""
    alle = bekende_overheden()
    vaak = Counter(overheid.naam for overheid in alle)
    return {o.tooi: o.naam if vaak[o.naam] == 1 else o.volledige_naam for o in alle}


def ziet_alles() -> bool:
    """Who runs the site sees the progress of everybody."""
    return _mag(rechten.VOORTGANG_ZIEN, api.portal.get())


def ziet_regio(context) -> bool:
    """Sees the programme office sums of all plans here?"""
    return context is not None and _mag(rechten.REGIO_ZIEN, context)


def lopende_plannen(norm_uid: str, dag: date) -> Iterator[tuple[str, PlanVerloop]]:
    """UID and counts of all plans of authorities that were carried out on that day, whoever sees
    them. An empty ``norm_uid``: of all norms.
    """
    for uid, verloop in alle_plannen().items():
        telt_mee = verloop.tooi and not verloop.model and verloop.loopt(dag)
        if telt_mee and (not norm_uid or verloop.norm == norm_uid):
            yield uid, verloop


def bronnen_van(norm_uid: str, vandaag: date) -> dict[str, list[Bron]]:
    """The plans of which the person may see numbers, by authority."""
    bronnen: dict[str, list[Bron]] = {}
    for bron in _bronnen(vandaag, alles=ziet_alles()):
        if not norm_uid or bron.verloop.norm == norm_uid:
            bronnen.setdefault(bron.verloop.tooi, []).append(bron)
    return bronnen


def _bronnen(vandaag: date, *, alles: bool) -> Iterator[Bron]:
    """The plans of authorities of which the person may see numbers."""
    plannen = alle_plannen()
    catalog = api.portal.get_tool("portal_catalog")
    vraag = {"portal_type": "Uitvoeringsplan"}
    openbaar = catalog.searchResults(publicatie_status=Status.OPENBAAR.value, **vraag)
    sinds = {brain.UID: _sinds(brain.effective, vandaag) for brain in openbaar}
    eigen = set() if alles else _eigen_plannen(plannen)
    brains = catalog.unrestrictedSearchResults(**vraag) if alles else openbaar
    anders = [uid for uid in eigen if uid not in sinds]
    if anders:
        brains = [*brains, *catalog.unrestrictedSearchResults(UID=anders, **vraag)]
    for brain in brains:
        uid = brain.UID
        verloop = plannen.get(uid)
        if verloop is not None and verloop.tooi and not verloop.model:
            yield Bron(uid, verloop, brain.getURL, alles or uid in eigen, sinds.get(uid))


def _eigen_plannen(plannen: Mapping[str, PlanVerloop]) -> set[str]:
    """UIDs of plans on which the person holds *View progress* as one of an authority's people.

    The groups say where to look; the permission on the plan decides.
    """
    if api.user.is_anonymous():
        return set()
    toois = {groep.partition("-")[0] for groep in getSecurityManager().getUser().getGroups()}
    gevonden = set()
    for uid, verloop in plannen.items():
        if verloop.tooi in toois:
            plan = _object(uid)
            if plan is not None and _mag(rechten.ZIEN, plan) and _mag(rechten.VOORTGANG_ZIEN, plan):
                gevonden.add(uid)
    return gevonden


def _object(uid: str):
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=uid)
    return brains[0]._unrestrictedGetObject() if brains else None
