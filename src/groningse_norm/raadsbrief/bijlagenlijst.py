"""The attachments that a letter names."""

import re
from collections.abc import Sequence

from groningse_norm.raadsbrief.briefkop import Briefkop
from groningse_norm.raadsbrief.brieftekst import kale_regel
from groningse_norm.raadsbrief.labels import kolommen, label_van
from groningse_norm.raadsbrief.vondst import Onzeker

_BIJLAGE_TITEL = re.compile(
    r"bijlage(?:\s{0,3}[0-9]{1,3}|\s{1,3}[a-z])\s{0,3}[:.)–-]\s{0,3}(?P<titel>\S.*)", re.IGNORECASE
)
_BIJLAGE_LABEL = re.compile(
    r"(?:bijlagen?|bijlage\([ns]\)|bijgevoegd)\s{0,3}(?::\s{0,3}(?P<waarde>.*)|)", re.IGNORECASE
)
_PUNT = re.compile(r"\s*(?:[-*+•▪–]|[0-9]{1,3}[.)])\s+(?P<tekst>\S.*)")
_GEEN_BIJLAGE = frozenset({"geen", "-", "–", "n.v.t.", "nvt", "niet van toepassing", "0"})


def lees_bijlagen(
    kop: Briefkop, tekst: Sequence[str], slot: Sequence[str]
) -> tuple[list[str], list[Onzeker]]:
    """The attachments the letter names: a labelled line, the list below it, or "Bijlage 1: …"."""
    namen = [naam for vondst in kop.van("bijlagen") for naam in _namen(vondst.waarde)]
    for deel in (tekst, slot):
        plek = 0
        while plek < len(deel):
            kaal = kale_regel(deel[plek])
            plek += 1
            if titel := _BIJLAGE_TITEL.fullmatch(kaal):
                namen.append(titel["titel"].strip())
            elif label := _BIJLAGE_LABEL.fullmatch(kaal):
                namen.extend(_namen(label["waarde"] or ""))
                plek = _lees_lijst(
                    deel, plek, namen, alleen_punten=bool(label["waarde"]) or deel is tekst
                )
    aantallen = [naam for naam in namen if naam.isdecimal()]
    namen = list(dict.fromkeys(naam for naam in namen if not naam.isdecimal()))
    if any(int(aantal[:4]) != len(namen) for aantal in aantallen):
        reden = (
            "Het aantal bijlagen in de brief past niet bij de bijlagen die met naam worden genoemd."
        )
        return namen, [
            Onzeker.bij(
                "bijlagen", reden, f"{', '.join(aantallen)}: {'; '.join(namen) or 'geen namen'}"
            )
        ]
    return namen, []


def _namen(waarde: str) -> list[str]:
    # Only a semicolon divides for certain: a title may hold a comma or "en".
    namen = [
        naam.strip(" .,") if naam.strip(" .,").isdecimal() else naam.strip()
        for naam in waarde.split(";")
    ]
    return [naam for naam in namen if naam and naam.casefold() not in _GEEN_BIJLAGE]


def _lees_lijst(regels: Sequence[str], plek: int, namen: list[str], *, alleen_punten: bool) -> int:
    """Read the list below a label; answers the index after it. Plain lines count only directly below the label."""
    leeg = 0
    while plek < len(regels):
        kaal = regels[plek].strip()
        if not kaal:
            leeg += 1
        elif punt := _PUNT.fullmatch(regels[plek]):
            if leeg > 1:
                break
            leeg = 0
            namen.append(kale_regel(punt["tekst"]).rstrip(" ;,"))
        elif titel := _BIJLAGE_TITEL.fullmatch(kale_regel(regels[plek])):
            leeg = 0
            namen.append(titel["titel"].strip())
        elif alleen_punten or leeg or any(label_van(cel) for cel in kolommen(regels[plek])):
            break
        else:
            namen.append(kale_regel(regels[plek]).rstrip(" ;,"))
        plek += 1
    return plek
