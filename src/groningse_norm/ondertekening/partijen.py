"""Who must sign, and the members of which group may do so."""

from collections.abc import Iterable
from dataclasses import dataclass

from groningse_norm.aanwijzing.domain import Ambt, Hoedanigheid, functie

_GROEP_VAN_AMBT: dict[Ambt, str] = {
    Ambt.BESTUURSHOOFD: "ondertekenaars",
    Ambt.SECRETARIS: "secretaris",
}


@dataclass(frozen=True, slots=True, order=True)
class Partij:
    """Who must sign: the holder of an office of one authority."""

    tooi: str
    ambt: Ambt = Ambt.BESTUURSHOOFD

    @property
    def sleutel(self) -> str:
        return f"{self.tooi}/{self.ambt}"

    @property
    def groep(self) -> str:
        """Group whose members may sign for this party."""
        return f"{self.tooi}-{_GROEP_VAN_AMBT[self.ambt]}"

    def functie(self, hoedanigheid: Hoedanigheid = Hoedanigheid.EIGEN_AMBT) -> str:
        """Function under the signature, such as ``loco-burgemeester``."""
        return functie(self.tooi, self.ambt, hoedanigheid)


def is_ondertekengroep(groep: str) -> bool:
    """May the members of this group sign for somebody?"""
    return groep.endswith(tuple(f"-{soort}" for soort in _GROEP_VAN_AMBT.values()))


def partijen_van(groepen: Iterable[str], partijen: Iterable[Partij]) -> tuple[Partij, ...]:
    """The parties for which a member of these groups may sign."""
    eigen = frozenset(groepen)
    return tuple(partij for partij in partijen if partij.groep in eigen)
