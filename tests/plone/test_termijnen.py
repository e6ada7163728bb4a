"""Deadlines: who carries out a measure, the calendar by a secret, the weekly mail, a stand-in."""

import re
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP
from types import SimpleNamespace
from typing import Any

import pytest
import requests
import transaction
from icalendar import Calendar
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login
from plone.app.textfield.value import RichTextValue
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import setSite
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

from groningse_norm import klok
from groningse_norm.berichten import postvak
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.domain import PUBLICATIE, Status
from groningse_norm.embargo.systeem import als_systeem
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.plan.domain import Stand
from groningse_norm.termijnen import opslag, ronde
from groningse_norm.termijnen.lezen import gebruiker_met, termijnen_voor
from groningse_norm.werkstroom.bouw import zet

PLAN = "overheden/westerkwartier/uitvoeringsplan"
WIE, COLLEGA = "medewerker-gm1969", "collega"
VREEMDEN = ["lid", "raadslid-gm0047", "griffie-gm0047", "griffie-gm1969"]
MAANDAG = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # 08.00 in Amsterdam
WEEK = timedelta(weeks=1)
INTERN = "Waarneming die niemand weten mag"


@pytest.fixture
def site(server, zet_klok):
    """The demo on a Monday at eight; one measure of ``WIE`` is overdue and is reviewed soon."""
    zet_klok(MAANDAG)
    setSite(server.portal)
    login(server.app, SITE_OWNER_NAME)
    acl = server.portal.acl_users
    for wie, groep in (("lid", None), (COLLEGA, "gm1969-medewerkers")):
        acl.source_users.addUser(wie, wie, WACHTWOORD)
        acl.portal_role_manager.assignRoleToPrincipal("Member", wie)
        if groep:
            acl.source_groups.addPrincipalToGroup(wie, groep)
        api.user.get(userid=wie).setMemberProperties({"email": f"{wie}@example.org"})
    opslag.ronde_van(server.portal)["week"] = ""
    plan = server.portal.unrestrictedTraverse(PLAN)
    maatregel = plan["a03"]
    zet(maatregel, ONDERTEKENING["Maatregel"], "in_uitvoering")
    maatregel.stand = Stand.ONTBREEKT.value
    maatregel.deadline = date(2026, 11, 20)
    maatregel.volgende_toets = date(2026, 12, 1)
    maatregel.toelichting = INTERN
    transaction.commit()

    def vraag(pad: str, wie: str | None = None, methode: str = "GET", **meer):
        meer.setdefault("headers", {"Accept": "application/json", "Accept-Language": "nl"})
        return requests.request(
            methode,
            f"{server.url}/{pad}",
            auth=(wie, WACHTWOORD) if wie else None,
            timeout=60,
            allow_redirects=False,
            **meer,
        )

    def geef(wie: str | None, obj=maatregel) -> None:
        obj.persoon = wie
        notify(ObjectModifiedEvent(obj))
        transaction.commit()

    geef(WIE)
    return SimpleNamespace(
        portal=server.portal,
        url=server.url,
        plan=plan,
        maatregel=maatregel,
        vraag=vraag,
        geef=geef,
        pad="/".join(server.portal.getPhysicalPath()),
    )


def feed(site, wie: str = WIE) -> str:
    """A new address, below the site."""
    antwoord = site.vraag("@mijn-termijnen", wie, "PATCH", json={"agenda": "nieuw"})
    assert antwoord.status_code == 200, antwoord.text
    return antwoord.json()["agenda"]["adres"].removeprefix(f"{site.url}/")


def dagen(site, adres: str) -> list:
    antwoord = site.vraag(adres, headers={})
    assert antwoord.status_code == 200, antwoord.text
    return Calendar.from_ical(antwoord.content).walk("VEVENT")


def tikken(site, nu: datetime) -> None:
    """The ticker, until there is nothing to do."""
    for _keer in range(50):
        transaction.begin()
        if not ronde.is_iets_te_doen(site.portal, nu):
            return
        ronde.stuur(site.pad, als_systeem, nu)
    raise AssertionError("the round does not end")


