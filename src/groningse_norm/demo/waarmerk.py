"""The demo seals its public files with a certificate of its own, which says so in its name."""

import os
from pathlib import Path

from groningse_norm import klok
from groningse_norm.pdf.waarmerk import PAD, WACHTWOORD, is_ingesteld, maak_voorbeeld

_WACHTWOORD = "voorbeeld"  # it protects nothing: anybody can make such a certificate


def zet_voorbeeld(map_: Path) -> None:
    """Make a certificate in this directory, new at every start; a configured one goes first."""
    if is_ingesteld():
        return
    pad = map_ / "voorbeeldzegel.p12"
    pad.write_bytes(maak_voorbeeld(_WACHTWOORD, klok.nu()))
    os.environ.update({PAD: str(pad), WACHTWOORD: _WACHTWOORD})
