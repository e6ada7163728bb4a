"""Vocabulary of the states of a measure."""

from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm, SimpleVocabulary

from groningse_norm.plan.domain import STAND_NAMEN


@provider(IVocabularyFactory)
def standen(context) -> SimpleVocabulary:
    return SimpleVocabulary(
        [SimpleTerm(stand.value, stand.value, naam) for stand, naam in STAND_NAMEN.items()]
    )
