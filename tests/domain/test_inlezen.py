"""Reading a council letter: what it settles is read, what it leaves open is marked, nothing is guessed."""

import contextlib
import json
import subprocess
import sys
import time as klok
from datetime import date, datetime, time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groningse_norm.raadsbrief.brief import Brief
from groningse_norm.raadsbrief.brieftekst import als_html
from groningse_norm.raadsbrief.formaten.gelezen import MAX_BYTES, MAX_REGELS, MAX_TEKENS
from groningse_norm.raadsbrief.geweigerd import (
    Beschadigd,
    BriefGeweigerd,
    GeenBrief,
    OnbekendFormaat,
    OnleesbareTekens,
    TeGroot,
)
from groningse_norm.raadsbrief.inlezen import herken, lees_brief
from groningse_norm.raadsbrief.nederlandse_datums import (
    AMSTERDAM,
    MAANDEN,
    WEEKDAGEN,
    datums_in,
    tijden_in,
)
from groningse_norm.raadsbrief.regelopmaak import kale_tekst

BRIEVEN = sorted((Path(__file__).parent / "brieven").glob("*.txt"))
SLEUTELS = [
    "kenmerk",
    "datum",
    "embargo_tot",
    "onderwerp",
    "aan",
    "email",
    "contactpersoon",
    "aanhef",
    "tekst",
    "slotgroet",
    "ondertekenaars",
    "bijlagen",
    "onzeker",
]
HERKOMST = ["bronnen", "zekerheid", "waarschuwingen", "beleidskader"]

KOP = "Aan: de raad van Wierdenland\nDatum: 31 maart 2025\nKenmerk: Z-12\nOnderwerp: Norm\n"
SLOT = "Hoogachtend,\nburgemeester en wethouders van Wierdenland,\n\nA. de Boer, burgemeester\n"


def brief(
    *,
    kop: str = KOP,
    extra: str = "",
    aanhef: str = "Geachte raad,",
    tekst: str = "Tekst.",
    slot: str = SLOT,
) -> Brief:
    return lees_brief(f"{kop}{extra}\n\n{aanhef}\n\n{tekst}\n\n{slot}".encode())


def velden_in_twijfel(gelezen: Brief) -> set[str]:
    return {rij.veld for rij in gelezen.onzeker}


# -- whole letters --------------------------------------------------------------------------------


@pytest.mark.parametrize("pad", BRIEVEN, ids=lambda pad: pad.stem)
def test_a_letter_reads_as_recorded(pad: Path) -> None:
    gelezen = lees_brief(pad.read_bytes(), bestandsnaam=pad.name).als_dict()
    verwacht = json.loads(pad.with_suffix(".json").read_text("utf-8"))
    assert {sleutel: gelezen[sleutel] for sleutel in SLEUTELS} == verwacht
    assert list(gelezen) == SLEUTELS + HERKOMST


@pytest.mark.parametrize("pad", BRIEVEN, ids=lambda pad: pad.stem)
def test_every_field_says_where_it_was_read_and_how_certain_it_is(pad: Path) -> None:
    gelezen = lees_brief(pad.read_bytes(), bestandsnaam=pad.name).als_dict()
    twijfel = {rij["veld"] for rij in gelezen["onzeker"]}
    assert list(gelezen["zekerheid"]) == [*SLEUTELS[:-1], "beleidskader"]
    voorstel = gelezen["zekerheid"].pop("beleidskader")
    assert voorstel["oordeel"] == ("onzeker" if gelezen["beleidskader"] else "niet gevonden")
    for veld, rij in gelezen["zekerheid"].items():
        if veld in twijfel:
            assert rij["oordeel"] == "onzeker"
            assert rij["redenen"]
        else:
            assert rij["oordeel"] == ("zeker" if gelezen[veld] else "niet gevonden")
        if gelezen[veld]:
            assert all(bron["waar"].startswith("regel ") for bron in gelezen["bronnen"][veld])


@pytest.mark.parametrize("pad", BRIEVEN, ids=lambda pad: pad.stem)
@pytest.mark.parametrize("codering", ["utf-8-sig", "utf-16", "windows"])
def test_a_letter_reads_the_same_in_another_encoding(pad: Path, codering: str) -> None:
    tekst = pad.read_text("utf-8")
    inhoud = (
        tekst.replace("\n", "\r\n").encode("cp1252")
        if codering == "windows"
        else tekst.encode(codering)
    )
    assert lees_brief(inhoud) == lees_brief(pad.read_bytes())


def test_an_absent_field_is_empty_without_a_mark() -> None:
    gelezen = brief(kop="Onderwerp: Norm\nDatum: 31 maart 2025\n").als_dict()
    assert {
        veld: gelezen[veld] for veld in ("kenmerk", "embargo_tot", "aan", "email", "contactpersoon")
    } == dict.fromkeys(("kenmerk", "embargo_tot", "aan", "email", "contactpersoon"))
    assert gelezen["bijlagen"] == [] and gelezen["onzeker"] == []


