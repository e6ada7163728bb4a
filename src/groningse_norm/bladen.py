"""The pages of a list: which one is shown, and where the others begin."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bladen:
    """Of a list of ``aantal`` the page of at most ``grootte`` (1 or more) that begins at ``begin``,
    counted from 0. ``begin`` may lie past the end."""

    begin: int
    grootte: int
    aantal: int

    @property
    def bestaat(self) -> bool:
        """Is there such a page? The first one is there also when the list is empty."""
        return self.begin == 0 or self.begin < self.aantal

    @property
    def einde(self) -> int:
        """Where the next page would begin."""
        return self.begin + self.grootte

    @property
    def vorige(self) -> int | None:
        """Beginning of the page before; from past the end that of the last page."""
        if self.begin == 0:
            return None
        laatste = max(0, self.aantal - 1) // self.grootte * self.grootte
        return max(0, min(self.begin - self.grootte, laatste))

    @property
    def volgende(self) -> int | None:
        return self.einde if self.einde < self.aantal else None

    @property
    def nummer(self) -> int:
        """Number of this page, from 1."""
        return -(-self.begin // self.grootte) + 1

    @property
    def totaal(self) -> int:
        """How many pages there are."""
        rest = max(0, self.aantal - self.einde)
        return self.nummer + -(-rest // self.grootte)

    @property
    def meer(self) -> bool:
        """Is there another page than this one?"""
        return self.vorige is not None or self.volgende is not None
