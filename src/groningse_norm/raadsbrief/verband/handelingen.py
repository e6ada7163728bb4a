"""What a letter belongs with, and the letters about an item, for who asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import unquote, urlsplit

from Acquisition import aq_inner
from plone import api
from z3c.relationfield import RelationValue
from zc.relation.interfaces import ICatalog
from zope.component import getUtility
from zope.event import notify
from zope.intid.interfaces import IIntIds
from zope.lifecycleevent import ObjectModifiedEvent

from groningse_norm import klok, rechten
from groningse_norm.i18n import _
from groningse_norm.ondertekening.domain import ONDERTEKENING, Fase
from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.raadsbrief.verband.domain import SOORTEN, nieuwe_lijst
from groningse_norm.werkstroom.bouw import toestand_van

# A meeting is an event of Plone's, which calls it otherwise.
_NAMEN = {"Event": _("soort_bijeenkomst", default="Meeting")}


class OnbekendAdres(Exception):
    """Nothing there that a letter can belong with, or that the person sees: the same answer."""


@dataclass(frozen=True, slots=True)
class Verwant:
    """An item to show: its title, its address, the name of its kind, and what tells it from others
    with that title: whose it is and of which day. ``vervangen``: there is a later version of it."""

    titel: str
    url: str
    soort: Any
    bij: tuple[str, ...] = ()
    vervangen: bool = False


def ziet(obj) -> bool:
    return bool(api.user.has_permission(rechten.ZIEN, obj=obj))


def doelen_van(brief) -> list[Any]:
    """Items that a letter belongs with, whoever may see them."""
    relaties = getattr(brief.aq_base, "verwant", None) or ()
    return [doel for relatie in relaties if (doel := relatie.to_object) is not None]


def verwanten_van(brief) -> list[Verwant]:
    """What the letter belongs with, as far as the person sees it."""
    return [_verwant(doel) for doel in doelen_van(brief) if ziet(doel)]


def brieven_over(obj) -> list[Verwant]:
    """Letters that belong with an item, as far as the person sees them; the newest first."""
    nummer = getUtility(IIntIds).queryId(aq_inner(obj))
    if nummer is None:
        return []
    gevonden = getUtility(ICatalog).findRelations({"to_id": nummer, "from_attribute": "verwant"})
    brieven = [
        brief
        for relatie in gevonden
        if (brief := relatie.from_object) is not None
        and brief.portal_type == "Raadsbrief"
        and ziet(brief)
        and toestand_van(brief, ONDERTEKENING["Raadsbrief"]) != Fase.VERVANGEN
    ]
    brieven.sort(key=lambda brief: (brief.datum or date.min, brief.getId()), reverse=True)
    return [_verwant(brief) for brief in brieven]


def _verwant(obj) -> Verwant:
    adres = obj.absolute_url()
    fti = api.portal.get_tool("portal_types")[obj.portal_type]
    overheid, dag = overheid_van(obj), _dag_van(obj)
    return Verwant(
        obj.title or obj.getId(),
        f"{adres}/view" if obj.portal_type == "File" else adres,
        _NAMEN.get(obj.portal_type) or fti.Title(),
        (
            *([overheid.title] if overheid is not None else []),
            *([klok.datum_in_woorden(dag)] if dag is not None else []),
        ),
        obj.portal_type in ONDERTEKENING
        and toestand_van(obj, ONDERTEKENING[obj.portal_type]) == Fase.VERVANGEN,
    )


def _dag_van(obj) -> date | None:
    """The day of a letter or a meeting."""
    if obj.portal_type == "Event":
        return klok.dag_van(obj.start)
    return obj.datum if obj.portal_type == "Raadsbrief" else None


def uid_van(tekst: str) -> str:
    """UID of the item at an address, a path in the site, or with this UID.

    Raises ``OnbekendAdres``, also for what the person does not see.
    """
    portal = api.portal.get()
    vraag: dict[str, Any] = {"UID": tekst}
    if "/" in tekst:
        pad = unquote(urlsplit(tekst.removeprefix(portal.absolute_url())).path)
        plaats = pad.strip("/").removesuffix("/view")
        if "://" in tekst.removeprefix(portal.absolute_url()) or not plaats:
            raise OnbekendAdres(tekst)
        vraag = {"path": {"query": "/".join((*portal.getPhysicalPath(), plaats)), "depth": 0}}
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.searchResults(**vraag, portal_type=SOORTEN, show_inactive=True):
        if ziet(brain._unrestrictedGetObject()):
            return brain.UID
    raise OnbekendAdres(tekst)


def doelen_uit(context, adressen: Sequence[str]) -> list[Any]:
    """Items for a letter from what a person gave; what that person does not see stays.

    ``context`` is the letter, or where it is made. Raises ``OnbekendAdres`` and ``TeVeel``.
    """
    is_brief = getattr(context, "portal_type", "") == "Raadsbrief"
    bestaand = doelen_van(context) if is_brief else []
    verborgen = [doel.UID() for doel in bestaand if not ziet(doel)]
    gegeven = [uid_van(adres.strip()) for adres in adressen if adres.strip()]
    catalog = api.portal.get_tool("portal_catalog")
    return [
        brain._unrestrictedGetObject()
        for uid in nieuwe_lijst(gegeven, context.UID() if is_brief else "", verborgen)
        for brain in catalog.unrestrictedSearchResults(UID=uid)
    ]


def verbind(brief, adressen: Sequence[str]) -> None:
    """Let a letter belong with the items at these addresses. Raises as ``doelen_uit``."""
    nummers = getUtility(IIntIds)
    brief.verwant = [RelationValue(nummers.getId(doel)) for doel in doelen_uit(brief, adressen)]
    notify(ObjectModifiedEvent(brief))
