"""The log: what a line holds, and that one taken out or altered shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.logboek.domain import (
    ONLEESBAAR,
    Logregel,
    Uitkomst,
    bewaren_vanaf,
    eerste_breuk,
    volgende,
)

MOMENT = datetime(2026, 12, 4, 13, 0, tzinfo=UTC)


def maak(aantal):
    regels = []
    for nummer in range(aantal):
        regels.append(
            volgende(
                regels[-1] if regels else None,
                MOMENT + timedelta(minutes=nummer),
                handeling="wijzig_embargo",
                object="uid",
                pad="/groningen/x",
                uitkomst=Uitkomst.GELUKT,
                wie="griffie-gm1969",
                herkomst="127.0.0.1",
                reden=f"reden {nummer}",
            )
        )
    return regels


def test_an_untouched_log_has_no_break():
    assert eerste_breuk(maak(5)) is None
    assert eerste_breuk([]) is None


@given(st.integers(min_value=2, max_value=8), st.data())
def test_a_line_that_is_altered_dropped_or_swapped_is_found(aantal, data):
    regels = maak(aantal)
    plek = data.draw(st.integers(min_value=0, max_value=aantal - 2))
    veld = data.draw(
        st.sampled_from(["moment", "handeling", "pad", "uitkomst", "wie", "herkomst", "reden"])
    )
    veranderd = list(regels)
    veranderd[plek] = replace(veranderd[plek], **{veld: "iets anders"})
    assert eerste_breuk(veranderd) == plek + 1
    assert eerste_breuk(regels[:plek] + regels[plek + 1 :]) == plek
    gewisseld = list(regels)
    gewisseld[plek], gewisseld[plek + 1] = gewisseld[plek + 1], gewisseld[plek]
    assert eerste_breuk(gewisseld) == plek


PLAIN = st.none() | st.integers() | st.text(max_size=5) | st.lists(st.integers(), max_size=1)


@given(st.sampled_from(sorted(maak(1)[0].als_dict())), PLAIN, st.booleans())
def test_a_stored_line_that_somebody_damaged_can_still_be_passed_over(veld, waarde, weg):
    regels = maak(3)
    gegevens = regels[1].als_dict()
    del gegevens[veld]
    if not weg:
        gegevens[veld] = waarde
    gelezen = Logregel.uit(2, gegevens)
    gelijk = gelezen.als_dict() == regels[1].als_dict()
    assert (eerste_breuk([regels[0], gelezen, regels[2]]) is None) is gelijk


@pytest.mark.parametrize("gegevens", [None, 7, "regel", [], {}])
def test_what_is_no_line_at_all_is_unreadable(gegevens):
    assert Logregel.uit(1, gegevens).handeling == ONLEESBAAR
    assert eerste_breuk([Logregel.uit(1, gegevens)]) == 0


def test_the_read_log_is_kept_for_the_days_that_were_set():
    assert bewaren_vanaf(MOMENT, 30) == MOMENT - timedelta(days=30)
