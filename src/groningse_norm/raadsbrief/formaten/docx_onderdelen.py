"""The parts of a Word document beside its text: relations, styles, numbering."""

import posixpath
import re

from lxml import etree

from groningse_norm.raadsbrief.formaten.pakket import Pakket

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_KOPSTIJL = re.compile(r"(?:heading|kop)\s?([1-9])", re.IGNORECASE)


def lees_relaties(pakket: Pakket, deel: str) -> dict[str, tuple[str, bool]]:
    """Id → where it leads, and whether that is outside the file."""
    map_, naam = posixpath.split(deel)
    wortel = pakket.xml(f"{map_}/_rels/{naam}.rels")
    if wortel is None:
        return {}
    return {
        rel.get("Id", ""): (rel.get("Target", ""), rel.get("TargetMode") == "External")
        for rel in wortel.iter(f"{_REL}Relationship")
    }


def lees_stijlen(pakket: Pakket) -> dict[str, int]:
    """Style id → level of heading, also by way of the style it is based on."""
    wortel = pakket.xml("word/styles.xml")
    stijlen = (
        {} if wortel is None else {s.get(f"{W}styleId", ""): s for s in wortel.iter(f"{W}style")}
    )
    niveaus: dict[str, int] = {}
    for stijl in stijlen:
        naam, gezien = stijl, set()
        while naam in stijlen and naam not in gezien:
            gezien.add(naam)
            bron = stijlen[naam]
            treffer = _KOPSTIJL.fullmatch(waarde(bron.find(f"{W}name")))
            diepte = waarde(bron.find(f"{W}pPr/{W}outlineLvl"))
            if treffer or (diepte.isdecimal() and int(diepte) < 9):
                niveaus[stijl] = int(treffer[1]) if treffer else int(diepte) + 1
                break
            naam = waarde(bron.find(f"{W}basedOn"))
    return niveaus


def lees_nummering(pakket: Pakket) -> dict[tuple[str, int], str]:
    """(list, level) → "bullet", "decimal" and so on."""
    wortel = pakket.xml("word/numbering.xml")
    if wortel is None:
        return {}
    abstract = {
        lijst.get(f"{W}abstractNumId", ""): {
            int(niveau.get(f"{W}ilvl", "0")): waarde(niveau.find(f"{W}numFmt"))
            for niveau in lijst.findall(f"{W}lvl")
            if niveau.get(f"{W}ilvl", "0").isdecimal()
        }
        for lijst in wortel.findall(f"{W}abstractNum")
    }
    return {
        (lijst.get(f"{W}numId", ""), niveau): soort
        for lijst in wortel.findall(f"{W}num")
        for niveau, soort in abstract.get(waarde(lijst.find(f"{W}abstractNumId")), {}).items()
    }


def waarde(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")
