"""Who may do what: every type and every step, for every role, in every state.

The tables below are the agreement with the people, written by hand. A step is allowed exactly when
this table and the tables of the product both say so.
"""

import json
from types import SimpleNamespace

import pytest
import transaction
from AccessControl import getSecurityManager
from plone import api
from plone.app.testing import (
    SITE_OWNER_NAME,
    FunctionalTesting,
    IntegrationTesting,
    PloneSandboxLayer,
    login,
    logout,
    setRoles,
)
from plone.dexterity.utils import addContentToContainer, createContent
from plone.namedfile.file import NamedBlobFile
from plone.restapi.interfaces import IDeserializeFromJson, ISerializeToJson
from plone.testing.zope import Browser
from Products.CMFCore.WorkflowCore import WorkflowException
from zExceptions import BadRequest, Unauthorized
from zope.component import getMultiAdapter
from zope.event import notify
from zope.interface import alsoProvides
from zope.lifecycleevent import ObjectModifiedEvent

from groningse_norm import klok, rechten, testing
from groningse_norm.embargo.agenda import agenda
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.interfaces import IGroningseNormLayer
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.overheid.domain import GROEPSOORTEN
from groningse_norm.rechten import NORMBEHEERDERS
from groningse_norm.structuur import maak_structuur
from groningse_norm.werkstroom.bouw import toestand_van, verplaats, zet

WACHTWOORD = "correct horse battery"
HIER, ELDERS = "gm1969", "gm0047"
GROEP = {
    "Griffie": "griffie",
    "Ondertekenaar": "ondertekenaars",
    "Secretaris": "secretaris",
    "Medewerker": "medewerkers",
    "Raadslid": "raad",
}
# A person of each kind; "elders" are the five of an authority that has nothing to do with it.
WIE = {
    "Anonymous": None,
    "Member": "lid",
    "Manager": "beheerder",
    "Normbeheerder": "normbeheerder",
    **{rol: f"{groep}-{HIER}" for rol, groep in GROEP.items()},
    **{f"{rol} elders": f"{groep}-{ELDERS}" for rol, groep in GROEP.items()},
}
IEDEREEN = set(WIE)

# --- the agreement ------------------------------------------------------------------------------

# M manager, N programme office, G clerk, O signatory, S secretary, W staff, R council; * everybody.
AFKORTING = {
    "M": "Manager",
    "N": "Normbeheerder",
    "G": "Griffie",
    "O": "Ondertekenaar",
    "S": "Secretaris",
    "W": "Medewerker",
    "R": "Raadslid",
}

# Who sees it. A norm is read by the people of its parties; a plan and a letter by those of their
# own authority. An agreement and a measure are seen by whoever sees what they lie in; so are files.
ZIEN = """
                   intern   onder_embargo  openbaar  ingetrokken
norm               MNGOSW   MNGOSR         *         MNGOS
basisafspraak      MNGOSW   MNGOSR         *         MNGOS
model              MNGOS    MNGOSR         *         MNGOS
modelmaatregel     MNGOS    MNGOSR         *         MNGOS
plan               MGOSW    MGOSR          *         MGOSW
maatregel          MGOSW    MGOSR          *         MGOSW
evaluatie          MGOSW    MGOSR          *         MGOSW
brief              MGOS     MGOSR          *         MGOS
bijlage            MGOS     MGOSR          *         MGOS
overheid           *        *              *         *
"""

# Who changes it. From "ter ondertekening" on nobody, Managers included; of a measure under way
# its own staff report progress.
WIJZIGEN = """
                   concept  ter_ondertekening  ondertekend  in_uitvoering  afgerond  vervangen
norm               MN       -                  -            -              -         -
basisafspraak      MN       -                  -            -              -         -
model              MN       -                  -            -              -         -
modelmaatregel     MN       -                  -            -              -         -
plan               MW       -                  -            -              -         -
maatregel          MW       -                  -            W              -         -
evaluatie          MW       -                  -            x              x         -
brief              MG       -                  -            x              x         -
bijlage            MG       -                  -            x              x         -
overheid           M        M                  M            M              M         M
"""

# Who adds what in it; the places without a sign-off have one column.
TOEVOEGEN = """
                        concept  ter_ondertekening  ondertekend  in_uitvoering  afgerond  vervangen
norm > Basisafspraak    MN       -                  -            -              -         -
norm > Uitvoeringsplan  MN       -                  -            -              -         -
norm > File             MN       -                  -            -              -         -
model > Maatregel       MN       -                  -            -              -         -
model > File            MN       -                  -            -              -         -
plan > Maatregel        MW       -                  -            -              -         -
plan > File             MW       -                  -            -              -         -
maatregel > File        MW       -                  -            W              -         -
evaluatie > File        MW       -                  -            x              x         -
brief > File            MG       -                  -            x              x         -
brief > Image           MG       -                  -            x              x         -
normen > Norm           MN       MN                 MN           MN             MN        MN
overheden > Overheid    M        M                  M            M              M         M
overheid > Uitvoeringsplan  MW   MW                 MW           MW             MW        MW
overheid > Evaluatie    MW       MW                 MW           MW             MW        MW
brieven > Raadsbrief    MG       MG                 MG           MG             MG        MG
bijeenkomsten > Event     MGW    MGW                MGW          MGW            MGW       MGW
bijeenkomsten > EasyForm  MGW    MGW                MGW          MGW            MGW       MGW
"""

