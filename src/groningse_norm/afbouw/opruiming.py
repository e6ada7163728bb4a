"""Removes what the install profile made: types, workflows, index, settings, roles, and the rest.

By what they are, not by a list of names, so that whatever a capability adds to the profile goes
as well.

Groups with people in them stay: who belongs to which council is the site's own knowledge, and
closed items are still read by those groups. Empty ones go.
"""

from pathlib import Path
from xml.etree import ElementTree

from Acquisition import aq_base
from plone import api
from plone.registry.interfaces import IRegistry
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility

from groningse_norm import rechten
from groningse_norm.afbouw.omzetting import alle_inhoud, rechten_van_het_pakket
from groningse_norm.afbouw.tekst import PAKKET
from groningse_norm.demo.accounts import MERK, WACHTWOORD, accounts
from groningse_norm.ondertekening.opslag import SLEUTEL as HANDTEKENINGEN
from groningse_norm.overheid.domain import rollen_per_groep
from groningse_norm.overheid.vocabularies import bekende_overheden
from groningse_norm.rechten import NORMBEHEERDERS
from groningse_norm.werkstroom.bouw import sloop

PROFIEL = f"{PAKKET}:default"


def ruim_op(portal, setup_tool, werkstromen, ketens) -> None:
    """After the uninstall profile: everything that XML cannot say by what it is."""
    groepen = [
        NORMBEHEERDERS,
        *(groep for overheid in bekende_overheden() for groep in rollen_per_groep(overheid.tooi)),
    ]
    _demo_accounts(portal)
    _groepen(groepen)
    sloop(portal, werkstromen, ketens)
    _soorten(portal)
    _indexen(setup_tool)
    _weergaven(portal)
    _instellingen()
    _rollen_en_rechten(portal)
    _annotaties(portal)
    portal.portal_controlpanel.unregisterApplication(PAKKET)
    for profiel in ("default", "demo"):
        setup_tool.unsetLastVersionForProfile(f"{PAKKET}:{profiel}")


def _demo_accounts(portal) -> None:
    """Their password is known to everybody, and what kept other machines out goes now."""
    if not api.portal.get_registry_record(MERK, default=False):
        return
    bron = portal.acl_users.source_users
    for account in accounts():
        bewijs = {"login": account.gebruiker, "password": WACHTWOORD}
        if bron.authenticateCredentials(bewijs) is None:
            continue
        for groep in portal.acl_users.source_groups.getGroupsForPrincipal(
            api.user.get(userid=account.gebruiker)
        ):
            portal.acl_users.source_groups.removePrincipalFromGroup(account.gebruiker, groep)
        portal.portal_membership.deleteMembers([account.gebruiker], delete_localroles=0)


def _groepen(groepen: list[str]) -> None:
    for naam in groepen:
        groep = api.group.get(naam)
        if groep is not None and not groep.getGroupMemberIds():
            api.group.delete(groupname=naam)


def _soorten(portal) -> None:
    types = portal.portal_types
    eigen = [
        fti.getId()
        for fti in types.objectValues()
        if getattr(fti, "klass", "").startswith(f"{PAKKET}.")
    ]
    types.manage_delObjects(eigen)


def _indexen(setup_tool) -> None:
    """Indexes and columns that the install profile names."""
    bestand = Path(setup_tool.getProfileInfo(PROFIEL)["path"]) / "catalog.xml"
    if not bestand.exists():
        return
    catalog = api.portal.get_tool("portal_catalog")
    boom = ElementTree.parse(bestand)  # noqa: S314  (a file of this package)
    for knoop in boom.iter("index"):
        if knoop.get("name") in catalog.indexes():
            catalog.delIndex(knoop.get("name"))
    for knoop in boom.iter("column"):
        if knoop.get("value") in catalog.schema():
            catalog.delColumn(knoop.get("value"))


def _weergaven(portal) -> None:
    """Folders that were shown by a page of ours are shown as folders again."""
    for obj in alle_inhoud(portal):
        kaal = aq_base(obj)
        fti = portal.portal_types.get(obj.portal_type)
        gekozen = kaal.__dict__.get("layout")
        if gekozen and fti is not None and gekozen not in getattr(fti, "view_methods", ()):
            del kaal.layout


def _instellingen() -> None:
    registry = getUtility(IRegistry)
    for naam in [naam for naam in registry.records if PAKKET in naam]:
        del registry.records[naam]


def _rollen_en_rechten(portal) -> None:
    # First in the site: the plugin takes over what stands there, each time it is asked.
    portal._delRoles([rol for rol in rechten.ROLLEN if rol in portal.__ac_roles__])
    plugin = portal.acl_users.portal_role_manager
    for rol in rechten.ROLLEN:
        if rol in plugin.listRoleIds():
            plugin.removeRole(rol)
    for naam in rechten_van_het_pakket():
        if naam in aq_base(portal).__dict__:
            delattr(portal, naam)


def _annotaties(portal) -> None:
    """Signatures stay: plain values by UID, beside the table in the text of each item."""
    annotaties = IAnnotations(portal)
    for sleutel in [sleutel for sleutel in annotaties if sleutel.startswith(f"{PAKKET}.")]:
        if sleutel != HANDTEKENINGEN or not annotaties[sleutel]:
            del annotaties[sleutel]
