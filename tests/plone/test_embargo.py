"""First promise: nothing of a letter under embargo gets out, and it is public at the moment."""

from datetime import UTC, datetime, timedelta

import pytest
import requests
import transaction
from Acquisition import aq_base
from plone.app.testing import SITE_OWNER_NAME
from Products.CMFCore.WorkflowCore import WorkflowException
from zope.component.hooks import setSite

from groningse_norm import klok
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo import opheffing, tikker
from groningse_norm.embargo.agenda import agenda_van
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.embargo.tikker import Tikker
from groningse_norm.werkstroom.bouw import toestand_van

BRIEF = "overheden/westerkwartier/brieven/1969216999"
NIETS = "overheden/westerkwartier/brieven/1969216998"
VREEMDEN = (None, "normbeheerder", "raadslid-gm0047", "griffie-gm0047", "medewerker-gm1969")
LEZERS = ("raadslid-gm1969", "griffie-gm1969", "ondertekenaar-gm1969", "secretaris-gm1969")
JSON = {"Accept": "application/json"}


def haal(server, pad, wie=None, **kwargs):
    auth = (wie, WACHTWOORD) if wie else None
    return requests.get(f"{server.url}/{pad}", auth=auth, timeout=30, **kwargs)


def zoek(server, tekst, wie=None):
    antwoord = haal(server, f"@search?SearchableText={tekst}", wie, headers=JSON)
    return [item["@id"] for item in antwoord.json()["items"]]


def zonder_datum(antwoord):
    return {naam: waarde for naam, waarde in antwoord.headers.items() if naam != "Date"}


@pytest.fixture
def moment(server):
    return server.portal.unrestrictedTraverse(BRIEF).embargo_tot


@pytest.mark.parametrize("wie", VREEMDEN)
@pytest.mark.parametrize("soort", ["text/html", "application/json"])
@pytest.mark.parametrize("staart", ["", "/@@title", "/view", "/@@plone_context_state/object_title"])
def test_a_stranger_gets_what_a_path_that_never_existed_gives(server, wie, soort, staart):
    kop = {"Accept": soort}
    echt = haal(server, BRIEF + staart, wie, headers=kop)
    nergens = haal(server, NIETS + staart, wie, headers=kop)
    assert echt.status_code == nergens.status_code == 404
    assert echt.text.replace("1969216999", "1969216998") == nergens.text
    assert zonder_datum(echt) == zonder_datum(nergens)


@pytest.mark.parametrize("wie", VREEMDEN)
def test_a_stranger_does_not_find_it(server, wie):
    assert zoek(server, "ondernemingsraad", wie) == []
    assert "1969216999" not in haal(server, "overheden/westerkwartier/brieven", wie).text


@pytest.mark.parametrize("wie", LEZERS)
def test_its_readers_read_it_and_no_cache_keeps_it(server, wie):
    pagina = haal(server, BRIEF, wie)
    assert pagina.status_code == 200
    assert "nulmeting" in pagina.text
    assert pagina.headers["Cache-Control"] == "private, no-store"
    assert haal(server, BRIEF, wie, headers=JSON).json()["kenmerk"] == "1969216999"
    assert [adres.rpartition("/")[2] for adres in zoek(server, "ondernemingsraad", wie)] == [
        "1969216999"
    ]


def test_one_second_before_the_moment_it_is_closed(server, moment, zet_klok):
    zet_klok(moment - timedelta(seconds=1))
    assert haal(server, BRIEF).status_code == 404


@pytest.mark.parametrize("eerst", [BRIEF, "overheden", "@search", "sitemap.xml.gz"])
def test_the_first_request_at_the_moment_sees_it_public_wherever_it_goes(
    server, moment, zet_klok, eerst
):
    zet_klok(moment)
    haal(server, eerst, headers=JSON)
    assert haal(server, BRIEF).status_code == 200
    assert haal(server, BRIEF, headers=JSON).json()["review_state"] == "ondertekend"
    assert [adres.rpartition("/")[2] for adres in zoek(server, "ondernemingsraad")] == [
        "1969216999"
    ]


