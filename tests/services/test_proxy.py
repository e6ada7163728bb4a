"""A caching proxy keeps nothing past the moment, and shows what has opened at its first request."""

import time
from datetime import timedelta

import pytest
from opstelling.nginx import Nginx, Purgelog
from opstelling.proces import SITE, herhaald, vraag, wacht_tot
from opstelling.proces import zet_onder_embargo as zet_ergens_onder_embargo

from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.opdrachten import zopesite

MAP = "/overheden/veendam/brieven"
LEZER = ("raadslid-gm0047", WACHTWOORD)
JSON = {"Accept": "application/json"}


def zet_onder_embargo(aantal, moment, **opties):
    """In a folder of which the listing fits on one page."""
    return zet_ergens_onder_embargo(aantal, moment, overheid="veendam", **opties)


@pytest.fixture(scope="module")
def purgelog():
    with Purgelog() as log:
        yield log


@pytest.fixture(scope="module")
def plone(processen, purgelog):
    """A process with plone.app.caching, set up as for a site behind a caching proxy."""
    zet_caching_aan(purgelog.adres)
    (proces,) = processen(1)
    yield proces
    zet_caching_uit()


@herhaald
def zet_caching_uit() -> None:
    from plone import api

    with zopesite.werk_in(SITE, "no caching"):
        for naam in (
            "plone.caching.interfaces.ICacheSettings.enabled",
            "plone.cachepurging.interfaces.ICachePurgingSettings.enabled",
        ):
            api.portal.set_registry_record(naam, False)


@herhaald
def zet_caching_aan(adres: str) -> None:
    from plone import api
    from plone.base.interfaces.syndication import IFeedSettings

    with zopesite.werk_in(SITE, "caching") as site:
        IFeedSettings(site.unrestrictedTraverse(MAP[1:])).enabled = True
        setup = site.portal_setup
        for profiel in ("default", "with-caching-proxy"):
            setup.runAllImportStepsFromProfile(f"profile-plone.app.caching:{profiel}")
        for naam, waarde in (
            ("plone.caching.interfaces.ICacheSettings.enabled", True),
            ("plone.cachepurging.interfaces.ICachePurgingSettings.enabled", True),
            ("plone.cachepurging.interfaces.ICachePurgingSettings.cachingProxies", (adres,)),
            ("plone.enable_sitemap", True),
            # Searches and JSON of containers: a minute as shipped, a day here.
            ("plone.app.caching.terseCaching.plone.content.dynamic.smaxage", 86400),
        ):
            api.portal.set_registry_record(naam, waarde)


@pytest.fixture
def proxy(plone):
    with Nginx(plone.poort) as proxy:
        yield proxy


def haal(proxy, pad, **opties):
    return vraag(proxy.poort, f"/{SITE}{pad}", **opties)


def lijsten(merk):
    """What tells of letters: path, headers."""
    return [
        (MAP, {}),
        (MAP, JSON),
        (f"{MAP}/RSS", {}),
        ("/sitemap.xml.gz?page=1", {}),
        (f"/@@search?SearchableText={merk}", {}),
        (f"/@search?SearchableText={merk}", JSON),
        ("/@navigation?expand.navigation.depth=4", JSON),
    ]


def lees(antwoord) -> str:
    import gzip

    inhoud = antwoord.lichaam
    return (gzip.decompress(inhoud) if inhoud[:2] == b"\x1f\x8b" else inhoud).decode()


@pytest.fixture
def bewaarde_lijsten(plone):
    bewaar_lijsten(True)
    yield
    bewaar_lijsten(False)


def test_nothing_that_the_proxy_keeps_outlives_the_moment(proxy, bewaarde_lijsten, klok, straks):
    paden = zet_onder_embargo(1, straks, bijlagen=1, merk="bewaard")
    (pad,) = paden.values()
    brief = [(pad, {}), (pad, JSON), (f"{pad}/bewaard-0-0.txt/@@download/file", {})]
    # A path that does not exist is repeated in the answer; what lies there is not.
    verraad = {True: "Bewaard 0", False: pad}
    alles = [*brief, *lijsten("bewaard")]
    klok.nog(straks, 25)
    bewaard = 0
    for _keer in range(2):
        for vraagpad, headers in alles:
            antwoord = haal(proxy, vraagpad, headers=headers)
            is_brief = (vraagpad, headers) in brief
            assert verraad[is_brief] not in lees(antwoord), vraagpad
            assert antwoord.status == (404 if is_brief else 200), vraagpad
            bewaard += antwoord.headers["x-cache"] == "HIT"
    # Otherwise this test would prove nothing.
    assert bewaard
    assert klok.nu() < straks
    klok_over = (straks - klok.nu()).total_seconds()
    # Real time passes, for the proxy has no other clock.
    time.sleep(max(0.0, klok_over))
    for vraagpad, headers in alles:
        antwoord = haal(proxy, vraagpad, headers=headers)
        assert antwoord.status == 200, vraagpad
        if (vraagpad, headers) not in brief and "navigation" not in vraagpad:
            assert pad in lees(antwoord), (vraagpad, antwoord.headers)


