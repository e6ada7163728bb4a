"""Addresses of the people behind a role of an authority."""

from plone import api

from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.rechten import NORMBEHEERDERS


def adressen_van(groep_id: str) -> list[str]:
    """E-mail addresses of a group's members, each once, in order."""
    groep = api.group.get(groep_id)
    if groep is None:
        return []
    adressen = (lid.getProperty("email", "") for lid in groep.getGroupMembers())
    return sorted({adres for adres in adressen if adres})


def beheerders_van(obj) -> list[str]:
    """Who looks after an item: the clerk's office, or for a norm the programme office."""
    overheid = overheid_van(obj)
    return adressen_van(NORMBEHEERDERS if overheid is None else f"{overheid.tooi}-griffie")