def test_the_very_first_search_at_the_moment_finds_it(server, moment, zet_klok):
    zet_klok(moment)
    assert len(zoek(server, "ondernemingsraad")) == 1


def test_the_ticker_opens_it_when_nobody_asks(server, moment, zet_klok):
    zet_klok(moment)
    Tikker().tik(moment)
    transaction.begin()
    brief = server.portal.unrestrictedTraverse(BRIEF)
    assert toestand_van(brief, PUBLICATIE["Raadsbrief"]) == "openbaar"
    assert len(agenda_van(server.portal)) == 0


@pytest.fixture
def site_in_een_map(server):
    """The site has moved into a folder in a folder of the Zope root; its path there."""
    app, portal = server.app, server.portal
    app.manage_addFolder("buiten")
    app["buiten"].manage_addFolder("binnen")
    map_ = app["buiten"]["binnen"]
    app._objects = tuple(rij for rij in app._objects if rij["id"] != portal.getId())
    app._delOb(portal.getId())
    map_._objects = ({"id": portal.getId(), "meta_type": portal.meta_type},)
    map_._setOb(portal.getId(), aq_base(portal))
    portal = map_[portal.getId()]
    portal.__parent__ = aq_base(map_)
    setSite(portal)
    # The catalog knows paths from the root.
    portal.portal_catalog.clearFindAndRebuild()
    transaction.commit()
    yield f"/buiten/binnen/{portal.getId()}"
    setSite(None)


def test_the_ticker_opens_it_in_a_site_that_lies_in_a_folder(
    server, moment, zet_klok, site_in_een_map
):
    zet_klok(moment)
    Tikker().tik(moment)
    transaction.begin()
    brief = server.app.unrestrictedTraverse(f"{site_in_een_map}/{BRIEF}")
    assert toestand_van(brief, PUBLICATIE["Raadsbrief"]) == "openbaar"


def test_the_first_request_opens_it_in_a_site_that_lies_in_a_folder(
    server, moment, zet_klok, site_in_een_map
):
    server.url = server.url.rpartition("/")[0] + site_in_een_map
    assert haal(server, BRIEF).status_code == 404
    zet_klok(moment)
    assert haal(server, BRIEF).status_code == 200


def test_a_site_in_which_the_ticker_fails_does_not_hold_up_another(moment, zet_klok, monkeypatch):
    gedaan = []

    def waarschuw(pad, nu):
        gedaan.append(pad)
        if pad == "/een":
            raise RuntimeError("broken on purpose")

    monkeypatch.setattr(tikker, "_sites_met", lambda werk: ["/een", "/twee"])
    monkeypatch.setattr(tikker, "waarschuw", waarschuw)
    monkeypatch.setattr(opheffing, "hef_op_wat_kan", waarschuw)
    klok_ = Tikker()
    klok_.tik(moment)
    assert gedaan == ["/een", "/twee"] * 2
    assert klok_.laatste_tik is None, "health tells that the ticker does not get through"


def test_the_ticker_is_never_early(server, moment):
    Tikker().tik(moment - timedelta(seconds=1))
    transaction.begin()
    brief = server.portal.unrestrictedTraverse(BRIEF)
    assert toestand_van(brief, PUBLICATIE["Raadsbrief"]) == "onder_embargo"


def test_an_item_that_fails_stays_closed_and_does_not_hold_up_another(
    server, moment, zet_klok, monkeypatch
):
    portal = server.portal
    kapot = portal.unrestrictedTraverse(BRIEF)
    agenda_van(portal).plan("no-such-item", moment, sinds=klok.nu())
    goed = portal.unrestrictedTraverse("overheden/veendam/brieven/0047000123")
    goed.embargo_tot = moment
    from groningse_norm.werkstroom.bouw import zet

    zet(goed, PUBLICATIE["Raadsbrief"], "onder_embargo")
    agenda_van(portal).plan(goed.UID(), moment, sinds=klok.nu())
    transaction.commit()
    echt = opheffing.hef_op
    kapot_uid = kapot.UID()

    def hef_op(obj, nu):
        if obj.UID() == kapot_uid:
            raise RuntimeError("broken on purpose")
        return echt(obj, nu)

    monkeypatch.setattr(opheffing, "hef_op", hef_op)
    monkeypatch.setattr(opheffing, "mislukkingen", {})
    zet_klok(moment)
    assert haal(server, BRIEF).status_code == 404
    assert haal(server, "overheden/veendam/brieven/0047000123").status_code == 200

    # Tried again later, when its cause is gone.
    monkeypatch.setattr(opheffing, "hef_op", echt)
    assert haal(server, BRIEF).status_code == 404
    zet_klok(moment + timedelta(seconds=6))
    assert haal(server, BRIEF).status_code == 200


