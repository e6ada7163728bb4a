"""A letter comes in through REST, and who may do that."""

import base64
import json
from pathlib import Path

import pytest
import requests

from groningse_norm.demo.accounts import WACHTWOORD

JSON = {"Accept": "application/json"}
BRIEF = Path(__file__).parents[1] / "domain" / "brieven" / "01_oprichtingsbrief.txt"


def stuur(server, wie, inhoud=None, slug="eemsdelta", **kwargs):
    if inhoud is not None:
        bestand = {"data": base64.b64encode(inhoud).decode(), "filename": "brief.txt"}
        kwargs["json"] = {"bestand": bestand}
    return requests.post(
        f"{server.url}/overheden/{slug}/@brief-inlezen",
        headers={**JSON, "Accept-Language": "nl"},
        auth=(wie, WACHTWOORD) if wie else None,
        timeout=60,
        **kwargs,
    )


def test_the_griffie_gets_a_draft_with_every_field(server):
    antwoord = stuur(server, "griffie-gm1979", BRIEF.read_bytes())
    assert antwoord.status_code == 201, antwoord.text
    draft = antwoord.json()
    assert antwoord.headers["Location"] == draft["@id"]
    assert draft["@id"].endswith("/overheden/eemsdelta/brieven/1969216064")
    assert {naam: draft[naam] for naam in ("kenmerk", "datum", "embargo_tot", "title", "aan")} == {
        "kenmerk": "1969216064",
        "datum": "2025-03-31",
        "embargo_tot": "2025-04-04T14:00:00+02:00",
        "title": "Groningse norm en model-uitvoeringsplan",
        "aan": "de raad van de gemeente Westerkwartier",
    }
    assert draft["ondertekenaars"] == [
        {"naam": "A. van der Tuuk", "functie": "burgemeester"},
        {"naam": "R. Kleijnen", "functie": "secretaris"},
    ]
    assert draft["tekst"]["data"].count("<h2>") == 3
    assert (draft["review_state"], draft["publicatie_status"]) == ("concept", "intern")
    assert requests.get(draft["@id"], headers=JSON, timeout=30).status_code == 404


def test_the_same_reference_is_refused_a_second_time(server):
    assert stuur(server, "griffie-gm1979", BRIEF.read_bytes()).status_code == 201
    antwoord = stuur(server, "griffie-gm1979", BRIEF.read_bytes())
    assert antwoord.status_code == 409
    assert antwoord.json()["error"]["type"] == "kenmerk_bestaat"


def test_plain_text_is_taken_as_the_body_too(server):
    antwoord = stuur(server, "griffie-gm1979", data=BRIEF.read_bytes())
    assert antwoord.status_code == 201, antwoord.text


@pytest.mark.parametrize(
    ("kwargs", "code"),
    [
        ({"inhoud": b"Dit is geen brief."}, "geen_brief"),
        ({"inhoud": b"\x00\x01\x02" * 100}, None),
        ({"json": {"bestand": {"data": "%%%", "filename": "x"}}}, "geen_base64"),
        ({"json": {"bestand": 3}}, "geen_bestand"),
        ({"json": {}}, "geen_bestand"),
        ({"json": [1]}, "geen_json"),
        ({"data": b"{", "headers_json": True}, "geen_json"),
    ],
)
def test_what_is_no_letter_is_refused_and_nothing_is_stored(server, kwargs, code):
    if kwargs.pop("headers_json", False):
        antwoord = requests.post(
            f"{server.url}/overheden/eemsdelta/@brief-inlezen",
            headers={**JSON, "Content-Type": "application/json"},
            auth=("griffie-gm1979", WACHTWOORD),
            timeout=30,
            **kwargs,
        )
    else:
        antwoord = stuur(server, "griffie-gm1979", **kwargs)
    assert antwoord.status_code == 400, antwoord.text
    fout = antwoord.json()["error"]
    assert code is None or fout["type"] == code
    assert fout["message"]
    assert server.portal.unrestrictedTraverse("overheden/eemsdelta/brieven").objectIds() == []


@pytest.mark.parametrize(
    "wie", [None, "griffie-gm1969", "medewerker-gm1979", "raadslid-gm1979", "normbeheerder"]
)
def test_nobody_else_reads_in_a_letter(server, wie):
    assert stuur(server, wie, BRIEF.read_bytes()).status_code == 401
    assert server.portal.unrestrictedTraverse("overheden/eemsdelta/brieven").objectIds() == []


def test_signatories_are_objects_in_and_out(server):
    url = f"{server.url}/overheden/veendam/brieven/0047000123"
    aanmelding = ("griffie-gm0047", WACHTWOORD)
    rij = [{"naam": "B. Nieuw", "functie": "burgemeester"}, {"naam": "C. Zonder", "functie": None}]
    antwoord = requests.patch(
        url, json={"ondertekenaars": rij}, headers=JSON, auth=aanmelding, timeout=30
    )
    assert antwoord.status_code == 204, antwoord.text
    brief = requests.get(url, headers=JSON, auth=aanmelding, timeout=30).json()
    assert brief["ondertekenaars"] == rij
    antwoord = requests.patch(
        url, json={"ondertekenaars": [3]}, headers=JSON, auth=aanmelding, timeout=30
    )
    assert antwoord.status_code == 400
    assert json.loads(antwoord.text)["type"] == "BadRequest"
