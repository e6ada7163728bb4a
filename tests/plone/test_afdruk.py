"""Letter, norm, plan and evaluation as PDF: what is in it, for whom, and who gets nothing."""

import io
import re
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
import requests
import transaction
from opstelling.papier import keur, keur_structuur
from pdfminer.high_level import extract_text
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login
from plone.namedfile.file import NamedBlobImage
from pyhanko.pdf_utils.reader import PdfFileReader

from groningse_norm import klok
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.demo.waarmerk import zet_voorbeeld
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.logboek.opslag import lezingen_van
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.pdf import kas, maker, waarmerk
from groningse_norm.versies.handelingen import maak_nieuwe_versie
from groningse_norm.werkstroom.bouw import verplaats

MAP = "overheden/westerkwartier/brieven"
OPENBAAR, EMBARGO = f"{MAP}/1969216064", f"{MAP}/1969216999"
NORM, PLAN = "norm/groningse-norm", "overheden/westerkwartier/uitvoeringsplan"
pytestmark = pytest.mark.pdf


@pytest.fixture(autouse=True)
def lege_kas(monkeypatch):
    for naam in (*waarmerk.VARIABELEN, kas.MAP):
        monkeypatch.delenv(naam, raising=False)
    waarmerk._mislukt.clear()
    kas.leeg()
    yield
    kas.leeg()


def haal(server, pad, wie=None, **koppen):
    return requests.get(
        f"{server.url}/{pad}",
        headers={"Accept-Language": "nl", **koppen},
        auth=(wie, WACHTWOORD) if wie else None,
        allow_redirects=False,
        timeout=120,
    )


def tekst_van(antwoord) -> str:
    assert antwoord.status_code == 200, antwoord.text
    assert antwoord.headers["Content-Type"] == "application/pdf"
    return re.sub(r"\s+", " ", extract_text(io.BytesIO(antwoord.content)))


def test_a_public_letter_is_a_file_with_everything_in_it(server):
    antwoord = haal(server, f"{OPENBAAR}/@@brief.pdf")
    tekst = tekst_van(antwoord)
    assert 'inline; filename="1969216064.pdf"' in antwoord.headers["Content-Disposition"]
    for deel in (
        "Groningse norm en model-uitvoeringsplan",
        "1969216064",
        "31 maart 2025",
        "A. van der Tuuk",
        "burgemeester",
        "Digitaal akkoord",
        "@@verifieer",
        "Pagina 1 van",
    ):
        assert deel in tekst, deel
    assert re.search(r"[0-9a-f]{64}", tekst.replace(" ", ""))
    assert "Persoonlijk exemplaar" not in tekst and "CONCEPT" not in tekst
    assert "no-store" not in antwoord.headers["Cache-Control"]
    zelfde = haal(server, f"{OPENBAAR}/@@brief.pdf", **{"If-None-Match": antwoord.headers["ETag"]})
    assert (zelfde.status_code, zelfde.content) == (304, b"")


@pytest.mark.parametrize(("pad", "naam"), [(NORM, "norm"), (PLAN, "plan")])
def test_norm_and_plan_are_files_too(server, pad, naam):
    wie = None if naam == "norm" else "griffie-gm1969"
    tekst = tekst_van(haal(server, f"{pad}/@@{naam}.pdf", wie))
    assert "A01" in tekst and "Pagina 1 van" in tekst


def test_a_public_letter_is_made_once(server, monkeypatch):
    gemaakt = []
    echt = maker.maak_pdf
    monkeypatch.setattr(
        "groningse_norm.afdruk.blad.maak_pdf", lambda *a: gemaakt.append(1) or echt(*a)
    )
    eerste = haal(server, f"{OPENBAAR}/@@brief.pdf").content
    assert haal(server, f"{OPENBAAR}/@@brief.pdf").content == eerste
    assert len(gemaakt) == 1