def test_reading_needs_no_plone() -> None:
    code = (
        "import sys, groningse_norm.raadsbrief.inlezen\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('plone', 'Products', 'zope', 'Zope2', 'AccessControl')])"
    )
    uit = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert uit.stdout.strip() == "[]"


# -- embargo --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "regel",
    [
        "Embargo tot 4 april 2025 14.00 uur",
        "**Embargo tot 4 april 2025 14.00 uur**",
        "embargo tot 4 april 2025 om 14.00 uur.",
        "Onder embargo tot vrijdag 4 april 2025, 14.00 uur",
        "(Strikt onder embargo tot 4 april 2025, 14:00 uur)",
        "EMBARGO: niet openbaar voor 4 april 2025, 14.00 uur",
        "Embargo: 4-4-2025 14:00",
        "Embargo tot 2025-04-04 om 14 uur",
        "Embargo tot 14.00 uur op 4 april 2025",
        "Niet openbaar vóór 4 april 2025 om 14.00 uur",
        "Embargo tot\n4 april 2025\n14.00 uur",
        "Embargo\n\n4 april 2025, 14.00 uur",
        "| Embargo | 4 april 2025, 14.00 uur |",
        "Deze brief is onder embargo tot 4 april 2025 om 14.00 uur. Daarna is de brief openbaar.",
        "Embargo tot 4\u00a0april\u00a02025 14.00\u00a0uur",
        "Embargo tot 4 april 2025, veertien uur",
        "Embargo tot freed 4 april 2025 om 14.00 uur",
    ],
)
def test_a_complete_embargo_is_read(regel: str) -> None:
    gelezen = brief(extra=regel)
    assert gelezen.embargo_tot == datetime(2025, 4, 4, 14, tzinfo=AMSTERDAM)
    assert gelezen.datum == date(2025, 3, 31)
    assert gelezen.onzeker == ()


@pytest.mark.parametrize(
    "regel",
    [
        "Embargo",
        "E M B A R G O",
        "Em\u00adbargo tot nader order",
        "Embargo tot 4 april 2025",
        "Embargo tot 4 april 14.00 uur",
        "Embargo tot 4-4-25 14.00 uur",
        "Embargo tot 14.00 uur",
        "Embargo tot en met 4 april 2025 14.00 uur",
        "Embargo t/m 4 april 2025 14.00 uur",
        "Embargo tot na 4 april 2025 14.00 uur",
        "Embargo vanaf 4 april 2025 14.00 uur",
        "Geen embargo tot 4 april 2025 14.00 uur",
        "Niet onder embargo tot 4 april 2025 14.00 uur",
        "Embargo tot 4 of 5 april 2025 14.00 uur",
        "Embargo tot 4 april 2025 14.00 uur of 5 april 2025 14.00 uur",
        "Embargo tot 4 april 2025 14.00 uur of 15.00 uur",
        "Embargo tot 4 april 2025 14.00 - 15.00 uur",
        "Embargo tot 4 april 2025, ongeveer 14.00 uur",
        "Embargo tot 4 april 2025 twaalf uur",
        "Embargo tot 4 april 2025 om kwart voor drie",
        "Embargo tot 4 april 2025 drie uur 's nachts",
        "Embargo tot 4 april 2025 14.00 uur 's avonds",
        "Embargo tot 4 april 2025 half drie 's middags, 14.00 uur",
        "Embargo tot 4 april 2025 2 uur",
        "Embargo tot 4 april 2025 2.00 uur",
        "Embargo tot 4 april 2025 09.00 uur 's avonds",
        "Embargo tot 4 april 2025 half drie",
        "Embargo tot 4 april 2025 24.00 uur",
        "Embargo tot 4 april 2025 14.60 uur",
        "Embargo tot 4 april 2025 14:00:30",
        "Embargo tot 4 april 2025 14.00 uur (UTC)",
        "Embargo tot 4-4-0025 14.00 uur",
        "Embargo tot 4 april 2025 14.00 uur UTC",
        "Embargo tot 4 april 2025 14.00 uur, tenzij de norm later wordt getekend",
        "Embargo tot maandag 4 april 2025 14.00 uur",
        "Embargo tot 31 april 2025 14.00 uur",
        "Embargo tot 30 maart 2025 02.30 uur",
        "Embargo tot 26 oktober 2025 02.30 uur",
        "Embargo tot 28 maart 2025 14.00 uur",
        "Embargo tot 4 april 2025 14.00 uur\nEmbargo tot 5 april 2025 14.00 uur",
        "Embargo tot 4 april 2025 14.00 uur\n\nGEHEIM",
        "Niet openbaar",
        "Openbaar vanaf 4 april",
    ],
)
def test_a_doubtful_embargo_is_marked_and_left_empty(regel: str) -> None:
    gelezen = brief(extra=regel)
    assert gelezen.embargo_tot is None
    assert "embargo_tot" in velden_in_twijfel(gelezen)


