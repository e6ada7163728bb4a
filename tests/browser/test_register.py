"""A resident at the public register: from a corrected letter to the version before it and back."""

from datetime import timedelta

import transaction
from plone.app.testing import SITE_OWNER_NAME, login

from groningse_norm import klok
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.versies.handelingen import maak_nieuwe_versie
from groningse_norm.werkstroom.bouw import verplaats

TELEFOON = {"width": 390, "height": 844}
BRIEF = "overheden/westerkwartier/brieven/1969216064"
REDEN = "Een jaartal is verbeterd."


def corrigeer(server) -> None:
    login(server.portal.aq_parent, SITE_OWNER_NAME)
    nieuw = maak_nieuwe_versie(server.portal.unrestrictedTraverse(BRIEF), klok.nu(), REDEN)
    for stap in ("bied_aan", "onderteken"):
        verplaats(nieuw, ONDERTEKENING["Raadsbrief"], stap)
    verplaats(nieuw, PUBLICATIE["Raadsbrief"], "publiceer")
    transaction.commit()


def kies(iemand, naam: str) -> None:
    """Go to a link by the keyboard alone, and follow it."""
    doel = iemand.pagina.locator("#content").get_by_role("link", name=naam, exact=True).first
    for _keer in range(60):
        iemand.pagina.keyboard.press("Tab")
        if doel.evaluate("element => element === document.activeElement"):
            break
    assert doel.evaluate("element => element === document.activeElement"), naam
    with iemand.pagina.expect_navigation():
        iemand.pagina.keyboard.press("Enter")


def is_goed(iemand) -> None:
    assert iemand.schendingen() == [], iemand.pagina.url
    breedte = iemand.pagina.evaluate("document.documentElement.scrollWidth")
    assert breedte <= iemand.pagina.viewport_size["width"], iemand.pagina.url


def test_a_corrected_letter_leads_to_the_one_before_and_back(server, persoon, zet_klok):
    corrigeer(server)
    zet_klok(klok.nu() + timedelta(minutes=1))
    for viewport in (None, TELEFOON):
        bewoner = persoon(viewport=viewport)
        bewoner.ga("@@raadsbrieven")
        bewoner.pagina.fill("#zoek", "norm")
        bewoner.pagina.press("#zoek", "Enter")
        bewoner.pagina.wait_for_url(lambda url: "zoek=norm" in url)
        assert "1 brief" in bewoner.tekst
        assert f"Waarom: {REDEN}" in bewoner.tekst
        is_goed(bewoner)

        kies(bewoner, "Groningse norm en model-uitvoeringsplan")
        assert bewoner.pagina.url.endswith(f"{BRIEF}-v2")
        assert f"Waarom: {REDEN}" in bewoner.tekst
        is_goed(bewoner)

        kies(bewoner, "Naar versie 1")
        assert bewoner.pagina.url.endswith(BRIEF)
        assert "Vervangen door versie 2." in bewoner.tekst
        is_goed(bewoner)

        kies(bewoner, "Bekijk de verschillen")
        is_goed(bewoner)


def test_what_is_not_there_is_told_in_words_that_a_phone_can_show(server, persoon):
    bewoner = persoon(viewport=TELEFOON)
    for pad, status, woorden in (
        ("@@raadsbrieven?zoek=zeearend", 200, "Geen brieven gevonden"),
        ("@@raadsbrieven?jaar=abc", 400, "Hier kan niet op worden gezocht"),
        ("@@raadsbrieven?b_start=40", 404, "staan geen brieven meer"),
        ("overheden/westerkwartier/@@toezeggingen", 200, "1 te laat"),
        ("overheden/westerkwartier/@@toezeggingen?status=x", 400, "Deze lijst bestaat niet"),
    ):
        assert bewoner.ga(pad) == status, pad
        assert woorden in bewoner.tekst
        is_goed(bewoner)


def test_the_register_fits_on_paper(server, persoon):
    bewoner = persoon(viewport={"width": 740, "height": 900})
    bewoner.pagina.emulate_media(media="print")
    bewoner.ga("@@raadsbrieven")
    titel = bewoner.pagina.locator(".gn-tabel--brieven tbody th").bounding_box()
    assert titel["width"] > 150
    assert not bewoner.pagina.locator(".gn-zoeken").is_visible()
