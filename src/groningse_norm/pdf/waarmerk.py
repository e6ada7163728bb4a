"""An electronic seal on a public file: PAdES (ETSI EN 319 142-1, baseline B-B) from a PKCS#12 file.

Where the certificate lies is told by the environment, since it is the operator's and not the site's:
``GRONINGSE_NORM_PKCS12`` is the path, ``GRONINGSE_NORM_PKCS12_WACHTWOORD`` the passphrase.
"""

import io
import os
from datetime import datetime, timedelta
from functools import cache

PAD, WACHTWOORD = "GRONINGSE_NORM_PKCS12", "GRONINGSE_NORM_PKCS12_WACHTWOORD"
VOORBEELDNAAM = "VOORBEELD: zegel van een demo, niet van een overheid"


class GeenWaarmerk(RuntimeError):
    """A seal is configured and cannot be set; the argument says why, without the passphrase."""

    code = "waarmerk_mislukt"


def is_ingesteld() -> bool:
    """Must public files be sealed?"""
    return bool(os.environ.get(PAD))


def waarmerk(pdf: bytes) -> bytes:
    """The file with a seal over all of it, invisible on the page. Raises ``GeenWaarmerk``."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter

    zegelaar = _zegelaar(os.environ[PAD], os.environ.get(WACHTWOORD, ""))
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
            new_field_spec=veld,
            output=uit,
        )
    except Exception as error:
        raise GeenWaarmerk(type(error).__name__) from error
    return uit.getvalue()


@cache
def _zegelaar(pad: str, wachtwoord: str):
    from cryptography.hazmat.primitives.serialization import pkcs12
    from pyhanko.sign import signers

    try:
        with open(pad, "rb") as bestand:
            inhoud = bestand.read()
        # pyHanko logs a wrong passphrase and answers None; here it is told.
        pkcs12.load_key_and_certificates(inhoud, wachtwoord.encode())
        zegelaar = signers.SimpleSigner.load_pkcs12(pad, passphrase=wachtwoord.encode())
    except (OSError, ValueError) as error:
        raise GeenWaarmerk(str(error)) from error
    if zegelaar is None:
        raise GeenWaarmerk(f"no key and certificate in {pad}")
    return zegelaar


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