@pytest.mark.parametrize(
    ("zin", "moment"),
    [
        ("Op deze brief rust een embargo tot 4 april 2025 om 14.00 uur.", True),
        ("Wij vragen u het embargo tot 4 april 2025 14.00 uur te bewaken.", True),
        ("Het embargo geldt tot vrijdag 4 april 2025, 14.00 uur.", True),
        ("Er is geen embargo tot 4 april 2025 14.00 uur.", False),
        ("Het embargo van 4 april 2025 14.00 uur is opgeheven.", False),
        ("Het embargo geldt tot 4 april 2025 14:00:30.", False),
        ("Het embargo geldt tot 4 april 2025 14.00 uur UTC.", False),
        ("Wij houden het embargo aan.", False),
        ("Het embargo loopt af.", False),
    ],
)
def test_an_embargo_in_the_running_text_is_seen(zin: str, moment: bool) -> None:
    gelezen = brief(tekst=f"Wij sturen u de norm. {zin} Dank u.")
    assert (gelezen.embargo_tot is not None) is moment
    assert ("embargo_tot" in velden_in_twijfel(gelezen)) is not moment


@pytest.mark.parametrize(
    ("zin", "blijft"),
    [
        ("Wij vragen u het embargo niet te schenden.", True),
        ("Het embargo loopt tot 4 april, 14.00 uur.", True),
        ("Het embargo is vervallen.", False),
        ("Het embargo loopt tot 5 april.", False),
        ("Het embargo loopt tot en met 4 april 2025.", False),
    ],
)
def test_the_running_text_may_confirm_an_embargo_but_not_contradict_it(
    zin: str, blijft: bool
) -> None:
    gelezen = brief(extra="Embargo tot 4 april 2025 14.00 uur", tekst=zin)
    assert (gelezen.embargo_tot is not None) is blijft


@given(
    dag=st.dates(date(2025, 4, 1), date(2060, 12, 31)),
    tijd=st.times().map(lambda tijd: tijd.replace(second=0, microsecond=0)),
    weekdag=st.booleans(),
)
def test_an_embargo_is_the_moment_written_or_none(dag: date, tijd: time, weekdag: bool) -> None:
    naam = f"{WEEKDAGEN[dag.weekday()]} " if weekdag else ""
    gelezen = brief(
        extra=f"Embargo tot {naam}{dag.day} {MAANDEN[dag.month - 1]} {dag.year} om {tijd:%H.%M} uur"
    )
    if gelezen.embargo_tot is None:
        assert (
            1 <= tijd.hour <= 3 and dag.month in (3, 10) and dag.weekday() == 6
        )  # the hour the clock changes
    else:
        assert gelezen.embargo_tot.replace(tzinfo=None) == datetime.combine(dag, tijd)


# -- dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "notatie",
    [
        "31 maart 2025",
        "31-03-2025",
        "31/3/2025",
        "31.3.2025",
        "2025-03-31",
        "maandag 31 maart 2025",
        "31 mrt. 2025",
        "31 MAART 2025",
    ],
)
@pytest.mark.parametrize(
    "label", ["Datum: {}", "Datum {}", "**Datum**\n{}", "Verzonden: {}", "d.d. {}", "Zuidhorn, {}"]
)
def test_a_date_is_read_in_every_notation(label: str, notatie: str) -> None:
    gelezen = brief(kop=f"Aan: de raad\nKenmerk: 1\n{label.format(notatie)}\nOnderwerp: Norm\n")
    assert gelezen.datum == date(2025, 3, 31)
    assert gelezen.onzeker == ()


@pytest.mark.parametrize(
    ("regel", "verwacht"),
    [
        ("Datum: 31 maart", None),
        ("Datum: 31 april 2025", None),
        ("Datum: 1-2-25", None),
        ("Datum: 31 maart 2025\nVerzonden: 1 april 2025", None),
        ("Datum: 31 maart 2025 / 1 april 2025", None),
        ("Datum:", None),
        ("Datum: volgt", None),
        ("Datum: dinsdag 31 maart 2025", date(2025, 3, 31)),
        ("Datum: 31 maart 2025 (concept)", date(2025, 3, 31)),
    ],
)
def test_a_doubtful_date_is_marked(regel: str, verwacht: date | None) -> None:
    gelezen = brief(kop=f"Aan: de raad\nKenmerk: 1\n{regel}\nOnderwerp: Norm\n")
    assert gelezen.datum == verwacht
    assert velden_in_twijfel(gelezen) == {"datum"}


