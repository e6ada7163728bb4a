"""Plain text and Markdown, in whatever encoding a desk saves it."""

import codecs
import re
import unicodedata

from groningse_norm.raadsbrief.formaten.gelezen import MAX_TEKENS, Gelezen, toets_omvang
from groningse_norm.raadsbrief.geweigerd import OnbekendFormaat, OnleesbareTekens, TeGroot

_BEGIN_VAN_ANDER_FORMAAT = (
    b"{\\rtf",
    b"<!doctype",
    b"<html",
    b"<?xml",
)
_BESCHADIGD_UTF8 = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_CP1252_TEKENS = frozenset("€‚„…‘’“”•–—«»§°²³½¼¾©®·´¨£\xa0\xad")
_CP1252_VREEMD = frozenset(
    "ÃÂÐÞðþªºµƒ"
)  # letters of cp1252 that point to another encoding, not to Dutch
_MAX_BIJZONDER = 0.1  # share of signs beyond ASCII; Dutch and Frisian stay far below it
_STUURTEKENS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_REGELEINDE = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_SPATIE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


def lees(inhoud: bytes) -> Gelezen:
    """Raises OnbekendFormaat, OnleesbareTekens or TeGroot."""
    if inhoud[:1024].lstrip().lower().startswith(_BEGIN_VAN_ANDER_FORMAAT):
        raise OnbekendFormaat(
            "Dit bestand is geen gewone tekst. Lever de brief aan als .docx, .odt, .pdf, .txt of .md."
        )
    tekst = _als_tekst(inhoud)
    if len(tekst) > MAX_TEKENS:
        raise TeGroot("Deze tekst is te lang voor een brief: meer dan ongeveer 100 bladzijden.")
    if "\x00" in tekst:
        raise OnbekendFormaat("Dit bestand bevat geen gewone tekst.")
    regels = tuple(schoon(regel) for regel in _REGELEINDE.sub("\n", tekst).split("\n"))
    toets_omvang(regels)
    return Gelezen(regels, tuple(f"regel {nummer}" for nummer in range(1, len(regels) + 1)))


def schoon(regel: str) -> str:
    """A line with composed letters and plain spaces, without control characters."""
    return _STUURTEKENS.sub("", unicodedata.normalize("NFC", _SPATIE.sub(" ", regel)))


def _als_tekst(inhoud: bytes) -> str:
    """UTF-8 or UTF-16 (with its mark), else cp1252 if that gives plausible Dutch."""
    onleesbaar = OnleesbareTekens(
        "De tekens in dit bestand zijn niet goed te lezen. Sla de brief op als UTF-8."
    )
    if inhoud.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return inhoud.decode("utf-16")
        except UnicodeDecodeError:
            raise onleesbaar from None
    if b"\x00" in inhoud:
        raise OnbekendFormaat("Dit bestand bevat geen gewone tekst.")
    try:
        return inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    # A pair like this is UTF-8 that got damaged elsewhere; as cp1252 it would turn into "Ã«".
    if _BESCHADIGD_UTF8.search(inhoud):
        raise onleesbaar
    try:
        tekst = inhoud.decode("cp1252")
    except UnicodeDecodeError:
        raise onleesbaar from None
    bijzonder = [teken for teken in tekst if teken > "\x7f"]
    vreemd = any(
        teken in _CP1252_VREEMD or not (teken.isalpha() or teken in _CP1252_TEKENS)
        for teken in bijzonder
    )
    if vreemd or len(bijzonder) > max(1, len(tekst) * _MAX_BIJZONDER):
        raise onleesbaar
    return tekst
