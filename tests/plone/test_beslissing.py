"""One decision: state and clock must both say open, whatever is stored and by whom."""

from datetime import timedelta

import pytest
import requests
import transaction
from AccessControl import getSecurityManager
from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_base
from OFS.CopySupport import CopyError
from plone import api
from plone.app.testing import SITE_OWNER_NAME, SITE_OWNER_PASSWORD
from plone.dexterity.utils import addContentToContainer, createContent
from plone.namedfile.file import NamedBlobFile
from zExceptions import Unauthorized
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

from groningse_norm import klok, rechten
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.agenda import agenda
from groningse_norm.embargo.domain import PUBLICATIE, SOORT, Status, wie_zien
from groningse_norm.embargo.interfaces import Conflict
from groningse_norm.logboek.opslag import regels_van
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.werkstroom.bouw import toestand_van, verplaats, zet

MAP = "overheden/westerkwartier/brieven"
BRIEF, NIETS, OPENBAAR = f"{MAP}/1969216999", f"{MAP}/1969216998", f"{MAP}/1969216064"
PLAN = "overheden/westerkwartier/uitvoeringsplan"
NORM = "norm/groningse-norm"
LEZER, GRIFFIE = "raadslid-gm1969", "griffie-gm1969"
VREEMDEN = (None, "normbeheerder", "raadslid-gm0047", "griffie-gm0047", "medewerker-gm1969")
# The norm is read by the people of all its parties.
VREEMD_VOOR = {BRIEF: VREEMDEN, PLAN: (None, "raadslid-gm0047"), NORM: (None,)}
BEHEERDER = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
JSON, HTML = {"Accept": "application/json"}, {"Accept": "text/html"}


def vraag(server, pad, wie=None, methode="GET", kop=JSON, **kwargs):
    aanmelding = wie if isinstance(wie, tuple) else wie and (wie, WACHTWOORD)
    return requests.request(
        methode,
        f"{server.url}/{pad}",
        auth=aanmelding,
        headers=kop,
        allow_redirects=False,
        timeout=60,
        **kwargs,
    )


def zet_openbaar_als_een_import(brief) -> None:
    """State, rights and catalog say public, as an import or a repair by hand leaves them."""
    tool = api.portal.get_tool("portal_workflow")
    werkstroom = PUBLICATIE[brief.portal_type]
    status = dict(tool.getStatusOf(werkstroom.id, brief))
    tool.setStatusOf(werkstroom.id, brief, status | {"publicatie_status": "openbaar"})
    tool[werkstroom.id].updateRoleMappingsFor(brief)
    brief.manage_permission(rechten.ZIEN, ["Anonymous"], acquire=True)
    brief.reindexObject()
    brief.reindexObjectSecurity()


def vindt(pad_of_uid) -> bool:
    return bool(api.portal.get_tool("portal_catalog")(UID=pad_of_uid))


