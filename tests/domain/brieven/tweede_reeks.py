"""A second series of letters of invented authorities, written before the reader had seen any of them."""

import io

import docx
import odfdo
from docx.oxml import parse_xml
from overheidsbrieven import Overheidsbrief, pdf, tekst, wie, word

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def opendocument(*stukken: str | list[list[str]]):
    """Paragraphs and tables; "# " begins a heading."""

    def maak() -> bytes:
        document = odfdo.Document("text")
        document.body.clear()
        for nummer, stuk in enumerate(stukken):
            if isinstance(stuk, list):
                tabel = odfdo.Table(f"Tabel{nummer}", width=len(stuk[0]), height=len(stuk))
                tabel.set_values(stuk)
                document.body.append(tabel)
            elif stuk.startswith("# "):
                document.body.append(odfdo.Header(1, stuk[2:]))
            else:
                document.body.append(odfdo.Paragraph(stuk))
        uit = io.BytesIO()
        document.save(uit)
        return uit.getvalue()

    return maak


def raadsinformatiebrief() -> bytes:
    """The letterhead in the head of the page, the reference in a text box, the fields in a table of four columns."""
    document = docx.Document()
    hoofd = document.sections[0].header
    hoofd.paragraphs[0].text = "Gemeente Broekerhaven (voorbeeld)"
    hoofd.add_paragraph("Raadhuisstraat 4, 9999 XX Broekerhaven")
    document.sections[0].footer.paragraphs[0].text = "Postbus 12, 9990 AA Broekerhaven"
    document.add_paragraph("Raadsinformatiebrief")
    vak = document.add_paragraph()
    vak._p.append(
        parse_xml(
            f'<w:r xmlns:w="{_W}"><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
            "<w:p><w:r><w:t>Zaaknummer</w:t></w:r></w:p><w:p><w:r><w:t>BH2031-00417</w:t></w:r></w:p>"
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
    )
    tabel = document.add_table(rows=0, cols=4)
    for rij in (
        ("Aan", "Gemeenteraad van Broekerhaven", "Datum", "18 maart 2031"),
        ("Van", "College van burgemeester en wethouders", "Behandelaar", "Nynke de Roos"),
        ("Onderwerp", "Sluiting drugspand Kadestraat", "Bijlagen", "2"),
    ):
        for cel, woorden in zip(tabel.add_row().cells, rij, strict=True):
            cel.text = woorden
    for alinea in (
        "Geachte raadsleden,",
        "Op 11 maart jl. heeft de burgemeester een pand aan de Kadestraat gesloten.",
        "De sluiting duurt zes maanden.",
        "Met vriendelijke groet,",
        "Het college van burgemeester en wethouders van Broekerhaven,",
        "de secretaris,\tde burgemeester,",
        "W.F. Hamstra\tmevr. drs. C.M. Ottema",
        "Bijlagen:",
        "1. Besluit tot sluiting",
        "2. Brief aan omwonenden",
    ):
        document.add_paragraph(alinea)
    uit = io.BytesIO()
    document.save(uit)
    return uit.getvalue()


BRIEVEN = {
    "raadsinformatiebrief, head of the page, text box and table of four columns": Overheidsbrief(
        "rib.docx", raadsinformatiebrief,
        {"kenmerk": "BH2031-00417", "datum": "2031-03-18", "onderwerp": "Sluiting drugspand Kadestraat",
         "aan": "Gemeenteraad van Broekerhaven", "contactpersoon": "Nynke de Roos", "aanhef": "Geachte raadsleden,",
         "slotgroet": "Met vriendelijke groet,\nHet college van burgemeester en wethouders van Broekerhaven,",
         "ondertekenaars": wie("W.F. Hamstra, secretaris", "drs. C.M. Ottema, burgemeester"),
         "bijlagen": ["Besluit tot sluiting", "Brief aan omwonenden"]},
    ),
    "waterschap, OpenDocument, subject over two lines in a cell": Overheidsbrief(
        "ab.odt",
        opendocument(
            "Waterschap Rietdiep (voorbeeld)",
            "Aan de leden van het algemeen bestuur",
            [["Datum", "9 januari 2031"], ["Ons kenmerk", "RD.31/0006"],
             ["Onderwerp", "Meerjarenplan kwetsbare objecten"], ["", "en de gevolgen voor de begroting"],
             ["Inlichtingen bij", "ing. P.J. Terpstra, tel. 050 000 11 22"]],
            "Geachte leden van het algemeen bestuur,",
            "Het dagelijks bestuur heeft het meerjarenplan vastgesteld.",
            "# Vervolg",
            "U spreekt hierover op 28 januari a.s.",
            "Hoogachtend,",
            "namens het dagelijks bestuur van waterschap Rietdiep,",
            "mr. A.B. Sikkema",
            "dijkgraaf",
            "dr. ir. T. Oldenhuis",
            "secretaris-directeur",
        ),
        {"kenmerk": "RD.31/0006", "datum": "2031-01-09",
         "onderwerp": "Meerjarenplan kwetsbare objecten en de gevolgen voor de begroting",
         "aan": "de leden van het algemeen bestuur", "contactpersoon": "ing. P.J. Terpstra",
         "aanhef": "Geachte leden van het algemeen bestuur,",
         "slotgroet": "Hoogachtend,\nnamens het dagelijks bestuur van waterschap Rietdiep,",
         "ondertekenaars": wie("mr. A.B. Sikkema, dijkgraaf", "dr. ir. T. Oldenhuis, secretaris-directeur")},
    ),
    "veiligheidsregio, many councils, columns that nearly touch": Overheidsbrief(
        "vr.pdf",
        pdf(
            "<p class=e>ONDER EMBARGO TOT DONDERDAG 22 MEI 2031 OM DRIE UUR 'S MIDDAGS</p>"
            "<h2>Veiligheidsregio Noordkust (voorbeeld)</h2><p>Aan de raden van de deelnemende gemeenten</p>"
            "<table><tr><td>Datum<td>Ons kenmerk<td>Behandeld door"
            "<tr><td>19 mei 2031<td>VRNK/31-0204<td>S. Ubels</table>"
            "<p>Betreft: zienswijze op de ontwerpbegroting 2032</p><p>Geachte raden,</p>"
            "<p>Wij leggen u de ontwerpbegroting voor. U kunt tot 1 juli 2031 uw zienswijze geven.</p>"
            "<p>Hoogachtend,</p><p>het dagelijks bestuur van de Veiligheidsregio Noordkust,</p>"
            "<table><tr><td>K.L. van Heuvelen-Post<td>J. Tammens<tr><td>voorzitter<td>secretaris</table>",
            "td{padding:0 6px 0 0} .e{font-weight:bold}",
        ),
        {"kenmerk": "VRNK/31-0204", "datum": "2031-05-19", "embargo_tot": "2031-05-22T15:00:00+02:00",
         "onderwerp": "zienswijze op de ontwerpbegroting 2032", "aan": "de raden van de deelnemende gemeenten",
         "contactpersoon": "S. Ubels", "aanhef": "Geachte raden,",
         "slotgroet": "Hoogachtend,\nhet dagelijks bestuur van de Veiligheidsregio Noordkust,",
         "ondertekenaars": wie("K.L. van Heuvelen-Post, voorzitter", "J. Tammens, secretaris")},
    ),
    "wholly in Frisian": Overheidsbrief(
        "brief.txt",
        tekst("""\
Gemeente Eastermar-Súd (foarbyld, voorbeeld)

Oan: de riedsleden fan de gemeente Eastermar-Súd
Datum: 12 maart 2031
Skaaimerk: EM/2031/55
Underwerp: Feiligens yn de bûtengebieten

Achte leden fan de ried,

Yn it ramt fan de noarm hawwe wy mei de doarpen oerlein. De útkomsten steane hjirûnder.

Mei freonlike groetnis,
boargemaster en wethâlders fan Eastermar-Súd,

Jildou Wiarda, boargemaster
Hylke Bouma, gemeentesekretaris
"""),
        {"kenmerk": "EM/2031/55", "datum": "2031-03-12", "onderwerp": "Feiligens yn de bûtengebieten",
         "aan": "de riedsleden fan de gemeente Eastermar-Súd", "aanhef": "Achte leden fan de ried,",
         "slotgroet": "Mei freonlike groetnis,\nboargemaster en wethâlders fan Eastermar-Súd,",
         "ondertekenaars": wie("Jildou Wiarda, boargemaster", "Hylke Bouma, gemeentesekretaris")},
    ),
    "Markdown with a closing in Dutch and Gronings": Overheidsbrief(
        "brief.md",
        tekst("""\
**Gemeente Loppermoor** (voorbeeld)

| Label | Waarde |
|---|---|
| Aan | de gemeenteraad |
| Datum | 2 september 2031 |
| Zaaknummer | 2031.4410 |
| Onderwerp | Streektaal op de werkvloer |
| E-mail | griffie@loppermoor.example |

Beste raadsleden,

Wij gaan vaker Gronings spreken aan de balie.

## Planning

1. scholing in oktober
2. start op 1 november a.s.

Met vriendelijke groet, mit vrundelke groutnis,

Het college van Loppermoor

Harm Kloosterboer (burgemeester)
Gezina Bolt (gemeentesecretaris)
"""),
        {"kenmerk": "2031.4410", "datum": "2031-09-02", "onderwerp": "Streektaal op de werkvloer",
         "aan": "de gemeenteraad", "email": "griffie@loppermoor.example", "aanhef": "Beste raadsleden,",
         "slotgroet": "Met vriendelijke groet, mit vrundelke groutnis,\nHet college van Loppermoor",
         "ondertekenaars": wie("Harm Kloosterboer, burgemeester", "Gezina Bolt, gemeentesecretaris")},
    ),
    "provincie, labels at the left, two columns of text, head and foot on every page": Overheidsbrief(
        "staten.pdf",
        pdf(
            "<p>Provinciale Staten van Waddenland (voorbeeld)</p>"
            "<table><tr><td class=l>Datum<td>26 juni 2031<tr><td class=l>Briefnummer<td>2031-061.774"
            "<tr><td class=l>Onderwerp<td style='width:6cm'>Uitvoering van het programma Weerbaar bestuur en het "
            "vervolg daarop<tr><td class=l>Behandeld door<td>H. Pijper<tr><td class=l>Embargo<td>3 juli 2031, 9.00 uur"
            "</table><p>Geachte dames en heren,</p><div style='columns:2;column-gap:8px;text-align:justify'>"
            + "<p>Het programma loopt nu twee jaar en wij kijken met u terug op wat er is bereikt in de gemeenten "
            "en bij de waterschappen in onze provincie.</p>" * 4
            + "</div><p>Hoogachtend,</p><p>Gedeputeerde Staten van Waddenland,</p>"
            "<table><tr><td style='width:8cm'>, voorzitter<td>, secretaris<tr><td>mr. E. Dijkema"
            "<td>drs. O. van Aalderen</table>",
            "@page{@top-left{content:'Provincie Waddenland'} @bottom-center{content:'Pagina ' counter(page)}}"
            ".l{width:3.2cm;color:#555}",
        ),
        {"kenmerk": "2031-061.774", "datum": "2031-06-26", "embargo_tot": "2031-07-03T09:00:00+02:00",
         "onderwerp": "Uitvoering van het programma Weerbaar bestuur en het vervolg daarop",
         "aan": "Provinciale Staten van Waddenland (voorbeeld)", "contactpersoon": "H. Pijper",
         "aanhef": "Geachte dames en heren,", "slotgroet": "Hoogachtend,\nGedeputeerde Staten van Waddenland,",
         "ondertekenaars": wie("mr. E. Dijkema, voorzitter", "drs. O. van Aalderen, secretaris")},
    ),
    "no closing formula, the college signs with titles above names": Overheidsbrief(
        "college.docx",
        word(
            "gemeente Veldwijk (voorbeeld)", "", "De gemeenteraad", "Postbus 3", "9988 ZZ VELDWIJK", "",
            [["uw kenmerk", "ons kenmerk", "datum"], ["", "31.0009812", "6 februari 2031"]],
            "onderwerp: Actieplan ondermijning buitengebied", "",
            "Geachte leden van de gemeenteraad,",
            "Het actieplan is klaar. Wij sturen het u toe ter kennisneming.",
            "Wij vertrouwen erop u zo voldoende te hebben geïnformeerd.",
            "Burgemeester en wethouders van Veldwijk,",
            "", "de secretaris,", "H. Nijland", "", "de burgemeester,", "A.C. ter Horst",
        ),
        {"kenmerk": "31.0009812", "datum": "2031-02-06", "onderwerp": "Actieplan ondermijning buitengebied",
         "aan": "De gemeenteraad", "aanhef": "Geachte leden van de gemeenteraad,",
         "slotgroet": "Burgemeester en wethouders van Veldwijk,",
         "ondertekenaars": wie("H. Nijland, secretaris", "A.C. ter Horst, burgemeester")},
    ),
    "embargo up to and including, and the date behind the place": Overheidsbrief(
        "brief.txt",
        tekst("""\
Gemeente Hoogezijl (voorbeeld)
t.a.v. de griffie

EMBARGO t/m vrijdag 4 juli 2031

Aan:
de raad van de gemeente
Hoogezijl

Hoogezijl, dinsdag 1 juli 2031

Referentie: HZ-31-7741
Betreft: benoeming kwartiermaker
         weerbaarheid

Geachte heer, mevrouw,

Wij benoemen een kwartiermaker. Zij begint op 1 september a.s.

Met vriendelijke groeten,

namens burgemeester en wethouders van Hoogezijl

B. Wolthuis
wethouder Veiligheid en Zorg
"""),
        {"kenmerk": "HZ-31-7741", "datum": "2031-07-01", "onderwerp": "benoeming kwartiermaker weerbaarheid",
         "aan": "de raad van de gemeente Hoogezijl", "aanhef": "Geachte heer, mevrouw,",
         "slotgroet": "Met vriendelijke groeten,\nnamens burgemeester en wethouders van Hoogezijl",
         "ondertekenaars": wie("B. Wolthuis, wethouder Veiligheid en Zorg")},
    ),
    "two closings, the hour in words, OpenDocument": Overheidsbrief(
        "brief.odt",
        opendocument(
            "Gemeente Sint Annen-Oost (voorbeeld)",
            "Embargo tot woensdag 12 november 2031, half elf 's ochtends",
            "Verzonden: 10 november 2031",
            "Kenmerk: SAO.2031.118",
            "Aan: de leden van de raad",
            "Onderwerp: Vestiging meldpunt",
            "Contact: Tineke Ruiter, t.ruiter@sintannenoost.example",
            "Geachte leden van de raad,",
            "Het meldpunt komt in het gemeentehuis.",
            "Met vriendelijke groet en hoogachtend,",
            "burgemeester en wethouders van Sint Annen-Oost,",
            "Douwe Hoeksema\tMaria Schaap",
            "burgemeester\tgemeentesecretaris a.i.",
        ),
        {"kenmerk": "SAO.2031.118", "datum": "2031-11-10", "embargo_tot": "2031-11-12T10:30:00+01:00",
         "onderwerp": "Vestiging meldpunt", "aan": "de leden van de raad", "contactpersoon": "Tineke Ruiter",
         "email": "t.ruiter@sintannenoost.example", "aanhef": "Geachte leden van de raad,",
         "slotgroet": "Met vriendelijke groet en hoogachtend,\nburgemeester en wethouders van Sint Annen-Oost,",
         "ondertekenaars": wie("Douwe Hoeksema, burgemeester", "Maria Schaap, gemeentesecretaris a.i.")},
    ),
    "letterhead in a column at the right, subject under its label": Overheidsbrief(
        "brief.pdf",
        pdf(
            "<div style='float:right;width:5cm;font-size:9pt'><b>Gemeente Zandeweer-Noord</b> (voorbeeld)<br>"
            "Dorpsplein 2<br>9000 AA Zandeweer<br>T 0595 000 000<br><br><b>Datum</b><br>14 april 2031<br><br>"
            "<b>Zaaknummer</b><br>ZN-2031-0098<br><br><b>Behandeld door</b><br>Rixt van Wijk<br><br>"
            "<b>Bijlage(n)</b><br>Contourenschets veiligheid</div>"
            "<p>Aan de gemeenteraad van Zandeweer-Noord<br>Dorpsplein 2<br>9000 AA Zandeweer</p><br>"
            "<p><b>Onderwerp</b><br>Contouren van het nieuwe veiligheidsbeleid</p><br><br><br><br>"
            "<p>Geachte leden van de raad,</p><p>Bijgaand ontvangt u de contouren van ons veiligheidsbeleid.</p>"
            "<p>Hoogachtend,</p><p>college van burgemeester en wethouders van Zandeweer-Noord</p>"
            "<p>L. Medema, burgemeester<br>F. Kwant, secretaris</p>",
        ),
        {"kenmerk": "ZN-2031-0098", "datum": "2031-04-14", "onderwerp": "Contouren van het nieuwe veiligheidsbeleid",
         "aan": "de gemeenteraad van Zandeweer-Noord", "contactpersoon": "Rixt van Wijk",
         "aanhef": "Geachte leden van de raad,",
         "slotgroet": "Hoogachtend,\ncollege van burgemeester en wethouders van Zandeweer-Noord",
         "ondertekenaars": wie("L. Medema, burgemeester", "F. Kwant, secretaris"),
         "bijlagen": ["Contourenschets veiligheid"]},
    ),
}  # fmt: skip
