"""Reports of progress on a plan, carried out: all of them, or none."""

from collections.abc import Sequence

from AccessControl import getSecurityManager
from plone import api
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

from groningse_norm import rechten
from groningse_norm.plan.uitwisseling.domain import Fout, Rij
from groningse_norm.plan.werkblad.domain import (
    VELDEN,
    Gemeld,
    Geweigerd,
    Melding,
    neem_aan,
    terug,
)


class NietGemeld(ValueError):
    """Nothing was changed; ``waarom`` is, per UID, what is wrong."""

    def __init__(self, waarom: dict[str, Geweigerd]) -> None:
        super().__init__()
        self.waarom = waarom


def voortgang_van(maatregel) -> Rij:
    """What is reported of a measure. Asks no permission."""
    return {naam: getattr(maatregel, naam) for naam in VELDEN}


def mag_melden(maatregel) -> bool:
    """May the person report on this measure now? The workflow says so while it is carried out."""
    mag = getSecurityManager().checkPermission
    return bool(mag(rechten.VOORTGANG_ZIEN, maatregel) and mag(rechten.VOORTGANG_MELDEN, maatregel))


def meld(plan, meldingen: Sequence[Melding]) -> Gemeld:
    """Carry out these reports, or none of them.

    Raises ``NietGemeld``. A measure that the person may not see is one that does not exist.
    """
    op_uid = {
        maatregel.UID(): maatregel
        for maatregel in plan.maatregelen()
        if api.user.has_permission(rechten.ZIEN, obj=maatregel)
    }
    wijzigingen = {}
    waarom: dict[str, Geweigerd] = {}
    for melding in meldingen:
        maatregel = op_uid.get(melding.uid)
        try:
            if maatregel is None:
                raise Geweigerd(Fout.ONBEKEND_KENMERK)
            if plan.model or not mag_melden(maatregel):
                raise Geweigerd(Fout.LIGT_VAST)
            wijzigingen[melding.uid] = neem_aan(voortgang_van(maatregel), melding)
        except Geweigerd as error:
            waarom[melding.uid] = error
    if waarom:
        raise NietGemeld(waarom)
    gedaan = {uid: gewijzigd for uid, gewijzigd in wijzigingen.items() if gewijzigd}
    terugweg = tuple(
        terug(uid, voortgang_van(op_uid[uid]), gewijzigd) for uid, gewijzigd in gedaan.items()
    )
    for uid, gewijzigd in gedaan.items():
        for naam, waarde in gewijzigd.items():
            setattr(op_uid[uid], naam, waarde)
        notify(ObjectModifiedEvent(op_uid[uid]))
    return Gemeld(tuple(gedaan), terugweg)
