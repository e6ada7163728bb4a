"""``GET @mijn-werk``."""

from typing import Any

from AccessControl import Unauthorized
from plone import api
from zope.i18n import translate

from groningse_norm import klok
from groningse_norm.mijnwerk.verzamelen import mijn_werk
from groningse_norm.mijnwerk.woorden import KOPPEN
from groningse_norm.service import NormService


class MijnWerk(NormService):
    """``{"items_total", "groepen": [{"id", "titel", "aantal", "items": [{"@id", "titel", "dag",
    "waar"}]}]}``; ``dag`` is a date in Europe/Amsterdam or null. 401 for who is not logged in."""

    def antwoord(self) -> dict[str, Any]:
        if api.user.is_anonymous():
            raise Unauthorized("@mijn-werk")
        self.request.response.setHeader("Cache-Control", "private, no-store")
        werk = mijn_werk(klok.nu())
        return {
            "@id": f"{self.context.absolute_url()}/@mijn-werk",
            "items_total": sum(len(taken) for taken in werk.values()),
            "groepen": [
                {
                    "id": groep.value,
                    "titel": translate(KOPPEN[groep], context=self.request),
                    "aantal": len(taken),
                    "items": [
                        {
                            "@id": taak.adres,
                            "titel": taak.titel,
                            "dag": taak.dag.isoformat() if taak.dag else None,
                            "waar": taak.waar,
                        }
                        for taak in taken
                    ],
                }
                for groep, taken in werk.items()
            ],
        }
