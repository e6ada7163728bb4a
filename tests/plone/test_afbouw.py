"""Uninstall: nothing of ours is left, what people wrote is readable, and nobody reads more."""

import io
import pickletools
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
import transaction
from AccessControl import getSecurityManager
from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_base
from plone import api
from plone.app.testing import (
    PLONE_FIXTURE,
    TEST_USER_NAME,
    FunctionalTesting,
    IntegrationTesting,
    PloneSandboxLayer,
    applyProfile,
    login,
    logout,
    setRoles,
)
from plone.app.textfield.value import RichTextValue
from plone.base.utils import get_installer
from plone.browserlayer.utils import registered_layers
from plone.dexterity.utils import addContentToContainer, createContent
from plone.namedfile.file import NamedBlobFile
from plone.registry.interfaces import IRegistry
from plone.testing.zope import Browser
from zc.relation.interfaces import ICatalog
from ZODB.serialize import referencesf
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility
from zope.event import notify
from zope.intid.interfaces import IIntIds
from zope.lifecycleevent import ObjectModifiedEvent

from groningse_norm import rechten, testing
from groningse_norm.afbouw.omzetting import alle_inhoud, is_eigen
from groningse_norm.demo.accounts import MERK, WACHTWOORD, accounts
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.ondertekening.opslag import SLEUTEL
from groningse_norm.setuphandlers import KETENS
from groningse_norm.structuur import maak_overheden, maak_structuur
from groningse_norm.werkstroom.bouw import zet

PAKKET = "groningse_norm"


class KaalLayer(PloneSandboxLayer):
    """A site with what the add-on needs, and without the add-on."""

    defaultBases = (PLONE_FIXTURE,)

    def setUpZope(self, app, configurationContext) -> None:
        import plone.app.layout

        import groningse_norm

        self.loadZCML(package=plone.app.layout)
        self.loadZCML(package=groningse_norm)

    def setUpPloneSite(self, portal) -> None:
        portal.portal_workflow.setDefaultChain("simple_publication_workflow")
        for profiel in (
            "plone.app.layout:default",
            "plonetheme.barceloneta:default",
            "plone.restapi:default",
            "collective.easyform:default",
        ):
            applyProfile(portal, profiel)


KAAL = IntegrationTesting(bases=(KaalLayer(),), name="Kaal:Integration")
DEMO_AFBOUW = FunctionalTesting(bases=(testing.DEMO_FIXTURE,), name="Afbouw:Functional")


@pytest.fixture
def kaal_laag(lagen):
    yield from lagen.met(KAAL)


@pytest.fixture
def demo_afbouw(lagen):
    yield from lagen.met(DEMO_AFBOUW)


@pytest.fixture
def kaal(kaal_laag):
    portal = kaal_laag["portal"]
    setRoles(portal, "test_user_1_", ["Manager"])
    return portal


@pytest.fixture
def demo(demo_afbouw):
    portal = demo_afbouw["portal"]
    setRoles(portal, "test_user_1_", ["Manager"])
    return SimpleNamespace(portal=portal, app=demo_afbouw["app"])


def installeer(portal) -> None:
    assert get_installer(portal).install_product(PAKKET)


def verwijder(portal) -> None:
    login(portal, TEST_USER_NAME)
    assert get_installer(portal).uninstall_product(PAKKET)


def foto(portal) -> dict:
    """Everything of a site that an add-on may change, but for content."""
    workflow, catalog = portal.portal_workflow, portal.portal_catalog
    types = portal.portal_types
    plugins = portal.acl_users
    return {
        "registry": {naam: r.value for naam, r in getUtility(IRegistry).records.items()},
        "roles": sorted(portal.valid_roles()),
        "roles of accounts": sorted(plugins.portal_role_manager.listRoleIds()),
        "permissions": {
            naam: waarde
            for naam, waarde in aq_base(portal).__dict__.items()
            if naam.endswith("_Permission")
        },
        "indexes": sorted(catalog.indexes()),
        "columns": sorted(catalog.schema()),
        "types": {naam: dict(types[naam].propertyItems()) for naam in types.objectIds()},
        "workflows": sorted(workflow.objectIds()),
        "chains": dict(workflow._chains_by_type),
        "default chain": workflow.getDefaultChain(),
        "layers": sorted(laag.__identifier__ for laag in registered_layers()),
        "skins": dict(portal.portal_skins.getSkinPaths()),
        # Plone writes this one as soon as there is content.
        "annotations": sorted({*IAnnotations(portal)} - {"plone.contentrules.localassignments"}),
        "groups": sorted(plugins.source_groups.getGroupIds()),
        "accounts": sorted(plugins.source_users.getUserIds()),
        "control panel": sorted(a.getId() for a in portal.portal_controlpanel.listActions()),
        "actions": {
            soort.getId(): sorted(soort.objectIds())
            for soort in portal.portal_actions.objectValues()
        },
        "utilities": sorted(
            (r.provided.__identifier__, r.name)
            for r in portal.getSiteManager().registeredUtilities()
        ),
        "adapters": sorted(
            r.provided.__identifier__ for r in portal.getSiteManager().registeredAdapters()
        ),
        "profiles": sorted(
            naam for naam in portal.portal_setup._profile_upgrade_versions if PAKKET in naam
        ),
        "layout": portal.getProperty("layout"),
    }


