"""Test layers: a Plone site with the add-on, bare or with the demo content."""

from collections.abc import Iterator

from plone import api
from plone.app.testing import (
    PLONE_FIXTURE,
    FunctionalTesting,
    IntegrationTesting,
    PloneSandboxLayer,
    applyProfile,
)
from plone.testing.zope import WSGI_SERVER_FIXTURE
from zope.component import getGlobalSiteManager
from zope.processlifetime import IProcessStarting

from groningse_norm.embargo.tikker import start_tikker


class GroningseNormLayer(PloneSandboxLayer):
    """The add-on is installed and nothing has been made yet."""

    defaultBases = (PLONE_FIXTURE,)

    def setUpZope(self, app, configurationContext) -> None:
        import plone.app.layout

        import groningse_norm

        self.loadZCML(package=plone.app.layout)
        self.loadZCML(package=groningse_norm)
        # Tests move the clock and look what happens; nothing may open behind their back.
        getGlobalSiteManager().unregisterHandler(start_tikker, (IProcessStarting,))

    def setUpPloneSite(self, portal) -> None:
        portal.portal_workflow.setDefaultChain("simple_publication_workflow")
        # As in a real site: files and images are as visible as what they lie in.
        portal.portal_workflow.setChainForPortalTypes(("File", "Image"), ())
        applyProfile(portal, "plone.app.layout:default")
        applyProfile(portal, "plonetheme.barceloneta:default")
        applyProfile(portal, "groningse_norm:default")


GRONINGSE_NORM_FIXTURE = GroningseNormLayer()


class DemoLayer(PloneSandboxLayer):
    """The demo content is loaded."""

    defaultBases = (GRONINGSE_NORM_FIXTURE,)

    def setUpPloneSite(self, portal) -> None:
        applyProfile(portal, "groningse_norm:demo")
        for naam in ("plone.available_languages", "plone.default_language"):
            waarde = ["nl"] if naam.endswith("languages") else "nl"
            api.portal.set_registry_record(naam, waarde)
        # Requests of tests come from no address at all, which a demo site refuses.
        api.portal.set_registry_record("groningse_norm.demo_accounts", False)


DEMO_FIXTURE = DemoLayer()

INTEGRATION = IntegrationTesting(bases=(GRONINGSE_NORM_FIXTURE,), name="GroningseNorm:Integration")
FUNCTIONAL = FunctionalTesting(bases=(GRONINGSE_NORM_FIXTURE,), name="GroningseNorm:Functional")
DEMO_INTEGRATION = IntegrationTesting(bases=(DEMO_FIXTURE,), name="Demo:Integration")
DEMO_SERVER = FunctionalTesting(bases=(DEMO_FIXTURE, WSGI_SERVER_FIXTURE), name="Demo:Server")


class Lagen:
    """The layers that are up: one stack, since Zope knows one database at a time.

    What a test does not need and what was set up on top of it is torn down first; the rest stays
    up for the next test.
    """

    def __init__(self) -> None:
        self.op: list = []

    def met(self, layer) -> Iterator:
        """A fixture's work: the layer for one test, with all below it."""
        nodig = list(self._van_onder_naar_boven(layer))
        self._breek_af(next((i for i, op in enumerate(self.op) if op not in nodig), len(self.op)))
        for laag in nodig:
            if laag not in self.op:
                laag.setUp()
                self.op.append(laag)
        for laag in nodig:
            laag.testSetUp()
        try:
            yield layer
        finally:
            for laag in reversed(nodig):
                laag.testTearDown()

    def _van_onder_naar_boven(self, layer) -> Iterator:
        gezien = {}
        for basis in layer.__bases__:
            if basis is not object:
                gezien.update(dict.fromkeys(self._van_onder_naar_boven(basis)))
        yield from gezien
        yield layer

    def _breek_af(self, vanaf: int) -> None:
        while len(self.op) > vanaf:
            laag = self.op.pop()
            laag.tearDown()
            if laag is WSGI_SERVER_FIXTURE:
                # It remembers its port, which somebody else may have by the next time.
                laag.port = None

    def sluit(self) -> None:
        self._breek_af(0)