def test_a_letter_is_sent_only_when_signed_and_with_a_moment_ahead(demo, als):
    brief = demo.unrestrictedTraverse("overheden/veendam/brieven/0047000123")
    als(demo, "griffie-gm0047")
    with pytest.raises(WorkflowException, match=r"signed|ondertekend"):
        demo.portal_workflow.doActionFor(brief, "verzend")


def test_giving_free_early_needs_a_reason(demo, als):
    brief = demo.unrestrictedTraverse(BRIEF)
    als(demo, "griffie-gm1969")
    with pytest.raises(WorkflowException):
        demo.portal_workflow.doActionFor(brief, "geef_vrij")
    demo.portal_workflow.doActionFor(brief, "geef_vrij", comment="De raad is bijgepraat")
    assert toestand_van(brief, PUBLICATIE["Raadsbrief"]) == "openbaar"


def test_a_withdrawn_letter_says_so_and_why(server):
    url = f"{server.url}/overheden/westerkwartier/brieven/1969216064"
    antwoord = requests.post(
        f"{url}/@workflow/trek_in",
        json={"comment": "Bevatte persoonsgegevens"},
        headers=JSON,
        auth=("griffie-gm1969", WACHTWOORD),
        timeout=30,
    )
    assert antwoord.status_code == 200, antwoord.text
    weg = requests.get(url, timeout=30)
    assert weg.status_code == 410
    assert "Bevatte persoonsgegevens" in weg.text
    assert "portal-footer" in weg.text
    weg = requests.get(url, headers=JSON, timeout=30)
    assert weg.status_code == 410
    assert "Bevatte persoonsgegevens" in weg.text
    assert requests.get(url, auth=("griffie-gm1969", WACHTWOORD), timeout=30).status_code == 200


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("2026-12-04T14:00:00+01:00", 204),
        ("2026-12-04T14:00:00", 400),
        ("vier december", 400),
    ],
)
def test_a_moment_over_rest_needs_its_offset(server, moment, status):
    url = f"{server.url}/overheden/veendam/brieven/0047000123"
    aanmelding = ("griffie-gm0047", WACHTWOORD)
    antwoord = requests.patch(
        url, json={"embargo_tot": moment}, headers=JSON, auth=aanmelding, timeout=30
    )
    assert antwoord.status_code == status, antwoord.text
    opgeslagen = requests.get(url, headers=JSON, auth=aanmelding, timeout=30).json()["embargo_tot"]
    assert opgeslagen == (moment if status == 204 else None)


def test_the_demo_embargo_ends_two_days_after_the_site_was_made(demo):
    brief = demo.unrestrictedTraverse(BRIEF)
    over = brief.embargo_tot - klok.nu()
    assert timedelta(hours=47) < over <= timedelta(days=2, minutes=1)
    assert brief.embargo_tot.tzinfo is UTC or brief.embargo_tot.utcoffset() == timedelta(0)


def test_the_founding_letter_is_public_since_its_moment(demo):
    brief = demo.unrestrictedTraverse("overheden/westerkwartier/brieven/1969216064")
    assert brief.embargo_tot == datetime(2025, 4, 4, 12, 0, tzinfo=UTC)
    assert brief.effective().toZone("UTC").ISO8601().startswith("2025-04-04T12:00")


def test_the_manager_of_the_site_is_a_reader_too(demo, als):
    als(demo, SITE_OWNER_NAME)
    brief = demo.restrictedTraverse(BRIEF)
    assert brief.kenmerk == "1969216999"
