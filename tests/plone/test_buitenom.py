"""Signed outside this system: registered by one, confirmed by another, checked by everybody."""

import base64
import io
import re
from datetime import UTC, datetime

import pytest
import requests
import transaction
from pdfminer.high_level import extract_text
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.logboek.opslag import regels_van
from groningse_norm.ondertekening.beperking import MAXIMUM_ACCOUNT
from groningse_norm.ondertekening.bundel import pak_uit
from groningse_norm.ondertekening.controle import verslag_van
from groningse_norm.ondertekening.domain import ONDERTEKENING, vingerafdruk_van
from groningse_norm.ondertekening.handelingen import beeindig, begin
from groningse_norm.ondertekening.opslag import SLEUTEL, Dossier
from groningse_norm.ondertekening.verificatie import verifieer
from groningse_norm.werkstroom.bouw import toestand_van, verplaats

STUK = "overheden/veendam/brieven/0047000123"
NERGENS = "overheden/veendam/brieven/0047000124"
NORM = "norm/groningse-norm"
GRIFFIE = "griffie-gm0047"
BURGEMEESTER = "ondertekenaar-gm0047"
SECRETARIS = "secretaris-gm0047"
NAAM = "Janneke van der Pen"


def scan(tekst: str = "inkt") -> bytes:
    schrijver = PdfFileWriter()
    inhoud = generic.StreamObject(stream_data=f"BT ({tekst}) Tj ET".encode())
    schrijver.insert_page(
        PageObject(
            contents=schrijver.add_object(inhoud),
            media_box=generic.ArrayObject(map(generic.NumberObject, (0, 0, 200, 200))),
        )
    )
    uit = io.BytesIO()
    schrijver.write(uit)
    return uit.getvalue()


PDF = scan()


@pytest.fixture
def opname(server):
    """Hash of the draft letter of Veendam, offered for signature."""
    login(server.app, SITE_OWNER_NAME)
    brief = haal(server)
    verplaats(brief, ONDERTEKENING["Raadsbrief"], "bied_aan")
    transaction.commit()
    return Dossier(brief).ronde.momentopname


def haal(server, pad=STUK):
    transaction.begin()
    return server.portal.unrestrictedTraverse(pad)


def stuur(server, weg="", wie=GRIFFIE, pad=STUK, **lichaam):
    return requests.post(
        f"{server.url}/{pad}/@ondertekening-buiten{weg}",
        json=lichaam,
        headers={"Accept": "application/json", "Accept-Language": "nl"},
        auth=(wie, WACHTWOORD) if wie else None,
        timeout=90,
    )


def registreer(server, opname, wie=GRIFFIE, inhoud=PDF, pad=STUK, **velden):
    return stuur(
        server,
        wie=wie,
        pad=pad,
        **{
            "partij": "gm0047/bestuurshoofd",
            "wijze": "inkt",
            "getekend_op": "2026-03-02",
            "naam": NAAM,
            "opmerking": "Papier in de kluis",
            "momentopname": opname,
            "bestand": {"data": base64.b64encode(inhoud).decode(), "filename": "scan.pdf"},
            **velden,
        },
    )


def bevestig(server, wie=BURGEMEESTER, nummer=1, wachtwoord=WACHTWOORD, sha256=None):
    return stuur(
        server,
        f"/{nummer}/bevestiging",
        wie,
        wachtwoord=wachtwoord,
        sha256=sha256 or vingerafdruk_van(PDF),
    )


def vraag(server, pad, wie=None, accept="application/json"):
    return requests.get(
        f"{server.url}/{pad}",
        headers={"Accept": accept, "Accept-Language": "nl"},
        auth=(wie, WACHTWOORD) if wie else None,
        allow_redirects=False,
        timeout=60,
    )


def fout(antwoord) -> tuple[int, str]:
    return antwoord.status_code, antwoord.json()["error"]["type"]


