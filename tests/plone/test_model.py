"""From the model to a plan, and along with the model when it changes."""

import re

import pytest
import requests
import transaction
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login

from groningse_norm import klok
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.domain import PUBLICATIE, Status
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.plan.model.domain import vingerafdruk
from groningse_norm.plan.model.overnemen import neem_voorstellen_over, voorstellen_voor
from groningse_norm.versies.handelingen import maak_nieuwe_versie
from groningse_norm.werkstroom.bouw import verplaats, zet

VEENDAM = "overheden/veendam"
PLAN = f"{VEENDAM}/uitvoeringsplan"
MEDEWERKER = "medewerker-gm0047"


def roep(server, methode, pad, wie=MEDEWERKER, **kwargs):
    return requests.request(
        methode,
        f"{server.url}/{pad}",
        headers={"Accept": "application/json", "Accept-Language": "nl"},
        auth=(wie, WACHTWOORD) if wie else None,
        timeout=60,
        **kwargs,
    )


@pytest.fixture
def plan(server):
    """The plan of Veendam, just made from the model."""
    antwoord = roep(server, "POST", f"{VEENDAM}/@model-overnemen", json={})
    assert antwoord.status_code == 201, antwoord.text
    transaction.begin()
    login(server.app, SITE_OWNER_NAME)
    return server.portal.unrestrictedTraverse(PLAN)


@pytest.fixture
def model(server, plan):
    """The norm has changed since: one agreement reworded, one added, one taken out."""
    norm = server.portal["norm"]["groningse-norm"]
    maatregelen = {m.nummer: m for m in norm["model-uitvoeringsplan"].maatregelen()}
    maatregelen["A01"].title = "Scherper beleid"
    maatregelen["A02"].title = "Ander beleid"
    norm["a03"].geldt_voor = ["provincie"]
    plan["a02"].title = "Eigen beleid van Veendam"
    norm["a04"].geldt_voor = ["provincie"]
    plan["a04"].toelichting = "Hier is al aan gewerkt"
    plan._delObject("a05")
    maatregelen["A05"].title = "Toch weer"
    transaction.commit()
    return norm


class TestTakingOver:
    def test_staff_get_one_measure_for_each_agreement_of_their_kind_and_never_twice(
        self, server, plan
    ):
        norm = server.portal["norm"]["groningse-norm"]
        voor_ons = [a for a in norm.basisafspraken() if "gemeente" in a.geldt_voor]
        assert [m.basisafspraak for m in plan.maatregelen()] == [a.UID() for a in voor_ons]
        nogmaals = roep(server, "POST", f"{VEENDAM}/@model-overnemen", json={"norm": norm.UID()})
        assert (nogmaals.status_code, nogmaals.json()["toegevoegd"]) == (200, 0)
        assert roep(server, "GET", PLAN).json()["items_total"] == len(voor_ons)

    def test_on_a_page_with_one_button(self, server):
        sessie = requests.Session()
        sessie.auth = (MEDEWERKER, WACHTWOORD)
        adres = f"{server.url}/{VEENDAM}"
        assert "@@model-overnemen" in sessie.get(adres, timeout=60).text
        pagina = sessie.get(f"{adres}/@@model-overnemen", timeout=60).text
        velden = dict(re.findall(r'name="(_authenticator|norm)"[^>]*value="([^"]+)"', pagina))
        antwoord = sessie.post(f"{adres}/@@model-overnemen", data=velden, timeout=60)
        assert antwoord.url == f"{server.url}/{PLAN}"
        assert "Uitvoeringsplan Veendam" in antwoord.text

    def test_what_is_no_plan_at_its_address_is_left_as_it_is(self, server):
        login(server.app, SITE_OWNER_NAME)
        api.content.create(
            server.portal.unrestrictedTraverse(VEENDAM), "Folder", id="uitvoeringsplan"
        )
        transaction.commit()
        antwoord = roep(server, "POST", f"{VEENDAM}/@model-overnemen", json={})
        assert (antwoord.status_code, antwoord.json()["error"]["type"]) == (409, "naam_bezet")
        pagina = requests.get(
            f"{server.url}/{VEENDAM}/@@model-overnemen", auth=(MEDEWERKER, WACHTWOORD), timeout=60
        )
        assert pagina.status_code == 200

    @pytest.mark.parametrize("norm", ["onbekend", 3, {}])
    def test_a_norm_that_is_not_there_is_refused_and_nothing_is_made(self, server, norm):
        antwoord = roep(server, "POST", f"{VEENDAM}/@model-overnemen", json={"norm": norm})
        assert antwoord.status_code == 400
        assert antwoord.json()["error"]["type"] == "geen_norm"
        assert roep(server, "GET", PLAN).status_code == 404

    @pytest.mark.parametrize("waarom", ["is not theirs", "cannot be seen"])
    def test_another_norm_is_as_one_that_does_not_exist(self, server, waarom):
        norm = server.portal["norm"]["groningse-norm"]
        if waarom == "is not theirs":
            norm.partijen = [tooi for tooi in norm.partijen if tooi != "gm0047"]
        else:
            zet(norm, PUBLICATIE["Norm"], Status.INTERN)
            norm.manage_delLocalRoles(["gm0047-medewerkers"])
            norm.reindexObjectSecurity()
        transaction.commit()
        antwoord = roep(server, "POST", f"{VEENDAM}/@model-overnemen", json={"norm": norm.UID()})
        onbekend = roep(server, "POST", f"{VEENDAM}/@model-overnemen", json={"norm": "onbekend"})
        assert antwoord.status_code == onbekend.status_code == 400
        assert antwoord.json() == onbekend.json()

    @pytest.mark.parametrize(
        "wie", [None, "medewerker-gm1969", "griffie-gm0047", "raadslid-gm0047"]
    )
    def test_nobody_else_makes_the_plan(self, server, wie):
        assert roep(server, "POST", f"{VEENDAM}/@model-overnemen", wie, json={}).status_code == 401
        transaction.begin()
        assert "uitvoeringsplan" not in server.portal.unrestrictedTraverse(VEENDAM)