# Who takes which step, from which states. "-": by hand nobody does.
STAPPEN = """
norm       bied_aan            MN  concept
norm       terug_naar_concept  MN  ter_ondertekening
norm       onderteken          -   ter_ondertekening
norm       start_uitvoering    MN  ondertekend
norm       rond_af             MN  in_uitvoering
norm       vervang             -   ondertekend in_uitvoering afgerond
norm       verzend             N   intern
norm       publiceer           N   intern
norm       geef_vrij           N   onder_embargo
norm       roep_terug          N   onder_embargo
norm       trek_in             N   openbaar
norm       hef_op              -   onder_embargo
plan       bied_aan            MW  concept
plan       terug_naar_concept  MW  ter_ondertekening
plan       onderteken          -   ter_ondertekening
plan       start_uitvoering    MW  ondertekend
plan       rond_af             MW  in_uitvoering
plan       vervang             -   ondertekend in_uitvoering afgerond
plan       verzend             G   intern
plan       publiceer           G   intern
plan       geef_vrij           G   onder_embargo
plan       roep_terug          G   onder_embargo
plan       trek_in             G   openbaar
plan       hef_op              -   onder_embargo
evaluatie  bied_aan            MW  concept
evaluatie  terug_naar_concept  MW  ter_ondertekening
evaluatie  onderteken          -   ter_ondertekening
evaluatie  vervang             -   ondertekend
evaluatie  verzend             G   intern
evaluatie  publiceer           G   intern
evaluatie  geef_vrij           G   onder_embargo
evaluatie  roep_terug          G   onder_embargo
evaluatie  trek_in             G   openbaar
evaluatie  hef_op              -   onder_embargo
brief      bied_aan            MG  concept
brief      terug_naar_concept  MG  ter_ondertekening
brief      onderteken          -   ter_ondertekening
brief      vervang             -   ondertekend
brief      verzend             G   intern
brief      publiceer           G   intern
brief      geef_vrij           G   onder_embargo
brief      roep_terug          G   onder_embargo
brief      trek_in             G   openbaar
brief      hef_op              -   onder_embargo
maatregel  start_uitvoering    W   ondertekend
maatregel  rond_af             W   in_uitvoering
maatregel  heropen             W   afgerond
maatregel  laat_vervallen      W   ondertekend in_uitvoering
"""
SOORT = {
    "norm": "Norm",
    "plan": "Uitvoeringsplan",
    "evaluatie": "Evaluatie",
    "brief": "Raadsbrief",
    "maatregel": "Maatregel",
}
# A model plan is a plan too: its programme office has the roles in the product's table that the
# staff of an authority have for their own plan. The steps themselves go with the norm.
OOK_VOOR_HET_MODEL = {"plan": {"Normbeheerder"}}


def rollen(cel: str) -> set[str]:
    if cel == "*":
        return IEDEREEN
    return set() if cel == "-" else {AFKORTING[letter] for letter in cel}


def tabel(tekst: str) -> list[tuple[str, str, set[str]]]:
    """(row, column, roles) for every cell that is not ``x``: that state does not exist there."""
    kop, *regels = tekst.strip("\n").splitlines()
    kolommen = kop.split()
    cellen = []
    for regel in regels:
        naam, *waarden = regel.rsplit(maxsplit=len(kolommen))
        cellen += [
            (naam.strip(), kolom, rollen(cel))
            for kolom, cel in zip(kolommen, waarden, strict=True)
            if cel != "x"
        ]
    return cellen


def stappen() -> list[tuple[str, str, set[str], set[str]]]:
    return [
        (soort, stap, rollen(wie), set(van))
        for soort, stap, wie, *van in map(str.split, STAPPEN.strip().splitlines())
    ]


# --- the site -----------------------------------------------------------------------------------


def _maak(container, portal_type, **velden):
    return addContentToContainer(
        container, createContent(portal_type, **velden), checkConstraints=False
    )


def _bestand(container, id_="bijlage"):
    inhoud = NamedBlobFile(b"%PDF bijlage", filename="bijlage.pdf")
    return _maak(container, "File", id=id_, title="Bijlage", file=inhoud)


