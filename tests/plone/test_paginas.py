"""The pages: each answers for its people, shows what it must, and refuses in words."""

import io
import re
import zipfile
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
import requests
import transaction
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from zope.component import getMultiAdapter
from zope.interface import alsoProvides

import groningse_norm
from groningse_norm import klok
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.domain import PUBLICATIE, Status
from groningse_norm.interfaces import IGroningseNormLayer
from groningse_norm.ondertekening.domain import ONDERTEKENING, Fase, vingerafdruk
from groningse_norm.ondertekening.leesbaar import delen_van
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.plan.content import Uitvoeringsplan
from groningse_norm.setuphandlers import WERKSTROMEN
from groningse_norm.structuur import maak_overheden, maak_structuur
from groningse_norm.werkstroom.bouw import toestand_van, verplaats, zet
from groningse_norm.werkstroom.views import BETEKENIS

BRIEVEN = Path(__file__).parents[1] / "domain" / "brieven"
SOURCES = Path(groningse_norm.__file__).parent
NORM = "norm/groningse-norm"
WESTERKWARTIER = "overheden/westerkwartier"
PLAN = f"{WESTERKWARTIER}/uitvoeringsplan"
OPENBAAR = f"{WESTERKWARTIER}/brieven/1969216064"
EMBARGO = f"{WESTERKWARTIER}/brieven/1969216999"
CONCEPT = "overheden/veendam/brieven/0047000123"


class Bezoeker:
    """Somebody with a browser: pages as text, forms with the token of their page."""

    def __init__(self, server, wie: str | None) -> None:
        self.server = server
        self._sessie = requests.Session()
        self._sessie.headers["Accept"] = "text/html"
        if wie:
            self._sessie.auth = (wie, WACHTWOORD)

    def open(self, pad: str, **vraag):
        return self._sessie.get(
            f"{self.server.url}/{pad}", params=vraag, timeout=60, allow_redirects=False
        )

    def verstuur(self, pad: str, velden=None, bestand=None, token=True):
        velden = dict(velden or {})
        if token:
            pagina = self.open(
                pad, **{k: velden[k] for k in ("werkstroom", "overgang") if k in velden}
            )
            velden["_authenticator"] = re.search(
                r'name="_authenticator" value="(\w+)"', pagina.text
            )[1]
        return self._sessie.post(
            f"{self.server.url}/{pad}",
            data=velden,
            files={"bestand": bestand} if bestand else None,
            timeout=60,
            allow_redirects=False,
        )


@pytest.fixture
def bezoeker(server):
    return lambda wie=None: Bezoeker(server, wie)


@pytest.fixture
def stuk(server):
    """An item of the demo as it is in the database now."""

    def haal(pad: str):
        transaction.begin()
        return server.portal.unrestrictedTraverse(pad)

    return haal


@pytest.fixture
def aangeboden(server, stuk):
    """The draft letter of Veendam, offered for signature."""
    login(server.app, SITE_OWNER_NAME)
    brief = stuk(CONCEPT)
    verplaats(brief, ONDERTEKENING["Raadsbrief"], "bied_aan")
    transaction.commit()
    return brief


def kale_tekst(html: str) -> str:
    """Text of the page's middle, without markup, on one line."""
    midden = html.partition('<article id="content"')[2].partition("<footer")[0] or html
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", midden))


