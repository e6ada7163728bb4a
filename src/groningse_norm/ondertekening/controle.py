"""Checking what is signed, in the site: the stored record, and what stands there now."""

import json
from dataclasses import replace

from groningse_norm.ondertekening.domain import GeenRonde, canoniek
from groningse_norm.ondertekening.handelingen import momentopname
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.ondertekening.verificatie import (
    Bundel,
    Verslag,
    vergelijk_met_inhoud,
    verifieer,
)


def als_bijlage(response, obj, inhoud: bytes) -> bytes:
    """Answer with a bundle, as a download."""
    response.setHeader("Content-Type", "application/zip")
    response.setHeader("X-Content-Type-Options", "nosniff")
    naam = f"bewijs-{obj.getId()}.zip"
    response.setHeader("Content-Disposition", f'attachment; filename="{naam}"')
    return inhoud


def bundel_van(obj, *, volledig: bool = False) -> Bundel:
    """What an outsider gets to check; ``volledig`` is not for the public. Raises ``GeenRonde``."""
    bundel = Dossier(obj).bundel(volledig=volledig)
    if bundel is None:
        raise GeenRonde()
    return bundel


def verslag_van(obj, *, bestanden: bool = True) -> Verslag:
    """Recompute everything that is stored, and compare it with the item. Raises ``GeenRonde``.

    Without ``bestanden`` the signed PDFs are not read: those are megabytes each.
    """
    bundel = Dossier(obj).bundel(volledig=True, bestanden=bestanden)
    if bundel is None:
        raise GeenRonde()
    verslag = verifieer(bundel)
    huidig = json.loads(canoniek(momentopname(obj)))
    inhoud = vergelijk_met_inhoud(bundel.momentopname, huidig)
    return replace(verslag, controles=(*verslag.controles, inhoud))
