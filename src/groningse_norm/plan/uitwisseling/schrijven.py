"""The file of a plan, written: .xlsx and .csv."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from groningse_norm.plan.uitwisseling.bestand import BLAD
from groningse_norm.plan.uitwisseling.domain import (
    AFDRUK,
    KENMERK,
    KOLOMMEN,
    Aard,
    Kolom,
    Rij,
    afdruk_van,
    schrijf_cel,
)
from groningse_norm.rekenblad import als_csv, heen, zonder_stuurtekens

_LIJSTEN = "Lijsten"
_BREEDTE = {Aard.DATUM: 13, Aard.GETAL: 9, Aard.KEUZE: 22, Aard.TEKST: 32, Aard.PERSOON: 24}
# Before this day a spreadsheet counts a 29 February 1900 that never was, or nothing at all.
_EERSTE_DAG = date(1900, 3, 1)


def als_csv_bestand(
    maatregelen: Mapping[str, Rij], namen: Iterable[str], kolommen: Sequence[Kolom] = KOLOMMEN
) -> bytes:
    """UTF-8, semicolons; dates as ISO 8601."""
    kolommen = _zichtbare(namen, kolommen)
    zichtbaar = [kolom.naam for kolom in kolommen]
    rijen = [[*(kolom.kop for kolom in kolommen), KENMERK, AFDRUK]]
    for kenmerk, rij in maatregelen.items():
        cellen = [
            cel.isoformat() if isinstance(cel, date) else heen(str(cel))
            for cel in _cellen(rij, kolommen)
        ]
        rijen.append([*cellen, kenmerk, afdruk_van(rij, zichtbaar)])
    return als_csv(rijen)


def _zichtbare(namen: Iterable[str], kolommen: Sequence[Kolom]) -> list[Kolom]:
    gevraagd = set(namen)
    return [kolom for kolom in kolommen if kolom.naam in gevraagd]


def _cellen(rij: Rij, kolommen: Sequence[Kolom]) -> list[str | int | date]:
    return [schrijf_cel(kolom, rij.get(kolom.naam)) for kolom in kolommen]


def als_xlsx(
    maatregelen: Mapping[str, Rij],
    namen: Iterable[str],
    *,
    titel: str,
    uitleg: Sequence[str],
    vrij: Iterable[str],
    kolommen: Sequence[Kolom] = KOLOMMEN,
) -> bytes:
    """A workbook with drop-down lists; what may not be changed is grey.

    ``kolommen`` know who may carry out a measure.
    """
    kolommen = _zichtbare(namen, kolommen)
    zichtbaar, los = [kolom.naam for kolom in kolommen], set(vrij)
    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(
        uit, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    boek.set_properties({"title": zonder_stuurtekens(titel)[:255], "author": "", "comments": ""})
    vorm = {
        "kop": boek.add_format(
            {"bold": True, "bg_color": "#0B5275", "font_color": "#FFFFFF", "text_wrap": True}
        ),
        "vrij": boek.add_format({"text_wrap": True, "valign": "top"}),
        "vast": boek.add_format({"text_wrap": True, "valign": "top", "bg_color": "#EEF1F4"}),
        "vrij_datum": boek.add_format({"num_format": "dd-mm-yyyy", "valign": "top"}),
        "vast_datum": boek.add_format(
            {"num_format": "dd-mm-yyyy", "valign": "top", "bg_color": "#EEF1F4"}
        ),
    }
    blad, lijsten = boek.add_worksheet(BLAD), boek.add_worksheet(_LIJSTEN)
    lijsten.hide()
    toelichting = boek.add_worksheet("Uitleg")
    toelichting.set_column(0, 0, 100)
    for nummer, zin in enumerate(uitleg):
        toelichting.write_string(nummer, 0, zin, vorm["vrij"])

    laatste = max(len(maatregelen), 1) + 200
    for nummer, kolom in enumerate(kolommen):
        blad.write_string(0, nummer, kolom.kop, vorm["kop"])
        blad.set_column(nummer, nummer, _BREEDTE[kolom.aard])
        _keuzelijst(blad, lijsten, nummer, kolom, maatregelen, laatste)
    for nummer, kop in enumerate((KENMERK, AFDRUK), start=len(kolommen)):
        blad.write_string(0, nummer, kop, vorm["kop"])
        blad.set_column(nummer, nummer, 12, None, {"hidden": True})
    for regel, (kenmerk, rij) in enumerate(maatregelen.items(), start=1):
        for nummer, (kolom, cel) in enumerate(zip(kolommen, _cellen(rij, kolommen), strict=True)):
            soort = "vrij" if kolom.naam in los else "vast"
            if isinstance(cel, date) and cel >= _EERSTE_DAG:
                blad.write_datetime(regel, nummer, cel, vorm[f"{soort}_datum"])
            elif isinstance(cel, int):
                blad.write_number(regel, nummer, cel, vorm[soort])
            else:
                blad.write_string(regel, nummer, str(cel), vorm[soort])
        blad.write_string(regel, len(kolommen), kenmerk)
        blad.write_string(regel, len(kolommen) + 1, afdruk_van(rij, zichtbaar))
    blad.freeze_panes(1, 2)
    blad.autofilter(0, 0, max(len(maatregelen), 1), len(kolommen) - 1)
    blad.set_landscape()
    blad.repeat_rows(0)
    blad.fit_to_pages(1, 0)
    boek.close()
    return uit.getvalue()


def _keuzelijst(blad, lijsten, nummer: int, kolom: Kolom, maatregelen, laatste: int) -> None:
    """A drop-down list below a head: fixed choices are held to, owners are a help."""
    vast = kolom.aard in (Aard.KEUZE, Aard.PERSOON)
    if vast:
        keuzes = list(kolom.keuzes.values())
    elif kolom.naam == "eigenaar":
        keuzes = sorted({str(rij["eigenaar"]) for rij in maatregelen.values() if rij["eigenaar"]})
    elif kolom.aard is Aard.DATUM:
        blad.data_validation(
            1,
            nummer,
            laatste,
            nummer,
            {
                "validate": "date",
                "criteria": "between",
                "minimum": date(1990, 1, 1),
                "maximum": date(2199, 12, 31),
                "error_title": "Geen datum",
                "error_message": "Vul een datum in, bijvoorbeeld 31-12-2026.",
            },
        )
        return
    else:
        return
    for rij, keuze in enumerate(keuzes):
        lijsten.write_string(rij, nummer, str(schrijf_cel(kolom, keuze)))
    if keuzes:
        letter = xl_col_to_name(nummer)
        blad.data_validation(
            1,
            nummer,
            laatste,
            nummer,
            {
                "validate": "list",
                "source": f"={_LIJSTEN}!${letter}$1:${letter}${len(keuzes)}",
                "error_type": "stop" if vast else "information",
                "error_title": "Kies uit de lijst",
                "error_message": "Deze waarde staat niet in de lijst.",
            },
        )
