"""An OpenDocument text (.odt, ISO/IEC 26300) as lines of a letter, with the same care as ``docx``."""

from collections.abc import Iterator

from lxml import etree

from groningse_norm.raadsbrief.formaten import docx
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
from groningse_norm.raadsbrief.geweigerd import Beschadigd, Macros, Versleuteld

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _DRAW, _OFFICE, _STYLE = (
    _NS % naam for naam in ("text", "table", "drawing", "office", "style")
)
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_MANIFEST = _NS % "manifest"
_NOOIT = frozenset({f"{_TEXT}tracked-changes", f"{_OFFICE}forms", f"{_TEXT}sequence-decls"})
_MAX_SPATIES = 40
DATUMVELD = (
    "Het tekstprogramma past deze datum zelf aan. Controleer of dit de datum van de brief is."
)


def lees(inhoud: bytes) -> Gelezen:
    """Raises Beschadigd, Macros, TeGroot or Versleuteld."""
    pakket = Pakket(inhoud)
    manifest = pakket.xml("META-INF/manifest.xml")
    if manifest is not None and manifest.find(f".//{_MANIFEST}encryption-data") is not None:
        raise Versleuteld("Dit bestand is beveiligd met een wachtwoord. Haal het wachtwoord eraf.")
    if any(naam.startswith(("Basic/", "Scripts/")) for naam in pakket.namen):
        raise Macros("Dit bestand bevat macro's. Sla de brief op zonder macro's.")
    return _Document(pakket).gelezen()


