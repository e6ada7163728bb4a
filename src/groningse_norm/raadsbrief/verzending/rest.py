"""``@verzending``: who got which mail about a letter."""

from datetime import UTC, datetime
from typing import Any

from groningse_norm import klok
from groningse_norm.berichten.domain import Bericht, BerichtGeweigerd, GeenAdres
from groningse_norm.fouten import weigering
from groningse_norm.raadsbrief.verzending.domain import OnbekendBericht, aantallen
from groningse_norm.raadsbrief.verzending.handelingen import rijen_van, verzend_opnieuw
from groningse_norm.service import NormService


def _moment(seconden: float) -> str | None:
    return klok.als_iso(datetime.fromtimestamp(seconden, UTC)) if seconden else None


def _als_dict(nummer: str, rij: Bericht) -> dict[str, Any]:
    return {
        "bericht": nummer,
        "soort": rij.soort,
        "naam": rij.naam,
        "aan": rij.aan,
        "staat": rij.staat,
        "pogingen": rij.pogingen,
        "antwoord": rij.fout,
        "volgende": _moment(rij.volgende) if rij.staat == "wacht" else None,
        "klaar": _moment(rij.klaar),
    }


class VerzendingGet(NormService):
    """The last sending, and what came after it, by message. For the clerk's office only."""

    def antwoord(self) -> dict[str, Any]:
        rijen = rijen_van(self.context)
        return {
            "@id": f"{self.context.absolute_url()}/@verzending",
            "aantallen": aantallen(rijen.values()),
            "items": [_als_dict(nummer, rij) for nummer, rij in rijen.items()],
        }


class VerzendingPost(VerzendingGet):
    """``{"bericht": key, "aan"?: address}``: send this one again."""

    def antwoord(self) -> dict[str, Any]:
        lichaam = self.lichaam()
        nummer, aan = lichaam.get("bericht"), lichaam.get("aan")
        try:
            if not isinstance(nummer, str):
                raise OnbekendBericht()
            if aan is not None and (not isinstance(aan, str) or not aan.strip()):
                raise GeenAdres()
            verzend_opnieuw(self.context, nummer, aan, klok.nu())
        except (BerichtGeweigerd, OnbekendBericht) as error:
            raise weigering(error) from error
        return super().antwoord()
