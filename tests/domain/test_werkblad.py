"""The worksheet of a plan: what is found in it, and what becomes of a report."""

from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from groningse_norm.norm.domain import Veld
from groningse_norm.plan.domain import Meting, Stand
from groningse_norm.plan.uitwisseling.domain import Fout
from groningse_norm.plan.werkblad.domain import (
    Geweigerd,
    Melding,
    afdruk,
    lees_terug,
    neem_aan,
    terug,
)
from groningse_norm.plan.werkblad.opmaak import Werkblad, opmaak
from groningse_norm.plan.werkblad.regel import Regel, delen_van
from groningse_norm.plan.werkblad.vraag import Volgorde, Vraag, kies, lees_vraag


def rij(nummer, titel="Wij wijzen een trekker aan", *, stand="ontbreekt", toelichting="", **anders):
    return Regel(
        **{
            "uid": nummer.lower(),
            "url": f"https://voorbeeld.nl/{nummer}",
            "nummer": nummer,
            "titel": titel,
            "veld": Veld.WEERBAARHEID,
            "meting": Meting(Stand(stand)),
            "nu": NU | {"stand": stand, "toelichting": toelichting},
            **anders,
        }
    )


NU = {
    "stand": "ontbreekt",
    "reden_nvt": None,
    "toelichting": "Nog niemand",
    "bewijs": None,
    "volgende_toets": None,
}
RIJEN = (
    rij("A01", eigenaar="secretaris", dag=date(2026, 5, 1), te_laat=True),
    rij("A02", "Wij delen signalen", stand="uitgevoerd", dag=date(2026, 1, 1)),
    rij("B01", veld=Veld.INFORMATIE, eigenaar="Burgemeester", toelichting="Wacht op het RIEC"),
)


def gevonden(**vraag) -> str:
    return " ".join(regel.nummer for regel in kies(RIJEN, lees_vraag(vraag, ziet_voortgang=True)))


@pytest.mark.parametrize(
    ("vraag", "nummers"),
    [
        ({}, "A01 A02 B01"),
        ({"zoek": "TREKKER aan"}, "A01 B01"),
        ({"zoek": "riec"}, "B01"),
        ({"zoek": "b01"}, "B01"),
        ({"veld": "informatie"}, "B01"),
        ({"eigenaar": "secretaris"}, "A01"),
        ({"stand": "uitgevoerd"}, "A02"),
        ({"te_laat": "1"}, "A01"),
        ({"stand": "uitgevoerd", "te_laat": "1"}, ""),
        ({"op": "deadline"}, "A02 A01 B01"),
        ({"op": "deadline", "af": "1"}, "A01 A02 B01"),
        ({"op": "eigenaar"}, "B01 A01 A02"),
        ({"op": "stand", "af": "1"}, "A02 A01 B01"),
        ({"op": "titel"}, "A02 A01 B01"),
        ({"stand": "af", "veld": "x", "op": "y", "zoek": ["a"]}, "A01 A02 B01"),
    ],
)
def test_a_plan_is_searched_filtered_and_sorted(vraag, nummers):
    assert gevonden(**vraag) == nummers


def test_who_sees_no_progress_learns_nothing_by_filter_or_order():
    vraag = lees_vraag({"stand": "uitgevoerd", "te_laat": "1", "op": "stand"}, ziet_voortgang=False)
    assert vraag == Vraag()


@given(
    st.builds(
        Vraag,
        zoek=st.text("abc é&=", max_size=8).map(lambda tekst: " ".join(tekst.split())),
        veld=st.none() | st.sampled_from(Veld),
        stand=st.none() | st.sampled_from(Stand),
        te_laat=st.booleans(),
        op=st.sampled_from(Volgorde),
        af=st.booleans(),
    )
)
def test_a_question_can_be_kept_as_an_address(vraag):
    assert lees_vraag(dict(parse_qsl(vraag.adres())), ziet_voortgang=True) == vraag


# --- markup -------------------------------------------------------------------------------------


def vertaal(msgid, default=None, **_anders):
    return default or msgid


def bladzij(*regels, **anders) -> html.HtmlElement:
    blad = Werkblad(
        url="https://voorbeeld.nl/plan",
        vraag=Vraag(),
        totaal=len(regels),
        delen=delen_van(regels, date(2026, 1, 1)),
        eigenaars=[regel.eigenaar for regel in regels if regel.eigenaar],
        volgordes={Volgorde.NUMMER: "Nummer"},
        ziet_voortgang=True,
        **anders,
    )
    return html.fromstring(f"<main>{opmaak(blad, vertaal)}</main>")


