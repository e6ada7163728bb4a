"""Mail leaves after the commit, once, and a mail server that misbehaves holds up nothing else."""

import socket
from datetime import timedelta

import pytest
from opstelling import LOOPBACK
from opstelling.post import Postbus
from opstelling.proces import SITE, herhaald, opheffingen, wacht_tot, zet_onder_embargo

from groningse_norm.berichten import postvak
from groningse_norm.berichten.domain import (
    EERSTE_PAUZE,
    NIET_MEER_BEZIG,
    Bericht,
    Staat,
    begin,
)
from groningse_norm.opdrachten import zopesite

GRIFFIE = "griffie-gm1969@example.org"


@herhaald
def stel_in(poort: int) -> None:
    from plone import api
    from zope.annotation.interfaces import IAnnotations

    with zopesite.werk_in(SITE, "mail settings") as site:
        api.portal.set_registry_record("plone.smtp_host", LOOPBACK)
        api.portal.set_registry_record("plone.smtp_port", poort)
        api.portal.set_registry_record("plone.email_from_address", "norm@example.org")
        IAnnotations(site)[postvak.SLEUTEL].clear()


def wachtend():
    with zopesite.werk_in(SITE, "nothing is changed") as site:
        return postvak.wachtend(site)


@pytest.fixture
def postbus(processen):
    processen(1)
    with Postbus() as bus:
        stel_in(bus.poort)
        yield bus


def alles(postbus) -> str:
    """The texts of all mail that the server has."""
    return "\n".join(tekst_van(post) for post in postbus.gekregen)


def tekst_van(post, soort: str = "text/plain") -> str:
    (deel,) = (deel for deel in post.walk() if deel.get_content_type() == soort)
    return deel.get_payload(decode=True).decode()


def verloop(klok, seconden: float) -> None:
    klok.zet(klok.seconden + seconden)


def is_open(paden) -> bool:
    return set(opheffingen(paden).values()) == {1}


def test_the_griffie_is_told_once_after_the_letter_is_public(postbus, klok, straks):
    paden = zet_onder_embargo(1, straks, merk="bericht")
    klok.nog(straks, 1)
    assert wacht_tot(lambda: postbus.gekregen, 5)
    assert is_open(paden)
    assert wacht_tot(lambda: not wachtend(), 3)
    verloop(klok, 3600)
    assert not wacht_tot(lambda: len(postbus.gekregen) > 1, 1.5)
    (bericht,) = postbus.gekregen
    assert (bericht["To"], bericht["Auto-Submitted"]) == (GRIFFIE, "auto-generated")
    assert alles(postbus).count(next(iter(paden.values()))) == 1
    assert tekst_van(bericht, "text/html").count(next(iter(paden.values()))) == 2


@pytest.mark.parametrize("wat", ["weiger", "later", "hang_op", "weiger_tekst"])
def test_what_is_not_taken_is_tried_again_with_growing_pauses(postbus, klok, straks, wat):
    postbus.doe = wat
    paden = zet_onder_embargo(1, straks, merk=f"pauze-{wat}")
    klok.nog(straks, 1)
    assert wacht_tot(lambda: is_open(paden), 4)
    for poging in range(3):
        assert wacht_tot(lambda n=poging: len(postbus.pogingen) == n + 1, 5)
        assert wacht_tot(lambda n=poging: wachtend()[0].pogingen == n + 1 and wachtend()[0].fout, 5)
        pauze = EERSTE_PAUZE * 2**poging
        verloop(klok, pauze - 5)
        assert not wacht_tot(lambda n=poging: len(postbus.pogingen) > n + 1, 1.2)
        if poging == 2:
            postbus.doe = "neem"
        verloop(klok, 6)
    assert wacht_tot(lambda: postbus.gekregen and not wachtend(), 5)
    assert len(postbus.gekregen) == 1


def test_a_line_that_drops_after_the_text_leaves_it_uncertain(postbus, klok, straks):
    postbus.doe = "hang_op_na_tekst"
    (pad,) = zet_onder_embargo(1, straks, merk="weg").values()
    klok.nog(straks, 0.5)
    assert wacht_tot(lambda: [bericht.staat for bericht in wachtend()] == [Staat.ONZEKER], 8)
    postbus.doe = "neem"
    verloop(klok, 86400 / 2)
    assert not wacht_tot(lambda: alles(postbus).count(pad) > 1, 2)


