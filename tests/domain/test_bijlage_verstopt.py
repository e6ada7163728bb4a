"""Where programs leave the name of who wrote it, one place after another: it is in none of them."""

import io
import struct
import zipfile
import zlib

import docx
import openpyxl
import pikepdf
import pytest
from PIL import Image

from groningse_norm.bijlage.domain import BijlageGeweigerd, Spoor, Verborgen
from groningse_norm.bijlage.schoonmaak import schoon

NAAM = "Lepelaar"
PLEK = f"C:\\Users\\{NAAM}\\Documents\\concept.docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W_STRIKT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
ODF = (
    " ".join(
        f'xmlns:{kort}="urn:oasis:names:tc:opendocument:xmlns:{lang}:1.0"'
        for kort, lang in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("style", "style"),
            ("presentation", "presentation"),
        )
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def zip_van(delen: dict[str, str | bytes]) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as doel:
        for naam, inhoud in delen.items():
            doel.writestr(naam, inhoud)
    return uit.getvalue()


def relaties(*doelen: tuple[str, str, str]) -> str:
    """``(id, kind, target)``; a target with a colon lies outside the file."""
    lijst = ""
    for id_, soort, doel in doelen:
        buiten = ' TargetMode="External"' if ":" in doel or "\\" in doel else ""
        lijst += f'<Relationship Id="{id_}" Type="{R}/{soort}" Target="{doel}"{buiten}/>'
    return f'<Relationships xmlns="{RELS}">{lijst}</Relationships>'


def office(delen: dict[str, str | bytes]) -> bytes:
    soorten = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    for naam in delen:
        soorten += f'<Override PartName="/{naam}" ContentType="application/xml"/>'
    return zip_van({"[Content_Types].xml": f"{soorten}</Types>", **delen})


def word(lichaam: str = "", w: str = W, **delen: str | bytes) -> bytes:
    return office(
        {
            "word/document.xml": f'<w:document xmlns:w="{w}" xmlns:r="{R}" xmlns:a="{A}"><w:body>'
            f"<w:p><w:r><w:t>Besluit</w:t></w:r></w:p>{lichaam}</w:body></w:document>",
            **delen,
        }
    )


def odt(lichaam: str = "", **delen: str | bytes) -> bytes:
    return zip_van(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODF}><office:body><office:text>"
            f"<text:p>Besluit</text:p>{lichaam}</office:text></office:body>"
            "</office:document-content>",
            **delen,
        }
    )


def foto(soort="JPEG", **opties) -> bytes:
    uit = io.BytesIO()
    Image.new("RGB", (16, 16), "#154273").save(uit, soort, **opties)
    return uit.getvalue()


