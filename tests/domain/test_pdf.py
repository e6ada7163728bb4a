"""Paper: readable colours, a file in both standards, and a stamp for one reader."""

import base64
import io
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opstelling.papier import keur, keur_structuur
from pdfminer.high_level import extract_text
from PIL import Image

from groningse_norm.pdf import kas
from groningse_norm.pdf.beeld import BeeldTeGroot, controleer_beeld
from groningse_norm.pdf.domain import (
    LEESBAAR_CONTRAST,
    NEUTRAAL_BLAUW,
    GeenKleur,
    Huisstijl,
    OnleesbareKleur,
    contrast_met_wit,
    controleer_kleur,
    persoonlijk,
)
from groningse_norm.pdf.maker import GeenPdfMogelijk, Gegevens, bestempel, maak_pdf

MOMENT = datetime(2025, 4, 1, 9, 30, tzinfo=UTC)
GEGEVENS = Gegevens('Norm & "plan" <1>', MOMENT, "gemeente Westerkwartier", "Kenmerk 1969216064")
STIJL = Huisstijl("gemeente Westerkwartier")
ALINEA = "<p>" + "De gemeenteraad ontvangt deze brief onder embargo. " * 12 + "</p>"
BRIEF = (
    '<html lang="nl"><head><title>Brief</title></head><body><h1>Onderwerp</h1><h2>Aanleiding</h2>'
    '<p>Zie <a href="https://example.org/norm">de norm</a>. Sûwâld, Ljouwert, € 5.</p>'
    '<table><thead><tr><th scope="col">Nr.</th><th scope="col">Wat</th></tr></thead>'
    "<tbody><tr><td>A01</td><td>Meldpunt</td></tr></tbody></table>{}</body></html>"
)


@pytest.mark.parametrize(
    ("kleur", "contrast"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54)]
)
def test_contrast_is_that_of_wcag(kleur, contrast):
    assert contrast_met_wit(kleur) == pytest.approx(contrast, abs=0.01)


@given(st.integers(min_value=0, max_value=0xFFFFFF))
def test_a_colour_is_taken_exactly_when_it_can_be_read(getal):
    kleur = f"#{getal:06x}"
    if contrast_met_wit(kleur) >= LEESBAAR_CONTRAST:
        assert controleer_kleur(kleur) == kleur
    else:
        with pytest.raises(OnleesbareKleur):
            controleer_kleur(kleur)


@pytest.mark.parametrize(
    "tekst", ["", "blue", "#fff", "#1542733", "#15427g", "154273", "#154273\n"]
)
def test_what_is_no_colour_is_refused(tekst):
    with pytest.raises(GeenKleur):
        controleer_kleur(tekst)


def test_the_neutral_colour_can_be_read():
    assert controleer_kleur(NEUTRAAL_BLAUW) == NEUTRAAL_BLAUW


def test_what_is_kept_is_made_once_and_the_oldest_goes_first(monkeypatch):
    kas.leeg()
    monkeypatch.setattr(kas, "MAXIMUM", 400)
    gemaakt = []

    def vraag(naam):
        return kas.uit_kas(naam, lambda: gemaakt.append(naam) or b"x" * 100)

    for naam in ("a", "a", "b", "c", "d", "a", "e", "a", "b"):
        vraag(naam)
    assert gemaakt == ["a", "b", "c", "d", "e", "b"]
    kas.leeg()


def test_whoever_asks_while_a_file_is_made_waits_for_it():
    kas.leeg()
    gemaakt, begonnen, verder = [], threading.Event(), threading.Event()

    def maak() -> bytes:
        gemaakt.append(1)
        begonnen.set()
        assert verder.wait(20)
        return b"pdf"

    with ThreadPoolExecutor(3) as lezers:
        vragen = [lezers.submit(kas.uit_kas, "a", maak) for _ in range(3)]
        assert begonnen.wait(20)
        verder.set()
        assert [vraag.result(20) for vraag in vragen] == [b"pdf"] * 3
    assert len(gemaakt) == 1
    kas.leeg()


