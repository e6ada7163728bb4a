"""The start page: each role finds what waits for it, and nothing of others."""

import pytest
import requests
import transaction

from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.werkstroom.bouw import verplaats, zet

CONCEPT = "overheden/veendam/brieven/0047000123"
EMBARGO = "overheden/westerkwartier/brieven/1969216999"
TOEZEGGING = "overheden/westerkwartier/brieven/1969216064/@@toezeggingen#toezegging-2"  # an example of the demo


def haal(server, pad, wie, soort="application/json"):
    return requests.get(
        f"{server.url}/{pad}",
        auth=(wie, WACHTWOORD) if wie else None,
        headers={"Accept": soort, "Accept-Language": "nl"},
        timeout=60,
        allow_redirects=False,
    )


def werk(server, wie):
    antwoord = haal(server, "@mijn-werk", wie)
    assert antwoord.status_code == 200, antwoord.text
    assert antwoord.headers["Cache-Control"] == "private, no-store"
    gegevens = antwoord.json()
    assert gegevens["items_total"] == sum(groep["aantal"] for groep in gegevens["groepen"])
    return {
        groep["id"]: [taak["@id"].removeprefix(f"{server.url}/") for taak in groep["items"]]
        for groep in gegevens["groepen"]
    }


@pytest.fixture
def ter_ondertekening(server):
    brief = server.portal.unrestrictedTraverse(CONCEPT)
    verplaats(brief, ONDERTEKENING["Raadsbrief"], "bied_aan")
    transaction.commit()
    return brief


def test_a_signatory_finds_what_to_sign_until_it_is_signed(server, ter_ondertekening):
    te_tekenen = {"te_ondertekenen": [f"{CONCEPT}/@@onderteken"]}
    assert werk(server, "ondertekenaar-gm0047") == te_tekenen
    assert werk(server, "secretaris-gm0047") == te_tekenen
    afdruk = haal(server, f"{CONCEPT}/@ondertekening", "secretaris-gm0047").json()["momentopname"]
    requests.post(
        f"{server.url}/{CONCEPT}/@ondertekening",
        json={"wachtwoord": WACHTWOORD, "momentopname": afdruk},
        auth=("secretaris-gm0047", WACHTWOORD),
        headers={"Accept": "application/json"},
        timeout=60,
    ).raise_for_status()
    assert werk(server, "secretaris-gm0047") == {}
    assert werk(server, "ondertekenaar-gm0047") == te_tekenen


def test_the_clerk_finds_drafts_what_to_send_and_what_is_planned(server, ter_ondertekening):
    assert werk(server, "griffie-gm1969") == {"gepland": [EMBARGO], "te_laat": [TOEZEGGING]}
    assert werk(server, "griffie-gm0047") == {}
    zet(ter_ondertekening, ONDERTEKENING["Raadsbrief"], "concept")
    ter_ondertekening.reindexObject()
    transaction.commit()
    assert werk(server, "griffie-gm0047") == {"in_voorbereiding": [CONCEPT]}
    for stap in ("bied_aan", "onderteken"):
        verplaats(ter_ondertekening, ONDERTEKENING["Raadsbrief"], stap)
    transaction.commit()
    assert werk(server, "griffie-gm0047") == {"te_verzenden": [CONCEPT]}


def test_staff_find_the_measures_that_are_due(server):
    gevonden = werk(server, "medewerker-gm1969")
    assert set(gevonden) == {"te_laat", "binnenkort", "in_voorbereiding"}
    (concept,) = gevonden.pop("in_voorbereiding")
    assert concept.startswith("overheden/westerkwartier/evaluatie-")
    plan = "overheden/westerkwartier/uitvoeringsplan/"
    assert all(adres.startswith(plan) for adressen in gevonden.values() for adres in adressen)


def test_a_council_member_finds_what_to_read_under_embargo(server):
    assert werk(server, "raadslid-gm1969") == {"te_lezen": [EMBARGO]}


@pytest.mark.parametrize("wie", ["raadslid-gm0047", "medewerker-gm0047", "normbeheerder"])
def test_nobody_finds_the_work_of_others(server, ter_ondertekening, wie):
    assert werk(server, wie) == {}
    pagina = haal(server, "@@mijn-werk", wie, "text/html").text
    assert "1969216999" not in pagina
    assert "0047000123" not in pagina
    assert "Er is niets dat op u wacht" in pagina


def test_without_logging_in_there_is_nothing_to_see(server):
    assert haal(server, "@mijn-werk", None).status_code == 401
    antwoord = haal(server, "@@mijn-werk", None, "text/html")
    assert antwoord.status_code == 302
    assert (
        "require_login" in antwoord.headers["Location"] or "login" in antwoord.headers["Location"]
    )


def test_the_page_says_what_and_by_when(server):
    pagina = haal(server, "@@mijn-werk", "medewerker-gm1969", "text/html").text
    assert "Laatste wijziging" not in pagina
    for tekst in ("Mijn werk", "Te laat", "Westerkwartier"):
        assert tekst in pagina


@pytest.mark.parametrize(
    ("vanaf", "naar"),
    [("", "/@@mijn-werk"), ("/", "/@@mijn-werk"), ("/overheden/westerkwartier", None)],
)
def test_after_logging_in_people_come_to_their_work_or_where_they_were(server, vanaf, naar):
    sessie = requests.Session()
    velden = {
        "__ac_name": "raadslid-gm1969",
        "__ac_password": WACHTWOORD,
        "came_from": f"{server.url}{vanaf}" if vanaf else "",
        "buttons.login": "1",
    }
    antwoord = sessie.post(f"{server.url}/login", data=velden, timeout=60)
    assert antwoord.url == f"{server.url}{naar or vanaf}"
    assert f"{server.url}/@@mijn-werk" in antwoord.text