def overal(inhoud: bytes) -> bytes:
    """All that is in a file, unpacked."""
    if inhoud.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(inhoud)) as bron:
            return b"\n".join(naam.encode() + overal(bron.read(naam)) for naam in bron.namelist())
    if inhoud.startswith(b"%PDF"):
        uit = io.BytesIO()
        with pikepdf.open(io.BytesIO(inhoud)) as bestand:
            los = b"".join(
                voorwerp.read_raw_bytes()
                for voorwerp in bestand.objects
                if isinstance(voorwerp, pikepdf.Stream)
            )
            bestand.save(
                uit,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
        return uit.getvalue() + los
    return inhoud


def staat_er(inhoud: bytes) -> bool:
    alles = overal(inhoud)
    return NAAM.encode() in alles or NAAM.encode("utf-16-le") in alles


MARK = f'w:author="{NAAM}" w:date="2025-03-01T10:00:00Z"'
WERKBLAD = f'<worksheet xmlns="{S}" xmlns:r="{R}"><sheetData/>%s</worksheet>'
EMF = (
    struct.pack("<II", 1, 120)
    + bytes(32)
    + b" EMF"
    + bytes(16)
    + struct.pack("<II", len(NAAM), 100)
    + bytes(32)
    + NAAM.encode("utf-16-le")
    + bytes(4)
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" '
    'xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" '
    f's:docname="{NAAM}.svg"><!-- {NAAM} --><metadata>{NAAM}</metadata><path d="M0 0"/></svg>'
)

IN_OFFICE = {
    "template on a drive": word(
        **{
            "word/settings.xml": f'<w:settings xmlns:w="{W}" xmlns:r="{R}"><w:attachedTemplate r:id="rId1"/>'
            f'<w:docVars><w:docVar w:name="x" w:val="{NAAM}"/></w:docVars></w:settings>',
            "word/_rels/settings.xml.rels": relaties(
                ("rId1", "attachedTemplate", f"file:///C:\\Users\\{NAAM}\\Normal.dotm")
            ),
        }
    ),
    "link to a share": word(
        **{
            "word/_rels/document.xml.rels": relaties(
                ("rId1", "hyperlink", f"\\\\server\\{NAAM}\\a.docx"),
                ("rId2", "image", f"file:///home/{NAAM}/foto.jpg"),
            )
        }
    ),
    "place of a picture": word(f'<w:p><a:cNvPr id="1" name="foto" descr="{PLEK}"/></w:p>'),
    "place in a field": word(
        f'<w:p><w:r><w:instrText>INCLUDETEXT "{PLEK}"</w:instrText></w:r></w:p>'
    ),
    "changes in a strict file": word(
        f"<w:p><w:del {MARK}><w:r><w:delText>{NAAM}</w:delText></w:r></w:del></w:p>", W_STRIKT
    ),
    "a row that was deleted": word(
        f"<w:tbl><w:tr><w:trPr><w:del {MARK}/></w:trPr><w:tc><w:p><w:r><w:t>{NAAM}</w:t></w:r></w:p>"
        "</w:tc></w:tr></w:tbl>"
    ),
    "ranges of content controls": word(f'<w:customXmlInsRangeStart w:id="1" {MARK}/>'),
    "properties under another name": word(
        **{
            "package/services/metadata/core-properties/a.psmdcp": f"<a>{NAAM}</a>",
            "eigen/over.xml": f"<a>{NAAM}</a>",
            "_rels/.rels": relaties(("rId9", "metadata/core-properties", "eigen/over.xml")),
        }
    ),
    "capitals in names": office(
        {"DocProps/CORE.XML": f"<a>{NAAM}</a>", "WORD/Comments.XML": f"<a>{NAAM}</a>"}
    ),
    "tasks and labels": word(
        **{
            "word/documenttasks/documenttasks1.xml": f"<t>{NAAM}</t>",
            "docMetadata/LabelInfo.xml": f"<t>{NAAM}</t>",
        }
    ),
    "a drawing of Windows": word(**{"word/media/image1.emf": EMF}),
    "a drawing for the web": word(**{"word/media/image1.svg": SVG}),
    "a photo under another extension": word(
        **{"word/media/image1.jfif": foto(comment=NAAM.encode())}
    ),
    "a document in a document": word(
        **{"word/embeddings/a.docx": word(**{"docProps/core.xml": f"<a>{NAAM}</a>"})}
    ),
    "who saved the workbook, and where": office(
        {
            "xl/workbook.xml": f'<workbook xmlns="{S}"><fileSharing userName="{NAAM}"/>'
            '<x:absPath xmlns:x="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" '
            f'url="{PLEK}"/><customWorkbookViews><customWorkbookView name="{NAAM}"/>'
            "</customWorkbookViews></workbook>",
            "xl/worksheets/sheet1.xml": WERKBLAD % '<pageSetup r:id="rId1"/>',
            "xl/worksheets/_rels/sheet1.xml.rels": relaties(
                ("rId1", "printerSettings", "../printerSettings/printerSettings1.bin")
            ),
            "xl/printerSettings/printerSettings1.bin": NAAM.encode("utf-16-le"),
        }
    ),
    "threaded comments": office(
        {
            "xl/persons/person.xml": f'<personList><person displayName="{NAAM}"/></personList>',
            "xl/threadedComments/threadedComment1.xml": f"<a>{NAAM}</a>",
            "xl/comments1.xml": f"<a>{NAAM}</a>",
        }
    ),
    "a connection to a database": office(
        {
            "xl/connections.xml": f'<connections xmlns="{S}"><connection id="1" odcFile="{PLEK}">'
            f'<dbPr connection="User ID={NAAM};Password=x" command="select"/></connection></connections>',
            "xl/pivotCache/pivotCacheDefinition1.xml": f'<pivotCacheDefinition xmlns="{S}" refreshedBy="{NAAM}"/>',
        }
    ),
    "history of a presentation": office(
        {
            "ppt/changesInfos/changesInfo1.xml": f"<a>{NAAM}</a>",
            "ppt/revisionInfo.xml": f"<a>{NAAM}</a>",
            "ppt/tags/tag1.xml": f"<a>{NAAM}</a>",
            "ppt/commentAuthors.xml": f"<a>{NAAM}</a>",
            "ppt/presentation.xml": f'<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:custDataLst>'
            f'<p:tags r:id="rId3"/></p:custDataLst></p:presentation>',
        }
    ),
    "versions in an OpenDocument": odt(
        **{
            "VersionList.xml": f"<v>{NAAM}</v>",
            "Versions/Version1": odt(f"<text:p>{NAAM}</text:p>"),
            "Object 1/meta.xml": f"<m>{NAAM}</m>",
            "Object 1/settings.xml": f"<m>{NAAM}</m>",
            "layout-cache": NAAM.encode(),
        }
    ),
    "a link in an OpenDocument": odt(
        f'<text:p><text:a xlink:href="file:///home/{NAAM}/a.odt">zie daar</text:a></text:p>'
    ),
}


@pytest.mark.parametrize("inhoud", IN_OFFICE.values(), ids=IN_OFFICE)
def test_of_an_office_document_nothing_tells_who_made_it(inhoud):
    assert staat_er(inhoud)
    resultaat = schoon(inhoud)
    assert not staat_er(resultaat.inhoud)
    assert resultaat.verwijderd, "it is told that something was taken out"
    eens = schoon(resultaat.inhoud)
    assert eens.verwijderd == () and overal(eens.inhoud) == overal(resultaat.inhoud)


def test_a_remark_of_a_program_in_the_xml_is_gone():
    assert not staat_er(schoon(word(f"<!-- {NAAM} -->")).inhoud)


def test_nothing_points_at_a_part_that_is_gone():
    alles = overal(schoon(IN_OFFICE["who saved the workbook, and where"]).inhoud)
    assert b"printerSettings" not in alles and b"rId1" not in alles and b"pageSetup" in alles


def test_what_libraries_write_opens_again():
    map_ = openpyxl.Workbook()
    map_.active["A1"] = "Kosten"
    map_.active["A1"].hyperlink = "https://example.org/begroting"
    uit = io.BytesIO()
    map_.save(uit)
    blad = openpyxl.load_workbook(io.BytesIO(schoon(uit.getvalue()).inhoud)).active
    assert blad["A1"].hyperlink.target == "https://example.org/begroting"
    document = docx.Document()
    tabel = document.add_table(2, 2)
    tabel.cell(1, 1).text = "blijft"
    uit = io.BytesIO()
    document.save(uit)
    (tabel,) = docx.Document(io.BytesIO(schoon(uit.getvalue()).inhoud)).tables
    assert tabel.cell(1, 1).text == "blijft"


def quine(diepte: int) -> bytes:
    inhoud = word()
    for _keer in range(diepte):
        inhoud = word(**{"word/embeddings/a.docx": inhoud})
    return inhoud


GEWEIGERD = {
    "rich text": (b"{\\rtf1{\\info{\\author Lepelaar}}tekst}", "bijlage_onbekend"),
    "PostScript": (b"%!PS-Adobe-3.0\n%%For: Lepelaar\n", "bijlage_onbekend"),
    "a mail": (b"From: a\nMIME-Version: 1.0\n\ntekst", "bijlage_onbekend"),
    "a photo of an iPhone": (b"\0\0\0\x18ftypheic" + bytes(40), "bijlage_onbekend"),
    "a film": (b"\0\0\0\x18ftypmp42" + bytes(40), "bijlage_onbekend"),
    "a film in a presentation": (
        office({"ppt/media/media1.mp4": b"\0\0\0\x18ftypmp42"}),
        "bijlage_ingesloten",
    ),
    "a data model": (office({"xl/model/item.data": b"\x01\x02"}), "bijlage_ingesloten"),
    "a binary workbook": (office({"xl/workbook.bin": b"\x83\x01"}), "bijlage_ingesloten"),
    "a page of another kind inside": (
        word(**{"word/afchunk.mht": b"MIME-Version: 1.0\n"}),
        "bijlage_ingesloten",
    ),
    "documents in documents": (quine(3), "bijlage_ingesloten"),
    "a signed document": (
        word(**{"_xmlsignatures/sig1.xml": "<a/>"}),
        "bijlage_ondertekend",
    ),
    "a signed OpenDocument": (
        odt(**{"META-INF/documentsignatures.xml": "<a/>"}),
        "bijlage_ondertekend",
    ),
}


@pytest.mark.parametrize(("inhoud", "code"), GEWEIGERD.values(), ids=GEWEIGERD)
def test_of_what_nobody_can_say_what_is_in_it_nothing_comes_in(inhoud, code):
    with pytest.raises(BijlageGeweigerd) as geweigerd:
        schoon(inhoud)
    assert geweigerd.value.code == code


def test_a_chart_in_a_presentation_may_hold_its_sheet():
    assert Verborgen.GEGEVENS in schoon(quine(2)).verborgen


VERBORGEN = {
    "sheets": (
        office(
            {
                "xl/workbook.xml": f'<workbook xmlns="{S}"><sheets><sheet state="veryHidden"/></sheets></workbook>'
            }
        ),
        {Verborgen.BLADEN},
    ),
    "rows": (
        office({"xl/worksheets/sheet1.xml": WERKBLAD % '<row hidden="1"/>'}),
        {Verborgen.RIJEN},
    ),
    "slides": (
        office({"ppt/slides/slide1.xml": f'<p:sld xmlns:p="{P}" show="0"/>'}),
        {Verborgen.DIAS},
    ),
    "notes of the speaker": (
        office(
            {
                "ppt/notesSlides/notesSlide1.xml": f'<p:notes xmlns:p="{P}" xmlns:a="{A}"><p:sp><p:nvPr>'
                '<p:ph type="body"/></p:nvPr><a:t>Zeg dit niet</a:t></p:sp></p:notes>'
            }
        ),
        {Verborgen.NOTITIES},
    ),
    "only the number of the page": (
        office(
            {
                "ppt/notesSlides/notesSlide1.xml": f'<p:notes xmlns:p="{P}" xmlns:a="{A}"><p:sp><p:nvPr>'
                '<p:ph type="sldNum"/></p:nvPr><a:t>1</a:t></p:sp></p:notes>'
            }
        ),
        set(),
    ),
    "text": (
        word("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>niet te zien</w:t></w:r></w:p>"),
        {Verborgen.TEKST},
    ),
    "text that shows after all": (
        word('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>te zien</w:t></w:r></w:p>'),
        set(),
    ),
    "a section of an OpenDocument": (
        odt('<text:section text:display="none"><text:p>x</text:p></text:section>'),
        {Verborgen.TEKST},
    ),
    "data under a pivot table": (
        office({"xl/pivotCache/pivotCacheRecords1.xml": "<a/>"}),
        {Verborgen.GEGEVENS},
    ),
}


@pytest.mark.parametrize(("inhoud", "soorten"), VERBORGEN.values(), ids=VERBORGEN)
def test_what_is_hidden_and_stays_is_told(inhoud, soorten):
    assert set(schoon(inhoud).verborgen) == soorten


def pdf(vul, **opties) -> bytes:
    bestand = pikepdf.new()
    vul(bestand, bestand.add_blank_page(page_size=(200, 200)))
    uit = io.BytesIO()
    bestand.save(uit, **opties)
    return uit.getvalue()


def notitie(soort: str, **extra) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name(f"/{soort}"),
        Rect=pikepdf.Array([0, 0, 9, 9]),
        **extra,
    )