# --- reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wie", "pad", "teksten"),
    [
        (
            None,
            NORM,
            (
                "Versie 1",
                "Interne weerbaarheid",
                "Informatiehuishouding",
                "Bestuurlijk instrumentarium",
                "13 van 13 hebben getekend",
                "waterschap Noorderzijlvest",
                "loco-burgemeester",
                "Model-uitvoeringsplan",
            ),
        ),
        (None, f"{NORM}/a01", ("A01", "Interne weerbaarheid", "gemeente, provincie, waterschap")),
        (None, f"{NORM}/model-uitvoeringsplan", ("Dit is een voorbeeld", "A01", "C07")),
        (None, "overheden", ("Gemeenten", "Provincie", "Waterschappen", "Hunze en Aa's")),
        (
            None,
            WESTERKWARTIER,
            (
                "gemeente Westerkwartier",
                "31 maart 2025",
                "1969216064",
                "geen plan dat u kunt lezen",
            ),
        ),
        (None, f"{WESTERKWARTIER}/brieven", ("31 maart 2025", "Groningse norm en model")),
        (
            None,
            OPENBAAR,
            (
                "31 maart 2025",
                "1969216064",
                "Siebolt van Delden",
                "Geachte leden van de raad,",
                "A. van der Tuuk",
                "R. Kleijnen",
                "2 van 2 hebben getekend",
                "gemeentesecretaris",
            ),
        ),
        (
            None,
            "overheden/veendam/bijeenkomsten",
            ("Informatiebijeenkomst", "22 mei 2025, 19.30 uur"),
        ),
        (
            "raadslid-gm1969",
            EMBARGO,
            ("Onder embargo tot", "Deel dit niet verder", "Dit is geen geheimhouding"),
        ),
        ("raadslid-gm1969", f"{WESTERKWARTIER}/brieven", ("Onder embargo", "1969216999")),
        (
            "medewerker-gm1969",
            PLAN,
            ("maatregelen uitgevoerd", "te laat", "In ontwikkeling", "burgemeester"),
        ),
        ("medewerker-gm1969", f"{PLAN}/a01", ("Stand", "Uitgevoerd", "Toelichting (intern)")),
        (
            "griffie-gm0047",
            CONCEPT,
            ("Intern.", "Nog na te kijken", "Bied aan ter ondertekening"),
        ),
        ("griffie-gm0047", "overheden/veendam", ("Brief inlezen", "Intern, concept")),
        ("griffie-gm0047", "overheden/veendam/@@brief-inlezen", ("De brief als bestand",)),
    ],
)
def test_a_page_shows_its_people_what_it_must(bezoeker, wie, pad, teksten):
    antwoord = bezoeker(wie).open(pad)
    assert antwoord.status_code == 200
    tekst = kale_tekst(antwoord.text)
    assert [deel for deel in teksten if deel not in tekst] == []


def test_states_have_names_and_moments_have_words(bezoeker):
    for wie, pad in (("griffie-gm0047", CONCEPT), ("medewerker-gm1969", PLAN)):
        tekst = kale_tekst(bezoeker(wie).open(pad).text)
        assert not re.search(r"\b(in_uitvoering|in_ontwikkeling|ter_ondertekening)\b", tekst)
        assert not re.search(r"\d{4}-\d{2}-\d{2}", tekst)


def test_nobody_outside_sees_a_trace_of_an_embargoed_letter(bezoeker):
    for wie in (None, "raadslid-gm0047"):
        for pad in ("overheden", WESTERKWARTIER, f"{WESTERKWARTIER}/brieven"):
            html = bezoeker(wie).open(pad).text
            assert "1969216999" not in html
            assert "nulmeting" not in html
        assert bezoeker(wie).open(EMBARGO).status_code == 404


def test_an_attachment_page_carries_the_banner_too(server, stuk, bezoeker):
    login(server.app, SITE_OWNER_NAME)
    brief = stuk(EMBARGO)
    createContentInContainer(brief, "File", checkConstraints=False, id="bijlage", title="Bijlage")
    transaction.commit()
    tekst = kale_tekst(bezoeker("raadslid-gm1969").open(f"{EMBARGO}/bijlage/view").text)
    assert "Onder embargo tot" in tekst


def test_the_banner_tells_what_else_the_end_of_the_embargo_waits_for(server, stuk, bezoeker):
    raadslid = bezoeker("raadslid-gm1969")
    assert "niet is ondertekend" not in kale_tekst(raadslid.open(EMBARGO).text)
    login(server.app, SITE_OWNER_NAME)
    norm = createContentInContainer(
        stuk("norm"), "Norm", checkConstraints=False, title="Norm 2", partijen=["gm1969"]
    )
    stuk_onder_embargo = server.portal.unrestrictedTraverse(EMBARGO)
    stuk_onder_embargo.embargo_voorwaarde = norm.UID()
    transaction.commit()
    assert "iets anders niet is ondertekend" in kale_tekst(raadslid.open(EMBARGO).text)
    griffie = bezoeker("griffie-gm1969")
    assert "“Norm 2” niet is ondertekend" in kale_tekst(griffie.open(EMBARGO).text)


