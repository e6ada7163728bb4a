"""Evidence files of a measure are internal, also when the plan is public."""

import pytest
import requests
import transaction
from plone import api
from plone.dexterity.utils import addContentToContainer, createContent
from plone.namedfile.file import NamedBlobFile
from zope.dottedname.resolve import resolve

from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.werkstroom.bouw import zet

PLAN = "overheden/westerkwartier/uitvoeringsplan"


@pytest.fixture
def bewijs(server):
    antwoord = requests.post(
        f"{server.url}/{PLAN}/a03",
        json={
            "@type": "File",
            "title": "Notulen",
            "id": "notulen",
            "file": {"data": "tekst", "filename": "notulen.txt", "encoding": "utf-8"},
        },
        headers={"Accept": "application/json"},
        auth=("medewerker-gm1969", WACHTWOORD),
        timeout=30,
    )
    assert antwoord.status_code == 201, antwoord.text
    transaction.begin()
    plan = server.portal.unrestrictedTraverse(PLAN)
    zet(plan, PUBLICATIE["Uitvoeringsplan"], "openbaar")
    bestand = createContent(
        "File",
        id="rapport",
        title="Rapport",
        file=NamedBlobFile(b"geheime bevindingen", filename="rapport.txt"),
    )
    addContentToContainer(plan["a03"], bestand, checkConstraints=False)
    transaction.commit()
    return f"{server.url}/{PLAN}/a03/rapport"


@pytest.mark.parametrize("wie", [None, "raadslid-gm1969", "medewerker-gm0047"])
@pytest.mark.parametrize("soort", ["text/html", "application/json"])
@pytest.mark.parametrize(
    ("methode", "staart"),
    [
        ("GET", ""),
        ("GET", "/"),
        ("GET", "/view"),
        ("GET", "/@@title"),
        ("GET", "/@@download/file"),
        ("GET", "/@@display-file/file/rapport.txt"),
        ("GET", "/@history"),
        ("GET", "/Title"),
        ("GET", "/overheden"),
        ("HEAD", ""),
        ("POST", ""),
        ("PATCH", ""),
        ("PROPFIND", ""),
    ],
)
def test_to_everybody_else_it_was_never_there(bewijs, wie, soort, methode, staart):
    aanmelding = (wie, WACHTWOORD) if wie else None
    echt, nergens = (
        requests.request(
            methode,
            f"{adres}{staart}",
            headers={"Accept": soort, "Connection": "close"},
            auth=aanmelding,
            allow_redirects=False,
            timeout=30,
        )
        for adres in (bewijs, bewijs.replace("/rapport", "/rappord"))
    )
    assert echt.status_code == nergens.status_code
    assert echt.status_code in ((404,) if methode == "GET" else (404, 405))
    assert echt.text.replace("rapport", "rappord") == nergens.text.replace("rapport", "rappord")
    koppen = [{**antwoord.headers, "Date": ""} for antwoord in (echt, nergens)]
    assert koppen[0] == koppen[1]


@pytest.mark.parametrize(
    "omweg", ["a03/overheden/rapport", "a04/a03/rapport", "@@view/a03/rapport"]
)
def test_no_detour_leads_to_it(server, bewijs, omweg):
    for naam in (omweg, omweg.replace("rapport", "rappord")):
        antwoord = requests.get(f"{server.url}/{PLAN}/{naam}", allow_redirects=False, timeout=30)
        assert antwoord.status_code == 404


def test_its_link_leads_who_may_see_it_there_after_logging_in(server, bewijs):
    sessie = requests.Session()
    kop = {"Accept": "text/html"}
    velden = {"__ac_name": "medewerker-gm1969", "__ac_password": WACHTWOORD}
    velden |= {"buttons.login": "Log in", "came_from": f"{bewijs}/view"}
    assert "came_from=" in sessie.get(f"{bewijs}/view", headers=kop, timeout=30).text
    pagina = sessie.post(f"{server.url}/login", data=velden, headers=kop, timeout=30)
    assert (pagina.status_code, pagina.url) == (200, f"{bewijs}/view")
    assert pagina.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("wie", "ziet"),
    [
        (None, False),
        ("raadslid-gm1969", False),
        ("medewerker-gm0047", False),
        ("medewerker-gm1969", True),
        ("ondertekenaar-gm1969", True),
    ],
)
def test_only_who_sees_progress_opens_the_evidence(server, bewijs, wie, ziet):
    aanmelding = (wie, WACHTWOORD) if wie else None
    assert requests.get(f"{server.url}/{PLAN}/a03", auth=aanmelding, timeout=30).ok
    antwoord = requests.get(f"{bewijs}/@@download/file", auth=aanmelding, timeout=30)
    assert ("geheime bevindingen" in antwoord.text) is ziet
    gevonden = requests.get(
        f"{server.url}/@search?SearchableText=Rapport&portal_type=File",
        headers={"Accept": "application/json"},
        auth=aanmelding,
        timeout=30,
    ).json()["items"]
    assert bool(gevonden) is ziet


def test_what_plone_keeps_beside_an_item_is_kept_with_that_item_alone(server):
    """zope.annotation takes types that a content class declares for what belongs to the item."""
    types = api.portal.get_tool("portal_types")
    klassen = [resolve(fti.klass) for fti in types.objectValues() if hasattr(fti, "klass")]
    eigen = [klasse for klasse in klassen if klasse.__module__.startswith("groningse_norm.")]
    assert len(eigen) >= 6
    # Not by ``klasse.__annotations__``: asking for it makes one.
    bases = {basis for klasse in eigen for basis in klasse.__mro__}
    assert [basis for basis in bases if "__annotations__" in vars(basis)] == []
