"""Checking a sign-off: whatever is changed afterwards is found and named."""

import copy
import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.ondertekening.buiten import (
    Aanmelding,
    Buitenregel,
    Stap,
    Wijze,
    buiten_als_json,
    registraties,
    registreer,
    vervolg,
)
from groningse_norm.ondertekening.bundel import OngeldigeBundel, pak_in, pak_uit
from groningse_norm.ondertekening.domain import (
    Handtekening,
    Hoedanigheid,
    Partij,
    begin_ronde,
    canoniek,
    onderteken,
    vingerafdruk,
    vingerafdruk_van,
)
from groningse_norm.ondertekening.ondertekenaar import Lidmaatschap, Ondertekenaar
from groningse_norm.ondertekening.verificatie import (
    Bundel,
    bijlagen_in,
    eerste_verschil,
    keten_als_json,
    vergelijk_met_inhoud,
    verifieer,
)
from groningse_norm.opdrachten import main
from groningse_norm.overheid.domain import GRONINGEN

MOMENT = datetime(2025, 4, 4, 11, 0, tzinfo=UTC)
ALLE = tuple(Partij(overheid.tooi) for overheid in GRONINGEN)
BIJLAGE = b"%PDF bijlage"
TEKST = {
    "titel": "Groningse norm é",
    "bijlagen": [{"id": "kaart", "naam": "kaart.pdf", "sha256": vingerafdruk_van(BIJLAGE)}],
}
OPNAME = canoniek(TEKST)


def regels_van(partijen=ALLE, eerdere=(), tekst=TEKST) -> tuple[list[dict], list[dict]]:
    """Stored lines and closed parts of a complete round, after those of earlier ones."""
    regels, besloten = copy.deepcopy(list(eerdere)), []
    keten = tuple(Handtekening(**regel["record"]) for regel in regels)
    ronde = begin_ronde(partijen, vingerafdruk(tekst), 1)
    for nummer, partij in enumerate(partijen):
        wie = Ondertekenaar(
            f"ondertekenaar-{partij.tooi}",
            f"Burgemeester {partij.tooi}",
            "wachtwoord, opnieuw gevraagd",
            Lidmaatschap(partij.groep),
            f"{nummer:032x}",
        )
        ronde = onderteken(
            ronde,
            keten,
            partij,
            wie,
            MOMENT + timedelta(minutes=len(keten)),
            functie=partij.functie(),
            hoedanigheid=Hoedanigheid.EIGEN_AMBT,
            verwijzing="",
            zin="Ik ga akkoord.",
            getoonde_momentopname=ronde.momentopname,
        )
        record = ronde.handtekeningen[-1]
        keten = (*keten, record)
        regels.append({"afdruk": record.afdruk, "record": record.als_dict()})
        besloten.append(wie.besloten)
    return regels, besloten


def bundel_van(partijen=ALLE, *, eerdere=(), volledig=False) -> Bundel:
    regels, besloten = regels_van(partijen, eerdere)
    ronde = {
        "partijen": [[partij.tooi, str(partij.ambt)] for partij in partijen],
        "momentopname": vingerafdruk(TEKST),
        "versie": 1,
        "vanaf": len(eerdere),
    }
    keten = keten_als_json(ronde, regels, regels[-1]["afdruk"], volledig=volledig)
    return Bundel(
        OPNAME,
        # As it comes out of a file.
        json.loads(canoniek(keten)),
        bijlagen_in(OPNAME),
        besloten=besloten if volledig and not eerdere else None,
    )


HEEL = bundel_van()


def met(bundel=HEEL, **delen) -> Bundel:
    """A deep copy of the bundle, with other parts."""
    return replace(copy.deepcopy(bundel), **delen)


def herreken(keten: dict, vanaf: int = 0) -> None:
    """Forge on: number, link and hash every record from here on again."""
    regels = keten["handtekeningen"]
    for index in range(vanaf, len(regels)):
        record = regels[index]["record"]
        record["volgnummer"] = index + 1
        record["vorige"] = regels[index - 1]["afdruk"] if index else ""
        regels[index]["afdruk"] = vingerafdruk(record)
    keten["kop"] = regels[-1]["afdruk"]


waar = st.integers(min_value=0, max_value=12)
veld = st.sampled_from([veld.name for veld in fields(Handtekening)])


