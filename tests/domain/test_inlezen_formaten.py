"""A letter in Word, OpenDocument or PDF reads as the same letter; a hostile file is refused within bounds.

The corpus is built here: example letters of invented authorities, each laid out in several ways. The run prints
recall and precision of every field. A field that is wrong and called certain fails the suite.
"""

import io
import struct
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import pytest
from vijandig import XXE, bladen, bom, docx_met, pdf_bom, xml_bom

from groningse_norm.raadsbrief.formaten import bestand
from groningse_norm.raadsbrief.formaten.bestand import lees
from groningse_norm.raadsbrief.geweigerd import (
    Beschadigd,
    Bezet,
    BriefGeweigerd,
    GeenBrief,
    GeenTekst,
    Macros,
    OnbekendFormaat,
    TeGroot,
    Versleuteld,
)
from groningse_norm.raadsbrief.inlezen import lees_brief

VELDEN = ("kenmerk", "datum", "embargo_tot", "onderwerp", "aan", "aanhef", "slotgroet",
          "ondertekenaars", "tekst")  # fmt: skip


@dataclass(frozen=True)
class Voorbeeld:
    """What an example letter says; None in ``verwacht`` is what it leaves open."""

    kenmerk: str = "Z-2025-0042"
    datum: str = "31 maart 2025"
    iso: str | None = "2025-03-31"
    embargo: str | None = None
    moment: str | None = None
    onderwerp: str = "Voortgang van de norm"
    aan: str = "de raad van de gemeente Wierdenland"
    aanhef: str = "Geachte leden van de raad,"
    namen: tuple[tuple[str, str], ...] = (
        ("A. de Boer", "burgemeester"),
        ("S. van Delden", "secretaris"),
    )

    @property
    def labels(self) -> list[tuple[str, str]]:
        return [
            ("Aan", self.aan),
            ("Datum", self.datum),
            ("Kenmerk", self.kenmerk),
            ("Onderwerp", self.onderwerp),
        ]

    @property
    def verwacht(self) -> dict:
        return {
            "kenmerk": self.kenmerk,
            "datum": self.iso,
            "embargo_tot": self.moment,
            "onderwerp": self.onderwerp,
            "aan": self.aan,
            "aanhef": self.aanhef,
            "slotgroet": "Hoogachtend,",
            "ondertekenaars": [{"naam": naam, "functie": functie} for naam, functie in self.namen],
        }


VOORBEELDEN = {
    "gewoon": Voorbeeld(),
    "embargo": Voorbeeld(
        embargo="Embargo tot 4 april 2025 14.00 uur", moment="2025-04-04T14:00:00+02:00"
    ),
    "embargo zonder tijd": Voorbeeld(embargo="Embargo tot 4 april 2025"),
    "embargo zonder jaar": Voorbeeld(embargo="Embargo tot 4 april 14.00 uur"),
    "embargo tot en met": Voorbeeld(embargo="Embargo tot en met 4 april 2025 14.00 uur"),
    "twaalf uren": Voorbeeld(embargo="Embargo tot 4 april 2025 2 uur 's middags"),
    "embargo voorbij": Voorbeeld(embargo="Embargo tot 4 april 2024 14.00 uur"),
    "verkeerde dag": Voorbeeld(embargo="Embargo tot maandag 4 april 2025 14.00 uur"),
    "geen datum": Voorbeeld(datum="31 april 2025", iso=None),
    "Fries": Voorbeeld(
        aan="de raad van de gemeente Fjildmar",
        onderwerp="Wurkje oan feiligens: stân fan saken",
        namen=(("Sjoukje Hoekstra-fan der Wâl", "burgemeester"), ("Ype Ús", "secretaris")),
    ),
    "Gronings": Voorbeeld(
        kenmerk="2025/117-B",
        onderwerp="Stand van zaken Oethoezen & 't Zandt",
        namen=(("Geert-Jan ten Kate", "burgemeester"), ("Eltje d'Olde", "secretaris")),
    ),
    "een naam": Voorbeeld(namen=(("M. Elzinga", "burgemeester"),)),
}

