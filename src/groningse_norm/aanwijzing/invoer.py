"""From what a person filled in, or a program sent, to a record; the same for page and service."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from groningse_norm.aanwijzing.domain import (
    AanwijzingGeweigerd,
    Ambt,
    Hoedanigheid,
    Opgave,
)
from groningse_norm.i18n import _

E = TypeVar("E", Ambt, Hoedanigheid)

WOORDEN = {
    "gebruiker": _(
        "error_aanwijzing_gebruiker", default="Choose somebody who is in a group of this authority."
    ),
    "ambt": _("error_aanwijzing_ambt", default="Choose the office: bestuurshoofd or secretaris."),
    "hoedanigheid": _("error_hoedanigheid", default="Choose eigen_ambt, loco or namens."),
    "datum": _("error_datum", default="Give a date, for example 2026-12-04."),
    "einde_voor_begin": _(
        "error_einde_voor_begin", default="The last day comes before the first day."
    ),
    "besluit_nodig": _("error_besluit_nodig", default="Give the number of the decision."),
    "besluit_onleesbaar": _(
        "error_besluit_onleesbaar",
        default="Give the number in one line, of at most 200 characters.",
    ),
    "besluit_in_toekomst": _(
        "error_besluit_in_toekomst",
        default="This day is still to come. Record the decision when it has been taken.",
    ),
    "overlapt": _(
        "error_aanwijzing_overlapt",
        default="This person has such a designation already in this period. End that one first, or "
        "choose another period.",
    ),
    "ambt_vervuld": _(
        "error_ambt_vervuld",
        default="Somebody else holds this office in this period. End that one first, or choose "
        "another period.",
    ),
    "register_beschadigd": _(
        "error_register_beschadigd",
        default="A line of this register was damaged in the database. Until your administrator has "
        "looked into that, nothing can be recorded and nobody can sign.",
    ),
    "geen_aanwijzing_met_nummer": _(
        "error_geen_aanwijzing_met_nummer", default="Choose a designation of this list."
    ),
    "al_geeindigd": _("error_al_geeindigd", default="This designation has ended already."),
    "reden_nodig": _("error_reden_nodig", default="Give a reason."),
    "reden_onleesbaar": _(
        "error_reden_onleesbaar", default="Give the reason in at most 200 characters."
    ),
}
# What is no mistake in a field but does not go with what is on record.
BOTST = frozenset({"overlapt", "ambt_vervuld", "al_geeindigd", "register_beschadigd"})


def lees(data: Mapping[str, Any], mensen: Mapping[str, str]) -> Opgave:
    """What is to be recorded, from texts: codes and ISO dates. ``mensen`` can be chosen from.

    Raises ``AanwijzingGeweigerd`` with the field that is wrong.
    """
    gebruiker = _tekst(data, "gebruiker")
    if gebruiker not in mensen:
        raise AanwijzingGeweigerd("gebruiker", "gebruiker")
    return Opgave(
        gebruiker=gebruiker,
        naam=mensen[gebruiker],
        ambt=_keuze(Ambt, data, "ambt"),
        hoedanigheid=_keuze(Hoedanigheid, data, "hoedanigheid"),
        van=_datum(data, "van"),
        tot=_datum(data, "tot") if data.get("tot") else None,
        besluit_datum=_datum(data, "besluit_datum"),
        besluit_nummer=_tekst(data, "besluit_nummer"),
    )


def nummer_uit(data: Mapping[str, Any]) -> int:
    """The number of a record. Raises ``AanwijzingGeweigerd``."""
    waarde = data.get("nummer")
    # Ten digits are more than there will ever be, and fewer than make a computer slow.
    if isinstance(waarde, str) and waarde.isascii() and waarde.isdigit() and len(waarde) <= 10:
        return int(waarde)
    if isinstance(waarde, int) and not isinstance(waarde, bool):
        return waarde
    raise AanwijzingGeweigerd("geen_aanwijzing_met_nummer", "nummer")


def _tekst(data: Mapping[str, Any], veld: str) -> str:
    waarde = data.get(veld)
    return waarde.strip() if isinstance(waarde, str) else ""


def _keuze(soort: type[E], data: Mapping[str, Any], veld: str) -> E:
    try:
        return soort(_tekst(data, veld))
    except ValueError as error:
        raise AanwijzingGeweigerd(veld, veld) from error


def _datum(data: Mapping[str, Any], veld: str) -> date:
    try:
        return date.fromisoformat(_tekst(data, veld))
    except ValueError as error:
        raise AanwijzingGeweigerd("datum", veld) from error
