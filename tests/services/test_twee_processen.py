"""Two processes on one database: lifted once, never early, and an error page for nobody."""

import time
from datetime import timedelta

from opstelling.lezers import Lezers
from opstelling.proces import SITE, opheffingen, wacht_tot, zet_onder_embargo

# All on one page, whatever other tests have left.
BRIEVEN = "/overheden/westerkwartier/brieven?b_size=500"
JSON = {"Accept": "application/json"}


def zoek(proces, woord):
    antwoord = proces.vraag(
        f"/@search?SearchableText={woord}&show_inactive=1&b_size=500", headers=JSON
    )
    assert antwoord.status == 200
    return antwoord.json()["items_total"]


def controleer(gezien, paden, moment):
    """What readers may see of letters: nothing before the moment, all of it from then on."""
    assert gezien
    brieven = {f"/{SITE}{pad}" for pad in paden}
    assert [rij for rij in gezien if rij.fout or rij.status >= 500] == []
    for rij in gezien:
        te_zien = (
            rij.status == 200
            if rij.pad in brieven
            else any(p.encode() in rij.lichaam for p in paden)
        )
        if rij.eind < moment:
            assert not te_zien, f"early: {rij.pad} at {rij.begin}"
        if rij.begin >= moment:
            assert te_zien, f"late: {rij.pad} at {rij.begin}, status {rij.status}"
    assert any(rij.eind < moment for rij in gezien)
    assert any(rij.begin >= moment for rij in gezien)


def test_letters_due_at_one_moment_are_lifted_once_each(processen, klok, straks):
    a, b = processen(2)
    paden = zet_onder_embargo(8, straks, bijlagen=2, merk="samen")
    vragen = [
        f"/{SITE}{pad}"
        for pad in (*paden.values(), BRIEVEN, "/@search?SearchableText=samen&b_size=500")
    ]
    klok.nog(straks, 3)
    with Lezers(
        [(a.poort, klok), (b.poort, klok)], vragen, headers=JSON, aantal=4, pauze=0.02
    ) as lezers:
        assert wacht_tot(lambda: klok.nu() > straks + timedelta(seconds=4), 30)
    controleer(lezers.gezien, paden.values(), straks)
    assert set(opheffingen(paden).values()) == {1}
    assert zoek(a, "samen") == zoek(b, "samen") > 8


def test_without_a_request_they_are_public_within_a_second(processen, klok, straks):
    processen(2)
    paden = zet_onder_embargo(3, straks, merk="stil")
    klok.nog(straks, 1)
    assert set(opheffingen(paden).values()) == {0}
    assert wacht_tot(lambda: set(opheffingen(paden).values()) == {1}, 5)
    assert klok.nu() - straks < timedelta(seconds=2)
    time.sleep(1)
    assert set(opheffingen(paden).values()) == {1}


def test_a_server_behind_shows_nothing_that_one_ahead_has_opened(processen, klok, straks):
    voor, achter = processen(2)
    paden = zet_onder_embargo(2, straks, bijlagen=1, merk="scheef")
    vragen = [
        f"/{SITE}{pad}"
        for pad in (
            *paden.values(),
            BRIEVEN,
            "/@search?SearchableText=scheef&show_inactive=1&b_size=500",
        )
    ]
    voor.klok.scheef, achter.klok.scheef = 2.0, -2.0
    try:
        klok.nog(straks, 4)
        servers = [(proces.poort, proces.klok) for proces in (voor, achter)]
        with Lezers(servers, vragen, headers=JSON, pauze=0.02) as lezers:
            assert wacht_tot(lambda: achter.klok.nu() > straks + timedelta(seconds=2), 30)
    finally:
        voor.klok.scheef = achter.klok.scheef = 0.0
    for proces in (voor, achter):
        controleer(
            [rij for rij in lezers.gezien if rij.poort == proces.poort], paden.values(), straks
        )
    assert set(opheffingen(paden).values()) == {1}


def test_one_is_killed_at_the_moment_and_the_other_opens_all(processen, klok, straks):
    a, b = processen(2)
    paden = zet_onder_embargo(8, straks, bijlagen=2, merk="gedood")
    vragen = [f"/{SITE}{pad}" for pad in paden.values()]
    klok.nog(straks, 2)
    with Lezers([(a.poort, klok), (b.poort, klok)], vragen, headers=JSON, pauze=0.02) as lezers:
        wacht_tot(lambda: klok.nu() > straks + timedelta(milliseconds=120), 30)
        # What was half done at this point is gone with the process.
        lezers.niet_meer(a.poort)
        a.dood()
        wacht_tot(lambda: klok.nu() > straks + timedelta(seconds=4), 30)
    van_b = [rij for rij in lezers.gezien if rij.poort == b.poort]
    controleer(van_b, paden.values(), straks)
    assert set(opheffingen(paden).values()) == {1}


def test_all_down_at_the_moment_the_first_request_after_sees_it(processen, klok, straks):
    (a, *_) = lopend = [proces for proces in processen(0) if proces.loopt]
    paden = zet_onder_embargo(2, straks, bijlagen=1, merk="dicht")
    for proces in lopend:
        proces.stop()
    klok.nog(straks, -60)
    assert set(opheffingen(paden).values()) == {0}
    a.start().wacht(pagina=False)
    for pad in paden.values():
        assert a.vraag(pad).status == 200
    assert set(opheffingen(paden).values()) == {1}
