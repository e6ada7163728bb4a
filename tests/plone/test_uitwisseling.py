"""A plan out as a file and in again: who may, what comes out, and that nothing is lost."""

import base64
import io
import re

import openpyxl
import pytest
import requests
import transaction
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login

from groningse_norm import klok
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.domain import PUBLICATIE, Status
from groningse_norm.embargo.tikker import Tikker
from groningse_norm.plan.uitwisseling import taak, views
from groningse_norm.wachtrij import wachtrij_van
from groningse_norm.werkstroom.bouw import zet

PLAN = "overheden/westerkwartier/uitvoeringsplan"
CONCEPT = "overheden/veendam/uitvoeringsplan"
MEDEWERKER = "medewerker-gm1969"
COLLEGA = "medewerker-gm0047"
TAAL = {"Accept-Language": "nl"}


def haal(server, pad, wie=MEDEWERKER, **kwargs):
    return requests.get(
        f"{server.url}/{pad}",
        auth=(wie, WACHTWOORD) if wie else None,
        headers=TAAL,
        timeout=60,
        allow_redirects=False,
        **kwargs,
    )


def voer_in(server, inhoud, wie=MEDEWERKER, pad=PLAN, **meer):
    data = base64.b64encode(inhoud).decode()
    return requests.post(
        f"{server.url}/{pad}/@invoer",
        json={"bestand": {"data": data}} | meer,
        auth=(wie, WACHTWOORD) if wie else None,
        headers=TAAL | {"Accept": "application/json"},
        timeout=60,
    )


def blad_van(inhoud):
    return openpyxl.load_workbook(io.BytesIO(inhoud))["Maatregelen"]


def bewerkt(inhoud, wijzigingen):
    """Change cells by (number of the measure, head of the column)."""
    boek = openpyxl.load_workbook(io.BytesIO(inhoud))
    blad = boek["Maatregelen"]
    koppen = {cel.value: cel.column for cel in blad[1]}
    rijen = {blad.cell(rij, 1).value: rij for rij in range(2, blad.max_row + 1)}
    for (nummer, kop), waarde in wijzigingen.items():
        blad.cell(rijen.get(nummer, blad.max_row + 1), koppen[kop]).value = waarde
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


@pytest.fixture
def plan(server):
    return server.portal.unrestrictedTraverse(PLAN)


@pytest.fixture
def uitgegeven(server):
    antwoord = haal(server, f"{PLAN}/@@maatregelen.xlsx")
    assert antwoord.status_code == 200, antwoord.text
    return antwoord.content


class TestOut:
    def test_staff_get_every_measure_with_its_progress(self, server, plan, uitgegeven):
        blad = blad_van(uitgegeven)
        assert [blad.cell(rij, 1).value for rij in range(2, blad.max_row + 1)] == [
            maatregel.nummer for maatregel in plan.maatregelen()
        ]
        assert "Stand" in [cel.value for cel in blad[1]]

    @pytest.mark.parametrize("soort", ["xlsx", "csv"])
    def test_it_is_a_download_that_stays_in_no_cache(self, server, soort):
        antwoord = haal(server, f"{PLAN}/@@maatregelen.{soort}")
        assert antwoord.headers["Cache-Control"] == "private, no-store"
        assert f'filename="uitvoeringsplan.{soort}"' in antwoord.headers["Content-Disposition"]

    @pytest.mark.parametrize("wie", [None, "raadslid-gm1969", "griffie-gm1969", COLLEGA])
    def test_who_sees_no_progress_gets_no_byte_of_it(self, server, plan, wie):
        zet(plan, PUBLICATIE["Uitvoeringsplan"], Status.OPENBAAR)
        for maatregel in plan.maatregelen():
            maatregel.reindexObjectSecurity()
            maatregel.toelichting, maatregel.bewijs = "kluut", "grutto"
        transaction.commit()
        tekst = haal(server, f"{PLAN}/@@maatregelen.csv", wie)
        assert tekst.status_code == 200
        for woord in ("kluut", "grutto", "Stand", "Uitgevoerd", "Toelichting"):
            assert woord not in tekst.text
        boek = openpyxl.load_workbook(
            io.BytesIO(haal(server, f"{PLAN}/@@maatregelen.xlsx", wie).content)
        )
        alles = [str(cel.value) for blad in boek for rij in blad for cel in rij]
        assert not {"kluut", "grutto", "Stand", "Uitgevoerd"} & set(alles)

    @pytest.mark.parametrize("wie", [None, "raadslid-gm1969", COLLEGA])
    @pytest.mark.parametrize("pagina", ["@@maatregelen.xlsx", "@@maatregelen.csv", "@@invoer"])
    def test_for_a_stranger_there_is_no_such_plan(self, server, wie, pagina):
        antwoord = haal(server, f"{PLAN}/{pagina}", wie)
        nergens = haal(server, f"{PLAN[:-4]}nergens/{pagina}", wie)
        assert antwoord.status_code == nergens.status_code == 404


