"""Rules of a plan: when a measure is late, and how progress adds up."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.ondertekening.fasen import Fase
from groningse_norm.plan.domain import (
    LEEG,
    SIGNAAL_NAMEN,
    STAND_NAMEN,
    VERVALLEN,
    Meting,
    RedenNodig,
    Signaal,
    Stand,
    Voortgang,
    controleer_stand,
    is_te_laat,
    signaal_van,
    tel,
)

VANDAAG = date(2026, 6, 15)
GISTEREN = VANDAAG - timedelta(days=1)
MORGEN = VANDAAG + timedelta(days=1)

ONTBREEKT = Stand.ONTBREEKT
BEZIG = Stand.IN_ONTWIKKELING
KLAAR = Stand.UITGEVOERD
NVT = Stand.NIET_VAN_TOEPASSING

metingen = st.lists(
    st.builds(
        Meting,
        stand=st.sampled_from(Stand),
        gewicht=st.integers(min_value=0, max_value=100),
        deadline=st.none() | st.dates(date(2025, 1, 1), date(2028, 1, 1)),
    ),
    max_size=12,
)


# What is in the set                                 → percentage, counted, done, late
OPTELLING = [
    ([], None, 0, 0, 0),
    ([Meting(KLAAR)], 100, 1, 1, 0),
    ([Meting(ONTBREEKT)], 0, 1, 0, 0),
    ([Meting(BEZIG)], 0, 1, 0, 0),
    ([Meting(KLAAR), Meting(BEZIG)], 50, 2, 1, 0),
    # The share is weighted, and rounded down: 100 means that all is done.
    ([Meting(KLAAR, 3), Meting(ONTBREEKT, 1)], 75, 2, 1, 0),
    ([Meting(KLAAR, 2), Meting(ONTBREEKT, 1)], 66, 2, 1, 0),
    ([Meting(KLAAR, 100)] * 9 + [Meting(BEZIG, 1)], 99, 10, 9, 0),
    # What does not apply leaves the denominator.
    ([Meting(KLAAR), Meting(NVT)], 100, 1, 1, 0),
    ([Meting(ONTBREEKT), Meting(NVT, 50)], 0, 1, 0, 0),
    ([Meting(NVT), Meting(NVT)], None, 0, 0, 0),
    # Weight 0 counts nowhere.
    ([Meting(KLAAR, 0)], None, 0, 0, 0),
    ([Meting(KLAAR, 0), Meting(ONTBREEKT)], 0, 1, 0, 0),
    ([Meting(ONTBREEKT, 0, GISTEREN), Meting(KLAAR)], 100, 1, 1, 0),
    # Late: the deadline has passed and it is not done.
    ([Meting(ONTBREEKT, 1, GISTEREN), Meting(BEZIG, 1, GISTEREN)], 0, 2, 0, 2),
    ([Meting(KLAAR, 1, GISTEREN), Meting(NVT, 1, GISTEREN)], 100, 1, 1, 0),
    ([Meting(BEZIG, 1, VANDAAG), Meting(BEZIG, 1, MORGEN), Meting(BEZIG)], 0, 3, 0, 0),
]


@pytest.mark.parametrize(("wat", "percentage", "mee", "klaar", "te_laat"), OPTELLING)
def test_how_progress_adds_up(wat, percentage, mee, klaar, te_laat):
    voortgang = tel(wat, VANDAAG)

    assert voortgang.totaal == len(wat)
    assert voortgang.percentage == percentage
    assert (voortgang.telt_mee, voortgang.uitgevoerd, voortgang.te_laat) == (mee, klaar, te_laat)


@pytest.mark.parametrize("stand", [ONTBREEKT, BEZIG])
@pytest.mark.parametrize(
    ("deadline", "te_laat"), [(None, False), (GISTEREN, True), (VANDAAG, False), (MORGEN, False)]
)
def test_a_measure_is_late_from_the_day_after_its_deadline(stand, deadline, te_laat):
    assert is_te_laat(Meting(stand, 1, deadline), VANDAAG) is te_laat


@pytest.mark.parametrize("stand", [KLAAR, NVT])
def test_what_is_done_or_does_not_apply_is_never_late(stand):
    assert not is_te_laat(Meting(stand, 1, date(2000, 1, 1)), VANDAAG)


@pytest.mark.parametrize("reden", [None, "", "   ", "\n"])
def test_not_applicable_needs_a_reason(reden):
    with pytest.raises(RedenNodig):
        controleer_stand(NVT, reden)


def test_other_states_need_no_reason():
    for stand in (ONTBREEKT, BEZIG, KLAAR):
        controleer_stand(stand, None)
    controleer_stand(NVT, "Wij hebben geen eigen handhavers.")


def test_every_state_has_a_name():
    assert set(STAND_NAMEN) == set(Stand)


@given(metingen, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(wat, toeval):
    geschud = wat[:]
    toeval.shuffle(geschud)

    assert tel(geschud, VANDAAG) == tel(wat, VANDAAG)


@given(metingen, metingen)
def test_two_sets_together_are_the_sum_of_their_counts(een, ander):
    samen, links, rechts = tel(een + ander, VANDAAG), tel(een, VANDAAG), tel(ander, VANDAAG)

    for telling in (veld.name for veld in fields(Voortgang)):
        assert getattr(samen, telling) == getattr(links, telling) + getattr(rechts, telling)
    assert links + rechts == samen


@given(st.lists(metingen, max_size=5))
def test_a_plan_of_plans_is_the_flat_sum(plannen):
    plat = [meting for plan in plannen for meting in plan]

    assert sum((tel(plan, VANDAAG) for plan in plannen), LEEG) == tel(plat, VANDAAG)


@given(metingen)
def test_every_measure_that_counts_is_in_one_state(wat):
    voortgang = tel(wat, VANDAAG)

    assert voortgang.ontbreekt == sum(m.stand is ONTBREEKT and m.gewicht > 0 for m in wat)
    assert voortgang.te_laat + voortgang.risico <= voortgang.telt_mee - voortgang.uitgevoerd


def over(dagen: int) -> date:
    return VANDAAG + timedelta(days=dagen)


# One measure                              → its signal
SIGNALEN = [
    (Meting(ONTBREEKT), "op_schema"),
    (Meting(BEZIG), "op_schema"),
    (Meting(ONTBREEKT, 1, over(91)), "op_schema"),
    (Meting(ONTBREEKT, 1, over(90)), "risico"),
    (Meting(BEZIG, 1, over(31)), "op_schema"),
    (Meting(BEZIG, 1, over(30)), "risico"),
    (Meting(BEZIG, 1, VANDAAG), "risico"),
    (Meting(BEZIG, 1, GISTEREN), "te_laat"),
    (Meting(KLAAR, 1, GISTEREN), "op_schema"),
    (Meting(KLAAR, 1, VANDAAG), "op_schema"),
    (Meting(NVT, 1, GISTEREN), None),
    (Meting(ONTBREEKT, 0, GISTEREN), None),
]


@pytest.mark.parametrize(("meting", "signaal"), SIGNALEN)
def test_the_signal_of_one_measure(meting, signaal):
    assert signaal_van(meting, VANDAAG) == signaal


GOED, LAAT, KRAP = Meting(BEZIG), Meting(BEZIG, 1, GISTEREN), Meting(BEZIG, 1, MORGEN)

# A set                                    → its signal: weight counts, and a tenth is the limit
SIGNALEN_VAN_EEN_GROEP = [
    ([], None),
    ([Meting(NVT), Meting(KLAAR, 0)], None),
    ([GOED] * 10, "op_schema"),
    ([GOED] * 9 + [KRAP], "op_schema"),
    ([GOED] * 8 + [KRAP], "risico"),
    ([GOED] * 9 + [LAAT], "risico"),
    ([GOED] * 8 + [LAAT], "te_laat"),
    ([GOED] * 9 + [Meting(BEZIG, 2, GISTEREN)], "te_laat"),
    ([LAAT] * 5, "te_laat"),
    ([Meting(KLAAR, 1, GISTEREN)] * 5, "op_schema"),
]


@pytest.mark.parametrize(("wat", "signaal"), SIGNALEN_VAN_EEN_GROEP)
def test_the_signal_of_a_set(wat, signaal):
    assert tel(wat, VANDAAG).signaal == signaal


@given(metingen)
def test_a_signal_is_there_exactly_when_there_is_a_percentage(wat):
    voortgang = tel(wat, VANDAAG)

    assert (voortgang.signaal is None) is (voortgang.percentage is None)


@given(metingen)
def test_when_something_is_overdue_a_set_is_not_on_schedule(wat):
    voortgang = tel(wat, VANDAAG)

    if voortgang.te_laat:
        assert voortgang.signaal in (Signaal.RISICO, Signaal.TE_LAAT)


def test_every_signal_has_a_name():
    assert set(SIGNAAL_NAMEN) == set(Signaal)


def test_what_was_dropped_is_the_same_word_in_the_workflow():
    assert VERVALLEN == Fase.VERVALLEN


@given(metingen)
def test_a_percentage_lies_between_0_and_100_and_is_there_when_something_counts(wat):
    voortgang = tel(wat, VANDAAG)

    assert (voortgang.percentage is None) is (voortgang.telt_mee == 0)
    if voortgang.percentage is not None:
        assert 0 <= voortgang.percentage <= 100
        assert (voortgang.percentage == 100) is (voortgang.uitgevoerd == voortgang.telt_mee)


@given(metingen, st.integers(min_value=2, max_value=9))
def test_only_the_proportion_of_weights_counts(wat, factor):
    zwaarder = [replace(meting, gewicht=meting.gewicht * factor) for meting in wat]

    assert tel(zwaarder, VANDAAG).percentage == tel(wat, VANDAAG).percentage


@given(metingen, st.integers(min_value=1, max_value=100))
def test_finishing_one_never_lowers_the_share(wat, gewicht):
    eerst = tel([*wat, Meting(BEZIG, gewicht, GISTEREN)], VANDAAG)
    daarna = tel([*wat, Meting(KLAAR, gewicht, GISTEREN)], VANDAAG)

    assert daarna.percentage >= eerst.percentage
    assert daarna.te_laat == eerst.te_laat - 1


@given(metingen)
def test_weightless_measures_and_those_that_do_not_apply_change_nothing(wat):
    met = tel([*wat, Meting(KLAAR, 0), Meting(ONTBREEKT, 0, GISTEREN), Meting(NVT, 5)], VANDAAG)
    zonder = tel(wat, VANDAAG)

    assert met == replace(
        zonder, totaal=zonder.totaal + 3, niet_van_toepassing=zonder.niet_van_toepassing + 1
    )
