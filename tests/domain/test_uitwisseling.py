"""A plan as a spreadsheet: what goes out comes back in, and what is none of ours is refused."""

import csv as csv_
import io
import zipfile
from datetime import date, datetime
from functools import partial

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from groningse_norm.plan.domain import Stand
from groningse_norm.plan.uitwisseling import werkboek
from groningse_norm.plan.uitwisseling.bestand import MAX_BYTES, MAX_TEKENS, BestandGeweigerd
from groningse_norm.plan.uitwisseling.domain import (
    KOLOMMEN,
    MAX_RIJEN,
    MAX_TEKST,
    Fout,
    met_personen,
)
from groningse_norm.plan.uitwisseling.lezen import in_eigen_proces, lees
from groningse_norm.plan.uitwisseling.proef import NIEUW, Uitkomst, proef
from groningse_norm.plan.uitwisseling.schrijven import als_csv_bestand, als_xlsx
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
    "persoon": None,
}
PERSONEN = met_personen({"jdv": "Jan de Vries", "ab": "Aletta Bos", "c1": "Kim", "c2": "kim"})


def xlsx(maatregelen, namen=NAMEN, vrij=NAMEN, titel="Plan"):
    return als_xlsx(
        maatregelen, namen, titel=titel, uitleg=["Uitleg"], vrij=vrij, kolommen=PERSONEN
    )


def csv(maatregelen, namen=NAMEN):
    return als_csv_bestand(maatregelen, namen, PERSONEN)


def lees_hier(inhoud):
    """As ``lees``, without a process for each workbook."""
    return lees(inhoud, werkboek.rijen)


def beproef(huidig, inhoud, zichtbaar=NAMEN, vrij=None):
    vrij = dict.fromkeys(huidig, NAMEN) | {NIEUW: VERBINTENIS} if vrij is None else vrij
    return proef(huidig, lees_hier(inhoud), zichtbaar=zichtbaar, vrij=vrij, kolommen=PERSONEN)


def bewerkt(inhoud, wijzigingen):
    """The workbook after somebody typed in some of its cells."""
    boek = openpyxl.load_workbook(io.BytesIO(inhoud))
    for adres, waarde in wijzigingen.items():
        boek["Maatregelen"][adres] = waarde
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


TEKST = st.text(max_size=30).filter(str.strip) | st.integers(MAX_TEKST - 60, 40_000).map(
    "x ".__mul__
)
DAGEN = st.none() | st.dates()
MAATREGELEN = st.dictionaries(
    st.text("0123456789abcdef", min_size=32, max_size=32),
    st.fixed_dictionaries(
        {
            "nummer": st.text("ABC0123456789", min_size=1, max_size=10),
            "title": st.text("=+-@' ab\t;\"\n", min_size=1).filter(str.strip),
            "veld": st.sampled_from(["weerbaarheid", "informatie", "instrumentarium"]),
            "eigenaar": st.none() | TEKST,
            "start": DAGEN,
            "deadline": DAGEN,
            "gewicht": st.integers(0, 100),
            "stand": st.sampled_from([s.value for s in Stand]),
            "reden_nvt": st.none() | TEKST,
            "toelichting": st.none() | TEKST,
            "bewijs": st.none() | st.text("\r\n\t_x0D='", min_size=1),
            "volgende_toets": DAGEN,
            "persoon": st.none() | st.sampled_from(["jdv", "ab", "c1", "c2", "vertrokken"]),
        }
    ),
    max_size=4,
)


@pytest.mark.parametrize("schrijf", [xlsx, csv])
@given(maatregelen=MAATREGELEN)
def test_what_goes_out_comes_back_in_unchanged(schrijf, maatregelen):
    if not maatregelen:
        with pytest.raises(BestandGeweigerd):
            lees_hier(schrijf(maatregelen))
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
    assert {"H2", "D2", "C2", "M2"} <= lijsten
    assert blad.column_dimensions["N"].hidden
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
        ("M2", "Piet", Fout.GEEN_MEDEWERKER),
        ("N2", "weg", Fout.ONBEKEND_KENMERK),
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
    (regel,) = beproef(huidig, bewerkt(xlsx(huidig), {"J2": "x", "O2": None})).regels
    assert [b.fout for b in regel.bezwaren] == [Fout.GEEN_AFDRUK]


