"""The register of designations: the clerk keeps it, and signing obeys it."""

import re
from datetime import UTC, datetime

import pytest
import requests
import transaction
from Acquisition import aq_base
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login
from zope.annotation.interfaces import IAnnotations

from groningse_norm.aanwijzing.register import is_onaangetast, register_van
from groningse_norm.berichten import postvak
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.logboek.opslag import LOGBOEK, regels_van
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.structuur import maak_overheden
from groningse_norm.werkstroom.bouw import verplaats

JSON = {"Accept": "application/json", "Accept-Language": "nl"}
VEENDAM = "overheden/veendam"
CONCEPT = f"{VEENDAM}/brieven/0047000123"
BURGEMEESTER, LOCO, GRIFFIE = "ondertekenaar-gm0047", "loco-gm0047", "griffie-gm0047"
NU = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
VOORBEELD = "besluit van 17 december 2024, nummer 2024-001 (voorbeeld)"
NIEUW = {
    "gebruiker": BURGEMEESTER,
    "ambt": "bestuurshoofd",
    "hoedanigheid": "namens",
    "van": "2026-03-01",
    "tot": "2026-03-31",
    "besluit_datum": "2026-02-24",
    "besluit_nummer": "2026-7",
}
# Anonymous; a member without roles; a clerk and a council member of another authority; the same
# authority's staff, signatory and council; a manager of the site.
VREEMDEN = [
    None,
    "lid",
    "griffie-gm1969",
    "raadslid-gm1969",
    "medewerker-gm0047",
    BURGEMEESTER,
    "raadslid-gm0047",
    "admin",
]


@pytest.fixture(autouse=True)
def klok(zet_klok):
    zet_klok(NU)
    return zet_klok


@pytest.fixture
def lid(server):
    login(server.app, SITE_OWNER_NAME)
    transaction.begin()
    api.user.create("lid@example.org", "lid", WACHTWOORD)
    transaction.commit()


@pytest.fixture
def opname(server):
    """Hash of the draft letter of Veendam, offered for signature."""
    login(server.app, SITE_OWNER_NAME)
    brief = haal(server, CONCEPT)
    verplaats(brief, ONDERTEKENING["Raadsbrief"], "bied_aan")
    transaction.commit()
    return Dossier(brief).ronde.momentopname


def haal(server, pad=VEENDAM):
    transaction.begin()
    return server.portal.unrestrictedTraverse(pad)


def vraag(server, methode, wie=GRIFFIE, pad=f"{VEENDAM}/@aanwijzingen", **lichaam):
    return requests.request(
        methode,
        f"{server.url}/{pad}",
        json=lichaam or None,
        headers=JSON,
        auth=(wie, WACHTWOORD) if wie else None,
        timeout=60,
        allow_redirects=False,
    )


def teken(server, opname, wie, **velden):
    return vraag(
        server,
        "POST",
        wie,
        f"{CONCEPT}/@ondertekening",
        wachtwoord=WACHTWOORD,
        momentopname=opname,
        **velden,
    )


def fout(antwoord):
    return antwoord.status_code, antwoord.json()["error"]["type"]


