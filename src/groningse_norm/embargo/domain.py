"""The embargo: one decision about seeing, and the rules of opening.

An embargo is a working agreement between an authority and its council; no law defines it. It is
not *geheimhouding* (Gemeentewet art. 87-89), which time never lifts.

Moments are aware and in UTC, at whole minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from unicodedata import category

from groningse_norm import rechten
from groningse_norm.ondertekening.domain import OOIT_GETEKEND
from groningse_norm.werkstroom.domain import Overgang, Toestand, Werkstroom


class Status(StrEnum):
    """States of the publication workflows (``publicatie_status``)."""

    INTERN = "intern"
    ONDER_EMBARGO = "onder_embargo"
    OPENBAAR = "openbaar"
    INGETROKKEN = "ingetrokken"


STATUS_NAMEN: dict[Status, str] = {
    Status.INTERN: "Intern",
    Status.ONDER_EMBARGO: "Onder embargo",
    Status.OPENBAAR: "Openbaar",
    Status.INGETROKKEN: "Ingetrokken",
}


class PublicatieGeweigerd(ValueError):
    """A step towards publication that the rules refuse; ``code`` names the reason."""

    code = "geweigerd"


class NietOndertekend(PublicatieGeweigerd):
    code = "niet_ondertekend"


class GeenMoment(PublicatieGeweigerd):
    """Sent under embargo without a moment at which it ends."""

    code = "geen_moment"


class MomentVoorbij(PublicatieGeweigerd):
    """Sent under embargo with a moment that has passed; publishing at once is another step."""

    code = "moment_voorbij"


class RedenNodig(PublicatieGeweigerd):
    code = "reden_nodig"


class RedenOnbruikbaar(PublicatieGeweigerd):
    """No text, longer than ``MAX_REDEN``, or with signs that cannot be shown."""

    code = "reden_onbruikbaar"


class BevestigingNodig(PublicatieGeweigerd):
    """The new moment has passed: the item would be public at once. Asked back, never guessed."""

    code = "bevestiging_nodig"


class AlOpenbaar(PublicatieGeweigerd):
    """There is no embargo to change: the item is public, or has been withdrawn."""

    code = "al_openbaar"


class VoorwaardeOnbekend(PublicatieGeweigerd):
    """The condition names nothing that is ever signed."""

    code = "voorwaarde_onbekend"


class OnderGeheimhouding(PublicatieGeweigerd):
    """Secrecy holds: only a decision of the body that may lift it opens the item."""

    code = "onder_geheimhouding"


class Vastgezet(PublicatieGeweigerd):
    """Under embargo an item stays where it is, under its own name."""

    code = "vastgezet"


class GaatMee(PublicatieGeweigerd):
    """An item inside another one is as public as that one, and takes no step by itself."""

    code = "gaat_mee"


class Reden(StrEnum):
    """Why somebody may, or may not, see an item."""

    OPENBAAR = "openbaar"
    LEZER = "lezer"
    NIET_OPENBAAR = "niet_openbaar"
    NOG_NIET = "nog_niet"
    INGETROKKEN = "ingetrokken"


@dataclass(frozen=True, slots=True)
class Oordeel:
    """The answer to *may this person see this item at this moment*, and why."""

    mag: bool
    reden: Reden


_BEHEER = (rechten.MANAGER, rechten.GRIFFIE, rechten.ONDERTEKENAAR, rechten.SECRETARIS)

# Kind of document → who reads it before it is public. Roles are local to one authority, or to the
# norm for the people of its parties.
LEZERS: Mapping[str, Mapping[Status, tuple[str, ...]]] = {
    "norm": {
        Status.INTERN: (*_BEHEER, rechten.NORMBEHEERDER, rechten.MEDEWERKER),
        Status.ONDER_EMBARGO: (*_BEHEER, rechten.NORMBEHEERDER, rechten.RAADSLID),
        Status.INGETROKKEN: (*_BEHEER, rechten.NORMBEHEERDER),
    },
    "plan": {
        Status.INTERN: (*_BEHEER, rechten.NORMBEHEERDER, rechten.MEDEWERKER),
        Status.ONDER_EMBARGO: (*_BEHEER, rechten.NORMBEHEERDER, rechten.RAADSLID),
        Status.INGETROKKEN: (*_BEHEER, rechten.NORMBEHEERDER, rechten.MEDEWERKER),
    },
    "evaluatie": {
        Status.INTERN: (*_BEHEER, rechten.MEDEWERKER),
        Status.ONDER_EMBARGO: (*_BEHEER, rechten.RAADSLID),
        Status.INGETROKKEN: (*_BEHEER, rechten.MEDEWERKER),
    },
    "brief": {
        Status.INTERN: _BEHEER,
        Status.ONDER_EMBARGO: (*_BEHEER, rechten.RAADSLID),
        Status.INGETROKKEN: _BEHEER,
    },
}


def geldend(status: Status, nu: datetime, tot: datetime | None = None) -> Status:
    """What holds now: an item in state ``openbaar`` whose moment lies ahead is under embargo.

    The other way round the state holds: an item whose moment has come is open to all only once it
    has been lifted.
    """
    if status is Status.OPENBAAR and tot is not None and nu < tot:
        return Status.ONDER_EMBARGO
    return status


def wie_zien(
    soort: str, status: Status, nu: datetime, tot: datetime | None = None
) -> tuple[str, ...]:
    """The roles that see the item now; everybody only when state and clock both say open."""
    geldt = geldend(status, nu, tot)
    return (rechten.IEDEREEN,) if geldt is Status.OPENBAAR else LEZERS[soort][geldt]


def mag_zien(
    soort: str,
    status: Status,
    rollen: frozenset[str],
    nu: datetime,
    tot: datetime | None = None,
) -> Oordeel:
    """May someone with these roles on the item see it now, and why (not)?"""
    wie = wie_zien(soort, status, nu, tot)
    if rechten.IEDEREEN in wie:
        return Oordeel(True, Reden.OPENBAAR)
    if rollen & frozenset(wie):
        return Oordeel(True, Reden.LEZER)
    if status is Status.INGETROKKEN:
        return Oordeel(False, Reden.INGETROKKEN)
    ligt_voor = tot is not None and nu < tot
    return Oordeel(False, Reden.NOG_NIET if ligt_voor else Reden.NIET_OPENBAAR)


def vereffend(status: Status, tot: datetime | None, nu: datetime) -> datetime | None:
    """The moment that belongs to this state: what is public has none ahead.

    Opened by hand before its moment, the item was under embargo until now, in whole minutes.
    """
    if geldend(status, nu, tot) is status:
        return tot
    return nu.replace(second=0, microsecond=0)


class Beurt(StrEnum):
    """What the clock says of an item."""

    NIET = "niet"
    WACHT = "wacht"
    OPEN = "open"


def beurt(
    status: Status,
    tot: datetime | None,
    nu: datetime,
    *,
    voorwaarde_vervuld: bool = True,
    geheim: bool = False,
) -> Beurt:
    """Must this item be opened now? At the moment itself: yes.

    With its condition unmet it waits, for as long as that takes. Secrecy is not lifted by time.
    """
    if status is not Status.ONDER_EMBARGO or tot is None or nu < tot:
        return Beurt.NIET
    return Beurt.OPEN if voorwaarde_vervuld and not geheim else Beurt.WACHT


def controleer_overgang(
    overgang: str,
    fase: str,
    tot: datetime | None,
    nu: datetime,
    reden: str,
    *,
    geheim: bool = False,
) -> None:
    """Refuse a publication step that the rules do not allow; raises ``PublicatieGeweigerd``."""
    if overgang in ("verzend", "publiceer", "geef_vrij") and geheim:
        raise OnderGeheimhouding()
    if overgang in ("verzend", "publiceer") and fase not in OOIT_GETEKEND:
        raise NietOndertekend()
    if overgang == "verzend":
        if tot is None:
            raise GeenMoment()
        if tot <= nu:
            raise MomentVoorbij(tot)
    controleer_reden(reden, nodig=overgang in REDEN_VERPLICHT)


MAX_REDEN = 2000  # characters; a line of a log that nobody ever shortens


def controleer_reden(reden: object, *, nodig: bool) -> None:
    """A reason stays in the log for ever; raises ``RedenNodig`` or ``RedenOnbruikbaar``."""
    if not isinstance(reden, str) or len(reden) > MAX_REDEN:
        raise RedenOnbruikbaar()
    if any(category(teken) in ("Cc", "Cs") and teken not in "\n\r\t" for teken in reden):
        raise RedenOnbruikbaar()
    if nodig and not reden.strip():
        raise RedenNodig()


@dataclass(frozen=True, slots=True)
class Wijziging:
    """A change of an embargo that was let through."""

    tot: datetime | None
    voorwaarde: str | None
    reden: str
    meteen_openbaar: bool = False


def wijzig(
    status: Status,
    nieuw_tot: datetime | None,
    nieuwe_voorwaarde: str | None,
    nu: datetime,
    reden: str,
    *,
    bevestigd: bool = False,
    geheim: bool = False,
) -> Wijziging:
    """Shorten, extend or take away an embargo, or plan one; raises ``PublicatieGeweigerd``.

    Before sending anything may be planned or taken away. Under embargo there is always a moment;
    one that has passed opens the item at once, but only when that was confirmed.
    """
    controleer_reden(reden, nodig=True)
    if geheim:
        raise OnderGeheimhouding()
    if status is Status.INTERN:
        if nieuw_tot is not None and nieuw_tot <= nu:
            raise MomentVoorbij(nieuw_tot)
        return Wijziging(nieuw_tot, nieuwe_voorwaarde, reden.strip())
    if status is not Status.ONDER_EMBARGO:
        raise AlOpenbaar()
    if nieuw_tot is None:
        raise GeenMoment()
    voorbij = nieuw_tot <= nu
    if voorbij and not bevestigd:
        raise BevestigingNodig(nieuw_tot)
    return Wijziging(nieuw_tot, nieuwe_voorwaarde, reden.strip(), meteen_openbaar=voorbij)


def werkdag_ervoor(moment: datetime) -> datetime:
    """The same time of day one working day earlier, in the moment's own time zone."""
    dag = moment - timedelta(days=1)
    while dag.weekday() in _WEEKEND:
        dag -= timedelta(days=1)
    return dag


