"""``@@voortgang`` as a page: everybody sees what is published, people of an authority their own."""

import re

import pytest
import requests
import transaction
from plone.app.testing import SITE_OWNER_NAME, login

from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.plan.content import Uitvoeringsplan
from groningse_norm.werkstroom.bouw import zet

HIER = "overheden/westerkwartier"
PLAN = f"{HIER}/uitvoeringsplan"
REGIO = ["@@voortgang", "norm/groningse-norm/@@voortgang"]
ALLE = [*REGIO, f"{HIER}/@@voortgang"]
VREEMDEN = [None, "lid", "raadslid-gm0047", "griffie-gm0047", "medewerker-gm0047"]
GEEN_LEZERS = ["raadslid-gm1969", "griffie-gm1969"]
LEZERS = ["medewerker-gm1969", "secretaris-gm1969", "admin"]
INTERN = ("Te laat", "Risico", "Op schema", "Volgende toets", "te laat", "Eigenaar")


@pytest.fixture
def bladzij(server):
    login(server.app, SITE_OWNER_NAME)
    server.portal.acl_users.source_users.addUser("lid", "lid", WACHTWOORD)
    server.portal.acl_users.portal_role_manager.assignRoleToPrincipal("Member", "lid")
    transaction.commit()

    def haal(pad: str, wie: str | None = None, **vraag):
        return requests.get(
            f"{server.url}/{pad}",
            params=vraag,
            headers={"Accept": "text/html"},
            auth=(wie, WACHTWOORD) if wie else None,
            timeout=60,
            allow_redirects=False,
        )

    return haal


@pytest.fixture
def openbaar(server):
    login(server.app, SITE_OWNER_NAME)
    plan = server.portal.unrestrictedTraverse(PLAN)
    zet(plan, PUBLICATIE["Uitvoeringsplan"], "openbaar")
    transaction.commit()
    return plan


def midden(antwoord) -> str:
    assert antwoord.status_code == 200
    html = antwoord.text.partition('<article id="content"')[2].partition("<footer")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


@pytest.mark.parametrize("wie", [*VREEMDEN, *GEEN_LEZERS])
@pytest.mark.parametrize("pad", ALLE)
def test_before_publication_nobody_else_sees_a_number_or_a_plan(bladzij, pad, wie):
    antwoord = bladzij(pad, wie)
    tekst = midden(antwoord)
    assert not re.search(r"\d%", tekst)
    assert [woord for woord in INTERN if woord in tekst] == []
    if wie not in GEEN_LEZERS:
        assert "uitvoeringsplan" not in antwoord.text


@pytest.mark.parametrize("wie", [*VREEMDEN, *GEEN_LEZERS])
@pytest.mark.parametrize("pad", ALLE)
def test_what_is_published_is_numbers_only(bladzij, openbaar, pad, wie):
    antwoord = bladzij(pad, wie)
    tekst = midden(antwoord)
    assert "41%" in tekst
    assert [woord for woord in INTERN if woord in tekst] == []
    assert "gn-signaal" not in antwoord.text


@pytest.mark.parametrize("wie", LEZERS)
def test_its_own_people_see_signals_and_can_go_on_to_the_measure(bladzij, wie):
    for pad in REGIO:
        antwoord = bladzij(pad, wie)
        assert "▲ Te laat" in midden(antwoord)
        assert f"{PLAN}?te_laat=1" in antwoord.text
        assert f"{HIER}/@@voortgang" in antwoord.text
        assert antwoord.headers["Cache-Control"] == "private, no-store"
    eigen = bladzij(f"{HIER}/@@voortgang", wie)
    assert f"{PLAN}/a02" in eigen.text
    assert "Eigenaar" in midden(eigen)


def test_the_programme_office_sees_no_signal_of_one_authority(bladzij):
    for pad in REGIO:
        tekst = midden(bladzij(pad, "normbeheerder"))
        assert not re.search(r"\d%", tekst)
        assert "▲" not in tekst