def post(site) -> dict[str, str]:
    """Address → text of all mail that lies ready; nobody has two."""
    transaction.begin()
    alle = [b for b in postvak.wachtend(site.portal) if b.onderwerp.startswith("Uw week")]
    per_adres = {bericht.aan: bericht.tekst for bericht in alle}
    assert len(per_adres) == len(alle)
    return per_adres


def week(site, nu: datetime = MAANDAG) -> dict[str, str]:
    """The mail of one Monday, after a first one that begins the count."""
    tikken(site, nu - WEEK)
    assert post(site) == {}
    tikken(site, nu)
    return post(site)


# --- the person ---------------------------------------------------------------------------------


class TestPerson:
    def test_staff_give_a_measure_to_a_colleague_while_it_is_carried_out(self, site):
        antwoord = site.vraag(f"{PLAN}/a03", WIE, "PATCH", json={"persoon": COLLEGA})

        assert antwoord.status_code == 204, antwoord.text
        transaction.begin()
        assert opslag.uids_van(COLLEGA) == [site.maatregel.UID()]
        assert opslag.uids_van(WIE) == []

    @pytest.mark.parametrize("wie", ["medewerker-gm0047", "griffie-gm1969", "niemand"])
    def test_only_staff_of_the_authority_can_carry_it_out(self, site, wie):
        antwoord = site.vraag(f"{PLAN}/a03", WIE, "PATCH", json={"persoon": wie})

        assert antwoord.status_code == 400
        transaction.begin()
        assert site.maatregel.persoon == WIE

    @pytest.mark.parametrize("wie", [None, *VREEMDEN])
    def test_nobody_else_learns_who_it_is_when_the_plan_is_public(self, site, wie):
        zet(site.plan, PUBLICATIE["Uitvoeringsplan"], "openbaar")
        transaction.commit()

        antwoord = site.vraag(f"{PLAN}/a03", wie)
        pagina = site.vraag(f"{PLAN}/a03", wie, headers={})
        namen = site.vraag(f"{PLAN}/a03/@vocabularies/groningse_norm.medewerkers", wie)

        assert antwoord.status_code == pagina.status_code == 200
        assert "persoon" not in antwoord.json()
        assert WIE not in antwoord.text + pagina.text
        assert WIE not in namen.text and COLLEGA not in namen.text
        gezocht = site.vraag("@search", wie, params={"persoon": WIE, "fullobjects": 1})
        assert WIE not in gezocht.text.replace(f"persoon={WIE}", "")

    def test_a_measure_that_goes_is_nobodys(self, site):
        uid = site.maatregel.UID()
        for obj in (site.plan, site.maatregel):
            zet(obj, ONDERTEKENING[obj.portal_type], "concept")
        site.plan.manage_delObjects(["a03"])
        transaction.commit()

        assert uid not in opslag.uids_van(WIE)

    def test_staff_see_the_name_on_the_page_and_choose_in_the_form(self, site):
        assert "Medewerker Westerkwartier" in site.vraag(f"{PLAN}/a03", WIE, headers={}).text
        formulier = site.vraag(f"{PLAN}/a03/edit", WIE, headers={}).text

        assert f'value="{COLLEGA}"' in formulier


# --- the calendar -------------------------------------------------------------------------------