_WEEKEND = (5, 6)


# --- workflows ----------------------------------------------------------------------------------

_ZICHT = rechten.ZICHT
# What stands around an item without being part of it. Under embargo nobody changes that either;
# in every other state it is for whoever may do so in the folder.
_AANKLEDING = (rechten.ALIASSEN, rechten.PORTLETS, rechten.INHOUDSREGELS)
_PUBLICEERT: Mapping[str, tuple[str, ...]] = {
    "norm": (rechten.NORMBEHEERDER,),
    "plan": (rechten.NORMBEHEERDER, rechten.GRIFFIE),
    "evaluatie": (rechten.GRIFFIE,),
    "brief": (rechten.GRIFFIE,),
}


def _overgangen(wie: tuple[str, ...]) -> tuple[Overgang, ...]:
    s = Status
    return (
        Overgang("verzend", "Verzend onder embargo", (s.INTERN,), s.ONDER_EMBARGO, wie),
        Overgang("publiceer", "Publiceer nu", (s.INTERN,), s.OPENBAAR, wie),
        Overgang("geef_vrij", "Geef nu vrij", (s.ONDER_EMBARGO,), s.OPENBAAR, wie, True),
        Overgang("roep_terug", "Roep terug", (s.ONDER_EMBARGO,), s.INTERN, wie, True),
        Overgang("trek_in", "Trek in", (s.OPENBAAR,), s.INGETROKKEN, wie, True),
        Overgang("hef_op", "Embargo verstreken", (s.ONDER_EMBARGO,), s.OPENBAAR),
    )


