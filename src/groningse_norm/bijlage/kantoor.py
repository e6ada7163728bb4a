"""Word, Excel, PowerPoint and OpenDocument: without author, history, comments and tracked changes.

Tracked changes are accepted: the file then holds what it showed, and nothing that was taken out.
A part of which nobody can say what is in it makes that the file is refused.
"""

import io
import posixpath
import re
import zipfile

from lxml import etree

from groningse_norm.bijlage.beeld import KOPPEN, emf_zonder_woorden, schoon_beeld
from groningse_norm.bijlage.boom import lees, schoon_boom, schrijf
from groningse_norm.bijlage.domain import (
    BijlageGeweigerd,
    Schoon,
    Spoor,
    Verborgen,
    Weigergrond,
    in_volgorde,
)
from groningse_norm.bijlage.verborgen import verborgen_in

MAX_UITGEPAKT = 300 * 1024 * 1024
MAX_DELEN = 5_000
MAX_DIEP = 3  # a chart in a presentation in a document; deeper is a trick
# Names of parts are told apart without regard to capitals (ISO 29500-2 §6.2.2.3).
_WEG = {
    Spoor.AUTEUR: re.compile(
        r"docProps/.*|customXml/.*|docMetadata/.*|package/services/metadata/.*|(.*/)?meta\.xml"
        r"|manifest\.rdf|Thumbnails/.*|Configurations2/.*|(.*/)?layout-cache"
        r"|(Object[^/]*/)?settings\.xml|.*/printerSettings\d*\.bin|xl/customProperty\d*\.bin"
        r"|word/documenttasks/.*|ppt/tags/.*|customUI/.*|xl/webPublish.*",
        re.I,
    ),
    Spoor.OPMERKINGEN: re.compile(
        r"(word|xl|ppt)/(comments[^/]*\.xml|comments/.*|threadedComments/.*|persons?/.*"
        r"|people\.xml|commentAuthors\.xml|authors\.xml|drawings/(comment|vmlDrawing)[^/]*"
        r"|drawings/_rels/vmlD.*)",
        re.I,
    ),
    Spoor.WIJZIGINGEN: re.compile(
        r"xl/revisions/.*|ppt/changesInfos/.*|ppt/revisionInfo\.xml|VersionList\.xml|Versions/.*",
        re.I,
    ),
}
# The same parts under a name of one's own: what a relation says that they are.
_WEG_DOOR_RELATIE = {
    **dict.fromkeys(
        [
            "core-properties",
            "extended-properties",
            "custom-properties",
            "thumbnail",
            "customXml",
            "printerSettings",
        ],
        Spoor.AUTEUR,
    ),
    **dict.fromkeys(
        ["comments", "commentAuthors", "people", "person", "threadedComment"], Spoor.OPMERKINGEN
    ),
    **dict.fromkeys(["revisionHeaders", "revisionLog", "changesInfo"], Spoor.WIJZIGINGEN),
}
_MACRO = re.compile(r".*vba(Project|Data)[^/]*|Basic/.*|Scripts/.*|.*activeX/.*|macros/.*", re.I)
_HANDTEKENING = re.compile(r"_xmlsignatures/.*|META-INF/[^/]*signatures[^/]*\.xml", re.I)
_XML = (".xml", ".rels", ".vml", ".svg", ".rdf")
_LETTERS = (".odttf", ".fntdata", ".ttf", ".otf", ".woff", ".woff2")
_TEKENINGEN = (b"\x01\0\0\0", b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0", b"VCLMTF")  # EMF, WMF, SVM
_ZIP = b"PK\x03\x04"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path"


def schoon_kantoor(inhoud: bytes, diepte: int = 1) -> Schoon:
    """A zip of Office or OpenDocument. Raises ``BijlageGeweigerd``."""
    if diepte > MAX_DIEP:
        raise BijlageGeweigerd(Weigergrond.INGESLOTEN)
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as bron:
            delen = _lees(bron)
        return _maak_schoon(delen, diepte)
    except BijlageGeweigerd:
        raise
    except (zipfile.BadZipFile, etree.LxmlError, ValueError, OSError, EOFError) as error:
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
    for naam in delen:
        if _MACRO.fullmatch(naam):
            raise BijlageGeweigerd(Weigergrond.MACRO)
        if _HANDTEKENING.fullmatch(naam):
            raise BijlageGeweigerd(Weigergrond.ONDERTEKEND)
    return delen


def _maak_schoon(delen: dict[str, bytes], diepte: int) -> Schoon:
    weg = _over_het_bestand(delen)
    sporen = set(weg.values())
    verborgen: set[Verborgen] = set()
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as doel:
        # OpenDocument wants its kind first, not packed. No part keeps its moment.
        for naam in sorted(delen, key=lambda naam: (naam != "mimetype", naam)):
            if naam in weg:
                continue
            deel = _schoon_deel(naam, delen, set(weg), diepte)
            sporen.update(deel.verwijderd)
            verborgen.update(deel.verborgen)
            plek = zipfile.ZipInfo(naam, (1980, 1, 1, 0, 0, 0))
            plek.compress_type = zipfile.ZIP_STORED if naam == "mimetype" else zipfile.ZIP_DEFLATED
            doel.writestr(plek, deel.inhoud)
    return Schoon(uit.getvalue(), in_volgorde(Spoor, sporen), in_volgorde(Verborgen, verborgen))


def _over_het_bestand(delen: dict[str, bytes]) -> dict[str, Spoor]:
    """Parts that say something of the file and show nothing."""
    weg = {
        naam: spoor for naam in delen for spoor, patroon in _WEG.items() if patroon.fullmatch(naam)
    }
    bij_naam = {naam.lower(): naam for naam in delen}
    for naam in [naam for naam in delen if naam.lower().endswith(".rels")]:
        for element in lees(delen[naam]):
            spoor = _WEG_DOOR_RELATIE.get(element.get("Type", "").rpartition("/")[2])
            doel = bij_naam.get((_doel_van(naam, element) or "").lower())
            if spoor is not None and doel is not None:
                weg.setdefault(doel, spoor)
    return {**weg, **{r: weg[n] for n in weg if (r := _relaties_van(n)) in delen}}


def _relaties_van(naam: str) -> str:
    map_, bestand = posixpath.split(naam)
    return posixpath.join(map_, "_rels", f"{bestand}.rels")


def _doel_van(naam: str, element) -> str | None:
    """The part that a relation, a kind or a line of the manifest is about."""
    if naam.lower().endswith(".rels"):
        if element.get("TargetMode") == "External":
            return None
        doel, basis = element.get("Target"), posixpath.dirname(posixpath.dirname(naam))
    else:
        doel, basis = element.get("PartName") or element.get(_MANIFEST), ""
    if doel is None:
        return None
    return doel[1:] if doel.startswith("/") else posixpath.normpath(posixpath.join(basis, doel))


def _schoon_deel(naam: str, delen: dict[str, bytes], weg: set[str], diepte: int) -> Schoon:
    deel = delen[naam]
    if not deel or naam == "mimetype" or naam.lower().endswith(_LETTERS):
        return Schoon(deel, ())
    if deel.startswith(_ZIP):
        binnen = schoon_kantoor(deel, diepte + 1)
        # Behind a chart or a table lies all of the sheet that it came from.
        return Schoon(binnen.inhoud, binnen.verwijderd, (Verborgen.GEGEVENS, *binnen.verborgen))
    if naam.lower().endswith(_XML):
        return _schoon_xml(naam, deel, delen, weg)
    if deel.startswith(KOPPEN):
        return schoon_beeld(deel)
    if deel.startswith(_TEKENINGEN):
        kaal = emf_zonder_woorden(deel)
        return Schoon(kaal, () if kaal == deel else (Spoor.AUTEUR,))
    raise BijlageGeweigerd(Weigergrond.INGESLOTEN)


def _schoon_xml(naam: str, deel: bytes, delen: dict[str, bytes], weg: set[str]) -> Schoon:
    boom = lees(deel)
    relaties = _relaties_van(naam)
    dood = {
        element.get("Id", "")
        for element in (lees(delen[relaties]) if relaties in delen else ())
        if _doel_van(relaties, element) in weg
    }
    sporen = schoon_boom(boom, dood)
    for element in list(boom):
        if _doel_van(naam, element) in weg:
            boom.remove(element)
    return Schoon(schrijf(boom), in_volgorde(Spoor, sporen), tuple(verborgen_in(naam, boom)))
