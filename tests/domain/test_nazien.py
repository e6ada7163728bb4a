"""A letter that was read in goes on only when every doubt has been looked at by a person."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm import klok
from groningse_norm.raadsbrief.inlezen import lees_brief
from groningse_norm.raadsbrief.nazien.domain import (
    MAG_ONTBREKEN,
    MAX_TEKENS,
    VELDEN,
    EmbargoVoorbij,
    GeenAdres,
    GeenDatum,
    NaTeKijken,
    Onbruikbaar,
    kijk_na,
    velden_van,
)

NU = datetime(2025, 4, 1, 8, tzinfo=UTC)
BRIEF = """\
Aan de raad van de gemeente Wierdenland
{kop}

Geachte leden van de raad,

Hierbij informeren wij u over de voortgang.

Hoogachtend,
A. de Boer, burgemeester
"""
ZEKER = """\
Kenmerk: Z-1
Datum: 31 maart 2025
Onderwerp: Stand van zaken
Embargo tot 4 april 2025 14.00 uur"""
TWEE_DATUMS = ZEKER.replace("31 maart 2025", "31 maart 2025 / 2 april 2025")
ZONDER_TIJD = ZEKER.replace(" 14.00 uur", "")


def gelezen(kop=ZEKER):
    return lees_brief(BRIEF.format(kop=kop).encode(), bestandsnaam="b.txt").als_dict()


def nagezien(kop=ZEKER, *, anders=None, vinkjes=(), nu=NU):
    velden = velden_van(gelezen(kop), nu)
    ingevuld = {veld.naam: veld.waarde for veld in velden}
    return kijk_na(velden, {**ingevuld, **(anders or {})}, vinkjes, nu)


def open_velden(kop, nu=NU):
    return [veld.naam for veld in velden_van(gelezen(kop), nu) if veld.open]


def test_what_was_read_with_certainty_goes_on_as_it_is():
    assert open_velden(ZEKER) == []
    uitkomst = nagezien()
    assert (uitkomst.fouten, uitkomst.bevestigd, uitkomst.ingevuld) == ({}, (), ())
    bron = gelezen()
    assert uitkomst.waarden == {naam: bron[naam] for naam in VELDEN if naam != "tekst"}


def test_a_doubt_is_shown_with_its_reason_and_its_passage():
    (datum,) = (veld for veld in velden_van(gelezen(TWEE_DATUMS), NU) if veld.naam == "datum")
    assert (datum.open, datum.waarde) == (True, "")
    assert "Kies de juiste" in datum.redenen[0]
    assert "2 april 2025" in datum.gevonden[0]


@pytest.mark.parametrize(("kop", "veld"), [(TWEE_DATUMS, "datum"), (ZONDER_TIJD, "embargo_tot")])
def test_a_doubt_needs_a_tick_or_a_value(kop, veld):
    waarde = {"datum": "2025-03-31", "embargo_tot": "2025-04-04T14:00"}[veld]
    assert isinstance(nagezien(kop).fouten[veld], NaTeKijken)
    ingevuld = nagezien(kop, anders={veld: waarde})
    assert (ingevuld.fouten, ingevuld.ingevuld, ingevuld.bevestigd) == ({}, (veld,), ())
    aangevinkt = nagezien(kop, vinkjes=(veld,))
    assert (aangevinkt.fouten, aangevinkt.ingevuld, aangevinkt.bevestigd) == ({}, (), (veld,))
    assert aangevinkt.waarden[veld] is None


def test_a_missing_field_needs_one_too_but_not_what_many_letters_lack():
    assert open_velden(ZEKER.replace("Kenmerk: Z-1\n", "")) == ["kenmerk"]
    assert all(
        veld.waarde == "" for veld in velden_van(gelezen(), NU) if veld.naam in MAG_ONTBREKEN
    )


def test_wiping_a_certain_value_needs_a_tick():
    assert isinstance(nagezien(anders={"embargo_tot": ""}).fouten["embargo_tot"], NaTeKijken)
    assert nagezien(anders={"embargo_tot": ""}, vinkjes=("embargo_tot",)).fouten == {}


def test_an_embargo_that_has_passed_needs_a_tick_however_certain_it_was_read():
    later = datetime(2025, 4, 4, 12, tzinfo=UTC)
    assert open_velden(ZEKER, later) == ["embargo_tot"]
    assert isinstance(nagezien(nu=later).fouten["embargo_tot"], NaTeKijken)
    anders = {"embargo_tot": "2025-04-03T14:00"}
    assert isinstance(nagezien(anders=anders, nu=later).fouten["embargo_tot"], EmbargoVoorbij)
    assert nagezien(nu=later, vinkjes=("embargo_tot",)).fouten == {}


def test_an_embargo_filled_in_before_the_date_of_the_letter_needs_a_tick():
    anders = {"datum": "2025-04-05"}
    assert isinstance(nagezien(anders=anders).fouten["embargo_tot"], EmbargoVoorbij)


@pytest.mark.parametrize(
    ("moment", "fout"),
    [
        ("2026-03-29T02:30", klok.BestaatNiet),
        ("2026-10-25T02:30", klok.BestaatTweemaal),
        ("2926-10-25T02:30", klok.BuitenBereik),
        ("2026-10-25T", ValueError),
        ("T14:00", ValueError),
        ("2026-10-25T14:00+02:00", ValueError),
    ],
)
def test_a_moment_follows_the_rules_of_every_embargo_and_no_tick_helps(moment, fout):
    uitkomst = nagezien(anders={"embargo_tot": moment}, vinkjes=("embargo_tot",))
    assert isinstance(uitkomst.fouten["embargo_tot"], fout)
    assert "embargo_tot" not in uitkomst.waarden


@pytest.mark.parametrize(
    ("veld", "waarde", "fout"),
    [
        ("datum", "2025-02-30", GeenDatum),
        ("datum", "0025-02-03", GeenDatum),
        ("datum", "morgen", GeenDatum),
        ("email", "raad apenstaart", GeenAdres),
        ("onderwerp", "twee\nregels", Onbruikbaar),
        ("onderwerp", "x" * (MAX_TEKENS + 1), Onbruikbaar),
        ("kenmerk", "Z\x00", Onbruikbaar),
        ("ondertekenaars", ", burgemeester", Onbruikbaar),
        ("bijlagen", "\n".join("abcdefgh" * 6), Onbruikbaar),
    ],
)
def test_what_is_no_value_is_refused_at_its_field(veld, waarde, fout):
    uitkomst = nagezien(anders={veld: waarde}, vinkjes=VELDEN)
    assert isinstance(uitkomst.fouten[veld], fout)
    assert list(uitkomst.fouten) == [veld]


def test_signatories_and_attachments_stand_one_a_line():
    uitkomst = nagezien(
        anders={
            "ondertekenaars": "A. de Boer, burgemeester\r\n\r\nS. Ús",
            "bijlagen": "Plan\nKaart",
        }
    )
    assert uitkomst.waarden["ondertekenaars"] == [
        {"naam": "A. de Boer", "functie": "burgemeester"},
        {"naam": "S. Ús", "functie": None},
    ]
    assert uitkomst.waarden["bijlagen"] == ["Plan", "Kaart"]
    assert uitkomst.ingevuld == ("ondertekenaars", "bijlagen")


@given(
    st.dictionaries(st.sampled_from(VELDEN), st.text(max_size=60)), st.sets(st.sampled_from(VELDEN))
)
def test_whatever_is_filled_in_the_outcome_is_values_or_refusals(anders, vinkjes):
    uitkomst = nagezien(TWEE_DATUMS, anders=anders, vinkjes=vinkjes)
    for veld in set(VELDEN) - {"tekst"}:
        assert (veld in uitkomst.waarden) or (veld in uitkomst.fouten)
    if not uitkomst.fouten:
        assert uitkomst.waarden["datum"] or "datum" in vinkjes


def test_every_letter_of_the_corpus_can_be_looked_over():
    for pad in sorted((Path(__file__).parent / "brieven").glob("*.txt")):
        velden = velden_van(lees_brief(pad.read_bytes(), bestandsnaam=pad.name).als_dict(), NU)
        alles = kijk_na(velden, {veld.naam: veld.waarde for veld in velden}, VELDEN, NU)
        assert alles.fouten == {}, pad.name


class TestPolicyFrame:
    """Policy that the text names is a proposal: it is confirmed, changed or taken away."""

    TEKST = "Hierbij informeren wij u over de Contourennota 2022."

    def velden(self):
        brief = BRIEF.format(kop=ZEKER).replace(
            "Hierbij informeren wij u over de voortgang.", self.TEKST
        )
        return velden_van(lees_brief(brief.encode(), bestandsnaam="b.txt").als_dict(), NU)

    def kijk_na(self, anders=None, vinkjes=()):
        velden = self.velden()
        return kijk_na(
            velden, {veld.naam: veld.waarde for veld in velden} | (anders or {}), vinkjes, NU
        )

    def test_it_shows_its_sentence_and_waits_for_a_person(self):
        (veld,) = (veld for veld in self.velden() if veld.naam == "beleidskader")
        assert (veld.waarde, veld.open) == ("Contourennota 2022", True)
        assert [bron.woorden for bron in veld.bronnen] == [self.TEKST]
        assert isinstance(self.kijk_na().fouten["beleidskader"], NaTeKijken)

    @pytest.mark.parametrize(
        ("tekst", "lijst"),
        [
            ("", []),
            ("Contourennota (2022)\nKadernota 2023", ["Contourennota (2022)", "Kadernota 2023"]),
        ],
    )
    def test_what_a_person_makes_of_it_goes_on(self, tekst, lijst):
        uitkomst = self.kijk_na({"beleidskader": tekst})
        assert uitkomst.fouten == {}
        assert uitkomst.waarden["beleidskader"] == lijst

    def test_a_tick_confirms_it(self):
        uitkomst = self.kijk_na(vinkjes={"beleidskader"})
        assert uitkomst.fouten == {} and uitkomst.bevestigd == ("beleidskader",)

    @pytest.mark.parametrize("tekst", ["a" * 301, "\n".join("abc" * 7)])
    def test_it_holds_no_more_than_the_letter_may(self, tekst):
        assert isinstance(self.kijk_na({"beleidskader": tekst}).fouten["beleidskader"], Onbruikbaar)
