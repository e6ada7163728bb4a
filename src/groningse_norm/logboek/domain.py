"""Lines of the log.

A line holds what BIO2 8.15.01 asks: action, object, result, origin, actor and time. Lines of one
item are chained: each holds the hash of the one before, so that one taken out or altered shows.
No secrets: passwords and tokens never enter a line (BIO2 8.15.02).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

ONLEESBAAR = "onleesbaar"


class Uitkomst(StrEnum):
    GELUKT = "gelukt"
    GEWEIGERD = "geweigerd"
    MISLUKT = "mislukt"


@dataclass(frozen=True, slots=True)
class Logregel:
    """One line. ``moment`` is ISO 8601 in UTC; ``object`` is a UID, ``pad`` where it lay then."""

    volgnummer: int
    moment: str
    handeling: str
    object: str
    pad: str
    uitkomst: str
    wie: str
    herkomst: str
    reden: str = ""
    bijzonderheden: Mapping[str, str | None] = field(default_factory=dict)
    vorige: str = ""

    @classmethod
    def uit(cls, volgnummer: int, gegevens: Any) -> "Logregel":
        """A line as it is stored.

        One that somebody damaged in the database is a line ``onleesbaar`` in its place, so that
        whoever reads the log sees that, and the others.
        """
        try:
            regel = cls(**gegevens)
        except TypeError:
            return _onleesbaar(volgnummer)
        teksten = [waarde for naam, waarde in asdict(regel).items() if naam not in _GEEN_TEKST]
        heel = (
            isinstance(regel.volgnummer, int)
            and isinstance(regel.bijzonderheden, Mapping)
            and all(isinstance(tekst, str) for tekst in teksten)
            and is_moment(regel.moment)
        )
        return regel if heel else _onleesbaar(volgnummer)

    def als_dict(self) -> dict[str, Any]:
        return {**asdict(self), "bijzonderheden": dict(self.bijzonderheden)}

    @property
    def afdruk(self) -> str:
        """SHA-256 (hex) of the line."""
        tekst = json.dumps(self.als_dict(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(tekst.encode()).hexdigest()


_GEEN_TEKST = frozenset({"volgnummer", "bijzonderheden"})


def is_moment(tekst: str) -> bool:
    """Is this an aware moment in ISO 8601?"""
    try:
        return datetime.fromisoformat(tekst).tzinfo is not None
    except ValueError:
        return False


def _onleesbaar(volgnummer: int) -> Logregel:
    begin = datetime.fromtimestamp(0, UTC).isoformat(timespec="milliseconds")
    return Logregel(volgnummer, begin, ONLEESBAAR, "", "", Uitkomst.MISLUKT.value, "", "")


def volgende(
    laatste: Logregel | None,
    moment: datetime,
    *,
    handeling: str,
    object: str,
    pad: str,
    uitkomst: Uitkomst,
    wie: str,
    herkomst: str,
    reden: str = "",
    bijzonderheden: Mapping[str, str | None] | None = None,
) -> Logregel:
    """The line that follows on the last one of the same item. ``moment`` is aware."""
    return Logregel(
        volgnummer=1 if laatste is None else laatste.volgnummer + 1,
        moment=moment.astimezone(UTC).isoformat(timespec="milliseconds"),
        handeling=handeling,
        object=object,
        pad=pad,
        uitkomst=uitkomst.value,
        wie=wie,
        herkomst=herkomst,
        reden=reden.strip(),
        bijzonderheden=dict(bijzonderheden or {}),
        vorige="" if laatste is None else laatste.afdruk,
    )


def eerste_breuk(regels: Sequence[Logregel]) -> int | None:
    """Index of the first line that cannot be read or does not follow on the one before.

    ``None`` if all do.
    """
    vorige = ""
    for index, regel in enumerate(regels):
        los = regel.vorige != vorige or regel.volgnummer != index + 1
        if los or regel.handeling == ONLEESBAAR:
            return index
        vorige = regel.afdruk
    return None


def bewaren_vanaf(nu: datetime, dagen: int) -> datetime:
    """Read logs from before this moment are removed: who reads what is personal data (GDPR)."""
    return nu - timedelta(days=dagen)
