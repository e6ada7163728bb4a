"""The receipt of a sending: for the clerk of that authority only, and nothing twice."""

from datetime import timedelta

import pytest
import requests
import transaction
from lxml import html
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login
from plone.dexterity.utils import addContentToContainer, createContent
from plone.namedfile.file import NamedBlobFile
from plone.protect.authenticator import createToken

from groningse_norm import klok
from groningse_norm.berichten import postvak
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.raadsbrief.verzending.handelingen import rijen_van
from groningse_norm.werkstroom.bouw import toestand_van, verplaats, zet

BRIEF = "overheden/veendam/brieven/0047000123"
GRIFFIE = "griffie-gm0047"
LID = "raadslid-gm0047"
VREEMDEN = [None, "griffie-gm1969", "raadslid-gm1969", "medewerker-gm0047", "gast"]
TITEL = "kemphaan"


def haal(server):
    transaction.begin()
    return server.portal.unrestrictedTraverse(BRIEF)


def vraag(server, pad="@verzending", wie=GRIFFIE, methode="GET", soort="json", **kwargs):
    return requests.request(
        methode,
        f"{server.url}/{BRIEF}/{pad}",
        auth=(wie, WACHTWOORD) if wie else None,
        headers={"Accept": "application/json" if soort == "json" else "text/html"},
        allow_redirects=False,
        timeout=60,
        **kwargs,
    )


def overgang(server, naam, **lichaam):
    antwoord = vraag(server, f"@workflow/{naam}", methode="POST", json=lichaam)
    assert antwoord.status_code == 200, antwoord.text
    return antwoord


@pytest.fixture
def getekend(server):
    """A signed letter that is not public, with a moment."""
    login(server.app, SITE_OWNER_NAME)
    brief = haal(server)
    brief.title = TITEL
    brief.embargo_tot = klok.op_de_minuut(klok.nu() + timedelta(days=2))
    zet(brief, ONDERTEKENING["Raadsbrief"], "ondertekend")
    if api.user.get("gast") is None:
        with api.env.adopt_roles(["Manager"]):
            api.user.create("gast@example.org", "gast", WACHTWOORD)
    transaction.commit()
    return brief


def test_the_answer_to_a_step_tells_that_step_and_who_took_it(server, getekend):
    for naam, toestand in (("verzend", "onder_embargo"), ("roep_terug", "intern")):
        stap = overgang(server, naam, comment="Overlegd").json()
        assert (stap["action"], stap["actor"], stap["comments"]) == (naam, GRIFFIE, "Overlegd")
        assert stap["publicatie_status"] == toestand


@pytest.fixture
def verzonden(server, getekend):
    overgang(server, "verzend")
    transaction.begin()


def rijen(server):
    return list(rijen_van(haal(server)).items())


