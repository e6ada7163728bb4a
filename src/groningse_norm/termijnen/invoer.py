"""From what a person filled in, or a program sent, to a choice that is kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from groningse_norm.termijnen.domain import Afwezig, TermijnGeweigerd, controleer_afwezigheid
from groningse_norm.termijnen.lezen import collegas_van


def lees_afwezig(data: Mapping[str, Any], gebruiker, vandaag: date) -> Afwezig:
    """``van`` and ``tot`` (ISO dates) and ``vervanger`` (a user id); raises ``TermijnGeweigerd``."""
    vervanger = data.get("vervanger")
    afwezig = Afwezig(
        _dag(data, "van"), _dag(data, "tot"), vervanger if isinstance(vervanger, str) else ""
    )
    controleer_afwezigheid(afwezig, collegas_van(gebruiker), vandaag)
    return afwezig


def _dag(data: Mapping[str, Any], veld: str) -> date:
    waarde = data.get(veld)
    try:
        return date.fromisoformat(waarde.strip() if isinstance(waarde, str) else "")
    except ValueError as error:
        raise TermijnGeweigerd("datum", veld) from error