def test_a_public_letter_has_no_banner(bezoeker):
    html = bezoeker("griffie-gm1969").open(OPENBAAR).text
    assert "gn-embargo" not in html
    assert 'class="gn-status"' not in html


def test_a_letter_lists_its_attachments_with_type_and_size(server, stuk, bezoeker):
    login(server.app, SITE_OWNER_NAME)
    brief = stuk(OPENBAAR)
    createContentInContainer(
        brief,
        "File",
        checkConstraints=False,
        title="De norm",
        file=NamedBlobFile(b"%PDF-1.7" + b" " * 2000, "application/pdf", "norm.pdf"),
    )
    transaction.commit()
    antwoord = bezoeker().open(OPENBAAR)
    assert "De norm (PDF, 2.0 KB)" in kale_tekst(antwoord.text)
    adres = re.search(r'href="([^"]*/@@download/file/[^"]*)"', antwoord.text)[1]
    assert requests.get(adres, timeout=30).status_code == 200


# --- progress -----------------------------------------------------------------------------------


@pytest.fixture
def openbaar_plan(portal, als):
    """A public plan with one measure in progress, and somebody of each kind."""
    als(portal, SITE_OWNER_NAME)
    maak_structuur(portal)
    overheid = maak_overheden(portal)["gm1969"]
    for groep in ("medewerkers", "raad"):
        api.user.create(email=f"{groep}@example.org", username=groep, password=WACHTWOORD)
        api.group.add_user(groupname=f"gm1969-{groep}", username=groep)
    plan = createContentInContainer(
        overheid, "Uitvoeringsplan", checkConstraints=False, title="Ons plan"
    )
    createContentInContainer(
        plan,
        "Maatregel",
        checkConstraints=False,
        nummer="A01",
        title="Wij wijzen een trekker aan",
        veld="weerbaarheid",
        eigenaar="secretaris",
        deadline=klok.nu().date() - timedelta(days=3),
        stand="in_ontwikkeling",
        toelichting="Nog niemand gevonden",
        bewijs="Mail aan de directie",
        volgende_toets=date(2031, 2, 3),
    )
    zet(plan, PUBLICATIE["Uitvoeringsplan"], Status.OPENBAAR)
    return plan


def _toon(obj, naam: str = "view") -> str:
    alsoProvides(obj.REQUEST, IGroningseNormLayer)
    return kale_tekst(getMultiAdapter((obj, obj.REQUEST), name=naam)())


VOORTGANG = (
    "In ontwikkeling",
    "overdue",
    "Nog niemand",
    "Mail aan",
    "3 februari 2031",
    "measures done",
)


@pytest.mark.parametrize("wie", [None, "raad"])
def test_the_commitment_is_public_and_progress_is_not(openbaar_plan, portal, als, wie):
    als(portal, wie)
    for obj in (openbaar_plan, openbaar_plan["a01"]):
        tekst = _toon(obj)
        assert "Wij wijzen een trekker aan" in tekst
        assert "secretaris" in tekst
        assert [deel for deel in VOORTGANG if deel in tekst] == []


def test_staff_see_progress(openbaar_plan, portal, als):
    als(portal, "medewerkers")
    plan, maatregel = _toon(openbaar_plan), _toon(openbaar_plan["a01"])
    assert [deel for deel in VOORTGANG if deel not in plan + maatregel] == []
    assert "0 of 1 measures done" in plan


def test_a_plan_does_not_name_a_norm_that_the_visitor_cannot_see(openbaar_plan, portal, als):
    als(portal, SITE_OWNER_NAME)
    norm = createContentInContainer(
        portal["norm"], "Norm", checkConstraints=False, title="Geheime norm"
    )
    openbaar_plan.norm = openbaar_plan["a01"].basisafspraak = norm.UID()
    for wie in (None, "raad"):
        als(portal, wie)
        assert "Geheime norm" not in _toon(openbaar_plan) + _toon(openbaar_plan["a01"])


