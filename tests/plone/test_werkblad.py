"""The plan as a worksheet over HTTP: report, undo, conflict, several at once, and the strangers."""

import re

import pytest
import requests
import transaction
from AccessControl import getSecurityManager
from plone.app.testing import SITE_OWNER_NAME, login
from Products.CMFDynamicViewFTI.browserdefault import BrowserDefaultMixin

from groningse_norm import klok, rechten
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.plan.werkblad.doen import voortgang_van
from groningse_norm.plan.werkblad.domain import afdruk
from groningse_norm.plan.werkblad.lezen import regel_van, regels_van
from groningse_norm.voortgang.opslag import alle_plannen
from groningse_norm.werkstroom.bouw import zet

PLAN = "overheden/westerkwartier/uitvoeringsplan"
MELD = f"{PLAN}/@@meld"
STAF = "medewerker-gm1969"
STANDEN = ("Ontbreekt", "In ontwikkeling", "Uitgevoerd", "Niet van toepassing")


class Iemand:
    def __init__(self, server, wie: str | None) -> None:
        self.url = server.url
        self.sessie = requests.Session()
        self.sessie.headers["Accept"] = "text/html"
        if wie:
            self.sessie.auth = (wie, WACHTWOORD)

    def open(self, pad: str, **vraag):
        return self.sessie.get(f"{self.url}/{pad}", params=vraag, timeout=60, allow_redirects=False)

    def meld(self, token: bool = True, **velden):
        if token:
            gevonden = re.search(r'name="_authenticator" value="(\w+)"', self.open(PLAN).text)
            velden["_authenticator"] = gevonden[1] if gevonden else "x" * 40
        return self.sessie.post(
            f"{self.url}/{MELD}", data=velden, timeout=60, allow_redirects=False
        )


@pytest.fixture
def iemand(server):
    return lambda wie=STAF: Iemand(server, wie)


@pytest.fixture
def plan(server):
    login(server.app, SITE_OWNER_NAME)

    def vers():
        transaction.begin()
        return server.portal.unrestrictedTraverse(PLAN)

    return vers


def gezien(plan, id_: str) -> dict[str, str]:
    maatregel = plan()[id_]
    return {"uid": maatregel.UID(), "was": afdruk(voortgang_van(maatregel))}


def tekst(antwoord) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", antwoord.text))


def terugweg(antwoord) -> list[str]:
    lijst = re.findall(r'name="terug" type="hidden" value="([^"]*)"', antwoord.text)
    return [waarde.replace("&quot;", '"').replace("&#34;", '"') for waarde in dict.fromkeys(lijst)]


def rij_van(antwoord, uid: str) -> str:
    return antwoord.text.partition(f'id="veld-{uid}"')[2].partition("</tr>")[0]


# --- find ---------------------------------------------------------------------------------------


def test_a_plan_is_filtered_by_its_address(iemand, plan):
    aantal = len(plan().maatregelen())
    gevonden = tekst(iemand().open(PLAN, veld="informatie", op="deadline", af="1"))
    eigen = sum(m.veld == "informatie" for m in plan().maatregelen())
    assert f"{eigen} van {aantal} maatregelen" in gevonden
    assert "Geen maatregel past hierbij" in tekst(iemand().open(PLAN, zoek="dat is er niet"))


def test_plan_and_measure_make_no_page_of_what_they_only_name(iemand, monkeypatch):
    gemaakt = []
    monkeypatch.setattr(BrowserDefaultMixin, "__call__", lambda item: gemaakt.append(item.getId()))
    for pad in (PLAN, f"{PLAN}/a02"):
        assert "/norm" in iemand().open(pad).text
    assert gemaakt == []


# --- report -------------------------------------------------------------------------------------


