"""What makes a letter hard to read, each by name and in every format in which it can stand."""

from collections.abc import Callable

import pytest
from overheidsbrieven import pdf, tekst, word
from tweede_reeks import opendocument

from groningse_norm.raadsbrief.inlezen import lees_brief

KOP = (
    "Aan: de raad van de gemeente Wierdenland",
    "Datum: 31 maart 2025",
    "Kenmerk: Z-12",
    "Onderwerp: Norm",
)
TEKST = ("Geachte raad,", "Hierbij ontvangt u de norm.")
SLOT = ("Hoogachtend,", "burgemeester en wethouders van Wierdenland,", "A. de Boer, burgemeester")


def als_html(*stukken: str | list[list[str]]) -> Callable[[], bytes]:
    delen = []
    for stuk in stukken:
        if isinstance(stuk, str):
            delen.append(f"<p>{stuk}</p>")
            continue
        rijen = ("".join(f"<td style='width:6cm'>{cel}</td>" for cel in rij) for rij in stuk)
        delen.append(f"<table>{''.join(f'<tr>{rij}</tr>' for rij in rijen)}</table>")
    return pdf("".join(delen))


def als_regels(*stukken: str | list[list[str]]) -> Callable[[], bytes]:
    regels = []
    for stuk in stukken:
        regels += [stuk] if isinstance(stuk, str) else ["\t".join(rij) for rij in stuk]
        regels += [""] if stuk in (KOP[-1], *TEKST, SLOT[1]) else []
    return tekst("\n".join(regels))


FORMATEN = {"txt": als_regels, "md": als_regels, "docx": word, "odt": opendocument, "pdf": als_html}
formaten = pytest.mark.parametrize("formaat", FORMATEN)


def lees(formaat: str, *stukken: str | list[list[str]]) -> dict:
    inhoud = FORMATEN[formaat](*stukken)()
    return lees_brief(inhoud, bestandsnaam=f"brief.{formaat}").als_dict()


def oordeel(gelezen: dict, veld: str) -> str:
    return gelezen["zekerheid"][veld]["oordeel"]


@formaten
def test_a_plain_letter_is_read_with_certainty(formaat: str) -> None:
    gelezen = lees(formaat, *KOP, *TEKST, *SLOT)
    assert (gelezen["datum"], gelezen["kenmerk"], gelezen["onderwerp"]) == (
        "2025-03-31",
        "Z-12",
        "Norm",
    )
    assert gelezen["onzeker"] == []


@formaten
def test_two_candidate_dates_are_marked_and_none_is_taken(formaat: str) -> None:
    gelezen = lees(formaat, *KOP, "Verzonden: 2 april 2025", *TEKST, *SLOT)
    assert gelezen["datum"] is None
    assert oordeel(gelezen, "datum") == "onzeker"


@formaten
@pytest.mark.parametrize(
    "regel",
    [
        "Embargo tot 4 april 2025",  # no time
        "Embargo tot 4 april 14.00 uur",  # no year
        "Embargo tot en met 4 april 2025 14.00 uur",
        "Embargo tot 4 april 2025 2 uur",  # on the 12-hour clock
        "Embargo tot 4 april 2025, half drie",
        "Embargo tot 28 maart 2025 14.00 uur",  # before the letter
        "Embargo tot maandag 4 april 2025 14.00 uur",  # it was a Friday
    ],
)
def test_a_doubtful_embargo_is_marked_and_left_empty(formaat: str, regel: str) -> None:
    gelezen = lees(formaat, regel, *KOP, *TEKST, *SLOT)
    assert gelezen["embargo_tot"] is None
    assert oordeel(gelezen, "embargo_tot") == "onzeker"


