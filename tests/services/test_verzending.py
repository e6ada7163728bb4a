"""The council is told once of a letter and of what becomes of it, whatever the mail server does."""

from datetime import timedelta

import pytest
from opstelling import LOOPBACK, vrije_poort
from opstelling.post import Postbus
from opstelling.proces import SITE, herhaald, wacht_tot, zet_onder_embargo

from groningse_norm.berichten import postvak
from groningse_norm.berichten.domain import NIET_MEER_BEZIG, OPGEVEN_NA_NEE, Staat
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.opdrachten import zopesite

LID = "raadslid-gm1969@example.org"
GRIFFIE = ("griffie-gm1969", WACHTWOORD)
ANDER = "lid-twee@example.org"


@herhaald
def stel_in(poort: int) -> None:
    from plone import api
    from zope.annotation.interfaces import IAnnotations

    with zopesite.werk_in(SITE, "mail settings, and a second address") as site:
        api.portal.set_registry_record("plone.smtp_host", LOOPBACK)
        api.portal.set_registry_record("plone.smtp_port", poort)
        api.portal.set_registry_record("plone.email_from_address", "norm@example.org")
        site["overheden"]["westerkwartier"].raad_email = ANDER
        for naam in (postvak.SLEUTEL, postvak.BEWAARD):
            IAnnotations(site)[naam].clear()


@pytest.fixture
def postbus(processen):
    processen(2)
    with Postbus() as bus:
        stel_in(bus.poort)
        yield bus


@pytest.fixture
def brief(straks):
    """``brief("merk")``: send a letter under embargo; its path in the site."""

    def verzend(merk: str) -> str:
        (pad,) = zet_onder_embargo(1, straks, merk=merk, met_post=True).values()
        return pad

    return verzend


def vraag(processen, pad, methode="GET", lichaam=None):
    antwoord = processen(1)[0].vraag(
        pad,
        methode=methode,
        wie=GRIFFIE,
        json_lichaam=lichaam,
        headers={"Accept": "application/json"},
    )
    return antwoord.status, antwoord.json()


def rijen(processen, pad) -> dict[str, dict]:
    """The last message to each address, as the clerk sees it."""
    _status, stand = vraag(processen, f"{pad}/@verzending")
    return {rij["aan"]: rij for rij in stand["items"]}


def staten(processen, pad) -> dict[str, str]:
    return {aan: rij["staat"] for aan, rij in rijen(processen, pad).items()}


def verloop(klok, seconden: float) -> None:
    klok.zet(klok.seconden + seconden)


def beide(staat: str) -> dict[str, str]:
    return {LID: staat, ANDER: staat}


def tekst_van(post) -> str:
    return "\n".join(
        deel.get_payload(decode=True).decode()
        for deel in post.walk()
        if deel.get_content_maintype() == "text"
    )


def test_each_address_gets_one_mail_without_content_and_one_when_it_is_public(
    postbus, processen, brief, klok, straks
):
    pad = brief("kemphaan")
    assert wacht_tot(lambda: staten(processen, pad) == beide("verzonden"), 40)
    assert sorted(post["To"] for post in postbus.gekregen) == sorted([LID, ANDER])
    assert len({post["Message-ID"] for post in postbus.gekregen}) == 2
    for post in postbus.gekregen:
        assert post["Subject"].startswith("Brief kemphaan-0 van gemeente Westerkwartier: onder")
        assert {deel.get_content_type() for deel in post.walk()} == {
            "multipart/alternative",
            "text/plain",
            "text/html",
        }
        tekst = tekst_van(post)
        assert pad in tekst
        assert "geen geheimhouding" in tekst
        assert "griffie-gm1969@example.org" in tekst
        assert "Kemphaan 0" not in tekst + post["Subject"]
    klok.nog(straks, 0.5)
    assert wacht_tot(lambda: len(postbus.aan(LID)) == 2 and len(postbus.aan(ANDER)) == 2, 40)
    assert "nu openbaar" in postbus.aan(LID)[1]["Subject"]
    verloop(klok, 7200)
    assert not wacht_tot(lambda: len(postbus.aan(LID)) > 2, 2)