class TestTwoPeople:
    def test_registered_it_does_not_count_and_confirmed_it_does(self, server, opname):
        antwoord = registreer(server, opname)
        assert antwoord.status_code == 201, antwoord.text
        assert antwoord.json()["stand"] == "geregistreerd"
        assert antwoord.json()["uitslag"]["zegels"] == []
        assert Dossier(haal(server)).keten == ()

        assert bevestig(server).status_code == 201
        brief = haal(server)
        (record,) = Dossier(brief).keten
        assert (record.tooi, record.functie, record.naam) == ("gm0047", "burgemeester", "")
        assert "geen digitaal akkoord" in record.zin
        assert record.buiten == Dossier(brief).buiten[-1].afdruk
        assert verslag_van(brief).klopt, verslag_van(brief).eerste_fout
        assert toestand_van(brief, ONDERTEKENING["Raadsbrief"]) == "ter_ondertekening"

    def test_the_overview_shows_it_as_signed_outside_and_names_nobody(self, server, opname):
        registreer(server, opname)
        bevestig(server)
        regels = vraag(server, f"{STUK}/@@ondertekeningen.csv", GRIFFIE, "text/csv")
        bestuurshoofd = next(r for r in regels.text.splitlines() if "burgemeester" in r)
        assert bestuurshoofd.split(";")[3] == "ja"
        assert "buiten dit systeem" in bestuurshoofd
        pagina = re.sub(r"\s+", " ", vraag(server, STUK, GRIFFIE, "text/html").text)
        assert "burgemeester, getekend buiten dit systeem" in pagina
        for antwoord in (regels.text, pagina.partition("gn-partijen-kop")[2]):
            assert NAAM not in antwoord

    def test_of_a_text_that_was_taken_back_the_public_is_told_nothing(self, server):
        login(server.app, SITE_OWNER_NAME)
        afdruk = Dossier(haal(server, NORM)).ronde.momentopname
        registreer(server, afdruk, "griffie-gm1969", pad=NORM, partij="gm1969/bestuurshoofd")
        norm = haal(server, NORM)
        beeindig(norm, datetime(2026, 3, 3, 10, 0, tzinfo=UTC), "fout")
        norm.title = "Een andere tekst"
        begin(norm, datetime(2026, 3, 3, 11, 0, tzinfo=UTC))
        transaction.commit()
        for wie, aantal in ((None, 0), ("griffie-gm0047", 0), ("griffie-gm1969", 1)):
            items = vraag(server, f"{NORM}/@ondertekening-buiten", wie).json()["items"]
            assert len(items) == aantal
            openbaar = pak_uit(vraag(server, f"{NORM}/@ondertekening/bundel", wie).content)
            assert [regel["record"] for regel in openbaar.buiten["regels"]] == [None]
            assert verifieer(openbaar).klopt, verifieer(openbaar).eerste_fout
        assert vingerafdruk_van(PDF) not in vraag(server, NORM, accept="text/html").text
        assert verslag_van(haal(server, NORM)).klopt

    def test_the_last_one_ends_the_round(self, server, opname):
        for nummer, partij in ((1, "gm0047/bestuurshoofd"), (3, "gm0047/secretaris")):
            assert registreer(server, opname, partij=partij).status_code == 201
            assert bevestig(server, nummer=nummer, wie="ondertekenaar-gm0047").status_code == (
                201 if nummer == 1 else 403
            )
        assert bevestig(server, SECRETARIS, 3).status_code == 201
        brief = haal(server)
        assert toestand_van(brief, ONDERTEKENING["Raadsbrief"]) == "ondertekend"
        assert verslag_van(brief).klopt, verslag_van(brief).eerste_fout

    def test_whoever_registered_it_does_not_confirm_it(self, server, opname):
        registreer(server, opname)
        assert fout(bevestig(server, GRIFFIE)) == (403, "zelfde_persoon")
        assert len(Dossier(haal(server)).buiten) == 1

    def test_the_second_person_is_held_to_the_file_that_he_saw(self, server, opname):
        registreer(server, opname)
        assert fout(bevestig(server, sha256="0" * 64)) == (409, "tekst_veranderd")

    def test_twice_is_once(self, server, opname):
        assert registreer(server, opname).status_code == 201
        assert fout(registreer(server, opname)) == (409, "al_geregistreerd")
        assert bevestig(server).status_code == 201
        assert fout(bevestig(server)) == (409, "al_bevestigd")
        dossier = Dossier(haal(server))
        assert (len(dossier.buiten), len(dossier.keten)) == (2, 1)

    def test_who_put_himself_into_the_group_confirms_with_that_in_the_record(self, server, opname):
        registreer(server, opname)
        login(server.portal, "admin")
        api.group.add_user(groupname="gm0047-griffie", username="admin")
        transaction.commit()
        assert bevestig(server, "admin").status_code == 201
        (record,) = Dossier(haal(server)).keten
        assert record.rol == "zelf_toegekend"

    def test_wrong_passwords_are_counted_as_those_of_signing(self, server, opname, zet_klok):
        registreer(server, opname)
        zet_klok(datetime(2026, 3, 3, 10, 0, tzinfo=UTC))
        for _keer in range(MAXIMUM_ACCOUNT):
            assert fout(bevestig(server, wachtwoord="mis")) == (403, "verkeerd_wachtwoord")
        antwoord = bevestig(server)
        assert fout(antwoord) == (429, "te_vaak_geprobeerd")
        assert antwoord.headers["Retry-After"] == "60"
        digitaal = requests.post(
            f"{server.url}/{STUK}/@ondertekening",
            json={"wachtwoord": WACHTWOORD, "momentopname": opname},
            headers={"Accept": "application/json"},
            auth=(BURGEMEESTER, WACHTWOORD),
            timeout=60,
        )
        assert digitaal.status_code == 429
        assert Dossier(haal(server)).keten == ()

    def test_whoever_signed_here_cannot_be_signed_for_again(self, server, opname):
        requests.post(
            f"{server.url}/{STUK}/@ondertekening",
            json={"wachtwoord": WACHTWOORD, "momentopname": opname},
            headers={"Accept": "application/json"},
            auth=(BURGEMEESTER, WACHTWOORD),
            timeout=60,
        )
        assert registreer(server, opname).status_code == 201
        assert bevestig(server).json()["stand"] == "bevestigd"
        assert len(Dossier(haal(server)).keten) == 1

    def test_withdrawn_is_a_new_record_and_frees_the_place(self, server, opname):
        registreer(server, opname)
        assert fout(stuur(server, "/1/intrekking", reden=" ")) == (400, "intrekking_zonder_reden")
        assert stuur(server, "/1/intrekking", reden="Verkeerde scan").status_code == 201
        assert fout(stuur(server, "/1/intrekking", reden="x")) == (409, "al_ingetrokken")
        assert fout(bevestig(server)) == (409, "al_ingetrokken")
        assert registreer(server, opname, inhoud=scan("beter")).status_code == 201
        dossier = Dossier(haal(server))
        assert [regel.stap for regel in dossier.buiten] == [
            "registratie",
            "intrekking",
            "registratie",
        ]
        assert dossier.bestand(vingerafdruk_van(PDF)) == PDF
        assert verslag_van(haal(server)).klopt

    def test_what_counts_as_a_signature_is_not_withdrawn(self, server, opname):
        registreer(server, opname)
        bevestig(server)
        assert fout(stuur(server, "/1/intrekking", reden="toch niet")) == (409, "al_bevestigd")

    def test_every_act_and_every_refusal_is_in_the_log(self, server, opname):
        registreer(server, opname)
        bevestig(server, GRIFFIE)
        bevestig(server)
        regels = regels_van(haal(server).UID())
        eigen = [
            (regel.handeling, regel.wie, regel.uitkomst, regel.reden)
            for regel in regels
            if regel.handeling.endswith("_buiten")
        ]
        assert eigen == [
            ("registreer_buiten", GRIFFIE, "gelukt", ""),
            ("bevestig_buiten", GRIFFIE, "geweigerd", "zelfde_persoon"),
            ("bevestig_buiten", BURGEMEESTER, "gelukt", ""),
        ]


