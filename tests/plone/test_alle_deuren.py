"""Every name by which something can be asked of this Plone is in the table, and is shut.

The names come from the running site, so that what a new release adds is asked as well: a name in
no row of ``deuren_tabel.txt`` fails.
"""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest
import requests
import transaction
from Acquisition import aq_base
from plone.app.testing import SITE_OWNER_NAME, login
from plone.browserlayer.layer import mark_layer
from plone.dexterity.utils import addContentToContainer, createContent
from plone.namedfile.file import NamedBlobFile
from Testing.makerequest import makerequest
from zope.component import getGlobalSiteManager
from zope.component.hooks import setSite
from zope.interface import Interface, alsoProvides, providedBy
from zope.publisher.browser import setDefaultSkin
from ZPublisher import zpublish_mark

from groningse_norm.interfaces import IGroningseNormLayer

TABEL = Path(__file__).with_name("deuren_tabel.txt")
MAP = "overheden/westerkwartier/brieven"
DICHT = f"{MAP}/1969216999"
NIETS = f"{MAP}/1969216998"
DIENST = re.compile(r"^(GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD)_.*?_(@.*|)$")
# The way in which a page is asked for, and parts of pages on which no item is named.
GEEN_VRAAG = {"HEAD", "index_html", "view", "manage_tabs", "zope_copyright"}


def tabel() -> dict[str, set[str]]:
    """Kind → the names in all its groups."""
    rijen: dict[str, set[str]] = {}
    for regel in TABEL.read_text(encoding="utf-8").splitlines():
        if regel.startswith("["):
            soort = regel.strip("[]").partition(":")[0]
        elif regel.strip() and not regel.startswith("#"):
            rijen.setdefault(soort, set()).update(regel.split())
    return rijen


def _registraties(portal) -> Iterator:
    gezien, rand = [], [getGlobalSiteManager(), portal.getSiteManager()]
    while rand:
        register = rand.pop()
        if register not in gezien:
            gezien.append(register)
            rand.extend(register.__bases__)
            yield from register.registeredAdapters()


def _stukken(portal) -> list:
    norm = portal["norm"]["groningse-norm"]
    brief = portal.unrestrictedTraverse(DICHT)
    return [
        norm,
        norm["a01"],
        norm["model-uitvoeringsplan"],
        norm["model-uitvoeringsplan"].maatregelen()[0],
        portal["overheden"]["westerkwartier"],
        brief,
        *brief.objectValues(),
    ]


def _is_van_ons(factory) -> bool:
    klassen = inspect.getmro(factory) if inspect.isclass(factory) else (factory,)
    namen = [getattr(klasse, "__module__", "") or "" for klasse in klassen]
    return any(naam.startswith("groningse_norm") for naam in namen) or "groningse_norm" in repr(
        factory
    )


def namen_van(portal, ook_eigen: bool = False) -> dict[str, set[str]]:
    """Kind → every name of the running site; pages and services of our own only when asked for."""
    request = makerequest(portal.aq_parent).REQUEST
    setDefaultSkin(request)
    mark_layer(portal, SimpleNamespace(request=request))
    alsoProvides(request, IGroningseNormLayer)
    lagen, stukken = providedBy(request), _stukken(portal)
    views, diensten = set(), set()
    for rij in _registraties(portal):
        if len(rij.required) != 2 or not rij.name or rij.provided not in (Interface,):
            continue
        voor, laag = rij.required
        dienst = DIENST.match(rij.name)
        if dienst:
            if ook_eigen or not _is_van_ons(rij.factory):
                diensten.add(f"{dienst.group(1)}{dienst.group(2) or '@'}")
        elif lagen.isOrExtends(laag) and any(
            providedBy(stuk).isOrExtends(voor) for stuk in stukken
        ):
            views |= {rij.name} if ook_eigen or not _is_van_ons(rij.factory) else set()
    return {
        "view": views,
        "dienst": diensten,
        "methode": set().union(*(_methoden(stuk) for stuk in [*stukken, portal["norm"], portal])),
        "kolom": set(portal.portal_catalog.schema()),
        "index": set(portal.portal_catalog.indexes()),
    }


def _methoden(obj) -> Iterator[str]:
    """What the publisher would call by name: marked, or with a docstring."""
    klasse = type(aq_base(obj))
    for naam in dir(klasse):
        if naam.startswith("_") or naam.endswith("__roles__"):
            continue
        waarde = inspect.getattr_static(klasse, naam, None)
        if not callable(waarde):
            continue
        merk = zpublish_mark(waarde, None)
        if merk or (merk is None and getattr(waarde, "__doc__", None)):
            yield naam


