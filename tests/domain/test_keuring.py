"""Digital signatures in a PDF: each gets the judgement it deserves, and no file does harm."""

import io
import zlib
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

from groningse_norm.buitenom import afgezonderd
from groningse_norm.buitenom.keuring import (
    MAXIMUM,
    MAXIMUM_HANDTEKENINGEN,
    BestandGeweigerd,
    OngeldigeWortel,
    Onleesbaar,
    Oordeel,
    TeGroot,
    TeVeelHandtekeningen,
    Uitslag,
    Versleuteld,
    keur,
    lees_wortels,
)

NU = datetime.now(UTC).replace(microsecond=0)
JAAR = timedelta(days=365)


def ec_sleutel() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


class Uitgever:
    """A certificate authority for one test, with a signatory and a time stamp service."""

    def __init__(self, naam: str) -> None:
        self.sleutel = ec_sleutel()
        self.naam = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, naam)])
        self.certificaat = (
            self._bouw(self.naam, self.sleutel, NU - 10 * JAAR, NU + 10 * JAAR)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(self._gebruik(ca=True), critical=True)
            .sign(self.sleutel, hashes.SHA256())
        )

    @property
    def pem(self) -> str:
        return self.certificaat.public_bytes(serialization.Encoding.PEM).decode()

    def _bouw(self, naam, sleutel, van, tot):
        return (
            x509.CertificateBuilder()
            .subject_name(naam)
            .issuer_name(self.naam)
            .public_key(sleutel.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(van)
            .not_valid_after(tot)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(sleutel.public_key()), critical=False
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.sleutel.public_key()),
                critical=False,
            )
        )

    @staticmethod
    def _gebruik(*, ca: bool) -> x509.KeyUsage:
        return x509.KeyUsage(
            digital_signature=not ca,
            content_commitment=not ca,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=ca,
            crl_sign=ca,
            encipher_only=False,
            decipher_only=False,
        )

    def geef_uit(self, naam: str, van=NU - JAAR, tot=NU + JAAR, *, stempel=False):
        """A certificate with its key, in the forms that pyHanko takes."""
        # The time stamp service of pyHanko's own tests signs with RSA only.
        sleutel = rsa.generate_private_key(65537, 2048) if stempel else ec_sleutel()
        onderwerp = x509.Name(
            [
                x509.NameAttribute(NameOID.COMMON_NAME, naam),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Gemeente Voorbeeld"),
            ]
        )
        bouw = self._bouw(onderwerp, sleutel, van, tot).add_extension(
            self._gebruik(ca=False), critical=True
        )
        if stempel:
            bouw = bouw.add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
            )
        certificaat = bouw.sign(self.sleutel, hashes.SHA256())
        return _asn1(certificaat), keys.PrivateKeyInfo.load(
            sleutel.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )

    def crl(self, *ingetrokken: int):
        bouw = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.naam)
            .last_update(NU - timedelta(days=1))
            .next_update(NU + timedelta(days=30))
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.sleutel.public_key()),
                critical=False,
            )
            .add_extension(x509.CRLNumber(1), critical=False)
        )
        for nummer in ingetrokken:
            bouw = bouw.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(nummer)
                .revocation_date(NU - timedelta(days=2))
                .build()
            )
        from asn1crypto import crl

        return crl.CertificateList.load(
            bouw.sign(self.sleutel, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
        )

    def tijdstempel(self, moment: datetime) -> DummyTimeStamper:
        certificaat, sleutel = self.geef_uit("Tijdstempel", stempel=True, van=NU - 9 * JAAR)
        return DummyTimeStamper(
            certificaat,
            sleutel,
            certs_to_embed=_register(_asn1(self.certificaat)),
            fixed_dt=moment,
        )


def _asn1(certificaat) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificaat.public_bytes(serialization.Encoding.DER))


def _register(*certificaten) -> SimpleCertificateStore:
    register = SimpleCertificateStore()
    register.register_multiple(certificaten)
    return register


def blanco(tekst: str = "Groningse norm") -> bytes:
    schrijver = PdfFileWriter()
    inhoud = generic.StreamObject(stream_data=f"BT /F1 12 Tf ({tekst}) Tj ET".encode())
    schrijver.insert_page(
        PageObject(
            contents=schrijver.add_object(inhoud),
            media_box=generic.ArrayObject(map(generic.NumberObject, (0, 0, 200, 200))),
        )
    )
    uit = io.BytesIO()
    schrijver.write(uit)
    return uit.getvalue()


