"""Attempts to sign: each is in the log, guessing is slowed down, and roles leave a trace."""

from datetime import UTC, datetime, timedelta

import pytest
import requests
import transaction
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login
from zope.annotation.interfaces import IAnnotations

from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.logboek.domain import eerste_breuk
from groningse_norm.logboek.opslag import regels_van
from groningse_norm.ondertekening.beperking import MAXIMUM_ACCOUNT, MAXIMUM_ADRES
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.ondertekening.pogingen import SLEUTEL
from groningse_norm.werkstroom.bouw import verplaats

JSON = {"Accept": "application/json", "Accept-Language": "nl"}
CONCEPT = "overheden/veendam/brieven/0047000123"
BURGEMEESTER = "ondertekenaar-gm0047"
SECRETARIS = "secretaris-gm0047"
GROEP = "gm0047-ondertekenaars"
NU = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def opname(server):
    """Hash of the draft letter of Veendam, offered for signature."""
    login(server.app, SITE_OWNER_NAME)
    brief = haal(server)
    verplaats(brief, ONDERTEKENING["Raadsbrief"], "bied_aan")
    transaction.commit()
    return Dossier(brief).ronde.momentopname


def haal(server):
    transaction.begin()
    return server.portal.unrestrictedTraverse(CONCEPT)


def teken(server, opname, wie=BURGEMEESTER, wachtwoord=WACHTWOORD, koppen=None, **velden):
    return requests.post(
        f"{server.url}/{CONCEPT}/@ondertekening",
        json={"wachtwoord": wachtwoord, "momentopname": opname, **velden},
        headers={**JSON, **(koppen or {})},
        auth=(wie, WACHTWOORD) if wie else None,
        timeout=60,
    )


def pogingen(server) -> list[tuple[str, str, str]]:
    """(who, outcome, reason) of every attempt in the log of the letter."""
    regels = [r for r in regels_van(haal(server).UID()) if r.handeling == "onderteken"]
    return [(regel.wie, regel.uitkomst, regel.reden) for regel in regels]


class TestLog:
    @pytest.mark.parametrize(
        ("velden", "status", "code"),
        [
            ({"wachtwoord": "verkeerd"}, 403, "verkeerd_wachtwoord"),
            ({"wachtwoord": ""}, 403, "verkeerd_wachtwoord"),
            ({"hoedanigheid": "loco"}, 403, "geen_aanwijzing"),
            ({"hoedanigheid": "namens", "verwijzing": "B&W 12-3"}, 403, "geen_aanwijzing"),
            ({"momentopname": "0" * 64}, 409, "tekst_veranderd"),
        ],
    )
    def test_a_refused_attempt_stays_in_the_log_with_its_reason(
        self, server, opname, velden, status, code
    ):
        antwoord = teken(server, **{"opname": opname, **_als_argumenten(velden)})
        assert (antwoord.status_code, antwoord.json()["error"]["type"]) == (status, code)
        assert pogingen(server) == [(BURGEMEESTER, "geweigerd", code)]
        assert Dossier(haal(server)).keten == ()

    def test_a_signature_is_in_the_log_with_the_hash_of_its_record(self, server, opname):
        assert teken(server, opname).status_code == 201
        brief = haal(server)
        regel = regels_van(brief.UID())[-1]
        assert (regel.handeling, regel.uitkomst, regel.wie) == (
            "onderteken",
            "gelukt",
            BURGEMEESTER,
        )
        assert regel.bijzonderheden["afdruk"] == Dossier(brief).kop
        assert regel.herkomst

    def test_who_signs_again_is_refused_and_that_is_in_the_log(self, server, opname):
        teken(server, opname)
        assert teken(server, opname).status_code == 409
        assert pogingen(server)[-1] == (BURGEMEESTER, "geweigerd", "al_ondertekend")

    def test_an_account_of_elsewhere_is_told_why_and_logged(self, server, opname, monkeypatch):
        from groningse_norm.ondertekening import handelingen

        monkeypatch.setattr(handelingen, "_kent", lambda bron, gebruiker: False)
        antwoord = teken(server, opname)
        assert antwoord.json()["error"]["type"] == "wachtwoord_niet_hier"
        assert pogingen(server) == [(BURGEMEESTER, "geweigerd", "wachtwoord_niet_hier")]

    def test_no_password_is_in_the_log_and_its_chain_is_whole(self, server, opname):
        for wachtwoord in ("geheim-123", WACHTWOORD):
            teken(server, opname, wachtwoord=wachtwoord)
        regels = regels_van(haal(server).UID())
        assert eerste_breuk(regels) is None
        for wachtwoord in ("geheim-123", WACHTWOORD):
            assert wachtwoord not in repr(regels)
            assert wachtwoord not in repr(list(IAnnotations(server.portal)[SLEUTEL]))

    @pytest.mark.parametrize(
        ("wie", "status"),
        [(None, 404), ("ondertekenaar-gm1969", 404), ("griffie-gm0047", 401), ("admin", 401)],
    )
    def test_nobody_else_signs(self, server, opname, wie, status):
        assert teken(server, opname, wie).status_code == status
        assert Dossier(haal(server)).keten == ()