@pytest.mark.parametrize(
    ("datum", "zin", "twijfel"),
    [
        ("31 maart 2025", "Op 4 april jl. is getekend.", True),
        ("31 maart 2025", "Op 28 maart jl. is getekend.", False),
        ("31 maart 2025", "Op 31 maart jl. is getekend.", False),
        ("31 maart 2025", "Op 22 mei a.s. is er een bijeenkomst.", False),
        ("31 maart 2025", "Op 22 maart a.s. is er een bijeenkomst.", True),
        ("31 maart 2025", "Op aanstaande vrijdag 28 maart is er een bijeenkomst.", True),
        ("31 maart 2025", "Op aanstaande 28 maart is er een bijeenkomst.", True),
        ("15 januari 2025", "Op 12 december jl. sprak u hierover.", False),
        ("20 december 2025", "Op 3 januari a.s. spreekt u hierover.", False),
        ("20 december 2025", "Op 3 januari 2025 a.s. spreekt u hierover.", True),
        ("31 maart 2025", "Op 4 april 2024 jongstleden is getekend.", False),
        ("31 maart 2025", "Op 4 april is getekend.", False),
    ],
)
def test_a_past_or_coming_day_is_held_against_the_date_of_the_letter(
    datum: str, zin: str, twijfel: bool
) -> None:
    gelezen = brief(kop=f"Aan: de raad\nDatum: {datum}\nOnderwerp: Norm\n", tekst=zin)
    assert ("tekst" in velden_in_twijfel(gelezen)) is twijfel


@pytest.mark.parametrize(
    "tekst", ["14.00 uur", "14:00", "14 uur", "om 14.00", "14.00u", "om 14 uur"]
)
def test_a_time_is_read_in_every_notation(tekst: str) -> None:
    assert [gelezen.tijd() for gelezen in tijden_in(f"4 april 2025 {tekst}")] == [time(14)]


@pytest.mark.parametrize(
    ("tekst", "tijd"),
    [
        ("half drie 's middags", time(14, 30)),
        ("kwart over negen 's ochtends", time(9, 15)),
        ("kwart voor een 's middags", time(12, 45)),
        ("vijf voor half acht ’s avonds", time(19, 25)),
        ("twaalf uur 's middags", time(12)),
        ("9.00 uur 's avonds", time(21)),
        ("zestien uur dertig", time(16, 30)),
        ("eenentwintig uur", time(21)),
        ("half drie", None),
        ("twaalf uur", None),
        ("half een 's nachts", None),
        ("09.00 uur 's avonds", None),
        ("drie uur 's nachts", None),
    ],
)
def test_a_time_in_words_is_settled_by_its_hour_or_its_part_of_the_day(
    tekst: str, tijd: time | None
) -> None:
    assert [vermelding.tijd() for vermelding in tijden_in(tekst)] == [tijd]


@given(st.text(alphabet="0123456789.:-/ jamrtuiom'sdeg", max_size=60))
def test_dates_and_times_in_any_text_are_real_or_none(tekst: str) -> None:
    for vermelding in datums_in(tekst):
        assert vermelding.datum() is None or vermelding.datum().day == vermelding.dag
    assert all(
        gelezen.tijd() is None or gelezen.tijd().hour == gelezen.uur for gelezen in tijden_in(tekst)
    )


# -- the other fields -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("regels", "kenmerk"),
    [
        ("Kenmerk: 123", "123"),
        ("Ons kenmerk\nZ/25/004", "Z/25/004"),
        ("**Zaaknummer:** Z_25_4", "Z_25_4"),
        ("*Kenmerk*  \n\n`123`".replace("`", ""), "123"),
        ("Uw kenmerk: 9\nOns kenmerk: 123", "123"),
        ("Uw kenmerk: 9", None),
        ("Uw kenmerk\tOns kenmerk\n9\t123", "123"),
        ("Uw kenmerk:      Ons kenmerk: 123", "123"),
    ],
)
def test_our_reference_is_read_and_yours_is_not(regels: str, kenmerk: str | None) -> None:
    gelezen = brief(kop=f"Aan: de raad\nDatum: 31 maart 2025\n{regels}\nOnderwerp: Norm\n")
    assert gelezen.kenmerk == kenmerk
    assert gelezen.onzeker == ()


@pytest.mark.parametrize(
    "regels",
    [
        "Kenmerk: 123\nZaaknummer: 456",
        "Uw kenmerk    Ons kenmerk\n             123",
        "Kenmerk:",
        "Kenmerk: onbekend",
    ],
)
def test_a_doubtful_reference_is_marked(regels: str) -> None:
    gelezen = brief(kop=f"Aan: de raad\nDatum: 31 maart 2025\n{regels}\n\nOnderwerp: Norm\n")
    assert gelezen.kenmerk is None
    assert velden_in_twijfel(gelezen) == {"kenmerk"}