def beeld_in(bestand, bladzij, inhoud: bytes, wijze) -> None:
    stroom = bestand.make_stream(
        inhoud,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=16,
        Height=16,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=wijze,
    )
    naam = bladzij.add_resource(stroom, pikepdf.Name.XObject)
    bladzij.contents_add(bestand.make_stream(f"{naam} Do".encode()))


def jp2() -> bytes:
    extra = NAAM.encode()
    return foto("JPEG2000") + struct.pack(">I4s", 8 + len(extra), b"xml ") + extra


def _tags(bestand, bladzij):
    """A tagged file: the tag of a note points at it as well."""
    oud = bestand.make_indirect(notitie("Text", Contents=NAAM))
    blijft = bestand.make_indirect(notitie("FreeText", Contents="tekst", IRT=oud))
    bladzij.obj.Annots = pikepdf.Array([oud, blijft])
    verwijzing = pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=oud)
    bestand.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Dictionary(K=verwijzing))


def _verborgen_veld(bestand, bladzij):
    ouder = bestand.make_indirect(pikepdf.Dictionary(T="veld", V=NAAM))
    kind = bestand.make_indirect(notitie("Widget", F=2, Parent=ouder))
    ouder.Kids = pikepdf.Array([kind])
    bladzij.obj.Annots = pikepdf.Array([kind])
    bestand.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array([ouder]), XFA=bestand.make_stream(NAAM.encode())
    )


