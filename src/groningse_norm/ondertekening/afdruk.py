"""Fingerprints: SHA-256 in lower-case hex over the RFC 8785 canonical JSON of a value."""

import hashlib
from typing import Any

import rfc8785


def canoniek(waarde: Any) -> bytes:
    """RFC 8785 canonical JSON of a value of plain types."""
    return rfc8785.dumps(waarde)


def vingerafdruk(waarde: Any) -> str:
    """SHA-256 (hex) of the canonical JSON of a value."""
    return vingerafdruk_van(canoniek(waarde))


def vingerafdruk_van(tekst: bytes) -> str:
    """SHA-256 (hex) of bytes as they are."""
    return hashlib.sha256(tekst).hexdigest()
