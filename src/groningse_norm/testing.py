"""Test layers: a Plone site with the add-on, bare or with the demo content."""

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
        # Requests of tests come from no address at all, which a demo site refuses.
        api.portal.set_registry_record("groningse_norm.demo_accounts", False)


DEMO_FIXTURE = DemoLayer()

INTEGRATION = IntegrationTesting(bases=(GRONINGSE_NORM_FIXTURE,), name="GroningseNorm:Integration")
FUNCTIONAL = FunctionalTesting(bases=(GRONINGSE_NORM_FIXTURE,), name="GroningseNorm:Functional")
DEMO_INTEGRATION = IntegrationTesting(bases=(DEMO_FIXTURE,), name="Demo:Integration")
DEMO_SERVER = FunctionalTesting(
    bases=(DEMO_FIXTURE, WSGI_SERVER_FIXTURE), name="Demo:Server"
)
