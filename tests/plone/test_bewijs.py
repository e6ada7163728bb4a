"""Evidence files of a measure are internal, also when the plan is public."""

import pytest
import requests
import transaction
from plone.dexterity.utils import addContentToContainer, createContent
from plone.namedfile.file import NamedBlobFile

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
