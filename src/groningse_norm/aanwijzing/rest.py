"""``GET``, ``POST`` and ``PATCH <overheid>/@aanwijzingen``."""

from typing import Any

from groningse_norm import klok
from groningse_norm.aanwijzing.domain import (
    Aanwijzing,
    AanwijzingGeweigerd,
    Register,
    als_bijzonderheden,
    functie,
)
from groningse_norm.aanwijzing.invoer import BOTST, WOORDEN, lees, nummer_uit
from groningse_norm.aanwijzing.register import beeindig, mensen_van, register_van, wijs_aan
from groningse_norm.service import NormService, Weigering


def als_json(register: Register, aanwijzing: Aanwijzing, tooi: str, moment) -> dict[str, Any]:
    """A designation with its end, as JSON types."""
    opgave, einde = aanwijzing.opgave, register.einden.get(aanwijzing.nummer)
    return {
        "nummer": aanwijzing.nummer,
        **als_bijzonderheden(opgave),
        "functie": functie(tooi, opgave.ambt, opgave.hoedanigheid),
        "verwijzing": opgave.verwijzing,
        "stand": str(register.stand(aanwijzing, moment)),
        "vastgelegd": {"moment": aanwijzing.moment, "door": aanwijzing.door},
        "einde": einde and {"moment": einde.moment, "door": einde.door, "reden": einde.reden},
    }


class AanwijzingenService(NormService):
    """What the three have in common: the answer, and refusals of the rules."""

    def antwoord(self) -> dict[str, Any]:
        nu = klok.nu()
        try:
            self.verwerk(nu)
        except AanwijzingGeweigerd as error:
            status = 409 if error.code in BOTST else 400
            raise Weigering(status, error.code, WOORDEN[error.code]) from error
        register = register_van(self.context)
        return {
            "@id": f"{self.context.absolute_url()}/@aanwijzingen",
            "items": [
                als_json(register, aanwijzing, self.context.tooi, nu)
                for aanwijzing in register.aanwijzingen
            ],
        }

    def verwerk(self, moment) -> None:
        """What the request asks to be recorded."""


class AanwijzingenGet(AanwijzingenService):
    """All designations that were ever recorded, with what ended them."""


class AanwijzingenPost(AanwijzingenService):
    """Record one: ``{"gebruiker", "ambt", "hoedanigheid", "van", "tot"?, "besluit_datum",
    "besluit_nummer"}``; days as ISO 8601 dates."""

    def verwerk(self, moment) -> None:
        wijs_aan(self.context, lees(self.lichaam(), mensen_van(self.context)), moment)
        self.request.response.setStatus(201)


class AanwijzingenPatch(AanwijzingenService):
    """End one: ``{"nummer", "reden"}``."""

    def verwerk(self, moment) -> None:
        lichaam = self.lichaam()
        reden = lichaam.get("reden")
        beeindig(self.context, nummer_uit(lichaam), reden if isinstance(reden, str) else "", moment)
