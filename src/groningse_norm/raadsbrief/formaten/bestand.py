"""The way in: which format a file is, by its bytes, and its reader.

Bounds: 20 MB, 512 MB of memory and 10 seconds of processor time for a format with structure, two at a time.
"""

import json
import os
import subprocess
import sys
import threading
from pathlib import PurePath

from groningse_norm.raadsbrief.formaten.gelezen import MAX_BYTES, Gelezen
from groningse_norm.raadsbrief.formaten.tekst import lees as lees_tekst
from groningse_norm.raadsbrief.geweigerd import (
    SOORTEN,
    Beschadigd,
    Bezet,
    Macros,
    OnbekendFormaat,
    TeGroot,
    Versleuteld,
)

_TEGELIJK = threading.BoundedSemaphore(2)  # of 512 MB each, in one process of the site
_GEDULD = 5  # seconds that a file waits for its turn
_WACHT = 20  # seconds; more than the processor time, for a machine that is busy
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EIGEN = {".docx": "docx", ".odt": "odt", ".pdf": "pdf"}
_NIET = frozenset(
    {".doc", ".rtf", ".html", ".htm", ".eml", ".msg", ".zip", ".dotx", ".ott", ".pages"}
)
_TE_ZWAAR = "Dit bestand is te ingewikkeld voor een brief. Sla de brief opnieuw op of lever een andere soort aan."


def lees(inhoud: bytes, *, bestandsnaam: str = "") -> Gelezen:
    """The file as lines. Raises a BriefGeweigerd."""
    if len(inhoud) > MAX_BYTES:
        raise TeGroot("Dit bestand is groter dan 20 MB.")
    extensie = PurePath(bestandsnaam.replace("\0", "")).suffix.lower()
    if extensie in (".docm", ".dotm"):
        raise Macros("Dit bestand bevat macro's. Sla de brief op als gewoon Word-document (.docx).")
    if extensie in _NIET:
        raise OnbekendFormaat(f"Een bestand van de soort {extensie} kan niet worden ingelezen.")
    soort = _soort(inhoud, extensie)
    if extensie in _EIGEN and soort != _EIGEN[extensie]:
        raise OnbekendFormaat(f"Dit bestand heet {extensie}, maar de inhoud is iets anders.")
    return lees_tekst(inhoud) if soort == "tekst" else _in_eigen_proces(soort, inhoud)


def _soort(inhoud: bytes, extensie: str) -> str:
    """ "docx", "odt", "pdf" or "tekst", by the bytes."""
    if inhoud.startswith(_OLE):
        if extensie in (".docx", ".odt"):
            raise Versleuteld(
                "Dit bestand is beveiligd met een wachtwoord, of het is een oud Word-bestand. "
                "Haal het wachtwoord eraf of sla het op als .docx."
            )
        raise OnbekendFormaat("Dit is een oud Office-bestand. Sla de brief op als .docx.")
    if b"%PDF-" in inhoud[:1024]:
        return "pdf"
    if inhoud.startswith(b"PK\x03\x04"):
        if b"application/vnd.oasis.opendocument.text" in inhoud[:200]:
            return "odt"
        # Names of parts stand uncompressed in the directory at the end of the file.
        if b"word/document.xml" in inhoud:
            return "docx"
        if extensie == ".docx":
            raise Beschadigd("Dit bestand is beschadigd of niet compleet. Sla de brief opnieuw op.")
        raise OnbekendFormaat("Dit is geen Word- of OpenDocument-bestand met een brief.")
    return "tekst"


def _in_eigen_proces(soort: str, inhoud: bytes) -> Gelezen:
    if not _TEGELIJK.acquire(timeout=_GEDULD):
        raise Bezet("Er worden nu meer brieven ingelezen. Probeer het zo weer.")
    try:
        return _lees_in_eigen_proces(soort, inhoud)
    finally:
        _TEGELIJK.release()


def _lees_in_eigen_proces(soort: str, inhoud: bytes) -> Gelezen:
    try:
        klaar = subprocess.run(
            [sys.executable, "-P", "-m", "groningse_norm.raadsbrief.formaten.kind", soort],
            input=inhoud,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_WACHT,
            check=False,
            # The path of this process: a buildout puts its eggs there and nowhere else.
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"},
        )
    except subprocess.TimeoutExpired:
        raise TeGroot(_TE_ZWAAR) from None
    if klaar.returncode:
        raise TeGroot(_TE_ZWAAR)
    uitkomst = json.loads(klaar.stdout)
    if "code" in uitkomst:
        raise SOORTEN[uitkomst["code"]](uitkomst["uitleg"])
    return Gelezen(
        tuple(uitkomst["regels"]),
        tuple(uitkomst["plekken"]),
        tuple(uitkomst["waarschuwingen"]),
        tuple((veld, reden) for veld, reden in uitkomst["onzeker"]),
    )