class TestSending:
    def test_the_transition_lays_one_mail_ready_for_every_member(self, server, verzonden):
        stand = vraag(server).json()
        assert stand["aantallen"] == {"wacht": 1}
        (rij,) = stand["items"]
        assert (rij["aan"], rij["soort"]) == (f"{LID}@example.org", "onder_embargo")
        ((_nummer, bericht),) = rijen(server)
        assert TITEL not in bericht.tekst + bericht.onderwerp
        assert f"{server.url}/{BRIEF}\n" in bericht.tekst

    def test_a_letter_that_is_published_without_embargo_is_told_to_nobody(self, server, getekend):
        overgang(server, "publiceer")
        overgang(server, "trek_in", comment="Fout")
        assert rijen(server) == []

    @pytest.mark.parametrize("fout", ["", "geen adres", "a@b.nl\r\nBcc: x@y.nl", "?!@[ x"])
    def test_a_member_without_address_is_shown_and_can_get_one(self, server, getekend, fout):
        api.user.get(LID).setMemberProperties({"email": fout})
        transaction.commit()
        overgang(server, "verzend")
        (rij,) = vraag(server).json()["items"]
        assert (rij["staat"], rij["aan"]) == ("geen_adres", fout.strip())
        lichaam = {"bericht": rij["bericht"], "aan": "beter@example.org"}
        antwoord = vraag(server, methode="POST", json=lichaam)
        assert antwoord.status_code == 200, antwoord.text
        (rij,) = antwoord.json()["items"]
        assert (rij["staat"], rij["aan"]) == ("wacht", "beter@example.org")

    def test_what_waits_tells_the_moment_of_now(self, server, verzonden):
        tot = klok.op_de_minuut(klok.nu() + timedelta(days=9))
        lichaam = {"tot": klok.als_iso(tot), "reden": "Later"}
        assert vraag(server, "@embargo", methode="PATCH", json=lichaam).status_code == 200
        ((_nummer, bericht),) = rijen(server)
        assert klok.in_woorden(tot) in bericht.tekst
        assert klok.in_woorden(tot) in bericht.onderwerp

    def test_a_reason_alone_is_no_message(self, server, verzonden):
        antwoord = vraag(server, "@embargo", methode="PATCH", json={"reden": "Anders gezegd"})
        assert antwoord.status_code == 200
        assert len(rijen(server)) == 1

    def test_a_second_sending_begins_anew(self, server, verzonden):
        overgang(server, "roep_terug", comment="Fout")
        assert [rij.staat for _nummer, rij in rijen(server)] == ["vervallen"]
        overgang(server, "verzend")
        assert [rij.staat for _nummer, rij in rijen(server)] == ["wacht"]

    def test_public_early_is_told_in_place_of_what_had_not_left(self, server, verzonden):
        overgang(server, "geef_vrij", comment="Kan nu")
        assert [(rij.soort, rij.staat) for _nummer, rij in rijen(server)] == [
            ("onder_embargo", "vervallen"),
            ("openbaar", "wacht"),
        ]

    def test_of_a_letter_that_is_gone_nothing_is_sent(self, server, verzonden):
        brief = haal(server)
        zet(brief, ONDERTEKENING["Raadsbrief"], "concept")
        verplaats(brief, PUBLICATIE["Raadsbrief"], "roep_terug", "x")
        brief.aq_parent._delObject(brief.getId())
        transaction.commit()
        assert not any(bericht.soort for bericht in postvak.wachtend(server.portal))


def test_without_a_mail_server_the_clerk_reads_in_dutch_whom_to_ask(server, verzonden):
    haal(server)
    api.portal.set_registry_record("plone.smtp_host", "")
    transaction.commit()
    postvak.verstuur("/".join(server.portal.getPhysicalPath()), klok.nu)

    tekst = vraag(server, "@@verzending", soort="html").text

    assert "Deze site heeft nog geen mailserver" in tekst
    assert "De mailserver zei" not in tekst


