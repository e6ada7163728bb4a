"""A new site "Groningse norm" on Plone's site-creation page."""

import pytest
from plone.distribution.api import distribution as distributies
from plone.distribution.utils.validation import validate_answers
from zope.component import getMultiAdapter

from groningse_norm.distributie import handlers

ANTWOORDEN = {
    "site_id": "groningen",
    "title": "Groningse norm",
    "description": "",
    "default_language": "nl",
    "portal_timezone": "Europe/Amsterdam",
    "setup_content": False,
}


@pytest.fixture
def distributie(integration):
    return distributies.get("groningse_norm")


def test_the_site_creation_page_offers_it(integration, distributie):
    assert distributie.title == "Groningse norm"
    assert not distributie.headless
    # The page at the root of Zope reads this list.
    app, request = integration["app"], integration["request"]
    service = getMultiAdapter((app, request), name="GET_application_json_@sites")
    offered = {found["name"]: found for found in service.reply()["distributions"]}
    assert offered["groningse_norm"]["title"] == "Groningse norm"


def test_its_answers_default_to_dutch_and_amsterdam(distributie):
    fields = distributie.schema["properties"]
    assert fields["default_language"]["default"] == "nl"
    assert fields["portal_timezone"]["default"] == "Europe/Amsterdam"
    assert fields["setup_content"]["default"] is False
    assert validate_answers(ANTWOORDEN, distributie.schema)
    assert not validate_answers({**ANTWOORDEN, "default_language": "xx"}, distributie.schema)


def test_every_profile_it_names_exists(integration, distributie):
    setup = integration["portal"].portal_setup
    for profile in [*distributie.profiles, *distributie.contents["profiles"]]:
        assert setup.profileExists(profile), profile


def test_a_new_site_has_two_languages_a_theme_and_weeks_from_monday(integration, distributie):
    portal = integration["portal"]
    handlers.afronden(distributie, portal, ANTWOORDEN)
    registry = portal.portal_registry
    assert registry["plone.default_language"] == "nl"
    assert registry["plone.available_languages"] == ["nl", "en"]
    assert registry["plone.use_cookie_negotiation"] is True
    assert registry["plone.first_weekday"] == 0
    theme = "plone.app.theming.interfaces.IThemeSettings.hostnameBlacklist"
    assert registry[theme] == []


def test_a_site_in_english_keeps_dutch_beside_it(integration, distributie):
    portal = integration["portal"]
    handlers.afronden(distributie, portal, {**ANTWOORDEN, "default_language": "en"})
    assert portal.portal_registry["plone.available_languages"] == ["en", "nl"]