class TestRegisterOverRest:
    def test_the_clerk_sees_the_register(self, server):
        (rij,) = vraag(server, "GET").json()["items"]
        assert rij["gebruiker"] == LOCO
        assert rij["functie"] == "loco-burgemeester"
        assert (rij["van"], rij["tot"], rij["stand"]) == ("2025-01-01", None, "loopt")
        assert rij["verwijzing"] == VOORBEELD
        assert rij["einde"] is None

    def test_the_clerk_records_and_ends_and_all_stays_on_record(self, server):
        antwoord = vraag(server, "POST", **NIEUW)
        assert antwoord.status_code == 201
        nieuw = antwoord.json()["items"][-1]
        assert nieuw["nummer"] == 2
        assert nieuw["vastgelegd"]["door"] == GRIFFIE
        antwoord = vraag(server, "PATCH", nummer=2, reden="Mandaat ingetrokken")
        assert antwoord.status_code == 200
        eerste, tweede = antwoord.json()["items"]
        assert (eerste["stand"], tweede["stand"]) == ("loopt", "beeindigd")
        assert tweede["einde"]["reden"] == "Mandaat ingetrokken"
        assert {naam: tweede[naam] for naam in NIEUW} == NIEUW
        assert is_onaangetast(haal(server))

    @pytest.mark.parametrize(
        ("anders", "status", "code"),
        [
            ({"gebruiker": "griffie-gm1969"}, 400, "gebruiker"),
            ({"gebruiker": "bestaat-niet"}, 400, "gebruiker"),
            ({"ambt": "wethouder"}, 400, "ambt"),
            ({"hoedanigheid": "zomaar"}, 400, "hoedanigheid"),
            ({"van": "1 maart"}, 400, "datum"),
            ({"tot": "2026-02-28"}, 400, "einde_voor_begin"),
            ({"besluit_nummer": ""}, 400, "besluit_nodig"),
            ({"besluit_datum": "2026-03-03"}, 400, "besluit_in_toekomst"),
            ({"gebruiker": LOCO, "hoedanigheid": "loco"}, 409, "overlapt"),
        ],
    )
    def test_what_is_wrong_is_refused_and_nothing_is_stored(self, server, anders, status, code):
        antwoord = vraag(server, "POST", **{**NIEUW, **anders})
        assert fout(antwoord) == (status, code)
        assert antwoord.json()["error"]["message"]
        assert len(register_van(haal(server)).aanwijzingen) == 1

    @pytest.mark.parametrize(
        ("lichaam", "status", "code"),
        [
            ({"nummer": 9, "reden": "x"}, 400, "geen_aanwijzing_met_nummer"),
            ({"nummer": "x", "reden": "x"}, 400, "geen_aanwijzing_met_nummer"),
            ({"nummer": 1}, 400, "reden_nodig"),
            ({"nummer": 1, "reden": ["x"]}, 400, "reden_nodig"),
        ],
    )
    def test_what_cannot_end_does_not_end(self, server, lichaam, status, code):
        assert fout(vraag(server, "PATCH", **lichaam)) == (status, code)
        assert not register_van(haal(server)).einden

    def test_what_has_ended_does_not_end_twice(self, server):
        vraag(server, "PATCH", nummer=1, reden="x")
        assert fout(vraag(server, "PATCH", nummer=1, reden="x")) == (409, "al_geeindigd")

    @pytest.mark.parametrize("wie", VREEMDEN)
    def test_strangers_get_nothing_of_it(self, server, lid, wie):
        antwoorden = [
            vraag(server, "GET", wie),
            vraag(server, "POST", wie, **NIEUW),
            vraag(server, "PATCH", wie, nummer=1, reden="x"),
            requests.get(
                f"{server.url}/{VEENDAM}/@@aanwijzingen",
                auth=(wie, WACHTWOORD) if wie else None,
                allow_redirects=False,
                timeout=60,
            ),
        ]
        for antwoord in antwoorden:
            assert antwoord.status_code in (302, 401)
            assert LOCO not in antwoord.text
            assert "2024-001" not in antwoord.text
        register = register_van(haal(server))
        assert (len(register.aanwijzingen), len(register.einden)) == (1, 0)

    @pytest.mark.parametrize("wie", [None, "lid", "raadslid-gm1969", "medewerker-gm0047"])
    def test_strangers_find_nothing_of_it_on_the_page_of_the_authority(self, server, lid, wie):
        auth = (wie, WACHTWOORD) if wie else None
        for koppen in ({}, JSON):
            antwoord = requests.get(
                f"{server.url}/{VEENDAM}", auth=auth, headers=koppen, timeout=60
            )
            assert antwoord.status_code == 200
            assert "aanwijzingen" not in antwoord.text
            assert LOCO not in antwoord.text

    def test_no_other_door_changes_it(self, server):
        """What is kept is no field of the authority, and no part of what a manager can write."""
        for lichaam in ({"aanwijzingen": []}, {"title": "Veendam"}):
            vraag(server, "PATCH", "admin", VEENDAM, **lichaam)
        assert vraag(server, "DELETE").status_code in (404, 405)
        assert len(register_van(haal(server)).aanwijzingen) == 1

    def test_it_goes_along_with_a_rename(self, server):
        login(server.app, SITE_OWNER_NAME)
        overheid = haal(server)
        overheid.aq_parent.manage_renameObject("veendam", "gemeente-veendam")
        assert len(register_van(server.portal["overheden"]["gemeente-veendam"]).aanwijzingen) == 1

    def test_an_authority_made_again_starts_with_an_empty_register(self, server):
        login(server.app, SITE_OWNER_NAME)
        uid = haal(server).UID()
        server.portal["overheden"].manage_delObjects(["veendam"])
        nieuw = maak_overheden(server.portal)["gm0047"]
        setattr(aq_base(nieuw), "_plone.uuid", uid)
        assert nieuw.UID() == uid
        assert register_van(nieuw).aanwijzingen == ()

    def test_a_line_altered_in_the_database_shows_on_the_page(self, server):
        assert is_onaangetast(haal(server))
        logboek = IAnnotations(server.portal)[LOGBOEK]
        (sleutel,) = [s for s in logboek if s.startswith(f"aanwijzingen:{haal(server).UID()}/")]
        vraag(server, "POST", **NIEUW)
        transaction.begin()
        regel = dict(logboek[sleutel][1])
        regel["bijzonderheden"] = {**regel["bijzonderheden"], "tot": "2030-01-01"}
        logboek[sleutel][1] = regel
        transaction.commit()
        assert "in de database een regel" in bezoek(server).text

    @pytest.mark.parametrize(
        "schade",
        [
            {"bijzonderheden": {}},
            {"bijzonderheden": None},
            {"bijzonderheden": {"ambt": "keizer"}},
            {"moment": "gisteren"},
            {"handeling": 7},
            {"zomaar": "erbij"},
        ],
    )
    def test_a_line_that_cannot_be_read_any_more_is_told_and_nobody_signs_on_it(
        self, server, opname, schade
    ):
        logboek = IAnnotations(server.portal)[LOGBOEK]
        (sleutel,) = [s for s in logboek if s.startswith(f"aanwijzingen:{haal(server).UID()}/")]
        logboek[sleutel][1] = {**logboek[sleutel][1], **schade}
        transaction.commit()
        pagina = bezoek(server)
        assert pagina.status_code == 200
        assert "in de database een regel" in pagina.text
        assert vraag(server, "GET").json()["items"] == []
        for lichaam in (NIEUW, {"nummer": 1, "reden": "x"}):
            methode = "PATCH" if "nummer" in lichaam else "POST"
            assert fout(vraag(server, methode, **lichaam)) == (409, "register_beschadigd")
        for wie, hoedanigheid in ((LOCO, "loco"), (BURGEMEESTER, "eigen_ambt")):
            antwoord = teken(server, opname, wie, hoedanigheid=hoedanigheid)
            assert fout(antwoord) == (403, "geen_aanwijzing")


