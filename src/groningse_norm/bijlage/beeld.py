"""Images: without EXIF, XMP, IPTC and comments; as they were turned, with their colours."""

import io
import struct

from PIL import Image, ImageOps

from groningse_norm.bijlage.domain import BijlageGeweigerd, Schoon, Spoor, Weigergrond

MAX_PIXELS = 100_000_000  # a poster on A0 at 200 dpi; decoded it takes 300 MB
_SOORTEN = frozenset({"JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"})
_RICHTING = 0x0112
_GPS = 0x8825
# The first bytes of an image.
KOPPEN = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"BM")
# What draws the picture: frames, tables, scans. Of the application segments those that say how
# (colours), and how each begins; under the same numbers programs keep thumbnails and second pictures.
_TEKENT = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xE0)})
_ZEGT_HOE = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_JFIF = 14  # bytes of the segment; after them comes a thumbnail
# Boxes of JPEG 2000 (ISO 15444-1 annex I) that draw; others hold XML, EXIF or what a program likes.
_JP2_TEKENT = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c", b"rreq", b"jpch", b"jplh"})


def schoon_beeld(inhoud: bytes) -> Schoon:
    """Raises ``BijlageGeweigerd``."""
    try:
        with Image.open(io.BytesIO(inhoud)) as beeld:
            # A telephone puts more pictures behind the first one; only that one is shown.
            soort = "JPEG" if beeld.format == "MPO" else beeld.format or ""
            if soort not in _SOORTEN:
                raise BijlageGeweigerd(Weigergrond.ONBEKEND)
            is_jpeg = soort == "JPEG"
            beelden = 1 if is_jpeg else getattr(beeld, "n_frames", 1)
            if beeld.width * beeld.height * beelden > MAX_PIXELS:
                raise BijlageGeweigerd(Weigergrond.TE_GROOT)
            sporen = _sporen(beeld)
            richting = beeld.getexif().get(_RICHTING, 1)
            if is_jpeg and richting == 1:
                beeld.verify()
                return Schoon(jpeg_zonder_woorden(inhoud), sporen)
            return Schoon(_opnieuw(beeld, soort, beelden), sporen)
    except BijlageGeweigerd:
        raise
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError) as error:
        raise BijlageGeweigerd(Weigergrond.KAPOT) from error


def _sporen(beeld: Image.Image) -> tuple[Spoor, ...]:
    exif = beeld.getexif()
    sporen = [Spoor.LOCATIE] if exif.get_ifd(_GPS) else []
    woorden = {"comment", "xmp", "XML:com.adobe.xmp", "photoshop", "Author", "exif", "Software"}
    if set(exif) - {_RICHTING} or woorden & set(beeld.info):
        sporen.insert(0, Spoor.AUTEUR)
    return tuple(sporen)


def _opnieuw(beeld: Image.Image, soort: str, beelden: int) -> bytes:
    """Drawn again: every frame, its colour profile, and nothing else."""
    uit = io.BytesIO()
    extra = {"icc_profile": beeld.info.get("icc_profile")}
    if beelden > 1:
        nieuw, extra["save_all"] = beeld, True
        extra |= {"comment": b""} if soort == "GIF" else {"exif": b"", "xmp": b""}
        if soort in ("TIFF", "PNG"):
            raise BijlageGeweigerd(Weigergrond.ONBEKEND)
    else:
        nieuw = ImageOps.exif_transpose(beeld)
        nieuw.info = {
            naam: waarde
            for naam, waarde in nieuw.info.items()
            if naam in ("transparency", "gamma", "dpi", "loop", "duration")
        }
        if soort == "TIFF":
            # Tags of the old file would come along otherwise.
            kaal = Image.new(nieuw.mode, nieuw.size)
            kaal.paste(nieuw)
            nieuw = kaal
    if soort == "JPEG":
        extra |= {"quality": 95, "subsampling": 0}
    elif soort == "WEBP":
        extra |= {"lossless": True}
    nieuw.save(uit, soort, **extra)
    return uit.getvalue()


