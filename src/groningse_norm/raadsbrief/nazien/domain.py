"""What a person must look at in a letter that was read in, and whether that has been done.

A field that was read with certainty may go on as it is. Any other needs a tick, or a value filled in by hand.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from unicodedata import category

from groningse_norm import klok
from groningse_norm.raadsbrief.beleidskader import MAX_REGELS as MAX_BELEID
from groningse_norm.raadsbrief.beleidskader import MAX_TEKENS as MAX_BELEIDSNAAM
from groningse_norm.raadsbrief.domain import Ondertekenaar
from groningse_norm.raadsbrief.embargovermelding import toets_aan_briefdatum
from groningse_norm.raadsbrief.herkomst import NIET_GEVONDEN, ONZEKER, Bron
from groningse_norm.raadsbrief.labels import EMAIL

VELDEN = (
    "embargo_tot",
    "onderwerp",
    "kenmerk",
    "datum",
    "aan",
    "email",
    "contactpersoon",
    "aanhef",
    "tekst",
    "slotgroet",
    "ondertekenaars",
    "bijlagen",
    "beleidskader",
)
# Many a letter has none of these; that none was found needs no tick.
MAG_ONTBREKEN = frozenset({"email", "contactpersoon", "bijlagen", "beleidskader"})
MAX_TEKENS = 1000
MAX_REGELS = 40  # signatories, attachments
_LIJSTEN = frozenset({"ondertekenaars", "bijlagen", "beleidskader"})

VOORBIJ = "Dit moment is al voorbij."


class NazienGeweigerd(ValueError):
    """A field that cannot go on as it is; ``code`` says why."""

    code = "nazien"


class NaTeKijken(NazienGeweigerd):
    """Read without certainty, or not at all, and not confirmed."""

    code = "na_te_kijken"


class GeenDatum(NazienGeweigerd):
    """Not a day between the years of ``klok.JAREN``."""

    code = "geen_datum"


class GeenAdres(NazienGeweigerd):
    """Not an e-mail address."""

    code = "geen_adres"


class Onbruikbaar(NazienGeweigerd):
    """Too long, or with signs that are no text."""

    code = "onbruikbaar"


class EmbargoVoorbij(NazienGeweigerd):
    """The moment has passed or lies before the letter's date, and that was not confirmed."""

    code = "embargo_voorbij"


@dataclass(frozen=True, slots=True)
class Veld:
    """A field as the form shows it.

    ``waarde`` is text: a date as ``2025-03-31``, a moment as local time of Amsterdam ``2025-04-04T14:00``, a list
    one a line. ``gevonden`` are the passages that raise the doubt, ``bronnen`` those that gave the value.
    """

    naam: str
    waarde: str
    oordeel: str
    redenen: tuple[str, ...] = ()
    gevonden: tuple[str, ...] = ()
    bronnen: tuple[Bron, ...] = ()

    @property
    def open(self) -> bool:
        """Does it need a tick or a value?"""
        return self.oordeel == ONZEKER or (
            self.oordeel == NIET_GEVONDEN and self.naam not in MAG_ONTBREKEN
        )


@dataclass(frozen=True, slots=True)
class Nagezien:
    """``waarden`` as of ``Brief.als_dict``, those that were valid; ``fouten`` per field.

    ``bevestigd`` are the fields that were ticked, ``ingevuld`` those whose value a person changed.
    """

    waarden: Mapping[str, Any]
    bevestigd: tuple[str, ...]
    ingevuld: tuple[str, ...]
    fouten: Mapping[str, ValueError]


def velden_van(gelezen: Mapping[str, Any], nu: datetime) -> tuple[Veld, ...]:
    """The fields of a letter (``Brief.als_dict``) to look at."""
    uit = []
    for naam in VELDEN:
        oordeel = gelezen["zekerheid"][naam]["oordeel"]
        redenen = list(gelezen["zekerheid"][naam]["redenen"])
        if naam == "embargo_tot" and gelezen[naam] and datetime.fromisoformat(gelezen[naam]) <= nu:
            oordeel, redenen = ONZEKER, [*redenen, VOORBIJ]
        gevonden = (rij["gevonden"] for rij in gelezen["onzeker"] if rij["veld"] == naam)
        bronnen = tuple(Bron(**bron) for bron in gelezen["bronnen"].get(naam, ()))
        uit.append(
            Veld(
                naam,
                _als_tekst(naam, gelezen[naam]),
                oordeel,
                tuple(redenen),
                tuple(dict.fromkeys(passage for passage in gevonden if passage)),
                bronnen,
            )
        )
    return tuple(uit)