class TestCalendar:
    def test_it_has_the_deadline_and_the_review_with_a_link_and_nothing_internal(self, site):
        adres = feed(site)
        antwoord = site.vraag(adres, headers={})

        assert antwoord.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert antwoord.headers["Cache-Control"] == "private, no-store"
        deadline, toets = dagen(site, adres)
        assert deadline.decoded("dtstart") == date(2026, 11, 20)
        assert toets.decoded("dtstart") == date(2026, 12, 1)
        assert deadline["summary"] == "Deadline: Maatregel A03, Westerkwartier"
        assert toets["summary"] == "Toets: Maatregel A03, Westerkwartier"
        assert deadline["url"] == f"{site.url}/{PLAN}/a03"
        for geheim in (site.maatregel.title, INTERN, site.plan.title):
            assert geheim not in antwoord.text

    def test_the_title_stands_in_it_once_the_plan_is_public(self, site):
        adres = feed(site)
        assert site.maatregel.title not in str(dagen(site, adres)[0]["summary"])

        zet(site.plan, PUBLICATIE["Uitvoeringsplan"], "openbaar")
        transaction.commit()

        assert str(dagen(site, adres)[0]["summary"]).endswith(site.maatregel.title)

    def test_what_its_owner_may_not_see_under_an_embargo_is_not_in_it(self, site):
        adres = feed(site)
        zet(site.plan, PUBLICATIE["Uitvoeringsplan"], "onder_embargo")
        transaction.commit()

        assert dagen(site, adres) == []
        assert f"{WIE}@example.org" not in week(site)

    def test_a_day_that_moves_stays_the_same_appointment_with_a_higher_number(self, site):
        adres = feed(site)
        eerst = dagen(site, adres)[0]
        site.maatregel.deadline = date(2027, 2, 1)
        site.maatregel.setModificationDate(site.maatregel.modified() + 1)
        transaction.commit()
        later = next(dag for dag in dagen(site, adres) if dag["uid"] == eerst["uid"])

        assert later.decoded("dtstart") == date(2027, 2, 1)
        assert later["sequence"] > eerst["sequence"]

    def test_a_new_address_ends_the_old_one(self, site):
        oud = feed(site)
        nieuw = feed(site)

        assert site.vraag(oud, headers={}).status_code == 404
        assert site.vraag(nieuw, headers={}).status_code == 200

    @pytest.mark.parametrize("kop", [{}, {"Accept": "application/json"}])
    def test_a_secret_that_does_not_hold_is_a_path_that_never_existed(self, site, kop):
        ingetrokken = feed(site)
        geheim = ingetrokken.rpartition("/")[2]
        site.vraag("@mijn-termijnen", WIE, "PATCH", json={"agenda": None})

        def antwoord(pad: str) -> tuple:
            gekregen = site.vraag(pad, headers=kop)
            koppen = {
                n: w for n, w in gekregen.headers.items() if n not in ("Date", "Content-Length")
            }
            # The name that was asked for may stand on the page.
            tekst = gekregen.text.replace("termijnen.ics", "NAAM").replace("zomaariets.ics", "NAAM")
            return gekregen.status_code, koppen, tekst

        nergens = antwoord(f"zomaariets.ics/{geheim}")
        assert nergens[0] == 404
        assert antwoord(ingetrokken) == nergens
        assert antwoord("termijnen.ics")[0] == 404
        assert antwoord(f"termijnen.ics/{'x' * 43}")[0] == 404

    def test_it_is_stored_as_a_hash_only(self, site):
        geheim = feed(site).rpartition("/")[2]
        transaction.begin()
        kenmerk = opslag.voorkeur_van(WIE).feed

        assert geheim not in kenmerk and re.fullmatch(r"[0-9a-f]{64}", kenmerk)
        assert geheim not in site.vraag("@mijn-termijnen", WIE).text
        assert geheim not in site.vraag("@@mijn-termijnen", WIE, headers={}).text

    def test_whoever_leaves_the_authority_has_an_empty_calendar(self, site):
        adres = feed(site)
        site.portal.acl_users.source_groups.removePrincipalFromGroup(WIE, "gm1969-medewerkers")
        transaction.commit()

        assert dagen(site, adres) == []

    def test_an_account_that_goes_takes_its_calendar_along(self, site):
        adres = feed(site)
        transaction.begin()
        site.portal.acl_users.userFolderDelUsers([WIE])
        transaction.commit()
        assert site.vraag(adres, headers={}).status_code == 404

        site.portal.acl_users.source_users.addUser(WIE, WIE, WACHTWOORD)
        transaction.commit()
        assert site.vraag(adres, headers={}).status_code == 404

    def test_what_is_not_carried_out_has_no_deadline(self, site):
        adres = feed(site)
        zet(site.maatregel, ONDERTEKENING["Maatregel"], "afgerond")
        transaction.commit()

        assert dagen(site, adres) == []


