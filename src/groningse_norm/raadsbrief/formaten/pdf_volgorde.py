"""From the lines on the pages of a PDF to the lines of a letter, in the order in which one reads.

What repeats at the top and foot of the pages is left out, columns of running text are read one after the other, lines
of one height stand side by side, and words broken at a line end in running text are made whole.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from groningse_norm.raadsbrief.aanhef import is_aanhef
from groningse_norm.raadsbrief.embargovermelding import gaat_over_openbaarheid
from groningse_norm.raadsbrief.formaten.gelezen import Gelezen
from groningse_norm.raadsbrief.labels import label_van
from groningse_norm.raadsbrief.ondertekenaars import vind_slot

_RAND = 0.12  # share of the height of a page in which heads and feet stand
_MIN_KOLOMREGELS = 6
_MIN_KOLOMTEKENS = 22  # a line of running text in a column; labels and signatories are shorter
_CIJFERS = re.compile(r"[0-9]+")
_AFGEBROKEN = re.compile(r"[^\W\d_]{2}[-\u2010\u00ad](\*{0,3})$")
_LOS_STREEPJE = re.compile(r"\*{0,3}(?:en|of|dan wel|tot|noch)\b")
LOOPT_DOOR = "De waarde loopt over meer regels. Controleer of alles er staat."
KOLOMMEN = "De brief staat in kolommen. Controleer of de tekst in de goede volgorde staat."


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
        delen, in_kolommen = _volgorde(regels)
        kolommen = kolommen or in_kolommen
        rijen.extend(delen)
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
    onzeker += [(veld, LOOPT_DOOR) for veld in _lopen_door(rijen[: begin or 0])]
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
    rijen = _rijen(regels)
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