def test_a_plan_reads_each_measure_once(openbaar_plan, portal, als, monkeypatch):
    als(portal, "medewerkers")
    keren = []
    lees = Uitvoeringsplan.maatregelen
    monkeypatch.setattr(Uitvoeringsplan, "maatregelen", lambda plan: keren.append(1) or lees(plan))
    _toon(openbaar_plan)
    assert keren == [1]


# --- signing ------------------------------------------------------------------------------------

TEKEN = f"{CONCEPT}/@@onderteken"


def _invulling(brief, **velden):
    return {
        "momentopname": Dossier(brief).ronde.momentopname,
        "hoedanigheid": "eigen_ambt",
        "wachtwoord": WACHTWOORD,
        **velden,
    }


def test_who_can_sign_is_led_to_the_page_for_it(aangeboden, bezoeker):
    assert "U kunt nu ondertekenen" in bezoeker("ondertekenaar-gm0047").open(CONCEPT).text
    assert "U kunt nu ondertekenen" not in bezoeker("griffie-gm0047").open(CONCEPT).text


def test_the_page_for_signing_shows_text_fingerprint_and_sentence(aangeboden, bezoeker):
    html = bezoeker("ondertekenaar-gm0047").open(TEKEN).text
    tekst = kale_tekst(html)
    assert Dossier(aangeboden).ronde.momentopname in tekst
    assert "Geachte leden van de raad," in tekst
    assert "burgemeester, ga voor gemeente Veendam akkoord met" in tekst
    assert "Het vervangt geen gekwalificeerde handtekening." in tekst
    assert 'autocomplete="current-password"' in html


@pytest.mark.parametrize(
    ("velden", "status", "veld", "uitleg"),
    [
        ({"wachtwoord": "verkeerd"}, 403, "wachtwoord", "niet uw wachtwoord"),
        ({"hoedanigheid": ""}, 400, "hoedanigheid", "Kies in welke hoedanigheid"),
        ({"hoedanigheid": "loco"}, 403, "hoedanigheid", "nu niet in deze hoedanigheid"),
        ({"momentopname": "0" * 64}, 409, "momentopname", "De tekst is veranderd"),
    ],
)
def test_a_refused_signature_says_why_at_its_field(
    aangeboden, stuk, bezoeker, velden, status, veld, uitleg
):
    burgemeester = bezoeker("ondertekenaar-gm0047")
    antwoord = burgemeester.verstuur(TEKEN, _invulling(aangeboden, **velden))
    assert antwoord.status_code == status
    assert f'href="#veld-{veld}"' in antwoord.text
    assert f'id="veld-{veld}"' in antwoord.text
    assert f'id="fout-{veld}"' in antwoord.text
    assert uitleg in antwoord.text
    assert WACHTWOORD not in antwoord.text
    assert Dossier(stuk(CONCEPT)).keten == ()


def test_what_was_filled_in_is_not_lost(aangeboden, bezoeker):
    antwoord = bezoeker("loco-gm0047").verstuur(
        TEKEN,
        _invulling(aangeboden, hoedanigheid="loco", wachtwoord="verkeerd"),
    )
    assert re.search(r'value="loco"[^>]*checked|checked[^>]*value="loco"', antwoord.text)


def test_two_signatures_complete_the_letter(aangeboden, stuk, bezoeker):
    for wie in ("ondertekenaar-gm0047", "secretaris-gm0047"):
        antwoord = bezoeker(wie).verstuur(TEKEN, _invulling(aangeboden))
        assert antwoord.status_code == 302
        assert antwoord.headers["Location"].endswith(CONCEPT)
    brief = stuk(CONCEPT)
    assert toestand_van(brief, ONDERTEKENING["Raadsbrief"]) == Fase.ONDERTEKEND
    assert "2 van 2 hebben getekend" in kale_tekst(bezoeker("griffie-gm0047").open(CONCEPT).text)
    opnieuw = bezoeker("ondertekenaar-gm0047").open(TEKEN)
    assert opnieuw.status_code == 409
    assert "Voor uw overheid is dit al ondertekend" in opnieuw.text