class RechtenLayer(PloneSandboxLayer):
    """Two authorities with their people, a norm of the one, and its plan and letter."""

    defaultBases = (testing.GRONINGSE_NORM_FIXTURE,)

    def setUpPloneSite(self, portal) -> None:
        setRoles(portal, "test_user_1_", ["Manager"])
        maak_structuur(portal)
        for tooi, naam in ((HIER, "Westerkwartier"), (ELDERS, "Veendam")):
            _maak(portal["overheden"], "Overheid", title=naam, tooi=tooi)
        self._mensen(portal)
        norm = _maak(portal["norm"], "Norm", id="groningse-norm", title="Norm", partijen=[HIER])
        _maak(norm, "Basisafspraak", id="a01", nummer="A01", title="A", veld="weerbaarheid")
        model = _maak(norm, "Uitvoeringsplan", id="model", title="Model", model=True)
        _maak(model, "Maatregel", id="a01", nummer="A01", title="A", veld="weerbaarheid")
        hier = portal["overheden"]["westerkwartier"]
        plan = _maak(hier, "Uitvoeringsplan", id="uitvoeringsplan", title="Plan")
        _maak(plan, "Maatregel", id="a01", nummer="A01", title="A", veld="weerbaarheid")
        _maak(hier, "Evaluatie", title="Evaluatie", jaar=2025)
        _bestand(_maak(hier["brieven"], "Raadsbrief", kenmerk="123", title="Brief"))
        setRoles(portal, "test_user_1_", ["Member"])

    def _mensen(self, portal) -> None:
        for gebruiker in filter(None, WIE.values()):
            portal.acl_users.source_users.addUser(gebruiker, gebruiker, WACHTWOORD)
            rol = "Manager" if gebruiker == "beheerder" else "Member"
            portal.acl_users.portal_role_manager.assignRoleToPrincipal(rol, gebruiker)
        groepen = portal.acl_users.source_groups
        groepen.addPrincipalToGroup("normbeheerder", NORMBEHEERDERS)
        for tooi in (HIER, ELDERS):
            for groep in GROEP.values():
                groepen.addPrincipalToGroup(f"{groep}-{tooi}", f"{tooi}-{groep}")


RECHTEN_FIXTURE = RechtenLayer()
RECHTEN = IntegrationTesting(bases=(RECHTEN_FIXTURE,), name="Rechten:Integration")
RECHTEN_DEUREN = FunctionalTesting(bases=(RECHTEN_FIXTURE,), name="Rechten:Functional")


@pytest.fixture
def rechten_laag(lagen):
    yield from lagen.met(RECHTEN)


@pytest.fixture
def rechten_deuren(lagen):
    yield from lagen.met(RECHTEN_DEUREN)


@pytest.fixture
def site(rechten_laag):
    yield uit(rechten_laag["portal"])
    logout()


def uit(portal) -> SimpleNamespace:
    """The items of the tables by their names."""
    hier = portal["overheden"]["westerkwartier"]
    norm = portal["norm"]["groningse-norm"]
    plan, brief = hier["uitvoeringsplan"], hier["brieven"]["123"]
    alsoProvides(portal.REQUEST, IGroningseNormLayer)
    return SimpleNamespace(
        portal=portal,
        normen=portal["norm"],
        norm=norm,
        basisafspraak=norm["a01"],
        model=norm["model"],
        modelmaatregel=norm["model"]["a01"],
        overheden=portal["overheden"],
        overheid=hier,
        elders=portal["overheden"]["veendam"],
        brieven=hier["brieven"],
        bijeenkomsten=hier["bijeenkomsten"],
        plan=plan,
        maatregel=plan["a01"],
        evaluatie=hier["evaluatie-2025"],
        brief=brief,
        bijlage=brief["bijlage"],
    )


def word(site, wie: str) -> None:
    gebruiker = WIE.get(wie, wie)
    if gebruiker is None:
        logout()
    else:
        login(site.portal, gebruiker)


def wie_mag(site, vraag) -> set[str]:
    """The kinds of people for whom the question is answered with yes."""
    gevonden = set()
    for wie in WIE:
        word(site, wie)
        if vraag():
            gevonden.add(wie)
    return gevonden


def wie_heeft(site, recht: str, obj) -> set[str]:
    return wie_mag(site, lambda: getSecurityManager().checkPermission(recht, obj))


def breng(site, naam: str, tabellen, toestand: str) -> None:
    """Put an item, and what goes along with it, in a state of one of the two workflows."""
    for stuk in {"norm": ("norm", "model"), "model": ("norm", "model")}.get(naam, (naam,)):
        obj = getattr(site, stuk)
        zet(obj, tabellen[obj.portal_type], toestand)
    maatregel = {"norm": "modelmaatregel", "model": "modelmaatregel", "plan": "maatregel"}.get(naam)
    if maatregel and tabellen is ONDERTEKENING:
        zet(getattr(site, maatregel), tabellen["Maatregel"], toestand)


# Which item's state decides.
STUK = {
    "basisafspraak": "norm",
    "modelmaatregel": "model",
    "maatregel": "plan",
    "bijlage": "brief",
    "overheid": "plan",
    "normen": "norm",
    "overheden": "norm",
    "brieven": "plan",
    "bijeenkomsten": "plan",
}


