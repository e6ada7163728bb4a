"""Progress at a moment: tellings and their changes, curves, and who may see which numbers."""

import itertools
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.norm.domain import Veld
from groningse_norm.plan.domain import LEEG, Meting, Stand, Voortgang, tel
from groningse_norm.voortgang.domain import (
    GEEN_CIJFERS,
    KLEINSTE_GROEP,
    Bereik,
    Cijfers,
    Feit,
    OngeldigeDag,
    OngeldigeReeks,
    als_dict,
    bereik_van,
    lees_dag,
    lees_feit,
    lees_reeks,
    op_dagen,
    opgeteld,
    per_veld,
    regiosom,
    samen,
    som,
    toon,
    verschil,
    verzoen,
)

VANDAAG = date(2026, 6, 30)
A, B, C = Veld.WEERBAARHEID.value, Veld.INFORMATIE.value, Veld.INSTRUMENTARIUM.value

feiten = st.builds(
    Feit,
    veld=st.sampled_from([A, B, C]),
    meting=st.builds(
        Meting,
        stand=st.sampled_from(Stand),
        gewicht=st.integers(0, 100),
        deadline=st.none() | st.dates(date(2025, 1, 1), date(2028, 1, 1)),
    ),
)
# (days ago, measure, what it became or None when it left), oldest first.
verlopen = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 5), st.none() | feiten), max_size=25
).map(lambda regels: sorted(regels, key=lambda regel: -regel[0]))


def voortgang_van(aantal: int, klaar: int = 0) -> Voortgang:
    return tel(
        [Meting(Stand.UITGEVOERD)] * klaar + [Meting(Stand.ONTBREEKT)] * (aantal - klaar), VANDAAG
    )


# --- tellings -----------------------------------------------------------------------------------


@given(feiten)
def test_what_counts_of_a_measure_is_read_back_as_it_was_kept(feit):
    assert lees_feit(str(feit)) == feit


@given(st.lists(feiten, max_size=15))
def test_fields_add_up_to_the_flat_sum(alle):
    telling = Counter(map(str, alle))

    assert samen(per_veld(telling, VANDAAG).values()) == tel([f.meting for f in alle], VANDAAG)


@given(verlopen, st.lists(st.integers(0, 70), min_size=1, max_size=5, unique=True))
def test_a_day_in_the_past_is_the_replay_of_the_history_up_to_that_day(regels, geleden):
    nu, wijzigingen, laatste = {}, {}, {}
    for dagen, maatregel, feit in regels:
        delta = verschil(laatste.get(maatregel), feit)
        laatste[maatregel] = feit
        dag = (VANDAAG - timedelta(days=dagen)).toordinal()
        nu = opgeteld(nu, delta)
        wijzigingen = opgeteld(wijzigingen, {(dag, f): n for f, n in delta.items()})
    gevraagd = [VANDAAG - timedelta(days=dagen) for dagen in geleden]

    gevonden = dict(op_dagen(nu, wijzigingen, gevraagd))

    for dag in gevraagd:
        herspeeld = {m: f for g, m, f in regels if VANDAAG - timedelta(days=g) <= dag}
        assert gevonden[dag] == Counter(str(f) for f in herspeeld.values() if f)


@given(st.lists(feiten, min_size=3, max_size=8), feiten, feiten)
def test_two_changes_at_once_are_both_in(alle, een, ander):
    oud = dict(Counter(map(str, alle)))
    links = opgeteld(oud, verschil(alle[0], een))
    rechts = opgeteld(oud, verschil(alle[1], ander))

    assert verzoen(oud, links, rechts) == Counter(map(str, [een, ander, *alle[2:]]))
    assert verzoen(oud, rechts, links) == verzoen(oud, links, rechts)


# --- the question -------------------------------------------------------------------------------


@pytest.mark.parametrize("tekst", ["2026-06-30", "2026-06-29", "2025-04-04", "2000-01-01"])
def test_a_day_up_to_today_is_read(tekst):
    assert lees_dag(tekst, VANDAAG).isoformat() == tekst


