"""Policy that the text of a letter names: "Integraal veiligheidsbeleidsplan 2024 – 2027", "een Contourennota" in 2022.

A proposal and never more: which of it the letter builds on, and so is signed with it, a person says.
"""

import re
from collections.abc import Sequence

from groningse_norm.raadsbrief.brieftekst import alineas
from groningse_norm.raadsbrief.vondst import Vondst

VELD = "beleidskader"
REDEN = "De brief noemt dit beleid. Laat staan waar de brief op voortbouwt en haal de rest weg."
MAX_REGELS = 20
MAX_TEKENS = 300

_JAREN = r"(?:19|20)[0-9]{2}(?:\s?[-–/]\s?(?:20)?[0-9]{2})?"
_NAAM = re.compile(
    r"(?<!\w)(?P<naam>(?:(?P<voor>[A-Z]\w{2,30})\s)?"
    r"(?:\w{0,40}(?:beleidsplan|beleidsnota|contourennota|kadernota|veiligheidsplan|beleidskader|beleidsvisie"
    r"|actieprogramma|actieplan|veiligheidsagenda)|plan\svan\saanpak))(?!\w)"
    rf"(?:\s(?P<haakje>\(|uit\s)?(?P<jaren>{_JAREN})(?![0-9]))?",
    re.IGNORECASE,
)
_JAAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_ZIN = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_GEEN_NAAMSDEEL = frozenset(
    {"het", "dit", "dat", "een", "de", "in", "ons", "onze", "uw", "met", "voor", "van", "deze", "via",
     "op", "uit", "bij", "als", "ook", "naast"}
)  # fmt: skip


def genoemd_beleid(tekst: Sequence[str]) -> list[Vondst]:
    """Each named policy with its year, once, in the order of the text; the source is the sentence.

    A name begins with a capital or has its year right behind it; the year may also stand before it in the sentence.
    """
    gevonden: dict[str, Vondst] = {}
    for zin in (zin for alinea in alineas(tekst) for zin in _ZIN.split(alinea)):
        for treffer in _NAAM.finditer(zin):
            voor = treffer["voor"] or ""
            naam = treffer["naam"]
            if voor and (voor.casefold() in _GEEN_NAAMSDEEL or not voor[0].isupper()):
                naam = naam[len(voor) :].strip()
            if treffer["jaren"]:
                jaren = treffer["jaren"]
                waarde = f"{naam} ({jaren})" if treffer["haakje"] else f"{naam} {jaren}"
            else:
                eerder = _JAAR.findall(zin[: treffer.start()])
                if not eerder or not naam[0].isupper():
                    continue
                waarde = f"{naam} ({eerder[-1]})"
            waarde = waarde[0].upper() + waarde[1:]
            if len(waarde) <= MAX_TEKENS:
                gevonden.setdefault(waarde.casefold(), Vondst(VELD, waarde, zin))
    return list(gevonden.values())[:MAX_REGELS]
