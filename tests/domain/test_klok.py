"""The clock: local time of Amsterdam in, UTC at whole minutes inside, and never a guess."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm import klok

MINUUT = timedelta(minutes=1)

momenten = st.datetimes(
    min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.just(UTC)
)
jaren = st.integers(min_value=1996, max_value=2037)  # since 1996 the EU changes on these Sundays
minuten = st.integers(min_value=0, max_value=59)


def laatste_zondag(jaar: int, maand: int) -> date:
    dag = date(jaar, maand, 31)
    return dag - timedelta(days=(dag.weekday() + 1) % 7)


@pytest.mark.parametrize(
    ("lokaal", "moment"),
    [
        ("2025-04-04T14:00", "2025-04-04T12:00Z"),
        ("2026-01-15T09:30", "2026-01-15T08:30Z"),
        ("2026-03-29T01:59", "2026-03-29T00:59Z"),
        ("2026-03-29T03:00", "2026-03-29T01:00Z"),
        ("2026-10-25T01:59", "2026-10-24T23:59Z"),
        ("2026-10-25T03:00", "2026-10-25T02:00Z"),
    ],
)
def test_local_time_becomes_a_moment_in_utc(lokaal, moment):
    assert klok.uit_lokaal(datetime.fromisoformat(lokaal)) == datetime.fromisoformat(moment)


def test_a_time_in_the_skipped_hour_is_refused_with_its_neighbours():
    with pytest.raises(klok.BestaatNiet) as gevangen:
        klok.uit_lokaal(datetime(2026, 3, 29, 2, 30))

    assert klok.als_iso(gevangen.value.ervoor) == "2026-03-29T01:30:00+01:00"
    assert klok.als_iso(gevangen.value.erna) == "2026-03-29T03:30:00+02:00"


def test_a_time_that_comes_twice_is_asked_back_with_both_moments():
    with pytest.raises(klok.BestaatTweemaal) as gevangen:
        klok.uit_lokaal(datetime(2026, 10, 25, 2, 30))

    assert klok.als_iso(gevangen.value.eerste) == "2026-10-25T02:30:00+02:00"
    assert klok.als_iso(gevangen.value.tweede) == "2026-10-25T02:30:00+01:00"


@given(jaren, minuten)
def test_the_skipped_hour_of_every_year_is_refused(jaar, minuut):
    dag = laatste_zondag(jaar, 3)

    with pytest.raises(klok.BestaatNiet) as gevangen:
        klok.uit_lokaal(datetime(dag.year, dag.month, dag.day, 2, minuut))

    ervoor, erna = gevangen.value.ervoor, gevangen.value.erna
    assert (ervoor.hour, erna.hour) == (1, 3)
    assert erna.astimezone(UTC) - ervoor.astimezone(UTC) == timedelta(hours=1)


@given(jaren, minuten)
def test_the_double_hour_of_every_year_is_asked_back(jaar, minuut):
    dag = laatste_zondag(jaar, 10)

    with pytest.raises(klok.BestaatTweemaal) as gevangen:
        klok.uit_lokaal(datetime(dag.year, dag.month, dag.day, 2, minuut))

    eerste, tweede = (m.astimezone(UTC) for m in gevangen.value.args)
    assert tweede - eerste == timedelta(hours=1)


@given(momenten)
def test_a_moment_comes_back_from_its_local_time_or_is_refused(moment):
    moment = klok.op_de_minuut(moment)
    wand = moment.astimezone(klok.AMSTERDAM).replace(tzinfo=None)

    try:
        terug = klok.uit_lokaal(wand)
    except klok.BestaatTweemaal as twee:
        assert moment in {m.astimezone(UTC) for m in twee.args}
    else:
        assert terug == moment
        assert terug.tzinfo is UTC


@given(momenten, st.integers(min_value=-14 * 60, max_value=14 * 60))
def test_a_moment_is_rounded_up_to_a_whole_minute_in_utc(moment, verschil):
    elders = moment.astimezone(timezone(timedelta(minutes=verschil)))

    heel = klok.op_de_minuut(elders)

    assert (heel.second, heel.microsecond, heel.tzinfo) == (0, 0, UTC)
    assert timedelta(0) <= heel - moment < MINUUT
    assert klok.op_de_minuut(heel) == heel


def test_an_embargo_never_ends_before_the_second_that_was_named():
    assert klok.op_de_minuut(datetime(2026, 3, 29, 0, 59, 0, 1, UTC)) == datetime(
        2026, 3, 29, 1, 0, tzinfo=UTC
    )


@given(momenten)
def test_iso_text_round_trips(moment):
    moment = klok.op_de_minuut(moment)

    assert klok.uit_iso(klok.als_iso(moment)) == moment


@pytest.mark.parametrize(
    ("tekst", "moment"),
    [
        ("2026-12-04T14:00:00+01:00", "2026-12-04T13:00Z"),
        ("2026-12-04T13:00Z", "2026-12-04T13:00Z"),
        ("2026-12-04T08:00:00-05:00", "2026-12-04T13:00Z"),
        ("2026-10-25T02:30:00+02:00", "2026-10-25T00:30Z"),
        ("2026-10-25T02:30:00+01:00", "2026-10-25T01:30Z"),
    ],
)
def test_iso_text_with_an_offset_is_one_moment(tekst, moment):
    assert klok.uit_iso(tekst) == datetime.fromisoformat(moment)


@pytest.mark.parametrize("tekst", ["2026-12-04T14:00:00", "2026-12-04"])
def test_iso_text_without_an_offset_is_refused(tekst):
    with pytest.raises(klok.ZonderTijdzone):
        klok.uit_iso(tekst)


@pytest.mark.parametrize("tekst", ["", "morgen", "2026-13-04T14:00:00+01:00", None, 5])
def test_what_is_no_moment_is_refused(tekst):
    with pytest.raises(klok.OngeldigMoment):
        klok.uit_iso(tekst)


def test_a_naive_moment_has_no_minute():
    with pytest.raises(klok.ZonderTijdzone):
        klok.op_de_minuut(datetime(2026, 1, 1))


def test_the_clock_itself_is_aware_and_in_utc():
    assert klok.nu().tzinfo is UTC


def test_moments_in_words_are_local():
    moment = datetime(2025, 4, 4, 12, 0, tzinfo=UTC)

    assert klok.in_woorden(moment) == "4 april 2025, 14.00 uur"
    assert klok.datum_in_woorden(date(2026, 12, 31)) == "31 december 2026"


@given(st.datetimes(timezones=st.timezones()).map(datetime.isoformat))
def test_every_moment_is_taken_to_the_minute_or_refused(tekst):
    try:
        moment = klok.uit_iso(tekst)
    except klok.OngeldigMoment:
        assert int(tekst[:4]) not in klok.JAREN
    else:
        assert datetime.fromisoformat(klok.als_iso(moment)) == moment


@given(st.datetimes())
def test_every_local_time_is_taken_or_refused(lokaal):
    try:
        assert klok.uit_lokaal(lokaal).second == 0
    except klok.OngeldigMoment as fout:
        assert isinstance(fout, klok.BuitenBereik) == (lokaal.year not in klok.JAREN)
