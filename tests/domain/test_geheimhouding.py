"""Secrecy: what the law knows, and that time never lifts it."""

from datetime import date

import pytest

from groningse_norm.geheimhouding.domain import (
    GRONDEN,
    Geheimhouding,
    GeheimhoudingGeweigerd,
    Orgaan,
)

DAG = date(2026, 11, 1)


def maak(**anders):
    velden = {
        "opgelegd_door": Orgaan.DAGELIJKS_BESTUUR,
        "besluitdatum": DAG,
        "grond": "5.1-2-e",
        "opheffer": Orgaan.VERTEGENWOORDIGING,
    }
    return Geheimhouding(**velden | anders)


def test_it_holds_until_a_decision_lifts_it():
    assert maak().geldt
    assert not maak(opheffing_datum=date(2026, 12, 1), opheffing_besluit="Raad 12").geldt


def test_a_decision_that_is_still_to_be_taken_lifts_nothing():
    opgeheven = maak(opheffing_datum=date(2026, 12, 1), opheffing_besluit="Raad 12")
    opgeheven.controleer_op(date(2026, 12, 1))
    with pytest.raises(GeheimhoudingGeweigerd) as fout:
        opgeheven.controleer_op(date(2026, 11, 30))
    assert (fout.value.code, fout.value.veld) == ("opheffing_nog_niet", "opheffing_datum")


@pytest.mark.parametrize("grond", sorted(GRONDEN))
def test_the_grounds_are_those_of_article_5_1_first_and_second_paragraph(grond):
    assert grond.startswith(("5.1-1-", "5.1-2-"))
    assert maak(grond=grond).geldt


@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"grond": "5.2"}, "onbekende_grond"),
        ({"grond": "5.1-5"}, "onbekende_grond"),
        ({"opheffing_datum": DAG}, "opheffing_onvolledig"),
        ({"opheffing_besluit": "Raad 12"}, "opheffing_onvolledig"),
        (
            {"opheffing_datum": date(2026, 10, 1), "opheffing_besluit": "x"},
            "opheffing_voor_besluit",
        ),
    ],
)
def test_what_cannot_stand_is_refused(anders, code):
    with pytest.raises(GeheimhoudingGeweigerd) as fout:
        maak(**anders)
    assert fout.value.code == code
