"""A line chart of percentages as SVG: no script, no style, nothing that colour alone tells.

Each line has a marker of its own. A chart stands above a table with its numbers; ``title`` and
``desc`` say what it is for whoever does not see it (WAI-ARIA Graphics, role ``img``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

# Signs of the legend, in the order of the lines; drawn as the shapes below.
TEKENS = ("●", "■", "▲", "◆")
BREED, HOOG = 400, 230
_LINKS, _RECHTS, _BOVEN, _ONDER = 40, 388, 12, 200


@dataclass(frozen=True, slots=True)
class Lijn:
    """One line: percentages from 0 to 100, ``None`` where there are none."""

    naam: str
    punten: Sequence[int | None]


def lijngrafiek(naam: str, titel: str, uitleg: str, momenten: Sequence[str], lijnen) -> str:
    """The chart as SVG. ``naam`` is unique on the page; ``momenten`` names the points below it."""
    delen = [
        f'<svg class="gn-grafiek" viewBox="0 0 {BREED} {HOOG}" role="img" '
        f'aria-labelledby="{naam}-titel {naam}-uitleg" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="{naam}-titel">{escape(titel)}</title>',
        f'<desc id="{naam}-uitleg">{escape(uitleg)}</desc>',
    ]
    for procent in (0, 25, 50, 75, 100):
        y = _y(procent)
        delen.append(
            f'<line class="gn-grafiek__as" x1="{_LINKS}" y1="{y}" x2="{_RECHTS}" y2="{y}" />'
            f'<text class="gn-grafiek__tekst" x="{_LINKS - 6}" y="{y + 4}" '
            f'text-anchor="end">{procent}%</text>'
        )
    laatste = len(momenten) - 1
    for nummer, anker in {laatste // 2: "middle", 0: "start", laatste: "end"}.items():
        delen.append(
            f'<text class="gn-grafiek__tekst" x="{_x(nummer, laatste)}" y="{_ONDER + 20}" '
            f'text-anchor="{anker}">{escape(momenten[nummer])}</text>'
        )
    for nummer, lijn in enumerate(lijnen):
        delen.append(f'<g class="gn-grafiek__lijn gn-grafiek__lijn--{nummer % len(TEKENS)}">')
        for stuk in _stukken(lijn.punten):
            plaatsen = [(_x(n, laatste), _y(procent)) for n, procent in stuk]
            if len(plaatsen) > 1:
                delen.append(
                    f'<polyline fill="none" points="{" ".join(f"{x},{y}" for x, y in plaatsen)}" />'
                )
            delen.extend(_teken(nummer, x, y) for x, y in plaatsen)
        delen.append("</g>")
    return "".join([*delen, "</svg>"])


def _stukken(punten: Sequence[int | None]) -> Iterator[list[tuple[int, int]]]:
    """Runs of points that hang together: a line stops where there are no numbers."""
    stuk: list[tuple[int, int]] = []
    for nummer, procent in enumerate(punten):
        if procent is not None:
            stuk.append((nummer, procent))
        elif stuk:
            yield stuk
            stuk = []
    if stuk:
        yield stuk


def _x(nummer: int, laatste: int) -> int:
    return _LINKS + (_RECHTS - _LINKS) * nummer // max(laatste, 1)


def _y(procent: int) -> int:
    return _ONDER - (_ONDER - _BOVEN) * procent // 100


def _teken(nummer: int, x: int, y: int) -> str:
    match nummer % len(TEKENS):
        case 0:
            return f'<circle cx="{x}" cy="{y}" r="3.5" />'
        case 1:
            return f'<rect x="{x - 3}" y="{y - 3}" width="6" height="6" />'
        case 2:
            return f'<path d="M{x} {y - 4}l4 7h-8z" />'
    return f'<path d="M{x} {y - 4}l4 4l-4 4l-4-4z" />'
