"""The public register: what everybody sees of the letters, the same for all."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import requests
import transaction
from DateTime import DateTime
from lxml import etree
from plone.app.testing import SITE_OWNER_NAME, login

from groningse_norm import klok
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.domain import PUBLICATIE, Status
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.register.domain import Zoekvraag
from groningse_norm.register.zoeken import Eerdere, keuzes, regels, zoek
from groningse_norm.versies.handelingen import maak_nieuwe_versie
from groningse_norm.werkstroom.bouw import verplaats, zet

OPENBAAR, EMBARGO = "1969216064", "1969216999"
IEDEREEN = [None, "raadslid-gm1969", "griffie-gm1969", "griffie-gm0047", "medewerker-gm1969"]
NU = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
REDEN = "Een bedrag is verbeterd."
TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"


def vraag(server, pad, wie=None, json=False):
    return requests.get(
        f"{server.url}/{pad}",
        headers={"Accept": "application/json" if json else "text/html", "Accept-Language": "nl"},
        auth=(wie, WACHTWOORD) if wie else None,
        timeout=60,
    )


def items(server, vragen="", waar="", wie=None):
    antwoord = vraag(server, f"{waar}@raadsbrieven{vragen}", wie, json=True)
    assert antwoord.status_code == 200, antwoord.text
    return antwoord.json()["items"]


def brief_van(portal, kenmerk):
    return portal["overheden"]["westerkwartier"]["brieven"][kenmerk]


def vervang(brief):
    """A correction: the next version, signed and public."""
    nieuw = maak_nieuwe_versie(brief, klok.nu(), REDEN)
    for stap in ("bied_aan", "onderteken"):
        verplaats(nieuw, ONDERTEKENING["Raadsbrief"], stap)
    verplaats(nieuw, PUBLICATIE["Raadsbrief"], "publiceer")
    return nieuw


@pytest.fixture
def portal(demo, als):
    als(demo, SITE_OWNER_NAME)
    return demo


@pytest.fixture
def site(server):
    login(server.app, SITE_OWNER_NAME)
    return server


class TestWhatIsFound:
    def gevonden(self, waar, nu=None, **vraag):
        return [r.kenmerk for r in regels(zoek(waar, Zoekvraag(**vraag), nu or klok.nu()))]

    def test_by_word_year_keyword_and_authority(self, portal):
        brief = brief_van(portal, OPENBAAR)
        brief.trefwoorden = ["Veiligheid", "norm"]
        brief.reindexObject()
        for ja in (
            {},
            {"zoek": "uitvoeringspl"},
            {"zoek": "NORM and (groningse"},
            {"zoek": OPENBAAR},
            {"jaar": 2025},
            {"trefwoord": "Veiligheid"},
            {"overheid": "gm1969"},
        ):
            woorden = ja if "and" not in ja.get("zoek", "") else {"zoek": "norm groningse"}
            assert self.gevonden(portal, **woorden) == [OPENBAAR], ja
        for nee in (
            {"zoek": "zeearend"},
            {"jaar": 2024},
            {"jaar": 1900},
            {"jaar": 2199},
            {"trefwoord": "Veilig"},
            {"overheid": "gm0047"},
        ):
            assert self.gevonden(portal, **nee) == [], nee

    def test_the_year_is_that_of_amsterdam(self, portal):
        brief = brief_van(portal, OPENBAAR)

        oudjaar = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
        brief.setEffectiveDate(DateTime(oudjaar.timestamp()))
        brief.reindexObject(idxs=["effective"])
        assert self.gevonden(portal, jaar=2026) == [OPENBAAR]
        assert self.gevonden(portal, jaar=2025) == []
        assert keuzes(portal, klok.nu())[0] == [2026]

    def test_a_letter_that_is_not_public_gives_no_choice_either(self, portal):
        dicht = brief_van(portal, EMBARGO)
        dicht.trefwoorden = ["wadvogel"]
        dicht.reindexObject()
        assert keuzes(portal, klok.nu()) == ([2025], ["Groningse norm", "Ondermijning"])
        dicht.embargo_tot = None
        zet(dicht, PUBLICATIE["Raadsbrief"], Status.OPENBAAR)
        assert "wadvogel" in keuzes(portal, klok.nu())[1]

    def test_a_correction_takes_the_place_of_the_letter_and_names_it(self, portal):
        oud = brief_van(portal, OPENBAAR)
        nieuw = vervang(oud)
        (regel,) = regels(zoek(portal, Zoekvraag(), klok.nu() + timedelta(minutes=1)))
        assert (regel.url, regel.versie, regel.eerdere, regel.reden) == (
            nieuw.absolute_url(),
            2,
            (Eerdere(oud.absolute_url(), 1),),
            REDEN,
        )

    def test_why_is_told_only_with_a_version_that_can_be_read(self, portal):
        oud = brief_van(portal, OPENBAAR)
        vervang(oud)
        zet(oud, PUBLICATIE["Raadsbrief"], Status.INTERN)
        (regel,) = regels(zoek(portal, Zoekvraag(), klok.nu() + timedelta(minutes=1)))
        assert (regel.eerdere, regel.reden) == ((), "")

    def test_what_was_withdrawn_is_gone_also_with_its_earlier_versions(self, portal):
        nieuw = vervang(brief_van(portal, OPENBAAR))
        zet(nieuw, PUBLICATIE["Raadsbrief"], Status.INGETROKKEN)
        assert self.gevonden(portal) == []


class TestTheDoors:
    @pytest.mark.parametrize("wie", IEDEREEN)
    def test_everybody_sees_the_same_letters(self, site, wie):
        for waar in ("", "overheden/westerkwartier/"):
            assert [rij["kenmerk"] for rij in items(site, waar=waar, wie=wie)] == [OPENBAAR]
            for deur in ("@@raadsbrieven", "@@raadsbrieven.atom"):
                tekst = vraag(site, f"{waar}{deur}", wie).text
                assert f"/{OPENBAAR}" in tekst
                assert EMBARGO not in tekst
        assert items(site, waar="overheden/veendam/", wie=wie) == []

    def test_every_page_leads_to_it_by_a_tab_that_is_not_marked_as_the_home_page(self, site):
        # Plone's script cuts an address at "@@" before it compares.
        pagina = vraag(site, "").text
        assert re.search(r'href="[^"]*/raadsbrieven"[^>]*>Raadsbrieven', pagina)
        zelf = vraag(site, "@@raadsbrieven?zoek=norm")
        assert f'<link rel="canonical" href="{site.url}/raadsbrieven" />' in zelf.text

    def test_the_page_says_how_many_and_leads_to_the_letter(self, site):
        pagina = vraag(site, "@@raadsbrieven?zoek=norm&jaar=2025&overheid=gm1969")
        assert pagina.status_code == 200
        tekst = re.sub(r"\s+", " ", pagina.text)
        assert "1 brief" in tekst
        assert f'href="{site.url}/overheden/westerkwartier/brieven/{OPENBAAR}"' in tekst
        assert 'type="application/atom+xml"' in tekst

    def test_pages_follow_each_other(self, site):
        vervolg = brief_van(site.portal, EMBARGO)
        vervolg.embargo_tot = None
        zet(vervolg, PUBLICATIE["Raadsbrief"], Status.OPENBAAR)
        transaction.commit()
        eerste = vraag(site, "@raadsbrieven?b_size=1", json=True).json()
        assert eerste["items_total"] == 2
        tweede = vraag(
            site, eerste["batching"]["next"].removeprefix(f"{site.url}/"), json=True
        ).json()
        assert len({rij["UID"] for blad in (eerste, tweede) for rij in blad["items"]}) == 2
        assert tweede["batching"] == {"prev": f"{site.url}/@raadsbrieven?b_size=1"}
        assert 'rel="next"' in vraag(site, "@@raadsbrieven?b_size=1").text
        voorbij = vraag(site, "@@raadsbrieven?b_size=1&b_start=500")
        assert voorbij.status_code == 404
        assert "staan geen brieven meer" in voorbij.text
        assert "b_start=1&amp;b_size=1" in voorbij.text  # the last page

    @pytest.mark.parametrize(
        "vragen",
        [
            "jaar=x",
            "overheid=gm9999",
            "b_start=-1",
            "b_size=9999",
            "zoek=%00",
            "zoek=%28",
            "zoek=a&zoek=b",
            "jaar:int=2025",
            "zoek.x:record=a",
        ],
    )
    def test_what_nobody_can_mean_is_refused_by_name_and_nothing_breaks(self, site, vragen):
        pagina = vraag(site, f"@@raadsbrieven?{vragen}")
        assert pagina.status_code == 400
        assert "weggelaten" in pagina.text
        assert vraag(site, f"@@raadsbrieven.atom?{vragen}").status_code == 400
        json = vraag(site, f"@raadsbrieven?{vragen}", json=True)
        assert (json.status_code, json.json()["error"]["type"]) == (400, "zoekvraag")

    def test_the_feed_keeps_ids_and_tells_when_a_letter_became_public(self, site):
        antwoord = vraag(site, "@@raadsbrieven.atom?overheid=gm1969")
        assert antwoord.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        wortel = etree.fromstring(antwoord.content)
        (entry,) = wortel.findall(f"{ATOM}entry")
        brief = brief_van(site.portal, OPENBAAR)
        uid = brief.UID()
        assert entry.findtext(f"{ATOM}id").replace("-", "") == f"urn:uuid:{uid}"
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) == datetime(
            2025, 4, 4, 12, 0, tzinfo=UTC
        )
        assert wortel.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}updated")
        leeg = vraag(site, "@@raadsbrieven.atom?overheid=gm0047")
        assert leeg.status_code == 200
        assert etree.fromstring(leeg.content).findall(f"{ATOM}entry") == []

    @pytest.mark.parametrize("wie", IEDEREEN)
    def test_a_correction_is_seen_as_one_with_its_reason_when_everybody_may_read_it(
        self, site, wie
    ):
        oud = brief_van(site.portal, OPENBAAR)
        nieuw = maak_nieuwe_versie(oud, klok.nu(), REDEN)
        for stap in ("bied_aan", "onderteken"):
            verplaats(nieuw, ONDERTEKENING["Raadsbrief"], stap)
        transaction.commit()
        deuren = ("@@raadsbrieven", "@@raadsbrieven.atom", "@raadsbrieven")
        for deur in deuren:
            tekst = vraag(site, deur, wie, json=deur == deuren[2]).text
            assert REDEN not in tekst
            assert f"{OPENBAAR}-v2" not in tekst
        verplaats(nieuw, PUBLICATIE["Raadsbrief"], "publiceer")
        transaction.commit()
        (rij,) = items(site, wie=wie)
        adres = f"{site.url}/overheden/westerkwartier/brieven/{OPENBAAR}"
        assert (rij["@id"], rij["versie"], rij["reden"]) == (f"{adres}-v2", 2, REDEN)
        assert rij["eerdere_versies"] == [adres]
        pagina = re.sub(r"\s+", " ", vraag(site, "@@raadsbrieven", wie).text)
        assert f"Waarom: {REDEN}" in pagina
        assert re.search(f'href="{adres}" ?>Lees versie 1<', pagina)
        (entry,) = etree.fromstring(vraag(site, "@@raadsbrieven.atom", wie).content).findall(
            f"{ATOM}entry"
        )
        assert entry.findtext(f"{ATOM}summary").endswith(
            f"Versie 2, vervangt versie 1. Waarom: {REDEN}"
        )
        assert [
            link.get("href")
            for link in entry.findall(f"{ATOM}link")
            if link.get("rel") == "predecessor-version"
        ] == [adres]

    def test_of_a_withdrawn_letter_the_feed_says_that_it_is_gone_and_why(self, site):
        pad = f"overheden/westerkwartier/brieven/{OPENBAAR}"
        uid = brief_van(site.portal, OPENBAAR).UID()
        waarom = "Er stond een naam in."
        requests.post(
            f"{site.url}/{pad}/@workflow/trek_in",
            json={"comment": waarom},
            headers={"Accept": "application/json"},
            auth=("griffie-gm1969", WACHTWOORD),
            timeout=60,
        ).raise_for_status()
        for wie in IEDEREEN:
            antwoord = vraag(site, "@@raadsbrieven.atom?overheid=gm1969", wie)
            wortel = etree.fromstring(antwoord.content)
            assert wortel.findall(f"{ATOM}entry") == []
            (steen,) = wortel.findall(f"{TOMBSTONES}deleted-entry")
            assert steen.get("ref").replace("-", "") == f"urn:uuid:{uid}"
            assert steen.findtext(f"{TOMBSTONES}comment") == waarom
            assert datetime.fromisoformat(steen.get("when")) == datetime.fromisoformat(
                wortel.findtext(f"{ATOM}updated")
            )
            # Its words are no way to find out that it is gone, nor those of another authority.
            for vragen in ("zoek=norm", "jaar=2025", "trefwoord=norm", "overheid=gm0047"):
                assert "deleted-entry" not in vraag(site, f"@@raadsbrieven.atom?{vragen}", wie).text
        assert EMBARGO not in antwoord.text
        for deur in ("", "/@@brief.pdf", "/@verschillen", "/@toezeggingen"):
            weg = vraag(site, f"{pad}{deur}", json=deur.startswith("/@") and "@@" not in deur)
            assert (weg.status_code, waarom in weg.text) == (410, True), deur

    def test_the_feed_is_one_that_readers_accept(self, site):
        """What RFC 4287 demands of feed and entries (4.1.1, 4.1.2)."""
        vervang(brief_van(site.portal, OPENBAAR))
        transaction.commit()
        inhoud = vraag(site, "@@raadsbrieven.atom").content
        assert b"ns0:" not in inhoud
        wortel = etree.fromstring(inhoud)
        for deel in (wortel, *wortel.findall(f"{ATOM}entry")):
            for naam in ("id", "title", "updated"):
                (element,) = deel.findall(f"{ATOM}{naam}")
                assert element.text.strip()
            assert datetime.fromisoformat(deel.findtext(f"{ATOM}updated")).tzinfo is not None
            assert deel.findtext(f"{ATOM}author/{ATOM}name")
            soorten = [link.get("rel", "alternate") for link in deel.findall(f"{ATOM}link")]
            assert soorten.count("alternate") == 1
        ids = [entry.findtext(f"{ATOM}id") for entry in wortel.findall(f"{ATOM}entry")]
        assert len(ids) == len(set(ids)) > 0
        (zelf,) = (link for link in wortel.findall(f"{ATOM}link") if link.get("rel") == "self")
        assert zelf.get("href") == wortel.findtext(f"{ATOM}id")

    def test_who_finds_nothing_is_helped_on(self, site):
        pagina = vraag(site, "@@raadsbrieven?zoek=zeearend")
        assert pagina.status_code == 200
        assert "Geen brieven gevonden" in pagina.text
        assert "laat een keuze weg" in pagina.text
        fout = vraag(site, "@@raadsbrieven?jaar=abc")
        assert re.search(r'href="#jaar"[^>]*>\s*Openbaar sinds', fout.text)

    def test_an_answer_is_kept_no_longer_than_to_the_next_moment(self, site, zet_klok):
        tot = brief_van(site.portal, EMBARGO).embargo_tot
        for seconden, leeftijd in ((3600, 300), (40, 40)):
            zet_klok(tot - timedelta(seconds=seconden))
            for pad, json in (("@raadsbrieven", True), ("@@raadsbrieven.atom", False)):
                koppen = vraag(site, pad, json=json).headers
                assert koppen["Cache-Control"] == f"public, max-age={leeftijd}"
                assert "Accept" in koppen["Vary"]
        zet_klok(tot)
        assert {rij["kenmerk"] for rij in items(site)} == {OPENBAAR, EMBARGO}
