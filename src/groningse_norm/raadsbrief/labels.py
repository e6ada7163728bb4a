"""The labels of a letter ("Ons kenmerk:"), the cells of a line, and which value fits which label."""

import re
from collections.abc import Callable

from groningse_norm.raadsbrief.brieftekst import kale_regel
from groningse_norm.raadsbrief.nederlandse_datums import datums_in
from groningse_norm.raadsbrief.persoonsnaam import is_naam, persoonsnaam

_MAX_LABEL = 40
_LABELS = {
    "kenmerk": (
        "kenmerk",
        "ons kenmerk",
        "zaaknummer",
        "zaaknr",
        "ons nummer",
        "referentie",
        "onze ref",
        "dossiernummer",
        "us kenmerk",
        "skaaimerk",
        "ús skaaimerk",
        "onze referentie",
        "briefnummer",
        "documentnummer",
        "registratienummer",
    ),
    "datum": (
        "datum",
        "verzonden",
        "verzenddatum",
        "verzonden op",
        "d.d",
        "dd",
        "dagtekening",
        "datum brief",
    ),
    "onderwerp": ("onderwerp", "betreft", "betr", "betreffende", "ûnderwerp", "underwerp"),
    "aan": ("aan", "gericht aan", "geadresseerde", "oan"),
    "contactpersoon": (
        "behandeld door",
        "behandelaar",
        "contactpersoon",
        "contact",
        "inlichtingen",
        "inlichtingen bij",
        "informatie bij",
        "meer informatie bij",
        "steller",
        "behannele troch",
        "kontaktpersoan",
    ),
    "bijlagen": (
        "bijlage",
        "bijlagen",
        "bijlage(n)",
        "bijlage(s)",
        "bijgevoegd",
        "bylage",
        "bylagen",
    ),
    "email": (
        "e-mail",
        "email",
        "e-mailadres",
        "mail",
        "per mail",
        "per e-mail",
        "per mail via",
        "per e-mail via",
    ),
    # Known, so that they are not taken for the value of another label; not a field of ours.
    "overig": (
        "uw kenmerk",
        "uw brief",
        "uw brief van",
        "uw referentie",
        "telefoon",
        "telefoonnummer",
        "doorkiesnummer",
        "tel",
        "fax",
        "website",
        "bezoekadres",
        "postadres",
        "afdeling",
        "team",
        "portefeuillehouder",
        "portefeuille",
        "status",
        "classificatie",
        "vergaderdatum",
        "datum vergadering",
        "datum collegebesluit",
        "collegebesluit",
        "pagina",
        "kopie aan",
        "afschrift aan",
        "c.c",
        "cc",
        "van",
        "iban",
        "kvk",
    ),
}
_VELD_BIJ_LABEL = {label: veld for veld, labels in _LABELS.items() for label in labels}
_LABEL_VOORAAN = re.compile(
    "(?P<label>"
    + "|".join(
        re.escape(label)
        for label in sorted(_VELD_BIJ_LABEL, key=len, reverse=True)
        if label != "van"
    )
    + r")(?![\w:(])\.?[ \t]+(?P<waarde>\S.*)",
    re.IGNORECASE,
)
EMAIL = re.compile(
    r"(?<![\w.%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"
)
GEADRESSEERDE = re.compile(
    r"\b(?:raad|raden|gemeenteraad|gemeenteraden|raadsleden|(?<!gedeputeerde )staten|statenleden"
    r"|algemeen bestuur|verenigde vergadering|ried|gemeenteried|riedsleden|(?<!deputearre )steaten"
    r"|raadscommissie|statencommissie)\b",
    re.IGNORECASE,
)
_KOLOM = re.compile(r"\t[ \t]*| {2,}|\s?\|\s?| [·•] ")
_DUBBELE_PUNT_APART = re.compile(r"(?<=\w)[ \t]{1,40}:(?=[ \t])")


def kolommen(regel: str) -> list[str]:
    """The cells of a line: split at tabs, runs of spaces and the bars of a table."""
    kaal = _DUBBELE_PUNT_APART.sub(":", kale_regel(regel))
    return [cel.strip() for cel in _KOLOM.split(kaal) if cel.strip(" -:|")]


def label_van(cel: str) -> tuple[str, str] | None:
    """``(field, value)`` if the cell begins with a known label; the value is "" if the label stands alone."""
    kaal = cel.strip()
    veld = _VELD_BIJ_LABEL.get(kaal.rstrip(" :.").casefold())
    if veld:
        return veld, ""
    voor, dubbele_punt, na = kaal.partition(":")
    if dubbele_punt and len(voor) <= _MAX_LABEL:
        veld = _VELD_BIJ_LABEL.get(voor.rstrip(" .").casefold())
        if veld:
            return veld, na.strip()
    zonder = _LABEL_VOORAAN.match(kaal)
    if zonder is None:
        return None
    veld, waarde = _VELD_BIJ_LABEL[zonder["label"].casefold()], zonder["waarde"].strip()
    return (veld, waarde) if _ZONDER_DUBBELE_PUNT[veld](waarde) else None


def _begint_met_datum(waarde: str) -> bool:
    datums = datums_in(waarde[:60])
    return bool(datums) and datums[0].begin == 0


def _heeft_cijfer(waarde: str) -> bool:
    return any(teken.isdigit() for teken in waarde)


# "Datum 31 maart 2025" is a label with its value; "Datum van ingang" is not. Without a colon the value must fit.
_ZONDER_DUBBELE_PUNT: dict[str, Callable[[str], bool]] = {
    "kenmerk": lambda waarde: _heeft_cijfer(waarde) and len(waarde.split()) <= 2,
    "datum": _begint_met_datum,
    "onderwerp": lambda waarde: True,
    "aan": lambda waarde: bool(GEADRESSEERDE.search(waarde)),
    "contactpersoon": lambda waarde: is_naam(persoonsnaam(waarde)),
    "bijlagen": lambda waarde: False,
    "email": lambda waarde: bool(EMAIL.search(waarde)),
    "overig": _heeft_cijfer,
}
_PAST: dict[str, Callable[[str], bool]] = {
    "kenmerk": lambda waarde: _heeft_cijfer(waarde) and len(waarde) <= 80,
    "datum": lambda waarde: bool(datums_in(waarde)),
    "contactpersoon": lambda waarde: is_naam(persoonsnaam(waarde)),
    "email": lambda waarde: bool(EMAIL.search(waarde)),
}


def past(veld: str, waarde: str) -> bool:
    return veld not in _PAST or _PAST[veld](waarde)


def datumregel(tekst: str) -> str | None:
    """The line if it is nothing but a date, or a place and a date: "Zuidhorn, 31 maart 2025"."""
    datums = datums_in(tekst[:120])
    if len(datums) != 1 or len(tekst) > 80:
        return None
    voor, na = tekst[: datums[0].begin].strip(" ,"), tekst[datums[0].eind :].strip(" ,.")
    return (
        tekst
        if not na and len(voor.split()) <= 3 and not _heeft_cijfer(voor) and ":" not in voor
        else None
    )