class TestRefusals:
    @pytest.mark.parametrize(
        ("velden", "status", "code"),
        [
            ({"momentopname": "0" * 64}, 409, "tekst_veranderd"),
            ({"naam": " "}, 400, "naam_nodig"),
            ({"getekend_op": "2999-01-01"}, 400, "datum_in_toekomst"),
            ({"getekend_op": "gisteren"}, 400, "getekend_op"),
            ({"wijze": "mondeling"}, 400, "wijze"),
            ({"hoedanigheid": "loco"}, 400, "verwijzing_nodig"),
            ({"hoedanigheid": "x"}, 400, "hoedanigheid"),
            ({"opmerking": "x" * 2001}, 400, "tekst_te_lang"),
            ({"partij": "gm0047/koning"}, 400, "partij"),
            ({"partij": "gm1969/bestuurshoofd"}, 403, "geen_partij"),
            ({"partij": ["x"]}, 400, "partij"),
            ({"bestand": None}, 400, "bestand"),
            ({"bestand": {"data": "geen base64!"}}, 400, "bestand"),
            ({"inhoud": b"hallo"}, 400, "geen_pdf"),
            ({"inhoud": b"%PDF-1.7\nhallo"}, 400, "pdf_onleesbaar"),
        ],
    )
    def test_is_told_why_and_nothing_is_kept(self, server, opname, velden, status, code):
        velden = {"opname": velden.pop("momentopname", opname), **velden}
        assert fout(registreer(server, **velden)) == (status, code)
        dossier = Dossier(haal(server))
        assert (dossier.buiten, dossier.bestanden(10**9)) == ((), {})

    def test_while_the_virus_scanner_does_not_answer_nothing_is_kept(self, server, opname):
        api.portal.set_registry_record("groningse_norm.clamd", "127.0.0.1:1")
        transaction.commit()
        assert fout(registreer(server, opname)) == (400, "bijlage_geen_scanner")
        assert Dossier(haal(server)).bestanden(10**9) == {}

    def test_without_a_round_there_is_nothing_to_register(self, server):
        assert fout(registreer(server, "0" * 64)) == (409, "geen_ronde")

    @pytest.mark.parametrize("weg", ["/x", "/1", "/1/onzin", "/1/bevestiging/2", "/²/bevestiging"])
    def test_other_addresses_do_not_exist(self, server, opname, weg):
        assert stuur(server, weg).status_code == 404

    def test_what_was_never_registered(self, server, opname):
        assert fout(bevestig(server, nummer=7)) == (404, "geen_registratie")
        assert fout(stuur(server, "/7/intrekking", reden="x")) == (404, "geen_registratie")


