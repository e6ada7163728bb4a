"""Forms: registration for a meeting, and easyform's defects that our users would meet."""

import csv
import io
import json
from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import transaction
from collective.easyform.api import get_actions, get_schema
from plone import api
from plone.app.testing import (
    SITE_OWNER_NAME,
    SITE_OWNER_PASSWORD,
    TEST_USER_ID,
    login,
    setRoles,
)
from plone.namedfile.file import NamedBlobFile
from plone.restapi.interfaces import IDeserializeFromJson, ISerializeToJson
from plone.testing.zope import Browser
from Products.DCWorkflow.utils import modifyRolesForPermission
from zExceptions import Forbidden
from zope.component import getMultiAdapter
from zope.interface import alsoProvides

from groningse_norm.formulieren.aanmelding import maak_bijeenkomst
from groningse_norm.formulieren.domain import OngeldigeBijeenkomst
from groningse_norm.formulieren.rest import SerializeFormulier
from groningse_norm.formulieren.storage import inzendingen, opslagacties
from groningse_norm.interfaces import IGroningseNormLayer

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WACHTWOORD = "correct horse battery staple"
EDITOR = "redacteur"
ORGANISERS = ("griffie-gm0047", "medewerker-gm0047", "normbeheerder")
OUTSIDERS = ("lid", "griffie-gm1969", EDITOR)

VELDEN = """<model xmlns="http://namespaces.plone.org/supermodel/schema"
    xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"><schema>
  <field name="naam" type="zope.schema.TextLine"><title>Naam</title></field>
  <field name="kop" type="collective.easyform.fields.Label"><title>Kopje</title></field>
  <field name="telefoon" type="zope.schema.TextLine"><title>Telefoonnummer</title></field>
  <field name="dag" type="zope.schema.Date"><title>Dag</title><required>False</required></field>
  <field name="moment" type="zope.schema.Datetime">
    <title>Moment</title><required>False</required></field>
  <field name="keuzes" type="zope.schema.Set"><title>Keuzes</title><required>False</required>
    <value_type type="zope.schema.Choice"><values><element>a</element><element>b</element>
    </values></value_type></field>
  <field name="soort" type="zope.schema.Choice"><title>Soort</title><required>False</required>
    <values><element>een</element><element>twee</element></values></field>
  <field name="bijlage" type="plone.namedfile.field.NamedBlobFile">
    <title>Bijlage</title><required>False</required></field>
</schema></model>"""

ACTIES = """<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
  <field name="opslaan" type="collective.easyform.actions.SaveData">
    <title>Opslaan</title><ExtraData><element>dt</element></ExtraData></field>
  <field name="post" type="collective.easyform.actions.Mailer">
    <title>Post</title><recipient_email>geheim@veendam.example</recipient_email></field>
</schema></model>"""

GEGEVENS = {
    "titel": "Informatiebijeenkomst Groningse norm",
    "begin": datetime(2025, 5, 22, 19, 30, tzinfo=AMSTERDAM),
    "einde": datetime(2025, 5, 22, 21, 30, tzinfo=AMSTERDAM),
    "plaats": "Gemeentehuis Veendam",
    "tekst": "<p>Wij vertellen wat de norm voor raad en staf betekent.</p>",
    "organisator_email": "griffie@veendam.example",
}


def _folder(container, folder_id, **local_roles):
    folder = api.content.create(container=container, type="Folder", id=folder_id)
    for user_id, roles in local_roles.items():
        folder.manage_setLocalRoles(user_id, roles)
    return _published(folder)


def _published(obj):
    workflow = api.portal.get_tool("portal_workflow")
    if workflow.getChainFor(obj):
        workflow.doActionFor(obj, "publish")
    obj.reindexObjectSecurity()
    return obj