class TestWhole:
    def test_what_was_not_touched_matches(self):
        verslag = verifieer(HEEL, HEEL.keten["kop"])
        assert verslag.klopt
        assert verslag.eerste_fout is None
        assert (verslag.getekend, verslag.nodig) == (13, 13)

    def test_a_round_that_is_not_complete_matches_and_says_so(self):
        bundel = met()
        bundel.keten["ronde"]["partijen"].append(["gm9999", "bestuurshoofd"])
        assert verifieer(bundel).klopt
        assert (verifieer(bundel).getekend, verifieer(bundel).nodig) == (13, 14)

    def test_nobody_has_signed_yet(self):
        bundel = met(keten={**HEEL.keten, "handtekeningen": [], "kop": ""})
        assert verifieer(bundel).klopt

    def test_of_an_earlier_round_the_public_gets_hashes_only_and_can_check_them(self):
        eerdere, _besloten = regels_van(ALLE[:3], tekst={"titel": "Eerder", "bijlagen": []})
        bundel = bundel_van(ALLE, eerdere=eerdere)
        assert [regel["record"] for regel in bundel.keten["handtekeningen"][:3]] == [None] * 3
        assert verifieer(bundel).klopt
        for nummer in range(3):
            anders = met(bundel)
            anders.keten["handtekeningen"][nummer]["afdruk"] = "0" * 64
            # Only the last of them has a public record after it that names its hash.
            assert verifieer(anders).klopt is (nummer < 2)
        assert verifieer(bundel_van(ALLE, eerdere=eerdere, volledig=True)).klopt

    def test_names_of_an_earlier_round_are_not_told(self):
        eerdere, _besloten = regels_van(ALLE[:1], tekst={"titel": "Eerder", "bijlagen": []})
        verslag = verifieer(bundel_van(ALLE[1:], eerdere=eerdere, volledig=True))
        assert "Burgemeester gm" not in verslag.controles[3].wat
        assert verslag.klopt

    def test_no_user_id_and_no_login_is_in_what_the_public_gets(self):
        openbaar = pak_in(HEEL)
        for geheim in (b"ondertekenaar-gm", b"opnieuw gevraagd", b'"zout"', b"-ondertekenaars"):
            assert geheim not in openbaar


