"""Who put whom into a group that signs or files what was signed: read from the log, which the groups' events fill."""

from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import getSite

from groningse_norm import klok
from groningse_norm.logboek.opslag import LOGBOEK, noteer_bij, regels_terug
from groningse_norm.ondertekening.buiten import is_dossiergroep
from groningse_norm.ondertekening.domain import is_ondertekengroep
from groningse_norm.ondertekening.ondertekenaar import Lidmaatschap

ERIN, ERUIT = "voeg_lid_toe", "verwijder_lid"


def _sleutel(groep: str) -> str:
    return f"groep:{groep}"


def lidmaatschap_van(gebruiker: str, groep: str) -> Lidmaatschap:
    """How this person came into this group."""
    for regel in regels_terug(_sleutel(groep)):
        if regel.bijzonderheden.get("lid") == gebruiker:
            if regel.handeling == ERIN:
                return Lidmaatschap(groep, regel.moment, regel.wie)
            break
    return Lidmaatschap(groep)


def _noteer(event, handeling: str) -> None:
    site = getSite()
    # Groups are of every site; the log only of those with this add-on.
    if site is None or LOGBOEK not in IAnnotations(site, {}):
        return
    if is_ondertekengroep(event.group_id) or is_dossiergroep(event.group_id):
        noteer_bij(
            _sleutel(event.group_id),
            "acl_users/source_groups",
            handeling,
            klok.nu(),
            lid=str(event.principal),
        )


def bij_toevoegen(event) -> None:
    """Somebody was put into a group."""
    _noteer(event, ERIN)


def bij_verwijderen(event) -> None:
    """Somebody was taken out of a group."""
    _noteer(event, ERUIT)
