"""A mayor signs on a telephone, another with the keyboard alone; both also without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from groningse_norm.demo.accounts import WACHTWOORD

TELEFOON = {"width": 390, "height": 844}
PAD = "overheden/veendam/brieven/0047000123"
BURGEMEESTER = "ondertekenaar-gm0047"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
met_en_zonder_script = pytest.mark.parametrize("script", [True, False], ids=["script", "zonder"])


def schendingen(pagina) -> list[str]:
    """WCAG 2.2 A and AA by axe-core, but for what Plone's own toolbar brings along."""
    uitkomst = Axe().run(
        pagina,
        context={"exclude": [["#edit-bar"], ["#edit-zone"], [".plone-toolbar-main"]]},
        options={"runOnly": {"type": "tag", "values": WCAG}},
    )
    return [
        f"{regel['id']}: {regel['nodes'][0]['html']}" for regel in uitkomst.response["violations"]
    ]


@pytest.fixture
def aangeboden(server, persoon):
    """The draft letter of Veendam is offered for signature."""
    griffie = persoon("griffie-gm0047")
    griffie.ga(PAD)
    griffie.pagina.get_by_role("link", name="Bied aan ter ondertekening").first.click()
    griffie.pagina.click("button[name=bevestig]")
    return griffie


def past_op_het_scherm(pagina) -> bool:
    return pagina.evaluate("document.documentElement.scrollWidth") <= pagina.viewport_size["width"]


def controleer(iemand) -> None:
    """What the page asks, and that it can be read and used."""
    if iemand.script:
        assert schendingen(iemand.pagina) == []
        assert past_op_het_scherm(iemand.pagina)


@met_en_zonder_script
def test_a_mayor_signs_on_a_telephone(aangeboden, persoon, script):
    burgemeester = persoon(BURGEMEESTER, viewport=TELEFOON, script=script)
    pagina = burgemeester.pagina
    burgemeester.ga(PAD)
    controleer(burgemeester)
    pagina.get_by_role("link", name="Naar de pagina om te ondertekenen").click()
    assert pagina.url.endswith("@@onderteken")
    controleer(burgemeester)
    keuze = pagina.get_by_role("radio", name=re.compile("burgemeester"))
    knop = pagina.get_by_role("button", name="Onderteken")
    for wat in (knop, pagina.locator("label[for=hoedanigheid-eigen_ambt]")):
        # WCAG 2.2, 2.5.8: large enough for a finger.
        vak = wat.bounding_box()
        assert vak["height"] >= 24 and vak["width"] >= 24
    keuze.check()
    pagina.get_by_label("Uw wachtwoord").fill(WACHTWOORD)
    knop.click()

    assert pagina.url.endswith(PAD)
    assert "U hebt ondertekend" in burgemeester.tekst
    assert "1 van 2 hebben getekend voor versie 1" in burgemeester.tekst
    controleer(burgemeester)
    pagina.get_by_text("Vingerafdruk van de ondertekende tekst").click()
    pagina.get_by_role("link", name="Controleer de handtekeningen").click()
    assert pagina.url.endswith("@@verifieer")
    assert "Alles klopt." in burgemeester.tekst
    controleer(burgemeester)


class Toetsen:
    """Somebody who has a keyboard and nothing else."""

    def __init__(self, pagina) -> None:
        self.pagina = pagina

    @property
    def hier(self):
        return self.pagina.locator(":focus")

    def tab_naar(self, kiezer: str, hoogstens: int = 120) -> None:
        """Tab until the element has the focus, and shows that."""
        # Plone's own script gives the first field of a form the focus once it has run.
        self.pagina.wait_for_load_state("networkidle")
        for _stap in range(hoogstens):
            if self.hier.count() and self.hier.evaluate("(e, k) => e.matches(k)", kiezer):
                expect(self.hier).to_be_in_viewport()
                assert self.zichtbaar, kiezer
                return
            self.pagina.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {kiezer}")

    @property
    def zichtbaar(self) -> bool:
        """WCAG 2.2, 2.4.7: is there an outline or a shadow around what has the focus?"""
        return self.hier.evaluate(
            "e => { const s = getComputedStyle(e);"
            " return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0)"
            " || s.boxShadow !== 'none' }"
        )

    def typ(self, tekst: str) -> None:
        self.pagina.keyboard.type(tekst)

    def druk(self, toets: str) -> None:
        self.pagina.keyboard.press(toets)

    def enter(self) -> None:
        """Enter on a link or a button that leads to another page."""
        with self.pagina.expect_navigation():
            self.pagina.keyboard.press("Enter")