@pytest.fixture
def site(functional):
    """Two authorities with a clerk each, and the accounts of everybody in the tests."""
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    for role in ("Griffie", "Medewerker", "Normbeheerder"):
        if role not in portal.valid_roles():
            portal._addRole(role)
    for user_id in ("griffie-gm0047", "medewerker-gm0047", "griffie-gm1969", "lid", EDITOR):
        portal.acl_users.userFolderAddUser(user_id, WACHTWOORD, ["Member"], [])
    portal.acl_users.userFolderAddUser("normbeheerder", WACHTWOORD, ["Normbeheerder"], [])
    veendam = _folder(
        portal,
        "veendam",
        **{
            "griffie-gm0047": ["Griffie"],
            "medewerker-gm0047": ["Medewerker"],
            EDITOR: ["Editor", "Contributor"],
        },
    )
    _folder(portal, "westerkwartier", **{"griffie-gm1969": ["Griffie"]})
    map_ = _folder(veendam, "bijeenkomsten")
    transaction.commit()
    return SimpleNamespace(portal=portal, app=functional["app"], map=map_)


@pytest.fixture
def aanmelden(site):
    _event, formulier = maak_bijeenkomst(site.map, **GEGEVENS)
    transaction.commit()
    return formulier


def _maak_formulier(container):
    formulier = api.content.create(
        container=container,
        type="EasyForm",
        id="enquete",
        title="Enquête",
        fields_model=VELDEN,
        actions_model=ACTIES,
    )
    modifyRolesForPermission(
        formulier, "collective.easyform: Download Saved Input", ("Manager", "Griffie")
    )
    return _published(formulier)


@pytest.fixture
def enquete(site):
    """A form as somebody makes it in the browser, with one answer of every kind."""
    formulier = _maak_formulier(site.map)
    _opslaan(formulier).addDataRow(
        {
            "naam": "=HYPERLINK(1)",
            "telefoon": "+31 598 000 000",
            "dag": date(2026, 11, 23),
            "moment": datetime(2026, 11, 23, 9, 5),
            "keuzes": {"b", "a"},
            "soort": "een",
            "bijlage": NamedBlobFile(b"%PDF", filename="=cv.pdf"),
            "dt": "2026/11/01 10:00:00 GMT+1",
        }
    )
    transaction.commit()
    return formulier


def _opslaan(formulier):
    return get_actions(formulier)["opslaan"]


def browser_of(site, user_id=None, accept=None):
    browser = Browser(site.app)
    browser.handleErrors = True
    browser.raiseHttpErrors = False
    browser.followRedirects = True
    if user_id:
        password = SITE_OWNER_PASSWORD if user_id == SITE_OWNER_NAME else WACHTWOORD
        browser.addHeader("Authorization", f"Basic {user_id}:{password}")
    if accept:
        browser.addHeader("Accept", accept)
    return browser


def status_of(browser, url):
    browser.open(url)
    return int(browser.headers["status"].split()[0])


def get_json(site, url, user_id=None):
    browser = browser_of(site, user_id, "application/json")
    return status_of(browser, url), json.loads(browser.contents or "null")


def rows_of(inhoud):
    tekst = io.StringIO(inhoud.decode("utf-8-sig"), newline="")
    return list(csv.reader(tekst, delimiter=";"))


