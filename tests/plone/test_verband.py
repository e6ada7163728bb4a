"""What a letter belongs with: shown, found back and changed only as far as somebody sees it."""

import re

import pytest
import requests
import transaction
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login

from groningse_norm import klok
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.raadsbrief.verband.handelingen import verbind
from groningse_norm.versies.handelingen import maak_nieuwe_versie
from groningse_norm.werkstroom.bouw import zet

BRIEVEN = "overheden/westerkwartier/brieven"
BRIEF = f"{BRIEVEN}/1969216064"
GEHEIM = f"{BRIEVEN}/1969216999"
NORM = "norm/groningse-norm"
VEENDAM = "overheden/veendam/brieven/0047000123"
GRIFFIE, GRIFFIE_VEENDAM = "griffie-gm1969", "griffie-gm0047"
# Nobody; a member without roles; another authority; staff that is no reader.
VREEMDEN = [None, "gast", "raadslid-gm0047", "griffie-gm0047", "medewerker-gm1969"]


def roep(server, methode, pad, wie=None, soort="application/json", **kwargs):
    return requests.request(
        methode,
        f"{server.url}/{pad}",
        headers={"Accept": soort, "Accept-Language": "nl"},
        auth=(wie, WACHTWOORD) if wie else None,
        timeout=60,
        **kwargs,
    )


@pytest.fixture
def site(server):
    """With a draft of Veendam that names the norm and a letter under embargo of another."""
    login(server.app, SITE_OWNER_NAME)
    api.user.create(username="gast", email="gast@example.org", password=WACHTWOORD)
    verbind(server.portal.unrestrictedTraverse(VEENDAM), [f"/{NORM}", f"/{GEHEIM}"])
    verbind(server.portal.unrestrictedTraverse(GEHEIM), [f"/{NORM}"])
    transaction.commit()
    return server


def namen(server, pad, wie):
    return [doel["@id"] for doel in roep(server, "GET", pad, wie).json()["verwant"]]


class TestTheReader:
    def test_the_letter_names_its_norm_its_model_its_meeting_and_its_policy(self, site):
        pagina = roep(site, "GET", BRIEF, soort="text/html").text
        assert "Hoort bij" in pagina
        assert f'href="{site.url}/{NORM}/model-uitvoeringsplan"' in pagina
        assert f'href="{site.url}/overheden/veendam/bijeenkomsten/' in pagina
        assert "Contourennota (2022)" in pagina
        assert namen(site, BRIEF, None)[0] == f"{site.url}/{NORM}"

    @pytest.mark.parametrize("wie", VREEMDEN)
    def test_the_norm_names_only_letters_that_a_stranger_sees(self, site, wie):
        geheim = site.portal.unrestrictedTraverse(GEHEIM)
        merken = (geheim.getId(), geheim.UID(), geheim.title)
        pagina = roep(site, "GET", NORM, wie, "text/html").text
        assert "Brieven hierover" in pagina
        assert f"{site.url}/{BRIEF}" in pagina
        uid = site.portal.unrestrictedTraverse(NORM).UID()
        relaties = roep(site, "GET", f"@relations?target={uid}", wie).text
        for merk in merken:
            assert merk not in pagina
            assert merk not in relaties
        assert geheim.title in roep(site, "GET", NORM, GRIFFIE, "text/html").text

    def test_also_an_editor_gets_nothing_of_a_hidden_item_from_letter_or_form(self, site):
        geheim = site.portal.unrestrictedTraverse(GEHEIM)
        assert namen(site, VEENDAM, GRIFFIE_VEENDAM) == [f"{site.url}/{NORM}"]
        for deur, soort in (("", "application/json"), ("", "text/html"), ("/edit", "text/html")):
            antwoord = roep(site, "GET", f"{VEENDAM}{deur}", GRIFFIE_VEENDAM, soort)
            assert antwoord.status_code == 200
            assert f"{site.url}/{NORM}" in antwoord.text
            assert not re.search(f"{geheim.UID()}|{geheim.getId()}", antwoord.text)

    def test_letters_and_meetings_of_one_name_are_told_apart(self, site):
        pagina = re.sub(r"\s+", " ", roep(site, "GET", BRIEF, soort="text/html").text)
        assert "Bijeenkomst, Veendam, 22 mei 2025" in re.sub(r"<[^>]+>", "", pagina)
        over = re.sub(r"\s+", " ", roep(site, "GET", NORM, soort="text/html").text)
        assert "Westerkwartier, 31 maart 2025" in re.sub(r"<[^>]+>", "", over)

    def test_a_letter_that_was_replaced_is_named_as_such(self, site):
        verbind(site.portal.unrestrictedTraverse(GEHEIM), [f"/{BRIEF}"])
        zet(
            site.portal.unrestrictedTraverse(BRIEF),
            ONDERTEKENING["Raadsbrief"],
            "vervangen",
        )
        transaction.commit()
        pagina = roep(site, "GET", GEHEIM, GRIFFIE, "text/html").text
        assert "vervangen door een latere versie" in pagina