def test_one_click_sets_the_state_and_keeps_it_in_the_history(iemand, plan):
    uid = plan()["a02"].UID()
    regels = len(alle_plannen()[plan().UID()].geschiedenis(uid))
    antwoord = iemand().meld(**gezien(plan, "a02"), stand="uitgevoerd")
    assert antwoord.status_code == 200
    assert antwoord.headers["Cache-Control"] == "private, no-store"
    assert "Bewaard: A02." in tekst(antwoord)
    assert plan()["a02"].stand == "uitgevoerd"
    geschiedenis = alle_plannen()[plan().UID()].geschiedenis(uid)
    assert len(geschiedenis) == regels + 1
    assert (geschiedenis[-1].wie, geschiedenis[-1].feit.meting.stand) == (STAF, "uitgevoerd")


def test_a_sign_in_a_row_says_which_measure_what_was_seen_and_the_state(iemand, plan):
    oud = gezien(plan, "a02")
    knop = f"{oud['uid']}.{oud['was']}.uitgevoerd"
    assert f'value="{knop}"' in iemand().open(PLAN).text
    assert "Bewaard: A02." in tekst(iemand().meld(zet=knop))
    assert plan()["a02"].stand == "uitgevoerd"
    assert iemand().meld(zet=knop.replace("uitgevoerd", "ontbreekt")).status_code == 409
    assert plan()["a02"].stand == "uitgevoerd"


def test_the_form_of_one_measure_opens_by_an_address_and_keeps_the_question(iemand, plan):
    uid = plan()["a02"].UID()
    bladzij = iemand().open(PLAN, veld="weerbaarheid", bewerk=uid)
    assert bladzij.text.count('class="gn-bewerk"') == 1
    assert 'name="bewijs"' in rij_van(bladzij, uid)
    assert f'{PLAN}?veld=weerbaarheid#veld-{uid}"' in rij_van(bladzij, uid)
    assert "gn-bewerk" not in iemand("secretaris-gm1969").open(PLAN, bewerk=uid).text
    assert "gn-bewerk" not in iemand().open(PLAN, bewerk="x").text


def test_evidence_is_reported_and_undone_with_the_rest(iemand, plan):
    antwoord = iemand().meld(**gezien(plan, "a02"), bewijs="https://voorbeeld.nl/verslag")
    assert plan()["a02"].bewijs == "https://voorbeeld.nl/verslag"
    assert iemand().meld(terug=terugweg(antwoord)).status_code == 200
    assert not plan()["a02"].bewijs


def test_undo_puts_back_what_stood_there_as_a_new_change(iemand, plan):
    voor = voortgang_van(plan()["a02"])
    uid = plan()["a02"].UID()
    antwoord = iemand().meld(
        **gezien(plan, "a02"),
        stand="niet_van_toepassing",
        reden_nvt="Geen haven",
        toelichting='Zie "besluit"\r\nvan mei',
        volgende_toets="2031-02-03",
    )
    assert voortgang_van(plan()["a02"])["toelichting"] == 'Zie "besluit"\nvan mei'
    regels = len(alle_plannen()[plan().UID()].geschiedenis(uid))
    assert iemand().meld(terug=terugweg(antwoord)).status_code == 200
    assert voortgang_van(plan()["a02"]) == voor
    assert len(alle_plannen()[plan().UID()].geschiedenis(uid)) == regels + 1


def test_what_somebody_changed_meanwhile_is_told_and_not_overwritten(iemand, plan):
    oud = gezien(plan, "a02")
    iemand().meld(**oud, toelichting="Van een ander")
    antwoord = iemand().meld(**oud, stand="uitgevoerd", toelichting="Van mij")
    assert antwoord.status_code == 409
    assert "heeft deze maatregel intussen veranderd" in tekst(antwoord)
    assert "Van mij" in rij_van(antwoord, oud["uid"])
    assert plan()["a02"].toelichting == "Van een ander"
    assert plan()["a02"].stand != "uitgevoerd"


def test_the_same_report_twice_changes_nothing(iemand, plan):
    oud = gezien(plan, "a02")
    assert iemand().meld(**oud, stand="uitgevoerd").status_code == 200
    nogmaals = iemand().meld(**oud, stand="uitgevoerd")
    assert nogmaals.status_code == 200
    assert "Dit stond er al zo" in tekst(nogmaals)