class TestTypes:
    """Every type, every role: see, change, add."""

    @pytest.mark.parametrize(("wat", "status", "verwacht"), tabel(ZIEN))
    def test_who_sees_it(self, site, wat, status, verwacht):
        breng(site, STUK.get(wat, wat), PUBLICATIE, status)
        obj = getattr(site, wat)

        for recht in (rechten.ZIEN, rechten.INHOUD_ZIEN):
            assert wie_heeft(site, recht, obj) == verwacht

    @pytest.mark.parametrize(("wat", "status", "verwacht"), tabel(ZIEN))
    def test_who_finds_it(self, site, wat, status, verwacht):
        breng(site, STUK.get(wat, wat), PUBLICATIE, status)
        uid = getattr(site, wat).UID()

        catalog = api.portal.get_tool("portal_catalog")
        assert wie_mag(site, lambda: bool(catalog(UID=uid))) == verwacht

    @pytest.mark.parametrize(("wat", "fase", "verwacht"), tabel(WIJZIGEN))
    def test_who_changes_it(self, site, wat, fase, verwacht):
        breng(site, STUK.get(wat, wat), ONDERTEKENING, fase)
        obj = getattr(site, wat)

        assert wie_heeft(site, rechten.WIJZIGEN, obj) == verwacht

    @pytest.mark.parametrize(("wat", "fase", "verwacht"), tabel(WIJZIGEN))
    def test_who_removes_it(self, site, wat, fase, verwacht):
        """Whoever changes it, but nobody removes a measure that has been signed."""
        breng(site, STUK.get(wat, wat), ONDERTEKENING, fase)
        if wat == "maatregel" and fase != "concept":
            verwacht = set()

        assert wie_heeft(site, rechten.VERWIJDEREN, getattr(site, wat)) == verwacht

    @pytest.mark.parametrize(
        ("wat", "fase", "verwacht"),
        [rij for rij in tabel(WIJZIGEN) if rij[0] not in ("basisafspraak", "bijlage", "overheid")],
    )
    def test_who_changes_the_commitment(self, site, wat, fase, verwacht):
        breng(site, STUK.get(wat, wat), ONDERTEKENING, fase)
        if fase != "concept":
            verwacht = set()

        assert wie_heeft(site, rechten.VERBINTENIS_WIJZIGEN, getattr(site, wat)) == verwacht

    @pytest.mark.parametrize(("wat", "fase", "verwacht"), tabel(TOEVOEGEN))
    def test_who_adds_in_it(self, site, wat, fase, verwacht):
        plaats, portal_type = wat.split(" > ")
        breng(site, STUK.get(plaats, plaats), ONDERTEKENING, fase)
        container = getattr(site, plaats)
        fti = api.portal.get_tool("portal_types")[portal_type]

        def mag() -> bool:
            toegestaan = {t.getId() for t in container.allowedContentTypes()}
            return portal_type in toegestaan and fti.isConstructionAllowed(container)

        assert wie_mag(site, mag) == verwacht

    @pytest.mark.parametrize("fase", ["concept", "ter_ondertekening", "ondertekend", "afgerond"])
    def test_progress_is_reported_only_under_way(self, site, fase):
        breng(site, "plan", ONDERTEKENING, fase)

        assert wie_heeft(site, rechten.VOORTGANG_MELDEN, site.maatregel) == set()

    def test_progress_is_reported_by_staff_and_read_inside_the_authority(self, site):
        breng(site, "plan", ONDERTEKENING, "in_uitvoering")
        breng(site, "plan", PUBLICATIE, "openbaar")

        assert wie_heeft(site, rechten.VOORTGANG_MELDEN, site.maatregel) == {"Medewerker"}
        assert wie_heeft(site, rechten.VOORTGANG_ZIEN, site.maatregel) == rollen("MOSW")

    def test_nobody_but_signatories_and_secretaries_can_sign(self, site):
        assert wie_heeft(site, rechten.ONDERTEKENEN, site.brief) == rollen("OS")
        assert wie_heeft(site, rechten.ONDERTEKENEN, site.norm) == rollen("OS")

    def test_roles_are_delegated_in_an_authority_by_managers_only(self, site):
        assert wie_heeft(site, rechten.DELEGEREN, site.overheid) == {"Manager"}
        assert wie_heeft(site, rechten.DELEGEREN, site.brief) == {"Manager"}