class TestIn:
    def test_a_dry_run_changes_nothing_and_its_confirmation_all(self, server, plan, uitgegeven):
        nummers = [maatregel.nummer for maatregel in plan.maatregelen()[:3]]
        inhoud = bewerkt(
            uitgegeven,
            {(nummer, "Toelichting (intern)"): f"Nieuws over {nummer}" for nummer in nummers},
        )
        proef = voer_in(server, inhoud).json()
        assert proef["kan"]
        assert proef["aantallen"]["gewijzigd"] == 3
        transaction.begin()
        assert "Nieuws" not in plan.maatregelen()[0].toelichting
        gedaan = voer_in(server, inhoud, bevestig=proef["vingerafdruk"])
        assert gedaan.status_code == 200, gedaan.text
        assert gedaan.json()["gedaan"]
        transaction.begin()
        assert [m.toelichting for m in plan.maatregelen()[:3]] == [
            f"Nieuws over {nummer}" for nummer in nummers
        ]
        nogmaals = voer_in(server, inhoud, bevestig=proef["vingerafdruk"])
        assert nogmaals.status_code == 409

    def test_one_wrong_cell_and_nothing_is_taken_in(self, server, plan, uitgegeven):
        eerste, tweede = plan.maatregelen()[:2]
        inhoud = bewerkt(
            uitgegeven,
            {
                (eerste.nummer, "Toelichting (intern)"): "Nieuws",
                (tweede.nummer, "Stand"): "misschien",
                (tweede.nummer, "Maatregel"): "Andere afspraak",
            },
        )
        proef = voer_in(server, inhoud).json()
        assert not proef["kan"]
        bezwaren = {b["cel"]: b["fout"] for r in proef["regels"] for b in r["bezwaren"]}
        assert bezwaren == {"H3": "geen_keuze", "B3": "ligt_vast"}
        antwoord = voer_in(server, inhoud, bevestig=proef["vingerafdruk"])
        assert antwoord.status_code == 409
        transaction.begin()
        assert plan.maatregelen()[0].toelichting != "Nieuws"

    def test_what_a_colleague_did_meanwhile_is_not_lost(self, server, plan, uitgegeven):
        eerste = plan.maatregelen()[0]
        inhoud = bewerkt(uitgegeven, {(eerste.nummer, "Toelichting (intern)"): "Van mij"})
        proef = voer_in(server, inhoud).json()
        eerste.toelichting = "Van een collega"
        transaction.commit()
        antwoord = voer_in(server, inhoud, bevestig=proef["vingerafdruk"])
        assert antwoord.status_code == 409
        opnieuw = voer_in(server, inhoud).json()
        assert [b["fout"] for r in opnieuw["regels"] for b in r["bezwaren"]] == ["botsing"]
        transaction.begin()
        assert plan.maatregelen()[0].toelichting == "Van een collega"

    def test_a_draft_takes_new_measures(self, server):
        requests.post(
            f"{server.url}/overheden/veendam/@model-overnemen",
            json={},
            auth=(COLLEGA, WACHTWOORD),
            headers={"Accept": "application/json"},
            timeout=60,
        ).raise_for_status()
        uit = haal(server, f"{CONCEPT}/@@maatregelen.xlsx", COLLEGA).content
        boek = openpyxl.load_workbook(io.BytesIO(uit))
        boek["Maatregelen"].append(["X01", "Eigen maatregel", "Informatiehuishouding", None])
        blad = boek["Maatregelen"]
        blad.cell(blad.max_row, 7).value = 3
        inhoud = io.BytesIO()
        boek.save(inhoud)
        proef = voer_in(server, inhoud.getvalue(), COLLEGA, CONCEPT).json()
        assert proef["aantallen"]["nieuw"] == 1, proef
        voer_in(server, inhoud.getvalue(), COLLEGA, CONCEPT, bevestig=proef["vingerafdruk"])
        transaction.begin()
        nieuw = server.portal.unrestrictedTraverse(f"{CONCEPT}/x01")
        assert (nieuw.title, nieuw.gewicht, nieuw.stand) == ("Eigen maatregel", 3, "ontbreekt")

    @pytest.mark.parametrize("wie", ["secretaris-gm1969", "ondertekenaar-gm1969"])
    def test_who_only_reads_progress_takes_nothing_in(self, server, uitgegeven, wie):
        assert voer_in(server, uitgegeven, wie).status_code == 401
        assert haal(server, f"{PLAN}/@@invoer", wie).status_code in (302, 401)

    @pytest.mark.parametrize("wie", [None, "raadslid-gm1969", COLLEGA])
    def test_for_a_stranger_there_is_no_plan_to_take_in(self, server, uitgegeven, wie):
        assert voer_in(server, uitgegeven, wie).status_code == 404

    @pytest.mark.parametrize("lichaam", [{}, {"bestand": "x"}, {"bestand": {"data": "é"}}])
    def test_no_file_is_a_clear_refusal(self, server, lichaam):
        antwoord = requests.post(
            f"{server.url}/{PLAN}/@invoer",
            json=lichaam,
            auth=(MEDEWERKER, WACHTWOORD),
            headers=TAAL | {"Accept": "application/json"},
            timeout=60,
        )
        assert (antwoord.status_code, antwoord.json()["error"]["type"]) == (400, "geen_bestand")


