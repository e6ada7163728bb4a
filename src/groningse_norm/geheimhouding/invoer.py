"""From what a person filled in, or a program sent, to secrecy; the same for page and service."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zope.event import notify

from groningse_norm import klok
from groningse_norm.geheimhouding.domain import Geheimhouding, GeheimhoudingGeweigerd, Orgaan
from groningse_norm.geheimhouding.interfaces import GeheimhoudingOpgeheven
from groningse_norm.geheimhouding.opslag import bewaar
from groningse_norm.i18n import _
from groningse_norm.logboek.opslag import noteer

WOORDEN = {
    "orgaan": _("error_orgaan", default="Choose one of the bodies of this list."),
    "datum": _("error_datum", default="Give a date, for example 2026-12-04."),
    "onbekende_grond": _(
        "error_onbekende_grond",
        default="Choose a ground of art. 5.1, first or second paragraph, of the Woo.",
    ),
    "opheffing_onvolledig": _(
        "error_opheffing_onvolledig", default="Give both the date and the decision of the lifting."
    ),
    "opheffing_nog_niet": _(
        "error_opheffing_nog_niet",
        default="Record the lifting when the decision has been taken: this date lies ahead.",
    ),
    "opheffing_voor_besluit": _(
        "error_opheffing_voor_besluit", default="It cannot be lifted before it was imposed."
    ),
}


def lees(data: Mapping[str, Any], vandaag: date) -> Geheimhouding:
    """Secrecy from texts: codes of ``Orgaan`` and grounds, ISO dates; as it stands today.

    Raises ``GeheimhoudingGeweigerd`` with the field that is wrong.
    """
    geheimhouding = Geheimhouding(
        opgelegd_door=_orgaan(data, "opgelegd_door"),
        besluitdatum=_datum(data, "besluitdatum"),
        grond=str(data.get("grond") or ""),
        opheffer=_orgaan(data, "opheffer"),
        opheffing_datum=_datum(data, "opheffing_datum") if data.get("opheffing_datum") else None,
        opheffing_besluit=str(data.get("opheffing_besluit") or ""),
    )
    geheimhouding.controleer_op(vandaag)
    return geheimhouding


def leg_vast(obj, geheimhouding: Geheimhouding) -> None:
    """Keep it, log it, and tell when a decision lifted it."""
    bewaar(obj, geheimhouding)
    noteer(
        obj,
        "geheimhouding" if geheimhouding.geldt else "geheimhouding_opgeheven",
        klok.nu(),
        reden=geheimhouding.opheffing_besluit,
        grond=geheimhouding.grond,
        opgelegd_door=geheimhouding.opgelegd_door.value,
    )
    if not geheimhouding.geldt:
        notify(GeheimhoudingOpgeheven(obj))


def _orgaan(data: Mapping[str, Any], veld: str) -> Orgaan:
    try:
        return Orgaan(str(data.get(veld)))
    except ValueError as error:
        raise GeheimhoudingGeweigerd("orgaan", veld) from error


def _datum(data: Mapping[str, Any], veld: str) -> date:
    try:
        return date.fromisoformat(str(data.get(veld)))
    except ValueError as error:
        raise GeheimhoudingGeweigerd("datum", veld) from error
