"""Addresses of the people behind a role of an authority."""

from plone import api

from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.rechten import NORMBEHEERDERS


def leden_van(groep_id: str) -> list[tuple[str, str]]:
    """Name and e-mail address of a group's members, in order of name; the address may be empty."""
    groep = api.group.get(groep_id)
    if groep is None:
        return []
    return sorted(
        (lid.getProperty("fullname", "") or lid.getId(), lid.getProperty("email", "") or "")
        for lid in groep.getGroupMembers()
    )


def adressen_van(groep_id: str) -> list[str]:
    """E-mail addresses of a group's members, each once, in order."""
    return sorted({adres for _naam, adres in leden_van(groep_id) if adres})


def beheerders_van(obj) -> list[str]:
    """Who looks after an item: the clerk's office, or for a norm the programme office."""
    overheid = overheid_van(obj)
    return adressen_van(NORMBEHEERDERS if overheid is None else f"{overheid.tooi}-griffie")