@pytest.mark.parametrize(
    "tekst",
    [
        "2026-07-01",
        "1999-12-31",
        "2026-02-30",
        "20260630",
        "2026-6-30",
        "30-06-2026",
        "gisteren",
        "",
        "2026-06-30T12:00",
        " 2026-06-30",
        "2026-W26-2",
        "９999-01-01",
        None,
        ["2026-06-30"] * 2,
    ],
)
def test_anything_else_is_no_day(tekst):
    with pytest.raises(OngeldigeDag):
        lees_dag(tekst, VANDAAG)


REEKSEN = [
    ("week", "3", VANDAAG, ["2026-06-21", "2026-06-28", "2026-06-30"]),
    ("week", "2", date(2026, 6, 28), ["2026-06-21", "2026-06-28"]),
    ("maand", "3", VANDAAG, ["2026-04-30", "2026-05-31", "2026-06-30"]),
    ("maand", "3", date(2026, 1, 1), ["2025-11-30", "2025-12-31", "2026-01-01"]),
    ("maand", "2", date(2024, 3, 31), ["2024-02-29", "2024-03-31"]),
    ("kwartaal", "3", date(2026, 5, 2), ["2025-12-31", "2026-03-31", "2026-05-02"]),
    ("jaar", 3, VANDAAG, ["2024-12-31", "2025-12-31", "2026-06-30"]),
]


@pytest.mark.parametrize(("stap", "punten", "op", "dagen"), REEKSEN)
def test_a_curve_ends_at_the_day_and_each_point_before_it_ends_a_period(stap, punten, op, dagen):
    assert [dag.isoformat() for dag in lees_reeks(stap, punten, op)] == dagen


@pytest.mark.parametrize(
    ("stap", "punten"),
    [
        ("dag", 12),
        ("", 12),
        (None, 12),
        (["maand"], 12),
        ("maand", "1"),
        ("maand", "61"),
        ("maand", "-3"),
        ("maand", "veel"),
        ("maand", "1e1"),
        ("maand", "999999"),
        ("maand", None),
    ],
)
def test_a_curve_of_another_step_or_too_many_points_is_refused(stap, punten):
    with pytest.raises(OngeldigeReeks):
        lees_reeks(stap, punten, VANDAAG)


@given(
    st.sampled_from(["week", "maand", "kwartaal", "jaar"]),
    st.integers(2, 60),
    st.dates(date(2100, 1, 1)),
)
def test_the_days_of_a_curve_are_in_order_and_none_comes_twice(stap, punten, op):
    dagen = lees_reeks(stap, punten, op)

    assert len(dagen) == punten
    assert all(een < ander for een, ander in itertools.pairwise(dagen))


# --- whose progress somebody may see ------------------------------------------------------------

# model, holds the permission, published → reach
BEREIK = [
    (False, False, False, "geen"),
    (False, False, True, "openbaar"),
    (False, True, False, "intern"),
    (False, True, True, "intern"),
    (True, False, False, "geen"),
    (True, False, True, "geen"),
    (True, True, False, "geen"),
    (True, True, True, "geen"),
]


@pytest.mark.parametrize(("model", "ziet", "openbaar", "bereik"), BEREIK)
def test_who_sees_which_numbers_of_a_plan(model, ziet, openbaar, bereik):
    assert bereik_van(model=model, ziet_voortgang=ziet, is_openbaar=openbaar) == bereik


# Measures per field                              → total shown to the public, fields shown
KLEIN = [
    ({}, False, False),
    ({A: 4}, False, False),
    ({A: 5}, True, True),
    ({A: 2, B: 2}, False, False),
    ({A: 3, B: 2}, True, False),
    ({A: 14, B: 9, C: 4}, True, False),
    ({A: 14, B: 9, C: 7}, True, True),
]


