"""Measure signing and checking, without a site: ``python benchmarks/ondertekening.py``.

A chain is checked in time that grows with its length, not with the square of it: ten times as many
records may take at most twelve times as long. Exit code 1 when that does not hold.
"""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

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
ROUNDS = 5
MOST = 12.0
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
    """Median of some rounds."""
    found = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        work()
        found.append(time.perf_counter() - begin)
    return statistics.median(found)


def rows() -> list[tuple[str, float]]:
    """(what, seconds) of each measurement."""
    opname = text_of(30)
    norm = pak_in(signed(opname))
    found = [
        ("sign a norm of 30 agreements, 13 parties", seconds(lambda: signed(text_of(30)))),
        ("check that norm, from its bundle", seconds(lambda: verifieer(pak_uit(norm)))),
    ]
    for records in (1_000, 10_000):
        bundel = chain_of(records, opname)
        if not verifieer(bundel).klopt:
            sys.exit("the chain of the benchmark does not verify")
        duur = seconds(lambda bundel=bundel: verifieer(bundel))
        found.append((f"check a chain of {records:,} records", duur))
    return found


def main() -> int:
    found = rows()
    for what, duration in found:
        print(f"{what:45} {duration * 1000:9.1f} ms")
    ratio = found[-1][1] / found[-2][1]
    print(f"{'10,000 records against 1,000':45} {ratio:9.1f} x (at most {MOST:.0f})")
    return 0 if ratio <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
