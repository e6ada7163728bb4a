"""Rounds begin and end in the log, and one that was taken back stays visible with its item."""

import re

import pytest
import requests
import transaction
from plone.app.testing import SITE_OWNER_NAME, login

from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.logboek.domain import eerste_breuk
from groningse_norm.logboek.opslag import regels_van
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.werkstroom.bouw import verplaats, zet

JSON = {"Accept": "application/json", "Accept-Language": "nl"}
CONCEPT = "overheden/veendam/brieven/0047000123"
BURGEMEESTER, GRIFFIE = "ondertekenaar-gm0047", "griffie-gm0047"
NAAM = "Ondertekenaar Veendam (voorbeeld)"
REDEN = "Bedrag in alinea 3 klopt niet"


def haal(server):
    transaction.begin()
    return server.portal.unrestrictedTraverse(CONCEPT)


def vraag(server, methode, pad, wie=GRIFFIE, koppen=JSON, **kwargs):
    return requests.request(
        methode,
        f"{server.url}/{pad}",
        headers=koppen,
        auth=(wie, WACHTWOORD) if wie else None,
        timeout=60,
        **kwargs,
    )


def stap(server, overgang, reden=""):
    antwoord = vraag(
        server, "POST", f"{CONCEPT}/@workflow/{overgang}", json={"comment": reden} if reden else {}
    )
    assert antwoord.status_code == 200


def teken(server, opname, wie=BURGEMEESTER):
    antwoord = vraag(
        server,
        "POST",
        f"{CONCEPT}/@ondertekening",
        wie,
        json={"wachtwoord": WACHTWOORD, "momentopname": opname},
    )
    assert antwoord.status_code == 201


@pytest.fixture
def teruggenomen(server):
    """Hash of a text that one had signed when it was taken back, and of the text after it."""
    stap(server, "bied_aan")
    eerste = Dossier(haal(server)).ronde.momentopname
    teken(server, eerste)
    stap(server, "terug_naar_concept", REDEN)
    vraag(server, "PATCH", CONCEPT, json={"title": "Een ander onderwerp"})
    stap(server, "bied_aan")
    return eerste, Dossier(haal(server)).ronde.momentopname


def handelingen(server):
    return [regel for regel in regels_van(haal(server).UID()) if regel.handeling.endswith("_ronde")]


def test_the_log_tells_of_each_round_its_parties_its_text_and_its_end(server, teruggenomen):
    eerste, tweede = teruggenomen
    for wie in (BURGEMEESTER, "secretaris-gm0047"):
        teken(server, tweede, wie)
    regels = handelingen(server)
    assert [(r.handeling, r.reden, r.bijzonderheden["momentopname"]) for r in regels] == [
        ("begin_ronde", "", eerste),
        ("beeindig_ronde", REDEN, eerste),
        ("begin_ronde", "", tweede),
        ("voltooi_ronde", "", tweede),
    ]
    assert [r.bijzonderheden["getekend"] for r in regels] == ["0", "1", "0", "2"]
    assert {r.bijzonderheden["partijen"] for r in regels} == {
        "gm0047/bestuurshoofd gm0047/secretaris"
    }
    assert [r.wie for r in regels] == [GRIFFIE] * 3 + ["secretaris-gm0047"]
    assert eerste_breuk(regels_van(haal(server).UID())) is None


def test_signatures_of_before_belong_to_their_own_text_and_count_no_more(server, teruggenomen):
    eerste, tweede = teruggenomen
    dossier = Dossier(haal(server))
    (einde,) = dossier.beeindigde_rondes
    assert [h.momentopname for h in einde.ronde.handtekeningen] == [eerste]
    assert dossier.ronde.momentopname == tweede
    assert dossier.ronde.handtekeningen == ()
    assert dossier.momentopname(eerste)


def test_whoever_works_on_it_sees_who_signed_the_former_text_and_why_it_was_taken_back(
    server, teruggenomen
):
    eerste, _tweede = teruggenomen
    for wie in (GRIFFIE, BURGEMEESTER, "secretaris-gm0047"):
        tekst = re.sub(r"\s+", " ", vraag(server, "GET", CONCEPT, wie, {}).text)
        deel = tekst.partition('id="gn-eerder-kop"')[2]
        assert "0 van 2 hebben getekend" in re.sub(r"<[^>]*>\s*", "", tekst)
        for verwacht in (eerste, NAAM, "burgemeester", REDEN):
            assert verwacht in deel
        (ronde,) = vraag(server, "GET", f"{CONCEPT}/@ondertekening", wie).json()["eerdere_rondes"]
        assert (ronde["momentopname"], ronde["reden"], ronde["getekend"]) == (eerste, REDEN, 1)
        assert ronde["handtekeningen"][0]["naam"] == NAAM


@pytest.mark.parametrize("wie", [None, "raadslid-gm0047", "griffie-gm1969", "medewerker-gm1969"])
def test_the_public_sees_that_a_round_was_taken_back_but_not_whose_signature_it_held(
    server, teruggenomen, wie
):
    eerste, _tweede = teruggenomen
    assert vraag(server, "GET", CONCEPT, wie).status_code == 404
    login(server.app, SITE_OWNER_NAME)
    zet(haal(server), PUBLICATIE["Raadsbrief"], "openbaar")
    transaction.commit()
    pagina = vraag(server, "GET", CONCEPT, wie, {})
    antwoord = vraag(server, "GET", f"{CONCEPT}/@ondertekening", wie)
    assert (pagina.status_code, antwoord.status_code) == (200, 200)
    assert eerste in pagina.text
    (ronde,) = antwoord.json()["eerdere_rondes"]
    assert set(ronde) == {"momentopname", "versie", "beeindigd", "getekend"}
    for tekst in (pagina.text, antwoord.text):
        assert NAAM not in tekst
        assert REDEN not in tekst


def test_a_round_that_code_left_open_is_ended_before_the_next(server):
    login(server.app, SITE_OWNER_NAME)
    brief = haal(server)
    werkstroom = ONDERTEKENING["Raadsbrief"]
    for _keer in range(2):
        zet(brief, werkstroom, "concept")
        verplaats(brief, werkstroom, "bied_aan")
    transaction.commit()
    assert [regel.handeling for regel in handelingen(server)] == [
        "begin_ronde",
        "beeindig_ronde",
        "begin_ronde",
    ]
    assert len(Dossier(haal(server)).beeindigde_rondes) == 1