def teken(inhoud: bytes, uitgever, certificaat, sleutel, *, stempel=None, veld="H1") -> bytes:
    ondertekenaar = signers.SimpleSigner(
        certificaat, sleutel, _register(_asn1(uitgever.certificaat)), prefer_pss=False
    )
    uit = signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name=veld, subfilter=SigSeedSubFilter.PADES),
        ondertekenaar,
        timestamper=uitgever.tijdstempel(stempel) if stempel else None,
    ).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(inhoud)))
    return uit.getvalue()


def met_crl(inhoud: bytes, crl) -> bytes:
    stroom = io.BytesIO(inhoud)
    DocumentSecurityStore.add_dss(stroom, None, crls=[crl], force_write=True)
    return stroom.getvalue()


UITGEVER = Uitgever("Voorbeeld-uitgever")
WORTELS = lees_wortels(UITGEVER.pem)


@cache
def persoon():
    return UITGEVER.geef_uit("J. Jansen")


@cache
def getekend() -> bytes:
    return teken(blanco(), UITGEVER, *persoon())


@cache
def compleet() -> bytes:
    """Signed, with what tells that the certificate was not revoked."""
    return met_crl(getekend(), UITGEVER.crl())


def een(inhoud, wortels=WORTELS, moment=NU):
    (zegel,) = keur(inhoud, wortels, moment).zegels
    return zegel


