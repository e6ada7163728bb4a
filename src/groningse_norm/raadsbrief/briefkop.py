"""What stands above the salutation of a letter: labels with their values, the addressee, the e-mail address.

Lines of light Markdown in (see ``brieftekst``), findings out. A finding is a candidate: which of them become a field is
decided by ``kies``, that takes a value only if the letter leaves no choice.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from groningse_norm.raadsbrief.brieftekst import kale_regel
from groningse_norm.raadsbrief.nederlandse_datums import datums_in

_MAX_GEVONDEN = 300  # a source passage is shown in a form; the letter itself is beside it
_MAX_LABEL = 40
_MAX_LEEG = (
    2  # more blank lines than this between a label and its value means that the value is missing
)

_LABELS = {
    "kenmerk": (
        "kenmerk",
        "ons kenmerk",
        "zaaknummer",
        "zaaknr",
        "ons nummer",
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
    "onderwerp": ("onderwerp", "betreft", "betr", "betreffende"),
    "aan": ("aan", "gericht aan", "geadresseerde"),
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
    ),
    "bijlagen": ("bijlage", "bijlagen", "bijlage(n)", "bijlage(s)", "bijgevoegd"),
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
_MAILREGEL = re.compile(
    r"(?:per\s|via\s|e-?mail(?:adres)?|mail|verzonden|alleen|uitsluitend|:|\s){0,12}", re.IGNORECASE
)
_EMBARGO = re.compile(r"\bembargo", re.IGNORECASE)
_GEADRESSEERDE = re.compile(
    r"\b(?:raad|raden|gemeenteraad|gemeenteraden|raadsleden|(?<!gedeputeerde )staten|statenleden"
    r"|algemeen bestuur|verenigde vergadering"
    r"|raadscommissie|statencommissie)\b",
    re.IGNORECASE,
)
_AANHEF = re.compile(
    r"(?:(?:zeer\s|hoog)?geachte?\b|beste\b|edelachtba|weledel|hooggeacht|dames en heren\b|l\.\s?s\.)",
    re.IGNORECASE,
)
_MAX_AANHEF = 140
_KOLOM = re.compile(r"\t[ \t]*| {2,}|\s?\|\s?")
_AANSPREEKVORM = re.compile(r"(?:de\s+heer|mevrouw|meneer|dhr\.?|mevr\.?|mw\.?)\s+", re.IGNORECASE)
_NA_NAAM = re.compile(r"[,;(|/]|\btel\b|[0-9]|\S{1,64}@| - | – ", re.IGNORECASE)

_VOORVOEGSELS = frozenset(
    [
        "van",
        "de",
        "der",
        "den",
        "het",
        "'t",
        "ten",
        "ter",
        "te",
        "op",
        "in",
        "'d",
        "'s",
        "la",
        "le",
        "du",
        "von",
        "zu",
        "el",
        "al",
        "bin",
        "ben",
        "aan",
        "bij",
        "onder",
        "uit",
        "over",
        "voor",
        "fan",
    ]
)
_TITELS = frozenset(
    [
        "mr",
        "drs",
        "dr",
        "ir",
        "ing",
        "prof",
        "msc",
        "bsc",
        "ma",
        "ba",
        "mpa",
        "mpm",
        "llm",
        "mba",
        "jhr",
        "em",
    ]
)
_GEEN_NAAM = frozenset(
    [
        "gemeente",
        "provincie",
        "waterschap",
        "hoogheemraadschap",
        "wetterskip",
        "team",
        "afdeling",
        "cluster",
        "postbus",
        "college",
        "bijlage",
        "bijlagen",
        "pagina",
        "raad",
        "staten",
        "bestuur",
        "namens",
        "dienst",
        "kopie",
        "telefoon",
        "bezoekadres",
        "postadres",
        "zaak",
    ]
)


@dataclass(frozen=True, slots=True)
class Onzeker:
    """A field a person must look at. ``reden`` is Dutch for the reader, ``gevonden`` the passage it is about."""

    veld: str
    reden: str
    gevonden: str

    @classmethod
    def bij(cls, veld: str, reden: str, gevonden: str) -> "Onzeker":
        """With the passage on one line and cut to a length that can be shown."""
        passage = " ".join(gevonden.split())
        if len(passage) > _MAX_GEVONDEN:
            passage = passage[: _MAX_GEVONDEN - 1] + "…"
        return cls(veld, reden, passage)


@dataclass(frozen=True, slots=True)
class Vondst:
    """A candidate for a field: the value, and the source passage it was read from."""

    veld: str
    waarde: str
    bron: str


@dataclass(frozen=True, slots=True)
class Briefkop:
    """All candidates above the salutation.

    ``vrije_blokken`` are the lines that belong to no label, grouped as they stand together; ``einde`` is the number of
    lines up to and including the last labelled one.
    """

    vondsten: tuple[Vondst, ...]
    onzeker: tuple[Onzeker, ...]
    vrije_blokken: tuple[tuple[str, ...], ...]
    emails: tuple[Vondst, ...]
    einde: int

    def van(self, veld: str) -> list[Vondst]:
        """The candidates for one field."""
        return [vondst for vondst in self.vondsten if vondst.veld == veld]


def kolommen(regel: str) -> list[str]:
    """The cells of a line: split at tabs, runs of spaces and the bars of a table."""
    return [cel.strip() for cel in _KOLOM.split(kale_regel(regel)) if cel.strip(" -:|")]


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


def is_aanhef(regel: str) -> bool:
    """Whether the line is a salutation."""
    kaal = kale_regel(regel)
    return (
        len(kaal) <= _MAX_AANHEF
        and bool(_AANHEF.match(kaal))
        and (not kaal.endswith((".", "?")) or kaal.lower().startswith("l."))
    )


def is_naam(tekst: str) -> bool:
    """Whether the text looks like the name of a person: initials or first name, and a surname."""
    woorden = re.sub(r"\([^()]{0,40}\)", " ", tekst[:100]).replace("’", "'").split()
    if not 2 <= len(woorden) <= 9 or len(tekst) > 80 or woorden[0].casefold() in _GEEN_NAAM:
        return False
    achternaam = False
    for woord in woorden:
        schoon = woord.strip(",")
        if schoon.casefold().rstrip(".") in _TITELS or schoon.casefold() in _VOORVOEGSELS:
            continue
        letters = (
            schoon.removeprefix("d'")
            .removeprefix("D'")
            .replace(".", "")
            .replace("-", "")
            .replace("'", "")
        )
        if not letters.isalpha() or not letters[0].isupper():
            return False
        achternaam = achternaam or not schoon.endswith(".")
    return achternaam


def persoonsnaam(tekst: str) -> str:
    """The name without "de heer" or "mevrouw" and without what follows it (telephone, department)."""
    zonder = (
        _AANSPREEKVORM.sub("", tekst.strip(), count=1)
        if _AANSPREEKVORM.match(tekst.strip())
        else tekst.strip()
    )
    einde = _NA_NAAM.search(zonder)
    return (zonder[: einde.start()] if einde else zonder).strip(" ,;:-")


def kies(veld: str, kandidaten: Iterable[Vondst]) -> tuple[str | None, list[Onzeker]]:
    """The value all candidates agree on; None and a mark if they differ."""
    vondsten = [vondst for vondst in kandidaten if vondst.waarde]
    waarden = list(dict.fromkeys(vondst.waarde for vondst in vondsten))
    if not waarden:
        return None, []
    if len(waarden) == 1:
        return waarden[0], []
    bronnen = " | ".join(dict.fromkeys(vondst.bron for vondst in vondsten))
    return None, [
        Onzeker.bij(veld, "Er staan meer mogelijke waarden in de brief. Kies de juiste.", bronnen)
    ]


def lees_kop(regels: Sequence[str]) -> Briefkop:
    """Read the lines above the salutation."""
    vondsten: list[Vondst] = []
    onzeker: list[Onzeker] = []
    vrij: list[list[str]] = [[]]
    gezien: dict[str, str] = {}
    einde = plek = 0
    while plek < len(regels):
        cellen = kolommen(regels[plek])
        labels = [label_van(cel) for cel in cellen]
        begin, plek = plek, plek + 1
        gezien.update({label[0]: kale_regel(regels[begin]) for label in labels if label})
        if not cellen:
            vrij.append([])
        elif len(cellen) > 1 and all(label is not None and not label[1] for label in labels):
            plek = _lees_tabelkop(
                regels, begin, [label[0] for label in labels if label], vondsten, onzeker
            )
            einde = plek
        elif len(cellen) == 1 and labels[0] is not None:
            plek = _lees_onder(regels, begin, *labels[0], vondsten, onzeker)
            einde = plek
            onzeker.extend(_twijfel_over_vervolg(regels, plek, labels))
        elif any(labels):
            _lees_naast(regels[begin], cellen, labels, vondsten, vrij[-1])
            einde = plek
            onzeker.extend(_twijfel_over_vervolg(regels, plek, labels))
        elif _EMBARGO.search(regels[begin]) or _is_mailregel(regels[begin]):
            einde = plek
        else:
            vrij[-1].extend(cellen)
    gelezen = {vondst.veld for vondst in vondsten} | {rij.veld for rij in onzeker}
    for veld in _VERWACHT.intersection(gezien).difference(gelezen):
        onzeker.append(Onzeker.bij(veld, "Bij dit label is geen waarde gevonden.", gezien[veld]))
    blokken = tuple(tuple(blok) for blok in vrij if blok)
    return Briefkop(tuple(vondsten), tuple(onzeker), blokken, tuple(_emails(regels)), einde)


def geadresseerden(blokken: Sequence[Sequence[str]]) -> list[Vondst]:
    """Address blocks without a label: those that name a council, up to the first line with a number."""
    gevonden = []
    for blok in blokken:
        regels = []
        for regel in blok:
            if any(teken.isdigit() for teken in regel):
                break
            regels.append(regel)
        if any(_GEADRESSEERDE.search(regel) for regel in regels):
            gevonden.append(Vondst("aan", zonder_aan(aaneen(regels)), " ".join(regels)))
    return gevonden


def aaneen(regels: Iterable[str]) -> str:
    """Lines of an address as one: a line that goes on in lower case belongs to the one before."""
    samen = ""
    for regel in regels:
        regel = regel.strip().rstrip(",")
        samen += regel if not samen else (" " if regel[:1].islower() else ", ") + regel
    return samen


def zonder_aan(tekst: str) -> str:
    """ "Aan de raad" is addressed to "de raad"."""
    return re.sub(r"^aan:?\s+", "", tekst, flags=re.IGNORECASE)


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
    "aan": lambda waarde: bool(_GEADRESSEERDE.search(waarde)),
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
_VERWACHT = frozenset(
    {"kenmerk", "datum", "onderwerp", "aan", "contactpersoon"}
)  # an empty label is worth a look
_LOOPT_DOOR = frozenset({"onderwerp", "aan"})


def _past(veld: str, waarde: str) -> bool:
    return veld not in _PAST or _PAST[veld](waarde)


def _lees_onder(
    regels: Sequence[str],
    begin: int,
    veld: str,
    waarde: str,
    vondsten: list[Vondst],
    onzeker: list[Onzeker],
) -> int:
    """A label on a line of its own or before its value; answers the index after what was read."""
    bron, plek = [regels[begin].strip()], begin + 1
    if not waarde:
        leeg = 0
        while plek < len(regels) and not kolommen(regels[plek]) and leeg < _MAX_LEEG:
            plek, leeg = plek + 1, leeg + 1
        cellen = kolommen(regels[plek]) if plek < len(regels) else []
        if (
            not cellen
            or any(label_van(cel) for cel in cellen)
            or (leeg and veld in ("overig", "bijlagen"))
        ):
            return begin + 1
        waarde = " ".join(cellen)
        if leeg and not _past(veld, waarde):
            return begin + 1
        bron.append(regels[plek].strip())
        plek += 1
    elif regels[begin].endswith("  ") and veld == "onderwerp":
        vondsten.append(Vondst(veld, waarde, kale_regel(bron[0])))
        return plek
    delen = [waarde]
    while veld in _LOOPT_DOOR and plek < len(regels) and _is_vervolg(regels[plek]):
        delen.append(kale_regel(regels[plek]))
        bron.append(regels[plek].strip())
        plek += 1
    waarde = aaneen(delen) if veld == "aan" else " ".join(delen)
    passage = " ".join(kale_regel(regel) for regel in bron)
    if _past(veld, waarde):
        vondsten.append(Vondst(veld, waarde, passage))
    elif veld != "email":
        onzeker.append(
            Onzeker.bij(veld, "Wat bij dit label staat, past niet bij dit veld.", passage)
        )
    return plek


def _twijfel_over_vervolg(
    regels: Sequence[str], plek: int, labels: Sequence[tuple[str, str] | None]
) -> list[Onzeker]:
    """Whether the line below a subject may belong to it: nothing in it says that it is something else."""
    is_onderwerp = any(label and label[0] == "onderwerp" for label in labels)
    if not is_onderwerp or plek >= len(regels) or not _is_vervolg(regels[plek]):
        return []
    if _GEADRESSEERDE.search(regels[plek]):
        return []
    reden = "De regel eronder kan nog bij het onderwerp horen. Controleer of alles er staat."
    return [Onzeker.bij("onderwerp", reden, kale_regel(regels[plek]))]


def _is_vervolg(regel: str) -> bool:
    cellen = kolommen(regel)
    return (
        len(cellen) == 1
        and label_van(cellen[0]) is None
        and not _EMBARGO.search(regel)
        and not _is_mailregel(regel)
        and not _is_datumregel(cellen[0])
        and not regel.lstrip().startswith("#")
    )


def _is_datumregel(tekst: str) -> bool:
    return bool(datumregel(tekst))


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


def _is_mailregel(regel: str) -> bool:
    kaal = kale_regel(regel)
    return bool(EMAIL.search(kaal)) and bool(
        _MAILREGEL.fullmatch(EMAIL.sub("", kaal).strip(" <>()"))
    )


def _lees_tabelkop(
    regels: Sequence[str],
    begin: int,
    velden: Sequence[str],
    vondsten: list[Vondst],
    onzeker: list[Onzeker],
) -> int:
    """A row of labels above a row of values; columns that do not match up are not guessed."""
    plek = begin + 1
    while plek < len(regels) and not kolommen(regels[plek]) and plek - begin <= _MAX_LEEG:
        plek += 1
    cellen = kolommen(regels[plek]) if plek < len(regels) else []
    if not cellen or any(label_van(cel) for cel in cellen):
        return begin + 1
    passage = f"{kale_regel(regels[begin])} {kale_regel(regels[plek])}"
    for nummer, veld in enumerate(velden):
        if len(cellen) == len(velden) and _past(veld, cellen[nummer]):
            vondsten.append(Vondst(veld, cellen[nummer], passage))
        elif veld not in ("overig", "email"):
            onzeker.append(
                Onzeker.bij(
                    veld, "Het is niet duidelijk welke waarde bij welk label hoort.", passage
                )
            )
    return plek + 1


def _lees_naast(
    regel: str,
    cellen: Sequence[str],
    labels: Sequence[tuple[str, str] | None],
    vondsten: list[Vondst],
    vrij: list[str],
) -> None:
    """Several cells on a line, some of them labels: a label takes the cell to its right."""
    wachtend: str | None = None
    for cel, label in zip(cellen, labels, strict=True):
        if label is not None:
            veld, waarde = label
            wachtend = None if waarde else veld
            if waarde and _past(veld, waarde):
                vondsten.append(Vondst(veld, waarde, kale_regel(regel)))
        elif wachtend is not None:
            if _past(wachtend, cel):
                vondsten.append(Vondst(wachtend, cel, kale_regel(regel)))
            wachtend = None
        else:
            vrij.append(cel)


def _emails(regels: Sequence[str]) -> list[Vondst]:
    gevonden = []
    for regel in regels:
        # The raw line: a link whose text and target differ is two addresses, and so uncertain.
        for adres in EMAIL.findall(regel):
            gevonden.append(Vondst("email", adres.casefold(), regel.strip()))
    return gevonden