@pytest.mark.parametrize(
    "regels",
    [
        "Onderwerp: Norm en plan",
        "Betreft: Norm en plan",
        "### Onderwerp\n\nNorm en plan",
        "**Onderwerp**\nNorm en plan",
        "*Betreft*: **Norm en plan**",
        "Onderwerp\n\nNorm en plan",
        "Onderwerp: Norm\nen plan",
        "Onderwerp\tNorm en plan",
    ],
)
def test_the_subject_is_read_in_every_layout(regels: str) -> None:
    assert brief(kop=f"Aan: de raad\nDatum: 31 maart 2025\n{regels}\n").onderwerp == "Norm en plan"


@pytest.mark.parametrize(
    ("regels", "aan"),
    [
        ("Aan: de raad van Wierdenland", "de raad van Wierdenland"),
        ("Aan de leden van de raad van Wierdenland", "de leden van de raad van Wierdenland"),
        (
            "Aan\nde leden van Provinciale Staten\nvan Waddenland",
            "de leden van Provinciale Staten van Waddenland",
        ),
        (
            "De gemeenteraad van Wierdenland\nPostbus 1\n9999 AA Dorp",
            "De gemeenteraad van Wierdenland",
        ),
        ("Gemeente Wierdenland\nPostbus 1", None),
        ("Gedeputeerde Staten van Waddenland", None),
    ],
)
def test_the_addressee_is_read_with_and_without_a_label(regels: str, aan: str | None) -> None:
    assert brief(kop=f"{regels}\n\nDatum: 31 maart 2025\nOnderwerp: Norm\n").aan == aan


@pytest.mark.parametrize(
    ("regel", "email"),
    [
        ("per mail via [griffie@a.example](mailto:griffie@a.example)", "griffie@a.example"),
        ("E-mail: Griffie@A.example", "griffie@a.example"),
        ("per mail via griffie@a.example\nE-mail: jan@a.example", "griffie@a.example"),
    ],
)
def test_the_address_it_is_sent_to_is_read(regel: str, email: str) -> None:
    assert brief(extra=regel).email == email


@pytest.mark.parametrize(
    "regel",
    ["[griffie@a.example](mailto:iemand@b.example)", "E-mail: a@a.example\nE-mail: b@a.example"],
)
def test_two_addresses_are_marked(regel: str) -> None:
    gelezen = brief(extra=regel)
    assert gelezen.email is None
    assert velden_in_twijfel(gelezen) == {"email"}


@pytest.mark.parametrize(
    ("regel", "naam"),
    [
        ("Contactpersoon  \nSiebolt van Delden", "Siebolt van Delden"),
        ("Behandeld door: Tjalling Hoekstra-Boersma", "Tjalling Hoekstra-Boersma"),
        ("Inlichtingen bij mevrouw A. van 't Land, tel. 0500 12", "A. van 't Land"),
        ("Behandeld door: IJ. de Jong (team Veiligheid)", "IJ. de Jong"),
        ("Contactpersoon: drs. P. d’Hondt - 0500", "drs. P. d’Hondt"),
    ],
)
def test_the_contact_is_a_name(regel: str, naam: str) -> None:
    gelezen = brief(extra=regel)
    assert gelezen.contactpersoon == naam
    assert gelezen.onzeker == ()


@pytest.mark.parametrize(
    "aanhef",
    [
        "Geachte raadsleden,",
        "Geacht college,",
        "Geachte leden van Provinciale Staten,",
        "Geachte leden van het algemeen bestuur,",
        "Geachte voorzitter, geachte leden van de raad,",
        "Beste raadsleden,",
        "Geachte raad",
    ],
)
def test_the_salutation_is_read(aanhef: str) -> None:
    assert brief(aanhef=f"**{aanhef}**").aanhef == aanhef


