"""Commitments of norm and plan, read from their schemas.

A snapshot holds every field of the type's own schema that its signatories commit to. Progress
fields are no commitment: they are told apart by their write permission.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from plone.app.textfield.interfaces import IRichTextValue
from plone.autoform.interfaces import WRITE_PERMISSIONS_KEY
from plone.namedfile.interfaces import INamed
from plone.supermodel.utils import mergedTaggedValueDict
from zope.component import adapter
from zope.interface import implementer
from zope.schema import getFieldsInOrder

from groningse_norm.norm.interfaces import IBasisafspraak, INorm
from groningse_norm.ondertekening.domain import Partij
from groningse_norm.ondertekening.interfaces import IVerbintenis
from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.plan.interfaces import IMaatregel, IUitvoeringsplan

_VOORTGANG = "groningse_norm.ReportProgress"


def velden_van(obj, schema, weg: Iterable[str] = ()) -> dict[str, Any]:
    """Commitment fields of an object in this schema, as plain JSON types."""
    schrijfrechten = mergedTaggedValueDict(schema, WRITE_PERMISSIONS_KEY)
    return {
        naam: platte_waarde(getattr(obj, naam, None))
        for naam, _veld in getFieldsInOrder(schema)
        if naam not in weg and schrijfrechten.get(naam) != _VOORTGANG
    }


def verbintenisvelden(obj) -> frozenset[str]:
    """Names of the fields of a measure that its signatories committed to; empty for the rest.

    Of other types every field is frozen with the permission to modify.
    """
    if not IMaatregel.providedBy(obj):
        return frozenset()
    schrijfrechten = mergedTaggedValueDict(IMaatregel, WRITE_PERMISSIONS_KEY)
    return frozenset(
        naam
        for naam, _veld in getFieldsInOrder(IMaatregel)
        if schrijfrechten.get(naam) != _VOORTGANG
    )


def platte_waarde(waarde: Any) -> Any:
    """A field value in JSON types. Raises ``TypeError`` for one it does not know."""
    if waarde is None or isinstance(waarde, (bool, int, str)):
        return waarde
    if isinstance(waarde, (datetime, date)):
        return waarde.isoformat()
    if IRichTextValue.providedBy(waarde):
        return waarde.raw
    if isinstance(waarde, (list, tuple, set, frozenset)):
        return [platte_waarde(deel) for deel in waarde]
    raise TypeError(f"No plain form for {type(waarde).__name__}")


def bijlagen_van(obj) -> list[dict[str, str]]:
    """Files and images inside an object, in order of id: id, file name and SHA-256."""
    bijlagen = []
    for kind in sorted(obj.objectValues(), key=lambda kind: kind.getId()):
        for naam in ("file", "image"):
            bestand: Any = getattr(kind.aq_base, naam, None)
            if INamed.providedBy(bestand):
                bijlagen.append(
                    {
                        "id": kind.getId(),
                        "naam": bestand.filename or "",
                        "sha256": hashlib.sha256(bestand.data).hexdigest(),
                    }
                )
    return bijlagen


def maatregelen_van(plan) -> list[dict[str, Any]]:
    return [velden_van(maatregel, IMaatregel) for maatregel in plan.maatregelen()]


@implementer(IVerbintenis)
@adapter(INorm)
class NormVerbintenis:
    """All parties of the norm sign; its agreements and its model plan are in the snapshot."""

    def __init__(self, context) -> None:
        self.context = context

    def partijen(self) -> tuple[Partij, ...]:
        return tuple(Partij(tooi) for tooi in self.context.partijen or ())

    def velden(self) -> dict[str, Any]:
        norm = self.context
        return {
            "soort": "norm",
            **velden_van(norm, INorm),
            "basisafspraken": [
                velden_van(afspraak, IBasisafspraak) for afspraak in norm.basisafspraken()
            ],
            "modelplannen": [
                {**velden_van(kind, IUitvoeringsplan), "maatregelen": maatregelen_van(kind)}
                for kind in norm.objectValues()
                if IUitvoeringsplan.providedBy(kind)
            ],
            "bijlagen": bijlagen_van(norm),
        }


@implementer(IVerbintenis)
@adapter(IUitvoeringsplan)
class PlanVerbintenis:
    """The authority in which the plan lies signs it."""

    def __init__(self, context) -> None:
        self.context = context

    def partijen(self) -> tuple[Partij, ...]:
        overheid = overheid_van(self.context)
        return () if overheid is None else (Partij(overheid.tooi),)

    def velden(self) -> dict[str, Any]:
        plan = self.context
        return {
            "soort": "uitvoeringsplan",
            **velden_van(plan, IUitvoeringsplan),
            "maatregelen": maatregelen_van(plan),
            "bijlagen": bijlagen_van(plan),
        }