def test_whoever_may_not_sign_gets_no_page_for_it(aangeboden, bezoeker):
    assert bezoeker("griffie-gm0047").open(TEKEN).status_code in (302, 401, 403)
    assert bezoeker("ondertekenaar-gm1969").open(TEKEN).status_code == 404
    assert bezoeker().open(TEKEN).status_code == 404


def test_a_signature_without_the_token_of_the_form_is_refused(aangeboden, stuk, bezoeker):
    antwoord = bezoeker("ondertekenaar-gm0047").verstuur(TEKEN, _invulling(aangeboden), token=False)
    assert antwoord.status_code == 403
    assert Dossier(stuk(CONCEPT)).keten == ()


def test_the_exact_text_can_be_downloaded_and_checked(bezoeker, stuk):
    antwoord = bezoeker().open(f"{NORM}/@@momentopname")
    assert antwoord.headers["Content-Type"].startswith("application/json")
    assert vingerafdruk(antwoord.json()) == Dossier(stuk(NORM)).ronde.momentopname
    assert bezoeker("griffie-gm0047").open(f"{CONCEPT}/@@momentopname").status_code == 404


def test_the_readable_text_leaves_no_commitment_out(server, stuk):
    norm = stuk(NORM)
    delen = delen_van(Dossier(norm).momentopname(Dossier(norm).ronde.momentopname), "Norm")
    koppen = [str(deel.kop) for deel in delen]
    assert [kop for kop in koppen if kop.startswith("A01 ")] != []
    assert sum(bool(re.match(r"[ABC]\d\d ", kop)) for kop in koppen) == 60
    assert "gemeente Veendam" in next(w for w in delen[0].waarden if w.naam == "partijen").lijst


# --- steps --------------------------------------------------------------------------------------

STAP = f"{CONCEPT}/@@overgang"
TERUG = {"werkstroom": "brief_ondertekening", "overgang": "terug_naar_concept"}


def test_a_step_that_needs_a_reason_does_not_go_without_one(aangeboden, stuk, bezoeker):
    griffie = bezoeker("griffie-gm0047")
    antwoord = griffie.verstuur(STAP, TERUG | {"reden": "  "})
    assert antwoord.status_code == 400
    assert 'href="#veld-reden"' in antwoord.text
    assert 'aria-invalid="true"' in antwoord.text
    werkstroom = ONDERTEKENING["Raadsbrief"]
    assert toestand_van(stuk(CONCEPT), werkstroom) == Fase.TER_ONDERTEKENING
    antwoord = griffie.verstuur(STAP, TERUG | {"reden": "De datum klopt niet."})
    assert antwoord.status_code == 302
    assert toestand_van(stuk(CONCEPT), werkstroom) == Fase.CONCEPT


def test_every_step_that_people_take_is_explained():
    stappen = {o.id for w in WERKSTROMEN for o in w.overgangen if o.rollen}
    assert stappen - BETEKENIS.keys() == set()


def test_a_step_says_what_it_means_before_it_is_taken(bezoeker, stuk):
    vraag = {"werkstroom": "brief_ondertekening", "overgang": "bied_aan"}
    tekst = kale_tekst(bezoeker("griffie-gm0047").open(STAP, **vraag).text)
    assert "kan niemand de tekst nog veranderen" in tekst
    assert "Concept" in tekst
    assert "Ter ondertekening" in tekst
    assert toestand_van(stuk(CONCEPT), ONDERTEKENING["Raadsbrief"]) == Fase.CONCEPT


def test_a_refused_step_stays_on_its_page_and_changes_nothing(bezoeker, stuk):
    vraag = {"werkstroom": "brief_publicatie", "overgang": "publiceer", "reden": "Het is af"}
    antwoord = bezoeker("griffie-gm0047").verstuur(STAP, vraag)
    assert antwoord.status_code == 409
    assert "niet alle partijen hebben dit ondertekend" in antwoord.text
    assert "Het is af" in antwoord.text
    assert toestand_van(stuk(CONCEPT), PUBLICATIE["Raadsbrief"]) == Status.INTERN


