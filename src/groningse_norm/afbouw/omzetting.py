"""Turns items of our types into folders and pages of Plone, at the same address.

Two passes: first everything is looked at as it is, then it is changed from the inside out. Nothing
becomes readable for anybody who could not read it before.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from AccessControl.Permission import pname
from Acquisition import aq_base
from DateTime import DateTime
from plone import api
from plone.app.contenttypes.utils import migrate_base_class_to_new_class
from plone.app.textfield.value import RichTextValue
from plone.dexterity.interfaces import IDexterityContent
from plone.dexterity.utils import addContentToContainer, createContent
from Products.CMFCore.interfaces import IFolderish
from Products.CMFCore.utils import getToolByName
from Products.DCWorkflow.utils import modifyRolesForPermission
from zc.relation.interfaces import ICatalog
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility
from zope.interface import directlyProvidedBy, noLongerProvides
from zope.intid.interfaces import IIntIds

from groningse_norm import rechten
from groningse_norm.afbouw.inzage import Inzage, inzage_van
from groningse_norm.afbouw.tekst import (
    PAKKET,
    Teksten,
    eigen_velden,
    leesrechten_van,
    teksten_van,
)
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.ondertekening.domain import ONDERTEKENING

logger = logging.getLogger(__name__)

TEKST, VOORTGANG = "tekst", "voortgang"
EIGEN_SOORTEN = {*ONDERTEKENING, *PUBLICATIE, "Basisafspraak", "Overheid"}
BEHEER = ("Manager", "Site Administrator")
LEZER = "Reader"
_ZICHT = rechten.ZICHT
_VAN_WERKSTROOM = frozenset(
    pname(recht)
    for werkstroom in (*ONDERTEKENING.values(), *PUBLICATIE.values())
    for recht in werkstroom.rechten
)
_BEHEERD = (rechten.WIJZIGEN, rechten.TOEVOEGEN, rechten.VERWIJDEREN)
_GEDEELD = frozenset({"title", "description"})
_ALS_MAP = ("_tree", "_count", "_mt_index", "_objects")


@dataclass(frozen=True, slots=True)
class Stuk:
    """An item of ours as it was before anything was changed."""

    obj: Any
    inzage: Inzage
    teksten: Teksten
    als_map: bool


def zet_inhoud_om(portal) -> None:
    """Convert everything, and free stock content of our marks, roles and settings."""
    stukken = list(_stukken(portal, None))
    eigen = frozenset(stuk.obj.UID() for stuk in stukken)
    for stuk in reversed(stukken):
        _zet_om(stuk, eigen)
    for obj in alle_inhoud(portal):
        _maak_los(obj)
    _vernieuw_verwijzingen(eigen)


def alle_inhoud(houder) -> Iterator[Any]:
    """Everything in the site, containers before what they hold; not by way of the catalog."""
    for obj in houder.objectValues():
        if IDexterityContent.providedBy(obj):
            yield obj
            yield from alle_inhoud(obj)


def is_eigen(obj) -> bool:
    return type(aq_base(obj)).__module__.startswith(f"{PAKKET}.")


def _stukken(houder, inzage: Inzage | None) -> Iterator[Stuk]:
    for obj in houder.objectValues():
        if not IDexterityContent.providedBy(obj):
            continue
        binnen = inzage
        if is_eigen(obj):
            binnen = inzage_van(obj, inzage, leesrechten_van(obj))
            teksten = teksten_van(obj)
            apart = bool(teksten.voortgang) and not _mag_in_de_tekst(binnen)
            als_map = apart or (
                IFolderish.providedBy(obj)
                and (bool(obj.objectIds()) or obj.portal_type != "Maatregel")
            )
            yield Stuk(obj, binnen, teksten, als_map)
        yield from _stukken(obj, binnen)


def _mag_in_de_tekst(inzage: Inzage) -> bool:
    """Progress stands in the text itself when all who read the text may read it."""
    return not inzage.open and inzage.lezers <= inzage.lezers_van_voortgang


def _zet_om(stuk: Stuk, eigen: frozenset[str]) -> None:
    obj, inzage, teksten = stuk.obj, stuk.inzage, stuk.teksten
    gewijzigd, gemaakt = obj.modified(), obj.created()
    _vergeet_eigen_velden(obj)
    _vergeet_rechten(obj)
    soort = "Folder" if stuk.als_map else "Document"
    obj = _wissel_klasse(obj, soort)
    apart = ""
    tekst = teksten.tekst
    if teksten.voortgang and _mag_in_de_tekst(inzage):
        tekst = f"{tekst}\n{teksten.voortgang}"
    elif teksten.voortgang:
        apart = teksten.voortgang
    if stuk.als_map:
        if not inzage.open:
            _laat_volgen(obj, eigen)
        pagina = _pagina(obj, TEKST, tekst, gemaakt, gewijzigd)
        obj.setDefaultPage(pagina.getId())
        if inzage.open:
            _zet_toestand(pagina, is_open=True)
            _open(pagina)
        else:
            _volgt_houder(pagina)
        if apart:
            bijlage = _pagina(obj, VOORTGANG, apart, gemaakt, gewijzigd)
            _sluit(bijlage, inzage.lezers_van_voortgang)
    else:
        obj.text = _html(tekst)
    if inzage.open:
        _zet_toestand(obj, is_open=True)
        _open(obj)
    else:
        _sluit(obj, inzage.lezers)
    _indexeer(obj, gemaakt, gewijzigd)
    obj.reindexObjectSecurity()


def _vergeet_eigen_velden(obj) -> None:
    """Their values are in the text now; an attribute would hide a page of that name, and keep
    progress where nobody looks after it."""
    kaal = aq_base(obj)
    for naam, _veld, _recht in eigen_velden(obj):
        if naam not in _GEDEELD and naam in kaal.__dict__:
            delattr(kaal, naam)


def _wissel_klasse(obj, portal_type: str):
    kaal = aq_base(obj)
    klasse = getToolByName(obj, "portal_types")[portal_type].klass
    kaal.portal_type = portal_type
    if portal_type == "Document":
        for naam in _ALS_MAP:
            kaal.__dict__.pop(naam, None)
        annotaties = IAnnotations(obj)
        for sleutel in [s for s in annotaties if s.startswith("plone.folder.ordered.")]:
            del annotaties[sleutel]
    kaal.__dict__.pop("layout", None)
    for naam in [naam for naam in kaal.__dict__ if naam.startswith("_v_")]:
        delattr(kaal, naam)
    houder, id_ = obj.aq_parent, obj.getId()
    plaats = houder.getObjectPosition(id_)
    # Indexes are brought up to date at the end, when the rights are right as well.
    migrate_base_class_to_new_class(obj, indexes=["portal_type"], new_class_name=klasse)
    kaal._p_changed = True
    # It was taken out and put back, at the end.
    houder.moveObjectToPosition(id_, plaats, suppress_events=True)
    return houder[id_]


def _vernieuw_verwijzingen(eigen: frozenset[str]) -> None:
    """Write again what refers to converted items.

    A reference in the database names the class of its object as well. One of before would bring
    the old class back, and without the package that class cannot be read.
    """
    intids = getUtility(IIntIds)
    relaties = getUtility(ICatalog)
    for brain in api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=list(eigen)):
        nummer = intids.queryId(brain._unrestrictedGetObject())
        if nummer is not None:
            for relatie in relaties.findRelations({"from_id": nummer}):
                relatie._p_changed = True
    # As a whole: the branches of a tree hold copies of its keys.
    for boom in (intids.ids, intids.refs):
        inhoud = list(boom.items())
        boom.clear()
        boom.update(inhoud)


def _html(tekst: str) -> RichTextValue:
    return RichTextValue(tekst, "text/html", "text/x-html-safe")


def _pagina(houder, id_: str, tekst: str, gemaakt, gewijzigd):
    vrij = next(
        naam
        for naam in (id_, *(f"{id_}-{nummer}" for nummer in range(1, len(houder.objectIds()) + 2)))
        if naam not in houder.objectIds()
    )
    pagina = addContentToContainer(
        houder,
        createContent("Document", id=vrij, title=houder.title, text=_html(tekst)),
        checkConstraints=False,
    )
    pagina.exclude_from_nav = True
    pagina.creators = houder.creators
    pagina.effective_date = houder.effective_date
    _vergeet_rollen(pagina)
    _indexeer(pagina, gemaakt, gewijzigd)
    return pagina


def _indexeer(obj, gemaakt, gewijzigd) -> None:
    catalog = getToolByName(obj, "portal_catalog")
    obj.creation_date = gemaakt
    obj.setModificationDate(gewijzigd)
    # By name: without names the item would count as modified now.
    obj.reindexObject(idxs=list(catalog.indexes()))


# A tuple of roles holds as it is; a list adds to what the container gives.

# --- rights ---------------------------------------------------------------------------------------


def _zet_toestand(obj, *, is_open: bool) -> None:
    """The state of the site's own workflow, where its name says what we mean."""
    tool = getToolByName(obj, "portal_workflow")
    for definitie in tool.getWorkflowsFor(obj):
        gewenst = "published" if is_open else "private"
        toestand = gewenst if gewenst in definitie.states else definitie.initial_state
        tool.setStatusOf(
            definitie.getId(),
            obj,
            {
                definitie.variables.getStateVar(): toestand,
                "action": None,
                "actor": api.user.get_current().getId(),
                "comments": "",
                "time": DateTime(),
            },
        )
        definitie.updateRoleMappingsFor(obj)


