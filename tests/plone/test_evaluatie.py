"""An evaluation: numbers out of the plan, frozen with the text, and as public as its authority says."""

import re
from datetime import date, datetime

import pytest
import requests
import transaction
from plone.app.textfield.value import RichTextValue

from groningse_norm import klok
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.evaluatie.domain import lees
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.werkstroom.bouw import verplaats

OVERHEID = "overheden/westerkwartier"
PLAN = f"{OVERHEID}/uitvoeringsplan"
MEDEWERKER = "medewerker-gm1969"
# The demo has one of last year, which is public, and a draft of this year.
JAAR = klok.vandaag().year
VORIGE, CONCEPT = f"{OVERHEID}/evaluatie-{JAAR - 1}", f"{OVERHEID}/evaluatie-{JAAR}"
STUK = f"{CONCEPT}-1"
VAN_TOT = f"Kies een jaar van 2020 tot en met {JAAR}."
VREEMDEN = (None, "lid", "raadslid-gm0047", "griffie-gm0047", MEDEWERKER)


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
    server.portal.acl_users.source_users.addUser("lid", "lid", WACHTWOORD)
    server.portal.acl_users.portal_role_manager.assignRoleToPrincipal("Member", "lid")
    transaction.commit()
    antwoord = roep(
        server,
        "POST",
        OVERHEID,
        json={
            "@type": "Evaluatie",
            "title": f"Evaluatie {JAAR}",
            "jaar": JAAR,
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
    tot = klok.als_iso(datetime(JAAR + 4, 1, 4, 13, 0, tzinfo=klok.AMSTERDAM))
    griffie = "griffie-gm1969"
    assert roep(
        server, "PATCH", f"{STUK}/@embargo", griffie, json={"tot": tot, "reden": "Raad eerst"}
    ).ok
    assert roep(server, "POST", f"{STUK}/@workflow/verzend", griffie, json={}).ok
    assert roep(server, "GET", STUK, "raadslid-gm1969").status_code == 200
    for vreemde in VREEMDEN:
        for pad in (STUK, f"{STUK}/@@evaluatie.pdf", f"{STUK}/@ondertekening"):
            for soort in ("application/json", "text/html"):
                assert roep(server, "GET", pad, vreemde, soort).status_code == 404
        for pad in (OVERHEID, VORIGE):
            assert STUK not in roep(server, "GET", pad, vreemde, "text/html").text
    antwoord = roep(
        server, "POST", f"{STUK}/@workflow/geef_vrij", griffie, json={"comment": "Eerder klaar"}
    )
    assert antwoord.ok, antwoord.text
    openbaar = roep(server, "GET", STUK, None)
    assert openbaar.status_code == 200
    assert openbaar.json()["cijfers"] == list(evaluatie.cijfers)


def test_years_are_compared_as_far_as_the_reader_sees_them(server, evaluatie):
    pagina = roep(server, "GET", STUK, soort="text/html").text
    assert 'class="gn-grafiek"' in pagina
    # Of this year there are two, and the page compares itself.
    assert _vergeleken(pagina) == [VORIGE, STUK]
    for wie in (None, "raadslid-gm1969", "griffie-gm0047"):
        publiek = roep(server, "GET", VORIGE, wie, soort="text/html").text
        assert "De cijfers" in publiek
        assert CONCEPT not in publiek and _vergeleken(publiek) == []


def _vergeleken(pagina: str) -> list[str]:
    """Paths of the years in the comparison of a page, in order."""
    kop = re.search(r'aria-labelledby="kop-jaren"\s+role="table".*?</thead>', pagina, re.S)
    return re.findall(rf'"[^"]*({OVERHEID}/[^"]+)"', kop.group(0)) if kop else []


def test_the_page_of_the_authority_lists_those_that_the_reader_sees(server, evaluatie):
    def op_de_pagina(wie):
        pagina = roep(server, "GET", OVERHEID, wie, "text/html").text
        deel = re.search(r'id="kop-evaluaties".*?</section>', pagina, re.S).group(0)
        return re.findall(rf'"[^"]*({OVERHEID}/[^+"]+)"', deel), "++add++Evaluatie" in deel

    for wie in (None, "raadslid-gm1969", "lid"):
        assert op_de_pagina(wie) == ([VORIGE], False)
    namen, mag_maken = op_de_pagina(MEDEWERKER)
    assert (sorted(namen), mag_maken) == ([VORIGE, CONCEPT, STUK], True)
    assert "kop-evaluaties" not in roep(server, "GET", "overheden/pekela", None, "text/html").text


@pytest.mark.parametrize("jaar", [2019, JAAR + 1, 20260])
def test_a_year_that_cannot_be_is_refused_at_its_field(server, evaluatie, jaar):
    velden = {"@type": "Evaluatie", "title": "x", "jaar": jaar}
    for methode, pad in (("POST", OVERHEID), ("PATCH", STUK)):
        antwoord = roep(server, methode, pad, json=velden)
        assert antwoord.status_code == 400
        assert "'field': 'jaar'" in antwoord.json()["message"]
        assert VAN_TOT in antwoord.json()["message"]
    transaction.begin()
    assert (evaluatie.jaar, evaluatie.title) == (JAAR, f"Evaluatie {JAAR}")
    assert f"evaluatie-{jaar}" not in server.portal.unrestrictedTraverse(OVERHEID)

    formulier = f"{OVERHEID}/++add++Evaluatie"
    sessie = requests.Session()
    sessie.auth = (MEDEWERKER, WACHTWOORD)
    sessie.headers["Accept-Language"] = "nl"
    pagina = sessie.get(f"{server.url}/{formulier}", timeout=60).text
    data = {
        "_authenticator": re.search(r'name="_authenticator"[^>]*value="([^"]+)"', pagina).group(1),
        "form.widgets.title": "x",
        "form.widgets.jaar": str(jaar),
        "form.widgets.tekst": "",
        "form.buttons.save": "Opslaan",
    }
    antwoord = sessie.post(f"{server.url}/{formulier}", data=data, timeout=60)
    veld = re.search(r'id="formfield-form-widgets-jaar".*?id="formfield', antwoord.text, re.S)
    assert veld is not None and VAN_TOT in veld.group(0)
    transaction.begin()
    assert f"evaluatie-{jaar}" not in server.portal.unrestrictedTraverse(OVERHEID)


def test_a_signed_one_gets_a_next_version_with_numbers_of_its_own(server, evaluatie):
    for stap in ("bied_aan", "onderteken"):
        verplaats(evaluatie, ONDERTEKENING["Evaluatie"], stap)
    transaction.commit()
    antwoord = roep(server, "POST", f"{STUK}/@nieuwe-versie", json={})
    assert antwoord.status_code == 201, antwoord.text
    nieuw = antwoord.json()["@id"].removeprefix(f"{server.url}/")
    gelezen = roep(server, "GET", nieuw).json()
    assert (gelezen["versie"], gelezen["jaar"]) == (2, JAAR)
    assert gelezen["cijfers"] == list(evaluatie.cijfers)
    assert _vergeleken(roep(server, "GET", nieuw, soort="text/html").text) == [VORIGE, nieuw]


@pytest.mark.parametrize("wie", [None, "medewerker-gm0047", "griffie-gm1969", "raadslid-gm1969"])
def test_nobody_else_makes_one(server, wie):
    velden = {"@type": "Evaluatie", "title": "x", "jaar": JAAR}
    assert roep(server, "POST", OVERHEID, wie, json=velden).status_code in (401, 403, 404)


def test_the_text_of_an_evaluation_can_be_read_before_signing(server, evaluatie):
    evaluatie.tekst = RichTextValue("<p>Terugblik</p>", "text/html", "text/x-html-safe")
    verplaats(evaluatie, ONDERTEKENING["Evaluatie"], "bied_aan")
    transaction.commit()
    pagina = roep(server, "GET", f"{STUK}/@@onderteken", "ondertekenaar-gm1969", "text/html").text
    assert "Terugblik" in pagina
    assert evaluatie.cijfers[0] in pagina
