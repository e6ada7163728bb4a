"""From a file to a draft: hand it in, look over every field, confirm the doubts. Nobody else comes near."""

import base64
import re
import time

import pytest
import requests
import transaction
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login
from vijandig import BIJ_ELKE_DEUR

from groningse_norm import klok
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.logboek.opslag import regels_van
from groningse_norm.raadsbrief.formaten import bestand
from groningse_norm.raadsbrief.geweigerd import Bezet
from groningse_norm.wachtrij import BEWAREN, wachtrij_van

OVERHEID = "overheden/veendam"
GRIFFIE = "griffie-gm0047"
BRIEF = """\
Aan de raad van de gemeente Veendam
Kenmerk: N-2031-7
Datum: 31 maart 2031
Onderwerp: Voorbeeld van een brief
Embargo tot 4 april 2031{tijd}

Geachte leden van de raad,

Dit is een **voorbeeld** van een brief, met <b>tekens</b>.

Hoogachtend,
A. de Boer, burgemeester
"""
ZEKER, ONZEKER = BRIEF.format(tijd=" 14.00 uur"), BRIEF.format(tijd="")


class Bureau:
    """Somebody at the form, with a browser that remembers the page it is on."""

    def __init__(self, server, wie):
        self.server, self.sessie = server, requests.Session()
        self.sessie.headers["Accept-Language"] = "nl"
        if wie:
            self.sessie.auth = (wie, WACHTWOORD)

    def adres(self, pagina):
        return f"{self.server.url}/{OVERHEID}/@@{pagina}"

    def authenticator(self):
        html = self.sessie.get(self.adres("brief-inlezen"), timeout=60).text
        gevonden = re.search(r'name="_authenticator"[^>]*value="(\w+)"', html)
        return gevonden[1] if gevonden else "geen"

    def lever_in(self, tekst):
        antwoord = self.sessie.post(
            self.adres("brief-inlezen"),
            data={"_authenticator": self.authenticator()},
            files={"bestand": ("brief.txt", tekst.encode(), "text/plain")},
            timeout=60,
            allow_redirects=False,
        )
        return antwoord, antwoord.headers.get("Location", "").partition("token=")[2]

    def bekijk(self, token):
        return self.sessie.get(
            self.adres("brief-nazien"), params={"token": token}, timeout=60, allow_redirects=False
        )

    def maak(self, token, **velden):
        """Send the form as the page shows it, but for what is given."""
        html = self.bekijk(token).text
        staat_er = dict(
            re.findall(
                r'<input[^>]*name="(\w+)"[^>]*type="(?:text|date|time)"[^>]*value="([^"]*)"', html
            )
        )
        staat_er |= dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)</textarea>', html))
        data = staat_er | {"_authenticator": self.authenticator(), "token": token} | velden
        return self.sessie.post(
            self.adres("brief-nazien"), data=data, timeout=60, allow_redirects=False
        )


@pytest.fixture
def bureau(server):
    return lambda wie=GRIFFIE: Bureau(server, wie)


@pytest.fixture
def brieven(server):
    def zoek():
        transaction.begin()
        return server.portal.unrestrictedTraverse(f"{OVERHEID}/brieven")

    return zoek


