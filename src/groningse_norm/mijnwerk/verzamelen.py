"""Gathers the work of the person of this request.

Everything comes from the catalog with the rights of that person; of what he cannot see there is
nothing here.
"""

from collections.abc import Iterator
from datetime import date, datetime

from plone import api

from groningse_norm import klok, rechten
from groningse_norm.buitenom.handelingen import naam_van, te_bevestigen
from groningse_norm.embargo.domain import Status
from groningse_norm.mijnwerk.domain import (
    BINNENKORT,
    Groep,
    Taak,
    groep_van_maatregel,
    is_voor,
    op_volgorde,
)
from groningse_norm.ondertekening.domain import Fase, OndertekeningGeweigerd
from groningse_norm.ondertekening.handelingen import voorstel
from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.termijnen.domain import waarnemer
from groningse_norm.termijnen.lezen import collegas_van
from groningse_norm.termijnen.opslag import afwezigheden
from groningse_norm.toezegging.domain import Filter
from groningse_norm.toezegging.handelingen import houdt_bij, lijst

_SOORTEN = ("Norm", "Uitvoeringsplan", "Evaluatie", "Raadsbrief")
# Norm and plan may well stay internal after they were signed.
_NAAR_DE_RAAD = ("Evaluatie", "Raadsbrief")


def mijn_werk(nu: datetime) -> dict[Groep, list[Taak]]:
    """All that waits for this person at an aware moment, by group."""
    return op_volgorde(_taken(nu))


def _taken(nu: datetime) -> Iterator[Taak]:
    yield from _te_ondertekenen(nu)
    yield from _te_bevestigen()
    yield from _brieven(nu)
    yield from _maatregelen(klok.dag_van(nu))
    yield from _toezeggingen(klok.dag_van(nu))
    yield from _concepten()


def _zoek(**vraag) -> Iterator:
    for brain in api.content.find(**vraag):
        yield brain.getObject()


def _waar(obj) -> str:
    overheid = overheid_van(obj)
    return overheid.title if overheid is not None else ""


def _mag(recht: str, obj) -> bool:
    return bool(api.user.has_permission(recht, obj=obj))


def eigen_overheden() -> list:
    """The authorities of this person, by the groups that he is in; by name."""
    codes = {groep.partition("-")[0] for groep in api.user.get_current().getGroups()}
    gevonden = _zoek(portal_type="Overheid", sort_on="sortable_title")
    return [overheid for overheid in gevonden if overheid.tooi in codes]


def _te_ondertekenen(nu: datetime) -> Iterator[Taak]:
    gebruiker = api.user.get_current()
    for stuk in _zoek(portal_type=_SOORTEN, review_state=Fase.TER_ONDERTEKENING.value):
        if not _mag(rechten.ONDERTEKENEN, stuk):
            continue
        try:
            voorstel(stuk, gebruiker, nu)
        except OndertekeningGeweigerd:
            continue  # it waits for somebody else
        adres = f"{stuk.absolute_url()}/@@onderteken"
        yield Taak(Groep.TE_ONDERTEKENEN, stuk.title, adres, waar=_waar(stuk))


def _te_bevestigen() -> Iterator[Taak]:
    """Files that count as a signature as soon as this person, as the second one, confirms them."""
    gebruiker = api.user.get_current()
    for stuk in _zoek(portal_type=_SOORTEN, review_state=Fase.TER_ONDERTEKENING.value):
        for registratie in te_bevestigen(stuk, gebruiker):
            yield Taak(
                Groep.TE_BEVESTIGEN,
                stuk.title,
                f"{stuk.absolute_url()}/@@buiten-ondertekenen",
                waar=naam_van(registratie.regel.tooi),
            )


def _brieven(nu: datetime) -> Iterator[Taak]:
    for stuk in _zoek(
        portal_type=_SOORTEN,
        review_state=[Fase.ONDERTEKEND.value, Fase.IN_UITVOERING.value],
        publicatie_status=Status.INTERN.value,
    ):
        if stuk.portal_type in _NAAR_DE_RAAD and _mag(rechten.PUBLICEREN, stuk):
            yield Taak(Groep.TE_VERZENDEN, stuk.title, stuk.absolute_url(), waar=_waar(stuk))
    for stuk in _zoek(portal_type=_SOORTEN, publicatie_status=Status.ONDER_EMBARGO.value):
        tot = getattr(stuk, "embargo_tot", None)
        dag = klok.dag_van(tot) if tot else None
        groep = Groep.GEPLAND if _mag(rechten.PUBLICEREN, stuk) else Groep.TE_LEZEN
        yield Taak(groep, stuk.title, stuk.absolute_url(), dag, _waar(stuk))


def _maatregelen(vandaag: date) -> Iterator[Taak]:
    """Measures on which this person reports and that nobody else carries out."""
    gebruiker, weg = api.user.get_current(), afwezigheden(vandaag)
    wie, collegas = gebruiker.getId(), collegas_van(gebruiker)
    # Staff report on the plan of their own authority; the others are not even opened.
    paden = ["/".join(overheid.getPhysicalPath()) for overheid in eigen_overheden()]
    plannen = _zoek(
        portal_type="Uitvoeringsplan", review_state=Fase.IN_UITVOERING.value, path=paden
    )
    for plan in plannen if paden else ():
        if plan.model or not _mag(rechten.VOORTGANG_ZIEN, plan):
            continue
        for maatregel in plan.maatregelen():
            persoon = maatregel.persoon
            nu_bij = waarnemer(persoon, weg.get, vandaag) if persoon else None
            if not is_voor(wie, persoon, nu_bij, collegas) or not _mag(
                rechten.VOORTGANG_MELDEN, maatregel
            ):
                continue
            wat = groep_van_maatregel(maatregel.meting, maatregel.volgende_toets, vandaag)
            if wat is not None:
                titel = f"{maatregel.nummer} {maatregel.title}"
                yield Taak(wat[0], titel, maatregel.absolute_url(), wat[1], _waar(plan))


def _toezeggingen(vandaag: date) -> Iterator[Taak]:
    """Open promises in letters that this person keeps: overdue, or due soon."""
    for rij in lijst(api.portal.get(), Filter.OPEN, vandaag):
        dag = rij.toezegging.termijn
        if dag is None or dag > vandaag + BINNENKORT or not houdt_bij(rij.brief):
            continue
        groep = Groep.TE_LAAT if rij.toezegging.te_laat(vandaag) else Groep.BINNENKORT
        adres = f"{rij.brief.absolute_url()}/@@toezeggingen#toezegging-{rij.toezegging.nummer}"
        yield Taak(groep, rij.toezegging.tekst, adres, dag, _waar(rij.brief))


def _concepten() -> Iterator[Taak]:
    for stuk in _zoek(portal_type=_SOORTEN, review_state=Fase.CONCEPT.value):
        if _mag(rechten.WIJZIGEN, stuk):
            yield Taak(Groep.IN_VOORBEREIDING, stuk.title, stuk.absolute_url(), waar=_waar(stuk))
