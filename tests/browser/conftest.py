"""The demo site in this process, and a real Chromium that looks at it.

The server runs in a thread of the test's own process, so that a test can move the clock of the
package; no setting of a real site can do that.
"""

import shutil
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from groningse_norm import klok, testing
from groningse_norm.demo.accounts import WACHTWOORD

BREED = {"width": 1280, "height": 900}
# What Plone's own editor and toolbar bring along stands in the accessibility notes.
NIET_VAN_ONS = "#edit-bar, #edit-zone, .tox, .plone-toolbar-main"


@pytest.fixture(scope="session")
def lagen():
    alle = testing.Lagen()
    yield alle
    alle.sluit()


@pytest.fixture
def server(lagen):
    """``server.url`` and ``server.portal``; what a test commits is gone with the test."""
    for laag in lagen.met(testing.DEMO_SERVER):
        portal = laag["portal"]
        yield SimpleNamespace(
            url=f"http://{laag['host']}:{laag['port']}/{portal.getId()}", portal=portal
        )


@pytest.fixture
def zet_klok(monkeypatch):
    """Stop the clock of the package at a moment; call it again to move it."""

    def zet(moment) -> None:
        monkeypatch.setattr(klok, "_bron", lambda: moment)

    return zet


@pytest.fixture(scope="session")
def chromium():
    pad = shutil.which("chromium") or shutil.which("chromium-browser")
    assert pad, "Chromium is needed; leave it out by name with WITHOUT=browser"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=pad,
            args=["--no-sandbox", "--disable-quic", "--disable-background-networking"],
        )
        yield browser
        browser.close()


class Persoon:
    """Somebody at a browser of his own."""

    def __init__(self, browser, server, wie: str | None, viewport, script: bool) -> None:
        self.url = server.url
        self.script = script
        self.context = browser.new_context(
            viewport=viewport, locale="nl-NL", java_script_enabled=script
        )
        self.pagina = self.context.new_page()
        self.fouten: list[str] = []
        self.pagina.on("pageerror", lambda fout: self.fouten.append(str(fout)))
        if wie is not None:
            self.ga("login")
            self.pagina.fill("#__ac_name", wie)
            self.pagina.fill("#__ac_password", WACHTWOORD)
            self.pagina.click("#buttons-login")
            self.pagina.wait_for_url(lambda url: "/login" not in url)

    def ga(self, pad: str) -> int:
        """Go to a path of the site; the status of the answer."""
        return self.pagina.goto(f"{self.url}/{pad}").status

    def schendingen(self) -> list[str]:
        """WCAG 2.2 A and AA by axe-core: rule and first element of each violation."""
        uitkomst = Axe().run(
            self.pagina,
            context={"exclude": [[kiezer.strip()] for kiezer in NIET_VAN_ONS.split(",")]},
            options={
                "runOnly": {
                    "type": "tag",
                    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
                }
            },
        )
        return [
            f"{regel['id']}: {regel['nodes'][0]['html'][:120]}"
            for regel in uitkomst.response["violations"]
        ]

    @property
    def tekst(self) -> str:
        return self.pagina.inner_text("body")


@pytest.fixture
def persoon(chromium, server):
    """``persoon("griffie-gm1969")``: a browser in which somebody is logged in; ``None``: nobody.

    ``script=False``: a browser without JavaScript.
    """
    allen: list[Persoon] = []

    def nieuw(wie: str | None = None, viewport=None, *, script: bool = True) -> Persoon:
        allen.append(Persoon(chromium, server, wie, viewport or BREED, script))
        return allen[-1]

    yield nieuw
    for iemand in allen:
        iemand.context.close()
    assert [fout for iemand in allen for fout in iemand.fouten] == []