ALINEAS = (
    "Hierbij informeren wij u over de voortgang van de norm in onze gemeente.",
    "De samenwerking met de buurgemeenten begon op 4 maart jl. en loopt door tot in de zomer.",
)


# --- Word ----------------------------------------------------------------------------------------

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def p(*lopen: str, stijl: str = "") -> str:
    opmaak = f'<w:pPr><w:pStyle w:val="{stijl}"/></w:pPr>' if stijl else ""
    return f"<w:p>{opmaak}{''.join(lopen)}</w:p>"


def r(tekst: str, opmaak: str = "") -> str:
    delen = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(d)}</w:t>' for d in tekst.split("\t")
    )
    return f"<w:r><w:rPr>{opmaak}</w:rPr>{delen}</w:r>"


def tabel(*rijen: tuple[str, ...]) -> str:
    return (
        "<w:tbl>"
        + "".join(f"<w:tr>{''.join(f'<w:tc>{cel}</w:tc>' for cel in rij)}</w:tr>" for rij in rijen)
        + "</w:tbl>"
    )


def tekstvak(*alineas: str) -> str:
    vak = f"<w:txbxContent>{''.join(alineas)}</w:txbxContent>"
    return p(
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps">{vak}</mc:Choice><mc:Fallback>{vak}</mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


def docx(body: str, **delen: str | bytes) -> bytes:
    """A package with this body; ``delen`` are further parts, "__" for "/"."""
    uit = io.BytesIO()
    sectie = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rKop"/></w:sectPr>'
        if "kop" in delen
        else ""
    )
    rels = (
        '<Relationship Id="rKop" Target="header1.xml" Type="h"/>'
        '<Relationship Id="rWeb" TargetMode="External" Target="https://norm.example/" Type="l"/>'
        '<Relationship Id="rKwaad" TargetMode="External" Target="javascript:alert(1)" Type="l"/>'
    )
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as pakket:
        pakket.writestr("[Content_Types].xml", "<Types/>")
        pakket.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            f"<w:body>{body}{sectie}</w:body></w:document>",
        )
        pakket.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>',
        )
        pakket.writestr(
            "word/styles.xml",
            f'<w:styles xmlns:w="{W}"><w:style w:styleId="K2"><w:name w:val="heading 2"/></w:style>'
            '<w:style w:styleId="Eigen"><w:name w:val="Huis"/><w:basedOn w:val="K2"/></w:style></w:styles>',
        )
        if kop := delen.pop("kop", None):
            pakket.writestr("word/header1.xml", f'<w:hdr xmlns:w="{W}">{kop}</w:hdr>')
        for naam, inhoud in delen.items():
            pakket.writestr(naam.replace("__", "/"), inhoud)
    return uit.getvalue()


def docx_slot(brief: Voorbeeld) -> str:
    return p(r("Hoogachtend,")) + "".join(p(r(f"{n}, {f}")) for n, f in brief.namen)


def docx_tekst(brief: Voorbeeld) -> str:
    embargo = p(r(brief.embargo)) if brief.embargo else ""
    return embargo + p() + p(r(brief.aanhef)) + "".join(p(r(a)) for a in ALINEAS)


def docx_regels(brief: Voorbeeld) -> bytes:
    kop = "".join(p(r(f"{label}:\t{waarde}", "<w:b/>")) for label, waarde in brief.labels)
    return docx(kop + docx_tekst(brief) + docx_slot(brief))


def docx_tabel(brief: Voorbeeld) -> bytes:
    kop = tabel(*((p(r(label)), p(r(waarde))) for label, waarde in brief.labels))
    slot = p(r("Hoogachtend,")) + tabel(
        tuple(p(r(naam)) + p(r(functie)) for naam, functie in brief.namen)
    )
    return docx(kop + docx_tekst(brief) + slot)


def docx_twee_cellen(brief: Voorbeeld) -> bytes:
    kop = tabel(
        (
            "".join(p(r(label)) for label, _ in brief.labels),
            "".join(p(r(waarde)) for _, waarde in brief.labels),
        )
    )
    return docx(kop + docx_tekst(brief) + docx_slot(brief))


