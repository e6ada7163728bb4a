"""An evaluation: numbers out of the plan, frozen with the text, and as public as its authority says."""

from datetime import date, datetime

import pytest
import requests
import transaction
from plone.app.textfield.value import RichTextValue

from groningse_norm import klok
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.domain import PUBLICATIE, Status
from groningse_norm.evaluatie.domain import lees
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.werkstroom.bouw import verplaats, zet

OVERHEID = "overheden/westerkwartier"
PLAN = f"{OVERHEID}/uitvoeringsplan"
MEDEWERKER = "medewerker-gm1969"
STUK = f"{OVERHEID}/evaluatie-2026"


def roep(server, methode, pad, wie=MEDEWERKER, soort="application/json", **kwargs):
    return requests.request(
        methode,
        f"{server.url}/{pad}",
        auth=(wie, WACHTWOORD) if wie else None,
        headers={"Accept": soort, "Accept-Language": "nl"},
        timeout=60,
        **kwargs,
    )


@pytest.fixture
def evaluatie(server):
    antwoord = roep(
        server,
        "POST",
        OVERHEID,
        json={
            "@type": "Evaluatie",
            "title": "Evaluatie 2026",
            "jaar": 2026,
            "tekst": {"data": "<p>Een voorbeeld van een terugblik.</p>"},
            "cijfers": ["totaal: 99 maatregelen, 99 tellen mee, 99 uitgevoerd (100 %)"],
        },
    )
    assert antwoord.status_code == 201, antwoord.text
    assert antwoord.json()["@id"] == f"{server.url}/{STUK}"
    transaction.begin()
    return server.portal.unrestrictedTraverse(STUK)


def test_its_numbers_come_from_the_plan_and_from_nobody_else(server, evaluatie):
    totaal = lees(evaluatie.cijfers[0])
    nu = roep(server, "GET", f"{OVERHEID}/@voortgang").json()["totaal"]
    assert totaal.veld == "totaal"
    assert (totaal.totaal, totaal.uitgevoerd) == (nu["totaal"], nu["uitgevoerd"])
    assert totaal.percentage == nu["percentage"]
    roep(server, "PATCH", STUK, json={"cijfers": ["totaal: 1 maatregelen"], "title": "Anders"})
    transaction.begin()
    assert lees(evaluatie.cijfers[0]) == totaal


def test_a_year_without_a_plan_has_no_numbers(server, evaluatie):
    roep(server, "PATCH", STUK, json={"jaar": 2021})
    transaction.begin()
    assert (evaluatie.peildag, evaluatie.cijfers) == (date(2021, 12, 31), [])


def test_from_the_round_on_it_stays_as_it_was(server, evaluatie):
    verplaats(evaluatie, ONDERTEKENING["Evaluatie"], "bied_aan")
    transaction.commit()
    voor = list(evaluatie.cijfers)
    maatregel = server.portal.unrestrictedTraverse(PLAN).maatregelen()[3]
    antwoord = roep(
        server,
        "PATCH",
        maatregel.absolute_url(relative=1).partition("/")[2],
        json={"stand": "uitgevoerd"},
    )
    assert antwoord.status_code == 204, antwoord.text
    assert roep(server, "PATCH", STUK, json={"title": "Anders"}).status_code == 409
    transaction.begin()
    assert list(evaluatie.cijfers) == voor
    ronde = roep(server, "GET", f"{STUK}/@ondertekening").json()
    assert ronde["momentopname"]
    assert [partij["overheid"] for partij in ronde["partijen"]] == ["gm1969"]


def test_it_is_signed_and_published_as_a_letter_is(server, evaluatie):
    werkstroom = ONDERTEKENING["Evaluatie"]
    assert roep(server, "GET", STUK, None).status_code == 404
    verplaats(evaluatie, werkstroom, "bied_aan")
    verplaats(evaluatie, werkstroom, "onderteken")
    transaction.commit()
    tot = klok.als_iso(datetime(2030, 1, 4, 13, 0, tzinfo=klok.AMSTERDAM))
    griffie = "griffie-gm1969"
    assert roep(
        server, "PATCH", f"{STUK}/@embargo", griffie, json={"tot": tot, "reden": "Raad eerst"}
    ).ok
    assert roep(server, "POST", f"{STUK}/@workflow/verzend", griffie, json={}).ok
    assert roep(server, "GET", STUK, "raadslid-gm1969").status_code == 200
    for vreemde in (None, "raadslid-gm0047", "griffie-gm0047", MEDEWERKER):
        assert roep(server, "GET", STUK, vreemde).status_code == 404
    antwoord = roep(
        server, "POST", f"{STUK}/@workflow/geef_vrij", griffie, json={"comment": "Eerder klaar"}
    )
    assert antwoord.ok, antwoord.text
    openbaar = roep(server, "GET", STUK, None)
    assert openbaar.status_code == 200
    assert openbaar.json()["cijfers"] == list(evaluatie.cijfers)


def test_years_are_compared_as_far_as_the_reader_sees_them(server, evaluatie, als):
    als(server.portal, MEDEWERKER)
    nieuw = roep(
        server, "POST", OVERHEID, json={"@type": "Evaluatie", "title": "2025", "jaar": 2025}
    )
    assert nieuw.status_code == 201
    pagina = roep(server, "GET", STUK, soort="text/html").text
    assert "Jaar na jaar" in pagina
    assert "evaluatie-2025" in pagina
    transaction.begin()
    zet(evaluatie, ONDERTEKENING["Evaluatie"], "ondertekend")
    zet(evaluatie, PUBLICATIE["Evaluatie"], Status.OPENBAAR)
    evaluatie.reindexObject()
    transaction.commit()
    publiek = roep(server, "GET", STUK, None, soort="text/html").text
    assert "De cijfers" in publiek
    assert "evaluatie-2025" not in publiek


@pytest.mark.parametrize("wie", [None, "medewerker-gm0047", "griffie-gm1969", "raadslid-gm1969"])
def test_nobody_else_makes_one(server, wie):
    velden = {"@type": "Evaluatie", "title": "x", "jaar": 2026}
    assert roep(server, "POST", OVERHEID, wie, json=velden).status_code in (401, 403, 404)


def test_the_text_of_an_evaluation_can_be_read_before_signing(server, evaluatie):
    evaluatie.tekst = RichTextValue("<p>Terugblik</p>", "text/html", "text/x-html-safe")
    verplaats(evaluatie, ONDERTEKENING["Evaluatie"], "bied_aan")
    transaction.commit()
    pagina = roep(server, "GET", f"{STUK}/@@onderteken", "ondertekenaar-gm1969", "text/html").text
    assert "Terugblik" in pagina
    assert evaluatie.cijfers[0] in pagina