@formaten
@pytest.mark.parametrize(
    "tijd", ["half drie 's middags", "2.30 uur ’s middags", "om half drie 's middags"]
)
def test_a_time_with_its_part_of_the_day_is_proposed_and_marked(formaat: str, tijd: str) -> None:
    gelezen = lees(formaat, f"Embargo tot 4 april 2025, {tijd}", *KOP, *TEKST, *SLOT)
    assert gelezen["embargo_tot"] == "2025-04-04T14:30:00+02:00"
    assert oordeel(gelezen, "embargo_tot") == "onzeker"


@formaten
def test_a_weekday_that_contradicts_the_date_is_marked(formaat: str) -> None:
    kop = (KOP[0], "Datum: dinsdag 31 maart 2025", *KOP[2:])
    assert oordeel(lees(formaat, *kop, *TEKST, *SLOT), "datum") == "onzeker"


@formaten
def test_signatories_in_columns_are_read(formaat: str) -> None:
    slot = (*SLOT[:2], [["A. de Boer", "S. van Delden"], ["burgemeester", "secretaris"]])
    assert lees(formaat, *KOP, *TEKST, *slot)["ondertekenaars"] == [
        {"naam": "A. de Boer", "functie": "burgemeester"},
        {"naam": "S. van Delden", "functie": "secretaris"},
    ]


@formaten
def test_a_label_that_follows_its_value_gives_no_wrong_field(formaat: str) -> None:
    kop = (KOP[0], [["31 maart 2025", "Datum"], ["Z-12", "Kenmerk"]], KOP[3])
    gelezen = lees(formaat, *kop, *TEKST, *SLOT)
    for veld, goed in (("datum", "2025-03-31"), ("kenmerk", "Z-12")):
        assert gelezen[veld] == goed or (
            gelezen[veld] is None and oordeel(gelezen, veld) == "onzeker"
        )
    assert gelezen["onderwerp"] == "Norm"


@formaten
def test_a_letterhead_in_a_table_is_read(formaat: str) -> None:
    kop = (
        [
            ["Aan", "de raad"],
            ["Datum", "31 maart 2025"],
            ["Kenmerk", "Z-12"],
            ["Onderwerp", "Norm"],
        ],
    )
    gelezen = lees(formaat, *kop, *TEKST, *SLOT)
    assert [gelezen[veld] for veld in ("aan", "datum", "kenmerk", "onderwerp")] == [
        "de raad", "2025-03-31", "Z-12", "Norm",
    ]  # fmt: skip


@formaten
@pytest.mark.parametrize(
    ("zin", "gemarkeerd"),
    [
        ("Op 28 maart jl. is de norm getekend.", False),
        ("Op 4 april a.s. wordt de norm getekend.", False),
        ("Op 4 april jl. is de norm getekend.", True),
        ("Op 28 maart a.s. wordt de norm getekend.", True),
    ],
)
def test_days_called_past_or_coming_are_held_against_the_letter(
    formaat: str, zin: str, gemarkeerd: bool
) -> None:
    gelezen = lees(formaat, *KOP, TEKST[0], zin, *SLOT)
    assert (oordeel(gelezen, "tekst") == "onzeker") is gemarkeerd


@formaten
@pytest.mark.parametrize(
    "naam",
    [
        "Sjoukje fan der Wâl-Ypma",
        "Ype Ús",
        "Geert-Jan ten Kate",
        "Eltje d'Olde",
        "Tjitske van 't Zandt",
        "Jan Oethoes",
    ],
)
def test_frisian_and_gronings_names_are_read(formaat: str, naam: str) -> None:
    gelezen = lees(formaat, *KOP, *TEKST, *SLOT[:2], f"{naam}, burgemeester")
    assert gelezen["ondertekenaars"] == [{"naam": naam, "functie": "burgemeester"}]


