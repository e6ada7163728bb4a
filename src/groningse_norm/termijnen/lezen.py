"""The measures of a person, with the rights that this person has now."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_inner, aq_parent
from plone import api

from groningse_norm import rechten
from groningse_norm.ondertekening.domain import ONDERTEKENING, Fase
from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.plan.domain import Stand
from groningse_norm.termijnen.domain import Maatregel, Termijn, neemt_waar_voor, termijnen_van
from groningse_norm.termijnen.opslag import afwezigheden, uids_van
from groningse_norm.werkstroom.bouw import toestand_van
from groningse_norm.zegel import is_openbaar

MEDEWERKERS = "-medewerkers"


def adres_van_feed(geheim: str) -> str:
    """Address of a calendar, for its owner only."""
    return f"{api.portal.get().absolute_url()}/termijnen.ics/{geheim}"


def gebruiker_met(wie: str):
    """The account with its groups; ``None`` when there is none any more."""
    return api.portal.get_tool("acl_users").getUserById(wie)


def mag(gebruiker, recht: str, obj) -> bool:
    """Does this person, whoever asks, hold a permission on an item?"""
    return bool(gebruiker.allowed(obj, rolesForPermissionOn(recht, obj)))


def naam_van(wie: str) -> str:
    lid = api.user.get(userid=wie)
    return (lid.getProperty("fullname", "") if lid is not None else "") or wie


def collegas_van(gebruiker) -> dict[str, str]:
    """User id → name of the other members of staff of the same authorities, by name."""
    groepen = [g for g in gebruiker.getGroups() if g.endswith(MEDEWERKERS)]
    leden = {
        lid.getId(): lid.getProperty("fullname", "") or lid.getId()
        for naam in groepen
        if (groep := api.group.get(naam)) is not None
        for lid in groep.getGroupMembers()
    }
    leden.pop(gebruiker.getId(), None)
    return dict(sorted(leden.items(), key=lambda paar: paar[1]))


def termijnen_voor(gebruiker, vandaag: date) -> list[Termijn]:
    """What is due for a person, with what is due for those for whom he stands in today."""
    wie = gebruiker.getId()
    return termijnen(gebruiker, (wie, *neemt_waar_voor(wie, afwezigheden(vandaag), vandaag)))


def termijnen(gebruiker, eigenaren: Iterable[str]) -> list[Termijn]:
    """What is due in the measures of these people, as far as this person may see it; by day."""
    gevonden = [
        termijn
        for eigenaar in eigenaren
        for obj in _objecten(eigenaar)
        if mag(gebruiker, rechten.ZIEN, obj) and mag(gebruiker, rechten.VOORTGANG_ZIEN, obj)
        for termijn in termijnen_van(_maatregel(obj))
    ]
    return sorted(gevonden, key=lambda termijn: (termijn.dag, termijn.maatregel.nummer))


def _objecten(eigenaar: str) -> Iterable:
    """The measures of a person that are carried out now."""
    catalog = api.portal.get_tool("portal_catalog")
    for uid in uids_van(eigenaar):
        for brain in catalog.unrestrictedSearchResults(UID=uid):
            obj = brain._unrestrictedGetObject()
            fase = toestand_van(obj, ONDERTEKENING["Maatregel"])
            if obj.persoon == eigenaar and fase == Fase.IN_UITVOERING:
                yield obj


def _gewijzigd(maatregel, plan) -> datetime:
    """When its words last changed, in whole seconds; publication of the plan changes them too."""
    momenten = [datetime.fromtimestamp(obj.modified().timeTime(), UTC) for obj in (maatregel, plan)]
    if maatregel.gemeld_op is not None:
        momenten.append(maatregel.gemeld_op)
    return max(momenten).replace(microsecond=0)


def _maatregel(obj) -> Maatregel:
    overheid, plan = overheid_van(obj), aq_parent(aq_inner(obj))
    begin = len(api.portal.get().getPhysicalPath())
    return Maatregel(
        uid=obj.UID(),
        nummer=obj.nummer,
        overheid=overheid.title if overheid is not None else "",
        titel=obj.title,
        openbaar=is_openbaar(obj),
        pad="/".join(obj.getPhysicalPath()[begin:]),
        stand=Stand(obj.stand),
        deadline=obj.deadline,
        toets=obj.volgende_toets,
        gewijzigd=_gewijzigd(obj, plan),
        eigenaar=obj.persoon,
    )
