"""Letters as authorities lay them out themselves: all invented, each marked as an example.

Real programs make the files (python-docx, WeasyPrint).
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field

import docx
from weasyprint import HTML


@dataclass(frozen=True)
class Overheidsbrief:
    """``verwacht`` holds what the letter says; what is not in it, the letter leaves open."""

    naam: str
    inhoud: Callable[[], bytes]
    verwacht: dict = field(default_factory=dict)


def tekst(brief: str) -> Callable[[], bytes]:
    return lambda: brief.encode()


def pdf(html: str, css: str = "") -> Callable[[], bytes]:
    stijl = f"@page{{size:A4;margin:2.2cm}} body{{font:10.5pt/1.4 sans-serif}} {css}"
    return lambda: HTML(string=f"<html lang=nl><style>{stijl}</style><body>{html}").write_pdf()


def word(*stukken: str | list[list[str]]) -> Callable[[], bytes]:
    """Paragraphs and tables; "# " begins a heading, "- " a list item."""

    def maak() -> bytes:
        document = docx.Document()
        for stuk in stukken:
            if isinstance(stuk, list):
                tabel = document.add_table(rows=0, cols=len(stuk[0]))
                for rij in stuk:
                    for cel, woorden in zip(tabel.add_row().cells, rij, strict=True):
                        cel.text = woorden
            elif stuk.startswith("# "):
                document.add_heading(stuk[2:], level=1)
            elif stuk.startswith("- "):
                document.add_paragraph(stuk[2:], style="List Bullet")
            else:
                document.add_paragraph(stuk)
        uit = io.BytesIO()
        document.save(uit)
        return uit.getvalue()

    return maak


def wie(*paren: str) -> list[dict]:
    return [dict(zip(("naam", "functie"), paar.split(", ", 1), strict=True)) for paar in paren]


BRIEVEN = {
    "waterschap, table head, two signatories side by side": Overheidsbrief(
        "ab-brief.docx",
        word(
            "Waterschap Drie Maren (voorbeeld)",
            [["Aan", "het algemeen bestuur"], ["Ons kenmerk", "DM/2030/01877"], ["Datum", "12 februari 2030"],
             ["Behandeld door", "J. Wiersema"], ["Onderwerp", "Voortgang dijkverbetering Eemskade"]],
            "",
            "Geacht bestuur,",
            "In de vergadering van november vroeg u naar de voortgang van de dijkverbetering.",
            "# Planning",
            "- het ontwerp is klaar in mei",
            "- de uitvoering begint in september",
            "Met vriendelijke groet,",
            "het dagelijks bestuur van waterschap Drie Maren,",
            "",
            [["T. Wiersma-Postma", "H.J. van der Laan"], ["dijkgraaf", "secretaris-directeur"]],
        ),
        {"kenmerk": "DM/2030/01877", "datum": "2030-02-12", "onderwerp": "Voortgang dijkverbetering Eemskade",
         "aan": "het algemeen bestuur", "contactpersoon": "J. Wiersema", "aanhef": "Geacht bestuur,",
         "ondertekenaars": wie("T. Wiersma-Postma, dijkgraaf", "H.J. van der Laan, secretaris-directeur"),
         "slotgroet": "Met vriendelijke groet,\nhet dagelijks bestuur van waterschap Drie Maren,"},
    ),
    "provincie, staten, embargo above the head": Overheidsbrief(
        "statenbrief.pdf",
        pdf(
            "<p><b>EMBARGO tot donderdag 6 juni 2030, 12.00 uur</b></p><h3>Provincie Noorderland (voorbeeld)</h3>"
            "<p>Aan Provinciale Staten van Noorderland</p><table><tr><td style='width:4cm'>Datum<td>3 juni 2030"
            "<tr><td>Documentnummer<td>2030-045.112<tr><td>Onderwerp<td>Voorjaarsnota 2030</table><br>"
            "<p>Geachte leden van Provinciale Staten,</p><p>Hierbij bieden wij u de Voorjaarsnota 2030 aan.</p>"
            "<p>Hoogachtend,</p><p>Gedeputeerde Staten van Noorderland:</p>"
            "<table><tr><td style='width:7cm'>R. Paulusma<td>M. van Bergen<tr><td>voorzitter<td>secretaris</table>"
        ),
        {"datum": "2030-06-03", "embargo_tot": "2030-06-06T12:00:00+02:00", "onderwerp": "Voorjaarsnota 2030",
         "kenmerk": "2030-045.112", "aan": "Provinciale Staten van Noorderland",
         "aanhef": "Geachte leden van Provinciale Staten,",
         "ondertekenaars": wie("R. Paulusma, voorzitter", "M. van Bergen, secretaris"),
         "slotgroet": "Hoogachtend,\nGedeputeerde Staten van Noorderland:"},
    ),
    "small municipality, labels on their own lines": Overheidsbrief(
        "brief.txt",
        tekst("""\
