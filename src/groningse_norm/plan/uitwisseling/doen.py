"""Between a plan and its table: what goes out, what an import would do, and doing it."""

from collections.abc import Callable, Mapping

from plone import api
from plone.dexterity.utils import addContentToContainer, createContent
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

from groningse_norm import rechten
from groningse_norm.plan.uitwisseling.bestand import lees
from groningse_norm.plan.uitwisseling.domain import (
    KOLOMMEN,
    NIEUW,
    Proef,
    Regel,
    Rij,
    Uitkomst,
    proef,
)

_VERBINTENIS = tuple(kolom.naam for kolom in KOLOMMEN if not kolom.voortgang)
_VOORTGANG = tuple(kolom.naam for kolom in KOLOMMEN if kolom.voortgang)


class ProefVerouderd(ValueError):
    """Something changed between the dry run and its confirmation."""

    code = "proef_verouderd"


class NietsTeDoen(ValueError):
    """The dry run refuses a row, or finds nothing to change: then nothing is carried out."""

    code = "invoer_geweigerd"


def zichtbare_velden(plan) -> tuple[str, ...]:
    """The columns for this person."""
    ziet = api.user.has_permission(rechten.VOORTGANG_ZIEN, obj=plan) and not plan.model
    return _VERBINTENIS + (_VOORTGANG if ziet else ())


def maatregelen_van(plan) -> dict[str, Rij]:
    """The measures that the person may see, by UID, in the order of their numbers."""
    namen = zichtbare_velden(plan)
    return {
        maatregel.UID(): {naam: getattr(maatregel, naam) for naam in namen}
        for maatregel in _zichtbare(plan).values()
    }


def vrije_velden(plan) -> dict[str, tuple[str, ...]]:
    """By UID, what the person may change now; under ``NIEUW`` what a new measure takes."""
    zichtbaar = set(zichtbare_velden(plan))
    vrij = {}
    for uid, maatregel in _zichtbare(plan).items():
        namen: tuple[str, ...] = ()
        if api.user.has_permission(rechten.VERBINTENIS_WIJZIGEN, obj=maatregel):
            namen += _VERBINTENIS
        if api.user.has_permission(rechten.VOORTGANG_MELDEN, obj=maatregel):
            namen += _VOORTGANG
        vrij[uid] = tuple(naam for naam in namen if naam in zichtbaar)
    if api.user.has_permission(rechten.MAATREGEL_TOEVOEGEN, obj=plan):
        vrij[NIEUW] = _VERBINTENIS
    return vrij


def mag_invoeren(plan) -> bool:
    """Is there anything that this person may change by a file?"""
    return any(vrije_velden(plan).values())


def beproef(plan, inhoud: bytes) -> Proef:
    """What taking in this file would do.

    Raises ``BestandGeweigerd``.
    """
    return proef(
        maatregelen_van(plan),
        lees(inhoud),
        zichtbaar=zichtbare_velden(plan),
        vrij=vrije_velden(plan),
    )


def voer_in(
    plan, inhoud: bytes, bevestigd: str, meld: Callable[[int], None] = lambda gedaan: None
) -> Proef:
    """Carry out what was shown and confirmed (``bevestigd`` is its fingerprint), all of it.

    ``meld`` hears after each row how many are done.

    Raises ``BestandGeweigerd``, ``ProefVerouderd`` and ``NietsTeDoen``; nothing has changed then.
    """
    gedaan = beproef(plan, inhoud)
    if gedaan.vingerafdruk != bevestigd:
        raise ProefVerouderd()
    if not gedaan.kan:
        raise NietsTeDoen()
    op_uid = _zichtbare(plan)
    for nummer, regel in enumerate(gedaan.te_doen, start=1):
        if regel.uitkomst is Uitkomst.NIEUW:
            _voeg_toe(plan, regel)
        else:
            maatregel = op_uid[regel.kenmerk]
            for wijziging in regel.wijzigingen:
                setattr(maatregel, wijziging.naam, wijziging.wordt)
            notify(ObjectModifiedEvent(maatregel))
        meld(nummer)
    return gedaan


def _zichtbare(plan) -> Mapping:
    return {
        maatregel.UID(): maatregel
        for maatregel in plan.maatregelen()
        if api.user.has_permission(rechten.ZIEN, obj=maatregel)
    }


def _voeg_toe(plan, regel: Regel) -> None:
    velden = {w.naam: w.wordt for w in regel.wijzigingen}
    id_ = str(velden["nummer"]).lower()
    vrij = id_ not in plan and id_.isalnum()
    addContentToContainer(
        plan, createContent("Maatregel", id=id_ if vrij else "", **velden), checkConstraints=False
    )