def verschil(voor: dict, na: dict) -> dict:
    return {
        wat: (
            {n: (voor[wat].get(n), na[wat].get(n)) for n in {*voor[wat], *na[wat]}
             if voor[wat].get(n) != na[wat].get(n)}
            if isinstance(voor[wat], dict)
            else (voor[wat], na[wat])
        )
        for wat in voor
        if voor[wat] != na[wat]
    }  # fmt: skip


class TestInstellingen:
    def test_an_empty_site_is_as_it_was(self, kaal):
        voor = foto(kaal)
        installeer(kaal)
        assert {"types", "workflows", "registry", "roles", "indexes"} <= set(
            verschil(voor, foto(kaal))
        )

        verwijder(kaal)

        assert verschil(voor, foto(kaal)) == {}

    def test_groups_with_people_in_them_stay_and_nothing_else(self, kaal):
        voor = foto(kaal)
        installeer(kaal)
        maak_structuur(kaal)
        maak_overheden(kaal)
        api.group.add_user(groupname="gm1969-raad", username=TEST_USER_NAME)

        verwijder(kaal)

        na = verschil(voor, foto(kaal))
        assert set(na) == {"groups"}
        assert set(na["groups"][1]) - set(na["groups"][0]) == {"gm1969-raad"}

    def test_it_can_be_installed_again(self, kaal):
        installeer(kaal)
        eerste = foto(kaal)
        verwijder(kaal)
        installeer(kaal)

        assert verschil(eerste, foto(kaal)) == {}
        maak_structuur(kaal)
        assert len(maak_overheden(kaal)) == 13

    def test_folders_of_the_site_are_ordinary_folders_again(self, kaal):
        installeer(kaal)
        maak_structuur(kaal)
        maak_overheden(kaal)

        verwijder(kaal)

        for obj in alle_inhoud(kaal):
            assert not is_eigen(obj)
            assert obj.portal_type in ("Folder", "Document")
            if obj.portal_type == "Folder":
                mag = {t.getId() for t in obj.allowedContentTypes()}
                verwacht = {"Event"} if obj.getId() == "bijeenkomsten" else {"Document", "File"}
                assert verwacht <= mag
                assert not mag & set(KETENS)
            for recht in (rechten.ZIEN, rechten.WIJZIGEN, rechten.TOEVOEGEN):
                assert not set(rolesForPermissionOn(recht, obj)) & set(rechten.ROLLEN)


# --- content --------------------------------------------------------------------------------------

MENSEN = (
    None,
    *(
        f"{soort}-{tooi}"
        for tooi in ("gm1969", "gm0047")
        for soort in ("griffie", "ondertekenaar", "secretaris", "medewerker", "raadslid")
    ),
    "normbeheerder",
)


def wie_ziet(portal) -> dict[str, dict[str, frozenset]]:
    """UID → who may see it, and who finds it."""
    ziet: dict[str, set] = {}
    vindt: dict[str, set] = {}
    for wie in MENSEN:
        login(portal, wie) if wie else logout()
        for obj in alle_inhoud(portal):
            if getSecurityManager().checkPermission(rechten.ZIEN, obj):
                ziet.setdefault(obj.UID(), set()).add(wie)
        for brain in portal.portal_catalog():
            vindt.setdefault(brain.UID, set()).add(wie)
    login(portal, TEST_USER_NAME)
    return {"ziet": ziet, "vindt": vindt}


def brief(portal, kenmerk: str):
    return portal["overheden"]["westerkwartier"]["brieven"][kenmerk]


