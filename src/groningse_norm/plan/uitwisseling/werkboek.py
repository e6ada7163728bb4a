"""The process that reads one workbook of a stranger: ``python -m …werkboek 10 < file``.

JSON lines come out. It bounds itself before it looks at the file (its argument is seconds of
processor time): a workbook of some kilobytes can be made to fill any memory and to last for hours.
What goes beyond the bounds ends this process, and only it.
"""

import io
import json
import logging
import re
import sys
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

import openpyxl
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from groningse_norm.begrenzing import begrens
from groningse_norm.plan.uitwisseling.bestand import (
    BLAD,
    MAX_KOLOMMEN,
    MAX_TEKENS,
    MIB,
    BestandGeweigerd,
)
from groningse_norm.plan.uitwisseling.domain import MAX_RIJEN

GEHEUGEN = 512 * MIB
MAX_UITGEPAKT = 50 * MIB
MAX_DELEN = 1000
_CEL = 32_767  # characters; Excel holds no more
_STUK = 64 * 1024
_DTD = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_MACROS = re.compile(rb"macroenabled|vbaproject|macrosheet", re.IGNORECASE)
_SAMENGEVOEGD = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Za-z0-9:$]{1,30})\"")


def rijen(inhoud: bytes) -> Iterator[list[Any]]:
    """The rows of the sheet with measures: for each cell its value, or a dict that says its kind.

    ``{"dag": ISO 8601}``, ``{"formule": true}``, ``{"fout": "#REF!"}``.

    Raises ``BestandGeweigerd``.
    """
    _controleer_zip(inhoud)
    try:
        boek = openpyxl.load_workbook(io.BytesIO(inhoud), read_only=True, keep_links=False)
        if BLAD not in boek.sheetnames:
            raise BestandGeweigerd("verkeerd_blad", BLAD)
        blad = boek[BLAD]
        if not isinstance(blad, ReadOnlyWorksheet):
            raise BestandGeweigerd("verkeerd_blad", BLAD)
        _controleer_samengevoegd(blad)
        tekens = 0
        for rij in blad.iter_rows(max_row=MAX_RIJEN + 2, max_col=MAX_KOLOMMEN):
            cellen = [_waarde(cel) for cel in rij]
            while cellen and cellen[-1] is None:
                cellen.pop()
            tekens += sum(len(cel) for cel in cellen if isinstance(cel, str))
            if tekens > MAX_TEKENS:
                raise BestandGeweigerd("te_groot")
            yield cellen
    except (BestandGeweigerd, MemoryError):
        raise
    except Exception as error:  # openpyxl lets every error of a broken file through as it comes
        raise BestandGeweigerd("kapot") from error


def _waarde(cel: Any) -> Any:
    waarde = cel.value
    if cel.data_type == "f":
        return {"formule": True}
    if cel.data_type == "e":
        return {"fout": str(waarde)}
    if isinstance(waarde, date):  # a datetime as well
        return {"dag": waarde.isoformat()[:10]}
    if waarde is None or isinstance(waarde, bool | int | float):
        return waarde
    # A line end of Windows in a cell, as the format writes it and openpyxl does not read it.
    return str(waarde)[: _CEL + 1].replace("_x000D_\n", "\n")


def _controleer_samengevoegd(blad: ReadOnlyWorksheet) -> None:
    """Of cells made one only the first has a value: the rows below it would lose theirs."""
    with blad._get_source() as bron:
        for stuk in _stukken(bron):
            if gevonden := _SAMENGEVOEGD.search(stuk):
                raise BestandGeweigerd("samengevoegd", gevonden.group(1).decode())


def _stukken(bron: BinaryIO) -> Iterator[bytes]:
    """The bytes in pieces, each with the end of the one before."""
    eind = b""
    while stuk := bron.read(_STUK):
        yield eind + stuk
        eind = stuk[-200:]


def _controleer_zip(inhoud: bytes) -> None:
    """Refuse what a workbook with measures never is, before anything unpacks it."""
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
            delen = zip_.infolist()
            namen = [deel.filename.casefold() for deel in delen]
            if any(deel.flag_bits & 1 for deel in delen):
                raise BestandGeweigerd("oud_of_versleuteld")
            if sum(deel.file_size for deel in delen) > MAX_UITGEPAKT or len(delen) > MAX_DELEN:
                raise BestandGeweigerd("te_groot")
            if not any(naam.startswith("xl/") for naam in namen):
                raise BestandGeweigerd("geen_tabel")
            if any(naam.endswith("workbook.bin") for naam in namen):
                raise BestandGeweigerd("oud_of_versleuteld")
            soorten = next((d for d in delen if d.filename == "[Content_Types].xml"), None)
            if any("vbaproject" in naam or "macrosheet" in naam for naam in namen) or (
                soorten is not None and _MACROS.search(_tekst(zip_, soorten))
            ):
                raise BestandGeweigerd("macros")
            if any(naam.startswith(("xl/externallinks", "xl/connections")) for naam in namen):
                raise BestandGeweigerd("koppelingen")
            for deel in delen:
                is_xml = deel.filename.casefold().endswith((".xml", ".rels", ".vml"))
                if is_xml and _DTD.search(_tekst(zip_, deel)):
                    raise BestandGeweigerd("kapot")
    except (BestandGeweigerd, MemoryError):
        raise
    except Exception as error:  # as above: zipfile and its decompressors have many
        raise BestandGeweigerd("kapot") from error


def _tekst(zip_: zipfile.ZipFile, deel: zipfile.ZipInfo) -> bytes:
    """The part as ASCII can be searched in it, also when it is UTF-16 or UTF-32."""
    return zip_.read(deel).replace(b"\0", b"")


def _meld(regel: list[Any] | dict[str, str]) -> None:
    sys.stdout.write(json.dumps(regel) + "\n")


def main(seconden: int) -> None:
    """The other process: the file on stdin, its rows on stdout, and a refusal as a dict."""
    begrens(GEHEUGEN, seconden)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    try:
        for rij in rijen(sys.stdin.buffer.read()):
            _meld(rij)
    except BestandGeweigerd as error:
        _meld({"code": error.code, "bijzonderheid": error.bijzonderheid})


if __name__ == "__main__":
    main(int(sys.argv[1]))
