"""Deadlines: what is due, who stands in, and the one mail of a week."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from groningse_norm.klok import AMSTERDAM
from groningse_norm.plan.domain import Stand
from groningse_norm.termijnen.domain import (
    Afwezig,
    Maatregel,
    Melding,
    Soort,
    Termijn,
    TermijnGeweigerd,
    controleer_afwezigheid,
    laatste_beurt,
    melding_van,
    neemt_waar_voor,
    termijnen_van,
    waarnemer,
    week_aan_de_beurt,
    week_van,
)
from groningse_norm.termijnen.ical import Afspraak, agenda, volgnummer

VANDAAG = date(2026, 11, 23)
NU = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
MENSEN = ("anna", "bram", "cees", "dina")


def maatregel(stand=Stand.ONTBREEKT, deadline=VANDAAG, toets=None) -> Maatregel:
    return Maatregel(
        "u1",
        "A03",
        "Westerkwartier",
        "Titel",
        False,
        "plan/a03",
        stand,
        deadline,
        toets,
        NU,
        "anna",
    )


def lokaal(*delen) -> datetime:
    return datetime(*delen, tzinfo=AMSTERDAM).astimezone(UTC)


class TestDue:
    def test_a_measure_has_a_deadline_and_a_review(self):
        toets = date(2027, 1, 1)

        assert [(t.soort, t.dag) for t in termijnen_van(maatregel(toets=toets))] == [
            (Soort.DEADLINE, VANDAAG),
            (Soort.TOETS, toets),
        ]

    @pytest.mark.parametrize("stand", [Stand.UITGEVOERD, Stand.NIET_VAN_TOEPASSING])
    def test_what_is_done_has_no_deadline_and_may_be_reviewed(self, stand):
        gevonden = termijnen_van(maatregel(stand, toets=VANDAAG))

        assert [t.soort for t in gevonden] == [Soort.TOETS]

    def test_a_measure_without_days_has_nothing_due(self):
        assert termijnen_van(maatregel(deadline=None)) == ()

    @pytest.mark.parametrize(
        ("soort", "dagen", "melding"),
        [
            (Soort.DEADLINE, -1, Melding.TE_LAAT),
            (Soort.DEADLINE, 0, Melding.BINNENKORT),
            (Soort.DEADLINE, 14, Melding.BINNENKORT),
            (Soort.DEADLINE, 15, None),
            (Soort.TOETS, -1, Melding.TOETS),
            (Soort.TOETS, 14, Melding.TOETS),
            (Soort.TOETS, 15, None),
        ],
    )
    def test_the_mail_tells_of_the_past_and_of_fourteen_days(self, soort, dagen, melding):
        termijn = Termijn(maatregel(), soort, VANDAAG + timedelta(days=dagen))

        assert melding_van(termijn, VANDAAG) is melding


class TestAbsence:
    @pytest.mark.parametrize(
        ("van", "tot", "vervanger", "code"),
        [
            (VANDAAG, VANDAAG - timedelta(days=1), "bram", "einde_voor_begin"),
            (
                VANDAAG - timedelta(days=9),
                VANDAAG - timedelta(days=1),
                "bram",
                "afwezigheid_voorbij",
            ),
            (VANDAAG, VANDAAG + timedelta(days=367), "bram", "afwezigheid_te_lang"),
            (VANDAAG, VANDAAG, "cees", "geen_collega"),
            (VANDAAG, VANDAAG, "", "geen_collega"),
        ],
    )
    def test_what_cannot_be_is_refused(self, van, tot, vervanger, code):
        with pytest.raises(TermijnGeweigerd) as geweigerd:
            controleer_afwezigheid(Afwezig(van, tot, vervanger), {"bram"}, VANDAAG)

        assert geweigerd.value.code == code

    def test_one_day_away_is_an_absence(self):
        controleer_afwezigheid(Afwezig(VANDAAG, VANDAAG, "bram"), {"bram"}, VANDAAG)

    def test_the_first_and_the_last_day_count(self):
        weg = {"anna": Afwezig(VANDAAG, VANDAAG + timedelta(days=2), "bram")}
        dagen = [VANDAAG + timedelta(days=n) for n in range(-1, 4)]

        assert [waarnemer("anna", weg.get, dag) for dag in dagen] == [
            "anna",
            "bram",
            "bram",
            "bram",
            "anna",
        ]

    @given(
        st.dictionaries(
            st.sampled_from(MENSEN),
            st.sampled_from(MENSEN).map(lambda v: Afwezig(VANDAAG, VANDAAG, v)),
        )
    )
    def test_every_measure_is_with_exactly_one_person_who_is_there_if_anybody_is(self, weg):
        bij = {wie: waarnemer(wie, weg.get, VANDAAG) for wie in MENSEN}

        assert all(ander == wie or ander not in weg for wie, ander in bij.items())
        for wie in MENSEN:
            mee = neemt_waar_voor(wie, weg, VANDAAG)
            assert set(mee) == {w for w, ander in bij.items() if ander == wie} - {wie}


MOMENTEN = st.datetimes(
    min_value=datetime(2020, 1, 1), max_value=datetime(2040, 12, 31), timezones=st.just(UTC)
)
DAGEN, UREN = st.integers(1, 7), st.integers(0, 23)


class TestWeek:
    @pytest.mark.parametrize(
        ("nu", "verwacht"),
        [
            (lokaal(2026, 11, 23, 7, 59), date(2026, 11, 16)),
            (lokaal(2026, 11, 23, 8, 0), date(2026, 11, 23)),
            (lokaal(2026, 11, 29, 23, 59), date(2026, 11, 23)),
            # Clocks went forward on the Sunday before, and back in autumn: still eight o'clock.
            (datetime(2026, 3, 30, 5, 59, tzinfo=UTC), date(2026, 3, 23)),
            (datetime(2026, 3, 30, 6, 0, tzinfo=UTC), date(2026, 3, 30)),
            (datetime(2026, 10, 26, 6, 59, tzinfo=UTC), date(2026, 10, 19)),
            (datetime(2026, 10, 26, 7, 0, tzinfo=UTC), date(2026, 10, 26)),
            # Over the end of a year.
            (lokaal(2027, 1, 1, 12), date(2026, 12, 28)),
        ],
    )
    def test_the_mail_is_due_on_monday_at_eight_in_amsterdam(self, nu, verwacht):
        assert laatste_beurt(nu, 1, 8) == verwacht

    def test_an_hour_that_is_skipped_comes_an_hour_later(self):
        # Sunday 29 March 2026, 02.00 does not exist: 01.00 UTC is three o'clock.
        assert laatste_beurt(datetime(2026, 3, 29, 0, 59, tzinfo=UTC), 7, 2) == date(2026, 3, 22)
        assert laatste_beurt(datetime(2026, 3, 29, 1, 0, tzinfo=UTC), 7, 2) == date(2026, 3, 29)

    def test_an_hour_that_comes_twice_counts_once(self):
        eerste = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)

        assert week_aan_de_beurt(eerste, 7, 2, "2026-W42") == "2026-W43"
        assert week_aan_de_beurt(eerste + timedelta(hours=1), 7, 2, "2026-W43") is None

    @pytest.mark.parametrize(
        ("dag", "week"),
        [
            (date(2026, 12, 28), "2026-W53"),
            (date(2027, 1, 3), "2026-W53"),
            (date(2027, 1, 4), "2027-W01"),
        ],
    )
    def test_weeks_run_over_the_end_of_a_year(self, dag, week):
        assert week_van(dag) == week

    @given(st.lists(MOMENTEN, max_size=40), DAGEN, UREN)
    def test_however_the_clock_jumps_nobody_gets_a_week_twice(self, momenten, dag, uur):
        vorige, gestuurd = "", []
        for nu in momenten:
            week = week_aan_de_beurt(nu, dag, uur, vorige)
            if week is not None:
                gestuurd.append(week)
                vorige = week

        assert gestuurd == sorted(set(gestuurd))

    @given(MOMENTEN, DAGEN, UREN, st.integers(1, 60))
    def test_after_weeks_of_standstill_one_mail_goes_out(self, nu, dag, uur, weken):
        vorige = week_aan_de_beurt(nu, dag, uur, "")
        later = nu + timedelta(weeks=weken)
        week = week_aan_de_beurt(later, dag, uur, vorige)

        assert week is not None and week > vorige
        assert week_aan_de_beurt(later, dag, uur, week) is None

    @given(MOMENTEN, DAGEN, UREN)
    def test_the_last_turn_is_a_week_ago_at_most(self, nu, dag, uur):
        beurt = laatste_beurt(nu, dag, uur)

        assert beurt.isoweekday() == dag
        assert timedelta(0) <= nu.astimezone(AMSTERDAM).date() - beurt <= timedelta(days=7)

    @given(st.integers(0, 52 * 10), DAGEN, UREN)
    def test_an_hour_by_hour_clock_sends_every_week_once(self, begin, dag, uur):
        start = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(weeks=begin)
        vorige = week_aan_de_beurt(start, dag, uur, "")
        keren = 0
        for uren in range(1, 24 * 28 + 1):
            week = week_aan_de_beurt(start + timedelta(hours=uren), dag, uur, vorige)
            if week is not None:
                keren, vorige = keren + 1, week

        assert keren in (3, 4, 5)


class TestCalendar:
    def afspraak(self, **anders) -> Afspraak:
        velden = {
            "sleutel": "u1-deadline",
            "dag": VANDAAG,
            "titel": "Deadline: Maatregel A03, Hunze en Aa's; 1,2",
            "adres": "https://example.org/plan/a03",
            "gewijzigd": NU,
        }
        return Afspraak(**velden | anders)

    def test_a_day_is_a_whole_day_with_a_link(self):
        (dag,) = Calendar.from_ical(agenda("Mijn termijnen", [self.afspraak()])).walk("VEVENT")

        assert dag["uid"] == "u1-deadline@groningse-norm"
        assert (dag.decoded("dtstart"), dag.decoded("dtend")) == (
            VANDAAG,
            VANDAAG + timedelta(days=1),
        )
        assert dag.decoded("dtstamp") == dag.decoded("last-modified") == NU
        assert dag["summary"] == "Deadline: Maatregel A03, Hunze en Aa's; 1,2"
        assert dag["url"] == "https://example.org/plan/a03"

    def test_an_empty_calendar_is_a_calendar(self):
        kalender = Calendar.from_ical(agenda("Mijn termijnen", []))

        assert (kalender["version"], kalender.walk("VEVENT")) == ("2.0", [])

    @given(st.dates(), st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"))))
    def test_any_day_and_any_words_come_out_as_they_went_in(self, dag, titel):
        dag = min(dag, date(9999, 12, 30))
        uit = agenda("x", [self.afspraak(dag=dag, titel=titel)])
        (gelezen,) = Calendar.from_ical(uit).walk("VEVENT")

        assert (gelezen.decoded("dtstart"), str(gelezen["summary"])) == (dag, titel)

    def test_the_order_does_not_matter(self):
        een, twee = self.afspraak(), self.afspraak(sleutel="u2-toets")

        assert agenda("x", [een, twee]) == agenda("x", [twee, een])

    @given(MOMENTEN, st.integers(1, 10**6))
    def test_a_later_change_has_a_higher_number(self, moment, seconden):
        assert volgnummer(moment + timedelta(seconds=seconden)) > volgnummer(moment)
        assert volgnummer(moment) < 2**31