@pytest.mark.parametrize(
    ("regels", "verwacht"),
    [
        (
            "A. de Boer, burgemeester\nB. Smid, secretaris",
            [("A. de Boer", "burgemeester"), ("B. Smid", "secretaris")],
        ),
        (
            "burgemeester A. de Boer\nsecretaris B. Smid",
            [("A. de Boer", "burgemeester"), ("B. Smid", "secretaris")],
        ),
        (
            "A. de Boer\nburgemeester\n\nB. Smid\nsecretaris",
            [("A. de Boer", "burgemeester"), ("B. Smid", "secretaris")],
        ),
        (
            "De burgemeester,\n\n\nA. de Boer\n\nDe secretaris,\n(handtekening)\nB. Smid",
            [("A. de Boer", "burgemeester"), ("B. Smid", "secretaris")],
        ),
        (
            "de burgemeester\tde secretaris\nA. de Boer\tB. Smid",
            [("A. de Boer", "burgemeester"), ("B. Smid", "secretaris")],
        ),
        (
            "A. de Boer       B. Smid\nburgemeester     secretaris",
            [("A. de Boer", "burgemeester"), ("B. Smid", "secretaris")],
        ),
        ("**A. de Boer**, loco-burgemeester", [("A. de Boer", "loco-burgemeester")]),
        (
            "W. op 't Hof, dijkgraaf\nTh. IJzerman, secretaris-directeur",
            [("W. op 't Hof", "dijkgraaf"), ("Th. IJzerman", "secretaris-directeur")],
        ),
        (
            "Tjalling Hoekstra-Boersma (commissaris van de Koning)",
            [("Tjalling Hoekstra-Boersma", "commissaris van de Koning")],
        ),
        (
            "P. d'Hondt, griffier\nJ. van 't Land - wethouder Financiën",
            [("P. d'Hondt", "griffier"), ("J. van 't Land", "wethouder Financiën")],
        ),
        ("mr. J. Jansen, MSc, provinciesecretaris", [("mr. J. Jansen", "provinciesecretaris")]),
        ("", []),
    ],
)
def test_signatories_are_read_in_every_layout(regels: str, verwacht: list[tuple[str, str]]) -> None:
    gelezen = brief(
        slot=f"Hoogachtend,\nburgemeester en wethouders,\n\n{regels}\n\nBijlage: Norm\n"
    )
    assert [
        (ondertekenaar.naam, ondertekenaar.functie) for ondertekenaar in gelezen.ondertekenaars
    ] == verwacht
    assert gelezen.onzeker == ()


@pytest.mark.parametrize(
    "regels",
    [
        "A. de Boer\nB. Smid\nburgemeester\nsecretaris",
        "burgemeester    secretaris\nA. de Boer",
        "A. de Boer",
        "A. de Boer, burgemeester\nB. Smid",
    ],
)
def test_doubtful_signatories_are_marked_and_left_out(regels: str) -> None:
    gelezen = brief(slot=f"Hoogachtend,\n\n{regels}\n")
    assert gelezen.ondertekenaars == ()
    assert velden_in_twijfel(gelezen) == {"ondertekenaars"}


@pytest.mark.parametrize(
    ("regels", "bijlagen"),
    [
        ("Bijlage: Groningse norm", ("Groningse norm",)),
        ("Bijlage(n): Norm, versie 2; Plan", ("Norm, versie 2", "Plan")),
        ("**Bijlagen:**\n\n- Norm\n- [Plan](https://a.example/plan)", ("Norm", "Plan")),
        ("Bijlagen:\nNorm\nPlan\n\nPostbus 1", ("Norm", "Plan")),
        ("Bijlage 1: Norm\nBijlage 2 – Plan", ("Norm", "Plan")),
        ("Bijlagen: geen", ()),
        ("Bijlagen: 2\n1. Norm\n2. Plan", ("Norm", "Plan")),
    ],
)
def test_attachments_are_read(regels: str, bijlagen: tuple[str, ...]) -> None:
    gelezen = brief(slot=f"{SLOT}\n{regels}\n")
    assert gelezen.bijlagen == bijlagen
    assert gelezen.onzeker == ()


