"""Rules of the sign-off: rounds, signatures, and the chain that shows every change."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.ondertekening.domain import (
    AlOndertekend,
    Ambt,
    GeenPartij,
    GeenRonde,
    Handtekening,
    Hoedanigheid,
    Partij,
    TekstVeranderd,
    VerwijzingNodig,
    akkoordzin,
    begin_ronde,
    canoniek,
    eerste_breuk,
    onderteken,
    partijen_van,
    vingerafdruk,
)
from groningse_norm.ondertekening.ondertekenaar import Lidmaatschap, Ondertekenaar, Rol
from groningse_norm.overheid.domain import GRONINGEN

MOMENT = datetime(2025, 4, 4, 11, 0, tzinfo=UTC)
OPNAME = vingerafdruk({"titel": "Groningse norm"})
ALLE = tuple(Partij(overheid.tooi) for overheid in GRONINGEN)
BRIEF = (Partij("gm1969"), Partij("gm1969", Ambt.SECRETARIS))

partijen = st.lists(
    st.builds(Partij, st.sampled_from([o.tooi for o in GRONINGEN]), st.sampled_from(Ambt)),
    min_size=1,
    max_size=8,
    unique=True,
)


def persoon(partij, door="griffie", naam="") -> Ondertekenaar:
    return Ondertekenaar(
        f"ondertekenaar-{partij.tooi}",
        naam or f"Burgemeester {partij.tooi}",
        "wachtwoord, opnieuw gevraagd",
        Lidmaatschap(partij.groep, "2025-01-01T00:00:00+00:00", door),
        "00112233445566778899aabbccddeeff",
    )


def zet(ronde, keten, partij, **anders):
    gegevens = {
        "functie": partij.functie(),
        "hoedanigheid": Hoedanigheid.EIGEN_AMBT,
        "verwijzing": "",
        "zin": "Ik ga akkoord.",
        "getoonde_momentopname": OPNAME,
        **anders,
    }
    wie = persoon(partij)
    moment = MOMENT + timedelta(minutes=len(keten))
    return onderteken(ronde, keten, partij, wie, moment, **gegevens)


def keten_van(volgorde) -> tuple[Handtekening, ...]:
    ronde = begin_ronde(tuple(volgorde), OPNAME, 1)
    for partij in volgorde:
        ronde = zet(ronde, ronde.handtekeningen, partij)
    return ronde.handtekeningen


class TestRonde:
    def test_it_needs_somebody_who_signs(self):
        with pytest.raises(GeenPartij):
            begin_ronde((), OPNAME, 1)

    def test_a_party_that_is_named_twice_signs_once(self):
        assert begin_ronde((*BRIEF, BRIEF[0]), OPNAME, 1).partijen == BRIEF

    @given(partijen, st.randoms(use_true_random=False))
    def test_any_order_of_signing_completes_it_with_the_last(self, wie, toeval):
        ronde = begin_ronde(tuple(wie), OPNAME, 3)
        volgorde = wie[:]
        toeval.shuffle(volgorde)
        for aantal, partij in enumerate(volgorde):
            assert not ronde.volledig
            assert set(ronde.ontbrekend) == set(volgorde[aantal:])
            ronde = zet(ronde, ronde.handtekeningen, partij)

        assert ronde.volledig
        assert [h.partij for h in ronde.handtekeningen] == volgorde
        assert {(h.versie, h.momentopname) for h in ronde.handtekeningen} == {(3, OPNAME)}
        assert eerste_breuk(ronde.handtekeningen, ronde.handtekeningen[-1].afdruk) is None

    def test_what_is_missing_stands_in_the_order_in_which_it_was_named(self):
        ronde = zet(begin_ronde(ALLE, OPNAME, 1), (), ALLE[4])

        assert ronde.ontbrekend == (*ALLE[:4], *ALLE[5:])

    @given(partijen)
    def test_nobody_signs_twice(self, wie):
        ronde = zet(begin_ronde(tuple(wie), OPNAME, 1), (), wie[0])

        with pytest.raises(AlOndertekend):
            zet(ronde, ronde.handtekeningen, wie[0])

    @given(partijen)
    def test_nobody_signs_who_is_not_named(self, wie):
        vreemd = Partij("gm9999")

        with pytest.raises(GeenPartij):
            zet(begin_ronde(tuple(wie), OPNAME, 1), (), vreemd)

    def test_an_office_is_not_the_other_office_of_the_same_authority(self):
        with pytest.raises(GeenPartij):
            zet(begin_ronde(BRIEF[:1], OPNAME, 1), (), BRIEF[1])

    def test_without_a_round_nobody_signs(self):
        with pytest.raises(GeenRonde):
            zet(None, (), BRIEF[0])

    @pytest.mark.parametrize("getoond", ["", OPNAME.upper(), vingerafdruk("een andere tekst")])
    def test_who_saw_another_text_signs_nothing(self, getoond):
        with pytest.raises(TekstVeranderd):
            zet(begin_ronde(BRIEF, OPNAME, 1), (), BRIEF[0], getoonde_momentopname=getoond)

    @pytest.mark.parametrize("hoedanigheid", [Hoedanigheid.LOCO, Hoedanigheid.NAMENS])
    def test_who_signs_for_another_names_the_decision(self, hoedanigheid):
        ronde = begin_ronde(BRIEF, OPNAME, 1)

        with pytest.raises(VerwijzingNodig):
            zet(ronde, (), BRIEF[0], hoedanigheid=hoedanigheid, verwijzing="  ")
        getekend = zet(ronde, (), BRIEF[0], hoedanigheid=hoedanigheid, verwijzing=" B&W 2024-11 ")
        assert getekend.handtekeningen[0].verwijzing == "B&W 2024-11"


class TestPartij:
    @pytest.mark.parametrize(
        ("partij", "hoedanigheid", "functie"),
        [
            (Partij("gm1969"), Hoedanigheid.EIGEN_AMBT, "burgemeester"),
            (Partij("gm1969"), Hoedanigheid.LOCO, "loco-burgemeester"),
            (Partij("gm1969"), Hoedanigheid.NAMENS, "namens de burgemeester"),
            (Partij("pv20"), Hoedanigheid.EIGEN_AMBT, "commissaris van de Koning"),
            (Partij("ws0646"), Hoedanigheid.LOCO, "loco-dijkgraaf"),
            (Partij("gm1969", Ambt.SECRETARIS), Hoedanigheid.EIGEN_AMBT, "gemeentesecretaris"),
            (Partij("pv20", Ambt.SECRETARIS), Hoedanigheid.LOCO, "loco-provinciesecretaris"),
            (Partij("ws0647", Ambt.SECRETARIS), Hoedanigheid.EIGEN_AMBT, "secretaris-directeur"),
        ],
    )
    def test_the_function_under_a_signature(self, partij, hoedanigheid, functie):
        assert partij.functie(hoedanigheid) == functie

    @pytest.mark.parametrize(
        ("groepen", "mag"),
        [
            (["gm1969-ondertekenaars"], BRIEF[:1]),
            (["gm1969-secretaris"], BRIEF[1:]),
            (["gm1969-secretaris", "gm1969-ondertekenaars"], BRIEF),
            (["gm0047-ondertekenaars", "gm1969-griffie", "gm1969-raad"], ()),
            ([], ()),
        ],
    )
    def test_the_groups_of_a_person_say_for_whom_he_may_sign(self, groepen, mag):
        assert partijen_van(groepen, BRIEF) == mag

    def test_the_sentence_says_who_what_and_which_kind_of_signature(self):
        zin = akkoordzin("A. Bakker", "dijkgraaf", "waterschap Hunze en Aa's", "De norm", 2)

        for deel in ("A. Bakker", "dijkgraaf", "waterschap Hunze en Aa's", "“De norm”", "versie 2"):
            assert deel in zin
        assert "gewone elektronische handtekening" in zin


class TestRecord:
    def test_it_is_kept_in_utc_to_the_second(self):
        ronde = begin_ronde(BRIEF, OPNAME, 1)
        lokaal = datetime(2025, 4, 4, 13, 0, 7, 900000, timezone(timedelta(hours=2)))
        wie = persoon(BRIEF[0], naam="A. van der Tuuk")
        getekend = onderteken(
            ronde, (), BRIEF[0], wie, lokaal,
            functie="burgemeester", hoedanigheid=Hoedanigheid.EIGEN_AMBT, verwijzing="",
            zin="", getoonde_momentopname=OPNAME,
        )  # fmt: skip

        assert getekend.handtekeningen[0].moment == "2025-04-04T11:00:07+00:00"

    def test_it_holds_plain_text_and_numbers_only(self):
        (record,) = keten_van(BRIEF[:1])

        assert {type(waarde) for waarde in record.als_dict().values()} == {str, int}

    def test_it_names_no_user_and_no_login(self):
        (record,) = keten_van(BRIEF[:1])
        wie = persoon(BRIEF[0])

        assert record.besloten == vingerafdruk(wie.besloten)
        for waarde in wie.besloten.values():
            assert waarde not in record.als_dict().values()

    def test_the_salt_makes_the_closed_part_of_each_signature_another(self):
        een = persoon(BRIEF[0])

        assert vingerafdruk(een.besloten) != vingerafdruk(replace(een, zout="ff" * 16).besloten)

    @pytest.mark.parametrize(
        ("door", "rol"),
        [
            ("griffie", Rol.TOEGEKEND),
            ("ondertekenaar-gm1969", Rol.ZELF_TOEGEKEND),
            ("", Rol.ONBEKEND),
        ],
    )
    def test_it_says_how_the_person_came_to_hold_the_role(self, door, rol):
        assert persoon(BRIEF[0], door).rol is rol

    @given(partijen)
    def test_it_survives_being_stored(self, wie):
        for record in keten_van(wie):
            terug = Handtekening(**record.als_dict())
            assert terug == record
            assert terug.afdruk == record.afdruk

    def test_numbers_run_on_over_rounds_and_each_round_counts_its_own(self):
        eerste = keten_van(BRIEF)
        ronde = zet(begin_ronde(BRIEF, OPNAME, 2), eerste, BRIEF[0])

        assert [h.volgnummer for h in ronde.handtekeningen] == [3]
        assert ronde.handtekeningen[0].vorige == eerste[-1].afdruk
        assert ronde.ontbrekend == BRIEF[1:]


class TestKeten:
    """Whoever changes a record must change all that come after it, and the copies elsewhere."""

    anders = {
        str: lambda waarde: waarde + "x",
        int: lambda waarde: waarde + 1,
    }

    @given(
        st.permutations(ALLE),
        st.integers(min_value=0, max_value=12),
        st.sampled_from([veld.name for veld in fields(Handtekening)]),
    )
    def test_any_change_of_any_field_of_any_record_is_found(self, volgorde, waar, veld):
        keten = list(keten_van(volgorde))
        kop = keten[-1].afdruk
        oud = getattr(keten[waar], veld)
        keten[waar] = replace(keten[waar], **{veld: self.anders[type(oud)](oud)})

        breuk = eerste_breuk(keten, kop)

        assert breuk in (waar, waar + 1)

    @given(st.permutations(ALLE), st.integers(min_value=0, max_value=12))
    def test_a_record_that_was_left_out_is_found(self, volgorde, waar):
        keten = list(keten_van(volgorde))
        kop = keten[-1].afdruk
        del keten[waar]

        assert eerste_breuk(keten, kop) == waar

    @given(
        st.permutations(ALLE),
        st.sets(st.integers(min_value=0, max_value=12), min_size=2, max_size=2),
    )
    def test_two_records_that_changed_places_are_found(self, volgorde, plaatsen):
        keten = list(keten_van(volgorde))
        een, ander = sorted(plaatsen)
        keten[een], keten[ander] = keten[ander], keten[een]

        assert eerste_breuk(keten) == een

    @given(st.permutations(ALLE), st.integers(min_value=0, max_value=13))
    def test_a_record_that_was_put_in_is_found(self, volgorde, waar):
        keten = list(keten_van(volgorde))
        kop = keten[-1].afdruk
        keten.insert(waar, replace(keten[0], tooi="gm9999", volgnummer=waar + 1))

        assert eerste_breuk(keten, kop) is not None

    def test_only_a_copy_of_the_last_hash_shows_what_was_cut_off_at_the_end(self):
        keten = keten_van(BRIEF)

        assert eerste_breuk(keten[:1]) is None
        assert eerste_breuk(keten[:1], kop=keten[-1].afdruk) == 1

    def test_an_empty_chain_is_whole(self):
        assert eerste_breuk(()) is None
        assert eerste_breuk((), kop="") is None


class TestVingerafdruk:
    """RFC 8785: one value has one text."""

    def test_the_text_is_that_of_the_standard(self):
        assert canoniek({"b": [1, True, None], "a": "é\n"}) == (
            '{"a":"é\\n","b":[1,true,null]}'.encode()
        )

    json = st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
        lambda deel: st.lists(deel, max_size=4) | st.dictionaries(st.text(), deel, max_size=4),
        max_leaves=12,
    )

    @given(st.dictionaries(st.text(), json, max_size=5))
    def test_the_order_of_keys_does_not_matter(self, waarde):
        omgekeerd = dict(reversed(waarde.items()))

        assert vingerafdruk(omgekeerd) == vingerafdruk(waarde)

    @given(st.dictionaries(st.text(), json, max_size=5), st.text(), json)
    def test_a_value_that_is_added_or_changed_gives_another(self, waarde, sleutel, nieuw):
        anders = {**waarde, sleutel: nieuw}

        assert (vingerafdruk(anders) == vingerafdruk(waarde)) is (
            canoniek(anders) == canoniek(waarde)
        )
        assert len(vingerafdruk(waarde)) == 64
