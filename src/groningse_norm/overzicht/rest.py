"""``POST <item>/@herinnering``: remind whoever has not signed."""

from typing import Any

from groningse_norm import klok
from groningse_norm.fouten import weigering
from groningse_norm.ondertekening.domain import OndertekeningGeweigerd
from groningse_norm.overzicht.domain import HerinneringGeweigerd, Persoon
from groningse_norm.overzicht.herinneren import herinner
from groningse_norm.service import NormService


class HerinneringPost(NormService):
    """How many people of each party were reminded, and how many had been lately."""

    def antwoord(self) -> dict[str, Any]:
        try:
            wie = herinner(self.context, klok.nu())
        except (OndertekeningGeweigerd, HerinneringGeweigerd) as error:
            raise weigering(error) from error
        return {
            "@id": f"{self.context.absolute_url()}/@herinnering",
            "verstuurd": _per_partij(wie.nu),
            "overgeslagen": _per_partij(wie.wachten),
        }


def _per_partij(mensen: tuple[Persoon, ...]) -> list[dict[str, Any]]:
    partijen = dict.fromkeys(persoon.partij for persoon in mensen)
    return [
        {
            "overheid": partij.tooi,
            "ambt": str(partij.ambt),
            "aantal": sum(persoon.partij == partij for persoon in mensen),
        }
        for partij in partijen
    ]
