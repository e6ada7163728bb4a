"""Rules of designations: who may sign in which capacity, on which day, and by which decision."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm import klok
from groningse_norm.aanwijzing.domain import (
    BEEINDIG,
    DOOR_LIDMAATSCHAP,
    WIJS_AAN,
    AanwijzingGeweigerd,
    Ambt,
    Hoedanigheid,
    Opgave,
    Register,
    Stand,
    als_bijzonderheden,
    bevoegdheden,
    controleer_einde,
    controleer_opgave,
    functie,
)
from groningse_norm.aanwijzing.invoer import WOORDEN, lees, nummer_uit
from groningse_norm.logboek.domain import Uitkomst, volgende

NU = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
LOCO = Opgave(
    "wethouder",
    "W. Ethouder",
    Ambt.BESTUURSHOOFD,
    Hoedanigheid.LOCO,
    date(2026, 1, 1),
    date(2026, 6, 30),
    date(2025, 12, 16),
    "2025-117",
)

dagen = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def opgaven(draw):
    begin, einde = draw(dagen), draw(st.none() | dagen)
    if einde is not None and einde < begin:
        begin, einde = einde, begin
    return replace(
        LOCO,
        gebruiker=draw(st.sampled_from(["a", "b"])),
        ambt=draw(st.sampled_from(Ambt)),
        hoedanigheid=draw(st.sampled_from(Hoedanigheid)),
        van=begin,
        tot=einde,
    )


def regel(laatste, handeling, wat, moment=NU, reden="", wie="griffie"):
    return volgende(
        laatste,
        moment,
        handeling=handeling,
        object="aanwijzingen:x",
        pad="/x",
        uitkomst=Uitkomst.GELUKT,
        wie=wie,
        herkomst="",
        reden=reden,
        bijzonderheden=wat,
    )


class Griffie:
    """Keeps a register by the rules."""

    def __init__(self, *opgaven):
        self.regels = []
        for opgave in opgaven:
            self.wijs_aan(opgave)

    @property
    def register(self):
        return Register.van(self.regels)

    def _schrijf(self, *wat, **hoe):
        self.regels.append(regel(self.regels[-1] if self.regels else None, *wat, **hoe))

    def wijs_aan(self, opgave, moment=NU, wie="griffie"):
        controleer_opgave(self.register, opgave, moment)
        self._schrijf(WIJS_AAN, als_bijzonderheden(opgave), moment, wie=wie)

    def beeindig(self, nummer, moment=NU, reden="afgetreden"):
        reden = controleer_einde(self.register, nummer, reden, moment)
        self._schrijf(BEEINDIG, {"betreft": str(nummer)}, moment, reden)

    def kan(self, wie="wethouder", moment=NU, ambt=Ambt.BESTUURSHOOFD):
        return bevoegdheden(self.register, wie, ambt, moment)

    def hoedanigheden(self, *wat, **hoe):
        return [bevoegdheid.hoedanigheid for bevoegdheid in self.kan(*wat, **hoe)]


def geweigerd(doe) -> str:
    with pytest.raises(AanwijzingGeweigerd) as fout:
        doe()
    assert fout.value.code in WOORDEN
    return fout.value.code


class TestCapacities:
    def test_who_is_not_in_the_register_signs_in_his_own_office_only(self):
        assert Griffie().kan() == (DOOR_LIDMAATSCHAP,)
        assert Griffie(LOCO).kan("burgemeester") == (DOOR_LIDMAATSCHAP,)

    def test_a_deputy_signs_as_deputy_only_with_the_decision_of_the_record(self):
        (kan,) = Griffie(LOCO).kan()
        assert kan.hoedanigheid is Hoedanigheid.LOCO
        assert kan.verwijzing == "besluit van 16 december 2025, nummer 2025-117"
        assert (kan.nummer, kan.door) == (1, "griffie")

    def test_outside_the_period_a_deputy_signs_as_nothing_at_all(self):
        griffie = Griffie(LOCO)
        assert griffie.kan(moment=datetime(2025, 12, 31, 12, tzinfo=UTC)) == ()
        assert griffie.kan(moment=datetime(2026, 7, 1, 12, tzinfo=UTC)) == ()

    def test_a_designation_for_one_office_says_nothing_of_another(self):
        assert Griffie(LOCO).kan(ambt=Ambt.SECRETARIS) == (DOOR_LIDMAATSCHAP,)

    def test_once_a_holder_is_on_record_nobody_else_signs_as_holder(self):
        houder = replace(LOCO, gebruiker="burgemeester", hoedanigheid=Hoedanigheid.EIGEN_AMBT)
        griffie = Griffie(houder)
        assert griffie.hoedanigheden("burgemeester") == [Hoedanigheid.EIGEN_AMBT]
        assert griffie.kan("een ander lid") == ()
        na_afloop = datetime(2026, 7, 1, tzinfo=UTC)
        assert griffie.kan("burgemeester", na_afloop) == ()
        assert griffie.kan("een ander lid", na_afloop) == ()

    def test_a_deputy_who_becomes_the_holder_is_recorded_as_such(self):
        griffie = Griffie(LOCO)
        griffie.beeindig(1)
        assert griffie.kan() == ()
        griffie.wijs_aan(replace(LOCO, hoedanigheid=Hoedanigheid.EIGEN_AMBT, van=date(2026, 3, 2)))
        assert griffie.hoedanigheden() == [Hoedanigheid.EIGEN_AMBT]

    def test_somebody_can_be_deputy_and_have_a_mandate(self):
        griffie = Griffie(LOCO, replace(LOCO, hoedanigheid=Hoedanigheid.NAMENS))
        assert griffie.hoedanigheden() == [Hoedanigheid.LOCO, Hoedanigheid.NAMENS]

    @given(st.lists(opgaven(), max_size=6), st.data())
    def test_each_capacity_rests_on_one_decision_or_on_the_group(self, alle, data):
        griffie = Griffie()
        for opgave in alle:
            try:
                griffie.wijs_aan(opgave)
            except AanwijzingGeweigerd:
                continue
            if data.draw(st.booleans()):
                try:
                    griffie.beeindig(griffie.register.aanwijzingen[-1].nummer)
                except AanwijzingGeweigerd as fout:
                    assert fout.code == "al_geeindigd"
        dag = data.draw(dagen)
        moment = datetime(dag.year, dag.month, dag.day, 12, tzinfo=UTC)
        for wie in "ab":
            for ambt in Ambt:
                eigen = [
                    a
                    for a in griffie.register.aanwijzingen
                    if (a.opgave.gebruiker, a.opgave.ambt) == (wie, ambt)
                ]
                lopend = [
                    a.opgave.hoedanigheid
                    for a in eigen
                    if a.opgave.omvat(dag) and a.nummer not in griffie.register.einden
                ]
                gevonden = griffie.kan(wie, moment, ambt)
                assert len(lopend) == len(set(lopend))
                if eigen:
                    assert {kan.hoedanigheid for kan in gevonden} == set(lopend)
                    assert all(kan.nummer and kan.verwijzing for kan in gevonden)
                else:
                    assert gevonden in ((), (DOOR_LIDMAATSCHAP,))


class TestPeriod:
    @pytest.mark.parametrize(
        ("lokaal", "loopt"),
        [
            ("2025-12-31T23:59:59+01:00", False),
            ("2026-01-01T00:00:00+01:00", True),
            ("2026-06-30T23:59:59+02:00", True),
            ("2026-07-01T00:00:00+02:00", False),
            # The same moments as another clock tells them.
            ("2025-12-31T23:00:00+00:00", True),
            ("2026-06-30T22:00:00+00:00", False),
        ],
    )
    def test_it_runs_from_midnight_to_midnight_in_amsterdam(self, lokaal, loopt):
        assert bool(Griffie(LOCO).kan(moment=datetime.fromisoformat(lokaal))) is loopt

    @pytest.mark.parametrize(
        ("dag", "uren"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 5, 5), 24)]
    )
    def test_one_day_is_one_day_also_when_the_clock_changes(self, dag, uren):
        griffie = Griffie(replace(LOCO, van=dag, tot=dag))
        begin = datetime(dag.year, dag.month, dag.day, tzinfo=klok.AMSTERDAM).astimezone(UTC)
        einde = begin + timedelta(hours=uren)
        seconde = timedelta(seconds=1)
        assert not griffie.kan(moment=begin - seconde)
        assert all(griffie.kan(moment=begin + timedelta(hours=uur)) for uur in range(uren))
        assert griffie.kan(moment=einde - seconde)
        assert not griffie.kan(moment=einde)

    @given(st.datetimes(datetime(2025, 12, 1), datetime(2026, 8, 1), timezones=st.just(UTC)))
    def test_a_moment_counts_by_its_day_in_amsterdam(self, moment):
        dag = moment.astimezone(klok.AMSTERDAM).date()
        assert bool(Griffie(LOCO).kan(moment=moment)) is (LOCO.van <= dag <= LOCO.tot)

    @given(opgaven(), opgaven())
    def test_periods_touch_exactly_when_they_share_a_day(self, een, ander):
        van = max(een.van, ander.van)
        einden = [einde for einde in (een.tot, ander.tot) if einde is not None]
        samen = not einden or van <= min(einden)
        assert een.raakt(ander) is samen is ander.raakt(een)

    def test_one_ends_where_the_next_begins_without_a_gap(self):
        griffie = Griffie(LOCO, replace(LOCO, van=date(2026, 7, 1), tot=None, besluit_nummer="2"))
        middernacht = datetime(2026, 6, 30, 22, tzinfo=UTC)
        ervoor, erna = (
            griffie.kan(moment=middernacht + timedelta(seconds=seconden)) for seconden in (-1, 0)
        )
        assert (ervoor[0].nummer, erna[0].nummer) == (1, 2)


class TestRecording:
    @pytest.mark.parametrize(
        ("anders", "code"),
        [
            ({}, "overlapt"),
            ({"van": date(2026, 6, 30), "tot": None}, "overlapt"),
            ({"van": date(2025, 1, 1), "tot": date(2026, 1, 1)}, "overlapt"),
            ({"besluit_datum": date(2026, 3, 3)}, "besluit_in_toekomst"),
        ],
    )
    def test_what_does_not_go_with_the_register_is_refused(self, anders, code):
        assert geweigerd(lambda: Griffie(LOCO).wijs_aan(replace(LOCO, **anders))) == code

    def test_there_can_be_a_second_deputy(self):
        assert Griffie(LOCO, replace(LOCO, gebruiker="tweede")).kan("tweede")

    def test_an_office_has_one_holder_at_a_time(self):
        houder = replace(LOCO, hoedanigheid=Hoedanigheid.EIGEN_AMBT)
        ander = replace(houder, gebruiker="ander")
        assert geweigerd(lambda: Griffie(houder).wijs_aan(ander)) == "ambt_vervuld"
        Griffie(houder).wijs_aan(replace(ander, van=date(2026, 7, 1), tot=None))

    @pytest.mark.parametrize(
        ("anders", "code"),
        [
            ({"tot": date(2025, 12, 31)}, "einde_voor_begin"),
            ({"besluit_nummer": "  "}, "besluit_nodig"),
            ({"besluit_nummer": "x" * 201}, "besluit_onleesbaar"),
            ({"besluit_nummer": "1\nvan de raad"}, "besluit_onleesbaar"),
        ],
    )
    def test_what_cannot_stand_is_refused(self, anders, code):
        assert geweigerd(lambda: replace(LOCO, **anders)) == code

    @given(opgaven())
    def test_a_line_of_the_log_gives_back_what_was_recorded(self, opgave):
        (aanwijzing,) = Griffie(opgave).register.aanwijzingen
        assert aanwijzing.opgave == opgave
        assert (aanwijzing.nummer, aanwijzing.door) == (1, "griffie")


class TestEnding:
    def test_it_ends_at_once_and_stays_in_the_register(self):
        griffie = Griffie(LOCO)
        griffie.beeindig(1, reden="  ontslag\n per brief ")
        assert griffie.kan() == ()
        (aanwijzing,) = griffie.register.aanwijzingen
        assert aanwijzing.opgave == LOCO
        assert griffie.register.stand(aanwijzing, NU) is Stand.BEEINDIGD
        assert griffie.register.einden[1].reden == "ontslag per brief"

    def test_after_the_end_the_same_person_can_be_designated_again(self):
        griffie = Griffie(LOCO)
        griffie.beeindig(1)
        griffie.wijs_aan(replace(LOCO, besluit_nummer="2026-2"))
        assert griffie.kan()[0].nummer == 3

    @pytest.mark.parametrize(
        ("nummer", "reden", "code"),
        [
            (7, "x", "geen_aanwijzing_met_nummer"),
            (2, "x", "al_geeindigd"),
            (4, "x", "al_geeindigd"),
            (3, "x", "geen_aanwijzing_met_nummer"),
            (1, " \n", "reden_nodig"),
            (1, "x" * 201, "reden_onleesbaar"),
        ],
    )
    def test_what_cannot_end_is_refused(self, nummer, reden, code):
        griffie = Griffie(LOCO, replace(LOCO, gebruiker="b"))
        griffie.beeindig(2)
        griffie.wijs_aan(replace(LOCO, van=date(2025, 1, 1), tot=date(2025, 2, 1)))
        assert geweigerd(lambda: griffie.beeindig(nummer, reden=reden)) == code

    def test_what_is_still_to_come_can_be_taken_back(self):
        griffie = Griffie(replace(LOCO, van=date(2026, 4, 1)))
        assert griffie.register.stand(griffie.register.aanwijzingen[0], NU) is Stand.KOMT
        griffie.beeindig(1)
        assert griffie.kan(moment=datetime(2026, 4, 2, tzinfo=UTC)) == ()


class TestInput:
    GOED = {
        "gebruiker": "wethouder",
        "ambt": "bestuurshoofd",
        "hoedanigheid": "loco",
        "van": "2026-01-01",
        "tot": "2026-06-30",
        "besluit_datum": "2025-12-16",
        "besluit_nummer": " 2025-117 ",
    }

    def test_texts_become_a_record(self):
        assert lees(self.GOED, {"wethouder": "W. Ethouder"}) == LOCO
        assert lees({**self.GOED, "tot": ""}, {"wethouder": "W. Ethouder"}).tot is None

    @pytest.mark.parametrize("veld", [veld for veld in GOED if veld != "tot"])
    @pytest.mark.parametrize("waarde", ["", None, 7, [], "twee\nregels"])
    def test_what_is_wrong_is_told_at_its_field(self, veld, waarde):
        with pytest.raises(AanwijzingGeweigerd) as fout:
            lees({**self.GOED, veld: waarde}, {"wethouder": "W. Ethouder"})
        assert fout.value.veld == veld
        assert fout.value.code in WOORDEN

    @pytest.mark.parametrize("waarde", ["", "een", "-1", "1" * 11, None, True, 1.0, [1], "¹"])
    def test_what_is_no_number_of_a_record_is_refused(self, waarde):
        assert geweigerd(lambda: nummer_uit({"nummer": waarde})) == "geen_aanwijzing_met_nummer"

    @pytest.mark.parametrize("waarde", ["3", 3])
    def test_a_number_is_read(self, waarde):
        assert nummer_uit({"nummer": waarde}) == 3


@pytest.mark.parametrize(
    ("tooi", "naam"),
    [
        ("gm1969", "loco-burgemeester"),
        ("pv20", "loco-commissaris van de Koning"),
        ("ws0646", "loco-dijkgraaf"),
    ],
)
def test_the_function_is_that_of_the_kind_of_authority(tooi, naam):
    assert functie(tooi, Ambt.BESTUURSHOOFD, Hoedanigheid.LOCO) == naam