class TestStayingInStep:
    def gelezen(self, server, wie=MEDEWERKER):
        return roep(server, "GET", f"{PLAN}/@bijwerken-vanuit-model", wie)

    def neem_over(self, server, sleutels, vingerafdruk):
        return roep(
            server,
            "POST",
            f"{PLAN}/@bijwerken-vanuit-model",
            json={"overnemen": sleutels, "vingerafdruk": vingerafdruk},
        )

    def test_a_fresh_plan_is_in_step(self, server, plan):
        assert self.gelezen(server).json()["items"] == []

    def test_what_is_ticked_is_taken_over_and_own_text_stays(self, server, plan, model):
        gelezen = self.gelezen(server).json()
        soorten = {v["nummer"]: (v["soort"], v["kan"]) for v in gelezen["items"]}
        assert soorten["A01"] == ("wijzigen", True)
        assert soorten["A03"] == ("verwijderen", True)
        assert soorten["A04"] == ("verwijderen", False)
        assert next(v for v in gelezen["items"] if v["titel"] == "Toch weer")["terug"]
        sleutels = [v["sleutel"] for v in gelezen["items"] if v["kan"]]
        antwoord = self.neem_over(server, sleutels, gelezen["vingerafdruk"])
        assert antwoord.status_code == 200, antwoord.text
        assert [v["nummer"] for v in antwoord.json()["items"]] == ["A04"]
        transaction.begin()
        titels = {m.nummer: m.title for m in plan.maatregelen()}
        assert titels["A01"] == "Scherper beleid"
        assert titels["A02"] == "Eigen beleid van Veendam"
        assert titels["A05"] == "Toch weer"
        assert "A03" not in titels
        assert plan["a04"].toelichting == "Hier is al aan gewerkt"
        zoek = roep(server, "GET", f"{PLAN}/@search?portal_type=Maatregel&Title=Scherper").json()
        assert zoek["items_total"] == 1

    def test_the_page_shows_was_is_and_ours_and_takes_over(self, server, plan, model):
        sessie = requests.Session()
        sessie.auth = (MEDEWERKER, WACHTWOORD)
        adres = f"{server.url}/{PLAN}/@@bijwerken-vanuit-model"
        pagina = sessie.get(adres, timeout=60).text
        for tekst in ("Scherper beleid", "Eigen beleid van Veendam", "Model was", "eigen tekst"):
            assert tekst in pagina
        velden = dict(re.findall(r'name="(_authenticator|vingerafdruk)"[^>]*value="(.+?)"', pagina))
        assert sessie.post(adres, data=velden, timeout=60).status_code == 400
        uid = model["a01"].UID()
        gedaan = sessie.post(adres, data=velden | {"overnemen:list": uid}, timeout=60)
        assert "Overgenomen: 1" in re.sub(r"\s+", " ", gedaan.text)
        nogmaals = sessie.post(adres, data=velden | {"overnemen:list": uid}, timeout=60)
        assert nogmaals.status_code == 409

    def test_who_only_reads_along_gets_the_changes_without_a_button(self, server, plan, model):
        for wie, knoppen in ((MEDEWERKER, 1), ("secretaris-gm0047", 0)):
            pagina = requests.get(
                f"{server.url}/{PLAN}/@@bijwerken-vanuit-model", auth=(wie, WACHTWOORD), timeout=60
            )
            assert pagina.status_code == 200
            assert pagina.text.count('name="bevestig"') == knoppen
            assert ('name="overnemen:list"' in pagina.text) is bool(knoppen)
            assert "Scherper beleid" in pagina.text

    def test_what_changed_after_it_was_shown_is_shown_again(self, server, plan, model):
        gelezen = self.gelezen(server).json()
        model["model-uitvoeringsplan"].maatregelen()[0].title = "Nog scherper"
        transaction.commit()
        sleutels = [v["sleutel"] for v in gelezen["items"] if v["kan"]]
        antwoord = self.neem_over(server, sleutels, gelezen["vingerafdruk"])
        assert antwoord.status_code == 409
        assert antwoord.json()["error"]["type"] == "voorstellen_verouderd"
        transaction.begin()
        assert "Scherper" not in plan["a01"].title

    def test_a_plan_that_is_being_signed_is_left_as_it_is(self, server, plan, model):
        gelezen = self.gelezen(server).json()
        verplaats(plan, ONDERTEKENING["Uitvoeringsplan"], "bied_aan")
        transaction.commit()
        antwoord = self.neem_over(server, [model["a01"].UID()], gelezen["vingerafdruk"])
        assert antwoord.status_code == 409
        assert antwoord.json()["error"]["type"] == "plan_bevroren"
        assert not self.gelezen(server).json()["in_concept"]

    @pytest.mark.parametrize(
        "lichaam",
        [{}, {"overnemen": "a"}, {"overnemen": [3], "vingerafdruk": "x"}, {"overnemen": []}],
    )
    def test_a_body_that_says_nothing_is_refused(self, server, plan, lichaam):
        antwoord = roep(server, "POST", f"{PLAN}/@bijwerken-vanuit-model", json=lichaam)
        assert antwoord.status_code == 400

    @pytest.mark.parametrize("wie", [None, "medewerker-gm1969", "raadslid-gm1969"])
    def test_for_others_there_is_no_such_plan(self, server, plan, wie):
        antwoord = self.gelezen(server, wie)
        nergens = roep(server, "GET", f"{VEENDAM}/nergens/@bijwerken-vanuit-model", wie)
        assert antwoord.status_code == nergens.status_code == 404
        assert antwoord.text.replace("uitvoeringsplan", "nergens") == nergens.text

    def test_a_model_plan_takes_over_nothing(self, server):
        antwoord = roep(
            server,
            "GET",
            "norm/groningse-norm/model-uitvoeringsplan/@bijwerken-vanuit-model",
            SITE_OWNER_NAME,
        )
        assert antwoord.status_code in (400, 401)


