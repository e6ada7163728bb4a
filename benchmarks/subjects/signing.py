"""Signing a norm and checking it, by the rules alone: no site, no database.

A chain is checked in time that grows with its length, not with the square of it: what one record
costs is the same in a long chain and a short one.
"""

import statistics
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from measure import CannotMeasure, Figure, Row, in_turns, medians

from groningse_norm.ondertekening.bundel import pak_in, pak_uit
from groningse_norm.ondertekening.domain import (
    Handtekening,
    Hoedanigheid,
    Partij,
    begin_ronde,
    canoniek,
    onderteken,
    vingerafdruk_van,
)
from groningse_norm.ondertekening.ondertekenaar import Lidmaatschap, Ondertekenaar
from groningse_norm.ondertekening.verificatie import Bundel, keten_als_json, verifieer
from groningse_norm.overheid.domain import GRONINGEN

MOMENT = datetime(2025, 4, 4, 11, 0, tzinfo=UTC)
ROUNDS = 7
AGREEMENTS = 30
FEW, MANY = 1_000, 10_000
SIGN = f"sign a norm of {AGREEMENTS} agreements by 13 parties"
VERIFY = "check that norm from its bundle"
CHAIN = f"check one record of a chain of {MANY:,}"
ROWS = {
    SIGN: Row("ms"),
    VERIFY: Row("ms"),
    CHAIN: Row("µs", f"the same in a chain of {FEW:,}", 1.2),
}
PARTIES = tuple(Partij(overheid.tooi) for overheid in GRONINGEN)


def text_of(agreements: int) -> bytes:
    """A norm with so many agreements, of the length that they have in practice."""
    afspraken = [
        {"nummer": f"A{nummer:02}", "tekst": "Een afspraak van enige lengte. " * 20}
        for nummer in range(agreements)
    ]
    return canoniek({"soort": "norm", "basisafspraken": afspraken, "bijlagen": []})


def signed(opname: bytes) -> Bundel:
    """The norm, signed by all parties."""
    ronde = begin_ronde(PARTIES, vingerafdruk_van(opname), 1)
    for partij in PARTIES:
        wie = Ondertekenaar(partij.tooi, "A. Bakker", "wachtwoord", Lidmaatschap(partij.groep), "0")
        ronde = onderteken(
            ronde,
            ronde.handtekeningen,
            partij,
            wie,
            MOMENT,
            functie=partij.functie(),
            hoedanigheid=Hoedanigheid.EIGEN_AMBT,
            verwijzing="",
            zin="Ik ga akkoord.",
            getoonde_momentopname=ronde.momentopname,
        )
    regels = [
        {"afdruk": record.afdruk, "record": record.als_dict()} for record in ronde.handtekeningen
    ]
    vorm = {
        "partijen": [[partij.tooi, str(partij.ambt)] for partij in PARTIES],
        "momentopname": ronde.momentopname,
        "versie": 1,
        "vanaf": 0,
    }
    return Bundel(opname, keten_als_json(vorm, regels, regels[-1]["afdruk"], volledig=True), [])


def chain_of(records: int, opname: bytes) -> Bundel:
    """A chain of so many records: all of earlier rounds."""
    bundel = signed(opname)
    voorbeeld = Handtekening(**bundel.keten["handtekeningen"][0]["record"])
    regels, vorige = [], ""
    for nummer in range(1, records + 1):
        volgend = replace(voorbeeld, volgnummer=nummer, vorige=vorige)
        vorige = volgend.afdruk
        regels.append({"afdruk": vorige, "record": volgend.als_dict()})
    ronde = {**bundel.keten["ronde"], "vanaf": records}
    return replace(bundel, keten=keten_als_json(ronde, regels, vorige, volledig=True))


def seconds(work: Callable[[], object]) -> float:
    return statistics.median(in_turns({"": work}, ROUNDS, warm_up=1)[""])


def measure() -> dict[str, Figure]:
    opname = text_of(AGREEMENTS)
    norm = pak_in(signed(opname))
    found = {
        SIGN: Figure(seconds(lambda: signed(text_of(AGREEMENTS))) * 1000),
        VERIFY: Figure(seconds(lambda: verifieer(pak_uit(norm))) * 1000),
    }
    chains = {records: chain_of(records, opname) for records in (FEW, MANY)}
    if not all(verifieer(chain).klopt for chain in chains.values()):
        raise CannotMeasure("the chain of the benchmark does not verify")
    works = {
        str(records): (lambda chain=chain: verifieer(chain)) for records, chain in chains.items()
    }
    times = medians(in_turns(works, ROUNDS, warm_up=1), 1e6)
    found[CHAIN] = Figure(times[str(MANY)] / MANY, times[str(FEW)] / FEW)
    return found