TEKST = st.text("<>&\"'{}$;ab\n\\", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(TEKST, TEKST, TEKST, st.booleans())
def test_whatever_people_write_stays_text(titel, eigenaar, toelichting, mag_melden):
    regel = rij("A01", titel, eigenaar=eigenaar, toelichting=toelichting, mag_melden=mag_melden)
    gewoon = rij("A01", "x", eigenaar="x", toelichting="x", mag_melden=mag_melden)
    pagina, zelfde = bladzij(regel, bewerkt="a01"), bladzij(gewoon, bewerkt="a01")
    assert [el.tag for el in pagina.iter()] == [el.tag for el in zelfde.iter()]
    (cel,) = pagina.xpath("//th[@role='rowheader']/a")
    assert cel.text == titel
    assert pagina.xpath("//select[@name='eigenaar']/option/@value") == ["", eigenaar]
    assert toelichting in pagina.xpath("//tbody")[0].text_content() or mag_melden
    assert [veld.value for veld in pagina.xpath("//textarea[@name='toelichting']")] == (
        [toelichting] if mag_melden else []
    )


def test_only_rows_that_may_be_reported_on_have_forms():
    pagina = bladzij(rij("A01", mag_melden=True), rij("A02"))
    assert len(pagina.xpath("//tr[@id='veld-a01']//button")) == 3
    assert not pagina.xpath("//tr[@id='veld-a02']//button | //tr[@id='veld-a02']//input")
    assert not bladzij(rij("A02")).xpath("//form[@method='post']")


def test_each_sign_belongs_to_the_form_that_is_there():
    pagina = bladzij(rij("A01", mag_melden=True))
    (formulier,) = {knop.get("form") for knop in pagina.xpath("//tr//button")}
    assert pagina.get_element_by_id(formulier).get("action").endswith("/@@meld")


# --- reports ------------------------------------------------------------------------------------


def meld(nu=NU, was=None, **waarden):
    return neem_aan(nu, Melding("u", afdruk(nu) if was is None else was, waarden))


def test_a_report_changes_what_it_says_and_nothing_else():
    assert meld(stand="uitgevoerd") == {"stand": "uitgevoerd"}
    assert meld(stand="ontbreekt", toelichting="Nog niemand") == {}
    assert meld(toelichting=" Klaar\r\nmet de rest ") == {"toelichting": "Klaar\nmet de rest"}
    assert meld(volgende_toets="2027-01-31") == {"volgende_toets": date(2027, 1, 31)}
    assert meld(toelichting="") == {"toelichting": None}


@pytest.mark.parametrize(
    ("waarden", "fout", "veld"),
    [
        ({"stand": "af"}, Fout.GEEN_KEUZE, "stand"),
        ({"stand": ""}, Fout.VERPLICHT, "stand"),
        ({"volgende_toets": "morgen"}, Fout.GEEN_DATUM, "volgende_toets"),
        ({"toelichting": "x" * 10_001}, Fout.TE_LANG, "toelichting"),
        ({"stand": "niet_van_toepassing"}, Fout.REDEN_NODIG, "reden_nvt"),
        ({"stand": "niet_van_toepassing", "reden_nvt": "  "}, Fout.REDEN_NODIG, "reden_nvt"),
    ],
)
def test_a_report_that_cannot_be_is_refused_at_its_field(waarden, fout, veld):
    with pytest.raises(Geweigerd) as geweigerd:
        meld(**waarden)
    assert (geweigerd.value.fout, geweigerd.value.veld) == (fout, veld)


def test_what_was_changed_meanwhile_is_not_overwritten():
    intussen = {**NU, "toelichting": "Gevonden"}
    with pytest.raises(Geweigerd) as geweigerd:
        meld(intussen, was=afdruk(NU), stand="uitgevoerd")
    assert geweigerd.value.fout is Fout.BOTSING
    assert meld(intussen, was=afdruk(NU), toelichting="Gevonden") == {}


VOORTGANG = st.fixed_dictionaries(
    {
        "bewijs": st.none() | st.just("https://voorbeeld.nl/verslag"),
        "stand": st.sampled_from([s.value for s in Stand if s != "niet_van_toepassing"]),
        "reden_nvt": st.none() | st.just("Wij hebben geen haven"),
        "toelichting": st.none() | st.sampled_from(["Nog niets", 'Een "teken"', "a\nb"]),
        "volgende_toets": st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    }
)


@given(VOORTGANG, VOORTGANG)
def test_undoing_puts_back_exactly_what_stood_there(voor, wens):
    tekst = {naam: "" if waarde is None else str(waarde) for naam, waarde in wens.items()}
    gewijzigd = meld(voor, **tekst)
    na = {**voor, **gewijzigd}
    assert {**na, **neem_aan(na, lees_terug(terug("u", voor, gewijzigd)))} == voor


@pytest.mark.parametrize(
    "tekst", ["", "[", "[]", "{}", '["u", "w", {"title": "x"}]', '["u", "w", {"stand": 1}]', "[[]]"]
)
def test_a_way_back_that_nobody_gave_is_refused(tekst):
    with pytest.raises(ValueError):
        lees_terug(tekst)
