"""Progress on stderr: what is being done, and how many seconds it took."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

# A sign of life this often while a long step runs.
TEKEN_VAN_LEVEN = 10.0  # seconds


def zeg(tekst: str) -> None:
    """One line, at once."""
    # A terminal that has gone is no reason to stop the work.
    with suppress(OSError):
        print(tekst, file=sys.stderr, flush=True)


@contextmanager
def stap(titel: str) -> Iterator[None]:
    """Tell that a step begins, that it still runs, and how long it took."""
    begin = time.monotonic()
    klaar = threading.Event()

    def leven() -> None:
        while not klaar.wait(TEKEN_VAN_LEVEN):
            zeg(f"  {titel} ... {time.monotonic() - begin:.0f} s")

    zeg(f"  {titel} ...")
    teken = threading.Thread(target=leven, daemon=True)
    teken.start()
    try:
        yield
    finally:
        klaar.set()
        teken.join()
    zeg(f"  {titel}: {time.monotonic() - begin:.1f} s")
