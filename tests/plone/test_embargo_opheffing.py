"""Lifting where several processes, proxies and wrong clocks are involved, without those themselves."""

import time
from datetime import timedelta
from urllib.parse import quote

import pytest
import requests
import transaction
from plone import api
from plone.cachepurging.interfaces import ICachePurgingSettings
from plone.registry.interfaces import IRegistry
from ZODB.POSException import ConflictError
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility

from groningse_norm import klok
from groningse_norm.embargo import caches, opheffing
from groningse_norm.embargo.agenda import Hoogste, agenda, agenda_van
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.embargo.interfaces import ADRES
from groningse_norm.embargo.systeem import als_systeem
from groningse_norm.werkstroom.bouw import zet

BRIEF = "overheden/westerkwartier/brieven/1969216999"


@pytest.fixture
def slaapt(monkeypatch):
    """How long the product waited; it does not wait really."""
    geslapen: list[float] = []
    monkeypatch.setattr(time, "sleep", geslapen.append)
    return geslapen


class TestAClockThatIsBehind:
    @pytest.fixture
    def geopend(self, demo):
        """Another process has opened what was due at this moment."""
        moment = klok.op_de_minuut(klok.nu() + timedelta(hours=1))
        agenda().noteer_opening(moment)
        return moment

    def test_a_request_waits_until_it_is_time_here_too(self, demo, geopend, zet_klok, slaapt):
        zet_klok(geopend - timedelta(seconds=1.5))
        opheffing.bij_verzoek(demo, None)
        assert slaapt == [pytest.approx(1.5)]

    def test_from_the_moment_on_nothing_waits(self, demo, geopend, zet_klok, slaapt):
        zet_klok(geopend)
        opheffing.bij_verzoek(demo, None)
        assert slaapt == []

    def test_a_wrong_clock_does_not_close_the_site(self, demo, geopend, zet_klok, slaapt, caplog):
        zet_klok(geopend - timedelta(minutes=5))
        opheffing.bij_verzoek(demo, None)
        assert slaapt == []
        assert "300 s behind" in caplog.text

    def test_of_two_moments_written_at_once_the_later_one_stays(self):
        staten = ({"waarde": 3}, {"waarde": 9}, {"waarde": 5})
        assert Hoogste(3)._p_resolveConflict(*staten) == {"waarde": 9}


def test_what_failed_is_not_looked_at_by_every_request(demo, zet_klok, monkeypatch):
    moment = demo.unrestrictedTraverse(BRIEF).embargo_tot
    uid = demo.unrestrictedTraverse(BRIEF).UID()
    zet_klok(moment)
    nu = moment.timestamp()
    monkeypatch.setattr(
        opheffing, "mislukkingen", {uid: opheffing.Mislukking(1, nu + 5, "broken on purpose")}
    )
    assert not opheffing.is_iets_aan_de_beurt(demo, moment)
    assert opheffing.is_iets_aan_de_beurt(demo, moment + timedelta(seconds=5))


class TestPurging:
    @pytest.fixture
    def met_proxy(self, server):
        instellingen = "plone.cachepurging.interfaces.ICachePurgingSettings"
        # This is there wherever Plone itself is, but not in its test layer.
        getUtility(IRegistry).registerInterface(ICachePurgingSettings)
        api.portal.set_registry_record(f"{instellingen}.enabled", True)
        api.portal.set_registry_record(f"{instellingen}.virtualHosting", False)
        api.portal.set_registry_record(f"{instellingen}.cachingProxies", ("http://127.0.0.1:9",))
        transaction.commit()

    def urls(self, server, adres: str) -> set[str]:
        brief = server.portal.unrestrictedTraverse(BRIEF)
        IAnnotations(brief)[ADRES] = adres
        transaction.commit()
        with als_systeem("/".join(server.portal.getPhysicalPath())) as site:
            return set(caches.adressen_van(site.unrestrictedTraverse(BRIEF)))

    def test_the_proxy_is_asked_for_the_addresses_that_visitors_use(self, server, met_proxy):
        urls = self.urls(server, f"https://norm.example.org/{BRIEF}")
        assert f"http://127.0.0.1:9/{BRIEF}" in urls
        assert "http://127.0.0.1:9/overheden/westerkwartier/brieven" in urls
        assert not [url for url in urls if server.portal.getId() in url.split("/")]

    def test_without_a_virtual_host_the_path_is_that_of_the_database(self, server, met_proxy):
        naam = server.portal.getId()
        urls = self.urls(server, f"http://127.0.0.1:8080/{naam}/{BRIEF}")
        assert f"http://127.0.0.1:9/{naam}/{BRIEF}" in urls

    def test_what_cannot_be_said_keeps_nothing_closed(
        self, server, met_proxy, zet_klok, monkeypatch
    ):
        def kapot(*args):
            raise RuntimeError("broken on purpose")

        monkeypatch.setattr(caches, "getPathsToPurge", kapot)
        zet_klok(server.portal.unrestrictedTraverse(BRIEF).embargo_tot)
        adres = f"{server.url}/{quote(BRIEF)}"
        assert requests.get(adres, timeout=30).status_code == 200
        transaction.begin()
        assert len(agenda_van(server.portal)) == 0