class TestPage:
    @pytest.fixture
    def sessie(self):
        sessie = requests.Session()
        sessie.auth, sessie.headers["Accept-Language"] = (MEDEWERKER, WACHTWOORD), "nl"
        return sessie

    def stuur(self, server, sessie, velden=None, inhoud=None):
        adres = f"{server.url}/{PLAN}/@@invoer"
        token = re.search(r'name="_authenticator"[^>]*value="(\w+)"', sessie.get(adres).text)
        return sessie.post(
            adres,
            data={"_authenticator": token.group(1)} | (velden or {}),
            files={"bestand": ("plan.xlsx", inhoud)} if inhoud is not None else None,
            timeout=60,
        )

    def test_hand_in_look_confirm(self, server, plan, sessie, uitgegeven):
        nummer = plan.maatregelen()[0].nummer
        inhoud = bewerkt(uitgegeven, {(nummer, "Toelichting (intern)"): "Nieuws"})
        gezien = self.stuur(server, sessie, inhoud=inhoud).text
        assert "Nieuws" in gezien
        velden = dict(re.findall(r'name="(token|bevestig)"[^>]*value="([^"]+)"', gezien))
        klaar = self.stuur(server, sessie, velden).text
        assert "Overgenomen maatregelen: 1" in re.sub(r"\s+", " ", klaar)
        transaction.begin()
        assert plan.maatregelen()[0].toelichting == "Nieuws"
        assert self.stuur(server, sessie, velden).status_code == 409

    def test_what_is_wrong_stands_at_its_cell(self, server, plan, sessie, uitgegeven):
        nummer = plan.maatregelen()[0].nummer
        gezien = self.stuur(server, sessie, inhoud=bewerkt(uitgegeven, {(nummer, "Stand"): "?"}))
        assert gezien.status_code == 200
        assert "H2" in gezien.text
        assert 'name="token"' not in gezien.text

    @pytest.mark.parametrize("inhoud", [b"", b"PK\x03\x04kapot", b"\0\1\2"])
    def test_no_table_is_refused_at_the_field(self, server, sessie, inhoud):
        antwoord = self.stuur(server, sessie, inhoud=inhoud)
        assert antwoord.status_code == 400
        assert "fout-bestand" in antwoord.text

    def test_a_file_waits_for_whoever_handed_it_in_alone(self, server, plan, sessie, uitgegeven):
        nummer = plan.maatregelen()[0].nummer
        inhoud = bewerkt(uitgegeven, {(nummer, "Toelichting (intern)"): "Nieuws"})
        gezien = self.stuur(server, sessie, inhoud=inhoud).text
        velden = dict(re.findall(r'name="(token|bevestig)"[^>]*value="([^"]+)"', gezien))
        login(server.app, SITE_OWNER_NAME)
        api.user.create(username="collega", email="collega@example.org", password=WACHTWOORD)
        api.group.add_user(groupname="gm1969-medewerkers", username="collega")
        transaction.commit()
        sessie.auth = ("collega", WACHTWOORD)
        assert self.stuur(server, sessie, velden).status_code == 409