# --- the weekly mail ----------------------------------------------------------------------------


class TestMail:
    def test_owners_and_administrators_get_one_mail_with_links(self, site):
        gekregen = week(site)

        eigen = gekregen[f"{WIE}@example.org"]
        assert "Te laat (1)\n- 20 november 2026: Maatregel A03, Westerkwartier" in eigen
        assert "Te toetsen (1)\n- 1 december 2026: Maatregel A03, Westerkwartier" in eigen
        assert f"{site.url}/{PLAN}/a03" in eigen
        assert f"{site.url}/@@mijn-termijnen" in eigen
        for wie in ("secretaris-gm1969", "ondertekenaar-gm1969"):
            cijfers = gekregen[f"{wie}@example.org"]
            assert "Interne weerbaarheid: " in cijfers and "1 te laat" in cijfers
            assert "A03" not in cijfers
        alles = "".join(gekregen.values())
        assert site.maatregel.title not in alles and INTERN not in alles
        assert not [aan for aan in gekregen if "gm0047" in aan or "griffie" in aan]

    def test_a_first_run_waits_for_the_next_monday(self, site):
        tikken(site, MAANDAG + timedelta(days=2))

        assert post(site) == {}

    def test_nothing_goes_out_twice_in_a_week(self, site):
        eerst = week(site)
        for uren in (1, 30, 100, -20):
            tikken(site, MAANDAG + timedelta(hours=uren))

        assert post(site) == eerst

    def test_two_processes_lay_it_ready_once(self, site):
        tikken(site, MAANDAG - WEEK)
        with als_systeem(site.pad) as ander:
            ronde._stap(ander, MAANDAG)
            transaction.abort()
            # The other process has read the same round and comes second.
            ronde._stap(ander, MAANDAG)
            eigen = transaction.TransactionManager()
            verbinding = site.portal._p_jar.db().open(transaction_manager=eigen)
            try:
                daar = verbinding.root()["Application"].unrestrictedTraverse(site.pad)
                opslag.ronde_van(daar)["week"] = "2026-W48"
                eigen.commit()
            finally:
                verbinding.close()
            with pytest.raises(Exception, match="conflict"):
                transaction.commit()

        assert post(site) == {}

    def test_a_crash_halfway_loses_nobody_and_doubles_nobody(self, site, monkeypatch):
        tikken(site, MAANDAG - WEEK)
        monkeypatch.setattr(ronde, "SAMEN", 1)
        ronde.stuur(site.pad, als_systeem, MAANDAG)
        # The process dies after laying the mail ready, before the commit.
        with als_systeem(site.pad) as ander:
            ronde._stap(ander, MAANDAG)
        tikken(site, MAANDAG + timedelta(hours=1))

        assert {f"{WIE}@example.org", "secretaris-gm1969@example.org"} <= set(post(site))

    def test_one_mail_that_fails_holds_up_nobody(self, site, monkeypatch, caplog):
        maak = ronde.maak

        def kapot(wie, vandaag, weg):
            if wie == "ondertekenaar-gm1969":
                raise ValueError("damaged")
            return maak(wie, vandaag, weg)

        monkeypatch.setattr(ronde, "maak", kapot)
        gekregen = week(site)

        assert "secretaris-gm1969@example.org" in gekregen
        assert "ondertekenaar-gm1969@example.org" not in gekregen
        assert "The weekly mail to ondertekenaar-gm1969 could not be made" in caplog.text

    def test_who_has_nothing_due_gets_nothing(self, site):
        site.maatregel.deadline = site.maatregel.volgende_toets = date(2027, 6, 1)
        transaction.commit()

        assert f"{WIE}@example.org" not in week(site)

    def test_who_does_not_want_it_gets_nothing(self, site):
        assert site.vraag("@mijn-termijnen", WIE, "PATCH", json={"mail": False}).ok
        assert site.vraag("@mijn-termijnen", WIE).json()["mail"] is False

        assert f"{WIE}@example.org" not in week(site)

    def test_who_lost_the_role_gets_nothing(self, site):
        site.portal.acl_users.source_groups.removePrincipalFromGroup(WIE, "gm1969-medewerkers")
        transaction.commit()

        assert f"{WIE}@example.org" not in week(site)

    def test_day_and_hour_can_be_set(self, site):
        api.portal.set_registry_record("groningse_norm.termijnenmail_dag", 4)
        api.portal.set_registry_record("groningse_norm.termijnenmail_uur", 13)
        transaction.commit()
        tikken(site, MAANDAG)
        tikken(site, MAANDAG + timedelta(days=3, hours=4, minutes=59))
        assert post(site) == {}

        tikken(site, MAANDAG + timedelta(days=3, hours=5))

        assert f"{WIE}@example.org" in post(site)


