"""The pages of a list."""

from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.bladen import Bladen

GROOTTE, AANTAL = st.integers(1, 30), st.integers(0, 200)


@given(GROOTTE, AANTAL)
def test_who_turns_the_pages_sees_every_line_once_and_can_turn_back(grootte, aantal):
    blad, gezien = Bladen(0, grootte, aantal), 0
    terug = []
    while True:
        assert blad.bestaat
        assert (blad.nummer, blad.totaal) == (len(terug) + 1, max(1, -(-aantal // grootte)))
        gezien += min(blad.einde, aantal) - blad.begin
        assert blad.vorige == (terug[-1] if terug else None)
        if blad.volgende is None:
            break
        terug.append(blad.begin)
        blad = Bladen(blad.volgende, grootte, aantal)
    assert gezien == aantal


@given(st.integers(1, 10**6), GROOTTE, AANTAL)
def test_from_any_other_place_the_way_back_ends_at_the_beginning(begin, grootte, aantal):
    blad = Bladen(begin, grootte, aantal)
    assert blad.bestaat == (begin < aantal)
    assert blad.vorige is not None and 0 <= blad.vorige < begin
    if not blad.bestaat:
        terug = Bladen(blad.vorige, grootte, aantal)
        assert terug.bestaat and terug.volgende is None
