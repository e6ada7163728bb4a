"""An electronic seal on a public file: PAdES (ETSI EN 319 142-1), from a PKCS#12 file or a PKCS#11 token.

With the address of a time stamping authority (RFC 3161) it is baseline B-T, without one B-B. All of
it is told by the environment, since it is the operator's and not the site's: ``VARIABELEN``. A
secret may stand in a file instead: the name of the variable with ``_BESTAND`` after it has its path.
"""

import hashlib
import io
import math
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

PAD, WACHTWOORD = "GRONINGSE_NORM_PKCS12", "GRONINGSE_NORM_PKCS12_WACHTWOORD"
MODULE, TOKEN = "GRONINGSE_NORM_PKCS11", "GRONINGSE_NORM_PKCS11_TOKEN"
CERTIFICAAT, PIN = "GRONINGSE_NORM_PKCS11_CERTIFICAAT", "GRONINGSE_NORM_PKCS11_PIN"
TIJDSTEMPEL = "GRONINGSE_NORM_TIJDSTEMPEL"
VARIABELEN = (PAD, WACHTWOORD, MODULE, TOKEN, CERTIFICAAT, PIN, TIJDSTEMPEL)
VOORBEELDNAAM = "VOORBEELD: zegel van een demo, niet van een overheid"

GEDULD = 5  # seconds for an answer of the time stamping authority
# Seconds without a new attempt after one that failed: whoever asks would hold up all who read files.
RUST = 15.0
_BEURT = threading.Lock()  # one session on a token at a time
_mislukt: dict[str, tuple[float, str]] = {}  # seal -> until when it is left alone, and why


class GeenWaarmerk(RuntimeError):
    """A seal is configured and cannot be set; the argument says why, without a secret."""

    code = "waarmerk_mislukt"


class VerkeerdePin(GeenWaarmerk):
    """The token refuses the PIN. A token shuts itself after a few of these, so it is asked once."""


def is_ingesteld() -> bool:
    """Must public files be sealed?"""
    return bool(os.environ.get(PAD) or os.environ.get(MODULE))


def kenmerk() -> str:
    """Fingerprint of the seal that is configured: another one gives other files.

    Raises ``GeenWaarmerk`` when the PKCS#12 file cannot be read.
    """
    som = hashlib.sha256(repr([os.environ.get(naam) for naam in (*_OPENBAAR, PAD)]).encode())
    if pad := os.environ.get(PAD):
        som.update(_inhoud(pad))
    return som.hexdigest()


_OPENBAAR = (MODULE, TOKEN, CERTIFICAAT, TIJDSTEMPEL)


def controleer() -> None:
    """Raises ``GeenWaarmerk`` as long as the last attempt, which failed, was just now."""
    tot, waarom = _mislukt.get(kenmerk(), (0.0, ""))
    if time.monotonic() < tot:
        raise GeenWaarmerk(waarom)


def waarmerk(pdf: bytes) -> bytes:
    """The file with a seal over all of it, invisible on the page. Raises ``GeenWaarmerk``."""
    controleer()
    welk = kenmerk()
    try:
        with _BEURT, _zegelaar() as zegelaar:
            uit = _verzegel(pdf, zegelaar)
    except GeenWaarmerk as error:
        tot = math.inf if isinstance(error, VerkeerdePin) else time.monotonic() + RUST
        _mislukt[welk] = (tot, str(error))
        raise
    _mislukt.pop(welk, None)
    return uit


def _verzegel(pdf: bytes, zegelaar: Any) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter

    wat = signers.PdfSignatureMetadata(
        field_name="Waarmerk", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    # Off the page, not hidden: PDF/UA passes over the one, PDF/A refuses the other.
    veld = SigFieldSpec("Waarmerk", invis_sig_settings=InvisSigSettings(box_out_of_bounds=True))
    uit = io.BytesIO()
    try:
        signers.sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(pdf)),
            wat,
            zegelaar,
            timestamper=_tijdstempelaar(),
            new_field_spec=veld,
            output=uit,
        )
        if os.environ.get(TIJDSTEMPEL):
            _controleer_tijdstempel(uit)
    except GeenWaarmerk:
        raise
    except Exception as error:
        # Of many libraries, and some repeat what they were given: the kind says enough.
        raise GeenWaarmerk(type(error).__name__) from error
    return uit.getvalue()


