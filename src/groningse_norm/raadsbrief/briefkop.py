"""What stands above the salutation of a letter: labels with their values, the addressee, the e-mail address.

Lines of light Markdown in (see ``brieftekst``), findings out. A finding is a candidate: which of them become a field is
decided by ``kies``, that takes a value only if the letter leaves no choice.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from groningse_norm.raadsbrief.brieftekst import kale_regel
from groningse_norm.raadsbrief.labels import (
    EMAIL,
    GEADRESSEERDE,
    datumregel,
    kolommen,
    label_van,
    past,
)
from groningse_norm.raadsbrief.vondst import Onzeker, Vondst

_MAX_LEEG = (
    2  # more blank lines than this between a label and its value means that the value is missing
)
_MAILREGEL = re.compile(
    r"(?:per\s|via\s|e-?mail(?:adres)?|mail|verzonden|alleen|uitsluitend|:|\s){0,12}", re.IGNORECASE
)
_BEGIN_VAN_ADRES = re.compile(r"(?:aan|oan|de|het|leden|voorzitter)\b", re.IGNORECASE)
# A line of an address that ends so goes on in the next: "de raad van de gemeente / Hoogezijl".
_OPEN_EIND = re.compile(
    r"\b(?:gemeente|gemeenten|provincie|waterschap|van|fan|de|het|der|den|en|te|in|aan)$",
    re.IGNORECASE,
)
_EMBARGO = re.compile(r"\bembargo", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Briefkop:
    """All candidates above the salutation.

    ``vrije_blokken`` are the lines that belong to no label, grouped as they stand together; ``einde`` is the number of
    lines up to and including the last labelled one.
    """

    vondsten: tuple[Vondst, ...]
    onzeker: tuple[Onzeker, ...]
    vrije_blokken: tuple[tuple[str, ...], ...]
    emails: tuple[Vondst, ...]
    einde: int

    def van(self, veld: str) -> list[Vondst]:
        """The candidates for one field."""
        return [vondst for vondst in self.vondsten if vondst.veld == veld]


def lees_kop(regels: Sequence[str]) -> Briefkop:
    """Read the lines above the salutation."""
    vondsten: list[Vondst] = []
    onzeker: list[Onzeker] = []
    vrij: list[list[str]] = [[]]
    gezien: dict[str, str] = {}
    einde = plek = 0
    while plek < len(regels):
        cellen = kolommen(regels[plek])
        labels = [label_van(cel) for cel in cellen]
        begin, plek = plek, plek + 1
        gezien.update({label[0]: kale_regel(regels[begin]) for label in labels if label})
        if not cellen:
            vrij.append([])
        elif len(cellen) > 1 and all(label is not None and not label[1] for label in labels):
            plek = _lees_tabelkop(
                regels, begin, [label[0] for label in labels if label], vondsten, onzeker
            )
            einde = plek
        elif len(cellen) == 1 and labels[0] is not None:
            plek = _lees_onder(regels, begin, *labels[0], vondsten, onzeker)
            einde = plek = _neem_vervolg(regels, plek, labels, vondsten, onzeker)
        elif any(labels):
            _lees_naast(regels[begin], cellen, labels, vondsten, vrij[-1])
            einde = plek = _neem_vervolg(regels, plek, labels, vondsten, onzeker)
        elif _EMBARGO.search(regels[begin]) or _is_mailregel(regels[begin]):
            einde = plek
        else:
            vrij[-1].extend(cellen)
    gelezen = {vondst.veld for vondst in vondsten} | {rij.veld for rij in onzeker}
    for veld in _VERWACHT.intersection(gezien).difference(gelezen):
        onzeker.append(Onzeker.bij(veld, "Bij dit label is geen waarde gevonden.", gezien[veld]))
    blokken = tuple(tuple(blok) for blok in vrij if blok)
    return Briefkop(tuple(vondsten), tuple(onzeker), blokken, tuple(_emails(regels)), einde)


def geadresseerden(blokken: Sequence[Sequence[str]]) -> list[Vondst]:
    """Address blocks without a label: those that name a council, up to the first line with a number."""
    gevonden = []
    for blok in blokken:
        regels: list[str] = []
        for regel in blok:
            if any(teken.isdigit() for teken in regel):
                break
            if regels or _BEGIN_VAN_ADRES.match(regel) or GEADRESSEERDE.search(regel):
                regels.append(regel)
        if any(GEADRESSEERDE.search(regel) for regel in regels):
            gevonden.append(Vondst("aan", zonder_aan(aaneen(regels)), " ".join(regels)))
    return gevonden


def twijfel_over_geadresseerde(aan: str, blokken: Sequence[Sequence[str]]) -> list[Onzeker]:
    """A mark if the addressee names no council, more than one, or begins somewhere in a block of lines."""
    if not GEADRESSEERDE.search(aan):
        reden = "Hier staat geen raad, staten of bestuur. Controleer aan wie de brief is gericht."
        return [Onzeker.bij("aan", reden, aan)]
    if " / " in aan:
        return [Onzeker.bij("aan", "Er staan twee geadresseerden. Controleer welke het is.", aan)]
    eerste = aan.split(",")[0]
    for blok in blokken:
        regel = next((regel for regel in blok if zonder_aan(regel).startswith(eerste)), None)
        if regel is not None and regel != blok[0]:
            reden = "Boven de geadresseerde staat nog iets. Controleer waar die begint."
            return [Onzeker.bij("aan", reden, " | ".join(blok))]
    return []


def aaneen(regels: Iterable[str]) -> str:
    """Lines of an address as one: a line that goes on in lower case belongs to the one before."""
    samen = ""
    for regel in regels:
        regel = regel.strip().rstrip(",")
        los = not regel[:1].islower() and not _OPEN_EIND.search(samen)
        samen += regel if not samen else (", " if los else " ") + regel
    return samen


def zonder_aan(tekst: str) -> str:
    """ "Aan de raad" is addressed to "de raad"."""
    return re.sub(r"^(?:aan|oan):?\s+", "", tekst, flags=re.IGNORECASE)


_VERWACHT = frozenset(
    {"kenmerk", "datum", "onderwerp", "aan", "contactpersoon"}
)  # an empty label is worth a look
_LOOPT_DOOR = frozenset({"onderwerp", "aan"})


def _lees_onder(
    regels: Sequence[str],
    begin: int,
    veld: str,
    waarde: str,
    vondsten: list[Vondst],
    onzeker: list[Onzeker],
) -> int:
    """A label on a line of its own or before its value; answers the index after what was read."""
    bron, plek = [regels[begin].strip()], begin + 1
    if not waarde:
        leeg = 0
        while plek < len(regels) and not kolommen(regels[plek]) and leeg < _MAX_LEEG:
            plek, leeg = plek + 1, leeg + 1
        cellen = kolommen(regels[plek]) if plek < len(regels) else []
        if (
            not cellen
            or any(label_van(cel) for cel in cellen)
            or (leeg and veld in ("overig", "bijlagen"))
        ):
            return begin + 1
        waarde = " ".join(cellen)
        if leeg and not past(veld, waarde):
            return begin + 1
        bron.append(regels[plek].strip())
        plek += 1
    elif regels[begin].endswith("  ") and veld == "onderwerp":
        vondsten.append(Vondst(veld, waarde, kale_regel(bron[0])))
        return plek
    delen = [waarde]
    while veld in _LOOPT_DOOR and plek < len(regels) and _is_vervolg(regels[plek]):
        if veld == "aan" and any(teken.isdigit() for teken in regels[plek]):
            break  # the street and the town
        delen.append(kale_regel(regels[plek]))
        bron.append(regels[plek].strip())
        plek += 1
    waarde = aaneen(delen) if veld == "aan" else " ".join(delen)
    passage = " ".join(kale_regel(regel) for regel in bron)
    if past(veld, waarde):
        vondsten.append(Vondst(veld, waarde, passage))
    elif veld != "email":
        onzeker.append(
            Onzeker.bij(veld, "Wat bij dit label staat, past niet bij dit veld.", passage)
        )
    return plek


def _neem_vervolg(
    regels: Sequence[str],
    plek: int,
    labels: Sequence[tuple[str, str] | None],
    vondsten: list[Vondst],
    onzeker: list[Onzeker],
) -> int:
    """The line below a subject, when nothing in it says that it is something else; answers the index after it.

    It is taken in when it goes on in lower case and is the only one. Either way a person must look.
    """
    is_onderwerp = any(label and label[0] == "onderwerp" for label in labels)
    begin = plek
    if is_onderwerp and plek + 1 < len(regels) and not regels[plek].strip():
        plek += regels[plek + 1][:1].islower()
    if not is_onderwerp or plek >= len(regels) or not _is_vervolg(regels[plek]):
        return begin
    vervolg = kale_regel(regels[plek]).strip()
    if GEADRESSEERDE.search(vervolg):
        return begin
    enige = plek + 1 >= len(regels) or not _is_vervolg(regels[plek + 1])
    if vervolg[:1].islower() and enige and vondsten and vondsten[-1].veld == "onderwerp":
        boven = vondsten.pop()
        passage = f"{boven.bron} {vervolg}"
        vondsten.append(Vondst("onderwerp", f"{boven.waarde} {vervolg}", passage))
        reden = "Het onderwerp loopt door op de regel eronder. Controleer of die erbij hoort."
        onzeker.append(Onzeker.bij("onderwerp", reden, passage))
        return plek + 1
    reden = "De regel eronder kan nog bij het onderwerp horen. Controleer of alles er staat."
    onzeker.append(Onzeker.bij("onderwerp", reden, vervolg))
    return begin


def _is_vervolg(regel: str) -> bool:
    cellen = kolommen(regel)
    return (
        len(cellen) == 1
        and label_van(cellen[0]) is None
        and not _EMBARGO.search(regel)
        and not _is_mailregel(regel)
        and not _is_datumregel(cellen[0])
        and not regel.lstrip().startswith("#")
    )


def _is_datumregel(tekst: str) -> bool:
    return bool(datumregel(tekst))


def _is_mailregel(regel: str) -> bool:
    kaal = kale_regel(regel)
    return bool(EMAIL.search(kaal)) and bool(
        _MAILREGEL.fullmatch(EMAIL.sub("", kaal).strip(" <>()"))
    )


def _lees_tabelkop(
    regels: Sequence[str],
    begin: int,
    velden: Sequence[str],
    vondsten: list[Vondst],
    onzeker: list[Onzeker],
) -> int:
    """A row of labels above a row of values; columns that do not match up are not guessed."""
    plek = begin + 1
    while plek < len(regels) and not kolommen(regels[plek]) and plek - begin <= _MAX_LEEG:
        plek += 1
    cellen = kolommen(regels[plek]) if plek < len(regels) else []
    if not cellen or any(label_van(cel) for cel in cellen):
        return begin + 1
    passage = f"{kale_regel(regels[begin])} {kale_regel(regels[plek])}"
    for nummer, veld in enumerate(velden):
        if len(cellen) == len(velden) and past(veld, cellen[nummer]):
            vondsten.append(Vondst(veld, cellen[nummer], passage))
        elif veld not in ("overig", "email"):
            onzeker.append(
                Onzeker.bij(
                    veld, "Het is niet duidelijk welke waarde bij welk label hoort.", passage
                )
            )
    return plek + 1


def _lees_naast(
    regel: str,
    cellen: Sequence[str],
    labels: Sequence[tuple[str, str] | None],
    vondsten: list[Vondst],
    vrij: list[str],
) -> None:
    """Several cells on a line, some of them labels: a label takes the cell to its right."""
    wachtend: str | None = None
    for cel, label in zip(cellen, labels, strict=True):
        if label is not None:
            veld, waarde = label
            wachtend = None if waarde else veld
            if waarde and past(veld, waarde):
                vondsten.append(Vondst(veld, waarde, kale_regel(regel)))
        elif wachtend is not None:
            if past(wachtend, cel):
                vondsten.append(Vondst(wachtend, cel, kale_regel(regel)))
            wachtend = None
        else:
            vrij.append(cel)


def _emails(regels: Sequence[str]) -> list[Vondst]:
    gevonden = []
    for regel in regels:
        # The raw line: a link whose text and target differ is two addresses, and so uncertain.
        for adres in EMAIL.findall(regel):
            gevonden.append(Vondst("email", adres.casefold(), regel.strip()))
    return gevonden
