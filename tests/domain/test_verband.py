"""What a letter belongs with: the list after somebody changed it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.raadsbrief.verband.domain import MAXIMUM, TeVeel, nieuwe_lijst

UIDS = st.lists(st.sampled_from("abcdefgh"), max_size=12)


@given(UIDS, UIDS)
def test_each_once_never_itself_and_what_is_hidden_stays(gegeven, verborgen):
    lijst = nieuwe_lijst(gegeven, "a", [uid for uid in verborgen if uid != "a"])
    assert len(lijst) == len(set(lijst))
    assert set(lijst) == {*gegeven, *verborgen} - {"a"}


def test_more_than_a_reader_reads_is_refused_and_what_is_hidden_does_not_count():
    veel = [str(nummer) for nummer in range(MAXIMUM)]
    assert len(nieuwe_lijst(veel, "eigen", ["hidden"])) == MAXIMUM + 1
    with pytest.raises(TeVeel):
        nieuwe_lijst([*veel, "meer"], "eigen", [])
