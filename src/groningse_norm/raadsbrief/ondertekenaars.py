"""The end of a letter: closing formula, the body that writes, and who signs.

Names and functions stand in many layouts; each line is told apart as name, function, or both, and the lines are paired
only if the whole closing follows one pattern. Who signed is never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from groningse_norm.raadsbrief.aanhef import is_aanhef
from groningse_norm.raadsbrief.brieftekst import kale_regel
from groningse_norm.raadsbrief.domain import Ondertekenaar
from groningse_norm.raadsbrief.labels import kolommen, label_van
from groningse_norm.raadsbrief.persoonsnaam import is_naam, persoonsnaam
from groningse_norm.raadsbrief.vondst import Onzeker

_MAX_SLOT = 160
_MAX_VERVOLG = 15  # a letter without a closing formula ends in the writing body, this many lines from the end at most

_FORMULE = re.compile(
    r"(?:hoogachtend|met\s(?:de\smeeste\s)?hoogachting|(?:met\s)?(?:een\s)?(?:vriendelijke|hartelijke|beste)\sgroet(?:en)?"
    r"|(?:mei\s)?(?:in\s)?(?:freonlike|hertlike)\sgroetnis(?:sen)?|mei\sheechachting|heechachtsjend"
    r"|(?:mit\s)?(?:n\s)?vr[uij]{1,2}ndelke\s(?:groutnis|groet(?:en)?|gruiten?)"
    r"|groetend|in\shet\svertrouwen\su\s[^.]{0,80}hoogachtend)(?P<rest>[\s,.!:;-].*|)",
    re.IGNORECASE,
)
_EN = re.compile(r"^en\s+", re.IGNORECASE)
_ORGAAN = re.compile(
    r"burgemeester\s(?:en|&)\swethouders|gedeputeerde\sstaten|dagelijks\sbestuur|algemeen\sbestuur|^het\scollege\b"
    r"|\bcollege\svan\b|^namens\b|^(?:van\s)?(?:de\s)?(?:gemeente|provincie)\s"
    r"|boargemaster\sen\swethâlders|deputearre\ssteaten|deistich\sbestjoer|\bkolleezje\sfan\b|^út\snamme\sfan\b"
    r"|^(?:van\s)?(?:het\s)?(?:waterschap|hoogheemraadschap|wetterskip|veiligheidsregio)\s|^dijkgraaf\sen\s|\bb\s?(?:en|&)\s?w\b",
    re.IGNORECASE,
)
_FUNCTIE = re.compile(
    r"(?:(?:de|het|plaatsvervangend|plv\.?|waarnemend|wnd\.?|interim|adjunct|locosecretaris|eerste)\s+)*"
    r"(?:loco[\s-]?|vice[\s-]?)?"
    r"(?P<functie>burgemeester|gemeentesecretaris(?:[\s/-]+(?:algemeen\s+)?directeur)?|secretaris[\s/-]+(?:algemeen\s+)?directeur"
    r"|provinciesecretaris|secretaris|commissaris\s+van\s+de\s+koning(?:in)?|voorzitter|dijkgraaf|statengriffier"
    r"|boargemaster|gemeentesekretaris|sekretaris|foarsitter|wethâlder|kommissaris\s+fan\s+de\s+kening"
    r"|raadsgriffier|griffier|wethouder|gedeputeerde|heemraad|portefeuillehouder|algemeen\s+directeur|directeur)(?!\w)"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
# "burgemeester van Linderbroek"; a person of that name would be "burgemeester Van Linderbroek".
_VAN_WAAR = re.compile(r"van (?:de |het |[A-Z])")
_TWEEDE_FUNCTIE = re.compile(rf"(?:,|\ben|/)\s+(?=(?:de|het)\s){_FUNCTIE.pattern}", re.IGNORECASE)
_WAARNEMEND = re.compile(r"\(?(?:a\.\s?i|wnd|plv)\.\)?", re.IGNORECASE)
_NAAM_KOMMA = re.compile(r"\s*(?:,|\s-\s|\s–\s|\(|\s/\s)\s*")
_HANDTEKENING = re.compile(
    r"[\s_.…()-]*(?:w\.?\s?g\.?|was getekend|handtekening|getekend)?[\s_.…()-]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Slot:
    """``slotgroet`` is the formula and the writing body, a line each, punctuation as in the letter."""

    slotgroet: str | None
    ondertekenaars: tuple[Ondertekenaar, ...]
    onzeker: tuple[Onzeker, ...]


@dataclass(frozen=True, slots=True)
class _Cel:
    """``soort``: "naam", "functie", "beide", "twijfel" (more than one function) or "anders"."""

    soort: str
    naam: str = ""
    functie: str = ""


def is_groet(kaal: str) -> bool:
    """Whether the line is a closing formula, or some of them, perhaps with the body that writes."""
    treffer = _FORMULE.fullmatch(kaal) if len(kaal) <= _MAX_SLOT else None
    if treffer is None:
        return False
    rest = _EN.sub("", treffer["rest"].strip(" ,.!:;-/"))
    return not rest or bool(_ORGAAN.search(rest)) or is_groet(rest)


def groet_zonder_naam(tekst: Sequence[str], slotgroet: str) -> str:
    """The last line of the text, if the closing lacks a known formula and that line may be one; else ""."""
    if is_groet(slotgroet.split("\n", 1)[0]):
        return ""
    laatste = next((kale_regel(regel) for regel in reversed(tekst) if regel.strip()), "")
    return laatste if laatste.endswith(",") and len(laatste) <= _MAX_SLOT // 2 else ""


def is_functie(tekst: str) -> bool:
    """Whether the text is a function and nothing else."""
    return _lees_cel(tekst).soort == "functie"


def vind_slot(regels: Sequence[str]) -> int | None:
    """The index of the line the closing begins with, or None."""
    for plek, regel in enumerate(regels):
        kaal = kale_regel(regel)
        if is_groet(kaal):
            return plek
    gevuld = [plek for plek, regel in enumerate(regels) if regel.strip()]
    for plek in gevuld[-_MAX_VERVOLG:]:
        kaal = kale_regel(regels[plek])
        los = plek == 0 or not regels[plek - 1].strip()
        if (
            los
            and len(kaal) <= _MAX_SLOT
            and not kaal.endswith((".", ":"))
            and _ORGAAN.search(kaal)
        ) and any(
            _lees_cel(cel).soort != "anders"
            for regel in regels[plek + 1 :]
            for cel in kolommen(regel)
        ):
            return plek
    return None


def lees_slot(regels: Sequence[str]) -> Slot:
    """Read the lines from the closing on; the first line is the closing itself."""
    groet = [kale_regel(regels[0])] if regels else []
    rijen: list[list[_Cel]] = []
    bronnen: list[str] = []
    onbekend: list[str] = []
    for regel in regels[1:]:
        cellen = kolommen(regel)
        if is_aanhef(regel) or any(label_van(cel) for cel in cellen):
            break
        if not cellen or _HANDTEKENING.fullmatch(kale_regel(regel)):
            continue
        if not rijen and len(groet) < 4 and not onbekend and is_groet(kale_regel(regel)):
            groet.append(kale_regel(regel))
            continue
        if not rijen and len(groet) < 4 and all(_ORGAAN.search(cel) for cel in cellen):
            groet.extend(cellen)
            continue
        rij = [_lees_cel(cel) for cel in cellen]
        if any(cel.soort != "anders" for cel in rij):
            rijen.append(rij)
            bronnen.append(kale_regel(regel))
        elif rijen:
            break  # past the names: a footer, an address
        else:
            onbekend.append(kale_regel(regel))
    ondertekenaars = _paar(rijen)
    onzeker = []
    if groet and rijen and onbekend:
        reden = "Tussen de groet en de namen staat meer. Controleer of het bij de slotgroet hoort."
        onzeker.append(Onzeker.bij("slotgroet", reden, " | ".join(onbekend)))
    if ondertekenaars is None:
        reden = "Het is niet zeker wie ondertekent en in welke functie."
        onzeker.append(Onzeker.bij("ondertekenaars", reden, " | ".join(bronnen)))
    return Slot("\n".join(groet) or None, tuple(ondertekenaars or ()), tuple(onzeker))


def _lees_cel(tekst: str) -> _Cel:
    if len(tekst) > _MAX_SLOT:
        return _Cel("anders")
    tekst = tekst.lstrip(" ,")
    if functie := _FUNCTIE.match(tekst):
        rest = functie["rest"].strip(" ,:")
        naam = persoonsnaam(rest)
        if is_naam(naam) and rest[:1] not in "(/" and not _VAN_WAAR.match(rest):
            return _Cel("beide", naam, _schoon(tekst[: functie.start("rest")]))
        if _ORGAAN.search(tekst) and "wethouders" in tekst.casefold():
            return _Cel("anders")
        return (
            _Cel("twijfel")
            if _TWEEDE_FUNCTIE.search(rest)
            else _Cel("functie", functie=_schoon(tekst) + "." * rest.endswith("."))
            if len(rest) <= 80 and (not rest.endswith(".") or _WAARNEMEND.fullmatch(rest))
            else _Cel("anders")
        )
    for scheiding in _NAAM_KOMMA.finditer(tekst):
        functie = _FUNCTIE.match(tekst[scheiding.end() :])
        naam = persoonsnaam(tekst[: scheiding.start()])
        if functie and is_naam(naam):
            return _Cel("beide", naam, _schoon(tekst[scheiding.end() :].rstrip(" )")))
    naam = persoonsnaam(tekst)
    return _Cel("naam", naam) if is_naam(naam) else _Cel("anders")


def _schoon(functie: str) -> str:
    zonder = re.sub(r"^(?:de|het)\s+", "", functie.strip(" ,.:;"), flags=re.IGNORECASE)
    return " ".join((zonder[:1].lower() + zonder[1:]).split())


def _paar(rijen: Sequence[Sequence[_Cel]]) -> list[Ondertekenaar] | None:
    """The signatories, [] if nobody is named, None if the layout leaves a doubt."""
    if not rijen:
        return []
    if all(cel.soort == "beide" for rij in rijen for cel in rij):
        return [Ondertekenaar(cel.naam, cel.functie) for rij in rijen for cel in rij]
    if len(rijen) % 2:
        return None
    gevonden = []
    eerste = rijen[0][0].soort
    for boven, onder in zip(rijen[::2], rijen[1::2], strict=True):
        soorten = ({cel.soort for cel in boven}, {cel.soort for cel in onder})
        verwacht = ({"naam"}, {"functie"}) if eerste == "naam" else ({"functie"}, {"naam"})
        if len(boven) != len(onder) or soorten != verwacht:
            return None
        for een, ander in zip(boven, onder, strict=True):
            gevonden.append(Ondertekenaar(een.naam or ander.naam, een.functie or ander.functie))
    return gevonden
