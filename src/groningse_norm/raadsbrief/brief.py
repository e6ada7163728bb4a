"""The letter as it was read."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from groningse_norm.raadsbrief.beleidskader import REDEN
from groningse_norm.raadsbrief.herkomst import Bron, zekerheid
from groningse_norm.raadsbrief.ondertekenaars import Ondertekenaar
from groningse_norm.raadsbrief.vondst import Onzeker


@dataclass(frozen=True, slots=True)
class Brief:
    """The fields of a letter. None (or empty) is what the letter does not settle; ``onzeker`` says why.

    ``embargo_tot`` is aware, Europe/Amsterdam; ``tekst`` is HTML (see ``brieftekst``); ``beleidskader`` is a proposal
    (see there), always for a person to look at.
    """

    kenmerk: str | None
    datum: date | None
    embargo_tot: datetime | None
    onderwerp: str | None
    aan: str | None
    email: str | None
    contactpersoon: str | None
    aanhef: str | None
    tekst: str | None
    slotgroet: str | None
    ondertekenaars: tuple[Ondertekenaar, ...]
    bijlagen: tuple[str, ...]
    onzeker: tuple[Onzeker, ...]
    bronnen: tuple[tuple[str, Bron], ...] = ()
    waarschuwingen: tuple[str, ...] = ()
    beleidskader: tuple[str, ...] = ()

    def als_dict(self) -> dict[str, Any]:
        """JSON-serialisable, keys in the order of the fields; dates in ISO 8601."""
        velden = {
            naam: waarde
            for naam, waarde in asdict(self).items()
            if naam not in ("bronnen", "waarschuwingen", "beleidskader")
        }
        voorstel = [Onzeker("beleidskader", REDEN, "")] if self.beleidskader else []
        waarden = {naam: waarde for naam, waarde in velden.items() if naam != "onzeker"}
        return velden | {
            "datum": self.datum.isoformat() if self.datum else None,
            "embargo_tot": self.embargo_tot.isoformat() if self.embargo_tot else None,
            "ondertekenaars": [asdict(ondertekenaar) for ondertekenaar in self.ondertekenaars],
            "bijlagen": list(self.bijlagen),
            "onzeker": [asdict(rij) for rij in self.onzeker],
            "bronnen": {
                veld: [asdict(bron) for naam, bron in self.bronnen if naam == veld]
                for veld in dict.fromkeys(naam for naam, _ in self.bronnen)
            },
            "zekerheid": zekerheid(
                waarden | {"beleidskader": self.beleidskader}, [*self.onzeker, *voorstel]
            ),
            "waarschuwingen": list(self.waarschuwingen),
            "beleidskader": list(self.beleidskader),
        }