GEMEENTE KLEINEWOUD (voorbeeld)

de leden van de gemeenteraad

Uw brief van:
--

Ons kenmerk:
KW-30-119

Datum:
7 maart 2030

Onderwerp:
Zwembad De Plons

Beste raadsleden,

Het zwembad gaat in mei weer open. De kosten blijven binnen de begroting.

Vriendelijke groet,
namens het college van Kleinewoud,

Wilma Drent
wethouder
"""),
        {"kenmerk": "KW-30-119", "datum": "2030-03-07", "onderwerp": "Zwembad De Plons",
         "aan": "de leden van de gemeenteraad", "aanhef": "Beste raadsleden,",
         "slotgroet": "Vriendelijke groet,\nnamens het college van Kleinewoud,",
         "ondertekenaars": wie("Wilma Drent, wethouder")},
    ),
    "place and date on one line, no labels for them": Overheidsbrief(
        "brief.docx",
        word(
            "Gemeente Zuidervaart (voorbeeld)", "Aan de gemeenteraad van Zuidervaart", "Zuidervaart, 2 mei 2030",
            "Betreft: beantwoording vragen fractie Dorpsbelang", "Zaaknummer: 884213", "",
            "Geachte raad,", "Op 18 april jl. stelde de fractie Dorpsbelang vragen over het fietspad.",
            "Wij antwoorden daarop als volgt.", "Hoogachtend,", "burgemeester en wethouders van Zuidervaart,",
            "P. Okkema, secretaris", "mr. L. Huizinga-de Wit, burgemeester",
        ),
        {"kenmerk": "884213", "datum": "2030-05-02", "onderwerp": "beantwoording vragen fractie Dorpsbelang",
         "aan": "de gemeenteraad van Zuidervaart", "aanhef": "Geachte raad,",
         "slotgroet": "Hoogachtend,\nburgemeester en wethouders van Zuidervaart,",
         "ondertekenaars": wie("P. Okkema, secretaris", "mr. L. Huizinga-de Wit, burgemeester")},
    ),
    "labels in a row above their values": Overheidsbrief(
        "raadsbrief.pdf",
        pdf(
            "<p>Aan de raad van de gemeente Oosterveen</p><table style='width:100%'>"
            "<tr><td>Datum<td>Kenmerk<td>Contactpersoon<tr><td>11 juli 2030<td>OV-2030-77<td>K. Bos</table>"
            "<p>Onderwerp: Jaarrekening</p><p>Geachte raadsleden,</p><p>Dit is een voorbeeld van een brief.</p>"
            "<p>Hoogachtend,</p><p>A. Meijer, burgemeester</p><p>Bijlagen: jaarrekening 2029; accountantsverslag</p>"
        ),
        {"kenmerk": "OV-2030-77", "datum": "2030-07-11", "onderwerp": "Jaarrekening", "contactpersoon": "K. Bos",
         "aan": "de raad van de gemeente Oosterveen", "aanhef": "Geachte raadsleden,", "slotgroet": "Hoogachtend,",
         "ondertekenaars": wie("A. Meijer, burgemeester"), "bijlagen": ["jaarrekening 2029", "accountantsverslag"]},
    ),
    "embargo in a sentence of the text": Overheidsbrief(
        "brief.md",
        tekst("""\
