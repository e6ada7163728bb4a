"""Letters as PDF, by the engine alone: laid out, taken from memory, and stamped for one reader."""

import io
from datetime import UTC, datetime

import pikepdf
from measure import CannotMeasure, Figure, Row, in_turns, medians

from groningse_norm.pdf.domain import Huisstijl, persoonlijk
from groningse_norm.pdf.kas import leeg, sleutel, uit_kas
from groningse_norm.pdf.maker import Gegevens, bestempel, maak_pdf

MOMENT = datetime(2025, 3, 31, 9, 0, tzinfo=UTC)
ABOUT = Gegevens("Groningse norm", MOMENT, "gemeente Westerkwartier", "Kenmerk 1969216064")
STYLE = Huisstijl("gemeente Westerkwartier")
ROUNDS = 5
PARAGRAPH = (
    "<p>" + "Georganiseerde misdaad zoekt steun bij bedrijven en bij de overheid. " * 6 + "</p>"
)
# Pages → paragraphs that fill them.
LENGTHS = {2: 14, 60: 476}
ROWS = {
    f"{what} of {pages} pages": row
    for pages in LENGTHS
    for what, row in (
        ("lay out a letter", Row("ms")),
        ("take it from memory, a letter", Row("ms", "laying it out", 0.01)),
        ("stamp it for one reader, a letter", Row("ms", "laying it out", 1.0)),
    )
}


def letter(paragraphs: int) -> str:
    parts = (
        f"<h2>Onderdeel {number}</h2>" * (number % 8 == 0) + PARAGRAPH
        for number in range(paragraphs)
    )
    return f'<html lang="nl"><head><title>Brief</title></head><body><h1>Brief</h1>{"".join(parts)}</body></html>'


def measure() -> dict[str, Figure]:
    figures = {}
    for pages, paragraphs in LENGTHS.items():
        html = letter(paragraphs)
        pdf = maak_pdf(html, ABOUT, STYLE)
        with pikepdf.open(io.BytesIO(pdf)) as bestand:
            if abs(len(bestand.pages) - pages) > pages / 10:
                raise CannotMeasure(f"a letter of {len(bestand.pages)} pages instead of {pages}")
        stamp = persoonlijk("A. Bakker", MOMENT, "ONDER EMBARGO", "Tot 4 april 2025, 14.00 uur.")
        leeg()
        times = in_turns(
            {
                "cold": lambda html=html: maak_pdf(html, ABOUT, STYLE),
                "warm": lambda html=html: uit_kas(
                    sleutel(html), lambda: maak_pdf(html, ABOUT, STYLE)
                ),
                "stamp": lambda pdf=pdf, stamp=stamp: bestempel(pdf, stamp, ABOUT),
            },
            ROUNDS,
            warm_up=1,
        )
        found = medians(times, 1000)
        figures[f"lay out a letter of {pages} pages"] = Figure(found["cold"])
        figures[f"take it from memory, a letter of {pages} pages"] = Figure(
            found["warm"], found["cold"]
        )
        figures[f"stamp it for one reader, a letter of {pages} pages"] = Figure(
            found["stamp"], found["cold"]
        )
    leeg()
    return figures
