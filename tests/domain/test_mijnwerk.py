"""What counts as work, and in which order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.mijnwerk.domain import Groep, Taak, groep_van_maatregel, is_voor, op_volgorde
from groningse_norm.plan.domain import Meting, Stand

VANDAAG = date(2026, 11, 23)


def dag(verschil):
    return VANDAAG + timedelta(days=verschil)


@pytest.mark.parametrize(
    ("stand", "deadline", "toets", "verwacht"),
    [
        (Stand.ONTBREEKT, -1, None, (Groep.TE_LAAT, -1)),
        (Stand.ONTBREEKT, 0, None, (Groep.BINNENKORT, 0)),
        (Stand.IN_ONTWIKKELING, 30, None, (Groep.BINNENKORT, 30)),
        (Stand.IN_ONTWIKKELING, 31, None, None),
        (Stand.ONTBREEKT, None, None, None),
        (Stand.UITGEVOERD, -1, None, None),
        (Stand.UITGEVOERD, -1, 0, (Groep.TE_TOETSEN, 0)),
        (Stand.UITGEVOERD, None, 1, None),
        (Stand.NIET_VAN_TOEPASSING, 5, -3, (Groep.TE_TOETSEN, -3)),
        (Stand.ONTBREEKT, -1, -3, (Groep.TE_LAAT, -1)),
        (Stand.ONTBREEKT, 5, -3, (Groep.TE_TOETSEN, -3)),
    ],
)
def test_a_measure_is_work_for_its_most_pressing_reason(stand, deadline, toets, verwacht):
    meting = Meting(stand, 1, None if deadline is None else dag(deadline))
    gevonden = groep_van_maatregel(meting, None if toets is None else dag(toets), VANDAAG)
    assert gevonden == (verwacht and (verwacht[0], dag(verwacht[1])))


@pytest.mark.parametrize(
    ("uitvoerder", "waarnemer", "van_mij"),
    [
        (None, None, True),
        ("ik", "ik", True),
        ("ik", "collega", True),  # away, and looking all the same
        ("collega", "ik", True),
        ("collega", "collega", False),
        ("collega", "ander", False),
        ("vertrokken", "vertrokken", True),
        ("collega", "vertrokken", True),
    ],
)
def test_a_measure_is_work_for_who_carries_it_out_and_else_for_all(uitvoerder, waarnemer, van_mij):
    assert is_voor("ik", uitvoerder, waarnemer, {"collega", "ander"}) is van_mij


TAKEN = st.lists(
    st.builds(
        Taak,
        st.sampled_from(Groep),
        st.text(max_size=3),
        st.text("ab/", max_size=4),
        st.none() | st.dates(dag(-40), dag(40)),
    )
)


@given(TAKEN)
def test_nothing_is_lost_and_the_earliest_comes_first(taken):
    groepen = op_volgorde(taken)
    assert sorted(map(repr, taken)) == sorted(repr(t) for alle in groepen.values() for t in alle)
    assert list(groepen) == [groep for groep in Groep if groep in groepen]
    for alle in groepen.values():
        dagen = [taak.dag or date.max for taak in alle]
        assert dagen == sorted(dagen)


@given(TAKEN, st.randoms())
def test_the_order_in_which_work_is_found_does_not_matter(taken, toeval):
    anders = list(taken)
    toeval.shuffle(anders)
    assert op_volgorde(anders) == op_volgorde(taken)