@formaten
@pytest.mark.parametrize(
    "groet",
    [
        "Mei freonlike groetnis,",
        "Mit vrundelke groutnis,",
        "Met vriendelijke groet en hoogachtend,",
        "Met vriendelijke groet, mei freonlike groetnis,",
    ],
)
def test_a_closing_in_another_tongue_or_twice_is_read(formaat: str, groet: str) -> None:
    gelezen = lees(formaat, *KOP, *TEKST, groet, *SLOT[1:])
    assert gelezen["slotgroet"] == f"{groet}\n{SLOT[1]}"
    assert oordeel(gelezen, "slotgroet") == "zeker"


@formaten
def test_an_unknown_closing_is_marked(formaat: str) -> None:
    gelezen = lees(formaat, *KOP, *TEKST, "Wij groeten u allen,", *SLOT[1:])
    assert oordeel(gelezen, "slotgroet") == "onzeker"


@pytest.mark.parametrize("formaat", ["docx", "odt"])
def test_labels_above_values_hold_their_columns_with_an_empty_cell(formaat: str) -> None:
    tabel = [["Uw kenmerk", "Ons kenmerk", "Datum"], ["", "Z-12", "31 maart 2025"]]
    gelezen = lees(formaat, KOP[0], tabel, KOP[3], *TEKST, *SLOT)
    assert (gelezen["kenmerk"], gelezen["datum"]) == ("Z-12", "2025-03-31")
    assert gelezen["onzeker"] == []


@pytest.mark.parametrize("formaat", ["docx", "odt"])
def test_a_subject_over_two_rows_of_a_table_is_read_whole(formaat: str) -> None:
    tabel = [["Onderwerp", "Uitstel van het besluit"], ["", "over de haven"], ["Kenmerk", "Z-12"]]
    gelezen = lees(formaat, *KOP[:2], tabel, *TEKST, *SLOT)
    assert gelezen["onderwerp"] == "Uitstel van het besluit over de haven"
    assert gelezen["kenmerk"] == "Z-12"


@formaten
def test_a_subject_that_goes_on_in_lower_case_is_read_whole(formaat: str) -> None:
    kop = (*KOP[:3], "Onderwerp: Uitstel van het besluit", "over de haven")
    gelezen = lees(formaat, *kop, *TEKST, *SLOT)
    assert gelezen["onderwerp"] == "Uitstel van het besluit over de haven"
    # The lines of one paragraph belong together; the next paragraph only may.
    assert oordeel(gelezen, "onderwerp") == ("zeker" if formaat in ("txt", "md") else "onzeker")


def test_columns_of_a_pdf_that_nearly_touch_are_told_apart_by_their_labels() -> None:
    css = "td{padding:0 4px 0 0}"
    tabel = "<table><tr><td>Datum<td>Kenmerk<tr><td>31 maart 2025<td>Z-12</table>"
    html = "".join(f"<p>{stuk}</p>" for stuk in (KOP[0], KOP[3], *TEKST, *SLOT))
    gelezen = lees_brief(pdf(tabel + html, css)(), bestandsnaam="brief.pdf")
    assert (gelezen.kenmerk, str(gelezen.datum)) == ("Z-12", "2025-03-31")


def test_a_closing_beside_columns_of_a_pdf_is_no_part_of_them() -> None:
    kolommen = (
        "<p>Wij kijken met u terug op wat er is bereikt in alle gemeenten van deze provincie.</p>"
        * 6
    )
    html = "".join(f"<p>{stuk}</p>" for stuk in (*KOP, TEKST[0]))
    html += (
        f"<div style='columns:2;column-gap:20px'>{kolommen}</div><p>{SLOT[0]}</p><p>{SLOT[1]}</p>"
    )
    html += "<table><tr><td style='width:8cm'>A. de Boer<td>S. Bos<tr><td>burgemeester<td>secretaris</table>"
    gelezen = lees_brief(pdf(html)(), bestandsnaam="brief.pdf")
    assert [wie.naam for wie in gelezen.ondertekenaars] == ["A. de Boer", "S. Bos"]
    assert (gelezen.tekst or "").count("Wij kijken met u terug") == 6
