"""Four strangers at every door of signing: none of them gets anything that is not his.

The doors come from the running site: one that is in no row of the table fails.
"""

import inspect
import re
from urllib.parse import quote

import pytest
import requests
import transaction
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login
from zope.component import getGlobalSiteManager
from zope.interface import Interface

from groningse_norm.aanwijzing.register import register_van
from groningse_norm.berichten import postvak
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.werkstroom.bouw import verplaats

GEBIED = ("ondertekening", "aanwijzing", "buitenom", "versies", "overzicht")
DIENST = re.compile(r"^(GET|POST|PUT|PATCH|DELETE)_.*?_(@.*|)$")

OVERHEID = "overheden/veendam"
VERBORGEN = f"{OVERHEID}/brieven/0047000123"
NERGENS = f"{OVERHEID}/brieven/0047000124"
OPENBAAR = "overheden/westerkwartier/brieven/1969216064"

# Door → what a stranger gets of it on a public letter: its content, nothing, or that there is
# nothing to compare. Of a hidden letter each answers as where there never was one.
OPEN, DICHT, NIETS = {200}, {302, 401, 403}, {404}
BEVROREN = DICHT | {409}  # that a signed text is frozen is told to whoever sees it
OP_STUK: dict[str, set[int]] = {
    "GET @@onderteken": DICHT,
    "POST @@onderteken": DICHT,
    "GET @@momentopname": OPEN,
    "GET @@verifieer": OPEN,
    "GET @@verifieer/bundel": OPEN,
    "GET @ondertekening": OPEN,
    "GET @ondertekening/verificatie": OPEN,
    "GET @ondertekening/bundel": OPEN,
    "GET @ondertekening/bundel?besloten=1": DICHT,
    "POST @ondertekening": DICHT,
    "GET @@ondertekeningen.csv": OPEN,
    "GET @@ondertekeningen.pdf": OPEN,
    "GET @@herinner": DICHT,
    "POST @@herinner": DICHT,
    "POST @herinnering": DICHT,
    "GET @@buiten-ondertekenen": DICHT,
    "POST @@buiten-ondertekenen": DICHT,
    "GET @@getekend-bestand": NIETS,
    "GET @@getekend-bestand?nummer=1": NIETS,
    "GET @ondertekening-buiten": OPEN,
    "POST @ondertekening-buiten": DICHT,
    "POST @ondertekening-buiten/1/bevestiging": DICHT,
    "GET @@nieuwe-versie": DICHT,
    "POST @@nieuwe-versie": DICHT,
    "POST @nieuwe-versie": DICHT,
    "GET @@verschillen": NIETS,
    "GET @verschillen": NIETS,
    "PATCH @history": BEVROREN | {400},
    "POST @sharing": BEVROREN | {400},
    "PATCH @": BEVROREN,
    "DELETE @": BEVROREN,
    "POST @": BEVROREN,
}
OP_OVERHEID = (
    "GET @@aanwijzingen",
    "POST @@aanwijzingen",
    "GET @aanwijzingen",
    "POST @aanwijzingen",
    "PATCH @aanwijzingen",
)
OP_SITE = ("GET @@vertrouwde-uitgevers", "POST @@vertrouwde-uitgevers")
# Nobody; a member without roles; the clerk of another authority; staff of the same authority.
VREEMDEN = (None, "lid", "griffie-{ander}", "medewerker-{eigen}")
elke_vreemde = pytest.mark.parametrize("vreemde", VREEMDEN, ids=str)


@pytest.fixture
def site(server):
    """The draft letter of Veendam is offered for signature, and signed by one."""
    login(server.app, SITE_OWNER_NAME)
    transaction.begin()
    api.user.create("lid@example.org", "lid", WACHTWOORD)
    brief = server.portal.unrestrictedTraverse(VERBORGEN)
    verplaats(brief, ONDERTEKENING["Raadsbrief"], "bied_aan")
    transaction.commit()
    vraag(
        server,
        f"POST {VERBORGEN}/@ondertekening",
        "secretaris-gm0047",
        wachtwoord=WACHTWOORD,
        momentopname=Dossier(brief).ronde.momentopname,
    )
    return server


def vraag(server, deur, wie, **lichaam):
    methode, pad = deur.split(" ", 1)
    is_pagina = "@@" in pad
    return requests.request(
        methode,
        f"{server.url}/{pad}",
        json=None if is_pagina or methode == "GET" else lichaam,
        headers={"Accept": "text/html" if is_pagina else "application/json"},
        auth=(wie, WACHTWOORD) if wie else None,
        allow_redirects=False,
        timeout=120,
    )


def zonder_adres(antwoord, pad):
    tekst = antwoord.text.replace(pad, "HIER").replace(quote(pad, safe=""), "HIER")
    return antwoord.status_code, antwoord.headers.get("Content-Type"), tekst


def deuren() -> set[str]:
    """The doors that the capabilities of signing register, as in the table."""
    gevonden, gezien, rand = set(), set(), [getGlobalSiteManager()]
    while rand:
        register = rand.pop()
        if id(register) not in gezien:
            gezien.add(id(register))
            rand.extend(register.__bases__)
            gevonden |= _deuren_in(register)
    return gevonden


