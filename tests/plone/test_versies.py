"""A new version beside the signed one: who makes it, who sees it, and when it replaces the old."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import requests
import transaction
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login
from plone.dexterity.utils import addContentToContainer, createContent
from plone.namedfile.file import NamedBlobFile

from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.domain import PUBLICATIE, Status
from groningse_norm.ondertekening.controle import verslag_van
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.versies.handelingen import keten_van, maak_nieuwe_versie
from groningse_norm.versies.opslag import volgende_van, vorige_van
from groningse_norm.werkstroom.bouw import verplaats, zet

NORM = "norm/groningse-norm"
REDEN = "In de eerste versie stond een verkeerd bedrag."
NU = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
GRIFFIE, BURGEMEESTER, SECRETARIS = (
    f"{rol}-gm1969" for rol in ("griffie", "ondertekenaar", "secretaris")
)
# Nobody; a member without roles; another authority; staff that is no reader of a draft letter.
VREEMDEN = [None, "gast", "griffie-gm0047", "raadslid-gm0047", "medewerker-gm1969"]


def roep(server, methode, pad, wie=None, **kwargs):
    return requests.request(
        methode,
        f"{server.url}/{pad}",
        headers={"Accept": "application/json", "Accept-Language": "nl"},
        auth=(wie, WACHTWOORD) if wie else None,
        timeout=60,
        allow_redirects=False,
        **kwargs,
    )


def maak(server, pad, reden=REDEN, wie=GRIFFIE):
    return roep(server, "POST", f"{pad}/@nieuwe-versie", wie, json={"reden": reden})


def pagina_van(server, pad, wie=None) -> str:
    auth = (wie, WACHTWOORD) if wie else None
    koppen = {"Accept-Language": "nl"}
    html = requests.get(f"{server.url}/{pad}", auth=auth, headers=koppen, timeout=60).text
    return re.sub(r"\s+", " ", html)


def stand(obj) -> tuple[str, str]:
    tool = api.portal.get_tool("portal_workflow")
    return tuple(tool.getInfoFor(obj, naam) for naam in ("review_state", "publicatie_status"))


def brief_van(portal, status="openbaar"):
    """The letter of Westerkwartier that is public, or under embargo."""
    for brief in portal["overheden"]["westerkwartier"]["brieven"].objectValues():
        if stand(brief) == ("ondertekend", status):
            return brief
    raise AssertionError(status)


def pad_van(server, obj) -> str:
    return obj.absolute_url().removeprefix(f"{server.portal.absolute_url()}/")


def onderteken_zonder_mensen(obj) -> None:
    """To ``ondertekend`` without a round: these tests are about what happens after."""
    werkstroom = ONDERTEKENING[obj.portal_type]
    verplaats(obj, werkstroom, "bied_aan")
    verplaats(obj, werkstroom, "onderteken")


@pytest.fixture
def portal(demo, als):
    als(demo, SITE_OWNER_NAME)
    return demo


class TestTheCopy:
    def test_a_norm_takes_its_agreements_its_model_and_its_files_along(self, portal):
        norm = portal["norm"]["groningse-norm"]
        nieuw = maak_nieuwe_versie(norm, NU)
        assert (nieuw.getId(), nieuw.versie, stand(nieuw)) == (
            "groningse-norm-v2",
            2,
            ("concept", "intern"),
        )
        assert [a.title for a in nieuw.basisafspraken()] == [a.title for a in norm.basisafspraken()]
        model = nieuw["model-uitvoeringsplan"]
        assert (model.norm, model.model) == (nieuw.UID(), True)
        eigen = {afspraak.UID() for afspraak in nieuw.basisafspraken()}
        assert {maatregel.basisafspraak for maatregel in model.maatregelen()} == eigen
        assert stand(norm) == ("in_uitvoering", "openbaar")

    def test_a_letter_takes_its_files_and_neither_signature_nor_embargo(self, portal):
        brief = brief_van(portal, "onder_embargo")
        addContentToContainer(
            brief,
            createContent("File", id="b", title="B", file=NamedBlobFile(b"x", filename="b.txt")),
            checkConstraints=False,
        )
        nieuw = maak_nieuwe_versie(brief, NU, REDEN)
        assert nieuw.embargo_tot is None
        assert Dossier(nieuw).keten == ()
        assert (nieuw["b"].file.data, nieuw.kenmerk) == (b"x", brief.kenmerk)
        assert nieuw["b"].file._blob is not brief["b"].file._blob
        assert nieuw.versie == 2

    def test_a_plan_starts_without_the_progress_and_gets_it_when_it_replaces_the_old(self, portal):
        plan = portal["overheden"]["westerkwartier"]["uitvoeringsplan"]
        nieuw = maak_nieuwe_versie(plan, NU)
        assert {maatregel.stand for maatregel in nieuw.maatregelen()} == {"ontbreekt"}
        zet(nieuw, PUBLICATIE["Uitvoeringsplan"], stand(plan)[1])
        onderteken_zonder_mensen(nieuw)
        assert stand(plan)[0] == "vervangen"
        assert [m.stand for m in nieuw.maatregelen()] == [m.stand for m in plan.maatregelen()]

    def test_a_copy_by_plone_is_nobodys_version(self, portal):
        brief = brief_van(portal)
        nieuw = maak_nieuwe_versie(brief, NU, REDEN)
        kopie = api.content.copy(nieuw, id="kopie")
        assert (vorige_van(kopie), volgende_van(kopie)) == (None, None)
        assert keten_van(nieuw) == [brief, nieuw]

    def test_a_draft_that_is_deleted_makes_room_for_another(self, portal):
        brief = brief_van(portal)
        nieuw = maak_nieuwe_versie(brief, NU, REDEN)
        nieuw.aq_parent.manage_delObjects([nieuw.getId()])
        assert volgende_van(brief) is None
        assert maak_nieuwe_versie(brief, NU, REDEN).versie == 2


class TestReplacing:
    def test_the_old_one_holds_until_the_new_one_is_signed_and_stays_readable(self, portal):
        norm = portal["norm"]["groningse-norm"]
        nieuw = maak_nieuwe_versie(norm, NU)
        assert stand(norm)[0] == "in_uitvoering"
        zet(norm, PUBLICATIE["Norm"], Status.INTERN)
        onderteken_zonder_mensen(nieuw)
        assert stand(norm) == ("vervangen", "intern")
        assert stand(norm["model-uitvoeringsplan"])[0] == "vervangen"
        assert verslag_van(norm).eerste_fout is None

    def test_a_public_one_is_replaced_only_when_the_new_one_is_public(self, portal):
        brief = brief_van(portal)
        nieuw = maak_nieuwe_versie(brief, NU, REDEN)
        onderteken_zonder_mensen(nieuw)
        assert stand(brief) == ("ondertekend", "openbaar")
        verplaats(nieuw, PUBLICATIE["Raadsbrief"], "publiceer")
        assert stand(brief) == ("vervangen", "openbaar")

    def test_no_plan_is_made_any_more_from_a_norm_that_was_replaced(self, portal):
        from groningse_norm.plan.model.overnemen import normen_voor

        norm = portal["norm"]["groningse-norm"]
        nieuw = maak_nieuwe_versie(norm, NU)
        veendam = portal["overheden"]["veendam"]
        assert normen_voor(veendam) == [nieuw, norm]
        zet(norm, ONDERTEKENING["Norm"], "vervangen")
        assert normen_voor(veendam) == [nieuw]

    def test_one_that_was_replaced_still_counts_as_signed(self, portal):
        from groningse_norm.embargo.voorwaarde import is_vervuld

        norm = portal["norm"]["groningse-norm"]
        zet(norm, ONDERTEKENING["Norm"], "vervangen")
        assert is_vervuld(norm.UID())


@pytest.fixture
def site(server):
    login(server.app, SITE_OWNER_NAME)
    api.user.create(username="gast", email="gast@example.org", password=WACHTWOORD)
    transaction.commit()
    return server


@pytest.fixture
def brief(site) -> str:
    """Path of a public letter that has been signed."""
    return pad_van(site, brief_van(site.portal))


class TestTheDoors:
    def test_the_clerk_makes_one_and_is_led_to_it_the_second_time(self, site, brief):
        antwoord = maak(site, brief)
        assert antwoord.status_code == 201, antwoord.text
        assert antwoord.json()["reden"] == REDEN
        assert antwoord.json()["@id"] == antwoord.headers["Location"] == f"{site.url}/{brief}-v2"
        nogmaals = maak(site, brief)
        assert (nogmaals.status_code, nogmaals.headers["Location"]) == (
            409,
            f"{site.url}/{brief}-v2",
        )
        assert maak(site, f"{brief}-v2").status_code == 409

    @pytest.mark.parametrize("reden", [None, "", " \n ", 7, ["x"], "x" * 501, "\x00", "\u202e"])
    def test_a_letter_is_not_corrected_without_a_reason_that_can_be_read(self, site, brief, reden):
        antwoord = maak(site, brief, reden)
        assert antwoord.status_code == 400, antwoord.text
        assert antwoord.json()["error"]["type"].startswith("versie_reden_")
        assert roep(site, "GET", f"{brief}-v2", GRIFFIE).status_code == 404

    def test_a_norm_may_do_without(self, site):
        antwoord = roep(site, "POST", f"{NORM}/@nieuwe-versie", "normbeheerder")
        assert (antwoord.status_code, antwoord.json()["reden"]) == (201, "")

    @pytest.mark.parametrize("wie", VREEMDEN)
    def test_the_reason_is_read_with_both_versions_by_who_may_see_the_new_one(
        self, site, brief, wie
    ):
        nieuw = maak_nieuwe_versie(site.portal.unrestrictedTraverse(brief), NU, REDEN)
        transaction.commit()
        assert REDEN in pagina_van(site, brief, GRIFFIE)
        assert REDEN in pagina_van(site, f"{brief}-v2", GRIFFIE)
        for deur in (brief, f"{brief}-v2", f"{brief}/@verschillen"):
            assert REDEN not in roep(site, "GET", deur, wie).text
        assert REDEN not in pagina_van(site, brief, wie)
        onderteken_zonder_mensen(nieuw)
        verplaats(nieuw, PUBLICATIE["Raadsbrief"], "publiceer")
        transaction.commit()
        assert REDEN in pagina_van(site, brief, wie)
        assert REDEN in pagina_van(site, f"{brief}-v2", wie)
        anders = roep(site, "GET", f"{brief}/@verschillen", wie).json()
        assert (anders["van"]["reden"], anders["naar"]["reden"]) == ("", REDEN)

    def test_a_replaced_letter_says_so_also_when_the_later_one_was_withdrawn(self, site, brief):
        nieuw = maak_nieuwe_versie(site.portal.unrestrictedTraverse(brief), NU, REDEN)
        onderteken_zonder_mensen(nieuw)
        verplaats(nieuw, PUBLICATIE["Raadsbrief"], "publiceer")
        zet(nieuw, PUBLICATIE["Raadsbrief"], Status.INGETROKKEN)
        transaction.commit()
        for wie in VREEMDEN:
            pagina = pagina_van(site, brief, wie)
            assert "is vervangen en geldt niet meer" in pagina
            assert REDEN not in pagina
            assert f"{brief}-v2" not in pagina

    def test_or_on_a_page(self, site, brief):
        sessie = requests.Session()
        sessie.auth = (GRIFFIE, WACHTWOORD)
        adres = f"{site.url}/{brief}"
        assert "@@nieuwe-versie" in sessie.get(adres, timeout=60).text
        assert sessie.get(f"{adres}/@@nieuwe-versie?bevestig=1", timeout=60).status_code == 200
        assert roep(site, "GET", f"{brief}-v2", GRIFFIE).status_code == 404
        assert sessie.post(f"{adres}/@@nieuwe-versie", timeout=60).status_code == 403
        pagina = sessie.get(f"{adres}/@@nieuwe-versie", timeout=60).text
        merk = re.search(r'name="_authenticator" value="(\w+)"', pagina).group(1)
        invoer = {"_authenticator": merk, "reden": "te lang " * 80}
        zonder = sessie.post(f"{adres}/@@nieuwe-versie", data=invoer | {"reden": " "}, timeout=60)
        assert (zonder.status_code, 'id="fout-reden"' in zonder.text) == (400, True)
        lang = sessie.post(f"{adres}/@@nieuwe-versie", data=invoer, timeout=60)
        assert (lang.status_code, "te lang te lang" in lang.text) == (400, True)
        assert roep(site, "GET", f"{brief}-v2", GRIFFIE).status_code == 404
        invoer["reden"] = REDEN
        gemaakt = sessie.post(f"{adres}/@@nieuwe-versie", data=invoer, timeout=60)
        assert gemaakt.url == f"{adres}-v2"
        assert "@@verschillen?met=" in gemaakt.text

    @pytest.mark.parametrize("wie", [*VREEMDEN, BURGEMEESTER, "raadslid-gm1969"])
    def test_nobody_else_makes_one(self, site, brief, wie):
        assert roep(site, "POST", f"{brief}/@nieuwe-versie", wie).status_code == 401
        pagina = roep(site, "GET", f"{brief}/@@nieuwe-versie", wie)
        assert pagina.status_code in (302, 401)
        assert roep(site, "GET", f"{brief}-v2", GRIFFIE).status_code == 404

    @pytest.mark.parametrize("wie", VREEMDEN)
    @pytest.mark.parametrize("getekend", [False, True])
    def test_a_stranger_learns_of_a_hidden_new_version_from_nothing(
        self, site, brief, wie, getekend
    ):
        deuren = (
            ("GET", ""),
            ("GET", "/@ondertekening"),
            ("GET", "/@verschillen"),
            ("GET", "/@verschillen?met=2"),
            ("GET", "/@workflow"),
            ("GET", "/@history"),
            ("GET", "/@@verschillen"),
            ("GET", "/@@verschillen?met=2"),
            ("GET", "/view"),
            ("POST", "/@nieuwe-versie"),
            ("GET", "-v2"),
            ("GET", "-v2/@verschillen"),
            ("POST", "-v2/@nieuwe-versie"),
        )

        def alles():
            antwoorden = [roep(site, methode, f"{brief}{deur}", wie) for methode, deur in deuren]
            # The token against forgery is another one each time.
            return [(a.status_code, re.sub(r"[0-9a-f]{40}", "", a.text)) for a in antwoorden]

        eerst = alles()
        nieuw = maak_nieuwe_versie(site.portal.unrestrictedTraverse(brief), NU, REDEN)
        if getekend:
            onderteken_zonder_mensen(nieuw)
        uid = nieuw.UID()
        transaction.commit()
        assert alles() == eerst
        ander = roep(site, "GET", f"{brief}/@verschillen?met={uid}", wie)
        onbekend = roep(site, "GET", f"{brief}/@verschillen?met=onbekend", wie)
        assert (ander.status_code, ander.text) == (onbekend.status_code, onbekend.text)
        assert ander.status_code == 404

    def test_the_difference_is_told_in_words_of_the_form(self, site, brief):
        nieuw = maak_nieuwe_versie(site.portal.unrestrictedTraverse(brief), NU, REDEN)
        nieuw.title = nieuw.title + " (verbeterd)"
        transaction.commit()
        antwoord = roep(site, "GET", f"{brief}/@verschillen?met=2", GRIFFIE).json()
        assert [antwoord[kant]["bron"] for kant in ("van", "naar")] == ["momentopname", "huidig"]
        (regel,) = antwoord["verschillen"]
        (veld,) = regel["velden"]
        assert (veld["naam"], veld["label"]) == ("title", "Onderwerp")
        assert veld["woorden"][-1] == {"soort": "toegevoegd", "tekst": " (verbeterd)"}
        pagina = pagina_van(site, f"{brief}-v2/@@verschillen", GRIFFIE)
        assert "toegevoegd:</span> (verbeterd)</ins>" in pagina


class TestAWholeLife:
    def teken(self, site, pad, wie):
        opname = roep(site, "GET", f"{pad}/@ondertekening", wie).json()["momentopname"]
        return roep(
            site,
            "POST",
            f"{pad}/@ondertekening",
            wie,
            json={"wachtwoord": WACHTWOORD, "momentopname": opname},
        )

    def test_a_letter_is_corrected_signed_put_under_embargo_and_replaces_the_old(
        self, site, brief, zet_klok
    ):
        zet_klok(NU)
        nieuw = f"{brief}-v2"
        assert maak(site, brief).status_code == 201
        tot = (NU + timedelta(days=2)).isoformat()
        wijziging = {"slotgroet": "Met beste groet", "embargo_tot": tot}
        assert roep(site, "PATCH", nieuw, GRIFFIE, json=wijziging).status_code == 204
        assert roep(site, "POST", f"{nieuw}/@workflow/bied_aan", GRIFFIE).status_code == 200
        for wie in (BURGEMEESTER, SECRETARIS):
            assert self.teken(site, nieuw, wie).status_code == 201
        assert roep(site, "POST", f"{nieuw}/@workflow/verzend", GRIFFIE).status_code == 200
        oud = roep(site, "GET", brief).json()
        assert (oud["review_state"], roep(site, "GET", nieuw).status_code) == ("ondertekend", 404)
        assert roep(site, "GET", f"{nieuw}/@verschillen", "raadslid-gm1969").status_code == 200
        zet_klok(NU + timedelta(days=2))
        oud = roep(site, "GET", brief).json()
        assert (oud["review_state"], oud["publicatie_status"]) == ("vervangen", "openbaar")
        assert roep(site, "GET", f"{brief}/@ondertekening/verificatie").json()["klopt"] is True
        assert "Vervangen door versie 2" in pagina_van(site, brief)
        anders = roep(site, "GET", f"{nieuw}/@verschillen").json()
        assert [veld["naam"] for veld in anders["verschillen"][0]["velden"]] == ["slotgroet"]
        assert anders["naar"]["bron"] == "momentopname"
        assert maak(site, brief).status_code == 409
        derde = maak(site, nieuw).json()
        assert derde["@id"].endswith("-v3")

    def test_a_plan_says_from_which_version_of_the_norm_it_was_made(self, site):
        plan = "overheden/westerkwartier/uitvoeringsplan"
        nieuw = maak_nieuwe_versie(site.portal.unrestrictedTraverse(NORM), NU)
        transaction.commit()
        pagina = pagina_van(site, plan, "medewerker-gm1969")
        assert "Gemaakt van versie 1" in pagina
        assert "nieuwere versie" not in pagina
        onderteken_zonder_mensen(nieuw)
        verplaats(nieuw, PUBLICATIE["Norm"], "publiceer")
        transaction.commit()
        pagina = pagina_van(site, plan, "medewerker-gm1969")
        assert "groningse-norm-v2" in pagina
        assert "nieuwere versie" in pagina
