"""The file of a plan, read: .xlsx and .csv, by its bytes.

Takes any file whatever: what is none of ours is refused with a reason, within bounds of size, time
and memory, before anything of it is used.
"""

import csv
import io
import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from openpyxl.utils import get_column_letter

from groningse_norm.plan.uitwisseling.bestand import (
    MAX_BYTES,
    MAX_KOLOMMEN,
    BestandGeweigerd,
)
from groningse_norm.plan.uitwisseling.domain import (
    AFDRUK,
    KENMERK,
    MAX_RIJEN,
    OP_KOP,
    Cel,
)
from groningse_norm.plan.uitwisseling.proef import Ingelezen
from groningse_norm.rekenblad import SCHEIDINGSTEKENS, terug

_TEGELIJK = threading.BoundedSemaphore(2)  # each of as much memory as ``werkboek.GEHEUGEN``
_GEDULD = 10  # seconds that a file waits for its turn
SECONDEN = 10  # of processor time; 20,000 rows take some three
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_KOPPEN = {*OP_KOP, KENMERK.casefold(), AFDRUK.casefold()}

Rijen = Iterator[list[Any]]


def in_eigen_proces(inhoud: bytes, seconden: int = SECONDEN) -> Rijen:
    """As ``werkboek.rijen``, which does the work, with bounds on its time and memory."""
    if not _TEGELIJK.acquire(timeout=_GEDULD):
        raise BestandGeweigerd("bezet")
    try:
        klaar = subprocess.run(
            [sys.executable, "-P", "-m", f"{__package__}.werkboek", str(seconden)],
            input=inhoud,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=2 * seconden,  # for a machine that is busy
            check=True,
            # The path of this process: a buildout puts its eggs there and nowhere else.
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"},
        )
    except subprocess.SubprocessError as error:
        raise BestandGeweigerd("te_ingewikkeld") from error
    finally:
        _TEGELIJK.release()
    for regel in klaar.stdout.splitlines():
        rij = json.loads(regel)
        if isinstance(rij, dict):
            raise BestandGeweigerd(rij["code"], rij["bijzonderheid"])
        yield rij


def lees(inhoud: bytes, werkboek: Callable[[bytes], Rijen] = in_eigen_proces) -> list[Ingelezen]:
    """The rows of a file with measures.

    Raises ``BestandGeweigerd``.
    """
    if len(inhoud) > MAX_BYTES:
        raise BestandGeweigerd("te_groot")
    if not inhoud.strip():
        raise BestandGeweigerd("leeg")
    if inhoud.startswith(_OLE):
        raise BestandGeweigerd("oud_of_versleuteld")
    if inhoud.startswith(b"PK"):
        rijen = enumerate(werkboek(inhoud), start=1)
        return _met_koppen(_cellen(nummer, rij) for nummer, rij in rijen)
    return _met_koppen(_uit_csv(inhoud))


def _cellen(nummer: int, rij: list[Any]) -> list[Cel]:
    """The cells of a row as the other process tells them."""
    cellen = []
    for plek, waarde in enumerate(rij, start=1):
        adres = f"{get_column_letter(plek)}{nummer}"
        match waarde:
            case {"dag": dag}:
                cellen.append(Cel(adres, date.fromisoformat(dag)))
            case {"formule": _}:
                cellen.append(Cel(adres, None, formule=True))
            case {"fout": woord}:
                cellen.append(Cel(adres, woord, foutwaarde=True))
            case _:
                cellen.append(Cel(adres, waarde))
    return cellen


def _met_koppen(rijen: Iterator[list[Cel]]) -> list[Ingelezen]:
    koppen = [" ".join(str(cel.inhoud or "").casefold().split()) for cel in next(rijen, [])]
    plaatsen = {kop: nummer for nummer, kop in enumerate(koppen) if kop in _KOPPEN}
    ontbreekt = [
        kop for kop in (KENMERK, AFDRUK, "Nr.", "Maatregel") if kop.casefold() not in plaatsen
    ]
    if ontbreekt:
        raise BestandGeweigerd("koppen", ", ".join(ontbreekt))
    dubbel = [kop for kop, aantal in Counter(koppen).items() if aantal > 1 and kop in _KOPPEN]
    if dubbel:
        raise BestandGeweigerd("dubbele_koppen", ", ".join(sorted(dubbel)))
    gelezen = []
    for nummer, rij in enumerate(rijen, start=2):
        if nummer > MAX_RIJEN + 1:
            raise BestandGeweigerd("te_veel_rijen", str(MAX_RIJEN))
        if all(cel.inhoud in (None, "") and not cel.formule for cel in rij):
            continue
        alle = {
            kop: rij[plek]
            if plek < len(rij)
            else Cel(f"{get_column_letter(plek + 1)}{nummer}", None)
            for kop, plek in plaatsen.items()
        }
        gelezen.append(
            Ingelezen(
                nummer,
                {OP_KOP[kop].naam: cel for kop, cel in alle.items() if kop in OP_KOP},
                alle[KENMERK.casefold()],
                alle[AFDRUK.casefold()],
            )
        )
    if not gelezen:
        raise BestandGeweigerd("geen_rijen")
    return gelezen


def _uit_csv(inhoud: bytes) -> Iterator[list[Cel]]:
    tekst = _als_tekst(inhoud)
    kop = tekst.partition("\n")[0]
    teken = max(sorted(SCHEIDINGSTEKENS), key=kop.count)
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=teken, strict=False)
    nummer = 0
    try:
        for nummer, rij in enumerate(lezer, start=1):
            yield [
                Cel(f"{get_column_letter(plek)}{nummer}", terug(cel))
                for plek, cel in enumerate(islice(rij, MAX_KOLOMMEN), start=1)
            ]
    except csv.Error as error:  # a cell without an end: a quotation mark too many or too few
        raise BestandGeweigerd("cel_zonder_eind", str(nummer + 1)) from error


def _als_tekst(inhoud: bytes) -> str:
    """UTF-8, UTF-16 with its mark (*Unicode text* of Excel), or Windows-1252."""
    coderingen = ["utf-16"] if inhoud.startswith(_UTF_16) else ["utf-8-sig", "cp1252"]
    for codering in coderingen:
        try:
            tekst = inhoud.decode(codering)
        except UnicodeDecodeError:
            continue
        if "\0" not in tekst:
            return tekst
    raise BestandGeweigerd("geen_tabel")