@pytest.mark.parametrize(
    ("wie", "pad", "vraag", "status"),
    [
        ("griffie-gm0047", STAP, {}, 404),
        ("griffie-gm0047", STAP, {"werkstroom": "x", "overgang": "y"}, 404),
        ("griffie-gm0047", STAP, {"werkstroom": "norm_publicatie", "overgang": "trek_in"}, 404),
        ("griffie-gm0047", STAP, {"werkstroom": "brief_publicatie", "overgang": "hef_op"}, 403),
        ("griffie-gm0047", STAP, TERUG, 403),
        ("secretaris-gm0047", STAP, {**TERUG, "overgang": "bied_aan"}, 403),
        (None, STAP, TERUG, 404),
    ],
)
def test_a_step_that_is_not_there_is_told_in_words(bezoeker, wie, pad, vraag, status):
    antwoord = bezoeker(wie).open(pad, **vraag)
    assert antwoord.status_code == status
    assert "Traceback" not in antwoord.text
    assert "<form class=" not in kale_tekst(antwoord.text)


def test_a_visitor_is_asked_to_log_in_before_a_step(bezoeker):
    vraag = {"werkstroom": "brief_publicatie", "overgang": "trek_in"}
    antwoord = bezoeker().open(f"{OPENBAAR}/@@overgang", **vraag)
    assert antwoord.status_code in (302, 401)


def test_publication_is_not_offered_before_all_have_signed(bezoeker):
    html = bezoeker("griffie-gm0047").open(CONCEPT).text.partition('class="gn-stappen"')[2]
    stappen = html.partition("</nav>")[0]
    assert "bied_aan" in stappen
    assert "verzend" not in stappen
    assert "publiceer" not in stappen


def test_what_was_withdrawn_answers_410_with_the_reason(server, stuk, bezoeker):
    login(server.app, SITE_OWNER_NAME)
    reden = "Er stond een <naam> in."
    verplaats(stuk(OPENBAAR), PUBLICATIE["Raadsbrief"], "trek_in", reden)
    transaction.commit()
    antwoord = bezoeker().open(OPENBAAR)
    assert antwoord.status_code == 410
    assert antwoord.headers["Content-Type"].startswith("text/html")
    assert "Er stond een &lt;naam&gt; in." in antwoord.text
    assert "Traceback" not in antwoord.text
    assert "model-uitvoeringsplan" not in kale_tekst(antwoord.text)
    assert "<title>" in antwoord.text
    json = requests.get(
        f"{server.url}/{OPENBAAR}", headers={"Accept": "application/json"}, timeout=30
    )
    assert json.status_code == 410
    assert reden in json.json()["message"]
    assert "ingetrokken" in bezoeker("griffie-gm1969").open(OPENBAAR).text


# --- handing in a letter ------------------------------------------------------------------------

INLEZEN = "overheden/veendam/@@brief-inlezen"


@pytest.mark.parametrize(
    ("inhoud", "naam"),
    [
        (b"melk\nbrood\nkaas\n", "boodschappen.txt"),
        (b"%PDF-1.7 ...", "brief.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "wachtwoord.docx"),
        (b"PK\x03\x04" + bytes(99), "kapot.docx"),
        (b"", "leeg.txt"),
        (None, None),
    ],
)
def test_what_is_no_letter_is_refused_at_the_field(bezoeker, stuk, inhoud, naam):
    antwoord = bezoeker("griffie-gm0047").verstuur(
        INLEZEN, bestand=None if naam is None else (naam, inhoud, "text/plain")
    )
    assert antwoord.status_code == 400
    assert 'href="#veld-bestand"' in antwoord.text
    assert 'id="fout-bestand"' in antwoord.text
    assert list(stuk("overheden/veendam/brieven").objectIds()) == ["0047000123"]


def nagezien(griffie, bestand):
    """Hand in a file, and tick whatever is asked for."""
    pad = griffie.verstuur(INLEZEN, bestand=bestand).headers["Location"]
    html = griffie.open(pad.removeprefix(f"{griffie.server.url}/")).text
    velden = {
        naam: unescape(waarde)
        for naam, waarde in [
            *re.findall(
                r'name="([^"]+)"[^>]*type="(?:text|date|time|hidden)"[^>]*value="([^"]*)"', html
            ),
            *re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)</textarea>', html),
            *re.findall(r'name="(_authenticator)" value="(\w+)"', html),
            *re.findall(r'name="(klopt-\w+)"[^>]*type="checkbox"[^>]*value="(1)"', html),
        ]
    }
    return griffie.verstuur("overheden/veendam/@@brief-nazien", velden, token=False)


