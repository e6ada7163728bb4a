"""Changing an embargo, waiting for a signature, secrecy, the agenda, the logs, caches, health."""

from datetime import timedelta

import pytest
import requests
import transaction
from plone.app.testing import SITE_OWNER_NAME, login
from plone.dexterity.utils import addContentToContainer, createContent

from groningse_norm import klok
from groningse_norm.berichten import postvak
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.agenda import agenda_van
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.embargo.tikker import Tikker, tikker
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.werkstroom.bouw import toestand_van, verplaats, zet

JSON = {"Accept": "application/json", "Accept-Language": "nl"}
BRIEF = "overheden/westerkwartier/brieven/1969216999"
CONCEPT = "overheden/veendam/brieven/0047000123"
GRIFFIE = "griffie-gm1969"


def roep(server, methode, pad, wie=GRIFFIE, **kwargs):
    return requests.request(
        methode,
        f"{server.url}/{pad}",
        headers=JSON,
        auth=(wie, WACHTWOORD) if wie else None,
        timeout=30,
        **kwargs,
    )


def status(server, pad=BRIEF):
    transaction.begin()
    return toestand_van(server.portal.unrestrictedTraverse(pad), PUBLICATIE["Raadsbrief"])


@pytest.fixture
def brief(server):
    return server.portal.unrestrictedTraverse(BRIEF)


def over(uren):
    return klok.als_iso(klok.op_de_minuut(klok.nu() + timedelta(hours=uren)))