def _los_bestand(bestand, bladzij):
    bladzij.obj.AF = pikepdf.Array(
        [pikepdf.Dictionary(EF=pikepdf.Dictionary(F=bestand.make_stream(NAAM.encode())))]
    )


def _koppelingen(bestand, bladzij):
    acties = (
        {"S": pikepdf.Name.URI, "URI": f"file:///C:/Users/{NAAM}/a.docx"},
        {"S": pikepdf.Name.Launch, "F": PLEK},
        {"S": pikepdf.Name.JavaScript, "JS": f"app.alert('{NAAM}')"},
        {"S": pikepdf.Name.GoToR, "F": PLEK},
    )
    bladzij.obj.Annots = pikepdf.Array(
        [notitie("Link", A=pikepdf.Dictionary(**actie)) for actie in acties]
    )


def _wortel(bestand, bladzij):
    bestand.trailer.Eigen = pikepdf.String(NAAM)
    bestand.Root.Threads = pikepdf.Array(
        [bestand.make_indirect(pikepdf.Dictionary(I=pikepdf.Dictionary(Author=NAAM)))]
    )
    bestand.docinfo["/Title"] = f"Microsoft Word - {NAAM} v3.docx"
    bladzij.obj.Thumb = bestand.make_stream(NAAM.encode())
    bladzij.obj.Resources = pikepdf.Dictionary(
        Properties=pikepdf.Dictionary(
            MC0=pikepdf.Dictionary(Metadata=bestand.make_stream(NAAM.encode()))
        )
    )