class TestStappen:
    """Every step of both workflows, every role, every state."""

    @pytest.mark.parametrize(("soort", "stap", "wie", "van"), stappen())
    def test_who_takes_it(self, site, soort, stap, wie, van):
        tabellen = ONDERTEKENING if self._is_ondertekening(soort, stap) else PUBLICATIE
        werkstroom = tabellen[SOORT[soort]]
        definitie = site.portal.portal_workflow[werkstroom.id]
        obj = getattr(site, soort)
        overgang = werkstroom.overgang(stap)

        assert set(overgang.van) == van
        assert set(overgang.rollen) == wie | (
            OOK_VOOR_HET_MODEL.get(soort, set()) if wie else set()
        )
        for toestand in werkstroom.toestanden:
            zet(obj, werkstroom, toestand.id)
            verwacht = wie if toestand.id in van else set()
            gevonden = wie_mag(site, lambda: definitie.isActionSupported(obj, stap))
            assert gevonden == verwacht, toestand.id

    @staticmethod
    def _is_ondertekening(soort, stap) -> bool:
        return stap in {overgang.id for overgang in ONDERTEKENING[SOORT[soort]].overgangen}

    def test_there_are_no_other_steps(self):
        geschreven = {(SOORT[soort], stap) for soort, stap, _wie, _van in stappen()}
        gebouwd = {
            (portal_type, overgang.id)
            for tabellen in (ONDERTEKENING, PUBLICATIE)
            for portal_type, werkstroom in tabellen.items()
            for overgang in werkstroom.overgangen
        }

        assert geschreven == gebouwd

    def test_there_are_no_other_states(self, site):
        for tekst, tabellen in ((ZIEN, PUBLICATIE), (WIJZIGEN, ONDERTEKENING)):
            for soort in ("norm", "plan", "brief"):
                geschreven = {kolom for naam, kolom, _wie in tabel(tekst) if naam == soort}
                gebouwd = {t.id for t in tabellen[SOORT[soort]].toestanden}
                assert geschreven == gebouwd

    @pytest.mark.parametrize("stap", ["bied_aan", "verzend", "publiceer"])
    def test_a_model_plan_takes_no_step_without_its_norm(self, site, stap):
        word(site, "Normbeheerder")

        with pytest.raises(WorkflowException):
            api.portal.get_tool("portal_workflow").doActionFor(site.model, stap)

    def test_a_model_plan_does_not_go_back_to_draft_under_a_running_round(self, site):
        word(site, "Normbeheerder")
        workflow = api.portal.get_tool("portal_workflow")
        workflow.doActionFor(site.norm, "bied_aan")

        with pytest.raises(WorkflowException):
            workflow.doActionFor(site.model, "terug_naar_concept", comment="Nog iets vergeten")

    def test_calling_a_plan_a_model_does_not_let_it_be_published_unsigned(self, site):
        site.plan.model = True
        word(site, "Griffie")

        with pytest.raises(WorkflowException):
            api.portal.get_tool("portal_workflow").doActionFor(site.plan, "publiceer")


class TestBevroren:
    """From ``ter_ondertekening`` on no door changes a commitment, for Managers either."""

    @pytest.fixture(params=["ter_ondertekening", "ondertekend"])
    def bevroren(self, site, request):
        breng(site, "brief", ONDERTEKENING, request.param)
        breng(site, "plan", ONDERTEKENING, request.param)
        breng(site, "norm", ONDERTEKENING, request.param)
        word(site, "Manager")
        return site

    @pytest.mark.parametrize(
        "wat", ["norm", "basisafspraak", "model", "plan", "maatregel", "brief"]
    )
    def test_the_edit_form_does_not_open(self, bevroren, wat):
        with pytest.raises(Unauthorized):
            getattr(bevroren, wat).restrictedTraverse("@@edit")

    @pytest.mark.parametrize(
        "wat", ["norm", "basisafspraak", "model", "plan", "maatregel", "brief"]
    )
    def test_json_is_not_taken(self, bevroren, wat):
        obj = getattr(bevroren, wat)

        assert not getSecurityManager().checkPermission("Modify portal content", obj)

    def test_nothing_is_put_in(self, bevroren):
        with pytest.raises((Unauthorized, ValueError)):
            bevroren.brief.invokeFactory("File", "nog-een")
        with pytest.raises((Unauthorized, ValueError)):
            bevroren.norm.invokeFactory("Basisafspraak", "a02")
        with pytest.raises((Unauthorized, ValueError)):
            bevroren.plan.invokeFactory("Maatregel", "a02")

    def test_nothing_is_taken_out(self, bevroren):
        for houder, id_ in (
            (bevroren.brief, "bijlage"),
            (bevroren.norm, "a01"),
            (bevroren.plan, "a01"),
        ):
            with pytest.raises(Unauthorized):
                houder.manage_delObjects([id_])
            assert id_ in houder.objectIds()

    def test_nothing_in_it_is_renamed(self, bevroren):
        for houder, id_ in (
            (bevroren.brief, "bijlage"),
            (bevroren.norm, "a01"),
            (bevroren.plan, "a01"),
        ):
            with pytest.raises(Exception, match=r"."):
                houder.manage_renameObject(id_, "anders")
            assert id_ in houder.objectIds()

    def test_it_is_not_removed_or_moved_itself(self, bevroren):
        with pytest.raises(Unauthorized):
            bevroren.brieven.manage_delObjects(["123"])
        knipsel = None
        with pytest.raises(Exception, match=r"."):
            knipsel = bevroren.brieven.manage_cutObjects(["123"])
            bevroren.elders["brieven"].manage_pasteObjects(knipsel)
        assert "123" in bevroren.brieven.objectIds()

    def test_progress_goes_in_and_the_commitment_stays(self, site):
        breng(site, "plan", ONDERTEKENING, "in_uitvoering")
        word(site, "Medewerker")
        lezer = getMultiAdapter((site.maatregel, site.portal.REQUEST), IDeserializeFromJson)

        lezer(data={"title": "Iets anders", "gewicht": 0, "stand": "uitgevoerd"})

        assert (site.maatregel.title, site.maatregel.gewicht) == ("A", 1)
        assert site.maatregel.stand == "uitgevoerd"

    def test_progress_is_not_in_the_json_of_whoever_may_not_read_it(self, site):
        breng(site, "plan", ONDERTEKENING, "in_uitvoering")
        breng(site, "plan", PUBLICATIE, "openbaar")
        site.maatregel.toelichting = "Nog niemand kijkt hiernaar om"
        intern = {"stand", "toelichting", "bewijs", "reden_nvt", "volgende_toets", "persoon"}

        def leest() -> bool:
            inhoud = getMultiAdapter((site.maatregel, site.portal.REQUEST), ISerializeToJson)()
            assert intern <= set(inhoud) or not intern & set(inhoud)
            return "toelichting" in inhoud

        assert wie_mag(site, leest) == rollen("MOSW")