# Gemeente Westerdiep (voorbeeld)

**Aan:** de raad van de gemeente Westerdiep
**Datum:** 9 september 2030
**Kenmerk:** WD-5521
**Onderwerp:** Locatie nieuwe school

Geachte leden van de raad,

Over deze brief geldt een embargo tot 12 september 2030 om 09.00 uur.

De school komt aan de Dorpsweg.

Hoogachtend,
Burgemeester en wethouders van Westerdiep

S. Tolsma, burgemeester
D. Kuiper, gemeentesecretaris
"""),
        {"kenmerk": "WD-5521", "datum": "2030-09-09", "embargo_tot": "2030-09-12T09:00:00+02:00",
         "onderwerp": "Locatie nieuwe school", "aan": "de raad van de gemeente Westerdiep",
         "aanhef": "Geachte leden van de raad,",
         "slotgroet": "Hoogachtend,\nBurgemeester en wethouders van Westerdiep",
         "ondertekenaars": wie("S. Tolsma, burgemeester", "D. Kuiper, gemeentesecretaris")},
    ),
    "embargo until publication": Overheidsbrief(
        "brief.txt",
        tekst("""\
Aan: de raad van de gemeente Hogeland-Oost (voorbeeld)
Van: het college
Datum: 15-10-2030
Kenmerk: HO 30.4412
Betreft: Huisvesting statushouders
Status: onder embargo tot de persconferentie van woensdag

Geachte raad,

Woensdag maken wij bekend waar de woningen komen.

Met vriendelijke groet,

B. Smid
burgemeester
"""),
        {"aan": "de raad van de gemeente Hogeland-Oost (voorbeeld)", "datum": "2030-10-15", "kenmerk": "HO 30.4412",
         "onderwerp": "Huisvesting statushouders",
         "aanhef": "Geachte raad,", "slotgroet": "Met vriendelijke groet,",
         "ondertekenaars": wie("B. Smid, burgemeester")},
    ),
    "long subject over two rows of a table": Overheidsbrief(
        "brief.docx",
        word(
            "Gemeente Lauwersoord (voorbeeld)",
            [["Datum:", "21 januari 2030"], ["Ons kenmerk:", "LO/2030/9"],
             ["Onderwerp:", "Uitstel besluitvorming over de"], ["", "herinrichting van het havengebied"],
             ["E-mail:", "griffie@lauwersoord.example"]],
            "Geachte leden van de gemeenteraad,", "Het besluit over de haven kost meer tijd.", "Hoogachtend,",
            "G. Faber, burgemeester",
        ),
        {"kenmerk": "LO/2030/9", "datum": "2030-01-21", "email": "griffie@lauwersoord.example",
         "onderwerp": "Uitstel besluitvorming over de herinrichting van het havengebied",
         "aanhef": "Geachte leden van de gemeenteraad,", "slotgroet": "Hoogachtend,",
         "ondertekenaars": wie("G. Faber, burgemeester")},
    ),
    "memo-like letter with letterhead at the right": Overheidsbrief(
        "memo.pdf",
        pdf(
            "<div class=r>Waterschap Zijlvenen (voorbeeld)<br>Postbus 18<br>9700 AA Zijlveen<br>050 000 00 00</div>"
            "<p>Leden van het algemeen bestuur</p><p>datum: 4 november 2030<br>ons kenmerk: ZV-77/30<br>"
            "behandeld door: F. Nauta<br>bijlage(n): 1<br>onderwerp: muskusratten</p>"
            "<p>Geachte dames en heren,</p><p>Het aantal vangsten daalt.</p><p>Bijlage 1: Kaart van de vangsten</p>"
            "<p>Hoogachtend,</p><p>namens het dagelijks bestuur,</p><p>E. van Dam<br>dijkgraaf</p>",
            ".r{text-align:right}",
        ),
        {"datum": "2030-11-04", "kenmerk": "ZV-77/30", "contactpersoon": "F. Nauta", "onderwerp": "muskusratten",
         "aan": "Leden van het algemeen bestuur", "aanhef": "Geachte dames en heren,",
         "slotgroet": "Hoogachtend,\nnamens het dagelijks bestuur,", "bijlagen": ["Kaart van de vangsten"],
         "ondertekenaars": wie("E. van Dam, dijkgraaf")},
    ),
    "date in figures and an older date beside it": Overheidsbrief(
        "brief.txt",
        tekst("""\