def _als_tekst(naam: str, waarde: Any) -> str:
    if not waarde:
        return ""
    if naam == "embargo_tot":
        lokaal = datetime.fromisoformat(waarde).astimezone(klok.AMSTERDAM)
        return lokaal.strftime("%Y-%m-%dT%H:%M")
    if naam == "ondertekenaars":
        return "\n".join(Ondertekenaar(**wie).regel for wie in waarde)
    return "\n".join(waarde) if naam in _LIJSTEN else str(waarde)


def kijk_na(
    velden: Collection[Veld],
    ingevuld: Mapping[str, str],
    bevestigd: Collection[str],
    nu: datetime,
) -> Nagezien:
    """May this letter become a draft? It may when ``fouten`` is empty.

    ``ingevuld`` is the text of each field but ``tekst``, in the form of ``Veld.waarde``.
    """
    waarden: dict[str, Any] = {}
    fouten: dict[str, ValueError] = {}
    veranderd = []
    for veld in velden:
        leeg = not veld.waarde
        if veld.naam != "tekst":
            tekst = "\n".join(ingevuld.get(veld.naam, "").split("\r\n")).strip()
            try:
                waarden[veld.naam] = _LEES.get(veld.naam, _regel)(tekst)
            except ValueError as error:
                fouten[veld.naam] = error
                continue
            leeg = not waarden[veld.naam]
            if tekst != veld.waarde:
                veranderd.append(veld.naam)
        is_nieuw = veld.naam in veranderd and (not leeg or veld.naam in MAG_ONTBREKEN)
        gewist = veld.naam in veranderd and leeg and veld.naam not in MAG_ONTBREKEN
        if (gewist or (veld.open and not is_nieuw)) and veld.naam not in bevestigd:
            fouten[veld.naam] = NaTeKijken()
    tot = waarden.get("embargo_tot")
    if tot and "embargo_tot" not in {*fouten, *bevestigd}:
        moment, datum = datetime.fromisoformat(tot), waarden.get("datum")
        if moment <= nu or (datum and toets_aan_briefdatum(moment, date.fromisoformat(datum))):
            fouten["embargo_tot"] = EmbargoVoorbij()
    return Nagezien(
        waarden,
        tuple(veld.naam for veld in velden if veld.naam in bevestigd),
        tuple(veranderd),
        {veld.naam: fouten[veld.naam] for veld in velden if veld.naam in fouten},
    )


def _regel(tekst: str) -> str | None:
    if "\n" in tekst:
        raise Onbruikbaar()
    return _tekst(tekst)


def _tekst(tekst: str) -> str | None:
    vreemd = any(category(teken) in ("Cc", "Cs") and teken not in "\n\t" for teken in tekst)
    if vreemd or len(tekst) > MAX_TEKENS:
        raise Onbruikbaar()
    return tekst or None


def _datum(tekst: str) -> str | None:
    if not tekst:
        return None
    try:
        dag = datetime.strptime(tekst, "%Y-%m-%d").date()
    except ValueError as error:
        raise GeenDatum() from error
    if dag.year not in klok.JAREN:
        raise GeenDatum()
    return dag.isoformat()


def _moment(tekst: str) -> str | None:
    """Raises what ``klok.uit_lokaal`` raises."""
    if not tekst:
        return None
    return klok.als_iso(klok.uit_lokaal(datetime.strptime(tekst, "%Y-%m-%dT%H:%M")))


def _adres(tekst: str) -> str | None:
    if tekst and not EMAIL.fullmatch(tekst):
        raise GeenAdres()
    return _regel(tekst)


def _lijst(tekst: str) -> list[str]:
    regels = [regel.strip() for regel in tekst.split("\n") if regel.strip()]
    if len(regels) > MAX_REGELS:
        raise Onbruikbaar()
    for regel in regels:
        _regel(regel)
    return regels


def _beleid(tekst: str) -> list[str]:
    regels = _lijst(tekst)
    if len(regels) > MAX_BELEID or any(len(regel) > MAX_BELEIDSNAAM for regel in regels):
        raise Onbruikbaar()
    return regels


def _ondertekenaars(tekst: str) -> list[dict[str, str | None]]:
    wie = [Ondertekenaar.uit_regel(regel) for regel in _lijst(tekst)]
    if not all(een.naam for een in wie):
        raise Onbruikbaar()
    return [een.als_dict() for een in wie]


_LEES: Mapping[str, Callable[[str], Any]] = {
    "datum": _datum,
    "embargo_tot": _moment,
    "email": _adres,
    "slotgroet": _tekst,
    "ondertekenaars": _ondertekenaars,
    "bijlagen": _lijst,
    "beleidskader": _beleid,
}
