"""Vocabulary of what an embargo may wait for."""

from plone import api
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm, SimpleVocabulary

# A letter tells of a norm or a plan; it never waits for another letter.
SOORTEN = ("Norm", "Uitvoeringsplan")


@provider(IVocabularyFactory)
def voorwaarden(context) -> SimpleVocabulary:
    """Norms and plans that the present user may see, by UID."""
    gevonden = api.portal.get_tool("portal_catalog")(portal_type=SOORTEN, sort_on="sortable_title")
    return SimpleVocabulary([SimpleTerm(brain.UID, brain.UID, brain.Title) for brain in gevonden])
