"""Fixtures of the tests that need a Plone site.

``portal`` and ``demo`` roll back after each test. ``server`` serves the demo over HTTP; what a
test commits there is gone with the test.
"""

from types import SimpleNamespace

import pytest
from plone.app.testing import SITE_OWNER_NAME, login, logout
from zope.pytestlayer import fixture

from groningse_norm import klok, testing


def _layer(layer, naam: str) -> None:
    """Fixtures of a layer; the session one keeps the layer up between tests."""
    globals().update(
        fixture.create(
            layer, session_fixture_name=f"{naam}_session", function_fixture_name=naam
        )
    )


_layer(testing.INTEGRATION, "integration")
_layer(testing.FUNCTIONAL, "functional")
_layer(testing.DEMO_INTEGRATION, "demo_integration")
_layer(testing.DEMO_SERVER, "demo_server")


@pytest.fixture
def zet_klok(monkeypatch):
    """Stop the clock of the package at a moment; call it again to move it."""

    def zet(moment) -> None:
        monkeypatch.setattr(klok, "_bron", lambda: moment)

    return zet


@pytest.fixture
def portal(integration_session, integration):
    """A site with the add-on and nothing in it."""
    return integration["portal"]


@pytest.fixture
def demo(demo_integration_session, demo_integration):
    """The demo site."""
    return demo_integration["portal"]


@pytest.fixture
def server(demo_server_session, demo_server):
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
