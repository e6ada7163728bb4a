"""A frozen snapshot in words: what a signatory reads before signing.

The labels are those of the forms. What only machines read (references by UID, names of formats)
is left out here; the exact bytes can be downloaded beside it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from plone import api
from plone.app.textfield.interfaces import IRichText
from plone.dexterity.utils import iterSchemataForType
from zope.component import queryUtility
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool, IChoice, ICollection, IDate, IVocabularyFactory

from groningse_norm import klok
from groningse_norm.i18n import _

# Lists of parts inside a snapshot, and the portal type of each part.
SOORT_VAN_LIJST = {
    "basisafspraken": "Basisafspraak",
    "modelplannen": "Uitvoeringsplan",
    "maatregelen": "Maatregel",
}
TITEL_VAN_LIJST = {
    "basisafspraken": _("heading_basisafspraken", default="Agreements"),
    "modelplannen": _("heading_modelplan", default="Model plan"),
    "maatregelen": _("heading_maatregelen", default="Measures"),
    "bijlagen": _("heading_bijlagen", default="Attachments"),
}
_IN_DE_KOP = frozenset({"title", "nummer"})
# References between items, by UID: they say nothing to a reader.
VERWIJZINGEN = frozenset({("Uitvoeringsplan", "norm"), ("Maatregel", "basisafspraak")})


@dataclass(frozen=True, slots=True)
class Waarde:
    """One field: its label, and its value as text, as a list, or as clean HTML."""

    naam: str
    label: Any
    tekst: str = ""
    html: str = ""
    lijst: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deel:
    """A part of the snapshot: a heading at a level of its own, and fields."""

    kop: Any
    diepte: int
    waarden: tuple[Waarde, ...] = ()


def delen_van(opname: bytes, portal_type: str) -> list[Deel]:
    """The parts of a snapshot of an item of this type, in reading order."""
    gegevens = json.loads(opname)
    return list(_delen(str(gegevens.get("title") or ""), gegevens, portal_type, 3))


def _delen(kop: Any, gegevens: dict[str, Any], portal_type: str, diepte: int) -> Iterator[Deel]:
    velden = velden_van_soort(portal_type)
    waarden = tuple(
        in_woorden(veld, gegevens[naam])
        for naam, veld in velden.items()
        if gegevens.get(naam) not in (None, "", [])
        and naam not in _IN_DE_KOP
        and (portal_type, naam) not in VERWIJZINGEN
    )
    yield Deel(kop, diepte, waarden)
    for naam, titel in TITEL_VAN_LIJST.items():
        regels = gegevens.get(naam)
        if not regels:
            continue
        if naam == "bijlagen":
            yield Deel(titel, diepte + 1, (_bijlagen(regels),))
            continue
        yield Deel(titel, diepte + 1)
        for regel in regels:
            kop = " ".join(deel for deel in (regel.get("nummer"), regel.get("title")) if deel)
            yield from _delen(kop, regel, SOORT_VAN_LIJST[naam], diepte + 2)


def _bijlagen(regels: list[dict[str, str]]) -> Waarde:
    namen = (f"{regel['naam'] or regel['id']} (SHA-256 {regel['sha256']})" for regel in regels)
    return Waarde("bijlagen", _("label_bestanden", default="Files"), lijst=tuple(namen))


def velden_van_soort(portal_type: str) -> dict[str, Any]:
    """Schema fields by name, in the order of the form."""
    return {
        naam: veld
        for schema in iterSchemataForType(portal_type)
        for naam, veld in getFieldsInOrder(schema)
    }


def in_woorden(veld, waarde: Any) -> Waarde:
    """A plain value of a field as people read it."""
    naam, label = veld.__name__, veld.title
    if IRichText.providedBy(veld):
        schoon = api.portal.get_tool("portal_transforms").convertTo(
            "text/x-html-safe", waarde, mimetype="text/html"
        )
        return Waarde(naam, label, html=schoon.getData())
    if IBool.providedBy(veld):
        return Waarde(
            naam, label, tekst=_("ja", default="yes") if waarde else _("nee", default="no")
        )
    if IDate.providedBy(veld):
        return Waarde(naam, label, tekst=klok.datum_in_woorden(date.fromisoformat(waarde)))
    if ICollection.providedBy(veld):
        return Waarde(naam, label, lijst=tuple(_keuze(veld.value_type, deel) for deel in waarde))
    return Waarde(naam, label, tekst=_keuze(veld, waarde))


def _keuze(veld, waarde: Any) -> str:
    """The name of a choice; other values as they are."""
    if IChoice.providedBy(veld) and veld.vocabularyName:
        vocabulaire = queryUtility(IVocabularyFactory, name=veld.vocabularyName)(api.portal.get())
        if waarde in vocabulaire:
            return vocabulaire.getTerm(waarde).title
    return str(waarde)