def docx_tekstvak(brief: Voorbeeld) -> bytes:
    vak = tekstvak(*(p(r(f"{label}: {waarde}")) for label, waarde in brief.labels))
    return docx(docx_tekst(brief) + vak + docx_slot(brief))


def docx_koptekst(brief: Voorbeeld) -> bytes:
    kop = "".join(p(r(f"{label}: {waarde}")) for label, waarde in brief.labels)
    return docx(docx_tekst(brief) + docx_slot(brief), kop=kop)


# --- OpenDocument ---------------------------------------------------------------------------------

ODF = " ".join(
    f'xmlns:{kort}="urn:oasis:names:tc:opendocument:xmlns:{lang}:1.0"'
    for kort, lang in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
    )
)


def t(tekst: str) -> str:
    return f"<text:p>{escape(tekst).replace(chr(9), '<text:tab/>')}</text:p>"


def odt(body: str, **delen: str | bytes) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as pakket:
        pakket.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        pakket.writestr(
            "content.xml",
            f"<office:document-content {ODF}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        for naam, inhoud in delen.items():
            pakket.writestr(naam.replace("__", "/"), inhoud)
    return uit.getvalue()


def odt_romp(brief: Voorbeeld, kop: str) -> bytes:
    embargo = t(brief.embargo) if brief.embargo else ""
    slot = t("Hoogachtend,") + "".join(t(f"{n}, {f}") for n, f in brief.namen)
    return odt(kop + embargo + t("") + t(brief.aanhef) + "".join(map(t, ALINEAS)) + slot)


def odt_regels(brief: Voorbeeld) -> bytes:
    return odt_romp(brief, "".join(t(f"{label}:\t{waarde}") for label, waarde in brief.labels))


def odt_tabel(brief: Voorbeeld) -> bytes:
    cel = "<table:table-cell>{}</table:table-cell>".format
    rijen = "".join(
        f"<table:table-row>{cel(t(label))}{cel(t(waarde))}</table:table-row>"
        for label, waarde in brief.labels
    )
    return odt_romp(brief, f"<table:table>{rijen}</table:table>")


# --- PDF ------------------------------------------------------------------------------------------


def pdf(html: str, css: str = "") -> bytes:
    from weasyprint import HTML

    stijl = f"@page{{size:A4;margin:2.5cm}} body{{font:11pt/1.35 sans-serif}} p{{margin:0 0 11pt}} {css}"
    return HTML(string=f"<html lang=nl><style>{stijl}</style><body>{html}").write_pdf()


def pdf_regels(brief: Voorbeeld) -> bytes:
    return pdf_romp(brief, "".join(f"<p>{k}: {escape(w)}</p>" for k, w in brief.labels))


def pdf_tabel(brief: Voorbeeld) -> bytes:
    rijen = "".join(f"<tr><td width=110>{k}</td><td>{escape(w)}</td></tr>" for k, w in brief.labels)
    return pdf_romp(brief, f"<table>{rijen}</table><br>")


def pdf_romp(brief: Voorbeeld, kop: str) -> bytes:
    embargo = f"<p>{escape(brief.embargo)}</p>" if brief.embargo else ""
    tekst = "".join(f"<p>{escape(alinea)}</p>" for alinea in ALINEAS)
    namen = "".join(f"<p>{escape(f'{n}, {f}')}</p>" for n, f in brief.namen)
    return pdf(f"{kop}{embargo}<p>{escape(brief.aanhef)}</p>{tekst}<p>Hoogachtend,</p>{namen}")


OPMAKEN: dict[str, tuple[str, Callable[[Voorbeeld], bytes]]] = {
    "docx regels": ("brief.docx", docx_regels),
    "docx tabel": ("brief.docx", docx_tabel),
    "docx twee cellen": ("brief.docx", docx_twee_cellen),
    "docx tekstvak": ("brief.docx", docx_tekstvak),
    "docx koptekst": ("brief.docx", docx_koptekst),
    "odt regels": ("brief.odt", odt_regels),
    "odt tabel": ("brief.odt", odt_tabel),
    "pdf regels": ("brief.pdf", pdf_regels),
    "pdf tabel": ("brief.pdf", pdf_tabel),
}


def beoordeel(brief: Voorbeeld, gelezen: dict) -> dict[str, tuple[bool, bool, bool, bool]]:
    """Field → (expected, read, right, called certain)."""
    uit = {}
    for veld in VELDEN:
        if veld == "tekst":
            waar = gelezen["tekst"] == "\n".join(f"<p>{escape(a)}</p>" for a in ALINEAS)
            verwacht = True
        else:
            verwacht = bool(brief.verwacht[veld])
            waar = gelezen[veld] == brief.verwacht[veld]
        zeker = gelezen["zekerheid"][veld]["oordeel"] == "zeker"
        uit[veld] = (verwacht, bool(gelezen[veld]), waar, zeker)
    return uit


def meet() -> tuple[int, dict[str, list[int]], list[str]]:
    """Letters; field → [expected, read, right]; and what was wrong while called certain."""
    tabel_ = {veld: [0, 0, 0] for veld in VELDEN}
    mis, aantal = [], 0
    for nummer, (naam, brief) in enumerate(VOORBEELDEN.items()):
        # Every other layout, turn about: each layout with six letters, each letter in four or five layouts.
        for opmaak, (bestandsnaam, bouw) in list(OPMAKEN.items())[nummer % 2 :: 2]:
            aantal += 1
            gelezen = lees_brief(bouw(brief), bestandsnaam=bestandsnaam).als_dict()
            for veld, (verwacht, is_gelezen, waar, zeker) in beoordeel(brief, gelezen).items():
                rij = tabel_[veld]
                rij[0] += verwacht
                rij[1] += is_gelezen
                rij[2] += waar and is_gelezen
                if zeker and not waar:
                    mis.append(f"{naam} / {opmaak} / {veld}: {gelezen[veld]!r}")
    return aantal, tabel_, mis


def test_no_field_of_the_corpus_is_wrong_and_called_certain(capsys):
    aantal, tabel_, mis = meet()
    with capsys.disabled():
        sys.stdout.write(f"\n{aantal} letters: field, recall, precision\n")
        for veld, (verwacht, gelezen, goed) in tabel_.items():
            sys.stdout.write(f"  {veld:15} {goed / verwacht:6.1%} {goed / max(gelezen, 1):6.1%}\n")
    assert aantal >= 40
    assert mis == []
    for veld, (verwacht, _, goed) in tabel_.items():
        assert goed / verwacht >= 0.95, veld


# --- what a format holds beside the words -----------------------------------------------------------

KOP = "".join(p(r(f"{label}: {waarde}")) for label, waarde in Voorbeeld().labels)
SLOT = docx_slot(Voorbeeld())


def woord(tekst: str, **delen: str | bytes):
    """A Word letter with this running text."""
    return lees_brief(
        docx(KOP + p(r("Geachte raad,")) + tekst + SLOT, **delen), bestandsnaam="b.docx"
    )


def test_deleted_words_and_comments_never_come_into_the_letter_and_inserted_ones_do():
    gelezen = woord(
        p(
            r("Wij geven "),
            '<w:del w:id="1"><w:r><w:delText>tien</w:delText></w:r><w:r><w:t>elf</w:t></w:r></w:del>',
            f'<w:ins w:id="2">{r("twaalf")}</w:ins>',
            r(" voorbeelden."),
            '<w:r><w:commentReference w:id="0"/></w:r>',
        ),
        **{
            "word/comments.xml": f'<w:comments xmlns:w="{W}"><w:comment w:id="0">'
            f"{p(r('stiekem'))}</w:comment></w:comments>"
        },
    )
    assert gelezen.tekst == "<p>Wij geven twaalf voorbeelden.</p>"
    assert len(gelezen.waarschuwingen) == 3


def test_hidden_text_stays_out_and_is_warned_about():
    gelezen = woord(p(r("Zichtbaar."), r("Verborgen.", "<w:vanish/>")))
    assert gelezen.tekst == "<p>Zichtbaar.</p>"
    assert gelezen.waarschuwingen == (
        "In dit bestand staat verborgen tekst. Die is niet overgenomen.",
    )


def test_headings_tables_links_and_emphasis_become_clean_html():
    link = '<w:hyperlink r:id="{}">{}</w:hyperlink>'.format
    gelezen = woord(
        p(r("Stand van zaken"), stijl="Eigen")
        + p(r("Dit is "), r("belangrijk", "<w:b/>"), r(" en "), r("nieuw", "<w:i/>"), r("."))
        + p(link("rWeb", r("De norm")), r(" en "), link("rKwaad", r("kwaad")), r(" <b>*x*</b>"))
        + tabel((p(r("Jaar")), p(r("Aantal"))), (p(r("2025")), p(r("3 | 4"))))
    )
    assert gelezen.tekst.split("\n") == [
        "<h2>Stand van zaken</h2>",
        "<p>Dit is <strong>belangrijk</strong> en <em>nieuw</em>.</p>",
        '<p><a href="https://norm.example/">De norm</a> en kwaad &lt;b&gt;*x*&lt;/b&gt;</p>',
        '<table><thead><tr><th scope="col">Jaar</th><th scope="col">Aantal</th></tr></thead>'
        "<tbody><tr><td>2025</td><td>3 | 4</td></tr></tbody></table>",
    ]


def punt(tekst: str, laag: int) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{laag}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"{r(tekst)}</w:p>"
    )


