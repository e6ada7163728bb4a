"""Rendered files in memory, by the fingerprint of all that is in them.

Two people whose page differs in a word get two files, so a file never shows more than its reader's
own page would. Bounded: the files that were not asked for longest go first.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable

MAXIMUM = 64 * 1024 * 1024  # some thousand letters of two pages, or a hundred of sixty

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


def uit_kas(sleutel: str, maak: Callable[[], bytes]) -> bytes:
    """The file of this fingerprint; made now if it is not kept.

    Whoever asks while it is being made waits, and gets the same file.
    """
    if (pdf := _bewaarde(sleutel)) is not None:
        return pdf
    with _MAKEN:
        if (pdf := _bewaarde(sleutel)) is None:
            pdf = maak()
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
    """Forget everything."""
    with _GRENDEL:
        _bestanden.clear()
        _stand["bytes"] = 0