class TestStaatEnKlok:
    @pytest.mark.parametrize("wie", VREEMDEN)
    def test_what_an_import_calls_public_before_its_moment_is_not_there(self, server, wie):
        brief = server.portal.unrestrictedTraverse(BRIEF)
        zet_openbaar_als_een_import(brief)
        uid = brief.UID()
        transaction.commit()

        for kop in (JSON, HTML):
            for staart in ("", "/view", "/@@title", "/@embargo"):
                echt = vraag(server, BRIEF + staart, wie, kop=kop)
                nergens = vraag(server, NIETS + staart, wie, kop=kop)
                assert echt.status_code == nergens.status_code == 404
                assert echt.text.replace("1969216999", "1969216998") == nergens.text
        for pad in (f"@search?UID={uid}", MAP, f"resolveuid/{uid}", "sitemap"):
            assert "1969216999" not in vraag(server, pad, wie).text

    def test_its_readers_read_it_and_are_told_that_it_is_under_embargo(self, server):
        zet_openbaar_als_een_import(server.portal.unrestrictedTraverse(BRIEF))
        transaction.commit()

        for wie in (LEZER, GRIFFIE):
            pagina = vraag(server, BRIEF, wie, kop=HTML)
            assert pagina.status_code == 200
            assert 'class="gn-embargo"' in pagina.text
            assert pagina.headers["Cache-Control"] == "private, no-store"
        stand = vraag(server, f"{BRIEF}/@embargo", LEZER).json()
        assert (stand["openbaar"], stand["waarom_niet"]) == (False, "nog_niet")

    def test_at_its_moment_it_is_public_without_any_lift(self, server, zet_klok):
        brief = server.portal.unrestrictedTraverse(BRIEF)
        zet_openbaar_als_een_import(brief)
        agenda().schrap(brief.UID())
        tot = brief.embargo_tot
        transaction.commit()

        zet_klok(tot - timedelta(seconds=1))
        assert vraag(server, BRIEF).status_code == 404
        zet_klok(tot)
        assert vraag(server, BRIEF).status_code == 200

    def test_once_it_is_stored_again_it_is_planned_and_opens_everywhere(self, server, zet_klok):
        brief = server.portal.unrestrictedTraverse(BRIEF)
        zet_openbaar_als_een_import(brief)
        agenda().schrap(brief.UID())
        notify(ObjectModifiedEvent(brief))
        uid, tot = brief.UID(), brief.embargo_tot
        assert toestand_van(brief, PUBLICATIE["Raadsbrief"]) == "onder_embargo"
        assert uid in agenda()
        transaction.commit()

        zet_klok(tot)
        assert vraag(server, f"@search?UID={uid}").json()["items_total"] == 1
        assert vraag(server, BRIEF).status_code == 200

    @pytest.mark.parametrize("pad", [BRIEF, PLAN, NORM])
    @pytest.mark.parametrize("recht", rechten.ZICHT)
    def test_who_gives_everybody_the_right_to_see_opens_nothing(self, demo, pad, recht):
        stuk = demo.unrestrictedTraverse(pad)
        stuk.embargo_tot = klok.op_de_minuut(klok.nu() + timedelta(days=1))
        for status in (Status.ONDER_EMBARGO, Status.INTERN, Status.INGETROKKEN, Status.OPENBAAR):
            zet(stuk, PUBLICATIE[stuk.portal_type], status)
            for acquire in (True, False):
                stuk.manage_permission(recht, ["Anonymous", "Member"], acquire=acquire)
                stuk.reindexObjectSecurity()
                assert set(rolesForPermissionOn(recht, stuk)) == set(
                    wie_zien(SOORT[stuk.portal_type], status, klok.nu(), stuk.embargo_tot)
                )
                assert not vindt(stuk.UID())

    def test_the_roles_of_the_present_state_are_stored_with_the_item(self, demo, als):
        """So that nothing opens where this package is not there to decide."""
        brief = demo.unrestrictedTraverse(BRIEF)
        als(demo, GRIFFIE)
        for stap in ("roep_terug", "publiceer", "trek_in"):
            api.portal.get_tool("portal_workflow").doActionFor(brief, stap, comment="Reden")
            status = Status(toestand_van(brief, PUBLICATIE["Raadsbrief"]))
            wie = PUBLICATIE["Raadsbrief"].toestand(status).rechten[rechten.ZIEN]
            assert vars(aq_base(brief))["_View_Permission"] == wie

    @pytest.mark.parametrize("langs", ["geef_vrij", "publiceer"])
    def test_opened_by_hand_before_its_moment_its_clock_says_open_as_well(self, demo, als, langs):
        brief = demo.unrestrictedTraverse(BRIEF)
        gepland = brief.embargo_tot
        als(demo, GRIFFIE)
        workflow = api.portal.get_tool("portal_workflow")
        if langs == "publiceer":
            workflow.doActionFor(brief, "roep_terug", comment="Anders")
        workflow.doActionFor(brief, langs, comment="De raad is bijgepraat")

        als(demo, None)
        assert brief.embargo_tot <= klok.nu() < gepland
        assert getSecurityManager().checkPermission(rechten.ZIEN, brief)
        assert vindt(brief.UID())
        assert brief.UID() not in agenda()
        log = [str(regel.als_dict()) for regel in regels_van(brief.UID())]
        assert any(klok.als_iso(gepland) in regel for regel in log), "the log keeps the moment"

    def test_what_lies_inside_loses_its_own_moment_when_the_whole_opens(self, demo, als):
        norm = demo.unrestrictedTraverse(NORM)
        model = norm["model-uitvoeringsplan"]
        zet(norm, PUBLICATIE["Norm"], "onder_embargo")
        norm.embargo_tot = klok.op_de_minuut(klok.nu() + timedelta(hours=1))
        model.embargo_tot = norm.embargo_tot + timedelta(days=30)
        verplaats(norm, PUBLICATIE["Norm"], "geef_vrij", "Eerder rond")

        als(demo, None)
        assert getSecurityManager().checkPermission(rechten.ZIEN, model)

    def test_why_not_is_told_to_whoever_may_know(self, server, als):
        assert vraag(server, f"{OPENBAAR}/@embargo").json()["waarom_niet"] is None
        assert vraag(server, f"{OPENBAAR}/@embargo").json()["openbaar"] is True
        assert vraag(server, f"{BRIEF}/@embargo", LEZER).json()["waarom_niet"] == "nog_niet"
        for wie in VREEMDEN:
            assert vraag(server, f"{BRIEF}/@embargo", wie).status_code == 404
        vraag(
            server, f"{OPENBAAR}/@workflow/trek_in", GRIFFIE, "POST", json={"comment": "Onjuist"}
        ).raise_for_status()
        stand = vraag(server, f"{OPENBAAR}/@embargo", GRIFFIE).json()
        assert stand["waarom_niet"] == "ingetrokken"


