"""A Word document (.docx, ECMA-376) as lines of a letter.

Read with lxml and not with python-docx, that opens every part of a package and knows neither text boxes nor tracked
changes. Deleted text and comments never come into the letter; inserted text does, with a warning.
"""

import re
from collections.abc import Iterator

from lxml import etree

from groningse_norm.raadsbrief.brieftekst import kale_regel
from groningse_norm.raadsbrief.embargovermelding import gaat_over_openbaarheid
from groningse_norm.raadsbrief.formaten.docx_onderdelen import (
    W,
    lees_nummering,
    lees_relaties,
    lees_stijlen,
    waarde,
)
from groningse_norm.raadsbrief.formaten.gelezen import (
    Alinea,
    Gelezen,
    Tabel,
    in_regels,
    letterlijk,
    met_nadruk,
    over_openbaarheid,
    veilig,
)
from groningse_norm.raadsbrief.formaten.pakket import Pakket
from groningse_norm.raadsbrief.geweigerd import Beschadigd, Macros
from groningse_norm.raadsbrief.labels import label_van

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WEG = frozenset({f"{W}del", f"{W}moveFrom"})
_BIJ = frozenset({f"{W}ins", f"{W}moveTo"})
_VELD_VAN_NU = re.compile(r"\s*(?:DATE|TIME|SAVEDATE|PRINTDATE)\b", re.IGNORECASE)

INGEVOEGD = "In dit bestand staan wijzigingen die nog niet zijn geaccepteerd. Wat is ingevoegd, staat in de tekst."
VERWIJDERD = "In dit bestand staan verwijderingen die nog niet zijn geaccepteerd. Die staan niet in de tekst."
OPMERKINGEN = "In dit bestand staan opmerkingen. Die zijn niet overgenomen."
VOETNOTEN = "In dit bestand staan voetnoten. Die zijn niet overgenomen."
VERBORGEN = "In dit bestand staat verborgen tekst. Die is niet overgenomen."
TEKSTVAK = "In dit bestand staan tekstvakken. Controleer of alles op zijn plaats staat."
DATUMVELD = "Word past deze datum zelf aan. Controleer of dit de datum van de brief is."


def lees(inhoud: bytes) -> Gelezen:
    """Raises Beschadigd, Macros, TeGroot or Versleuteld."""
    pakket = Pakket(inhoud)
    if any(naam.lower().endswith("vbaproject.bin") for naam in pakket.namen):
        raise Macros("Dit bestand bevat macro's. Sla de brief op als gewoon Word-document (.docx).")
    return _Document(pakket).gelezen()