# -- the text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zin", "beleid"),
    [
        (
            "Dit past in het Integraal veiligheidsbeleidsplan 2024 – 2027.",
            ["Integraal veiligheidsbeleidsplan 2024 – 2027"],
        ),
        (
            "In 2022 kwam er een Contourennota die in oktober 2023 is gevolgd door een Plan van aanpak in de regio.",
            ["Contourennota (2022)", "Plan van aanpak (2023)"],
        ),
        (
            "Wij volgen de Kadernota (2025) en de kadernota uit 2024.",
            ["Kadernota (2025)", "Kadernota (2024)"],
        ),
        ("Zie de Contourennota 2022 en de contourennota 2022.", ["Contourennota 2022"]),
        ("In dit plan van aanpak zijn vier opgaven genoemd.", []),
        ("In 2023 maakten wij een plan van aanpak.", []),
        ("Het Actieplan is klaar.", []),
    ],
)
def test_named_policy_is_proposed_and_never_certain(zin: str, beleid: list[str]) -> None:
    gelezen = brief(tekst=zin).als_dict()
    assert gelezen["beleidskader"] == beleid
    assert gelezen["zekerheid"]["beleidskader"]["oordeel"] == (
        "onzeker" if beleid else "niet gevonden"
    )
    assert all(bron["waar"] for bron in gelezen["bronnen"].get("beleidskader", ()))
    assert bool(beleid) == ("beleidskader" in gelezen["bronnen"])


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("een\ntwee\n\ndrie", "<p>een twee</p>\n<p>drie</p>"),
        ("een  \ntwee", "<p>een<br>twee</p>"),
        (
            "# Een\n\n#### Twee ##\n\n**Drie**\n\nVier\n====\n\n__Vijf__",
            "<h2>Een</h2>\n<h3>Twee</h3>\n<h2>Drie</h2>\n<h2>Vier</h2>\n<h2>Vijf</h2>",
        ),
        ("## **Een** *kop*", "<h2>Een kop</h2>"),
        ("**Let op:** dit telt", "<p><strong>Let op:</strong> dit telt</p>"),
        (
            "*a* _b_ **c** ***d***",
            "<p><em>a</em> <em>b</em> <strong>c</strong> <strong><em>d</em></strong></p>",
        ),
        ("2 * 3 * 4 en a_b_c en **open", "<p>2 * 3 * 4 en a_b_c en **open</p>"),
        ("**a *b** c*", "<p><strong>a *b</strong> c*</p>"),
        (r"\*geen\*", "<p>*geen*</p>"),
        ("- a\n- b\n  - c\n- d", "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("3) c\n4) d", '<ol start="3"><li>c</li><li>d</li></ol>'),
        ("de jaren 2024\n– 2027", "<p>de jaren 2024 – 2027</p>"),
        ("• een\n  vervolg\n• twee", "<ul><li>een vervolg</li><li>twee</li></ul>"),
        (
            '[a](https://a.example/?b=1&c="2)',
            '<p>[a](<a href="https://a.example/?b=1&amp;c=">https://a.example/?b=1&amp;c=</a>"2)</p>',
        ),
        (
            "[**a**](mailto:a@b.example)",
            '<p><a href="mailto:a@b.example"><strong>a</strong></a></p>',
        ),
        ("<https://a.example>", '<p><a href="https://a.example">https://a.example</a></p>'),
        (
            "zie https://a.example/b.",
            '<p>zie <a href="https://a.example/b">https://a.example/b</a>.</p>',
        ),
        ("[a](javascript:b) [c](data:d) [e](//f) [g](http://[)", "<p>a c e g</p>"),
        ("<b onclick=x>a & b</b>", "<p>&lt;b onclick=x&gt;a &amp; b&lt;/b&gt;</p>"),
        ("een\n\nPagina 2 van 3\n\ntwee", "<p>een</p>\n<p>twee</p>"),
        (
            "Zie:\n\n| Jaar | Som \\| deel |\n|---|---|\n| 2025 | *3* |\n\nslot",
            '<p>Zie:</p>\n<table><thead><tr><th scope="col">Jaar</th>'
            '<th scope="col">Som | deel</th></tr></thead>'
            "<tbody><tr><td>2025</td><td><em>3</em></td></tr></tbody></table>\n<p>slot</p>",
        ),
        ("een\n\n---\n\ntwee", "<p>een</p>\n<p>twee</p>"),
    ],
)
def test_text_becomes_clean_html(markdown: str, html: str) -> None:
    assert als_html(markdown.split("\n")) == html


