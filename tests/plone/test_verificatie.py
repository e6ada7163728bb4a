"""Checking what is signed, through the doors; and what is changed in the database directly."""

import pytest
import requests
import transaction
from BTrees.IOBTree import IOBTree
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login
from plone.dexterity.utils import addContentToContainer, createContent
from plone.namedfile.file import NamedBlobFile
from zope.annotation.interfaces import IAnnotations

from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.ondertekening.bundel import pak_uit
from groningse_norm.ondertekening.controle import verslag_van
from groningse_norm.ondertekening.domain import GeenRonde
from groningse_norm.ondertekening.opslag import SLEUTEL, Dossier
from groningse_norm.ondertekening.verificatie import verifieer

NORM = "norm/groningse-norm"
OPENBAAR = "overheden/westerkwartier/brieven/1969216064"
EMBARGO = "overheden/westerkwartier/brieven/1969216999"
CONCEPT = "overheden/veendam/brieven/0047000123"


def vraag(server, pad, wie=None, accept="application/json"):
    return requests.get(
        f"{server.url}/{pad}",
        headers={"Accept": accept, "Accept-Language": "nl"},
        auth=(wie, WACHTWOORD) if wie else None,
        allow_redirects=False,
        timeout=60,
    )


@pytest.fixture
def norm(demo):
    login(demo.aq_parent, SITE_OWNER_NAME)
    transaction.savepoint(optimistic=True)
    return demo.unrestrictedTraverse(NORM)


def opgeslagen(obj):
    """The stored file itself, as whoever edits the database finds it."""
    boom = IAnnotations(api.portal.get())[SLEUTEL]
    (data,) = (data for sleutel, data in boom.items() if sleutel.startswith(f"{obj.UID()}/"))
    return data


class TestTheStoredData:
    def test_what_was_not_touched_matches(self, norm):
        verslag = verslag_van(norm)
        assert verslag.klopt, verslag.eerste_fout
        assert (verslag.getekend, verslag.nodig) == (13, 13)

    @pytest.mark.parametrize("pad", [OPENBAAR, EMBARGO, "overheden/westerkwartier/uitvoeringsplan"])
    def test_so_do_letters_and_a_plan_in_progress(self, norm, demo, pad):
        verslag = verslag_van(demo.unrestrictedTraverse(pad))
        assert verslag.klopt, verslag.eerste_fout

    def test_without_a_round_there_is_nothing_to_check(self, norm, demo):
        with pytest.raises(GeenRonde):
            verslag_van(demo.unrestrictedTraverse(CONCEPT))

    @pytest.mark.parametrize("volgnummer", [1, 7, 13])
    def test_every_field_of_a_record_that_is_edited_is_named(self, norm, volgnummer):
        regel = opgeslagen(norm)["keten"][volgnummer]
        for veld, oud in regel["record"].items():
            regel["record"][veld] = oud + (1 if isinstance(oud, int) else "x")
            fout = verslag_van(norm).eerste_fout
            assert fout is not None, veld
            assert f"andtekening {volgnummer} " in fout.fout
            regel["record"][veld] = oud
        assert verslag_van(norm).klopt

    def test_every_closed_field_that_is_edited_is_named(self, norm):
        deel = opgeslagen(norm)["keten"][3]["besloten"]
        for veld, oud in deel.items():
            deel[veld] = oud + "x"
            assert "besloten gegevens bij handtekening 3" in verslag_van(norm).eerste_fout.fout
            deel[veld] = oud

    @pytest.mark.parametrize(
        ("deel", "code"), [("record", "vorm"), ("afdruk", "handtekening"), ("besloten", "besloten")]
    )
    def test_a_part_that_is_taken_out_is_named(self, norm, deel, code):
        keten = opgeslagen(norm)["keten"]
        keten[5] = {naam: waarde for naam, waarde in keten[5].items() if naam != deel}
        assert verslag_van(norm).eerste_fout.code == code

    @pytest.mark.parametrize("volgnummer", [1, 7, 13])
    def test_a_record_that_is_taken_out_is_named(self, norm, volgnummer):
        del opgeslagen(norm)["keten"][volgnummer]
        assert "weggelaten" in verslag_van(norm).eerste_fout.fout

    def test_records_that_are_swapped_are_named(self, norm):
        data = opgeslagen(norm)
        regels = list(data["keten"].values())
        regels[2], regels[5] = regels[5], regels[2]
        data["keten"] = IOBTree(dict(enumerate(regels, 1)))
        assert "volgorde" in verslag_van(norm).eerste_fout.fout

    def test_a_record_that_is_put_in_is_named(self, norm):
        data = opgeslagen(norm)
        data["keten"][14] = dict(data["keten"][13])
        assert "twee keer" in verslag_van(norm).eerste_fout.fout

    def test_a_text_that_is_edited_or_taken_out_is_named(self, norm):
        data = opgeslagen(norm)
        afdruk = data["ronde"]["momentopname"]
        opname = data["momentopnamen"][afdruk]
        data["momentopnamen"][afdruk] = opname.replace(b"Groningse norm", b"Drentse norm", 1)
        assert verslag_van(norm).eerste_fout.code == "momentopname"
        del data["momentopnamen"][afdruk]
        assert verslag_van(norm).eerste_fout.code == "momentopname"

    def test_a_round_that_is_edited_is_named(self, norm):
        data = opgeslagen(norm)
        for veld, anders in (
            ("momentopname", "0" * 64),
            ("versie", 2),
            ("partijen", data["ronde"]["partijen"][1:]),
        ):
            data["ronde"] = {**data["ronde"], veld: anders}
            assert not verslag_van(norm).klopt
            data["ronde"] = {**data["ronde"], veld: _was(norm, veld)}


