"""One decision about seeing, and the rules of opening."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm import klok, rechten
from groningse_norm.embargo.domain import (
    LEZERS,
    PUBLICATIE,
    SOORT,
    AlOpenbaar,
    Beurt,
    BevestigingNodig,
    GeenMoment,
    MomentVoorbij,
    NietOndertekend,
    OnderGeheimhouding,
    PublicatieGeweigerd,
    Reden,
    RedenNodig,
    Status,
    beurt,
    controleer_overgang,
    geldend,
    mag_zien,
    vereffend,
    werkdag_ervoor,
    wie_zien,
    wijzig,
)

MOMENT = datetime(2026, 12, 4, 13, 0, tzinfo=UTC)
SECONDE = timedelta(seconds=1)
ROLLEN = st.frozensets(st.sampled_from([*rechten.ROLLEN, rechten.MANAGER, "Member", "Anonymous"]))
momenten = st.datetimes(
    min_value=datetime(2020, 1, 1), max_value=datetime(2035, 12, 31), timezones=st.just(UTC)
)
soorten = st.sampled_from(sorted(LEZERS))
statussen = st.sampled_from(list(Status))


@pytest.mark.parametrize(
    ("rollen", "voor", "na"),
    [
        (set(), False, True),
        ({"Member"}, False, True),
        ({rechten.MEDEWERKER}, False, True),
        ({rechten.NORMBEHEERDER}, False, True),
        ({rechten.RAADSLID}, True, True),
        ({rechten.GRIFFIE}, True, True),
        ({rechten.ONDERTEKENAAR}, True, True),
        ({rechten.SECRETARIS}, True, True),
    ],
)
def test_a_letter_is_for_its_readers_before_the_moment_and_for_all_after_it(rollen, voor, na):
    wie = frozenset(rollen)
    assert mag_zien("brief", Status.ONDER_EMBARGO, wie, MOMENT - SECONDE, MOMENT).mag is voor
    assert mag_zien("brief", Status.OPENBAAR, wie, MOMENT, MOMENT).mag is na


def test_the_reason_says_why_not():
    niemand = frozenset()
    assert mag_zien("brief", Status.INTERN, niemand, MOMENT).reden is Reden.NIET_OPENBAAR
    assert (
        mag_zien("brief", Status.ONDER_EMBARGO, niemand, MOMENT - SECONDE, MOMENT).reden
        is Reden.NOG_NIET
    )
    assert mag_zien("brief", Status.INGETROKKEN, niemand, MOMENT).reden is Reden.INGETROKKEN


@given(soorten, statussen, momenten, momenten)
def test_the_public_sees_only_when_state_and_clock_both_say_open(soort, status, nu, tot):
    mag = mag_zien(soort, status, frozenset(), nu, tot).mag
    assert mag == (status is Status.OPENBAAR and nu >= tot)


@given(soorten, statussen, ROLLEN, momenten, momenten)
def test_the_decision_about_a_person_and_about_roles_are_one(soort, status, rollen, nu, tot):
    wie = wie_zien(soort, status, nu, tot)
    oordeel = mag_zien(soort, status, rollen, nu, tot)
    assert oordeel.mag == bool((rollen | {rechten.IEDEREEN}) & set(wie))
    assert (rechten.IEDEREEN in wie) == (oordeel.reden is Reden.OPENBAAR)


@given(soorten, statussen, momenten, momenten)
def test_whoever_sees_what_the_state_calls_public_before_its_moment_is_a_reader(
    soort, status, nu, tot
):
    if status is Status.OPENBAAR and nu < tot:
        assert wie_zien(soort, status, nu, tot) == LEZERS[soort][Status.ONDER_EMBARGO]


@given(statussen, st.none() | momenten, momenten)
def test_once_settled_state_and_clock_never_disagree(status, tot, nu):
    """Whatever step led there: given free early, published with a moment planned, recalled."""
    daarna = vereffend(status, tot, nu)
    assert geldend(status, nu, daarna) is status
    if status is Status.OPENBAAR:
        assert mag_zien("brief", status, frozenset(), nu, daarna).mag
    if geldend(status, nu, tot) is status:
        assert daarna == tot
    else:
        assert timedelta(0) <= nu - daarna < timedelta(minutes=1)


@given(soorten, statussen, ROLLEN, momenten, momenten, st.timedeltas(min_value=timedelta(0)))
def test_who_may_see_may_still_see_a_moment_later(soort, status, rollen, nu, tot, later):
    try:
        straks = nu + later
    except OverflowError:
        return
    if status is Status.OPENBAAR and nu < tot <= straks:
        return
    voor = mag_zien(soort, status, rollen, nu, tot).mag
    assert not voor or mag_zien(soort, status, rollen, straks, tot).mag


@given(soorten, statussen, ROLLEN, momenten)
def test_the_rule_and_the_workflow_say_the_same(soort, status, rollen, nu):
    werkstroom = next(PUBLICATIE[type_] for type_, naam in SOORT.items() if naam == soort)
    iedereen = rollen | {rechten.IEDEREEN}
    assert mag_zien(soort, status, rollen, nu).mag == werkstroom.mag(iedereen, status, rechten.ZIEN)


@given(statussen, momenten, momenten)
def test_nothing_opens_early_and_everything_opens_at_its_moment(status, tot, nu):
    wat = beurt(status, tot, nu)
    assert (wat is Beurt.OPEN) == (status is Status.ONDER_EMBARGO and nu >= tot)


@given(statussen, momenten, momenten, st.booleans(), st.booleans())
def test_an_unmet_condition_or_secrecy_keeps_it_closed_whatever_the_time(
    status, tot, nu, vervuld, geheim
):
    wat = beurt(status, tot, nu, voorwaarde_vervuld=vervuld, geheim=geheim)
    if not vervuld or geheim:
        assert wat is not Beurt.OPEN


@given(momenten, st.lists(momenten, min_size=1, max_size=5), momenten)
def test_only_the_last_moment_counts_when_it_was_moved(eerste, latere, nu):
    assert (beurt(Status.ONDER_EMBARGO, latere[-1], nu) is Beurt.OPEN) == (nu >= latere[-1])


@given(momenten, st.integers(min_value=-30, max_value=30))
def test_each_server_goes_by_its_own_clock(tot, afwijking):
    """Two servers whose clocks differ by some seconds: each is closed until its own clock says."""
    eigen_klok = tot + timedelta(seconds=afwijking)
    open_ = beurt(Status.ONDER_EMBARGO, tot, eigen_klok) is Beurt.OPEN
    assert open_ == (afwijking >= 0)


@pytest.mark.parametrize(
    "lokaal",
    [
        "2026-03-29T01:59",
        "2026-03-29T03:00",
        "2026-10-25T01:59",
        "2026-10-25T03:00",
        "2028-02-29T14:00",
        "2026-12-31T23:59",
        "2027-01-01T00:00",
    ],
)
def test_around_clock_changes_leap_days_and_year_ends_it_opens_at_the_local_minute(lokaal):
    tot = klok.uit_lokaal(datetime.fromisoformat(lokaal))
    assert tot.astimezone(ZoneInfo("Europe/Amsterdam")).strftime("%Y-%m-%dT%H:%M") == lokaal
    assert beurt(Status.ONDER_EMBARGO, tot, tot - SECONDE) is Beurt.NIET
    assert beurt(Status.ONDER_EMBARGO, tot, tot) is Beurt.OPEN


@pytest.mark.parametrize("lokaal", ["2026-03-29T02:30", "2026-10-25T02:30"])
def test_the_hour_that_is_missing_or_double_is_never_guessed(lokaal):
    with pytest.raises(klok.OngeldigMoment):
        klok.uit_lokaal(datetime.fromisoformat(lokaal))


@pytest.mark.parametrize(
    ("overgang", "fase", "tot", "reden", "geheim", "fout"),
    [
        ("verzend", "concept", MOMENT, "", False, NietOndertekend),
        ("verzend", "ter_ondertekening", MOMENT, "", False, NietOndertekend),
        ("verzend", "ondertekend", None, "", False, GeenMoment),
        ("verzend", "ondertekend", MOMENT - timedelta(days=9), "", False, MomentVoorbij),
        ("verzend", "ondertekend", MOMENT, "", True, OnderGeheimhouding),
        ("publiceer", "concept", None, "", False, NietOndertekend),
        ("publiceer", "ondertekend", None, "", True, OnderGeheimhouding),
        ("geef_vrij", "ondertekend", MOMENT, "x", True, OnderGeheimhouding),
        ("geef_vrij", "ondertekend", MOMENT, " ", False, RedenNodig),
        ("roep_terug", "ondertekend", MOMENT, "", False, RedenNodig),
        ("trek_in", "ondertekend", MOMENT, "", False, RedenNodig),
        ("verzend", "ondertekend", MOMENT, "", False, None),
        ("verzend", "in_uitvoering", MOMENT, "", False, None),
        ("publiceer", "ondertekend", None, "", False, None),
        ("trek_in", "ondertekend", MOMENT, "x", False, None),
    ],
)
def test_a_step_towards_publication_is_refused_with_its_reason(
    overgang, fase, tot, reden, geheim, fout
):
    nu = MOMENT - timedelta(days=1)
    if fout is None:
        controleer_overgang(overgang, fase, tot, nu, reden, geheim=geheim)
        return
    with pytest.raises(fout):
        controleer_overgang(overgang, fase, tot, nu, reden, geheim=geheim)


@pytest.mark.parametrize(
    ("status", "tot", "reden", "bevestigd", "geheim", "uitkomst"),
    [
        (Status.INTERN, MOMENT, "x", False, False, False),
        (Status.INTERN, None, "x", False, False, False),
        (Status.INTERN, MOMENT - timedelta(days=9), "x", True, False, MomentVoorbij),
        (Status.INTERN, MOMENT, " ", False, False, RedenNodig),
        (Status.INTERN, MOMENT, "x", False, True, OnderGeheimhouding),
        (Status.ONDER_EMBARGO, MOMENT, "x", False, False, False),
        (Status.ONDER_EMBARGO, None, "x", False, False, GeenMoment),
        (Status.ONDER_EMBARGO, MOMENT - timedelta(days=9), "x", False, False, BevestigingNodig),
        (Status.ONDER_EMBARGO, MOMENT - timedelta(days=9), "x", True, False, True),
        (Status.ONDER_EMBARGO, MOMENT - timedelta(days=9), "x", True, True, OnderGeheimhouding),
        (Status.OPENBAAR, MOMENT, "x", False, False, AlOpenbaar),
        (Status.INGETROKKEN, MOMENT, "x", True, False, AlOpenbaar),
    ],
)
def test_changing_an_embargo(status, tot, reden, bevestigd, geheim, uitkomst):
    nu = MOMENT - timedelta(days=1)
    kwargs = {"bevestigd": bevestigd, "geheim": geheim}
    if isinstance(uitkomst, bool):
        assert wijzig(status, tot, None, nu, reden, **kwargs).meteen_openbaar is uitkomst
        return
    with pytest.raises(uitkomst):
        wijzig(status, tot, None, nu, reden, **kwargs)


@given(statussen, st.none() | momenten, momenten, st.booleans(), st.booleans())
def test_no_change_ever_publishes_without_confirmation(status, tot, nu, bevestigd, geheim):
    try:
        wijziging = wijzig(status, tot, None, nu, "reden", bevestigd=bevestigd, geheim=geheim)
    except PublicatieGeweigerd:
        return
    assert not geheim
    assert not wijziging.meteen_openbaar or bevestigd


@pytest.mark.parametrize(
    ("moment", "ervoor"),
    [
        ("2026-12-04T14:00", "2026-12-03T14:00"),
        ("2026-11-30T14:00", "2026-11-27T14:00"),
        ("2026-11-29T14:00", "2026-11-27T14:00"),
        ("2027-01-01T09:00", "2026-12-31T09:00"),
    ],
)
def test_the_warning_goes_out_one_working_day_before(moment, ervoor):
    assert werkdag_ervoor(datetime.fromisoformat(moment)) == datetime.fromisoformat(ervoor)
