"""The clerk sends a letter: looks first as others, sends, sees what became of it, tries again."""

from datetime import timedelta

import pytest
import transaction
from opstelling.post import Postbus
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login

from groningse_norm import klok
from groningse_norm.berichten import postvak
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.werkstroom.bouw import zet

PAD = "overheden/veendam/brieven/0047000123"
TELEFOON = {"width": 390, "height": 844}
LID = "raadslid-gm0047@example.org"


@pytest.fixture
def postbus(server):
    """A mail server on loopback, and the settings of the site that lead to it."""
    with Postbus() as bus:
        login(server.portal.aq_parent, SITE_OWNER_NAME)
        api.portal.set_registry_record("plone.smtp_host", "127.0.0.1")
        api.portal.set_registry_record("plone.smtp_port", bus.poort)
        api.portal.set_registry_record("plone.email_from_address", "norm@example.org")
        brief = server.portal.unrestrictedTraverse(PAD)
        brief.title = "Kemphaan"
        brief.embargo_tot = klok.op_de_minuut(klok.nu() + timedelta(days=2))
        zet(brief, ONDERTEKENING["Raadsbrief"], "ondertekend")
        transaction.commit()
        yield bus


def breekt_niet_uit(iemand) -> bool:
    return iemand.pagina.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def is_goed_te_gebruiken(iemand) -> bool:
    return breekt_niet_uit(iemand) and (not iemand.script or iemand.schendingen() == [])


def druk(iemand, waarop) -> None:
    """Enter, and wait for the page that comes."""
    waarop.focus()
    with iemand.pagina.expect_navigation():
        iemand.pagina.keyboard.press("Enter")


def kies(iemand, naam: str) -> None:
    """Follow a link with the keyboard alone."""
    druk(iemand, iemand.pagina.get_by_role("link", name=naam).first)


def bezorg(server) -> None:
    transaction.begin()
    postvak.verstuur("/".join(server.portal.getPhysicalPath()), klok.nu)
    transaction.begin()


@pytest.mark.parametrize(("viewport", "script"), [(None, True), (TELEFOON, False)])
def test_the_clerk_looks_as_others_sends_and_tries_again(
    server, postbus, persoon, viewport, script
):
    griffie = persoon("griffie-gm0047", viewport=viewport, script=script)
    griffie.ga(PAD)
    kies(griffie, "Verzend onder embargo")
    assert is_goed_te_gebruiken(griffie)
    assert "Aantal adressen dat een mail krijgt als u verzendt: 1." in griffie.tekst

    kies(griffie, "Zo ziet de raad het")
    assert "Onder embargo tot" in griffie.tekst and "Kemphaan" in griffie.tekst
    assert is_goed_te_gebruiken(griffie)
    kies(griffie, "Zo ziet het publiek het")
    assert "Zij zien niets" in griffie.tekst and "ziet het publiek dit" in griffie.tekst
    assert is_goed_te_gebruiken(griffie)

    postbus.per_adres[LID] = "weiger"
    griffie.ga(PAD)
    kies(griffie, "Verzend onder embargo")
    druk(griffie, griffie.pagina.locator("button[name=bevestig]"))
    bezorg(server)
    kies(griffie, "Verzending")
    assert "Poging 1 is mislukt" in griffie.tekst and "550 no such mailbox" in griffie.tekst
    assert is_goed_te_gebruiken(griffie)

    griffie.pagina.locator("#content-core summary").first.press("Enter")
    veld = griffie.pagina.locator("input[name=aan]")
    veld.fill("geen adres")
    druk(griffie, veld)
    assert veld.get_attribute("aria-invalid") == "true" and veld.input_value() == "geen adres"
    veld.fill("beter@example.org")
    druk(griffie, veld)
    assert "ligt klaar" in griffie.tekst
    bezorg(server)
    kies(griffie, "Kijk opnieuw")
    assert "Verzonden: 1" in griffie.tekst and "beter@example.org" in griffie.tekst
    (post,) = postbus.gekregen
    assert post["To"] == "beter@example.org" and "Kemphaan" not in post.as_string()