def test_a_browser_that_holds_the_old_listing_gets_the_new_one(plone, klok, straks):
    """ETag and If-None-Match, and the cache of rendered pages in the server's memory."""
    (pad,) = zet_onder_embargo(1, straks, merk="etag").values()
    etags = {}
    for _keer in range(2):
        for vraagpad, headers in lijsten("etag"):
            antwoord = plone.vraag(vraagpad, headers=headers)
            etags[vraagpad, str(headers)] = antwoord.headers.get("etag")
    assert any(etags.values())
    klok.nog(straks, 0)
    for vraagpad, headers in lijsten("etag"):
        etag = etags[vraagpad, str(headers)]
        met = headers | ({"If-None-Match": etag} if etag else {})
        antwoord = plone.vraag(vraagpad, headers=met)
        assert antwoord.status == 200, vraagpad
        if "navigation" not in vraagpad:
            assert pad in lees(antwoord), vraagpad


def test_what_a_council_member_reads_is_kept_nowhere(proxy, klok, straks):
    (pad,) = zet_onder_embargo(1, straks, bijlagen=1, merk="lezer").values()
    for vraagpad in (pad, f"{pad}/lezer-0-0.txt/@@download/file"):
        antwoord = haal(proxy, vraagpad, wie=LEZER)
        assert antwoord.status == 200
        assert antwoord.headers["cache-control"] == "private, no-store"
        assert "etag" not in antwoord.headers
        assert haal(proxy, vraagpad).status == 404
    # Not in the memory of the server either, which would pass over the read log.
    assert "x-ramcache" not in haal(proxy, pad, wie=LEZER).headers
    griffie = ("griffie-gm0047", WACHTWOORD)
    lezingen = haal(proxy, f"{pad}/@leeslog", wie=griffie, headers=JSON).json()["items"]
    assert [rij["wat"] for rij in lezingen if rij["wie"] == LEZER[0]] == [
        "/",
        "/lezer-0-0.txt/@@download/file",
        "/",
    ]


def test_a_lift_asks_the_proxy_to_forget_the_item_and_its_containers(plone, purgelog, klok, straks):
    (pad,) = zet_onder_embargo(1, straks, bijlagen=1, merk="purge").values()
    purgelog.paden.clear()
    klok.nog(straks, 0.5)
    bestand = f"/{SITE}{pad}/purge-0-0.txt"
    assert wacht_tot(
        lambda: {f"/{SITE}{pad}", bestand, f"/{SITE}{MAP}", f"/{SITE}"} <= set(purgelog.paden), 6
    ), purgelog.paden


def test_a_withdrawn_letter_is_gone_from_the_proxy_with_its_files(
    proxy, plone, purgelog, klok, straks
):
    (pad,) = zet_onder_embargo(1, straks, bijlagen=1, merk="terug").values()
    klok.nog(straks, 0)
    bestand = f"{pad}/terug-0-0.txt"
    assert haal(proxy, f"{bestand}/@@download/file").status == 200
    # What the lift itself asked for has arrived by then.
    time.sleep(1)
    purgelog.paden.clear()
    antwoord = plone.vraag(
        f"{pad}/@workflow/trek_in",
        methode="POST",
        wie=("griffie-gm0047", WACHTWOORD),
        json_lichaam={"comment": "Fout"},
    )
    assert antwoord.status == 200, antwoord.tekst
    assert wacht_tot(
        lambda: {f"/{SITE}{pad}", f"/{SITE}{bestand}/@@download/file"} <= set(purgelog.paden), 4
    ), sorted(purgelog.paden)
    assert plone.vraag(pad).status == 410


def test_a_proxy_that_is_down_delays_no_lift(plone, purgelog, klok, straks):
    zet_proxy("http://127.0.0.1:9")
    try:
        (pad,) = zet_onder_embargo(1, straks, merk="weg").values()
        klok.nog(straks, 0)
        assert plone.vraag(pad).status == 200
        assert klok.nu() - straks < timedelta(seconds=5)
    finally:
        zet_proxy(purgelog.adres)


@herhaald
def bewaar_lijsten(bewaar: bool) -> None:
    """Proxies may keep listings for a day; as shipped they ask again each time."""
    from plone import api

    naam = "plone.caching.interfaces.ICacheSettings.operationMapping"
    with zopesite.werk_in(SITE, "caching of listings"):
        soort = "moderateCaching" if bewaar else "weakCaching"
        welke = {"plone.content.folderView": f"plone.app.caching.{soort}"}
        api.portal.set_registry_record(naam, api.portal.get_registry_record(naam) | welke)


@herhaald
def zet_proxy(adres: str) -> None:
    from plone import api

    with zopesite.werk_in(SITE, "the address of the proxy"):
        api.portal.set_registry_record(
            "plone.cachepurging.interfaces.ICachePurgingSettings.cachingProxies", (adres,)
        )