def _was(norm, veld):
    laatste = Dossier(norm).keten[-1]
    partijen = tuple((record.tooi, record.ambt) for record in Dossier(norm).keten)
    return {"partijen": partijen}.get(veld) or getattr(laatste, veld)


class TestTheContent:
    """What code changes behind the workflow's back shows on the page of the item."""

    def test_a_field_of_the_item(self, norm):
        norm.title = "Drentse norm"
        fout = verslag_van(norm).eerste_fout
        assert (fout.code, "title" in fout.fout) == ("inhoud", True)

    def test_an_agreement_in_it(self, norm):
        norm["a01"].tekst = "Iets anders"
        assert "basisafspraken.1.tekst" in verslag_van(norm).eerste_fout.fout

    def test_an_agreement_that_is_gone(self, norm):
        norm._delObject("c07")
        assert verslag_van(norm).eerste_fout.code == "inhoud"

    def test_an_attachment_that_is_put_in_or_swapped(self, norm, demo):
        brief = demo.unrestrictedTraverse(OPENBAAR)
        bijlage = createContent("File", id="bijlage", title="Bijlage")
        bijlage.file = NamedBlobFile(b"nieuw", filename="b.pdf")
        addContentToContainer(brief, bijlage, checkConstraints=False)
        assert "bijlagen" in verslag_van(brief).eerste_fout.fout

    def test_the_page_of_the_item_warns(self, server):
        login(server.app, SITE_OWNER_NAME)
        transaction.begin()
        assert "Er klopt iets niet" not in vraag(server, NORM, accept="text/html").text
        transaction.begin()
        server.portal.unrestrictedTraverse(NORM).title = "Drentse norm"
        transaction.commit()
        for pad in (NORM, f"{NORM}/@@verifieer"):
            tekst = vraag(server, pad, accept="text/html").text
            assert "Er klopt iets niet" in tekst
            assert "De inhoud is veranderd na de ondertekening (bij: title)" in tekst


