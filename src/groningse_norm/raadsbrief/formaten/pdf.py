"""A PDF with a text layer as lines of a letter, by the layout of pdfminer.six.

What repeats at the top and foot of the pages is left out, columns of running text are read one after the other, lines
of one height stand side by side, and words broken at a line end in running text are made whole.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTContainer, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException

from groningse_norm.raadsbrief.briefkop import is_aanhef, label_van
from groningse_norm.raadsbrief.embargovermelding import gaat_over_openbaarheid
from groningse_norm.raadsbrief.formaten.gelezen import Gelezen, letterlijk, veilig
from groningse_norm.raadsbrief.geweigerd import (
    Beschadigd,
    BriefGeweigerd,
    GeenTekst,
    TeGroot,
    Versleuteld,
)
from groningse_norm.raadsbrief.ondertekenaars import vind_slot

MAX_BLADZIJDEN = 100
_MAX_LINKS = 200  # a page; each letter is laid beside each of them
_RAND = 0.12  # share of the height of a page in which heads and feet stand
_MIN_KOLOMREGELS = 6
_MIN_KOLOMTEKENS = 22  # a line of running text in a column; labels and signatories are shorter
_VET = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_SCHUIN = re.compile(r"italic|oblique", re.IGNORECASE)
_CIJFERS = re.compile(r"[0-9]+")
_AFGEBROKEN = re.compile(r"[^\W\d_]{2}[-\u2010\u00ad](\*{0,3})$")
_LOS_STREEPJE = re.compile(r"\*{0,3}(?:en|of|dan wel|tot|noch)\b")

LOOPT_DOOR = "De waarde loopt over meer regels. Controleer of alles er staat."
KOLOMMEN = "De brief staat in kolommen. Controleer of de tekst in de goede volgorde staat."


@dataclass(frozen=True, slots=True)
class _Regel:
    tekst: str
    bladzijde: int
    links: float
    rechts: float
    boven: float
    onder: float
    hoogte: float
    vet: bool


def lees(inhoud: bytes) -> Gelezen:
    """Raises Beschadigd, GeenTekst, TeGroot or Versleuteld."""
    try:
        bladzijden = _bladzijden(inhoud)
    except BriefGeweigerd:
        raise
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
        raise Versleuteld(
            "Deze PDF is beveiligd met een wachtwoord. Haal het wachtwoord eraf."
        ) from error
    except (PDFException, PSException, ValueError, KeyError, IndexError, TypeError, AttributeError,
            AssertionError, OverflowError, RecursionError, StopIteration) as error:  # fmt: skip
        # pdfminer.six lets its own surprises about broken files through.
        raise Beschadigd("Deze PDF is beschadigd of niet compleet. Maak de PDF opnieuw.") from error
    if sum(len(regel.tekst.strip()) for regels, _ in bladzijden for regel in regels) < 40:
        raise GeenTekst(
            "In deze PDF staat geen tekst, alleen beeld. Lever het document aan waaruit de PDF is gemaakt."
        )
    return _gelezen(_zonder_herhaling(bladzijden))


def _bladzijden(inhoud: bytes) -> list[tuple[list[_Regel], float]]:
    document = PDFDocument(PDFParser(io.BytesIO(inhoud)))
    beheer = PDFResourceManager()
    opmaak = PDFPageAggregator(beheer, laparams=LAParams(boxes_flow=None, char_margin=1.5))
    lezer = PDFPageInterpreter(beheer, opmaak)
    paginas = []
    for pagina in PDFPage.create_pages(document):
        paginas.append(pagina)
        if len(paginas) > MAX_BLADZIJDEN:
            raise TeGroot("Deze PDF heeft meer dan 100 bladzijden. Dat is te veel voor een brief.")
    gevonden = []
    for nummer, pagina in enumerate(paginas, 1):
        lezer.process_page(pagina)
        blad = opmaak.get_result()
        links = _links(pagina)
        regels = [_regel(lijn, nummer, links) for lijn in _lijnen(blad)]
        gevonden.append((regels, float(blad.height)))
    if not paginas:
        raise PDFException("no pages")
    return gevonden


def _lijnen(deel) -> Iterator[LTTextLine]:
    for kind in deel:
        if isinstance(kind, LTTextLine):
            if kind.get_text().strip():
                yield kind
        elif isinstance(kind, LTContainer):
            yield from _lijnen(kind)


@dataclass(frozen=True, slots=True)
class _Link:
    """A rectangle of the page, in points from its lower left corner, and where it leads."""

    links: float
    onder: float
    rechts: float
    boven: float
    doel: str

    def ligt_om(self, teken: LTChar) -> bool:
        x, y = (teken.x0 + teken.x1) / 2, (teken.y0 + teken.y1) / 2
        return self.links <= x <= self.rechts and self.onder <= y <= self.boven


def _links(pagina: PDFPage) -> list[_Link]:
    gevonden = []
    for verwijzing in (resolve1(pagina.annots) or [])[:_MAX_LINKS]:
        annotatie = resolve1(verwijzing)
        actie = resolve1(annotatie.get("A")) or {}
        doel, vlak = resolve1(actie.get("URI")), resolve1(annotatie.get("Rect"))
        if not vlak or not isinstance(doel, bytes) or not doel.isascii():
            continue
        x0, y0, x1, y1 = (float(resolve1(getal)) for getal in vlak)
        if veilig(adres := doel.decode("ascii")):
            gevonden.append(_Link(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), adres))
    return gevonden


def _met_links(lijn: LTTextLine, links: Sequence[_Link]) -> str:
    """The line as inline Markdown, spaces taken together."""
    stukken: list[tuple[str, str]] = []
    for teken in lijn:
        doel = stukken[-1][1] if stukken else ""
        if isinstance(teken, LTChar):
            doel = next((link.doel for link in links if link.ligt_om(teken)), "")
        if stukken and stukken[-1][1] == doel:
            stukken[-1] = (stukken[-1][0] + teken.get_text(), doel)
        else:
            stukken.append((teken.get_text(), doel))
    uit = ""
    for tekst, doel in stukken:
        kern = letterlijk(tekst.replace("\u00ad", "-"))
        kaal = kern.strip()
        if doel and kaal and "[" not in kaal:
            kern = kern.replace(kaal, f"[{kaal}]({doel})", 1)
        uit += kern
    return " ".join(uit.split())


def _regel(lijn: LTTextLine, bladzijde: int, links: Sequence[_Link] = ()) -> _Regel:
    letters = [teken for teken in lijn if isinstance(teken, LTChar) and teken.get_text().strip()]
    vet = bool(letters) and sum(bool(_VET.search(t.fontname)) for t in letters) > 0.9 * len(letters)
    schuin = bool(letters) and all(_SCHUIN.search(teken.fontname) for teken in letters)
    hoogte = median([teken.size for teken in letters]) if letters else lijn.height
    tekst = _met_links(lijn, links)
    teken = "*" * (2 * vet + schuin)
    if teken and any(letter.isalnum() for letter in tekst):
        tekst = f"{teken}{tekst}{teken}"
    return _Regel(tekst, bladzijde, lijn.x0, lijn.x1, lijn.y1, lijn.y0, hoogte, vet)


def _zonder_herhaling(
    bladzijden: Sequence[tuple[Sequence[_Regel], float]],
) -> list[list[_Regel]]:
    """Without what stands in the margin of several pages alike, but for numbers; of the first page the foot only."""

    def vorm(regel: _Regel) -> str:
        return _CIJFERS.sub("#", regel.tekst.strip("* ").casefold())

    def aan_de_rand(regel: _Regel, hoogte: float) -> bool:
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


def _gelezen(bladzijden: Sequence[Sequence[_Regel]]) -> Gelezen:
    rijen: list[list[_Regel] | None] = []
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


def _lopen_door(rijen: Sequence[list[_Regel] | None]) -> Iterator[str]:
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


_LEEG = _Regel("", 1, 0, 0, 0, 0, 0, False)


def _loopt_over(rijen: Sequence[list[_Regel] | None], nummer: int, laatste: str) -> bool:
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


def _volgorde(regels: Sequence[_Regel]) -> tuple[list[list[_Regel] | None], bool]:
    """The rows of a page from top to foot; None is a blank line. Whether there were columns of running text."""
    rijen = _rijen(regels)
    uit: list[list[_Regel] | None] = [None]
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


def _rijen(regels: Sequence[_Regel]) -> list[list[_Regel]]:
    """Lines of one height side by side, from top to foot."""
    rijen: list[list[_Regel]] = []
    for regel in sorted(regels, key=lambda regel: (-regel.onder, regel.links)):
        if rijen and abs(rijen[-1][0].onder - regel.onder) < 0.3 * max(regel.hoogte, 1):
            rijen[-1].append(regel)
        else:
            rijen.append([regel])
    return [sorted(rij, key=lambda regel: regel.links) for rij in rijen]


def _kolomeinde(rijen: Sequence[Sequence[_Regel]], begin: int) -> tuple[int, float]:
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


def _met_wit(rijen: Sequence[list[_Regel]]) -> list[list[_Regel] | None]:
    """The rows with a blank line where the space above is wider than between lines of one paragraph."""
    uit: list[list[_Regel] | None] = list(rijen[:1])
    for boven, onder in pairwise(rijen):
        if _nieuwe_alinea(boven[0], onder[0]):
            uit.append(None)
        uit.append(onder)
    return uit


def _nieuwe_alinea(boven: _Regel, onder: _Regel) -> bool:
    return (
        boven.onder - onder.onder > 1.55 * max(onder.hoogte, 1) + 2
        or abs(boven.hoogte - onder.hoogte) > 1
        or boven.vet != onder.vet
    )
