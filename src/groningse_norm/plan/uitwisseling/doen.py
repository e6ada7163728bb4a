"""Between a plan and its table: what goes out, what an import would do, and doing it."""

from collections.abc import Callable, Iterable, Mapping

from plone import api
from plone.dexterity.utils import addContentToContainer, createContent
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

from groningse_norm import rechten
from groningse_norm.plan.uitwisseling.domain import KOLOMMEN, Kolom, Rij, met_personen
from groningse_norm.plan.uitwisseling.lezen import lees
from groningse_norm.plan.uitwisseling.proef import NIEUW, Proef, Regel, Uitkomst, proef
from groningse_norm.plan.vocabularies import medewerkers

_VERBINTENIS = tuple(kolom.naam for kolom in KOLOMMEN if not kolom.voortgang)
_VOORTGANG = tuple(kolom.naam for kolom in KOLOMMEN if kolom.voortgang)


class NietIngevoerd(ValueError):
    """Nothing was taken in; ``proef`` is what the file would do now."""

    code = ""

    def __init__(self, gedaan: Proef) -> None:
        super().__init__()
        self.proef = gedaan


class ProefVerouderd(NietIngevoerd):
    """Something changed between the dry run and its confirmation."""

    code = "proef_verouderd"


class NietsTeDoen(NietIngevoerd):
    """The dry run refuses a row, or finds nothing to change."""

    code = "invoer_geweigerd"


def zichtbare_velden(plan) -> tuple[str, ...]:
    """The columns for this person."""
    ziet = api.user.has_permission(rechten.VOORTGANG_ZIEN, obj=plan) and not plan.model
    return _VERBINTENIS + (_VOORTGANG if ziet else ())


def kolommen_van(plan) -> tuple[Kolom, ...]:
    """All columns, with the staff that this person may choose from."""
    return met_personen({term.value: term.title for term in medewerkers(plan)})


def maatregelen_van(plan) -> dict[str, Rij]:
    """The measures that the person may see, by UID, in the order of their numbers."""
    return _rijen(_zichtbare(plan), zichtbare_velden(plan))


def _rijen(maatregelen: Mapping, namen: Iterable[str]) -> dict[str, Rij]:
    return {
        uid: {naam: getattr(maatregel, naam) for naam in namen}
        for uid, maatregel in maatregelen.items()
    }


def vrije_velden(plan) -> dict[str, tuple[str, ...]]:
    """By UID, what the person may change now; under ``NIEUW`` what a new measure takes."""
    return _vrij(plan, _zichtbare(plan), zichtbare_velden(plan))


def _vrij(plan, maatregelen: Mapping, namen: Iterable[str]) -> dict[str, tuple[str, ...]]:
    zichtbaar = set(namen)
    vrij = {
        uid: tuple(naam for naam in _mag_wijzigen(maatregel) if naam in zichtbaar)
        for uid, maatregel in maatregelen.items()
    }
    if _mag_toevoegen(plan):
        vrij[NIEUW] = _VERBINTENIS
    return vrij


def _mag_toevoegen(plan) -> bool:
    return api.user.has_permission(rechten.MAATREGEL_TOEVOEGEN, obj=plan)


def _mag_wijzigen(maatregel) -> tuple[str, ...]:
    namen: tuple[str, ...] = ()
    if api.user.has_permission(rechten.VERBINTENIS_WIJZIGEN, obj=maatregel):
        namen += _VERBINTENIS
    if api.user.has_permission(rechten.VOORTGANG_MELDEN, obj=maatregel):
        namen += _VOORTGANG
    return namen


def mag_invoeren(plan) -> bool:
    """Is there anything that this person may change by a file?"""
    zichtbaar = set(zichtbare_velden(plan))
    return _mag_toevoegen(plan) or any(
        zichtbaar.intersection(_mag_wijzigen(maatregel))
        for maatregel in plan.maatregelen()
        if api.user.has_permission(rechten.ZIEN, obj=maatregel)
    )


def beproef(plan, inhoud: bytes) -> Proef:
    """What taking in this file would do.

    Raises ``BestandGeweigerd``.
    """
    maatregelen, namen = _zichtbare(plan), zichtbare_velden(plan)
    return proef(
        _rijen(maatregelen, namen),
        lees(inhoud),
        zichtbaar=namen,
        vrij=_vrij(plan, maatregelen, namen),
        kolommen=kolommen_van(plan),
    )


def beproef_bevestigd(plan, inhoud: bytes, bevestigd: str) -> Proef:
    """What was shown and confirmed (``bevestigd`` is its fingerprint), if that still holds.

    Raises ``BestandGeweigerd``, ``ProefVerouderd`` and ``NietsTeDoen``.
    """
    gedaan = beproef(plan, inhoud)
    if gedaan.vingerafdruk != bevestigd:
        raise ProefVerouderd(gedaan)
    if not gedaan.kan:
        raise NietsTeDoen(gedaan)
    return gedaan


def voer_uit(plan, gedaan: Proef, meld: Callable[[int], None] = lambda aantal: None) -> None:
    """Do what a dry run in this same transaction said.

    ``meld`` hears after each row how many are done.
    """
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


def voer_in(
    plan, inhoud: bytes, bevestigd: str, meld: Callable[[int], None] = lambda aantal: None
) -> Proef:
    """Carry out what was shown and confirmed, all of it.

    Raises as ``beproef_bevestigd``; nothing has changed then.
    """
    gedaan = beproef_bevestigd(plan, inhoud, bevestigd)
    voer_uit(plan, gedaan, meld)
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