def test_the_same_measure_twice_is_refused():
    huidig = {"u1": MAATREGEL, "u2": MAATREGEL}
    gedaan = beproef(huidig, bewerkt(xlsx(huidig), {"N3": "u1"}))
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
        (zip_met({"xl/a.xml": b"\0" * (werkboek.MAX_UITGEPAKT + 1)}), "te_groot"),
        (en_ook(**{"xl/vbaProject.bin": b"x"}), "macros"),
        (en_ook(**{"xl/externalLinks/externalLink1.xml": b"<x/>"}), "koppelingen"),
        (en_ook(**{"xl/x.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "kapot"),
        (ander_blad(), "verkeerd_blad"),
        (b"Nr.;Maatregel\nA01;x", "koppen"),
        (vol(0), "geen_rijen"),
        (vol(MAX_RIJEN + 1), "te_veel_rijen"),
        (b'Nr.;Maatregel;Kenmerk;Vingerafdruk\nA01;"' + b"x" * 200_000, "cel_zonder_eind"),
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
            lees_hier(inhoud)
        except BestandGeweigerd as fout:
            assert fout.code


def vervang(naam, oud, nieuw, inhoud=GOED):
    """The good workbook with something else in one of its parts."""
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inhoud)) as bron:
        with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as zip_:
            for deel in bron.namelist():
                bytes_ = bron.read(deel)
                zip_.writestr(deel, bytes_.replace(oud, nieuw) if deel == naam else bytes_)
    return uit.getvalue()


BLAD1, TEKSTEN = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
DTD = '<!DOCTYPE a [<!ENTITY b "lach">]>'


def in_utf_16():
    with zipfile.ZipFile(io.BytesIO(GOED)) as bron:
        tekst = bron.read(TEKSTEN).decode().partition("?>")[2].replace("Besproken", "&b;")
        xml = f'<?xml version="1.0" encoding="UTF-16"?>{DTD}{tekst}'.encode("utf-16")
        return vervang(TEKSTEN, bron.read(TEKSTEN), xml)


def samengevoegd():
    boek = openpyxl.load_workbook(io.BytesIO(xlsx({"u1": MAATREGEL, "u2": MAATREGEL})))
    boek["Maatregelen"].merge_cells("D2:D3")
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


@pytest.mark.parametrize(
    ("inhoud", "code"),
    [
        (
            vervang(TEKSTEN, b"<sst", b"<!--" + b"x" * 9000 + b"-->" + DTD.encode() + b"<sst"),
            "kapot",
        ),
        (in_utf_16(), "kapot"),
        (
            vervang(
                "[Content_Types].xml",
                b"openxmlformats-officedocument.spreadsheetml.sheet.main",
                b"ms-excel.sheet.macroEnabled.main",
            ),
            "macros",
        ),
        (en_ook(**{"xl/macrosheets/sheet1.xml": b"<x/>"}), "macros"),
        (en_ook(**{"xl/workbook.bin": b"x"}), "oud_of_versleuteld"),
        (samengevoegd(), "samengevoegd"),
        (bewerkt(GOED, {"P1": "Stand"}), "dubbele_koppen"),
        (vervang(BLAD1, b"</sheetData>", b'<row r="30000"/></sheetData>'), "te_veel_rijen"),
    ],
)
def test_what_hides_in_a_workbook_is_found(inhoud, code):
    with pytest.raises(BestandGeweigerd) as fout:
        lees(inhoud)
    assert fout.value.code == code


@pytest.mark.parametrize(
    ("deel", "plek", "vloed"),
    [
        (BLAD1, b"</sheetData>", b'<row r="3">' + b"<c/>" * 5_000_000 + b"</row></sheetData>"),
        (TEKSTEN, b"</sst>", b"<si/>" * 5_000_000 + b"</sst>"),
        (BLAD1, b"</sheetData>", b'<row r="1"/>' * 4_000_000 + b"</sheetData>"),
    ],
)
def test_what_would_last_for_ever_is_stopped(deel, plek, vloed):
    """Some kilobytes each; the process that reads them ends, and nothing else."""
    bestand = vervang(deel, plek, vloed)
    assert len(bestand) < 200_000
    with pytest.raises(BestandGeweigerd) as fout:
        lees(bestand, partial(in_eigen_proces, seconden=2))
    assert fout.value.code == "te_ingewikkeld"


def test_one_text_in_many_cells_is_counted_as_often():
    lang = "x" * 32_000
    boek = openpyxl.load_workbook(io.BytesIO(GOED))
    for rij in range(3, 3 + MAX_TEKENS // len(lang)):
        boek["Maatregelen"].cell(rij, 10).value = lang
    uit = io.BytesIO()
    boek.save(uit)
    assert len(uit.getvalue()) < 100_000
    with pytest.raises(BestandGeweigerd) as fout:
        lees_hier(bewerkt(uit.getvalue(), {"K3": lang}))
    assert fout.value.code == "te_groot"


def als_1904(inhoud):
    """The workbook as a Mac of old writes it: days are counted from 1 January 1904."""
    boek = openpyxl.load_workbook(io.BytesIO(inhoud))
    boek.epoch = CALENDAR_MAC_1904
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


@pytest.mark.parametrize(
    "waarde",
    [date(2026, 11, 1), datetime(2026, 11, 1, 13, 30), "1-11-2026", "01/11/2026", "2026-11-01"],
)
@pytest.mark.parametrize("telling", [lambda inhoud: inhoud, als_1904])
def test_a_day_is_read_however_it_was_typed(waarde, telling):
    huidig = {"u1": MAATREGEL}
    (regel,) = beproef(huidig, telling(bewerkt(xlsx(huidig), {"F2": waarde}))).te_doen
    assert [(w.naam, w.wordt) for w in regel.wijzigingen] == [("deadline", date(2026, 11, 1))]


@pytest.mark.parametrize("waarde", [46_327, 46_327.5, "1-11-26", "11/31/2026", "morgen"])
def test_a_day_is_not_guessed(waarde):
    """Nor is a number without the form of a date taken for one."""
    huidig = {"u1": MAATREGEL}
    boek = openpyxl.load_workbook(io.BytesIO(xlsx(huidig)))
    boek["Maatregelen"]["F2"].number_format = "General"
    boek["Maatregelen"]["F2"] = waarde
    uit = io.BytesIO()
    boek.save(uit)
    (regel,) = beproef(huidig, uit.getvalue()).regels
    assert [(b.adres, b.fout) for b in regel.bezwaren] == [("F2", Fout.GEEN_DATUM)]


@pytest.mark.parametrize(
    ("waarde", "wie"),
    [
        ("Jan de Vries", "jdv"),
        (" jan  de vries ", "jdv"),
        ("AB", "ab"),
        ("Kim (c2)", "c2"),
        (None, None),
    ],
)
def test_who_carries_it_out_is_told_by_name_or_user_name(waarde, wie):
    huidig = {"u1": MAATREGEL | {"persoon": "c1"}}
    (regel,) = beproef(huidig, bewerkt(xlsx(huidig), {"M2": waarde})).te_doen
    assert [(w.naam, w.wordt) for w in regel.wijzigingen] == [("persoon", wie)]


def test_two_people_of_one_name_are_never_mixed_up():
    huidig = {"u1": MAATREGEL}
    (regel,) = beproef(huidig, bewerkt(xlsx(huidig), {"M2": "Kim"})).regels
    assert [(b.adres, b.fout) for b in regel.bezwaren] == [("M2", Fout.GEEN_MEDEWERKER)]


def test_nobody_can_take_the_user_name_of_another_for_a_name():
    kolom = met_personen({"mallory": "alice", "alice": "Alice Bakker"})[-1]
    assert kolom.keuzes == {"mallory": "alice (mallory)", "alice": "Alice Bakker"}


@given(st.dictionaries(st.text("abAB ()", min_size=1), st.text("abAB ()")))
def test_no_name_stands_for_two_people_that_differ_in_more_than_capitals(personen):
    wie = {naam.strip().casefold(): naam for naam in personen}.values()
    keuzes = met_personen({naam: personen[naam] for naam in wie})[-1].keuzes
    for een, naam in keuzes.items():
        assert not [twee for twee, ander in keuzes.items() if twee != een and naam == twee != ander]


def test_whoever_has_left_holds_up_nothing_and_gets_nothing_more():
    huidig = {"u1": MAATREGEL | {"persoon": "weg"}, "u2": MAATREGEL}
    gedaan = beproef(huidig, bewerkt(xlsx(huidig), {"J2": "Nieuws", "M3": "weg"}))
    assert [regel.uitkomst for regel in gedaan.regels] == [Uitkomst.GEWIJZIGD, Uitkomst.GEWEIGERD]


def test_a_text_that_was_cut_short_does_not_come_back_as_the_whole():
    huidig = {"u1": MAATREGEL | {"toelichting": "lang verhaal " * 2000}}
    uitgegeven = xlsx(huidig)
    cel = openpyxl.load_workbook(io.BytesIO(uitgegeven))["Maatregelen"]["J2"].value
    assert len(cel) == MAX_TEKST
    ander = beproef(huidig, bewerkt(uitgegeven, {"H2": "Uitgevoerd"}))
    assert [w.naam for regel in ander.te_doen for w in regel.wijzigingen] == ["stand"]
    (regel,) = beproef(huidig, bewerkt(uitgegeven, {"J2": "Ook dit. " + cel[:-1] + ")"})).regels
    assert [(b.adres, b.fout) for b in regel.bezwaren] == [("J2", Fout.INGEKORT)]


def test_what_is_older_than_a_limit_is_no_reason_to_refuse():
    huidig = {"u1": MAATREGEL | {"title": "t" * 900, "eigenaar": "e\nf" * 100, "nummer": "A" * 20}}
    (regel,) = beproef(huidig, bewerkt(xlsx(huidig), {"H2": "Uitgevoerd"})).te_doen
    assert [w.naam for w in regel.wijzigingen] == ["stand"]


def test_a_title_is_one_line():
    huidig = {"u1": MAATREGEL}
    (regel,) = beproef(huidig, bewerkt(xlsx(huidig), {"B2": " Nieuw\nbeleid\t"})).te_doen
    assert [w.wordt for w in regel.wijzigingen] == ["Nieuw beleid"]


def test_columns_may_be_swapped_left_out_and_added():
    huidig = {"u1": MAATREGEL, "u2": MAATREGEL}
    boek = openpyxl.load_workbook(io.BytesIO(xlsx(huidig)))
    blad = boek["Maatregelen"]
    blad.delete_cols(3, 5)
    blad.insert_cols(1, 2)
    blad["A1"], blad["A2"], blad["B2"] = "Eigen aantekening", "=HYPERLINK(1)", "x" * 30_000
    blad["E2"] = "Uitgevoerd"
    blad.row_dimensions[2].hidden = True
    blad.column_dimensions["E"].hidden = True
    uit = io.BytesIO()
    boek.save(uit)
    (regel,) = beproef(huidig, uit.getvalue()).te_doen
    assert [(regel.nummer, w.naam, w.wordt) for w in regel.wijzigingen] == [
        (2, "stand", "uitgevoerd")
    ]


def test_the_outcome_of_a_wrong_formula_is_no_text():
    huidig = {"u1": MAATREGEL}
    (regel,) = beproef(huidig, bewerkt(xlsx(huidig), {"K2": "#REF!"})).regels
    assert [(b.adres, b.fout) for b in regel.bezwaren] == [("K2", Fout.FOUTWAARDE)]


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("einde", ["\n", "\r\n", "\r"])
def test_csv_is_read_as_programs_save_it(codering, einde):
    huidig = {"u1": MAATREGEL | {"title": "Coördinatie één loket"}}
    tekst = csv(huidig).decode("utf-8-sig").replace("Ontbreekt", "Uitgevoerd")
    (regel,) = beproef(huidig, tekst.replace("\r\n", einde).encode(codering)).te_doen
    assert [w.naam for w in regel.wijzigingen] == ["stand"]


@pytest.mark.parametrize("titel", ["=1+1", "a\x0bb", "x" * 1024, "\ud800", "<&>"])
def test_no_title_of_a_plan_breaks_the_workbook(titel):
    assert openpyxl.load_workbook(io.BytesIO(xlsx({"u1": MAATREGEL}, titel=titel)))


VOORVOEGSELS = [
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    "＝",
    "＋",
    "－",
    "＠",
    " =",
    "\u200b=",
    "'=",
]


@pytest.mark.parametrize("begin", VOORVOEGSELS)
def test_nothing_that_goes_out_is_calculated(begin):
    kwaad = f"{begin}cmd|' /C calc'!A0"
    rij = MAATREGEL | dict.fromkeys(
        ("nummer", "title", "eigenaar", "reden_nvt", "toelichting", "bewijs"), kwaad
    )
    uitgegeven = xlsx({"u1": rij | {"persoon": kwaad}}, titel=kwaad)
    boek = openpyxl.load_workbook(io.BytesIO(uitgegeven))
    assert not [c for blad in boek for r in blad for c in r if c.data_type == "f" or c.comment]
    with zipfile.ZipFile(io.BytesIO(uitgegeven)) as zip_:
        assert not [n for n in zip_.namelist() if "external" in n or "comments" in n]
        assert b"<f>" not in zip_.read(BLAD1)
    regels = csv_.reader(
        io.StringIO(csv({"u1": rij | {"persoon": kwaad}}).decode("utf-8-sig")), delimiter=";"
    )
    assert not [cel for regel in regels for cel in regel if is_formule(cel)]