def _open(obj) -> None:
    """Everybody reads it; managers change it."""
    _vergeet_rollen(obj)
    _vergeet_rechten(obj)
    for recht in _ZICHT:
        modifyRolesForPermission(obj, recht, ("Anonymous",))
    _alleen_beheer_wijzigt(obj)


def _sluit(obj, lezers: frozenset[str]) -> None:
    """Managers and these users and groups read it, and nobody whom a container would let in."""
    _zet_toestand(obj, is_open=False)
    _vergeet_rollen(obj)
    _vergeet_rechten(obj)
    aq_base(obj).__ac_local_roles_block__ = True
    plugin = api.portal.get_tool("acl_users").portal_role_manager
    mag_lezen = list(BEHEER)
    if not plugin.listAssignedPrincipals(LEZER):
        mag_lezen.append(LEZER)
        for wie in sorted(lezers):
            obj.manage_setLocalRoles(wie, [LEZER])
    elif lezers:
        # Somebody holds the role in the whole site, and would read this as well.
        logger.warning("%s: readers must be let in by hand", "/".join(obj.getPhysicalPath()))
    for recht in _ZICHT:
        modifyRolesForPermission(obj, recht, tuple(mag_lezen))
    _alleen_beheer_wijzigt(obj)


def _laat_volgen(houder, eigen: frozenset[str]) -> None:
    """Stock items inside a closed one are never more open than that. Ours have their own."""
    for kind in houder.objectValues():
        if IDexterityContent.providedBy(kind) and kind.UID() not in eigen:
            _volgt_houder(kind)
            _laat_volgen(kind, eigen)