def kaal(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class TestForm:
    def test_every_field_is_shown_with_its_source_and_its_certainty(self, bureau, brieven):
        griffie = bureau()
        voor = set(brieven().objectIds())
        antwoord, token = griffie.lever_in(ONZEKER)
        assert antwoord.status_code == 302
        assert set(brieven().objectIds()) == voor
        pagina = griffie.bekijk(token)
        assert pagina.status_code == 200
        assert "no-store" in pagina.headers["Cache-Control"]
        tekst = kaal(pagina.text)
        for deel in ("✓ Zeker gelezen", "▲ Onzeker", "○ Niet gevonden", "regel 2", "Kenmerk: N-2031-7",
                     "Embargo tot 4 april 2031", "Door u na te kijken: 1"):  # fmt: skip
            assert deel in tekst
        assert 'value="2031-03-31"' in pagina.text
        assert "<strong>voorbeeld</strong>" in pagina.text
        assert "&lt;b&gt;tekens&lt;/b&gt;" in pagina.text
        assert re.findall(r'name="klopt-(\w+)"', pagina.text) == ["embargo_tot"]

    def test_a_doubt_stops_the_draft_until_it_is_looked_at(self, bureau, brieven):
        griffie = bureau()
        voor = set(brieven().objectIds())
        _, token = griffie.lever_in(ONZEKER)
        antwoord = griffie.maak(token, onderwerp="Een beter onderwerp")
        assert antwoord.status_code == 400
        assert 'href="#veld-embargo_tot"' in antwoord.text
        assert 'id="fout-embargo_tot"' in antwoord.text
        assert "Onder embargo tot: kijk dit na" in kaal(antwoord.text)
        assert 'value="Een beter onderwerp"' in antwoord.text
        assert set(brieven().objectIds()) == voor

    def test_what_was_filled_in_and_ticked_is_the_draft_and_stands_in_the_log(
        self, bureau, brieven
    ):
        griffie = bureau()
        _, token = griffie.lever_in(ONZEKER.replace("Kenmerk: N-2031-7\n", ""))
        antwoord = griffie.maak(
            token,
            embargo_datum="2031-04-04",
            embargo_tijd="14:00",
            kenmerk="N-2031-8",
            onderwerp="Een beter onderwerp",
            **{"klopt-embargo_tot": "1"},
        )
        assert antwoord.status_code == 302
        brief = brieven()["n-2031-8"]
        assert antwoord.headers["Location"] == brief.absolute_url()
        assert brief.title == "Een beter onderwerp"
        assert klok.als_iso(brief.embargo_tot) == "2031-04-04T14:00:00+02:00"
        assert brief.ondertekenaars == ["A. de Boer, burgemeester"]
        assert not brief.onzeker
        (regel,) = (regel for regel in regels_van(brief.UID()) if regel.handeling == "nagezien")
        assert regel.wie == GRIFFIE
        assert regel.bijzonderheden == {
            "bevestigd": "embargo_tot",
            "ingevuld": "embargo_tot, onderwerp, kenmerk",
        }
        assert griffie.bekijk(token).status_code == 404
        log = kaal(griffie.sessie.get(f"{brief.absolute_url()}/@@embargo", timeout=60).text)
        assert "Bevestigd: Onder embargo tot." in log
        assert "Veranderd: Onder embargo tot, Onderwerp, Kenmerk." in log

    def test_named_policy_is_proposed_and_kept_as_the_clerk_leaves_it(self, bureau, brieven):
        griffie = bureau()
        _, token = griffie.lever_in(
            ZEKER.replace("N-2031-7", "N-2031-9").replace(
                "Dit is", "In het Integraal veiligheidsbeleidsplan 2024–2027 staat de norm. Dit is"
            )
        )
        assert re.findall(r'name="klopt-(\w+)"', griffie.bekijk(token).text) == ["beleidskader"]
        assert griffie.maak(token).status_code == 400
        assert griffie.maak(token, **{"klopt-beleidskader": "1"}).status_code == 302
        assert brieven()["n-2031-9"].beleidskader == ["Integraal veiligheidsbeleidsplan 2024–2027"]

    def test_a_certain_letter_goes_on_at_once_and_twice_is_refused(self, bureau, brieven):
        griffie = bureau()
        _, token = griffie.lever_in(ZEKER)
        _, tweede = griffie.lever_in(ZEKER)
        assert griffie.maak(token).status_code == 302
        opnieuw = griffie.maak(tweede)
        assert opnieuw.status_code == 409
        assert "al een brief met kenmerk N-2031-7" in opnieuw.text
        assert griffie.bekijk(tweede).status_code == 200

    @pytest.mark.parametrize(
        ("dag", "tijd", "woorden"),
        [
            ("2031-03-30", "02:30", "bestaat niet"),
            ("2031-10-26", "02:30", "twee keer"),
            ("2031-04-04", "", "datum en een tijd"),
            ("2020-04-04", "14:00", "voorbij"),
        ],
    )
    def test_a_moment_that_cannot_be_is_refused_at_its_field(
        self, bureau, brieven, dag, tijd, woorden
    ):
        griffie = bureau()
        _, token = griffie.lever_in(ONZEKER)
        antwoord = griffie.maak(token, embargo_datum=dag, embargo_tijd=tijd)
        assert antwoord.status_code == 400
        fout = re.search(r'id="fout-embargo_tot".*?</p>', antwoord.text, re.DOTALL)[0]
        assert woorden in kaal(fout)

    def test_without_a_token_of_the_form_nothing_is_made(self, bureau, brieven):
        griffie = bureau()
        voor = set(brieven().objectIds())
        _, token = griffie.lever_in(ZEKER)
        griffie.maak(token, _authenticator="onzin")
        griffie.sessie.get(
            griffie.adres("brief-nazien"), params={"token": token, "maak": "1"}, timeout=60
        )
        assert set(brieven().objectIds()) == voor


class TestStrangers:
    @pytest.fixture
    def token(self, bureau):
        return bureau().lever_in(ZEKER)[1]

    @pytest.mark.parametrize(
        "wie", [None, "lid-zonder-rol", "raadslid-gm1969", "griffie-gm1969", "medewerker-gm0047"]
    )
    def test_they_see_no_page_and_no_letter(self, server, bureau, brieven, token, wie):
        if wie == "lid-zonder-rol":
            login(server.app, SITE_OWNER_NAME)
            api.user.create(username=wie, email="lid@example.org", password=WACHTWOORD)
            transaction.commit()
        voor = set(brieven().objectIds())
        vreemde = bureau(wie)
        for antwoord in (vreemde.bekijk(token), vreemde.maak(token), vreemde.lever_in(ZEKER)[0]):
            assert antwoord.status_code in (302, 401, 403, 404)
            assert "N-2031-7" not in antwoord.text
            assert "brief-nazien?token" not in antwoord.headers.get("Location", "")
        assert set(brieven().objectIds()) == voor

    def test_a_colleague_with_the_token_gets_what_a_token_that_never_was_gives(
        self, server, bureau, token
    ):
        login(server.app, SITE_OWNER_NAME)
        api.user.create(username="collega", email="collega@example.org", password=WACHTWOORD)
        api.group.add_user(groupname="gm0047-griffie", username="collega")
        transaction.commit()
        collega = bureau("collega")

        def zonder(token):
            antwoord = collega.bekijk(token)
            return antwoord.status_code, re.sub(r"[0-9a-f]{40}", "", antwoord.text).replace(
                token, ""
            )

        assert zonder(token) == zonder("nooit-bestaan")
        assert zonder(token)[0] == 404
        assert collega.maak(token).status_code == 404

    def test_a_token_waits_an_hour(self, server, bureau, token, monkeypatch):
        later = klok.nu() + BEWAREN
        monkeypatch.setattr(klok, "_bron", lambda: later)
        assert bureau().bekijk(token).status_code == 404
        bureau().lever_in(ZEKER)
        transaction.begin()
        assert token not in wachtrij_van(server.portal)

    def test_no_address_leads_to_what_waits(self, server, bureau, token):
        griffie = bureau()
        for pad in (token, f"{OVERHEID}/{token}", f"{OVERHEID}/brieven/{token}"):
            assert griffie.sessie.get(f"{server.url}/{pad}", timeout=60).status_code == 404


class TestHostileFiles:
    """A clear message in Dutch within seconds, and nothing stored: on the page and over REST."""

    @pytest.mark.parametrize("soort", BIJ_ELKE_DEUR)
    def test_it_is_refused_at_every_door_and_nothing_is_stored(
        self, server, bureau, brieven, soort
    ):
        naam, bouw, code = BIJ_ELKE_DEUR[soort]
        inhoud = bouw()
        voor = set(brieven().objectIds()), set(wachtrij_van(server.portal))
        griffie = bureau()
        begin = time.monotonic()
        pagina = griffie.sessie.post(
            griffie.adres("brief-inlezen"),
            data={"_authenticator": griffie.authenticator()},
            files={"bestand": (naam, inhoud, "application/octet-stream")},
            timeout=60,
            allow_redirects=False,
        )
        assert pagina.status_code == 400
        fout = kaal(re.search(r'id="fout-bestand".*?</p>', pagina.text, re.DOTALL)[0])
        assert re.search(r"\b(Dit|Deze|In deze|De) ", fout)
        rest = requests.post(
            f"{server.url}/{OVERHEID}/@brief-inlezen",
            json={"bestand": {"data": base64.b64encode(inhoud).decode(), "filename": naam}},
            auth=(GRIFFIE, WACHTWOORD),
            headers={"Accept": "application/json"},
            timeout=60,
        )
        assert time.monotonic() - begin < 50
        assert (rest.status_code, rest.json()["error"]["type"]) == (400, code)
        assert rest.json()["error"]["message"] in fout
        assert (set(brieven().objectIds()), set(wachtrij_van(server.portal))) == voor


class TestBusy:
    def test_too_many_files_at_a_time_is_said_and_tried_again(self, server, bureau, monkeypatch):
        def bezet(*args, **kwargs):
            raise Bezet("Er worden nu meer brieven ingelezen. Probeer het zo weer.")

        monkeypatch.setattr(bestand, "lees_tekst", bezet)
        antwoord, _ = bureau().lever_in(ZEKER)
        assert antwoord.status_code == 503
        assert "Probeer het zo weer" in antwoord.text
        rest = requests.post(
            f"{server.url}/{OVERHEID}/@brief-inlezen",
            data=ZEKER.encode(),
            auth=(GRIFFIE, WACHTWOORD),
            headers={"Accept": "application/json", "Content-Type": "text/plain"},
            timeout=60,
        )
        assert (rest.status_code, rest.json()["error"]["type"]) == (503, "bezet")
        assert int(rest.headers["Retry-After"]) > 0
