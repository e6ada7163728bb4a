"""Rules of judging a PDF: which digital signatures are in it, and what each is worth. Never online.

ETSI EN 319 102-1 (validation) and EN 319 142-1 (PAdES), as pyHanko does them. Revocation is judged
by what is embedded in the file, and by nothing else. Whoever has a file of an unknown sender runs
this in a process of its own (``afgezonderd``): reading a PDF can take any memory.
"""

import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate, AdESSubIndic
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import CMSExtractionError, find_unique_cms_attribute
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError, SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

MIB = 1024 * 1024
MAXIMUM = 25 * MIB  # a scan of thirty pages in colour is half of this
MAXIMUM_HANDTEKENINGEN = 50  # a norm has thirteen parties
MAXIMUM_WORTELS = 200  # the Dutch trusted list names some tens
_KOP = 1024  # ISO 32000-1, annex H: readers look for the header in the first 1024 bytes


class Oordeel(StrEnum):
    """What a digital signature is worth."""

    GELDIG = "geldig"
    VERANDERD = "veranderd"
    UITGEVER_ONBEKEND = "uitgever_onbekend"
    GEEN_INTREKKINGSGEGEVENS = "geen_intrekkingsgegevens"
    INGETROKKEN = "ingetrokken"
    VERLOPEN = "verlopen"
    NOG_NIET_GELDIG = "nog_niet_geldig"
    ONGELDIG = "ongeldig"
    ONLEESBAAR = "onleesbaar"


UITLEG: dict[Oordeel, str] = {
    Oordeel.GELDIG: "Geldig: het document is niet veranderd en de uitgever is bekend.",
    Oordeel.VERANDERD: "Veranderd na ondertekening: wat er nu staat is niet wat is getekend.",
    Oordeel.UITGEVER_ONBEKEND: (
        "Uitgever onbekend: het document is niet veranderd, maar deze site kent de uitgever van "
        "het certificaat niet. Wie er tekende staat dus niet vast."
    ),
    Oordeel.GEEN_INTREKKINGSGEGEVENS: (
        "Geen intrekkingsgegevens: het document is niet veranderd en de uitgever is bekend, maar "
        "in het bestand staat niet of het certificaat toen was ingetrokken."
    ),
    Oordeel.INGETROKKEN: "Ingetrokken: de uitgever heeft het certificaat ingetrokken.",
    Oordeel.VERLOPEN: (
        "Verlopen: de looptijd van het certificaat is voorbij en geen bekende tijdstempel bewijst "
        "dat er eerder is getekend."
    ),
    Oordeel.NOG_NIET_GELDIG: "Nog niet geldig: de looptijd van het certificaat was niet begonnen.",
    Oordeel.ONGELDIG: (
        "Ongeldig: het document is niet veranderd, maar het certificaat mag hiervoor niet worden "
        "gebruikt of de versleuteling is te zwak."
    ),
    Oordeel.ONLEESBAAR: "Onleesbaar: deze handtekening kan niet worden gecontroleerd.",
}


class BestandGeweigerd(ValueError):
    """A file that is not judged, and not kept; ``code`` names the reason."""

    code = "geen_pdf"


class TeGroot(BestandGeweigerd):
    code = "pdf_te_groot"


class Versleuteld(BestandGeweigerd):
    code = "pdf_versleuteld"


class Onleesbaar(BestandGeweigerd):
    code = "pdf_onleesbaar"


class TeVeelHandtekeningen(BestandGeweigerd):
    code = "pdf_te_veel_handtekeningen"


WEIGERINGEN = (BestandGeweigerd, TeGroot, Versleuteld, Onleesbaar, TeVeelHandtekeningen)


class OngeldigeWortel(ValueError):
    """A trust root that cannot be used; the text says which and why, in Dutch."""


