"""The overview: who has signed and who has not, by kind; and who is reminded."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.ondertekening.domain import (
    Ambt,
    Hoedanigheid,
    Partij,
    begin_ronde,
    onderteken,
)
from groningse_norm.ondertekening.ondertekenaar import Lidmaatschap, Ondertekenaar
from groningse_norm.overheid.domain import GRONINGEN, Soort
from groningse_norm.overzicht.domain import (
    RUST,
    AlHerinnerd,
    AllenGetekend,
    NiemandBereikbaar,
    Persoon,
    overzicht,
    verzending,
)

NU = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
PARTIJEN = tuple(Partij(overheid.tooi) for overheid in GRONINGEN)
NAMEN = {overheid.tooi: overheid.volledige_naam for overheid in GRONINGEN}


def ronde_met(getekend):
    ronde = begin_ronde(PARTIJEN, "a" * 64, 2)
    for partij in getekend:
        ronde = onderteken(
            ronde,
            ronde.handtekeningen,
            partij,
            Ondertekenaar("x", "X. Voorbeeld", "wachtwoord", Lidmaatschap(partij.groep), "zout"),
            NU,
            functie=partij.functie(),
            hoedanigheid=Hoedanigheid.EIGEN_AMBT,
            verwijzing="",
            zin="zin",
            getoonde_momentopname="a" * 64,
        )
    return ronde


@given(st.permutations(PARTIJEN), st.integers(min_value=0, max_value=13))
def test_every_party_stands_in_it_once_under_its_kind_and_the_count_is_right(volgorde, aantal):
    stand = overzicht((), 1, ronde_met(volgorde[:aantal]), NAMEN)
    assert [(groep.soort, len(groep.regels)) for groep in stand.groepen] == [
        (Soort.GEMEENTE, 10),
        (Soort.PROVINCIE, 1),
        (Soort.WATERSCHAP, 2),
    ]
    assert (stand.getekend, stand.totaal, stand.versie) == (aantal, 13, 2)
    assert {r.partij for r in stand.regels if r.handtekening} == set(volgorde[:aantal])
    assert stand.is_open is (aantal < 13)
    for groep in stand.groepen:
        namen = [regel.overheid.casefold() for regel in groep.regels]
        assert namen == sorted(namen)


def test_before_it_is_offered_it_tells_who_will_sign():
    stand = overzicht(PARTIJEN, 3, None, {})
    assert (stand.getekend, stand.totaal, stand.versie) == (0, 13, 3)
    assert not stand.is_open
    assert stand.regels[0].overheid == "gm0014"
    assert stand.regels[0].functie == "burgemeester"


MENSEN = st.lists(
    st.builds(
        Persoon,
        st.sampled_from("abcdef"),
        st.sampled_from(["", "a@x.nl", "A@x.nl ", "b@x.nl", "c@x.nl"]),
        st.builds(Partij, st.sampled_from(["gm0014", "gm0047", "ws0646"]), st.sampled_from(Ambt)),
    ),
    max_size=12,
)
EERDER = st.dictionaries(
    st.sampled_from("abcdef"),
    st.timedeltas(timedelta(0), timedelta(hours=48)).map(lambda geleden: NU - geleden),
)


@given(MENSEN, EERDER, st.sets(st.sampled_from(["gm0014", "gm0047"]), min_size=1))
def test_nobody_is_reminded_twice_within_a_day_nor_at_one_address_twice(mensen, eerder, open_):
    ontbrekend = {Partij(tooi, ambt) for tooi in open_ for ambt in Ambt}
    wie = verzending(ontbrekend, mensen, eerder, NU)
    for persoon in wie.nu:
        assert persoon.partij in ontbrekend
        assert persoon.adres.strip()
        assert NU - eerder.get(persoon.gebruiker, NU - RUST) >= RUST
    samen = wie.nu + wie.wachten
    assert len({persoon.gebruiker for persoon in samen}) == len(samen)
    assert len({persoon.adres.strip().casefold() for persoon in samen}) == len(samen)
    kan = {p.adres.strip().casefold() for p in mensen if p.partij in ontbrekend} - {""}
    assert bool(samen) is bool(kan)
    # Who was reminded now rests from now on, whoever asks again and when within a day.
    daarna = eerder | {persoon.gebruiker: NU for persoon in wie.nu}
    straks = verzending(ontbrekend, mensen, daarna, NU + timedelta(minutes=1))
    assert not {p.gebruiker for p in wie.nu} & {p.gebruiker for p in straks.nu}


def test_what_all_have_signed_reminds_nobody():
    with pytest.raises(AllenGetekend):
        verzending((), [Persoon("a", "a@x.nl", PARTIJEN[0])], {}, NU)


def test_why_nobody_gets_one_is_told():
    mensen = [Persoon("a", "a@x.nl", PARTIJEN[0])]
    with pytest.raises(AlHerinnerd):
        verzending(PARTIJEN, mensen, {"a": NU - RUST + timedelta(seconds=1)}, NU).controleer()
    with pytest.raises(NiemandBereikbaar):
        verzending(PARTIJEN, [Persoon("a", "", PARTIJEN[0])], {}, NU).controleer()
    assert verzending(PARTIJEN, mensen, {"a": NU - RUST}, NU).nu == tuple(mensen)
