"""The running text of a letter: lines of light Markdown in, clean HTML or bare text out.

The lines are the intermediate form of every file format: one ``str`` a line, blank lines between blocks, headings by
``#``, underlining or a bold line of its own, lists by ``-``, ``*``, ``•`` or a number, emphasis and links inside a line
as in Markdown, two trailing spaces for a hard break, a backslash before a sign that is meant literally, and tables of
lines between bars, of which the second is a rule.

All text is escaped; the only elements that come out are h2 to h6, p, br, ul, ol, li, table, thead, tbody, tr, th, td,
strong, em and a (http, https, mailto).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from groningse_norm.raadsbrief.regelopmaak import als_tekst, inline, kale_tekst

_MAX_KOP = 120  # a bold or underlined line longer than this is a stressed paragraph, not a heading
_MAX_DIEPTE = 4  # deeper lists are read at this level: nobody numbers a letter further, and nesting stays bounded
_KOP = re.compile(r" {0,3}(?P<hekjes>#{1,6})[ \t]+(?P<tekst>.*)")
_VET = re.compile(r"\s*(\*\*|__)(?=\S)(.+?)\1\s*:?\s*")
_ONDERSTREPING = re.compile(r" {0,3}(?:={3,}|-{3,})\s*")
_RIJ = re.compile(r"\s*\|.*\|\s*")
_TABELLIJN = re.compile(r"\s*\|(?:[ \t]*:?-{3,}:?[ \t]*\|)+\s*")
_CELGRENS = re.compile(r"(?<!\\)\|")
_LIJN = re.compile(r"\s*(?:[-*_=][ \t]?){3,}\s*")
_PUNT = re.compile(r"([ \t]*)(?:[-*+•▪◦·–]|(?P<nummer>[0-9]{1,3})[.)])[ \t]+(?P<tekst>\S.*)")
_BLADZIJDE = re.compile(
    r"\s*(?:pagina|blad|bladzijde)\s{1,5}[0-9]{1,3}(?:\s{0,5}(?:van|/)\s{0,5}[0-9]{1,3})?\s*", re.I
)


@dataclass(frozen=True, slots=True)
class Blok:
    """A heading ("kop"), paragraph ("alinea"), list item ("punt") or table ("tabel"); ``regels`` hold inline
    Markdown.

    ``inspringing`` is the indent of a list item in columns, ``nummer`` its number (None for a bullet), ``niveau`` the
    level of a heading as written, 1 the highest.
    """

    soort: str
    regels: tuple[str, ...]
    inspringing: int = 0
    nummer: int | None = None
    niveau: int = 1


def blokken(regels: Sequence[str]) -> list[Blok]:
    """The blocks of the text, in order."""
    gevonden: list[Blok] = []
    open_regels: list[str] = []
    open_punt: Blok | None = None

    def sluit() -> None:
        nonlocal open_punt
        if open_punt:
            gevonden.append(
                Blok("punt", tuple(open_regels), open_punt.inspringing, open_punt.nummer)
            )
        elif open_regels:
            gevonden.append(Blok("alinea", tuple(open_regels)))
        open_regels.clear()
        open_punt = None

    tabel: list[str] = []
    for nummer, regel in enumerate(regels):
        volgende = regels[nummer + 1] if nummer + 1 < len(regels) else ""
        if _RIJ.fullmatch(regel) and (tabel or _TABELLIJN.fullmatch(volgende)):
            sluit()
            if len(tabel) != 1 or not _TABELLIJN.fullmatch(regel):
                tabel.append(regel)
            if not _RIJ.fullmatch(volgende):
                gevonden.append(Blok("tabel", tuple(tabel)))
                tabel = []
        elif not regel.strip() or _BLADZIJDE.fullmatch(regel):
            sluit()
        elif kop := _KOP.fullmatch(regel):
            sluit()
            gevonden.append(Blok("kop", (kop["tekst"].rstrip(" #"),), niveau=len(kop["hekjes"])))
        elif (
            open_regels
            and not open_punt
            and len(open_regels) == 1
            and _ONDERSTREPING.fullmatch(regel)
        ):
            if len(open_regels[0]) <= _MAX_KOP:
                gevonden.append(Blok("kop", (open_regels.pop(),)))
            sluit()
        elif _LIJN.fullmatch(regel):
            sluit()
        elif (punt := _PUNT.fullmatch(regel)) and _begint_punt(
            punt, open_regels, in_lijst=open_punt is not None
        ):
            sluit()
            volgnummer = int(punt["nummer"]) if punt["nummer"] else None
            open_punt = Blok("punt", (), len(punt[1].expandtabs(4)), volgnummer)
            open_regels.append(punt["tekst"])
        elif not open_regels and not volgende.strip() and _is_vette_kop(regel):
            gevonden.append(Blok("kop", (regel.strip(),)))
        else:
            open_regels.append(regel)
    sluit()
    return [blok for blok in gevonden if blok.soort != "kop" or kale_tekst(blok.regels[0])]


def als_html(regels: Sequence[str]) -> str:
    """The lines as HTML, one block a line. Headings begin at h2 and go down one level at a time."""
    uit: list[str] = []
    open_niveaus: list[int] = []
    punten: list[Blok] = []
    for blok in blokken(regels):
        if blok.soort == "punt":
            punten.append(blok)
            continue
        uit.append("".join(_lijst(punten)))
        punten.clear()
        if blok.soort == "kop":
            while open_niveaus and open_niveaus[-1] >= blok.niveau:
                open_niveaus.pop()
            open_niveaus.append(blok.niveau)
            kop = f"h{min(len(open_niveaus) + 1, 6)}"
            uit.append(f"<{kop}>{als_tekst(kale_tekst(blok.regels[0]))}</{kop}>")
        elif blok.soort == "tabel":
            uit.append(_tabel(blok.regels))
        else:
            uit.append(f"<p>{_samen(blok.regels)}</p>")
    uit.append("".join(_lijst(punten)))
    return "\n".join(regel for regel in uit if regel)


def alineas(regels: Sequence[str]) -> list[str]:
    """Each block as one line of bare text."""
    return [" ".join(kale_tekst(regel) for regel in blok.regels) for blok in blokken(regels)]


def kale_regel(regel: str) -> str:
    """One line as bare text: without heading and list marks, emphasis and links; columns stay apart."""
    if kop := _KOP.fullmatch(regel):
        regel = kop["tekst"].rstrip(" #")
    elif (punt := _PUNT.fullmatch(regel)) and not punt["nummer"]:
        regel = punt["tekst"]
    return kale_tekst(regel)


def _begint_punt(punt: re.Match[str], open_regels: Sequence[str], *, in_lijst: bool) -> bool:
    # A wrapped line may begin with "– 2027" or "22. " without being a list item.
    if (
        not open_regels
        or in_lijst
        or punt["nummer"] == "1"
        or open_regels[-1].rstrip().endswith((":", ";", ","))
    ):
        return True
    return not punt["nummer"] and punt[0].lstrip()[0] != "–"


def _is_vette_kop(regel: str) -> bool:
    if len(regel) > _MAX_KOP:
        return False
    vet = _VET.fullmatch(regel)
    if vet is None:
        return False
    return vet[1] not in vet[2] and not vet[2].rstrip().endswith((".", ","))


def _samen(regels: Sequence[str]) -> str:
    # Emphasis may run over a line end, so the lines are joined before they are marked up.
    delen = []
    for regel in regels:
        hard = regel.endswith("  ") or regel.endswith("\\")
        delen.append(regel.strip().removesuffix("\\") + ("\n" if hard else " "))
    return "".join(inline("".join(delen).strip(), als_html=True)).replace("\n", "<br>")


def _tabel(rijen: Sequence[str]) -> str:
    """The first row is the head; what has no cell there is left out of no row."""
    kop, *rest = ([cel.strip() for cel in _CELGRENS.split(rij.strip()[1:-1])] for rij in rijen)
    cellen = "".join(f'<th scope="col">{_samen([cel])}</th>' for cel in kop)
    lijf = "".join(
        f"<tr>{''.join(f'<td>{_samen([cel])}</td>' for cel in rij)}</tr>" for rij in rest
    )
    return f"<table><thead><tr>{cellen}</tr></thead><tbody>{lijf}</tbody></table>"


def _lijst(punten: Sequence[Blok]) -> Iterator[str]:
    """List items as nested lists; deeper indentation opens a list inside the item above it."""
    stapel: list[tuple[int, str]] = []  # (indent, closing tag)
    for punt in punten:
        while stapel and punt.inspringing < stapel[-1][0] and len(stapel) > 1:
            yield f"</li>{stapel.pop()[1]}"
        soort = "ul" if punt.nummer is None else "ol"
        dieper = not stapel or (punt.inspringing >= stapel[-1][0] + 2 and len(stapel) < _MAX_DIEPTE)
        if not dieper and stapel[-1][1] != f"</{soort}>":
            yield f"</li>{stapel.pop()[1]}"
            dieper = True
        elif not dieper:
            yield "</li>"
        if dieper:
            begin = f' start="{punt.nummer}"' if punt.nummer not in (None, 1) else ""
            yield f"<{soort}{begin}>"
            stapel.append((punt.inspringing, f"</{soort}>"))
        yield f"<li>{_samen(punt.regels)}"
    while stapel:
        yield f"</li>{stapel.pop()[1]}"