def test_lists_of_word_keep_their_levels_and_numbers():
    nummering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        '</w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    gelezen = woord(
        punt("Een", 0) + punt("onder", 1) + punt("Twee", 0), **{"word/numbering.xml": nummering}
    )
    assert gelezen.tekst == "<ol><li>Een<ul><li>onder</li></ul></li><li>Twee</li></ol>"


def test_a_date_that_word_keeps_changing_is_marked():
    kop = KOP.replace("31 maart 2025", "") + p(
        r("Datum: "), f'<w:fldSimple w:instr="DATE \\@ d">{r("31 maart 2025")}</w:fldSimple>'
    )
    kop = kop.replace(p(r("Datum: ")), "")
    gelezen = lees_brief(
        docx(kop + p(r("Geachte raad,")) + p(r("Tekst.")) + SLOT), bestandsnaam="b.docx"
    )
    assert gelezen.als_dict()["zekerheid"]["datum"]["oordeel"] == "onzeker"


def test_deleted_words_and_annotations_of_an_opendocument_stay_out():
    brief = Voorbeeld()
    kop = "".join(t(f"{label}: {waarde}") for label, waarde in brief.labels)
    gelezen = lees_brief(
        odt(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>weg</text:p></text:deletion>"
            f"</text:changed-region></text:tracked-changes>{kop}{t('Geachte raad,')}"
            "<text:p>Dit blijft.<office:annotation><text:p>stiekem</text:p></office:annotation></text:p>"
            f"<text:h text:outline-level='2'>Kop</text:h>{t('Slot.')}{t('Hoogachtend,')}{t('A. de Boer, burgemeester')}"
        ),
        bestandsnaam="b.odt",
    )
    assert gelezen.tekst == "<p>Dit blijft.</p>\n<h2>Kop</h2>\n<p>Slot.</p>"
    assert len(gelezen.waarschuwingen) == 2