class TestJson:
    """Defects 1 and 2: a GET fails for whoever may not download, and changes what is stored."""

    def test_everybody_reads_the_form_and_nobody_the_answers_in_it(self, site, enquete):
        for user_id in (None, SITE_OWNER_NAME, *ORGANISERS, *OUTSIDERS):
            status, inhoud = get_json(site, enquete.absolute_url(), user_id)

            assert status == 200, user_id
            assert inhoud["title"] == "Enquête"
            assert "savedDataStorage" not in inhoud
            assert "HYPERLINK" not in json.dumps(inhoud)

    def test_a_search_for_full_objects_finds_the_form(self, site, enquete):
        url = f"{site.portal.absolute_url()}/@search?portal_type=EasyForm&fullobjects=1"

        for user_id in (None, "lid", SITE_OWNER_NAME):
            status, inhoud = get_json(site, url, user_id)

            assert status == 200, user_id
            assert [item["title"] for item in inhoud["items"]] == ["Enquête"]

    def test_reading_leaves_the_stored_row_as_it_was(self, site, enquete):
        url = enquete.absolute_url()
        for pad in ("", "/@inzendingen", "/@@inzendingen.csv", "/actions/opslaan/@@data"):
            accept = None if "@@" in pad else "application/json"
            assert status_of(browser_of(site, SITE_OWNER_NAME, accept), url + pad) == 200
        transaction.begin()

        (rij,) = _opslaan(enquete).getSavedFormInput()
        assert rij["dag"] == date(2026, 11, 23)
        assert rij["moment"] == datetime(2026, 11, 23, 9, 5)
        assert rij["keuzes"] == {"a", "b"}

    def test_the_serializer_takes_a_caller_that_wants_no_expansion(self, site, enquete):
        request = site.portal.REQUEST
        alsoProvides(request, IGroningseNormLayer)

        serializer = getMultiAdapter((enquete, request), ISerializeToJson)

        assert type(serializer) is SerializeFormulier
        assert serializer(include_expansion=False)["id"] == "enquete"

    def test_where_answers_are_mailed_to_is_for_editors(self, site, enquete):
        assert "actions_model" not in get_json(site, enquete.absolute_url())[1]
        assert "geheim@" in get_json(site, enquete.absolute_url(), EDITOR)[1]["actions_model"]


class TestModels:
    """Models in XML can hold code that runs as the visitor, or as a Manager."""

    SCRIPT = ACTIES.replace(
        "</schema>",
        '<field name="s" type="collective.easyform.actions.CustomScript"><title>S</title>'
        "<ProxyRole>Manager</ProxyRole></field></schema>",
    )
    EXPRESSION = VELDEN.replace(
        'name="naam"', 'name="naam" easyform:TDefault="python:portal.absolute_url()"'
    )

    def deserialize(self, site, formulier, **data):
        request = site.portal.REQUEST
        alsoProvides(request, IGroningseNormLayer)
        getMultiAdapter((formulier, request), IDeserializeFromJson)(data=data)

    def test_an_editor_of_a_form_sends_no_code(self, site, enquete):
        login(site.portal, EDITOR)

        for data in ({"actions_model": self.SCRIPT}, {"fields_model": self.EXPRESSION}):
            with pytest.raises(Forbidden):
                self.deserialize(site, enquete, **data)

        assert enquete.actions_model == ACTIES
        assert enquete.fields_model == VELDEN

    def test_an_editor_sends_back_what_was_read_and_changes_the_rest(self, site, enquete):
        login(site.portal, EDITOR)

        self.deserialize(site, enquete, title="Peiling", fields_model=VELDEN, actions_model=ACTIES)

        assert enquete.title == "Peiling"

    def test_a_manager_sends_a_model(self, site, enquete):
        self.deserialize(site, enquete, actions_model=self.SCRIPT)

        assert enquete.actions_model == self.SCRIPT

    def test_answers_come_in_through_the_form_only(self, site, enquete):
        vervalst = {"opslaan": {"17": {"naam": "vals"}}}

        self.deserialize(site, enquete, savedDataStorage=vervalst)

        assert [rij["naam"] for rij in _opslaan(enquete).getSavedFormInput()] == ["=HYPERLINK(1)"]

    def test_the_page_that_edits_a_model_is_for_managers(self, site, enquete):
        for model in ("actions", "fields"):
            for user_id, allowed in ((EDITOR, False), (SITE_OWNER_NAME, True)):
                browser = browser_of(site, user_id)
                browser.open(f"{enquete.absolute_url()}/{model}/@@modeleditor")

                assert ('name="source"' in browser.contents) is allowed, (model, user_id)


