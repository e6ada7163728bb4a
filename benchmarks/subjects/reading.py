"""Reading a letter of two pages from Word and from PDF, and what hostile files cost in memory."""

import io
import resource
import zipfile

from docx import Document
from measure import CannotMeasure, Figure, Row, in_turns, medians
from pikepdf import new
from weasyprint import HTML

from groningse_norm.raadsbrief.geweigerd import BriefGeweigerd
from groningse_norm.raadsbrief.inlezen import lees_brief

ROUNDS = 7
MIB = 1024 * 1024
WORD = "read a letter of 2 pages, .docx"
PDF = "read a letter of 2 pages, .pdf"
MEMORY = "memory of the process that reads: hostile files, at most"
ROWS = {WORD: Row("ms", "", 2_000), PDF: Row("ms", "", 2_000), MEMORY: Row("MB", "", 512)}
LINES = (
    "Aan: de raad van de gemeente Wierdenland",
    "Datum: 31 maart 2025",
    "Kenmerk: Z-2025-0042",
    "Onderwerp: Voortgang van de norm",
    "",
    "Geachte leden van de raad,",
    *("Hierbij informeren wij u over de voortgang van de norm in onze gemeente. " * 5,) * 14,
    "Hoogachtend,",
    "A. de Boer, burgemeester",
)


def word() -> bytes:
    document, into = Document(), io.BytesIO()
    for line in LINES:
        document.add_paragraph(line)
    document.save(into)
    return into.getvalue()


def pdf() -> bytes:
    return HTML(string="".join(f"<p>{line}</p>" for line in LINES)).write_pdf()


def bomb() -> bytes:
    """300 MB of zeros where the text should be."""
    into = io.BytesIO()
    with (
        zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(bytes(MIB))
    return into.getvalue()


def nested() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "<a>" + "<b/>" * 5_000_000)
    return into.getvalue()


def pages() -> bytes:
    into = io.BytesIO()
    with new() as book:
        for _ in range(5_000):
            book.add_blank_page()
        book.save(into)
    return into.getvalue()


def measure() -> dict[str, Figure]:
    letters = {WORD: (word(), "a.docx"), PDF: (pdf(), "a.pdf")}
    times = medians(
        in_turns(
            {
                name: lambda inhoud=inhoud, naam=naam: lees_brief(inhoud, bestandsnaam=naam)
                for name, (inhoud, naam) in letters.items()
            },
            ROUNDS,
            warm_up=1,
        ),
        1_000,
    )
    for inhoud, naam in ((bomb(), "a.docx"), (nested(), "a.docx"), (pages(), "a.pdf")):
        try:
            lees_brief(inhoud, bestandsnaam=naam)
        except BriefGeweigerd:
            continue
        raise CannotMeasure("a hostile file was read as a letter")
    # The highest of all processes that this one started and saw end.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {**{name: Figure(ms) for name, ms in times.items()}, MEMORY: Figure(peak)}