class TestJudgement:
    def test_a_scan_of_ink_has_no_digital_signature(self):
        assert keur(blanco(), WORTELS, NU).zegels == ()

    def test_whole_known_and_not_revoked_is_valid(self):
        zegel = een(compleet())
        assert zegel.oordeel is Oordeel.GELDIG
        assert zegel.naam == "J. Jansen, Gemeente Voorbeeld"
        assert zegel.uitgever == "Voorbeeld-uitgever"

    def test_the_whole_file_is_covered_or_what_came_after_is_told(self):
        assert een(getekend()).dekking == "Dekt het hele bestand."
        assert "alleen handtekeningen of controlegegevens" in een(compleet()).dekking

    def test_without_revocation_data_it_says_so(self):
        assert een(getekend()).oordeel is Oordeel.GEEN_INTREKKINGSGEGEVENS

    def test_a_revoked_certificate(self):
        inhoud = met_crl(getekend(), UITGEVER.crl(persoon()[0].serial_number))
        assert een(inhoud).oordeel is Oordeel.INGETROKKEN

    def test_an_issuer_that_nobody_named(self):
        assert een(compleet(), ()).oordeel is Oordeel.UITGEVER_ONBEKEND
        ander = lees_wortels(Uitgever("Een ander").pem)
        assert een(compleet(), ander).oordeel is Oordeel.UITGEVER_ONBEKEND

    def test_an_issuer_with_the_same_name_and_another_key(self):
        assert een(compleet(), lees_wortels(Uitgever("Voorbeeld-uitgever").pem)).oordeel not in (
            Oordeel.GELDIG,
            Oordeel.GEEN_INTREKKINGSGEGEVENS,
        )

    def test_a_certificate_that_has_expired(self):
        oud = UITGEVER.geef_uit("J. Jansen", NU - 3 * JAAR, NU - JAAR)
        assert een(teken(blanco(), UITGEVER, *oud)).oordeel is Oordeel.VERLOPEN

    def test_a_certificate_whose_time_has_not_come(self):
        jong = UITGEVER.geef_uit("J. Jansen", NU + JAAR, NU + 2 * JAAR)
        assert een(teken(blanco(), UITGEVER, *jong)).oordeel is Oordeel.NOG_NIET_GELDIG

    def test_a_time_stamp_proves_that_it_was_signed_in_time(self):
        oud = UITGEVER.geef_uit("J. Jansen", NU - 3 * JAAR, NU - JAAR)
        zegel = een(teken(blanco(), UITGEVER, *oud, stempel=NU - 2 * JAAR))
        assert zegel.oordeel is Oordeel.GEEN_INTREKKINGSGEGEVENS
        assert zegel.tijdstempel
        assert zegel.moment == (NU - 2 * JAAR).isoformat()

    def test_a_moment_without_a_time_stamp_is_the_signatorys_own_word(self):
        assert not een(getekend()).tijdstempel
        assert een(getekend()).moment

    def test_one_byte_of_the_text_flipped(self):
        anders = getekend().replace(b"Groningse norm", b"Groningse horm", 1)
        assert anders != getekend()
        assert een(anders).oordeel is Oordeel.VERANDERD

    def test_text_that_was_put_in_after_signing(self):
        schrijver = IncrementalPdfFileWriter(io.BytesIO(getekend()))
        pagina = schrijver.root["/Pages"]["/Kids"][0].get_object()
        pagina["/Contents"] = schrijver.add_object(
            generic.StreamObject(stream_data=b"BT (Drentse norm) Tj ET")
        )
        schrijver.update_container(pagina)
        uit = io.BytesIO()
        schrijver.write(uit)
        zegel = een(uit.getvalue())
        assert zegel.oordeel is Oordeel.VERANDERD
        assert zegel.dekking == "Daarna is het document zelf veranderd."

    def test_a_second_signature_does_not_spoil_the_first(self):
        twee = teken(getekend(), UITGEVER, *UITGEVER.geef_uit("P. Pieters"), veld="H2")
        uitslag = keur(twee, WORTELS, NU)
        assert [zegel.naam[:9] for zegel in uitslag.zegels] == ["J. Jansen", "P. Pieter"]
        assert {zegel.oordeel for zegel in uitslag.zegels} == {Oordeel.GEEN_INTREKKINGSGEGEVENS}
        assert [zegel.heel_bestand for zegel in uitslag.zegels] == [False, True]

    def test_the_result_survives_as_json(self):
        uitslag = keur(compleet(), WORTELS, NU)
        assert Uitslag.uit_dict(uitslag.als_dict()) == uitslag
        assert uitslag.zegels[0].uitleg.startswith("Geldig")

    @settings(max_examples=25, deadline=None)
    @given(st.data())
    def test_no_byte_inside_what_was_signed_can_change_and_stay_valid(self, data):
        inhoud = bytearray(compleet())
        # The first revision, before the place of the signature itself.
        einde = bytes(inhoud).index(b"/Contents <") if b"/Contents <" in inhoud else 400
        plaats = data.draw(st.integers(10, einde - 1))
        inhoud[plaats] ^= data.draw(st.integers(1, 255))
        try:
            uitslag = keur(bytes(inhoud), WORTELS, NU)
        except BestandGeweigerd:
            return
        assert all(zegel.oordeel is not Oordeel.GELDIG for zegel in uitslag.zegels)