def _controleer_tijdstempel(pdf: io.BytesIO) -> None:
    """That the stamp is whole and over this seal; the client looks at its nonce alone (RFC 3161, 2.2)."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    # Whether its issuer is trusted is for the reader of the file.
    niemand = ValidationContext(trust_roots=[], allow_fetching=False)
    (zegel,) = PdfFileReader(pdf).embedded_signatures
    stempel = validate_pdf_signature(zegel, niemand).timestamp_validity
    if stempel is None or not (stempel.intact and stempel.valid):
        raise GeenWaarmerk("the time stamp is not over this file")


def _tijdstempelaar() -> Any:
    from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

    adres = os.environ.get(TIJDSTEMPEL, "")
    if not adres:
        return None
    if not adres.startswith(("https://", "http://")):
        raise GeenWaarmerk(f"{TIJDSTEMPEL} is no http address")
    return RequestsHTTPTimeStamper(adres, timeout=GEDULD)


def _zegelaar() -> Any:
    """The signer, as a context: a token is logged out of after each file."""
    if os.environ.get(PAD) and os.environ.get(MODULE):
        raise GeenWaarmerk(f"both {PAD} and {MODULE} are set; leave one out")
    return _van_token() if os.environ.get(MODULE) else _van_bestand()


@contextmanager
def _van_bestand() -> Iterator[Any]:
    from cryptography.hazmat.primitives.serialization import pkcs12
    from pyhanko.sign import signers

    inhoud, wachtwoord = _inhoud(os.environ[PAD]), _geheim(WACHTWOORD).encode()
    try:
        # pyHanko logs a wrong passphrase and answers None; here it is told.
        pkcs12.load_key_and_certificates(inhoud, wachtwoord)
        zegelaar = signers.SimpleSigner.load_pkcs12_data(inhoud, [], passphrase=wachtwoord)
    except ValueError as error:
        raise GeenWaarmerk(str(error)) from error
    if zegelaar is None:
        raise GeenWaarmerk(f"no key and certificate in {os.environ[PAD]}")
    yield zegelaar


@contextmanager
def _van_token() -> Iterator[Any]:
    try:
        from pkcs11.exceptions import PinIncorrect
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign import pkcs11
    except ImportError as error:
        raise GeenWaarmerk(f"{MODULE} needs the package python-pkcs11: {error}") from error

    token, certificaat = os.environ.get(TOKEN, ""), os.environ.get(CERTIFICAAT, "")
    if not token or not certificaat:
        raise GeenWaarmerk(f"{MODULE} needs {TOKEN} and {CERTIFICAAT}, the labels on the token")
    try:
        sessie = pkcs11.open_pkcs11_session(
            os.environ[MODULE],
            token_criteria=TokenCriteria(label=token),
            user_pin=_geheim(PIN) or None,
        )
    except PinIncorrect as error:
        raise VerkeerdePin(
            f"token {token} refuses the PIN; no more attempts until a restart"
        ) from error
    except (RuntimeError, OSError) as error:
        raise GeenWaarmerk(f"token {token}: {error or type(error).__name__}") from error
    with sessie:
        zegelaar = pkcs11.PKCS11Signer(sessie, cert_label=certificaat)
        try:
            soort = zegelaar.signing_cert.public_key.algorithm
        except (RuntimeError, AttributeError) as error:
            raise GeenWaarmerk(f"token {token}: no certificate {certificaat}") from error
        # Hashed here and signed there: more tokens know that of elliptic curves.
        zegelaar.use_raw_mechanism = soort == "ec"
        yield zegelaar


def _geheim(naam: str) -> str:
    """What the variable says, or the file that its ``_BESTAND`` names."""
    if pad := os.environ.get(f"{naam}_BESTAND"):
        return _inhoud(pad).decode().strip()
    return os.environ.get(naam, "")


def _inhoud(pad: str) -> bytes:
    try:
        return Path(pad).read_bytes()
    except OSError as error:
        raise GeenWaarmerk(f"{pad}: {error.strerror}") from error


def maak_voorbeeld(wachtwoord: str, nu: datetime) -> bytes:
    """A PKCS#12 file that seals for a year and says in its name that it is an example."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

    sleutel = ec.generate_private_key(ec.SECP256R1())
    naam = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, VOORBEELDNAAM)])
    anders = "key_encipherment data_encipherment key_agreement key_cert_sign crl_sign"
    geen = dict.fromkeys([*anders.split(), "encipher_only", "decipher_only"], False)
    certificaat = (
        x509.CertificateBuilder()
        .subject_name(naam)
        .issuer_name(naam)
        .public_key(sleutel.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(nu - timedelta(minutes=5))
        .not_valid_after(nu + timedelta(days=365))
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, **geen), critical=True
        )
        .sign(sleutel, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        b"voorbeeld", sleutel, certificaat, None, BestAvailableEncryption(wachtwoord.encode())
    )
