"""What a file tells besides its text is taken out of it, or the file is refused."""

import io
import socketserver
import struct
import threading
import zipfile

import docx
import openpyxl
import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from PIL import Image

from groningse_norm.bijlage.beeld import jpeg_zonder_woorden
from groningse_norm.bijlage.domain import BijlageGeweigerd, Spoor
from groningse_norm.bijlage.scanner import scan
from groningse_norm.bijlage.schoonmaak import schoon

GEHEIM = "Lepelaar"  # in every trace, and in no text


def als_bytes(bewaar) -> bytes:
    uit = io.BytesIO()
    bewaar(uit)
    return uit.getvalue()


def overal(inhoud: bytes) -> bytes:
    """All that is in a file, unpacked."""
    if inhoud.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(inhoud)) as deel:
            return b"\n".join(
                naam.encode() + (overal(d) if (d := deel.read(naam))[:2] == b"PK" else d)
                for naam in deel.namelist()
            )
    if inhoud.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(inhoud)) as pdf:
            return als_bytes(
                lambda uit: pdf.save(
                    uit,
                    compress_streams=False,
                    stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                    object_stream_mode=pikepdf.ObjectStreamMode.disable,
                )
            )
    return inhoud


def word() -> bytes:
    document = docx.Document()
    document.core_properties.author = GEHEIM
    document.core_properties.last_modified_by = GEHEIM
    alinea = document.add_paragraph("Het college besluit ")
    naam = f'w:author="{GEHEIM}" w:date="2025-03-01T10:00:00Z"'
    for xml in (
        f'<w:del {nsdecls("w")} w:id="1" {naam}><w:r><w:delText>Lepelaar</w:delText></w:r></w:del>',
        f'<w:ins {nsdecls("w")} w:id="2" {naam}><w:r><w:t>tot uitvoering.</w:t></w:r></w:ins>',
    ):
        alinea._p.append(parse_xml(xml))
    document.add_comment(alinea.runs, text=f"Klopt dit, {GEHEIM}?", author=GEHEIM)
    foto = io.BytesIO(jpeg(gps=True))
    document.add_picture(foto)
    return als_bytes(document.save)


def excel() -> bytes:
    map_ = openpyxl.Workbook()
    map_.properties.creator = GEHEIM
    map_.active["A1"] = "Kosten"
    map_.active["A1"].comment = Comment(f"Te laag volgens {GEHEIM}", GEHEIM)
    return als_bytes(map_.save)


def odt() -> bytes:
    ruimte = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    tekst = (
        f"<office:document-content {ruimte}><office:body><office:text><text:tracked-changes>"
        f'<text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>{GEHEIM}'
        f"</dc:creator></office:change-info><text:p>{GEHEIM}</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>Voor "
        '<text:change text:change-id="c1"/>na<office:annotation>'
        f"<dc:creator>{GEHEIM}</dc:creator><text:p>{GEHEIM}</text:p></office:annotation> de toets.</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    soort = "application/vnd.oasis.opendocument.text"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{soort}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    meta = (
        f"<office:document-meta {ruimte}><office:meta><dc:creator>{GEHEIM}</dc:creator>"
        "</office:meta></office:document-meta>"
    )
    return zip_van(
        {
            "mimetype": soort,
            "content.xml": tekst,
            "meta.xml": meta,
            "META-INF/manifest.xml": manifest,
        }
    )


def zip_van(delen: dict[str, str | bytes]) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as doel:
        for naam, inhoud in delen.items():
            doel.writestr(naam, inhoud)
    return uit.getvalue()


def pdf(**opties) -> bytes:
    bestand = pikepdf.new()
    bladzij = bestand.add_blank_page(page_size=(400, 400))
    bestand.docinfo["/Title"] = "Rapport"
    bestand.docinfo["/Author"] = GEHEIM
    with bestand.open_metadata() as meta:
        meta["dc:creator"] = [GEHEIM]
        meta["dc:title"] = "Rapport"
    bladzij.obj.PieceInfo = pikepdf.Dictionary(Word=pikepdf.Dictionary(Private=GEHEIM))
    bladzij.obj.Annots = bestand.make_indirect(
        pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name(f"/{soort}"),
                    Rect=pikepdf.Array([0, 0, 9, 9]),
                    T=GEHEIM,
                    Contents=inhoud,
                )
                for soort, inhoud in (("Text", GEHEIM), ("Link", "naar de norm"))
            ]
        )
    )
    bestand.attachments["notulen.txt"] = GEHEIM.encode()
    foto = bestand.make_stream(
        jpeg(gps=True),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=8,
        Height=8,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
        DecodeParms=pikepdf.Dictionary(ColorTransform=1),
    )
    naam = bladzij.add_resource(foto, pikepdf.Name.XObject)
    bladzij.contents_add(bestand.make_stream(f"q 8 0 0 8 0 0 cm {naam} Do Q".encode()))
    return als_bytes(lambda uit: bestand.save(uit, **opties))


