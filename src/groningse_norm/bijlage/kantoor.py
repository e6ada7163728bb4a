"""Word, Excel, PowerPoint and OpenDocument: without author, history, comments and tracked changes.

Tracked changes are accepted: the file then holds what it showed, and nothing that was taken out.
"""

import io
import posixpath
import re
import zipfile

from lxml import etree

from groningse_norm.bijlage.beeld import schoon_beeld
from groningse_norm.bijlage.domain import BijlageGeweigerd, Schoon, Spoor, Weigergrond

MAX_UITGEPAKT = 300 * 1024 * 1024
MAX_DELEN = 5_000
_BEELD = (".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp", ".webp")
_OVER_AUTEUR = re.compile(
    r"docProps/.*|customXml/.*|meta\.xml|Thumbnails/.*|.*/printerSettings\d*\.bin|settings\.xml"
)
_OVER_OPMERKING = re.compile(
    r"(word|xl|ppt)/(comments[^/]*\.xml|comments/.*|threadedComments/.*|persons?/.*|people\.xml"
    r"|commentAuthors\.xml|authors\.xml|drawings/(comment|vmlDrawing)[^/]*|drawings/_rels/vmlD.*)"
)
_OVER_WIJZIGING = re.compile(r"xl/revisions/.*")
_MACRO = re.compile(r".*vba(Project|Data)[^/]*|Basic/.*|Scripts/.*|.*activeX/.*|macros/.*", re.I)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

# Element → what it is a trace of. These go with all that is in them …
_WEG = {
    **dict.fromkeys(
        (
            *(f"{_W}{naam}" for naam in ("del", "moveFrom", "cellDel", "cellIns", "cellMerge")),
            *(f"{_W}{deel}PrChange" for deel in ("r", "p", "t", "tr", "tc", "sect", "tblEx")),
            *(f"{_W}{naam}" for naam in ("tblPrChange", "tblGridChange", "numberingChange")),
            *(
                f"{_W}{soort}Range{eind}"
                for soort in ("moveFrom", "moveTo")
                for eind in ("Start", "End")
            ),
            f"{_TEXT}tracked-changes",
            f"{_TEXT}change",
            f"{_TEXT}change-start",
            f"{_TEXT}change-end",
            f"{_TABLE}tracked-changes",
        ),
        Spoor.WIJZIGINGEN,
    ),
    **dict.fromkeys(
        (
            *(f"{_W}comment{naam}" for naam in ("RangeStart", "RangeEnd", "Reference")),
            f"{_OFFICE}annotation",
            f"{_OFFICE}annotation-end",
            f"{_S}legacyDrawing",
        ),
        Spoor.OPMERKINGEN,
    ),
    f"{_W}rsids": Spoor.AUTEUR,
    f"{_W}rsid": Spoor.AUTEUR,
}
# … and of these the content stays.
_UITPAKKEN = {f"{_W}ins": Spoor.WIJZIGINGEN, f"{_W}moveTo": Spoor.WIJZIGINGEN}


def schoon_kantoor(inhoud: bytes) -> Schoon:
    """A zip of Office or OpenDocument. Raises ``BijlageGeweigerd``."""
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as bron:
            delen = _lees(bron)
        return _maak_schoon(delen)
    except BijlageGeweigerd:
        raise
    except (zipfile.BadZipFile, etree.XMLSyntaxError, ValueError, OSError, EOFError) as error:
        raise BijlageGeweigerd(Weigergrond.KAPOT) from error
    except (RuntimeError, NotImplementedError) as error:
        # What zipfile says of a password, or of a way of packing that it does not know.
        raise BijlageGeweigerd(Weigergrond.VERSLEUTELD) from error


def _lees(bron: zipfile.ZipFile) -> dict[str, bytes]:
    namen = bron.infolist()
    if len(namen) > MAX_DELEN or sum(deel.file_size for deel in namen) > MAX_UITGEPAKT:
        raise BijlageGeweigerd(Weigergrond.TE_GROOT)
    delen = {deel.filename: bron.read(deel) for deel in namen if not deel.is_dir()}
    is_ooxml = "[Content_Types].xml" in delen
    is_odf = delen.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument.")
    if not is_ooxml and not is_odf:
        raise BijlageGeweigerd(Weigergrond.ONBEKEND)
    if is_odf and b"encryption-data" in delen.get("META-INF/manifest.xml", b""):
        raise BijlageGeweigerd(Weigergrond.VERSLEUTELD)
    for naam, deel in delen.items():
        if _MACRO.fullmatch(naam):
            raise BijlageGeweigerd(Weigergrond.MACRO)
        if "embeddings/" in naam and not deel.startswith(b"PK\x03\x04"):
            raise BijlageGeweigerd(Weigergrond.INGESLOTEN)
        if is_odf and re.match(r"Object[^/]* \d+$", naam):
            raise BijlageGeweigerd(Weigergrond.INGESLOTEN)
    return delen