def _deuren_in(register) -> set[str]:
    gevonden = set()
    for rij in register.registeredAdapters():
        if len(rij.required) != 2 or not rij.name or rij.provided is not Interface:
            continue
        klassen = inspect.getmro(rij.factory) if inspect.isclass(rij.factory) else ()
        namen = {klasse.__module__.removeprefix("groningse_norm.") for klasse in klassen}
        if not any(naam.startswith(f"{gebied}.") for naam in namen for gebied in GEBIED):
            continue
        dienst = DIENST.match(rij.name)
        gevonden.add(f"{dienst[1]} {dienst[2] or '@'}" if dienst else f"GET @@{rij.name}")
    return gevonden


def test_every_door_of_signing_is_in_the_table(server):
    gevonden = deuren()
    assert len(gevonden) > 20
    assert gevonden - set(OP_STUK) - set(OP_OVERHEID) - set(OP_SITE) == set()


@elke_vreemde
def test_of_a_hidden_letter_every_door_is_one_that_never_existed(site, vreemde):
    wie = vreemde and vreemde.format(ander="gm1969", eigen="gm0047")
    for deur in OP_STUK:
        methode, deel = deur.split(" ")
        deel = deel.removesuffix("@") if deel == "@" else deel
        hier = vraag(site, f"{methode} {VERBORGEN}/{deel}".rstrip("/"), wie)
        nergens = vraag(site, f"{methode} {NERGENS}/{deel}".rstrip("/"), wie)
        assert hier.status_code == 404, deur
        assert zonder_adres(hier, VERBORGEN) == zonder_adres(nergens, NERGENS), deur
    transaction.begin()
    brief = site.portal.unrestrictedTraverse(VERBORGEN)
    assert len(Dossier(brief).keten) == 1


@elke_vreemde
def test_of_a_public_letter_a_stranger_reads_what_is_public_and_does_nothing(site, vreemde):
    wie = vreemde and vreemde.format(ander="gm0047", eigen="gm1969")
    transaction.begin()
    voor = len(postvak.wachtend(site.portal))
    for deur, verwacht in OP_STUK.items():
        methode, deel = deur.split(" ")
        deel = deel.removesuffix("@") if deel == "@" else deel
        antwoord = vraag(site, f"{methode} {OPENBAAR}/{deel}".rstrip("/"), wie)
        assert antwoord.status_code in verwacht, deur
        # What is in the closed part of a record, and in no page.
        assert "ondertekenaar-gm1969" not in antwoord.text, deur
        assert "lid_door" not in antwoord.text, deur
    transaction.begin()
    brief = site.portal.unrestrictedTraverse(OPENBAAR)
    assert len(Dossier(brief).keten) == 2
    assert set(brief.aq_parent.objectIds()) == {"1969216064", "1969216999"}
    assert len(postvak.wachtend(site.portal)) == voor


@elke_vreemde
def test_whose_certificates_are_trusted_is_for_who_runs_the_site(site, vreemde):
    wie = vreemde and vreemde.format(ander="gm1969", eigen="gm0047")
    for deur in OP_SITE:
        assert vraag(site, deur, wie).status_code in DICHT, deur


@elke_vreemde
def test_the_register_of_designations_is_the_clerks(site, vreemde):
    wie = vreemde and vreemde.format(ander="gm1969", eigen="gm0047")
    for deur in OP_OVERHEID:
        methode, deel = deur.split(" ")
        antwoord = vraag(site, f"{methode} {OVERHEID}/{deel}", wie, nummer=1, reden="x")
        assert antwoord.status_code in DICHT, deur
        assert "loco-gm0047" not in antwoord.text
        assert "2024-001" not in antwoord.text
    transaction.begin()
    register = register_van(site.portal.unrestrictedTraverse(OVERHEID))
    assert (len(register.aanwijzingen), len(register.einden)) == (1, 0)


def test_a_round_ends_over_rest_only_with_a_reason(site):
    """``terug_naar_concept``: without one nothing happens, with one the round ends visibly."""
    stap = f"POST {VERBORGEN}/@workflow/terug_naar_concept"
    for reden in ({}, {"comment": ""}, {"comment": "  \n"}):
        assert vraag(site, stap, "griffie-gm0047", **reden).status_code == 400, reden
        transaction.begin()
        assert Dossier(site.portal.unrestrictedTraverse(VERBORGEN)).ronde is not None
    for wie in ("ondertekenaar-gm0047", "secretaris-gm0047"):
        assert vraag(site, stap, wie, comment="Ik wil niet").status_code in (400, 401, 403, 404)
    assert vraag(site, stap, "griffie-gm0047", comment="Bedrag klopt niet").status_code == 200
    transaction.begin()
    dossier = Dossier(site.portal.unrestrictedTraverse(VERBORGEN))
    assert dossier.ronde is None
    assert [einde.reden for einde in dossier.beeindigde_rondes] == ["Bedrag klopt niet"]