def jpeg(*, gps=False, richting=1) -> bytes:
    beeld = Image.new("RGB", (8, 8), "#154273")
    exif = Image.Exif()
    exif[0x013B] = GEHEIM
    exif[0x0112] = richting
    if gps:
        exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 13.0, 9.0)})
    return als_bytes(lambda uit: beeld.save(uit, "JPEG", exif=exif, comment=GEHEIM.encode()))


def test_word_loses_author_comments_and_tracked_changes_and_keeps_its_text():
    resultaat = schoon(word())
    assert set(resultaat.verwijderd) == {
        Spoor.AUTEUR,
        Spoor.OPMERKINGEN,
        Spoor.WIJZIGINGEN,
        Spoor.LOCATIE,
    }
    assert GEHEIM.encode() not in overal(resultaat.inhoud)
    assert b"GPS" not in overal(resultaat.inhoud) and b"rsid" not in overal(resultaat.inhoud)
    document = docx.Document(io.BytesIO(resultaat.inhoud))
    assert document.paragraphs[0].text == "Het college besluit tot uitvoering."
    assert len(document.inline_shapes) == 1


def test_excel_loses_author_and_comments_and_keeps_its_cells():
    resultaat = schoon(excel())
    assert set(resultaat.verwijderd) == {Spoor.AUTEUR, Spoor.OPMERKINGEN}
    assert GEHEIM.encode() not in overal(resultaat.inhoud)
    blad = openpyxl.load_workbook(io.BytesIO(resultaat.inhoud)).active
    assert blad["A1"].value == "Kosten" and blad["A1"].comment is None


