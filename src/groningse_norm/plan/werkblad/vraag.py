"""What somebody looks for in a plan: filter, search and order, as they stand in the address.

Whoever does not see progress can neither filter nor sort by it: the answer would tell it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from groningse_norm.norm.domain import Veld
from groningse_norm.plan.domain import Stand
from groningse_norm.plan.werkblad.regel import Regel

E = TypeVar("E", bound=StrEnum)


class Volgorde(StrEnum):
    """By what the measures of a field are sorted."""

    NUMMER = "nummer"
    TITEL = "titel"
    EIGENAAR = "eigenaar"
    DEADLINE = "deadline"
    STAND = "stand"


@dataclass(frozen=True, slots=True)
class Vraag:
    """A question to a plan; empty: all measures by number."""

    zoek: str = ""
    veld: Veld | None = None
    eigenaar: str = ""
    stand: Stand | None = None
    te_laat: bool = False
    op: Volgorde = Volgorde.NUMMER
    af: bool = False

    @property
    def filtert(self) -> bool:
        return bool(self.zoek or self.veld or self.eigenaar or self.stand or self.te_laat)

    def adres(self, **anders: object) -> str:
        """The question in the address, without what is as usual; ``anders`` replaces parts."""
        delen = {deel.name: getattr(self, deel.name) for deel in fields(self)} | anders
        gewoon = Vraag()
        return urlencode(
            {
                naam: "1" if waarde is True else waarde
                for naam, waarde in delen.items()
                if waarde and waarde != getattr(gewoon, naam)
            }
        )


def lees_vraag(vraag: Mapping[str, object], *, ziet_voortgang: bool) -> Vraag:
    """The question of an address; what it does not know is left out of it."""
    op = _keuze(Volgorde, vraag.get("op")) or Volgorde.NUMMER
    if op is Volgorde.STAND and not ziet_voortgang:
        op = Volgorde.NUMMER
    return Vraag(
        zoek=_tekst(vraag.get("zoek")),
        veld=_keuze(Veld, vraag.get("veld")),
        eigenaar=_tekst(vraag.get("eigenaar")),
        stand=_keuze(Stand, vraag.get("stand")) if ziet_voortgang else None,
        te_laat=ziet_voortgang and bool(_tekst(vraag.get("te_laat"))),
        op=op,
        af=bool(_tekst(vraag.get("af"))),
    )


def _tekst(waarde: object) -> str:
    return " ".join(waarde.split())[:200] if isinstance(waarde, str) else ""


def _keuze(soort: type[E], waarde: object) -> E | None:
    tekst = _tekst(waarde)
    return soort(tekst) if tekst in {keuze.value for keuze in soort} else None


def kies(maatregelen: Iterable[Regel], vraag: Vraag) -> list[Regel]:
    """The measures that answer to it, in its order; those without a value come last."""
    gevonden = [maatregel for maatregel in maatregelen if _past(maatregel, vraag)]
    gevonden.sort(key=lambda m: m.nummer)
    met = [m for m in gevonden if _sleutel(m, vraag.op) is not None]
    zonder = [m for m in gevonden if _sleutel(m, vraag.op) is None]
    return [*sorted(met, key=lambda m: _sleutel(m, vraag.op), reverse=vraag.af), *zonder]  # type: ignore[arg-type,return-value]


def _past(maatregel: Regel, vraag: Vraag) -> bool:
    tekst = "\n".join(
        (maatregel.nummer, maatregel.titel, maatregel.eigenaar, maatregel.toelichting)
    ).casefold()
    return (
        all(woord in tekst for woord in vraag.zoek.casefold().split())
        and vraag.veld in (None, maatregel.veld)
        and vraag.eigenaar in ("", maatregel.eigenaar)
        and vraag.stand in (None, maatregel.stand)
        and (maatregel.te_laat or not vraag.te_laat)
    )


def _sleutel(maatregel: Regel, op: Volgorde) -> str | int | None:
    match op:
        case Volgorde.NUMMER:
            return maatregel.nummer
        case Volgorde.TITEL:
            return maatregel.titel.casefold()
        case Volgorde.EIGENAAR:
            return maatregel.eigenaar.casefold() or None
        case Volgorde.DEADLINE:
            return maatregel.dag.toordinal() if maatregel.dag else None
        case Volgorde.STAND:
            return list(Stand).index(Stand(maatregel.stand)) if maatregel.stand else None