IN_PDF = {
    "a drawing of a reader": lambda b, p: setattr(
        p.obj, "Annots", pikepdf.Array([notitie("Square", Contents=NAAM, T=NAAM)])
    ),
    "a note that a tag points at": _tags,
    "a field that nobody sees": _verborgen_veld,
    "a file with a page": _los_bestand,
    "links to a drive": _koppelingen,
    "all around the pages": _wortel,
    "a photo in a list of one": lambda b, p: beeld_in(
        b, p, foto(comment=NAAM.encode()), pikepdf.Array([pikepdf.Name.DCTDecode])
    ),
    "a photo that was packed": lambda b, p: beeld_in(
        b,
        p,
        zlib.compress(foto(comment=NAAM.encode()), 0),
        pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode]),
    ),
    "a photo in JPEG 2000": lambda b, p: beeld_in(b, p, jp2(), pikepdf.Name.JPXDecode),
}


@pytest.mark.parametrize("vul", IN_PDF.values(), ids=IN_PDF)
def test_of_a_pdf_nothing_tells_who_made_it(vul):
    inhoud = pdf(vul)
    assert staat_er(inhoud)
    resultaat = schoon(inhoud)
    assert not staat_er(resultaat.inhoud)
    assert schoon(resultaat.inhoud).verwijderd == ()


def test_what_was_there_before_a_pdf_was_saved_again_is_gone():
    eerst = pdf(
        lambda b, p: setattr(p, "Contents", b.make_stream(f"({NAAM}) Tj".encode())),
        compress_streams=False,
    )
    with pikepdf.open(io.BytesIO(eerst)) as bestand:
        (nummer, _generatie) = bestand.pages[0].Contents.objgen
    later = f"{nummer} 0 obj\n<</Length 3>>\nstream\nq Q\nendstream\nendobj\n".encode()
    xref = len(eerst) + len(later)
    vorige = int(eerst.rsplit(b"startxref", 1)[1].split()[0])
    staart = f"xref\n{nummer} 1\n{len(eerst):010d} 00000 n \ntrailer\n<</Size 9/Prev {vorige}"
    wortel = eerst.rsplit(b"/Root", 1)[1].split(b"R", 1)[0].decode()
    inhoud = eerst + later + f"{staart}/Root{wortel}R>>\nstartxref\n{xref}\n%%EOF\n".encode()
    with pikepdf.open(io.BytesIO(inhoud)) as bestand:
        assert bestand.pages[0].Contents.read_bytes() == b"q Q"
    assert NAAM.encode() in inhoud
    assert NAAM.encode() not in overal(schoon(inhoud).inhoud)


