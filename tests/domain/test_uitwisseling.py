"""A plan as a spreadsheet: what goes out comes back in, and what is none of ours is refused."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.plan.domain import Stand
from groningse_norm.plan.uitwisseling.bestand import (
    MAX_BYTES,
    MAX_UITGEPAKT,
    BestandGeweigerd,
    als_csv_bestand,
    als_xlsx,
    lees,
)
from groningse_norm.plan.uitwisseling.domain import (
    KOLOMMEN,
    MAX_RIJEN,
    NIEUW,
    Fout,
    Uitkomst,
    proef,
)
from groningse_norm.rekenblad import heen, is_formule, terug

NAMEN = tuple(kolom.naam for kolom in KOLOMMEN)
VOORTGANG = tuple(kolom.naam for kolom in KOLOMMEN if kolom.voortgang)
VERBINTENIS = tuple(kolom.naam for kolom in KOLOMMEN if not kolom.voortgang)
MAATREGEL = {
    "nummer": "A01",
    "title": "Beleid vastgesteld",
    "veld": "weerbaarheid",
    "eigenaar": "gemeentesecretaris",
    "start": date(2026, 1, 1),
    "deadline": date(2026, 12, 31),
    "gewicht": 2,
    "stand": "ontbreekt",
    "reden_nvt": None,
    "toelichting": "Besproken",
    "bewijs": None,
    "volgende_toets": None,
}


def xlsx(maatregelen, namen=NAMEN, vrij=NAMEN):
    return als_xlsx(maatregelen, namen, titel="Plan", uitleg=["Uitleg"], vrij=vrij)


def csv(maatregelen, namen=NAMEN):
    return als_csv_bestand(maatregelen, namen)


def beproef(huidig, inhoud, zichtbaar=NAMEN, vrij=None):
    vrij = dict.fromkeys(huidig, NAMEN) | {NIEUW: VERBINTENIS} if vrij is None else vrij
    return proef(huidig, lees(inhoud), zichtbaar=zichtbaar, vrij=vrij)


def bewerkt(inhoud, wijzigingen):
    """The workbook after somebody typed in some of its cells."""
    boek = openpyxl.load_workbook(io.BytesIO(inhoud))
    for adres, waarde in wijzigingen.items():
        boek["Maatregelen"][adres] = waarde
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


TEKST = st.text(max_size=30).map(str.strip).filter(lambda t: "\r" not in t)
MAATREGELEN = st.dictionaries(
    st.text("0123456789abcdef", min_size=32, max_size=32),
    st.fixed_dictionaries(
        {
            "nummer": st.text("ABC0123456789", min_size=1, max_size=10),
            "title": st.text("=+-@' ab\t;\"\n", min_size=1).map(str.strip).filter(bool),
            "veld": st.sampled_from(["weerbaarheid", "informatie", "instrumentarium"]),
            "eigenaar": st.none() | TEKST.filter(bool),
            "start": st.none() | st.dates(date(1990, 1, 1), date(2199, 12, 31)),
            "deadline": st.none() | st.dates(date(1990, 1, 1), date(2199, 12, 31)),
            "gewicht": st.integers(0, 100),
            "stand": st.sampled_from([s.value for s in Stand]),
            "reden_nvt": st.none() | TEKST.filter(bool),
            "toelichting": st.none() | TEKST.filter(bool),
            "bewijs": st.none(),
            "volgende_toets": st.none(),
        }
    ),
    max_size=4,
)


@pytest.mark.parametrize("schrijf", [xlsx, csv])
@given(maatregelen=MAATREGELEN)
def test_what_goes_out_comes_back_in_unchanged(schrijf, maatregelen):
    if not maatregelen:
        with pytest.raises(BestandGeweigerd):
            lees(schrijf(maatregelen))
        return
    gedaan = beproef(maatregelen, schrijf(maatregelen))
    assert [regel.uitkomst for regel in gedaan.regels] == [Uitkomst.GELIJK] * len(maatregelen)
    assert not gedaan.kan


@given(st.text())
def test_no_cell_is_a_formula_and_the_text_comes_back(tekst):
    cel = heen(tekst)
    assert not is_formule(cel)
    assert heen(terug(cel)) == cel


@given(st.text("=+-@'\t ab"))
def test_apostrophes_before_formulas_come_back_as_they_were(tekst):
    assert terug(heen(tekst)) == tekst


def test_somebody_reports_progress_in_the_workbook():
    huidig = {"u1": MAATREGEL}
    terug_ = bewerkt(xlsx(huidig), {"H2": "Uitgevoerd", "L2": date(2027, 1, 15)})
    gedaan = beproef(huidig, terug_)
    assert gedaan.kan
    (regel,) = gedaan.te_doen
    assert {(w.naam, w.was, w.wordt) for w in regel.wijzigingen} == {
        ("stand", "ontbreekt", "uitgevoerd"),
        ("volgende_toets", None, date(2027, 1, 15)),
    }


def test_the_workbook_helps_with_lists_dates_and_a_frozen_head():
    boek = openpyxl.load_workbook(io.BytesIO(xlsx({"u1": MAATREGEL})))
    blad = boek["Maatregelen"]
    assert blad.freeze_panes == "C2"
    assert blad["F2"].is_date
    lijsten = {
        str(regel.sqref).split(":")[0]
        for regel in blad.data_validations.dataValidation
        if regel.type == "list"
    }
    assert {"H2", "D2", "C2"} <= lijsten
    assert blad.column_dimensions["M"].hidden
    assert boek["Lijsten"].sheet_state == "hidden"


@pytest.mark.parametrize(
    ("cel", "waarde", "fout"),
    [
        ("F2", "volgende week", Fout.GEEN_DATUM),
        ("F2", "31-02-2026", Fout.GEEN_DATUM),
        ("G2", "veel", Fout.GEEN_GETAL),
        ("G2", 1.5, Fout.GEEN_GETAL),
        ("G2", True, Fout.GEEN_GETAL),
        ("G2", "nan", Fout.GEEN_GETAL),
        ("G2", 101, Fout.GEEN_GETAL),
        ("H2", "bijna klaar", Fout.GEEN_KEUZE),
        ("B2", None, Fout.VERPLICHT),
        ("J2", "=1+1", Fout.FORMULE),
        ("J2", "x" * 10_001, Fout.TE_LANG),
        ("H2", "Niet van toepassing", Fout.REDEN_NODIG),
        ("M2", "weg", Fout.ONBEKEND_KENMERK),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_can_be_taken_in(cel, waarde, fout):
    huidig = {"u1": MAATREGEL, "u2": MAATREGEL | {"nummer": "A02"}}
    gedaan = beproef(huidig, bewerkt(xlsx(huidig), {cel: waarde, "H3": "Uitgevoerd"}))
    geweigerd = next(r for r in gedaan.regels if r.uitkomst is Uitkomst.GEWEIGERD)
    assert fout in [bezwaar.fout for bezwaar in geweigerd.bezwaren]
    assert geweigerd.nummer == 2
    if fout not in (Fout.REDEN_NODIG,):
        assert cel in [bezwaar.adres for bezwaar in geweigerd.bezwaren]
    assert gedaan.aantal(Uitkomst.GEWIJZIGD) == 1
    assert not gedaan.kan


def test_who_changes_what_was_signed_is_refused_at_the_cell():
    huidig = {"u1": MAATREGEL}
    inhoud = bewerkt(xlsx(huidig), {"B2": "Iets anders"})
    (regel,) = beproef(huidig, inhoud, vrij={"u1": VOORTGANG}).regels
    assert [(b.adres, b.fout) for b in regel.bezwaren] == [("B2", Fout.LIGT_VAST)]


def test_a_change_made_in_between_is_a_conflict_and_not_overwritten():
    uitgegeven = bewerkt(xlsx({"u1": MAATREGEL}), {"J2": "Van Jan"})
    intussen = {"u1": MAATREGEL | {"stand": "uitgevoerd"}}
    (regel,) = beproef(intussen, uitgegeven).regels
    assert [b.fout for b in regel.bezwaren] == [Fout.BOTSING]


def test_a_row_that_nobody_touched_is_no_conflict_when_others_changed_nothing_it_says():
    """The file says what is there now: there is nothing to write, so nothing to lose."""
    uitgegeven = bewerkt(xlsx({"u1": MAATREGEL}), {"H2": "Uitgevoerd"})
    (regel,) = beproef({"u1": MAATREGEL | {"stand": "uitgevoerd"}}, uitgegeven).regels
    assert regel.uitkomst is Uitkomst.GELIJK


def test_without_its_fingerprint_a_changed_row_is_refused():
    huidig = {"u1": MAATREGEL}
    (regel,) = beproef(huidig, bewerkt(xlsx(huidig), {"J2": "x", "N2": None})).regels
    assert [b.fout for b in regel.bezwaren] == [Fout.GEEN_AFDRUK]


def test_the_same_measure_twice_is_refused():
    huidig = {"u1": MAATREGEL, "u2": MAATREGEL}
    gedaan = beproef(huidig, bewerkt(xlsx(huidig), {"M3": "u1"}))
    assert [b.fout for r in gedaan.regels for b in r.bezwaren] == [Fout.DUBBEL]


def test_a_draft_takes_new_rows_and_a_signed_plan_does_not():
    huidig = {"u1": MAATREGEL}
    nieuw = {"A3": "X01", "B3": "Eigen maatregel", "C3": "Informatiehuishouding", "G3": 1}
    inhoud = bewerkt(xlsx(huidig), nieuw)
    gedaan = beproef(huidig, inhoud)
    (regel,) = gedaan.te_doen
    assert regel.uitkomst is Uitkomst.NIEUW
    assert {w.naam: w.wordt for w in regel.wijzigingen}["title"] == "Eigen maatregel"
    ondertekend = beproef(huidig, inhoud, vrij={"u1": VOORTGANG})
    assert [b.fout for r in ondertekend.regels for b in r.bezwaren] == [Fout.NIEUW_KAN_NIET]


def test_who_sees_no_progress_gets_none_and_changes_none():
    huidig = {"u1": {n: MAATREGEL[n] for n in VERBINTENIS}}
    inhoud = xlsx(huidig, VERBINTENIS)
    assert b"Besproken" not in inhoud
    kop = [c.value for c in openpyxl.load_workbook(io.BytesIO(inhoud))["Maatregelen"][1]]
    assert "Stand" not in kop
    met_voortgang = xlsx({"u1": MAATREGEL | {"stand": "uitgevoerd"}})
    gedaan = beproef(huidig, met_voortgang, zichtbaar=VERBINTENIS)
    assert not gedaan.te_doen


def test_what_was_confirmed_is_what_was_shown():
    huidig = {"u1": MAATREGEL}
    een = beproef(huidig, bewerkt(xlsx(huidig), {"J2": "een"}))
    twee = beproef(huidig, bewerkt(xlsx(huidig), {"J2": "twee"}))
    assert een.vingerafdruk != twee.vingerafdruk
    assert een.vingerafdruk == beproef(huidig, bewerkt(xlsx(huidig), {"J2": "een"})).vingerafdruk


@pytest.mark.parametrize("teken", [",", ";", "\t"])
def test_csv_from_any_program_is_read(teken):
    huidig = {"u1": MAATREGEL}
    tekst = csv(huidig).decode("utf-8-sig").replace("Ontbreekt", "In ontwikkeling")
    gedaan = beproef(huidig, tekst.replace(";", teken).encode("utf-8"))
    assert [w.wordt for r in gedaan.te_doen for w in r.wijzigingen] == ["in_ontwikkeling"]


def zip_met(delen):
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as zip_:
        for naam, inhoud in delen.items():
            zip_.writestr(naam, inhoud)
    return uit.getvalue()


GOED = xlsx({"u1": MAATREGEL})


def en_ook(**delen):
    """The good workbook with parts more."""
    uit = io.BytesIO(GOED)
    with zipfile.ZipFile(uit, "a") as zip_:
        for naam, inhoud in delen.items():
            zip_.writestr(naam, inhoud)
    return uit.getvalue()


def ander_blad():
    boek = openpyxl.Workbook()
    boek.active.title = "Begroting"
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


def vol(rijen):
    kop = ["Nr.", "Maatregel", "Kenmerk", "Vingerafdruk"]
    return "\n".join([";".join(kop), *["A;b;c;d"] * rijen]).encode()


@pytest.mark.parametrize(
    ("inhoud", "code"),
    [
        (b"", "leeg"),
        (b"x" * (MAX_BYTES + 1), "te_groot"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "oud_of_versleuteld"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "geen_tabel"),
        (b"%PDF-1.7 hallo", "koppen"),
        (zip_met({"word/document.xml": "<x/>"}), "geen_tabel"),
        (zip_met({"xl/workbook.xml": "kapot"}), "kapot"),
        (GOED[: len(GOED) // 2], "kapot"),
        (zip_met({"xl/a.xml": b"\0" * (MAX_UITGEPAKT + 1)}), "te_groot"),
        (en_ook(**{"xl/vbaProject.bin": b"x"}), "macros"),
        (en_ook(**{"xl/externalLinks/externalLink1.xml": b"<x/>"}), "koppelingen"),
        (en_ook(**{"xl/x.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "kapot"),
        (ander_blad(), "verkeerd_blad"),
        (b"Nr.;Maatregel\nA01;x", "koppen"),
        (vol(0), "geen_rijen"),
        (vol(MAX_RIJEN + 1), "te_veel_rijen"),
        (b'Nr.;Maatregel;Kenmerk;Vingerafdruk\nA01;"' + b"x" * 200_000, "geen_tabel"),
    ],
    # Never by size: a workbook holds the second it was made, and each worker makes its own.
    ids=lambda waarde: waarde if isinstance(waarde, str) else "bestand",
)
def test_what_is_no_file_with_measures_is_refused_with_a_reason(inhoud, code):
    with pytest.raises(BestandGeweigerd) as fout:
        lees(inhoud)
    assert fout.value.code == code


@given(st.binary(max_size=400), st.integers(0, 3000))
def test_no_bytes_whatever_make_it_stumble(rommel, plek):
    for inhoud in (rommel, GOED[:plek] + rommel + GOED[plek + len(rommel) :]):
        try:
            lees(inhoud)
        except BestandGeweigerd as fout:
            assert fout.code
