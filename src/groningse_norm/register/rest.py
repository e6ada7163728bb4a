"""``GET @raadsbrieven``."""

from typing import Any

from groningse_norm import klok
from groningse_norm.bladen import Bladen
from groningse_norm.i18n import _
from groningse_norm.register.domain import lees
from groningse_norm.register.zoeken import laat_bewaren, overheden_bij, regels, zoek
from groningse_norm.service import NormService, Weigering


class Raadsbrieven(NormService):
    """The public letters, the last one that became public first."""

    def antwoord(self) -> dict[str, Any]:
        vraag, fouten = lees(self.request.form, overheden_bij(self.context))
        if fouten:
            raise Weigering(
                400,
                "zoekvraag",
                _(
                    "error_zoekvraag",
                    default="This cannot be searched for: ${velden}.",
                    mapping={"velden": ", ".join(fouten)},
                ),
            )
        gevonden = zoek(self.context, vraag, klok.nu())
        adres = f"{self.context.absolute_url()}/@raadsbrieven"
        bladen = Bladen(vraag.b_start, vraag.b_size, len(gevonden))
        batching = {
            naam: f"{adres}?{vraag.als_parameters(b_start=begin)}".rstrip("?")
            for naam, begin in (("prev", bladen.vorige), ("next", bladen.volgende))
            if begin is not None
        }
        laat_bewaren(self.context, self.request)
        return {
            "@id": f"{adres}?{vraag.als_parameters()}".rstrip("?"),
            "items_total": len(gevonden),
            "items": [regel.als_dict() for regel in regels(gevonden[bladen.begin : bladen.einde])],
            "batching": batching,
        }