class TestSeveralAtOnce:
    """Letters due at one moment share a transaction, and only as long as that goes well."""

    @pytest.fixture
    def brieven(self, server, monkeypatch):
        """Two letters of the demo, under embargo until the same moment: UIDs and that moment."""
        monkeypatch.setattr(opheffing, "mislukkingen", {})
        portal = server.portal
        paden = (BRIEF, "overheden/veendam/brieven/0047000123")
        eerste, tweede = (portal.unrestrictedTraverse(pad) for pad in paden)
        tweede.embargo_tot = eerste.embargo_tot
        zet(tweede, PUBLICATIE["Raadsbrief"], "onder_embargo")
        agenda_van(portal).plan(tweede.UID(), tweede.embargo_tot, sinds=klok.nu())
        transaction.commit()
        return [eerste.UID(), tweede.UID()], eerste.embargo_tot

    @pytest.fixture
    def vastgelegd(self, brieven, monkeypatch):
        """What each transaction of the product was for."""
        notities: list[str] = []
        bewaar = transaction.commit

        def commit():
            notities.append(transaction.get().description)
            bewaar()

        monkeypatch.setattr(transaction, "commit", commit)
        return notities

    def open_(self, server, moment) -> int:
        return opheffing.hef_op_wat_kan("/".join(server.portal.getPhysicalPath()), moment)

    def test_they_share_one_transaction(self, server, brieven, vastgelegd):
        uids, moment = brieven
        assert self.open_(server, moment) == 2
        (notitie,) = vastgelegd
        assert all(uid in notitie for uid in uids)

    def test_a_conflict_of_all_together_is_tried_for_each_by_itself(
        self, server, brieven, slaapt, monkeypatch
    ):
        echt = opheffing._hef_op_uid
        samen: list[str] = []

        def hef_op(site, uid, nu):
            samen.append(uid)
            if len(samen) <= 2 * opheffing.POGINGEN_SAMEN and uid == brieven[0][-1]:
                raise ConflictError("somebody else wrote")
            return echt(site, uid, nu)

        monkeypatch.setattr(opheffing, "_hef_op_uid", hef_op)
        assert self.open_(server, brieven[1]) == 2
        assert opheffing.mislukkingen == {}
        assert len(agenda_van(server.portal)) == 0

    def test_one_that_fails_is_told_and_the_other_opens(self, server, brieven, monkeypatch):
        uids, moment = brieven
        echt = opheffing._hef_op_uid

        def hef_op(site, uid, nu):
            if uid == uids[0]:
                raise RuntimeError("broken on purpose")
            return echt(site, uid, nu)

        monkeypatch.setattr(opheffing, "_hef_op_uid", hef_op)
        assert self.open_(server, moment) == 1
        assert opheffing.mislukkingen[uids[0]].keren == 1
        assert list(opheffing.mislukkingen) == uids[:1]
        assert list(agenda_van(server.portal).aan_de_beurt(moment)) == uids[:1]


def test_while_something_is_overdue_no_answer_is_kept(demo):
    nu = klok.nu()
    assert caches.hoogstens(60, nu, nu - timedelta(seconds=1)) == 0
    assert caches.hoogstens(60, nu, nu + timedelta(seconds=10)) == 10
    assert caches.hoogstens(60, nu, None) == 60
