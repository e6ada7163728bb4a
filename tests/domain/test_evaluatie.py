"""The yearly evaluation: which day, which numbers, and how years compare."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.evaluatie.domain import (
    Jaar,
    OngeldigJaar,
    Uitkomst,
    een_per_jaar,
    lees,
    peildag,
    vergelijk,
)

VANDAAG = date(2026, 11, 23)
UITKOMSTEN = st.builds(
    Uitkomst,
    st.sampled_from(["totaal", "weerbaarheid", "informatie", "instrumentarium"]),
    st.integers(0, 999),
    st.integers(0, 999),
    st.integers(0, 999),
    st.none() | st.integers(0, 100),
)


@pytest.mark.parametrize(
    ("jaar", "dag"),
    [(2025, date(2025, 12, 31)), (2026, VANDAAG), (2020, date(2020, 12, 31))],
)
def test_the_numbers_are_of_the_last_day_or_of_today(jaar, dag):
    assert peildag(jaar, VANDAAG) == dag


@pytest.mark.parametrize("jaar", [2019, 2027, 0, -1])
def test_a_year_that_cannot_be_is_refused(jaar):
    with pytest.raises(OngeldigJaar):
        peildag(jaar, VANDAAG)


@given(UITKOMSTEN)
def test_what_people_read_can_be_counted_with_again(uitkomst):
    assert lees(str(uitkomst)) == uitkomst


@pytest.mark.parametrize("regel", ["", "totaal", "totaal: 5 maatregelen", "totaal: x maatregelen"])
def test_another_line_is_no_number(regel):
    with pytest.raises(ValueError):
        lees(regel)


def jaar(nummer, **velden):
    return Jaar(
        nummer,
        f"evaluatie-{nummer}",
        {veld: Uitkomst(veld, 10, 10, 5, deel) for veld, deel in velden.items()},
    )


def test_years_stand_in_order_with_the_change_since_the_year_before():
    jaren, rijen = vergelijk(
        [jaar(2027, totaal=60, informatie=0), jaar(2025, totaal=25), jaar(2026, totaal=40)]
    )
    assert [j.jaar for j in jaren] == [2025, 2026, 2027]
    assert [verschil for _, verschil in rijen["totaal"]] == [None, 15, 20]
    assert [verschil for _, verschil in rijen["informatie"]] == [None, None, None]


def test_without_a_percentage_there_is_no_change():
    _, rijen = vergelijk([jaar(2025, totaal=None), jaar(2026, totaal=40), jaar(2027, totaal=0)])
    assert [verschil for _, verschil in rijen["totaal"]] == [None, None, -40]


JAREN = st.builds(
    Jaar, st.integers(2024, 2027), st.sampled_from("abcdef"), st.just({}), st.integers(1, 3)
)


@given(JAREN, st.lists(JAREN))
def test_of_each_year_the_latest_version_is_compared_and_of_its_own_year_the_one_on_the_page(
    eigen, anderen
):
    gekozen = een_per_jaar(eigen, [eigen, *anderen])

    assert eigen in gekozen
    assert sorted(j.jaar for j in gekozen) == sorted({j.jaar for j in [eigen, *anderen]})
    for jaar in gekozen:
        versies = [a.versie for a in anderen if a.jaar == jaar.jaar]
        assert jaar == eigen or jaar.versie == max(versies)
