"""Rules about the person who signs: what goes on record of him, and what of it stays closed.

A record is public with its item. What is nobody's business (user id, login, who gave the role) is
kept beside it as the *closed part*; the record holds only its hash. A random salt is in the closed
part, so that nobody can find it by trying user ids.
"""

from dataclasses import dataclass
from enum import StrEnum

from groningse_norm.aanwijzing.domain import DOOR_LIDMAATSCHAP, Bevoegdheid


class Rol(StrEnum):
    """How a person came to hold the role of signatory, as the log of the groups tells."""

    TOEGEKEND = "toegekend"
    ZELF_TOEGEKEND = "zelf_toegekend"
    # Somebody else gave the role, but he recorded the designation by which he signs himself.
    ZELF_AANGEWEZEN = "zelf_aangewezen"
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

    ``zout`` is random text of at least 128 bits, new for each signature. ``bevoegdheid`` is the
    capacity in which he signs and what it rests on.
    """

    gebruiker: str
    naam: str
    aanmelding: str
    lidmaatschap: Lidmaatschap
    zout: str
    bevoegdheid: Bevoegdheid = DOOR_LIDMAATSCHAP

    @property
    def rol(self) -> Rol:
        if self.lidmaatschap.door == self.gebruiker:
            return Rol.ZELF_TOEGEKEND
        if self.bevoegdheid.door == self.gebruiker:
            return Rol.ZELF_AANGEWEZEN
        return Rol.TOEGEKEND if self.lidmaatschap.door else Rol.ONBEKEND

    @property
    def besloten(self) -> dict[str, str]:
        """The closed part of the record, as JSON types; with the designation if there is one."""
        lidmaatschap = {
            "gebruiker": self.gebruiker,
            "aanmelding": self.aanmelding,
            "groep": self.lidmaatschap.groep,
            "lid_sinds": self.lidmaatschap.sinds,
            "lid_door": self.lidmaatschap.door,
            "zout": self.zout,
        }
        if not self.bevoegdheid.nummer:
            return lidmaatschap
        return lidmaatschap | {
            "aanwijzing": str(self.bevoegdheid.nummer),
            "aangewezen_door": self.bevoegdheid.door,
        }
