"""Rounds that were taken back, as far as the present user may know of them.

That there was one, over which text, and how many had signed is for whoever sees the item. Who
signed, and why it was taken back, is for whoever works on it: they signed another text.
"""

from typing import Any

from plone import api

from groningse_norm import rechten
from groningse_norm.ondertekening.domain import BeeindigdeRonde
from groningse_norm.ondertekening.opslag import Dossier

_WERKEN_ERAAN = (rechten.ONDERTEKENEN, rechten.PUBLICEREN, rechten.WIJZIGEN)


def ziet_wie_er_tekende(obj) -> bool:
    """Does the present user work on this item, in whatever state it is?"""
    return any(api.user.has_permission(recht, obj=obj) for recht in _WERKEN_ERAAN)


def eerdere_rondes(obj) -> tuple[BeeindigdeRonde, ...]:
    """Rounds that were ended, newest first."""
    return Dossier(obj).beeindigde_rondes[::-1]


def als_json(einde: BeeindigdeRonde, *, volledig: bool) -> dict[str, Any]:
    """An ended round in JSON types; ``volledig`` adds who signed and why it was ended."""
    ronde = einde.ronde
    gegevens = {
        "momentopname": ronde.momentopname,
        "versie": ronde.versie,
        "beeindigd": einde.moment,
        "getekend": len(ronde.handtekeningen),
    }
    if not volledig:
        return gegevens
    return gegevens | {
        "reden": einde.reden,
        "handtekeningen": [
            {
                "overheid": handtekening.tooi,
                "ambt": handtekening.ambt,
                "naam": handtekening.naam,
                "functie": handtekening.functie,
                "hoedanigheid": handtekening.hoedanigheid,
                "verwijzing": handtekening.verwijzing,
                "moment": handtekening.moment,
            }
            for handtekening in ronde.handtekeningen
        ],
    }