def test_the_picture_in_a_pdf_is_the_same_picture():
    inhoud = foto(comment=NAAM.encode())
    packed = pdf(
        lambda b, p: beeld_in(
            b,
            p,
            zlib.compress(inhoud),
            pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode]),
        )
    )
    with pikepdf.open(io.BytesIO(schoon(packed).inhoud)) as bestand:
        (beeld,) = bestand.pages[0].get_images().values()
        nieuw = pikepdf.PdfImage(beeld).as_pil_image()
    assert nieuw.tobytes() == Image.open(io.BytesIO(inhoud)).tobytes()


def test_a_pdf_keeps_its_ways_and_its_tags():
    def vul(bestand, bladzij):
        bestand.Root.Lang = pikepdf.String("nl")
        bestand.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        bladzij.obj.Annots = pikepdf.Array(
            [notitie("Link", A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org"))]
        )
        with bestand.open_outline() as inhoud:
            inhoud.root.append(pikepdf.OutlineItem("Besluit", 0))

    resultaat = schoon(pdf(vul))
    assert resultaat.verwijderd == () and resultaat.verborgen == ()
    with pikepdf.open(io.BytesIO(resultaat.inhoud)) as bestand:
        assert str(bestand.Root.Lang) == "nl" and bestand.Root.MarkInfo.Marked
        assert str(bestand.pages[0].Annots[0].A.URI) == "https://example.org"
        with bestand.open_outline() as inhoud:
            assert inhoud.root[0].title == "Besluit"


def test_a_layer_that_does_not_show_is_told():
    def vul(bestand, bladzij):
        laag = bestand.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.OCG,
                Name="kosten",
                Usage=pikepdf.Dictionary(User=pikepdf.Dictionary(Name=NAAM)),
            )
        )
        bestand.Root.OCProperties = pikepdf.Dictionary(
            OCGs=pikepdf.Array([laag]), D=pikepdf.Dictionary(OFF=pikepdf.Array([laag]))
        )

    resultaat = schoon(pdf(vul))
    assert resultaat.verborgen == (Verborgen.LAGEN,) and not staat_er(resultaat.inhoud)


def _met_segment(merk: int, inhoud: bytes, na: bytes = b"\xff\xd8") -> bytes:
    deel = bytes((0xFF, merk)) + struct.pack(">H", 2 + len(inhoud)) + inhoud
    return foto().replace(na, deel + na if na != b"\xff\xd8" else na + deel, 1)


FOTOS = {
    "a thumbnail": _met_segment(0xE0, b"JFXX\0\x10" + NAAM.encode()),
    "a second picture": _met_segment(0xE2, b"MPF\0" + NAAM.encode()),
    "a word of a program": _met_segment(0xEE, NAAM.encode()),
    "an unknown segment": _met_segment(0xF7, NAAM.encode()),
    "a remark behind the scan": foto()[:-2] + b"\xff\xfe\0\x0a" + NAAM.encode() + b"\xff\xd9",
    "two pictures of a telephone": foto(
        "MPO",
        save_all=True,
        append_images=[Image.new("RGB", (16, 16), "red")],
        comment=NAAM.encode(),
    ),
    "such pictures that were turned": foto(
        "MPO",
        save_all=True,
        append_images=[Image.new("RGB", (16, 16), "red")],
        exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
        b"\x01\x3b\0\x02\0\0\0\x09\0\0\0\x26\0\0\0\0" + NAAM.encode() + b"\0",
    ),
}


@pytest.mark.parametrize("inhoud", FOTOS.values(), ids=FOTOS)
def test_of_a_photo_only_the_picture_stays(inhoud):
    assert staat_er(inhoud)
    resultaat = schoon(inhoud).inhoud
    assert not staat_er(resultaat)
    with Image.open(io.BytesIO(resultaat)) as beeld:
        beeld.load()
        assert beeld.format == "JPEG" and beeld.size == (16, 16)
        assert Spoor.LOCATIE not in schoon(resultaat).verwijderd
