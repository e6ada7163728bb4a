"""The fixed places of a site: the norm and the authorities."""

from plone import api
from plone.base.interfaces.constrains import ISelectableConstrainTypes
from plone.dexterity.utils import addContentToContainer, createContent
from zope.interface import alsoProvides

from groningse_norm import rechten
from groningse_norm.overheid.interfaces import IOverhedenmap
from groningse_norm.overheid.opzoeken import overheid_met
from groningse_norm.overheid.vocabularies import bekende_overheden
from groningse_norm.werkstroom.bouw import publiceer


def maak_structuur(portal) -> None:
    """Make ``norm`` and ``overheden`` where they are not there yet."""
    if "norm" not in portal:
        map_ = _map(portal, "norm", "Norm", ["Norm"], (rechten.NORMBEHEERDER,))
        # The programme office works on norms only: its role is local to this folder.
        map_.manage_setLocalRoles(rechten.NORMBEHEERDERS, [rechten.NORMBEHEERDER])
        map_.reindexObjectSecurity()
    if "overheden" not in portal:
        map_ = _map(portal, "overheden", "Overheden", ["Overheid"], ())
        alsoProvides(map_, IOverhedenmap)
        map_.setLayout("overheden-overzicht")
        map_.reindexObject()


def _map(portal, id_: str, titel: str, soorten: list[str], toevoegers: tuple[str, ...]):
    # What may be added is checked against the rights of whoever sets it; a new site has nobody.
    with api.env.adopt_roles([rechten.MANAGER]):
        return _maak_map(portal, id_, titel, soorten, toevoegers)


def _maak_map(portal, id_: str, titel: str, soorten: list[str], toevoegers: tuple[str, ...]):
    map_ = addContentToContainer(
        portal, createContent("Folder", id=id_, title=titel), checkConstraints=False
    )
    beperking = ISelectableConstrainTypes(map_)
    beperking.setConstrainTypesMode(1)
    beperking.setLocallyAllowedTypes(soorten)
    beperking.setImmediatelyAddableTypes(soorten)
    map_.manage_permission(
        rechten.TOEVOEGEN, [rechten.MANAGER, "Site Administrator", *toevoegers], acquire=False
    )
    publiceer(map_)
    return map_


def maak_overheden(portal) -> dict[str, object]:
    """Make every authority of the setting that is not there yet; returns all by TOOI code."""
    gemaakt = {}
    for gegevens in bekende_overheden():
        overheid = overheid_met(gegevens.tooi)
        if overheid is None:
            overheid = addContentToContainer(
                portal["overheden"],
                createContent("Overheid", title=gegevens.naam, tooi=gegevens.tooi),
                checkConstraints=False,
            )
        gemaakt[gegevens.tooi] = overheid
    return gemaakt
