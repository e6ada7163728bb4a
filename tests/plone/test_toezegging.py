"""Promises in letters: kept by the clerk, read by the council, and by the public where marked."""

import re
from datetime import timedelta

import pytest
import requests
import transaction
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login
from zope.annotation.interfaces import IAnnotations

from groningse_norm import klok
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.domain import PUBLICATIE, Status
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.toezegging.handelingen import leg_vast
from groningse_norm.toezegging.opslag import SLEUTEL, regels_van, toezeggingen_van
from groningse_norm.versies.handelingen import maak_nieuwe_versie
from groningse_norm.werkstroom.bouw import verplaats, zet

WK = "overheden/westerkwartier"
OPENBAAR, EMBARGO = f"{WK}/brieven/1969216064", f"{WK}/brieven/1969216999"
CONCEPT = "overheden/veendam/brieven/0047000123"
GRIFFIE, RAADSLID = "griffie-gm1969", "raadslid-gm1969"
VREEMDEN = [None, "gast", "griffie-gm0047", "raadslid-gm0047", "medewerker-gm1969"]


def roep(server, methode, pad, wie=None, **kwargs):
    return requests.request(
        methode,
        f"{server.url}/{pad}",
        headers={"Accept": kwargs.pop("soort", "application/json"), "Accept-Language": "nl"},
        auth=(wie, WACHTWOORD) if wie else None,
        timeout=60,
        allow_redirects=False,
        **kwargs,
    )


def teksten(server, pad, wie=None) -> list[str]:
    antwoord = roep(server, "GET", f"{pad}/@toezeggingen", wie)
    assert antwoord.status_code == 200, antwoord.text
    return [item["tekst"] for item in antwoord.json()["items"]]


def brief_op(server, pad):
    return server.portal.unrestrictedTraverse(pad)


@pytest.fixture
def site(server):
    """Two promises in a public letter, one of them public, and one in a letter under embargo."""
    login(server.app, SITE_OWNER_NAME)
    api.user.create(username="gast", email="gast@example.org", password=WACHTWOORD)
    IAnnotations(server.portal)[SLEUTEL].clear()  # the examples of the demo
    nu, gisteren = klok.nu(), (klok.vandaag() - timedelta(days=1)).isoformat()
    openbaar, embargo = brief_op(server, OPENBAAR), brief_op(server, EMBARGO)
    leg_vast(openbaar, {"tekst": "grutto", "openbaar": True, "termijn": gisteren}, nu)
    leg_vast(openbaar, {"tekst": "kluut"}, nu)
    leg_vast(embargo, {"tekst": "wulp", "openbaar": True}, nu)
    transaction.commit()
    return server


class TestWhoSeesWhat:
    @pytest.mark.parametrize("wie", VREEMDEN)
    def test_a_stranger_sees_what_is_public_of_public_letters(self, site, wie):
        assert teksten(site, OPENBAAR, wie) == ["grutto"]
        assert teksten(site, WK, wie) == ["grutto"]
        assert "geschiedenis" not in roep(site, "GET", f"{OPENBAAR}/@toezeggingen", wie).json()
        for pad in (OPENBAAR, f"{OPENBAAR}/@@toezeggingen", f"{WK}/@@toezeggingen?status=alle"):
            pagina = roep(site, "GET", pad, wie, soort="text/html")
            assert pagina.status_code == 200
            assert "kluut" not in pagina.text
            assert "wulp" not in pagina.text

    @pytest.mark.parametrize("wie", VREEMDEN)
    @pytest.mark.parametrize("methode", ["GET", "POST", "PATCH"])
    def test_a_hidden_letter_is_a_path_that_never_existed(self, site, wie, methode):
        antwoorden = [
            roep(site, methode, f"{WK}/brieven/{id_}/@toezeggingen", wie, json={"tekst": "x"})
            for id_ in ("1969216999", "1969216998")
        ]
        assert [a.status_code for a in antwoorden] == [404, 404]
        echt, nergens = (a.text for a in antwoorden)
        assert echt.replace("1969216999", "1969216998") == nergens

    @pytest.mark.parametrize("wie", [GRIFFIE, RAADSLID])
    def test_council_and_clerk_see_all_of_the_letters_they_read(self, site, wie):
        assert teksten(site, OPENBAAR, wie) == ["grutto", "kluut"]
        assert sorted(teksten(site, WK, wie)) == ["grutto", "kluut", "wulp"]

    def test_of_a_letter_that_was_withdrawn_nothing_is_left_to_others(self, site):
        zet(brief_op(site, OPENBAAR), PUBLICATIE["Raadsbrief"], Status.INGETROKKEN)
        transaction.commit()
        assert teksten(site, WK) == []
        assert teksten(site, WK, RAADSLID) == ["wulp"]

    def test_a_correction_leads_to_the_promises_of_the_letter_that_it_replaces(self, site):
        nieuw = maak_nieuwe_versie(brief_op(site, OPENBAAR), klok.nu(), "Een bedrag is verbeterd.")
        for stap in ("bied_aan", "onderteken"):
            verplaats(nieuw, ONDERTEKENING["Raadsbrief"], stap)
        verplaats(nieuw, PUBLICATIE["Raadsbrief"], "publiceer")
        transaction.commit()
        adres = f'href="{site.url}/{OPENBAAR}/@@toezeggingen"'
        for wie, aantal in ((None, 1), (RAADSLID, 2), (GRIFFIE, 2)):
            tekst = roep(site, "GET", f"{OPENBAAR}-v2", wie, soort="text/html").text
            assert adres in tekst
            assert f"Toezeggingen in versie 1 ({aantal})" in re.sub(r"\s+", " ", tekst)
        zet(brief_op(site, OPENBAAR), PUBLICATIE["Raadsbrief"], Status.INGETROKKEN)
        transaction.commit()
        for wie in VREEMDEN:
            assert adres not in roep(site, "GET", f"{OPENBAAR}-v2", wie, soort="text/html").text