@pytest.fixture
def site(server):
    """The demo, with an attachment in the letter under embargo."""
    login(server.app, SITE_OWNER_NAME)
    brief = server.portal.unrestrictedTraverse(DICHT)
    for soort, id_, veld in (("File", "bijlage.txt", "file"), ("Image", "beeld", None)):
        waarde = {veld: NamedBlobFile(b"wulp", "text/plain", "kluut.txt")} if veld else {}
        addContentToContainer(
            brief, createContent(soort, id=id_, title="kemphaan", **waarde), checkConstraints=False
        )
    transaction.commit()
    setSite(server.portal)
    return server


@pytest.mark.parametrize("soort", ["view", "dienst", "methode", "kolom", "index"])
def test_every_name_is_in_the_table(site, soort):
    onbekend = namen_van(site.portal)[soort] - tabel()[soort]

    assert not onbekend, f"no row in {TABEL.name} for: {' '.join(sorted(onbekend))}"


def _antwoord(sessie, site, pad: str, kop: str, methode: str = "GET") -> tuple:
    """Status, headers and body, without the address that was asked."""
    antwoord = sessie.request(
        methode,
        f"{site.url}/{pad}",
        headers={"Accept": kop, "Connection": "close"},
        allow_redirects=False,
        timeout=60,
    )
    tekst = antwoord.text
    adres = f"{site.url}/{pad}".partition("?")[0]
    while len(adres) > len(f"{site.url}/{MAP}"):
        tekst = tekst.replace(quote(adres, safe=""), "HIER").replace(f'{adres}"', 'HIER"')
        adres = adres.rpartition("/")[0]
    koppen = {
        naam: waarde
        for naam, waarde in antwoord.headers.items()
        if naam not in ("Date", "Content-Length")
    }
    return antwoord.status_code, koppen, tekst


def _anders(site, vragen) -> list[str]:
    """The questions that are answered otherwise than where there never was anything."""
    sessie = requests.Session()
    nergens: dict[tuple[str, str], tuple] = {}
    fouten = []
    for methode, pad, kop in vragen:
        if (methode, kop) not in nergens:
            nergens[methode, kop] = _antwoord(sessie, site, f"{MAP}/zomaar", kop, methode)
            assert nergens[methode, kop][0] == 404
        antwoord = _antwoord(sessie, site, pad, kop, methode)
        if antwoord == nergens[methode, kop]:
            continue
        # The name itself may make a difference, wherever it is asked: then its twin decides.
        tweeling = _antwoord(sessie, site, pad.replace(DICHT, NIETS), kop, methode)
        if antwoord[0] != 404 or antwoord != tweeling:
            fouten.append(f"{methode} {pad} {kop}: {antwoord[0]}")
    return fouten


def test_every_view_of_the_item_is_a_path_that_never_existed(site):
    namen = sorted(namen_van(site.portal, ook_eigen=True)["view"])
    assert len(namen) > 150
    assert {"embargo", "geheimhouding"} <= set(namen)
    assert not _anders(site, (("GET", f"{DICHT}/@@{naam}", "text/html") for naam in namen))


def test_every_method_of_the_item_is_a_path_that_never_existed(site):
    namen = sorted(namen_van(site.portal)["methode"])
    assert len(namen) > 100
    assert not _anders(site, (("GET", f"{DICHT}/{naam}", "text/html") for naam in namen))


def test_every_method_of_its_folder_says_the_same_whether_it_is_there_or_not(site):
    namen = sorted(namen_van(site.portal)["methode"])
    sessie = requests.Session()
    fouten = []
    for naam in namen:
        vraag = f"{MAP}/{naam}?id={{0}}&key={{0}}&name={{0}}"
        echt, nergens = (
            _antwoord(sessie, site, vraag.format(id_), "text/html")
            for id_ in ("1969216999", "1969216998")
        )
        if repr(echt).replace("1969216999", "1969216998") != repr(nergens):
            fouten.append(naam)
        elif echt[0] == 200 and naam not in GEEN_VRAAG:
            fouten.append(f"{naam}: {echt[0]}")
    assert not fouten


def test_every_service_on_the_item_is_a_path_that_never_existed(site):
    namen = sorted(namen_van(site.portal, ook_eigen=True)["dienst"])
    assert len(namen) > 80
    assert {"PATCH@embargo", "GET@leeslog"} <= set(namen)
    vragen = []
    for naam in namen:
        methode, _, dienst = naam.partition("@")
        if methode != "HEAD":
            pad = f"{DICHT}/@{dienst}" if dienst else DICHT
            vragen.append((methode, pad, "application/json"))
    assert not _anders(site, vragen)