def test_an_embargo_in_the_foot_of_a_page_is_seen():
    gelezen = woord(
        p(r("Tekst."))
        + '<w:p><w:pPr><w:sectPr><w:footerReference w:type="default" r:id="rKop"/></w:sectPr></w:pPr></w:p>',
        **{"word/header1.xml": f'<w:ftr xmlns:w="{W}">{p(r("Embargo tot 4 april 2025"))}</w:ftr>'},
    )
    assert gelezen.als_dict()["zekerheid"]["embargo_tot"]["oordeel"] == "onzeker"


ZIN = "De gemeenten in de streek overleggen maandelijks over veiligheidsmaatregelen in het buitengebied. "


def test_columns_of_a_pdf_are_read_one_after_the_other_with_broken_words_made_whole():
    zinnen = [f"Zin {nummer}: {ZIN}" for nummer in "ABCDEFGHIJKLMNOP"]
    kop = "".join(f"<p>{label}: {waarde}</p>" for label, waarde in Voorbeeld().labels)
    inhoud = pdf(
        f"{kop}<p>Geachte raad,</p><div><p>{''.join(zinnen)}</p></div>"
        "<p>Hoogachtend,</p><p>A. de Boer, burgemeester</p>",
        "div{columns:2;column-gap:1cm;hyphens:auto;text-align:left}",
    )
    gelezen = lees_brief(inhoud, bestandsnaam="b.pdf")
    assert gelezen.tekst == f"<p>{''.join(zinnen).strip()}</p>"
    assert gelezen.als_dict()["zekerheid"]["tekst"]["oordeel"] == "onzeker"


