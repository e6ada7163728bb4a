"""The date of a letter, and the days its text speaks of beside that date."""

import re
from collections.abc import Sequence
from datetime import date

from groningse_norm.raadsbrief.briefkop import Briefkop
from groningse_norm.raadsbrief.brieftekst import alineas
from groningse_norm.raadsbrief.labels import datumregel
from groningse_norm.raadsbrief.nederlandse_datums import datums_in, voluit
from groningse_norm.raadsbrief.vondst import Onzeker

_TERUG = re.compile(r"\s{0,3}(?:jl|j\.l|jongstleden|ll|laatstleden)(?!\w)", re.IGNORECASE)
_VOORUIT = re.compile(r"\s{0,3}(?:a\.s|as|aanstaande|eerstkomende)(?!\w)", re.IGNORECASE)
_VOORUIT_ERVOOR = re.compile(r"\b(?:aanstaande|eerstkomende)\s{1,3}$", re.IGNORECASE)


def lees_datum(kop: Briefkop) -> tuple[date | None, list[Onzeker], list[str]]:
    kandidaten = [(vondst.waarde, vondst.bron) for vondst in kop.van("datum")]
    kandidaten += [
        (regel, regel) for blok in kop.vrije_blokken for regel in blok if datumregel(regel)
    ]
    bronnen = list(dict.fromkeys(passage for _, passage in kandidaten))
    bron = " | ".join(bronnen)
    vermeldingen = [vermelding for waarde, _ in kandidaten for vermelding in datums_in(waarde)]
    if not vermeldingen:
        return None, [], []
    if any(vermelding.datum() is None for vermelding in vermeldingen):
        return (
            None,
            [Onzeker.bij("datum", "De datum is niet volledig of bestaat niet.", bron)],
            bronnen,
        )
    if len({vermelding.datum() for vermelding in vermeldingen}) > 1:
        return (
            None,
            [Onzeker.bij("datum", "Er staan meer datums in de brief. Kies de juiste.", bron)],
            bronnen,
        )
    datum = vermeldingen[0].datum()
    if any(not vermelding.weekdag_klopt() for vermelding in vermeldingen):
        return (
            datum,
            [Onzeker.bij("datum", "De dag van de week past niet bij deze datum.", bron)],
            bronnen,
        )
    if any(not datumregel(waarde) for waarde, _ in kandidaten):
        return (
            datum,
            [
                Onzeker.bij(
                    "datum",
                    "Er staat meer bij de datum. Controleer of dit de datum van de brief is.",
                    bron,
                )
            ],
            bronnen,
        )
    return datum, [], bronnen


def tegenspraak(tekst: Sequence[str], datum: date) -> list[Onzeker]:
    """Dates called past ("jl.") that lie after the letter's date, or coming ("a.s.") that lie before it.

    A date without a year is taken in the year that brings it nearest to the letter's date.
    """
    gevonden = []
    for alinea in alineas(tekst):
        for vermelding in datums_in(alinea):
            na = alinea[vermelding.eind : vermelding.eind + 20]
            voor = alinea[max(0, vermelding.begin - 20) : vermelding.begin]
            terug, vooruit = _TERUG.match(na), _VOORUIT.match(na) or _VOORUIT_ERVOOR.search(voor)
            dag = vermelding.nabij(datum) if terug or vooruit else None
            if dag is None or dag == datum or (dag < datum if terug else dag > datum):
                continue
            plaats, woord = ("na", "voorbij") if terug else ("voor", "nog komt")
            reden = (
                f"De brief schrijft over {voluit(dag)} alsof die dag {'al voorbij is' if terug else woord}, "
                f"maar die ligt {plaats} de datum van de brief ({voluit(datum)})."
            )
            gevonden.append(
                Onzeker.bij("tekst", reden, _zin_rond(alinea, vermelding.begin, vermelding.eind))
            )
    return gevonden


def _zin_rond(alinea: str, begin: int, eind: int) -> str:
    """The passage around a date; the abbreviations beside it make exact sentence ends uncertain."""
    punt = alinea.rfind(". ", max(0, begin - 120), begin)
    start = punt + 2 if punt >= 0 else max(0, begin - 120)
    stop = alinea.find(". ", eind + 5, eind + 150)
    return alinea[start : stop + 1 if stop >= 0 else eind + 150]