class TestStrangers:
    """Of a public item everybody sees the fact; the file and the names are of few."""

    @pytest.fixture
    def geregistreerd(self, server):
        """A scan for Westerkwartier beside the signatures of the norm, which is public."""
        login(server.app, SITE_OWNER_NAME)
        afdruk = Dossier(haal(server, NORM)).ronde.momentopname
        antwoord = registreer(
            server, afdruk, "griffie-gm1969", pad=NORM, partij="gm1969/bestuurshoofd"
        )
        assert antwoord.status_code == 201, antwoord.text
        return afdruk

    @pytest.mark.parametrize(
        "wie", [None, "griffie-gm0047", "medewerker-gm1969", "raadslid-gm1969", "admin"]
    )
    def test_the_public_gets_the_fact_the_date_the_kind_and_the_hash(
        self, server, geregistreerd, wie
    ):
        (item,) = vraag(server, f"{NORM}/@ondertekening-buiten", wie).json()["items"]
        assert item["sha256"] == vingerafdruk_van(PDF)
        assert not {"naam", "opmerking", "bestandsnaam", "uitslag", "geregistreerd_door"} & set(
            item
        )
        for pad in (NORM, f"{NORM}/@@verifieer", f"{NORM}/@ondertekening/bundel"):
            tekst = vraag(server, pad, wie, "text/html" if "@ond" not in pad else "*/*").text
            assert NAAM not in tekst
            assert "Papier in de kluis" not in tekst
        for pad in (NORM, f"{NORM}/@@verifieer"):
            html = vraag(server, pad, wie, "text/html").text
            assert 'id="gn-buiten-kop"' in html
            assert item["sha256"] in html
        assert vraag(server, f"{NORM}/@@getekend-bestand/1", wie).status_code == 404
        if wie != "griffie-gm0047":
            assert vraag(server, f"{NORM}/@@buiten-ondertekenen", wie).status_code in (302, 401)
            assert registreer(server, geregistreerd, wie, pad=NORM).status_code == 401
        else:
            # He takes part for his own authority.
            pagina = vraag(server, f"{NORM}/@@buiten-ondertekenen", wie, "text/html").text
            assert NAAM not in pagina
            antwoord = registreer(
                server, geregistreerd, wie, pad=NORM, partij="gm1969/bestuurshoofd"
            )
            assert fout(antwoord) == (403, "geen_partij")

    @pytest.mark.parametrize(
        "wie", ["griffie-gm1969", "ondertekenaar-gm1969", "secretaris-gm1969", "normbeheerder"]
    )
    def test_those_who_sign_or_file_for_it_get_the_file(self, server, geregistreerd, wie):
        antwoord = vraag(server, f"{NORM}/@@getekend-bestand/1", wie)
        assert antwoord.status_code == 200
        assert antwoord.content == PDF
        assert antwoord.headers["Content-Type"] == "application/pdf"
        assert "attachment" in antwoord.headers["Content-Disposition"]
        assert "no-store" in antwoord.headers["Cache-Control"]

    @pytest.mark.parametrize(
        "wie", [None, "normbeheerder", "griffie-gm1969", "raadslid-gm0047", "medewerker-gm0047"]
    )
    @pytest.mark.parametrize(
        ("methode", "naam"),
        [
            ("GET", "@ondertekening-buiten"),
            ("POST", "@ondertekening-buiten"),
            ("POST", "@ondertekening-buiten/1/bevestiging"),
            ("POST", "@ondertekening-buiten/1/intrekking"),
            ("GET", "@@buiten-ondertekenen"),
            ("POST", "@@buiten-ondertekenen"),
            ("GET", "@@getekend-bestand/1"),
            ("GET", "@@verifieer"),
        ],
    )
    def test_of_a_hidden_item_there_is_nothing(self, server, opname, wie, methode, naam):
        assert registreer(server, opname).status_code == 201
        echt, nergens = (
            requests.request(
                methode,
                f"{server.url}/{pad}/{naam}",
                headers={
                    "Accept": "text/html" if "@@" in naam else "application/json",
                    "Connection": "close",
                },
                auth=(wie, WACHTWOORD) if wie else None,
                json={"wachtwoord": WACHTWOORD} if methode == "POST" else None,
                allow_redirects=False,
                timeout=60,
            )
            for pad in (STUK, NERGENS)
        )
        assert echt.status_code == nergens.status_code == 404
        assert echt.text.replace("0047000123", "0047000124") == nergens.text
        koppen = [{**antwoord.headers, "Date": ""} for antwoord in (echt, nergens)]
        assert koppen[0] == koppen[1]
        assert len(Dossier(haal(server)).buiten) == 1

    def test_the_file_has_no_other_address(self, server, geregistreerd):
        for pad in ("", "/1/2", "/x", "/²", "/1/bestand", "/99"):
            antwoord = vraag(server, f"{NORM}/@@getekend-bestand{pad}", "griffie-gm1969")
            assert antwoord.status_code == 404