def test_heads_feet_and_numbers_that_repeat_over_pages_stay_out():
    kop = "".join(f"<p>{label}: {waarde}</p>" for label, waarde in Voorbeeld().labels)
    tekst = "".join(f"<p>Alinea {nummer}. {ZIN * 4}</p>" for nummer in range(1, 30))
    inhoud = pdf(
        f"{kop}<p>Geachte raad,</p>{tekst}<p>Hoogachtend,</p><p>A. de Boer, burgemeester</p>",
        "@page{@bottom-center{content:'Gemeente Wierdenland, blad ' counter(page)}"
        "@top-right{content:counter(page)}}",
    )
    gelezen = lees_brief(inhoud, bestandsnaam="b.pdf")
    assert gelezen.tekst.count("<p>Alinea ") == 29
    assert "blad" not in gelezen.tekst
    assert gelezen.als_dict()["bronnen"]["tekst"][0]["waar"].startswith("bladzijde 1 tot en met ")


LANG = "Voortgang van de norm en van de samenwerking met de gemeenten in de streek over alle maatregelen"


def test_a_subject_over_two_paragraphs_of_word_is_read_whole():
    kop = p(r("Onderwerp:\tStand van zaken")) + p(r("\tvan de norm")) + p(r("Kenmerk: Z-1"))
    gelezen = lees_brief(
        docx(kop + p(r("Geachte raad,")) + p(r("Tekst.")) + SLOT), bestandsnaam="b.docx"
    )
    assert gelezen.onderwerp == "Stand van zaken van de norm"


@pytest.mark.parametrize(
    "kop",
    [
        p(r("Onderwerp: Stand van zaken")) + p(r("van de norm")),
        p(r("Onderwerp:\tStand van zaken")) + p(r("van de norm")),
        p(r("Onderwerp: Stand van zaken")) + p(r("Veiligheid in de streek")),
        p(r("Onderwerp")) + p(r("Stand van zaken")) + p(r("van de norm")),
        tabel((p(r("Onderwerp")), p(r("Stand van zaken"))), (p(), p(r("van de norm")))),
        tabel((p(r("Onderwerp")), p(r("Stand van zaken")) + p(r("van de norm")))),
    ],
)
def test_a_subject_over_paragraphs_without_a_tab_is_read_whole_or_marked(kop):
    gelezen = lees_brief(
        docx(p(r("Kenmerk: Z-1")) + kop + p() + p(r("Geachte raad,")) + p(r("Tekst.")) + SLOT),
        bestandsnaam="b.docx",
    )
    zeker = gelezen.als_dict()["zekerheid"]["onderwerp"]["oordeel"] == "zeker"
    assert gelezen.onderwerp == "Stand van zaken van de norm" or not zeker


def test_a_text_box_inside_a_table_is_read_in_its_cell():
    vak = tekstvak(*(p(r(f"{label}: {waarde}")) for label, waarde in Voorbeeld().labels))
    for kop in (
        tabel((p(r("Gemeente Wierdenland")), vak)),
        tabel((vak, p(r("Postbus 12")))),
        tabel((p(), vak)),
    ):
        gelezen = lees_brief(
            docx(kop + p(r("Geachte raad,")) + p(r("Tekst.")) + SLOT), bestandsnaam="b.docx"
        )
        assert gelezen.kenmerk == "Z-2025-0042"
        assert gelezen.onderwerp == "Voortgang van de norm"
        assert gelezen.waarschuwingen


