"""The embargo a letter names, read so that doubt never opens it.

Only a sentence of a known form with one complete date and one time on the 24-hour clock gives a moment. Anything else
that speaks of an embargo gives no moment but a mark, and a mark about the moment takes the moment away. A time of
twelve hours that names its part of the day ("half drie 's middags") gives its moment with a mark: a person confirms it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from groningse_norm.raadsbrief.aanhef import is_aanhef
from groningse_norm.raadsbrief.brieftekst import alineas, kale_regel
from groningse_norm.raadsbrief.labels import kolommen, label_van
from groningse_norm.raadsbrief.nederlandse_datums import (
    AMSTERDAM,
    TijdBestaatNiet,
    TijdBestaatTweemaal,
    Tijdvermelding,
    amsterdams_moment,
    datums_in,
    tijden_in,
    voluit,
)
from groningse_norm.raadsbrief.vondst import Onzeker

VELD = "embargo_tot"
_MAX_VERVOLG = 3  # lines an embargo may take above the salutation: the word, the date, the time

# Also "E M B A R G O" and a word broken at a line end: missing an embargo is worse than a false alarm.
_WOORD = re.compile(r"(?<!\w)e\W{0,3}m\W{0,3}b\W{0,3}a\W{0,3}r\W{0,3}g\W{0,3}o", re.IGNORECASE)
_ANDERS_GEZEGD = re.compile(
    r"\bniet\s{1,3}(?:\w{1,20}\s{1,3}){0,2}(?:openbaar|publiceren|publicatie|verspreiden)\b"
    r"|\b(?:openbaar|publicatie|publiceren|vrijgave)\s{1,3}(?:te\s{1,3}maken\s{1,3})?(?:vanaf|per|na|op|niet)\b",
    re.IGNORECASE,
)
_GEHEIM = re.compile(r"\b(?:geheim|geheimhouding|vertrouwelijk)\b", re.IGNORECASE)
_GEHEIMHOUDING = re.compile(r"\bgeheimhouding", re.IGNORECASE)
_ZINSEINDE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'‘“(])")

# The known forms, over a sentence in which "§d" stands for the date and "§t" for the time.
_MOMENT = r"(?:§d(?: om)? §t|§t op §d)"
_NIET_OPENBAAR = r"niet (?:te )?(?:openbaar(?: te)?(?: maken)?|publiceren|verspreiden|voor publicatie) (?:voor|vóór|vóor|tot)"  # noqa: E501
_TOT = rf"(?:tot|tot op|{_NIET_OPENBAAR}|openbaar vanaf|eindigt op|eindigt)"
_HELE_REGEL = re.compile(
    rf"(?:let op )?(?:(?:op |voor )?(?:deze |de )(?:raadsbrief |brief |collegebrief )"
    rf"(?:is |staat |rust een |geldt een )?)?(?:strikt )?(?:onder )?(?:strikt )?"
    rf"embargo(?: geldt| van kracht)? (?:{_TOT} )?{_MOMENT}"
    rf"|(?:let op )?{_NIET_OPENBAAR} {_MOMENT}"
)
_IN_ZIN = re.compile(rf"\bembargo(?: geldt| van kracht)? (?:{_TOT}) {_MOMENT}(?!\S| [0-9])")
_MAAKT_ONZEKER = re.compile(
    r"\b(?:geen|niet onder|niet langer|tenzij|mits|indien|als|behalve|of|dan wel|circa|ca|ongeveer|omstreeks|rond"
    r"|uiterlijk|minimaal|voorlopig|opgeheven|vervalt|vervallen|ingetrokken|verlengd|verlengen|verschoven|verplaatst"
    r"|uitgesteld|opgeschort|gewijzigd|langer|eerder|later|was|middags|ochtends|morgens|avonds|nachts|am|pm|utc|gmt|cet|cest)\b"
)
_TWAALF_UREN = (
    "De tijd staat met 'ochtend', 'middag' of 'avond' in de brief. Controleer of het moment klopt."
)
_TOT_EN_MET = re.compile(r"\b(?:tot\s{1,3}en\s{1,3}met|t\s?/\s?m)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Embargolezing:
    """``tot`` in Europe/Amsterdam, or None; ``vervolgregels`` are head lines that belong to the embargo, by index."""

    tot: datetime | None
    onzeker: tuple[Onzeker, ...]
    vervolgregels: frozenset[int]
    bronnen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Passage:
    tekst: str
    tot: datetime | None
    reden: str | None
    heeft_moment: bool
    nakijken: str | None = None  # a moment that stands, and that a person confirms


def lees_embargo(kop: Sequence[str], tekst: Sequence[str], slot: Sequence[str]) -> Embargolezing:
    """Read the lines above the salutation, the running text and what follows the closing."""
    passages: list[_Passage] = []
    vervolg: set[int] = set()
    for zin, plekken in _regelpassages(kop):
        passages.append(_weeg(zin, hele_regel=True))
        vervolg.update(plekken)
    passages.extend(_weeg(zin, hele_regel=True) for zin, _ in _regelpassages(slot))
    for alinea in alineas(tekst):
        passages.extend(
            _weeg(zin, hele_regel=False) for zin in _ZINSEINDE.split(alinea) if _WOORD.search(zin)
        )

    tot, onzeker = _beslis(passages)
    geheim = [kale_regel(regel) for regel in (*kop, *slot) if _GEHEIM.search(kale_regel(regel))]
    if geheim:
        reden = "De brief noemt geheimhouding of is vertrouwelijk. Dat is iets anders dan een embargo en loopt niet af."
        return Embargolezing(
            None, (*onzeker, Onzeker.bij(VELD, reden, " | ".join(geheim))), frozenset(vervolg)
        )
    bronnen = dict.fromkeys(passage.tekst for passage in passages if tot and passage.tot == tot)
    return Embargolezing(tot, tuple(onzeker), frozenset(vervolg), tuple(bronnen))


def gaat_over_openbaarheid(regel: str) -> bool:
    """Whether a line speaks of an embargo, of publication at a moment, or of secrecy."""
    return bool(_WOORD.search(regel) or _ANDERS_GEZEGD.search(regel) or _GEHEIM.search(regel))


def toets_aan_briefdatum(tot: datetime, datum: date) -> Onzeker | None:
    """A mark if the embargo ends before the day of the letter."""
    if tot.astimezone(AMSTERDAM).date() >= datum:
        return None
    reden = f"Het embargo eindigt voor de datum van de brief ({voluit(datum)})."
    return Onzeker.bij(VELD, reden, f"{voluit(tot.date())} {tot:%H.%M} uur")


def noemt_geheimhouding(tekst: Sequence[str]) -> list[Onzeker]:
    """A mark for each sentence in the running text about geheimhouding: an embargo does not lift that."""
    reden = "De tekst noemt geheimhouding. Kijk of die voor deze brief geldt: een embargo heft geheimhouding niet op."
    return [
        Onzeker.bij("tekst", reden, zin)
        for alinea in alineas(tekst)
        for zin in _ZINSEINDE.split(alinea)
        if _GEHEIMHOUDING.search(zin)
    ]


def _regelpassages(regels: Sequence[str]) -> list[tuple[str, list[int]]]:
    """Lines that speak of an embargo, each with the lines below that only add a date or a time."""
    gevonden: list[tuple[str, list[int]]] = []
    gebruikt = -1
    for plek, regel in enumerate(regels):
        kaal = kale_regel(regel)
        if plek <= gebruikt or not (_WOORD.search(kaal) or _ANDERS_GEZEGD.search(kaal)):
            continue
        cellen = kolommen(regel)
        eerste = next(
            (i for i, cel in enumerate(cellen) if _WOORD.search(cel) or _ANDERS_GEZEGD.search(cel)),
            0,
        )
        passage = " ".join(
            cel for i, cel in enumerate(cellen[eerste:]) if i == 0 or label_van(cel) is None
        )
        plekken: list[int] = []
        volgende = plek + 1
        while (
            volgende < len(regels)
            and volgende - plek <= _MAX_VERVOLG
            and not (datums_in(passage) and tijden_in(passage))
        ):
            erbij = kale_regel(regels[volgende])
            if is_aanhef(regels[volgende]) or any(
                label_van(cel) for cel in kolommen(regels[volgende])
            ):
                break
            if erbij and not _is_vervolg(erbij):
                break
            if erbij:
                passage = f"{passage} {erbij}"
                plekken.append(volgende)
                gebruikt = volgende
            volgende += 1
        zinnen = [
            zin
            for zin in _ZINSEINDE.split(passage)
            if _WOORD.search(zin) or _ANDERS_GEZEGD.search(zin)
        ]
        gevonden.extend((zin, plekken) for zin in zinnen or [passage])
    return gevonden


def _is_vervolg(regel: str) -> bool:
    vorm = _vorm(regel)
    return bool(
        re.fullmatch(rf"(?:(?:{_TOT}) )?(?:(?:§d|§t|om|op) ?){{1,4}}|{_TOT}|{_NIET_OPENBAAR}", vorm)
    )


def _vorm(zin: str) -> str:
    """The sentence in lower case without punctuation, dates as "§d" and times as "§t"."""
    stukken = [(vermelding, " §d ") for vermelding in datums_in(zin)]
    stukken += [(vermelding, " §t ") for vermelding in tijden_in(zin)]
    vorm, plek = "", 0
    for vermelding, teken in sorted(stukken, key=lambda stuk: stuk[0].begin):
        vorm += zin[plek : vermelding.begin].replace("§", " ") + teken
        plek = vermelding.eind
    vorm += zin[plek:].replace("§", " ")
    return " ".join(re.sub(r"[^\w§]+", " ", vorm.casefold()).split())


def _weeg(zin: str, *, hele_regel: bool) -> _Passage:
    """What one sentence settles: a moment, or the reason why it gives none."""
    datums, tijden = datums_in(zin), tijden_in(zin)

    def twijfel(reden: str) -> _Passage:
        return _Passage(zin, None, reden, bool(datums or tijden))

    if not datums and not tijden:
        return twijfel("De brief noemt een embargo, maar geen datum en tijd.")
    if not datums:
        return twijfel("Bij het embargo staat geen datum.")
    if len({(gelezen.dag, gelezen.maand, gelezen.jaar) for gelezen in datums}) > 1:
        return twijfel("Bij het embargo staat meer dan één datum.")
    if _TOT_EN_MET.search(zin):
        return twijfel(
            "Er staat 'tot en met'. Het is niet duidelijk op welk moment het embargo eindigt."
        )
    if datums[0].jaar is None:
        return twijfel("Bij het embargo ontbreekt het jaar.")
    dag = datums[0].datum()
    if dag is None:
        return twijfel("De datum van het embargo bestaat niet.")
    if not tijden:
        return twijfel("Bij het embargo staat geen tijd.")
    if len({_klok(gelezen) for gelezen in tijden}) > 1:
        return twijfel("Bij het embargo staat meer dan één tijd.")
    tijd = tijden[0].tijd()
    if tijd is None and tijden[0].uur == 12:
        return twijfel("Twaalf uur kan 's middags zijn of middernacht. Kies het moment.")
    if tijd is None:
        return twijfel(
            "De tijd van het embargo is niet zeker. Schrijf de tijd met 24 uren, zoals 14.00 uur."
        )
    if not datums[0].weekdag_klopt():
        return twijfel("De dag van de week past niet bij de datum van het embargo.")
    vorm = _vorm(zin)
    if not (
        _HELE_REGEL.fullmatch(vorm)
        or (not hele_regel and _IN_ZIN.search(vorm) and not _MAAKT_ONZEKER.search(vorm))
    ):
        return twijfel("De zin over het embargo is niet zeker te lezen.")
    try:
        tot = amsterdams_moment(dag, tijd)
    except TijdBestaatNiet:
        return twijfel("Deze tijd bestaat niet: de klok gaat dan een uur vooruit.")
    except TijdBestaatTweemaal:
        return twijfel("Deze tijd komt twee keer voor: de klok gaat dan een uur terug.")
    gewoon = not any(gelezen.dagdeel for gelezen in tijden)
    return _Passage(zin, tot, None, True, None if gewoon else _TWAALF_UREN)


def _beslis(passages: Sequence[_Passage]) -> tuple[datetime | None, list[Onzeker]]:
    """One moment if every sentence that says something about it agrees."""
    momenten = sorted({passage.tot for passage in passages if passage.tot})
    if len(momenten) > 1:
        bronnen = " | ".join(dict.fromkeys(passage.tekst for passage in passages if passage.tot))
        return None, [
            Onzeker.bij(VELD, "De brief noemt meer dan één einde van het embargo.", bronnen)
        ]
    tot = momenten[0] if momenten else None
    tegen = [
        passage for passage in passages if passage.reden and not (tot and _strookt(passage, tot))
    ]
    marks = [Onzeker.bij(VELD, passage.reden or "", passage.tekst) for passage in tegen]
    if not marks:
        marks = [
            Onzeker.bij(VELD, passage.nakijken, passage.tekst)
            for passage in passages
            if passage.nakijken
        ]
        return tot, list(dict.fromkeys(marks))
    return None, list(dict.fromkeys(marks))


def _klok(gelezen: Tijdvermelding) -> tuple[int, int]:
    """The time that is meant, or else as it is written."""
    tijd = gelezen.tijd()
    return (tijd.hour, tijd.minute) if tijd else (gelezen.uur, gelezen.minuut or 0)


def _strookt(passage: _Passage, tot: datetime) -> bool:
    """Whether a sentence without a moment of its own leaves the moment as it is."""
    if _MAAKT_ONZEKER.search(_vorm(passage.tekst)) or _TOT_EN_MET.search(passage.tekst):
        return False
    dag, tijd = tot.date(), tot.time()
    return all(
        (gelezen.dag, gelezen.maand) == (dag.day, dag.month)
        and gelezen.jaar in (None, dag.year)
        and gelezen.weekdag_klopt()
        for gelezen in datums_in(passage.tekst)
    ) and all(_klok(gelezen) == (tijd.hour, tijd.minute) for gelezen in tijden_in(passage.tekst))
