"""The overview of signatures: on the page, as CSV and PDF, and the reminder by mail."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import quote

import pytest
import requests
import transaction
from pdfminer.high_level import extract_text
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login

from groningse_norm.berichten import postvak
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.logboek.opslag import regels_van
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.overheid.domain import GRONINGEN
from groningse_norm.werkstroom.bouw import verplaats, zet

NORM, BRIEF = "norm/groningse-norm", "overheden/veendam/brieven/0047000123"
PLAN = "overheden/westerkwartier/uitvoeringsplan"
MODEL = f"{NORM}/model-uitvoeringsplan"
NU = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
LOCO = "besluit van 17 december 2024, nummer 2024-001 (voorbeeld)"


@pytest.fixture(autouse=True)
def klok(zet_klok):
    zet_klok(NU)
    return zet_klok


def vraag(server, methode, pad, wie=None, json=None, kop="text/html"):
    return requests.request(
        methode,
        f"{server.url}/{pad}",
        json=json,
        headers={"Accept": kop, "Accept-Language": "nl"},
        auth=(wie, WACHTWOORD) if wie else None,
        allow_redirects=False,
        timeout=120,
    )


def rest(server, pad, wie, **lichaam):
    return vraag(server, "POST", pad, wie, lichaam, "application/json")


def kaal(html):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))


def rijen(antwoord):
    assert antwoord.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(antwoord.content.decode("utf-8-sig")), delimiter=";"))


def haal(server, pad):
    transaction.begin()
    return server.portal.unrestrictedTraverse(pad)


@pytest.fixture
def norm(server):
    """Path of a public copy of the norm that is offered for signature."""
    login(server.app, SITE_OWNER_NAME)
    transaction.begin()
    map_ = server.portal["norm"]
    map_.manage_pasteObjects(map_.manage_copyObjects(["groningse-norm"]))
    (nieuw,) = set(map_.objectIds()) - {"groningse-norm"}
    verplaats(map_[nieuw], ONDERTEKENING["Norm"], "bied_aan")
    zet(map_[nieuw], PUBLICATIE["Norm"], "openbaar")
    transaction.commit()
    return f"norm/{nieuw}"


@pytest.fixture
def brief(server):
    """Path of an internal letter that is offered for signature."""
    login(server.app, SITE_OWNER_NAME)
    verplaats(haal(server, BRIEF), ONDERTEKENING["Raadsbrief"], "bied_aan")
    transaction.commit()
    return BRIEF


def teken(server, pad, *overheden, soort="ondertekenaar"):
    opname = Dossier(haal(server, pad)).ronde.momentopname
    for tooi in overheden:
        antwoord = rest(
            server,
            f"{pad}/@ondertekening",
            f"{soort}-{tooi}",
            wachtwoord=WACHTWOORD,
            momentopname=opname,
        )
        assert antwoord.status_code == 201, antwoord.text


def leeg_het_postvak(server):
    transaction.begin()
    postvak._boom(server.portal).clear()
    transaction.commit()


def adressen(server):
    transaction.begin()
    return sorted(bericht.aan for bericht in postvak.wachtend(server.portal))


EERSTE_NEGEN = tuple(overheid.tooi for overheid in GRONINGEN[:9])
OVERIGE = tuple(overheid.tooi for overheid in GRONINGEN[9:])


class TestOverview:
    def test_the_page_tells_nine_of_thirteen_by_kind(self, server, norm):
        teken(server, norm, *EERSTE_NEGEN)
        html = vraag(server, "GET", norm).text
        tekst = kaal(html)
        assert "9 van 13 hebben getekend voor versie 1" in tekst
        assert 'max="13"' in html and 'value="9"' in html
        koppen = re.findall(r"(Gemeenten|Provincies|Waterschappen)\s*:\s*(\d+ van \d+)", tekst)
        assert koppen == [
            ("Gemeenten", "9 van 10"),
            ("Provincies", "0 van 1"),
            ("Waterschappen", "0 van 2"),
        ]
        deel = tekst.partition("hebben getekend voor versie")[2]
        plaatsen = [deel.index(overheid.volledige_naam) for overheid in GRONINGEN]
        assert len(set(plaatsen)) == 13
        assert deel.count("nog niet") == 4
        assert deel.count("2 maart 2026, 11.00 uur, versie 1") == 9
        assert "Ondertekenaar Veendam (voorbeeld), burgemeester" in deel

    def test_a_draft_tells_who_will_sign(self, server):
        tekst = kaal(vraag(server, "GET", BRIEF, "griffie-gm0047").text)
        assert "nog niet aangeboden ter ondertekening" in tekst
        assert tekst.count("nog niet") >= 3

    @pytest.mark.parametrize("wie", [None, "raadslid-gm0047", "normbeheerder"])
    def test_as_csv_it_tells_the_same_to_everybody_who_sees_the_item(self, server, wie):
        kop, *regels = rijen(vraag(server, "GET", f"{NORM}/@@ondertekeningen.csv", wie))
        assert kop[:4] == ["Soort", "Overheid", "Code (TOOI)", "Ondertekend"]
        assert [regel[0] for regel in regels] == (
            ["gemeente"] * 10 + ["provincie"] + ["waterschap"] * 2
        )
        veendam = next(regel for regel in regels if regel[2] == "gm0047")
        assert veendam[3:9] == [
            "ja",
            "2025-04-04T13:00:00+02:00",
            "1",
            "Ondertekenaar Veendam (voorbeeld)",
            "burgemeester",
            "eigen ambt",
        ]
        loco = next(regel for regel in regels if regel[2] == "gm1969")
        assert loco[7:10] == ["loco-burgemeester", "loco", LOCO]

    def test_no_cell_of_the_csv_is_calculated(self, server, norm):
        login(server.app, SITE_OWNER_NAME)
        transaction.begin()
        lid = api.user.get(userid="ondertekenaar-gm0047")
        lid.setMemberProperties({"fullname": '=HYPERLINK("https://example.org")'})
        transaction.commit()
        teken(server, norm, "gm0047")
        regels = rijen(vraag(server, "GET", f"{norm}/@@ondertekeningen.csv"))
        veendam = next(regel for regel in regels if regel[2] == "gm0047")
        assert veendam[6] == '\'=HYPERLINK("https://example.org")'

    @pytest.mark.pdf
    def test_as_pdf_it_tells_the_same(self, server, norm):
        teken(server, norm, *EERSTE_NEGEN)
        antwoord = vraag(server, "GET", f"{norm}/@@ondertekeningen.pdf")
        assert antwoord.headers["Content-Type"] == "application/pdf"
        assert "-ondertekeningen.pdf" in antwoord.headers["Content-Disposition"]
        tekst = re.sub(r"\s+", " ", extract_text(io.BytesIO(antwoord.content)))
        for deel in (
            "9 van 13 hebben getekend voor versie 1",
            "De laatste ondertekening was op 2 maart 2026, 11.00 uur",
            "Gemeenten: 9 van 10",
            "Ondertekenaar Veendam (voorbeeld)",
            "dijkgraaf",
            "Pagina 1 van",
        ):
            assert deel in tekst, deel
        assert tekst.count("nog niet") == 4
        # Another signature is another file, though nothing in the item itself changed.
        teken(server, norm, OVERIGE[0])
        nieuw = vraag(server, "GET", f"{norm}/@@ondertekeningen.pdf")
        assert "10 van 13" in extract_text(io.BytesIO(nieuw.content))

    @pytest.mark.pdf
    def test_of_what_is_not_public_every_pdf_names_its_reader(self, server, brief):
        antwoord = vraag(server, "GET", f"{brief}/@@ondertekeningen.pdf", "griffie-gm0047")
        assert "Persoonlijk exemplaar van Griffie Veendam" in extract_text(
            io.BytesIO(antwoord.content)
        )

    def test_what_nobody_signs_by_itself_has_no_overview(self, server):
        for soort in ("csv", "pdf"):
            assert vraag(server, "GET", f"{MODEL}/@@ondertekeningen.{soort}").status_code == 404

    def test_a_round_of_before_is_not_in_it(self, server, brief):
        teken(server, brief, "gm0047")
        stap = rest(
            server, f"{brief}/@workflow/terug_naar_concept", "griffie-gm0047", comment="Fout"
        )
        assert stap.status_code == 200
        antwoord = vraag(server, "GET", f"{brief}/@@ondertekeningen.csv", "griffie-gm0047")
        assert [regel[3] for regel in rijen(antwoord)[1:]] == ["nee", "nee"]
        assert "Ondertekenaar Veendam" not in antwoord.text


MENSEN_VEENDAM = [f"{soort}-gm0047@example.org" for soort in ("loco", "ondertekenaar")]


class TestReminder:
    def test_the_programme_office_reminds_the_parties_that_have_not_signed(self, server, norm):
        teken(server, norm, *EERSTE_NEGEN)
        leeg_het_postvak(server)
        antwoord = rest(server, f"{norm}/@herinnering", "normbeheerder")
        assert antwoord.status_code == 200
        assert {rij["overheid"]: rij["aantal"] for rij in antwoord.json()["verstuurd"]} == (
            dict.fromkeys(OVERIGE, 2)
        )
        assert adressen(server) == sorted(
            f"{soort}-{tooi}@example.org" for soort in ("loco", "ondertekenaar") for tooi in OVERIGE
        )
        bericht = postvak.wachtend(server.portal)[0]
        assert bericht.onderwerp == "Er wacht een stuk op uw handtekening"
        assert haal(server, norm).title in bericht.tekst
        assert f"{server.url}/{norm}/@@onderteken" in bericht.tekst
        regels = [r for r in regels_van(haal(server, norm).UID()) if r.handeling == "herinner"]
        assert len(regels) == 8
        assert {regel.wie for regel in regels} == {"normbeheerder"}

    def test_nobody_gets_it_twice_within_a_day(self, server, norm, klok):
        teken(server, norm, *EERSTE_NEGEN)
        assert rest(server, f"{norm}/@herinnering", "normbeheerder").status_code == 200
        leeg_het_postvak(server)
        klok(NU + timedelta(hours=24) - timedelta(seconds=1))
        antwoord = rest(server, f"{norm}/@herinnering", "normbeheerder")
        assert antwoord.status_code == 409
        assert antwoord.json()["error"]["type"] == "al_herinnerd"
        assert adressen(server) == []
        klok(NU + timedelta(hours=24))
        assert rest(server, f"{norm}/@herinnering", "normbeheerder").status_code == 200
        assert len(adressen(server)) == 8

    def test_of_what_is_not_public_the_mail_gives_the_address_only(self, server, brief):
        teken(server, brief, "gm0047", soort="secretaris")
        leeg_het_postvak(server)
        assert rest(server, f"{brief}/@herinnering", "griffie-gm0047").status_code == 200
        assert adressen(server) == MENSEN_VEENDAM
        titel = haal(server, brief).title
        for bericht in postvak.wachtend(server.portal):
            assert titel not in bericht.tekst + bericht.onderwerp
            assert f"{server.url}/{brief}/@@onderteken" in bericht.tekst

    def test_a_deputy_whose_time_is_over_gets_none(self, server, brief, klok):
        einde = requests.patch(
            f"{server.url}/overheden/veendam/@aanwijzingen",
            json={"nummer": 1, "reden": "Afgetreden"},
            headers={"Accept": "application/json"},
            auth=("griffie-gm0047", WACHTWOORD),
            timeout=60,
        )
        assert einde.status_code == 200
        rest(server, f"{brief}/@herinnering", "griffie-gm0047")
        assert "loco-gm0047@example.org" not in adressen(server)

    def test_what_is_not_offered_or_all_have_signed_reminds_nobody(self, server):
        for pad, wie, code in (
            (BRIEF, "griffie-gm0047", "geen_ronde"),
            (PLAN, "griffie-gm1969", "allen_getekend"),
        ):
            antwoord = rest(server, f"{pad}/@herinnering", wie)
            assert (antwoord.status_code, antwoord.json()["error"]["type"]) == (409, code)
            assert vraag(server, "GET", f"{pad}/@@herinner", wie).status_code == 409
        assert adressen(server) == []

    def test_the_page_leads_to_it_shows_whom_and_sends_with_a_button(self, server, norm):
        teken(server, norm, *EERSTE_NEGEN)
        leeg_het_postvak(server)
        assert "@@herinner" in vraag(server, "GET", norm, "normbeheerder").text
        sessie = requests.Session()
        sessie.auth = ("normbeheerder", WACHTWOORD)
        adres = f"{server.url}/{norm}/@@herinner"
        html = sessie.get(adres, headers={"Accept-Language": "nl"}).text
        assert kaal(html).count("herinneringen nu: 2") == 4
        zonder = sessie.post(adres, data={"herinner": "1"}, allow_redirects=False)
        assert zonder.status_code == 403
        assert adressen(server) == []
        token = re.search(r'name="_authenticator" value="([^"]+)"', html).group(1)
        data = {"herinner": "1", "_authenticator": token}
        assert sessie.post(adres, data=data, allow_redirects=False).status_code == 302
        assert len(adressen(server)) == 8
        nogmaals = sessie.post(adres, data=data, allow_redirects=False)
        assert nogmaals.status_code == 409
        assert len(adressen(server)) == 8

    @pytest.mark.parametrize(
        "wie",
        [
            None,
            "raadslid-gm0047",
            "griffie-gm1969",
            "medewerker-gm0047",
            "ondertekenaar-gm0047",
            "admin",
        ],
    )
    def test_nobody_else_can_have_it_sent(self, server, norm, wie):
        for antwoord in (
            rest(server, f"{norm}/@herinnering", wie),
            vraag(server, "GET", f"{norm}/@@herinner", wie),
            vraag(server, "POST", f"{norm}/@@herinner", wie),
        ):
            assert antwoord.status_code in (302, 401)
            assert "@example.org" not in antwoord.text
        assert "@@herinner" not in vraag(server, "GET", norm, wie).text
        assert adressen(server) == []

    def test_of_a_norm_no_clerk_of_one_party_reminds_the_others(self, server, norm):
        assert rest(server, f"{norm}/@herinnering", "griffie-gm0047").status_code == 401
        # Nor does he see its closed bundle, or touch what lies with the programme office.
        for methode, deel in (
            ("GET", "@ondertekening/bundel?besloten=1"),
            ("PATCH", "@embargo"),
            ("PATCH", "@geheimhouding"),
        ):
            antwoord = vraag(
                server, methode, f"{norm}/{deel}", "griffie-gm0047", {}, "application/json"
            )
            assert antwoord.status_code == 401, deel


def zonder_adres(tekst, pad):
    return tekst.replace(pad, "X").replace(quote(pad, safe=""), "X")


@pytest.mark.parametrize("wie", [None, "raadslid-gm1969", "griffie-gm1969", "medewerker-gm1969"])
def test_of_a_hidden_letter_strangers_find_no_overview(server, brief, wie):
    nergens = f"{brief}-nergens"
    for methode, deel in (
        ("GET", "@@ondertekeningen.csv"),
        ("GET", "@@ondertekeningen.pdf"),
        ("GET", "@@herinner"),
        ("POST", "@herinnering"),
    ):
        kop = "application/json" if methode == "POST" else "text/html"
        antwoord = vraag(server, methode, f"{brief}/{deel}", wie, kop=kop)
        leeg = vraag(server, methode, f"{nergens}/{deel}", wie, kop=kop)
        assert antwoord.status_code == leeg.status_code == 404
        assert zonder_adres(antwoord.text, brief) == zonder_adres(leeg.text, nergens)
