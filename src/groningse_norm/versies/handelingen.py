"""The acts around versions, the same for page, service and script."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from AccessControl import Unauthorized
from Acquisition import aq_inner, aq_parent
from plone import api
from plone.app.textfield.interfaces import IRichTextValue
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import addContentToContainer, createContent
from plone.namedfile.interfaces import INamed
from Products.CMFPlone.CatalogTool import allowedRolesAndUsers
from z3c.relationfield import RelationValue
from z3c.relationfield.interfaces import IRelationValue
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent
from zope.schema import getFieldNames

from groningse_norm import rechten
from groningse_norm.logboek.opslag import noteer
from groningse_norm.norm.interfaces import IBasisafspraak
from groningse_norm.ondertekening.domain import ONDERTEKENING, OOIT_GETEKEND, Fase
from groningse_norm.ondertekening.handelingen import momentopname
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.ondertekening.verbintenis import verbintenisvelden
from groningse_norm.plan.domain import Stand
from groningse_norm.plan.interfaces import IMaatregel, IUitvoeringsplan
from groningse_norm.plan.model.overnemen import neem_mee
from groningse_norm.versies.domain import (
    MAAKT,
    GeenAndereVersie,
    VersieBestaat,
    controleer,
    controleer_reden,
    volgend_id,
    wordt_vervangen,
)
from groningse_norm.versies.opslag import keten_van, verbind, volgende_van
from groningse_norm.werkstroom.bouw import toestand_van, verplaats


def ziet(obj) -> bool:
    return bool(api.user.has_permission(rechten.ZIEN, obj=obj))


def zichtbare_keten(obj) -> list[Any]:
    """The versions that the person sees, the oldest first; this one is among them."""
    return [versie for versie in keten_van(obj) if versie == obj or ziet(versie)]


def buren_van(obj) -> tuple[Any | None, Any | None]:
    """The version before and the one after this one, of those that the person sees."""
    keten = zichtbare_keten(obj)
    plaats = keten.index(obj)
    return (
        keten[plaats - 1] if plaats else None,
        keten[plaats + 1] if plaats + 1 < len(keten) else None,
    )


def fase_van(obj) -> Fase:
    return Fase(toestand_van(obj, ONDERTEKENING[obj.portal_type]))


def mag_maken(obj) -> bool:
    """Holds the person the permission to make a next version here?"""
    return bool(api.user.has_permission(MAAKT[obj.portal_type], obj=aq_parent(aq_inner(obj))))


def controleer_nieuwe_versie(obj) -> None:
    """Raises ``Unauthorized`` or ``VersieGeweigerd`` when there can be no next version now."""
    if not mag_maken(obj):
        raise Unauthorized(MAAKT[obj.portal_type])
    houder = aq_parent(aq_inner(obj))
    controleer(fase_van(obj), in_ander_stuk=getattr(houder, "portal_type", "") in ONDERTEKENING)
    volgende = volgende_van(obj)
    if volgende is not None:
        raise VersieBestaat(volgende.absolute_url() if ziet(volgende) else "")


def maak_nieuwe_versie(obj, moment: datetime, reden: str = "") -> Any:
    """A draft beside the item, with its text and number + 1, and nothing else of it.

    ``reden`` is shown to whoever may see the new version; a letter cannot do without.
    Raises as ``controleer_nieuwe_versie`` and ``controleer_reden``.
    """
    controleer_nieuwe_versie(obj)
    reden = controleer_reden(obj.portal_type, reden)
    houder = aq_parent(aq_inner(obj))
    nieuw = _kopie(obj, houder, id=volgend_id(obj.getId(), obj.versie), versie=obj.versie + 1)
    afspraken: dict[str, str] = {}
    delen = sorted(obj.objectValues(), key=lambda kind: not IBasisafspraak.providedBy(kind))
    for deel in delen:
        kopie = _kopie_van_deel(deel, nieuw, afspraken)
        if IBasisafspraak.providedBy(deel):
            afspraken[deel.UID()] = kopie.UID()
    if IUitvoeringsplan.providedBy(obj):
        neem_mee(obj, nieuw)
    verbind(obj, nieuw, reden)
    noteer(nieuw, "nieuwe_versie", moment, reden=reden, van=obj.UID())
    return nieuw


def _kopie_van_deel(deel, houder, afspraken: dict[str, str]) -> Any:
    """A part with what lies in it; references point to the agreements of the new norm."""
    if IMaatregel.providedBy(deel):
        basis = deel.basisafspraak
        return _kopie(deel, houder, basisafspraak=afspraken.get(basis, basis))
    if IUitvoeringsplan.providedBy(deel):
        model = _kopie(deel, houder, norm=houder.UID())
        for maatregel in deel.maatregelen():
            _kopie_van_deel(maatregel, model, afspraken)
        return model
    return _kopie(deel, houder)


def _kopie(bron, houder, **anders: Any) -> Any:
    """The fields of the own schema of an item in a new one; no annotation, state or role."""
    schema = api.portal.get_tool("portal_types")[bron.portal_type].lookupSchema()
    namen = verbintenisvelden(bron) or getFieldNames(schema)
    velden = {naam: _waarde(getattr(bron, naam, None)) for naam in namen}
    velden |= {"id": bron.getId(), "title": bron.title, **anders}
    return addContentToContainer(
        houder, createContent(bron.portal_type, **velden), checkConstraints=False
    )


def _waarde(waarde: Any) -> Any:
    """A value that the two items do not share."""
    if isinstance(waarde, list):
        return [_waarde(deel) for deel in waarde if not _leidt_nergens_heen(deel)]
    if IRelationValue.providedBy(waarde):
        return RelationValue(waarde.to_id)
    if IRichTextValue.providedBy(waarde):
        return RichTextValue(
            waarde.raw, waarde.mimeType, waarde.outputMimeType, encoding=waarde.encoding
        )
    if INamed.providedBy(waarde):
        return type(waarde)(waarde.data, waarde.contentType, waarde.filename)
    return waarde


def _leidt_nergens_heen(waarde: Any) -> bool:
    return bool(IRelationValue.providedBy(waarde) and waarde.isBroken())


def vervang_zo_mogelijk(obj, moment: datetime) -> None:
    """The state of an item or its readers changed: an older version may make place now.

    Not only the one before: what was replaced while both were hidden left its predecessor in place.
    """
    keten = keten_van(obj)
    plaats = keten.index(obj)
    ouder = [(oud, obj) for oud in reversed(keten[:plaats])]
    for oud, nieuw in (*ouder, *((obj, nieuw) for nieuw in keten[plaats + 1 :])):
        if wordt_vervangen(fase_van(oud), fase_van(nieuw), lezers_van(oud), lezers_van(nieuw)):
            verplaats(oud, ONDERTEKENING[oud.portal_type], "vervang")
            noteer(oud, "vervangen", moment, door=nieuw.UID())
            _neem_voortgang_mee(oud, nieuw)


def lezers_van(obj) -> frozenset[str]:
    """Roles and users that see an item, as the catalog keeps them."""
    return frozenset(allowedRolesAndUsers(obj)())


_VOORTGANG = ("stand", "reden_nvt", "toelichting", "bewijs", "volgende_toets", "persoon")


def _neem_voortgang_mee(oud, nieuw) -> None:
    """How far the measures were goes on in the new plan, where nothing was reported yet."""
    if not IUitvoeringsplan.providedBy(nieuw):
        return
    eerder = {(m.basisafspraak or m.nummer): m for m in oud.maatregelen()}
    for maatregel in nieuw.maatregelen():
        bron = eerder.get(maatregel.basisafspraak or maatregel.nummer)
        if bron is None or maatregel.stand != Stand.ONTBREEKT or maatregel.objectIds():
            continue
        for naam in _VOORTGANG:
            setattr(maatregel, naam, getattr(bron, naam))
        for bestand in bron.objectValues():
            _kopie(bestand, maatregel)
        notify(ObjectModifiedEvent(maatregel))


@dataclass(frozen=True, slots=True)
class Tekst:
    """What is compared of a version: its frozen snapshot (with its hash), or what stands there."""

    obj: Any
    gegevens: dict[str, Any]
    afdruk: str | None


def te_vergelijken(obj) -> Tekst:
    """The frozen text of an item that is or was offered for signature; else the present one."""
    dossier = Dossier(obj)
    ronde = dossier.ronde
    opname = dossier.momentopname(ronde.momentopname) if ronde else None
    if ronde is None or opname is None:
        return Tekst(obj, momentopname(obj), None)
    return Tekst(obj, json.loads(opname), ronde.momentopname)


def andere_versie(obj, met: str) -> Any:
    """The version with this number or UID; without one the version before, else the one after.

    Raises ``GeenAndereVersie``, also for one that the person does not see.
    """
    if not met:
        vorige, volgende = buren_van(obj)
        ander = vorige if vorige is not None else volgende
    else:
        ander = next(
            (v for v in zichtbare_keten(obj) if v != obj and met in (v.UID(), str(v.versie))), None
        )
    if ander is None:
        raise GeenAndereVersie()
    return ander


def op_volgorde(obj, ander) -> tuple[Any, Any]:
    """Two versions, the older one first."""
    keten = keten_van(obj)
    oud, nieuw = sorted((obj, ander), key=keten.index)
    return oud, nieuw


def getekend_op(obj) -> str | None:
    """Moment of the last signature, ISO 8601 in UTC."""
    ronde = Dossier(obj).ronde
    if ronde is None or not ronde.volledig:
        return None
    return ronde.handtekeningen[-1].moment


def nieuwste_getekende(obj) -> Any | None:
    """The last later version of an item that is signed and that the person sees."""
    keten = zichtbare_keten(obj)
    later = keten[keten.index(obj) + 1 :]
    return next((v for v in reversed(later) if fase_van(v) in OOIT_GETEKEND), None)
