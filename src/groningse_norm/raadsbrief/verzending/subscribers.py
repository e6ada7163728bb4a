"""From a step of the publication workflow to the mail about it."""

from plone import api

from groningse_norm import klok
from groningse_norm.embargo.domain import BRIEF_PUBLICATIE
from groningse_norm.raadsbrief.interfaces import IRaadsbrief
from groningse_norm.raadsbrief.verzending.domain import BIJ_OVERGANG, Soort
from groningse_norm.raadsbrief.verzending.handelingen import vergeet_verzendingen, vertel, verzend


def na_overgang(brief, event) -> None:
    if event.transition is None or event.workflow.getId() != BRIEF_PUBLICATIE.id:
        return
    soort = BIJ_OVERGANG.get(event.transition.getId())
    if soort is Soort.ONDER_EMBARGO:
        verzend(brief, klok.nu())
    elif soort is not None:
        vertel(brief, soort, klok.nu())


def bij_gewijzigd(event) -> None:
    if IRaadsbrief.providedBy(event.object):
        vertel(event.object, Soort.GEWIJZIGD, klok.nu())


def bij_verwijderen(brief, event) -> None:
    if api.portal.get() is not None and event.oldParent is not None:
        vergeet_verzendingen(brief)
