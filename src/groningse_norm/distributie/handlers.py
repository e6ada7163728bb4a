"""Settings of a new site that belong to no add-on: language, time zone, theme."""

from plone import api
from plone.distribution.core import Distribution
from Products.CMFPlone.Portal import PloneSite

from groningse_norm.structuur import maak_structuur

TALEN = ["nl", "en"]
MAANDAG = 0


def afronden(distribution: Distribution, site: PloneSite, answers: dict) -> PloneSite:
    """The fixed folders; Dutch and English side by side, the choice kept in a cookie."""
    gekozen = answers.get("default_language", TALEN[0])
    instellingen = {
        "plone.default_language": gekozen,
        "plone.available_languages": list(dict.fromkeys([gekozen, *TALEN])),
        "plone.use_cookie_negotiation": True,
        "plone.always_show_selector": True,
        "plone.first_weekday": MAANDAG,
        # Plone leaves 127.0.0.1 without a theme, for theme makers. Here that is the address
        # at which people first see the site.
        "plone.app.theming.interfaces.IThemeSettings.hostnameBlacklist": [],
    }
    for naam, waarde in instellingen.items():
        api.portal.set_registry_record(naam, waarde)
    maak_structuur(site)
    return site
