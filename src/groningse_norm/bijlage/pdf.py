"""PDF files: without author, history, notes, files inside and scripts."""

import io
import re

import pikepdf

from groningse_norm.bijlage.beeld import jpeg_zonder_woorden
from groningse_norm.bijlage.domain import BijlageGeweigerd, Schoon, Spoor, Weigergrond

# Notes of readers. Links, form fields and text typed on the page stay.
_NOTITIES = frozenset(
    {
        "/Text",
        "/Popup",
        "/Highlight",
        "/Underline",
        "/Squiggly",
        "/StrikeOut",
        "/Caret",
        "/Ink",
        "/FileAttachment",
        "/Redact",
        "/Stamp",
        "/Sound",
        "/Movie",
        "/RichMedia",
        "/Screen",
    }
)
_OVER_HET_DOCUMENT = ("/PieceInfo", "/OpenAction", "/AA", "/AF", "/Collection", "/LastModified")
# What a file says of the standards it follows; that stays true.
_BELOFTEN = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part", "dc:title", "dc:language")


def schoon_pdf(inhoud: bytes) -> Schoon:
    """Raises ``BijlageGeweigerd``; one with a digital signature too: it would be broken."""
    try:
        with pikepdf.open(io.BytesIO(inhoud)) as bestand:
            if bestand.is_encrypted:
                raise BijlageGeweigerd(Weigergrond.VERSLEUTELD)
            formulier = bestand.Root.get("/AcroForm")
            if formulier is not None and int(formulier.get("/SigFlags", 0)) & 1:
                raise BijlageGeweigerd(Weigergrond.ONDERTEKEND)
            sporen = _maak_schoon(bestand)
            uit = io.BytesIO()
            bestand.remove_unreferenced_resources()
            bestand.save(uit, deterministic_id=True)
            return Schoon(uit.getvalue(), tuple(spoor for spoor in Spoor if spoor in sporen))
    except pikepdf.PasswordError as error:
        raise BijlageGeweigerd(Weigergrond.VERSLEUTELD) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        if isinstance(error, BijlageGeweigerd):
            raise
        raise BijlageGeweigerd(Weigergrond.KAPOT) from error


def _maak_schoon(bestand: pikepdf.Pdf) -> set[Spoor]:
    sporen: set[Spoor] = set()
    with bestand.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as oud:
        gehouden = {naam: oud[naam] for naam in _BELOFTEN if naam in oud}
        if len(set(oud)) > len(gehouden):
            sporen.add(Spoor.AUTEUR)
    titel = bestand.docinfo.get("/Title")
    if set(bestand.docinfo.keys()) - {"/Title", "/Producer", "/CreationDate", "/ModDate"}:
        sporen.add(Spoor.AUTEUR)
    bestand.docinfo = bestand.make_indirect(
        pikepdf.Dictionary({"/Title": titel} if titel is not None else {})
    )
    if "/Metadata" in bestand.Root:
        del bestand.Root.Metadata
    namen = bestand.Root.get("/Names")
    for naam in ("/EmbeddedFiles", "/JavaScript"):
        if namen is not None and naam in namen:
            del namen[naam]
            sporen.add(Spoor.INGESLOTEN)
    for naam in _OVER_HET_DOCUMENT:
        if naam in bestand.Root:
            del bestand.Root[naam]
    for pagina in bestand.pages:
        sporen |= _zonder_notities(pagina)
    for deel in bestand.objects:
        if isinstance(deel, (pikepdf.Dictionary, pikepdf.Stream)):
            sporen |= _deel(deel)
    if gehouden:
        with bestand.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as nieuw:
            for naam, waarde in gehouden.items():
                nieuw[naam] = waarde
    return sporen


def _zonder_notities(pagina: pikepdf.Page) -> set[Spoor]:
    notities = pagina.obj.get("/Annots")
    if notities is None:
        return set()
    blijft = [deel for deel in notities if str(deel.get("/Subtype")) not in _NOTITIES]
    namen = {spoor for deel in blijft for spoor in _zonder_naam(deel)}
    weg = len(blijft) < len(notities)
    pagina.obj.Annots = pikepdf.Array(blijft)
    return namen | {Spoor.OPMERKINGEN} if weg else namen


def _zonder_naam(notitie) -> set[Spoor]:
    """Of a note that stays, who made it and when. The name of a form field is no author."""
    if notitie.get("/Subtype") == "/Widget":
        return set()
    gevonden = [naam for naam in ("/T", "/M", "/CreationDate", "/RC") if naam in notitie]
    for naam in gevonden:
        del notitie[naam]
    return {Spoor.AUTEUR} if gevonden else set()


def _deel(deel) -> set[Spoor]:
    """One object of the file: no metadata or private data, no photo's EXIF."""
    sporen: set[Spoor] = set()
    for naam in ("/Metadata", "/PieceInfo", "/LastModified", "/AA"):
        if naam in deel:
            del deel[naam]
            sporen.add(Spoor.AUTEUR)
    if isinstance(deel, pikepdf.Stream) and str(deel.get("/Filter")) == "/DCTDecode":
        oud = deel.read_raw_bytes()
        nieuw = jpeg_zonder_woorden(oud)
        if len(nieuw) < len(oud):
            gps = re.search(rb"Exif\0\0.{0,400}?(\x88\x25|\x25\x88)", oud, re.DOTALL)
            sporen.add(Spoor.LOCATIE if gps else Spoor.AUTEUR)
            wijze = deel.get("/DecodeParms")
            deel.write(nieuw, filter=pikepdf.Name.DCTDecode)
            if wijze is not None:
                # How colours are to be read back.
                deel.DecodeParms = wijze
    return sporen
