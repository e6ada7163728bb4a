"""Read a Dutch council letter (raadsbrief): a file's bytes in, the fields of the letter out.

Three steps with a seam between them, so that another file format needs only a new first step:

1. ``regels_van``: bytes → lines of light Markdown (see ``brieftekst``);
2. ``herken``: lines → the fields, each certain or marked;
3. ``Brief.als_dict``: fields → JSON.

A value is given only if the letter settles it; everything else is None with an ``Onzeker`` that says why. The embargo
fails closed: any doubt about the moment leaves it None. Input is untrusted: size is bounded, patterns are linear, and
whatever the bytes, the outcome is a ``Brief`` or a ``BriefGeweigerd``.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from groningse_norm.raadsbrief.briefkop import (
    Briefkop,
    Onzeker,
    Vondst,
    datumregel,
    geadresseerden,
    is_aanhef,
    kies,
    kolommen,
    label_van,
    lees_kop,
    persoonsnaam,
    zonder_aan,
)
from groningse_norm.raadsbrief.brieftekst import alineas, als_html, kale_regel
from groningse_norm.raadsbrief.embargovermelding import (
    lees_embargo,
    noemt_geheimhouding,
    toets_aan_briefdatum,
)
from groningse_norm.raadsbrief.nederlandse_datums import datums_in, voluit
from groningse_norm.raadsbrief.ondertekenaars import Ondertekenaar, lees_slot, vind_slot

__all__ = [
    "Brief",
    "BriefGeweigerd",
    "GeenBrief",
    "OnbekendFormaat",
    "Ondertekenaar",
    "OnleesbareTekens",
    "Onzeker",
    "TeGroot",
    "herken",
    "lees_brief",
    "regels_van",
]

MIB = 1024 * 1024
MAX_BYTES = 20 * MIB  # mail servers of councils refuse more
MAX_TEKENS = 300_000  # about a hundred pages; a longer text is a report, and belongs with the letter as an attachment
MAX_REGELS = 20_000  # the same hundred pages with room for blank lines

_MAX_ONZEKER = 100  # who has this many marks to look at reads the letter itself
_MAX_KOPREGELS = 40  # without a salutation the labels are looked for this far
_MIN_KENMERKEN = 3  # signs of a letter, of which a salutation or closing is one

_TEKST_EXTENSIES = frozenset({"", ".txt", ".text", ".md", ".markdown"})
_LATER_EXTENSIES = frozenset({".docx", ".odt", ".pdf"})
_BEGIN_VAN_ANDER_FORMAAT = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"<!doctype",
    b"<html",
    b"<?xml",
)
_BESCHADIGD_UTF8 = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_CP1252_TEKENS = frozenset("€‚„…‘’“”•–—«»§°²³½¼¾©®·´¨£\xa0\xad")
_CP1252_VREEMD = frozenset(
    "ÃÂÐÞðþªºµƒ"
)  # letters of cp1252 that point to another encoding, not to Dutch
_MAX_BIJZONDER = 0.1  # share of signs beyond ASCII; Dutch and Frisian stay far below it
_STUURTEKENS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_REGELEINDE = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_SPATIE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_VREEMD = re.compile("[\ufffd]|[ÃÂ][\u0080-\u00bf]|â€")

_BIJLAGE_TITEL = re.compile(
    r"bijlage(?:\s{0,3}[0-9]{1,3}|\s{1,3}[a-z])\s{0,3}[:.)–-]\s{0,3}(?P<titel>\S.*)", re.IGNORECASE
)
_BIJLAGE_LABEL = re.compile(
    r"(?:bijlagen?|bijlage\([ns]\)|bijgevoegd)\s{0,3}(?::\s{0,3}(?P<waarde>.*)|)", re.IGNORECASE
)
_PUNT = re.compile(r"\s*(?:[-*+•▪–]|[0-9]{1,3}[.)])\s+(?P<tekst>\S.*)")
_GEEN_BIJLAGE = frozenset({"geen", "-", "–", "n.v.t.", "nvt", "niet van toepassing", "0"})

_TERUG = re.compile(r"\s{0,3}(?:jl|j\.l|jongstleden|ll|laatstleden)(?!\w)", re.IGNORECASE)
_VOORUIT = re.compile(r"\s{0,3}(?:a\.s|as|aanstaande|eerstkomende)(?!\w)", re.IGNORECASE)
_VOORUIT_ERVOOR = re.compile(r"\b(?:aanstaande|eerstkomende)\s{1,3}$", re.IGNORECASE)


class BriefGeweigerd(ValueError):
    """The file gives no letter. ``code`` is for programs, ``uitleg`` one Dutch sentence for who handed it in."""

    code = "geweigerd"

    def __init__(self, uitleg: str) -> None:
        super().__init__(uitleg)
        self.uitleg = uitleg


class GeenBrief(BriefGeweigerd):
    """Text, but without what makes it a letter."""

    code = "geen_brief"


class TeGroot(BriefGeweigerd):
    """More than MAX_BYTES, MAX_TEKENS or MAX_REGELS."""

    code = "te_groot"


class OnbekendFormaat(BriefGeweigerd):
    """Not plain text: another file format, or binary."""

    code = "onbekend_formaat"


class OnleesbareTekens(BriefGeweigerd):
    """Text in an encoding that is not known for certain."""

    code = "onleesbare_tekens"


@dataclass(frozen=True, slots=True)
class Brief:
    """The fields of a letter. None (or empty) is what the letter does not settle; ``onzeker`` says why.

    ``embargo_tot`` is aware, Europe/Amsterdam; ``tekst`` is HTML (see ``brieftekst``).
    """

    kenmerk: str | None
    datum: date | None
    embargo_tot: datetime | None
    onderwerp: str | None
    aan: str | None
    email: str | None
    contactpersoon: str | None
    aanhef: str | None
    tekst: str | None
    slotgroet: str | None
    ondertekenaars: tuple[Ondertekenaar, ...]
    bijlagen: tuple[str, ...]
    onzeker: tuple[Onzeker, ...]

    def als_dict(self) -> dict[str, Any]:
        """JSON-serialisable, keys in the order of the fields; dates in ISO 8601."""
        return asdict(self) | {
            "datum": self.datum.isoformat() if self.datum else None,
            "embargo_tot": self.embargo_tot.isoformat() if self.embargo_tot else None,
            "ondertekenaars": [asdict(ondertekenaar) for ondertekenaar in self.ondertekenaars],
            "bijlagen": list(self.bijlagen),
            "onzeker": [asdict(rij) for rij in self.onzeker],
        }


def lees_brief(inhoud: bytes, *, bestandsnaam: str = "") -> Brief:
    """The letter in a text or Markdown file.

    ``bestandsnaam`` only helps to refuse what is not text. Raises a BriefGeweigerd: TeGroot, OnbekendFormaat,
    OnleesbareTekens or GeenBrief.
    """
    return herken(regels_van(inhoud, bestandsnaam=bestandsnaam))


def regels_van(inhoud: bytes, *, bestandsnaam: str = "") -> tuple[str, ...]:
    """The file as lines of light Markdown, without line ends and control characters. Raises as ``lees_brief``."""
    if len(inhoud) > MAX_BYTES:
        raise TeGroot("Dit bestand is groter dan 20 MB.")
    _weiger_ander_formaat(inhoud, PurePath(bestandsnaam.replace("\0", "")).suffix.lower())
    tekst = _als_tekst(inhoud)
    if len(tekst) > MAX_TEKENS:
        raise TeGroot("Deze tekst is te lang voor een brief: meer dan ongeveer 100 bladzijden.")
    if "\x00" in tekst:
        raise OnbekendFormaat("Dit bestand bevat geen gewone tekst.")
    tekst = unicodedata.normalize("NFC", _SPATIE.sub(" ", _REGELEINDE.sub("\n", tekst)))
    regels = tuple(_STUURTEKENS.sub("", tekst).split("\n"))
    if len(regels) > MAX_REGELS:
        raise TeGroot("Deze tekst heeft te veel regels voor een brief.")
    return regels


def herken(regels: Sequence[str]) -> Brief:
    """The letter in these lines. Raises GeenBrief if they are no letter."""
    kop, aanhef, tekst, slot = _verdeel(regels)
    embargo = lees_embargo(kop, tekst, [aanhef or "", *slot])
    briefkop = lees_kop(
        ["" if plek in embargo.vervolgregels else regel for plek, regel in enumerate(kop)]
    )
    if aanhef is None:
        kop, tekst = kop[: briefkop.einde], [*kop[briefkop.einde :], *tekst]
    onzeker = list(briefkop.onzeker)

    def veld(naam: str, kandidaten: Iterable[Vondst]) -> str | None:
        waarde, twijfel = kies(naam, kandidaten)
        onzeker.extend(twijfel)
        return waarde

    kenmerk = veld("kenmerk", briefkop.van("kenmerk"))
    onderwerp = veld("onderwerp", briefkop.van("onderwerp"))
    gelabeld = [
        Vondst("aan", zonder_aan(vondst.waarde), vondst.bron) for vondst in briefkop.van("aan")
    ]
    aan = veld("aan", gelabeld or geadresseerden(briefkop.vrije_blokken))
    email = veld("email", _bezorgadressen(briefkop))
    datum, twijfel = _lees_datum(briefkop)
    onzeker.extend(twijfel)
    contactpersoon = veld(
        "contactpersoon",
        [
            Vondst("contactpersoon", persoonsnaam(vondst.waarde), vondst.bron)
            for vondst in briefkop.van("contactpersoon")
        ],
    )
    einde = lees_slot(slot)
    tekenen = sum(
        bool(deel)
        for deel in (aanhef, einde.slotgroet, onderwerp, kenmerk, datum, aan, einde.ondertekenaars)
    )
    if (aanhef is None and einde.slotgroet is None) or tekenen < _MIN_KENMERKEN:
        raise GeenBrief(
            "Dit lijkt geen brief: de aanhef, de slotgroet of het onderwerp is niet te vinden."
        )
    if aanhef is None:
        onzeker.append(
            Onzeker(
                "aanhef", "Er is geen aanhef gevonden. Kijk waar de tekst van de brief begint.", ""
            )
        )
    if einde.slotgroet is None:
        onzeker.append(
            Onzeker(
                "slotgroet",
                "Er is geen slotgroet gevonden. Kijk waar de tekst van de brief eindigt.",
                "",
            )
        )

    embargo_tot = embargo.tot
    onzeker.extend(embargo.onzeker)
    if embargo_tot and datum and (te_vroeg := toets_aan_briefdatum(embargo_tot, datum)):
        embargo_tot = None
        onzeker.append(te_vroeg)
    onzeker.extend(noemt_geheimhouding(tekst))
    if datum:
        onzeker.extend(_tegenspraak(tekst, datum))
    onzeker.extend(_vreemde_tekens(regels))
    if any(is_aanhef(regel) for regel in slot[1:]):
        onzeker.append(
            Onzeker(
                "tekst", "Na de slotgroet begint nog een brief. Alleen de eerste is gelezen.", ""
            )
        )
    bijlagen, twijfel = _lees_bijlagen(briefkop, tekst, slot)
    onzeker.extend(twijfel)
    onzeker.extend(einde.onzeker)
    return Brief(
        kenmerk=kenmerk,
        datum=datum,
        embargo_tot=embargo_tot,
        onderwerp=onderwerp,
        aan=aan,
        email=email,
        contactpersoon=contactpersoon,
        aanhef=aanhef,
        tekst=als_html(tekst) or None,
        slotgroet=einde.slotgroet,
        ondertekenaars=einde.ondertekenaars,
        bijlagen=tuple(bijlagen),
        onzeker=tuple(dict.fromkeys(onzeker))[:_MAX_ONZEKER],
    )


def _weiger_ander_formaat(inhoud: bytes, extensie: str) -> None:
    if extensie in _LATER_EXTENSIES:
        raise OnbekendFormaat(f"Een bestand van de soort {extensie} kan nog niet worden ingelezen.")
    if extensie in {".doc", ".rtf", ".html", ".htm", ".eml", ".msg", ".zip"}:
        raise OnbekendFormaat(f"Een bestand van de soort {extensie} kan niet worden ingelezen.")
    if (
        inhoud[:1024]
        .lstrip()
        .lower()
        .startswith(tuple(begin.lower() for begin in _BEGIN_VAN_ANDER_FORMAAT))
    ):
        raise OnbekendFormaat(
            "Dit bestand is geen gewone tekst. Lever de brief aan als .txt of .md."
        )


def _als_tekst(inhoud: bytes) -> str:
    """UTF-8 or UTF-16 (with its mark), else cp1252 if that gives plausible Dutch."""
    onleesbaar = OnleesbareTekens(
        "De tekens in dit bestand zijn niet goed te lezen. Sla de brief op als UTF-8."
    )
    if inhoud.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return inhoud.decode("utf-16")
        except UnicodeDecodeError:
            raise onleesbaar from None
    if b"\x00" in inhoud:
        raise OnbekendFormaat("Dit bestand bevat geen gewone tekst.")
    try:
        return inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    # A pair like this is UTF-8 that got damaged elsewhere; as cp1252 it would turn into "Ã«".
    if _BESCHADIGD_UTF8.search(inhoud):
        raise onleesbaar
    try:
        tekst = inhoud.decode("cp1252")
    except UnicodeDecodeError:
        raise onleesbaar from None
    bijzonder = [teken for teken in tekst if teken > "\x7f"]
    vreemd = any(
        teken in _CP1252_VREEMD or not (teken.isalpha() or teken in _CP1252_TEKENS)
        for teken in bijzonder
    )
    if vreemd or len(bijzonder) > max(1, len(tekst) * _MAX_BIJZONDER):
        raise onleesbaar
    return tekst


def _verdeel(
    regels: Sequence[str],
) -> tuple[Sequence[str], str | None, Sequence[str], Sequence[str]]:
    """Lines above the salutation, the salutation, the text, and the lines from the closing on."""
    begin = next((plek for plek, regel in enumerate(regels) if is_aanhef(regel)), None)
    if begin is None:
        slot = vind_slot(regels)
        einde = len(regels) if slot is None else slot
        grens = min(einde, _MAX_KOPREGELS)
        return regels[:grens], None, regels[grens:einde], regels[einde:]
    aanhef, na = kale_regel(regels[begin]), begin + 1
    if not aanhef.endswith((",", ":", "!", ".")) and na < len(regels):
        vervolg = kale_regel(regels[na])
        if vervolg.endswith((",", ":")) and len(vervolg) <= 80:
            aanhef, na = f"{aanhef} {vervolg}", na + 1
    slot = vind_slot(regels[na:])
    einde = len(regels) if slot is None else na + slot
    return regels[:begin], " ".join(aanhef.split()), regels[na:einde], regels[einde:]


def _bezorgadressen(kop: Briefkop) -> list[Vondst]:
    """The address the letter is sent to ("per mail via …"), else whatever address stands above the salutation."""
    bezorgd = [
        vondst for vondst in kop.emails if re.search(r"\b(?:per|via)\b", vondst.bron, re.IGNORECASE)
    ]
    return bezorgd or list(kop.emails)


def _lees_datum(kop: Briefkop) -> tuple[date | None, list[Onzeker]]:
    kandidaten = [(vondst.waarde, vondst.bron) for vondst in kop.van("datum")]
    kandidaten += [
        (regel, regel) for blok in kop.vrije_blokken for regel in blok if datumregel(regel)
    ]
    bron = " | ".join(dict.fromkeys(passage for _, passage in kandidaten))
    vermeldingen = [vermelding for waarde, _ in kandidaten for vermelding in datums_in(waarde)]
    if not vermeldingen:
        return None, []
    if any(vermelding.datum() is None for vermelding in vermeldingen):
        return None, [Onzeker.bij("datum", "De datum is niet volledig of bestaat niet.", bron)]
    if len({vermelding.datum() for vermelding in vermeldingen}) > 1:
        return None, [
            Onzeker.bij("datum", "Er staan meer datums in de brief. Kies de juiste.", bron)
        ]
    datum = vermeldingen[0].datum()
    if any(not vermelding.weekdag_klopt() for vermelding in vermeldingen):
        return datum, [Onzeker.bij("datum", "De dag van de week past niet bij deze datum.", bron)]
    if any(not datumregel(waarde) for waarde, _ in kandidaten):
        return datum, [
            Onzeker.bij(
                "datum",
                "Er staat meer bij de datum. Controleer of dit de datum van de brief is.",
                bron,
            )
        ]
    return datum, []


def _tegenspraak(tekst: Sequence[str], datum: date) -> list[Onzeker]:
    """Dates called past ("jl.") that lie after the letter's date, or coming ("a.s.") that lie before it.

    A date without a year is taken in the year that brings it nearest to the letter's date.
    """
    gevonden = []
    for alinea in alineas(tekst):
        for vermelding in datums_in(alinea):
            na = alinea[vermelding.eind : vermelding.eind + 20]
            voor = alinea[max(0, vermelding.begin - 20) : vermelding.begin]
            terug, vooruit = _TERUG.match(na), _VOORUIT.match(na) or _VOORUIT_ERVOOR.search(voor)
            dag = vermelding.nabij(datum) if terug or vooruit else None
            if dag is None or dag == datum or (dag < datum if terug else dag > datum):
                continue
            plaats, woord = ("na", "voorbij") if terug else ("voor", "nog komt")
            reden = (
                f"De brief schrijft over {voluit(dag)} alsof die dag {'al voorbij is' if terug else woord}, "
                f"maar die ligt {plaats} de datum van de brief ({voluit(datum)})."
            )
            gevonden.append(
                Onzeker.bij("tekst", reden, _zin_rond(alinea, vermelding.begin, vermelding.eind))
            )
    return gevonden


def _zin_rond(alinea: str, begin: int, eind: int) -> str:
    """The passage around a date; the abbreviations beside it make exact sentence ends uncertain."""
    punt = alinea.rfind(". ", max(0, begin - 120), begin)
    start = punt + 2 if punt >= 0 else max(0, begin - 120)
    stop = alinea.find(". ", eind + 5, eind + 150)
    return alinea[start : stop + 1 if stop >= 0 else eind + 150]


def _vreemde_tekens(regels: Sequence[str]) -> list[Onzeker]:
    for regel in regels:
        if _VREEMD.search(regel):
            return [
                Onzeker.bij(
                    "tekst",
                    "Er staan vreemde tekens in de brief. Controleer letters met een accent.",
                    regel,
                )
            ]
    return []


def _lees_bijlagen(
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