def _als_argumenten(velden):
    return {("opname" if naam == "momentopname" else naam): w for naam, w in velden.items()}


class TestGuessing:
    def fouten(self, server, opname, aantal=MAXIMUM_ACCOUNT, **anders):
        return [
            teken(server, opname, wachtwoord="verkeerd", **anders).status_code
            for _ in range(aantal)
        ]

    def test_after_five_wrong_passwords_the_right_one_has_to_wait(self, server, opname, zet_klok):
        zet_klok(NU)
        assert self.fouten(server, opname) == [403] * MAXIMUM_ACCOUNT
        antwoord = teken(server, opname)
        assert antwoord.status_code == 429
        assert antwoord.headers["Retry-After"] == "60"
        fout = antwoord.json()["error"]
        assert fout["type"] == "te_vaak_geprobeerd"
        assert "Wacht 1 minuut" in fout["message"]
        assert pogingen(server)[-1] == (BURGEMEESTER, "geweigerd", "te_vaak_geprobeerd")
        zet_klok(NU + timedelta(seconds=60))
        assert teken(server, opname).status_code == 201

    def test_an_attempt_that_was_not_looked_at_does_not_lengthen_the_pause(
        self, server, opname, zet_klok
    ):
        zet_klok(NU)
        self.fouten(server, opname, MAXIMUM_ACCOUNT + 3)
        zet_klok(NU + timedelta(seconds=59))
        assert teken(server, opname).headers["Retry-After"] == "1"

    def test_the_next_mistake_doubles_the_pause(self, server, opname, zet_klok):
        zet_klok(NU)
        self.fouten(server, opname)
        zet_klok(NU + timedelta(seconds=60))
        self.fouten(server, opname, 1)
        assert teken(server, opname).headers["Retry-After"] == "120"

    def test_one_persons_mistakes_do_not_stop_another(self, server, opname, zet_klok):
        zet_klok(NU)
        self.fouten(server, opname)
        assert teken(server, opname, SECRETARIS).status_code == 201

    def test_who_guesses_at_many_accounts_is_stopped_by_address(self, server, opname, zet_klok):
        zet_klok(NU)
        wie = [BURGEMEESTER, "loco-gm0047", SECRETARIS]
        login(server.app, SITE_OWNER_NAME)
        transaction.begin()
        for nummer in range(MAXIMUM_ADRES // MAXIMUM_ACCOUNT - len(wie) + 1):
            wie.append(f"extra-{nummer}")
            api.user.create(f"x{nummer}@example.org", f"extra-{nummer}", WACHTWOORD)
            api.group.add_user(groupname=GROEP, username=f"extra-{nummer}")
        transaction.commit()
        for gebruiker in wie[:4]:
            assert self.fouten(server, opname, wie=gebruiker) == [403] * MAXIMUM_ACCOUNT
        assert teken(server, opname, wie[4]).status_code == 429

    def test_the_right_password_wipes_the_mistakes_out(self, server, opname, zet_klok):
        zet_klok(NU)
        self.fouten(server, opname, MAXIMUM_ACCOUNT - 1)
        assert teken(server, opname).status_code == 201
        transaction.begin()
        sleutels = list(IAnnotations(server.portal)[SLEUTEL])
        assert [sleutel for sleutel in sleutels if sleutel[0] == "account"] == []

    def test_what_no_longer_counts_is_thrown_away(self, server, opname, zet_klok):
        zet_klok(NU)
        self.fouten(server, opname, 3)
        zet_klok(NU + timedelta(minutes=16))
        self.fouten(server, opname, 1)
        transaction.begin()
        assert len(IAnnotations(server.portal)[SLEUTEL]) == 2

    def test_the_page_says_how_long_to_wait(self, server, opname, zet_klok):
        zet_klok(NU)
        self.fouten(server, opname)
        sessie = requests.Session()
        sessie.auth = (BURGEMEESTER, WACHTWOORD)
        adres = f"{server.url}/{CONCEPT}/@@onderteken"
        token = (
            sessie.get(adres).text.partition('name="_authenticator" value="')[2].partition('"')[0]
        )
        antwoord = sessie.post(
            adres,
            data={
                "_authenticator": token,
                "momentopname": opname,
                "hoedanigheid": "eigen_ambt",
                "wachtwoord": WACHTWOORD,
            },
        )
        assert (antwoord.status_code, antwoord.headers["Retry-After"]) == (429, "60")
        assert "Wacht 1 minuut" in antwoord.text
        assert Dossier(haal(server)).keten == ()


class TestHowTheRoleIsHeld:
    def lid(self, server, als, gebruiker, groep=GROEP):
        """``als`` puts the user into the group of signatories."""
        transaction.begin()
        login(server.app if als == SITE_OWNER_NAME else server.portal, als)
        api.group.add_user(groupname=groep, username=gebruiker)
        transaction.commit()

    def record(self, server):
        dossier = Dossier(haal(server))
        return dossier.keten[-1], dossier.besloten[-1]

    def test_the_record_says_who_gave_the_role_and_since_when(self, server, opname, zet_klok):
        zet_klok(NU)
        login(server.app, SITE_OWNER_NAME)
        api.user.create("w@example.org", "wethouder", WACHTWOORD)
        transaction.commit()
        self.lid(server, "admin", "wethouder")
        zet_klok(NU + timedelta(days=1))
        assert teken(server, opname, "wethouder").status_code == 201
        record, besloten = self.record(server)
        assert record.rol == "toegekend"
        assert besloten["groep"] == GROEP
        assert besloten["lid_door"] == "admin"
        assert besloten["lid_sinds"].startswith("2026-03-02T10:00:00")
        assert besloten["gebruiker"] == "wethouder"

    def test_who_grants_himself_the_role_signs_with_that_in_the_record(self, server, opname):
        self.lid(server, "admin", "admin")
        assert teken(server, opname, "admin").status_code == 201
        record, besloten = self.record(server)
        assert record.rol == "zelf_toegekend"
        assert (besloten["gebruiker"], besloten["lid_door"]) == ("admin", "admin")

    def test_leaving_and_coming_back_does_not_hide_it(self, server, opname):
        self.lid(server, "admin", "admin")
        login(server.portal, "admin")
        api.group.remove_user(groupname=GROEP, username="admin")
        transaction.commit()
        self.lid(server, "admin", "admin")
        teken(server, opname, "admin")
        assert self.record(server)[0].rol == "zelf_toegekend"
        handelingen = [
            (regel.handeling, regel.wie, regel.bijzonderheden["lid"])
            for regel in regels_van(f"groep:{GROEP}")
        ]
        assert handelingen[-3:] == [
            ("voeg_lid_toe", "admin", "admin"),
            ("verwijder_lid", "admin", "admin"),
            ("voeg_lid_toe", "admin", "admin"),
        ]
        assert eerste_breuk(regels_van(f"groep:{GROEP}")) is None

    def test_other_groups_are_not_logged(self, server):
        self.lid(server, "admin", "admin", "gm0047-raad")
        transaction.begin()
        assert regels_van("groep:gm0047-raad") == ()

    def test_it_shows_on_the_page(self, server, opname):
        self.lid(server, "admin", "admin")
        teken(server, opname, "admin")
        pagina = requests.get(
            f"{server.url}/{CONCEPT}", auth=("griffie-gm0047", WACHTWOORD), timeout=60
        )
        assert "heeft zichzelf de rol van ondertekenaar gegeven" in pagina.text

    def test_what_the_page_and_the_service_tell_names_no_user(self, server, opname):
        teken(server, opname)
        antwoord = requests.get(
            f"{server.url}/{CONCEPT}/@ondertekening",
            headers=JSON,
            auth=("griffie-gm0047", WACHTWOORD),
            timeout=60,
        )
        assert BURGEMEESTER not in antwoord.text
        assert antwoord.json()["partijen"][0]["ondertekend"]["rol"] in ("onbekend", "toegekend")
