"""What a document of Office or OpenDocument holds and does not show. It stays; a person judges it."""

from collections.abc import Callable

from groningse_norm.bijlage.boom import namen
from groningse_norm.bijlage.domain import Verborgen

_NEE = frozenset({"0", "false", "off", "none"})
_BLAD, _RIJ, _KOLOM, _DIA, _VORM, _PLAATS, _VANISH, _TEKST = (
    namen(naam)
    for naam in ["s:sheet", "s:row", "s:col", "p:sld", "p:sp", "p:ph", "w:vanish", "w:t"]
)
_ODF_RIJ = namen("table:table-row table:table-column")
_ODF_STIJL = namen("style:table-properties style:text-properties style:drawing-page-properties")
_ODF_TEKST = namen("text:hidden-text text:hidden-paragraph")
_ODF_SECTIE, _ODF_NOTITIES, _ODF_ALINEA = (
    namen(naam) for naam in ["text:section", "presentation:notes", "text:p"]
)


def verborgen_in(naam: str, boom) -> set[Verborgen]:
    """What is hidden in the part of this name."""
    return {soort for soort, is_er in _VRAGEN.items() if is_er(boom)} | (
        {Verborgen.GEGEVENS} if "pivotcacherecords" in naam.lower() else set()
    )


def _met(boom, soorten: list[str], kenmerk: str, waarden: tuple[str, ...]) -> bool:
    """Does one of these elements have this attribute (any namespace) with such a value?"""
    return any(
        sleutel.rpartition("}")[2] == kenmerk and waarde in waarden
        for element in boom.iter(*soorten)
        for sleutel, waarde in element.attrib.items()
    )


def _bladen(boom) -> bool:
    return _met(boom, _BLAD, "state", ("hidden", "veryHidden")) or _met(
        boom, _ODF_STIJL[:1], "display", ("false",)
    )


def _rijen(boom) -> bool:
    return _met(boom, [*_RIJ, *_KOLOM], "hidden", ("1", "true")) or _met(
        boom, _ODF_RIJ, "visibility", ("collapse", "filter")
    )


def _dias(boom) -> bool:
    return _met(boom, _DIA, "show", ("0", "false")) or _met(
        boom, _ODF_STIJL[2:], "visibility", ("hidden",)
    )


def _notities(boom) -> bool:
    """What the speaker has written; the number of the page is no note."""
    if boom.tag.endswith("}notes"):
        return any(
            _met(vorm, _PLAATS, "type", ("body",))
            and any((tekst.text or "").strip() for tekst in vorm.iter("{*}t"))
            for vorm in boom.iter(*_VORM)
        )
    return any(
        "".join(alinea.itertext()).strip()
        for notities in boom.iter(*_ODF_NOTITIES)
        for alinea in notities.iter(*_ODF_ALINEA)
    )


def _tekst(boom) -> bool:
    for merk in boom.iter(*_VANISH):
        stuk = merk.getparent().getparent()
        is_aan = next(iter(merk.attrib.values()), "1") not in _NEE
        if is_aan and stuk is not None and any((t.text or "").strip() for t in stuk.iter(*_TEKST)):
            return True
    return (
        _met(boom, _ODF_STIJL[1:2], "display", ("none",))
        or _met(boom, _ODF_SECTIE, "display", ("none",))
        or next(boom.iter(*_ODF_TEKST), None) is not None
    )


_VRAGEN: dict[Verborgen, Callable] = {
    Verborgen.BLADEN: _bladen,
    Verborgen.RIJEN: _rijen,
    Verborgen.DIAS: _dias,
    Verborgen.NOTITIES: _notities,
    Verborgen.TEKST: _tekst,
}
