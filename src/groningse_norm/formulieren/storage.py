"""Reads what visitors handed in with a form.

easyform's own readers create the storage when it is absent, so that looking at a form would write
to the database; and its JSON serializer changed the stored rows. These functions only read, and
give copies.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from Acquisition import aq_base
from collective.easyform.api import get_actions, get_schema
from collective.easyform.interfaces import IExtraData, ILabel, ISaveData
from plone.app.textfield.interfaces import IRichTextValue
from plone.namedfile.interfaces import INamed, INamedField
from Products.CMFCore.interfaces import IContentish
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IDate, IDatetime, IField, ISet

from groningse_norm.formulieren.domain import moment_van
from groningse_norm.klok import AMSTERDAM

# The moment stands in the row's id already, in a form that sorts.
_TIJDVELD = "dt"


@dataclass(frozen=True, slots=True)
class Kolom:
    """A question, or a fact easyform keeps with an answer; ``titel`` may be a message id."""

    naam: str
    titel: str
    veld: IField


@dataclass(frozen=True, slots=True)
class Inzending:
    """What one visitor handed in at one moment (Europe/Amsterdam; None in very old forms)."""

    id: int
    moment: datetime | None
    antwoorden: Mapping[str, Any]


def opslagacties(formulier) -> dict[str, Any]:
    """The "save data" actions of a form, by name, in their order."""
    return {
        naam: actie
        for naam, actie in getFieldsInOrder(get_actions(formulier))
        if ISaveData.providedBy(actie)
    }


def gekozen_actie(formulier, naam: str | None) -> Any | None:
    """The action with this name, or the first one without a name; None where there is none."""
    acties = opslagacties(formulier)
    return acties.get(naam) if naam else next(iter(acties.values()), None)


def kolommen(formulier, actie) -> list[Kolom]:
    """What an action keeps: the questions in the order of the form, then easyform's own facts."""
    gekozen = set(actie.showFields or ())
    vragen = [
        Kolom(naam, veld.title, veld)
        for naam, veld in getFieldsInOrder(get_schema(formulier))
        if not ILabel.providedBy(veld) and (not gekozen or naam in gekozen)
    ]
    feiten = [
        Kolom(naam, IExtraData[naam].title, IExtraData[naam])
        for naam in actie.ExtraData or ()
        if naam != _TIJDVELD
    ]
    return vragen + feiten


def rijen(formulier, actie) -> list[tuple[int, dict[str, Any]]]:
    """The stored rows with their ids, oldest first, as copies."""
    opslag = getattr(aq_base(formulier), "_inputStorage", None) or {}
    return [(rij_id, dict(rij)) for rij_id, rij in opslag.get(actie.__name__, {}).items()]


def inzendingen(formulier, actie) -> Iterator[Inzending]:
    """What was handed in, with values that JSON and a spreadsheet can hold."""
    namen = [kolom.naam for kolom in kolommen(formulier, actie)]
    for rij_id, rij in rijen(formulier, actie):
        moment = moment_van(rij_id)
        yield Inzending(
            id=rij_id,
            moment=moment and moment.astimezone(AMSTERDAM),
            antwoorden={naam: _eenvoudig(rij.get(naam)) for naam in namen},
        )


def _eenvoudig(waarde: Any) -> Any:
    if INamed.providedBy(waarde):
        return waarde.filename
    if IRichTextValue.providedBy(waarde):
        return waarde.raw
    if IContentish.providedBy(waarde):
        return waarde.absolute_url()
    if isinstance(waarde, list | tuple | set | frozenset):
        return type(waarde)(_eenvoudig(deel) for deel in waarde)
    return waarde


def hersteld(waarde: Any, veld: IField) -> Any:
    """A stored value as the field's widget needs it.

    easyform's JSON serializer wrote dates back as text, and its deserializer read every date as a
    datetime; forms that met either still open. What cannot be read is left blank.
    """
    if INamedField.providedBy(veld):
        return waarde if INamed.providedBy(waarde) else None
    if IDatetime.providedBy(veld):
        return _gelezen(datetime, waarde) if isinstance(waarde, str) else waarde
    if IDate.providedBy(veld):
        if isinstance(waarde, datetime):
            return waarde.date()
        return _gelezen(date, waarde[:10]) if isinstance(waarde, str) else waarde
    if ISet.providedBy(veld) and isinstance(waarde, list):
        return set(waarde)
    return waarde


def _gelezen(soort: type[date], tekst: str) -> date | None:
    try:
        return soort.fromisoformat(tekst)
    except ValueError:
        return None
