"""Promises: what may be recorded, what becomes of them, and who sees them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm import rechten
from groningse_norm.toezegging.domain import (
    MAX_AANTAL,
    Filter,
    GeenToezegging,
    NogNietGetekend,
    OpmerkingNodig,
    PassageNietGevonden,
    Status,
    TeVeel,
    Toezegging,
    ToezeggingGeweigerd,
    VeldOnbruikbaar,
    als_dict,
    mag_zien,
    past,
    uit_dict,
    voeg_toe,
    volgorde,
    wijzig,
)

VANDAAG = date(2026, 3, 2)
BRIEF = "Wij sturen u  voor de\nzomer een plan. Dat is een toezegging."
OPEN = Toezegging(1, "Plan voor de zomer", termijn=date(2026, 6, 30))


def nieuw(bestaand=(), getekend=True, **gegevens):
    return voeg_toe(bestaand, {"tekst": "Plan", **gegevens}, BRIEF, VANDAAG, getekend=getekend)


def test_a_promise_starts_open_with_the_next_number():
    gemaakt = nieuw(
        [OPEN], passage="voor de zomer een plan", termijn="2026-06-30", status="nagekomen"
    )
    assert gemaakt == Toezegging(
        2, "Plan", "voor de zomer een plan", date(2026, 6, 30), status=Status.OPEN
    )


def test_only_what_was_signed_promises_anything():
    with pytest.raises(NogNietGetekend):
        nieuw(getekend=False)


def test_the_passage_stands_in_the_letter():
    with pytest.raises(PassageNietGevonden):
        nieuw(passage="voor de winter")


def test_a_letter_holds_no_more_than_so_many():
    with pytest.raises(TeVeel):
        nieuw([Toezegging(MAX_AANTAL, "x")])


@pytest.mark.parametrize(
    "gegevens",
    [
        {"tekst": " "},
        {"tekst": "x" * 2001},
        {"tekst": 5},
        {"tekst": "a\x00"},
        {"termijn": "30-06-2026"},
        {"termijn": 20260630},
        {"termijn": ["2026-06-30"]},
        {"termijn": "9999-12-31"},
        {"openbaar": "ja"},
        {"verantwoordelijke": "x" * 201},
    ],
)
def test_a_field_that_nobody_can_mean_is_refused_by_name(gegevens):
    with pytest.raises(VeldOnbruikbaar) as fout:
        nieuw(**gegevens)
    assert fout.value.veld in gegevens


class TestChanging:
    def test_another_status_wants_a_remark_and_is_dated(self):
        with pytest.raises(OpmerkingNodig):
            wijzig(OPEN, {"status": "nagekomen"}, BRIEF, VANDAAG)
        gedaan = wijzig(OPEN, {"status": "nagekomen", "opmerking": "Brief 12"}, BRIEF, VANDAAG)
        assert (gedaan.status, gedaan.per, gedaan.tekst) == (Status.NAGEKOMEN, VANDAAG, OPEN.tekst)
        terug = wijzig(gedaan, {"status": "open", "opmerking": "Toch niet"}, BRIEF, VANDAAG)
        assert (terug.status, terug.per) == (Status.OPEN, None)

    def test_nothing_is_kept_in_the_future(self):
        with pytest.raises(VeldOnbruikbaar):
            wijzig(
                OPEN,
                {"status": "vervallen", "opmerking": "x", "per": "2026-03-03"},
                BRIEF,
                VANDAAG,
            )

    @pytest.mark.parametrize("status", ["weg", None, [], {}, 3])
    def test_an_unknown_status_is_refused(self, status):
        with pytest.raises(VeldOnbruikbaar):
            wijzig(OPEN, {"status": status, "opmerking": "x"}, BRIEF, VANDAAG)


@pytest.mark.parametrize(
    ("rol", "openbaar", "ziet"),
    [
        ("Anonymous", True, True),
        ("Anonymous", False, False),
        ("Member", False, False),
        (rechten.MEDEWERKER, False, False),
        (rechten.RAADSLID, False, True),
        (rechten.GRIFFIE, False, True),
    ],
)
def test_the_public_sees_what_the_clerk_made_public(rol, openbaar, ziet):
    assert mag_zien(Toezegging(1, "x", openbaar=openbaar), [rol]) is ziet


def test_overdue_is_the_day_after_its_day():
    assert not OPEN.te_laat(date(2026, 6, 30))
    assert OPEN.te_laat(date(2026, 7, 1))
    assert past(OPEN, Filter.TE_LAAT, date(2026, 7, 1))
    assert past(OPEN, Filter.OPEN, VANDAAG)
    assert not past(OPEN, Filter.NAGEKOMEN, VANDAAG)
    gedaan = Toezegging(2, "x", termijn=date(2020, 1, 1), status=Status.NAGEKOMEN)
    assert not gedaan.te_laat(VANDAAG)
    zonder = Toezegging(3, "x")
    assert sorted([gedaan, zonder, OPEN], key=volgorde) == [OPEN, zonder, gedaan]


_WAARDEN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=8),
    st.dates().map(str),
    st.just([]),
    st.sampled_from(list(Status)).map(str),
)
_VELDEN = (
    "tekst",
    "passage",
    "termijn",
    "verantwoordelijke",
    "openbaar",
    "status",
    "per",
    "opmerking",
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(_VELDEN, _WAARDEN)))
def test_any_change_is_refused_by_rule_or_kept_whole(gegevens):
    try:
        nieuw = wijzig(OPEN, gegevens, BRIEF, VANDAAG)
    except ToezeggingGeweigerd:
        return
    assert uit_dict(als_dict(nieuw)) == nieuw
    assert (nieuw.per is None) is (nieuw.status is Status.OPEN)


def test_every_refusal_has_words():
    from groningse_norm.fouten import UITLEG

    for soort in ToezeggingGeweigerd.__subclasses__():
        assert soort.code in UITLEG
    assert GeenToezegging.code in UITLEG