@pytest.fixture
def afgebouwd(demo):
    """The demo, uninstalled; ``voor`` is what was seen before."""
    portal = demo.portal
    login(portal, TEST_USER_NAME)
    embargo = brief(portal, "1969216999")
    bijlage = createContent(
        "File",
        id="bijlage",
        title="Bijlage",
        file=NamedBlobFile(b"%PDF bijlage", filename="bijlage.pdf"),
    )
    addContentToContainer(embargo, bijlage, checkConstraints=False)
    # Readable over its own state, if nobody looked after it.
    embargo["bijlage"].manage_permission(rechten.ZIEN, ["Anonymous"], acquire=False)
    # A link makes a relation, which refers to the letter in the database.
    link = f'<p>Zie de <a href="resolveuid/{portal["norm"].UID()}">norm</a>.</p>'
    embargo.tekst = RichTextValue(embargo.tekst.raw + link, "text/html", "text/x-html-safe")
    notify(ObjectModifiedEvent(embargo))
    assert list(getUtility(ICatalog).findRelations({"from_id": getUtility(IIntIds).getId(embargo)}))
    plan = portal["overheden"]["westerkwartier"]["uitvoeringsplan"]
    plan["a01"].toelichting = "GEHEIM: niemand kijkt hiernaar om"
    eigen = {obj.UID(): obj.portal_type for obj in alle_inhoud(portal) if is_eigen(obj)}
    adressen = {obj.UID(): obj.absolute_url() for obj in alle_inhoud(portal)}
    gewijzigd = {obj.UID(): obj.modified() for obj in alle_inhoud(portal)}
    volgorde = {obj.UID(): list(obj.objectIds()) for obj in alle_inhoud(portal)}
    voor = wie_ziet(portal)
    verwijder(portal)
    transaction.commit()
    return SimpleNamespace(
        portal=portal,
        app=demo.app,
        eigen=eigen,
        voor=voor,
        adressen=adressen,
        gewijzigd=gewijzigd,
        volgorde=volgorde,
    )


def open_als(site, url: str, wie: str | None = None):
    browser = Browser(site.app)
    browser.handleErrors = True
    browser.raiseHttpErrors = False
    if wie:
        browser.addHeader("Authorization", f"Basic {wie}:{WACHTWOORD}")
    browser.open(url)
    return browser


def html(obj) -> str:
    return obj["tekst"].text.raw if obj.portal_type == "Folder" else obj.text.raw


def test_the_demo_is_readable_closed_and_free_of_us(afgebouwd):
    """One long test: taking a whole site down is slow, and looking at it is not."""
    site, portal = afgebouwd, afgebouwd.portal

    _everything_is_where_it_was(site)
    _nobody_reads_more_and_nobody_reads_less(site)
    _progress_is_for_those_who_read_it_before(site)
    _signatures_are_in_the_text_and_in_the_record(portal)
    _over_a_real_request(site)
    _nothing_in_the_database_needs_the_package(site)


def _everything_is_where_it_was(site):
    na = {obj.UID(): obj for obj in alle_inhoud(site.portal)}
    for uid, adres in site.adressen.items():
        assert na[uid].absolute_url() == adres
        # Marks were taken off folders; that is no change of theirs.
        assert na[uid].modified() == site.gewijzigd[uid]
        oud = site.volgorde[uid]
        assert [id_ for id_ in na[uid].objectIds() if id_ in oud] == oud
    for uid, soort in site.eigen.items():
        assert na[uid].portal_type in ("Folder", "Document")
        if soort == "Basisafspraak":
            assert na[uid].portal_type == "Document"
    nieuw = {obj.getId() for uid, obj in na.items() if uid not in site.adressen}
    assert nieuw == {"tekst", "voortgang"}
    for brain in site.portal.portal_catalog.unrestrictedSearchResults():
        obj = brain._unrestrictedGetObject()
        assert (brain.portal_type, brain.UID) == (obj.portal_type, obj.UID())
        assert not brain.portal_type or brain.portal_type not in KETENS


def _nobody_reads_more_and_nobody_reads_less(site):
    na = wie_ziet(site.portal)
    for uid in site.adressen:
        for vraag in ("ziet", "vindt"):
            voor, nu = site.voor[vraag].get(uid, set()), na[vraag].get(uid, set())
            if uid in site.eigen or not nu <= voor:
                assert nu == voor, (vraag, site.adressen[uid])
    besloten = brief(site.portal, "1969216999")
    lezers = site.voor["ziet"][besloten.UID()]
    assert None not in lezers
    assert "raadslid-gm1969" in lezers
    assert "raadslid-gm0047" not in lezers
    for kind in ("tekst", "bijlage"):
        assert na["ziet"][besloten[kind].UID()] == lezers
        assert na["vindt"][besloten[kind].UID()] == lezers