def _volgt_houder(obj) -> None:
    _zet_toestand(obj, is_open=False)
    _vergeet_rollen(obj)
    for recht in (*_ZICHT, *_BEHEERD):
        modifyRolesForPermission(obj, recht, [])
    _indexeer(obj, obj.created(), obj.modified())


def _alleen_beheer_wijzigt(obj) -> None:
    for recht in _BEHEERD:
        modifyRolesForPermission(obj, recht, BEHEER)


def _vergeet_rechten(obj) -> None:
    """What our workflows gave and withheld; the site decides again."""
    kaal = aq_base(obj)
    for naam in list(kaal.__dict__):
        if naam.startswith("_") and naam.endswith("_Permission"):
            delattr(kaal, naam)


def _vergeet_rollen(obj) -> None:
    """Local roles, also of the owner: who made it may work elsewhere by now."""
    obj.manage_delLocalRoles([wie for wie, _rollen in obj.get_local_roles()])


def _vergeet_rechten(obj) -> None:
    """What our workflows withheld; who sees and changes it is said anew."""
    kaal = aq_base(obj)
    for naam in _VAN_WERKSTROOM & set(kaal.__dict__):
        delattr(kaal, naam)


# --- marks on stock content -----------------------------------------------------------------------


def _maak_los(obj) -> None:
    """Free an item of our marker interfaces, roles, types and annotations."""
    veranderd = [
        _zonder_merken(obj),
        _zonder_rollen(obj),
        _zonder_rechten(obj),
        _zonder_soorten(obj),
        _zonder_annotaties(obj),
    ]
    if any(veranderd):
        _indexeer(obj, obj.created(), obj.modified())


