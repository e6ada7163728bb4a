"""Cells that a spreadsheet takes for text, and rows as CSV.

OWASP, "CSV Injection": a cell that starts as a formula does is calculated by whoever opens it.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# Spreadsheets in Dutch split columns at a semicolon; the others are what a person may choose.
SCHEIDINGSTEKEN = ";"
SCHEIDINGSTEKENS = frozenset(";,|:\t")

BOM = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252

# OWASP, "CSV Injection": what makes a spreadsheet calculate, half- and full-width.
_FORMULE = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
_REGELBEGIN = frozenset("\t\r\n")
# Control characters are refused by .xlsx and cut a cell short elsewhere; tab and line end may stay.
_STUURTEKENS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# What is not shown may not hide a formula behind it.
_ONZICHTBAAR = "\ufeff\u200b\u200c\u200d\u2060"


def is_formule(tekst: str) -> bool:
    """Would a spreadsheet calculate this, or lose where its cell begins?"""
    zichtbaar = tekst.lstrip().lstrip(_ONZICHTBAAR).lstrip()
    begin = tekst.lstrip(" \xa0" + _ONZICHTBAAR)
    return begin[:1] in _REGELBEGIN or zichtbaar[:1] in _FORMULE


def zonder_stuurtekens(tekst: str) -> str:
    """The text without the control characters that a spreadsheet refuses."""
    return _STUURTEKENS.sub("", tekst)


def onschadelijk(tekst: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula.

    An apostrophe goes before what starts with ``=``, ``+``, ``-``, ``@``, a tab or a line end, so
    that ``+31 598 000 000`` stays readable. Control characters are left out.
    """
    schoon = zonder_stuurtekens(tekst)
    return f"'{schoon}" if is_formule(schoon) else schoon


def heen(tekst: str) -> str:
    """As ``onschadelijk``, in a way that ``terug`` undoes exactly."""
    schoon = zonder_stuurtekens(tekst)
    return f"'{schoon}" if is_formule(schoon.lstrip("'")) else schoon


def terug(cel: str) -> str:
    """What ``heen`` was given, but for its control characters."""
    return cel[1:] if cel.startswith("'") and is_formule(cel.lstrip("'")) else cel


def als_csv(rijen: Iterable[Sequence[str]], scheidingsteken: str = SCHEIDINGSTEKEN) -> bytes:
    """The rows of cells as UTF-8 with a byte order mark; RFC 4180 line ends and quoting."""
    uit = io.StringIO(newline="")
    csv.writer(uit, delimiter=scheidingsteken, lineterminator="\r\n").writerows(rijen)
    return (BOM + uit.getvalue()).encode("utf-8")
