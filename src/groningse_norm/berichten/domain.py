"""Rules of the outbox: when to try, and when to stop.

Moments are seconds since 1970.
"""

import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

EERSTE_PAUZE = 30.0  # a mail server that is being restarted is back by then
LANGSTE_PAUZE = 3600.0
NIET_MEER_BEZIG = 600.0  # no server takes this long over one message


class Staat(StrEnum):
    """``bezig`` is written before the server is asked, so that nothing is sent twice."""

    WACHT = "wacht"
    BEZIG = "bezig"
    ONZEKER = "onzeker"


@dataclass(frozen=True, slots=True)
class Bericht:
    """One mail to one address. ``volgende``: not before this moment."""

    aan: str
    onderwerp: str
    tekst: str
    volgende: float
    staat: str = Staat.WACHT.value
    pogingen: int = 0
    fout: str = ""

    def als_tekst(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def uit_tekst(cls, tekst: str) -> "Bericht":
        return cls(**json.loads(tekst))


def is_aan_de_beurt(bericht: Bericht, nu: float) -> bool:
    return bericht.staat == Staat.WACHT and bericht.volgende <= nu


def begin(bericht: Bericht, nu: float) -> Bericht:
    """Mark it before the server is asked."""
    return replace(bericht, staat=Staat.BEZIG.value, pogingen=bericht.pogingen + 1, volgende=nu)


def mislukt(bericht: Bericht, nu: float, fout: str) -> Bericht:
    """The server refused or was not there: again later, with growing pauses."""
    pauze = min(EERSTE_PAUZE * 2 ** (bericht.pogingen - 1), LANGSTE_PAUZE)
    return replace(bericht, staat=Staat.WACHT.value, volgende=nu + pauze, fout=fout)


def is_blijven_hangen(bericht: Bericht, nu: float) -> bool:
    """Did the process end between sending and noting that it was sent?"""
    return bericht.staat == Staat.BEZIG and bericht.volgende + NIET_MEER_BEZIG < nu


def onzeker(bericht: Bericht) -> Bericht:
    """Sent or not, nobody knows: a person decides. It is not sent again by itself."""
    return replace(bericht, staat=Staat.ONZEKER.value)