class TestTampering:
    @given(waar, veld)
    def test_any_field_of_any_record_that_is_altered_is_named(self, index, naam):
        bundel = met()
        record = bundel.keten["handtekeningen"][index]["record"]
        record[naam] = record[naam] + (1 if isinstance(record[naam], int) else "x")
        fout = verifieer(bundel).eerste_fout
        assert fout is not None
        assert f"andtekening {index + 1} " in fout.fout

    @given(waar, veld)
    def test_also_when_its_own_hash_is_made_to_match(self, index, naam):
        bundel = met()
        regel = bundel.keten["handtekeningen"][index]
        oud = regel["record"][naam]
        regel["record"][naam] = oud + (1 if isinstance(oud, int) else "x")
        regel["afdruk"] = vingerafdruk(regel["record"])
        fout = verifieer(bundel).eerste_fout
        assert fout is not None
        assert fout.code in {"handtekening", "einde", "vorm"}

    @given(waar, st.sampled_from(["naam", "zin", "verwijzing", "rol", "besloten"]))
    def test_who_makes_the_whole_chain_again_is_found_by_a_receipt(self, index, naam):
        bundel = met()
        bundel.keten["handtekeningen"][index]["record"][naam] += "x"
        herreken(bundel.keten, index)
        assert verifieer(bundel).klopt
        fout = verifieer(bundel, kop=HEEL.keten["kop"]).eerste_fout
        assert fout is not None
        assert fout.code == "ontvangstbewijs"

    @given(waar)
    def test_a_record_that_was_left_out_is_named(self, index):
        bundel = met()
        del bundel.keten["handtekeningen"][index]
        fout = verifieer(bundel).eerste_fout
        assert fout is not None
        assert "weggelaten" in fout.fout

    @given(waar)
    def test_a_record_that_is_there_twice_is_named(self, index):
        bundel = met()
        regels = bundel.keten["handtekeningen"]
        regels.insert(index + 1, copy.deepcopy(regels[index]))
        fout = verifieer(bundel).eerste_fout
        assert fout is not None
        assert fout.fout == f"Handtekening {index + 1} staat er twee keer in."

    @given(st.sets(waar, min_size=2, max_size=2))
    def test_records_that_changed_places_are_named(self, plaatsen):
        een, ander = sorted(plaatsen)
        bundel = met()
        regels = bundel.keten["handtekeningen"]
        regels[een], regels[ander] = regels[ander], regels[een]
        fout = verifieer(bundel).eerste_fout
        assert fout is not None
        assert "volgorde is veranderd" in fout.fout

    @given(st.integers(min_value=0, max_value=len(OPNAME) - 1), st.integers(1, 255))
    def test_one_byte_of_the_text_is_named(self, plaats, bits):
        anders = bytearray(OPNAME)
        anders[plaats] ^= bits
        fout = verifieer(met(momentopname=bytes(anders))).eerste_fout
        assert fout is not None
        assert fout.code == "momentopname"

    def test_the_text_of_another_version_is_named(self):
        ander = canoniek({**TEKST, "titel": "Een andere norm"})
        fout = verifieer(met(momentopname=ander)).eerste_fout
        assert fout is not None
        assert "andere tekst" in fout.fout

    def test_a_text_and_its_hash_that_are_both_swapped_are_named(self):
        bundel = met(momentopname=canoniek({**TEKST, "titel": "Een andere norm"}))
        bundel.keten["ronde"]["momentopname"] = vingerafdruk_van(bundel.momentopname)
        fout = verifieer(bundel).eerste_fout
        assert fout is not None
        assert "voor een andere tekst gezet" in fout.fout

    @pytest.mark.parametrize(
        "bijlagen",
        [[], None, "x", [{"id": "kaart", "naam": "kaart.pdf", "sha256": "0" * 64}]],
    )
    def test_another_list_of_attachments_is_named(self, bijlagen):
        fout = verifieer(met(bijlagen=bijlagen)).eerste_fout
        assert fout is not None
        assert fout.code == "bijlagen"

    def test_an_attachment_that_was_swapped_is_named(self):
        assert verifieer(met(bestanden={"kaart.pdf": BIJLAGE})).klopt
        fout = verifieer(met(bestanden={"kaart.pdf": BIJLAGE + b" "})).eerste_fout
        assert fout is not None
        assert fout.code == "bestand"
        assert "kaart.pdf" in fout.fout

    @given(waar, st.sampled_from(["gebruiker", "aanmelding", "groep", "lid_door", "zout"]))
    def test_a_closed_part_that_was_altered_is_named(self, index, naam):
        bundel = bundel_van(volledig=True)
        assert verifieer(bundel).klopt
        bundel.besloten[index][naam] += "x"
        fout = verifieer(bundel).eerste_fout
        assert fout is not None
        assert f"handtekening {index + 1} " in fout.fout

    def test_a_party_that_signs_twice_or_does_not_belong_is_named(self):
        bundel = met()
        bundel.keten["handtekeningen"][3]["record"]["tooi"] = ALLE[0].tooi
        herreken(bundel.keten, 3)
        fout = verifieer(bundel).eerste_fout
        assert fout is not None
        assert fout.code == "ronde"
        bundel = met()
        del bundel.keten["ronde"]["partijen"][5]
        fout = verifieer(bundel).eerste_fout
        assert fout is not None
        assert "niet hoefde te tekenen" in fout.fout

    def test_a_signature_dated_before_the_one_before_is_named(self):
        bundel = met()
        bundel.keten["handtekeningen"][4]["record"]["moment"] = "2025-04-03T00:00:00+00:00"
        herreken(bundel.keten, 4)
        fout = verifieer(bundel).eerste_fout
        assert fout is not None
        assert "eerder gezet" in fout.fout

    def test_a_head_that_was_altered_is_named(self):
        bundel = met()
        bundel.keten["kop"] = "0" * 64
        fout = verifieer(bundel).eerste_fout
        assert fout is not None
        assert fout.code == "einde"

    json_waarde = st.recursive(
        st.none() | st.booleans() | st.integers(-100, 100) | st.text(max_size=5),
        lambda deel: st.lists(deel, max_size=3) | st.dictionaries(st.text(max_size=5), deel),
        max_leaves=5,
    )

    @given(json_waarde)
    def test_a_chain_of_any_other_form_is_refused_and_not_stumbled_over(self, onzin):
        assert not verifieer(met(keten=onzin)).klopt

    @given(st.sampled_from(["formaat", "ronde", "handtekeningen", "kop"]), json_waarde)
    def test_a_part_of_any_other_form_as_well(self, naam, onzin):
        assert not verifieer(met(keten={**copy.deepcopy(HEEL.keten), naam: onzin})).klopt

    @given(waar, st.sampled_from(["afdruk", "record"]), json_waarde)
    def test_a_line_of_any_other_form_as_well(self, index, naam, onzin):
        bundel = met()
        bundel.keten["handtekeningen"][index][naam] = onzin
        assert not verifieer(bundel).klopt


