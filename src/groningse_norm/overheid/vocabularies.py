"""Vocabulary of authorities that an administrator can extend."""

from plone import api
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm, SimpleVocabulary

from groningse_norm.overheid.domain import Overheidsgegevens, lees_regels

RECORD = "groningse_norm.overheden"


def bekende_overheden() -> tuple[Overheidsgegevens, ...]:
    """The authorities of this site's setting."""
    return lees_regels(api.portal.get_registry_record(RECORD, default=None) or ())


@provider(IVocabularyFactory)
def overheden(context) -> SimpleVocabulary:
    return SimpleVocabulary(
        [
            SimpleTerm(overheid.tooi, overheid.tooi, overheid.volledige_naam)
            for overheid in bekende_overheden()
        ]
    )