def test_opendocument_loses_author_comments_and_what_was_taken_out():
    resultaat = schoon(odt())
    assert set(resultaat.verwijderd) == {Spoor.AUTEUR, Spoor.OPMERKINGEN, Spoor.WIJZIGINGEN}
    alles = overal(resultaat.inhoud)
    assert GEHEIM.encode() not in alles and b"meta.xml" not in alles
    assert b">Voor na de toets.<" in alles
    with zipfile.ZipFile(io.BytesIO(resultaat.inhoud)) as bestand:
        eerste = bestand.infolist()[0]
        assert (eerste.filename, eerste.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_pdf_loses_author_notes_files_and_the_place_of_a_photo():
    resultaat = schoon(pdf())
    assert {Spoor.AUTEUR, Spoor.OPMERKINGEN, Spoor.INGESLOTEN, Spoor.LOCATIE} <= set(
        resultaat.verwijderd
    )
    assert GEHEIM.encode() not in overal(resultaat.inhoud)
    with pikepdf.open(io.BytesIO(resultaat.inhoud)) as bestand:
        assert str(bestand.docinfo["/Title"]) == "Rapport"
        (foto,) = bestand.pages[0].get_images().values()
        # The colours are read back as they were.
        assert foto.DecodeParms.ColorTransform == 1
        (link,) = bestand.pages[0].Annots
        assert str(link.Contents) == "naar de norm"


def test_a_photo_loses_its_place_and_stays_the_same_picture():
    oud = jpeg(gps=True)
    resultaat = schoon(oud)
    assert set(resultaat.verwijderd) == {Spoor.AUTEUR, Spoor.LOCATIE}
    assert GEHEIM.encode() not in resultaat.inhoud and b"Exif" not in resultaat.inhoud
    nieuw = Image.open(io.BytesIO(resultaat.inhoud))
    assert nieuw.tobytes() == Image.open(io.BytesIO(oud)).tobytes()


@pytest.mark.parametrize("soort", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_that_was_turned_stays_turned(soort):
    beeld = Image.new("RGB", (40, 20), "white")
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, GEHEIM
    resultaat = schoon(als_bytes(lambda uit: beeld.save(uit, soort, exif=exif)))
    nieuw = Image.open(io.BytesIO(resultaat.inhoud))
    assert nieuw.size == (20, 40) and nieuw.getexif().get(0x0112, 1) == 1
    assert GEHEIM.encode() not in resultaat.inhoud


def test_nothing_after_the_picture_comes_along():
    assert GEHEIM.encode() not in schoon(jpeg() + GEHEIM.encode() + b"\xff\xd9").inhoud


@given(st.binary(max_size=400))
def test_no_bytes_make_the_cutter_of_photos_stumble(inhoud):
    try:
        uit = jpeg_zonder_woorden(b"\xff\xd8" + inhoud)
    except (BijlageGeweigerd, struct.error):
        return
    assert uit.startswith(b"\xff\xd8") and uit.endswith(b"\xff\xd9")


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xd8\xff", b"GIF8"]),
)
def test_whatever_the_bytes_there_is_a_clean_file_or_a_refusal(inhoud, kop):
    try:
        assert schoon(kop + inhoud).inhoud
    except BijlageGeweigerd as error:
        assert error.code.startswith("bijlage_")
    except AssertionError:
        assert kop + inhoud == b""


@pytest.mark.parametrize("maak", [word, excel, odt, pdf, jpeg])
def test_a_clean_file_is_clean_a_second_time(maak):
    eens = schoon(maak())
    assert schoon(eens.inhoud).verwijderd == ()


def test_plain_text_is_as_it_was():
    assert schoon("Één regel\r\n".encode()).inhoud == "Één regel\r\n".encode()


_OOXML = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("inhoud", "code"),
    [
        (b"\x00\x01\x02", "bijlage_onbekend"),
        (b"<svg><script>1</script></svg>", "bijlage_onbekend"),
        (b"%PDF-1.7 stuk", "bijlage_kapot"),
        (b"PK\x03\x04stuk", "bijlage_kapot"),
        (jpeg()[:60], "bijlage_kapot"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "bijlage_versleuteld"),
        (pdf(encryption=pikepdf.Encryption(owner="o", user="u")), "bijlage_versleuteld"),
        (pdf(encryption=pikepdf.Encryption(owner="o", user="")), "bijlage_versleuteld"),
        (zip_van({"brief.txt": "x"}), "bijlage_onbekend"),
        (zip_van({_OOXML: "<a/>", "word/vbaProject.bin": "x"}), "bijlage_macro"),
        (zip_van({_OOXML: "<a/>", "word/embeddings/o.bin": "x"}), "bijlage_ingesloten"),
        (zip_van({_OOXML: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "bijlage_kapot"),
        (zip_van({_OOXML: "<a/>", "word/x.xml": b"0" * 301 * 1024 * 1024}), "bijlage_te_groot"),
    ],
    ids=lambda waarde: waarde if isinstance(waarde, str) else "",
)
def test_what_cannot_be_made_clean_is_refused(inhoud, code):
    with pytest.raises(BijlageGeweigerd) as geweigerd:
        schoon(inhoud)
    assert geweigerd.value.code == code


def test_a_signed_pdf_is_refused_and_not_broken():
    bestand = pikepdf.new()
    bestand.add_blank_page()
    bestand.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array([]))
    with pytest.raises(BijlageGeweigerd, match="bijlage_ondertekend"):
        schoon(als_bytes(bestand.save))


@pytest.fixture
def clamd():
    """A clamd on loopback that finds a virus in whatever says EICAR."""

    class Gesprek(socketserver.StreamRequestHandler):
        def handle(self):
            assert self.rfile.read(len(b"nINSTREAM\n")) in (b"nINSTREAM\n", b"zINSTREAM\0")
            inhoud = b""
            while lengte := struct.unpack("!L", self.rfile.read(4))[0]:
                inhoud += self.rfile.read(lengte)
            uitslag = b"Eicar FOUND" if b"EICAR" in inhoud else b"OK"
            if b"VOL" in inhoud:
                uitslag = b"INSTREAM size limit exceeded. ERROR"
            self.wfile.write(b"stream: " + uitslag + b"\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Gesprek) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_the_scanner_lets_a_clean_file_through_and_stops_a_virus(clamd):
    scan(b"gewone tekst" * 100_000, clamd)
    with pytest.raises(BijlageGeweigerd, match="bijlage_virus"):
        scan(b"EICAR", clamd)


def test_a_scanner_that_cannot_say_is_no_yes(clamd):
    with pytest.raises(BijlageGeweigerd, match="bijlage_geen_scanner"):
        scan(b"VOL", clamd)


@pytest.mark.parametrize("adres", ["127.0.0.1:1", "/bestaat/niet", "127.0.0.1:poort"])
def test_a_scanner_that_is_down_stops_every_file(adres):
    with pytest.raises(BijlageGeweigerd, match="bijlage_geen_scanner"):
        scan(b"gewone tekst", adres)


def test_without_a_scanner_nothing_is_asked():
    scan(b"EICAR", "")
