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
from groningse_norm.plan.uitwisseling import doen, taak, views
from groningse_norm.termijnen.opslag import uids_van
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

    def test_who_carries_it_out_goes_along_by_name(self, server, plan, uitgegeven):
        login(server.app, SITE_OWNER_NAME)
        naam = api.user.get(username=MEDEWERKER).getProperty("fullname")
        eerste, tweede = plan.maatregelen()[:2]
        tweede.persoon = MEDEWERKER
        transaction.commit()
        uitgegeven = haal(server, f"{PLAN}/@@maatregelen.xlsx").content
        boek = openpyxl.load_workbook(io.BytesIO(uitgegeven))
        assert boek["Maatregelen"]["M3"].value == naam
        assert [cel.value for cel in boek["Lijsten"]["M"] if cel.value] == [naam]
        inhoud = bewerkt(uitgegeven, {(eerste.nummer, "Persoon"): naam})
        proef = voer_in(server, inhoud).json()
        assert [w for r in proef["regels"] for w in r["wijzigingen"]] == [
            {"veld": "persoon", "was": None, "wordt": MEDEWERKER}
        ]
        voer_in(server, inhoud, bevestig=proef["vingerafdruk"]).raise_for_status()
        transaction.begin()
        assert plan.maatregelen()[0].persoon == MEDEWERKER
        assert plan.maatregelen()[0].UID() in uids_van(MEDEWERKER)

    @pytest.mark.parametrize("wie", [COLLEGA, "niemand", "admin"])
    def test_somebody_from_elsewhere_is_as_unknown_as_nobody(self, server, plan, uitgegeven, wie):
        login(server.app, SITE_OWNER_NAME)
        lid = api.user.get(username=wie)
        woord = (lid.getProperty("fullname") if lid else "") or wie
        eerste = plan.maatregelen()[0]
        for waarde in (wie, woord):
            inhoud = bewerkt(uitgegeven, {(eerste.nummer, "Persoon"): waarde})
            (regel,) = voer_in(server, inhoud).json()["regels"]
            assert [(b["cel"], b["fout"]) for b in regel["bezwaren"]] == [("M2", "geen_medewerker")]
            assert "werkt" in regel["bezwaren"][0]["message"]

    def test_a_measure_of_another_plan_is_as_unknown_as_none(self, server, plan, uitgegeven):
        """Nobody finds out by a file which measures others have."""
        requests.post(
            f"{server.url}/overheden/veendam/@model-overnemen",
            json={},
            auth=(COLLEGA, WACHTWOORD),
            headers={"Accept": "application/json"},
            timeout=60,
        ).raise_for_status()
        transaction.begin()
        vreemd = server.portal.unrestrictedTraverse(CONCEPT).maatregelen()[0].UID()
        eerste = plan.maatregelen()[0].nummer
        antwoorden = [
            voer_in(server, bewerkt(uitgegeven, {(eerste, "Kenmerk"): kenmerk})).json()["regels"]
            for kenmerk in (vreemd, "0" * 32)
        ]
        assert antwoorden[0] == antwoorden[1]
        assert [b["fout"] for b in antwoorden[0][0]["bezwaren"]] == ["onbekend_kenmerk"]

    def test_a_draft_takes_commitments_and_a_signed_plan_does_not(self, server, plan, uitgegeven):
        eerste = plan.maatregelen()[0].nummer
        inhoud = bewerkt(uitgegeven, {(eerste, "Eigenaar (functie)"): "Iemand anders"})
        (regel,) = voer_in(server, inhoud).json()["regels"]
        assert [(b["cel"], b["fout"]) for b in regel["bezwaren"]] == [("D2", "ligt_vast")]

    @pytest.mark.parametrize(
        ("wie", "status"),
        [(None, 404), (COLLEGA, 404), (MEDEWERKER, 404), ("griffie-gm1969", 401)],
    )
    def test_a_plan_under_embargo_takes_nothing_in(self, server, plan, uitgegeven, wie, status):
        """Who reads along under embargo changes nothing; for others there is no plan."""
        zet(plan, PUBLICATIE["Uitvoeringsplan"], Status.ONDER_EMBARGO)
        transaction.commit()
        antwoord = voer_in(server, uitgegeven, wie, bevestig="x")
        assert (antwoord.status_code, antwoord.json().get("regels")) == (status, None)

    def test_a_crash_half_way_stores_nothing(self, server, plan, uitgegeven, monkeypatch):
        nummers = [maatregel.nummer for maatregel in plan.maatregelen()[:3]]
        inhoud = bewerkt(
            uitgegeven, {(nummer, "Toelichting (intern)"): "Nieuws" for nummer in nummers}
        )
        bevestig = voer_in(server, inhoud).json()["vingerafdruk"]
        gemeld = []

        def stuk(event):
            gemeld.append(event)
            if len(gemeld) == 2:
                raise RuntimeError("schijf vol")

        monkeypatch.setattr(doen, "notify", stuk)
        assert voer_in(server, inhoud, bevestig=bevestig).status_code == 500
        transaction.begin()
        assert "Nieuws" not in [maatregel.toelichting for maatregel in plan.maatregelen()]

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

    def test_a_short_file_is_read_once_to_look_and_once_to_do(
        self, server, plan, sessie, uitgegeven, monkeypatch
    ):
        gelezen = []
        lees = doen.lees
        monkeypatch.setattr(doen, "lees", lambda inhoud: gelezen.append(1) or lees(inhoud))
        nummer = plan.maatregelen()[0].nummer
        inhoud = bewerkt(uitgegeven, {(nummer, "Toelichting (intern)"): "Nieuws"})
        gezien = self.stuur(server, sessie, inhoud=inhoud).text
        velden = dict(re.findall(r'name="(token|bevestig)"[^>]*value="([^"]+)"', gezien))
        self.stuur(server, sessie, velden)
        assert len(gelezen) == 2

    def test_of_many_rows_the_refused_ones_stand_on_top(
        self, server, plan, sessie, uitgegeven, monkeypatch
    ):
        monkeypatch.setattr(views, "GETOOND", 2)
        nummers = [maatregel.nummer for maatregel in plan.maatregelen()[:4]]
        anders = {(nummer, "Toelichting (intern)"): f"Bij {nummer}" for nummer in nummers}
        inhoud = bewerkt(uitgegeven, anders | {(nummers[3], "Stand"): "?"})
        gezien = re.sub(r"\s+", " ", self.stuur(server, sessie, inhoud=inhoud).text)
        assert "Hieronder staan de eerste 2 van 4 rijen" in gezien
        assert "H5" in gezien
        assert f"Bij {nummers[0]}" in gezien
        assert f"Bij {nummers[1]}" not in gezien

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
        monkeypatch.setattr(taak, "LANG", 1)

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


