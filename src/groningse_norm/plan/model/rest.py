"""``POST <overheid>/@model-overnemen`` and ``GET``, ``POST <plan>/@bijwerken-vanuit-model``."""

from typing import Any

from groningse_norm.fouten import weigering
from groningse_norm.i18n import _
from groningse_norm.plan.model.domain import BijwerkenGeweigerd, GeenNorm, vingerafdruk
from groningse_norm.plan.model.overnemen import (
    in_concept,
    kies_norm,
    neem_model_over,
    neem_voorstellen_over,
    voorstellen_voor,
)
from groningse_norm.service import NormService, Weigering


class ModelOvernemen(NormService):
    """Make the plan of an authority from the model.

    Takes ``{"norm": uid}``, which can be left out where there is one norm. 201 with ``@id`` of the
    plan and ``toegevoegd``, the number of measures made; 200 and ``toegevoegd`` 0 when there is a
    plan already.
    """

    def antwoord(self) -> dict[str, Any]:
        uid = self.lichaam().get("norm")
        if uid is not None and not isinstance(uid, str):
            raise weigering(GeenNorm())
        try:
            plan, aantal = neem_model_over(self.context, kies_norm(self.context, uid))
        except BijwerkenGeweigerd as error:
            raise weigering(error) from error
        if aantal:
            self.request.response.setStatus(201)
            self.request.response.setHeader("Location", plan.absolute_url())
        return {"@id": plan.absolute_url(), "toegevoegd": aantal}


class BijwerkenVanuitModel(NormService):
    """What changed in the model since the plan took it over.

    ``{"vingerafdruk", "in_concept", "items": [{"sleutel", "soort", "nummer", "titel", "kan",
    "terug", "velden": [{"naam", "was", "wordt", "eigen", "overneembaar"}]}]}``.
    """

    def antwoord(self) -> dict[str, Any]:
        try:
            alle = voorstellen_voor(self.context)
            return {
                "@id": f"{self.context.absolute_url()}/@bijwerken-vanuit-model",
                "vingerafdruk": vingerafdruk(alle),
                "in_concept": in_concept(self.context),
                "items": [
                    {
                        "sleutel": voorstel.sleutel,
                        "soort": voorstel.soort.value,
                        "nummer": voorstel.nummer,
                        "titel": voorstel.titel,
                        "kan": voorstel.kan,
                        "terug": voorstel.terug,
                        "velden": [
                            {
                                "naam": veld.naam,
                                "was": veld.was,
                                "wordt": veld.wordt,
                                "eigen": veld.eigen,
                                "overneembaar": veld.overneembaar,
                            }
                            for veld in voorstel.velden
                        ],
                    }
                    for voorstel in alle
                ],
            }
        except BijwerkenGeweigerd as error:
            raise weigering(error) from error


class BijwerkenVanuitModelPost(BijwerkenVanuitModel):
    """Take over what is ticked.

    Takes ``{"overnemen": [sleutel, …], "vingerafdruk": …}`` and answers as ``GET`` does after it.
    """

    def antwoord(self) -> dict[str, Any]:
        lichaam = self.lichaam()
        sleutels, getoond = lichaam.get("overnemen"), lichaam.get("vingerafdruk")
        if (
            not isinstance(getoond, str)
            or not isinstance(sleutels, list)
            or not all(isinstance(sleutel, str) for sleutel in sleutels)
        ):
            raise Weigering(
                400,
                "overnemen",
                _(
                    "error_overnemen",
                    default="Send a list of keys in overnemen, and the vingerafdruk of the "
                    "proposals that were shown.",
                ),
            )
        try:
            neem_voorstellen_over(self.context, sleutels, getoond)
        except BijwerkenGeweigerd as error:
            raise weigering(error) from error
        return super().antwoord()