def _publicatie(soort: str) -> Werkstroom:
    """Sight by state; who publishes is the same in each.

    Without the latter the clerk of each party, who is a clerk on the norm as well, would hold
    *Publish* there.
    """
    lezers = {**LEZERS[soort], Status.OPENBAAR: (rechten.IEDEREEN,)}
    toestanden = tuple(
        Toestand(
            status,
            STATUS_NAMEN[status],
            {
                **dict.fromkeys(_ZICHT, lezers[status]),
                **dict.fromkeys(_AANKLEDING, () if status is Status.ONDER_EMBARGO else None),
                rechten.PUBLICEREN: _PUBLICEERT[soort],
            },
        )
        for status in (Status.INTERN, Status.ONDER_EMBARGO, Status.INGETROKKEN, Status.OPENBAAR)
    )
    return Werkstroom(
        id=f"{soort}_publicatie",
        titel=f"Publicatie ({soort})",
        variabele="publicatie_status",
        begin=Status.INTERN,
        rechten=(*_ZICHT, *_AANKLEDING, rechten.PUBLICEREN),
        toestanden=toestanden,
        overgangen=_overgangen(_PUBLICEERT[soort]),
    )


NORM_PUBLICATIE = _publicatie("norm")
PLAN_PUBLICATIE = _publicatie("plan")
EVALUATIE_PUBLICATIE = _publicatie("evaluatie")
BRIEF_PUBLICATIE = _publicatie("brief")

REDEN_VERPLICHT: frozenset[str] = frozenset(
    overgang.id for overgang in NORM_PUBLICATIE.overgangen if overgang.reden_verplicht
)

PUBLICATIE: Mapping[str, Werkstroom] = {
    "Norm": NORM_PUBLICATIE,
    "Uitvoeringsplan": PLAN_PUBLICATIE,
    "Evaluatie": EVALUATIE_PUBLICATIE,
    "Raadsbrief": BRIEF_PUBLICATIE,
}
SOORT: Mapping[str, str] = {
    "Norm": "norm",
    "Uitvoeringsplan": "plan",
    "Evaluatie": "evaluatie",
    "Raadsbrief": "brief",
}
