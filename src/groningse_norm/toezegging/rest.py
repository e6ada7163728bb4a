"""``@toezeggingen`` of a letter, and of an authority."""

from typing import Any

from groningse_norm import klok
from groningse_norm.fouten import weigering
from groningse_norm.i18n import _
from groningse_norm.service import NormService, Weigering
from groningse_norm.toezegging.domain import Filter, ToezeggingGeweigerd
from groningse_norm.toezegging.handelingen import (
    Rij,
    als_json,
    geschiedenis,
    houdt_bij,
    leg_vast,
    lijst,
    werk_bij,
    zichtbaar,
)


class Toezeggingen(NormService):
    """The promises of a letter that the person sees; the history for its clerk."""

    def antwoord(self) -> dict[str, Any]:
        vandaag = klok.vandaag()
        gegevens: dict[str, Any] = {
            "@id": f"{self.context.absolute_url()}/@toezeggingen",
            "items": [als_json(Rij(t, self.context), vandaag) for t in zichtbaar(self.context)],
        }
        if houdt_bij(self.context):
            gegevens["geschiedenis"] = geschiedenis(self.context)
        return gegevens


class ToezeggingToevoegen(NormService):
    """``{"tekst", "passage"?, "termijn"?, "verantwoordelijke"?, "openbaar"?}``: 201."""

    def antwoord(self) -> dict[str, Any]:
        nu = klok.nu()
        try:
            nieuw = leg_vast(self.context, self.lichaam(), nu)
        except ToezeggingGeweigerd as error:
            raise weigering(error) from error
        self.request.response.setStatus(201)
        return als_json(Rij(nieuw, self.context), klok.dag_van(nu))


class ToezeggingWijzigen(NormService):
    """``{"nummer", "status"?, "per"?, "opmerking"?, …}``."""

    def antwoord(self) -> dict[str, Any]:
        lichaam, nu = self.lichaam(), klok.nu()
        try:
            nieuw = werk_bij(self.context, lichaam.get("nummer"), lichaam, nu)
        except ToezeggingGeweigerd as error:
            raise weigering(error) from error
        return als_json(Rij(nieuw, self.context), klok.dag_van(nu))


class ToezeggingenLijst(NormService):
    """The promises of an authority; ``?status=`` open, te_laat, nagekomen, vervallen or alle."""

    def antwoord(self) -> dict[str, Any]:
        gevraagd = self.request.form.get("status", Filter.OPEN.value)
        if not isinstance(gevraagd, str) or gevraagd not in {*Filter}:
            raise Weigering(
                400,
                "status",
                _(
                    "error_toezegging_status",
                    default="Choose open, te_laat, nagekomen, vervallen or alle.",
                ),
            )
        vandaag = klok.vandaag()
        rijen = lijst(self.context, Filter(gevraagd), vandaag)
        begin = self.getal("b_start", 0)
        grootte = min(self.getal("b_size", 25), 100)
        return {
            "@id": f"{self.context.absolute_url()}/@toezeggingen",
            "items_total": len(rijen),
            "items": [als_json(rij, vandaag) for rij in rijen[begin : begin + grootte]],
        }