# Not for you; or not in this state, which is told where the item may be seen.
GEWEIGERD = (401, 403, 409)


class TestJson:
    """The same over a real request."""

    @pytest.fixture
    def deur(self, rechten_deuren):
        site = uit(rechten_deuren["portal"])

        def roep(wie: str, methode: str, obj, data=None, dienst: str = "") -> int:
            transaction.commit()
            testapp = Browser(rechten_deuren["app"]).testapp
            testapp.authorization = ("Basic", (WIE[wie], WACHTWOORD))
            antwoord = testapp.request(
                obj.absolute_url() + dienst,
                method=methode,
                body=json.dumps(data or {}).encode(),
                headers={"Accept": "application/json", "Content-Type": "application/json"},
                expect_errors=True,
            )
            transaction.begin()
            return antwoord.status_int

        return SimpleNamespace(site=site, roep=roep)

    @pytest.mark.parametrize(
        ("wat", "data"),
        [
            ("norm", {"title": "Anders", "partijen": []}),
            ("basisafspraak", {"tekst": "Anders"}),
            ("plan", {"title": "Anders"}),
            ("maatregel", {"title": "Anders"}),
            ("brief", {"title": "Anders", "kenmerk": "9"}),
            ("bijlage", {"title": "Anders"}),
        ],
    )
    def test_a_manager_changes_a_draft_and_nothing_from_the_round_on(self, deur, wat, data):
        obj = getattr(deur.site, wat)
        assert deur.roep("Manager", "PATCH", obj, data) == 204

        breng(deur.site, STUK.get(wat, wat), ONDERTEKENING, "ter_ondertekening")
        terug = {naam: "Terug" for naam in data if naam != "partijen"}

        assert deur.roep("Manager", "PATCH", obj, terug) in GEWEIGERD
        for naam in terug:
            assert getattr(obj, naam) == data[naam]

    def test_a_manager_puts_nothing_in_and_takes_nothing_out(self, deur):
        site = deur.site
        breng(site, "brief", ONDERTEKENING, "ter_ondertekening")
        nieuw = {"@type": "File", "title": "Nog een"}

        assert deur.roep("Manager", "POST", site.brief, nieuw) in GEWEIGERD
        assert deur.roep("Manager", "DELETE", site.bijlage) in GEWEIGERD
        assert deur.roep("Manager", "DELETE", site.brief) in GEWEIGERD
        bron = {"source": site.bijlage.UID()}
        assert deur.roep("Manager", "POST", site.normen, bron, "/@move") >= 400
        assert site.brief.objectIds() == ["bijlage"]

    def test_a_second_authority_with_a_code_leaves_nothing_behind(self, deur):
        overheden = deur.site.overheden
        voor = set(overheden.objectIds())
        groepen = set(api.portal.get_tool("acl_users").source_groups.getGroupIds())
        nieuw = {"@type": "Overheid", "title": "Grootegast", "tooi": HIER}

        assert deur.roep("Manager", "POST", overheden, nieuw) == 400

        assert set(overheden.objectIds()) == voor
        catalog = api.portal.get_tool("portal_catalog")
        gevonden = catalog.unrestrictedSearchResults(portal_type="Overheid")
        assert {brain.getId for brain in gevonden} == voor
        assert set(api.portal.get_tool("acl_users").source_groups.getGroupIds()) == groepen

    def test_the_code_of_an_authority_stays(self, deur):
        assert deur.roep("Manager", "PATCH", deur.site.overheid, {"tooi": "gm0765"}) == 400
        assert deur.site.overheid.tooi == HIER

    def test_a_copy_of_an_authority_leaves_nothing_behind(self, deur):
        site = deur.site
        voor = list(site.overheden.objectIds())
        bron = {"source": site.overheid.UID()}

        assert deur.roep("Manager", "POST", site.overheden, bron, "/@copy") >= 400
        assert list(site.overheden.objectIds()) == voor