def bezoek(server, wie=GRIFFIE):
    return requests.get(
        f"{server.url}/{VEENDAM}/@@aanwijzingen", auth=(wie, WACHTWOORD), timeout=60
    )


def verstuur(server, velden, *, token=True):
    sessie = requests.Session()
    sessie.auth = (GRIFFIE, WACHTWOORD)
    adres = f"{server.url}/{VEENDAM}/@@aanwijzingen"
    waarde = re.search(r'name="_authenticator" value="([^"]+)"', sessie.get(adres).text)
    data = {**velden, **({"_authenticator": waarde.group(1)} if token else {})}
    return sessie.post(adres, data=data, allow_redirects=False, timeout=60)


class TestRegisterOnThePage:
    def test_the_clerk_is_led_to_it_and_sees_who_signs_as_what(self, server):
        overheid = requests.get(f"{server.url}/{VEENDAM}", auth=(GRIFFIE, WACHTWOORD), timeout=60)
        assert "@@aanwijzingen" in overheid.text
        html = bezoek(server).text
        for tekst in (LOCO, "loco-burgemeester", VOORBEELD, "geldt nu", "Leg een aanwijzing vast"):
            assert tekst in html
        assert "private, no-store" in bezoek(server).headers["Cache-Control"]

    def test_it_is_recorded_and_ended_with_the_forms(self, server):
        assert verstuur(server, {**NIEUW, "wijs_aan": "1"}).status_code == 302
        assert "2026-7" in bezoek(server).text
        assert (
            verstuur(
                server, {"nummer": "2", "reden": "Mandaat ingetrokken", "beeindig": "1"}
            ).status_code
            == 302
        )
        html = bezoek(server).text
        assert "Mandaat ingetrokken" in html
        assert "beëindigd" in html

    @pytest.mark.parametrize(
        ("anders", "status", "veld"),
        [
            ({"van": ""}, 400, "van"),
            ({"gebruiker": ""}, 400, "gebruiker"),
            ({"besluit_nummer": " "}, 400, "besluit_nummer"),
            ({"gebruiker": LOCO, "hoedanigheid": "loco"}, 409, "van"),
            ({"beeindig": "1", "nummer": "1"}, 400, "reden"),
            ({"beeindig": "1", "nummer": ""}, 400, "nummer"),
        ],
    )
    def test_what_is_wrong_is_told_at_its_field(self, server, anders, status, veld):
        antwoord = verstuur(server, {**NIEUW, **anders})
        assert antwoord.status_code == status
        assert f'href="#veld-{veld}"' in antwoord.text
        assert f'id="veld-{veld}"' in antwoord.text
        assert f'id="fout-{veld}"' in antwoord.text
        register = register_van(haal(server))
        assert (len(register.aanwijzingen), len(register.einden)) == (1, 0)

    def test_without_the_token_of_the_form_nothing_is_recorded(self, server):
        assert verstuur(server, NIEUW, token=False).status_code == 403
        assert len(register_van(haal(server)).aanwijzingen) == 1


