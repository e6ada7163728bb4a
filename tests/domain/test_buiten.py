"""Rules of what was signed outside this system: two people, one record an act, nothing removed."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.ondertekening.buiten import (
    MAX_TEKST,
    Aanmelding,
    AlBevestigd,
    AlGeregistreerd,
    AlIngetrokken,
    Buitenregel,
    DatumInToekomst,
    GeenRegistratie,
    IntrekkingZonderReden,
    NaamNodig,
    Stap,
    TekstTeLang,
    Wijze,
    ZelfdePersoon,
    bevestigzin,
    buiten_als_json,
    fouten_in,
    is_dossiergroep,
    is_zichtbaar,
    lees_regels,
    mag_bestand_zien,
    mag_bevestigd_worden,
    mag_bevestigen,
    mag_ingetrokken_worden,
    mag_registreren,
    registraties,
    registreer,
    telt_mee,
    vervolg,
)
from groningse_norm.ondertekening.domain import (
    Ambt,
    GeenPartij,
    GeenRonde,
    Hoedanigheid,
    OndertekeningGeweigerd,
    Partij,
    Ronde,
    TekstVeranderd,
    VerwijzingNodig,
    begin_ronde,
    is_ondertekengroep,
    onderteken,
    vingerafdruk,
)
from groningse_norm.ondertekening.ondertekenaar import Lidmaatschap, Ondertekenaar
from groningse_norm.rechten import NORMBEHEERDERS

MOMENT = datetime(2026, 3, 3, 11, 0, tzinfo=UTC)
VANDAAG = date(2026, 3, 3)
OPNAME, ANDER = "a" * 64, "b" * 64
PDF = "c" * 64
BURGEMEESTER = Partij("gm1969")
SECRETARIS = Partij("gm1969", Ambt.SECRETARIS)
RONDE = begin_ronde((BURGEMEESTER, SECRETARIS), OPNAME, 1)
MENSEN = ("griffie", "burgemeester", "secretaris")


@dataclass
class Wereld:
    """What is kept of an item: its round, the records, and who registered what."""

    ronde: Ronde | None = RONDE
    keten: tuple = ()
    regels: tuple[Buitenregel, ...] = ()
    door: dict[int, str] = field(default_factory=dict)

    @property
    def moment(self) -> datetime:
        return MOMENT + timedelta(minutes=len(self.regels))

    def registreer(self, wie="griffie", partij=BURGEMEESTER, getoond=OPNAME, **anders) -> int:
        gegevens = {
            "partij": partij,
            "wijze": Wijze.INKT,
            "getekend_op": date(2026, 3, 2),
            "naam": "J. van der Pen",
            **anders,
        }
        regel = registreer(
            self.ronde,
            self.regels,
            Aanmelding(**gegevens),
            sha256=PDF,
            grootte=1000,
            getoonde_momentopname=getoond,
            keten=self.keten[-1].afdruk if self.keten else "",
            besloten={"gebruiker": wie},
            moment=self.moment,
            vandaag=VANDAAG,
        )
        self.regels = (*self.regels, regel)
        self.door[regel.volgnummer] = wie
        return regel.volgnummer

    def _vervolg(self, registratie, stap, wie) -> Buitenregel:
        regel = vervolg(
            self.regels,
            registratie,
            stap,
            keten=self.keten[-1].afdruk if self.keten else "",
            besloten={"gebruiker": wie},
            moment=self.moment,
        )
        self.regels = (*self.regels, regel)
        return regel

    def bevestig(self, nummer=1, wie="burgemeester", gezien=PDF) -> None:
        registratie = mag_bevestigd_worden(
            self.ronde,
            self.regels,
            nummer,
            geregistreerd_door=self.door.get(nummer, ""),
            bevestigt=wie,
            getoonde_sha256=gezien,
        )
        regel = self._vervolg(registratie, Stap.BEVESTIGING, wie)
        partij = Partij(regel.tooi, Ambt(regel.ambt))
        if partij in self.ronde.ontbrekend:
            self.teken(partij, regel.afdruk)

    def teken(self, partij, buiten="") -> None:
        self.ronde = onderteken(
            self.ronde,
            self.keten,
            partij,
            Ondertekenaar("x", "", "wachtwoord", Lidmaatschap(partij.groep), "0" * 32),
            self.moment,
            functie=partij.functie(),
            hoedanigheid=Hoedanigheid.EIGEN_AMBT,
            verwijzing="",
            zin="",
            getoonde_momentopname=self.ronde.momentopname,
            buiten=buiten,
        )
        self.keten = (*self.keten, self.ronde.handtekeningen[-1])

    def trek_in(self, nummer=1, wie="griffie", reden="Verkeerde scan") -> None:
        registratie = mag_ingetrokken_worden(self.ronde, self.regels, nummer, reden)
        self._vervolg(registratie, Stap.INTREKKING, wie)

    def opnieuw(self, opname=ANDER) -> None:
        """The round is taken back, and another begins."""
        self.ronde = begin_ronde(RONDE.partijen, opname, 1)

    @property
    def standen(self) -> list[str]:
        return [registratie.stand for registratie in registraties(self.regels)]

    def fouten(self) -> list[str]:
        als_json = buiten_als_json(
            [{"afdruk": regel.afdruk, "record": regel.als_dict()} for regel in self.regels],
            self.regels[-1].afdruk if self.regels else "",
        )
        getekend = {
            record.buiten: (record.tooi, record.ambt, record.momentopname, record.versie)
            for record in (self.ronde.handtekeningen if self.ronde else ())
            if record.buiten
        }
        records = lees_regels(als_json, mag_leeg=False)
        assert not isinstance(records, str), records
        return [fout for _wat, fout in fouten_in(als_json, records, getekend) if fout]


@pytest.fixture
def wereld() -> Wereld:
    return Wereld()


class TestFourEyes:
    def test_one_registers_and_another_confirms(self, wereld):
        wereld.registreer()
        assert wereld.standen == ["geregistreerd"]
        assert wereld.ronde.handtekeningen == ()
        wereld.bevestig()
        assert wereld.standen == ["bevestigd"]
        assert [h.partij for h in wereld.ronde.handtekeningen] == [BURGEMEESTER]

    def test_never_the_same_person(self, wereld):
        wereld.registreer("burgemeester")
        with pytest.raises(ZelfdePersoon):
            wereld.bevestig(wie="burgemeester")
        assert wereld.standen == ["geregistreerd"]

    def test_only_of_the_file_that_was_shown(self, wereld):
        wereld.registreer()
        with pytest.raises(TekstVeranderd):
            wereld.bevestig(gezien=ANDER)

    def test_not_twice_not_what_was_withdrawn_and_not_what_is_not_there(self, wereld):
        with pytest.raises(GeenRegistratie):
            wereld.bevestig()
        wereld.registreer()
        wereld.registreer(partij=SECRETARIS)
        wereld.trek_in(2)
        with pytest.raises(AlIngetrokken):
            wereld.bevestig(2)
        wereld.bevestig(1)
        with pytest.raises(AlBevestigd):
            wereld.bevestig(1)
        # The number of a later record is no registration.
        with pytest.raises(GeenRegistratie):
            wereld.bevestig(3)

    def test_not_for_a_text_that_was_taken_back(self, wereld):
        wereld.registreer()
        wereld.opnieuw()
        with pytest.raises(TekstVeranderd):
            wereld.bevestig()
        wereld.ronde = None
        with pytest.raises(GeenRonde):
            wereld.bevestig()

    def test_the_sentence_says_that_it_is_no_digital_agreement(self, wereld):
        wereld.registreer()
        zin = bevestigzin("A. Bos", "gemeente Westerkwartier", "Brief", wereld.regels[0])
        for deel in ("A. Bos", "gemeente Westerkwartier", "Brief", "in inkt", "2 maart 2026", PDF):
            assert deel in zin
        assert zin.endswith("Dit is geen digitaal akkoord.")


class TestRegistration:
    @pytest.mark.parametrize(
        ("anders", "fout"),
        [
            ({"partij": Partij("gm0047")}, GeenPartij),
            ({"getoond": ANDER}, TekstVeranderd),
            ({"naam": "  "}, NaamNodig),
            ({"hoedanigheid": Hoedanigheid.LOCO}, VerwijzingNodig),
            ({"hoedanigheid": Hoedanigheid.NAMENS}, VerwijzingNodig),
            ({"getekend_op": VANDAAG + timedelta(days=1)}, DatumInToekomst),
            ({"naam": "x" * (MAX_TEKST + 1)}, TekstTeLang),
            ({"verwijzing": "x" * (MAX_TEKST + 1)}, TekstTeLang),
            ({"opmerking": "x" * (MAX_TEKST + 1)}, TekstTeLang),
        ],
    )
    def test_what_cannot_be_is_refused(self, wereld, anders, fout):
        with pytest.raises(fout):
            wereld.registreer(**anders)
        assert wereld.regels == ()

    def test_today_is_no_future_and_the_longest_text_fits(self, wereld):
        wereld.registreer(getekend_op=VANDAAG, opmerking="x" * MAX_TEKST)

    def test_without_a_round_there_is_nothing_to_sign(self, wereld):
        wereld.ronde = None
        with pytest.raises(GeenRonde):
            wereld.registreer()

    def test_one_at_a_time_for_each_party(self, wereld):
        wereld.registreer()
        wereld.registreer(partij=SECRETARIS)
        with pytest.raises(AlGeregistreerd):
            wereld.registreer("burgemeester")
        wereld.trek_in(1)
        assert wereld.registreer() == 4

    def test_the_next_text_starts_without(self, wereld):
        wereld.registreer()
        wereld.opnieuw()
        assert wereld.registreer(getoond=ANDER) == 2


class TestWithdrawal:
    def test_needs_a_reason_that_can_be_read(self, wereld):
        wereld.registreer()
        with pytest.raises(IntrekkingZonderReden):
            wereld.trek_in(reden=" ")
        with pytest.raises(TekstTeLang):
            wereld.trek_in(reden="x" * (MAX_TEKST + 1))
        wereld.trek_in()
        with pytest.raises(AlIngetrokken):
            wereld.trek_in()
        assert wereld.standen == ["ingetrokken"]
        assert len(wereld.regels) == 2

    def test_what_counts_as_a_signature_stays(self, wereld):
        wereld.registreer()
        wereld.bevestig()
        assert telt_mee(wereld.ronde, registraties(wereld.regels)[0])
        with pytest.raises(AlBevestigd):
            wereld.trek_in()

    def test_what_was_confirmed_beside_a_signature_set_here_does_not_count(self, wereld):
        wereld.teken(BURGEMEESTER)
        wereld.registreer()
        wereld.bevestig()
        assert not telt_mee(wereld.ronde, registraties(wereld.regels)[0])
        wereld.trek_in()
        assert wereld.standen == ["ingetrokken"]

    def test_the_same_text_offered_again_can_be_registered_anew(self, wereld):
        wereld.registreer()
        wereld.bevestig()
        wereld.opnieuw(OPNAME)
        with pytest.raises(AlGeregistreerd):
            wereld.registreer()
        wereld.trek_in()
        wereld.registreer()
        wereld.bevestig(4)
        assert len(wereld.ronde.handtekeningen) == 1
        assert wereld.fouten() == []


class TestWho:
    GRIFFIE = frozenset({"gm1969-griffie"})
    ANDER = frozenset({f"gm0047-{s}" for s in ("griffie", "ondertekenaars", "secretaris", "raad")})
    BUREAU = frozenset({NORMBEHEERDERS})
    TEKENT = frozenset({"gm1969-ondertekenaars"})
    SECRETARIS = frozenset({"gm1969-secretaris"})
    OVERIG = frozenset({"gm1969-raad", "gm1969-medewerkers", "Administrators"})

    @pytest.mark.parametrize(
        ("groepen", "norm", "registreert", "bevestigt", "ziet"),
        [
            (GRIFFIE, False, True, True, True),
            (BUREAU, True, True, True, True),
            (BUREAU, False, False, False, False),
            (TEKENT, False, False, True, True),
            (SECRETARIS, False, False, False, True),
            (OVERIG, True, False, False, False),
            (ANDER, True, False, False, False),
            (frozenset(), True, False, False, False),
        ],
    )
    def test_by_group_of_that_authority(self, groepen, norm, registreert, bevestigt, ziet):
        assert mag_registreren(groepen, BURGEMEESTER, norm=norm) is registreert
        assert mag_bevestigen(groepen, BURGEMEESTER, norm=norm) is bevestigt
        assert mag_bestand_zien(groepen, BURGEMEESTER, norm=norm) is ziet

    @pytest.mark.parametrize("groepen", [GRIFFIE, BUREAU, TEKENT])
    def test_every_group_that_can_confirm_is_logged(self, groepen):
        assert mag_bevestigen(groepen, BURGEMEESTER, norm=True)
        assert all(is_dossiergroep(groep) or is_ondertekengroep(groep) for groep in groepen)
        assert not any(map(is_dossiergroep, self.OVERIG))

    def test_the_public_is_told_of_the_present_text_only(self, wereld):
        wereld.registreer()
        (registratie,) = registraties(wereld.regels)
        assert is_zichtbaar(registratie, wereld.ronde, mag_zien=False)
        wereld.opnieuw()
        assert not is_zichtbaar(registratie, wereld.ronde, mag_zien=False)
        assert not is_zichtbaar(registratie, None, mag_zien=False)
        assert is_zichtbaar(registratie, wereld.ronde, mag_zien=True)


_daden = st.one_of(
    st.tuples(st.just("registreer"), st.sampled_from(MENSEN), st.sampled_from(RONDE.partijen)),
    st.tuples(st.just("bevestig"), st.sampled_from(MENSEN), st.integers(1, 8)),
    st.tuples(st.just("trek_in"), st.sampled_from(MENSEN), st.integers(1, 8)),
    st.tuples(st.just("teken"), st.just(""), st.sampled_from(RONDE.partijen)),
    st.tuples(st.just("opnieuw"), st.just(""), st.sampled_from([OPNAME, ANDER])),
)


class TestAnyOrder:
    @given(st.lists(_daden, max_size=14))
    def test_of_acts_keeps_the_rules(self, daden):
        wereld = Wereld()
        for daad, wie, waarop in daden:
            voor = wereld.regels
            try:
                if daad == "registreer":
                    wereld.registreer(wie, waarop, wereld.ronde.momentopname)
                elif daad == "bevestig":
                    wereld.bevestig(waarop, wie)
                elif daad == "trek_in":
                    wereld.trek_in(waarop, wie)
                elif daad == "teken":
                    wereld.teken(waarop)
                else:
                    wereld.opnieuw(waarop)
            except OndertekeningGeweigerd:
                assert wereld.regels == voor
            self._klopt(wereld, voor)

    def _klopt(self, wereld, voor):
        assert wereld.regels[: len(voor)] == voor
        assert wereld.fouten() == []
        alle = registraties(wereld.regels)
        wie = {
            regel.besloten: mens
            for mens in MENSEN
            for regel in wereld.regels
            if regel.besloten == vingerafdruk({"gebruiker": mens})
        }
        for registratie in alle:
            if registratie.bevestiging:
                assert wie[registratie.bevestiging.besloten] != wie[registratie.regel.besloten]
            if registratie.bevestiging and registratie.intrekking:
                assert registratie.bevestiging.volgnummer < registratie.intrekking.volgnummer
                assert not telt_mee(wereld.ronde, registratie)
        open_ = [
            (r.regel.tooi, r.regel.ambt, r.regel.momentopname) for r in alle if r.intrekking is None
        ]
        assert len(open_) == len(set(open_))
        getekend = [record for record in wereld.ronde.handtekeningen if record.buiten]
        assert len(getekend) == sum(telt_mee(wereld.ronde, registratie) for registratie in alle)


class TestForm:
    def test_of_another_text_the_public_gets_hashes_only_and_can_check_them(self, wereld):
        wereld.registreer()
        wereld.trek_in()
        wereld.opnieuw()
        wereld.registreer(getoond=ANDER)
        regels = [{"afdruk": r.afdruk, "record": r.als_dict()} for r in wereld.regels]
        openbaar = buiten_als_json(regels, wereld.regels[-1].afdruk, ANDER)
        assert [rij["record"] is None for rij in openbaar["regels"]] == [True, True, False]
        records = lees_regels(openbaar, mag_leeg=True)
        assert not any(fout for _wat, fout in fouten_in(openbaar, records, {}))
        openbaar["regels"][1]["afdruk"] = "0" * 64
        assert any(fout for _wat, fout in fouten_in(openbaar, records, {}))
        assert isinstance(lees_regels(openbaar, mag_leeg=False), str)

    def test_a_confirmation_of_another_party_is_no_signature(self, wereld):
        wereld.registreer()
        wereld.bevestig()
        wereld.ronde = replace(
            wereld.ronde,
            handtekeningen=tuple(
                replace(record, ambt="secretaris") for record in wereld.ronde.handtekeningen
            ),
        )
        assert any("andere partij" in fout for fout in wereld.fouten())
