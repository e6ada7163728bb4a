"""The embargo: one decision about seeing, and the rules of opening.

An embargo is a working agreement between an authority and its council; no law defines it. It is
not *geheimhouding* (Gemeentewet art. 87-89), which time never lifts.

Moments are aware and in UTC, at whole minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from groningse_norm import rechten
from groningse_norm.ondertekening.domain import GETEKEND
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
    "brief": {
        Status.INTERN: _BEHEER,
        Status.ONDER_EMBARGO: (*_BEHEER, rechten.RAADSLID),
        Status.INGETROKKEN: _BEHEER,
    },
}


def mag_zien(
    soort: str,
    status: Status,
    rollen: frozenset[str],
    nu: datetime,
    tot: datetime | None = None,
) -> Oordeel:
    """May someone with these roles on the item see it now?

    State and clock must both say open: an item whose moment has come is open to all only once it
    has been lifted, and an item in state ``openbaar`` whose moment lies ahead stays closed.
    """
    moment_ligt_voor = tot is not None and nu < tot
    if status is Status.OPENBAAR and not moment_ligt_voor:
        return Oordeel(True, Reden.OPENBAAR)
    if status is Status.OPENBAAR:
        status = Status.ONDER_EMBARGO
    if rollen & frozenset(LEZERS[soort][status]):
        return Oordeel(True, Reden.LEZER)
    if status is Status.INGETROKKEN:
        return Oordeel(False, Reden.INGETROKKEN)
    return Oordeel(False, Reden.NOG_NIET if moment_ligt_voor else Reden.NIET_OPENBAAR)


def is_aan_de_beurt(status: Status, tot: datetime | None, nu: datetime) -> bool:
    """Must this item be lifted now? At the moment itself: yes."""
    return status is Status.ONDER_EMBARGO and tot is not None and tot <= nu


def controleer_overgang(
    overgang: str, fase: str, tot: datetime | None, nu: datetime, reden: str
) -> None:
    """Refuse a publication step that the rules do not allow; raises ``PublicatieGeweigerd``."""
    if overgang in ("verzend", "publiceer") and fase not in GETEKEND:
        raise NietOndertekend()
    if overgang == "verzend":
        if tot is None:
            raise GeenMoment()
        if tot <= nu:
            raise MomentVoorbij(tot)
    if overgang in REDEN_VERPLICHT and not reden.strip():
        raise RedenNodig()


# --- workflows ----------------------------------------------------------------------------------

_ZICHT = (rechten.ZIEN, rechten.INHOUD_ZIEN, rechten.LIJST_ZIEN)
_PUBLICEERT: Mapping[str, tuple[str, ...]] = {
    "norm": (rechten.NORMBEHEERDER,),
    "plan": (rechten.NORMBEHEERDER, rechten.GRIFFIE),
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
    toestanden = tuple(
        Toestand(status, STATUS_NAMEN[status], {recht: LEZERS[soort][status] for recht in _ZICHT})
        for status in (Status.INTERN, Status.ONDER_EMBARGO, Status.INGETROKKEN)
    )
    openbaar = Toestand(
        Status.OPENBAAR,
        STATUS_NAMEN[Status.OPENBAAR],
        {recht: (rechten.IEDEREEN,) for recht in _ZICHT},
    )
    return Werkstroom(
        id=f"{soort}_publicatie",
        titel=f"Publicatie ({soort})",
        variabele="publicatie_status",
        begin=Status.INTERN,
        rechten=_ZICHT,
        toestanden=(*toestanden, openbaar),
        overgangen=_overgangen(_PUBLICEERT[soort]),
    )


NORM_PUBLICATIE = _publicatie("norm")
PLAN_PUBLICATIE = _publicatie("plan")
BRIEF_PUBLICATIE = _publicatie("brief")

REDEN_VERPLICHT: frozenset[str] = frozenset(
    overgang.id for overgang in NORM_PUBLICATIE.overgangen if overgang.reden_verplicht
)

PUBLICATIE: Mapping[str, Werkstroom] = {
    "Norm": NORM_PUBLICATIE,
    "Uitvoeringsplan": PLAN_PUBLICATIE,
    "Raadsbrief": BRIEF_PUBLICATIE,
}
SOORT: Mapping[str, str] = {"Norm": "norm", "Uitvoeringsplan": "plan", "Raadsbrief": "brief"}
