"""One door for every kind of file, told apart by what is in it and never by its name."""

import re

from groningse_norm.bijlage.beeld import KOPPEN, schoon_beeld
from groningse_norm.bijlage.domain import MAX_BYTES, BijlageGeweigerd, Schoon, Weigergrond
from groningse_norm.bijlage.kantoor import schoon_kantoor
from groningse_norm.bijlage.pdf import schoon_pdf

_MAIL = re.compile(r"^(received|mime-version|return-path|message-id):", re.I | re.M)
_OUD_OFFICE = b"\xd0\xcf\x11\xe0"  # also how Office packs a file with a password


def schoon(inhoud: bytes) -> Schoon:
    """The file without its traces. Raises ``BijlageGeweigerd`` for what cannot be made clean."""
    if len(inhoud) > MAX_BYTES:
        raise BijlageGeweigerd(Weigergrond.TE_GROOT)
    if b"%PDF-" in inhoud[:1024]:
        return schoon_pdf(inhoud)
    if inhoud.startswith(b"PK\x03\x04"):
        return schoon_kantoor(inhoud)
    if inhoud.startswith(_OUD_OFFICE):
        raise BijlageGeweigerd(Weigergrond.VERSLEUTELD)
    if inhoud.startswith(KOPPEN):
        return schoon_beeld(inhoud)
    if _is_platte_tekst(inhoud):
        return Schoon(inhoud, ())
    raise BijlageGeweigerd(Weigergrond.ONBEKEND)


def _is_platte_tekst(inhoud: bytes) -> bool:
    """Text as one reads it. In HTML, SVG, RTF, PostScript and mail an author can be anywhere."""
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if tekst.lstrip().startswith(("<", "{\\rtf", "%!")) or _MAIL.search(tekst[:4096]):
        return False
    return all(t.isprintable() or t.isspace() for t in tekst)
