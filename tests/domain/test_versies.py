"""Versions: when there is a next one, when it replaces the old, and what differs between two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.ondertekening.domain import OOIT_GETEKEND, Fase
from groningse_norm.versies.domain import (
    MAXIMUM_REDEN,
    GaatMetHouder,
    NietGetekend,
    RedenNodig,
    RedenOnleesbaar,
    VersieGeweigerd,
    controleer,
    controleer_reden,
    volgend_id,
    wordt_vervangen,
)
from groningse_norm.versies.verschil import (
    MAX_WOORDEN,
    Soort,
    pas_toe,
    tekst_van_html,
    vergelijk,
    woorden,
)

TEKSTEN = st.text(alphabet="ab \n.é", max_size=40)
AFSPRAKEN = st.lists(
    st.fixed_dictionaries(
        {
            "nummer": st.sampled_from(["A01", "A02", "A03", "B01"]),
            "title": st.sampled_from(["een", "twee", "drie"]),
            "tekst": TEKSTEN,
        }
    ),
    max_size=5,
)
BIJLAGEN = st.lists(
    st.fixed_dictionaries(
        {naam: st.sampled_from(["x", "y", "z"]) for naam in ("id", "naam", "sha256")}
    ),
    max_size=4,
)
PLANNEN = st.lists(
    st.fixed_dictionaries({"title": st.sampled_from(["p", "q"]), "maatregelen": AFSPRAKEN}),
    max_size=2,
)
NORMEN = st.fixed_dictionaries(
    {
        "title": TEKSTEN,
        "versie": st.integers(1, 3),
        "inleiding": st.none() | TEKSTEN,
        "partijen": st.lists(st.sampled_from(["gm0047", "gm1969"]), max_size=2),
        "basisafspraken": AFSPRAKEN,
        "modelplannen": PLANNEN,
        "bijlagen": BIJLAGEN,
    }
)


def afspraak(nummer, titel, tekst=""):
    return {"nummer": nummer, "title": titel, "tekst": tekst}


def soorten(oud, nieuw):
    verschil = vergelijk({"basisafspraken": oud}, {"basisafspraken": nieuw})
    return [(deel.soort, (deel.nieuw or deel.oud)["nummer"]) for deel in verschil.lijsten[0].delen]


class TestTheRule:
    @pytest.mark.parametrize("fase", sorted(OOIT_GETEKEND))
    def test_what_was_signed_gets_a_next_version(self, fase):
        controleer(fase, in_ander_stuk=False)

    @pytest.mark.parametrize("fase", sorted(set(Fase) - OOIT_GETEKEND))
    def test_what_is_not_signed_is_changed_itself(self, fase):
        with pytest.raises(NietGetekend):
            controleer(fase, in_ander_stuk=False)

    def test_a_model_plan_goes_along_with_its_norm(self):
        with pytest.raises(GaatMetHouder):
            controleer(Fase.ONDERTEKEND, in_ander_stuk=True)

    @pytest.mark.parametrize(
        ("id_", "versie", "verwacht"),
        [
            ("groningse-norm", 1, "groningse-norm-v2"),
            ("groningse-norm-v2", 2, "groningse-norm-v3"),
            ("brief-v1", 1, "brief-v1-v2"),
            ("nota-v9", 2, "nota-v9-v3"),
        ],
    )
    def test_an_id_says_the_number_and_nothing_else(self, id_, versie, verwacht):
        assert volgend_id(id_, versie) == verwacht

    @given(st.sampled_from(Fase), st.sampled_from(Fase), st.sets(st.sampled_from("abc")))
    def test_nobody_reads_of_a_replaced_version_who_does_not_see_the_new_one(
        self, oud, nieuw, lezers
    ):
        for lezers_oud in ({"a", "b"}, {"Anonymous"}):
            vervangen = wordt_vervangen(oud, nieuw, lezers_oud, lezers)
            assert not vervangen or (lezers_oud <= lezers and nieuw in OOIT_GETEKEND)

    def test_it_happens_with_the_last_signature_when_all_readers_see_both(self):
        assert wordt_vervangen(Fase.IN_UITVOERING, Fase.ONDERTEKEND, {"a"}, {"a", "b"})
        assert wordt_vervangen(Fase.ONDERTEKEND, Fase.ONDERTEKEND, {"a"}, {"Anonymous"})
        assert not wordt_vervangen(Fase.ONDERTEKEND, Fase.TER_ONDERTEKENING, {"a"}, {"a"})
        assert not wordt_vervangen(Fase.VERVANGEN, Fase.ONDERTEKEND, {"a"}, {"a"})


class TestDifference:
    @given(NORMEN)
    def test_of_equal_versions_is_empty(self, norm):
        assert vergelijk(norm, norm).leeg

    @given(NORMEN, NORMEN)
    def test_applied_to_the_old_gives_the_new(self, oud, nieuw):
        verschil = vergelijk(oud, nieuw)
        assert pas_toe(oud, verschil) == nieuw
        assert verschil.leeg == (oud == nieuw)

    @given(NORMEN, NORMEN)
    def test_every_part_is_told_once(self, oud, nieuw):
        for lijst in vergelijk(oud, nieuw).lijsten:
            was = [deel.oud for deel in lijst.delen if deel.oud is not None]
            wordt = [deel.nieuw for deel in lijst.delen if deel.nieuw is not None]
            assert wordt == nieuw[lijst.naam]
            assert sorted(map(str, was)) == sorted(map(str, oud[lijst.naam]))

    def test_one_that_is_put_in_between_does_not_change_the_others(self):
        oud = [afspraak("A01", "een"), afspraak("A03", "drie")]
        assert soorten(oud, [oud[0], afspraak("A02", "twee"), oud[1]]) == [
            (Soort.GELIJK, "A01"),
            (Soort.TOEGEVOEGD, "A02"),
            (Soort.GELIJK, "A03"),
        ]

    def test_two_that_change_numbers_are_renumbered_not_rewritten(self):
        oud = [afspraak("A01", "een", "x"), afspraak("A02", "twee", "y")]
        nieuw = [afspraak("A01", "twee", "y"), afspraak("A02", "een", "x")]
        assert [soort for soort, _ in soorten(oud, nieuw)] == [Soort.VERPLAATST] * 2

    def test_another_title_under_the_same_number_is_a_change(self):
        assert soorten([afspraak("A01", "een")], [afspraak("A01", "anders")]) == [
            (Soort.GEWIJZIGD, "A01")
        ]

    def test_what_is_gone_is_told_last(self):
        assert soorten([afspraak("A01", "een")], []) == [(Soort.VERVALLEN, "A01")]


class TestWords:
    @given(TEKSTEN, TEKSTEN)
    def test_give_back_both_texts(self, oud, nieuw):
        stukken = woorden(oud, nieuw)
        weg = "".join(s.tekst for s in stukken if s.soort is not Soort.TOEGEVOEGD)
        erbij = "".join(s.tekst for s in stukken if s.soort is not Soort.VERVALLEN)
        assert (weg, erbij) == (oud, nieuw)
        assert all(s.soort is Soort.GELIJK for s in stukken) == (oud == nieuw)

    def test_one_word_is_marked_not_the_sentence(self):
        stukken = [(str(s.soort), s.tekst) for s in woorden("Wij doen dit.", "Wij doen dat.")]
        assert stukken == [
            ("gelijk", "Wij doen "),
            ("vervallen", "dit"),
            ("toegevoegd", "dat"),
            ("gelijk", "."),
        ]

    def test_a_very_long_text_is_compared_by_line(self):
        lang = "woord woord\n" * MAX_WOORDEN
        stukken = woorden(lang, lang + "einde hier")
        assert [s.tekst for s in stukken if s.soort is Soort.TOEGEVOEGD] == ["einde hier"]

    def test_rich_text_is_read_as_lines(self):
        html = "<h2>Kop</h2><p>Een <b>vet</b>\n woord &amp; meer</p><ul><li>punt</li></ul>"
        assert tekst_van_html(html) == "Kop\nEen vet woord & meer\n• punt"


class TestTheReason:
    def test_a_letter_needs_one_and_another_item_does_not(self):
        with pytest.raises(RedenNodig):
            controleer_reden("Raadsbrief", " \n")
        assert controleer_reden("Norm", " \n") == ""

    @pytest.mark.parametrize("reden", ["x" * (MAXIMUM_REDEN + 1), "a\x00b", "a\u202eb"])
    def test_it_is_text_that_can_be_shown(self, reden):
        for soort in ("Norm", "Raadsbrief"):
            with pytest.raises(RedenOnleesbaar):
                controleer_reden(soort, reden)

    @given(st.sampled_from(["Norm", "Raadsbrief"]), st.text(max_size=600))
    def test_what_is_kept_is_one_printable_line_of_the_same_words(self, soort, reden):
        try:
            bewaard = controleer_reden(soort, reden)
        except VersieGeweigerd:
            return
        assert bewaard.isprintable()
        assert bewaard.split() == reden.split()
        assert controleer_reden(soort, bewaard) == bewaard