class Toetser(HTMLParser):
    """Holds HTML against the short list of elements and attributes, and against proper nesting."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tekst = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {
            *["table", "thead", "tbody", "tr", "th", "td", "h2", "h3", "h4", "h5", "h6"],
            "p",
            "br",
            "ul",
            "ol",
            "li",
            "strong",
            "em",
            "a",
        }
        for naam, waarde in attrs:
            assert (tag, naam) in {("a", "href"), ("ol", "start"), ("th", "scope")}
            assert naam != "href" or (waarde or "").lower().startswith(
                ("http:", "https:", "mailto:")
            )
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.tekst += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("comment")


MARKDOWN = st.lists(
    st.sampled_from(
        [
            "*",
            "**",
            "***",
            "_",
            "__",
            "[a](https://b.example)",
            "[x](javascript:y)",
            "<script>",
            "\\",
            "`",
            "a",
            "B c",
            " ",
            "  \n",
            "\n",
            "\n\n",
            "- ",
            "  - ",
            "1. ",
            "# ",
            "===",
            "---",
            '"',
            "'",
            "&",
            "<https://c.example/*>",
            "https://d.example/_e_",
            "|",
        ]
    ),
    max_size=40,
).map("".join)


@given(MARKDOWN | st.text())
def test_html_is_well_formed_and_safe_whatever_the_text(tekst: str) -> None:
    toetser = Toetser()
    toetser.feed(als_html(tekst.split("\n")))
    toetser.close()
    assert toetser.open == []


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc"))))
def test_escaped_signs_come_back_as_they_were(tekst: str) -> None:
    assert (
        kale_tekst("".join(f"\\{teken}" if teken in r"\*_[]<>()" else teken for teken in tekst))
        == tekst.strip()
    )


# -- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inhoud", "naam", "fout"),
    [
        (b"", "", GeenBrief),
        (b"Hallo wereld", "", GeenBrief),
        (b"Met vriendelijke groet,\nJan", "", GeenBrief),
        (b"Onderwerp: a\nKenmerk: 1\nDatum: 1 mei 2025\n", "", GeenBrief),
        (b"x" * (MAX_BYTES + 1), "", TeGroot),
        (b"x" * (MAX_TEKENS + 1), "", TeGroot),
        (b"\n" * (MAX_REGELS + 1), "", TeGroot),
        (b"%PDF-1.7 ...", "", Beschadigd),
        (b"PK\x03\x04....", "", OnbekendFormaat),
        (b"{\\rtf1 }", "", OnbekendFormaat),
        (b"<!DOCTYPE html><p>Geachte raad,", "", OnbekendFormaat),
        (b"Geachte raad,", "Brief.DOCX", OnbekendFormaat),
        (b"Geachte raad,", "brief.pdf", OnbekendFormaat),
        (b"Geachte raad,", "brief.odt", OnbekendFormaat),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "", OnbekendFormaat),
        (b"Geachte raad,\x00", "", OnbekendFormaat),
        ("Geachte raad, Fryslân".encode()[:-2] + b"\xff", "", OnleesbareTekens),
        (bytes(range(128, 256)) * 9, "", OnleesbareTekens),
        (b"\xff\xfe\x00\xd8", "", OnleesbareTekens),
    ],
)
def test_what_is_no_letter_is_refused(inhoud: bytes, naam: str, fout: type[BriefGeweigerd]) -> None:
    with pytest.raises(fout) as geweigerd:
        lees_brief(inhoud, bestandsnaam=naam)
    assert geweigerd.value.code == fout.code
    assert geweigerd.value.uitleg.endswith(".")


FRAGMENTEN = st.lists(
    st.sampled_from(
        [
            "Geachte raad,",
            "Hoogachtend,",
            "Onderwerp:",
            "Kenmerk",
            "Datum\tKenmerk",
            "31 maart 2025",
            "31 april jl.",
            "14.00 uur",
            "|",
            "Embargo tot",
            "embargo",
            "Aan de raad",
            "A. de Boer",
            "burgemeester",
            "de secretaris,",
            "Bijlagen:",
            "- a",
            "99",
            "\n",
            "\n\n",
            "\t",
            "  ",
            " ",
            "namens het college",
            "griffie@a.example",
            "**",
            "#",
            "tot en met",
            "maandag",
            "9999-12-31",
            "1-1-0001",
            "Verzonden: ",
            "a.s.",
        ]
    )
    | st.text(max_size=5),
    max_size=60,
).map("".join)


@settings(max_examples=300)
@given(
    st.binary()
    | st.text().map(lambda t: t.encode("utf-8", "replace"))
    | FRAGMENTEN.map(lambda t: t.encode("utf-8", "replace"))
)
def test_any_bytes_give_a_letter_or_a_refusal(inhoud: bytes) -> None:
    for volledig in (
        inhoud,
        KOP.encode() + inhoud + b"\n\nGeachte raad,\n" + inhoud + b"\n\n" + SLOT.encode() + inhoud,
    ):
        try:
            gelezen = lees_brief(volledig)
        except BriefGeweigerd as geweigerd:
            assert geweigerd.code and geweigerd.uitleg
        else:
            assert list(json.loads(json.dumps(gelezen.als_dict()))) == SLEUTELS + HERKOMST
            toetser = Toetser()
            toetser.feed(gelezen.tekst or "")
            toetser.close()
            assert toetser.open == []


@pytest.mark.parametrize(
    "stuk",
    [
        "a",
        " ",
        "\t",
        "\n",
        "*",
        "_",
        "**a ",
        "[",
        "](",
        "[a](",
        "<https://",
        "e ",
        "embargo ",
        "embargo\n",
        "embargo 4 april. ",
        "1 ",
        "14.00 ",
        "4 april ",
        "- a\n",
        "a@",
        "a.",
        "niet a ",
        "- ",
        "Datum\n",
        "Bijlage 1: a\n",
        "de ",
        "geachte ",
        "Aan\n",
        "  - a\n",
        "#",
        "| a ",
        "\\",
        "https://a",
        "4 april jl. ",
        "A. de Boer\n",
        "burgemeester\n",
        "de burgemeester ",
        "Datum\tKenmerk\n",
        "geheimhouding. ",
        "=",
        "- - ",
    ],
)
@pytest.mark.parametrize("plaats", ["kop", "tekst", "slot"])
def test_a_long_letter_costs_time_in_proportion(stuk: str, plaats: str) -> None:
    def duur(lengte: int) -> float:
        delen = {"kop": KOP, "tekst": "", "slot": SLOT}
        delen[plaats] += stuk * (lengte // len(stuk))
        regels = f"{delen['kop']}\n\nGeachte raad,\n\n{delen['tekst']}\n\n{delen['slot']}".split(
            "\n"
        )
        begin = klok.process_time()
        with contextlib.suppress(BriefGeweigerd):
            herken(regels)
        return klok.process_time() - begin

    # Four times the text in well under sixteen times the time; the floor keeps a slow machine from deciding.
    assert duur(40_000) < max(10 * duur(10_000), 1.0)
