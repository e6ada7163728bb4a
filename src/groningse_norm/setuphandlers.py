"""Steps of the install, demo and uninstall profiles that XML cannot say."""

from plone.base.interfaces import INonInstallable
from zope.interface import implementer


@implementer(INonInstallable)
class HiddenProfiles:
    """Keeps the demo and uninstall profiles out of the add-ons list and of site creation."""

    def getNonInstallableProfiles(self) -> list[str]:
        return ["groningse_norm:uninstall"]

    def getNonInstallableProducts(self) -> list[str]:
        return []


def after_install(setup_tool) -> None:
    pass


def load_demo(setup_tool) -> None:
    pass


def before_uninstall(setup_tool) -> None:
    pass


def after_uninstall(setup_tool) -> None:
    pass