@pytest.mark.parametrize(
    "namen",
    [
        "<table><tr><td style='width:7cm'>A. de Boer<td>S. van Delden<tr><td>burgemeester<td>secretaris</table>",
        "<table><tr><td style='width:7cm'>A. de Boer,<td>S. van Delden,"
        "<tr><td>burgemeester<td>gemeentesecretaris / algemeen directeur</table>",
        "<table><tr><td style='width:7cm'>burgemeester<td>secretaris"
        "<tr><td><br><br>A. de Boer<td><br><br>S. van Delden</table>",
        "<div style='columns:2'>A. de Boer<br>burgemeester<br><br>S. van Delden<br>secretaris</div>",
        "<table><tr><td style='width:7cm'>A. de Boer<br>burgemeester<td>S. van Delden<br>secretaris</table>",
        "<table><tr><td style='width:3.5cm'>A. de Boer<td>S. van Delden<tr><td>burgemeester<td>secretaris</table>",
    ],
)
def test_signatories_in_clear_columns_of_a_pdf_are_read(namen):
    kop = "".join(f"<p>{label}: {waarde}</p>" for label, waarde in Voorbeeld().labels)
    inhoud = pdf(
        f"{kop}<p>Geachte raad,</p><p>{ZIN}</p><p>Hoogachtend,<br>burgemeester en wethouders van Wierdenland,</p>"
        + namen
    )
    gelezen = lees_brief(inhoud, bestandsnaam="b.pdf")
    assert [wie.naam for wie in gelezen.ondertekenaars] == ["A. de Boer", "S. van Delden"]
    assert [wie.functie[:10] for wie in gelezen.ondertekenaars] in (
        ["burgemeest", "secretaris"],
        ["burgemeest", "gemeentese"],
    )


def test_a_link_of_a_pdf_leads_where_it_led():
    kop = "".join(f"<p>{label}: {waarde}</p>" for label, waarde in Voorbeeld().labels)
    inhoud = pdf(
        f"{kop}<p>Geachte raad,</p><p>Lees <a href='https://norm.example/plan'>het plan</a> van dit jaar.</p>"
        f"<p>{ZIN}</p><p>Zie <a href='javascript:alert(1)'>hier</a>.</p>"
        "<p>Hoogachtend,</p><p>A. de Boer, burgemeester</p>"
    )
    gelezen = lees_brief(inhoud, bestandsnaam="b.pdf")
    assert '<a href="https://norm.example/plan">het plan</a>' in gelezen.tekst
    assert "javascript" not in gelezen.tekst


@pytest.mark.parametrize(
    "kop",
    [
        f"<p>Kenmerk: Z-1</p><p>Onderwerp: {LANG}</p>",
        f"<table><tr><td width=90>Kenmerk<td>Z-1<tr><td>Onderwerp<td>{LANG}</table>",
        f"<table><tr><td width=90>Kenmerk<td>Z-1<tr><td style='vertical-align:top'>Onderwerp<td>{LANG}</table>",
    ],
)
def test_a_subject_over_two_lines_of_a_pdf_is_read_whole_or_marked(kop):
    inhoud = pdf(
        f"{kop}<p>Geachte raad,</p><p>{ZIN}</p><p>Hoogachtend,</p><p>A. de Boer, burgemeester</p>"
    )
    gelezen = lees_brief(inhoud, bestandsnaam="b.pdf")
    zeker = gelezen.als_dict()["zekerheid"]["onderwerp"]["oordeel"] == "zeker"
    assert gelezen.onderwerp == LANG or not zeker
    assert gelezen.kenmerk == "Z-1"


# --- hostile files ----------------------------------------------------------------------------------