class TestChanging:
    def test_the_griffie_moves_the_moment_with_a_reason_and_it_is_logged(self, server, brief):
        later = over(100)
        antwoord = roep(
            server, "PATCH", f"{BRIEF}/@embargo", json={"tot": later, "reden": "Raad verplaatst"}
        )
        assert antwoord.status_code == 200, antwoord.text
        gegevens = roep(server, "GET", f"{BRIEF}/@embargo").json()
        assert (gegevens["tot"], gegevens["reden"]) == (later, "Raad verplaatst")
        assert gegevens["gezet_door"] == GRIFFIE
        for pad in (BRIEF, f"{BRIEF}/@embargo"):
            assert "gezet_door" not in roep(server, "GET", pad, "raadslid-gm1969").text
        laatste = gegevens["log"][-1]
        assert laatste["handeling"] == "wijzig_embargo"
        assert laatste["wie"] == GRIFFIE
        assert laatste["bijzonderheden"]["wordt"] == later
        transaction.begin()
        assert klok.als_iso(agenda_van(server.portal).eerste) == later

    @pytest.mark.parametrize(
        ("lichaam", "code", "fout"),
        [
            ({"tot": "2026-12-04T14:00:00", "reden": "x"}, 400, "ongeldig_moment"),
            ({"tot": 3, "reden": "x"}, 400, "ongeldig_moment"),
            ({"tot": "2030-01-01T10:00:00+01:00"}, 400, "reden_nodig"),
            ({"tot": "2030-01-01T10:00:00+01:00", "reden": "  "}, 400, "reden_nodig"),
            ({"tot": None, "reden": "x"}, 400, "geen_moment"),
            ({"tot": "2020-01-01T10:00:00+01:00", "reden": "x"}, 409, "bevestiging_nodig"),
            ({"voorwaarde": "no-such-uid", "reden": "x"}, 400, "voorwaarde_onbekend"),
            ({"voorwaarde": 3, "reden": "x"}, 400, "voorwaarde"),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_changes(
        self, server, brief, lichaam, code, fout
    ):
        was = brief.embargo_tot
        antwoord = roep(server, "PATCH", f"{BRIEF}/@embargo", json=lichaam)
        assert (antwoord.status_code, antwoord.json()["error"]["type"]) == (code, fout)
        transaction.begin()
        assert brief.embargo_tot == was
        assert status(server) == "onder_embargo"

    def test_a_moment_in_the_past_publishes_at_once_when_confirmed(self, server):
        lichaam = {"tot": "2020-01-01T10:00:00+01:00", "reden": "Al bekend", "bevestig": True}
        assert roep(server, "PATCH", f"{BRIEF}/@embargo", json=lichaam).status_code == 200
        assert roep(server, "GET", BRIEF, None).status_code == 200

    @pytest.mark.parametrize(
        ("wie", "code"),
        [
            (None, 404),
            ("griffie-gm0047", 404),
            ("medewerker-gm1969", 404),
            ("raadslid-gm1969", 401),
            ("ondertekenaar-gm1969", 401),
            ("admin", 401),
        ],
    )
    def test_nobody_else_changes_it(self, server, wie, code):
        lichaam = {"tot": over(200), "reden": "x"}
        assert roep(server, "PATCH", f"{BRIEF}/@embargo", wie, json=lichaam).status_code == code

    def test_a_public_letter_has_no_embargo_to_change(self, server):
        pad = "overheden/westerkwartier/brieven/1969216064"
        antwoord = roep(server, "PATCH", f"{pad}/@embargo", json={"tot": over(9), "reden": "x"})
        assert (antwoord.status_code, antwoord.json()["error"]["type"]) == (409, "al_openbaar")

    def test_the_log_is_for_the_griffie_alone(self, server):
        assert "log" not in roep(server, "GET", f"{BRIEF}/@embargo", "raadslid-gm1969").json()


class TestFrozen:
    @pytest.mark.parametrize("wie", [GRIFFIE, "admin"])
    def test_nothing_of_it_can_be_changed_and_it_is_said_why(self, server, wie):
        for methode, pad, lichaam in (
            ("PATCH", BRIEF, {"title": "Anders"}),
            ("PATCH", BRIEF, {"embargo_tot": over(9)}),
            ("DELETE", BRIEF, None),
            ("POST", BRIEF, {"@type": "File", "title": "bijlage"}),
        ):
            antwoord = roep(server, methode, pad, wie, json=lichaam)
            assert antwoord.status_code == 409, (methode, antwoord.text)
            assert antwoord.json()["error"]["type"] == "bevroren"
        assert status(server) == "onder_embargo"

    def test_a_stranger_is_not_told_why(self, server):
        for methode in ("PATCH", "DELETE", "POST"):
            assert roep(server, methode, BRIEF, "griffie-gm0047", json={}).status_code == 404

    def test_nor_is_it_deleted_with_what_it_lies_in(self, server):
        for pad in ("overheden/westerkwartier/brieven", "overheden/westerkwartier"):
            antwoord = roep(server, "DELETE", pad, "admin")
            assert antwoord.status_code == 400, antwoord.text
        assert status(server) == "onder_embargo"

    def test_a_draft_is_not_frozen(self, server):
        antwoord = roep(server, "PATCH", CONCEPT, "griffie-gm0047", json={"title": "Anders"})
        assert antwoord.status_code == 204, antwoord.text
        assert roep(server, "DELETE", CONCEPT, "griffie-gm0047").status_code == 204

    def test_signed_fields_of_a_measure_are_refused_and_its_progress_is_not(self, server):
        pad = "overheden/westerkwartier/uitvoeringsplan/a02"
        antwoord = roep(
            server, "PATCH", pad, "medewerker-gm1969", json={"title": "x", "bewijs": "y"}
        )
        assert antwoord.status_code == 409
        assert "title" in antwoord.json()["error"]["message"]
        antwoord = roep(server, "PATCH", pad, "medewerker-gm1969", json={"bewijs": "y"})
        assert antwoord.status_code == 204, antwoord.text


class TestCondition:
    @pytest.fixture
    def wacht(self, server, brief):
        """The letter waits for a plan that is still in draft."""
        plan = server.portal.unrestrictedTraverse("overheden/westerkwartier/uitvoeringsplan")
        zet(plan, ONDERTEKENING["Uitvoeringsplan"], "ter_ondertekening")
        transaction.commit()
        lichaam = {"voorwaarde": plan.UID(), "reden": "Eerst tekenen"}
        antwoord = roep(server, "PATCH", f"{BRIEF}/@embargo", json=lichaam)
        assert antwoord.status_code == 200, antwoord.text
        transaction.begin()
        return plan

    def test_past_its_moment_it_stays_closed_the_griffie_is_told_and_it_opens_with_the_signature(
        self, server, brief, wacht, zet_klok
    ):
        moment = brief.embargo_tot
        zet_klok(moment + timedelta(minutes=1))
        assert roep(server, "GET", BRIEF, None).status_code == 404
        agenda = roep(server, "GET", "@embargo-agenda").json()
        assert [rij["toestand"] for rij in agenda["items"]] == ["wacht"]
        transaction.begin()
        assert [b.aan for b in postvak.wachtend(server.portal)] == [f"{GRIFFIE}@example.org"]
        tekst = postvak.wachtend(server.portal)[0]
        assert "nulmeting" not in tekst.tekst + tekst.onderwerp

        from zope.event import notify

        from groningse_norm.ondertekening.interfaces import Ondertekend

        verplaats(wacht, ONDERTEKENING["Uitvoeringsplan"], "onderteken")
        notify(Ondertekend(wacht))
        transaction.commit()
        assert roep(server, "GET", BRIEF, None).status_code == 200

    def test_a_condition_that_is_gone_is_never_met(self, server, brief, wacht, zet_klok):
        for stuk in (wacht, *wacht.maatregelen()):
            zet(stuk, ONDERTEKENING[stuk.portal_type], "concept")
        wacht.aq_parent._delObject(wacht.getId())
        transaction.commit()
        zet_klok(brief.embargo_tot)
        assert roep(server, "GET", BRIEF, None).status_code == 404

    def test_signed_before_the_moment_it_opens_at_the_moment(self, server, brief, wacht, zet_klok):
        zet(wacht, ONDERTEKENING["Uitvoeringsplan"], "ondertekend")
        transaction.commit()
        zet_klok(brief.embargo_tot - timedelta(seconds=1))
        assert roep(server, "GET", BRIEF, None).status_code == 404
        zet_klok(brief.embargo_tot)
        assert roep(server, "GET", BRIEF, None).status_code == 200


GEHEIM = {
    "opgelegd_door": "dagelijks_bestuur",
    "besluitdatum": "2026-11-01",
    "grond": "5.1-2-e",
    "opheffer": "vertegenwoordiging",
}


class TestSecrecy:
    def test_time_never_lifts_it_and_a_decision_does(self, server, brief, zet_klok):
        antwoord = roep(server, "PATCH", f"{BRIEF}/@geheimhouding", json=GEHEIM)
        assert antwoord.status_code == 200, antwoord.text
        assert antwoord.json()["geldt"] is True
        zet_klok(brief.embargo_tot + timedelta(days=400))
        assert roep(server, "GET", BRIEF, None).status_code == 404
        antwoord = roep(
            server, "POST", f"{BRIEF}/@workflow/geef_vrij", json={"comment": "wij willen"}
        )
        assert antwoord.status_code == 400
        assert status(server) == "onder_embargo"

        opheffing = {
            "opheffing_datum": (klok.vandaag() + timedelta(days=1)).isoformat(),
            "opheffing_besluit": "Raad 2026/12",
        }
        antwoord = roep(server, "PATCH", f"{BRIEF}/@geheimhouding", json=opheffing)
        assert antwoord.json()["error"]["type"] == "opheffing_nog_niet"
        assert roep(server, "GET", BRIEF, None).status_code == 404
        opheffing["opheffing_datum"] = klok.vandaag().isoformat()
        antwoord = roep(server, "PATCH", f"{BRIEF}/@geheimhouding", json=opheffing)
        assert antwoord.json()["geldt"] is False
        assert roep(server, "GET", BRIEF, None).status_code == 200

    @pytest.mark.parametrize(
        ("verander", "fout"),
        [
            ({"grond": "5.1-5"}, "onbekende_grond"),
            ({"grond": "5.2"}, "onbekende_grond"),
            ({"opgelegd_door": "wethouder"}, "orgaan"),
            ({"besluitdatum": "gisteren"}, "datum"),
            ({"opheffing_datum": "2026-12-01"}, "opheffing_onvolledig"),
            (
                {"opheffing_datum": "2020-01-01", "opheffing_besluit": "x"},
                "opheffing_voor_besluit",
            ),
        ],
    )
    def test_what_the_law_does_not_know_is_refused(self, server, verander, fout):
        antwoord = roep(server, "PATCH", f"{BRIEF}/@geheimhouding", json=GEHEIM | verander)
        assert (antwoord.status_code, antwoord.json()["error"]["type"]) == (400, fout)
        assert roep(server, "GET", f"{BRIEF}/@geheimhouding").json()["geheimhouding"] is None

    def test_only_the_griffie_of_that_authority_records_it(self, server):
        for wie, code in (("raadslid-gm1969", 401), ("griffie-gm0047", 404), (None, 404)):
            antwoord = roep(server, "PATCH", f"{BRIEF}/@geheimhouding", wie, json=GEHEIM)
            assert antwoord.status_code == code


class TestInputThatNobodyMeans:
    """Refused with an explanation, and nothing is stored."""

    @pytest.mark.parametrize(
        ("lichaam", "fout"),
        [
            *(
                ({"tot": tot, "reden": "x"}, "ongeldig_moment")
                for tot in (
                    *(5, True, [], {}, "", "morgen", "2026-12-04", "2026-12-04T14:00"),
                    *("9999-12-31T23:59:59Z", "9999-12-31T23:59:59-23:59", "2200-01-01T00:00Z"),
                    *("0001-01-01T00:00:00+23:59", "1899-12-31T23:59Z", "2026-12-04T14:00+99:00"),
                )
            ),
            ({"tot": "2020-01-01T00:00Z", "reden": "x", "bevestig": "ja"}, "bevestiging_nodig"),
            ({"tot": None, "reden": "x"}, "geen_moment"),
            *(
                ({"reden": reden}, "reden_onbruikbaar")
                for reden in ([1], {"a": 1}, 5, "x" * 2001, "a\x00b")
            ),
            ({"reden": " "}, "reden_nodig"),
            ({"reden": "\ud800"}, "geen_json"),
            *(
                ({"voorwaarde": voorwaarde, "reden": "x"}, "voorwaarde")
                for voorwaarde in (5, [], {}, False)
            ),
            ({"voorwaarde": "bestaat niet", "reden": "x"}, "voorwaarde_onbekend"),
        ],
    )
    def test_an_embargo_stays_as_it_was(self, server, brief, lichaam, fout):
        voor = roep(server, "GET", f"{BRIEF}/@embargo").json()
        antwoord = roep(server, "PATCH", f"{BRIEF}/@embargo", json=lichaam)
        assert antwoord.status_code in (400, 409), antwoord.text
        assert antwoord.json()["error"]["type"] == fout
        assert roep(server, "GET", f"{BRIEF}/@embargo").json() == voor

    @pytest.mark.parametrize("reden", ["\ud800", "x" * 2001, "a\x00b", ["x"]])
    def test_nor_is_it_a_reason_for_a_step(self, server, reden):
        antwoord = roep(server, "POST", f"{BRIEF}/@workflow/geef_vrij", json={"comment": reden})
        assert antwoord.status_code == 400, antwoord.text
        assert status(server) == "onder_embargo"

    def test_a_condition_that_the_setter_may_not_see_is_one_that_is_not_there(self, server):
        login(server.app, SITE_OWNER_NAME)
        plan = addContentToContainer(
            server.portal["overheden"]["veendam"],
            createContent("Uitvoeringsplan", id="plan", title="Plan"),
            checkConstraints=False,
        )
        transaction.commit()
        antwoorden = [
            roep(server, "PATCH", f"{BRIEF}/@embargo", json={"voorwaarde": uid, "reden": "x"})
            for uid in (plan.UID(), "0" * 32)
        ]
        assert {antwoord.status_code for antwoord in antwoorden} == {400}
        assert antwoorden[0].text == antwoorden[1].text

    @pytest.mark.parametrize("wie", [None, "griffie-gm0047"])
    @pytest.mark.parametrize("methode", ["POST", "PATCH", "PUT", "DELETE"])
    @pytest.mark.parametrize("staart", ["", "/@embargo", "/@login"])
    def test_a_body_that_cannot_be_read_does_not_tell_that_the_letter_is_there(
        self, server, wie, methode, staart
    ):
        echt, nergens = (
            requests.request(
                methode,
                f"{server.url}/{pad}{staart}",
                data='{"a":' + "[" * 100_000,
                headers=JSON | {"Content-Type": "application/json"},
                auth=(wie, WACHTWOORD) if wie else None,
                timeout=30,
            )
            for pad in (BRIEF, BRIEF.replace("1969216999", "1969216998"))
        )
        assert (echt.status_code, echt.text.replace("1969216999", "1969216998")) == (
            nergens.status_code,
            nergens.text,
        )
        assert {**echt.headers, "Date": ""} == {**nergens.headers, "Date": ""}
        assert echt.status_code == 404

    def test_the_agenda_has_no_page_beyond_all_numbers(self, server):
        vraag = "b_start=99999999999999999999"
        assert roep(server, "GET", f"@embargo-agenda?{vraag}").status_code == 400
        assert requests.get(f"{server.url}/@@embargo-agenda?{vraag}", timeout=30).ok


class TestAgenda:
    def test_the_griffie_sees_what_is_planned_and_why(self, server, brief):
        for pad in ("@embargo-agenda", "overheden/westerkwartier/@embargo-agenda"):
            agenda = roep(server, "GET", pad).json()
            assert agenda["aantal"] == agenda["items_total"] == 1
            (rij,) = agenda["items"]
            assert rij["title"] == brief.title
            assert rij["toestand"] == "gepland"
            assert rij["reden"].startswith("Eerst overleg")

    @pytest.mark.parametrize(
        "wie", [None, "raadslid-gm1969", "griffie-gm0047", "medewerker-gm1969", "normbeheerder"]
    )
    def test_everybody_else_sees_a_number_at_most(self, server, wie):
        for pad in ("@embargo-agenda", "overheden/westerkwartier/@embargo-agenda"):
            agenda = roep(server, "GET", pad, wie).json()
            assert set(agenda) <= {"@id", "aantal", "oudste_sinds", "items", "items_total"}
            assert agenda["aantal"] == 1
            assert not agenda.get("items")
            assert "1969216999" not in str(agenda)

    def test_everybody_reads_since_which_day_the_oldest_is_under_embargo(
        self, server, brief, zet_klok
    ):
        rij = agenda_van(server.portal)
        rij.schrap(brief.UID())
        for uid, sinds in (("a", "2026-06-02T23:30:00Z"), ("b", "2026-05-31T22:30:00Z")):
            rij.plan(uid, brief.embargo_tot, sinds=klok.uit_iso(sinds))
        # To move the moment does not begin anew; to end it and begin again does.
        rij.plan("b", brief.embargo_tot, sinds=klok.uit_iso("2026-07-01T12:00:00Z"))
        transaction.commit()
        assert roep(server, "GET", "@embargo-agenda", None).json()["oudste_sinds"] == "2026-06-01"
        assert "1 juni 2026" in requests.get(f"{server.url}/@@embargo-agenda", timeout=30).text
        rij.schrap("b")
        transaction.commit()
        assert roep(server, "GET", "@embargo-agenda", None).json()["oudste_sinds"] == "2026-06-03"
        rij.schrap("a")
        transaction.commit()
        leeg = roep(server, "GET", "@embargo-agenda", None).json()
        assert (leeg["aantal"], leeg["oudste_sinds"]) == (0, None)

    @pytest.mark.parametrize("vraag", ["b_start=-1", "b_size=x"])
    def test_a_page_that_cannot_be_is_refused(self, server, vraag):
        assert roep(server, "GET", f"@embargo-agenda?{vraag}").status_code == 400

    def test_the_griffie_is_warned_once_one_working_day_before(self, server, brief, zet_klok):
        maandag = klok.uit_iso("2026-11-30T14:00:00+01:00")
        zet_klok(maandag - timedelta(days=10))
        antwoord = roep(
            server,
            "PATCH",
            f"{BRIEF}/@embargo",
            json={"tot": "2026-11-30T14:00:00+01:00", "reden": "x"},
        )
        assert antwoord.status_code == 200, antwoord.text
        vrijdag = maandag - timedelta(days=3)
        Tikker().tik(vrijdag - timedelta(minutes=1))
        transaction.begin()
        assert postvak.wachtend(server.portal) == []
        Tikker().tik(vrijdag)
        Tikker().tik(vrijdag + timedelta(minutes=5))
        transaction.begin()
        (bericht,) = postvak.wachtend(server.portal)
        assert bericht.aan == f"{GRIFFIE}@example.org"
        assert "30 november 2026, 14.00 uur" in bericht.tekst
        assert brief.title not in bericht.tekst + bericht.onderwerp


class TestReadLog:
    def test_it_tells_the_griffie_who_opened_what(self, server):
        roep(server, "GET", BRIEF, "raadslid-gm1969")
        roep(server, "GET", f"{BRIEF}/@embargo", "raadslid-gm1969")
        roep(server, "GET", BRIEF, None)
        lezingen = roep(server, "GET", f"{BRIEF}/@leeslog").json()["items"]
        van_raadslid = [rij["wat"] for rij in lezingen if rij["wie"] == "raadslid-gm1969"]
        assert van_raadslid == ["/", "/@embargo"]
        assert {rij["wie"] for rij in lezingen} == {"raadslid-gm1969", GRIFFIE}

    @pytest.mark.parametrize(
        ("wie", "code"), [("raadslid-gm1969", 401), ("griffie-gm0047", 404), ("admin", 401)]
    )
    def test_nobody_else_reads_it(self, server, wie, code):
        assert roep(server, "GET", f"{BRIEF}/@leeslog", wie).status_code == code

    def test_a_public_letter_is_not_logged(self, server):
        pad = "overheden/westerkwartier/brieven/1969216064"
        roep(server, "GET", pad, "raadslid-gm1969")
        assert roep(server, "GET", f"{pad}/@leeslog").json()["items"] == []

    def test_old_lines_are_removed(self, server, zet_klok):
        roep(server, "GET", BRIEF, "raadslid-gm1969")
        later = klok.nu() + timedelta(days=366)
        roep(server, "PATCH", f"{BRIEF}/@embargo", json={"tot": over(24 * 500), "reden": "x"})
        zet_klok(later)
        roep(server, "GET", BRIEF, "secretaris-gm1969")
        lezingen = roep(server, "GET", f"{BRIEF}/@leeslog").json()["items"]
        assert "raadslid-gm1969" not in {rij["wie"] for rij in lezingen}


class TestCaches:
    @pytest.fixture
    def met_caching(self, server):
        """A public page that asks proxies to keep it for a day."""
        from groningse_norm.embargo.caches import BegrensdeLeeftijd

        echt = BegrensdeLeeftijd._begrens

        def _begrens(self):
            if "Cache-Control" not in self.request.response.headers:
                self.request.response.setHeader("Cache-Control", "max-age=86400, s-maxage=86400")
            return echt(self)

        BegrensdeLeeftijd._begrens = _begrens
        yield
        BegrensdeLeeftijd._begrens = echt

    def test_no_public_answer_outlives_the_next_moment(self, server, brief, met_caching, zet_klok):
        zet_klok(brief.embargo_tot - timedelta(seconds=90))
        for pad in ("overheden", "overheden/westerkwartier/brieven", "@search"):
            antwoord = roep(server, "GET", pad, None)
            assert antwoord.status_code == 200
            if "Cache-Control" in antwoord.headers:
                assert antwoord.headers["Cache-Control"].startswith("max-age=90")

    def test_what_is_under_embargo_is_kept_nowhere(self, server, met_caching):
        antwoord = requests.get(
            f"{server.url}/{BRIEF}", auth=("raadslid-gm1969", WACHTWOORD), timeout=30
        )
        assert antwoord.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in antwoord.headers


class TestHealth:
    def test_operators_see_numbers_and_no_content(self, server, monkeypatch):
        monkeypatch.setattr(tikker, "laatste_tik", klok.nu())
        antwoord = roep(server, "GET", "@embargo-gezondheid", "admin")
        assert antwoord.status_code == 200, antwoord.text
        gezondheid = antwoord.json()
        assert gezondheid["gezond"] is True
        assert (gezondheid["gepland"], gezondheid["te_laat"], gezondheid["mislukt"]) == (1, 0, 0)
        assert "1969216999" not in antwoord.text

    def test_a_silent_ticker_is_ill(self, server, monkeypatch):
        monkeypatch.setattr(tikker, "laatste_tik", klok.nu() - timedelta(minutes=5))
        assert roep(server, "GET", "@embargo-gezondheid", "admin").status_code == 503

    @pytest.mark.parametrize("wie", [None, GRIFFIE, "raadslid-gm1969"])
    def test_it_is_for_operators(self, server, wie):
        assert roep(server, "GET", "@embargo-gezondheid", wie).status_code == 401


class TestPages:
    """The same over the pages that the clerk uses; without JavaScript."""

    @pytest.fixture
    def blad(self, server):
        def open_(pad, wie=GRIFFIE, **formulier):
            url = f"{server.url}/{pad}"
            sessie = requests.Session()
            sessie.auth = (wie, WACHTWOORD) if wie else None
            antwoord = sessie.get(url, timeout=30)
            if formulier:
                _voor, _naam, rest = antwoord.text.partition('name="_authenticator"')
                teken = rest.partition('value="')[2].partition('"')[0]
                antwoord = sessie.post(url, data={"_authenticator": teken, **formulier}, timeout=30)
            return antwoord

        return open_

    def test_the_griffie_changes_the_moment(self, server, brief, blad):
        antwoord = blad(f"{BRIEF}/@@embargo", tot="2030-05-06T14:00", reden="Raad verplaatst")
        assert antwoord.status_code == 200
        assert antwoord.url.endswith(BRIEF)
        transaction.begin()
        assert klok.als_iso(brief.embargo_tot) == "2030-05-06T14:00:00+02:00"

    @pytest.mark.parametrize(
        ("formulier", "status", "veld"),
        [
            ({"tot": "2030-05-06T14:00", "reden": ""}, 400, "fout-reden"),
            ({"tot": "2030-03-31T02:30", "reden": "x"}, 400, "fout-tot"),
            ({"tot": "2030-10-27T02:30", "reden": "x"}, 400, "fout-tot"),
            ({"tot": "zes mei", "reden": "x"}, 400, "fout-tot"),
            ({"tot": "2020-05-06T14:00", "reden": "x"}, 409, "veld-bevestig"),
            ({"tot": "2030-05-06T14:00", "reden": "x", "voorwaarde": "y"}, 400, "fout-voorwaarde"),
        ],
    )
    def test_what_cannot_be_is_said_at_the_field_and_nothing_is_lost(
        self, server, brief, blad, formulier, status, veld
    ):
        was = brief.embargo_tot
        antwoord = blad(f"{BRIEF}/@@embargo", **formulier)
        assert antwoord.status_code == status
        assert f'id="{veld}"' in antwoord.text
        assert formulier["tot"] in antwoord.text
        transaction.begin()
        assert brief.embargo_tot == was

    @pytest.mark.parametrize(
        ("wie", "status"), [(None, 404), ("griffie-gm0047", 404), ("medewerker-gm1969", 404)]
    )
    def test_a_stranger_finds_no_page(self, blad, wie, status):
        assert blad(f"{BRIEF}/@@embargo", wie).status_code == status

    def test_the_agenda_shows_the_griffie_items_and_others_a_number(self, blad, brief):
        for pad in ("@@embargo-agenda", "overheden/westerkwartier/@@embargo-agenda"):
            assert brief.title in blad(pad).text
            for wie in (None, "griffie-gm0047", "raadslid-gm1969"):
                antwoord = blad(pad, wie)
                assert antwoord.status_code == 200
                assert brief.title not in antwoord.text

    def test_the_griffie_records_secrecy_and_is_told_what_is_wrong(self, server, blad):
        antwoord = blad(f"{BRIEF}/@@geheimhouding", **GEHEIM | {"grond": ""})
        assert antwoord.status_code == 400
        assert 'id="fout-grond"' in antwoord.text
        assert blad(f"{BRIEF}/@@geheimhouding", **GEHEIM).url.endswith(BRIEF)
        assert roep(server, "GET", f"{BRIEF}/@geheimhouding").json()["geldt"] is True
