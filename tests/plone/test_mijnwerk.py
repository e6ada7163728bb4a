"""The start page: each role finds what waits for it, and nothing of others."""

import pytest
import requests
import transaction
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

from groningse_norm import klok
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.ondertekening import buiten
from groningse_norm.ondertekening.buiten import Aanmelding, Wijze
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.termijnen import opslag
from groningse_norm.termijnen.domain import Afwezig
from groningse_norm.werkstroom.bouw import verplaats, zet

CONCEPT = "overheden/veendam/brieven/0047000123"
PLAN = "overheden/westerkwartier/uitvoeringsplan"
MEDEWERKER = "medewerker-gm1969"
EMBARGO = "overheden/westerkwartier/brieven/1969216999"
TOEZEGGING = "overheden/westerkwartier/brieven/1969216064/@@toezeggingen#toezegging-2"  # an example of the demo


def haal(server, pad, wie, soort="application/json"):
    return requests.get(
        f"{server.url}/{pad}",
        auth=(wie, WACHTWOORD) if wie else None,
        headers={"Accept": soort, "Accept-Language": "nl"},
        timeout=60,
        allow_redirects=False,
    )


def werk(server, wie):
    antwoord = haal(server, "@mijn-werk", wie)
    assert antwoord.status_code == 200, antwoord.text
    assert antwoord.headers["Cache-Control"] == "private, no-store"
    gegevens = antwoord.json()
    assert gegevens["items_total"] == sum(groep["aantal"] for groep in gegevens["groepen"])
    return {
        groep["id"]: [taak["@id"].removeprefix(f"{server.url}/") for taak in groep["items"]]
        for groep in gegevens["groepen"]
    }


@pytest.fixture
def ter_ondertekening(server):
    brief = server.portal.unrestrictedTraverse(CONCEPT)
    verplaats(brief, ONDERTEKENING["Raadsbrief"], "bied_aan")
    transaction.commit()
    return brief


def test_a_signatory_finds_what_to_sign_until_it_is_signed(server, ter_ondertekening):
    te_tekenen = {"te_ondertekenen": [f"{CONCEPT}/@@onderteken"]}
    assert werk(server, "ondertekenaar-gm0047") == te_tekenen
    assert werk(server, "secretaris-gm0047") == te_tekenen
    afdruk = haal(server, f"{CONCEPT}/@ondertekening", "secretaris-gm0047").json()["momentopname"]
    requests.post(
        f"{server.url}/{CONCEPT}/@ondertekening",
        json={"wachtwoord": WACHTWOORD, "momentopname": afdruk},
        auth=("secretaris-gm0047", WACHTWOORD),
        headers={"Accept": "application/json"},
        timeout=60,
    ).raise_for_status()
    assert werk(server, "secretaris-gm0047") == {}
    assert werk(server, "ondertekenaar-gm0047") == te_tekenen


def test_the_clerk_finds_drafts_what_to_send_and_what_is_planned(server, ter_ondertekening):
    assert werk(server, "griffie-gm1969") == {"gepland": [EMBARGO], "te_laat": [TOEZEGGING]}
    assert werk(server, "griffie-gm0047") == {}
    zet(ter_ondertekening, ONDERTEKENING["Raadsbrief"], "concept")
    ter_ondertekening.reindexObject()
    transaction.commit()
    assert werk(server, "griffie-gm0047") == {"in_voorbereiding": [CONCEPT]}
    for stap in ("bied_aan", "onderteken"):
        verplaats(ter_ondertekening, ONDERTEKENING["Raadsbrief"], stap)
    transaction.commit()
    assert werk(server, "griffie-gm0047") == {"te_verzenden": [CONCEPT]}


def test_staff_find_the_measures_that_are_due(server):
    gevonden = werk(server, "medewerker-gm1969")
    assert set(gevonden) == {"te_laat", "binnenkort", "in_voorbereiding"}
    (concept,) = gevonden.pop("in_voorbereiding")
    assert concept.startswith("overheden/westerkwartier/evaluatie-")
    plan = "overheden/westerkwartier/uitvoeringsplan/"
    assert all(adres.startswith(plan) for adressen in gevonden.values() for adres in adressen)


def test_a_measure_of_a_colleague_is_no_work_unless_he_is_away_or_gone(server):
    acl = server.portal.acl_users
    acl.source_users.addUser("collega", "collega", WACHTWOORD)
    acl.portal_role_manager.assignRoleToPrincipal("Member", "collega")
    acl.source_groups.addPrincipalToGroup("collega", "gm1969-medewerkers")
    pad = f"{PLAN}/{werk_op_plan(server, MEDEWERKER)[0]}"
    maatregel = server.portal.unrestrictedTraverse(pad)
    maatregel.persoon = "collega"
    notify(ObjectModifiedEvent(maatregel))
    transaction.commit()
    naam = maatregel.getId()

    assert naam not in werk_op_plan(server, MEDEWERKER)
    assert naam in werk_op_plan(server, "collega")
    vandaag = klok.vandaag()
    transaction.begin()
    opslag.meld_afwezig("collega", Afwezig(vandaag, vandaag, MEDEWERKER))
    transaction.commit()
    assert naam in werk_op_plan(server, MEDEWERKER)
    transaction.begin()
    opslag.meld_afwezig("collega", None)
    acl.source_groups.removePrincipalFromGroup("collega", "gm1969-medewerkers")
    transaction.commit()
    assert naam in werk_op_plan(server, MEDEWERKER)
    assert werk(server, "collega") == {}


