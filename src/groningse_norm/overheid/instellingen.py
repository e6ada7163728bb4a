"""Control panel: which authorities there are."""

from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper, RegistryEditForm

from groningse_norm.i18n import _
from groningse_norm.overheid.interfaces import IOverhedenInstelling


class InstellingenForm(RegistryEditForm):
    """One authority a line; a line that cannot be read is refused at the field."""

    schema = IOverhedenInstelling
    schema_prefix = "groningse_norm"
    label = _("label_instellingen", default="Groningse norm")
    description = _("help_instellingen", default="The authorities that can take part in a norm.")


class InstellingenPaneel(ControlPanelFormWrapper):
    form = InstellingenForm
