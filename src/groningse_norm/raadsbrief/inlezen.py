"""Read a Dutch council letter (raadsbrief): a file's bytes in, the fields of the letter out.

Three steps with a seam between them, so that another file format needs only a new first step:

1. ``formaten.bestand.lees``: bytes → lines of light Markdown (see ``brieftekst``), each with its place;
2. ``herken``: lines → the fields, each certain or marked;
3. ``Brief.als_dict``: fields → JSON.

A value is given only if the letter settles it; everything else is None with an ``Onzeker`` that says why. The embargo
fails closed: any doubt about the moment leaves it None. Input is untrusted: size is bounded, patterns are linear, and
whatever the bytes, the outcome is a ``Brief`` or a ``BriefGeweigerd``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
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
from groningse_norm.raadsbrief.formaten.bestand import lees
from groningse_norm.raadsbrief.formaten.gelezen import MAX_BYTES, MAX_REGELS, MAX_TEKENS
from groningse_norm.raadsbrief.geweigerd import (
    Beschadigd,
    BriefGeweigerd,
    GeenBrief,
    OnbekendFormaat,
    OnleesbareTekens,
    TeGroot,
)
from groningse_norm.raadsbrief.herkomst import Bron, bron_van, bron_van_tekst, zekerheid
from groningse_norm.raadsbrief.nederlandse_datums import datums_in, voluit
from groningse_norm.raadsbrief.ondertekenaars import Ondertekenaar, lees_slot, vind_slot

__all__ = [
    "MAX_BYTES",
    "MAX_REGELS",
    "MAX_TEKENS",
    "Beschadigd",
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
]

_MAX_ONZEKER = 100  # who has this many marks to look at reads the letter itself
_MAX_KOPREGELS = 40  # without a salutation the labels are looked for this far
_MIN_KENMERKEN = 3  # signs of a letter, of which a salutation or closing is one

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
    bronnen: tuple[tuple[str, Bron], ...] = ()
    waarschuwingen: tuple[str, ...] = ()

    def als_dict(self) -> dict[str, Any]:
        """JSON-serialisable, keys in the order of the fields; dates in ISO 8601."""
        velden = {
            naam: waarde
            for naam, waarde in asdict(self).items()
            if naam not in ("bronnen", "waarschuwingen")
        }
        waarden = {naam: waarde for naam, waarde in velden.items() if naam != "onzeker"}
        return velden | {
            "datum": self.datum.isoformat() if self.datum else None,
            "embargo_tot": self.embargo_tot.isoformat() if self.embargo_tot else None,
            "ondertekenaars": [asdict(ondertekenaar) for ondertekenaar in self.ondertekenaars],
            "bijlagen": list(self.bijlagen),
            "onzeker": [asdict(rij) for rij in self.onzeker],
            "bronnen": {
                veld: [asdict(bron) for naam, bron in self.bronnen if naam == veld]
                for veld in dict.fromkeys(naam for naam, _ in self.bronnen)
            },
            "zekerheid": zekerheid(waarden, self.onzeker),
            "waarschuwingen": list(self.waarschuwingen),
        }


def lees_brief(inhoud: bytes, *, bestandsnaam: str = "") -> Brief:
    """The letter in a file: .docx, .odt, .pdf with text, plain text or Markdown.

    The bytes say which it is; ``bestandsnaam`` only serves to refuse what says it is something else. Raises a
    BriefGeweigerd.
    """
    gelezen = lees(inhoud, bestandsnaam=bestandsnaam)
    brief = herken(gelezen.regels, gelezen.plekken)
    twijfel = tuple(
        Onzeker(veld, reden, "") for veld, reden in gelezen.onzeker if getattr(brief, veld)
    )
    return replace(
        brief,
        onzeker=(*brief.onzeker, *twijfel)[:_MAX_ONZEKER],
        waarschuwingen=gelezen.waarschuwingen,
    )


def herken(regels: Sequence[str], plekken: Sequence[str] = ()) -> Brief:
    """The letter in these lines; ``plekken`` says where each stood. Raises GeenBrief if they are no letter."""
    plekken = plekken or [f"regel {nummer}" for nummer in range(1, len(regels) + 1)]
    passages: list[tuple[str, str]] = []
    kop, aanhef, tekst, slot = _verdeel(regels)
    embargo = lees_embargo(kop, tekst, [aanhef or "", *slot])
    briefkop = lees_kop(
        ["" if plek in embargo.vervolgregels else regel for plek, regel in enumerate(kop)]
    )
    if aanhef is None:
        kop, tekst = kop[: briefkop.einde], [*kop[briefkop.einde :], *tekst]
    onzeker = list(briefkop.onzeker)

    def veld(naam: str, kandidaten: Iterable[Vondst]) -> str | None:
        vondsten = list(kandidaten)
        waarde, twijfel = kies(naam, vondsten)
        onzeker.extend(twijfel)
        passages.extend((naam, vondst.bron) for vondst in vondsten if vondst.waarde == waarde)
        return waarde

    kenmerk = veld("kenmerk", briefkop.van("kenmerk"))
    onderwerp = veld("onderwerp", briefkop.van("onderwerp"))
    gelabeld = [
        Vondst("aan", zonder_aan(vondst.waarde), vondst.bron) for vondst in briefkop.van("aan")
    ]
    aan = veld("aan", gelabeld or geadresseerden(briefkop.vrije_blokken))
    email = veld("email", _bezorgadressen(briefkop))
    datum, twijfel, datumbronnen = _lees_datum(briefkop)
    passages.extend(("datum", bron) for bron in datumbronnen if datum)
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
    if embargo_tot:
        passages.extend(("embargo_tot", passage) for passage in embargo.bronnen)
    passages.append(("aanhef", aanhef or ""))
    passages.append(("slotgroet", slot[0] if einde.slotgroet else ""))
    passages.extend(("ondertekenaars", wie.naam) for wie in einde.ondertekenaars)
    passages.extend(("bijlagen", naam) for naam in bijlagen)
    gevonden = [(veld_, bron_van(passage, regels, plekken)) for veld_, passage in passages]
    begin = len(regels) - len(slot) - len(tekst)
    gevonden.append(("tekst", bron_van_tekst(tekst, plekken[begin : begin + len(tekst)])))
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
        bronnen=tuple(dict.fromkeys((naam, bron) for naam, bron in gevonden if bron)),
    )


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


def _lees_datum(kop: Briefkop) -> tuple[date | None, list[Onzeker], list[str]]:
    kandidaten = [(vondst.waarde, vondst.bron) for vondst in kop.van("datum")]
    kandidaten += [
        (regel, regel) for blok in kop.vrije_blokken for regel in blok if datumregel(regel)
    ]
    bronnen = list(dict.fromkeys(passage for _, passage in kandidaten))
    bron = " | ".join(bronnen)
    vermeldingen = [vermelding for waarde, _ in kandidaten for vermelding in datums_in(waarde)]
    if not vermeldingen:
        return None, [], []
    if any(vermelding.datum() is None for vermelding in vermeldingen):
        return (
            None,
            [Onzeker.bij("datum", "De datum is niet volledig of bestaat niet.", bron)],
            bronnen,
        )
    if len({vermelding.datum() for vermelding in vermeldingen}) > 1:
        return (
            None,
            [Onzeker.bij("datum", "Er staan meer datums in de brief. Kies de juiste.", bron)],
            bronnen,
        )
    datum = vermeldingen[0].datum()
    if any(not vermelding.weekdag_klopt() for vermelding in vermeldingen):
        return (
            datum,
            [Onzeker.bij("datum", "De dag van de week past niet bij deze datum.", bron)],
            bronnen,
        )
    if any(not datumregel(waarde) for waarde, _ in kandidaten):
        return (
            datum,
            [
                Onzeker.bij(
                    "datum",
                    "Er staat meer bij de datum. Controleer of dit de datum van de brief is.",
                    bron,
                )
            ],
            bronnen,
        )
    return datum, [], bronnen


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
