"""Fixtures of the tests that need a Plone site.

``portal`` and ``demo`` roll back after each test. ``server`` serves the demo over HTTP; what a
test commits there is gone with the test. A test file with a layer of its own asks ``lagen``.
"""

import os
from pathlib import Path
from types import SimpleNamespace

# Compiling the templates of Plone takes some ten seconds; Chameleon reads this when it is imported.
SJABLONEN = Path(__file__).parents[2] / ".pytest_cache" / "sjablonen"
SJABLONEN.mkdir(parents=True, exist_ok=True)
os.environ.setdefault("CHAMELEON_CACHE", str(SJABLONEN))

import pytest  # noqa: E402
from plone.app.testing import SITE_OWNER_NAME, login, logout  # noqa: E402

from groningse_norm import klok, testing  # noqa: E402


def pytest_collection_modifyitems(items) -> None:
    """Tests on one layer come together: putting up the demo takes as long as fifty tests."""
    plaatsen = {
        "kaal_laag": 1,
        "rechten_laag": 3,
        "rechten_deuren": 3,
        "demo_integration": 4,
        "demo_afbouw": 5,
        "demo_server": 6,
        "deuren_laag": 7,
    }

    def plaats(item) -> int:
        namen = getattr(item, "fixturenames", ())
        if "lagen" not in namen:
            return 0
        return max((plaatsen[naam] for naam in namen if naam in plaatsen), default=2)

    items.sort(key=plaats)


@pytest.fixture(scope="session")
def lagen():
    alle = testing.Lagen()
    yield alle
    alle.sluit()


@pytest.fixture
def integration(lagen):
    yield from lagen.met(testing.INTEGRATION)


@pytest.fixture
def functional(lagen):
    yield from lagen.met(testing.FUNCTIONAL)


@pytest.fixture
def demo_integration(lagen):
    yield from lagen.met(testing.DEMO_INTEGRATION)


@pytest.fixture
def demo_server(lagen):
    yield from lagen.met(testing.DEMO_SERVER)


@pytest.fixture
def zet_klok(monkeypatch):
    """Stop the clock of the package at a moment; call it again to move it."""

    def zet(moment) -> None:
        monkeypatch.setattr(klok, "_bron", lambda: moment)

    return zet


@pytest.fixture
def portal(integration):
    """A site with the add-on and nothing in it."""
    return integration["portal"]


@pytest.fixture
def demo(demo_integration):
    """The demo site."""
    return demo_integration["portal"]


@pytest.fixture
def server(demo_server):
    """The demo site over HTTP: ``server.url`` and ``server.portal``."""
    host, port = demo_server["host"], demo_server["port"]
    return SimpleNamespace(
        url=f"http://{host}:{port}/{demo_server['portal'].getId()}",
        portal=demo_server["portal"],
        app=demo_server["app"],
    )


@pytest.fixture
def als():
    """``als(portal, "griffie-gm1969")``: act as a user; ``None`` is anonymous."""

    def wissel(portal, gebruiker: str | None) -> None:
        if gebruiker is None:
            logout()
        elif gebruiker == SITE_OWNER_NAME:
            login(portal.aq_parent, gebruiker)
        else:
            login(portal, gebruiker)

    yield wissel
    logout()
