"""What a reader of a format hands over: lines of light Markdown, where each stood, and what to warn about."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from groningse_norm.raadsbrief.aanhef import is_aanhef
from groningse_norm.raadsbrief.brieftekst import kale_regel
from groningse_norm.raadsbrief.embargovermelding import gaat_over_openbaarheid
from groningse_norm.raadsbrief.geweigerd import TeGroot
from groningse_norm.raadsbrief.labels import label_van
from groningse_norm.raadsbrief.ondertekenaars import vind_slot

MIB = 1024 * 1024
MAX_BYTES = 20 * MIB  # mail servers of councils refuse more
MAX_TEKENS = 300_000  # about a hundred pages; a longer text is a report, and belongs with the letter as an attachment
MAX_REGELS = 20_000  # the same hundred pages with room for blank lines


@dataclass(frozen=True, slots=True)
class Gelezen:
    """``plekken`` says in Dutch where each line stood ("regel 4", "tabel 1, rij 2"), one for one.

    ``waarschuwingen`` are Dutch sentences about what is in the file and not in the lines; ``onzeker`` pairs of a field
    and the reason why the format itself leaves it in doubt.
    """

    regels: tuple[str, ...]
    plekken: tuple[str, ...]
    waarschuwingen: tuple[str, ...] = ()
    onzeker: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Alinea:
    """A paragraph of a document. ``regels`` hold inline Markdown; ``voor`` is the mark of a heading or list item."""

    regels: tuple[str, ...]
    plek: str
    voor: str = ""


@dataclass(frozen=True, slots=True)
class Tabel:
    """Rows of cells of lines of inline Markdown."""

    rijen: tuple[tuple[tuple[str, ...], ...], ...]
    nummer: int


def over_openbaarheid(stukken: Iterable[Alinea | Tabel]) -> Iterator[Alinea]:
    """Of headers and footers only the lines on whether the letter is public: the rest is a letterhead."""
    for stuk in stukken:
        if isinstance(stuk, Alinea):
            for regel in stuk.regels:
                if gaat_over_openbaarheid(kale_regel(regel)):
                    yield Alinea((regel,), stuk.plek)


def toets_omvang(regels: Sequence[str]) -> None:
    """Raises TeGroot for more than a letter is."""
    if len(regels) > MAX_REGELS:
        raise TeGroot("Deze tekst heeft te veel regels voor een brief.")
    if sum(map(len, regels)) > MAX_TEKENS:
        raise TeGroot("Deze tekst is te lang voor een brief: meer dan ongeveer 100 bladzijden.")


def in_regels(stukken: Sequence[Alinea | Tabel]) -> tuple[list[str], list[str]]:
    """The paragraphs and tables of a document as lines, and where each stood.

    Paragraphs stand together above the salutation and from the closing on, as the lines of an address do, and apart
    in between. A table in between holds data; elsewhere it only places labels and names.
    """
    koppen = [
        stuk.regels[0] if isinstance(stuk, Alinea) and stuk.regels else "" for stuk in stukken
    ]
    begin = next((plek for plek, regel in enumerate(koppen) if is_aanhef(regel)), None)
    na = 0 if begin is None else begin + 1
    slot = vind_slot(koppen[na:])
    einde = len(stukken) if slot is None else na + slot
    regels: list[str] = []
    plekken: list[str] = []

    def schrijf(rijen: Sequence[str], plek: str) -> None:
        regels.extend(rijen)
        plekken.extend([plek] * len(rijen))

    def vul_aan(vervolg: str) -> None:
        regels[-1] = f"{regels[-1].rstrip()} {vervolg}"

    for nummer, stuk in enumerate(stukken):
        in_tekst = begin is not None and begin < nummer < einde
        if isinstance(stuk, Alinea):
            hard = [f"{regel}  " for regel in stuk.regels]
            if hard and regels and not in_tekst and _loopt_door(regels[-1], stuk.regels[0]):
                regels[-1] = f"{regels[-1].rstrip()} {hard.pop(0).strip()}"
                if not hard:
                    continue
            if hard and (in_tekst or stuk.voor.startswith("#")):
                hard[-1] = stuk.regels[-1]
            if stuk.voor and hard:
                hard[0] = stuk.voor + hard[0]
            schrijf(hard or [""], stuk.plek)
            if in_tekst:
                schrijf([""], stuk.plek)
        elif in_tekst:
            schrijf([""], f"tabel {stuk.nummer}")
            _gegevens(stuk, schrijf)
            schrijf([""], f"tabel {stuk.nummer}")
        else:
            _opmaak(stuk, schrijf, vul_aan)
    return regels, plekken


def _loopt_door(boven: str, onder: str) -> bool:
    """A subject that goes on in the next paragraph, pushed in by a tab."""
    label = label_van(kale_regel(boven).replace("\t", " "))
    return (
        onder.startswith("\t") and label is not None and label[0] == "onderwerp" and bool(label[1])
    )


def _gegevens(tabel: Tabel, schrijf) -> None:
    """A table of data as a Markdown table; its first row is the head."""
    breedte = max((len(rij) for rij in tabel.rijen), default=0)
    for nummer, rij in enumerate(tabel.rijen):
        cellen = [" ".join(cel).strip().replace("|", "\\|") for cel in rij]
        cellen += [""] * (breedte - len(cellen))
        schrijf([f"| {' | '.join(cellen)} |"], f"tabel {tabel.nummer}, rij {nummer + 1}")
        if nummer == 0:
            schrijf([f"|{'---|' * breedte}"], f"tabel {tabel.nummer}, rij 1")


def _onder_labels(boven: Sequence[Sequence[str]], onder: Sequence[Sequence[str]]) -> list[str]:
    """Lines "label, value" of a row of labels above a row of values with an empty cell; else nothing.

    Without the empty cell the two rows say so themselves.
    """
    if len(boven) < 2 or len(boven) != len(onder) or all(onder) or not any(onder):
        return []
    if any(len(cel) != 1 for cel in boven) or any(len(cel) > 1 for cel in onder):
        return []
    if any((label_van(kale_regel(cel[0])) or ("", "?"))[1] for cel in boven):
        return []
    if any(label_van(kale_regel(cel[0])) for cel in onder if cel):
        return []
    return [f"{een[0]}\t{ander[0]}" for een, ander in zip(boven, onder, strict=True) if ander]


def _opmaak(tabel: Tabel, schrijf, vul_aan) -> None:
    """A table that only places: cells of one line side by side, a cell with more lines by itself.

    Cells with equally many lines belong together line by line if the first holds labels for the others, or none does.
    """
    boven: list[list[str]] = []
    doorlopend = False
    for nummer, rij in enumerate(tabel.rijen):
        plek = f"tabel {tabel.nummer}, rij {nummer + 1}"
        alle = [[regel for regel in cel if regel.strip()] for cel in rij]
        if paren := _onder_labels(boven, alle):
            schrijf(paren, plek)
            boven, doorlopend = [], False
            continue
        volgende = tabel.rijen[nummer + 1] if nummer + 1 < len(tabel.rijen) else ()
        vult = _onder_labels(alle, [[regel for regel in cel if regel.strip()] for cel in volgende])
        boven = alle
        if vult:
            continue
        cellen = [cel for cel in alle if cel]
        if doorlopend and len(alle) == 2 and not alle[0] and len(alle[1]) == 1:
            # Beside an empty cell a value goes on: the line above is open for it.
            vul_aan(alle[1][0].strip())
            continue
        doorlopend = (
            len(alle) == 2
            and [len(cel) for cel in alle] == [1, 1]
            and label_van(kale_regel(alle[0][0])) == ("onderwerp", "")
        )
        if not cellen:
            schrijf([""], plek)
            continue
        gelijk = len({len(cel) for cel in cellen}) == 1
        los = [label_van(kale_regel(regel)) is not None for regel in cellen[0]]
        rest = [label_van(kale_regel(regel)) is not None for cel in cellen[1:] for regel in cel]
        naast = len(cellen[0]) == 1 or (all(los) and not any(rest)) or not any(los + rest)
        if gelijk and naast:
            schrijf(["\t".join(regels) for regels in zip(*cellen, strict=True)], plek)
            continue
        for cel in cellen:
            schrijf(["", *(f"{regel}  " for regel in cel), ""], plek)


def veilig(doel: str) -> bool:
    """Whether a link may lead there: the web or an e-mail address, in signs that a Markdown link can hold."""
    try:
        soort = urlsplit(doel).scheme.lower()
    except ValueError:
        return False
    return soort in ("http", "https", "mailto") and not re.search(r"[()\s<>\"]", doel)


_BIJZONDER = "\\*[]<>`"


def letterlijk(tekst: str) -> str:
    """Text in which no sign is a mark: that of Markdown gets its backslash."""
    uit = []
    for plek, teken in enumerate(tekst):
        los = not (tekst[plek - 1 : plek].isalnum() and tekst[plek + 1 : plek + 2].isalnum())
        uit.append(f"\\{teken}" if teken in _BIJZONDER or (teken == "_" and los) else teken)
    return "".join(uit)


def met_nadruk(stukken: Sequence[tuple[str, bool, bool]]) -> list[str]:
    """Pieces ``(inline Markdown, bold, italic)`` as lines; neighbours alike are taken together.

    A line end in a piece is a hard break; emphasis never goes on over it.
    """
    samen: list[tuple[str, bool, bool]] = []
    for tekst, vet, schuin in stukken:
        # A space between two bold words belongs to both.
        if samen and (samen[-1][1:] == (vet, schuin) or not tekst.strip()):
            samen[-1] = (samen[-1][0] + tekst, *samen[-1][1:])
        else:
            samen.append((tekst, vet, schuin))
    uit = []
    for tekst, vet, schuin in samen:
        teken = "*" * (2 * vet + schuin)
        uit.append("\n".join(_omring(regel, teken) for regel in tekst.split("\n")))
    return "".join(uit).split("\n")


def _omring(tekst: str, teken: str) -> str:
    kern = tekst.strip()
    if not teken or not any(letter.isalnum() for letter in kern):
        return tekst
    voor = tekst[: len(tekst) - len(tekst.lstrip())]
    return f"{voor}{teken}{kern}{teken}{tekst[len(voor) + len(kern) :]}"