class TestInzendingen:
    """Defect 3: answers with an uploaded file are left out."""

    def test_the_organiser_reads_every_answer(self, site, enquete):
        status, inhoud = get_json(site, f"{enquete.absolute_url()}/@inzendingen", "griffie-gm0047")

        assert status == 200
        assert inhoud["actie"] == "opslaan"
        assert inhoud["items_total"] == 1
        (item,) = inhoud["items"]
        assert datetime.fromisoformat(item["moment"]).utcoffset() is not None
        assert item["antwoorden"] | {"keuzes": sorted(item["antwoorden"]["keuzes"])} == {
            "naam": "=HYPERLINK(1)",
            "telefoon": "+31 598 000 000",
            "dag": "2026-11-23",
            "moment": "2026-11-23T09:05:00",
            "keuzes": ["a", "b"],
            "soort": "een",
            "bijlage": "=cv.pdf",
        }
        assert {"naam": "telefoon", "titel": "Telefoonnummer"} in inhoud["velden"]

    def test_answers_come_in_batches(self, site, enquete):
        for nummer in range(3):
            _opslaan(enquete).addDataRow({"naam": f"Deelnemer {nummer}"})
        transaction.commit()

        _status, inhoud = get_json(
            site, f"{enquete.absolute_url()}/@inzendingen?b_size=2", "griffie-gm0047"
        )

        assert (len(inhoud["items"]), inhoud["items_total"]) == (2, 4)
        assert "next" in inhoud["batching"]

    def test_a_form_that_keeps_nothing_has_no_answers(self, site, enquete):
        enquete.actions_model = ACTIES.replace("SaveData", "Mailer").replace(
            "<ExtraData><element>dt</element></ExtraData>", ""
        )
        transaction.commit()
        url = enquete.absolute_url()

        assert get_json(site, f"{url}/@inzendingen", "griffie-gm0047")[1]["items"] == []
        assert status_of(browser_of(site, "griffie-gm0047"), f"{url}/@@inzendingen.csv") == 404

    def test_reading_a_form_without_answers_writes_nothing(self, site):
        formulier = _maak_formulier(site.map)
        transaction.commit()

        for actie in opslagacties(formulier).values():
            assert list(inzendingen(formulier, actie)) == []

        assert not site.portal._p_jar._registered_objects

    def test_nobody_else_reads_them(self, site, aanmelden):
        for user_id in (None, *OUTSIDERS):
            status, inhoud = get_json(site, f"{aanmelden.absolute_url()}/@inzendingen", user_id)

            assert status == 401, user_id
            assert "items" not in inhoud


