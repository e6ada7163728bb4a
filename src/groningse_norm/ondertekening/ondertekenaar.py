"""Rules about the person who signs: what goes on record of him, and what of it stays closed.

A record is public with its item. What is nobody's business (user id, login, who gave the role) is
kept beside it as the *closed part*; the record holds only its hash. A random salt is in the closed
part, so that nobody can find it by trying user ids.
"""

from dataclasses import dataclass
from enum import StrEnum


class Rol(StrEnum):
    """How a person came to hold the role of signatory, as the log of the groups tells."""

    TOEGEKEND = "toegekend"
    ZELF_TOEGEKEND = "zelf_toegekend"
    # He was in the group before it was logged, or another system keeps the groups.
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True)
class Lidmaatschap:
    """Membership of the group that signs. ``sinds`` is ISO 8601; both empty when unknown."""

    groep: str
    sinds: str = ""
    door: str = ""


@dataclass(frozen=True, slots=True)
class Ondertekenaar:
    """The person who signs, as the site knows him at that moment.

    ``zout`` is random text of at least 128 bits, new for each signature.
    """

    gebruiker: str
    naam: str
    aanmelding: str
    lidmaatschap: Lidmaatschap
    zout: str

    @property
    def rol(self) -> Rol:
        if not self.lidmaatschap.door:
            return Rol.ONBEKEND
        zelf = self.lidmaatschap.door == self.gebruiker
        return Rol.ZELF_TOEGEKEND if zelf else Rol.TOEGEKEND

    @property
    def besloten(self) -> dict[str, str]:
        """The closed part of the record, as JSON types."""
        return {
            "gebruiker": self.gebruiker,
            "aanmelding": self.aanmelding,
            "groep": self.lidmaatschap.groep,
            "lid_sinds": self.lidmaatschap.sinds,
            "lid_door": self.lidmaatschap.door,
            "zout": self.zout,
        }