# --- frozen -------------------------------------------------------------------------------------


def _bijlage(houder):
    inhoud = NamedBlobFile(b"%PDF geheim", "application/pdf", "bijlage.pdf")
    return addContentToContainer(
        houder,
        createContent("File", id="bijlage.pdf", title="Bijlage", file=inhoud),
        checkConstraints=False,
    )


def _onder_embargo(stuk) -> None:
    werkstroom = ONDERTEKENING[stuk.portal_type]
    stuk.embargo_tot = klok.op_de_minuut(klok.nu() + timedelta(days=1))
    if toestand_van(stuk, werkstroom) == "concept":
        zet(stuk, werkstroom, "ondertekend")
    zet(stuk, PUBLICATIE[stuk.portal_type], "onder_embargo")


@pytest.fixture(params=[BRIEF, NORM, PLAN])
def stuk(request, demo, als):
    """A letter, a norm and a plan under embargo, seen by whoever runs the site."""
    als(demo, SITE_OWNER_NAME)
    stuk = demo.unrestrictedTraverse(request.param)
    _bijlage(stuk)
    _onder_embargo(stuk)
    # What is moved has to be in the database.
    transaction.savepoint(optimistic=True)
    return stuk


class TestBevroren:
    @pytest.mark.parametrize(
        "recht",
        [
            rechten.WIJZIGEN,
            rechten.TOEVOEGEN,
            rechten.VERWIJDEREN,
            rechten.DELEGEREN,
            rechten.VERBINTENIS_WIJZIGEN,
            rechten.ALIASSEN,
            rechten.PORTLETS,
            rechten.INHOUDSREGELS,
            *rechten.BEHEER,
        ],
    )
    def test_a_manager_holds_none_of_the_rights_to_change_it_or_what_lies_in_it(self, stuk, recht):
        mag = getSecurityManager().checkPermission
        assert mag(rechten.ZIEN, stuk)
        for obj in (stuk, stuk["bijlage.pdf"]):
            assert not mag(recht, obj), recht

    def test_it_is_not_renamed_moved_or_put_elsewhere_in_its_folder(self, stuk):
        houder, id_ = stuk.aq_parent, stuk.getId()
        with pytest.raises(Conflict):
            houder.manage_renameObject(id_, "anders")
        knipsel = houder.manage_cutObjects([id_])
        with pytest.raises(Conflict):
            houder.manage_pasteObjects(knipsel)
        assert id_ in houder.objectIds()

    def test_what_lies_in_it_is_not_renamed_removed_or_ordered(self, stuk):
        for doe in (
            lambda: stuk.manage_delObjects(["bijlage.pdf"]),
            lambda: stuk.manage_renameObject("bijlage.pdf", "anders"),
            lambda: stuk.restrictedTraverse("moveObjectsToTop"),
            lambda: stuk.invokeFactory("File", "nog-een"),
        ):
            with pytest.raises((Unauthorized, ValueError, CopyError)):
                doe()
        assert "bijlage.pdf" in stuk.objectIds()

    def test_afterwards_it_can_be_moved_again(self, demo, als):
        als(demo, SITE_OWNER_NAME)
        brief = demo.unrestrictedTraverse(BRIEF)
        verplaats(brief, PUBLICATIE["Raadsbrief"], "geef_vrij", "Klaar")
        transaction.savepoint(optimistic=True)
        houder = brief.aq_parent
        houder.manage_pasteObjects(houder.manage_cutObjects([brief.getId()]))
        assert brief.getId() in houder.objectIds()

    @pytest.mark.parametrize(
        ("methode", "staart", "lichaam"),
        [
            ("PATCH", "", {"title": "Anders"}),
            ("PATCH", "", {"ordering": {"obj_id": "bijlage.pdf", "delta": "top"}}),
            ("DELETE", "", None),
            ("POST", "", {"@type": "File", "title": "Nog een"}),
            ("PATCH", "/bijlage.pdf", {"title": "Anders"}),
            ("DELETE", "/bijlage.pdf", None),
            ("POST", "/@sharing", {"inherit": False}),
            ("POST", "/bijlage.pdf/@sharing", {"inherit": False}),
            ("POST", "/@aliases", {"items": [{"path": "/elders"}]}),
            ("DELETE", "/@aliases", {"items": [{"path": "/elders"}]}),
            ("PATCH", "/@history", {"version": 0}),
            ("PATCH", "/@history", {"version": 99}),
            ("PATCH", "/bijlage.pdf/@history", {"version": 0}),
        ],
    )
    @pytest.mark.parametrize("pad", [BRIEF, NORM, PLAN])
    def test_a_manager_is_told_409_and_the_way_out(self, server, pad, methode, staart, lichaam):
        stuk = server.portal.unrestrictedTraverse(pad)
        _bijlage(stuk)
        _onder_embargo(stuk)
        titel = stuk.title
        transaction.commit()

        antwoord = vraag(server, pad + staart, BEHEERDER, methode, json=lichaam)
        assert antwoord.status_code == 409, antwoord.text
        assert antwoord.json()["error"]["message"]
        transaction.begin()
        stuk = server.portal.unrestrictedTraverse(pad)
        assert (stuk.title, "bijlage.pdf" in stuk.objectIds()) == (titel, True)
        for wie in VREEMD_VOOR[pad]:
            echt = vraag(server, pad + staart, wie, methode, json=lichaam)
            nergens = vraag(server, f"{pad}x{staart}", wie, methode, json=lichaam)
            assert echt.status_code == nergens.status_code == 404

    @pytest.mark.parametrize("hoe", ["UID", "pad"])
    def test_moving_it_within_its_folder_is_409(self, server, hoe):
        brief = server.portal.unrestrictedTraverse(BRIEF)
        bron = brief.UID() if hoe == "UID" else f"/{BRIEF}"
        antwoord = vraag(server, f"{MAP}/@move", BEHEERDER, "POST", json={"source": bron})
        assert antwoord.status_code == 409, antwoord.text

    @pytest.mark.parametrize(
        ("naam", "gegevens"),
        [
            ("manage_permission", {"permission_to_manage": "View", "roles:list": "Anonymous"}),
            ("manage_acquiredPermissions", {"permissions:list": "View"}),
            ("manage_setLocalRoles", {"userid": "raadslid-gm0047", "roles:list": "Griffie"}),
            ("manage_addLocalRoles", {"userid": "raadslid-gm0047", "roles:list": "Griffie"}),
            ("manage_delLocalRoles", {"userids:list": "gm1969-griffie"}),
            ("manage_changeOwnershipType", {"explicit": "1"}),
            ("manage_takeOwnership", {}),
            ("manage_defined_roles", {"submit": "Add Role", "role": "Nieuw"}),
            ("manage_addProperty", {"id": "nieuw", "value": "1", "type": "string"}),
            ("manage_addFolder", {"id": "nieuw"}),
            ("selectViewTemplate", {"templateId": "listing_view"}),
            ("manage_importObject", {"file": "x"}),
            ("@@manage-portlets", {}),
            ("@@manage-content-rules", {}),
            ("@@manage-aliases", {}),
            ("@@sharing", {}),
            ("@@edit", {}),
        ],
    )
    @pytest.mark.parametrize("staart", ["", "/bijlage.pdf"])
    def test_management_pages_and_methods_are_refused(self, server, staart, naam, gegevens):
        brief = server.portal.unrestrictedTraverse(BRIEF)
        _bijlage(brief)
        transaction.commit()

        def vingerafdruk():
            transaction.begin()
            obj = server.portal.unrestrictedTraverse(BRIEF + staart)
            eigen = {k: v for k, v in vars(aq_base(obj)).items() if not k.startswith("_v_")}
            return {k: repr(v) for k, v in eigen.items() if k != "__annotations__"}

        voor = vingerafdruk()
        antwoord = vraag(
            server, f"{BRIEF}{staart}/{naam}", BEHEERDER, "POST", kop=HTML, data=gegevens
        )
        if antwoord.status_code == 302:
            assert "require_login" in antwoord.headers["Location"]
        else:
            assert antwoord.status_code in (401, 403, 404), antwoord.status_code
        assert vingerafdruk() == voor

    def test_its_place_among_others_is_the_folders(self, server):
        orde = {"ordering": {"obj_id": "1969216999", "delta": "top"}}
        voor = vraag(server, BRIEF, GRIFFIE).json()
        assert vraag(server, MAP, BEHEERDER, "PATCH", json=orde).status_code == 204
        na = vraag(server, BRIEF, GRIFFIE).json()
        for naam in ("title", "tekst", "modified", "publicatie_status", "embargo_tot", "UID"):
            assert na[naam] == voor[naam]

    @pytest.mark.parametrize(
        "werkwoord",
        ["PUT", "PROPPATCH", "PROPFIND", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "DELETE"],
    )
    @pytest.mark.parametrize("staart", ["", "/bijlage.pdf", "/nieuw.txt"])
    @pytest.mark.parametrize("wie", [BEHEERDER, GRIFFIE, None])
    def test_webdav_does_not_reach_it(self, server, werkwoord, staart, wie):
        brief = server.portal.unrestrictedTraverse(BRIEF)
        _bijlage(brief)
        transaction.commit()
        kop = {"Accept": "*/*", "Destination": f"{server.url}/{MAP}/elders", "Depth": "0"}

        antwoord = vraag(server, BRIEF + staart, wie, werkwoord, kop=kop, data=b"anders")
        assert antwoord.status_code == 405
        transaction.begin()
        brief = server.portal.unrestrictedTraverse(BRIEF)
        assert brief.objectIds() == ["bijlage.pdf"]
        assert brief["bijlage.pdf"].file.data == b"%PDF geheim"