def brieven(site) -> dict[str, Any]:
    """Address → the mail as it goes over the line."""
    transaction.begin()
    alle = [b for b in postvak.wachtend(site.portal) if b.onderwerp.startswith("Uw week")]
    return {
        bericht.aan: message_from_bytes(
            postvak._stel_op("sleutel", bericht, "norm@example.org", MAANDAG), policy=SMTP
        )
        for bericht in alle
    }


class TestUnsubscribe:
    """RFC 2369 and RFC 8058: a mail program offers to stop the mail, with one click over https."""

    def afmeldpad(self, site, wie: str = WIE) -> str:
        kop = brieven(site)[f"{wie}@example.org"]["List-Unsubscribe"]
        adres = re.fullmatch(r"<(.+)>", kop).group(1)
        return adres.removeprefix(f"{site.url}/")

    def klik(self, site, pad: str):
        """What a mail program posts: no login, no token."""
        return site.vraag(pad, None, "POST", headers={}, data={"List-Unsubscribe": "One-Click"})

    def test_each_mail_has_an_address_of_its_own_and_one_click_only_over_https(self, site):
        week(site)
        brief = brieven(site)[f"{WIE}@example.org"]
        assert brief["List-Unsubscribe-Post"] is None  # this site is http
        paden = {self.afmeldpad(site, wie) for wie in (WIE, "secretaris-gm1969")}
        assert len(paden) == 2 and all(p.startswith("weekmail-afmelden/") for p in paden)
        assert paden.isdisjoint(brief.get_body(("plain",)).get_content().split())

        opslag._delen()["adres"]["site"] = "https://norm.example.org/" + "lang" * 40
        transaction.commit()
        tikken(site, MAANDAG + WEEK)
        regels = postvak._stel_op(
            "sleutel",
            next(b for b in postvak.wachtend(site.portal) if "https://" in b.afmelden),
            "norm@example.org",
            MAANDAG,
        ).split(b"\r\n")
        assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in regels
        assert any(r.startswith(b"List-Unsubscribe: <https://norm.example.org/") for r in regels)

    def test_one_click_stops_it_and_looking_does_not(self, site):
        week(site)
        pad = self.afmeldpad(site)
        pagina = site.vraag(pad, headers={})
        assert (pagina.status_code, pagina.headers["Referrer-Policy"]) == (200, "no-referrer")
        assert WIE not in pagina.text and "Westerkwartier" not in pagina.text
        assert site.vraag("@mijn-termijnen", WIE).json()["mail"] is True
        assert site.vraag(pad, None, "POST", headers={}, data={"x": "1"}).status_code == 200
        assert site.vraag("@mijn-termijnen", WIE).json()["mail"] is True

        for _keer in range(2):
            geklikt = self.klik(site, pad)
            assert geklikt.status_code == 200 and "niet meer" in geklikt.text
        assert site.vraag("@mijn-termijnen", WIE).json()["mail"] is False
        assert site.vraag("@mijn-termijnen", COLLEGA).json()["mail"] is True

    def test_the_button_on_the_page_does_the_same_for_who_is_logged_in(self, site):
        week(site)
        pad = self.afmeldpad(site)
        pagina = site.vraag(pad, COLLEGA, headers={}).text
        doel = re.search(r'action="([^"]+weekmail-afmelden[^"]+)"', pagina).group(1)
        bewijs = re.search(r'name="_authenticator" value="([^"]+)"', pagina).group(1)
        site.vraag(
            doel.removeprefix(f"{site.url}/"),
            COLLEGA,
            "POST",
            headers={},
            data={"List-Unsubscribe": "One-Click", "_authenticator": bewijs},
        )

        assert site.vraag("@mijn-termijnen", WIE).json()["mail"] is False
        assert site.vraag("@mijn-termijnen", COLLEGA).json()["mail"] is True

    def test_the_next_mail_has_the_same_address(self, site):
        week(site)
        pad = self.afmeldpad(site)
        with als_systeem(site.pad) as daar:
            boom = IAnnotations(daar)[postvak.SLEUTEL]
            boom.clear()
            transaction.commit()
        tikken(site, MAANDAG + WEEK)

        assert self.afmeldpad(site) == pad

    @pytest.mark.parametrize("methode", ["GET", "POST"])
    def test_a_secret_that_does_not_hold_is_a_path_that_never_existed(self, site, methode):
        week(site)
        pad = self.afmeldpad(site)
        agenda = feed(site).rpartition("/")[2]
        transaction.begin()
        site.portal.acl_users.userFolderDelUsers([WIE])
        transaction.commit()

        for fout in (pad, "weekmail-afmelden", f"weekmail-afmelden/{agenda}", f"{pad}/meer"):
            data = {"List-Unsubscribe": "One-Click"} if methode == "POST" else None
            assert site.vraag(fout, None, methode, headers={}, data=data).status_code == 404

    def test_an_account_that_is_made_again_is_not_stopped_by_an_old_mail(self, site):
        week(site)
        pad = self.afmeldpad(site)
        transaction.begin()
        site.portal.acl_users.userFolderDelUsers([WIE])
        site.portal.acl_users.source_users.addUser(WIE, WIE, WACHTWOORD)
        transaction.commit()

        assert self.klik(site, pad).status_code == 404

    def test_it_stops_the_mail_of_whoever_stands_in_as_well(self, site):
        weg(site)
        week(site)
        pad = self.afmeldpad(site, COLLEGA)
        self.klik(site, pad)
        with als_systeem(site.pad) as daar:
            IAnnotations(daar)[postvak.SLEUTEL].clear()
            transaction.commit()
        tikken(site, MAANDAG + WEEK)

        assert not {f"{COLLEGA}@example.org", f"{WIE}@example.org"} & set(post(site))

    def test_who_stands_in_gets_the_mail_of_somebody_who_wants_none(self, site):
        site.vraag("@mijn-termijnen", WIE, "PATCH", json={"mail": False})
        weg(site)

        assert "(voor Medewerker Westerkwartier" in week(site)[f"{COLLEGA}@example.org"]


