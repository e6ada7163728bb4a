"""Keeps the file as it was handed in, beside the clean one that everybody gets."""

import hashlib
from typing import Any

from persistent.mapping import PersistentMapping
from plone.namedfile.interfaces import INamed
from zope.annotation.interfaces import IAnnotations

from groningse_norm.bijlage.domain import Schoon, Spoor, Verborgen

SLEUTEL = "groningse_norm.bijlage"


def bestand_van(obj) -> tuple[str, Any] | None:
    """The field and the file of a File or an Image; ``None`` when it is empty."""
    for naam in ("file", "image"):
        bestand = getattr(obj.aq_base, naam, None)
        if INamed.providedBy(bestand):
            return naam, bestand
    return None


def _afdruk(inhoud: bytes) -> str:
    return hashlib.sha256(inhoud).hexdigest()


def is_gedaan(obj, inhoud: bytes) -> bool:
    """Is this the file that was made clean here before?"""
    return IAnnotations(obj).get(SLEUTEL, {}).get("sha256") == _afdruk(inhoud)


def vervang(obj, naam: str, bestand, schoon: Schoon) -> None:
    """Put the clean file in the place of the one handed in, and keep that."""
    soort = type(bestand)
    nieuw = soort(schoon.inhoud, contentType=bestand.contentType, filename=bestand.filename)
    setattr(obj, naam, nieuw)
    IAnnotations(obj)[SLEUTEL] = PersistentMapping(
        sha256=_afdruk(schoon.inhoud),
        verwijderd=[spoor.value for spoor in schoon.verwijderd],
        verborgen=[soort.value for soort in schoon.verborgen],
        origineel=bestand,
    )


def verwijderd_uit(obj) -> list[Spoor]:
    """What was taken out of the file; empty when nothing was."""
    return [Spoor(waarde) for waarde in IAnnotations(obj).get(SLEUTEL, {}).get("verwijderd", ())]


def verborgen_in(obj) -> list[Verborgen]:
    """What does not show and is in the file still."""
    return [Verborgen(waarde) for waarde in IAnnotations(obj).get(SLEUTEL, {}).get("verborgen", ())]


def origineel_van(obj) -> Any | None:
    """The file as it was handed in."""
    return IAnnotations(obj).get(SLEUTEL, {}).get("origineel")