PDF = b"%PDF getekend in inkt"
BUITEN_VELD = st.sampled_from([veld.name for veld in fields(Buitenregel)])


def bundel_met_buiten(*, volledig: bool) -> Bundel:
    """The first party signed here; of the second a file was withdrawn and another confirmed."""
    regels, besloten = regels_van(ALLE[:1])
    buiten: tuple[Buitenregel, ...] = ()
    delen = []

    def voeg_toe(stap: Stap | None) -> None:
        nonlocal buiten
        deel = {"gebruiker": f"persoon-{len(buiten)}", "zout": f"{len(buiten):032x}"}
        moment = MOMENT + timedelta(hours=1, minutes=len(buiten))
        if stap is None:
            regel = registreer(
                begin_ronde(ALLE[:2], vingerafdruk(TEKST), 1),
                buiten,
                Aanmelding(ALLE[1], Wijze.INKT, MOMENT.date(), "Naam op papier"),
                sha256=vingerafdruk_van(PDF),
                grootte=len(PDF),
                getoonde_momentopname=vingerafdruk(TEKST),
                keten=regels[-1]["afdruk"],
                besloten=deel,
                moment=moment,
                vandaag=MOMENT.date(),
            )
        else:
            regel = vervolg(
                buiten,
                registraties(buiten)[-1],
                stap,
                keten=regels[-1]["afdruk"],
                besloten=deel,
                moment=moment,
            )
        buiten = (*buiten, regel)
        delen.append(deel)

    for stap in (None, Stap.INTREKKING, None, Stap.BEVESTIGING):
        voeg_toe(stap)
    record = Handtekening(**regels[-1]["record"])
    wie = Ondertekenaar("griffie", "", "wachtwoord", Lidmaatschap(ALLE[1].groep), "f" * 32)
    ronde = onderteken(
        replace(begin_ronde(ALLE[:2], vingerafdruk(TEKST), 1), handtekeningen=(record,)),
        (record,),
        ALLE[1],
        wie,
        MOMENT + timedelta(hours=2),
        functie=ALLE[1].functie(),
        hoedanigheid=Hoedanigheid.EIGEN_AMBT,
        verwijzing="",
        zin="Getekend buiten dit systeem.",
        getoonde_momentopname=vingerafdruk(TEKST),
        buiten=buiten[-1].afdruk,
    )
    laatste = ronde.handtekeningen[-1]
    regels.append({"afdruk": laatste.afdruk, "record": laatste.als_dict()})
    gegevens = {
        "partijen": [[partij.tooi, str(partij.ambt)] for partij in ALLE[:2]],
        "momentopname": vingerafdruk(TEKST),
        "versie": 1,
        "vanaf": 0,
    }
    rijen = [{"afdruk": regel.afdruk, "record": regel.als_dict()} for regel in buiten]
    return Bundel(
        OPNAME,
        json.loads(canoniek(keten_als_json(gegevens, regels, laatste.afdruk, volledig=volledig))),
        bijlagen_in(OPNAME),
        besloten=[*besloten, wie.besloten] if volledig else None,
        buiten=json.loads(canoniek(buiten_als_json(rijen, buiten[-1].afdruk))),
        buiten_besloten=delen if volledig else None,
        buiten_bestanden={vingerafdruk_van(PDF): vingerafdruk_van(PDF)} if volledig else {},
    )


BUITEN = bundel_met_buiten(volledig=True)
OPENBAAR = bundel_met_buiten(volledig=False)
plaats = st.integers(min_value=0, max_value=3)


