"""Control panel: issuers of certificates that are trusted."""

from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper, RegistryEditForm

from groningse_norm.buitenom.interfaces import IUitgeversInstelling
from groningse_norm.i18n import _


class UitgeversForm(RegistryEditForm):
    """What is no certificate of an issuer is refused at the field, with its number."""

    schema = IUitgeversInstelling
    schema_prefix = "groningse_norm"
    label = _("label_uitgevers", default="Trusted issuers")
    description = _(
        "help_uitgevers",
        default="Issuers of the certificates with which files are signed outside this system.",
    )


class UitgeversPaneel(ControlPanelFormWrapper):
    form = UitgeversForm
