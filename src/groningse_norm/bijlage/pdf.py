"""PDF files: without author, history, notes, files inside and scripts.

Writing the file anew leaves out what no object points at: earlier versions of its text as well.
"""

import io
import re
from collections.abc import Iterator

import pikepdf

from groningse_norm.bijlage.beeld import jp2_zonder_woorden, jpeg_zonder_woorden
from groningse_norm.bijlage.domain import (
    BijlageGeweigerd,
    Schoon,
    Spoor,
    Verborgen,
    Weigergrond,
    in_volgorde,
    is_plek,
)

# What shows a page, finds the way in it and reads it aloud (ISO 32000-2 table 29) …
_BLIJFT = frozenset(
    {
        "/Type",
        "/Version",
        "/Extensions",
        "/Pages",
        "/PageLabels",
        "/Names",
        "/Dests",
        "/ViewerPreferences",
        "/PageLayout",
        "/PageMode",
        "/Outlines",
        "/AcroForm",
        "/StructTreeRoot",
        "/MarkInfo",
        "/Lang",
        "/OutputIntents",
        "/OCProperties",
    }
)
# … and of notes the ones that belong to the page. All others are of readers.
_NOTITIES = frozenset({"/Link", "/Widget", "/FreeText", "/Watermark", "/PrinterMark", "/TrapNet"})
_OVER_NOTITIE = ("/T", "/M", "/CreationDate", "/RC", "/Subj", "/Popup", "/IRT")
_TRAILER = frozenset({"/Root", "/Info", "/ID", "/Size", "/Prev", "/XRefStm"})
_OVER_DEEL = {
    **dict.fromkeys(("/Metadata", "/PieceInfo", "/LastModified", "/Thumb"), Spoor.AUTEUR),
    **dict.fromkeys(("/AA", "/AF", "/EF"), Spoor.INGESLOTEN),
}
_DOET = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/ImportData",
        "/SubmitForm",
        "/Rendition",
        "/RichMediaExecute",
        "/GoToE",
        "/GoToR",
        "/Sound",
        "/Movie",
    }
)
_ONZICHTBAAR = 2 | 32  # flags of a note: hidden, and not on the screen
# What a file says of the standards it follows; that stays true.
_BELOFTEN = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part", "dc:title", "dc:language")
_BESTANDSNAAM = re.compile(r"microsoft (word|excel|powerpoint) - |.*[\\/]|.*\.\w{2,5}$", re.I)


def schoon_pdf(inhoud: bytes) -> Schoon:
    """Raises ``BijlageGeweigerd``; one with a digital signature too: it would be broken."""
    try:
        with pikepdf.open(io.BytesIO(inhoud)) as bestand:
            if bestand.is_encrypted:
                raise BijlageGeweigerd(Weigergrond.VERSLEUTELD)
            _weiger(bestand.Root)
            sporen = _maak_schoon(bestand)
            verborgen = {Verborgen.LAGEN} if _heeft_verborgen_lagen(bestand.Root) else set()
            uit = io.BytesIO()
            bestand.remove_unreferenced_resources()
            bestand.save(uit, deterministic_id=True)
            return Schoon(
                uit.getvalue(), in_volgorde(Spoor, sporen), in_volgorde(Verborgen, verborgen)
            )
    except pikepdf.PasswordError as error:
        raise BijlageGeweigerd(Weigergrond.VERSLEUTELD) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        if isinstance(error, BijlageGeweigerd):
            raise
        raise BijlageGeweigerd(Weigergrond.KAPOT) from error


def _weiger(wortel) -> None:
    formulier = wortel.get("/AcroForm")
    if formulier is not None and int(formulier.get("/SigFlags", 0)) & 1:
        raise BijlageGeweigerd(Weigergrond.ONDERTEKEND)
    if wortel.get("/NeedsRendering"):
        # Its pages are made by a script out of data that nobody sees otherwise.
        raise BijlageGeweigerd(Weigergrond.ONBEKEND)


def _heeft_verborgen_lagen(wortel) -> bool:
    stand = wortel.get("/OCProperties", pikepdf.Dictionary()).get("/D", pikepdf.Dictionary())
    return len(stand.get("/OFF", ())) > 0 or stand.get("/BaseState") == "/OFF"


def _maak_schoon(bestand: pikepdf.Pdf) -> set[Spoor]:
    sporen: set[Spoor] = set()
    with bestand.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as oud:
        gehouden = {naam: oud[naam] for naam in _BELOFTEN if naam in oud}
        if len(set(oud)) > len(gehouden):
            sporen.add(Spoor.AUTEUR)
    if _BESTANDSNAAM.match(str(gehouden.get("dc:title", ""))):
        del gehouden["dc:title"]
        sporen.add(Spoor.AUTEUR)
    titel = bestand.docinfo.get("/Title")
    if titel is not None and _BESTANDSNAAM.match(str(titel)):
        titel = None
        sporen.add(Spoor.AUTEUR)
    if set(bestand.docinfo.keys()) - {"/Title", "/Producer", "/CreationDate", "/ModDate"}:
        sporen.add(Spoor.AUTEUR)
    bestand.docinfo = bestand.make_indirect(
        pikepdf.Dictionary({"/Title": titel} if titel is not None else {})
    )
    sporen |= _wortel(bestand)
    for pagina in bestand.pages:
        sporen |= _zonder_notities(pagina)
    for voorwerp in bestand.objects:
        for deel in _delen(voorwerp):
            sporen |= _deel(deel)
    if gehouden:
        with bestand.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as nieuw:
            for naam, waarde in gehouden.items():
                nieuw[naam] = waarde
    return sporen