def test_under_embargo_every_reader_has_a_copy_of_his_own_and_is_noted(server):
    antwoorden = {
        wie: haal(server, f"{EMBARGO}/@@brief.pdf", wie)
        for wie in ("raadslid-gm1969", "griffie-gm1969")
    }
    namen = set()
    for wie, antwoord in antwoorden.items():
        tekst = tekst_van(antwoord)
        naam = api.user.get(wie).getProperty("fullname")
        namen.add(naam)
        assert f"Persoonlijk exemplaar van {naam}" in tekst
        assert "Onder embargo tot" in tekst and "ONDER EMBARGO" in tekst
        with pikepdf.open(io.BytesIO(antwoord.content)) as bestand:
            assert naam in str(bestand.docinfo["/Keywords"])
        assert antwoord.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in antwoord.headers
    assert len(namen) == 2
    uid = server.portal.unrestrictedTraverse(EMBARGO).UID()
    transaction.begin()
    gelezen = [(lezing["wie"], lezing["wat"]) for lezing in lezingen_van(uid)]
    assert gelezen == [(wie, "/@@brief.pdf") for wie in antwoorden]


@pytest.mark.parametrize(
    "wie", [None, "raadslid-gm0014", "griffie-gm0014", "medewerker-gm1969", "normbeheerder"]
)
@pytest.mark.parametrize("naam", ["brief.pdf", "@@brief.pdf"])
def test_strangers_get_the_answer_of_a_path_that_never_existed(server, wie, naam):
    haal(server, f"{EMBARGO}/@@brief.pdf", "griffie-gm1969")
    antwoord = haal(server, f"{EMBARGO}/{naam}", wie)
    nergens = haal(server, f"{MAP}/1969216998/{naam}", wie)
    assert antwoord.status_code == nergens.status_code == 404
    assert antwoord.text.replace("1969216999", "1969216998") == nergens.text


def test_a_draft_says_that_it_is_one(server):
    tekst = tekst_van(
        haal(server, "overheden/veendam/brieven/0047000123/@@brief.pdf", "griffie-gm0047")
    )
    assert "CONCEPT" in tekst and "Persoonlijk exemplaar" in tekst
    assert "Digitaal akkoord" not in tekst


@pytest.mark.parametrize(
    ("pad", "naam", "wie"),
    [
        (OPENBAAR, "brief", None),
        (EMBARGO, "brief", "raadslid-gm1969"),
        (NORM, "norm", None),
        (NORM, "ondertekeningen", None),
        (PLAN, "plan", "griffie-gm1969"),
    ],
)
def test_every_page_of_paper_keeps_what_can_be_checked_of_both_standards(server, pad, naam, wie):
    inhoud = haal(server, f"{pad}/@@{naam}.pdf", wie).content
    keur(inhoud)
    keur_structuur(inhoud)


def vervang(brief, publicatie="publiceer"):
    """A correction: the next version, signed, and public or not yet."""
    nieuw = maak_nieuwe_versie(brief, klok.nu(), "Een bedrag is verbeterd.")
    for stap in ("bied_aan", "onderteken"):
        verplaats(nieuw, ONDERTEKENING["Raadsbrief"], stap)
    if publicatie:
        verplaats(nieuw, PUBLICATIE["Raadsbrief"], publicatie)
    return nieuw


def test_a_correction_says_on_paper_why_and_the_old_version_that_it_was_replaced(server):
    login(server.app, SITE_OWNER_NAME)
    nieuw = vervang(server.portal.unrestrictedTraverse(OPENBAAR))
    transaction.commit()
    tekst = tekst_van(haal(server, f"{MAP}/{nieuw.getId()}/@@brief.pdf"))
    assert "Versie 2: een correctie Reden: Een bedrag is verbeterd." in tekst
    oud = tekst_van(haal(server, f"{OPENBAAR}/@@brief.pdf"))
    assert "Vervangen door versie 2" in oud and "bedrag" not in oud