def test_a_line_that_drops_after_the_server_said_yes_is_no_failure(postbus, klok, straks):
    postbus.doe = "hang_op_na_ja"
    (pad,) = zet_onder_embargo(1, straks, merk="ja").values()
    klok.nog(straks, 0.5)
    assert wacht_tot(lambda: pad in alles(postbus) and not wachtend(), 8)
    verloop(klok, 86400 / 2)
    assert not wacht_tot(lambda: alles(postbus).count(pad) > 1, 2)


def test_a_server_that_thinks_long_over_the_text_gets_the_time(postbus, klok, straks):
    postbus.doe, postbus.traag = "traag", 12.0
    (pad,) = zet_onder_embargo(1, straks, merk="denkt").values()
    klok.nog(straks, 0.5)
    assert wacht_tot(lambda: pad in alles(postbus), 8)
    assert wacht_tot(lambda: not wachtend(), 20)
    assert alles(postbus).count(pad) == 1


@pytest.mark.parametrize("server", ["down", "silent"])
def test_a_mail_server_that_is_gone_delays_no_lift(postbus, klok, straks, server):
    with socket.create_server((LOOPBACK, 0)) as stil:
        poort = stil.getsockname()[1]
        if server == "down":
            stil.close()
        stel_in(poort)
        eerst = zet_onder_embargo(1, straks, merk=f"eerst-{server}")
        dan = zet_onder_embargo(1, straks + timedelta(minutes=1), merk=f"dan-{server}")
        klok.nog(straks, 0.5)
        # The mail about the first one is being sent now, to nobody.
        assert wacht_tot(lambda: is_open(eerst) and wachtend()[0].pogingen == 1, 5)
        klok.nog(straks + timedelta(minutes=1), 0.5)
        assert wacht_tot(lambda: is_open(dan), 5)
        assert klok.nu() - straks - timedelta(minutes=1) < timedelta(seconds=2)


def test_killed_between_sending_and_noting_it_is_uncertain_and_not_sent_again(
    postbus, processen, klok, straks
):
    postbus.doe = "traag"
    (pad,) = zet_onder_embargo(1, straks, merk="onzeker").values()
    klok.nog(straks, 0.5)
    # The server has all of it, and has not said so yet.
    assert wacht_tot(lambda: pad in alles(postbus), 5)
    for proces in processen(0):
        if proces.loopt:
            proces.dood()
    assert [bericht.staat for bericht in wachtend()] == [Staat.BEZIG]
    postbus.doe = "neem"
    verloop(klok, NIET_MEER_BEZIG + 10)
    processen(1)
    assert wacht_tot(lambda: [bericht.staat for bericht in wachtend()] == [Staat.ONZEKER], 5)
    verloop(klok, 86400 / 2)
    assert not wacht_tot(lambda: alles(postbus).count(pad) > 1, 2), alles(postbus)


def test_a_message_is_laid_ready_while_another_one_is_sent(database):
    """Two processes write in the outbox at once, and neither has to begin again."""
    import Zope2
    from transaction import TransactionManager
    from zope.annotation.interfaces import IAnnotations

    def outbox(manager):
        root = Zope2.DB.open(manager).root()
        return IAnnotations(root["Application"][SITE])[postvak.SLEUTEL]

    een, twee = TransactionManager(), TransactionManager()
    bericht = Bericht(GRIFFIE, "x", "y", volgende=4e9)
    verzender, legger = outbox(een), outbox(twee)
    try:
        verzender["a"], verzender["b"] = bericht.als_tekst(), bericht.als_tekst()
        een.commit()
        twee.begin()
        verzender["a"] = begin(bericht, 5.0).als_tekst()
        legger["c"] = bericht.als_tekst()
        twee.commit()
        een.commit()
        assert {"a", "b", "c"} <= set(verzender)
    finally:
        for manager, boom in ((een, verzender), (twee, legger)):
            manager.abort()
            boom._p_jar.close()
