"""An attachment comes into a letter: everybody gets the clean one, the griffie keeps the other."""

import base64
import io
import mimetypes
import zipfile

import docx
import openpyxl
import pikepdf
import pytest
import requests
import transaction
from lxml import html
from openpyxl.comments import Comment
from PIL import Image
from plone import api

from groningse_norm.bijlage.scanner import scan
from groningse_norm.demo.accounts import WACHTWOORD

JSON = {"Accept": "application/json", "Accept-Language": "nl"}
CONCEPT = "overheden/veendam/brieven/0047000123"
EMBARGO = "overheden/westerkwartier/brieven/1969216999"
GRIFFIE = "griffie-gm0047"


def word() -> bytes:
    document = docx.Document()
    document.core_properties.author = "Lepelaar"
    document.add_paragraph("Begroting")
    uit = io.BytesIO()
    document.save(uit)
    return uit.getvalue()


def bewaard(bewaar) -> bytes:
    uit = io.BytesIO()
    bewaar(uit)
    return uit.getvalue()


def werkmap() -> bytes:
    map_ = openpyxl.Workbook()
    map_.properties.creator = "Lepelaar"
    map_.active["A1"].comment = Comment("Lepelaar: te laag", "Lepelaar")
    map_.create_sheet("Onderhandeling").sheet_state = "hidden"
    return bewaard(map_.save)


def pdf() -> bytes:
    bestand = pikepdf.new()
    bestand.add_blank_page()
    bestand.docinfo["/Author"] = "Lepelaar"
    bestand.attachments["notulen.txt"] = b"Lepelaar"
    return bewaard(bestand.save)


def foto(soort: str) -> bytes:
    exif = Image.Exif()
    exif[0x013B] = "Lepelaar"
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 13.0, 9.0)})
    beeld = Image.new("RGB", (900, 600), "#154273")
    return bewaard(lambda uit: beeld.save(uit, soort, exif=exif))


def voeg_toe(server, inhoud: bytes, naam="begroting.docx", wie=GRIFFIE, pad=CONCEPT, soort="File"):
    bestand = {
        "data": base64.b64encode(inhoud).decode(),
        "encoding": "base64",
        "filename": naam,
        "content-type": mimetypes.guess_type(naam)[0] or "application/octet-stream",
    }
    return requests.post(
        f"{server.url}/{pad}",
        json={"@type": soort, "id": naam, "title": naam, soort.lower(): bestand},
        headers=JSON,
        auth=(wie, WACHTWOORD),
        timeout=60,
    )


def haal(server, pad, wie=GRIFFIE):
    return requests.get(
        f"{server.url}/{pad}",
        headers={"Accept": "text/html", "Accept-Language": "nl"},
        auth=(wie, WACHTWOORD) if wie else None,
        allow_redirects=False,
        timeout=60,
    )


def auteur(inhoud: bytes) -> str:
    return docx.Document(io.BytesIO(inhoud)).core_properties.author


def test_everybody_gets_the_clean_file_and_the_griffie_the_one_handed_in(server):
    origineel = word()
    assert auteur(origineel) == "Lepelaar"
    assert voeg_toe(server, origineel).status_code == 201
    pad = f"{CONCEPT}/begroting.docx"
    for deur in ("@@download/file", "@@download/file/begroting.docx", "@@display-file/file"):
        schoon = haal(server, f"{pad}/{deur}").content
        assert auteur(schoon) != "Lepelaar", deur
    assert haal(server, f"{pad}/@@origineel").content == origineel
    assert haal(server, f"{pad}/@@origineel").headers["Cache-Control"] == "private, no-store"
    pagina = haal(server, CONCEPT).text
    assert "Uit de bijlagen gehaald" in pagina and "auteur en andere gegevens" in pagina


def overal(inhoud: bytes) -> bytes:
    if inhoud.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(inhoud)) as bron:
            return b"".join(bron.read(naam) for naam in bron.namelist())
    if inhoud.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(inhoud)) as bestand:
            return bewaard(lambda uit: bestand.save(uit, compress_streams=False))
    return inhoud


