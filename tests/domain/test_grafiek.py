"""The chart: well-formed, told in words, every point where it belongs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from groningse_norm.voortgang.grafiek import BREED, HOOG, Lijn, lijngrafiek

SVG = "{http://www.w3.org/2000/svg}"


def teken(*lijnen, momenten=("jan 2026", "feb 2026", "mrt 2026"), titel="Verloop"):
    return etree.fromstring(lijngrafiek("v", titel, "van 1% naar 2%", momenten, lijnen))


def test_a_chart_says_what_it_is_to_who_does_not_see_it():
    svg = teken(Lijn("Totaal", [1, None, 2]), titel="A & <B>")
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "v-titel v-uitleg"
    assert svg.find(f"{SVG}title").text == "A & <B>"
    assert svg.find(f"{SVG}desc").text == "van 1% naar 2%"


def test_a_line_stops_where_there_are_no_numbers():
    groep = teken(Lijn("Totaal", [10, None, 20])).find(f"{SVG}g")
    assert groep.findall(f"{SVG}polyline") == []
    assert len(groep.findall(f"{SVG}circle")) == 2
    heel = teken(Lijn("Totaal", [10, 15, 20])).find(f"{SVG}g")
    assert len(heel.find(f"{SVG}polyline").get("points").split()) == 3


@pytest.mark.parametrize(
    ("momenten", "genoemd"),
    [
        (["a"], "a"),
        (["a", "b"], "ab"),
        (["a", "b", "c"], "abc"),
        (["a", "b", "c", "d", "e"], "ace"),
    ],
)
def test_begin_middle_and_end_are_named_each_once(momenten, genoemd):
    svg = teken(Lijn("Totaal", [10] * len(momenten)), momenten=momenten)
    namen = [tekst.text for tekst in svg.findall(f"{SVG}text") if not tekst.text.endswith("%")]
    assert sorted(namen) == sorted(genoemd)


PUNTEN = st.lists(st.none() | st.integers(0, 100), min_size=1, max_size=60)


@given(PUNTEN)
def test_every_number_is_a_point_inside_the_chart_and_higher_is_more(punten):
    svg = teken(Lijn("Totaal", punten), momenten=[f"m{n}" for n in range(len(punten))])
    cirkels = [
        (int(c.get("cx")), int(c.get("cy"))) for c in svg.find(f"{SVG}g").findall(f"{SVG}circle")
    ]
    bekend = [punt for punt in punten if punt is not None]
    assert len(cirkels) == len(bekend)
    assert all(0 <= x <= BREED and 0 <= y <= HOOG for x, y in cirkels)
    for (_x, y), (_x2, y2), een, ander in zip(
        cirkels, cirkels[1:], bekend, bekend[1:], strict=False
    ):
        assert (een <= ander) >= (y > y2)


def test_no_script_and_no_style_comes_along():
    tekst = lijngrafiek("v", "t", "u", ["a"], [Lijn(str(n), [50]) for n in range(6)])
    assert "style=" not in tekst
    assert "<script" not in tekst
    # Of four lines each has a marker of its own.
    vormen = [
        next(iter(g)).tag + str(next(iter(g)).get("d"))[-8:]
        for g in etree.fromstring(tekst).iter(f"{SVG}g")
    ]
    assert len(set(vormen[:4])) == 4