class TestANewVersionOfTheNorm:
    def test_a_plan_follows_it_by_the_numbers_of_the_agreements(self, server, plan):
        norm = server.portal["norm"]["groningse-norm"]
        nieuw = maak_nieuwe_versie(norm, klok.nu())
        nieuw["a01"].title = "Scherper dan eerst"
        nieuw["model-uitvoeringsplan"]["a01"].title = "Scherper dan eerst"
        assert voorstellen_voor(plan) == ()
        zet(nieuw, ONDERTEKENING["Norm"], "ondertekend")
        for deel in (nieuw, nieuw["model-uitvoeringsplan"]):
            zet(deel, PUBLICATIE[deel.portal_type], Status.OPENBAAR)
            deel.reindexObjectSecurity()
        alle = voorstellen_voor(plan)
        velden = {v.nummer: [veld.naam for veld in v.velden] for v in alle}
        assert velden["A01"] == ["title", "basisafspraak"]
        assert velden["A02"] == ["basisafspraak"]
        neem_voorstellen_over(plan, [v.sleutel for v in alle], vingerafdruk(alle))
        assert voorstellen_voor(plan) == ()
        assert plan.norm == nieuw.UID()
        assert plan["a01"].title == "Scherper dan eerst"
        assert plan["a01"].basisafspraak == nieuw["a01"].UID()