class TestLongOverREST:
    """202 with where to ask; the same work, the same answer for strangers as for nothing."""

    @pytest.fixture(autouse=True)
    def kort(self, monkeypatch):
        monkeypatch.setattr(taak, "LANG", 1)

    @pytest.fixture
    def aangenomen(self, server, plan, uitgegeven):
        inhoud = bewerkt(
            uitgegeven,
            {(m.nummer, "Toelichting (intern)"): "Nieuws" for m in plan.maatregelen()[:3]},
        )
        bevestig = voer_in(server, inhoud).json()["vingerafdruk"]
        antwoord = voer_in(server, inhoud, bevestig=bevestig)
        transaction.begin()
        return antwoord

    def vraag(self, adres, wie=MEDEWERKER):
        return requests.get(
            adres,
            auth=(wie, WACHTWOORD) if wie else None,
            headers=TAAL | {"Accept": "application/json"},
            timeout=60,
        )

    def test_it_tells_how_far_it_is_and_then_that_it_is_done(self, server, plan, aangenomen):
        assert aangenomen.status_code == 202
        adres = aangenomen.headers["Location"]
        assert aangenomen.json() == {"@id": adres, "stand": "wacht", "verwerkt": 0, "totaal": 3}
        antwoord = self.vraag(adres)
        assert antwoord.json() == aangenomen.json()
        assert antwoord.headers["Cache-Control"] == "private, no-store"
        assert "Nieuws" not in [m.toelichting for m in plan.maatregelen()]
        TestLong().werk(server)
        assert self.vraag(adres).json() == {
            "@id": adres,
            "stand": "klaar",
            "verwerkt": 3,
            "totaal": 3,
        }
        assert [m.toelichting for m in plan.maatregelen()[:3]] == ["Nieuws"] * 3

    def test_what_changed_meanwhile_stops_all_of_it_and_is_told(self, server, plan, aangenomen):
        plan.maatregelen()[0].toelichting = "Van een collega"
        TestLong().werk(server)
        antwoord = self.vraag(aangenomen.headers["Location"]).json()
        assert (antwoord["stand"], antwoord["verwerkt"]) == ("geweigerd", 0)
        assert "gewijzigd" in antwoord["message"] or "veranderd" in antwoord["message"]
        assert "Nieuws" not in [m.toelichting for m in plan.maatregelen()]

    @pytest.mark.parametrize(
        "vertrek",
        [
            lambda: api.group.remove_user(groupname="gm1969-medewerkers", username=MEDEWERKER),
            lambda: api.user.delete(username=MEDEWERKER),
        ],
        ids=["another post", "no account"],
    )
    def test_who_may_no_longer_report_when_its_turn_comes_changes_nothing(
        self, server, plan, aangenomen, vertrek
    ):
        login(server.app, SITE_OWNER_NAME)
        vertrek()
        TestLong().werk(server)
        (rij,) = wachtrij_van(server.portal).values()
        assert rij["taak"]["stand"] == taak.Voortgang.GEWEIGERD
        assert "Nieuws" not in [m.toelichting for m in plan.maatregelen()]

    @pytest.mark.parametrize("wie", [None, "raadslid-gm1969", COLLEGA, "collega"])
    @pytest.mark.parametrize("openbaar", [False, True])
    def test_for_others_there_is_no_such_work(self, server, plan, aangenomen, wie, openbaar):
        login(server.app, SITE_OWNER_NAME)
        api.user.create(username="collega", email="collega@example.org", password=WACHTWOORD)
        api.group.add_user(groupname="gm1969-medewerkers", username="collega")
        if openbaar:
            zet(plan, PUBLICATIE["Uitvoeringsplan"], Status.OPENBAAR)
        transaction.commit()
        adres = aangenomen.headers["Location"]
        ander = f"{adres.rpartition('/')[0]}/{'z' * 32}"
        echt, nergens = self.vraag(adres, wie), self.vraag(ander, wie)
        assert echt.status_code == nergens.status_code == 404
        assert echt.text.replace(adres.rpartition("/")[2], "z" * 32) == nergens.text

    @pytest.mark.parametrize("pad", ["", "/", "/x", "/x/y"])
    def test_no_work_is_no_path(self, server, plan, pad):
        assert self.vraag(f"{server.url}/{PLAN}/@invoer{pad}").status_code == 404

    def test_a_file_beyond_any_bound_is_too_large(self, server):
        antwoord = voer_in(server, b"x" * (12 * 2**20))
        assert (antwoord.status_code, antwoord.json()["error"]["type"]) == (400, "te_groot")
