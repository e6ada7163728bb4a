"""A site with demo accounts is refused to other machines, whatever server serves it."""

import pytest
import transaction
from plone.app.testing import SITE_OWNER_NAME, SITE_OWNER_PASSWORD
from plone.testing.zope import Browser

from groningse_norm.distributie import loopback

LOCAL = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8080"}
URL = "http://localhost:8080"


def met_demo_accounts(portal) -> None:
    portal.portal_registry[loopback.DEMO_ACCOUNTS] = True


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"REMOTE_ADDR": "127.0.0.1"},
        {"REMOTE_ADDR": "127.8.9.1", "HTTP_HOST": "127.0.0.1:8080"},
        {"REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]:8080"},
        {"REMOTE_ADDR": "localhost", "HTTP_HOST": "LOCALHOST"},
        {**LOCAL, "HTTP_X_FORWARDED_FOR": "127.0.0.1, ::1"},
    ],
)
def test_this_machine_itself_is_welcome(environ):
    assert not loopback.van_elders(environ, URL)


@pytest.mark.parametrize(
    "environ",
    [
        {**LOCAL, "REMOTE_ADDR": "192.0.2.7"},
        {**LOCAL, "REMOTE_ADDR": "2001:db8::7"},
        {**LOCAL, "REMOTE_ADDR": ""},
        {**LOCAL, "HTTP_HOST": "norm.example.nl"},
        {**LOCAL, "HTTP_HOST": "localhost.example.nl"},
        {**LOCAL, "HTTP_HOST": "127.0.0.1.example.nl:8080"},
        {**LOCAL, "HTTP_HOST": "0.0.0.0:8080"},
        {**LOCAL, "HTTP_HOST": "[nonsense"},
        {**LOCAL, "HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {**LOCAL, "HTTP_X_FORWARDED_FOR": "127.0.0.1, unknown"},
        {**LOCAL, "HTTP_X_FORWARDED_HOST": "norm.example.nl"},
    ],
)
def test_another_machine_shows_in_one_of_many_ways(environ):
    assert loopback.van_elders(environ, URL)


def test_a_virtual_host_shows_in_the_address_of_the_site():
    assert loopback.van_elders(LOCAL, "https://norm.example.nl")


@pytest.fixture
def bezoek(functional):
    """Open a path with the Host of an address; gives the status and the text."""
    browser = Browser(functional["app"])
    browser.raiseHttpErrors = False
    # Also the best-known password of all opens nothing from elsewhere.
    browser.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")

    def open_(address: str) -> tuple[str, str]:
        browser.open(address)
        return browser.headers["Status"], browser.contents

    return open_


@pytest.mark.parametrize(
    "path",
    [
        "plone",
        "plone/does-not-exist",
        "plone/login",
        "plone/++api++/@types",
        "manage_main",
        "plone/manage_main",
        "acl_users/manage_main",
    ],
)
def test_a_request_from_elsewhere_gets_one_plain_sentence(functional, bezoek, path):
    met_demo_accounts(functional["portal"])
    transaction.commit()
    status, text = bezoek(f"http://norm.example.com/{path}")
    assert status.startswith("403")
    assert text == loopback.UITLEG + "\n"


def test_this_machine_and_sites_without_demo_accounts_are_served(functional, bezoek):
    assert bezoek("http://norm.example.com/plone")[0].startswith("200")
    met_demo_accounts(functional["portal"])
    transaction.commit()
    assert bezoek("http://localhost/plone")[0].startswith("200")
    assert bezoek("http://norm.example.com/plone")[0].startswith("403")