class TestDoors:
    DEUREN = ("@ondertekening/verificatie", "@ondertekening/bundel", "@@verifieer")

    @pytest.mark.parametrize("deur", [*DEUREN, "@@verifieer/bundel"])
    @pytest.mark.parametrize(
        ("pad", "wie", "status"),
        [
            (NORM, None, 200),
            (OPENBAAR, None, 200),
            (OPENBAAR, "raadslid-gm0047", 200),
            (EMBARGO, None, 404),
            (EMBARGO, "griffie-gm0047", 404),
            (EMBARGO, "medewerker-gm1969", 404),
            (EMBARGO, "raadslid-gm1969", 200),
            (EMBARGO, "griffie-gm1969", 200),
        ],
    )
    def test_whoever_sees_the_item_can_check_it_and_nobody_else(
        self, server, deur, pad, wie, status
    ):
        accept = "text/html" if deur.startswith("@@") else "application/json"
        assert vraag(server, f"{pad}/{deur}", wie, accept).status_code == status

    def test_the_service_tells_what_was_checked(self, server):
        verslag = vraag(server, f"{NORM}/@ondertekening/verificatie").json()
        assert (verslag["klopt"], verslag["getekend"], verslag["nodig"]) == (True, 13, 13)
        assert {controle["code"] for controle in verslag["controles"]} >= {
            "momentopname",
            "bijlagen",
            "handtekening",
            "einde",
            "ronde",
            "inhoud",
        }

    def test_the_bundle_of_the_public_verifies_and_names_no_user(self, server):
        antwoord = vraag(server, f"{NORM}/@ondertekening/bundel")
        assert antwoord.headers["Content-Type"] == "application/zip"
        assert "bewijs-groningse-norm.zip" in antwoord.headers["Content-Disposition"]
        bundel = pak_uit(antwoord.content)
        kop = vraag(server, f"{NORM}/@ondertekening/verificatie").json()["kop"]
        verslag = verifieer(bundel, kop)
        assert verslag.klopt, verslag.eerste_fout
        assert bundel.besloten is None
        transaction.begin()
        dossier = Dossier(server.portal.unrestrictedTraverse(NORM))
        for deel in dossier.besloten:
            for naam in ("gebruiker", "aanmelding", "groep", "zout"):
                assert deel[naam].encode() not in antwoord.content
        assert bundel.momentopname == dossier.momentopname(dossier.ronde.momentopname)

    def test_it_is_the_same_bytes_each_time_and_on_the_page(self, server):
        een, ander = (vraag(server, f"{NORM}/@ondertekening/bundel").content for _ in range(2))
        assert een == ander
        assert een == vraag(server, f"{NORM}/@@verifieer/bundel", accept="text/html").content

    @pytest.mark.parametrize(
        ("wie", "status"),
        [
            (None, 401),
            ("raadslid-gm1969", 401),
            ("griffie-gm0047", 401),
            ("admin", 401),
            ("griffie-gm1969", 200),
        ],
    )
    def test_the_closed_part_is_for_the_clerk_alone(self, server, wie, status):
        antwoord = vraag(server, f"{OPENBAAR}/@ondertekening/bundel?besloten=1", wie)
        assert antwoord.status_code == status
        if status == 200:
            bundel = pak_uit(antwoord.content)
            assert bundel.besloten[0]["gebruiker"] == "ondertekenaar-gm1969"
            assert verifieer(bundel).klopt

    def test_what_was_never_offered_has_nothing_to_check(self, server):
        griffie = "griffie-gm0047"
        for deel in ("verificatie", "bundel"):
            antwoord = vraag(server, f"{CONCEPT}/@ondertekening/{deel}", griffie)
            assert antwoord.status_code == 409
            assert antwoord.json()["error"]["type"] == "geen_ronde"
        pagina = vraag(server, f"{CONCEPT}/@@verifieer", griffie, "text/html")
        assert "Dit is nog niet aangeboden ter ondertekening" in pagina.text
        zip_ = vraag(server, f"{CONCEPT}/@@verifieer/bundel", griffie, "text/html")
        assert zip_.status_code == 404

    @pytest.mark.parametrize("deel", ["onzin", "bundel/bundel", "verificatie/x"])
    def test_other_addresses_do_not_exist(self, server, deel):
        assert vraag(server, f"{NORM}/@ondertekening/{deel}").status_code == 404

    def test_the_page_says_that_all_matches_and_how_to_check(self, server):
        tekst = vraag(server, f"{NORM}/@@verifieer", accept="text/html").text
        for deel in ("Alles klopt.", "Download het bewijs", "13", "in orde"):
            assert deel in tekst
        assert "ondertekenaar-gm" not in tekst

    def test_the_page_of_the_item_leads_to_it(self, server):
        assert f"{NORM}/@@verifieer" in vraag(server, NORM, accept="text/html").text
