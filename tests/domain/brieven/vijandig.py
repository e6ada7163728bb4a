"""Files that are made to do harm, or that are no letter."""

import io
import zipfile
import zlib

import pikepdf


def bom() -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as pakket:
        with pakket.open("word/document.xml", "w", force_zip64=True) as deel:
            for _ in range(300):
                deel.write(bytes(1024 * 1024))
    return uit.getvalue()


def xml_bom() -> str:
    rijen = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE x [<!ENTITY a0 "haha">{rijen}]><x>&a11;</x>'


def docx_met(document: str) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as pakket:
        pakket.writestr("word/document.xml", document)
    return uit.getvalue()


def bladen(aantal: int, *, wachtwoord: str = "") -> bytes:
    uit = io.BytesIO()
    with pikepdf.new() as boek:
        for _ in range(aantal):
            boek.add_blank_page()
        slot = pikepdf.Encryption(owner=wachtwoord, user=wachtwoord) if wachtwoord else None
        boek.save(uit, encryption=slot)
    return uit.getvalue()


def pdf_bom() -> bytes:
    """A content stream that unpacks to 400 MB of operators."""
    uit = io.BytesIO()
    pakker = zlib.compressobj(9)
    stroom = b"".join(pakker.compress(b"0 0 m " * 1_000_000) for _ in range(70)) + pakker.flush()
    with pikepdf.new() as boek:
        blad = boek.add_blank_page()
        blad.Contents = boek.make_stream(stroom)
        blad.Contents.write(stroom, filter=pikepdf.Name.FlateDecode)
        boek.save(uit, compress_streams=False)
    return uit.getvalue()


XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'

# What everybody hears who hands it in: file name, bytes, and the code of the refusal.
BIJ_ELKE_DEUR = {
    "no letter": ("brief.txt", lambda: b"Boodschappen: melk en brood", "geen_brief"),
    "encrypted": ("brief.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "versleuteld"),
    "encrypted PDF": ("brief.pdf", lambda: bladen(1, wachtwoord="geheim"), "versleuteld"),
    "scan without text": ("brief.pdf", lambda: bladen(2), "geen_tekst"),
    "more than 20 MB": ("brief.pdf", lambda: bytes(20 * 1024 * 1024 + 1), "te_groot"),
    "zip bomb": ("brief.docx", bom, "te_groot"),
    "external entity": ("brief.docx", lambda: docx_met(XXE), "beschadigd"),
    "5,000 pages": ("brief.pdf", lambda: bladen(5_000), "te_groot"),
    "macros": ("brief.docm", lambda: docx_met("<x/>"), "macros"),
}  # fmt: skip