VRAAG = """
import os, sys, time
from concurrent.futures import ThreadPoolExecutor
from groningse_norm.pdf.kas import uit_kas

def maak():
    with open(sys.argv[1], "a") as gemaakt:
        gemaakt.write("x")
    time.sleep(0.3)
    return b"pdf van " + str(os.getpid()).encode()

print("klaar", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor(10) as lezers:
    vragen = [lezers.submit(uit_kas, "a", maak, sys.argv[2] == "openbaar") for _ in range(10)]
    print(*{vraag.result().decode() for vraag in vragen}, sep="|")
"""


def twee_processen(gemaakt, wat: str) -> list[str]:
    """What twenty who ask at one time get, ten in each of two processes."""
    opdracht = [sys.executable, "-c", VRAAG, str(gemaakt), wat]
    open_ = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processen = [subprocess.Popen(opdracht, **open_) for _ in range(2)]
    for proces in processen:
        assert proces.stdout.readline() == "klaar\n"
    for proces in processen:
        proces.stdin.write("\n")
        proces.stdin.flush()
    return [proces.communicate(timeout=60)[0].strip() for proces in processen]


def test_twenty_who_ask_two_processes_at_once_get_one_file_that_was_made_once(
    tmp_path, monkeypatch
):
    monkeypatch.setenv(kas.MAP, str(tmp_path / "bestanden"))
    links, rechts = twee_processen(tmp_path / "gemaakt", "openbaar")
    assert links == rechts and links.startswith("pdf van ")
    assert (tmp_path / "gemaakt").read_text() == "x"
    # A process that starts later makes it no more.
    assert twee_processen(tmp_path / "gemaakt", "openbaar") == [links, links]
    assert (tmp_path / "gemaakt").read_text() == "x"
    assert (tmp_path / "bestanden").stat().st_mode & 0o077 == 0


def test_what_is_not_public_never_lies_on_disk(tmp_path, monkeypatch):
    monkeypatch.setenv(kas.MAP, str(tmp_path / "bestanden"))
    links, rechts = twee_processen(tmp_path / "gemaakt", "besloten")
    assert links != rechts
    assert not (tmp_path / "bestanden").exists()


def test_on_disk_the_oldest_goes_first(tmp_path, monkeypatch):
    monkeypatch.setenv(kas.MAP, str(tmp_path))
    monkeypatch.setattr(kas, "MAXIMUM_SCHIJF", 250)
    for naam in "abc":
        kas.leeg()
        kas.uit_kas(naam, lambda: b"x" * 100, openbaar=True)
        os.utime(tmp_path / f"{naam}.pdf", (ord(naam), ord(naam)))
    kas.leeg()
    assert sorted(pad.name for pad in tmp_path.glob("*.pdf")) == ["b.pdf", "c.pdf"]


@given(st.lists(st.text()), st.lists(st.text()))
def test_two_pages_share_a_file_only_if_they_are_the_same(links, rechts):
    assert (kas.sleutel(*links) == kas.sleutel(*rechts)) == (links == rechts)


def pdf(alineas=0, gegevens=GEGEVENS) -> bytes:
    return maak_pdf(BRIEF.format(ALINEA * alineas), gegevens, STIJL)


@pytest.fixture
def op_schijf(tmp_path):
    """Writes a file for a program of the system; ``op_schijf(pdf, "qpdf", "--check")``."""

    def uitvoer(inhoud: bytes, *opdracht: str) -> str:
        assert shutil.which(opdracht[0]), f"{opdracht[0]} is needed; WITHOUT=pdf leaves it out"
        pad = tmp_path / "brief.pdf"
        pad.write_bytes(inhoud)
        klaar = subprocess.run([*opdracht, pad], capture_output=True, text=True, check=False)
        assert klaar.returncode == 0, klaar.stdout + klaar.stderr
        return klaar.stdout

    return uitvoer


