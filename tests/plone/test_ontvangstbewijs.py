"""Receipts: every party gets the hash of the chain's last record, and nothing that is not public."""

import pytest
import requests
import transaction
from plone.app.testing import SITE_OWNER_NAME, login

from groningse_norm.berichten import postvak
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.werkstroom.bouw import verplaats, zet

CONCEPT = "overheden/veendam/brieven/0047000123"
MENSEN = ["loco-gm0047", "ondertekenaar-gm0047", "secretaris-gm0047"]


def haal(server, pad=CONCEPT):
    transaction.begin()
    return server.portal.unrestrictedTraverse(pad)


@pytest.fixture
def opname(server):
    login(server.app, SITE_OWNER_NAME)
    brief = haal(server)
    verplaats(brief, ONDERTEKENING["Raadsbrief"], "bied_aan")
    transaction.commit()
    return Dossier(brief).ronde.momentopname


def teken(server, opname, wie="ondertekenaar-gm0047", wachtwoord=WACHTWOORD, pad=CONCEPT):
    return requests.post(
        f"{server.url}/{pad}/@ondertekening",
        json={"wachtwoord": wachtwoord, "momentopname": opname},
        headers={"Accept": "application/json"},
        auth=(wie, WACHTWOORD),
        timeout=60,
    )


def test_the_people_of_every_party_get_the_hash_of_the_last_record(server, opname):
    teken(server, opname)
    kop = Dossier(haal(server)).kop
    berichten = sorted(postvak.wachtend(server.portal), key=lambda bericht: bericht.aan)
    assert [bericht.aan for bericht in berichten] == [f"{wie}@example.org" for wie in MENSEN]
    for bericht in berichten:
        assert kop in bericht.tekst
        assert opname in bericht.tekst
        assert "burgemeester, heeft getekend voor gemeente Veendam" in bericht.tekst
        assert "1 van 2 partijen" in bericht.tekst
        assert f"{server.url}/{CONCEPT}/@@verifieer" in bericht.tekst
        assert f"groningse-norm verifieer BEWIJS.zip --kop {kop}" in bericht.tekst


def test_of_what_is_not_public_it_gives_the_address_only(server, opname):
    teken(server, opname)
    brief = haal(server)
    tekst = postvak.wachtend(server.portal)[0].tekst
    assert brief.title not in tekst
    assert "ondertekenaar-gm0047" not in tekst.replace(f"{server.url}/{CONCEPT}", "")


def test_of_what_is_public_it_gives_the_title(server, opname):
    login(server.app, SITE_OWNER_NAME)
    brief = haal(server)
    zet(brief, PUBLICATIE["Raadsbrief"], "openbaar")
    transaction.commit()
    teken(server, opname)
    assert haal(server).title in postvak.wachtend(server.portal)[0].tekst


def test_a_refused_attempt_sends_nothing(server, opname):
    teken(server, opname, wachtwoord="verkeerd")
    transaction.begin()
    assert postvak.wachtend(server.portal) == []


def test_all_thirteen_parties_of_a_norm_get_it(server):
    login(server.app, SITE_OWNER_NAME)
    transaction.begin()
    portal = server.portal
    portal["norm"].manage_pasteObjects(portal["norm"].manage_copyObjects(["groningse-norm"]))
    (nieuw,) = set(portal["norm"].objectIds()) - {"groningse-norm"}
    norm = portal["norm"][nieuw]
    verplaats(norm, ONDERTEKENING["Norm"], "bied_aan")
    transaction.commit()
    pad = f"norm/{nieuw}"
    assert teken(server, Dossier(norm).ronde.momentopname, pad=pad).status_code == 201
    transaction.begin()
    adressen = {bericht.aan for bericht in postvak.wachtend(server.portal)}
    assert len(adressen) == 13 * 2
    assert "loco-ws0646@example.org" in adressen