class TestCsv:
    """Defects 4 and 5: the download fails without a separator, and takes formulas along."""

    def test_the_file_is_harmless_and_complete(self, site, enquete):
        browser = browser_of(site, "griffie-gm0047")
        assert status_of(browser, f"{enquete.absolute_url()}/@@inzendingen.csv") == 200

        assert browser.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert browser.headers["Content-Disposition"] == 'attachment; filename="enquete.csv"'
        assert browser.headers["Cache-Control"] == "private, no-store"
        inhoud = browser._response.body
        assert inhoud.startswith(b"\xef\xbb\xbf")
        koppen, rij = rows_of(inhoud)
        assert koppen[1:] == [
            "Naam",
            "Telefoonnummer",
            "Dag",
            "Moment",
            "Keuzes",
            "Soort",
            "Bijlage",
        ]
        assert rij[1:] == [
            "'=HYPERLINK(1)",
            "'+31 598 000 000",
            "2026-11-23",
            "2026-11-23 09:05:00",
            "a, b",
            "een",
            "'=cv.pdf",
        ]

    def test_easyforms_own_button_gives_the_same_file(self, site, enquete):
        url = f"{enquete.absolute_url()}/actions/opslaan/@@data?form.buttons.download=1"
        for vraag, scheidingsteken in (("", ";"), ("&csv_delimiter=,", ",")):
            browser = browser_of(site, "griffie-gm0047")

            assert status_of(browser, url + vraag) == 200

            tekst = browser._response.body.decode("utf-8-sig")
            assert f"'=HYPERLINK(1){scheidingsteken}'+31 598" in tekst
            assert "'=cv.pdf" in tekst

    def test_a_separator_that_cannot_be_is_asked_again(self, site, enquete):
        url = f"{enquete.absolute_url()}/actions/opslaan/@@data?form.buttons.download=1"
        for teken in ("", "%22", "%0A", "x"):
            browser = browser_of(site, "griffie-gm0047")

            assert status_of(browser, f"{url}&csv_delimiter={teken}") == 200
            assert "text/html" in browser.headers["Content-Type"]
            assert "field error" in browser.contents

    def test_a_workbook_calculates_nothing(self, site, enquete):
        enquete.actions_model = ACTIES.replace(
            "<ExtraData>", "<DownloadFormat>xlsx</DownloadFormat><ExtraData>"
        )
        transaction.commit()
        browser = browser_of(site, "griffie-gm0047")

        url = f"{enquete.absolute_url()}/actions/opslaan/@@data?form.buttons.download=1"
        assert status_of(browser, url) == 200

        blad = openpyxl.load_workbook(io.BytesIO(browser._response.body)).active
        rij = [cel.value for cel in blad[2]]
        assert rij[1] == "'=HYPERLINK(1)"
        assert all(cel.data_type != "f" for cel in blad[2])

    def test_nobody_else_downloads(self, site, aanmelden):
        get_actions(aanmelden)["aanmeldingen"].addDataRow({"naam": "Jantine Postma"})
        transaction.commit()

        for pad in (
            "@@inzendingen.csv",
            "@@saveddata",
            "actions/aanmeldingen/@@data",
            "actions/aanmeldingen/@@data?form.buttons.download=1",
            # Methods and attributes that an address might reach.
            "actions/aanmeldingen/field/getSavedFormInput",
            "actions/aanmeldingen/field/getSavedFormInputForEdit",
            "@@get_save_data_adapters",
            "_inputStorage",
        ):
            for user_id in (None, *OUTSIDERS):
                browser = browser_of(site, user_id)
                browser.open(f"{aanmelden.absolute_url()}/{pad}")

                assert b"Jantine" not in browser._response.body, (pad, user_id)
                assert b"csv_delimiter" not in browser._response.body, (pad, user_id)


class TestSavedDataPage:
    """The organiser's page of answers, also for a form whose rows easyform has damaged."""

    def test_the_organiser_sees_the_answers_and_opens_the_file(self, site, enquete):
        browser = browser_of(site, "griffie-gm0047")

        assert status_of(browser, f"{enquete.absolute_url()}/@@saveddata") == 200

        assert browser.url.endswith("/actions/opslaan/@@data")
        assert "=HYPERLINK(1)" in browser.contents
        assert 'value=";"' in browser.contents
        browser.getLink("=cv.pdf").click()
        assert browser._response.body == b"%PDF"

    def test_rows_that_were_damaged_are_shown_and_mended_when_saved(self, site, enquete):
        opslaan = _opslaan(enquete)
        (rij_id,) = opslaan._storage
        opslaan.setDataRow(
            rij_id,
            {
                "naam": "Jan",
                "telefoon": "1",
                "dag": "2026-11-23",
                "moment": "2026-11-23T09:05:00",
                "keuzes": ["a"],
                "soort": "een",
                "bijlage": "cv.pdf",
            },
        )
        opslaan.addDataRow({"naam": "Kees", "dag": datetime(2026, 11, 23), "moment": "gisteren"})
        transaction.commit()
        browser = browser_of(site, "griffie-gm0047")

        assert status_of(browser, f"{enquete.absolute_url()}/actions/opslaan/@@data") == 200
        assert "Jan" in browser.contents
        assert "Kees" in browser.contents
        assert "2026-11-23" in browser.contents

        browser.getControl(name=f"crud-edit.{rij_id}.widgets.naam").value = "Jan de Vries"
        browser.getControl("Apply changes").click()
        transaction.begin()
        rij = opslaan._storage[rij_id]
        assert (rij["naam"], rij["dag"]) == ("Jan de Vries", date(2026, 11, 23))

    def test_an_answer_that_can_no_longer_be_chosen_is_no_error(self, site, enquete):
        enquete.fields_model = VELDEN.replace("<element>een</element>", "")
        transaction.commit()

        url = f"{enquete.absolute_url()}/actions/opslaan/@@data"
        assert status_of(browser_of(site, "griffie-gm0047"), url) == 200

    def test_the_form_leads_the_organiser_to_the_answers(self, site, enquete):
        url = enquete.absolute_url()
        link = f"{url}/@@inzendingen.csv"

        for user_id, expected in (("griffie-gm0047", True), ("lid", False), (None, False)):
            browser = browser_of(site, user_id)
            assert status_of(browser, url) == 200
            assert (link in browser.contents) is expected