VOL = (
    '<html lang="nl"><head><title>Vol</title></head><body><h1>Onderwerp</h1><h2>Beeld</h2>'
    '<p>Zie <a href="https://example.org/">de norm</a> en <em>verder</em>.</p>'
    '<img alt="Wapen van de gemeente" src="data:image/svg+xml,%3Csvg xmlns=\'http://www.w3.org/2000/svg\''
    " width='40' height='40'%3E%3Crect width='40' height='40' fill='%23154273'/%3E%3C/svg%3E\">"
    "<h3>Lijst</h3><ul><li>een<ol><li>binnen</li></ol></li></ul><blockquote><p>Citaat</p></blockquote>"
    '<table><caption>Namen</caption><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
    '<tbody><tr><th scope="row">1</th><td>2</td></tr></tbody></table>{}</body></html>'
)


@pytest.mark.pdf
@pytest.mark.parametrize("gestempeld", [False, True])
def test_the_structure_keeps_what_a_program_can_check_of_the_standard(gestempeld):
    inhoud = maak_pdf(VOL.replace("{}", ALINEA * 20), GEGEVENS, STIJL)
    if gestempeld:
        stempel = persoonlijk("A. Bakker", MOMENT, "CONCEPT", "Niet openbaar.")
        inhoud = bestempel(inhoud, stempel, GEGEVENS)
    keur(inhoud)
    keur_structuur(inhoud)


@pytest.mark.pdf
@pytest.mark.parametrize("alineas", [0, 40])
def test_a_file_follows_both_standards_and_programs_of_others_agree(alineas, op_schijf):
    inhoud = pdf(alineas)
    keur(inhoud)
    assert "No syntax or stream encoding errors" in op_schijf(inhoud, "qpdf", "--check")
    info = op_schijf(inhoud, "pdfinfo")
    assert re.search(r"Tagged: +yes", info) and re.search(r'Title: +Norm & "plan" <1>', info)
    boom = op_schijf(inhoud, "pdfinfo", "-struct")
    assert [soort for soort in ("H1", "H2", "Link", "Table", "TH") if soort in boom] == [
        "H1",
        "H2",
        "Link",
        "Table",
        "TH",
    ]
    letters = op_schijf(inhoud, "pdffonts").splitlines()[2:]
    assert letters
    for regel in letters:
        # Embedded, a subset, and with a way back to text.
        assert regel.split()[-5:-2] == ["yes", "yes", "yes"], regel
        assert "Open-Sans" in regel


@pytest.mark.pdf
def test_the_same_letter_is_the_same_file():
    assert pdf(3) == pdf(3)


@pytest.mark.pdf
def test_pages_are_numbered_and_have_bookmarks():
    inhoud = pdf(40)
    tekst = extract_text(io.BytesIO(inhoud))
    with pikepdf.open(io.BytesIO(inhoud)) as bestand:
        paginas = len(bestand.pages)
        with bestand.open_outline() as inhoudsopgave:
            assert [deel.title for deel in inhoudsopgave.root] == ["Onderwerp"]
            assert [deel.title for deel in inhoudsopgave.root[0].children] == ["Aanleiding"]
    assert paginas > 3
    for nummer in range(1, paginas + 1):
        assert f"Pagina {nummer} van {paginas}" in tekst
    assert tekst.count("Kenmerk 1969216064") == paginas


@pytest.mark.pdf
def test_the_stamp_names_the_reader_on_every_page_and_in_the_metadata(op_schijf):
    stempel = persoonlijk("K. O'Brien (raad)", MOMENT, "ONDER EMBARGO", "Tot 4 april 2025.")
    inhoud = bestempel(pdf(40), stempel, GEGEVENS)
    keur(inhoud)
    op_schijf(inhoud, "qpdf", "--check")
    tekst = extract_text(io.BytesIO(inhoud))
    with pikepdf.open(io.BytesIO(inhoud)) as bestand:
        assert tekst.count("Persoonlijk exemplaar van K. O'Brien (raad)") == len(bestand.pages)
        assert "1 april 2025, 11.30 uur" in str(bestand.docinfo["/Keywords"])
    # The structure is that of the letter: the stamp is not read aloud.
    assert "exemplaar" not in op_schijf(inhoud, "pdfinfo", "-struct-text")


