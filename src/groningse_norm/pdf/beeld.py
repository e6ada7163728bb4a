"""Pictures that would take the memory or the time of everybody else are left out of a file."""

import io
from collections import Counter

from lxml import etree
from PIL import Image

MAXIMUM_BEELDPUNTEN = 40_000_000  # a whole A4 at 600 dots an inch; some 120 MB while it is drawn
MAXIMUM_VORMEN = 20_000  # shapes of a drawing, with all that it repeats
_VERWIJZING = ("href", "{http://www.w3.org/1999/xlink}href")


class BeeldTeGroot(ValueError):
    """Too many pixels, or too many shapes once what a drawing repeats is drawn."""


def controleer_beeld(inhoud: bytes) -> None:
    """Raises ``BeeldTeGroot``. Only the head of a picture is read; what is no picture passes."""
    try:
        with Image.open(io.BytesIO(inhoud)) as beeld:
            breedte, hoogte = beeld.size
    except Image.DecompressionBombError as error:
        raise BeeldTeGroot(str(error)) from error
    except OSError:
        _controleer_tekening(inhoud)
        return
    if breedte * hoogte > MAXIMUM_BEELDPUNTEN:
        raise BeeldTeGroot(f"{breedte} x {hoogte} pixels")


def _controleer_tekening(inhoud: bytes) -> None:
    lezer = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        wortel = etree.fromstring(inhoud, lezer)
    except etree.XMLSyntaxError:
        return  # the layout engine cannot read it either
    if wortel.getroottree().docinfo.internalDTD is not None:
        raise BeeldTeGroot("a drawing with a document type, which can repeat without end")
    if vormen(wortel) > MAXIMUM_VORMEN:
        raise BeeldTeGroot("too many shapes")


def vormen(wortel: etree._Element) -> int:
    """How many elements are drawn, those that are repeated each time; stops above the maximum.

    Whatever refers by ``href`` counts as what it refers to, so a ring ends above the maximum too.
    """
    namen = {element.get("id"): element for element in wortel.iter() if element.get("id")}
    geteld, rij = 0, Counter([wortel])
    while rij and geteld <= MAXIMUM_VORMEN:
        element, keer = rij.popitem()
        geteld += keer
        for kind in element:
            rij[kind] += keer
        doel = next((element.get(naam) for naam in _VERWIJZING if element.get(naam)), "")
        if doel.startswith("#") and doel[1:] in namen:
            rij[namen[doel[1:]]] += keer
    return geteld
