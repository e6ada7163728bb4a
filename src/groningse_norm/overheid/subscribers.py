"""What comes and goes with an authority: its groups, local roles and fixed folders."""

from Acquisition import aq_base
from plone import api
from plone.base.interfaces.constrains import ISelectableConstrainTypes
from plone.dexterity.utils import addContentToContainer, createContent
from Products.DCWorkflow.utils import modifyRolesForPermission
from zExceptions import BadRequest
from zope.interface import alsoProvides
from zope.lifecycleevent.interfaces import IObjectRemovedEvent

from groningse_norm import rechten
from groningse_norm.i18n import _
from groningse_norm.overheid.domain import GROEPSOORTEN, rollen_per_groep
from groningse_norm.overheid.interfaces import IBijeenkomstenmap, IBrievenmap
from groningse_norm.overheid.opzoeken import overheden_met, overheid_van
from groningse_norm.werkstroom.bouw import publiceer

VASTE_MAPPEN = (
    ("brieven", "Brieven", IBrievenmap, ["Raadsbrief"], (rechten.GRIFFIE,)),
    (
        "bijeenkomsten",
        "Bijeenkomsten",
        IBijeenkomstenmap,
        ["Event", "EasyForm"],
        (rechten.GRIFFIE, rechten.MEDEWERKER),
    ),
)

# What an organiser needs to make a meeting and its form by hand. Never scripts or TALES: those
# run with the site's own rights.
RECHTEN_IN_MAP: dict[str, tuple[str, ...]] = {
    "bijeenkomsten": (
        "plone.app.contenttypes: Add Event",
        "collective.easyform: Add Content",
        "collective.easyform: Add Mailers",
        "collective.easyform: Add Data Savers",
        "collective.easyform: Edit Mail Addresses",
        "collective.easyform: Edit Advanced Fields",
        "collective.easyform: Download Saved Input",
    )
}


def bij_toevoegen(overheid, event) -> None:
    """Groups, local roles and folders come with an authority; two with one code are refused."""
    if not overheid.tooi:
        return
    if any(andere.UID() != overheid.UID() for andere in overheden_met(overheid.tooi)):
        raise BadRequest(
            api.portal.translate(
                _("error_tooi_dubbel", default="There is an authority with this code already.")
            )
        )
    maak_groepen(overheid)
    for id_, titel, merk, soorten, toevoegers in VASTE_MAPPEN:
        if id_ not in overheid.objectIds():
            _maak_map(overheid, id_, titel, merk, soorten, toevoegers)
    overheid.manage_permission(
        rechten.TOEVOEGEN,
        [rechten.MANAGER, "Site Administrator", rechten.MEDEWERKER],
        acquire=False,
    )
    overheid.manage_permission(rechten.DELEGEREN, [rechten.MANAGER], acquire=False)


def maak_groepen(overheid) -> None:
    """The groups of an authority, and their roles inside it. Existing groups keep their people."""
    for soort in GROEPSOORTEN:
        groep_id = soort.groep_id(overheid.tooi)
        if api.group.get(groep_id) is None:
            api.group.create(groupname=groep_id, title=f"{overheid.title}: {soort.titel}")
    for groep_id, rol in rollen_per_groep(overheid.tooi).items():
        overheid.manage_setLocalRoles(groep_id, [rol])
    overheid.reindexObjectSecurity()


def _maak_map(overheid, id_, titel, merk, soorten, toevoegers) -> None:
    map_ = createContent("Folder", id=id_, title=titel)
    map_ = addContentToContainer(overheid, map_, checkConstraints=False)
    alsoProvides(map_, merk)
    map_.setLayout(f"{id_}-overzicht")
    beperking = ISelectableConstrainTypes(map_)
    beperking.setConstrainTypesMode(1)
    beperking.setLocallyAllowedTypes(soorten)
    beperking.setImmediatelyAddableTypes(soorten)
    map_.manage_permission(
        rechten.TOEVOEGEN, [rechten.MANAGER, "Site Administrator", *toevoegers], acquire=False
    )
    for recht in RECHTEN_IN_MAP.get(id_, ()):
        al = [rij["name"] for rij in map_.rolesOfPermission(recht) if rij["selected"]]
        # A list, no tuple: what the site grants stays granted.
        modifyRolesForPermission(map_, recht, sorted({*al, *toevoegers}))
    publiceer(map_)
    map_.reindexObject()


def bij_wijzigen(overheid, event) -> None:
    """A renamed authority renames the titles of its groups; the code stays."""
    eigen = {wie for wie, _rollen in overheid.get_local_roles()}
    if not set(rollen_per_groep(overheid.tooi)) & eigen:
        raise BadRequest(
            api.portal.translate(
                _("error_tooi_vast", default="The code of an authority cannot be changed.")
            )
        )
    for soort in GROEPSOORTEN:
        groep = api.group.get(soort.groep_id(overheid.tooi))
        if groep is not None:
            groep.setGroupProperties({"title": f"{overheid.title}: {soort.titel}"})


def voor_verplaatsen(obj, event) -> None:
    """A document stays with its authority: elsewhere other people would read it.

    Also when a folder around it moves. It may move along with the whole authority.
    """
    if event.oldParent is None or event.newParent is None:
        return
    overheid = overheid_van(obj)
    if overheid is not None and aq_base(event.object) in map(aq_base, overheid.aq_chain):
        return
    doel = overheid_van(event.newParent)
    if aq_base(overheid) is not aq_base(doel):
        raise BadRequest(
            api.portal.translate(
                _(
                    "error_blijft_bij_overheid",
                    default="This belongs to its authority and cannot be moved to another place.",
                )
            )
        )


def bij_verwijderen(overheid, event) -> None:
    """The groups go with the authority, and their roles on norms with them."""
    if not IObjectRemovedEvent.providedBy(event) or overheid.portal_type != "Overheid":
        return
    if event.object is not overheid:
        # The whole site is being removed: there are no group tools left to ask.
        return
    for soort in GROEPSOORTEN:
        groep_id = soort.groep_id(overheid.tooi)
        if api.group.get(groep_id) is not None:
            api.group.delete(groupname=groep_id)