@pytest.mark.parametrize("pad", ALLE)
def test_a_chart_has_its_numbers_beneath_and_no_script_or_style(bladzij, openbaar, pad):
    html = bladzij(pad, "medewerker-gm1969").text.partition('<article id="content"')[2]
    grafiek = html.partition('<svg class="gn-grafiek"')[2].partition("</svg>")[0]
    assert 'role="img"' in grafiek
    assert "<title" in grafiek and "<desc" in grafiek
    assert "style" not in grafiek and "<script" not in grafiek
    assert "De cijfers van deze grafiek" in html


AFSPRAAK = "norm/groningse-norm/a02"


@pytest.mark.parametrize("wie", [*VREEMDEN, *GEEN_LEZERS, "normbeheerder"])
def test_the_page_of_an_agreement_names_measures_of_public_plans_without_their_state(
    server, bladzij, wie
):
    antwoord = bladzij(f"{AFSPRAAK}/@@voortgang", wie)
    assert "Er is hier geen maatregel die u kunt zien." in midden(antwoord)
    assert f"{PLAN}/a02" not in antwoord.text

    login(server.app, SITE_OWNER_NAME)
    zet(server.portal.unrestrictedTraverse(PLAN), PUBLICATIE["Uitvoeringsplan"], "openbaar")
    transaction.commit()

    antwoord = bladzij(f"{AFSPRAAK}/@@voortgang", wie)
    assert f"{PLAN}/a02" in antwoord.text
    tekst = midden(antwoord)
    assert "Westerkwartier" in tekst
    assert not any(naam in tekst for naam in ("In ontwikkeling", "Uitgevoerd", "Ontbreekt"))


@pytest.mark.parametrize("wie", LEZERS)
def test_its_own_people_go_from_an_agreement_to_the_measure(bladzij, wie):
    for pad in REGIO:
        assert f"{AFSPRAAK}/@@voortgang" in bladzij(pad, wie).text
    antwoord = bladzij(f"{AFSPRAAK}/@@voortgang", wie)
    assert f"{PLAN}/a02" in antwoord.text
    assert "◐ In ontwikkeling" in midden(antwoord)
    assert antwoord.headers["Cache-Control"] == "private, no-store"


def test_the_page_of_a_region_shows_where_the_own_plan_stands(bladzij):
    for pad in REGIO:
        assert "◐ In ontwikkeling" in midden(bladzij(pad, "medewerker-gm1969"))
        assert "In ontwikkeling" not in midden(bladzij(pad, "medewerker-gm0047"))


@pytest.mark.parametrize("wie", ["medewerker-gm0047", "raadslid-gm1969", "normbeheerder"])
def test_a_public_page_does_not_name_who_filed_it(bladzij, openbaar, wie):
    for pad in (PLAN, f"{PLAN}/a03"):
        tekst = bladzij(pad, wie).text
        assert "/author/" not in tekst
        assert "Laatste wijziging" not in tekst


def test_as_long_as_nothing_is_published_the_page_says_so_instead_of_an_empty_table(bladzij):
    tekst = midden(bladzij("@@voortgang"))
    assert "Nog geen overheid heeft haar plan openbaar gemaakt" in tekst
    assert "Per overheid en veld" not in tekst


def test_two_authorities_of_one_name_are_told_apart(bladzij, openbaar):
    tekst = midden(bladzij("@@voortgang"))
    assert "gemeente Groningen" in tekst and "provincie Groningen" in tekst


@pytest.mark.parametrize("b_start", ["x", "-1", "99999", "999999999999", ["1", "2"]])
def test_a_page_that_is_not_there_is_the_first(bladzij, openbaar, b_start):
    assert "Westerkwartier" in midden(bladzij("@@voortgang", b_start=b_start))


@pytest.mark.parametrize("wie", [None, "admin"])
def test_the_region_wakes_no_measure(server, bladzij, openbaar, monkeypatch, wie):
    gelezen = []
    lees = Uitvoeringsplan.maatregelen
    monkeypatch.setattr(
        Uitvoeringsplan, "maatregelen", lambda plan: gelezen.append(plan) or lees(plan)
    )
    for pad in REGIO:
        bladzij(pad, wie)
    assert gelezen == []