class TestOverheid:
    """What comes and goes with an authority."""

    @pytest.fixture(autouse=True)
    def als_beheerder(self, site):
        word(site, "Manager")

    def test_it_comes_with_groups_roles_and_folders(self, site):
        nieuw = _maak(site.overheden, "Overheid", title="Pekela", tooi="gm0765")

        assert nieuw.getId() == "pekela"
        assert {"brieven", "bijeenkomsten"} <= set(nieuw.objectIds())
        plaatselijk = dict(nieuw.get_local_roles())
        for soort in GROEPSOORTEN:
            groep = api.group.get(soort.groep_id("gm0765"))
            assert groep.getProperty("title") == f"Pekela: {soort.titel}"
            assert plaatselijk[groep.getId()] == (soort.rol,)
            assert groep.getRoles() == ["Authenticated"]

    def test_a_second_one_with_its_code_is_refused(self, site):
        for titel in ("Westerkwartier", "Grootegast"):
            with pytest.raises(BadRequest):
                _maak(site.overheden, "Overheid", title=titel, tooi=HIER)

    def test_renaming_it_keeps_the_people_and_their_roles(self, site):
        site.overheid.title = "Het Westerkwartier"
        notify(ObjectModifiedEvent(site.overheid))
        # What is moved has to be in the database.
        transaction.savepoint(optimistic=True)
        site.overheden.manage_renameObject("westerkwartier", "het-westerkwartier")
        brief = site.overheden["het-westerkwartier"]["brieven"]["123"]
        breng(SimpleNamespace(brief=brief), "brief", PUBLICATIE, "onder_embargo")

        assert api.group.get(f"{HIER}-raad").getProperty("title") == "Het Westerkwartier: raad"
        assert wie_heeft(site, rechten.ZIEN, brief) == rollen("MGOSR")
        catalog = api.portal.get_tool("portal_catalog")
        assert wie_mag(site, lambda: bool(catalog(UID=brief.UID()))) == rollen("MGOSR")

    def test_its_code_stays_what_it_was(self, site):
        lezer = getMultiAdapter((site.overheid, site.portal.REQUEST), IDeserializeFromJson)

        with pytest.raises(BadRequest):
            lezer(data={"tooi": "gm0765"})

    def test_deleting_it_deletes_its_groups_and_their_roles_elsewhere(self, site):
        api.content.delete(site.overheid, check_linkintegrity=False)

        for soort in GROEPSOORTEN:
            assert api.group.get(soort.groep_id(HIER)) is None
        assert api.group.get(f"{ELDERS}-griffie") is not None
        word(site, f"griffie-{HIER}")
        assert not getSecurityManager().checkPermission(rechten.ZIEN, site.norm)

    def test_a_copy_of_it_is_refused(self, site):
        with pytest.raises((BadRequest, ValueError)):
            api.content.copy(site.overheid, site.overheden)

    def test_it_is_no_longer_there_when_it_was_refused(self, site):
        """The groups of the one that was there are untouched."""
        voor = set(api.group.get(f"{HIER}-raad").getGroupMemberIds())
        with pytest.raises(BadRequest):
            _maak(site.overheden, "Overheid", title="Westerkwartier", tooi=HIER)

        assert set(api.group.get(f"{HIER}-raad").getGroupMemberIds()) == voor


class TestPartijen:
    """The people of a party read the norm along, as long as it is a party."""

    def test_a_new_party_comes_in(self, site):
        site.norm.partijen = [HIER, ELDERS]
        notify(ObjectModifiedEvent(site.norm))

        ook = {f"{rol} elders" for rol in rollen("GOSW")}
        assert wie_heeft(site, rechten.ZIEN, site.norm) == rollen("MNGOSW") | ook
        ook = {f"{rol} elders" for rol in rollen("GOS")}
        assert wie_heeft(site, rechten.ZIEN, site.model) == rollen("MNGOS") | ook

    def test_a_former_party_goes_out(self, site):
        site.norm.partijen = [ELDERS]
        notify(ObjectModifiedEvent(site.norm))

        elders = {f"{rol} elders" for rol in rollen("GOSW")}
        assert wie_heeft(site, rechten.ZIEN, site.norm) == rollen("MN") | elders
        assert wie_heeft(site, rechten.ZIEN, site.basisafspraak) == rollen("MN") | elders
        elders = {f"{rol} elders" for rol in rollen("GOS")}
        assert wie_heeft(site, rechten.ZIEN, site.model) == rollen("MN") | elders
        catalog = api.portal.get_tool("portal_catalog")
        uid = site.modelmaatregel.UID()
        assert wie_mag(site, lambda: bool(catalog(UID=uid))) == rollen("MN") | elders

    def test_nobody_is_left_when_nobody_is_a_party(self, site):
        site.norm.partijen = []
        notify(ObjectModifiedEvent(site.norm))

        assert wie_heeft(site, rechten.ZIEN, site.norm) == rollen("MN")
        assert wie_heeft(site, rechten.ZIEN, site.model) == rollen("MN")


