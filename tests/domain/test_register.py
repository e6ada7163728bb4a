"""What may be asked of the public register."""

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.register.domain import GROOTSTE, Zoekvraag, lees, woordvraag

OVERHEDEN = ("gm1969", "gm0047")


def test_without_parameters_everything_is_asked():
    assert lees({}, OVERHEDEN) == (Zoekvraag(), ())
    assert lees({"zoek": " ", "jaar": "", "overheid": ""}, OVERHEDEN) == (Zoekvraag(), ())


def test_a_question_is_read_whole():
    vraag, fouten = lees(
        {"zoek": " groningse norm", "jaar": "2025", "overheid": "gm1969", "b_start": "20"},
        OVERHEDEN,
    )
    assert (vraag, fouten) == (Zoekvraag("groningse norm", 2025, "", "gm1969", 20), ())
    assert vraag.zoekt


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [
        ("zoek", "x" * 201),
        ("zoek", "?!*"),
        ("zoek", "a\x00b"),
        ("zoek", ["a", "b"]),
        ("jaar", "vorig jaar"),
        ("jaar", "0001"),
        ("jaar", "-5"),
        ("jaar", "٢٠٢٥"),
        ("overheid", "gm9999"),
        ("b_start", "-1"),
        ("b_start", "9" * 30),
        ("b_size", "0"),
        ("b_size", str(GROOTSTE + 1)),
    ],
)
def test_what_nobody_can_mean_is_left_out_and_named(naam, waarde):
    assert lees({naam: waarde, "trefwoord": "norm"}, OVERHEDEN) == (
        Zoekvraag(trefwoord="norm"),
        (naam,),
    )


def test_words_are_looked_for_from_their_beginning_and_never_as_a_command():
    assert woordvraag("Groningse NOT (norm") == 'groningse* AND "not" AND norm*'


_WAARDEN = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["gm1969", "x" * 201, "2025", "norm plan", ["a", "b"], None, 3]),
    st.integers(-10, 10**7).map(str),
)
_NAMEN = ("zoek", "jaar", "trefwoord", "overheid", "b_start", "b_size")


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(_NAMEN, _WAARDEN)))
def test_any_query_is_read_and_an_address_says_the_same_question_again(form):
    vraag, fouten = lees(form, OVERHEDEN)
    assert set(fouten) <= set(form)
    opnieuw = {naam: waarden[0] for naam, waarden in parse_qs(vraag.als_parameters()).items()}
    assert lees(opnieuw, OVERHEDEN) == (vraag, ())