# --- what leaves the site -----------------------------------------------------------------------

MERKEN = {
    "title": "Wulp",
    "toelichting": "Kluut",
    "bewijs": "Grutto",
    "reden_nvt": "Tureluur",
    "eigenaar": "Kievit",
}
PLANMERKEN = {"title": "Scholekster", "portefeuillehouder": "Visdief", "trekker": "Bergeend"}


@pytest.mark.parametrize("status", Status)
def test_calendar_and_mail_name_what_everybody_may_read_and_nothing_else(site, status):
    for obj, merken in ((site.maatregel, MERKEN), (site.plan, PLANMERKEN)):
        for veld, merk in merken.items():
            setattr(obj, veld, merk)
    site.plan.inleiding = RichTextValue("<p>Zilverplevier</p>", "text/html", "text/x-html-safe")
    adres = feed(site)
    zet(site.plan, PUBLICATIE["Uitvoeringsplan"], status)
    site.geef(WIE)
    uit = site.vraag(adres, headers={}).text + "".join(week(site).values())

    gezien = {
        merk for merk in (*MERKEN.values(), *PLANMERKEN.values(), "Zilverplevier") if merk in uit
    }
    assert gezien == ({"Wulp"} if status is Status.OPENBAAR else set())


# --- a stand-in ---------------------------------------------------------------------------------


