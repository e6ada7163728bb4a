"""The part of an item's page that tells which rounds were taken back."""

from datetime import datetime
from typing import Any

from plone.app.layout.viewlets.common import ViewletBase

from groningse_norm import klok
from groningse_norm.ondertekening.domain import BeeindigdeRonde, Handtekening
from groningse_norm.ondertekening.rondes import als_json, eerdere_rondes, ziet_wie_er_tekende
from groningse_norm.overheid.vocabularies import bekende_overheden


class EerdereRondesViewlet(ViewletBase):
    """Each ended round: when, over which text, and for whoever works on it also who and why."""

    def update(self) -> None:
        super().update()
        self.rondes = [self._rij(einde) for einde in eerdere_rondes(self.context)]

    def _rij(self, einde: BeeindigdeRonde) -> dict[str, Any]:
        volledig = ziet_wie_er_tekende(self.context)
        namen = {overheid.tooi: overheid.volledige_naam for overheid in bekende_overheden()}
        getekend = einde.ronde.handtekeningen if volledig else ()
        return als_json(einde, volledig=volledig) | {
            "wanneer": klok.in_woorden(datetime.fromisoformat(einde.moment)),
            "regels": [_regel(gezet, namen.get(gezet.tooi, gezet.tooi)) for gezet in getekend],
        }

    def render(self) -> str:
        return super().render() if self.rondes else ""


def _regel(gezet: Handtekening, overheid: str) -> str:
    besluit = f" ({gezet.verwijzing})" if gezet.verwijzing else ""
    moment = klok.in_woorden(datetime.fromisoformat(gezet.moment))
    wie = "getekend buiten dit systeem" if gezet.buiten else gezet.naam
    return f"{overheid}: {wie}, {gezet.functie}{besluit}, {moment}"