def test_through_no_door_the_public_gets_who_made_a_file(server):
    from groningse_norm.embargo.domain import PUBLICATIE, Status
    from groningse_norm.werkstroom.bouw import zet

    handed_in = {
        "a.docx": (word(), "File"),
        "a.xlsx": (werkmap(), "File"),
        "a.pdf": (pdf(), "File"),
        "a.jpg": (foto("JPEG"), "Image"),
        "a.png": (foto("PNG"), "Image"),
        "a.webp": (foto("WEBP"), "Image"),
        "a.tif": (foto("TIFF"), "File"),
    }
    for naam, (inhoud, soort) in handed_in.items():
        assert b"Lepelaar" in overal(inhoud), naam
        assert voeg_toe(server, inhoud, naam, soort=soort).status_code == 201, naam
    transaction.begin()
    brief = server.portal.unrestrictedTraverse(CONCEPT)
    zet(brief, PUBLICATIE["Raadsbrief"], Status.OPENBAAR)
    brief.reindexObjectSecurity()
    transaction.commit()
    for naam, (_inhoud, soort) in handed_in.items():
        pad, veld = f"{CONCEPT}/{naam}", soort.lower()
        deuren = [f"{pad}/@@download/{veld}", f"{pad}/@@display-file/{veld}", f"{pad}/view"]
        deuren += [f"++api++/{pad}", f"++api++/{pad}?fullobjects=1", pad]
        if soort == "Image":
            deuren += [
                f"{pad}/@@images/image{maat}" for maat in ("", "/preview", "/large", "/icon")
            ]
            gegevens = requests.get(f"{server.url}/{pad}", headers=JSON, timeout=60).json()
            maten = gegevens["image"]["scales"].values()
            deuren += [maat["download"].removeprefix(f"{server.url}/") for maat in maten]
        for deur in deuren:
            antwoord = haal(server, deur, None)
            assert antwoord.status_code in (200, 302), deur
            assert b"Lepelaar" not in overal(antwoord.content), deur
            assert b"GPS" not in antwoord.content, deur
    gevonden = requests.get(
        f"{server.url}/@search?SearchableText=Lepelaar", headers=JSON, timeout=60
    )
    assert gevonden.json()["items_total"] == 0
    alles = requests.get(f"{server.url}/{CONCEPT}/@search?fullobjects=1", headers=JSON, timeout=60)
    assert alles.json()["items_total"] > len(handed_in)
    assert b"Lepelaar" not in alles.content


def test_what_is_hidden_and_stays_is_told_to_the_griffie_alone(server):
    assert voeg_toe(server, werkmap(), "kosten.xlsx").status_code == 201
    blok = html.fromstring(haal(server, CONCEPT).content).xpath(
        '//section[@aria-labelledby="kop-verwijderd"]'
    )
    tekst = " ".join(blok[0].text_content().split())
    assert "opmerkingen" in tekst and "Staat er nog in" in tekst
    assert "verborgen werkbladen" in tekst
    assert "verborgen werkbladen" not in haal(server, CONCEPT, "ondertekenaar-gm0047").text


def test_the_clean_file_is_what_is_signed(server):
    from groningse_norm.ondertekening.domain import vingerafdruk_van
    from groningse_norm.ondertekening.verbintenis import bijlagen_van

    voeg_toe(server, word())
    transaction.begin()
    brief = server.portal.unrestrictedTraverse(CONCEPT)
    (bijlage,) = [b for b in bijlagen_van(brief) if b["id"] == "begroting.docx"]
    schoon = haal(server, f"{CONCEPT}/begroting.docx/@@download/file").content
    assert bijlage["sha256"] == vingerafdruk_van(schoon)