def weg(site, vervanger: str = COLLEGA, van: str = "2026-11-20", tot: str = "2026-11-30"):
    return site.vraag(
        "@mijn-termijnen",
        WIE,
        "PATCH",
        json={"afwezig": {"van": van, "tot": tot, "vervanger": vervanger}},
    )


class TestStandIn:
    def test_the_stand_in_gets_the_mail_and_sees_the_items(self, site):
        assert weg(site).json()["afwezig"]["vervanger"] == COLLEGA

        gekregen = week(site)
        assert (
            "Westerkwartier (voor Medewerker Westerkwartier" in gekregen[f"{COLLEGA}@example.org"]
        )
        assert f"{WIE}@example.org" not in gekregen
        items = site.vraag("@mijn-termijnen", COLLEGA).json()["items"]
        assert [item["eigenaar"] for item in items] == [WIE, WIE]
        assert len(dagen(site, feed(site, COLLEGA))) == 2
        assert len(dagen(site, feed(site))) == 2

    def test_before_and_after_it_is_ones_own(self, site, zet_klok):
        weg(site)
        zet_klok(MAANDAG + timedelta(days=8))

        assert site.vraag("@mijn-termijnen", COLLEGA).json()["items"] == []
        assert f"{WIE}@example.org" in week(site, MAANDAG + 2 * WEEK)

    @pytest.mark.parametrize(
        ("anders", "code"),
        [
            ({"vervanger": "griffie-gm1969"}, "geen_collega"),
            ({"vervanger": "medewerker-gm0047"}, "geen_collega"),
            ({"vervanger": WIE}, "geen_collega"),
            ({"van": "morgen"}, "datum"),
            ({"tot": "2026-11-01"}, "einde_voor_begin"),
            ({"van": "2026-11-01", "tot": "2026-11-02"}, "afwezigheid_voorbij"),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_is_kept(self, site, anders, code):
        antwoord = weg(site, **anders)

        assert (antwoord.status_code, antwoord.json()["error"]["type"]) == (400, code)
        assert site.vraag("@mijn-termijnen", WIE).json()["afwezig"] is None

    def test_a_stand_in_who_lost_the_role_sees_nothing(self, site):
        weg(site)
        site.portal.acl_users.source_groups.removePrincipalFromGroup(COLLEGA, "gm1969-medewerkers")
        transaction.commit()

        assert site.vraag("@mijn-termijnen", COLLEGA).json()["items"] == []
        assert f"{COLLEGA}@example.org" not in week(site)


# --- the doors ----------------------------------------------------------------------------------


class TestDoors:
    def test_whoever_is_not_logged_in_is_sent_to_the_login(self, site):
        assert site.vraag("@mijn-termijnen").status_code == 401
        assert site.vraag("@mijn-termijnen", None, "PATCH", json={"mail": False}).status_code == 401
        pagina = site.vraag("@@mijn-termijnen", headers={})
        assert pagina.status_code == 302 and "login" in pagina.headers["Location"]

    @pytest.mark.parametrize("wie", VREEMDEN)
    def test_a_stranger_finds_only_what_is_his_own(self, site, wie):
        antwoord = site.vraag("@mijn-termijnen", wie)
        pagina = site.vraag("@@mijn-termijnen", wie, headers={})

        assert antwoord.json()["items"] == []
        assert pagina.status_code == 200
        for tekst in (antwoord.text, pagina.text):
            assert "A03" not in tekst and WIE not in tekst and COLLEGA not in tekst

    def test_even_when_a_measure_was_put_on_his_name(self, site):
        site.geef("griffie-gm0047")

        assert site.vraag("@mijn-termijnen", "griffie-gm0047").json()["items"] == []
        assert dagen(site, feed(site, "griffie-gm0047")) == []
        assert "griffie-gm0047@example.org" not in week(site)

    @pytest.mark.parametrize(
        ("lichaam", "code"),
        [
            ({}, "veld_onbekend"),
            ({"post": True}, "veld_onbekend"),
            ({"mail": "ja"}, "mail_ja_nee"),
            ({"agenda": "oud"}, "agenda_onbekend"),
            ({"agenda": {}}, "agenda_onbekend"),
            ({"afwezig": []}, "datum"),
            ({"afwezig": {}}, "datum"),
            ({"mail": False, "afwezig": {"van": 1}}, "datum"),
        ],
    )
    def test_a_body_that_nobody_means_is_refused_whole(self, site, lichaam, code):
        antwoord = site.vraag("@mijn-termijnen", WIE, "PATCH", json=lichaam)

        assert (antwoord.status_code, antwoord.json()["error"]["type"]) == (400, code)
        assert site.vraag("@mijn-termijnen", WIE).json()["mail"] is True


class TestPage:
    def bewaar(self, site, **velden):
        """Post a form of the page, with its token."""
        pagina = site.vraag("@@mijn-termijnen", WIE, headers={}).text
        bewijs = re.search(r'name="_authenticator" value="([^"]+)"', pagina).group(1)
        return site.vraag(
            "@@mijn-termijnen", WIE, "POST", headers={}, data={"_authenticator": bewijs, **velden}
        )

    def test_it_lists_what_is_due(self, site):
        pagina = site.vraag("@@mijn-termijnen", WIE, headers={}).text

        assert f"Maatregel A03, Westerkwartier: {site.maatregel.title}" in pagina
        assert "20 november 2026" in pagina and "te laat" in pagina

    def test_an_address_is_shown_once_and_withdrawn(self, site):
        gemaakt = self.bewaar(site, nieuwe_agenda="1")
        adres = re.search(r'href="([^"]+/termijnen\.ics/[^"]+)"', gemaakt.text).group(1)
        pad = adres.removeprefix(f"{site.url}/")

        assert gemaakt.headers["Cache-Control"] == "private, no-store"
        assert len(dagen(site, pad)) == 2
        assert adres not in site.vraag("@@mijn-termijnen", WIE, headers={}).text
        assert self.bewaar(site, agenda_weg="1").status_code == 302
        assert site.vraag(pad, headers={}).status_code == 404

    def test_a_stand_in_is_named_and_taken_back(self, site):
        velden = {"van": "2026-11-23", "tot": "2026-11-27", "vervanger": COLLEGA}
        assert self.bewaar(site, bewaar_afwezig="1", **velden).status_code == 302
        assert "van 23 november 2026 tot en met 27 november 2026" in re.sub(
            r"\s+", " ", site.vraag("@@mijn-termijnen", WIE, headers={}).text
        )
        assert self.bewaar(site, weer_aanwezig="1").status_code == 302
        assert site.vraag("@mijn-termijnen", WIE).json()["afwezig"] is None

    def test_a_mistake_stands_at_its_field(self, site):
        velden = {"van": "2026-11-23", "tot": "2026-11-20", "vervanger": COLLEGA}
        antwoord = self.bewaar(site, bewaar_afwezig="1", **velden)

        assert antwoord.status_code == 400
        assert 'id="fout-tot"' in antwoord.text and 'value="2026-11-20"' in antwoord.text

    def test_the_mail_is_stopped_with_one_box(self, site):
        assert self.bewaar(site, bewaar_mail="1").status_code == 302
        assert site.vraag("@mijn-termijnen", WIE).json()["mail"] is False
        assert self.bewaar(site, bewaar_mail="1", mail="1").status_code == 302
        assert site.vraag("@mijn-termijnen", WIE).json()["mail"] is True

    def test_without_a_token_nothing_is_changed(self, site):
        antwoord = site.vraag(
            "@@mijn-termijnen", WIE, "POST", headers={}, data={"bewaar_mail": "1"}
        )

        assert antwoord.status_code == 403
        assert site.vraag("@mijn-termijnen", WIE).json()["mail"] is True


def test_reading_wakes_the_measures_of_one_person_only(site):
    gevonden = termijnen_voor(gebruiker_met(WIE), klok.vandaag())

    assert {termijn.maatregel.nummer for termijn in gevonden} == {"A03"}
    assert list(opslag.eigenaren()) == [WIE]
