"""A PDF judged in a process of its own, with as much time and memory as a judgement needs.

What expands to gigabytes or never ends takes down that process, and nothing else. It speaks JSON
and bytes: a line with the trust roots and the moment, and after it the file.
"""

import json
import os
import subprocess
import sys
from datetime import datetime

from groningse_norm.begrenzing import begrens
from groningse_norm.buitenom.keuring import (
    MAXIMUM,
    MIB,
    WEIGERINGEN,
    BestandGeweigerd,
    Onleesbaar,
    TeGroot,
    Uitslag,
    keur,
    lees_wortels,
)

GEHEUGEN = 1024 * MIB  # address space: the libraries take a third of it
SECONDEN = 30  # fifty signatures in a file of 25 MiB take a few
_CODES = {soort.code: soort for soort in WEIGERINGEN}


def keur_afgezonderd(inhoud: bytes, wortels: str, moment: datetime) -> Uitslag:
    """As ``keuring.keur``, for a file that nobody vouches for. Raises ``BestandGeweigerd``."""
    if len(inhoud) > MAXIMUM:
        raise TeGroot()
    kop = json.dumps({"wortels": wortels, "moment": moment.isoformat()}).encode() + b"\n"
    try:
        klaar = subprocess.run(
            [sys.executable, "-m", "groningse_norm.buitenom.afgezonderd"],
            input=kop + inhoud,
            capture_output=True,
            timeout=2 * SECONDEN,
            check=True,
            # Of a buildout the path stands in the script, not in the interpreter.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(deel for deel in sys.path if deel)},
        )
        antwoord = json.loads(klaar.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise Onleesbaar() from error
    if "weigering" in antwoord:
        raise _CODES[antwoord["weigering"]]()
    return Uitslag.uit_dict(antwoord)


def main() -> int:
    """The other process: read from stdin, answer on stdout."""
    begrens(GEHEUGEN, SECONDEN)
    opdracht = json.loads(sys.stdin.buffer.readline())
    try:
        uitslag = keur(
            sys.stdin.buffer.read(MAXIMUM + 1),
            lees_wortels(opdracht["wortels"]),
            datetime.fromisoformat(opdracht["moment"]),
        )
    except BestandGeweigerd as geweigerd:
        antwoord = {"weigering": geweigerd.code}
    except MemoryError:
        antwoord = {"weigering": Onleesbaar.code}
    else:
        antwoord = uitslag.als_dict()
    sys.stdout.write(json.dumps(antwoord))
    return 0


if __name__ == "__main__":
    sys.exit(main())
