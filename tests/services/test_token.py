"""The seal with a key that never leaves its token: SoftHSM, by PKCS#11."""

import io
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from groningse_norm.pdf import waarmerk
from groningse_norm.pdf.domain import Huisstijl
from groningse_norm.pdf.maker import Gegevens, maak_pdf

pytestmark = pytest.mark.pdf
LABEL, PIN = "groningse-norm", "471100"
MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)


@pytest.fixture(scope="module")
def module(tmp_path_factory):
    """The module of a SoftHSM with one token, on which a key and its certificate lie."""
    gevonden = [pad for pad in MODULES if Path(pad).exists()]
    assert gevonden and shutil.which("softhsm2-util"), (
        "softhsm2 is needed; WITHOUT=services leaves it out"
    )
    map_ = tmp_path_factory.mktemp("token")
    (map_ / "tokens").mkdir()
    (map_ / "softhsm2.conf").write_text(
        f"directories.tokendir = {map_}/tokens\nlog.level = ERROR\n"
    )
    with pytest.MonkeyPatch.context() as omgeving:
        omgeving.setenv("SOFTHSM2_CONF", str(map_ / "softhsm2.conf"))
        subprocess.run(
            f"softhsm2-util --init-token --free --label {LABEL} --pin {PIN} --so-pin 123456".split(),
            check=True,
            capture_output=True,
            timeout=60,
        )
        _leg_op_token(gevonden[0])
        yield gevonden[0]


def _leg_op_token(module: str) -> None:
    import pkcs11
    from pkcs11.util.ec import decode_ec_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    bron = waarmerk.maak_voorbeeld("geheim", datetime.now(UTC))
    sleutel, certificaat, _keten = pkcs12.load_key_and_certificates(bron, b"geheim")
    vorm = serialization.PrivateFormat.PKCS8
    prive = sleutel.private_bytes(serialization.Encoding.DER, vorm, serialization.NoEncryption())
    openbaar = decode_x509_certificate(certificaat.public_bytes(serialization.Encoding.DER))
    token = pkcs11.lib(module).get_token(token_label=LABEL)
    with token.open(rw=True, user_pin=PIN) as sessie:
        herkenning = {pkcs11.Attribute.LABEL: "zegel", pkcs11.Attribute.TOKEN: True}
        sessie.create_object(_ec_sleutel(prive, decode_ec_private_key) | herkenning)
        sessie.create_object(openbaar | herkenning)


def _ec_sleutel(prive: bytes, decode) -> dict:
    import pkcs11
    from asn1crypto.keys import PrivateKeyInfo

    binnen = PrivateKeyInfo.load(prive)
    sleutel = binnen["private_key"].parsed
    sleutel["parameters"] = binnen["private_key_algorithm"]["parameters"]
    return decode(sleutel.dump()) | {
        pkcs11.Attribute.SENSITIVE: True,
        pkcs11.Attribute.EXTRACTABLE: False,
    }


@pytest.fixture(autouse=True)
def ingesteld(module, monkeypatch):
    waarmerk._mislukt.clear()
    monkeypatch.delenv(waarmerk.PAD, raising=False)
    monkeypatch.setenv(waarmerk.MODULE, module)
    monkeypatch.setenv(waarmerk.TOKEN, LABEL)
    monkeypatch.setenv(waarmerk.CERTIFICAAT, "zegel")
    monkeypatch.setenv(waarmerk.PIN, PIN)


@pytest.fixture(scope="module")
def brief() -> bytes:
    return maak_pdf(
        '<html lang="nl"><head><title>Brief</title></head><body><h1>Onderwerp</h1></body></html>',
        Gegevens("Brief", datetime(2025, 4, 1, 9, 30, tzinfo=UTC)),
        Huisstijl("gemeente Westerkwartier"),
    )


def zegel_van(pdf: bytes):
    (handtekening,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    return handtekening


def test_a_key_on_a_token_seals_one_file_after_another(brief):
    for _keer in range(3):
        handtekening = zegel_van(waarmerk.waarmerk(brief))
        oordeel = validate_pdf_signature(
            handtekening,
            ValidationContext(
                trust_roots=[x509.Certificate.load(handtekening.signer_cert.dump())],
                allow_fetching=False,
                revocation_mode="soft-fail",
            ),
        )
        assert oordeel.intact and oordeel.valid and oordeel.coverage.name == "ENTIRE_FILE"
        naam = handtekening.signer_cert.subject.native["common_name"]
        assert naam == waarmerk.VOORBEELDNAAM


def test_the_pin_may_stand_in_a_file(brief, tmp_path, monkeypatch):
    (tmp_path / "pin").write_text(f"{PIN}\n")
    monkeypatch.delenv(waarmerk.PIN)
    monkeypatch.setenv(f"{waarmerk.PIN}_BESTAND", str(tmp_path / "pin"))
    assert zegel_van(waarmerk.waarmerk(brief))


def test_a_pin_that_is_refused_is_tried_once_so_that_the_token_stays_open(brief, monkeypatch):
    monkeypatch.setenv(waarmerk.PIN, "999999")
    for _keer in range(5):
        with pytest.raises(waarmerk.GeenWaarmerk, match="refuses the PIN") as error:
            waarmerk.waarmerk(brief)
        assert "999999" not in str(error.value)
    waarmerk._mislukt.clear()  # as after a restart
    monkeypatch.setenv(waarmerk.PIN, PIN)
    assert zegel_van(waarmerk.waarmerk(brief))


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [
        (waarmerk.MODULE, "/bestaat/niet.so"),
        (waarmerk.TOKEN, "ander"),
        (waarmerk.TOKEN, ""),
        (waarmerk.CERTIFICAAT, "ander"),
    ],
)
def test_a_token_that_cannot_seal_is_told_and_the_file_is_not_left_without(
    brief, monkeypatch, naam, waarde
):
    monkeypatch.setenv(naam, waarde)
    with pytest.raises(waarmerk.GeenWaarmerk) as error:
        waarmerk.waarmerk(brief)
    assert PIN not in str(error.value)
