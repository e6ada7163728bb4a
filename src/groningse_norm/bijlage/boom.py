"""One part of an Office or OpenDocument file: what goes out of its XML, and what is hidden in it."""

import re
from urllib.parse import urlsplit

from lxml import etree

from groningse_norm.bijlage.domain import (
    BijlageGeweigerd,
    Spoor,
    Weigergrond,
    is_plek,
)

_OOXML = "http://schemas.openxmlformats.org"
_STRIKT = "http://purl.oclc.org/ooxml"
_RUIMTEN = {
    "w": "wordprocessingml",
    "s": "spreadsheetml",
    "p": "presentationml",
    "r": "officeDocument",
}
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def namen(tekst: str) -> list[str]:
    """``w:del text:change`` → the names of these elements, in each namespace that they can have."""
    gevonden = []
    for naam in tekst.split():
        ruimte, kaal = naam.split(":")
        if ruimte in _RUIMTEN:
            soort = _RUIMTEN[ruimte]
            jaar, deel = ("2006", "relationships" if ruimte == "r" else "main")
            gevonden += [
                f"{{{_OOXML}/{soort}/{jaar}/{deel}}}{kaal}",
                f"{{{_STRIKT}/{soort}/{deel}}}{kaal}",
            ]
        elif ruimte == "*":
            gevonden.append(f"{{*}}{kaal}")
        else:
            gevonden.append(f"{{{_ODF}{ruimte}:1.0}}{kaal}")
    return gevonden


_GRENZEN = " ".join(
    f"w:{soort}Range{eind}"
    for soort in [
        "moveFrom",
        "moveTo",
        "customXmlIns",
        "customXmlDel",
        "customXmlMoveFrom",
        "customXmlMoveTo",
    ]
    for eind in ("Start", "End")
)
# Element → what it is a trace of. These go with all that is in them …
_WEG = {
    Spoor.WIJZIGINGEN: namen(
        "w:del w:moveFrom w:cellDel w:cellIns w:cellMerge w:rPrChange w:pPrChange w:tPrChange "
        "w:trPrChange w:tcPrChange w:sectPrChange w:tblExPrChange w:tblPrChange w:tblGridChange "
        "w:numberingChange text:tracked-changes text:change text:change-start "
        f"text:change-end table:tracked-changes {_GRENZEN}"
    ),
    Spoor.OPMERKINGEN: namen(
        "w:commentRangeStart w:commentRangeEnd w:commentReference office:annotation "
        "office:annotation-end s:legacyDrawing"
    ),
    Spoor.AUTEUR: namen(
        "w:rsids w:rsid w:trackRevisions w:attachedTemplate w:mailMerge w:docVars *:docId "
        "s:fileSharing s:customWorkbookViews s:customSheetViews s:webPublishing "
        "s:webPublishItems s:customProperties *:absPath p:custDataLst s:legacyDrawingHF "
        "*:metadata *:namedview"
    ),
}
# … and of these the content stays.
_UITPAKKEN = namen("w:ins w:moveTo")
_VERWIJDERD = namen("w:del w:moveFrom")
_P, _RPR, _PPR, _TR, _TRPR, _PAGINA, _VERBINDING = (
    frozenset(namen(naam))
    for naam in ["w:p", "w:rPr", "w:pPr", "w:tr", "w:trPr", "s:pageSetup", "s:dbPr"]
)
_CODE = namen("w:instrText w:delInstrText")
_VERWIJZING = tuple(naam.removesuffix("x") for naam in namen("r:x"))
_WIE = re.compile(
    r"(\{[^}]*wordprocessingml[^}]*\}(rsid\w*|author|date|initials|userId)|refreshedBy"
    r"|\{[^}]*(inkscape|sodipodi)[^}]*\}.*)"
)
_BRON = frozenset({"connection", "command", "serverCommand", "odcFile", "sourceFile"})
_VERHUISD = frozenset({"Target", "href", "url"})
_PLEK_IN_CODE = re.compile(r'"(file:|[A-Za-z]:\\|\\\\)[^"]*"')
_OPEN_NET = frozenset({"http", "https", "mailto", "tel", "ftp"})
NERGENS = "about:blank"
# A sheet has millions of attributes; what could be worth a look is found by libxml2.
_TE_BEKIJKEN = etree.XPath(
    "//@*[namespace-uri() or contains(., ':') or contains(., '/') or contains(., '\\')"
    " or local-name() = 'refreshedBy' or local-name(..) = 'dbPr']"
)


