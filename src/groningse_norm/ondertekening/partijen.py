"""Who must sign, in which office, and in which capacity somebody may do so."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from groningse_norm.overheid.domain import BESTUURSHOOFD, SECRETARIS, soort_van


class Ambt(StrEnum):
    """In which office a party signs; one signature of each named office is needed."""

    BESTUURSHOOFD = "bestuurshoofd"
    SECRETARIS = "secretaris"


_GROEP_VAN_AMBT: dict[Ambt, str] = {
    Ambt.BESTUURSHOOFD: "ondertekenaars",
    Ambt.SECRETARIS: "secretaris",
}


class Hoedanigheid(StrEnum):
    """Capacity in which somebody signs."""

    EIGEN_AMBT = "eigen_ambt"
    LOCO = "loco"
    NAMENS = "namens"


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

    def functie(self, hoedanigheid: "Hoedanigheid" = Hoedanigheid.EIGEN_AMBT) -> str:
        """Function under the signature, such as ``loco-burgemeester``.

        Gemeentewet art. 77(1): a deputy exercises the office itself, in the mayor's absence.
        """
        if self.ambt is Ambt.SECRETARIS:
            functie = SECRETARIS[soort_van(self.tooi)]
        else:
            functie = BESTUURSHOOFD[soort_van(self.tooi)]
        voor = {Hoedanigheid.LOCO: "loco-", Hoedanigheid.NAMENS: "namens de "}
        return voor.get(hoedanigheid, "") + functie


def is_ondertekengroep(groep: str) -> bool:
    """May the members of this group sign for somebody?"""
    return groep.endswith(tuple(f"-{soort}" for soort in _GROEP_VAN_AMBT.values()))


def partijen_van(groepen: Iterable[str], partijen: Iterable[Partij]) -> tuple[Partij, ...]:
    """The parties for which a member of these groups may sign."""
    eigen = frozenset(groepen)
    return tuple(partij for partij in partijen if partij.groep in eigen)
