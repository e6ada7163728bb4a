"""The command ``groningse-norm`` in a process whose clock is set by whoever started it.

The environment's ``KLOK`` names a file with the seconds that this clock is off; it may be written
again at any time. No setting of the product does that: this script is for tests and benchmarks.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from groningse_norm import klok, opdrachten

BESTAND = Path(os.environ["KLOK"])


def verzet() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=float(BESTAND.read_text()))


if __name__ == "__main__":
    klok._bron = verzet
    sys.exit(opdrachten.main())
