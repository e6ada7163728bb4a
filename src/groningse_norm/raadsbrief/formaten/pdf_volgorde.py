"""From the lines on the pages of a PDF to the lines of a letter, in the order in which one reads.

What repeats at the top and foot of the pages is left out, columns of running text are read one after the other, lines
of one height stand side by side, and words broken at a line end in running text are made whole.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from groningse_norm.raadsbrief.aanhef import is_aanhef
from groningse_norm.raadsbrief.embargovermelding import gaat_over_openbaarheid
from groningse_norm.raadsbrief.formaten.gelezen import Gelezen
from groningse_norm.raadsbrief.labels import label_van
from groningse_norm.raadsbrief.ondertekenaars import is_functie, is_groet, vind_slot

_RAND = 0.12  # share of the height of a page in which heads and feet stand
_MIN_KANTLIJN = 2  # labels with their values that make a letterhead of a column at the right
_ZELFDE_PLAATS = 1.5  # points
_KLEINSTE_SPATIE = 0.15  # of the size of the letters
_MIN_KOLOMREGELS = 6
_MIN_KOLOMTEKENS = 22  # a line of running text in a column; labels and signatories are shorter
_CIJFERS = re.compile(r"[0-9]+")
_AFGEBROKEN = re.compile(r"[^\W\d_]{2}[-\u2010\u00ad](\*{0,3})$")
_LOS_STREEPJE = re.compile(r"\*{0,3}(?:en|of|dan wel|tot|noch)\b")
LOOPT_DOOR = "De waarde loopt over meer regels. Controleer of alles er staat."
KOLOMMEN = "De brief staat in kolommen. Controleer of de tekst in de goede volgorde staat."


@dataclass(frozen=True, slots=True)
class Woord:
    tekst: str
    links: float
    rechts: float


@dataclass(frozen=True, slots=True)
class Regel:
    tekst: str
    bladzijde: int
    links: float
    rechts: float
    boven: float
    onder: float
    hoogte: float
    vet: bool
    woorden: tuple[Woord, ...] = ()


def zonder_herhaling(
    bladzijden: Sequence[tuple[Sequence[Regel], float]],
) -> list[list[Regel]]:
    """Without what stands in the margin of several pages alike, but for numbers; of the first page the foot only."""

    def vorm(regel: Regel) -> str:
        return _CIJFERS.sub("#", regel.tekst.strip("* ").casefold())

    def aan_de_rand(regel: Regel, hoogte: float) -> bool:
        return regel.onder > hoogte * (1 - _RAND) or regel.boven < hoogte * _RAND

    vormen = Counter(
        vorm_
        for regels, hoogte in bladzijden
        for vorm_ in {vorm(regel) for regel in regels if aan_de_rand(regel, hoogte)}
    )
    uit = []
    for regels, hoogte in bladzijden:
        blijft = []
        for regel in regels:
            herhaald = vormen[vorm(regel)] > 1 and aan_de_rand(regel, hoogte)
            bovenaan = regel.bladzijde == 1 and regel.onder > hoogte * (1 - _RAND)
            nummer = regel.boven < hoogte * _RAND and vorm(regel).strip(" -–/") == "#"
            if (not herhaald or bovenaan or gaat_over_openbaarheid(regel.tekst)) and not nummer:
                blijft.append(regel)
        uit.append(blijft)
    return uit


def gelezen(bladzijden: Sequence[Sequence[Regel]]) -> Gelezen:
    rijen: list[list[Regel] | None] = []
    kolommen = False
    for regels in bladzijden:
        kantlijn, regels = _kantlijn(regels)
        rijen.extend(kantlijn)
        delen, in_kolommen = _volgorde(regels)
        kolommen = kolommen or in_kolommen
        rijen.extend(delen)
    lopen_door = list(_lopen_door(_boven_aanhef(rijen)))
    rijen = _in_een_cel(rijen)
    teksten = ["" if rij is None else "\t".join(deel.tekst for deel in rij) for rij in rijen]
    begin = next((plek for plek, tekst in enumerate(teksten) if is_aanhef(tekst)), None)
    na = 0 if begin is None else begin + 1
    slot = vind_slot(teksten[na:])
    einde = len(rijen) if slot is None else na + slot
    regels_: list[str] = []
    plekken: list[str] = []
    tabs = False
    for nummer, (rij, tekst) in enumerate(zip(rijen, teksten, strict=True)):
        in_tekst = begin is not None and begin < nummer < einde
        vorige = next((deel for deel in reversed(rijen[:nummer]) if deel), None)
        plek = f"bladzijde {(rij or vorige or [_LEEG])[0].bladzijde}"
        if rij is None and in_tekst and regels_ and _loopt_over(rijen, nummer, regels_[-1]):
            continue
        if in_tekst and rij and regels_ and (breuk := _AFGEBROKEN.search(regels_[-1])):
            vervolg = tekst.lstrip("*")
            if vervolg[:1].islower() and not _LOS_STREEPJE.match(tekst):
                nadruk = breuk[1]
                basis = regels_[-1][: len(regels_[-1]) - len(nadruk) - 1]
                regels_[-1] = basis + (tekst.removeprefix(nadruk) if nadruk else tekst)
                continue
        tabs = tabs or (in_tekst and "\t" in tekst)
        regels_.append(tekst)
        plekken.append(plek)
    onzeker = [("tekst", KOLOMMEN)] if kolommen or tabs else []
    onzeker += [(veld, LOOPT_DOOR) for veld in lopen_door]
    return Gelezen(tuple(regels_), tuple(plekken), (), tuple(onzeker))


def _lopen_door(rijen: Sequence[list[Regel] | None]) -> Iterator[str]:
    """Fields whose value, beside its label, has a line right above or below it or at half a line from the label."""
    gevuld = [rij for rij in rijen if rij]
    for boven, onder in pairwise(gevuld):
        if boven[0].onder - onder[0].onder < 0.9 * onder[0].hoogte:
            labels = [label_van(rij[0].tekst.strip("*")) for rij in (boven, onder)]
            yield from (label[0] for label in labels if label and label[0] != "overig")
        if _nieuwe_alinea(boven[0], onder[0]) or {len(boven) > 1, len(onder) > 1} != {True, False}:
            continue
        naast, los = (boven, onder[0]) if len(boven) > 1 else (onder, boven[0])
        label = label_van(naast[0].tekst.strip("*"))
        if label and label[0] != "overig" and abs(naast[1].links - los.links) < 4:
            yield label[0]


_LEEG = Regel("", 1, 0, 0, 0, 0, 0, False)


def _loopt_over(rijen: Sequence[list[Regel] | None], nummer: int, laatste: str) -> bool:
    """Whether a sentence goes on over a page or column end."""
    voor = next((rij for rij in reversed(rijen[:nummer]) if rij), None)
    na = next((rij for rij in rijen[nummer:] if rij), None)
    return bool(
        voor
        and na
        and (voor[0].bladzijde != na[0].bladzijde or na[0].onder > voor[0].boven)
        and not laatste.rstrip(" *").endswith((".", ":", "!", "?", ";"))
        and na[0].tekst.lstrip("*")[:1].islower()
    )


def _volgorde(regels: Sequence[Regel]) -> tuple[list[list[Regel] | None], bool]:
    """The rows of a page from top to foot; None is a blank line. Whether there were columns of running text."""
    rijen = _los_naast_elkaar(_rijen(regels))
    uit: list[list[Regel] | None] = [None]
    gevonden = False
    plek = 0
    while plek < len(rijen):
        einde, goot = _kolomeinde(rijen, plek)
        if einde - plek >= _MIN_KOLOMREGELS:
            gevonden = True
            for links in (True, False):
                kolom = [
                    [deel]
                    for rij in rijen[plek:einde]
                    for deel in rij
                    if ((deel.links + deel.rechts) / 2 < goot) is links
                ]
                uit.extend([None, *_met_wit(kolom)])
            uit.append(None)
            plek = einde
        else:
            eind = plek + 1
            while eind < len(rijen):
                volgend, _ = _kolomeinde(rijen, eind)
                if volgend - eind >= _MIN_KOLOMREGELS:
                    break
                eind += 1
            uit.extend([*_met_wit(rijen[plek:eind]), None])
            plek = eind
    return uit, gevonden


def _kantlijn(
    regels: Sequence[Regel],
) -> tuple[list[list[Regel] | None], Sequence[Regel]]:
    """A letterhead in a column at the right, each label above or before its value, and the rest of the page."""
    breedte = max((regel.rechts for regel in regels), default=0.0)
    for links in dict.fromkeys(round(regel.links) for regel in regels):
        if links < breedte / 2:
            continue
        kolom = sorted(
            (regel for regel in regels if abs(regel.links - links) < 2),
            key=lambda regel: -regel.onder,
        )
        labels = [label_van(regel.tekst.strip("*")) for regel in kolom]
        boven_waarde = [
            een is not None and not een[1] and ander is None for een, ander in pairwise(labels)
        ]
        met_waarde = [label for label in labels if label and label[1]]
        if sum(boven_waarde) + len(met_waarde) >= _MIN_KANTLIJN:
            rijen: list[list[Regel] | None] = []
            for regel, label, vorige in zip(kolom, labels, [None, *labels], strict=False):
                rijen.extend([[regel]] if vorige and not label else [None, [regel]])
            return [*rijen, None], [regel for regel in regels if regel not in kolom]
    return [], regels


def _los_naast_elkaar(rijen: list[list[Regel]]) -> list[list[Regel]]:
    """Rows of labels or functions and their values, cut where words of both begin at one place.

    Columns that nearly touch come as one line. Only a row that is nothing but labels or functions shows where they are.
    """
    uit = list(rijen)
    for plek, (boven, onder) in enumerate(pairwise(rijen)):
        grenzen = [
            links
            for links in _ruime_woorden(boven)
            if any(abs(links - ander) < _ZELFDE_PLAATS for ander in _ruime_woorden(onder))
        ]
        if not grenzen or len(boven) == len(onder) == len(grenzen) + 1:
            continue
        delen = [_gesneden(rij, grenzen) for rij in (boven, onder)]
        teksten = [[deel.tekst.strip("*") for deel in rij] for rij in delen]
        labels = all((label_van(tekst) or ("", "?"))[1] == "" for tekst in teksten[0])
        functies = any(all(is_functie(tekst) for tekst in rij) for rij in teksten)
        if len(delen[0]) == len(delen[1]) and (labels or functies):
            uit[plek : plek + 2] = delen
    return uit


def _ruime_woorden(rij: Sequence[Regel]) -> list[float]:
    """Where words begin after more than the space between words of this row."""
    ruimtes = [b.links - a.rechts for deel in rij for a, b in pairwise(deel.woorden)]
    gewoon = max(min(ruimtes, default=0.0), _KLEINSTE_SPATIE * rij[0].hoogte)
    uit = [
        b.links
        for deel in rij
        for a, b in pairwise(deel.woorden)
        if b.links - a.rechts > 1.3 * gewoon
    ]
    return uit + [deel.links for deel in rij[1:]]


def _gesneden(rij: Sequence[Regel], grenzen: Sequence[float]) -> list[Regel]:
    woorden = [(woord, deel) for deel in rij for woord in deel.woorden]
    uit = []
    randen = [float("-inf"), *sorted(grenzen), float("inf")]
    for van, tot in pairwise(randen):
        binnen = [
            (woord, deel)
            for woord, deel in woorden
            if van - _ZELFDE_PLAATS <= woord.links < tot - _ZELFDE_PLAATS
        ]
        if binnen:
            tekst, deel = " ".join(woord.tekst for woord, _ in binnen), binnen[0][1]
            uit.append(
                replace(
                    deel,
                    tekst=f"**{tekst}**" if deel.vet else tekst,
                    links=binnen[0][0].links,
                    rechts=binnen[-1][0].rechts,
                    woorden=tuple(woord for woord, _ in binnen),
                )
            )
    return uit


def _boven_aanhef(rijen: Sequence[list[Regel] | None]) -> Sequence[list[Regel] | None]:
    plekken = (plek for plek, rij in enumerate(rijen) if rij and is_aanhef(rij[0].tekst))
    return rijen[: next(plekken, 0)]


def _in_een_cel(rijen: list[list[Regel] | None]) -> list[list[Regel] | None]:
    """Subject and addressee whose value has more lines than their label has, in a cell beside it, as one row.

    The label stands at the first line of the value, or in the middle. Whoever reads it is told (LOOPT_DOOR).
    """
    uit = list(rijen)
    plek = 0
    while plek < len(_boven_aanhef(uit)):
        rij = uit[plek]
        label = label_van(rij[0].tekst.strip("*")) if rij else None
        if not rij or len(rij) > 2 or label not in (("onderwerp", ""), ("aan", "")):
            plek += 1
            continue
        eerste = _los(uit, plek + 1, +1)
        links = rij[1].links if len(rij) == 2 else eerste.links if eerste else 0.0
        boven, onder = (_cel(uit, plek, stap, links) for stap in (-1, +1))
        midden = bool(boven) and len(boven) == len(onder)
        if links > rij[0].rechts and (midden or (onder and not boven and len(rij) == 2)):
            delen = [*boven, *rij[1:], *onder]
            samen = replace(delen[0], tekst=" ".join(deel.tekst for deel in delen))
            begin = plek - len(boven)
            uit[begin : plek + 1 + len(onder)] = [[rij[0], samen]]
            plek = begin
        plek += 1
    return uit


def _los(rijen: Sequence[list[Regel] | None], plek: int, stap: int) -> Regel | None:
    rij = rijen[plek] if 0 <= plek < len(rijen) else None
    return rij[0] if rij and len(rij) == 1 else None


def _cel(rijen: Sequence[list[Regel] | None], plek: int, stap: int, links: float) -> list[Regel]:
    """The lines right above (-1) or below (+1) a row that stand alone and begin at ``links``."""
    uit: list[Regel] = []
    vorige = (rijen[plek] or [_LEEG])[0]
    while (regel := _los(rijen, plek + stap, stap)) and abs(regel.links - links) < 4:
        boven, onder = (regel, vorige) if stap < 0 else (vorige, regel)
        if _nieuwe_alinea(boven, onder) or label_van(regel.tekst.strip("*")):
            break
        uit.append(regel)
        vorige, plek = regel, plek + stap
    return uit[::stap]


def _rijen(regels: Sequence[Regel]) -> list[list[Regel]]:
    """Lines of one height side by side, from top to foot."""
    rijen: list[list[Regel]] = []
    for regel in sorted(regels, key=lambda regel: (-regel.onder, regel.links)):
        if rijen and abs(rijen[-1][0].onder - regel.onder) < 0.3 * max(regel.hoogte, 1):
            rijen[-1].append(regel)
        else:
            rijen.append([regel])
    return [sorted(rij, key=lambda regel: regel.links) for rij in rijen]


def _kolomeinde(rijen: Sequence[Sequence[Regel]], begin: int) -> tuple[int, float]:
    """How far two columns of running text go on from this row, and where the gutter lies."""
    if len(rijen[begin]) != 2:
        return begin, 0.0
    goot = (rijen[begin][0].rechts + rijen[begin][1].links) / 2
    goot = max(goot, rijen[begin][1].links - 6)
    lang = einde = 0
    plek = begin
    for plek in range(begin, len(rijen)):
        rij = rijen[plek]
        if any(deel.links < goot < deel.rechts for deel in rij) or len(rij) > 2:
            break
        if len(rij) == 2:
            if any(label_van(deel.tekst.strip("* ")) for deel in rij):
                break
            lang += min(len(deel.tekst) for deel in rij) >= _MIN_KOLOMTEKENS
            einde = plek + 1
        elif rij[0].links < goot and is_groet(rij[0].tekst.strip("* ")):
            break
        elif _nieuwe_alinea(rijen[plek - 1][0], rij[0]) and einde == plek:
            # One column may be longer than the other; what stands apart below both is no column.
            rest = rijen[plek : plek + _MIN_KOLOMREGELS]
            if all(len(volgend) == 1 for volgend in rest):
                break
        else:
            einde = plek + 1
    return (einde, goot) if lang >= _MIN_KOLOMREGELS - 1 else (begin, 0.0)


def _met_wit(rijen: Sequence[list[Regel]]) -> list[list[Regel] | None]:
    """The rows with a blank line where the space above is wider than between lines of one paragraph."""
    uit: list[list[Regel] | None] = list(rijen[:1])
    for boven, onder in pairwise(rijen):
        if _nieuwe_alinea(boven[0], onder[0]):
            uit.append(None)
        uit.append(onder)
    return uit


def _nieuwe_alinea(boven: Regel, onder: Regel) -> bool:
    return (
        boven.onder - onder.onder > 1.55 * max(onder.hoogte, 1) + 2
        or abs(boven.hoogte - onder.hoogte) > 1
        or boven.vet != onder.vet
    )