def test_a_refusal_is_shown_and_tried_again_and_given_up_and_a_better_address_gets_it(
    postbus, processen, brief, klok, straks
):
    postbus.per_adres = {LID: "weiger", ANDER: "later"}
    pad = brief("wulp")
    assert wacht_tot(lambda: all(r["antwoord"] for r in rijen(processen, pad).values()), 40)
    assert {aan: (rij["staat"], rij["antwoord"]) for aan, rij in rijen(processen, pad).items()} == {
        LID: ("wacht", "550 no such mailbox"),
        ANDER: ("wacht", "451 try again later"),
    }
    postbus.per_adres = {LID: "weiger"}
    verloop(klok, 35)
    assert wacht_tot(lambda: staten(processen, pad)[ANDER] == "verzonden", 40)
    # Longer than it is tried: the next refusal is the last.
    klok.nog(straks, 60)
    vraag(
        processen,
        f"{pad}/@embargo",
        "PATCH",
        {"tot": (straks + timedelta(days=1)).isoformat(), "reden": "Proef"},
    )
    verloop(klok, OPGEVEN_NA_NEE)
    assert wacht_tot(lambda: staten(processen, pad)[LID] == "mislukt", 40)
    nummer = rijen(processen, pad)[LID]["bericht"]
    status, _stand = vraag(
        processen, f"{pad}/@verzending", "POST", {"bericht": nummer, "aan": "beter@example.org"}
    )
    assert status == 200
    assert wacht_tot(lambda: len(postbus.aan("beter@example.org")) == 1, 40)
    assert (straks + timedelta(days=1)).strftime("%Y") in tekst_van(
        postbus.aan("beter@example.org")[0]
    )


def test_killed_between_sending_and_noting_it_is_uncertain_until_the_clerk_decides(
    postbus, processen, brief, klok
):
    postbus.per_adres = {LID: "traag"}
    pad = brief("kluut")
    assert wacht_tot(lambda: postbus.aan(LID), 40)
    for proces in processen(0):
        if proces.loopt:
            proces.dood()
    postbus.per_adres = {}
    processen(1)
    assert staten(processen, pad)[LID] == Staat.BEZIG
    # Not past the moment of the embargo: then it would not be so any more.
    vraag(
        processen,
        f"{pad}/@embargo",
        "PATCH",
        {"tot": (klok.nu() + timedelta(days=1)).isoformat(), "reden": "Proef"},
    )
    verloop(klok, NIET_MEER_BEZIG + 10)
    assert wacht_tot(
        lambda: (
            [
                rij["staat"]
                for rij in vraag(processen, f"{pad}/@verzending")[1]["items"]
                if rij["aan"] == LID and rij["soort"] == "onder_embargo"
            ]
            == ["onzeker"]
        ),
        40,
    )
    eerste = [post for post in postbus.aan(LID) if "gewijzigd" not in post["Subject"]]
    assert len(eerste) == 1
    (nummer,) = (
        rij["bericht"]
        for rij in vraag(processen, f"{pad}/@verzending")[1]["items"]
        if rij["staat"] == "onzeker" and rij["aan"] == LID
    )
    assert vraag(processen, f"{pad}/@verzending", "POST", {"bericht": nummer})[0] == 200

    def herhaald_aan_lid():
        return [post for post in postbus.aan(LID) if "gewijzigd" not in post["Subject"]]

    assert wacht_tot(lambda: len(herhaald_aan_lid()) == 2, 40)
    assert len({post["Message-ID"] for post in herhaald_aan_lid()}) == 1


def test_with_the_server_down_the_letter_is_sent_and_the_mail_follows(
    postbus, processen, brief, klok
):
    stel_in(vrije_poort())
    pad = brief("grutto")
    assert wacht_tot(lambda: all(r["antwoord"] for r in rijen(processen, pad).values()), 20)
    assert staten(processen, pad) == beide("wacht")
    herstel(postbus.poort)
    verloop(klok, 35)
    assert wacht_tot(lambda: staten(processen, pad) == beide("verzonden"), 20)
    assert len(postbus.gekregen) == 2


@herhaald
def herstel(poort: int) -> None:
    from plone import api

    with zopesite.werk_in(SITE, "the mail server is back"):
        api.portal.set_registry_record("plone.smtp_port", poort)


def test_what_was_taken_back_is_told_to_whoever_knew_and_not_sent_to_who_did_not(
    postbus, processen, brief, klok
):
    postbus.per_adres = {ANDER: "later"}
    pad = brief("tureluur")
    assert wacht_tot(lambda: staten(processen, pad) == {LID: "verzonden", ANDER: "wacht"}, 40)
    status, _stand = vraag(
        processen, f"{pad}/@workflow/roep_terug", "POST", {"comment": "Fout in de brief"}
    )
    assert status == 200
    postbus.per_adres = {}
    verloop(klok, 60)
    assert wacht_tot(lambda: len(postbus.aan(LID)) == 2, 40)
    assert "teruggeroepen" in postbus.aan(LID)[1]["Subject"]
    assert pad not in tekst_van(postbus.aan(LID)[1])
    assert staten(processen, pad)[ANDER] == "vervallen"
    assert not postbus.aan(ANDER)