class TestEvidence:
    def test_the_closed_bundle_has_the_file_and_the_public_one_says_it_is_absent(
        self, server, opname
    ):
        registreer(server, opname)
        bevestig(server)
        vol = vraag(server, f"{STUK}/@ondertekening/bundel?besloten=1", GRIFFIE)
        bundel = pak_uit(vol.content)
        assert bundel.buiten_bestanden == {vingerafdruk_van(PDF): vingerafdruk_van(PDF)}
        assert verifieer(bundel).klopt, verifieer(bundel).eerste_fout
        assert NAAM.encode() in vol.content

        open_ = vraag(server, f"{STUK}/@ondertekening/bundel", GRIFFIE)
        assert NAAM.encode() not in open_.content
        assert PDF not in open_.content
        verslag = verifieer(pak_uit(open_.content))
        assert verslag.klopt, verslag.eerste_fout
        assert any("zit hier niet bij" in controle.wat for controle in verslag.controles)

    def test_whatever_is_edited_in_the_database_is_named(self, server, opname):
        registreer(server, opname)
        bevestig(server)
        brief = haal(server)
        from zope.annotation.interfaces import IAnnotations

        boom = IAnnotations(api.portal.get())[SLEUTEL]
        (data,) = (data for naam, data in boom.items() if naam.startswith(f"{brief.UID()}/"))
        assert verslag_van(brief).klopt
        for nummer in (1, 2):
            regel = data["buiten"][nummer]
            for deel in ("record", "besloten"):
                for veld, oud in regel[deel].items():
                    if isinstance(oud, dict):
                        regel[deel][veld] = {**oud, "moment": "x"}
                    else:
                        regel[deel][veld] = oud + (1 if isinstance(oud, int) else "x")
                    gevonden = verslag_van(brief).eerste_fout
                    assert gevonden is not None, (nummer, deel, veld)
                    assert f"egistratieregel {nummer} " in gevonden.fout
                    regel[deel][veld] = oud
            bewaard = data["buiten"][nummer]
            del data["buiten"][nummer]
            assert not verslag_van(brief).klopt
            data["buiten"][nummer] = bewaard
        (blob,) = data["bestanden"].values()
        with blob.open("w") as bestand:
            bestand.write(scan("iets anders"))
        assert "veranderd, verwisseld of weg" in verslag_van(brief).eerste_fout.fout
        data["bestanden"].clear()
        assert "veranderd, verwisseld of weg" in verslag_van(brief).eerste_fout.fout
        transaction.abort()