@met_en_zonder_script
def test_another_signs_with_the_keyboard_alone(aangeboden, persoon, script):
    secretaris = persoon(script=script)
    pagina, toetsen = secretaris.pagina, Toetsen(secretaris.pagina)
    secretaris.ga("login")
    toetsen.tab_naar("#__ac_name")
    toetsen.typ("secretaris-gm0047")
    toetsen.tab_naar("#__ac_password")
    toetsen.typ(WACHTWOORD)
    toetsen.enter()

    secretaris.ga(PAD)
    toetsen.tab_naar("a[href$='@@onderteken']")
    toetsen.enter()
    assert pagina.url.endswith("@@onderteken")

    # Nothing chosen: the summary of what is wrong has the focus, and leads to the field.
    toetsen.tab_naar("button[name=onderteken]")
    toetsen.enter()
    assert "Kies in welke hoedanigheid" in secretaris.tekst
    if script:
        expect(pagina.locator("#fouten")).to_be_focused()
        controleer(secretaris)
    toetsen.tab_naar("#fouten a[href='#veld-hoedanigheid']")
    toetsen.druk("Enter")
    toetsen.tab_naar("#hoedanigheid-eigen_ambt")
    toetsen.druk("Space")
    toetsen.tab_naar("#veld-wachtwoord")
    toetsen.typ("niet-mijn-wachtwoord")
    toetsen.enter()
    assert pagina.locator("#veld-wachtwoord").get_attribute("aria-invalid") == "true"
    assert "Er is niets ondertekend" in secretaris.tekst

    # What was chosen is still chosen; Enter in the field signs.
    assert pagina.locator("#hoedanigheid-eigen_ambt").is_checked()
    toetsen.tab_naar("#veld-wachtwoord")
    toetsen.typ(WACHTWOORD)
    toetsen.enter()
    assert pagina.url.endswith(PAD)
    assert "1 van 2 hebben getekend voor versie 1" in secretaris.tekst

    toetsen.tab_naar(".gn-bewijs summary")
    toetsen.druk("Enter")
    toetsen.tab_naar("a[href$='@@verifieer']")
    toetsen.enter()
    assert pagina.url.endswith("@@verifieer")
    assert "Alles klopt." in secretaris.tekst
    controleer(secretaris)


def test_the_clerk_reminds_with_the_keyboard_and_the_overview_fits_a_telephone(aangeboden, persoon):
    griffie = persoon("griffie-gm0047", viewport=TELEFOON)
    griffie.ga(PAD)
    controleer(griffie)
    toetsen = Toetsen(griffie.pagina)
    toetsen.tab_naar("a[href$='@@herinner']")
    toetsen.enter()
    controleer(griffie)
    toetsen.tab_naar("button[name=herinner]")
    toetsen.enter()
    assert griffie.pagina.url.endswith(PAD)
    assert "Herinneringen verstuurd: 3" in griffie.tekst


def test_a_text_that_was_taken_back_is_told_readably(aangeboden, persoon):
    burgemeester = persoon(BURGEMEESTER)
    burgemeester.ga(f"{PAD}/@@onderteken")
    burgemeester.pagina.check("#hoedanigheid-eigen_ambt")
    burgemeester.pagina.fill("#veld-wachtwoord", WACHTWOORD)
    burgemeester.pagina.click("button[name=onderteken]")
    aangeboden.ga(PAD)
    aangeboden.pagina.get_by_role("link", name="Terug naar concept").first.click()
    aangeboden.pagina.fill("[name=reden]", "Bedrag in alinea 3 klopt niet")
    aangeboden.pagina.click("button[name=bevestig]")
    for viewport in (None, TELEFOON):
        iemand = persoon("griffie-gm0047", viewport=viewport)
        iemand.ga(PAD)
        controleer(iemand)
        deel = iemand.pagina.locator("section[aria-labelledby=gn-eerder-kop]").inner_text()
        assert "Bedrag in alinea 3 klopt niet" in deel
        assert "Ondertekenaar Veendam (voorbeeld), burgemeester" in deel
