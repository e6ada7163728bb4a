"""Rules that slow down whoever guesses a password."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.ondertekening.beperking import MAXIMUM_ACCOUNT, VENSTER, wachttijd
from groningse_norm.ondertekening.domain import TeVaakGeprobeerd

NU = datetime(2025, 4, 4, 11, 0, tzinfo=UTC)


def fouten(aantal: int, geleden: int = 0) -> list[datetime]:
    """The last of them so many seconds ago, one a second before that."""
    return [NU - timedelta(seconds=geleden + nummer) for nummer in range(aantal)]


@pytest.mark.parametrize(
    ("aantal", "seconden"),
    [(0, 0), (4, 0), (5, 60), (6, 120), (7, 240), (8, 480), (9, 900), (10, 900), (500, 900)],
)
def test_the_pause_doubles_up_to_a_quarter_of_an_hour(aantal, seconden):
    assert wachttijd(fouten(aantal), MAXIMUM_ACCOUNT, NU) == seconden


def test_after_the_pause_one_more_attempt_is_looked_at():
    assert wachttijd(fouten(5, geleden=59), MAXIMUM_ACCOUNT, NU) == 1
    assert wachttijd(fouten(5, geleden=60), MAXIMUM_ACCOUNT, NU) == 0
    assert wachttijd([*fouten(5, geleden=60), NU], MAXIMUM_ACCOUNT, NU) == 120


def test_what_is_longer_ago_does_not_count():
    oud = [NU - VENSTER] * 100
    assert wachttijd([*oud, *fouten(4)], MAXIMUM_ACCOUNT, NU) == 0


def test_a_clock_that_was_set_back_locks_nobody_out():
    assert wachttijd([NU + timedelta(hours=1)] * 10, MAXIMUM_ACCOUNT, NU) == 0


@given(st.lists(st.integers(0, 3000), max_size=40), st.integers(1, 20))
def test_nobody_waits_longer_than_the_window_and_order_does_not_matter(geleden, maximum):
    momenten = [NU - timedelta(seconds=seconden) for seconden in geleden]
    wacht = wachttijd(momenten, maximum, NU)
    assert 0 <= wacht <= VENSTER.total_seconds()
    assert wacht == wachttijd(reversed(momenten), maximum, NU)


@given(st.integers(1, 900))
def test_a_refusal_says_minutes_that_are_long_enough(seconden):
    minuten = TeVaakGeprobeerd(seconden).minuten
    assert minuten * 60 - 60 < seconden <= minuten * 60