def _zonder_merken(obj) -> bool:
    merken = [merk for merk in directlyProvidedBy(obj) if merk.__module__.startswith(f"{PAKKET}.")]
    for merk in merken:
        noLongerProvides(obj, merk)
    return bool(merken)


def _zonder_rollen(obj) -> bool:
    veranderd = False
    for wie, rollen in obj.get_local_roles():
        over = [rol for rol in rollen if rol not in rechten.ROLLEN]
        if len(over) == len(rollen):
            continue
        veranderd = True
        if over:
            obj.manage_setLocalRoles(wie, over)
        else:
            obj.manage_delLocalRoles([wie])
    return veranderd


def _zonder_rechten(obj) -> bool:
    """No permission of ours, and no role of ours in other permissions."""
    kaal = aq_base(obj)
    veranderd = False
    for naam, rollen in list(kaal.__dict__.items()):
        if not (naam.startswith("_") and naam.endswith("_Permission")):
            continue
        if naam.startswith(f"_{PAKKET}"):
            delattr(kaal, naam)
            veranderd = True
        elif isinstance(rollen, (list, tuple)) and set(rollen) & set(rechten.ROLLEN):
            over = [rol for rol in rollen if rol not in rechten.ROLLEN]
            # A list acquires and a tuple does not: that stays as it was.
            setattr(kaal, naam, type(rollen)(over))
            veranderd = True
    return veranderd


def _zonder_soorten(obj) -> bool:
    """Lists of types that may be added lose ours; an empty list would close the folder."""
    kaal = aq_base(obj)
    veranderd = False
    for naam in ("locally_allowed_types", "immediately_addable_types"):
        soorten = kaal.__dict__.get(naam)
        if soorten and set(soorten) & EIGEN_SOORTEN:
            setattr(kaal, naam, type(soorten)(s for s in soorten if s not in EIGEN_SOORTEN))
            veranderd = True
    if veranderd and not kaal.locally_allowed_types:
        for naam in ("constrain_types_mode", "locally_allowed_types", "immediately_addable_types"):
            kaal.__dict__.pop(naam, None)
        kaal._p_changed = True
    return veranderd


def _zonder_annotaties(obj) -> bool:
    annotaties = IAnnotations(obj, None)
    if annotaties is None:
        return False
    eigen = [s for s in annotaties if s.startswith(f"{PAKKET}.")]
    for sleutel in eigen:
        del annotaties[sleutel]
    return bool(eigen)


def rechten_van_het_pakket() -> tuple[str, ...]:
    """Attribute names under which Zope keeps the settings of our permissions."""
    return tuple(
        pname(waarde)
        for waarde in vars(rechten).values()
        if isinstance(waarde, str) and waarde.startswith(f"{PAKKET}: ")
    )
