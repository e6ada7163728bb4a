"""The file of a plan: .xlsx and .csv, written and read.

Reading takes any file whatever: what is none of ours is refused with a reason, within bounds of size
and of rows, before anything of it is used.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.utils import get_column_letter

from groningse_norm.plan.uitwisseling.domain import (
    AFDRUK,
    KENMERK,
    KOLOMMEN,
    MAX_RIJEN,
    OP_KOP,
    Aard,
    Cel,
    Ingelezen,
    Kolom,
    Rij,
    afdruk_van,
)
from groningse_norm.rekenblad import SCHEIDINGSTEKENS, als_csv, heen, terug, zonder_stuurtekens

MAX_BYTES = 10 * 2**20
MAX_UITGEPAKT = 50 * 2**20
MAX_KOLOMMEN = 100
BLAD = "Maatregelen"
_LIJSTEN = "Lijsten"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DTD = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_BREEDTE = {Aard.DATUM: 13, Aard.GETAL: 9, Aard.KEUZE: 22, Aard.TEKST: 32}


class BestandGeweigerd(ValueError):
    """A file that cannot be taken in; ``code`` names the reason, ``bijzonderheid`` what in it."""

    def __init__(self, code: str, bijzonderheid: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.bijzonderheid = bijzonderheid


def _cellen(rij: Rij, kolommen: Sequence[Kolom]) -> list[Any]:
    uit: list[Any] = []
    for kolom in kolommen:
        waarde = rij.get(kolom.naam)
        if waarde is None:
            uit.append("")
        elif kolom.aard is Aard.KEUZE:
            uit.append(kolom.keuzes.get(str(waarde), str(waarde)))
        else:
            uit.append(waarde)
    return uit


def _zichtbare(namen: Iterable[str]) -> list[Kolom]:
    gevraagd = set(namen)
    return [kolom for kolom in KOLOMMEN if kolom.naam in gevraagd]


def als_csv_bestand(maatregelen: Mapping[str, Rij], namen: Iterable[str]) -> bytes:
    """UTF-8, semicolons; dates as ISO 8601."""
    kolommen = _zichtbare(namen)
    zichtbaar = [kolom.naam for kolom in kolommen]
    rijen = [[*(kolom.kop for kolom in kolommen), KENMERK, AFDRUK]]
    for kenmerk, rij in maatregelen.items():
        cellen = [
            cel.isoformat() if isinstance(cel, date) else heen(str(cel))
            for cel in _cellen(rij, kolommen)
        ]
        rijen.append([*cellen, kenmerk, afdruk_van(rij, zichtbaar)])
    return als_csv(rijen)


def als_xlsx(
    maatregelen: Mapping[str, Rij],
    namen: Iterable[str],
    *,
    titel: str,
    uitleg: Sequence[str],
    vrij: Iterable[str],
) -> bytes:
    """A workbook with drop-down lists; what may not be changed is grey."""
    kolommen = _zichtbare(namen)
    zichtbaar, los = [kolom.naam for kolom in kolommen], set(vrij)
    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(
        uit, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    boek.set_properties({"title": titel, "author": "", "comments": ""})
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
            if isinstance(cel, date):
                blad.write_datetime(regel, nummer, cel, vorm[f"{soort}_datum"])
            elif isinstance(cel, int):
                blad.write_number(regel, nummer, cel, vorm[soort])
            else:
                blad.write_string(regel, nummer, zonder_stuurtekens(cel), vorm[soort])
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
    if kolom.aard is Aard.KEUZE:
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
        lijsten.write_string(rij, nummer, zonder_stuurtekens(keuze))
    if keuzes:
        letter = get_column_letter(nummer + 1)
        blad.data_validation(
            1,
            nummer,
            laatste,
            nummer,
            {
                "validate": "list",
                "source": f"={_LIJSTEN}!${letter}$1:${letter}${len(keuzes)}",
                "error_type": "stop" if kolom.aard is Aard.KEUZE else "information",
                "error_title": "Kies uit de lijst",
                "error_message": "Deze waarde staat niet in de lijst.",
            },
        )


def lees(inhoud: bytes) -> list[Ingelezen]:
    """The rows of a file with measures, .xlsx or .csv by its content.

    Raises ``BestandGeweigerd``.
    """
    if len(inhoud) > MAX_BYTES:
        raise BestandGeweigerd("te_groot")
    if not inhoud.strip():
        raise BestandGeweigerd("leeg")
    if inhoud.startswith(_OLE):
        raise BestandGeweigerd("oud_of_versleuteld")
    rijen = _uit_xlsx(inhoud) if inhoud.startswith(b"PK") else _uit_csv(inhoud)
    return _met_koppen(rijen)


def _met_koppen(rijen: Iterator[list[Cel]]) -> list[Ingelezen]:
    koppen = [str(cel.inhoud or "").strip().casefold() for cel in next(rijen, [])]
    plaatsen = {kop: nummer for nummer, kop in reversed(list(enumerate(koppen))) if kop}
    ontbreekt = [
        kop for kop in (KENMERK, AFDRUK, "Nr.", "Maatregel") if kop.casefold() not in plaatsen
    ]
    if ontbreekt:
        raise BestandGeweigerd("koppen", ", ".join(ontbreekt))
    gelezen = []
    for nummer, rij in enumerate(rijen, start=2):
        if nummer > MAX_RIJEN + 1:
            raise BestandGeweigerd("te_veel_rijen", str(MAX_RIJEN))
        if all(cel.inhoud in (None, "") for cel in rij):
            continue
        per_kop = {kop: rij[plek] for kop, plek in plaatsen.items() if plek < len(rij)}
        leeg = {
            kop: Cel(f"{get_column_letter(plek + 1)}{nummer}", None)
            for kop, plek in plaatsen.items()
            if plek >= len(rij)
        }
        alle = per_kop | leeg
        gelezen.append(
            Ingelezen(
                nummer,
                {OP_KOP[kop].naam: cel for kop, cel in alle.items() if kop in OP_KOP},
                alle[KENMERK.casefold()],
                alle[AFDRUK.casefold()],
            )
        )
    if not gelezen:
        raise BestandGeweigerd("geen_rijen")
    return gelezen


def _uit_csv(inhoud: bytes) -> Iterator[list[Cel]]:
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            tekst = inhoud.decode("cp1252")
        except UnicodeDecodeError as error:
            raise BestandGeweigerd("geen_tabel") from error
    if "\0" in tekst:
        raise BestandGeweigerd("geen_tabel")
    kop = tekst.partition("\n")[0]
    teken = max(sorted(SCHEIDINGSTEKENS), key=kop.count)
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=teken, strict=False)
    try:
        for nummer, rij in enumerate(lezer, start=1):
            yield [
                Cel(f"{get_column_letter(plek)}{nummer}", terug(cel))
                for plek, cel in enumerate(islice(rij, MAX_KOLOMMEN), start=1)
            ]
    except csv.Error as error:
        raise BestandGeweigerd("geen_tabel") from error


def _uit_xlsx(inhoud: bytes) -> Iterator[list[Cel]]:
    _controleer_zip(inhoud)
    try:
        boek = openpyxl.load_workbook(io.BytesIO(inhoud), read_only=True, keep_links=False)
    except Exception as error:  # openpyxl lets every error of a broken file through as it comes
        raise BestandGeweigerd("kapot") from error
    try:
        if BLAD not in boek.sheetnames:
            raise BestandGeweigerd("verkeerd_blad", BLAD)
        blad = boek[BLAD]
        try:
            for nummer, rij in enumerate(
                blad.iter_rows(max_row=MAX_RIJEN + 2, max_col=MAX_KOLOMMEN), start=1
            ):
                yield [
                    Cel(
                        f"{get_column_letter(plek)}{nummer}",
                        cel.value,
                        formule=cel.data_type == "f",
                    )
                    for plek, cel in enumerate(rij, start=1)
                ]
        except BestandGeweigerd:
            raise
        except Exception as error:
            raise BestandGeweigerd("kapot") from error
    finally:
        boek.close()


def _controleer_zip(inhoud: bytes) -> None:
    """Refuse what a workbook with measures never is, before anything unpacks it."""
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
            delen = zip_.infolist()
            namen = [deel.filename.casefold() for deel in delen]
            if any(deel.flag_bits & 1 for deel in delen):
                raise BestandGeweigerd("oud_of_versleuteld")
            if sum(deel.file_size for deel in delen) > MAX_UITGEPAKT or len(delen) > 1000:
                raise BestandGeweigerd("te_groot")
            if not any(naam.startswith("xl/") for naam in namen):
                raise BestandGeweigerd("geen_tabel")
            if any("vbaproject" in naam for naam in namen):
                raise BestandGeweigerd("macros")
            if any(naam.startswith(("xl/externallinks", "xl/connections")) for naam in namen):
                raise BestandGeweigerd("koppelingen")
            for deel in delen:
                if deel.filename.casefold().endswith((".xml", ".rels")):
                    with zip_.open(deel) as stroom:
                        if _DTD.search(stroom.read(4096)):
                            raise BestandGeweigerd("kapot")
    except BestandGeweigerd:
        raise
    except Exception as error:  # as above: zipfile and its decompressors have many
        raise BestandGeweigerd("kapot") from error