class TestTheEditor:
    def test_takes_away_only_what_he_sees(self, site):
        antwoord = roep(site, "PATCH", VEENDAM, GRIFFIE_VEENDAM, json={"verwant": []})
        assert antwoord.status_code == 204, antwoord.text
        assert namen(site, VEENDAM, GRIFFIE_VEENDAM) == []
        transaction.begin()
        over = site.portal.unrestrictedTraverse(VEENDAM).verwant
        assert [relatie.to_object.getId() for relatie in over] == ["1969216999"]

    def test_a_hidden_item_is_refused_as_one_that_never_was(self, site):
        geheim = site.portal.unrestrictedTraverse(GEHEIM)
        antwoorden = {
            (antwoord.status_code, antwoord.text)
            for doel in (f"{site.url}/{GEHEIM}", f"/{GEHEIM}", geheim.UID(), "niets", "/niets")
            for antwoord in [
                roep(site, "PATCH", VEENDAM, GRIFFIE_VEENDAM, json={"verwant": [doel]})
            ]
        }
        assert [status for status, _tekst in antwoorden] == [400]

    @pytest.mark.parametrize("invoer", [7, "x", [7], [None], [{"@id": 7}], [["x"]], {"a": 1}])
    def test_nonsense_is_refused_and_changes_nothing(self, site, invoer):
        antwoord = roep(site, "PATCH", VEENDAM, GRIFFIE_VEENDAM, json={"verwant": invoer})
        assert antwoord.status_code == 400
        assert namen(site, VEENDAM, GRIFFIE_VEENDAM) == [f"{site.url}/{NORM}"]

    def test_gives_addresses_in_the_form_one_on_a_line(self, site):
        sessie = requests.Session()
        sessie.auth = (GRIFFIE_VEENDAM, WACHTWOORD)
        adres = f"{site.url}/{VEENDAM}/edit"
        sessie.headers["Accept-Language"] = "nl"
        pagina = sessie.get(adres, timeout=60).text
        (merk, *_rest) = re.findall(r'<input[^>]*"_authenticator"[^>]*>', pagina)
        velden = {
            "_authenticator": re.search(r"[0-9a-f]{40}", merk).group(),
            "form.widgets.title": "Onderwerp",
            "form.buttons.save": "1",
        }
        fout = velden | {"form.widgets.verwant": f"{site.url}/{GEHEIM}"}
        assert "Op een van deze adressen is niets" in sessie.post(adres, data=fout, timeout=60).text
        goed = velden | {"form.widgets.verwant": f"{site.url}/{NORM}\r\n{site.url}/{BRIEF}\r\n"}
        sessie.post(adres, data=goed, timeout=60)
        assert namen(site, VEENDAM, GRIFFIE_VEENDAM) == [
            f"{site.url}/{NORM}",
            f"{site.url}/{BRIEF}",
        ]

    def test_reads_of_the_field_in_the_schema(self, site):
        schema = roep(site, "GET", "@types/Raadsbrief", GRIFFIE_VEENDAM).json()
        assert schema["properties"]["verwant"]["title"] == "Hoort bij"

    def test_what_was_signed_keeps_its_list(self, site):
        antwoord = roep(site, "PATCH", BRIEF, GRIFFIE, json={"verwant": []})
        assert antwoord.status_code in (401, 403, 409)
        assert len(namen(site, BRIEF, None)) == 3


def test_the_policy_is_signed_and_the_list_is_not(site):
    dossier = Dossier(site.portal.unrestrictedTraverse(BRIEF))
    opname = dossier.momentopname(dossier.ronde.momentopname)
    assert "Contourennota (2022)" in str(opname)
    assert "verwant" not in str(opname)


def test_a_correction_belongs_with_the_same_in_relations_of_its_own(site):
    brief = site.portal.unrestrictedTraverse(BRIEF)
    nieuw = maak_nieuwe_versie(brief, klok.nu(), "Een datum is verbeterd.")
    transaction.commit()
    assert namen(site, f"{BRIEF}-v2", GRIFFIE) == namen(site, BRIEF, GRIFFIE)
    assert all(relatie.from_object == nieuw for relatie in nieuw.verwant)
    assert all(relatie.from_object == brief for relatie in brief.verwant)