def _progress_is_for_those_who_read_it_before(site):
    plan = site.portal["overheden"]["westerkwartier"]["uitvoeringsplan"]
    maatregel = plan["a01"]
    na = wie_ziet(site.portal)

    assert na["ziet"][maatregel["voortgang"].UID()] == {
        "ondertekenaar-gm1969",
        "secretaris-gm1969",
        "medewerker-gm1969",
    }
    assert "griffie-gm1969" in na["ziet"][maatregel.UID()]
    assert "GEHEIM" in maatregel["voortgang"].text.raw
    for obj in alle_inhoud(site.portal):
        if obj.getId() != "voortgang" and obj.portal_type == "Document":
            assert "GEHEIM" not in obj.text.raw
        assert not {"stand", "toelichting", "bewijs"} & set(aq_base(obj).__dict__)
    for wie in (None, "griffie-gm1969", "medewerker-gm0047"):
        login(site.portal, wie) if wie else logout()
        assert not site.portal.portal_catalog(SearchableText="GEHEIM")
    login(site.portal, TEST_USER_NAME)


def _signatures_are_in_the_text_and_in_the_record(portal):
    openbaar = brief(portal, "1969216064")
    keten = _bewaarde_keten(portal, openbaar)

    assert len(keten) == 2
    for regel in keten:
        assert regel["record"]["naam"] in html(openbaar)
        assert regel["record"]["momentopname"] in html(openbaar)
    assert len(_bewaarde_keten(portal, portal["norm"]["groningse-norm"])) == 13


def _bewaarde_keten(portal, obj):
    """As whoever looks without the package: plain values, by UID."""
    (data,) = (
        data
        for sleutel, data in IAnnotations(portal)[SLEUTEL].items()
        if sleutel.startswith(f"{obj.UID()}/")
    )
    return list(data["keten"].values())


def _over_a_real_request(site):
    openbaar, besloten = brief(site.portal, "1969216064"), brief(site.portal, "1969216999")
    for url in (openbaar.absolute_url(), openbaar["tekst"].absolute_url()):
        antwoord = open_als(site, url)
        assert antwoord.headers["status"].startswith("200")
        assert "Groningse" in antwoord.contents
        assert "1969216064" in antwoord.contents
    for url in (
        besloten.absolute_url(),
        besloten["tekst"].absolute_url(),
        besloten["bijlage"].absolute_url() + "/@@download/file",
    ):
        for wie in (None, "raadslid-gm0047", "medewerker-gm1969"):
            antwoord = open_als(site, url, wie)
            geweigerd = not antwoord.headers["status"].startswith("200")
            # Plone asks who it is, and tells him that it is not for him.
            omgeleid = urlsplit(antwoord.url).path.rpartition("/")[2]
            assert geweigerd or omgeleid in ("login", "require_login", "insufficient-privileges")
            assert "ondernemingsraad" not in antwoord.contents
        assert open_als(site, url, "raadslid-gm1969").headers["status"].startswith("200")


def _nothing_in_the_database_needs_the_package(site):
    """Every object that can be reached, as it is stored: no class of ours is named."""
    connection = site.app._p_jar
    gezien, rand, gevonden = set(), [b"\0" * 8], set()
    while rand:
        oid = rand.pop()
        if oid in gezien:
            continue
        gezien.add(oid)
        data, _tid = connection._storage.load(oid)
        rand += referencesf(data)
        if PAKKET.encode() in data:
            gevonden |= _modules_in(data)
    assert len(gezien) > 1000
    assert gevonden == set()


def _modules_in(data: bytes) -> set[str]:
    """Classes of ours that a database record names. It holds two pickles: class and state."""
    stroom = io.BytesIO(data)
    namen = set()
    for _pickle in range(2):
        teksten: list[str] = []
        for code, waarde, _plaats in pickletools.genops(stroom):
            if code.name == "GLOBAL" and waarde.startswith(PAKKET):
                namen.add(waarde)
            elif code.name == "STACK_GLOBAL" and teksten[-2].startswith(PAKKET):
                namen.add(".".join(teksten[-2:]))
            elif isinstance(waarde, str):
                teksten.append(waarde)
    return namen


# --- what must not open ---------------------------------------------------------------------------


