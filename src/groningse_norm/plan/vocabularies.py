"""Vocabularies of a measure: its states, and who may carry it out."""

from AccessControl import getSecurityManager
from plone import api
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm, SimpleVocabulary

from groningse_norm import rechten
from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.plan.domain import STAND_NAMEN


@provider(IVocabularyFactory)
def standen(context) -> SimpleVocabulary:
    return SimpleVocabulary(
        [SimpleTerm(stand.value, stand.value, naam) for stand, naam in STAND_NAMEN.items()]
    )


@provider(IVocabularyFactory)
def medewerkers(context) -> SimpleVocabulary:
    """Staff of the authority by user id, for whoever may see its progress; nobody for others.

    Whoever carries out the measure now stays in it after leaving, so that it can still be edited.
    """
    overheid = overheid_van(context) if hasattr(context, "aq_chain") else None
    if overheid is None or not getSecurityManager().checkPermission(
        rechten.VOORTGANG_ZIEN, context
    ):
        return SimpleVocabulary([])
    groep = api.group.get(f"{overheid.tooi}-medewerkers")
    namen = {
        lid.getId(): lid.getProperty("fullname", "") or lid.getId()
        for lid in (groep.getGroupMembers() if groep is not None else ())
    }
    nu = getattr(context, "persoon", None)
    if nu:
        namen.setdefault(nu, nu)
    return SimpleVocabulary(
        [
            SimpleTerm(wie, wie, naam)
            for wie, naam in sorted(namen.items(), key=lambda paar: paar[1])
        ]
    )