class TestStappen:
    @pytest.mark.parametrize("stap", ["onderteken", "hef_op", "vervang", "bestaat_niet"])
    @pytest.mark.parametrize("pad", [BRIEF, OPENBAAR, NORM])
    def test_what_the_product_does_by_itself_is_nobodys_step(self, server, stap, pad):
        for wie in (BEHEERDER, GRIFFIE):
            antwoord = vraag(server, f"{pad}/@workflow/{stap}", wie, "POST", json={})
            assert antwoord.status_code == 400
            assert "${" not in antwoord.json()["error"]["message"]

    def test_the_date_of_publication_is_no_part_of_a_step(self, server):
        antwoord = vraag(
            server,
            f"{BRIEF}/@workflow/geef_vrij",
            GRIFFIE,
            "POST",
            json={"comment": "Klaar", "effective": "2020-01-01T00:00:00"},
        )
        assert antwoord.status_code == 400
        assert vraag(server, BRIEF).status_code == 404


class TestIngetrokken:
    def test_letter_and_files_are_410_with_the_reason_at_every_door(self, server):
        brief = server.portal.unrestrictedTraverse(OPENBAAR)
        _bijlage(brief)
        brief.reindexObject()
        transaction.commit()
        staarten = ("", "/view", "/bijlage.pdf", "/bijlage.pdf/view", "/bijlage.pdf/@@download")
        for staart in staarten:
            assert vraag(server, OPENBAAR + staart, kop=HTML).status_code in (200, 302)
        vraag(
            server,
            f"{OPENBAAR}/@workflow/trek_in",
            GRIFFIE,
            "POST",
            json={"comment": "Bevatte persoonsgegevens"},
        ).raise_for_status()

        for staart in (*staarten, "/bijlage.pdf/@@download/file/bijlage.pdf"):
            for kop in (HTML, JSON):
                for wie in VREEMDEN:
                    weg = vraag(server, OPENBAAR + staart, wie, kop=kop)
                    assert weg.status_code == 410, (staart, wie)
                    assert "Bevatte persoonsgegevens" in weg.text
                    assert b"%PDF geheim" not in weg.content
        assert vraag(server, f"{OPENBAAR}/bijlage.pdf", GRIFFIE).status_code == 200