class TestSigning:
    def hoedanigheden(self, server, wie):
        antwoord = vraag(server, "GET", wie, f"{CONCEPT}/@ondertekening").json()
        return [rij["hoedanigheid"] for rij in antwoord["hoedanigheden"]]

    def test_a_deputy_signs_and_the_record_holds_the_decision(self, server, opname):
        assert self.hoedanigheden(server, LOCO) == ["loco"]
        antwoord = teken(server, opname, LOCO, hoedanigheid="loco")
        assert antwoord.status_code == 201
        getekend = antwoord.json()["partijen"][0]["ondertekend"]
        assert (getekend["functie"], getekend["verwijzing"]) == ("loco-burgemeester", VOORBEELD)
        brief = haal(server, CONCEPT)
        record, besloten = Dossier(brief).keten[-1], Dossier(brief).besloten[-1]
        assert (record.hoedanigheid, record.verwijzing) == ("loco", VOORBEELD)
        assert besloten["aanwijzing"] == "1"
        assert VOORBEELD in postvak.wachtend(server.portal)[0].tekst
        pagina = requests.get(f"{server.url}/{CONCEPT}", auth=(GRIFFIE, WACHTWOORD), timeout=60)
        assert VOORBEELD in pagina.text

    @pytest.mark.parametrize("hoedanigheid", ["eigen_ambt", "namens"])
    def test_a_deputy_signs_as_nothing_else(self, server, opname, hoedanigheid):
        antwoord = teken(server, opname, LOCO, hoedanigheid=hoedanigheid)
        assert fout(antwoord) == (403, "geen_aanwijzing")
        assert Dossier(haal(server, CONCEPT)).keten == ()

    @pytest.mark.parametrize("hoedanigheid", ["loco", "namens"])
    def test_a_mayor_signs_in_his_own_office_only(self, server, opname, hoedanigheid):
        antwoord = teken(
            server, opname, BURGEMEESTER, hoedanigheid=hoedanigheid, verwijzing="B&W 12-3"
        )
        assert fout(antwoord) == (403, "geen_aanwijzing")
        assert "griffie" in antwoord.json()["error"]["message"]
        assert self.hoedanigheden(server, BURGEMEESTER) == ["eigen_ambt"]

    @pytest.mark.parametrize("hoedanigheid", ["loco", "eigen_ambt", "namens"])
    def test_after_the_end_a_deputy_signs_as_nothing_at_all(self, server, opname, hoedanigheid):
        vraag(server, "PATCH", nummer=1, reden="Afgetreden")
        assert fout(teken(server, opname, LOCO, hoedanigheid=hoedanigheid)) == (
            403,
            "geen_aanwijzing",
        )
        assert self.hoedanigheden(server, LOCO) == []
        regel = regels_van(haal(server, CONCEPT).UID())[-1]
        assert (regel.uitkomst, regel.reden, regel.wie) == ("geweigerd", "geen_aanwijzing", LOCO)
        pagina = requests.get(
            f"{server.url}/{CONCEPT}/@@onderteken", auth=(LOCO, WACHTWOORD), timeout=60
        )
        assert pagina.status_code == 403
        assert "De griffie van uw overheid legt vast" in pagina.text
        assert 'type="password"' not in pagina.text

    def test_a_mandate_opens_and_closes_at_midnight_in_amsterdam(self, server, opname, klok):
        vraag(server, "POST", **{**NIEUW, "gebruiker": "medewerker-gm0047"})
        login(server.app, SITE_OWNER_NAME)
        transaction.begin()
        api.group.add_user(groupname="gm0047-ondertekenaars", username="medewerker-gm0047")
        transaction.commit()
        # The clock goes forward in that month: midnight is 23.00 UTC before it, 22.00 after.
        for moment, kan in (
            (datetime(2026, 2, 28, 22, 59, 59, tzinfo=UTC), []),
            (datetime(2026, 2, 28, 23, 0, tzinfo=UTC), ["namens"]),
            (datetime(2026, 3, 31, 21, 59, 59, tzinfo=UTC), ["namens"]),
            (datetime(2026, 3, 31, 22, 0, tzinfo=UTC), []),
        ):
            klok(moment)
            assert self.hoedanigheden(server, "medewerker-gm0047") == kan

    def test_a_designation_alone_gives_no_right_to_sign(self, server, opname):
        vraag(server, "POST", **{**NIEUW, "gebruiker": "medewerker-gm0047"})
        antwoord = teken(server, opname, "medewerker-gm0047", hoedanigheid="namens")
        assert antwoord.status_code in (401, 404)
        assert Dossier(haal(server, CONCEPT)).keten == ()

    def test_the_page_shows_only_the_capacities_of_this_person(self, server, opname):
        for wie, wel, niet in (
            (LOCO, "hoedanigheid-loco", "hoedanigheid-eigen_ambt"),
            (BURGEMEESTER, "hoedanigheid-eigen_ambt", "hoedanigheid-loco"),
        ):
            html = requests.get(
                f"{server.url}/{CONCEPT}/@@onderteken", auth=(wie, WACHTWOORD), timeout=60
            ).text
            assert wel in html
            assert niet not in html
            assert (VOORBEELD in html) is (wie == LOCO)
            assert 'name="verwijzing"' not in html

    def test_who_recorded_his_own_designation_signs_with_that_in_the_record(self, server, opname):
        vraag(server, "POST", **{**NIEUW, "gebruiker": GRIFFIE})
        login(server.portal, "admin")
        transaction.begin()
        api.group.add_user(groupname="gm0047-ondertekenaars", username=GRIFFIE)
        transaction.commit()
        assert teken(server, opname, GRIFFIE, hoedanigheid="namens").status_code == 201
        dossier = Dossier(haal(server, CONCEPT))
        assert dossier.keten[-1].rol == "zelf_aangewezen"
        assert dossier.besloten[-1]["aangewezen_door"] == GRIFFIE
        pagina = requests.get(f"{server.url}/{CONCEPT}", auth=(GRIFFIE, WACHTWOORD), timeout=60)
        assert "heeft de eigen aanwijzing zelf vastgelegd" in pagina.text
