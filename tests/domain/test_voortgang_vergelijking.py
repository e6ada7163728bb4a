"""How the plans stand per agreement, and what the public may learn of it."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.plan.domain import Meting, Stand
from groningse_norm.voortgang.domain import KLEINSTE_GROEP, Bereik, Feit
from groningse_norm.voortgang.vergelijking import (
    TE_LAAT,
    als_dict,
    plan_standen,
    publieke_groep,
    stand_van,
    tel_plannen,
    voor_publiek,
    voor_regio,
)

VANDAAG = date(2026, 6, 30)
NU = datetime(2026, 6, 30, 12, tzinfo=UTC)
MIST, BEZIG, KLAAR, NVT = (
    Stand.ONTBREEKT,
    Stand.IN_ONTWIKKELING,
    Stand.UITGEVOERD,
    Stand.NIET_VAN_TOEPASSING,
)

# States (and weights) of the measures of one agreement → where the plan stands
STANDEN = [
    ([], None),
    ([(KLAAR, 1)], KLAAR),
    ([(KLAAR, 1), (KLAAR, 5)], KLAAR),
    ([(MIST, 1), (MIST, 2)], MIST),
    ([(KLAAR, 1), (MIST, 1)], BEZIG),
    ([(BEZIG, 1)], BEZIG),
    ([(NVT, 1)], NVT),
    ([(NVT, 1), (KLAAR, 1)], KLAAR),
    # Weight 0 counts nowhere.
    ([(KLAAR, 0)], None),
    ([(NVT, 0)], None),
    ([(MIST, 0), (KLAAR, 1)], KLAAR),
]


@pytest.mark.parametrize(("metingen", "stand"), STANDEN)
def test_where_a_plan_stands_on_an_agreement(metingen, stand):
    assert stand_van(Meting(s, gewicht) for s, gewicht in metingen) == stand


@given(st.lists(st.tuples(st.sampled_from(Stand), st.integers(0, 3)), max_size=6), st.randoms())
def test_the_order_of_the_measures_does_not_matter(metingen, kans):
    anders = kans.sample(metingen, len(metingen))
    assert stand_van(Meting(*m) for m in metingen) == stand_van(Meting(*m) for m in anders)


@pytest.mark.parametrize(
    ("dagen", "stand", "gewicht", "laat"),
    [
        (-1, MIST, 1, True),
        (-1, BEZIG, 1, True),
        (0, MIST, 1, False),
        (-1, KLAAR, 1, False),
        (-1, NVT, 1, False),
        (-1, MIST, 0, False),
    ],
)
def test_overdue_is_what_has_passed_and_is_not_done(dagen, stand, gewicht, laat):
    feit = Feit("informatie", Meting(stand, gewicht, VANDAAG + timedelta(days=dagen)))
    standen = plan_standen(Counter([("b01", str(feit))]), VANDAAG)
    assert (standen.get(TE_LAAT) == ("b01",)) is laat


def plan(stand: Stand, *afspraken: str):
    return {stand.value: afspraken or ("a01",)}


def test_plans_are_counted_by_agreement():
    geteld = tel_plannen(
        [plan(KLAAR, "a01", "a02"), plan(MIST, "a01"), plan(NVT, "a02")], Bereik.INTERN
    )
    assert als_dict(geteld["a01"]) == {
        "telt_mee": 2,
        "uitgevoerd": 1,
        "in_ontwikkeling": 0,
        "ontbreekt": 1,
        "niet_van_toepassing": 0,
        "te_laat": 0,
    }
    assert (geteld["a02"].telt_mee, geteld["a02"].niet_van_toepassing) == (1, 1)
    assert tel_plannen([], Bereik.INTERN) == {}


# Done, not done → what the public gets
PUBLIEK = [
    (4, 0, None),
    (2, 2, None),
    (5, 0, {"telt_mee": 5, "uitgevoerd": 5}),
    (3, 2, {"telt_mee": 5, "uitgevoerd": 3}),
    # At none of them every gap would be known; so nobody knows whether it is none or two.
    (2, 3, {"telt_mee": 5, "uitgevoerd": None}),
    (0, 5, {"telt_mee": 5, "uitgevoerd": None}),
]


@pytest.mark.parametrize(("klaar", "niet", "gezien"), PUBLIEK)
def test_the_public_sees_no_agreement_of_a_few_plans_and_no_map_of_gaps(klaar, niet, gezien):
    een = voor_publiek([plan(KLAAR)] * klaar + [plan(MIST)] * niet).get("a01")
    assert (als_dict(een) if een else None) == gezien


@given(st.lists(st.integers(0, 4), max_size=23))
def test_plans_come_in_five_at_a_time_so_that_none_follows_from_the_difference(uren):
    plannen = [(NU + timedelta(hours=uur), str(n), n) for n, uur in enumerate(uren)]
    groepen = [publieke_groep(plannen[:n]) for n in range(len(plannen) + 1)]

    assert all(len(groep) % KLEINSTE_GROEP == 0 for groep in groepen)
    op_volgorde = sorted(plannen)
    for n in range(len(plannen)):
        eerder, later = publieke_groep(op_volgorde[:n]), publieke_groep(op_volgorde[: n + 1])
        assert later[: len(eerder)] == eerder


# In the public group, outside it → whether the programme office sees all states
REGIO = [
    (0, 0, None),
    (5, 0, True),
    (5, 1, False),
    (5, 2, False),
    (5, 3, True),
    (0, 2, False),
    (0, 3, True),
]


@pytest.mark.parametrize(("groep", "overige", "intern"), REGIO)
def test_the_programme_office_sees_a_sum_in_which_nobody_stands_alone(groep, overige, intern):
    een = voor_regio([plan(KLAAR)] * groep, [plan(MIST)] * overige).get("a01")
    assert (None if een is None else een.bereik is Bereik.INTERN) == intern
    if groep and not intern:
        assert als_dict(een) == {"telt_mee": groep, "uitgevoerd": groep}
