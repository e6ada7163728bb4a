"""How far the plans are with the agreements of a norm, as the person of this request may see it.

Read from the counts only. The page of one agreement looks up the measures that carry it out, as
far as the person finds those.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from plone import api

from groningse_norm.norm.domain import Veld
from groningse_norm.ondertekening.domain import GETEKEND
from groningse_norm.plan.domain import Stand
from groningse_norm.voortgang.domain import Bereik
from groningse_norm.voortgang.overzicht import (
    Bron,
    bronnen_van,
    lopende_plannen,
    ziet_alles,
    ziet_regio,
)
from groningse_norm.voortgang.vergelijking import (
    GEEN_VERGELIJKING,
    TE_LAAT,
    PlanStanden,
    Vergelijking,
    publieke_groep,
    tel_plannen,
    voor_publiek,
    voor_regio,
)


@dataclass(frozen=True, slots=True)
class Eigen:
    """Where the person's own plan stands on an agreement."""

    stand: Stand
    te_laat: bool


@dataclass(frozen=True, slots=True)
class AfspraakRij:
    """One agreement, and how far the plans are. ``eigen`` only for people of an authority."""

    nummer: str
    titel: str
    url: str
    veld: Veld
    vergelijking: Vergelijking
    eigen: Eigen | None


def norm_van_de_site():
    """The norm that the region carries out, when the person sees exactly one."""
    normen = api.content.find(portal_type="Norm", review_state=[str(fase) for fase in GETEKEND])
    return normen[0].getObject() if len(normen) == 1 else None


def vergelijk(norm, bronnen: Mapping[str, list[Bron]], vandaag: date) -> list[AfspraakRij]:
    """Each agreement of the norm, with in how many plans it is how far today.

    ``bronnen``: the plans of which the person may see numbers, by authority.
    """
    uid = norm.UID()
    eigen_norm = [
        bron
        for bron in chain.from_iterable(bronnen.values())
        if bron.verloop.norm == uid and bron.verloop.loopt(vandaag)
    ]
    geteld = _geteld(norm, eigen_norm, vandaag)
    eigen = {} if ziet_alles() else _eigen(eigen_norm, vandaag)
    return [
        AfspraakRij(
            afspraak.nummer,
            afspraak.title,
            afspraak.absolute_url(),
            Veld(afspraak.veld),
            geteld.get(afspraak.UID(), GEEN_VERGELIJKING),
            eigen.get(afspraak.UID()),
        )
        for afspraak in norm.basisafspraken()
    ]


def _geteld(norm, bronnen: list[Bron], vandaag: date) -> dict[str, Vergelijking]:
    if ziet_alles():
        return tel_plannen((_standen(bron, vandaag) for bron in bronnen), Bereik.INTERN)
    openbaar = [
        (bron.openbaar_sinds, bron.uid, bron)
        for bron in bronnen
        if bron.openbaar_sinds is not None
        and bron.cijfers((vandaag,), vandaag, publiek=True)[0].totaal
    ]
    groep = publieke_groep(openbaar)
    publiek = [_standen(bron, vandaag) for bron in groep]
    if not ziet_regio(norm):
        return voor_publiek(publiek)
    in_groep = {bron.uid for bron in groep}
    return voor_regio(
        publiek,
        [
            verloop.afspraken.standen(vandaag)
            for plan, verloop in lopende_plannen(norm.UID(), vandaag)
            if plan not in in_groep
        ],
    )


def _standen(bron: Bron, vandaag: date) -> PlanStanden:
    return bron.verloop.afspraken.standen(vandaag)


def _eigen(bronnen: Iterable[Bron], vandaag: date) -> dict[str, Eigen]:
    gevonden: dict[str, Eigen] = {}
    for bron in bronnen:
        if bron.ziet_voortgang:
            standen = _standen(bron, vandaag)
            laat = set(standen.get(TE_LAAT, ()))
            for stand in Stand:
                gevonden |= {uid: Eigen(stand, uid in laat) for uid in standen.get(stand, ())}
    return gevonden


# --- one agreement ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MaatregelRij:
    """A measure that carries out an agreement; ``stand`` only for who may view its progress."""

    tooi: str
    titel: str
    url: str
    stand: Stand | None


def maatregelen_bij(afspraak, vandaag: date) -> list[MaatregelRij]:
    """The measures of this agreement in plans under way, as far as the person finds them."""
    uid = afspraak.UID()
    bij = {
        maatregel: bron
        for bron in chain.from_iterable(bronnen_van(afspraak.aq_parent.UID(), vandaag).values())
        if bron.verloop.loopt(vandaag)
        for maatregel, van in bron.verloop.afspraak_van.items()
        if van == uid
    }
    if not bij:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    return [
        MaatregelRij(
            bij[brain.UID].verloop.tooi,
            brain.Title,
            brain.getURL(),
            _stand(bij[brain.UID], brain.UID),
        )
        for brain in catalog.searchResults(UID=list(bij))
    ]


def _stand(bron: Bron, uid: str) -> Stand | None:
    if bron.bereik is not Bereik.INTERN:
        return None
    feit = bron.verloop.geschiedenis(uid)[-1].feit
    return feit.meting.stand if feit else None
