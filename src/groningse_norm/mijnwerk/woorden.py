"""Names of the groups, for the page and the service."""

from groningse_norm.i18n import _
from groningse_norm.mijnwerk.domain import Groep

KOPPEN = {
    Groep.TE_ONDERTEKENEN: _("werk_te_ondertekenen", default="To sign"),
    Groep.TE_BEVESTIGEN: _("werk_te_bevestigen", default="To confirm: signed outside this system"),
    Groep.TE_VERZENDEN: _("werk_te_verzenden", default="Signed, to send"),
    Groep.GEPLAND: _("werk_gepland", default="Under embargo, public on"),
    Groep.TE_LEZEN: _("werk_te_lezen", default="To read under embargo"),
    Groep.TE_LAAT: _("werk_te_laat", default="Overdue"),
    Groep.BINNENKORT: _("werk_binnenkort", default="Due within 30 days"),
    Groep.TE_TOETSEN: _("werk_te_toetsen", default="To review"),
    Groep.IN_VOORBEREIDING: _("werk_in_voorbereiding", default="Drafts"),
}
