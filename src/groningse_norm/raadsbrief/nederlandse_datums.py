"""Dates and times as they stand in Dutch letters.

Text in, mentions out: what a letter writes may be incomplete ("4 april"), impossible ("31 april 2025") or ambiguous
("2 uur"). A mention keeps that visible; only ``datum()`` and ``tijd()`` turn it into a value, and answer None when the
text does not settle it. Local times are Europe/Amsterdam.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

WEEKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_FRIESE_MAANDEN = (
    "jannewaris",
    "febrewaris",
    "maart",
    "april",
    "maaie",
    "juny",
    "july",
    "augustus",
    "septimber",
    "oktober",
    "novimber",
    "desimber",
)
_FRIESE_WEEKDAGEN = ("moandei", "tiisdei", "woansdei", "tongersdei", "freed", "sneon", "snein")
_WEEKDAGNUMMER = {
    naam: nummer for rij in (WEEKDAGEN, _FRIESE_WEEKDAGEN) for nummer, naam in enumerate(rij)
}
_MAANDNUMMER = {
    naam: nummer for rij in (MAANDEN, _FRIESE_MAANDEN) for nummer, naam in enumerate(rij, 1)
} | {
    "jan": 1,
    "feb": 2,
    "mrt": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "okt": 10,
    "nov": 11,
    "dec": 12,
}

# Every quantifier is bounded and every start is anchored on a word boundary, so a search is linear in the text.
_DATUM = re.compile(
    rf"""(?<!\w)
    (?:(?P<weekdag>{"|".join(_WEEKDAGNUMMER)}),?\s{{1,3}})?
    (?:
        (?P<jaar_iso>[0-9]{{4}})-(?P<maand_iso>[0-9]{{2}})-(?P<dag_iso>[0-9]{{2}})(?![0-9])
      | (?P<dag_cijfers>[0-9]{{1,2}})(?P<teken>[-/.])(?P<maand_cijfers>[0-9]{{1,2}})(?P=teken)
        (?P<jaar_cijfers>[0-9]{{4}}|[0-9]{{2}})(?![0-9])
      | (?P<dag>[0-9]{{1,2}})(?:e|ste|de)?\s{{1,3}}(?P<maand>{"|".join(sorted(_MAANDNUMMER, key=len, reverse=True))})
        (?!\w)\.?(?:\s{{1,3}}(?P<jaar>(?:19|20|21)[0-9]{{2}})(?![0-9.:]))?
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_EENHEDEN = ("", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TIENTALLEN = {20: "twintig", 30: "dertig", 40: "veertig", 50: "vijftig"}
_GETALLEN = (
    dict(zip(_EENHEDEN[1:], range(1, 10), strict=True))
    | dict(
        zip(
            (
                "tien",
                "elf",
                "twaalf",
                "dertien",
                "veertien",
                "vijftien",
                "zestien",
                "zeventien",
                "achttien",
                "negentien",
            ),
            range(10, 20),
            strict=True,
        )
    )
    | {naam: tiental for tiental, naam in _TIENTALLEN.items()}
    | {
        f"{een}{'ën' if een in ('twee', 'drie') else 'en'}{naam}": tiental + nummer
        for tiental, naam in _TIENTALLEN.items()
        for nummer, een in enumerate(_EENHEDEN)
        if een
    }
    | {"één": 1}
)
_GETAL = f"(?:{'|'.join(sorted(_GETALLEN, key=len, reverse=True))})"
_DAGDEEL = r"(?:\s{1,3}['’‘`]?s\s{0,3}(?P<dagdeel>ochtend|morgen|middag|avond|nacht)s(?!\w))?"
# Which hours each part of the day names; at night the date itself is in doubt.
_UREN_VAN = {
    "ochtend": range(5, 12),
    "morgen": range(5, 12),
    "middag": range(12, 18),
    "avond": range(18, 24),
    "nacht": range(0),
}
_TIJD = re.compile(
    r"""(?<![\w.:,/-])(?P<om>om\s{1,3})?
    (?P<uur>[0-9]{1,2})(?:[.:](?P<minuut>[0-9]{2}))?(?![0-9])(?!\s{0,3}[%€])
    (?P<eenheid>\s{0,3}(?:uur|u\.|u)(?!\w))?"""
    + _DAGDEEL,
    re.VERBOSE | re.IGNORECASE,
)
_TIJD_IN_WOORDEN = re.compile(
    rf"""(?<!\w)(?:om\s{{1,3}})?
    (?:(?P<ernaast>kwart|{_GETAL})\s{{1,3}}(?P<kant>voor|over)\s{{1,3}})?
    (?P<half>half\s{{1,3}})?
    (?P<uur>{_GETAL})(?!\w)
    (?P<eenheid>\s{{1,3}}uur(?!\w)(?:\s{{1,3}}(?:en\s{{1,3}})?(?P<minuut>{_GETAL})(?!\w))?)?"""
    + _DAGDEEL,
    re.VERBOSE | re.IGNORECASE,
)

# From this hour on "7.30 uur" is read as morning; "2.00 uur" without a leading zero may as well be the afternoon.
_VROEGSTE_UUR_ZONDER_NUL = 7
_JAREN = range(1900, 2200)  # a letter of an authority names no other; two digits are no year


class TijdBestaatNiet(ValueError):
    """The local time is skipped when summer time begins."""


class TijdBestaatTweemaal(ValueError):
    """The local time passes twice when summer time ends."""


@dataclass(frozen=True, slots=True)
class Datumvermelding:
    """A date as written. ``weekdag`` is 0 (maandag) to 6; ``begin`` and ``eind`` are offsets in the searched text."""

    dag: int
    maand: int
    jaar: int | None
    weekdag: int | None
    begin: int
    eind: int

    def datum(self) -> date | None:
        """The date, or None if the year is missing or the day does not exist."""
        return None if self.jaar is None else self.in_jaar(self.jaar)

    def in_jaar(self, jaar: int) -> date | None:
        """The date in that year, or None if the day does not exist there."""
        try:
            return date(jaar, self.maand, self.dag)
        except ValueError:
            return None

    def weekdag_klopt(self) -> bool:
        """Whether the weekday, if written, is that of the date; True as long as nothing contradicts."""
        datum = self.datum()
        return self.weekdag is None or datum is None or datum.weekday() == self.weekdag

    def nabij(self, ijkpunt: date) -> date | None:
        """The date, in the year written or else in the year that brings it nearest to ``ijkpunt``."""
        if self.jaar is not None:
            return self.datum()
        mogelijk = [
            self.in_jaar(jaar)
            for jaar in range(max(ijkpunt.year - 1, 1), min(ijkpunt.year + 1, 9999) + 1)
        ]
        return min(
            (dag for dag in mogelijk if dag), key=lambda dag: abs(dag - ijkpunt), default=None
        )


@dataclass(frozen=True, slots=True)
class Tijdvermelding:
    """A time of day as written. ``minuut`` is None for "14 uur"; ``voorloopnul`` tells "02" from "2".

    ``dagdeel`` is "ochtend", "morgen", "middag", "avond" or "nacht".
    """

    uur: int
    minuut: int | None
    voorloopnul: bool
    begin: int
    eind: int
    dagdeel: str | None = None
    in_woorden: bool = False

    def tijd(self) -> time | None:
        """The time on the 24-hour clock, or None if it does not exist or may be meant on the 12-hour clock."""
        minuut = self.minuut or 0
        if self.uur > 23 or minuut > 59:
            return None
        if self.dagdeel:
            uren = (
                {self.uur}
                if self.uur > 12 or self.voorloopnul
                else {self.uur % 12, self.uur % 12 + 12}
            )
            passend = uren.intersection(_UREN_VAN[self.dagdeel])
            return time(passend.pop(), minuut) if passend else None
        if (self.minuut is None or self.in_woorden) and self.uur <= 12:
            return None
        if 0 < self.uur < _VROEGSTE_UUR_ZONDER_NUL and not self.voorloopnul:
            return None
        return time(self.uur, minuut)


def datums_in(tekst: str) -> list[Datumvermelding]:
    """All dates in the text, in order. A year of two digits, or outside 1900-2199, counts as no year."""
    gevonden = []
    for treffer in _DATUM.finditer(tekst):
        deel = treffer.groupdict()
        dag = deel["dag"] or deel["dag_iso"] or deel["dag_cijfers"]
        maand = deel["maand_iso"] or deel["maand_cijfers"] or _MAANDNUMMER[deel["maand"].casefold()]
        jaar = deel["jaar"] or deel["jaar_iso"] or deel["jaar_cijfers"]
        weekdag = deel["weekdag"]
        gevonden.append(
            Datumvermelding(
                dag=int(dag),
                maand=int(maand),
                jaar=int(jaar) if jaar and int(jaar) in _JAREN else None,
                weekdag=_WEEKDAGNUMMER[weekdag.casefold()] if weekdag else None,
                begin=treffer.start(),
                eind=treffer.end(),
            )
        )
    return gevonden


def tijden_in(tekst: str) -> list[Tijdvermelding]:
    """All times of day in the text, in order; digits that belong to a date are passed over."""
    zonder_datums = list(tekst)
    for vermelding in datums_in(tekst):
        zonder_datums[vermelding.begin : vermelding.eind] = " " * (
            vermelding.eind - vermelding.begin
        )
    rest = "".join(zonder_datums)
    in_cijfers = [
        Tijdvermelding(
            uur=int(treffer["uur"]),
            minuut=int(treffer["minuut"]) if treffer["minuut"] else None,
            voorloopnul=treffer["uur"].startswith("0"),
            begin=treffer.start(),
            eind=treffer.end(),
            dagdeel=_dagdeel(treffer),
        )
        for treffer in _TIJD.finditer(rest)
        if treffer["minuut"] or treffer["eenheid"] or treffer["om"] or treffer["dagdeel"]
    ]
    in_woorden = [
        _uit_woorden(treffer)
        for treffer in _TIJD_IN_WOORDEN.finditer(rest)
        if treffer["eenheid"] or treffer["half"] or treffer["kant"] or treffer["dagdeel"]
    ]
    return sorted((*in_cijfers, *in_woorden), key=lambda vermelding: vermelding.begin)


def _dagdeel(treffer: re.Match[str]) -> str | None:
    return treffer["dagdeel"].casefold() if treffer["dagdeel"] else None


def _uit_woorden(treffer: re.Match[str]) -> Tijdvermelding:
    """ "Half drie" is 2.30 and "kwart voor drie" 2.45, on a clock of twelve hours as long as nothing says otherwise."""
    uur = _GETALLEN[treffer["uur"].casefold()]
    minuten = uur * 60 - 30 * bool(treffer["half"])
    if treffer["minuut"]:
        minuten += _GETALLEN[treffer["minuut"].casefold()]
    if kant := treffer["kant"]:
        naast = treffer["ernaast"].casefold()
        verschil = 15 if naast == "kwart" else _GETALLEN[naast]
        minuten += verschil if kant.casefold() == "over" else -verschil
    uren, minuut = divmod(minuten, 60)
    return Tijdvermelding(
        uur=12 if uren == 0 else uren,
        # "Veertien uur" is settled by its hour; "half drie" must not look like "2.30 uur" in digits.
        minuut=minuut or None,
        voorloopnul=False,
        begin=treffer.start(),
        eind=treffer.end(),
        dagdeel=_dagdeel(treffer),
        in_woorden=True,
    )


def amsterdams_moment(dag: date, tijd: time) -> datetime:
    """The aware moment of a local day and time.

    Raises TijdBestaatNiet or TijdBestaatTweemaal around the change of the clock: both need a person.
    """
    vroeg = datetime.combine(dag, tijd, AMSTERDAM)
    laat = vroeg.replace(fold=1)
    if vroeg.utcoffset() == laat.utcoffset():
        return vroeg
    terug = vroeg.astimezone(UTC).astimezone(AMSTERDAM)
    if terug.replace(tzinfo=None) != vroeg.replace(tzinfo=None):
        raise TijdBestaatNiet(f"{dag} {tijd}")
    raise TijdBestaatTweemaal(f"{dag} {tijd}")


def voluit(dag: date) -> str:
    """31 maart 2025"""
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"