def _wortel(bestand: pikepdf.Pdf) -> set[Spoor]:
    """The document as a whole: what it shows, and no other trees."""
    sporen: set[Spoor] = set()
    for naam in set(bestand.trailer.keys()) - _TRAILER:
        del bestand.trailer[naam]
    for naam in set(bestand.Root.keys()) - _BLIJFT:
        del bestand.Root[naam]
    namen = bestand.Root.get("/Names", pikepdf.Dictionary())
    for naam in set(namen.keys()) - {"/Dests"}:
        del namen[naam]
        if naam in ("/EmbeddedFiles", "/JavaScript"):
            sporen.add(Spoor.INGESLOTEN)
    formulier = bestand.Root.get("/AcroForm", pikepdf.Dictionary())
    if "/XFA" in formulier:
        del formulier["/XFA"]
        sporen.add(Spoor.INGESLOTEN)
    return sporen


def _zonder_notities(pagina: pikepdf.Page) -> set[Spoor]:
    notities = pagina.obj.get("/Annots")
    if notities is None:
        return set()
    sporen: set[Spoor] = set()
    blijft = []
    for notitie in notities:
        if str(notitie.get("/Subtype")) in _NOTITIES:
            blijft.append(notitie)
            sporen |= _notitie(notitie)
        else:
            sporen.add(Spoor.OPMERKINGEN)
            # Tags and answers may point at it still.
            _maak_leeg(notitie)
    pagina.obj.Annots = pikepdf.Array(blijft)
    return sporen


def _notitie(notitie) -> set[Spoor]:
    """Of a note that stays, who made it and when; of a field that nobody sees, what is in it."""
    if notitie.get("/Subtype") != "/Widget":
        return {Spoor.AUTEUR} if _haal_weg(notitie, _OVER_NOTITIE) else set()
    if not int(notitie.get("/F", 0)) & _ONZICHTBAAR:
        return set()
    velden = [notitie]
    if "/T" not in notitie and "/Parent" in notitie:
        velden.append(notitie.Parent)
    gevonden = [veld for veld in velden if _haal_weg(veld, ("/V", "/DV", "/RV", "/AP", "/MK"))]
    return {Spoor.INGESLOTEN} if gevonden else set()


def _haal_weg(deel, namen) -> bool:
    gevonden = [naam for naam in namen if naam in deel]
    for naam in gevonden:
        del deel[naam]
    return bool(gevonden)


def _maak_leeg(deel) -> None:
    _haal_weg(deel, list(deel.keys()))


def _delen(voorwerp) -> Iterator:
    """An object of the file, and what lies in it without a number of its own."""
    stapel = [voorwerp]
    while stapel:
        deel = stapel.pop()
        if isinstance(deel, (pikepdf.Dictionary, pikepdf.Stream)):
            yield deel
            kinderen = [waarde for _naam, waarde in deel.items()]
        elif isinstance(deel, pikepdf.Array):
            kinderen = list(deel)
        else:
            continue
        stapel += [
            kind
            for kind in kinderen
            if isinstance(kind, (pikepdf.Dictionary, pikepdf.Array)) and not kind.is_indirect
        ]


def _deel(deel) -> set[Spoor]:
    """No metadata or private data, no file or script, no photo's EXIF."""
    namen = deel.keys()
    sporen = {_OVER_DEEL[naam] for naam in namen & _OVER_DEEL.keys()}
    _haal_weg(deel, namen & _OVER_DEEL.keys())
    if "/S" in namen and "/P" not in namen and str(deel.S) in _DOET:
        _maak_leeg(deel)
        sporen.add(Spoor.INGESLOTEN)
    elif "/URI" in namen and isinstance(deel.URI, pikepdf.String) and is_plek(str(deel.URI)):
        _maak_leeg(deel)
        sporen.add(Spoor.AUTEUR)
    if "/Usage" in namen and isinstance(deel.Usage, pikepdf.Dictionary):
        _haal_weg(deel.Usage, ("/CreatorInfo", "/User"))
    if isinstance(deel, pikepdf.Stream):
        sporen |= _beeld(deel)
    return sporen


def _beeld(stroom) -> set[Spoor]:
    """A photo in the file: the same picture, without what is said of it."""
    filters, hoe = _lijst(stroom.get("/Filter")), _lijst(stroom.get("/DecodeParms"))
    if not filters or filters[-1] not in ("/DCTDecode", "/JPXDecode"):
        return set()
    ingepakt = len(filters) > 1
    if ingepakt:
        # Unpack what was packed besides, and leave the picture.
        stroom.Filter = pikepdf.Array(filters[:-1])
        if hoe:
            stroom.DecodeParms = pikepdf.Array(hoe[:-1])
        oud = stroom.read_bytes()
    else:
        oud = stroom.read_raw_bytes()
    nieuw = _ZONDER_WOORDEN[str(filters[-1])](oud)
    if len(nieuw) >= len(oud) and not ingepakt:
        return set()
    stroom.write(nieuw, filter=filters[-1])
    if hoe and isinstance(hoe[-1], pikepdf.Dictionary):
        # How colours are to be read back.
        stroom.DecodeParms = hoe[-1]
    if len(nieuw) >= len(oud):
        return set()
    gps = re.search(rb"Exif\0\0.{0,400}?(\x88\x25|\x25\x88)", oud, re.DOTALL)
    return {Spoor.LOCATIE if gps else Spoor.AUTEUR}


def _lijst(waarde) -> list:
    """One thing, several or none, as a list."""
    if waarde is None:
        return []
    return list(waarde) if isinstance(waarde, pikepdf.Array) else [waarde]


_ZONDER_WOORDEN = {"/DCTDecode": jpeg_zonder_woorden, "/JPXDecode": jp2_zonder_woorden}
