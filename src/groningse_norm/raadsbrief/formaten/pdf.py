"""The lines on the pages of a PDF with a text layer, by the layout of pdfminer.six; ``pdf_volgorde`` orders them."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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

from groningse_norm.raadsbrief.formaten.gelezen import Gelezen, letterlijk, veilig
from groningse_norm.raadsbrief.formaten.pdf_volgorde import Regel, Woord, gelezen, zonder_herhaling
from groningse_norm.raadsbrief.geweigerd import (
    Beschadigd,
    BriefGeweigerd,
    GeenTekst,
    TeGroot,
    Versleuteld,
)

MAX_BLADZIJDEN = 100
_MAX_LINKS = 200  # a page; each letter is laid beside each of them
_VET = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_SCHUIN = re.compile(r"italic|oblique", re.IGNORECASE)


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
    return gelezen(zonder_herhaling(bladzijden))


def _bladzijden(inhoud: bytes) -> list[tuple[list[Regel], float]]:
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


def _regel(lijn: LTTextLine, bladzijde: int, links: Sequence[_Link] = ()) -> Regel:
    letters = [teken for teken in lijn if isinstance(teken, LTChar) and teken.get_text().strip()]
    vet = bool(letters) and sum(bool(_VET.search(t.fontname)) for t in letters) > 0.9 * len(letters)
    schuin = bool(letters) and all(_SCHUIN.search(teken.fontname) for teken in letters)
    hoogte = median([teken.size for teken in letters]) if letters else lijn.height
    tekst = _met_links(lijn, links)
    teken = "*" * (2 * vet + schuin)
    if teken and any(letter.isalnum() for letter in tekst):
        tekst = f"{teken}{tekst}{teken}"
    return Regel(
        tekst, bladzijde, lijn.x0, lijn.x1, lijn.y1, lijn.y0, hoogte, vet, tuple(_woorden(lijn))
    )


def _woorden(lijn: LTTextLine) -> Iterator[Woord]:
    tekens: list[LTChar] = []
    for teken in [*lijn, None]:
        if isinstance(teken, LTChar) and teken.get_text().strip():
            tekens.append(teken)
        elif tekens:
            woord = "".join(een.get_text() for een in tekens)
            yield Woord(letterlijk(woord), tekens[0].x0, tekens[-1].x1)
            tekens = []