def werk_op_plan(server, wie) -> list[str]:
    """Ids of the measures that wait for somebody."""
    adressen = [adres for lijst in werk(server, wie).values() for adres in lijst]
    return [adres.rpartition("/")[2] for adres in adressen if adres.startswith(f"{PLAN}/")]


def test_what_was_signed_outside_waits_for_whoever_may_confirm_it(server, ter_ondertekening):
    dossier = Dossier(ter_ondertekening)
    partij = dossier.ronde.partijen[0]
    besloten = {"gebruiker": "griffie-gm0047", "zout": "0" * 32}
    regel = buiten.registreer(
        dossier.ronde,
        dossier.buiten,
        Aanmelding(partij, Wijze.INKT, klok.vandaag(), "J. van der Pen"),
        sha256="a" * 64,
        grootte=1,
        getoonde_momentopname=dossier.ronde.momentopname,
        keten=dossier.kop,
        besloten=besloten,
        moment=klok.nu(),
        vandaag=klok.vandaag(),
    )
    dossier.voeg_buiten_toe(regel, besloten)
    acl = server.portal.acl_users
    acl.source_users.addUser("tweede", "tweede", WACHTWOORD)
    acl.source_groups.addPrincipalToGroup("tweede", "gm0047-griffie")
    transaction.commit()
    wacht = [f"{CONCEPT}/@@buiten-ondertekenen"]

    assert werk(server, "tweede")["te_bevestigen"] == wacht
    assert werk(server, "ondertekenaar-gm0047")["te_bevestigen"] == wacht
    # Whoever registered it is not the second person; the others are no party.
    for wie in ("griffie-gm0047", "secretaris-gm0047", "griffie-gm1969", "normbeheerder"):
        assert "te_bevestigen" not in werk(server, wie)
    bevestigd = buiten.vervolg(
        dossier.buiten,
        buiten.registraties(dossier.buiten)[0],
        buiten.Stap.BEVESTIGING,
        keten=dossier.kop,
        besloten=besloten,
        moment=klok.nu(),
    )
    dossier.voeg_buiten_toe(bevestigd, besloten)
    transaction.commit()
    assert "te_bevestigen" not in werk(server, "tweede")


def test_a_signed_evaluation_waits_to_be_sent_as_a_letter_does(server):
    pad = f"overheden/westerkwartier/evaluatie-{klok.vandaag().year}"
    evaluatie = server.portal.unrestrictedTraverse(pad)
    for stap in ("bied_aan", "onderteken"):
        verplaats(evaluatie, ONDERTEKENING["Evaluatie"], stap)
    transaction.commit()

    assert werk(server, "griffie-gm1969")["te_verzenden"] == [pad]


def test_a_council_member_finds_what_to_read_under_embargo(server):
    assert werk(server, "raadslid-gm1969") == {"te_lezen": [EMBARGO]}


@pytest.mark.parametrize("wie", ["raadslid-gm0047", "medewerker-gm0047", "normbeheerder"])
def test_nobody_finds_the_work_of_others(server, ter_ondertekening, wie):
    assert werk(server, wie) == {}
    pagina = haal(server, "@@mijn-werk", wie, "text/html").text
    assert "1969216999" not in pagina
    assert "0047000123" not in pagina
    assert "Er is niets dat op u wacht" in pagina


def test_without_logging_in_there_is_nothing_to_see(server):
    assert haal(server, "@mijn-werk", None).status_code == 401
    antwoord = haal(server, "@@mijn-werk", None, "text/html")
    assert antwoord.status_code == 302
    assert (
        "require_login" in antwoord.headers["Location"] or "login" in antwoord.headers["Location"]
    )


def test_the_page_says_what_and_by_when(server):
    pagina = haal(server, "@@mijn-werk", "medewerker-gm1969", "text/html").text
    assert "Laatste wijziging" not in pagina
    for tekst in ("Mijn werk", "Te laat", "Westerkwartier"):
        assert tekst in pagina


@pytest.mark.parametrize(
    ("vanaf", "naar"),
    [("", "/@@mijn-werk"), ("/", "/@@mijn-werk"), ("/overheden/westerkwartier", None)],
)
def test_after_logging_in_people_come_to_their_work_or_where_they_were(server, vanaf, naar):
    sessie = requests.Session()
    velden = {
        "__ac_name": "raadslid-gm1969",
        "__ac_password": WACHTWOORD,
        "came_from": f"{server.url}{vanaf}" if vanaf else "",
        "buttons.login": "1",
    }
    antwoord = sessie.post(f"{server.url}/login", data=velden, timeout=60)
    assert antwoord.url == f"{server.url}{naar or vanaf}"
    assert f"{server.url}/@@mijn-werk" in antwoord.text
