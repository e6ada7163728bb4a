"""Settings of a new site that belong to no add-on: language, time zone, theme."""

from importlib.resources import files

from plone import api
from plone.distribution.core import Distribution
from plone.formwidget.namedfile.converter import b64encode_file
from Products.CMFPlone.Portal import PloneSite

from groningse_norm.structuur import maak_structuur

TALEN = ["nl", "en"]
MAANDAG = 0


def _logo() -> bytes:
    """A neutral mark; authorities put their own in its place, in the site settings."""
    return (files("groningse_norm.vormgeving") / "static" / "logo.svg").read_bytes()


def afronden(distribution: Distribution, site: PloneSite, answers: dict) -> PloneSite:
    """The fixed folders; Dutch and English side by side, the choice kept in a cookie."""
    gekozen = answers.get("default_language", TALEN[0])
    instellingen: dict[str, object] = {
        "plone.default_language": gekozen,
        "plone.available_languages": list(dict.fromkeys([gekozen, *TALEN])),
        "plone.use_cookie_negotiation": True,
        "plone.always_show_selector": True,
        "plone.first_weekday": MAANDAG,
        # Plone leaves 127.0.0.1 without a theme, for theme makers. Here that is the address
        # at which people first see the site.
        "plone.app.theming.interfaces.IThemeSettings.hostnameBlacklist": [],
    }
    if not answers.get("site_logo"):
        instellingen["plone.site_logo"] = b64encode_file("logo.svg", _logo())
    for naam, waarde in instellingen.items():
        api.portal.set_registry_record(naam, waarde)
    maak_structuur(site)
    return site
