"""What a workflow is made of. Each capability fills in its own table in its ``domain.py``."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Toestand:
    """A state, and the roles that hold each managed permission in it.

    A permission that is absent is held by nobody; ``None`` as roles means: as the container says.
    """

    id: str
    titel: str
    rechten: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Overgang:
    """A transition. Without ``rollen`` nobody can take it by hand: only the product itself can."""

    id: str
    titel: str
    van: tuple[str, ...]
    naar: str
    rollen: tuple[str, ...] = ()
    reden_verplicht: bool = False


@dataclass(frozen=True, slots=True)
class Werkstroom:
    """A workflow: one state variable, the permissions it manages, its states and transitions."""

    id: str
    titel: str
    variabele: str
    begin: str
    rechten: tuple[str, ...]
    toestanden: tuple[Toestand, ...]
    overgangen: tuple[Overgang, ...]

    def toestand(self, id: str) -> Toestand:
        return next(toestand for toestand in self.toestanden if toestand.id == id)

    def overgang(self, id: str) -> Overgang:
        return next(overgang for overgang in self.overgangen if overgang.id == id)

    def overgangen_uit(self, toestand: str) -> tuple[Overgang, ...]:
        return tuple(overgang for overgang in self.overgangen if toestand in overgang.van)

    def mag(self, rollen: frozenset[str], toestand: str, recht: str) -> bool | None:
        """May someone with these roles do this in this state; ``None``: the container decides."""
        wie = self.toestand(toestand).rechten.get(recht, ())
        return None if wie is None else bool(rollen & frozenset(wie))