class TestOutsideThisSystem:
    def test_what_was_not_touched_matches(self):
        for bundel in (BUITEN, OPENBAAR):
            assert verifieer(bundel).klopt, verifieer(bundel).eerste_fout
            assert (verifieer(bundel).getekend, verifieer(bundel).nodig) == (2, 2)

    def test_it_survives_being_packed_and_the_public_gets_no_names(self):
        assert pak_uit(pak_in(BUITEN, {vingerafdruk_van(PDF): PDF})) == BUITEN
        assert pak_uit(pak_in(OPENBAAR)) == OPENBAAR
        assert b"persoon-" not in pak_in(OPENBAAR)

    @given(plaats, BUITEN_VELD)
    def test_any_field_of_any_record_that_is_altered_is_named(self, index, naam):
        for heel in (BUITEN, OPENBAAR):
            bundel = met(heel)
            record = bundel.buiten["regels"][index]["record"]
            record[naam] = record[naam] + (1 if isinstance(record[naam], int) else "x")
            fout = verifieer(bundel).eerste_fout
            assert fout is not None
            assert f"egistratieregel {index + 1} " in fout.fout

    @given(plaats, BUITEN_VELD)
    def test_also_when_its_own_hash_is_made_to_match(self, index, naam):
        bundel = met(OPENBAAR)
        regel = bundel.buiten["regels"][index]
        oud = regel["record"][naam]
        regel["record"][naam] = oud + (1 if isinstance(oud, int) else "x")
        regel["afdruk"] = vingerafdruk(regel["record"])
        fout = verifieer(bundel).eerste_fout
        assert fout is not None
        assert fout.code == "buiten"

    @given(plaats)
    def test_a_record_left_out_doubled_or_emptied_is_found(self, index):
        def weg(regels):
            del regels[index]

        def dubbel(regels):
            regels.insert(index, copy.deepcopy(regels[index]))

        for heel in (BUITEN, OPENBAAR):
            for doe in (weg, dubbel):
                bundel = met(heel)
                doe(bundel.buiten["regels"])
                assert verifieer(bundel).eerste_fout.code == "buiten"
        bundel = met(BUITEN)
        bundel.buiten["regels"][index]["record"] = None
        assert verifieer(bundel).eerste_fout.code == "buiten"

    @given(st.sets(plaats, min_size=2, max_size=2))
    def test_records_that_changed_places_are_found(self, plaatsen):
        een, ander = plaatsen
        bundel = met(OPENBAAR)
        regels = bundel.buiten["regels"]
        regels[een], regels[ander] = regels[ander], regels[een]
        assert verifieer(bundel).eerste_fout.code == "buiten"

    def test_all_of_them_taken_out_is_named(self):
        for weg in (None, {"regels": [], "kop": ""}):
            assert verifieer(met(OPENBAAR, buiten=weg)).eerste_fout.code == "buiten"

    def test_the_last_hash_altered_is_named(self):
        bundel = met(OPENBAAR)
        bundel.buiten["kop"] = "0" * 64
        assert "weggelaten" in verifieer(bundel).eerste_fout.fout

    @given(plaats, st.sampled_from(["gebruiker", "zout"]))
    def test_a_closed_part_that_was_altered_is_named(self, index, naam):
        bundel = met(BUITEN)
        bundel.buiten_besloten[index][naam] += "x"
        assert f"registratieregel {index + 1} " in verifieer(bundel).eerste_fout.fout

    def test_a_signature_that_points_elsewhere_is_named(self):
        bundel = met(OPENBAAR)
        bundel.keten["handtekeningen"][1]["record"]["buiten"] = "0" * 64
        herreken(bundel.keten, 1)
        assert "bevestiging die er niet is" in verifieer(bundel).eerste_fout.fout

    def test_a_file_that_was_swapped_or_is_gone_is_named(self):
        afdruk = vingerafdruk_van(PDF)
        for nu in ("0" * 64, ""):
            bundel = met(BUITEN, buiten_bestanden={afdruk: nu})
            assert "veranderd, verwisseld of weg" in verifieer(bundel).eerste_fout.fout

    def test_whoever_has_the_file_can_check_it_without_the_site(self):
        assert verifieer(met(OPENBAAR, bestanden={"scan.pdf": PDF})).klopt
        assert not verifieer(met(OPENBAAR, bestanden={"scan.pdf": PDF + b" "})).klopt

    @given(TestTampering.json_waarde)
    def test_any_other_form_is_refused_and_not_stumbled_over(self, onzin):
        assert not verifieer(met(OPENBAAR, buiten=onzin)).klopt

    @given(plaats, st.sampled_from(["afdruk", "record"]), TestTampering.json_waarde)
    def test_a_line_of_any_other_form_as_well(self, index, naam, onzin):
        bundel = met(BUITEN)
        bundel.buiten["regels"][index][naam] = onzin
        assert not verifieer(bundel).klopt