class TestKeeping:
    def test_the_clerk_records_changes_and_every_step_stays(self, site):
        gemaakt = roep(
            site, "POST", f"{OPENBAAR}/@toezeggingen", GRIFFIE, json={"tekst": "Een brief"}
        )
        assert (gemaakt.status_code, gemaakt.json()["nummer"]) == (201, 3)
        gedaan = roep(
            site,
            "PATCH",
            f"{OPENBAAR}/@toezeggingen",
            GRIFFIE,
            json={"nummer": 3, "status": "nagekomen", "opmerking": "Gestuurd"},
        )
        assert gedaan.json()["per"] == klok.vandaag().isoformat()
        transaction.begin()
        brief = brief_op(site, OPENBAAR)
        regels = [r for r in regels_van(brief) if r["toezegging"]["nummer"] == 3]
        assert [r["toezegging"]["status"] for r in regels] == ["open", "nagekomen"]
        assert {r["wie"] for r in regels} == {GRIFFIE}
        lijst = roep(site, "GET", f"{WK}/@toezeggingen?status=nagekomen", GRIFFIE).json()
        assert [rij["tekst"] for rij in lijst["items"]] == ["Een brief"]
        te_laat = roep(site, "GET", f"{WK}/@toezeggingen?status=te_laat").json()
        assert [(r["tekst"], r["te_laat"]) for r in te_laat["items"]] == [("grutto", True)]

    @pytest.mark.parametrize("wie", [*VREEMDEN, RAADSLID])
    def test_nobody_else_records_or_changes(self, site, wie):
        for methode, lichaam in (("POST", {"tekst": "x"}), ("PATCH", {"nummer": 1, "tekst": "x"})):
            antwoord = roep(site, methode, f"{OPENBAAR}/@toezeggingen", wie, json=lichaam)
            assert antwoord.status_code == 401
        transaction.begin()
        assert [t.tekst for t in toezeggingen_van(brief_op(site, OPENBAAR))] == ["grutto", "kluut"]

    @pytest.mark.parametrize(
        ("methode", "pad", "wie", "lichaam", "status", "soort"),
        [
            ("POST", OPENBAAR, GRIFFIE, {}, 400, "toezegging_veld"),
            ("POST", OPENBAAR, GRIFFIE, [], 400, "geen_json"),
            (
                "POST",
                OPENBAAR,
                GRIFFIE,
                {"tekst": "x", "passage": "zeearend"},
                400,
                "toezegging_passage",
            ),
            ("PATCH", OPENBAAR, GRIFFIE, {"nummer": 9}, 404, "geen_toezegging"),
            ("PATCH", OPENBAAR, GRIFFIE, {"nummer": [1]}, 404, "geen_toezegging"),
            (
                "PATCH",
                OPENBAAR,
                GRIFFIE,
                {"nummer": 1, "status": "vervallen"},
                400,
                "toezegging_opmerking",
            ),
            ("POST", CONCEPT, "griffie-gm0047", {"tekst": "x"}, 409, "toezegging_niet_getekend"),
        ],
    )
    def test_what_cannot_be_is_refused_and_leaves_nothing(
        self, site, methode, pad, wie, lichaam, status, soort
    ):
        antwoord = roep(site, methode, f"{pad}/@toezeggingen", wie, json=lichaam)
        assert (antwoord.status_code, antwoord.json()["error"]["type"]) == (status, soort)

    @pytest.mark.parametrize("vraag", ["status=x", "status=open&status=alle", "b_start=-1"])
    def test_a_list_that_nobody_can_mean_is_refused(self, site, vraag):
        assert roep(site, "GET", f"{WK}/@toezeggingen?{vraag}").status_code == 400

    @pytest.mark.parametrize(
        ("vraag", "status", "woorden"),
        [
            ("status=x", 400, "Deze lijst bestaat niet"),
            ("b_start=-1", 400, "Deze lijst bestaat niet"),
            ("b_start=" + "9" * 30, 400, "Deze lijst bestaat niet"),
            ("b_start=25", 404, "geen toezeggingen meer"),
            ("status=vervallen", 200, "geen toezeggingen van die soort"),
        ],
    )
    def test_a_page_that_is_not_there_says_so(self, site, vraag, status, woorden):
        pagina = roep(site, "GET", f"{WK}/@@toezeggingen?{vraag}", soort="text/html")
        assert pagina.status_code == status
        assert woorden in pagina.text

    def test_a_long_list_comes_in_pages_and_says_how_many_are_overdue(self, site):
        nu = klok.nu()
        gisteren = (klok.vandaag() - timedelta(days=1)).isoformat()
        for nummer in range(30):
            leg_vast(
                brief_op(site, OPENBAAR),
                {"tekst": f"vogel {nummer}", "openbaar": True, "termijn": gisteren},
                nu,
            )
        transaction.commit()
        adres, gezien = f"{WK}/@@toezeggingen", []
        for blad in (adres, f"{adres}?status=open&b_start=25"):
            tekst = roep(site, "GET", blad, soort="text/html").text
            assert re.search(r"31\s+te laat", tekst)
            gezien += re.findall(r"@@toezeggingen#toezegging-(\d+)", tekst)
        assert len(gezien) == len(set(gezien)) == 31
        assert re.search(r"Bladzijde\s+2\s+van\s+2", tekst)

    def test_the_passage_is_looked_for_in_the_words_of_the_letter(self, site):
        woorden = re.sub(r"<[^>]+>", " ", brief_op(site, OPENBAAR).tekst.raw).split()[:3]
        lichaam = {"tekst": "x", "passage": "  ".join(woorden)}
        antwoord = roep(site, "POST", f"{OPENBAAR}/@toezeggingen", GRIFFIE, json=lichaam)
        assert antwoord.status_code == 201, antwoord.text

    def test_or_on_a_page(self, site):
        sessie = requests.Session()
        sessie.auth = (GRIFFIE, WACHTWOORD)
        adres = f"{site.url}/{OPENBAAR}/@@toezeggingen"
        assert sessie.post(adres, data={"tekst": "x"}, timeout=60).status_code == 403
        pagina = sessie.get(adres, timeout=60).text
        merk = {
            "_authenticator": re.search(r'name="_authenticator" value="(\w+)"', pagina).group(1)
        }
        fout = sessie.post(adres, data={**merk, "tekst": "", "termijn": "morgen"}, timeout=60)
        assert fout.status_code == 400
        assert 'href="#veld-te' in fout.text
        goed = sessie.post(adres, data={**merk, "tekst": "Een nota"}, timeout=60)
        assert "Een nota" in goed.text
        anders = {**merk, "nummer": "3", "status": "vervallen", "opmerking": "", "termijn": ""}
        geweigerd = sessie.post(adres, data=anders, timeout=60)
        assert (geweigerd.status_code, 'id="veld-opmerking-3"' in geweigerd.text) == (400, True)
        anders["opmerking"] = "Niet meer nodig"
        assert "Niet meer nodig" in sessie.post(adres, data=anders, timeout=60).text
        lezer = requests.Session()
        lezer.auth = (RAADSLID, WACHTWOORD)
        tekst = lezer.get(adres, timeout=60).text
        assert "<form" not in tekst.partition('id="content-core"')[2].partition("footer")[0]

    def test_what_is_overdue_is_work_for_the_clerk_alone(self, site):
        def werk(wie):
            return roep(site, "GET", "@mijn-werk", wie).text

        assert "@@toezeggingen#toezegging-1" in werk(GRIFFIE)
        for wie in (RAADSLID, "griffie-gm0047", "medewerker-gm1969"):
            assert "@@toezeggingen" not in werk(wie)
