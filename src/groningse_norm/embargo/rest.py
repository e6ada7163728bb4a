"""``@embargo``, ``@embargo-agenda`` and ``@embargo-gezondheid``."""

from typing import Any

from AccessControl import Unauthorized
from plone import api
from plone.restapi.services.aliases.add import AliasesPost
from plone.restapi.services.aliases.delete import AliasesDelete

from groningse_norm import klok, rechten
from groningse_norm.embargo import overzicht
from groningse_norm.embargo.domain import (
    PublicatieGeweigerd,
    RedenOnbruikbaar,
    Status,
    Vastgezet,
)
from groningse_norm.embargo.handelingen import status_van, wijzig_embargo
from groningse_norm.embargo.zicht import geldende_status, oordeel_voor_iedereen
from groningse_norm.fouten import weigering
from groningse_norm.i18n import _
from groningse_norm.logboek.opslag import lezingen_van, regels_van
from groningse_norm.service import NormService, Weigering


def stand_van_zaken(obj) -> dict[str, Any]:
    """The embargo of an item, as JSON types; by whom, and the log, for whoever may publish it."""
    oordeel = oordeel_voor_iedereen(obj)
    gegevens: dict[str, Any] = {
        "@id": f"{obj.absolute_url()}/@embargo",
        "openbaar": oordeel.mag,
        "waarom_niet": None if oordeel.mag else oordeel.reden.value,
        "publicatie_status": status_van(obj).value,
        "tot": klok.als_iso(obj.embargo_tot) if obj.embargo_tot else None,
        "reden": obj.embargo_reden,
        "voorwaarde": obj.embargo_voorwaarde,
    }
    if api.user.has_permission(rechten.PUBLICEREN, obj=obj):
        gegevens["gezet_door"] = obj.embargo_gezet_door
        gegevens["log"] = [regel.als_dict() for regel in regels_van(obj.UID())]
    return gegevens


class EmbargoGet(NormService):
    """Until when, why, by whom, and what it waits for."""

    def antwoord(self) -> dict[str, Any]:
        return stand_van_zaken(self.context)


class EmbargoPatch(NormService):
    """``{"tot": ISO 8601 with offset | null, "reden", "voorwaarde"?: UID | null, "bevestig"?}``."""

    def antwoord(self) -> dict[str, Any]:
        lichaam = self.lichaam()
        obj = self.context
        tot = obj.embargo_tot
        if "tot" in lichaam:
            tot = None if lichaam["tot"] is None else self._moment(lichaam["tot"])
        voorwaarde = lichaam.get("voorwaarde", obj.embargo_voorwaarde)
        if voorwaarde is not None and not isinstance(voorwaarde, str):
            raise Weigering(
                400, "voorwaarde", _("error_voorwaarde", default="The condition is a UID or null.")
            )
        reden = lichaam.get("reden") or ""
        if not isinstance(reden, str):
            raise weigering(RedenOnbruikbaar())
        try:
            wijzig_embargo(
                obj,
                tot,
                voorwaarde or None,
                reden,
                klok.nu(),
                bevestigd=lichaam.get("bevestig") is True,
            )
        except PublicatieGeweigerd as error:
            raise weigering(error) from error
        return stand_van_zaken(obj)

    @staticmethod
    def _moment(tekst):
        try:
            return klok.uit_iso(tekst)
        except klok.OngeldigMoment as error:
            raise Weigering(
                400,
                "ongeldig_moment",
                _(
                    "error_moment_zonder_tijdzone",
                    default="Give the moment with its offset from UTC, for example "
                    "2026-12-04T14:00:00+01:00.",
                ),
            ) from error


class _Vastgezet(NormService):
    """What stands around an item: not changed as long as that is under embargo."""

    def antwoord(self) -> Any:
        if not api.user.has_permission(rechten.ALIASSEN, obj=self.context):
            if api.user.is_anonymous() or (
                geldende_status(self.context) is not Status.ONDER_EMBARGO
            ):
                raise Unauthorized(rechten.ALIASSEN)
            raise weigering(Vastgezet())
        return super(NormService, self).reply()


class AliassenPost(_Vastgezet, AliasesPost):
    """Another address for an item."""


class AliassenDelete(_Vastgezet, AliasesDelete):
    """One address less for an item."""


class LeeslogGet(NormService):
    """Who opened what of this item while it was under embargo. For its clerk's office only."""

    def antwoord(self) -> dict[str, Any]:
        return {
            "@id": f"{self.context.absolute_url()}/@leeslog",
            "items": list(lezingen_van(self.context.UID())),
        }


class AgendaGet(NormService):
    """What is planned, overdue or waiting, of all that the user may publish.

    For everybody else how many items there are, and since which day the oldest: no more.
    """

    def antwoord(self) -> dict[str, Any]:
        adres = {"@id": f"{self.context.absolute_url()}/@embargo-agenda"}
        begin = self.getal("b_start", 0)
        grootte = min(self.getal("b_size", 25), overzicht.GROOTSTE_PAGINA)
        return adres | overzicht.agenda_voor(self.context, klok.nu(), begin, grootte)


class GezondheidGet(NormService):
    """Numbers for operators, without any content."""

    def antwoord(self) -> dict[str, Any]:
        gezondheid = overzicht.gezondheid(klok.nu())
        if not gezondheid["gezond"]:
            self.request.response.setStatus(503)
        return gezondheid
