"""The tables of the workflows: whole, reachable, and apart from each other."""

import pytest

from groningse_norm import rechten
from groningse_norm.embargo.domain import PUBLICATIE, Status
from groningse_norm.ondertekening.domain import ONDERTEKENING, Fase
from groningse_norm.werkstroom.domain import Overgang, Toestand, Werkstroom

ALLE = (*ONDERTEKENING.values(), *PUBLICATIE.values())
DOCUMENTEN = ("Norm", "Uitvoeringsplan", "Raadsbrief")

elke_werkstroom = pytest.mark.parametrize("werkstroom", ALLE, ids=lambda w: w.id)
elk_document = pytest.mark.parametrize("soort", DOCUMENTEN)

VOORBEELD = Werkstroom(
    id="voorbeeld",
    titel="Voorbeeld",
    variabele="review_state",
    begin="open",
    rechten=("lezen", "schrijven"),
    toestanden=(
        Toestand("open", "Open", {"lezen": None, "schrijven": ("Redacteur", "Manager")}),
        Toestand("dicht", "Dicht", {"lezen": ("Lezer",)}),
    ),
    overgangen=(
        Overgang("sluit", "Sluit", ("open",), "dicht", ("Manager",)),
        Overgang("verloop", "Verloop", ("open", "dicht"), "dicht"),
    ),
)


class TestWerkstroom:
    def test_states_and_transitions_are_found_by_id(self):
        assert VOORBEELD.toestand("dicht").titel == "Dicht"
        assert VOORBEELD.overgang("sluit").naar == "dicht"
        assert [o.id for o in VOORBEELD.overgangen_uit("open")] == ["sluit", "verloop"]
        assert [o.id for o in VOORBEELD.overgangen_uit("dicht")] == ["verloop"]

    @pytest.mark.parametrize(
        ("rollen", "toestand", "recht", "mag"),
        [
            ({"Redacteur"}, "open", "schrijven", True),
            ({"Lezer", "Manager"}, "open", "schrijven", True),
            ({"Lezer"}, "open", "schrijven", False),
            (set(), "open", "schrijven", False),
            # The container decides.
            ({"Lezer"}, "open", "lezen", None),
            # A permission that is not named is held by nobody.
            ({"Manager"}, "dicht", "schrijven", False),
        ],
    )
    def test_who_may_what_in_which_state(self, rollen, toestand, recht, mag):
        assert VOORBEELD.mag(frozenset(rollen), toestand, recht) is mag


@elke_werkstroom
def test_every_table_hangs_together(werkstroom):
    toestanden = [toestand.id for toestand in werkstroom.toestanden]
    overgangen = [overgang.id for overgang in werkstroom.overgangen]

    assert len(set(toestanden)) == len(toestanden)
    assert len(set(overgangen)) == len(overgangen)
    assert werkstroom.begin in toestanden
    for overgang in werkstroom.overgangen:
        assert overgang.naar in toestanden
        assert overgang.van
        assert set(overgang.van) <= set(toestanden)
        assert set(overgang.rollen) <= {rechten.MANAGER, *rechten.ROLLEN}
    for toestand in werkstroom.toestanden:
        assert set(toestand.rechten) <= set(werkstroom.rechten)
        for rollen in toestand.rechten.values():
            assert rollen is None or set(rollen) <= {
                rechten.IEDEREEN,
                rechten.MANAGER,
                *rechten.ROLLEN,
            }


@pytest.mark.parametrize("soort", DOCUMENTEN)
@pytest.mark.parametrize("tabel", [ONDERTEKENING, PUBLICATIE])
def test_every_state_of_a_document_can_be_reached(soort, tabel):
    werkstroom = tabel[soort]
    bereikt, rand = {werkstroom.begin}, [werkstroom.begin]
    while rand:
        for overgang in werkstroom.overgangen_uit(rand.pop()):
            if overgang.naar not in bereikt:
                bereikt.add(overgang.naar)
                rand.append(overgang.naar)

    assert bereikt == {toestand.id for toestand in werkstroom.toestanden}


