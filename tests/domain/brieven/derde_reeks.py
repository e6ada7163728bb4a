"""A third series of letters of invented authorities: written after the rules were made for the first two."""

from overheidsbrieven import Overheidsbrief, pdf, tekst, wie, word
from tweede_reeks import opendocument

BRIEVEN = {
    "province, everything in one table, closing in the table": Overheidsbrief(
        "brief.docx",
        word(
            [["PROVINCIE MAARNELAND (voorbeeld)", "Provinciale Staten van Maarneland"]],
            [["Verzonden", "Ons kenmerk", "Onderwerp"],
             ["8 april 2032", "PM-32-441", "Voortgangsrapportage weerbaarheid"]],
            "Geachte leden van Provinciale Staten,",
            "Hierbij zenden wij u de rapportage over het afgelopen jaar.",
            "Met vriendelijke groet,",
            "Gedeputeerde Staten van Maarneland",
            [["drs. P.C. Stikker", "mr. F. Bloemhof-Kamps"], ["commissaris van de Koning", "secretaris"]],
        ),
        {"kenmerk": "PM-32-441", "datum": "2032-04-08", "onderwerp": "Voortgangsrapportage weerbaarheid",
         "aan": "Provinciale Staten van Maarneland", "aanhef": "Geachte leden van Provinciale Staten,",
         "slotgroet": "Met vriendelijke groet,\nGedeputeerde Staten van Maarneland",
         "ondertekenaars": wie("drs. P.C. Stikker, commissaris van de Koning", "mr. F. Bloemhof-Kamps, secretaris")},
    ),
    "water board, embargo in capitals over two lines": Overheidsbrief(
        "brief.txt",
        tekst("""\
WATERSCHAP STROOMDAL (voorbeeld)

                                        EMBARGO
                                        tot vrijdag 14 mei 2032, 16.00 uur

Aan de leden van het algemeen bestuur

Dossiernummer  : SD-2032-19
Datum          : 11 mei 2032
Betreft        : Aanwijzing crisisorganisatie

Geacht algemeen bestuur,

Vrijdag maken wij bekend hoe de crisisorganisatie er uit komt te zien.

Met vriendelijke groet,
dijkgraaf en heemraden van Stroomdal,

A.J. Ritsema                    Th. de Jonge
dijkgraaf                       secretaris
"""),
        {"kenmerk": "SD-2032-19", "datum": "2032-05-11", "embargo_tot": "2032-05-14T16:00:00+02:00",
         "onderwerp": "Aanwijzing crisisorganisatie", "aan": "de leden van het algemeen bestuur",
         "aanhef": "Geacht algemeen bestuur,",
         "slotgroet": "Met vriendelijke groet,\ndijkgraaf en heemraden van Stroomdal,",
         "ondertekenaars": wie("A.J. Ritsema, dijkgraaf", "Th. de Jonge, secretaris")},
    ),
    "municipality, PDF with a letterhead of label and value at the right": Overheidsbrief(
        "brief.pdf",
        pdf(
            "<div style='float:right;width:6cm;font-size:9pt'>Gemeente Akkerwolde (voorbeeld)<br>"
            "Datum: 22 juni 2032<br>"
            "Zaaknr: AW-1190<br>Behandeld door: mevr. L. Tjoelker<br>E-mail: l.tjoelker@akkerwolde.example</div>"
            "<p>Aan:<br>de gemeenteraad van Akkerwolde</p><p style='margin-top:3cm'>Betreft: evaluatie meldpunt</p>"
            "<p>Geachte raadsleden,</p><p>Het meldpunt bestaat een jaar. Wij delen de uitkomsten.</p>"
            "<p>Hoogachtend,</p><p>Burgemeester en wethouders van Akkerwolde,</p>"
            "<p>de secretaris, de burgemeester,<br>O. Mulder M. Veenstra</p><p>Bijlage: evaluatieverslag</p>",
        ),
        {"kenmerk": "AW-1190", "datum": "2032-06-22", "onderwerp": "evaluatie meldpunt",
         "aan": "de gemeenteraad van Akkerwolde", "contactpersoon": "L. Tjoelker",
         "email": "l.tjoelker@akkerwolde.example", "aanhef": "Geachte raadsleden,",
         "slotgroet": "Hoogachtend,\nBurgemeester en wethouders van Akkerwolde,", "bijlagen": ["evaluatieverslag"],
         "ondertekenaars": wie("O. Mulder, secretaris", "M. Veenstra, burgemeester")},
    ),
    "Frisian municipality, letter in two languages": Overheidsbrief(
        "brief.odt",
        opendocument(
            "Gemeente Noardmar (foarbyld, voorbeeld)",
            "Oan de gemeenteried / Aan de gemeenteraad",
            [["Datum", "1 oktober 2032"], ["Us kenmerk / ons kenmerk", "NM32.7"],
             ["Underwerp", "Stipe foar freonepartijen"]],
            "Geachte raad, achte ried,",
            "De regeling is aangepast.",
            "Mei freonlike groetnis,",
            "út namme fan it kolleezje,",
            "Wytske Sinnema",
            "boargemaster",
        ),
        {"kenmerk": "NM32.7", "datum": "2032-10-01", "onderwerp": "Stipe foar freonepartijen",
         "aanhef": "Geachte raad, achte ried,",
         "slotgroet": "Mei freonlike groetnis,\nút namme fan it kolleezje,",
         "ondertekenaars": wie("Wytske Sinnema, boargemaster")},
    ),
    "safety region, Markdown, the embargo in the front": Overheidsbrief(
        "brief.md",
        tekst("""\
> **Embargo: tot 3 februari 2032 om negen uur 's ochtends**

Veiligheidsregio Zuidhoek (voorbeeld)

Datum: 30 januari 2032 · Kenmerk: VRZ-5

Onderwerp: **Nieuwe directeur**

Beste leden van de gemeenteraden,

De regio krijgt een nieuwe directeur.

Met hartelijke groet,

Het dagelijks bestuur

*B. Haan*, voorzitter
"""),
        {"kenmerk": "VRZ-5", "datum": "2032-01-30", "embargo_tot": "2032-02-03T09:00:00+01:00",
         "onderwerp": "Nieuwe directeur", "aanhef": "Beste leden van de gemeenteraden,",
         "slotgroet": "Met hartelijke groet,\nHet dagelijks bestuur", "ondertekenaars": wie("B. Haan, voorzitter")},
    ),
    "municipality, short note of the mayor": Overheidsbrief(
        "nota.docx",
        word(
            "Gemeente Linderbroek (voorbeeld)", "Linderbroek, 17 november 2032",
            "Aan de fractievoorzitters en de leden van de raad", "Onze ref.: LB/burg/032",
            "Onderwerp: Bericht over de noodopvang",
            "Geachte dames, geachte heren,", "Vanaf maandag is de noodopvang open.",
            "Met de meeste hoogachting,", "G.R. Kolk", "Burgemeester van Linderbroek",
        ),
        {"kenmerk": "LB/burg/032", "datum": "2032-11-17", "onderwerp": "Bericht over de noodopvang",
         "aan": "de fractievoorzitters en de leden van de raad", "aanhef": "Geachte dames, geachte heren,",
         "slotgroet": "Met de meeste hoogachting,",
         "ondertekenaars": wie("G.R. Kolk, burgemeester van Linderbroek")},
    ),
}  # fmt: skip