class TestVerplaatsen:
    """A document stays with its authority; a copy begins at the beginning."""

    @pytest.mark.parametrize("status", ["intern", "onder_embargo", "openbaar"])
    def test_a_letter_is_not_moved_to_another_authority(self, site, status):
        breng(site, "brief", PUBLICATIE, status)
        word(site, "Manager")

        # As code that asks for no permission does it; people are stopped earlier.
        with pytest.raises(BadRequest):
            api.content.move(site.brief, site.elders["brieven"])

        brief = site.brieven["123"]
        if status != "openbaar":
            assert not {wie for wie in wie_heeft(site, rechten.ZIEN, brief) if "elders" in wie}

    def test_a_folder_of_letters_is_not_moved_to_another_authority(self, site):
        breng(site, "brief", PUBLICATIE, "onder_embargo")
        word(site, "Manager")

        with pytest.raises((BadRequest, ValueError)):
            api.content.move(site.brieven, site.elders, id="brieven-van-hiernaast")

    def test_a_letter_is_moved_within_its_authority(self, site):
        word(site, "Manager")
        map_ = _maak(site.overheid, "Folder", id="archief", title="Archief")

        assert api.content.move(site.brief, map_).getId() == "123"

    def test_a_whole_authority_is_moved_with_its_letters(self, site):
        word(site, "Manager")
        map_ = _maak(site.portal, "Folder", id="regio", title="Regio")
        # What is moved has to be in the database.
        transaction.savepoint(optimistic=True)
        knipsel = site.overheden.manage_cutObjects(["westerkwartier"])
        map_.manage_pasteObjects(knipsel)

        brief = map_["westerkwartier"]["brieven"]["123"]
        assert wie_heeft(site, rechten.ZIEN, brief) == rollen("MGOS")

    def test_a_copy_of_a_signed_letter_under_embargo_starts_as_an_internal_draft(self, site):
        nu = klok.nu()
        site.brief.embargo_tot = klok.op_de_minuut(nu.replace(year=nu.year + 1, day=1))
        word(site, "Manager")
        verplaats(site.brief, ONDERTEKENING["Raadsbrief"], "bied_aan")
        verplaats(site.brief, ONDERTEKENING["Raadsbrief"], "onderteken")
        verplaats(site.brief, PUBLICATIE["Raadsbrief"], "verzend")
        assert Dossier(site.brief).ronde is not None
        gepland = len(agenda())

        kopie = api.content.copy(site.brief, site.brieven, id="123-kopie")

        assert toestand_van(kopie, ONDERTEKENING["Raadsbrief"]) == "concept"
        assert toestand_van(kopie, PUBLICATIE["Raadsbrief"]) == "intern"
        assert Dossier(kopie).ronde is None
        assert Dossier(kopie).keten == ()
        assert len(agenda()) == gepland
        assert wie_heeft(site, rechten.ZIEN, kopie) == rollen("MGOS")
        assert wie_heeft(site, rechten.WIJZIGEN, kopie) == rollen("MG")
        assert wie_heeft(site, rechten.ZIEN, kopie["bijlage"]) == rollen("MGOS")

    def test_a_copy_of_a_public_letter_is_not_public(self, site):
        zet(site.brief, ONDERTEKENING["Raadsbrief"], "ondertekend")
        zet(site.brief, PUBLICATIE["Raadsbrief"], "openbaar")
        word(site, "Manager")

        kopie = api.content.copy(site.brief, site.brieven, id="123-kopie")

        assert wie_heeft(site, rechten.ZIEN, kopie) == rollen("MGOS")
        catalog = api.portal.get_tool("portal_catalog")
        assert wie_mag(site, lambda: bool(catalog(UID=kopie.UID()))) == rollen("MGOS")

    def test_a_copy_of_a_norm_is_a_draft_that_its_parties_read_along(self, site):
        breng(site, "norm", ONDERTEKENING, "ondertekend")
        breng(site, "norm", PUBLICATIE, "openbaar")
        word(site, "Manager")

        kopie = api.content.copy(site.norm, site.normen, id="versie-2")

        assert wie_heeft(site, rechten.ZIEN, kopie) == rollen("MNGOSW")
        assert wie_heeft(site, rechten.WIJZIGEN, kopie["a01"]) == rollen("MN")
        assert wie_heeft(site, rechten.ZIEN, kopie["model"]) == rollen("MNGOS")
        assert wie_heeft(site, rechten.WIJZIGEN, kopie["model"]["a01"]) == rollen("MN")


def test_the_owner_of_the_site_is_no_signatory(site):
    login(site.portal.aq_parent, SITE_OWNER_NAME)

    assert not getSecurityManager().checkPermission(rechten.ONDERTEKENEN, site.brief)