@dataclass(frozen=True, slots=True)
class Zegel:
    """One digital signature. ``moment`` is ISO 8601 in UTC, or empty when the file tells none."""

    oordeel: Oordeel
    naam: str = ""
    uitgever: str = ""
    moment: str = ""
    tijdstempel: bool = False
    heel_bestand: bool = False
    dekking: str = ""

    @property
    def uitleg(self) -> str:
        return UITLEG[self.oordeel]


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What was found in a file; ``moment`` is when it was judged, ISO 8601 in UTC."""

    moment: str
    zegels: tuple[Zegel, ...] = field(default=())

    def als_dict(self) -> dict[str, Any]:
        return {
            "moment": self.moment,
            "zegels": [{**asdict(zegel), "oordeel": str(zegel.oordeel)} for zegel in self.zegels],
        }

    @classmethod
    def uit_dict(cls, gegevens: dict[str, Any]) -> "Uitslag":
        return cls(
            gegevens["moment"],
            tuple(
                Zegel(**{**zegel, "oordeel": Oordeel(zegel["oordeel"])})
                for zegel in gegevens["zegels"]
            ),
        )


def lees_wortels(tekst: str) -> tuple[x509.Certificate, ...]:
    """Certificates (PEM) of the issuers that are trusted. Raises ``OngeldigeWortel``."""
    if not tekst.strip():
        return ()
    try:
        delen = list(pem.unarmor(tekst.encode(), multiple=True))
    except ValueError as error:
        raise OngeldigeWortel(
            "Dit is geen PEM: plak certificaten met -----BEGIN CERTIFICATE----- erboven en "
            "-----END CERTIFICATE----- eronder."
        ) from error
    if len(delen) > MAXIMUM_WORTELS:
        raise OngeldigeWortel(f"Dit zijn er meer dan {MAXIMUM_WORTELS}.")
    return tuple(_wortel(nummer, soort, der) for nummer, (soort, _k, der) in enumerate(delen, 1))


def _wortel(nummer: int, soort: str, der: bytes) -> x509.Certificate:
    if "PRIVATE KEY" in soort:
        raise OngeldigeWortel(
            f"Deel {nummer} is een geheime sleutel. Die hoort hier niet: beschouw hem als gelekt."
        )
    if soort != "CERTIFICATE":
        raise OngeldigeWortel(f"Deel {nummer} is geen certificaat.")
    try:
        certificaat = x509.Certificate.load(der, strict=True)
        is_ca = certificaat.ca
        _ = (
            certificaat.subject.human_friendly,
            certificaat.not_valid_after,
            certificaat.public_key,
        )
    except (ValueError, TypeError, KeyError) as error:
        raise OngeldigeWortel(f"Certificaat {nummer} is niet leesbaar.") from error
    if not is_ca:
        raise OngeldigeWortel(
            f"Certificaat {nummer} ({_naam(certificaat)}) is niet van een uitgever: het mag geen "
            "andere certificaten uitgeven."
        )
    return certificaat


def keur(inhoud: bytes, wortels: Sequence[x509.Certificate], moment: datetime) -> Uitslag:
    """Judge every digital signature in a file, as it is at an aware ``moment``.

    A file without any is normal: a scan of ink. Raises ``BestandGeweigerd``.
    """
    if len(inhoud) > MAXIMUM:
        raise TeGroot()
    if b"%PDF-" not in inhoud[:_KOP]:
        raise BestandGeweigerd()
    try:
        lezer = PdfFileReader(io.BytesIO(inhoud), strict=False)
        if lezer.encrypted:
            raise Versleuteld()
        # Of a page tree that cannot be read nobody sees what was signed.
        if not isinstance(lezer.root["/Pages"]["/Count"], int):
            raise Onleesbaar()
        zegels, onbekend = _handtekeningen(lezer)
    except BestandGeweigerd:
        raise
    except _FOUTEN as error:
        raise Onleesbaar() from error
    oordelen = [_keur_een(lezer, zegel, wortels, moment) for zegel in zegels]
    oordelen += [Zegel(Oordeel.ONLEESBAAR)] * onbekend
    return Uitslag(moment.astimezone(UTC).isoformat(timespec="seconds"), tuple(oordelen))


# What a reader raises on bytes that somebody chose; a file is never the fault of the reader.
_FOUTEN = (
    PdfError,
    CMSExtractionError,
    SignatureValidationError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)


def _handtekeningen(lezer: PdfFileReader) -> tuple[list[EmbeddedPdfSignature], int]:
    """Signatures in order of signing, and how many there are besides of a kind nobody knows."""
    gevuld = 0
    for _veld in enumerate_sig_fields(lezer, filled_status=True):
        gevuld += 1
        if gevuld > MAXIMUM_HANDTEKENINGEN:
            raise TeVeelHandtekeningen()
    return lezer.embedded_regular_signatures, gevuld - len(lezer.embedded_signatures)


def _keur_een(
    lezer: PdfFileReader,
    zegel: EmbeddedPdfSignature,
    wortels: Sequence[x509.Certificate],
    moment: datetime,
) -> Zegel:
    try:
        certificaten, crls, ocsps = _ingesloten(lezer, zegel)

        def omgeving(op: datetime, intrekking: str) -> ValidationContext:
            return ValidationContext(
                trust_roots=list(wortels),
                other_certs=certificaten,
                crls=crls,
                ocsps=ocsps,
                moment=op,
                allow_fetching=False,
                revocation_mode=intrekking,
                retroactive_revinfo=True,
            )

        nu = omgeving(moment, "soft-fail")
        status = validate_pdf_signature(zegel, nu, nu)
        stempel = status.timestamp_validity
        bewezen = bool(stempel and stempel.valid and stempel.intact and stempel.trusted)
        op = stempel.timestamp if bewezen and stempel else moment
        if bewezen:
            status = validate_pdf_signature(zegel, omgeving(op, "soft-fail"), nu)
        # Softly: what was not declared is not looked for. Strictly: without data there is no trust.
        streng = validate_pdf_signature(zegel, omgeving(op, "require"), nu)
        return _zegel(status, streng, op, bewezen)
    except _FOUTEN:
        # pyHanko raises this too for a signature whose bytes do not lie where they should.
        return Zegel(Oordeel.ONLEESBAAR)


def _ingesloten(
    lezer: PdfFileReader, zegel: EmbeddedPdfSignature
) -> tuple[list[x509.Certificate], list[Any], list[Any]]:
    """Certificates, CRLs and OCSP answers in the file: of PAdES (DSS), and in the signature."""
    certificaten: list[x509.Certificate] = []
    crls: list[Any] = []
    ocsps: list[Any] = []
    try:
        omgeving = DocumentSecurityStore.read_dss(lezer).as_validation_context(
            {"trust_roots": [], "allow_fetching": False}
        )
        certificaten += list(omgeving.certificate_registry)
        crls += omgeving.crls
        ocsps += omgeving.ocsps
    except NoDSSFoundError:
        # Only signatures for the long term have one.
        pass
    try:
        archief = find_unique_cms_attribute(
            zegel.signer_info["signed_attrs"], "adobe_revocation_info_archival"
        )
    except (CMSExtractionError, LookupError):
        return certificaten, crls, ocsps
    crls += list(archief["crl"] or ())
    ocsps += list(archief["ocsp"] or ())
    return certificaten, crls, ocsps


def _zegel(
    status: PdfSignatureStatus, streng: PdfSignatureStatus, op: datetime, bewezen: bool
) -> Zegel:
    genoemd = op if bewezen else status.signer_reported_dt
    certificaat = status.signing_cert
    return Zegel(
        _oordeel(status, streng, op),
        _naam(certificaat),
        _kort(certificaat.issuer.native),
        genoemd.astimezone(UTC).isoformat(timespec="seconds") if genoemd else "",
        bewezen,
        status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        _dekking(status),
    )


_BIJ_PROBLEEM: dict[AdESSubIndic | None, Oordeel] = {
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: Oordeel.UITGEVER_ONBEKEND,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: Oordeel.VERLOPEN,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: Oordeel.VERLOPEN,
    AdESIndeterminate.EXPIRED: Oordeel.VERLOPEN,
    AdESIndeterminate.REVOKED_NO_POE: Oordeel.INGETROKKEN,
    AdESIndeterminate.REVOKED_CA_NO_POE: Oordeel.INGETROKKEN,
    AdESIndeterminate.TRY_LATER: Oordeel.GEEN_INTREKKINGSGEGEVENS,
    AdESIndeterminate.REVOCATION_OUT_OF_BOUNDS_NO_POE: Oordeel.GEEN_INTREKKINGSGEGEVENS,
}


def _oordeel(status: PdfSignatureStatus, streng: PdfSignatureStatus, op: datetime) -> Oordeel:
    if not (status.intact and status.valid) or status.modification_level is None:
        return Oordeel.VERANDERD
    if status.modification_level is ModificationLevel.OTHER or not status.docmdp_ok:
        return Oordeel.VERANDERD
    if status.revoked or streng.revoked:
        return Oordeel.INGETROKKEN
    if not status.trusted:
        if status.signing_cert.not_valid_before > op:
            return Oordeel.NOG_NIET_GELDIG
        return _BIJ_PROBLEEM.get(status.trust_problem_indic, Oordeel.ONGELDIG)
    if not status.bottom_line:
        return Oordeel.ONGELDIG
    return Oordeel.GELDIG if streng.bottom_line else Oordeel.GEEN_INTREKKINGSGEGEVENS


def _dekking(status: PdfSignatureStatus) -> str:
    """What of the file the signature covers, in words."""
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "Dekt het hele bestand."
    if status.coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return "Dekt niet het hele document zoals het bij het tekenen was."
    if status.modification_level in (
        ModificationLevel.NONE,
        ModificationLevel.LTA_UPDATES,
        ModificationLevel.FORM_FILLING,
    ):
        return "Daarna zijn alleen handtekeningen of controlegegevens toegevoegd."
    return "Daarna is het document zelf veranderd."


def _naam(certificaat: x509.Certificate) -> str:
    return _kort(certificaat.subject.native)


def _kort(delen: dict[str, Any]) -> str:
    """Name and organisation out of a distinguished name; text that somebody else chose."""
    return ", ".join(_woorden(delen))[:300]


def _woorden(delen: dict[str, Any]) -> Iterator[str]:
    for soort in ("common_name", "organization_name"):
        waarde = delen.get(soort)
        waarden: Iterable[Any] = waarde if isinstance(waarde, list) else (waarde,)
        yield from (" ".join(str(deel).split()) for deel in waarden if deel)