class TestBijeenkomst:
    def test_event_and_form_are_stock_content_linked_with_each_other(self, site):
        event, formulier = maak_bijeenkomst(site.map, **GEGEVENS)

        assert (event.portal_type, formulier.portal_type) == ("Event", "EasyForm")
        assert (event.aq_parent, formulier.aq_parent) == (site.map, site.map)
        assert event.location == "Gemeentehuis Veendam"
        assert event.contact_email == "griffie@veendam.example"
        assert f"resolveuid/{formulier.UID()}" in event.text.raw
        assert f"resolveuid/{event.UID()}" in formulier.formPrologue.raw
        assert [relatie.to_object for relatie in event.relatedItems] == [formulier]

    @pytest.mark.parametrize(
        ("begin", "offset"),
        [
            (datetime(2025, 5, 22, 19, 30, tzinfo=AMSTERDAM), 2),
            (datetime(2025, 12, 22, 19, 30, tzinfo=AMSTERDAM), 1),
        ],
    )
    def test_the_time_is_that_of_groningen(self, site, begin, offset):
        einde = begin.astimezone(ZoneInfo("UTC")).replace(hour=22)
        event, _formulier = maak_bijeenkomst(
            site.map, **GEGEVENS | {"begin": begin, "einde": einde}
        )

        assert event.start == begin
        assert event.start.utcoffset().total_seconds() == offset * 3600
        assert event.end.hour == 22 + offset if offset == 1 else event.end.day == begin.day + 1
        (brain,) = api.content.find(UID=event.UID())
        assert brain.start == begin

    def test_the_form_tells_how_long_answers_are_kept_and_how_many_can_come(self, site):
        _event, formulier = maak_bijeenkomst(site.map, **GEGEVENS, capaciteit=80)

        assert "verwijdert ze uiterlijk op 21 juni 2025" in formulier.formPrologue.raw
        assert "plaats voor 80 deelnemers" in formulier.formPrologue.raw

    def test_what_the_caller_gives_is_no_markup(self, site):
        _event, formulier = maak_bijeenkomst(site.map, **GEGEVENS | {"titel": "Vraag & <antwoord>"})

        assert "Vraag &amp; &lt;antwoord&gt;" in formulier.formPrologue.raw

    def test_two_meetings_stand_side_by_side(self, site):
        ids = [obj.getId() for _ in range(2) for obj in maak_bijeenkomst(site.map, **GEGEVENS)]

        assert len(set(ids)) == 4

    def test_a_meeting_that_cannot_be_leaves_nothing_behind(self, site):
        with pytest.raises(OngeldigeBijeenkomst):
            maak_bijeenkomst(site.map, **GEGEVENS | {"einde": GEGEVENS["begin"]})

        assert site.map.objectIds() == []

    def test_where_there_is_a_workflow_both_are_published(self, site):
        workflow = api.portal.get_tool("portal_workflow")
        workflow.setChainForPortalTypes(["Event", "EasyForm"], "simple_publication_workflow")

        made = maak_bijeenkomst(site.map, **GEGEVENS)

        assert [workflow.getInfoFor(obj, "review_state") for obj in made] == ["published"] * 2

    def test_one_chooses_among_the_authorities(self, site, aanmelden):
        namen = get_schema(aanmelden)["organisatie"].vocabulary.by_value

        assert len(namen) == 14
        assert {"waterschap Hunze en Aa's", "provincie Groningen", "andere organisatie"} <= set(
            namen
        )

    def test_everybody_reads_the_form_as_json(self, site, aanmelden):
        for user_id in (None, *OUTSIDERS, *ORGANISERS):
            assert get_json(site, aanmelden.absolute_url(), user_id)[0] == 200, user_id


