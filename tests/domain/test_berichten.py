"""The outbox: nothing twice, nothing for ever, and nothing that is no longer so."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groningse_norm.berichten.domain import (
    EERSTE_PAUZE,
    KLAAR,
    LANGSTE_PAUZE,
    NIET_MEER_BEZIG,
    OPGEVEN,
    OPGEVEN_NA_NEE,
    Afgifte,
    AlVerzonden,
    Bericht,
    GeenAdres,
    NietMeerWaar,
    Staat,
    Uitkomst,
    WordtVerzonden,
    afmeldkoppen,
    als_html,
    begin,
    controleer_adres,
    is_aan_de_beurt,
    is_blijven_hangen,
    is_poging_van,
    kenmerk,
    laat_vervallen,
    na_poging,
    onzeker,
    opnieuw,
)
from groningse_norm.embargo.domain import Status
from groningse_norm.raadsbrief.verzending.domain import (
    Ontvanger,
    Soort,
    is_al_bediend,
    is_nog_waar,
    ontvangers,
    vervolg,
)

BERICHT = Bericht("raad@example.org", "x", "y", volgende=1000.0, soort="onder_embargo")
JA = Afgifte(Uitkomst.AANGENOMEN)
LATER = Afgifte(Uitkomst.NIET_AANGENOMEN, 451, "451 later")
NEE = Afgifte(Uitkomst.NIET_AANGENOMEN, 550, "550 no such mailbox")
STIL = Afgifte(Uitkomst.ONBEKEND, 0, "connection closed")


def met(staat: Staat, **anders) -> Bericht:
    velden = {"aan": "raad@example.org", "soort": "onder_embargo"} | anders
    return Bericht(onderwerp="x", tekst="y", volgende=0.0, staat=staat.value, **velden)


def tot_het_klaar_is(afgifte: Afgifte) -> tuple[Bericht, list[float]]:
    """Try as soon as may be, with the same outcome each time; the message and the moments."""
    bericht, momenten = BERICHT, []
    while bericht.staat == Staat.WACHT:
        momenten.append(bericht.volgende)
        bericht = na_poging(begin(bericht, bericht.volgende), afgifte, bericht.volgende)
    return bericht, momenten


class TestAttempts:
    def test_what_was_taken_is_sent(self):
        bericht = na_poging(begin(BERICHT, 1000.0), JA, 1002.0)
        assert (bericht.staat, bericht.klaar, bericht.fout) == (Staat.VERZONDEN, 1002.0, "")

    @pytest.mark.parametrize(("afgifte", "grens"), [(LATER, OPGEVEN), (NEE, OPGEVEN_NA_NEE)])
    def test_what_is_never_taken_fails_within_a_bounded_time(self, afgifte, grens):
        bericht, momenten = tot_het_klaar_is(afgifte)
        assert (bericht.staat, bericht.fout) == (Staat.MISLUKT, afgifte.antwoord)
        assert 0 <= grens - (momenten[-1] - momenten[0]) < LANGSTE_PAUZE + 1

    def test_the_pauses_grow_up_to_an_hour(self):
        _bericht, momenten = tot_het_klaar_is(LATER)
        pauzes = [later - eerder for eerder, later in pairwise(momenten)]
        assert pauzes[0] == EERSTE_PAUZE
        assert pauzes == sorted(pauzes)
        assert pauzes[-1] == LANGSTE_PAUZE

    def test_the_time_begins_with_the_first_attempt_and_not_while_the_site_is_down(self):
        nu = BERICHT.volgende + 30 * 86400
        assert na_poging(begin(BERICHT, nu), LATER, nu).staat == Staat.WACHT

    @given(st.lists(st.sampled_from([LATER, NEE, STIL, JA]), max_size=40), st.booleans())
    def test_after_a_server_may_have_it_nothing_is_tried_again_by_itself(self, pogingen, vervalt):
        bericht, misschien = BERICHT, 0
        for afgifte in pogingen:
            if not is_aan_de_beurt(bericht, bericht.volgende):
                break
            bericht = begin(bericht, bericht.volgende)
            if vervalt:
                bericht = laat_vervallen(bericht, bericht.volgende)
            bericht = na_poging(bericht, afgifte, bericht.volgende)
            misschien += afgifte.uitkomst is not Uitkomst.NIET_AANGENOMEN
        assert misschien <= 1
        assert bericht.pogingen <= len(pogingen)
        assert Bericht.uit_tekst(bericht.als_tekst()) == bericht

    def test_left_while_being_sent_it_is_uncertain_after_a_while_and_stays_so(self):
        bezig = begin(BERICHT, 1000.0)
        assert not is_blijven_hangen(bezig, 1000.0 + NIET_MEER_BEZIG)
        assert is_blijven_hangen(bezig, 1001.0 + NIET_MEER_BEZIG)
        assert not is_aan_de_beurt(onzeker(bezig), 1e12)

    def test_the_outcome_of_an_attempt_belongs_to_that_attempt(self):
        poging = begin(BERICHT, 1000.0)
        assert is_poging_van(poging, poging)
        assert is_poging_van(onzeker(poging), poging)
        herhaald = begin(opnieuw(onzeker(poging), poging.aan, 2000.0), 2000.0)
        assert not is_poging_van(herhaald, poging)
        assert not is_poging_van(BERICHT, poging)


class TestLapsing:
    def test_what_waits_is_not_sent_any_more(self):
        vervallen = laat_vervallen(BERICHT, 5.0)
        assert (vervallen.staat, vervallen.klaar) == (Staat.VERVALLEN, 5.0)

    @pytest.mark.parametrize("afgifte", [LATER, NEE])
    def test_what_is_being_sent_gets_no_other_attempt(self, afgifte):
        bezig = laat_vervallen(begin(BERICHT, 1000.0), 1001.0)
        assert na_poging(bezig, afgifte, 1002.0).staat == Staat.VERVALLEN
        assert na_poging(bezig, JA, 1002.0).staat == Staat.VERZONDEN

    @pytest.mark.parametrize("staat", sorted(KLAAR | {Staat.ONZEKER}))
    def test_what_happened_stays(self, staat):
        assert laat_vervallen(met(staat), 5.0) == met(staat)


class TestAgain:
    @pytest.mark.parametrize("staat", [Staat.WACHT, Staat.MISLUKT, Staat.ONZEKER, Staat.GEEN_ADRES])
    def test_the_clerk_sends_it_again_to_a_better_address(self, staat):
        nieuw = opnieuw(met(staat, sinds=3.0, fout="550 x", code=550), " beter@example.org ", 9.0)
        assert (nieuw.aan, nieuw.staat, nieuw.volgende) == ("beter@example.org", Staat.WACHT, 9.0)
        assert (nieuw.sinds, nieuw.fout, nieuw.code) == (0.0, "", 0)

    def test_an_address_that_has_it_does_not_get_it_twice(self):
        with pytest.raises(AlVerzonden):
            opnieuw(met(Staat.VERZONDEN), "RAAD@example.org ", 9.0)
        assert opnieuw(met(Staat.VERZONDEN), "ander@example.org", 9.0).staat == Staat.WACHT

    def test_not_while_it_is_being_sent_nor_when_it_is_no_longer_so(self):
        with pytest.raises(WordtVerzonden):
            opnieuw(met(Staat.BEZIG), "ander@example.org", 9.0)
        with pytest.raises(NietMeerWaar):
            opnieuw(met(Staat.VERVALLEN), "ander@example.org", 9.0)

    @pytest.mark.parametrize(
        "tekst",
        [
            "", "raad", "raad@", "@example.org", "raad@example", "a@b.nl, c@d.nl", "a b@c.nl",
            "a@b.nl\r\nBcc: x@y.nl", "Raad <a@b.nl>", "ra\u00e4d@example.org", "a@b..", 3, None,
            "x" * 250 + "@example.org", "\x00@b.nl", "0@[", "!:\u20ac\\;!||'", "?!@[ ",
            "(<).=%=@<<a%", "\t:[\ta-]\"]",
        ],
    )  # fmt: skip
    def test_what_is_no_single_address_is_refused(self, tekst):
        with pytest.raises(GeenAdres):
            controleer_adres(tekst)

    @given(st.text(max_size=40) | st.text("ab@.,;:<>()[]\"\\ \t?=-_&'%!|", max_size=16))
    def test_an_address_is_taken_as_it_is_or_refused(self, tekst):
        try:
            assert controleer_adres(tekst) == tekst.strip()
        except GeenAdres:
            return
        assert "\n" not in tekst.strip()


class TestMessage:
    def test_its_mark_is_the_same_for_every_attempt_and_another_for_another_address(self):
        eerste = kenmerk("a", "raad@example.org", "norm@example.org")
        assert eerste == kenmerk("a", "Raad@example.org", "norm@example.org")
        assert eerste.endswith("@example.org>")
        assert eerste != kenmerk("a", "ander@example.org", "norm@example.org")
        assert eerste != kenmerk("b", "raad@example.org", "norm@example.org")

    def test_the_page_has_the_same_words_and_links(self):
        html = als_html("Een <b>\nhttps://x.nl/a?b&c\n\nTwee\n", "nl")
        assert '<html lang="nl">' in html
        assert "Een &lt;b&gt;<br>" in html
        assert '<a href="https://x.nl/a?b&amp;c">https://x.nl/a?b&amp;c</a></p>' in html
        assert "<p>Twee</p>" in html

    @pytest.mark.parametrize(
        ("adres", "koppen"),
        [
            ("", {}),
            ("http://x.nl/af/1", {"List-Unsubscribe": "<http://x.nl/af/1>"}),
            (
                "https://x.nl/af/1",
                {
                    "List-Unsubscribe": "<https://x.nl/af/1>",
                    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                },
            ),
        ],
    )
    def test_a_mail_that_can_be_stopped_says_so_with_one_click_over_https(self, adres, koppen):
        assert afmeldkoppen(adres) == koppen


class TestCouncil:
    def test_every_member_and_the_council_itself_gets_one_mail(self):
        leden = [("An", "an@x.nl"), ("Bo", "AN@x.nl"), ("Co", ""), ("De", ""), ("Raad", "r@x.nl")]
        assert ontvangers(leden, "r@x.nl") == (
            Ontvanger("", "r@x.nl"),
            Ontvanger("An", "an@x.nl"),
            Ontvanger("Co", ""),
            Ontvanger("De", ""),
        )
        assert ontvangers([], None) == ()

    @pytest.mark.parametrize(
        "aan", ["", "raad", "a@b.nl, c@d.nl", "a@b.nl\r\nBcc: x@y.nl", "?!@[ "]
    )
    def test_a_member_whose_address_is_none_is_kept_and_gets_no_mail(self, aan):
        (wie,) = ontvangers([("An", aan)], "")
        assert wie.naam == "An" and not wie.is_bereikbaar
        assert ontvangers([("An", " an@x.nl ")], "")[0] == Ontvanger("An", "an@x.nl")

    @pytest.mark.parametrize("soort", list(Soort))
    def test_what_came_after_is_told_to_whoever_may_know_of_the_letter(self, soort):
        rijen = [met(staat, aan=f"{staat}@x.nl") for staat in Staat]
        verteld = {wie.aan.partition("@")[0] for wie in vervolg([*rijen, *rijen], soort)}
        wacht = {"wacht"} if soort is Soort.OPENBAAR else set()
        assert verteld == {"verzonden", "onzeker", "bezig"} | wacht
        assert len(vervolg([*rijen, *rijen], soort)) == len(verteld)

    def test_every_mail_is_so_in_one_state_only(self):
        for soort in Soort:
            waar = [s for s in Status if is_nog_waar(met(Staat.WACHT, soort=soort.value), s)]
            assert len(waar) == 1

    def test_an_address_has_it_when_it_was_sent_or_waits(self):
        for staat in Staat:
            bediend = is_al_bediend([met(staat)], "onder_embargo", "Raad@example.org")
            assert bediend is (staat in ("wacht", "bezig", "onzeker", "verzonden"))
        assert not is_al_bediend([met(Staat.VERZONDEN)], "openbaar", "raad@example.org")