class TestPage:
    def sessie(self, wie):
        sessie = requests.Session()
        sessie.auth = (wie, WACHTWOORD)
        sessie.headers["Accept-Language"] = "nl"
        return sessie

    def stuur(self, server, sessie, bestand=None, **velden):
        pagina = f"{server.url}/{STUK}/@@buiten-ondertekenen"
        html = sessie.get(pagina, timeout=60).text
        merk = re.search(r'name="_authenticator" value="([^"]+)"', html)
        return sessie.post(
            pagina,
            data={"_authenticator": merk.group(1) if merk else "", **velden},
            files={"bestand": ("scan.pdf", bestand, "application/pdf")} if bestand else None,
            timeout=90,
        )

    def velden(self, opname, **anders):
        return {
            "actie": "registreer",
            "partij": "gm0047/bestuurshoofd",
            "wijze": "inkt",
            "getekend_op": "2026-03-02",
            "naam": NAAM,
            "hoedanigheid": "eigen_ambt",
            "momentopname": opname,
            **anders,
        }

    def test_from_registration_to_signature(self, server, opname):
        griffie, ander = self.sessie(GRIFFIE), self.sessie(BURGEMEESTER)
        antwoord = self.stuur(server, griffie, PDF, **self.velden(opname))
        assert antwoord.status_code == 200
        assert "geen digitale handtekening in dit bestand" in antwoord.text
        assert "Iemand anders moet" in antwoord.text
        fout_ = self.stuur(
            server, ander, actie="bevestig-1", wachtwoord="mis", sha256=vingerafdruk_van(PDF)
        )
        assert fout_.status_code == 403
        assert 'href="#veld-wachtwoord-1"' in fout_.text
        goed = self.stuur(
            server, ander, actie="bevestig-1", wachtwoord=WACHTWOORD, sha256=vingerafdruk_van(PDF)
        )
        assert goed.status_code == 200
        html = ander.get(f"{server.url}/{STUK}", timeout=60).text
        assert "getekend buiten dit systeem" in html
        assert "Er klopt iets niet" not in html
        pdf = ander.get(f"{server.url}/{STUK}/@@brief.pdf", timeout=60)
        tekst = " ".join(extract_text(io.BytesIO(pdf.content)).split())
        assert "Getekend buiten dit systeem" in tekst
        assert "Digitaal akkoord" not in tekst

    def test_what_is_wrong_stands_at_its_field(self, server, opname):
        griffie = self.sessie(GRIFFIE)
        for velden, bestand, veld in (
            ({}, None, "bestand"),
            ({}, b"hallo", "bestand"),
            ({"naam": ""}, PDF, "naam"),
            ({"getekend_op": "2999-01-01"}, PDF, "getekend_op"),
            ({"hoedanigheid": "loco"}, PDF, "verwijzing"),
        ):
            antwoord = self.stuur(server, griffie, bestand, **self.velden(opname, **velden))
            assert antwoord.status_code == 400
            assert f'id="fout-{veld}"' in antwoord.text
        assert Dossier(haal(server)).buiten == ()

    def test_without_the_token_of_the_form_nothing_happens(self, server, opname):
        antwoord = self.sessie(GRIFFIE).post(
            f"{server.url}/{STUK}/@@buiten-ondertekenen",
            data=self.velden(opname),
            files={"bestand": ("scan.pdf", PDF, "application/pdf")},
            timeout=60,
        )
        assert antwoord.status_code == 403
        assert Dossier(haal(server)).buiten == ()


class TestIssuers:
    def test_the_panel_is_of_the_administrator_and_refuses_what_is_no_certificate(self, server):
        adres = f"{server.url}/@@vertrouwde-uitgevers"
        assert vraag(server, "@@vertrouwde-uitgevers").status_code in (302, 401)
        sessie = requests.Session()
        sessie.auth = (SITE_OWNER_NAME, "secret")
        sessie.headers["Accept-Language"] = "nl"
        html = sessie.get(adres, timeout=60)
        assert html.status_code == 200
        merk = re.search(r'name="_authenticator"[^>]* value="([^"]+)"', html.text)
        antwoord = sessie.post(
            adres,
            data={
                "_authenticator": merk.group(1),
                "form.widgets.vertrouwde_uitgevers": "hallo",
                "form.buttons.save": "Save",
            },
            timeout=60,
        )
        assert "Dit is geen PEM" in antwoord.text
        transaction.begin()
        assert not api.portal.get_registry_record("groningse_norm.vertrouwde_uitgevers")