class TestAanmelden:
    def meld_aan(self, site, formulier, **anders):
        browser = browser_of(site)
        assert status_of(browser, formulier.absolute_url()) == 200
        antwoorden = {"naam": "Jantine Postma", "email": "j.postma@pekela.example"} | anders
        for naam, waarde in antwoorden.items():
            browser.getControl(name=f"form.widgets.{naam}").value = waarde
        browser.getControl(name="form.widgets.organisatie:list").displayValue = ["gemeente Pekela"]
        return browser

    def test_a_visitor_registers_and_the_organisers_see_it(self, site, aanmelden):
        browser = self.meld_aan(site, aanmelden, opmerking="-zonder vlees")
        browser.getControl(name="form.widgets.toestemming:list").value = ["selected"]
        browser.getControl("Aanmelden").click()

        assert "U bent aangemeld" in browser.contents
        assert "gemeente Pekela" in browser.contents
        for user_id in ORGANISERS:
            url = aanmelden.absolute_url()
            _status, inhoud = get_json(site, f"{url}/@inzendingen", user_id)
            (item,) = inhoud["items"]
            assert item["antwoorden"] == {
                "naam": "Jantine Postma",
                "email": "j.postma@pekela.example",
                "organisatie": "gemeente Pekela",
                "functie": None,
                "opmerking": "-zonder vlees",
                "toestemming": True,
            }
            organiser = browser_of(site, user_id)
            assert status_of(organiser, f"{url}/@@inzendingen.csv") == 200
            (_koppen, rij) = rows_of(organiser._response.body)
            assert rij[1:] == [
                "Jantine Postma",
                "j.postma@pekela.example",
                "gemeente Pekela",
                "",
                "'-zonder vlees",
                "ja",
            ]
            assert status_of(organiser, f"{url}/@@saveddata") == 200
            assert "Jantine Postma" in organiser.contents

    @pytest.mark.parametrize(
        ("anders", "toestemming"),
        [({}, []), ({"email": "geen adres"}, ["selected"]), ({"naam": ""}, ["selected"])],
        ids=["no consent", "no address", "no name"],
    )
    def test_a_registration_that_is_not_complete_is_not_kept(
        self, site, aanmelden, anders, toestemming
    ):
        browser = self.meld_aan(site, aanmelden, **anders)
        browser.getControl(name="form.widgets.toestemming:list").value = toestemming
        browser.getControl("Aanmelden").click()
        transaction.begin()

        assert "U bent aangemeld" not in browser.contents
        assert get_actions(aanmelden)["aanmeldingen"].itemsSaved() == 0

    def test_the_owner_of_a_form_is_no_organiser_for_ever(self, site, aanmelden):
        aanmelden.manage_setLocalRoles("lid", ["Owner"])
        transaction.commit()

        assert get_json(site, f"{aanmelden.absolute_url()}/@inzendingen", "lid")[0] == 401