@pytest.mark.pdf
def test_nothing_is_fetched_from_anywhere(tmp_path):
    gevraagd = []

    class Oor(BaseHTTPRequestHandler):
        def do_GET(self):
            gevraagd.append(self.path)
            self.send_error(404)

    geheim = tmp_path / "geheim.txt"
    geheim.write_text("wachtwoord: lepelaar")
    met = HTTPServer(("127.0.0.1", 0), Oor)
    threading.Thread(target=met.serve_forever, daemon=True).start()
    try:
        adres = f"http://127.0.0.1:{met.server_port}/x"
        inhoud = maak_pdf(
            f'<html lang="nl"><head><title>x</title><link rel="stylesheet" href="{adres}.css">'
            f'<style>@import "{adres}2.css"; p {{ background: url({adres}.png) }}</style></head>'
            f'<body><p>Tekst</p><img alt="a" src="{adres}.jpg"><img alt="b" src="file://{geheim}">'
            f'<object data="{adres}.svg"></object><link rel="attachment" href="file://{geheim}">'
            '<img alt="c" src="lettertype:../maker.py"></body></html>',
            GEGEVENS,
            STIJL,
        )
    finally:
        met.shutdown()
        met.server_close()
    assert gevraagd == []
    assert "Tekst" in extract_text(io.BytesIO(inhoud))
    with pikepdf.open(io.BytesIO(inhoud)) as bestand:
        assert len(bestand.attachments) == 0


def tekening(binnen: str, ervoor: str = "") -> bytes:
    return (
        f'{ervoor}<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{binnen}</svg>'
    ).encode()


HERHAALD = '<g id="g0"><rect width="1" height="1"/></g>' + "".join(
    f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 9)
)
RING = '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'
ENTITEIT = '<!DOCTYPE svg [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'


def foto(zijde: int) -> bytes:
    uit = io.BytesIO()
    Image.new("1", (zijde, zijde)).save(uit, "PNG")
    return uit.getvalue()


@pytest.mark.parametrize(
    "beeld",
    [tekening(HERHAALD), tekening(RING), tekening("<text>&b;</text>", ENTITEIT), foto(7000)],
    ids=["herhaald", "ring", "entiteit", "beeldpunten"],
)
@pytest.mark.pdf
def test_a_picture_that_would_take_everybodys_time_or_memory_is_left_out(beeld):
    with pytest.raises(BeeldTeGroot):
        controleer_beeld(beeld)
    adres = "data:;base64," + base64.b64encode(beeld).decode()
    begin = time.monotonic()
    inhoud = maak_pdf(
        f'<html lang="nl"><body><img alt="Het wapen" src="{adres}"><p>Tekst</p></body></html>',
        GEGEVENS,
        STIJL,
    )
    assert time.monotonic() - begin < 10
    assert "Het wapen" in extract_text(io.BytesIO(inhoud))


@pytest.mark.parametrize(
    "beeld",
    [
        tekening('<g id="a"><rect/></g><use href="#a"/><use href="#weg"/><use href="#a"/>'),
        tekening("<rect/>" * 500),
        foto(600),
        b"geen beeld",
        b"",
    ],
)
def test_an_ordinary_picture_passes(beeld):
    controleer_beeld(beeld)


def test_without_the_libraries_of_the_system_the_maker_says_so(monkeypatch):
    import builtins

    from groningse_norm.pdf import maker

    echt = builtins.__import__

    def zonder(naam, *args, **kwargs):
        if naam.partition(".")[0] == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return echt(naam, *args, **kwargs)

    maker._zetter.cache_clear()
    monkeypatch.setattr(builtins, "__import__", zonder)
    with pytest.raises(GeenPdfMogelijk):
        pdf()
    monkeypatch.undo()
    maker._zetter.cache_clear()
