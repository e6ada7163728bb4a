"""Where signatures are kept: no door of Plone changes, carries over or loses one."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import requests
import transaction
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login
from zope.annotation.interfaces import IAnnotations

from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.ondertekening import handelingen
from groningse_norm.ondertekening.domain import ONDERTEKENING, Fase, eerste_breuk
from groningse_norm.ondertekening.opslag import SLEUTEL, Dossier
from groningse_norm.werkstroom.bouw import toestand_van, verplaats

NU = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
JSON = {"Accept": "application/json", "Accept-Language": "nl"}
OPENBAAR = "overheden/westerkwartier/brieven/1969216064"
CONCEPT = "overheden/veendam/brieven/0047000123"


@pytest.fixture
def brief(demo):
    login(demo.aq_parent, SITE_OWNER_NAME)
    return demo.unrestrictedTraverse(OPENBAAR)


@pytest.fixture
def keten(brief):
    """The two signatures of the public letter."""
    transaction.savepoint(optimistic=True)
    return Dossier(brief).keten


def bewaard(portal, uid: str) -> list:
    boom = IAnnotations(portal)[SLEUTEL]
    return [data for sleutel, data in boom.items() if sleutel.startswith(f"{uid}/")]


def verdwijn(brief) -> None:
    """Gone past every door: Plone itself refuses to delete what is signed."""
    brief.unindexObject()
    brief.aq_parent._delObject(brief.getId(), suppress_events=True)


class TestWhatHappensToTheItem:
    def test_a_renamed_item_keeps_its_signatures(self, brief, keten):
        assert len(keten) == 2
        nieuw = api.content.rename(brief, new_id="anders")
        assert (Dossier(nieuw).keten, Dossier(nieuw).kop) == (keten, keten[-1].afdruk)

    def test_a_moved_item_keeps_its_signatures(self, brief, keten):
        archief = api.content.create(brief.aq_parent.aq_parent, "Folder", "archief")
        nieuw = api.content.move(brief, archief)
        assert Dossier(nieuw).keten == keten
        assert Dossier(nieuw).ronde.volledig

    def test_a_copy_starts_empty_and_leaves_the_original_as_it_is(self, brief, keten):
        kopie = api.content.copy(brief, brief.aq_parent, id="kopie")
        assert (Dossier(kopie).keten, Dossier(kopie).ronde, Dossier(kopie).kop) == ((), None, "")
        assert Dossier(brief).keten == keten

    def test_a_copied_folder_has_no_signatures_in_it(self, brief, keten):
        brieven = brief.aq_parent
        map_ = api.content.copy(brieven, brieven.aq_parent, id="brieven-2")
        assert Dossier(map_[brief.getId()]).keten == ()

    def test_an_import_brings_none_along_not_even_under_the_same_uid(self, brief, keten):
        bestand = io.BytesIO()
        brief._p_jar.exportFile(brief._p_oid, bestand)
        bestand.seek(0)
        invoer = brief._p_jar.importFile(bestand)
        invoer.id = "ingevoerd"
        brief.aq_parent._setObject("ingevoerd", invoer)
        invoer = brief.aq_parent["ingevoerd"]
        assert invoer.UID() == brief.UID()
        assert (Dossier(invoer).keten, Dossier(invoer).ronde) == ((), None)
        assert Dossier(brief).keten == keten

    def test_what_is_deleted_stays_on_record_and_what_is_made_again_starts_empty(
        self, demo, brief, keten
    ):
        uid, houder = brief.UID(), brief.aq_parent
        # No door deletes a signed letter; code can.
        verdwijn(brief)
        opnieuw = api.content.create(houder, "Raadsbrief", brief.getId(), title="Opnieuw")
        setattr(opnieuw, "_plone.uuid", uid)
        transaction.savepoint(optimistic=True)
        assert (Dossier(opnieuw).keten, Dossier(opnieuw).ronde) == ((), None)
        (data,) = bewaard(demo, uid)
        assert [regel["afdruk"] for regel in data["keten"].values()] == [h.afdruk for h in keten]

    def test_a_new_round_after_that_does_not_touch_the_old_record(self, demo, brief, keten):
        uid, houder = brief.UID(), brief.aq_parent
        # No door deletes a signed letter; code can.
        verdwijn(brief)
        opnieuw = api.content.create(houder, "Raadsbrief", brief.getId(), title="Opnieuw")
        setattr(opnieuw, "_plone.uuid", uid)
        handelingen.begin(opnieuw, NU)
        assert [len(data["keten"]) for data in bewaard(demo, uid)].count(2) == 1
        assert Dossier(opnieuw).keten == ()
        assert Dossier(opnieuw).ronde is not None


class TestAppendOnly:
    def test_a_record_that_does_not_follow_is_not_taken(self, brief, keten):
        with pytest.raises(ValueError, match="follow"):
            Dossier(brief).voeg_toe(keten[0], Dossier(brief).besloten[0])
        assert Dossier(brief).keten == keten

    def test_a_closed_part_of_another_record_is_not_taken(self, brief, keten):
        volgend = replace(keten[0], volgnummer=3, vorige=keten[1].afdruk)
        with pytest.raises(ValueError, match="closed part"):
            Dossier(brief).voeg_toe(volgend, Dossier(brief).besloten[1])
        assert Dossier(brief).keten == keten

    def test_a_snapshot_that_is_not_of_the_round_is_not_taken(self, brief, keten):
        ronde = Dossier(brief).ronde
        with pytest.raises(ValueError, match="hash"):
            Dossier(brief).begin(ronde, b"{}")
        assert Dossier(brief).ronde == ronde

    def test_what_is_read_cannot_be_used_to_write(self, brief, keten):
        keten[0].als_dict()["naam"] = "Iemand anders"
        assert Dossier(brief).keten == keten

    def test_a_round_that_is_ended_leaves_its_signatures_and_its_text(self, brief, keten):
        opname = Dossier(brief).ronde.momentopname
        Dossier(brief).beeindig(NU, "een fout in de tekst")
        assert Dossier(brief).ronde is None
        assert Dossier(brief).keten == keten
        assert Dossier(brief).momentopname(opname)

    def test_an_item_that_is_not_in_the_database_yet_can_be_offered(self, demo, brief):
        nieuw = api.content.create(brief.aq_parent, "Raadsbrief", "nieuw", title="Nieuw")
        ronde = handelingen.begin(nieuw, NU)
        assert Dossier(nieuw).ronde == ronde
        transaction.savepoint(optimistic=True)
        assert Dossier(nieuw).ronde == ronde


# --- through the doors --------------------------------------------------------------------------


def roep(server, methode, pad, wie, **kwargs):
    return requests.request(
        methode,
        f"{server.url}/{pad}",
        headers=JSON,
        auth=(wie, WACHTWOORD) if wie else None,
        timeout=60,
        **kwargs,
    )


def haal(server, pad):
    transaction.begin()
    return server.portal.unrestrictedTraverse(pad)


@pytest.fixture
def aangeboden(server):
    """The draft letter of Veendam, offered for signature: its momentopname."""
    login(server.app, SITE_OWNER_NAME)
    brief = haal(server, CONCEPT)
    verplaats(brief, ONDERTEKENING["Raadsbrief"], "bied_aan")
    transaction.commit()
    return Dossier(brief).ronde.momentopname


@pytest.mark.parametrize("wie", [None, "lid", "ondertekenaar-gm0047", "griffie-gm1969", "admin"])
@pytest.mark.parametrize(
    "pad", ["__annotations__", f"__annotations__/{SLEUTEL}", f"{OPENBAAR}/__annotations__", SLEUTEL]
)
def test_the_store_has_no_address(server, wie, pad):
    assert roep(server, "GET", pad, wie).status_code in (401, 403, 404)


def test_who_imports_under_the_uid_of_a_signed_letter_gets_no_signatures(server):
    login(server.app, SITE_OWNER_NAME)
    brief = haal(server, OPENBAAR)
    uid = brief.UID()
    verdwijn(brief)
    transaction.commit()
    inhoud = {"@type": "Raadsbrief", "title": "Opnieuw", "kenmerk": "1969216064", "UID": uid}
    antwoord = roep(server, "POST", OPENBAAR.rpartition("/")[0], "admin", json=inhoud)
    assert antwoord.status_code == 201, antwoord.text
    assert antwoord.json()["UID"] == uid
    pad = antwoord.json()["@id"].removeprefix(f"{server.url}/")
    assert roep(server, "GET", f"{pad}/@ondertekening", "admin").json()["partijen"] == []


def tegelijk(monkeypatch, *oproepen):
    """Run the calls in threads that wait for each other before the first of them writes."""
    hek = threading.Barrier(len(oproepen), timeout=30)
    draad = threading.local()

    def wacht_eens() -> None:
        # Only the first time: what is tried again after a conflict does not wait.
        if not getattr(draad, "gewacht", False):
            draad.gewacht = True
            hek.wait()

    for naam in ("controleer_wachtwoord", "beeindig"):
        handeling = getattr(handelingen, naam)

        def met_wachten(*args, handeling=handeling, **kwargs):
            wacht_eens()
            return handeling(*args, **kwargs)

        monkeypatch.setattr(handelingen, naam, met_wachten)
    with ThreadPoolExecutor(len(oproepen)) as draden:
        return [antwoord.result() for antwoord in [draden.submit(roept) for roept in oproepen]]


def teken(server, pad, wie, opname, wachtwoord=WACHTWOORD):
    lichaam = {"wachtwoord": wachtwoord, "momentopname": opname}
    return roep(server, "POST", f"{pad}/@ondertekening", wie, json=lichaam)


def test_two_people_who_sign_at_one_moment_both_count(server, aangeboden, monkeypatch):
    wie = ("ondertekenaar-gm0047", "secretaris-gm0047")
    antwoorden = tegelijk(
        monkeypatch, *(lambda w=w: teken(server, CONCEPT, w, aangeboden) for w in wie)
    )
    assert [antwoord.status_code for antwoord in antwoorden] == [201, 201]
    brief = haal(server, CONCEPT)
    dossier = Dossier(brief)
    assert len(dossier.keten) == 2
    assert eerste_breuk(dossier.keten, dossier.kop) is None
    assert {h.ambt for h in dossier.keten} == {"bestuurshoofd", "secretaris"}
    assert toestand_van(brief, ONDERTEKENING["Raadsbrief"]) == Fase.ONDERTEKEND


def test_a_double_click_signs_once(server, aangeboden, monkeypatch):
    burgemeester = "ondertekenaar-gm0047"
    antwoorden = tegelijk(
        monkeypatch, *[lambda: teken(server, CONCEPT, burgemeester, aangeboden)] * 2
    )
    assert sorted(antwoord.status_code for antwoord in antwoorden) == [201, 409]
    geweigerd = max(antwoorden, key=lambda antwoord: antwoord.status_code)
    assert geweigerd.json()["error"]["type"] == "al_ondertekend"
    assert len(Dossier(haal(server, CONCEPT)).keten) == 1


def test_a_signature_and_the_end_of_the_round_at_one_moment_do_not_pass_unseen(
    server, aangeboden, monkeypatch
):
    """Either the signature is in the round that was ended, or it is refused; never in between."""
    terug = {"comment": "Toch nog iets veranderen"}
    adres = f"{CONCEPT}/@workflow/terug_naar_concept"
    getekend, beeindigd = tegelijk(
        monkeypatch,
        lambda: teken(server, CONCEPT, "ondertekenaar-gm0047", aangeboden),
        lambda: roep(server, "POST", adres, "griffie-gm0047", json=terug),
    )
    assert beeindigd.status_code == 200
    brief = haal(server, CONCEPT)
    assert Dossier(brief).ronde is None
    (data,) = bewaard(server.portal, brief.UID())
    aantal = {201: 1, 409: 0}[getekend.status_code]
    assert data["rondes"][0]["tot"] == len(Dossier(brief).keten) == aantal