def test_a_letter_becomes_a_draft_and_a_second_one_is_refused(bezoeker, stuk):
    griffie = bezoeker("griffie-gm0047")
    bestand = ("brief.txt", (BRIEVEN / "01_oprichtingsbrief.txt").read_bytes(), "text/plain")
    antwoord = nagezien(griffie, bestand)
    assert antwoord.status_code == 302
    assert antwoord.headers["Location"].endswith("/overheden/veendam/brieven/1969216064")
    brief = stuk("overheden/veendam/brieven/1969216064")
    assert brief.kenmerk == "1969216064"
    assert toestand_van(brief, PUBLICATIE["Raadsbrief"]) == Status.INTERN
    opnieuw = nagezien(griffie, bestand)
    assert opnieuw.status_code == 409
    assert "al een brief met kenmerk 1969216064" in opnieuw.text


def test_a_word_letter_becomes_a_draft_that_tells_what_the_file_held_beside_it(bezoeker, stuk):
    alineas = ("Kenmerk: W-1", "Onderwerp: Norm", "Datum: 31 maart 2025", "", "Geachte raad,")
    einde = ("Hoogachtend,", "A. de Boer, burgemeester")
    p = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format
    body = (
        "".join(map(p, alineas))
        + "<w:p><w:r><w:t>Dit telt.</w:t></w:r><w:del><w:r><w:delText>Dit niet.</w:delText></w:r></w:del></w:p>"
        + "".join(map(p, einde))
    )
    bestand = io.BytesIO()
    with zipfile.ZipFile(bestand, "w") as pakket:
        pakket.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{body}</w:body></w:document>",
        )
    antwoord = nagezien(
        bezoeker("griffie-gm0047"),
        ("brief.docx", bestand.getvalue(), "application/octet-stream"),
    )
    assert antwoord.status_code == 302
    brief = stuk("overheden/veendam/brieven/w-1")
    assert brief.kenmerk == "W-1"
    assert brief.tekst.raw == "<p>Dit telt.</p>"
    assert any("verwijderingen" in regel for regel in brief.onzeker)


def test_only_the_griffie_of_an_authority_hands_in_its_letters(bezoeker):
    for wie in ("medewerker-gm0047", "griffie-gm1969", None):
        assert bezoeker(wie).open(INLEZEN).status_code in (302, 401, 403)
        assert "Brief inlezen" not in bezoeker(wie).open("overheden/veendam").text


# --- how the pages are made ---------------------------------------------------------------------


def test_no_template_holds_inline_style_or_script():
    for pad in SOURCES.rglob("*.pt"):
        bron = pad.read_text(encoding="utf-8")
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", bron), pad.name


def test_the_style_sheet_asks_nothing_of_another_host():
    bron = (SOURCES / "vormgeving" / "static" / "groningse-norm.css").read_text(encoding="utf-8")
    assert "@import" not in bron
    assert "url(" not in bron


def test_the_style_sheet_is_served_with_the_page(bezoeker):
    html = bezoeker().open(NORM).text
    adres = re.search(r'href="([^"]*groningse-norm\.css)"', html)[1]
    antwoord = requests.get(adres, timeout=30)
    assert antwoord.status_code == 200
    assert antwoord.headers["Content-Type"].startswith("text/css")