def jpeg_zonder_woorden(inhoud: bytes) -> bytes:
    """The same picture, bit for bit, without what is said of it. Raises ``BijlageGeweigerd``."""
    delen, plek, is_getekend = [b"\xff\xd8"], 2, False
    if inhoud[:2] != b"\xff\xd8":
        raise BijlageGeweigerd(Weigergrond.KAPOT)
    while plek + 4 <= len(inhoud):
        if inhoud[plek] != 0xFF:
            raise BijlageGeweigerd(Weigergrond.KAPOT)
        merk = inhoud[plek + 1]
        if merk == 0xFF:
            plek += 1
            continue
        if merk == 0xD9:
            break
        (lengte,) = struct.unpack(">H", inhoud[plek + 2 : plek + 4])
        delen.append(_segment(merk, inhoud[plek : plek + 2 + lengte]))
        plek += 2 + lengte
        if merk == 0xDA:
            is_getekend = True
            einde = _einde_van_scan(inhoud, plek)
            delen.append(inhoud[plek:einde])
            plek = einde
    if not is_getekend:
        raise BijlageGeweigerd(Weigergrond.KAPOT)
    # Nothing is drawn after the end: thumbnails and films of telephones lie there.
    return b"".join((*delen, b"\xff\xd9"))


def _segment(merk: int, deel: bytes) -> bytes:
    """The segment as it stays; empty when it draws nothing."""
    if merk in _TEKENT:
        return deel
    if merk not in _ZEGT_HOE or not deel[4:].startswith(_ZEGT_HOE[merk]):
        return b""
    if merk == 0xE0:
        if len(deel) < 4 + _JFIF - 2:
            return b""
        return b"\xff\xe0\0\x10" + deel[4:16] + b"\0\0"
    return deel


def _einde_van_scan(inhoud: bytes, plek: int) -> int:
    """Where the next marker stands; in scan data 0xFF is followed by 0, RST or another 0xFF."""
    while (plek := inhoud.find(b"\xff", plek)) != -1 and plek + 1 < len(inhoud):
        if inhoud[plek + 1] not in (0x00, 0xFF, *range(0xD0, 0xD8)):
            return plek
        plek += 1
    return len(inhoud)


def jp2_zonder_woorden(inhoud: bytes) -> bytes:
    """JPEG 2000 as a PDF holds it: the same picture without words. Raises ``BijlageGeweigerd``."""
    if inhoud.startswith(b"\xff\x4f"):
        # A bare code stream has room for one short comment: that of the program that packed it.
        return inhoud
    delen, plek = [], 0
    while plek + 8 <= len(inhoud):
        lengte, soort = struct.unpack(">I4s", inhoud[plek : plek + 8])
        kop = 8
        if lengte == 1 and plek + 16 <= len(inhoud):
            (lengte,) = struct.unpack(">Q", inhoud[plek + 8 : plek + 16])
            kop = 16
        lengte = lengte or len(inhoud) - plek
        if lengte < kop:
            raise BijlageGeweigerd(Weigergrond.KAPOT)
        if soort in _JP2_TEKENT:
            delen.append(inhoud[plek : plek + lengte])
        plek += lengte
    if not delen:
        raise BijlageGeweigerd(Weigergrond.KAPOT)
    return b"".join(delen)


def emf_zonder_woorden(inhoud: bytes) -> bytes:
    """A drawing of Windows without the line that names the program and the file ([MS-EMF] 2.2.9)."""
    if len(inhoud) < 88 or inhoud[40:44] != b" EMF":
        return inhoud
    aantal, begin = struct.unpack("<II", inhoud[60:68])
    uit = bytearray(inhoud)
    uit[60:68] = bytes(8)
    einde = min(begin + 2 * aantal, len(uit))
    if 88 <= begin < einde:
        uit[begin:einde] = bytes(einde - begin)
    return bytes(uit)