class TestAgain:
    @pytest.mark.parametrize(
        ("lichaam", "status"),
        [
            ({}, 404),
            ({"bericht": 3}, 404),
            ({"bericht": "../x"}, 404),
            ({"bericht": "RIJ", "aan": "geen adres"}, 400),
            ({"bericht": "RIJ", "aan": ""}, 400),
            ({"bericht": "RIJ", "aan": ["a@b.nl"]}, 400),
            ({"bericht": "RIJ", "aan": "a@b.nl\nBcc: c@d.nl"}, 400),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_changes(
        self, server, verzonden, lichaam, status
    ):
        voor = rijen(server)
        if lichaam.get("bericht") == "RIJ":
            lichaam = lichaam | {"bericht": voor[0][0]}
        antwoord = vraag(server, methode="POST", json=lichaam)
        assert antwoord.status_code == status, antwoord.text
        assert antwoord.json()["error"]["message"]
        assert rijen(server) == voor

    def test_what_is_no_longer_so_is_not_sent_again(self, server, verzonden):
        ((nummer, _rij),) = rijen(server)
        overgang(server, "roep_terug", comment="Fout")
        antwoord = vraag(server, methode="POST", json={"bericht": nummer})
        assert antwoord.status_code == 409

    def test_the_page_shows_every_message_and_sends_one_again(self, server, verzonden):
        pagina = vraag(server, "@@verzending", soort="html")
        assert pagina.status_code == 200
        assert f"{LID}@example.org" in pagina.text
        ((nummer, _rij),) = rijen(server)
        vorm = {"bericht": nummer, "aan": "fout"}
        assert vraag(server, "@@verzending", methode="POST", data=vorm).status_code == 403
        vorm["_authenticator"] = token(server)
        antwoord = vraag(server, "@@verzending", methode="POST", data=vorm, soort="html")
        assert antwoord.status_code == 400
        assert "Geef één e-mailadres" in antwoord.text
        vorm["aan"] = "beter@example.org"
        antwoord = vraag(server, "@@verzending", methode="POST", data=vorm, soort="html")
        assert antwoord.status_code == 302
        assert [rij.aan for _nummer, rij in rijen(server)] == ["beter@example.org"]


def token(server) -> str:
    login(server.portal, GRIFFIE)
    try:
        return createToken()
    finally:
        login(server.app, SITE_OWNER_NAME)


def woorden_en_links(deel) -> tuple[list[str], list[str]]:
    """What one reads, and where one can go, apart from places on the page itself."""
    boom = html.fromstring(deel)
    links = [link for link in boom.xpath("//a/@href") if "#" not in link]
    return boom.text_content().split(), links


class TestBeforeTheStep:
    """What stands on the page that confirms a step."""

    def bevestig(self, server, stap, wie=GRIFFIE):
        vraag_ = f"werkstroom={PUBLICATIE['Raadsbrief'].id}&overgang={stap}"
        return vraag(server, f"@@overgang?{vraag_}", wie, soort="html")

    def test_the_clerk_can_look_first_and_sees_how_many_get_mail(self, server, getekend):
        with api.env.adopt_roles(["Manager"]):
            server.portal.unrestrictedTraverse("overheden/veendam").raad_email = "raad@example.org"
            api.user.get(LID).setMemberProperties({"email": "", "fullname": "A. Kluut"})
        transaction.commit()
        pagina = html.fromstring(self.bevestig(server, "verzend").text)
        (blok,) = pagina.xpath('//section[@aria-labelledby="kop-vooraf"]')
        links = [link.partition("@@voorvertoning?als=")[2] for link in blok.xpath(".//a/@href")]
        assert links == ["raad", "publiek"]
        tekst = " ".join(blok.text_content().split())
        assert f"Onder embargo tot {klok.in_woorden(haal(server).embargo_tot)}." in tekst
        assert "als u verzendt: 1." in tekst
        assert "dus geen mail: A. Kluut." in tekst
        overgang(server, "verzend")
        assert sorted(rij.staat for _nummer, rij in rijen(server)) == ["geen_adres", "wacht"]

    def test_who_publishes_at_once_can_look_what_the_public_sees(self, server, getekend):
        tekst = self.bevestig(server, "publiceer").text
        assert "als=publiek" in tekst and "als=raad" not in tekst

    @pytest.mark.parametrize("stap", ["trek_in", "bied_aan", "bestaat_niet"])
    def test_a_step_that_shows_nobody_anything_has_nothing_beside_it(self, server, getekend, stap):
        assert "kop-vooraf" not in self.bevestig(server, stap).text

    @pytest.mark.parametrize("wie", [*VREEMDEN, LID])
    def test_strangers_see_no_names_and_no_numbers(self, server, verzonden, wie):
        assert "kop-vooraf" not in self.bevestig(server, "geef_vrij", wie).text


class TestPreview:
    def test_the_council_sees_the_letter_with_its_embargo_before_it_was_sent(
        self, server, getekend
    ):
        assert vraag(server, "", LID).status_code == 404
        pagina = vraag(server, "@@voorvertoning?als=raad", soort="html")
        assert pagina.status_code == 200
        voorbeeld = binnen(pagina.text)
        assert TITEL in voorbeeld
        assert "Onder embargo tot" in voorbeeld
        # What only the clerk has on this page is not in it.
        for knop in ("@@overgang", "@@verzending", "/edit", "@@embargo"):
            assert knop not in voorbeeld
        assert pagina.headers["Cache-Control"] == "private, no-store"

    @pytest.mark.parametrize(
        ("als", "wie", "stappen"),
        [
            ("raad", LID, [("verzend", "")]),
            ("publiek", None, [("verzend", ""), ("geef_vrij", "Kan nu")]),
        ],
    )
    def test_the_example_is_what_they_get(self, server, getekend, als, wie, stappen):
        voorbeeld = binnen(vraag(server, f"@@voorvertoning?als={als}", soort="html").text)
        for naam, reden in stappen:
            overgang(server, naam, comment=reden)
        echt = vraag(server, "", wie, soort="html")
        assert echt.status_code == 200
        (inhoud,) = html.fromstring(echt.text).xpath('//*[@id="content"]')
        assert woorden_en_links(voorbeeld) == woorden_en_links(html.tostring(inhoud))

    def test_it_changes_nothing_and_grants_nothing(self, server, getekend):
        for als in ("raad", "publiek", "raad", "iets"):
            vraag(server, f"@@voorvertoning?als={als}", soort="html")
        for wie in (None, LID):
            assert vraag(server, "", wie).status_code == 404
        brief = haal(server)
        assert toestand_van(brief, PUBLICATIE["Raadsbrief"]) == "intern"
        assert rijen(server) == []
        assert not api.content.find(
            context=server.portal, Title=TITEL, publicatie_status="openbaar"
        )

    def test_the_public_sees_nothing_now_and_the_letter_from_the_moment(self, server, verzonden):
        tekst = vraag(server, "@@voorvertoning?als=publiek", soort="html").text
        assert "een adres dat nooit heeft bestaan" in tekst
        voorbeeld = binnen(tekst)
        assert TITEL in voorbeeld
        assert "Onder embargo tot" not in voorbeeld

    def test_an_internal_attachment_is_in_no_example(self, server, getekend):
        bijlage = createContent("File", id="intern.txt", title="tureluur")
        bijlage.file = NamedBlobFile(b"x", "text/plain", "intern.txt")
        bijlage = addContentToContainer(haal(server), bijlage, checkConstraints=False)
        bijlage.manage_permission("View", ["Griffie"], acquire=False)
        transaction.commit()
        assert "tureluur" in vraag(server, "", soort="html").text
        for als in ("raad", "publiek"):
            pagina = vraag(server, f"@@voorvertoning?als={als}", soort="html")
            assert TITEL in binnen(pagina.text)
            assert "tureluur" not in binnen(pagina.text)

    def test_without_a_moment_it_says_what_is_missing(self, server, getekend):
        haal(server).embargo_tot = None
        transaction.commit()
        tekst = vraag(server, "@@voorvertoning", soort="html").text
        assert "nog geen moment" in tekst
        assert vraag(server, "@@voorvertoning?als=publiek", soort="html").status_code == 200

    def test_what_was_withdrawn_is_told_so(self, server, verzonden):
        overgang(server, "geef_vrij", comment="Kan nu")
        tekst = vraag(server, "@@voorvertoning?als=publiek", soort="html").text
        assert TITEL in binnen(tekst)
        overgang(server, "trek_in", comment="Fout")
        assert "ingetrokken" in vraag(server, "@@voorvertoning?als=raad", soort="html").text


def binnen(pagina: str) -> str:
    """What stands in the frame."""
    (kader,) = html.document_fromstring(pagina).find_class("gn-voorvertoning")
    return html.tostring(kader, encoding="unicode")


class TestStrangers:
    @pytest.mark.parametrize("wie", VREEMDEN)
    def test_strangers_find_nothing(self, server, verzonden, wie):
        for pad, methode, soort in (
            ("@verzending", "GET", "json"),
            ("@verzending", "POST", "json"),
            ("@@verzending", "GET", "html"),
            ("@@verzending", "POST", "html"),
            ("@@voorvertoning?als=raad", "GET", "html"),
            ("@@voorvertoning?als=publiek", "GET", "html"),
        ):
            antwoord = vraag(server, pad, wie, methode, soort)
            assert antwoord.status_code == 404, (pad, methode)
            assert "example.org" not in antwoord.text
            assert TITEL not in antwoord.text

    def test_a_member_of_the_council_reads_the_letter_and_not_who_got_it(self, server, verzonden):
        assert vraag(server, "", LID).status_code == 200
        for pad in ("@verzending", "@@verzending", "@@voorvertoning?als=raad"):
            antwoord = vraag(server, pad, LID)
            assert antwoord.status_code in (302, 401, 403), pad
            assert "@example.org" not in antwoord.text

    def test_the_link_in_the_mail_leads_through_the_log_in_to_the_letter(self, server, verzonden):
        ((_nummer, bericht),) = rijen(server)
        (link,) = (regel for regel in bericht.tekst.splitlines() if regel.startswith("http"))
        sessie = requests.Session()
        vreemd = sessie.get(link, headers={"Accept": "text/html"}, timeout=60)
        assert vreemd.status_code == 404
        assert "came_from=" in vreemd.text
        ingelogd = sessie.post(
            f"{server.url}/login",
            data={
                "__ac_name": LID,
                "__ac_password": WACHTWOORD,
                "came_from": link,
                "buttons.login": "Log in",
            },
            timeout=60,
        )
        assert ingelogd.status_code == 200
        assert ingelogd.url.rstrip("/") == link
        assert TITEL in ingelogd.text
