"""The fields and signatures of an item as HTML that any Plone page can hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Any

from plone import api
from plone.app.textfield.interfaces import IRichTextValue
from plone.autoform.interfaces import READ_PERMISSIONS_KEY
from plone.dexterity.utils import iterSchemata
from plone.supermodel.utils import mergedTaggedValueDict
from zope.component import getUtility, queryUtility
from zope.i18n import translate
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool, IChoice, ICollection, IVocabularyFactory
from zope.security.interfaces import IPermission

from groningse_norm import klok
from groningse_norm.embargo.domain import PUBLICATIE, STATUS_NAMEN, Status
from groningse_norm.i18n import _
from groningse_norm.ondertekening.domain import FASE_NAMEN, ONDERTEKENING, Fase
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.werkstroom.bouw import toestand_van

PAKKET = "groningse_norm"
_VRIJ = (None, "zope2.View", "zope.Public")
# The page has a title already.
_IN_DE_KOP = frozenset({"title"})
# References by UID say nothing to a reader, and could name what he may not see.
_VERWIJZINGEN = frozenset({"norm", "basisafspraak"})


@dataclass(frozen=True, slots=True)
class Teksten:
    """What everybody who sees the item may read, and what only readers of progress may."""

    tekst: str
    voortgang: str


def eigen_velden(obj) -> list[tuple[str, Any, str]]:
    """(name, field, permission to read it) for the fields that come from this package.

    The permission is empty where whoever sees the item reads the field.
    """
    velden = []
    for schema in iterSchemata(obj):
        if not schema.__module__.startswith(PAKKET):
            continue
        leesrechten = mergedTaggedValueDict(schema, READ_PERMISSIONS_KEY)
        velden += [
            (naam, veld, "" if leesrechten.get(naam) in _VRIJ else leesrechten[naam])
            for naam, veld in getFieldsInOrder(schema)
        ]
    return velden


def leesrechten_van(obj) -> frozenset[str]:
    """The permissions, by title, that its internal fields ask."""
    namen = {recht for _naam, _veld, recht in eigen_velden(obj) if recht}
    return frozenset(getUtility(IPermission, naam).title for naam in namen)


def teksten_van(obj) -> Teksten:
    vrij: list[str] = []
    intern: list[str] = []
    gemeld = False
    for naam, veld, recht in eigen_velden(obj):
        waarde = getattr(obj, naam, None)
        if naam in _IN_DE_KOP or naam in _VERWIJZINGEN or waarde in (None, "", [], (), set()):
            continue
        (intern if recht else vrij).append(_blok(veld, waarde))
        gemeld = gemeld or (bool(recht) and waarde != veld.default)
    return Teksten(
        "\n".join([*vrij, *_stand_van_zaken(obj), *_handtekeningen(obj)]),
        "\n".join(intern) if gemeld else "",
    )


def _woorden(bericht: Any) -> str:
    return translate(bericht, target_language=api.portal.get_default_language())


def _blok(veld, waarde: Any) -> str:
    return f"<h2>{escape(_woorden(veld.title))}</h2>\n{_waarde(veld, waarde)}"


def _waarde(veld, waarde: Any) -> str:
    if IRichTextValue.providedBy(waarde):
        return waarde.raw or ""
    if IBool.providedBy(veld):
        return _alinea(_woorden(_("ja", default="yes") if waarde else _("nee", default="no")))
    if isinstance(waarde, datetime):
        return _alinea(klok.in_woorden(waarde))
    if isinstance(waarde, date):
        return _alinea(klok.datum_in_woorden(waarde))
    if ICollection.providedBy(veld):
        regels = (f"<li>{escape(_keuze(veld.value_type, deel))}</li>" for deel in waarde)
        return f"<ul>{''.join(regels)}</ul>"
    return _alinea(_keuze(veld, waarde))


def _alinea(tekst: str) -> str:
    return f"<p>{escape(tekst).replace(chr(10), '<br />')}</p>"


def _keuze(veld, waarde: Any) -> str:
    """The name of a choice; other values as they are."""
    if IChoice.providedBy(veld) and veld.vocabularyName:
        soort = queryUtility(IVocabularyFactory, name=veld.vocabularyName)
        vocabulaire = soort(api.portal.get()) if soort is not None else None
        if vocabulaire is not None and waarde in vocabulaire:
            return _woorden(vocabulaire.getTerm(waarde).title)
    return str(waarde)


def _stand_van_zaken(obj) -> Iterable[str]:
    regels = []
    if obj.portal_type in ONDERTEKENING and obj.portal_type != "Maatregel":
        regels.append(FASE_NAMEN[Fase(toestand_van(obj, ONDERTEKENING[obj.portal_type]))])
    if obj.portal_type in PUBLICATIE:
        regels.append(STATUS_NAMEN[Status(toestand_van(obj, PUBLICATIE[obj.portal_type]))])
    if regels:
        yield f"<h2>{escape(_woorden(_('heading_stand', default='Status')))}</h2>"
        yield _alinea(", ".join(regels))


def _handtekeningen(obj) -> Iterable[str]:
    keten = Dossier(obj).keten
    if not keten:
        return
    koppen = (
        _("label_naam", default="Name"),
        _("label_functie", default="Function"),
        _("label_overheid", default="Authority"),
        _("label_moment", default="Moment"),
        _("label_versie", default="Version"),
        _("label_vingerafdruk", default="SHA-256 of the text"),
    )
    yield f"<h2>{escape(_woorden(_('heading_handtekeningen', default='Signatures')))}</h2>"
    yield "<table><thead><tr>"
    yield "".join(f"<th>{escape(_woorden(kop))}</th>" for kop in koppen)
    yield "</tr></thead><tbody>"
    for record in keten:
        cellen = (
            record.naam or _woorden(_("heading_buiten", default="Signed outside this system")),
            record.functie,
            record.tooi,
            klok.in_woorden(datetime.fromisoformat(record.moment)),
            str(record.versie),
            record.momentopname,
        )
        yield f"<tr>{''.join(f'<td>{escape(cel)}</td>' for cel in cellen)}</tr>"
    yield "</tbody></table>"