def test_an_event_on_a_frozen_attachment_changes_nothing_that_was_signed(server):
    from zope.event import notify
    from zope.lifecycleevent import ObjectModifiedEvent

    voeg_toe(server, word())
    transaction.begin()
    brief = server.portal.unrestrictedTraverse(CONCEPT)
    from groningse_norm.ondertekening.domain import ONDERTEKENING, Fase
    from groningse_norm.werkstroom.bouw import zet

    zet(brief, ONDERTEKENING["Raadsbrief"], Fase.ONDERTEKEND)
    bijlage = brief["begroting.docx"]
    bijlage.file.data = word()
    was = bijlage.file.data
    notify(ObjectModifiedEvent(bijlage))
    assert bijlage.file.data == was
    transaction.abort()


@pytest.mark.parametrize("wie", ["raadslid-gm0047", "ondertekenaar-gm0047", "griffie-gm1969", None])
def test_nobody_else_gets_the_file_as_it_was_handed_in(server, wie):
    voeg_toe(server, word())
    antwoord = haal(server, f"{CONCEPT}/begroting.docx/@@origineel", wie)
    assert antwoord.status_code == 404
    assert b"Lepelaar" not in antwoord.content


def test_of_a_public_letter_the_public_gets_no_original(server):
    voeg_toe(server, word())
    transaction.begin()
    from groningse_norm.embargo.domain import PUBLICATIE, Status
    from groningse_norm.werkstroom.bouw import zet

    brief = server.portal.unrestrictedTraverse(CONCEPT)
    zet(brief, PUBLICATIE["Raadsbrief"], Status.OPENBAAR)
    brief.reindexObjectSecurity()
    transaction.commit()
    pad = f"{CONCEPT}/begroting.docx"
    assert auteur(haal(server, f"{pad}/@@download/file", None).content) != "Lepelaar"
    for wie in (None, "raadslid-gm0047", "medewerker-gm0047", "griffie-gm1969"):
        assert haal(server, f"{pad}/@@origineel", wie).status_code == 404
        assert "Uit de bijlagen" not in haal(server, CONCEPT, wie).text


@pytest.mark.parametrize(
    "inhoud",
    [b"\x00\x01\x02", b"%PDF-1.7 stuk", b"<html></html>", b"PK\x03\x04", b"{\\rtf1 tekst}"],
)
def test_what_cannot_be_made_clean_is_refused_and_not_stored(server, inhoud):
    antwoord = voeg_toe(server, inhoud, "x.bin")
    assert antwoord.status_code == 400, antwoord.text
    assert "bestand" in antwoord.json()["message"]
    transaction.begin()
    assert "x.bin" not in server.portal.unrestrictedTraverse(CONCEPT).objectIds()


def test_a_file_that_is_replaced_is_made_clean_again(server):
    voeg_toe(server, word())
    nieuw = {"data": base64.b64encode(word()).decode(), "encoding": "base64", "filename": "b.docx"}
    antwoord = requests.patch(
        f"{server.url}/{CONCEPT}/begroting.docx",
        json={"file": nieuw},
        headers=JSON,
        auth=(GRIFFIE, WACHTWOORD),
        timeout=60,
    )
    assert antwoord.status_code == 204, antwoord.text
    schoon = haal(server, f"{CONCEPT}/begroting.docx/@@download/file").content
    assert auteur(schoon) != "Lepelaar"


def test_a_scanner_that_is_down_stops_every_upload(server):
    api.portal.set_registry_record("groningse_norm.clamd", "127.0.0.1:1")
    transaction.commit()
    antwoord = voeg_toe(server, b"gewone tekst", "x.txt")
    assert antwoord.status_code == 400, antwoord.text
    assert "virusscanner" in antwoord.json()["message"]
    transaction.begin()
    assert "x.txt" not in server.portal.unrestrictedTraverse(CONCEPT).objectIds()


def test_the_address_of_the_scanner_goes_to_the_scanner(server, monkeypatch):
    gevraagd = []
    monkeypatch.setattr(
        "groningse_norm.bijlage.virus.scan", lambda *a: gevraagd.append(a) or scan(a[0], "")
    )
    api.portal.set_registry_record("groningse_norm.clamd", "127.0.0.1:3310")
    transaction.commit()
    assert voeg_toe(server, b"gewone tekst", "x.txt").status_code == 201
    assert (b"gewone tekst", "127.0.0.1:3310") in gevraagd