def test_a_correction_that_is_not_public_yet_is_on_no_public_paper(server):
    login(server.app, SITE_OWNER_NAME)
    nieuw = vervang(server.portal.unrestrictedTraverse(OPENBAAR), publicatie="")
    transaction.commit()
    oud = tekst_van(haal(server, f"{OPENBAAR}/@@brief.pdf"))
    assert "Vervangen" not in oud and "correctie" not in oud and "bedrag" not in oud
    assert haal(server, f"{MAP}/{nieuw.getId()}/@@brief.pdf").status_code == 404
    eigen = tekst_van(haal(server, f"{MAP}/{nieuw.getId()}/@@brief.pdf", "griffie-gm1969"))
    assert "Een bedrag is verbeterd." in eigen and "Persoonlijk exemplaar" in eigen


def test_a_withdrawn_letter_is_gone_and_the_copy_of_the_griffie_says_why(server):
    openbaar = haal(server, f"{OPENBAAR}/@@brief.pdf")
    assert openbaar.status_code == 200
    antwoord = requests.post(
        f"{server.url}/{OPENBAAR}/@workflow/trek_in",
        json={"comment": "Er stond een verkeerd bedrag in."},
        headers={"Accept": "application/json"},
        auth=("griffie-gm1969", WACHTWOORD),
        timeout=60,
    )
    assert antwoord.status_code == 200, antwoord.text
    weg = haal(server, f"{OPENBAAR}/@@brief.pdf", **{"If-None-Match": openbaar.headers["ETag"]})
    assert weg.status_code == 410 and "no-store" in weg.headers["Cache-Control"]
    assert b"%PDF" not in weg.content
    eigen = tekst_van(haal(server, f"{OPENBAAR}/@@brief.pdf", "griffie-gm1969"))
    assert "Reden: Er stond een verkeerd bedrag in." in eigen and "INGETROKKEN" in eigen


@pytest.mark.parametrize("koppen", [{}, {"Range": "bytes=0-99"}, {"If-None-Match": "*"}])
def test_no_header_gets_a_reader_a_part_or_a_copy_of_somebody_else(server, koppen):
    haal(server, f"{EMBARGO}/@@brief.pdf", "griffie-gm1969")
    for vraag in ("GET", "HEAD"):
        antwoord = requests.request(
            vraag,
            f"{server.url}/{EMBARGO}/@@brief.pdf?download",
            headers=koppen,
            auth=("raadslid-gm1969", WACHTWOORD),
            timeout=60,
        )
        assert antwoord.status_code == 200
        assert antwoord.headers["Cache-Control"] == "private, no-store"
        assert not {"ETag", "Last-Modified", "Accept-Ranges"} & set(antwoord.headers)
        if vraag == "GET":
            tekst = tekst_van(antwoord)
            assert api.user.get("raadslid-gm1969").getProperty("fullname") in tekst
            assert api.user.get("griffie-gm1969").getProperty("fullname") not in tekst
        else:
            assert not antwoord.content


def test_twenty_who_ask_at_once_get_one_file_that_was_made_once(server, monkeypatch):
    gemaakt = []
    echt = maker.maak_pdf
    monkeypatch.setattr(
        "groningse_norm.afdruk.blad.maak_pdf", lambda *a: gemaakt.append(1) or echt(*a)
    )
    with ThreadPoolExecutor(20) as lezers:
        vragen = [lezers.submit(haal, server, f"{OPENBAAR}/@@brief.pdf") for _ in range(20)]
        antwoorden = [vraag.result() for vraag in vragen]
    assert {antwoord.status_code for antwoord in antwoorden} == {200}
    assert len({antwoord.content for antwoord in antwoorden}) == len(gemaakt) == 1


def test_nothing_internal_of_a_measure_is_ever_printed(server):
    login(server.app, SITE_OWNER_NAME)
    plan = server.portal.unrestrictedTraverse(PLAN)
    maatregel = plan.maatregelen()[0]
    maatregel.toelichting, maatregel.bewijs = "Grutto in het riet", "Zie de kievit"
    maatregel.stand, maatregel.reden_nvt = "niet_van_toepassing", "Wegens de tureluur"
    transaction.commit()
    for wie in ("medewerker-gm1969", "griffie-gm1969", "raadslid-gm1969", "normbeheerder"):
        antwoord = haal(server, f"{PLAN}/@@plan.pdf", wie)
        if antwoord.status_code == 404:
            continue
        tekst = tekst_van(antwoord)
        assert maatregel.nummer in tekst
        for geheim in ("Grutto", "kievit", "tureluur", "toepassing"):
            assert geheim not in tekst