class _Document:
    def __init__(self, pakket: Pakket) -> None:
        inhoud, stijlen = pakket.xml("content.xml"), pakket.xml("styles.xml")
        tekst = None if inhoud is None else inhoud.find(f"{_OFFICE}body/{_OFFICE}text")
        if inhoud is None or tekst is None:
            raise Beschadigd("In dit document staat geen tekst die te lezen is.")
        self._tekst, self._stijlen = tekst, stijlen
        self._nadruk: dict[str, tuple[bool, bool]] = {}
        self._genummerd: set[tuple[str, int]] = set()
        for wortel in (inhoud, stijlen):
            if wortel is not None:
                self._lees_opmaak(wortel)
        self._waarschuwingen: dict[str, None] = {}
        self._onzeker: dict[tuple[str, str], None] = {}
        self._vooraan: list[Alinea | Tabel] = []
        self._alineas = self._tabellen = 0

    def _lees_opmaak(self, wortel: etree._Element) -> None:
        for stijl in wortel.iter(f"{_STYLE}style"):
            letters = stijl.find(f"{_STYLE}text-properties")
            if letters is not None:
                self._nadruk[stijl.get(f"{_STYLE}name", "")] = (
                    letters.get(f"{_FO}font-weight") == "bold",
                    letters.get(f"{_FO}font-style") == "italic",
                )
        for lijst in wortel.iter(f"{_TEXT}list-style"):
            for niveau in lijst.findall(f"{_TEXT}list-level-style-number"):
                laag = niveau.get(f"{_TEXT}level", "1")
                if laag.isdecimal():
                    self._genummerd.add((lijst.get(f"{_STYLE}name", ""), int(laag)))

    def gelezen(self) -> Gelezen:
        kop = self._kopteksten()
        if (wijzigingen := self._tekst.find(f"{_TEXT}tracked-changes")) is not None:
            if wijzigingen.find(f".//{_TEXT}deletion") is not None:
                self._waarschuwingen[docx.VERWIJDERD] = None
            if wijzigingen.find(f".//{_TEXT}insertion") is not None:
                self._waarschuwingen[docx.INGEVOEGD] = None
        stukken = list(self._stukken(self._tekst))
        regels, plekken = in_regels([*kop, *self._vooraan, *stukken])
        return Gelezen(
            tuple(regels), tuple(plekken), tuple(self._waarschuwingen), tuple(self._onzeker)
        )

    def _kopteksten(self) -> list[Alinea | Tabel]:
        uit: list[Alinea | Tabel] = []
        paginas = () if self._stijlen is None else self._stijlen.iter(f"{_STYLE}master-page")
        for nummer, pagina in enumerate(paginas):
            eerste = pagina.find(f"{_STYLE}header-first")
            for deel in pagina:
                stukken = list(self._stukken(deel, "koptekst of voettekst"))
                hoofd = deel is eerste or (eerste is None and deel.tag == f"{_STYLE}header")
                if hoofd and nummer == 0:
                    uit.extend([*stukken, Alinea((), "koptekst")])
                    continue
                uit.extend(over_openbaarheid(stukken))
        return uit

    def _stukken(self, ouder: etree._Element, waar: str = "") -> Iterator[Alinea | Tabel]:
        for kind in ouder:
            if kind.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                yield from self._alinea(kind, waar)
            elif kind.tag == f"{_TEXT}list":
                yield from self._lijst(kind, waar, 1, "")
            elif kind.tag == f"{_TABLE}table":
                self._tabellen += 1
                yield Tabel(tuple(self._rijen(kind)), self._tabellen)
            elif kind.tag in (f"{_DRAW}frame", f"{_DRAW}text-box"):
                self._tekstvak(kind, waar)
            elif kind.tag in (f"{_TEXT}section", f"{_TEXT}index-body"):
                yield from self._stukken(kind, waar)

    def _tekstvak(self, vak: etree._Element, waar: str) -> None:
        dozen = [vak] if vak.tag == f"{_DRAW}text-box" else vak.findall(f"{_DRAW}text-box")
        for doos in dozen:
            self._waarschuwingen[docx.TEKSTVAK] = None
            self._vooraan.extend([*self._stukken(doos, waar or "tekstvak"), Alinea((), "tekstvak")])

    def _rijen(self, tabel: etree._Element) -> Iterator[tuple[tuple[str, ...], ...]]:
        for rij in tabel.iter(f"{_TABLE}table-row"):
            if next(rij.iterancestors(f"{_TABLE}table")) is tabel:
                yield tuple(
                    tuple(
                        regel
                        for stuk in self._stukken(cel, "tabel")
                        if isinstance(stuk, Alinea)
                        for regel in stuk.regels
                    )
                    for cel in rij.findall(f"{_TABLE}table-cell")
                )

    def _lijst(
        self, lijst: etree._Element, waar: str, laag: int, stijl: str
    ) -> Iterator[Alinea | Tabel]:
        stijl = lijst.get(f"{_TEXT}style-name", stijl)
        for nummer, punt in enumerate(lijst.findall(f"{_TEXT}list-item"), 1):
            teken = f"{nummer}. " if (stijl, laag) in self._genummerd else "- "
            for kind in punt:
                if kind.tag == f"{_TEXT}list" and laag < 9:
                    yield from self._lijst(kind, waar, laag + 1, stijl)
                elif kind.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                    for stuk in self._alinea(kind, waar):
                        voor = "   " * (laag - 1) + teken if stuk.regels else ""
                        yield Alinea(stuk.regels, stuk.plek, voor)

    def _alinea(self, p: etree._Element, waar: str) -> Iterator[Alinea]:
        if not waar:
            self._alineas += 1
        stijl = self._nadruk.get(p.get(f"{_TEXT}style-name", ""), (False, False))
        regels = [regel.rstrip() for regel in met_nadruk(list(self._lopen(p, stijl, waar)))]
        regels = [regel for regel in regels if regel.strip()]
        diepte = p.get(f"{_TEXT}outline-level", "1") if p.tag == f"{_TEXT}h" else ""
        teken = "#" * min(int(diepte), 6) + " " if diepte.isdecimal() and regels else ""
        yield Alinea(tuple(regels), waar or f"alinea {self._alineas}", teken)

    def _lopen(
        self, ouder: etree._Element, nadruk: tuple[bool, bool], waar: str
    ) -> Iterator[tuple[str, bool, bool]]:
        if ouder.text:
            yield _glad(ouder.text), *nadruk
        for kind in ouder:
            yield from self._loop(kind, nadruk, waar)
            if kind.tail:
                yield _glad(kind.tail), *nadruk

    def _loop(
        self, kind: etree._Element, nadruk: tuple[bool, bool], waar: str
    ) -> Iterator[tuple[str, bool, bool]]:
        if kind.tag == f"{_TEXT}tab":
            yield "\t", *nadruk
        elif kind.tag == f"{_TEXT}line-break":
            yield "\n", *nadruk
        elif kind.tag == f"{_TEXT}s":
            aantal = kind.get(f"{_TEXT}c", "1")
            yield " " * min(int(aantal) if aantal.isdecimal() else 1, _MAX_SPATIES), *nadruk
        elif kind.tag == f"{_TEXT}span":
            eigen = self._nadruk.get(kind.get(f"{_TEXT}style-name", ""), (False, False))
            yield from self._lopen(kind, (nadruk[0] or eigen[0], nadruk[1] or eigen[1]), waar)
        elif kind.tag == f"{_TEXT}a":
            stukken = list(self._lopen(kind, nadruk, waar))
            tekst = "".join(stuk for stuk, _, _ in stukken).replace("\n", " ").strip()
            doel = kind.get(f"{_XLINK}href", "")
            if tekst and "[" not in tekst and veilig(doel):
                yield f"[{tekst}]({doel})", False, False
            else:
                yield from stukken
        elif kind.tag in (f"{_OFFICE}annotation", f"{_OFFICE}annotation-end"):
            self._waarschuwingen[docx.OPMERKINGEN] = None
        elif kind.tag == f"{_TEXT}note":
            self._waarschuwingen[docx.VOETNOTEN] = None
        elif kind.tag in (f"{_TEXT}hidden-text", f"{_TEXT}hidden-paragraph"):
            self._waarschuwingen[docx.VERBORGEN] = None
        elif kind.tag in (f"{_DRAW}frame", f"{_DRAW}text-box"):
            self._tekstvak(kind, waar)
        elif kind.tag not in _NOOIT and isinstance(kind.tag, str):
            if kind.tag == f"{_TEXT}date" and kind.get(f"{_TEXT}fixed") != "true":
                self._onzeker["datum", DATUMVELD] = None
            yield from self._lopen(kind, nadruk, waar)


def _glad(tekst: str) -> str:
    """White space in the XML counts as one space."""
    kern = " ".join(tekst.split())
    voor, na = tekst[:1].isspace(), bool(kern) and tekst[-1:].isspace()
    return letterlijk(f"{' ' * voor}{kern}{' ' * na}")
