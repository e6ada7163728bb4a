"""Makes PDF files: PDF/A-3a and PDF/UA-1 in one, tagged, Dutch, with every font inside.

One file at a time in a process: the layout engine is not safe for threads, and this bounds memory.
Nothing is fetched: a file is made of what its caller hands over, and of the fonts of this package.
"""

import io
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pikepdf

from groningse_norm.pdf.beeld import controleer_beeld
from groningse_norm.pdf.domain import Huisstijl, Stempel

logger = logging.getLogger(__name__)
logging.getLogger("weasyprint").setLevel(logging.ERROR)
logging.getLogger("fontTools").setLevel(logging.ERROR)

_MAP = Path(__file__).parent
_BEURT = threading.Lock()
_MAKER = "groningse_norm"


class GeenPdfMogelijk(RuntimeError):
    """The libraries of the system that set the pages (Pango) are not there."""

    code = "pdf_ontbreekt"


@dataclass(frozen=True, slots=True)
class Gegevens:
    """What a file says of itself. ``moment`` is aware; the same data give the same file."""

    titel: str
    moment: datetime
    auteur: str = ""
    kenmerk: str = ""


@cache
def _zetter() -> tuple[Any, Any, Any]:
    """The layout engine, its fonts and the style sheet, once a process."""
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except OSError as error:
        # The import itself loads Pango; functools keeps no exception, so installing it is enough.
        raise GeenPdfMogelijk(str(error)) from error

    class Niets(URLFetcher):
        """Fetches data URIs and fonts of this package; everything else is refused."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols={"data"}, allow_redirects=False)

        def fetch(self, url, headers=None):
            naam = re.fullmatch(r"lettertype:([A-Za-z-]+\.ttf)", url)
            if naam is None:
                gehaald = super().fetch(url, headers)
                inhoud = gehaald.read()
                controleer_beeld(inhoud)
                return URLFetcherResponse(url, inhoud, {"Content-Type": gehaald.content_type})
            inhoud = (_MAP / "lettertype" / naam[1]).read_bytes()
            return URLFetcherResponse(url, inhoud, {"Content-Type": "font/ttf"})

    letters, niets = FontConfiguration(), Niets()
    stijl = weasyprint.CSS(
        string=(_MAP / "stijl.css").read_text(encoding="utf-8"),
        font_config=letters,
        url_fetcher=niets,
    )
    return weasyprint, niets, (letters, stijl)


def maak_pdf(html: str, gegevens: Gegevens, huisstijl: Huisstijl) -> bytes:
    """A whole HTML document as PDF. Raises ``GeenPdfMogelijk``."""
    with _BEURT:
        weasyprint, niets, (letters, stijl) = _zetter()
        eigen = weasyprint.CSS(
            string=_eigen_stijl(gegevens, huisstijl),
            font_config=letters,
            url_fetcher=niets,
        )
        pdf = weasyprint.HTML(string=html, url_fetcher=niets).write_pdf(
            stylesheets=[stijl, eigen],
            font_config=letters,
            pdf_variant="pdf/a-3a",
            pdf_tags=True,
        )
    with _open(pdf) as bestand:
        _maak_toegankelijk(bestand)
        return _bewaar(bestand, gegevens)


def _eigen_stijl(gegevens: Gegevens, huisstijl: Huisstijl) -> str:
    """What differs from file to file: the colour, and the words in the margins."""
    kop = " · ".join(deel for deel in (gegevens.auteur, gegevens.titel) if deel)
    return (
        f"@page {{ @top-left {{ content: {_css_tekst(kop)} }}"
        f" @bottom-left {{ content: {_css_tekst(gegevens.kenmerk)} }} }}"
        "@page :first { @top-left { content: none } }"
        f"h1, h2, .briefhoofd .naam, .embargo {{ color: {huisstijl.kleur} }}"
        f".briefhoofd, .embargo, .akkoord {{ border-color: {huisstijl.kleur} }}"
    )


def _css_tekst(tekst: str) -> str:
    """A CSS string; whatever is no letter or digit as its number, so that nothing ends it."""
    return '"' + "".join(t if t.isalnum() else f"\\{ord(t):x} " for t in tekst) + '"'


def bestempel(pdf: bytes, stempel: Stempel, gegevens: Gegevens) -> bytes:
    """A copy with the stamp behind the text of every page, and in what the file says of itself."""
    blad = _stempelblad(stempel, gegevens)
    with _open(pdf) as bestand, _open(blad) as bron:
        beeld = bestand.copy_foreign(bron.pages[0].as_form_xobject())
        for pagina in bestand.pages:
            naam = pagina.add_resource(beeld, pikepdf.Name.XObject, prefix="Stempel")
            # An artifact: readers for the blind pass it over, as they do page numbers.
            merk = b"/Artifact <</Type /Pagination /Subtype /Watermark>> BDC q " + bytes(
                str(naam), "ascii"
            )
            pagina.contents_add(bestand.make_stream(merk + b" Do Q EMC\n"), prepend=True)
        return _bewaar(bestand, gegevens, trefwoorden=stempel.regel or stempel.groot)


def _stempelblad(stempel: Stempel, gegevens: Gegevens) -> bytes:
    html = (
        '<html lang="nl"><style>@page { margin: 0 } body { margin: 0; height: 297mm }'
        ".groot { position: absolute; top: 118mm; left: -30mm; width: 270mm; text-align: center;"
        " transform: rotate(-45deg); color: #ebebeb; font-weight: 600; font-size: 54pt }"
        ".regel { position: absolute; bottom: 6mm; left: 25mm; width: 160mm; text-align: center;"
        " color: #595959; font-size: 7.5pt }</style>"
        f'<p class="groot">{escape(stempel.groot)}</p><p class="regel">{escape(stempel.regel)}</p>'
    )
    return maak_pdf(html, gegevens, Huisstijl(""))


@contextmanager
def _open(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(pdf)) as bestand:
        yield bestand


def _maak_toegankelijk(bestand: pikepdf.Pdf) -> None:
    """What PDF/UA-1 asks beyond PDF/A-3a: the title is shown, and links say where they go."""
    bestand.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    for pagina in bestand.pages:
        if "/Annots" not in pagina:
            continue
        pagina.Tabs = pikepdf.Name.S
        for notitie in pagina.Annots:
            if notitie.get("/Subtype") == "/Link" and "/Contents" not in notitie:
                notitie.Contents = pikepdf.String(_doel(notitie))


def _doel(notitie: pikepdf.Object) -> str:
    actie = notitie.get("/A")
    if actie is not None and "/URI" in actie:
        return str(actie.URI)
    return "Naar een plaats in dit document"


def _bewaar(bestand: pikepdf.Pdf, gegevens: Gegevens, trefwoorden: str = "") -> bytes:
    tijd = gegevens.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    pdf_tijd = gegevens.moment.strftime("D:%Y%m%d%H%M%SZ")
    info = {
        "/Title": gegevens.titel,
        "/Author": gegevens.auteur,
        "/Subject": gegevens.kenmerk,
        "/Keywords": trefwoorden,
        "/Creator": _MAKER,
        "/Producer": _MAKER,
        "/CreationDate": pdf_tijd,
        "/ModDate": pdf_tijd,
    }
    bestand.docinfo = bestand.make_indirect(
        pikepdf.Dictionary(
            {naam: pikepdf.String(waarde) for naam, waarde in info.items() if waarde}
        )
    )
    xmp = bestand.make_stream(_xmp(gegevens, trefwoorden, tijd).encode())
    xmp.Type, xmp.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    bestand.Root.Metadata = xmp
    uit = io.BytesIO()
    # Metadata stay readable for whoever searches an archive without a PDF reader.
    bestand.save(uit, deterministic_id=True)
    return uit.getvalue()


def _xmp(gegevens: Gegevens, trefwoorden: str, tijd: str) -> str:
    """XMP of both standards. ISO 19005-3 wants the words of ISO 14289-1 declared (pdfaExtension)."""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(gegevens.titel)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(gegevens.auteur)}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(gegevens.kenmerk)}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>nl</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{tijd}</xmp:CreateDate><xmp:ModifyDate>{tijd}</xmp:ModifyDate>
<xmp:CreatorTool>{_MAKER}</xmp:CreatorTool>
<pdf:Producer>{_MAKER}</pdf:Producer><pdf:Keywords>{escape(trefwoorden)}</pdf:Keywords>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that this file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