class TestLong:
    """More than somebody can wait for: done behind a page that shows how far it is."""

    @pytest.fixture(autouse=True)
    def kort(self, monkeypatch):
        monkeypatch.setattr(views, "LANG", 1)

    @pytest.fixture
    def begonnen(self, server, plan, uitgegeven):
        sessie = requests.Session()
        sessie.auth, sessie.headers["Accept-Language"] = (MEDEWERKER, WACHTWOORD), "nl"
        nummers = [maatregel.nummer for maatregel in plan.maatregelen()[:3]]
        inhoud = bewerkt(
            uitgegeven, {(nummer, "Toelichting (intern)"): "Nieuws" for nummer in nummers}
        )
        gezien = TestPage().stuur(server, sessie, inhoud=inhoud).text
        velden = dict(re.findall(r'name="(token|bevestig)"[^>]*value="([^"]+)"', gezien))
        pagina = TestPage().stuur(server, sessie, velden)
        transaction.begin()
        return sessie, pagina

    def werk(self, server):
        transaction.commit()
        Tikker().voer_in(klok.nu())
        transaction.begin()

    def test_the_page_shows_how_far_it_is_and_then_that_it_is_done(self, server, plan, begonnen):
        sessie, pagina = begonnen
        assert pagina.headers["Refresh"] == "2"
        assert "<progress" in pagina.text
        assert "Nieuws" not in [m.toelichting for m in plan.maatregelen()]
        self.werk(server)
        klaar = sessie.get(pagina.url, timeout=60)
        assert "Overgenomen maatregelen: 3" in re.sub(r"\s+", " ", klaar.text)
        assert "Refresh" not in klaar.headers
        assert [m.toelichting for m in plan.maatregelen()[:3]] == ["Nieuws"] * 3

    def test_what_changed_meanwhile_stops_all_of_it(self, server, plan, begonnen):
        sessie, pagina = begonnen
        plan.maatregelen()[0].toelichting = "Van een collega"
        self.werk(server)
        assert sessie.get(pagina.url, timeout=60).status_code == 409
        assert [m.toelichting == "Nieuws" for m in plan.maatregelen()[:3]] == [False] * 3

    def test_one_that_broke_off_is_begun_again_and_not_before(self, server, plan, begonnen):
        (rij,) = wachtrij_van(server.portal).values()
        rij["taak"]["stand"] = taak.Voortgang.BEZIG
        self.werk(server)
        assert rij["taak"]["stand"] == taak.Voortgang.BEZIG
        rij["stap"]["hartslag"] = klok.nu() - 2 * taak.STIL
        self.werk(server)
        assert rij["taak"]["stand"] == taak.Voortgang.KLAAR
        assert plan.maatregelen()[0].toelichting == "Nieuws"

    def test_an_error_stores_nothing_and_says_so(self, server, plan, begonnen, monkeypatch):
        sessie, pagina = begonnen

        def stuk(*args):
            raise RuntimeError("schijf vol")

        monkeypatch.setattr(taak, "voer_in", stuk)
        self.werk(server)
        antwoord = sessie.get(pagina.url, timeout=60)
        assert antwoord.status_code == 409
        assert "Er is iets misgegaan" in antwoord.text

    def test_nobody_else_sees_how_far_it_is(self, server, begonnen):
        token = begonnen[1].url.partition("taak=")[2]
        login(server.app, SITE_OWNER_NAME)
        api.user.create(username="collega", email="collega@example.org", password=WACHTWOORD)
        api.group.add_user(groupname="gm1969-medewerkers", username="collega")
        transaction.commit()
        antwoord = haal(server, f"{PLAN}/@@invoer?taak={token}", "collega")
        assert antwoord.status_code == 200
        assert "<progress" not in antwoord.text