HEEL = docx_regels(Voorbeeld())
VIJANDIG = {
    "zip bomb": (bom, "b.docx", TeGroot),
    "entities that multiply": (lambda: docx_met(xml_bom()), "b.docx", Beschadigd),
    "external entity": (lambda: docx_met(XXE), "b.docx", Beschadigd),
    "external entity in odt": (lambda: odt("", **{"META-INF/manifest.xml": XXE}), "b.odt", Beschadigd),
    "deep nesting": (lambda: docx_met("<a>" * 100_000), "b.docx", Beschadigd),
    "truncated docx": (lambda: HEEL[: len(HEEL) // 2], "b.docx", Beschadigd),
    "truncated pdf": (lambda: b"%PDF-1.7\n1 0 obj <<", "b.pdf", Beschadigd),
    "encrypted docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "b.docx", Versleuteld),
    "encrypted odt": (
        lambda: odt("", **{"META-INF/manifest.xml": '<m:m xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<m:encryption-data/></m:m>"}),
        "b.odt",
        Versleuteld,
    ),
    "encrypted pdf": (lambda: bladen(1, wachtwoord="geheim"), "b.pdf", Versleuteld),
    "macros": (lambda: docx(p(), **{"word/vbaProject.bin": b"x"}), "b.docx", Macros),
    "docm": (lambda: docx(p()), "b.docm", Macros),
    "scan": (lambda: bladen(2), "b.pdf", GeenTekst),
    "5,000 pages": (lambda: bladen(5_000), "b.pdf", TeGroot),
    "pdf bomb": (pdf_bom, "b.pdf", BriefGeweigerd),
    "no letter": (lambda: docx(p(r("Boodschappen: melk en brood"))), "b.docx", GeenBrief),
    "other name": (lambda: HEEL, "b.pdf", OnbekendFormaat),
    "no text document": (lambda: b"PK\x03\x04" + bytes(99), "b.xlsx", OnbekendFormaat),
    "more than 20 MB": (lambda: bytes(20 * 1024 * 1024 + 1), "b.pdf", TeGroot),
}  # fmt: skip


@pytest.mark.parametrize("naam", VIJANDIG)
def test_a_hostile_file_is_refused_in_dutch_within_seconds(naam):
    bouw, bestandsnaam, fout = VIJANDIG[naam]
    inhoud = bouw()
    begin = time.monotonic()
    with pytest.raises(fout) as geweigerd:
        lees_brief(inhoud, bestandsnaam=bestandsnaam)
    assert time.monotonic() - begin < 25
    assert geweigerd.value.uitleg.endswith(".")
    assert "Traceback" not in geweigerd.value.uitleg


def test_the_process_that_reads_cannot_take_more_memory_than_its_bound():
    code = (
        "import resource, sys\n"
        "from groningse_norm.raadsbrief.formaten import kind\n"
        "sys.stdin = open('/dev/null')\n"
        "kind.main('docx')\n"
        "try:\n    bytearray(kind.GEHEUGEN)\nexcept MemoryError:\n    print('begrensd')\n"
    )
    klaar = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert klaar.stdout.endswith("begrensd\n")


def test_any_damage_to_a_file_gives_a_letter_or_a_refusal():
    for heel, naam in ((HEEL, "b.docx"), (pdf_regels(Voorbeeld()), "b.pdf")):
        for plek in range(0, len(heel), len(heel) // 12):
            stuk = heel[:plek] + struct.pack("<I", plek * 2654435761 % 2**32) + heel[plek + 4 :]
            try:
                lees(stuk, bestandsnaam=naam)
            except BriefGeweigerd as error:
                assert error.uitleg


def test_no_more_files_are_read_at_a_time_than_there_are_places(monkeypatch):
    plaatsen = threading.BoundedSemaphore(1)
    monkeypatch.setattr(bestand, "_TEGELIJK", plaatsen)
    monkeypatch.setattr(bestand, "_GEDULD", 0.05)
    with plaatsen, pytest.raises(Bezet, match="Probeer het zo weer"):
        lees_brief(HEEL, bestandsnaam="b.docx")
    for _ in range(2):  # the place comes free, also after a refusal
        with pytest.raises(Versleuteld):
            lees_brief(bladen(1, wachtwoord="geheim"), bestandsnaam="b.pdf")
    assert lees_brief(HEEL, bestandsnaam="b.docx").kenmerk == "Z-2025-0042"