class TestHostileFiles:
    @pytest.mark.parametrize("inhoud", [b"", b"hallo", b"PK\x03\x04" + b"0" * 99, b"<html>" * 999])
    def test_no_pdf(self, inhoud):
        with pytest.raises(BestandGeweigerd) as fout:
            keur(inhoud, (), NU)
        assert fout.value.code == "geen_pdf"

    def test_more_than_25_megabytes(self):
        with pytest.raises(TeGroot):
            keur(b"%PDF-1.7" + bytes(MAXIMUM), (), NU)
        with pytest.raises(TeGroot):
            afgezonderd.keur_afgezonderd(b"%PDF-1.7" + bytes(MAXIMUM), "", NU)

    def test_encrypted(self):
        schrijver = PdfFileWriter()
        schrijver.encrypt("eigenaar", "lezer")
        schrijver.insert_page(
            PageObject(
                contents=schrijver.add_object(generic.StreamObject(stream_data=b"BT ET")),
                media_box=generic.ArrayObject(map(generic.NumberObject, (0, 0, 9, 9))),
            )
        )
        uit = io.BytesIO()
        schrijver.write(uit)
        with pytest.raises(Versleuteld):
            keur(uit.getvalue(), (), NU)

    @pytest.mark.parametrize(
        "inhoud",
        [
            b"%PDF-1.7\nhallo",
            b"%PDF-1.7\nstartxref\n99999\n%%EOF",
            b"%PDF-1.7\nxref\n0 1\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF",
            b"%PDF-1.7\nxref\n0 99999999999\ntrailer\n<</Prev 9>>\nstartxref\n9\n%%EOF",
            b"%PDF-1.7\n" + b"[" * 100_000 + b"\nstartxref\n9\n%%EOF",
        ],
    )
    def test_a_table_of_contents_that_leads_nowhere(self, inhoud):
        with pytest.raises(Onleesbaar):
            keur(inhoud, (), NU)

    @settings(max_examples=60, deadline=None)
    @given(st.integers(9, 5000), st.binary(min_size=1, max_size=40))
    def test_whatever_stands_in_it_there_is_an_answer(self, plaats, stuk):
        inhoud = compleet()
        try:
            keur(inhoud[:plaats] + stuk + inhoud[plaats + len(stuk) :], WORTELS, NU)
        except BestandGeweigerd as fout:
            assert fout.code

    @staticmethod
    def met_velden(aantal: int) -> bytes:
        naam = generic.pdf_name
        schrijver = IncrementalPdfFileWriter(io.BytesIO(blanco()))
        zegel = {naam("/Type"): naam("/Sig"), naam("/SubFilter"): naam("/onbekend")}
        leeg = schrijver.add_object(generic.DictionaryObject(zegel))
        for nummer in range(aantal):
            append_signature_field(schrijver, SigFieldSpec(f"H{nummer}"))
        for veld in schrijver.root["/AcroForm"]["/Fields"]:
            veld.get_object()[naam("/V")] = leeg
        uit = io.BytesIO()
        schrijver.write(uit)
        return uit.getvalue()

    def test_a_signature_of_a_kind_that_nobody_knows_is_told(self):
        (zegel,) = keur(self.met_velden(1), WORTELS, NU).zegels
        assert zegel.oordeel is Oordeel.ONLEESBAAR

    def test_more_signatures_than_a_document_has(self):
        with pytest.raises(TeVeelHandtekeningen):
            keur(self.met_velden(MAXIMUM_HANDTEKENINGEN + 1), (), NU)

    def test_a_stream_that_expands_to_gigabytes_takes_down_its_own_process_only(self):
        pak = zlib.compressobj(1)
        nullen = bytes(1024 * 1024)
        bom = b"".join(pak.compress(nullen) for _ in range(1500)) + pak.flush()
        inhoud = (
            b"%PDF-1.7\n1 0 obj\n<</Type/XRef/Size 9/W[1 2 1]/Root 1 0 R/Filter/FlateDecode"
            b"/Length " + str(len(bom)).encode() + b">>\nstream\n" + bom + b"\nendstream\nendobj\n"
            b"startxref\n9\n%%EOF"
        )
        with pytest.raises(Onleesbaar):
            afgezonderd.keur_afgezonderd(inhoud, "", NU)


class TestProcessOfItsOwn:
    def test_it_gives_the_same_answer(self):
        assert afgezonderd.keur_afgezonderd(compleet(), UITGEVER.pem, NU) == keur(
            compleet(), WORTELS, NU
        )

    def test_and_the_same_refusal(self):
        with pytest.raises(BestandGeweigerd) as fout:
            afgezonderd.keur_afgezonderd(b"hallo", "", NU)
        assert fout.value.code == "geen_pdf"


class TestTrustRoots:
    def test_none_is_the_default(self):
        assert lees_wortels("") == lees_wortels(" \n") == ()

    def test_several_with_words_between_them(self):
        assert len(lees_wortels(f"Een:\n{UITGEVER.pem}\nTwee:\n{Uitgever('B').pem}")) == 2

    def test_what_is_no_certificate_is_named(self):
        sleutel = UITGEVER.sleutel.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()
        persoonlijk = persoon()[0]
        from asn1crypto import pem

        blad = pem.armor("CERTIFICATE", persoonlijk.dump()).decode()
        stuk = pem.armor("CERTIFICATE", b"0\x03abc").decode()
        for tekst, woord in (
            ("hallo", "geen PEM"),
            (sleutel, "geheime sleutel"),
            (blad, "niet van een uitgever"),
            (stuk, "niet leesbaar"),
            (UITGEVER.pem + blad, "Certificaat 2"),
        ):
            with pytest.raises(OngeldigeWortel, match=woord):
                lees_wortels(tekst)