Gemeente Tienborgen (voorbeeld)
Raadhuisplein 1

Aan de raad

Datum 05-08-2030          Uw brief van 01-07-2030
Kenmerk TB-2030-0031      Telefoon 0500 123 456

Onderwerp  Antwoord op motie 14

Geachte raadsleden,

U nam op 1 juli jl. motie 14 aan. Die voeren wij uit.

Hoogachtend,

R. ter Veld             M. Oosting
secretaris              burgemeester
"""),
        {"datum": "2030-08-05", "kenmerk": "TB-2030-0031", "onderwerp": "Antwoord op motie 14", "aan": "de raad",
         "aanhef": "Geachte raadsleden,", "slotgroet": "Hoogachtend,",
         "ondertekenaars": wie("R. ter Veld, secretaris", "M. Oosting, burgemeester")},
    ),
    "embargo with the hour in words": Overheidsbrief(
        "brief.txt",
        tekst("""\
Onder embargo tot vrijdag 13 december 2030, twaalf uur

Aan: de raad van de gemeente Veldhuizen aan Zee (voorbeeld)
Datum: 10 december 2030
Kenmerk: VZ/2030/441
Onderwerp: Benoeming

Geachte raad,

Wij dragen een kandidaat voor.

Hoogachtend,
O. Brands, burgemeester
"""),
        {"datum": "2030-12-10", "kenmerk": "VZ/2030/441", "onderwerp": "Benoeming",
         "embargo_tot": "2030-12-13T12:00:00+01:00",
         "aan": "de raad van de gemeente Veldhuizen aan Zee (voorbeeld)", "aanhef": "Geachte raad,",
         "slotgroet": "Hoogachtend,", "ondertekenaars": wie("O. Brands, burgemeester")},
    ),
    "Frisian letter": Overheidsbrief(
        "brief.docx",
        word(
            "Gemeente Wâldmar (foarbyld, voorbeeld)", "Aan: de gemeenteraad", "Datum: 30 april 2030",
            "Kenmerk: WM-2030-18", "Onderwerp: Stipe foar doarpshuzen", "", "Geachte leden van de raad,",
            "De regeling foar doarpshuzen is klear.", "Met vriendelijke groet,",
            "it kolleezje fan boargemaster en wethâlders,", "Sjoerd Âldeboer, burgemeester",
            "Tsjikke fan der Wâl, secretaris",
        ),
        {"datum": "2030-04-30", "kenmerk": "WM-2030-18", "onderwerp": "Stipe foar doarpshuzen",
         "aan": "de gemeenteraad", "aanhef": "Geachte leden van de raad,",
         "slotgroet": "Met vriendelijke groet,\nit kolleezje fan boargemaster en wethâlders,",
         "ondertekenaars": wie("Sjoerd Âldeboer, burgemeester", "Tsjikke fan der Wâl, secretaris")},
    ),
    "two councils, one letter": Overheidsbrief(
        "brief.docx",
        word(
            "Aan de raden van de gemeenten Noordeind en Zuideind (voorbeeld)", "Datum: 6 juni 2030",
            "Kenmerk: NZ-2", "Onderwerp: Gezamenlijke belastingdienst", "", "Geachte raden,",
            "Onze gemeenten willen samen verder.", "Hoogachtend,",
            [["college van Noordeind", "college van Zuideind"], ["C. Prins, burgemeester", "V. Hof, burgemeester"]],
        ),
        {"datum": "2030-06-06", "kenmerk": "NZ-2", "onderwerp": "Gezamenlijke belastingdienst",
         "aan": "de raden van de gemeenten Noordeind en Zuideind (voorbeeld)", "aanhef": "Geachte raden,",
         "slotgroet": "Hoogachtend,\ncollege van Noordeind\ncollege van Zuideind",
         "ondertekenaars": wie("C. Prins, burgemeester", "V. Hof, burgemeester")},
    ),
    "letterhead table with labels above values in cells": Overheidsbrief(
        "brief.docx",
        word(
            [["Aan\nde raad van de gemeente Borgerwold (voorbeeld)", "Datum\n17 september 2030"],
             ["Onderwerp\nBezwaar windpark", "Kenmerk\nBW-2030-6"]],
            "Geachte raad,", "Wij maken bezwaar tegen het windpark.", "Hoogachtend,",
            "Burgemeester en wethouders van Borgerwold", "", "J. Pot", "burgemeester", "", "I. Zwart", "secretaris",
        ),
        {"datum": "2030-09-17", "kenmerk": "BW-2030-6", "onderwerp": "Bezwaar windpark",
         "aan": "de raad van de gemeente Borgerwold (voorbeeld)", "aanhef": "Geachte raad,",
         "slotgroet": "Hoogachtend,\nBurgemeester en wethouders van Borgerwold",
         "ondertekenaars": wie("J. Pot, burgemeester", "I. Zwart, secretaris")},
    ),
    "signed digitally, with a footer": Overheidsbrief(
        "brief.pdf",
        pdf(
            "<h2>Gemeente Delfmeer (voorbeeld)</h2><p>Aan de leden van de gemeenteraad</p>"
            "<p>Datum 25 februari 2030<br>Zaaknummer Z30-000818<br>Onderwerp Verkeersonderzoek Stationsweg</p>"
            "<p>Geachte leden van de raad,</p><p>Het onderzoek is klaar. U vindt het "
            "<a href='https://delfmeer.example/onderzoek'>op onze website</a>.</p>"
            "<p>Met vriendelijke groet,</p><p>Het college van burgemeester en wethouders van Delfmeer,</p>"
            "<p>Y. Blom<br>gemeentesecretaris</p><p>N. de Groot<br>burgemeester</p>"
            "<p>Deze brief is digitaal vastgesteld en daarom niet ondertekend.</p>"
            "<p style='font-size:8pt'>Postbus 5, 9999 ZZ Delfmeer | info@delfmeer.example</p>"
        ),
        {"datum": "2030-02-25", "kenmerk": "Z30-000818", "onderwerp": "Verkeersonderzoek Stationsweg",
         "aan": "de leden van de gemeenteraad", "aanhef": "Geachte leden van de raad,",
         "slotgroet": "Met vriendelijke groet,\nHet college van burgemeester en wethouders van Delfmeer,",
         "ondertekenaars": wie("Y. Blom, gemeentesecretaris", "N. de Groot, burgemeester")},
    ),
    "subject over two paragraphs, embargo below": Overheidsbrief(
        "brief.docx",
        word(
            "Provincie Oostwolde (voorbeeld)", "Aan: Provinciale Staten", "Datum: 8 oktober 2030",
            "Kenmerk: 2030-8812", "Onderwerp: Regiodeal en het vervolg", "op de afspraken met het Rijk",
            "Embargo: 10 oktober 2030, 16:30 uur", "", "Geachte Statenleden,", "De regiodeal is rond.",
            "Hoogachtend,", "Gedeputeerde Staten van Oostwolde,", "U. Stel, commissaris van de Koning",
            "Q. Baas, provinciesecretaris",
        ),
        {"datum": "2030-10-08", "kenmerk": "2030-8812",
         "onderwerp": "Regiodeal en het vervolg op de afspraken met het Rijk",
         "embargo_tot": "2030-10-10T16:30:00+02:00", "aan": "Provinciale Staten", "aanhef": "Geachte Statenleden,",
         "slotgroet": "Hoogachtend,\nGedeputeerde Staten van Oostwolde,",
         "ondertekenaars": wie("U. Stel, commissaris van de Koning", "Q. Baas, provinciesecretaris")},
    ),
}  # fmt: skip
