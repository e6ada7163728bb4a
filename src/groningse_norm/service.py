"""The base of every REST service: reads the body, and answers refusals with their status."""

import json
from collections.abc import Mapping
from typing import Any

from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.exceptions import DeserializationError
from plone.restapi.services import Service
from zope.i18n import translate
from zope.interface import alsoProvides

from groningse_norm.i18n import _

VERSTE = 10**9  # where a page may begin: past any list, and within what Python can count to


class Weigering(Exception):
    """A request that is answered with an error; ``status`` and ``uitleg`` say which and why.

    ``koppen`` are headers of the answer.
    """

    def __init__(
        self, status: int, code: str, uitleg, koppen: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.uitleg = uitleg
        self.koppen = dict(koppen or {})


class NormService(Service):
    """Subclasses implement ``antwoord`` and raise ``Weigering``."""

    def antwoord(self) -> Any:
        raise NotImplementedError

    def reply(self) -> Any:
        if self.request.method != "GET":
            # As all writing services of plone.restapi: there is no form with a token here, and
            # the session cookie is SameSite=Lax, so another site's page cannot send it.
            alsoProvides(self.request, IDisableCSRFProtection)
        try:
            return self.antwoord()
        except Weigering as weigering:
            self.request.response.setStatus(weigering.status)
            for naam, waarde in weigering.koppen.items():
                self.request.response.setHeader(naam, waarde)
            return {
                "error": {
                    "type": weigering.code,
                    "message": translate(weigering.uitleg, context=self.request),
                }
            }

    def lichaam(self) -> dict[str, Any]:
        """The JSON object of the request; a malformed one is a ``Weigering`` with 400."""
        try:
            lichaam = json_body(self.request)
            # Half a character, which JSON can write and nothing can store or send on.
            json.dumps(lichaam, ensure_ascii=False).encode("utf-8")
            return lichaam
        except (DeserializationError, UnicodeEncodeError, RecursionError) as error:
            raise Weigering(
                400,
                "geen_json",
                _("error_geen_json", default="The body must be one JSON object."),
            ) from error

    def getal(self, naam: str, anders: int) -> int:
        """A whole number of the query, 0 or more; anything else is a ``Weigering`` with 400."""
        waarde = self.request.form.get(naam, anders)
        try:
            getal = int(waarde)
        except (TypeError, ValueError):
            getal = -1
        if not 0 <= getal <= VERSTE:
            raise Weigering(
                400,
                "geen_getal",
                _(
                    "error_geen_getal",
                    default="${naam} must be a whole number, 0 or more.",
                    mapping={"naam": naam},
                ),
            )
        return getal
