"""Vocabularies of fields and kinds of authority."""

from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm, SimpleVocabulary

from groningse_norm.norm.domain import VELD_NAMEN
from groningse_norm.overheid.domain import Soort


@provider(IVocabularyFactory)
def velden(context) -> SimpleVocabulary:
    return SimpleVocabulary(
        [SimpleTerm(veld.value, veld.value, naam) for veld, naam in VELD_NAMEN.items()]
    )


@provider(IVocabularyFactory)
def soorten(context) -> SimpleVocabulary:
    return SimpleVocabulary(
        [SimpleTerm(soort.value, soort.value, soort.value.capitalize()) for soort in Soort]
    )
