"""Rendered files by the fingerprint of all that is in them: in memory, and public ones on disk too.

Two people whose page differs in a word get two files, so a file never shows more than its reader's
own page would. Bounded: the files that were not asked for longest go first.

On disk (``GRONINGSE_NORM_PDF_MAP``, a directory that the processes of a site share) a file is made
once for all of them, and once over restarts. Only who may put a page together asks for its file.
"""

import fcntl
import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

MAP = "GRONINGSE_NORM_PDF_MAP"
MAXIMUM = 64 * 1024 * 1024  # some thousand letters of two pages, or a hundred of sixty
MAXIMUM_SCHIJF = 1024 * 1024 * 1024

_GRENDEL = threading.Lock()
_MAKEN = threading.Lock()  # files are laid out one at a time anyhow
_bestanden: OrderedDict[str, bytes] = OrderedDict()
_stand = {"bytes": 0}


def sleutel(*delen: str) -> str:
    """Fingerprint of what goes into a file."""
    som = hashlib.sha256()
    for deel in delen:
        som.update(f"{len(deel)}:{deel}".encode())
    return som.hexdigest()


def uit_kas(sleutel: str, maak: Callable[[], bytes], openbaar: bool = False) -> bytes:
    """The file of this fingerprint; made now if it is not kept.

    Whoever asks while it is being made waits, and gets the same file: in this process, and for what
    is ``openbaar`` in all that share the directory. Raises ``OSError`` when that cannot be written.
    """
    if (pdf := _bewaarde(sleutel)) is not None:
        return pdf
    map_ = _map() if openbaar else None
    with _MAKEN:
        if (pdf := _bewaarde(sleutel)) is None:
            with nullcontext() if map_ is None else _alleen(map_):
                pdf = _van_schijf(map_, sleutel) or maak()
                if map_ is not None:
                    _naar_schijf(map_, sleutel, pdf)
            _bewaar(sleutel, pdf)
    return pdf


def _bewaarde(sleutel: str) -> bytes | None:
    with _GRENDEL:
        if sleutel in _bestanden:
            _bestanden.move_to_end(sleutel)
        return _bestanden.get(sleutel)


def _bewaar(sleutel: str, pdf: bytes) -> None:
    with _GRENDEL:
        if len(pdf) > MAXIMUM // 4:
            return
        _bestanden[sleutel] = pdf
        _stand["bytes"] += len(pdf)
        while _stand["bytes"] > MAXIMUM:
            _oud, weg = _bestanden.popitem(last=False)
            _stand["bytes"] -= len(weg)


def leeg() -> None:
    """Forget everything that is in memory."""
    with _GRENDEL:
        _bestanden.clear()
        _stand["bytes"] = 0


def _map() -> Path | None:
    pad = os.environ.get(MAP)
    if not pad:
        return None
    map_ = Path(pad)
    map_.mkdir(mode=0o700, parents=True, exist_ok=True)
    return map_


@contextmanager
def _alleen(map_: Path) -> Iterator[None]:
    """One process at a time; the system lets go of the lock of a process that is gone."""
    with (map_ / "slot").open("a") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        yield


def _van_schijf(map_: Path | None, sleutel: str) -> bytes | None:
    if map_ is None:
        return None
    pad = map_ / f"{sleutel}.pdf"
    try:
        pdf = pad.read_bytes()
        os.utime(pad)  # asked for now: not the first to go
    except FileNotFoundError:
        return None
    return pdf


def _naar_schijf(map_: Path, sleutel: str, pdf: bytes) -> None:
    pad = map_ / f"{sleutel}.pdf"
    if pad.exists():
        return
    half = map_ / f"{sleutel}.half"
    half.write_bytes(pdf)
    half.replace(pad)
    bestanden = [(b.stat(), b) for b in map_.iterdir() if b.suffix in (".pdf", ".half")]
    teveel = sum(stat.st_size for stat, _b in bestanden) - MAXIMUM_SCHIJF
    for stat, bestand in sorted(bestanden, key=lambda paar: paar[0].st_mtime):
        if teveel <= 0:
            break
        bestand.unlink()
        teveel -= stat.st_size