class TestContent:
    def test_what_still_stands_there_matches(self):
        assert vergelijk_met_inhoud(OPNAME, json.loads(OPNAME)).in_orde

    @pytest.mark.parametrize(
        ("was", "nu", "waar"),
        [
            ({"a": 1}, {"a": 2}, "a"),
            ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}, "a.b.2"),
            ({"a": [1, 2]}, {"a": [1]}, "a"),
            ({"a": [1]}, {"a": [1, 2]}, "a"),
            ({"a": 1}, {}, "a"),
            ({}, {"a": 1}, "a"),
            ({}, {"a": None}, None),
            ({"a": []}, {"a": []}, None),
            ({"a": {}}, {"a": 3}, "a"),
        ],
    )
    def test_the_first_difference_is_named(self, was, nu, waar):
        assert eerste_verschil(was, nu) == waar

    def test_a_text_that_cannot_be_read_is_named(self):
        assert not vergelijk_met_inhoud(b"{", {}).in_orde


class TestBundle:
    def test_it_survives_being_packed(self):
        for bundel in (HEEL, bundel_van(volledig=True)):
            assert pak_uit(pak_in(bundel)) == bundel

    def test_it_is_the_same_bytes_each_time(self):
        assert pak_in(HEEL) == pak_in(met())

    @given(st.binary(max_size=200))
    def test_what_is_no_bundle_is_refused(self, inhoud):
        with pytest.raises(OngeldigeBundel):
            pak_uit(inhoud)

    def test_a_part_that_is_missing_or_there_twice_is_refused(self):
        for vervang in (b"xeten.json", b"LEESMIJ.txt"):
            inhoud = pak_in(HEEL).replace(b"keten.json", vervang[:10])
            with pytest.raises(OngeldigeBundel):
                pak_uit(inhoud)
        dubbel = pak_in(bundel_van(volledig=True)).replace(b"besloten.json", b"bijlagen.json")
        with pytest.raises(OngeldigeBundel, match="twee keer"):
            pak_uit(dubbel)

    @pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not on this machine")
    def test_an_outsider_gets_the_same_hashes_with_standard_tools(self, tmp_path):
        with zipfile.ZipFile(io.BytesIO(pak_in(HEEL))) as archief:
            archief.extractall(tmp_path)
        opdracht = "jq -cjS '.handtekeningen[7].record' keten.json | sha256sum"
        uit = subprocess.run(
            ["sh", "-c", f"{opdracht}; sha256sum momentopname.json"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        assert uit[0] == HEEL.keten["handtekeningen"][7]["afdruk"]
        assert uit[2] == HEEL.keten["ronde"]["momentopname"]
        assert (
            opdracht.replace("[7]", "[0]").split(" | ")[0] in (tmp_path / "LEESMIJ.txt").read_text()
        )


class TestCommand:
    @pytest.fixture
    def zip_van(self, tmp_path):
        def schrijf(bundel):
            (tmp_path / "bewijs.zip").write_bytes(pak_in(bundel))
            return str(tmp_path / "bewijs.zip")

        return schrijf

    def test_all_matches(self, zip_van, capsys):
        assert main(["verifieer", zip_van(HEEL), "--kop", HEEL.keten["kop"].upper()]) == 0
        uit = capsys.readouterr()
        assert "13 van 13 partijen hebben getekend." in uit.out
        assert uit.err == ""

    def test_the_first_mismatch_is_one_line_on_stderr(self, zip_van, capsys):
        bundel = met()
        bundel.keten["handtekeningen"][4]["record"]["naam"] = "Iemand anders"
        assert main(["verifieer", zip_van(bundel)]) == 1
        assert capsys.readouterr().err == (
            "groningse-norm verifieer: Handtekening 5 is veranderd nadat zij is gezet.\n"
        )

    def test_another_receipt_is_a_mismatch(self, zip_van):
        assert main(["verifieer", zip_van(HEEL), "--kop", "0" * 64]) == 1

    def test_attachments_are_checked_as_well(self, zip_van, tmp_path, capsys):
        map_ = tmp_path / "bijlagen"
        map_.mkdir()
        (map_ / "kaart.pdf").write_bytes(BIJLAGE)
        assert main(["verifieer", zip_van(HEEL), "--bijlagen", str(map_), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["klopt"] is True
        (map_ / "kaart.pdf").write_bytes(b"anders")
        assert main(["verifieer", zip_van(HEEL), "--bijlagen", str(map_)]) == 1

    def test_what_cannot_be_checked_is_something_else_than_a_mismatch(self, tmp_path, capsys):
        geen_zip = tmp_path / "x.zip"
        geen_zip.write_text("x")
        for argumenten in (["niet-daar.zip"], [str(geen_zip)], [str(tmp_path)]):
            assert main(["verifieer", *argumenten]) == 2
            assert capsys.readouterr().err.count("\n") == 1