@elk_document
def test_the_two_workflows_of_a_document_are_apart(soort):
    """One permission, one variable, one transition id: never in both."""
    een, ander = ONDERTEKENING[soort], PUBLICATIE[soort]

    assert een.variabele != ander.variabele
    assert not set(een.rechten) & set(ander.rechten)
    assert not {o.id for o in een.overgangen} & {o.id for o in ander.overgangen}


@elk_document
def test_from_ter_ondertekening_on_nobody_changes_anything(soort):
    werkstroom = ONDERTEKENING[soort]
    for toestand in werkstroom.toestanden:
        if toestand.id != Fase.CONCEPT:
            assert not toestand.rechten


def test_only_progress_and_evidence_of_a_measure_open_and_only_in_uitvoering():
    werkstroom = ONDERTEKENING["Maatregel"]
    bewijs = {rechten.TOEVOEGEN, rechten.BESTAND_TOEVOEGEN, rechten.AFBEELDING_TOEVOEGEN}
    open_ = {t.id: set(t.rechten) for t in werkstroom.toestanden if t.rechten}

    assert open_.pop(Fase.CONCEPT) == {
        rechten.WIJZIGEN,
        rechten.VERBINTENIS_WIJZIGEN,
        rechten.VERWIJDEREN,
        *bewijs,
    }
    assert open_ == {Fase.IN_UITVOERING: {rechten.WIJZIGEN, rechten.VOORTGANG_MELDEN, *bewijs}}


@elk_document
def test_no_one_moves_a_document_to_ondertekend_by_hand(soort):
    for overgang in ONDERTEKENING[soort].overgangen:
        if overgang.naar in (Fase.ONDERTEKEND, Fase.VERVANGEN):
            assert overgang.rollen == ()


@elk_document
def test_only_the_clock_ends_an_embargo_without_a_reason(soort):
    for overgang in PUBLICATIE[soort].overgangen_uit(Status.ONDER_EMBARGO):
        assert overgang.reden_verplicht or (overgang.id == "hef_op" and overgang.rollen == ())


@elk_document
def test_everybody_sees_what_is_public_and_nothing_else(soort):
    werkstroom = PUBLICATIE[soort]
    for toestand in werkstroom.toestanden:
        for recht in rechten.ZICHT:
            iedereen = werkstroom.mag(frozenset({rechten.IEDEREEN}), toestand.id, recht)
            assert iedereen is (toestand.id == Status.OPENBAAR)


@elk_document
def test_no_state_leaves_a_document_to_its_container(soort):
    """A folder that somebody opens would open what lies in it."""
    for toestand in PUBLICATIE[soort].toestanden:
        assert set(toestand.rechten) == set(PUBLICATIE[soort].rechten)
        assert None not in [toestand.rechten[recht] for recht in rechten.ZICHT]


@elk_document
def test_under_embargo_nobody_changes_what_stands_around_a_document(soort):
    for toestand in PUBLICATIE[soort].toestanden:
        for recht in (rechten.ALIASSEN, rechten.PORTLETS, rechten.INHOUDSREGELS):
            assert toestand.rechten[recht] == (() if toestand.id == Status.ONDER_EMBARGO else None)


@elk_document
def test_nobody_gets_past_a_signed_text_by_way_of_permissions(soort):
    werkstroom = ONDERTEKENING[soort]
    assert set(rechten.BEHEER) <= set(werkstroom.rechten)
    for recht in rechten.BEHEER:
        in_concept = werkstroom.toestand(Fase.CONCEPT).rechten[recht]
        # An attachment that is opened in a draft would still be open under embargo.
        assert in_concept == (() if recht == rechten.ZICHT_WIJZIGEN else None)


@elk_document
def test_whoever_may_take_the_steps_of_publication_holds_its_permission_and_nobody_else(soort):
    werkstroom = PUBLICATIE[soort]
    (wie,) = {overgang.rollen for overgang in werkstroom.overgangen if overgang.rollen}
    for toestand in werkstroom.toestanden:
        assert toestand.rechten[rechten.PUBLICEREN] == wie
    assert (rechten.GRIFFIE in wie) is (soort != "Norm")


@elk_document
def test_a_manager_cannot_publish(soort):
    for overgang in PUBLICATIE[soort].overgangen:
        assert rechten.MANAGER not in overgang.rollen
