"""Rules of answers and meetings, without Plone."""

import csv
import io
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from groningse_norm.formulieren.domain import (
    Bijeenkomst,
    OngeldigeBijeenkomst,
    als_cel,
    moment_van,
)
from groningse_norm.rekenblad import SCHEIDINGSTEKENS, als_csv, onschadelijk

CALCULATES = tuple("=+-@\t\r\n＝＋－＠")
BEGIN = datetime(2025, 5, 22, 17, 30, tzinfo=UTC)


@given(st.text())
@example("=HYPERLINK(1)")
@example(" =1+1")
@example("\u200b=1+1")
@example("\x00=1+1")
@example("\xa0\ufeff -1+1")
@example(" \n")
def test_no_cell_starts_a_formula(tekst):
    cel = onschadelijk(tekst)

    assert not cel.lstrip(" \xa0\u200b\ufeff").startswith(CALCULATES)
    assert onschadelijk(cel) == cel


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_a_cell_is_the_answer_or_the_answer_behind_an_apostrophe(tekst):
    assert onschadelijk(tekst) in (tekst, f"'{tekst}")


@given(
    st.lists(st.lists(st.text(), min_size=3, max_size=3), max_size=5),
    st.sampled_from(sorted(SCHEIDINGSTEKENS)),
)
def test_what_is_written_is_read_back_cell_by_cell(rijen, scheidingsteken):
    cellen = [[als_cel(waarde) for waarde in rij] for rij in rijen]

    inhoud = als_csv(cellen, scheidingsteken)

    assert inhoud.startswith(b"\xef\xbb\xbf")
    tekst = io.StringIO(inhoud.decode("utf-8-sig"), newline="")
    assert list(csv.reader(tekst, delimiter=scheidingsteken)) == cellen


@pytest.mark.parametrize(
    ("waarde", "cel"),
    [
        ("Jan", "Jan"),
        ("+31 598 000 000", "'+31 598 000 000"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("", ""),
        ("\x07", ""),
        (None, ""),
        (True, "ja"),
        (False, "nee"),
        (-5, "-5"),
        (-2.5, "-2.5"),
        (float("-inf"), "'-inf"),
        (Decimal("-1.50"), "-1.50"),
        (Decimal("-Infinity"), "'-Infinity"),
        (date(2026, 11, 23), "2026-11-23"),
        (datetime(2026, 11, 23, 9, 5), "2026-11-23 09:05:00"),
        ({"b", "a"}, "a, b"),
        (["=1", None, True], "'=1, , ja"),
        ({"vraag": "=1"}, "vraag: =1"),
    ],
)
def test_an_answer_as_a_cell(waarde, cel):
    assert als_cel(waarde) == cel


def test_the_id_of_a_row_tells_when_it_was_stored():
    assert moment_van(1_747_900_000_123) == datetime(2025, 5, 22, 7, 46, 40, tzinfo=UTC)
    assert moment_van(17) is None


def bijeenkomst(**anders):
    waarden = {
        "titel": "Informatiebijeenkomst",
        "begin": BEGIN,
        "einde": BEGIN + timedelta(hours=2),
        "plaats": "Veendam",
        "tekst": "<p>Welkom</p>",
        "organisator_email": "griffie@veendam.example",
    }
    return Bijeenkomst(**waarden | anders)


def test_registrations_are_removed_thirty_days_after_the_meeting():
    assert bijeenkomst().bewaren_tot == datetime(2025, 6, 21, 19, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "anders",
    [
        {"titel": " "},
        {"begin": BEGIN.replace(tzinfo=None)},
        {"einde": (BEGIN + timedelta(hours=2)).replace(tzinfo=None)},
        {"einde": BEGIN},
        # An hour later on the clock, an hour earlier in time.
        {"einde": BEGIN.replace(hour=18, tzinfo=timezone(timedelta(hours=2)))},
        {"capaciteit": 0},
    ],
)
def test_a_meeting_that_cannot_be(anders):
    with pytest.raises(OngeldigeBijeenkomst):
        bijeenkomst(**anders)