class _Document:
    def __init__(self, pakket: Pakket) -> None:
        self._pakket = pakket
        wortel = pakket.xml("word/document.xml")
        body = None if wortel is None else wortel.find(f"{W}body")
        if body is None:
            raise Beschadigd("In dit Word-document staat geen tekst die te lezen is.")
        self._body = body
        self._relaties = lees_relaties(pakket, "word/document.xml")
        self._niveaus = lees_stijlen(pakket)
        self._soorten = lees_nummering(pakket)
        self._tellers: dict[tuple[str, int], int] = {}
        self._waarschuwingen: dict[str, None] = {}
        self._onzeker: dict[tuple[str, str], None] = {}
        self._vooraan: list[Alinea | Tabel] = []
        self._alineas = self._tabellen = 0

    def gelezen(self) -> Gelezen:
        kop = self._kopteksten()
        stukken = list(self._stukken(self._body))
        opmerkingen = self._pakket.xml("word/comments.xml")
        if opmerkingen is not None and opmerkingen.find(f"{W}comment") is not None:
            self._waarschuwingen[OPMERKINGEN] = None
        regels, plekken = in_regels([*kop, *self._vooraan, *stukken])
        return Gelezen(
            tuple(regels), tuple(plekken), tuple(self._waarschuwingen), tuple(self._onzeker)
        )

    def _kopteksten(self) -> list[Alinea | Tabel]:
        """The head of the first page; of the other heads and the feet only what is said about an embargo."""
        gevonden: dict[str, str] = {}
        for sectie in self._body.iter(f"{W}sectPr"):
            eerste = sectie.find(f"{W}titlePg") is not None
            for ref in sectie:
                if ref.tag in (f"{W}headerReference", f"{W}footerReference"):
                    soort = "first" if eerste else "default"
                    hoofd = ref.tag.endswith("headerReference") and ref.get(f"{W}type") == soort
                    doel = self._relaties.get(ref.get(f"{_R}id", ""), ("", True))
                    if not doel[1]:
                        gevonden.setdefault(f"word/{doel[0]}", "kop" if hoofd else "rest")
        uit: list[Alinea | Tabel] = []
        for deel, soort in gevonden.items():
            wortel = self._pakket.xml(deel)
            if wortel is None:
                continue
            stukken = list(
                self._stukken(wortel, "koptekst" if soort == "kop" else "koptekst of voettekst")
            )
            if soort == "kop":
                uit.extend([*stukken, Alinea((), "koptekst")])
            else:
                uit.extend(over_openbaarheid(stukken))
        return uit

    # --- the text ---------------------------------------------------------------------------------

    def _stukken(self, ouder: etree._Element, waar: str = "") -> Iterator[Alinea | Tabel]:
        for kind in ouder:
            if kind.tag == f"{W}p":
                yield from self._alinea(kind, waar)
            elif kind.tag == f"{W}tbl":
                self._tabellen += 1
                yield Tabel(tuple(self._rijen(kind)), self._tabellen)
            elif kind.tag in _WEG:
                self._waarschuwingen[VERWIJDERD] = None
            elif kind.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", *_BIJ):
                yield from self._stukken(kind, waar)

    def _rijen(self, tabel: etree._Element) -> Iterator[tuple[tuple[str, ...], ...]]:
        for rij in tabel.iter(f"{W}tr"):
            if next(rij.iterancestors(f"{W}tbl")) is not tabel:
                continue
            if rij.find(f"{W}trPr/{W}del") is not None:
                self._waarschuwingen[VERWIJDERD] = None
                continue
            yield tuple(
                tuple(self._celregels(cel))
                for cel in rij.iter(f"{W}tc")
                if next(cel.iterancestors(f"{W}tr")) is rij
            )

    def _celregels(self, cel: etree._Element) -> Iterator[str]:
        for stuk in self._stukken(cel, "tabel"):
            if isinstance(stuk, Alinea):
                yield from stuk.regels
            else:
                for rij in stuk.rijen:
                    yield "\t".join(" ".join(regels) for regels in rij)

    def _alinea(self, p: etree._Element, waar: str) -> Iterator[Alinea | Tabel]:
        if not waar:
            self._alineas += 1
        plek = waar or f"alinea {self._alineas}"
        for vak in self._tekstvakken(p):
            inhoud = list(self._stukken(vak, "tekstvak"))
            if not inhoud:
                continue
            labels = any(
                label_van(kale_regel(regel)) or gaat_over_openbaarheid(kale_regel(regel))
                for stuk in inhoud
                if isinstance(stuk, Alinea)
                for regel in stuk.regels
            )
            self._waarschuwingen[TEKSTVAK] = None
            if labels and not waar:
                self._vooraan.extend([*inhoud, Alinea((), "tekstvak")])
            else:
                yield from inhoud
        regels = [regel.rstrip() for regel in met_nadruk(list(self._lopen(p)))]
        regels = [regel for regel in regels if regel.strip()]
        yield Alinea(tuple(regels), plek, self._teken(p) if regels else "")

    def _tekstvakken(self, p: etree._Element) -> Iterator[etree._Element]:
        for vak in p.iter(f"{W}txbxContent"):
            ouders = {ouder.tag for ouder in vak.iterancestors()}
            if f"{_MC}Fallback" not in ouders and next(vak.iterancestors(f"{W}p")) is p:
                yield vak

    def _teken(self, p: etree._Element) -> str:
        """The mark of a heading or list item."""
        opmaak = p.find(f"{W}pPr")
        if opmaak is None:
            return ""
        diepte = waarde(opmaak.find(f"{W}outlineLvl"))
        if diepte.isdecimal() and int(diepte) < 9:
            return "#" * min(int(diepte) + 1, 6) + " "
        if niveau := self._niveaus.get(waarde(opmaak.find(f"{W}pStyle"))):
            return "#" * min(niveau, 6) + " "
        lijst = waarde(opmaak.find(f"{W}numPr/{W}numId"))
        if lijst in ("", "0"):
            return ""
        laag = waarde(opmaak.find(f"{W}numPr/{W}ilvl"))
        laag_ = min(int(laag), 8) if laag.isdecimal() else 0
        inspringing = "   " * laag_
        if self._soorten.get((lijst, laag_), "bullet") in ("bullet", "none"):
            return f"{inspringing}- "
        for sleutel in [s for s in self._tellers if s[0] == lijst and s[1] > laag_]:
            del self._tellers[sleutel]
        nummer = self._tellers[lijst, laag_] = self._tellers.get((lijst, laag_), 0) + 1
        return f"{inspringing}{min(nummer, 999)}. "

    def _lopen(self, ouder: etree._Element) -> Iterator[tuple[str, bool, bool]]:
        """The runs of a paragraph: ``(inline Markdown, bold, italic)``."""
        for kind in ouder:
            if kind.tag in _WEG:
                self._waarschuwingen[VERWIJDERD] = None
            elif kind.tag in _BIJ:
                self._waarschuwingen[INGEVOEGD] = None
                yield from self._lopen(kind)
            elif kind.tag == f"{W}r":
                yield from self._loop(kind)
            elif kind.tag == f"{W}hyperlink":
                yield from self._link(kind)
            elif kind.tag == f"{W}fldSimple":
                self._veld(kind.get(f"{W}instr", ""))
                yield from self._lopen(kind)
            elif kind.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}smartTag", f"{W}customXml"):
                yield from self._lopen(kind)

    def _loop(self, r: etree._Element) -> Iterator[tuple[str, bool, bool]]:
        opmaak = r.find(f"{W}rPr")
        if _aan(opmaak, "vanish"):
            if r.find(f"{W}t") is not None:
                self._waarschuwingen[VERBORGEN] = None
            return
        tekst = ""
        for kind in r:
            if kind.tag == f"{W}t":
                tekst += letterlijk((kind.text or "").replace("\n", " "))
            elif kind.tag in (f"{W}tab", f"{W}ptab"):
                tekst += "\t"
            elif kind.tag in (f"{W}br", f"{W}cr"):
                tekst += "\n"
            elif kind.tag == f"{W}noBreakHyphen":
                tekst += "-"
            elif kind.tag == f"{W}instrText":
                self._veld(kind.text or "")
            elif kind.tag == f"{W}commentReference":
                self._waarschuwingen[OPMERKINGEN] = None
            elif kind.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self._waarschuwingen[VOETNOTEN] = None
        if tekst:
            yield tekst, _aan(opmaak, "b"), _aan(opmaak, "i")

    def _veld(self, opdracht: str) -> None:
        if _VELD_VAN_NU.match(opdracht):
            self._onzeker["datum", DATUMVELD] = None

    def _link(self, link: etree._Element) -> Iterator[tuple[str, bool, bool]]:
        stukken = list(self._lopen(link))
        doel, buiten = self._relaties.get(link.get(f"{_R}id", ""), ("", False))
        tekst = "".join(stuk for stuk, _, _ in stukken).replace("\n", " ").strip()
        if buiten and tekst and "[" not in tekst and veilig(doel):
            yield f"[{tekst}]({doel})", False, False
        else:
            yield from stukken


def _aan(opmaak: etree._Element | None, naam: str) -> bool:
    element = None if opmaak is None else opmaak.find(f"{W}{naam}")
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")
