"""An attachment comes into a letter: everybody gets the clean one, the griffie keeps the other."""

import base64
import io

import docx
import pytest
import requests
import transaction
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


def voeg_toe(server, inhoud: bytes, naam="begroting.docx", wie=GRIFFIE, pad=CONCEPT):
    bestand = {
        "data": base64.b64encode(inhoud).decode(),
        "encoding": "base64",
        "filename": naam,
        "content-type": "application/octet-stream",
    }
    return requests.post(
        f"{server.url}/{pad}",
        json={"@type": "File", "id": naam, "title": naam, "file": bestand},
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
    "inhoud", [b"\x00\x01\x02", b"%PDF-1.7 stuk", b"<html></html>", b"PK\x03\x04"]
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
