"""The acts on an embargo, the same for page and service: check, execute, log."""

from datetime import datetime

from zope.event import notify

from groningse_norm import klok
from groningse_norm.embargo.agenda import agenda
from groningse_norm.embargo.domain import (
    PUBLICATIE,
    Status,
    VoorwaardeOnbekend,
    Wijziging,
    wijzig,
)
from groningse_norm.embargo.interfaces import EmbargoGewijzigd
from groningse_norm.embargo.planning import plan
from groningse_norm.embargo.vocabularies import voorwaarden
from groningse_norm.geheimhouding.opslag import is_geheim
from groningse_norm.logboek.opslag import noteer, wie_nu
from groningse_norm.werkstroom.bouw import toestand_van, verplaats


def status_van(obj) -> Status:
    """State of the publication workflow."""
    return Status(toestand_van(obj, PUBLICATIE[obj.portal_type]))


def wijzig_embargo(
    obj,
    tot: datetime | None,
    voorwaarde: str | None,
    reden: str,
    nu: datetime,
    *,
    bevestigd: bool = False,
) -> Wijziging:
    """Change the embargo of an item, with a reason.

    ``tot`` is aware. Raises ``PublicatieGeweigerd``; nothing is stored then. A confirmed moment in
    the past makes the item public at once.
    """
    if voorwaarde and voorwaarde not in voorwaarden(obj) and voorwaarde != obj.embargo_voorwaarde:
        raise VoorwaardeOnbekend(voorwaarde)
    status = status_van(obj)
    wijziging = wijzig(
        status, tot, voorwaarde, nu, reden, bevestigd=bevestigd, geheim=is_geheim(obj)
    )
    was = obj.embargo_tot
    noteer(
        obj,
        "wijzig_embargo",
        nu,
        reden=wijziging.reden,
        was=_iso(was),
        wordt=_iso(wijziging.tot),
        voorwaarde=wijziging.voorwaarde,
    )
    obj.embargo_tot = wijziging.tot
    obj.embargo_voorwaarde = wijziging.voorwaarde
    obj.embargo_reden = wijziging.reden
    obj.embargo_gezet_door = wie_nu()
    if wijziging.meteen_openbaar:
        verplaats(obj, PUBLICATIE[obj.portal_type], "geef_vrij", wijziging.reden)
    elif status is Status.ONDER_EMBARGO:
        plan(obj)
        if wijziging.tot != was:
            notify(EmbargoGewijzigd(obj, was))
    return wijziging


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else klok.als_iso(moment)


def hervat(event) -> None:
    """Secrecy was lifted: what waited for that is planned again."""
    obj = event.object
    if status_van(obj) is Status.ONDER_EMBARGO and obj.UID() in agenda().wachtenden():
        plan(obj)
