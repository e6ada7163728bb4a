"""Names of persons as they stand in a letter: "mevr. drs. C.M. van der Wâl-de Vries, tel. 050 …"."""

import re

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
        if achternaam and len(letters) == 1 and schoon.endswith("."):
            return False  # "O. Mulder M. Veenstra" are two
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