def lees(deel: bytes):
    """The tree of a part, without comments; raises ``BijlageGeweigerd`` when it defines entities."""
    boom = etree.fromstring(
        deel,
        etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        ),
    )
    if boom.getroottree().docinfo.internalDTD is not None:
        raise BijlageGeweigerd(Weigergrond.KAPOT)
    return boom


def schrijf(boom) -> bytes:
    return etree.tostring(boom, xml_declaration=True, encoding="UTF-8", standalone=True)


def schoon_boom(boom, dode_verwijzingen: set[str]) -> set[Spoor]:
    """Takes the traces out of the tree, and what points at parts that are gone."""
    sporen = _zonder_elementen(boom)
    for element in list(boom.iter(*_UITPAKKEN)):
        sporen.add(Spoor.WIJZIGINGEN)
        etree.strip_tags(element.getparent(), element.tag)
    sporen |= _zonder_kenmerken(boom, dode_verwijzingen)
    for element in boom.iter(*_CODE):
        if _PLEK_IN_CODE.search(element.text or ""):
            element.text = _PLEK_IN_CODE.sub('""', element.text)
            sporen.add(Spoor.AUTEUR)
    return sporen


def _zonder_elementen(boom) -> set[Spoor]:
    sporen: set[Spoor] = set()
    for spoor, soorten in _WEG.items():
        for element in list(boom.iter(*soorten)):
            ouder = element.getparent()
            if ouder is None:
                continue
            sporen.add(spoor)
            if element.tag in _VERWIJDERD and ouder.tag in _TRPR:
                # The row was taken out, not only what stood in it.
                _haal_weg(next(element.iterancestors(*_TR)))
                continue
            if _is_alineamerk(element):
                _voeg_samen(element)
            _haal_weg(element)
    return sporen


def _zonder_kenmerken(boom, dode_verwijzingen: set[str]) -> set[Spoor]:
    """Without who wrote it, and without the way to a file, a database or a part that is gone."""
    sporen: set[Spoor] = set()
    for waarde in _TE_BEKIJKEN(boom):
        element, kenmerk = waarde.getparent(), waarde.attrname
        kaal = etree.QName(kenmerk).localname
        if _WIE.fullmatch(kenmerk):
            del element.attrib[kenmerk]
        elif waarde in dode_verwijzingen and kenmerk.startswith(_VERWIJZING):
            _zonder_verwijzing(element, kenmerk)
        elif is_plek(waarde):
            element.set(kenmerk, NERGENS if kaal in _VERHUISD else "")
            sporen.add(Spoor.AUTEUR)
        elif waarde and (kaal == "odcFile" or (element.tag in _VERBINDING and kaal in _BRON)):
            element.set(kenmerk, "")
            sporen.add(Spoor.AUTEUR)
    for element in boom.iterfind('{*}Relationship[@TargetMode="External"]'):
        doel = element.get("Target", "")
        if doel != NERGENS and urlsplit(doel).scheme.lower() not in _OPEN_NET:
            element.set("Target", NERGENS)
            sporen.add(Spoor.AUTEUR)
    return sporen


def _zonder_verwijzing(element, kenmerk: str) -> None:
    if element.tag in _PAGINA:
        del element.attrib[kenmerk]
    else:
        _haal_weg(element)


def _is_alineamerk(element) -> bool:
    ouder = element.getparent()
    return (
        element.tag in _VERWIJDERD
        and ouder.tag in _RPR
        and ouder.getparent() is not None
        and ouder.getparent().tag in _PPR
    )


def _voeg_samen(merk) -> None:
    """A paragraph whose end was deleted runs on in the next one."""
    alinea = merk.getparent().getparent().getparent()
    volgende = alinea.getnext() if alinea is not None else None
    if volgende is None or volgende.tag not in _P:
        return
    plek = 1 if len(volgende) and volgende[0].tag in _PPR else 0
    for deel in reversed([kind for kind in alinea if kind.tag not in _PPR]):
        volgende.insert(plek, deel)
    alinea.getparent().remove(alinea)


def _haal_weg(element) -> None:
    """Without it, but with the text that follows it."""
    ouder, staart = element.getparent(), element.tail or ""
    if ouder is None:
        return
    vorige = element.getprevious()
    if vorige is not None:
        vorige.tail = f"{vorige.tail or ''}{staart}" or None
    else:
        ouder.text = f"{ouder.text or ''}{staart}" or None
    ouder.remove(element)
