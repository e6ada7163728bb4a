"""A plan in step with its model: the model's changes are offered, own text is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.plan.model.domain import (
    VELDEN,
    Eigen,
    OnbekendVoorstel,
    Soort,
    Verouderd,
    kies,
    vingerafdruk,
    voorstellen,
)


def maatregel(nummer="A01", uid="u1", **anders):
    waarden = dict.fromkeys(VELDEN) | {
        "nummer": nummer,
        "title": "Beleid vastgesteld",
        "veld": "weerbaarheid",
        "gewicht": 1,
        "basisafspraak": uid,
    }
    return waarden | anders


def eigen(waarden, id_="a01", heeft_werk=False):
    return Eigen(id_, waarden, heeft_werk)


def test_a_plan_that_follows_its_model_has_nothing_to_take_over():
    model = {"u1": maatregel()}
    assert voorstellen(model, model, [eigen(maatregel())]) == ()


def test_own_text_is_no_reason_to_propose_anything():
    model = {"u1": maatregel()}
    ons = eigen(maatregel(title="Ons eigen beleid", deadline="2027-01-01"))
    assert voorstellen(model, model, [ons]) == ()


def test_a_new_agreement_is_offered_as_an_addition():
    nieuw = {"u1": maatregel(), "u2": maatregel("A02", "u2")}
    (voorstel,) = voorstellen({"u1": maatregel()}, nieuw, [eigen(maatregel())])
    assert (voorstel.soort, voorstel.sleutel, voorstel.terug) == (Soort.TOEVOEGEN, "u2", False)


def test_a_measure_that_the_authority_removed_does_not_come_back_by_itself():
    model = {"u1": maatregel()}
    assert voorstellen(model, model, []) == ()
    anders = {"u1": maatregel(title="Beleid en toezicht vastgesteld")}
    (voorstel,) = voorstellen(model, anders, [])
    assert voorstel.soort is Soort.TOEVOEGEN
    assert voorstel.terug


def test_a_change_of_the_model_is_taken_over_where_the_text_was_left_as_it_was():
    was, nu = {"u1": maatregel()}, {"u1": maatregel(title="Nieuw", deadline="2027-06-30")}
    ons = eigen(maatregel(deadline="2026-12-31"))
    (voorstel,) = voorstellen(was, nu, [ons])
    assert voorstel.soort is Soort.WIJZIGEN
    assert {v.naam: v.overneembaar for v in voorstel.velden} == {"title": True, "deadline": False}
    assert voorstel.houdt_eigen_tekst


def test_what_nobody_remembers_of_the_model_counts_as_own_text():
    (voorstel,) = voorstellen({}, {"u1": maatregel(title="Nieuw")}, [eigen(maatregel())])
    assert [veld.overneembaar for veld in voorstel.velden] == [False]


@pytest.mark.parametrize(
    ("ons", "kan"),
    [
        (eigen(maatregel()), True),
        (eigen(maatregel(), heeft_werk=True), False),
        (eigen(maatregel(title="Eigen tekst")), False),
    ],
)
def test_what_the_model_no_longer_has_goes_only_when_nobody_worked_on_it(ons, kan):
    (voorstel,) = voorstellen({"u1": maatregel()}, {}, [ons])
    assert (voorstel.soort, voorstel.kan) == (Soort.VERWIJDEREN, kan)


def test_a_second_measure_for_one_agreement_is_left_alone_when_the_model_drops_it():
    """What is ticked removes one measure, never another that shares its agreement."""
    ons = [eigen(maatregel(), "a01", heeft_werk=True), eigen(maatregel(), "copy_of_a01")]
    (voorstel,) = voorstellen({"u1": maatregel()}, {}, ons)
    assert (voorstel.eigen, voorstel.kan) == ("a01", False)


def test_a_measure_of_the_authority_alone_is_left_alone():
    eigen_maatregel = eigen(maatregel("X01", None), "x01")
    assert voorstellen({"u1": maatregel()}, {"u1": maatregel()}, [eigen_maatregel]) == ()


def test_the_same_agreement_in_a_new_version_is_known_by_its_number():
    was = {"oud": maatregel(uid="oud")}
    nu = {"nieuw": maatregel(uid="nieuw", title="Scherper")}
    (voorstel,) = voorstellen(was, nu, [eigen(maatregel(uid="oud"))])
    assert voorstel.soort is Soort.WIJZIGEN
    assert {v.naam for v in voorstel.velden if v.overneembaar} == {"title", "basisafspraak"}


def test_only_what_was_shown_can_be_taken_over():
    was, nu = {"u1": maatregel()}, {"u2": maatregel("A02", "u2")}
    alle = voorstellen(was, nu, [eigen(maatregel(title="Eigen"))])
    assert [v.sleutel for v in kies(alle, ["u2"], vingerafdruk(alle))] == ["u2"]
    with pytest.raises(Verouderd):
        kies(alle, ["u2"], vingerafdruk(()))
    for onmogelijk in ("u1", "u3"):
        with pytest.raises(OnbekendVoorstel):
            kies(alle, ["u2", onmogelijk], vingerafdruk(alle))


SLEUTELS = st.sampled_from("abcd")
WAARDEN = st.builds(
    lambda sleutel, titel, deadline: maatregel(
        sleutel.upper(), sleutel, title=titel, start=deadline
    ),
    SLEUTELS,
    st.sampled_from(["een", "twee", "drie"]),
    st.sampled_from([None, "2026-01-01"]),
)
MODELLEN = st.lists(WAARDEN, unique_by=lambda w: w["basisafspraak"]).map(
    lambda alle: {w["basisafspraak"]: w for w in alle}
)


@given(MODELLEN, MODELLEN, MODELLEN)
def test_after_taking_over_all_there_is_nothing_left_and_no_own_text_is_lost(was, nu, ons):
    """Whatever the three of them are: was, is, and what was made of it."""
    plan = {s: eigen(w, s) for s, w in ons.items()}
    bekend = dict(was)
    for voorstel in voorstellen(was, nu, plan.values()):
        if not voorstel.kan:
            continue
        if voorstel.soort is Soort.VERWIJDEREN:
            assert dict(plan.pop(voorstel.eigen).waarden) == was[voorstel.sleutel]
            del bekend[voorstel.sleutel]
            continue
        if voorstel.soort is Soort.TOEVOEGEN:
            plan[voorstel.sleutel] = eigen(nu[voorstel.sleutel], voorstel.sleutel)
        else:
            waarden = dict(plan[voorstel.eigen].waarden)
            for veld in voorstel.velden:
                if veld.overneembaar:
                    assert waarden[veld.naam] == was[voorstel.sleutel][veld.naam]
                    waarden[veld.naam] = veld.wordt
            plan[voorstel.eigen] = eigen(waarden, voorstel.eigen)
        bekend[voorstel.sleutel] = nu[voorstel.sleutel]
    assert not [v for v in voorstellen(bekend, nu, plan.values()) if v.kan]
    for sleutel, waarden in ons.items():
        for naam in VELDEN:
            eigen_tekst = sleutel not in was or waarden[naam] != was[sleutel][naam]
            assert not eigen_tekst or plan[sleutel].waarden[naam] == waarden[naam]