def test_the_paper_is_in_the_style_of_the_authority(server):
    login(server.app, SITE_OWNER_NAME)
    overheid = server.portal.unrestrictedTraverse("overheden/westerkwartier")
    gewoon = haal(server, f"{OPENBAAR}/@@brief.pdf").content
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><rect width="80" height="20"/></svg>'
    overheid.kleur, overheid.adres = "#8a1538", "Postbus 100\n9350 AC Leek"
    overheid.logo = NamedBlobImage(svg, "image/svg+xml", "logo.svg")
    transaction.commit()
    antwoord = haal(server, f"{OPENBAAR}/@@brief.pdf")
    assert "Postbus 100" in tekst_van(antwoord)
    assert antwoord.content != gewoon
    with pikepdf.open(io.BytesIO(antwoord.content)) as bestand:
        bestand.pages[0].contents_coalesce()
        inhoud = bestand.pages[0].Contents.read_bytes()
    assert b"0.541176 0.082353 0.219608 rg" in inhoud


@pytest.mark.parametrize("kleur", ["#ffe600", "rood", "#fff"])
def test_a_colour_that_cannot_be_read_is_refused(server, kleur):
    antwoord = requests.patch(
        f"{server.url}/overheden/westerkwartier",
        json={"kleur": kleur},
        headers={"Accept": "application/json"},
        auth=(SITE_OWNER_NAME, "secret"),
        timeout=30,
    )
    assert antwoord.status_code == 400, antwoord.text
    transaction.begin()
    assert not server.portal.unrestrictedTraverse("overheden/westerkwartier").kleur


def test_without_the_libraries_of_the_system_it_says_so_and_the_letter_stays(server, monkeypatch):
    def ontbreekt(*delen):
        raise maker.GeenPdfMogelijk("libpango")

    monkeypatch.setattr("groningse_norm.afdruk.blad.maak_pdf", ontbreekt)
    antwoord = haal(server, f"{OPENBAAR}/@@brief.pdf")
    assert antwoord.status_code == 503
    assert "Pango" in antwoord.text and "libpango" not in antwoord.text
    assert haal(server, OPENBAAR).status_code == 200


def test_with_a_certificate_the_public_file_is_sealed_and_a_personal_copy_is_not(
    server, tmp_path, monkeypatch
):
    monkeypatch.setenv(waarmerk.PAD, "")
    monkeypatch.setenv(waarmerk.WACHTWOORD, "")
    zet_voorbeeld(tmp_path)
    openbaar = haal(server, f"{OPENBAAR}/@@brief.pdf").content
    (handtekening,) = PdfFileReader(io.BytesIO(openbaar)).embedded_signatures
    assert handtekening.signer_cert.subject.native["common_name"] == waarmerk.VOORBEELDNAAM
    eigen = haal(server, f"{EMBARGO}/@@brief.pdf", "griffie-gm1969").content
    assert not PdfFileReader(io.BytesIO(eigen)).embedded_signatures


def test_a_seal_that_cannot_be_set_is_no_file_without_one(server, monkeypatch):
    monkeypatch.setenv(waarmerk.PAD, "/bestaat/niet.p12")
    antwoord = haal(server, f"{OPENBAAR}/@@brief.pdf")
    assert antwoord.status_code == 503
    assert "/bestaat" not in antwoord.text


def test_an_evaluation_is_printed_with_its_frozen_numbers_for_whoever_sees_it(server):
    vorige = klok.vandaag().year - 1
    pad = f"overheden/westerkwartier/evaluatie-{vorige}"
    tekst = tekst_van(haal(server, f"{pad}/@@evaluatie.pdf"))
    for deel in (f"Evaluatie {vorige} (voorbeeld)", "Interne weerbaarheid", "Digitaal akkoord"):
        assert deel in tekst
    assert haal(server, f"{pad[:-4]}{vorige + 1}/@@evaluatie.pdf").status_code == 404
