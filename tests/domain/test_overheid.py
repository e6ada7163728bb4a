"""Authorities: their codes, their ids in a path, their groups, and the administrator's list."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.overheid.domain import (
    BESTUURSHOOFD,
    GRONINGEN,
    SECRETARIS,
    VERTEGENWOORDIGING,
    OngeldigeOverheid,
    Overheidsgegevens,
    Soort,
    lees_regels,
    regel,
    rollen_per_groep,
    slug,
    soort_van,
)

codes = st.from_regex(re.compile(r"(gm|ws)[0-9]{4}|pv[0-9]{2}"), fullmatch=True)
namen = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40)
    .map(str.strip)
    .filter(bool)
)


def test_thirteen_authorities_signed():
    assert len(GRONINGEN) == 13
    per_soort = {soort: sum(o.soort is soort for o in GRONINGEN) for soort in Soort}
    assert per_soort == {Soort.GEMEENTE: 10, Soort.PROVINCIE: 1, Soort.WATERSCHAP: 2}


@pytest.mark.parametrize(
    ("tooi", "soort"),
    [
        ("gm1969", Soort.GEMEENTE),
        ("gm0014", Soort.GEMEENTE),
        ("pv20", Soort.PROVINCIE),
        ("ws0646", Soort.WATERSCHAP),
    ],
)
def test_the_code_tells_the_kind(tooi, soort):
    assert soort_van(tooi) is soort


@pytest.mark.parametrize(
    "code",
    ["", "GM1969", "gm196", "gm19690", "pv2", "pv020", "mn001", "gm1969 ", "gm1969\n", "gm١٩٦٩"],
)
def test_a_code_of_another_shape_is_no_authority(code):
    with pytest.raises(OngeldigeOverheid):
        soort_van(code)


@pytest.mark.parametrize(
    ("tooi", "pad"),
    [
        ("gm1969", "westerkwartier"),
        ("gm0047", "veendam"),
        ("gm0014", "groningen"),
        ("pv20", "provincie-groningen"),
        ("ws0646", "hunze-en-aas"),
        ("gm1966", "het-hogeland"),
        ("gm1952", "midden-groningen"),
    ],
)
def test_ids_in_a_path(tooi, pad):
    (overheid,) = (o for o in GRONINGEN if o.tooi == tooi)
    assert overheid.slug == pad


def test_all_ids_in_a_path_differ():
    assert len({overheid.slug for overheid in GRONINGEN}) == len(GRONINGEN)


@given(st.text())
def test_an_id_holds_ascii_letters_digits_and_single_hyphens_only(naam):
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(naam))


def test_the_register_knows_it_by_this_address():
    assert Overheidsgegevens("ws0646", "Hunze en Aa's").uri == (
        "https://identifier.overheid.nl/tooi/id/waterschap/ws0646"
    )


def test_the_groups_of_an_authority_and_their_roles():
    assert rollen_per_groep("gm1969") == {
        "gm1969-griffie": "Griffie",
        "gm1969-ondertekenaars": "Ondertekenaar",
        "gm1969-secretaris": "Secretaris",
        "gm1969-medewerkers": "Medewerker",
        "gm1969-raad": "Raadslid",
    }


@given(codes, codes)
def test_no_group_belongs_to_two_authorities(een, ander):
    gedeeld = set(rollen_per_groep(een)) & set(rollen_per_groep(ander))
    assert bool(gedeeld) is (een == ander)


def test_every_kind_names_its_council_its_head_and_its_secretary():
    for namen_per_soort in (VERTEGENWOORDIGING, BESTUURSHOOFD, SECRETARIS):
        assert set(namen_per_soort) == set(Soort)


@given(st.dictionaries(codes, namen, max_size=6))
def test_the_list_of_an_administrator_reads_back(overheden):
    gegevens = tuple(Overheidsgegevens(tooi, naam) for tooi, naam in overheden.items())

    assert lees_regels([regel(overheid) for overheid in gegevens]) == gegevens


def test_spaces_around_code_and_name_do_not_matter():
    assert lees_regels([" gm1969 |  Westerkwartier "]) == (
        Overheidsgegevens("gm1969", "Westerkwartier"),
    )


@pytest.mark.parametrize(
    "regels",
    [
        ["gm1969"],
        ["gm1969|"],
        ["|Westerkwartier"],
        ["xx1969|Westerkwartier"],
        [""],
        ["gm1969|Westerkwartier", "gm1969|Grootegast"],
    ],
)
def test_a_line_that_names_no_authority_or_names_it_twice_is_refused(regels):
    with pytest.raises(OngeldigeOverheid) as gevangen:
        lees_regels(regels)
    assert str(gevangen.value) == regels[-1]
