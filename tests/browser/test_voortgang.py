"""How far the region is, in a real browser: read by everybody, followed down to a measure, printed."""

import io

import pytest
import transaction
from pdfminer.high_level import extract_text
from plone.app.testing import SITE_OWNER_NAME, login

from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.werkstroom.bouw import zet

HIER = "overheden/westerkwartier"
PLAN = f"{HIER}/uitvoeringsplan"
NORM = "norm/groningse-norm"
PAGINAS = ["@@voortgang", f"{NORM}/@@voortgang", f"{NORM}/a02/@@voortgang", f"{HIER}/@@voortgang"]
TELEFOON = {"width": 390, "height": 844}
GEEN_SCRIPT = """() => [...document.querySelectorAll("#content-core *")]
    .filter(e => e.style.length || e.tagName === "SCRIPT").map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture
def openbaar(server):
    login(server.portal.aq_parent, SITE_OWNER_NAME)
    zet(server.portal.unrestrictedTraverse(PLAN), PUBLICATIE["Uitvoeringsplan"], "openbaar")
    transaction.commit()


@pytest.mark.parametrize("wie", [None, "medewerker-gm1969", "admin"])
@pytest.mark.parametrize("viewport", [None, TELEFOON], ids=["breed", "telefoon"])
def test_the_numbers_can_be_read_by_everybody_also_on_a_phone(persoon, openbaar, wie, viewport):
    iemand = persoon(wie, viewport)
    for pad in PAGINAS:
        assert iemand.ga(pad) == 200
        assert iemand.schendingen() == []
        breedte = iemand.pagina.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert breedte <= 0, pad
        assert iemand.pagina.evaluate(GEEN_SCRIPT) == []


def test_a_visitor_comes_from_the_front_page_to_what_is_published(persoon, openbaar):
    bezoeker = persoon(None, script=False)
    bezoeker.ga("")
    pagina = bezoeker.pagina
    pagina.get_by_role("link", name="Hoe ver de regio is").click()
    pagina.get_by_role("heading", name="Hoe ver de regio is", level=1).wait_for()
    rij = pagina.get_by_role("row", name="Westerkwartier")
    assert "41%" in rij.inner_text()
    assert "laat" not in pagina.inner_text("article#content")
    rij.get_by_role("link", name="Westerkwartier").click()
    assert "12 van 28" in pagina.inner_text("article#content")


def test_staff_go_by_keyboard_from_the_region_to_the_measure(persoon):
    staf = persoon("medewerker-gm1969")
    staf.ga(f"{NORM}/@@voortgang")
    pagina = staf.pagina
    rij = pagina.get_by_role("row", name="A02")
    assert "In ontwikkeling" in rij.inner_text() and "te laat" in rij.inner_text()
    for verder in (f"{NORM}/a02/@@voortgang", f"{PLAN}/a02"):
        koppeling = pagina.locator("article#content table").get_by_role(
            "link", name="Wij maken vaste uren vrij voor de aanpak"
        )
        koppeling.focus()
        pagina.keyboard.press("Enter")
        pagina.wait_for_url(f"**/{verder}")


@pytest.mark.parametrize(("pad", "letters"), [("@@voortgang", False), ("raadsbrieven", True)])
def test_the_letters_are_current_in_the_navigation_on_their_own_page_only(persoon, pad, letters):
    bezoeker = persoon()
    bezoeker.ga(pad)
    # Plone marks these by script; nothing is drawn after it that could be waited for.
    bezoeker.pagina.wait_for_timeout(1000)
    nu = bezoeker.pagina.locator("#portal-globalnav .current, #portal-globalnav .inPath")
    assert ("Raadsbrieven" in "".join(nu.all_inner_texts())) is letters


@pytest.mark.parametrize("pad", PAGINAS)
def test_on_paper_are_the_numbers_and_nothing_to_click(persoon, openbaar, pad):
    staf = persoon("medewerker-gm1969")
    staf.ga(pad)
    tekst = extract_text(io.BytesIO(staf.pagina.pdf(format="A4")))
    assert "Westerkwartier" in tekst
    assert "Zoeken" not in tekst
    if pad != f"{NORM}/a02/@@voortgang":
        assert "41%" in tekst