def _maak_schoon(delen: dict[str, bytes]) -> Schoon:
    sporen: set[Spoor] = set()
    weg: set[str] = set()
    for patroon, spoor in (
        (_OVER_AUTEUR, Spoor.AUTEUR),
        (_OVER_OPMERKING, Spoor.OPMERKINGEN),
        (_OVER_WIJZIGING, Spoor.WIJZIGINGEN),
    ):
        namen = {naam for naam in delen if patroon.fullmatch(naam)}
        weg |= namen
        if namen:
            sporen.add(spoor)
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as doel:
        # OpenDocument wants its kind first, not packed. No part keeps its moment.
        for naam in sorted(delen, key=lambda naam: (naam != "mimetype", naam)):
            if naam in weg:
                continue
            deel, gevonden = _schoon_deel(naam, delen[naam], weg)
            sporen |= gevonden
            plek = zipfile.ZipInfo(naam, (1980, 1, 1, 0, 0, 0))
            plek.compress_type = zipfile.ZIP_STORED if naam == "mimetype" else zipfile.ZIP_DEFLATED
            doel.writestr(plek, deel)
    return Schoon(uit.getvalue(), tuple(spoor for spoor in Spoor if spoor in sporen))


def _schoon_deel(naam: str, deel: bytes, weg: set[str]) -> tuple[bytes, set[Spoor]]:
    if naam.lower().endswith(_BEELD):
        beeld = schoon_beeld(deel)
        return beeld.inhoud, set(beeld.verwijderd)
    if "embeddings/" in naam:
        binnen = schoon_kantoor(deel)
        return binnen.inhoud, set(binnen.verwijderd)
    if not naam.endswith((".xml", ".rels")):
        return deel, set()
    boom = etree.fromstring(
        deel, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    )
    if boom.getroottree().docinfo.internalDTD is not None:
        raise BijlageGeweigerd(Weigergrond.KAPOT)
    sporen = _schoon_boom(boom)
    _zonder_verwijzingen(boom, naam, weg)
    return etree.tostring(boom, xml_declaration=True, encoding="UTF-8", standalone=True), sporen


def _schoon_boom(boom) -> set[Spoor]:
    sporen: set[Spoor] = set()
    for element in list(boom.iter(*_WEG)):
        if element.getparent() is None:
            continue
        sporen.add(_WEG[element.tag])
        if _is_alineamerk(element):
            _voeg_samen(element)
        _haal_weg(element)
    for element in list(boom.iter(*_UITPAKKEN)):
        sporen.add(_UITPAKKEN[element.tag])
        etree.strip_tags(element.getparent(), element.tag)
    for element in boom.iter(etree.Element):
        for kenmerk in [k for k in element.attrib if k.startswith(f"{_W}rsid")]:
            del element.attrib[kenmerk]
    return sporen


def _is_alineamerk(element) -> bool:
    ouder = element.getparent()
    return (
        element.tag in (f"{_W}del", f"{_W}moveFrom")
        and ouder.tag == f"{_W}rPr"
        and ouder.getparent() is not None
        and ouder.getparent().tag == f"{_W}pPr"
    )


def _voeg_samen(merk) -> None:
    """A paragraph whose end was deleted runs on in the next one."""
    alinea = merk.getparent().getparent().getparent()
    volgende = alinea.getnext() if alinea is not None else None
    if volgende is None or volgende.tag != f"{_W}p":
        return
    plek = 1 if len(volgende) and volgende[0].tag == f"{_W}pPr" else 0
    for deel in reversed([kind for kind in alinea if kind.tag != f"{_W}pPr"]):
        volgende.insert(plek, deel)
    alinea.getparent().remove(alinea)


def _haal_weg(element) -> None:
    """Without it, but with the text that follows it."""
    ouder, staart = element.getparent(), element.tail or ""
    if ouder is None:
        return
    vorige = element.getprevious()
    if vorige is not None:
        vorige.tail = (vorige.tail or "") + staart
    else:
        ouder.text = (ouder.text or "") + staart
    ouder.remove(element)


def _zonder_verwijzingen(boom, naam: str, weg: set[str]) -> None:
    """No part points at one that has gone."""
    basis = posixpath.dirname(posixpath.dirname(naam)) if naam.endswith(".rels") else ""
    for element in list(boom):
        doel = element.get("Target") if naam.endswith(".rels") else element.get("PartName")
        if naam == "META-INF/manifest.xml":
            doel = element.get("{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path")
        if doel is None or element.get("TargetMode") == "External":
            continue
        pad = doel[1:] if doel.startswith("/") else posixpath.normpath(posixpath.join(basis, doel))
        if pad in weg:
            boom.remove(element)
