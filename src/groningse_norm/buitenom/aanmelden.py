"""What somebody filled in or sent, as values of the rules; the same for page and service."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from groningse_norm.i18n import _
from groningse_norm.ondertekening.buiten import Aanmelding, Wijze
from groningse_norm.ondertekening.domain import Ambt, Hoedanigheid, Partij


class Onvolledig(ValueError):
    """``veld`` is not filled in, or not with what it can hold."""

    def __init__(self, veld: str, uitleg) -> None:
        super().__init__(veld)
        self.veld = veld
        self.uitleg = uitleg


def aanmelding_uit(gegevens: Mapping[str, Any]) -> Aanmelding:
    """Read ``partij``, ``wijze``, ``getekend_op``, ``naam``, … Raises ``Onvolledig``."""

    def tekst(veld: str) -> str:
        waarde = gegevens.get(veld)
        return waarde.strip() if isinstance(waarde, str) else ""

    try:
        tooi, _streep, ambt = tekst("partij").partition("/")
        partij = Partij(tooi, Ambt(ambt))
    except ValueError:
        raise Onvolledig(
            "partij", _("error_kies_partij", default="Choose for whom was signed.")
        ) from None
    try:
        wijze = Wijze(tekst("wijze"))
    except ValueError:
        raise Onvolledig(
            "wijze", _("error_kies_wijze", default="Choose inkt or ondertekendienst.")
        ) from None
    try:
        getekend_op = date.fromisoformat(tekst("getekend_op"))
    except ValueError:
        raise Onvolledig(
            "getekend_op", _("error_kies_datum", default="Give the day on which was signed.")
        ) from None
    try:
        hoedanigheid = Hoedanigheid(tekst("hoedanigheid") or Hoedanigheid.EIGEN_AMBT)
    except ValueError:
        raise Onvolledig(
            "hoedanigheid",
            _("error_hoedanigheid", default="Choose eigen_ambt, loco or namens."),
        ) from None
    return Aanmelding(
        partij,
        wijze,
        getekend_op,
        tekst("naam"),
        hoedanigheid,
        tekst("verwijzing"),
        tekst("opmerking"),
    )
