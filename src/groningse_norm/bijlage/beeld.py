"""Images: without EXIF, XMP, IPTC and comments; as they were turned, with their colours."""

import io
import struct

from PIL import Image, ImageOps

from groningse_norm.bijlage.domain import BijlageGeweigerd, Schoon, Spoor, Weigergrond

MAX_PIXELS = 100_000_000  # a poster on A0 at 200 dpi; decoded it takes 300 MB
_SOORTEN = frozenset({"JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"})
_RICHTING = 0x0112
_GPS = 0x8825
# APP1 (EXIF, XMP), APP12, APP13 (IPTC) and comments. APP0, APP2 (ICC) and APP14 say how to draw it.
_SPREEKT = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})


def schoon_beeld(inhoud: bytes) -> Schoon:
    """Raises ``BijlageGeweigerd``."""
    try:
        with Image.open(io.BytesIO(inhoud)) as beeld:
            if beeld.format not in _SOORTEN:
                raise BijlageGeweigerd(Weigergrond.ONBEKEND)
            if beeld.width * beeld.height * getattr(beeld, "n_frames", 1) > MAX_PIXELS:
                raise BijlageGeweigerd(Weigergrond.TE_GROOT)
            sporen = _sporen(beeld)
            richting = beeld.getexif().get(_RICHTING, 1)
            if beeld.format == "JPEG" and richting == 1:
                beeld.verify()
                return Schoon(jpeg_zonder_woorden(inhoud), sporen)
            return Schoon(_opnieuw(beeld), sporen)
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


def _opnieuw(beeld: Image.Image) -> bytes:
    """Drawn again: every frame, its colour profile, and nothing else."""
    uit = io.BytesIO()
    extra = {"icc_profile": beeld.info.get("icc_profile")}
    soort = beeld.format
    if getattr(beeld, "n_frames", 1) > 1:
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
    if inhoud[:2] != b"\xff\xd8":
        raise BijlageGeweigerd(Weigergrond.KAPOT)
    delen, plek = [b"\xff\xd8"], 2
    while plek + 4 <= len(inhoud):
        if inhoud[plek] != 0xFF:
            break
        merk = inhoud[plek + 1]
        if merk == 0xFF:
            plek += 1
            continue
        if merk == 0xDA:
            # After the picture nothing is drawn: thumbnails and trailers of phones hide there.
            einde = inhoud.rfind(b"\xff\xd9")
            volgende = _einde_van_beeld(inhoud, plek)
            einde = volgende if volgende is not None else einde
            return b"".join((*delen, inhoud[plek:einde], b"\xff\xd9"))
        (lengte,) = struct.unpack(">H", inhoud[plek + 2 : plek + 4])
        if merk not in _SPREEKT:
            delen.append(inhoud[plek : plek + 2 + lengte])
        plek += 2 + lengte
    raise BijlageGeweigerd(Weigergrond.KAPOT)


def _einde_van_beeld(inhoud: bytes, plek: int) -> int | None:
    """Where the end marker of this picture stands; in scan data 0xFF is followed by 0 or RST."""
    while (plek := inhoud.find(b"\xff", plek + 1)) != -1 and plek + 1 < len(inhoud):
        if inhoud[plek + 1] == 0xD9:
            return plek
    return None
