"""The acts around promises, the same for page, service and list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from AccessControl import getSecurityManager
from plone import api
from Products.CMFCore.utils import getToolByName

from groningse_norm import klok, rechten
from groningse_norm.ondertekening.domain import ONDERTEKENING, OOIT_GETEKEND
from groningse_norm.toezegging.domain import (
    Filter,
    GeenToezegging,
    Toezegging,
    als_dict,
    mag_zien,
    past,
    voeg_toe,
    volgorde,
    wijzig,
)
from groningse_norm.toezegging.opslag import bewaar, regels_van, toezeggingen_van, uids
from groningse_norm.versies.handelingen import zichtbare_keten
from groningse_norm.werkstroom.bouw import toestand_van


@dataclass(frozen=True, slots=True)
class Rij:
    """A promise with its letter."""

    toezegging: Toezegging
    brief: Any


def zichtbaar(brief) -> list[Toezegging]:
    """The promises of a letter that the person sees, who sees the letter."""
    rollen = getSecurityManager().getUser().getRolesInContext(brief)
    return [t for t in toezeggingen_van(brief) if mag_zien(t, rollen)]


def andere_versies(brief) -> list[Rij]:
    """The promises that the person sees in other versions of a letter: what was promised in a
    version stays there, also when that was replaced."""
    return [
        Rij(toezegging, versie)
        for versie in zichtbare_keten(brief)
        if versie != brief
        for toezegging in zichtbaar(versie)
    ]


def houdt_bij(brief) -> bool:
    """Does the person keep the promises of this letter? Its clerk does."""
    return bool(api.user.has_permission(rechten.PUBLICEREN, obj=brief))


def is_getekend(brief) -> bool:
    """Do the words of this letter stand for good?"""
    return toestand_van(brief, ONDERTEKENING[brief.portal_type]) in OOIT_GETEKEND


def geschiedenis(brief) -> list[dict[str, Any]]:
    """Every line, newest first; for whoever keeps them."""
    return list(reversed(regels_van(brief))) if houdt_bij(brief) else []


def tekst_van(brief) -> str:
    """The words of a letter, without mark-up."""
    if brief.tekst is None:
        return ""
    transforms = getToolByName(brief, "portal_transforms")
    return str(transforms.convertTo("text/plain", brief.tekst.raw, mimetype="text/html").getData())


def leg_vast(brief, gegevens: Mapping[str, Any], moment: datetime) -> Toezegging:
    """Add a promise; raises ``ToezeggingGeweigerd``."""
    nieuw = voeg_toe(
        toezeggingen_van(brief),
        gegevens,
        tekst_van(brief),
        klok.dag_van(moment),
        getekend=is_getekend(brief),
    )
    bewaar(brief, nieuw, moment)
    return nieuw


def werk_bij(brief, nummer: object, gegevens: Mapping[str, Any], moment: datetime) -> Toezegging:
    """Change a promise; raises ``ToezeggingGeweigerd``. Nothing is written when nothing differs."""
    oud = next((t for t in toezeggingen_van(brief) if t.nummer == nummer), None)
    if oud is None:
        raise GeenToezegging("nummer")
    nieuw = wijzig(oud, gegevens, tekst_van(brief), klok.dag_van(moment))
    if nieuw != oud:
        bewaar(brief, nieuw, moment)
    return nieuw


def lijst(context, filter_: Filter, vandaag: date) -> list[Rij]:
    """The promises below a context in letters that the person sees, in order."""
    rijen = [
        Rij(toezegging, brief)
        for brief in _brieven(context)
        for toezegging in zichtbaar(brief)
        if past(toezegging, filter_, vandaag)
    ]
    return sorted(rijen, key=lambda rij: (volgorde(rij.toezegging), rij.brief.getId()))


def _brieven(context) -> Iterator[Any]:
    kandidaten = list(uids())
    if kandidaten:
        for brain in api.content.find(context=context, portal_type="Raadsbrief", UID=kandidaten):
            yield brain.getObject()


def als_json(rij: Rij, vandaag: date) -> dict[str, Any]:
    return {
        **als_dict(rij.toezegging),
        "te_laat": rij.toezegging.te_laat(vandaag),
        "brief": {"@id": rij.brief.absolute_url(), "title": rij.brief.title},
    }