@pytest.mark.parametrize(
    ("velden", "woorden"),
    [
        ({"stand": "niet_van_toepassing"}, "waarom deze maatregel niet van toepassing"),
        ({"stand": "af"}, "geen van de keuzes"),
        ({"volgende_toets": "32-01-2026"}, "geen datum"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_stores_nothing(iemand, plan, velden, woorden):
    voor = voortgang_van(plan()["a02"])
    antwoord = iemand().meld(**gezien(plan, "a02"), **velden)
    assert antwoord.status_code == 400
    assert woorden in tekst(antwoord)
    assert voortgang_van(plan()["a02"]) == voor


@pytest.mark.parametrize(
    "velden",
    [{"terug": "x"}, {"terug": "[]"}, {"zet": "x"}, {"zet": "a.b.c.d"}, {"samen": "1"}, {}],
)
def test_a_form_that_nobody_filled_in_is_refused(iemand, velden):
    assert iemand().meld(**velden).status_code == 400


def test_on_the_page_of_a_measure_evidence_is_a_link_text_or_a_file(iemand, plan):
    iemand().meld(**gezien(plan, "a02"), bewijs="Zie https://voorbeeld.nl/a?b=1&c=2 <b>en</b>")
    bladzij = iemand().open(f"{PLAN}/a02")
    assert 'href="https://voorbeeld.nl/a?b=1&amp;c=2"' in bladzij.text
    assert "&lt;b&gt;en&lt;/b&gt;" in bladzij.text
    assert f"{PLAN}/a02/++add++File" in bladzij.text
    assert iemand().open(f"{PLAN}/a02/++add++File").status_code == 200
    lezer = iemand("secretaris-gm1969").open(f"{PLAN}/a02").text
    assert "voorbeeld.nl/a?b=1" in lezer
    assert "++add++File" not in lezer


# --- several at once ----------------------------------------------------------------------------


def gekozen(plan, *ids: str) -> list[str]:
    return ["{uid}.{was}".format(**gezien(plan, id_)) for id_ in ids]


def test_several_get_one_state_and_go_back_together(iemand, plan):
    voor = [voortgang_van(plan()[id_]) for id_ in ("a02", "b02")]
    antwoord = iemand().meld(
        samen="1",
        gekozen=gekozen(plan, "a02", "b02"),
        stand="niet_van_toepassing",
        reden_nvt="Geen haven",
    )
    assert antwoord.status_code == 200
    assert {plan()[id_].stand for id_ in ("a02", "b02")} == {"niet_van_toepassing"}
    assert iemand().meld(terug=terugweg(antwoord)).status_code == 200
    assert [voortgang_van(plan()[id_]) for id_ in ("a02", "b02")] == voor


@pytest.mark.parametrize("reden", ["", "conflict"])
def test_of_several_all_or_none_are_changed(iemand, plan, reden):
    keuze = gekozen(plan, "a02", "b02")
    if reden:
        iemand().meld(**gezien(plan, "b02"), toelichting="Van een ander")
    voor = plan()["a02"].stand
    antwoord = iemand().meld(samen="1", gekozen=keuze, stand="niet_van_toepassing", reden_nvt=reden)
    assert antwoord.status_code == (409 if reden else 400)
    assert plan()["a02"].stand == voor


# --- who may not --------------------------------------------------------------------------------

VREEMDEN = [None, "raadslid-gm0047", "griffie-gm0047", "medewerker-gm0047"]


@pytest.mark.parametrize("wie", VREEMDEN)
def test_on_a_hidden_plan_a_report_finds_nothing(iemand, plan, wie):
    voor = plan()["a02"].stand
    vreemde = iemand(wie)
    antwoord = vreemde.meld(token=False, **gezien(plan, "a02"), stand="uitgevoerd")
    niets = vreemde.sessie.post(
        f"{vreemde.url}/{MELD.replace('plan/', 'plam/')}", timeout=60, allow_redirects=False
    )
    assert antwoord.status_code == niets.status_code == 404
    assert plan()["a02"].stand == voor


@pytest.mark.parametrize("wie", [*VREEMDEN, "raadslid-gm1969", "griffie-gm1969"])
def test_the_public_plan_has_no_cell_of_progress_and_takes_no_report(iemand, plan, wie):
    zet(plan(), PUBLICATIE["Uitvoeringsplan"], "openbaar")
    transaction.commit()
    voor = plan()["a02"].stand
    lezer = iemand(wie)
    bladzij = lezer.open(PLAN, stand="uitgevoerd", te_laat="1", op="stand")
    assert bladzij.status_code == 200
    # A filter on what they do not see filters nothing.
    assert bladzij.text.count('<tr id="veld-') == len(plan().maatregelen())
    for woord in (*STANDEN, "standkolom", "te laat", "@@meld", "Volgende toets"):
        assert woord not in bladzij.text.partition('<article id="content"')[2]
    antwoord = lezer.meld(**gezien(plan, "a02"), stand="uitgevoerd")
    assert antwoord.status_code in (302, 401, 403)
    assert not any(woord in tekst(antwoord) for woord in STANDEN)
    assert plan()["a02"].stand == voor


def test_a_report_needs_the_token_of_a_page_and_is_no_get(iemand, plan):
    voor = plan()["a02"].stand
    oud = gezien(plan, "a02")
    assert iemand().meld(token=False, **oud, stand="uitgevoerd").status_code == 403
    assert iemand().open(MELD, **oud, stand="uitgevoerd").status_code == 302
    assert plan()["a02"].stand == voor


def test_whoever_only_reads_progress_gets_no_form_and_changes_nothing(iemand, plan):
    lezer = iemand("secretaris-gm1969")
    bladzij = lezer.open(PLAN)
    assert "Uitgevoerd" in tekst(bladzij)
    assert "@@meld" not in bladzij.text
    voor = plan()["a02"].stand
    assert lezer.meld(**gezien(plan, "a02"), stand="uitgevoerd").status_code == 403
    assert plan()["a02"].stand == voor


def test_a_measure_that_was_finished_takes_no_report(iemand, plan):
    zet(plan()["a02"], ONDERTEKENING["Maatregel"], "afgerond")
    transaction.commit()
    antwoord = iemand().meld(**gezien(plan, "a02"), stand="in_ontwikkeling")
    assert antwoord.status_code == 403


@pytest.mark.parametrize("wie", ["medewerker-gm1969", "secretaris-gm1969", "raadslid-gm1969"])
def test_the_rows_of_a_page_follow_the_rights_on_each_measure(server, plan, wie):
    stuk = plan()
    zet(stuk, PUBLICATIE["Uitvoeringsplan"], "openbaar")
    zet(stuk["a02"], ONDERTEKENING["Maatregel"], "afgerond")
    # One that takes no roles from its plan, and one on which somebody has a role by itself.
    stuk["a03"].__ac_local_roles_block__ = True
    stuk["a04"].__ac_local_roles_block__ = True
    stuk["a04"].manage_setLocalRoles("raadslid-gm1969", [rechten.MEDEWERKER])
    login(server.portal, wie)
    mag = getSecurityManager().checkPermission
    regels = {regel.uid: regel for regel in regels_van(stuk, klok.vandaag())}
    for maatregel in stuk.maatregelen():
        ziet = bool(mag(rechten.VOORTGANG_ZIEN, maatregel))
        regel = regels[maatregel.UID()]
        assert (regel.meting is not None, bool(regel.nu)) == (ziet, ziet)
        assert regel.mag_melden == (ziet and bool(mag(rechten.VOORTGANG_MELDEN, maatregel)))
        assert regel_van(maatregel, klok.vandaag()) == regel
    ziende = {maatregel.getId() for maatregel in stuk.maatregelen() if regels[maatregel.UID()].nu}
    assert ("a04" in ziende) == (wie == "raadslid-gm1969")
    assert "a03" not in ziende
    assert len(ziende) == {"raadslid-gm1969": 1}.get(wie, len(regels) - 2)