@pytest.mark.parametrize(("aantallen", "totaal", "per_veld"), KLEIN)
def test_a_small_number_is_not_shown_nor_what_it_follows_from(aantallen, totaal, per_veld):
    cijfers = toon({veld: voortgang_van(n) for veld, n in aantallen.items()}, Bereik.OPENBAAR)

    assert (cijfers.totaal is not None, bool(cijfers.velden)) == (totaal, per_veld)


def test_its_own_people_see_small_numbers_too():
    cijfers = toon({A: voortgang_van(1)}, Bereik.INTERN)

    assert cijfers.totaal == voortgang_van(1)


def test_without_reach_there_is_nothing():
    assert toon({A: voortgang_van(9)}, Bereik.GEEN) == GEEN_CIJFERS


velden = st.dictionaries(
    st.sampled_from([A, B, C]), st.integers(1, 12).map(voortgang_van), min_size=1
)


@given(st.lists(velden, max_size=6))
def test_a_public_sum_is_made_of_public_numbers_only(plannen):
    getoond = [toon(plan, Bereik.OPENBAAR) for plan in plannen]

    geheel = som(getoond)

    assert (geheel.totaal or LEEG) == samen(c.totaal for c in getoond if c.totaal)
    for veld in (A, B, C):
        delen = [c.velden[veld] for c in getoond if veld in c.velden]
        assert geheel.velden.get(veld, LEEG) == samen(delen)
        assert all(deel.telt_mee >= KLEINSTE_GROEP for deel in delen)


def test_internal_and_public_numbers_together_are_told_as_public_ones():
    intern, openbaar = (toon({A: voortgang_van(9)}, b) for b in (Bereik.INTERN, Bereik.OPENBAAR))

    assert som([intern, openbaar]).bereik is Bereik.OPENBAAR
    assert som([intern, intern]).bereik is Bereik.INTERN
    assert som([intern, GEEN_CIJFERS]) == intern
    assert som([]) == GEEN_CIJFERS


def overheid(*, openbaar: bool, **aantallen: int) -> tuple[Cijfers, dict]:
    eigen = {veld: voortgang_van(n) for veld, n in aantallen.items()}
    return toon(eigen, Bereik.OPENBAAR if openbaar else Bereik.GEEN), eigen


OPEN = {"openbaar": True, A: 9, B: 9}
DICHT = {"openbaar": False, A: 9, B: 9}
# Authorities                                            → total, fields for the programme office
REGIO = [
    ([], False, False),
    ([OPEN], True, True),
    ([OPEN, DICHT], False, False),
    ([OPEN, DICHT, DICHT], False, False),
    ([OPEN, DICHT, DICHT, DICHT], True, True),
    ([DICHT, DICHT, DICHT], True, True),
    # An authority that published too few measures is not visible to the public either.
    ([OPEN, {"openbaar": True, A: 3}], False, False),
    # Only two of the three have measures in the second field.
    ([DICHT, DICHT, {"openbaar": False, A: 9}], True, False),
    # Its fields are too small to be public: one authority would follow by field.
    ([OPEN, {"openbaar": True, A: 9, B: 3}], True, False),
    # Without measures nobody hides behind it.
    ([DICHT, DICHT, {"openbaar": False}], False, False),
]


@pytest.mark.parametrize(("overheden", "totaal", "per_veld"), REGIO)
def test_the_programme_office_sees_a_sum_in_which_nobody_stands_alone(overheden, totaal, per_veld):
    cijfers = regiosom(overheid(**een) for een in overheden)

    assert (cijfers.totaal is not None, bool(cijfers.velden)) == (totaal, per_veld)


def test_the_public_gets_counts_and_the_percentage_and_no_deadlines():
    voortgang = voortgang_van(10, klaar=4)

    assert als_dict(voortgang, Bereik.OPENBAAR) == {
        "totaal": 10,
        "telt_mee": 10,
        "uitgevoerd": 4,
        "percentage": 40,
    }
    assert {"te_laat", "risico", "signaal"} <= set(als_dict(voortgang, Bereik.INTERN) or ())
    assert als_dict(None, Bereik.INTERN) is None
