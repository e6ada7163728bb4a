"""The seal on a public file: over all of it, with a time stamp, and never left out in silence."""

import io
import shutil
import subprocess
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from groningse_norm.pdf import waarmerk
from groningse_norm.pdf.domain import Huisstijl
from groningse_norm.pdf.maker import Gegevens, maak_pdf

MOMENT = datetime(2025, 4, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def kale_omgeving(monkeypatch):
    for naam in waarmerk.VARIABELEN:
        monkeypatch.delenv(naam, raising=False)
    waarmerk._mislukt.clear()


@pytest.fixture
def zegel(tmp_path, monkeypatch):
    """A PKCS#12 file of the demo's own, in the environment."""
    pad = tmp_path / "zegel.p12"
    pad.write_bytes(waarmerk.maak_voorbeeld("geheim", datetime.now(UTC)))
    monkeypatch.setenv(waarmerk.PAD, str(pad))
    monkeypatch.setenv(waarmerk.WACHTWOORD, "geheim")
    return pad


@pytest.fixture(scope="module")
def brief() -> bytes:
    return maak_pdf(
        '<html lang="nl"><head><title>Brief</title></head><body><h1>Onderwerp</h1></body></html>',
        Gegevens("Brief", MOMENT, "gemeente Westerkwartier", "Kenmerk 1969216064"),
        Huisstijl("gemeente Westerkwartier"),
    )


def vertrouwen_in(*certificaten) -> ValidationContext:
    return ValidationContext(
        trust_roots=list(certificaten), allow_fetching=False, revocation_mode="soft-fail"
    )


def pdfsig(pdf: bytes, tmp_path) -> str:
    assert shutil.which("pdfsig"), "poppler-utils is needed; WITHOUT=pdf leaves it out"
    pad = tmp_path / "brief.pdf"
    pad.write_bytes(pdf)
    klaar = subprocess.run(
        ["pdfsig", "-nocert", pad], capture_output=True, text=True, check=False, timeout=60
    )
    return klaar.stdout


@pytest.mark.pdf
def test_a_seal_covers_the_whole_file_and_two_programs_say_so(zegel, brief, tmp_path):
    inhoud = waarmerk.waarmerk(brief)
    (handtekening,) = PdfFileReader(io.BytesIO(inhoud)).embedded_signatures
    oordeel = validate_pdf_signature(handtekening, vertrouwen_in(handtekening.signer_cert))
    assert oordeel.intact and oordeel.valid and oordeel.trusted
    assert oordeel.coverage.name == "ENTIRE_FILE"
    assert oordeel.timestamp_validity is None
    assert inhoud.startswith(brief)
    verslag = pdfsig(inhoud, tmp_path)
    assert "Signature is Valid" in verslag and "ETSI.CAdES.detached" in verslag
    assert waarmerk.VOORBEELDNAAM in verslag


@pytest.mark.pdf
def test_a_sealed_file_that_was_changed_is_seen(zegel, brief, tmp_path):
    inhoud = bytearray(waarmerk.waarmerk(brief))
    inhoud[900] ^= 1
    assert "Signature is Valid" not in pdfsig(bytes(inhoud), tmp_path)


@pytest.mark.pdf
def test_the_passphrase_may_stand_in_a_file(zegel, brief, tmp_path, monkeypatch):
    geheim = tmp_path / "wachtwoord"
    geheim.write_text("geheim\n")
    monkeypatch.delenv(waarmerk.WACHTWOORD)
    monkeypatch.setenv(f"{waarmerk.WACHTWOORD}_BESTAND", str(geheim))
    assert PdfFileReader(io.BytesIO(waarmerk.waarmerk(brief))).embedded_signatures


@pytest.mark.parametrize("fout", ["weg", "wachtwoord", "rommel", "twee", "stempeladres"])
def test_a_seal_that_cannot_be_set_is_told_and_never_left_out(zegel, monkeypatch, fout):
    if fout == "weg":
        zegel.unlink()
    elif fout == "rommel":
        zegel.write_bytes(b"geen certificaat")
    elif fout == "wachtwoord":
        monkeypatch.setenv(waarmerk.WACHTWOORD, "verkeerd")
    elif fout == "twee":
        monkeypatch.setenv(waarmerk.MODULE, "/usr/lib/token.so")
    else:
        monkeypatch.setenv(waarmerk.TIJDSTEMPEL, "file:///etc/passwd")
    with pytest.raises(waarmerk.GeenWaarmerk) as error:
        waarmerk.waarmerk(b"%PDF-1.7")
    assert "geheim" not in str(error.value) and "verkeerd" not in str(error.value)


def test_another_certificate_is_another_seal(zegel):
    eerste = waarmerk.kenmerk()
    assert waarmerk.kenmerk() == eerste
    zegel.write_bytes(waarmerk.maak_voorbeeld("geheim", datetime.now(UTC)))
    assert waarmerk.kenmerk() != eerste


class Stempelaar:
    """A time stamping authority on loopback; ``antwoord`` is what it does."""

    def __init__(self) -> None:
        sleutel = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        naam = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Tijd van een test")])
        nu = datetime.now(UTC)
        certificaat = (
            x509.CertificateBuilder()
            .subject_name(naam)
            .issuer_name(naam)
            .public_key(sleutel.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(nu - timedelta(days=1))
            .not_valid_after(nu + timedelta(days=1))
            .add_extension(
                x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
            )
            .sign(sleutel, hashes.SHA256())
        )
        der = serialization.Encoding.DER
        self.certificaat = asn1_x509.Certificate.load(certificaat.public_bytes(der))
        prive = keys.PrivateKeyInfo.load(
            sleutel.private_bytes(
                der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        klok = DummyTimeStamper(self.certificaat, prive)
        self.gevraagd, self.antwoord, zelf = 0, "goed", self
        self.mag_verder = threading.Event()

        class Loket(BaseHTTPRequestHandler):
            def do_POST(self):
                zelf.gevraagd += 1
                vraag = self.rfile.read(int(self.headers["Content-Length"]))
                if zelf.antwoord == "zwijgt":
                    zelf.mag_verder.wait(30)
                    return
                if zelf.antwoord == "kapot":
                    self.send_error(500)
                    return
                verzoek = tsp.TimeStampReq.load(vraag)
                if zelf.antwoord == "andermans":
                    verzoek["message_imprint"]["hashed_message"] = b"x" * 32
                stempel = klok.request_tsa_response(verzoek).dump()
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(stempel)))
                self.end_headers()
                self.wfile.write(stempel)

            def log_message(self, *delen):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Loket)
        self.adres = f"http://127.0.0.1:{self.server.server_port}/tsa"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def dicht(self) -> None:
        self.mag_verder.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def stempelaar(monkeypatch):
    loket = Stempelaar()
    monkeypatch.setenv(waarmerk.TIJDSTEMPEL, loket.adres)
    yield loket
    loket.dicht()


@pytest.mark.pdf
def test_with_an_authority_for_time_the_seal_says_when(zegel, brief, stempelaar, tmp_path):
    voor = datetime.now(UTC).replace(microsecond=0)
    inhoud = waarmerk.waarmerk(brief)
    (handtekening,) = PdfFileReader(io.BytesIO(inhoud)).embedded_signatures
    oordeel = validate_pdf_signature(
        handtekening,
        vertrouwen_in(handtekening.signer_cert),
        ts_validation_context=vertrouwen_in(stempelaar.certificaat),
    )
    stempel = oordeel.timestamp_validity
    assert oordeel.intact and oordeel.valid
    assert stempel.intact and stempel.valid and stempel.trusted
    assert voor <= stempel.timestamp <= datetime.now(UTC)
    assert "Signature is Valid" in pdfsig(inhoud, tmp_path)


@pytest.mark.pdf
@pytest.mark.parametrize("antwoord", ["kapot", "andermans", "zwijgt"])
def test_without_a_time_stamp_that_was_asked_for_there_is_no_file(
    zegel, brief, stempelaar, monkeypatch, antwoord
):
    monkeypatch.setattr(waarmerk, "GEDULD", 0.3)
    stempelaar.antwoord = antwoord
    begin = time.monotonic()
    with pytest.raises(waarmerk.GeenWaarmerk):
        waarmerk.waarmerk(brief)
    assert time.monotonic() - begin < 5
    # Whoever comes next does not wait for an authority that is down.
    gevraagd = stempelaar.gevraagd
    with pytest.raises(waarmerk.GeenWaarmerk):
        waarmerk.waarmerk(brief)
    assert stempelaar.gevraagd == gevraagd > 0
    stempelaar.antwoord = "goed"
    monkeypatch.setattr(waarmerk.time, "monotonic", lambda: begin + waarmerk.RUST + 10)
    assert waarmerk.waarmerk(brief).startswith(brief)