class TestGesloten:
    @pytest.fixture
    def stuk(self, kaal):
        installeer(kaal)
        maak_structuur(kaal)
        overheden = maak_overheden(kaal)
        map_ = overheden["gm1969"]["brieven"]
        return addContentToContainer(
            map_, createContent("Raadsbrief", kenmerk="123", title="Brief"), checkConstraints=False
        )

    @pytest.mark.parametrize("status", ["intern", "onder_embargo", "ingetrokken"])
    def test_what_was_not_public_is_private(self, kaal, stuk, status):
        zet(stuk, PUBLICATIE["Raadsbrief"], status)
        verwijder(kaal)

        obj = kaal["overheden"]["westerkwartier"]["brieven"]["123"]
        assert api.content.get_state(obj) == "private"
        for kind in (obj, obj["tekst"]):
            assert set(rolesForPermissionOn(rechten.ZIEN, kind)) <= {
                "Manager",
                "Site Administrator",
                "Reader",
                "Shared",
            }
        lezers = {wie for wie, rollen in obj.get_local_roles() if "Reader" in rollen}
        verwacht = {"gm1969-griffie", "gm1969-ondertekenaars", "gm1969-secretaris"}
        if status == "onder_embargo":
            verwacht.add("gm1969-raad")
        assert lezers == verwacht

    def test_what_was_public_is_published(self, kaal, stuk):
        zet(stuk, PUBLICATIE["Raadsbrief"], "openbaar")
        verwijder(kaal)

        obj = kaal["overheden"]["westerkwartier"]["brieven"]["123"]
        assert api.content.get_state(obj) == "published"
        for kind in (obj, obj["tekst"]):
            assert "Anonymous" in rolesForPermissionOn(rechten.ZIEN, kind)

    def test_a_role_that_holds_in_the_whole_site_opens_nothing(self, kaal, stuk):
        kaal.acl_users.userFolderAddUser("lezer", WACHTWOORD, ["Reader"], [])
        verwijder(kaal)

        login(kaal, "lezer")
        obj = kaal["overheden"]["westerkwartier"]["brieven"]["123"]
        for kind in (obj, obj["tekst"]):
            assert not getSecurityManager().checkPermission(rechten.ZIEN, kind)

    def test_a_role_on_a_folder_around_it_opens_nothing(self, kaal, stuk):
        kaal.acl_users.userFolderAddUser("redacteur", WACHTWOORD, ["Member"], [])
        kaal["overheden"].manage_setLocalRoles("redacteur", ["Reader", "Editor", "Owner"])
        verwijder(kaal)

        login(kaal, "redacteur")
        obj = kaal["overheden"]["westerkwartier"]["brieven"]["123"]
        for kind in (obj, obj["tekst"]):
            for recht in (rechten.ZIEN, rechten.WIJZIGEN):
                assert not getSecurityManager().checkPermission(recht, kind)

    def test_a_site_without_workflows_gets_the_same_rights(self, kaal, stuk):
        kaal.portal_workflow.setDefaultChain("")
        verwijder(kaal)

        obj = kaal["overheden"]["westerkwartier"]["brieven"]["123"]
        for kind in (obj, obj["tekst"]):
            assert "Anonymous" not in rolesForPermissionOn(rechten.ZIEN, kind)
        logout()
        assert not kaal.portal_catalog(UID=obj.UID())


def test_demo_accounts_go_because_everybody_knows_their_password(demo):
    portal = demo.portal
    login(portal, TEST_USER_NAME)
    api.portal.set_registry_record(MERK, True)
    eigen = portal.acl_users.source_users
    eigen.updateUserPassword("griffie-gm1969", "een-eigen-wachtwoord")

    verwijder(portal)

    over = {account.gebruiker for account in accounts()} & set(eigen.getUserIds())
    assert over == {"griffie-gm1969"}


def test_who_runs_the_site_holds_every_right_again_on_what_was_frozen(afgebouwd):
    werkstromen = (*ONDERTEKENING.values(), *PUBLICATIE.values())
    van_plone = {
        recht
        for werkstroom in werkstromen
        for recht in werkstroom.rechten
        if not recht.startswith("groningse_norm")
    }
    for obj in alle_inhoud(afgebouwd.portal):
        if obj.UID() in afgebouwd.eigen:
            for recht in van_plone:
                wie = set(rolesForPermissionOn(recht, obj))
                # Ownership is taken by owners alone, in every Plone site.
                van_de_site = set(rolesForPermissionOn(recht, afgebouwd.portal))
                assert wie & {"Manager", "Anonymous", *van_de_site}, (obj.getId(), recht)
