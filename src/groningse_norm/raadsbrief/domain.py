"""Rules of a letter."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Ondertekenaar:
    """Who signs a letter, as named under it."""

    naam: str
    functie: str | None = None

    @classmethod
    def uit_regel(cls, regel: str) -> "Ondertekenaar":
        """Read ``A. van der Tuuk, burgemeester``; without a comma there is no function."""
        naam, _komma, functie = regel.partition(",")
        return cls(naam.strip(), functie.strip() or None)

    @property
    def regel(self) -> str:
        """The line in which a person edits it."""
        return f"{self.naam}, {self.functie}" if self.functie else self.naam

    def als_dict(self) -> dict[str, str | None]:
        return asdict(self)
