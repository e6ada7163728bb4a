"""Rules of an import: what taking in these rows would do, row by row, before anything is done.

Each row carries the fingerprint of the measure as it went out. A row whose measure has changed since
is a conflict, never the last to write. An import is carried out whole or not at all.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from groningse_norm.plan.domain import RedenNodig, Stand, controleer_stand
from groningse_norm.plan.uitwisseling.domain import (
    KOLOMMEN,
    Cel,
    Fout,
    Kolom,
    OngeldigeCel,
    Rij,
    Waarde,
    afdruk_van,
    gelezen,
    is_ongemoeid,
    lees_cel,
    sha256,
)

NIEUW = ""  # the key of a measure that is not there yet


@dataclass(frozen=True, slots=True)
class Ingelezen:
    """One row of the file, by name of the field; ``nummer`` is its line in the file."""

    nummer: int
    cellen: Mapping[str, Cel]
    kenmerk: Cel | None = None
    afdruk: Cel | None = None


class Uitkomst(StrEnum):
    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    GELIJK = "gelijk"
    GEWEIGERD = "geweigerd"


@dataclass(frozen=True, slots=True)
class Bezwaar:
    """What is wrong, and at which cell."""

    adres: str
    fout: Fout


@dataclass(frozen=True, slots=True)
class Wijziging:
    naam: str
    was: Waarde
    wordt: Waarde


@dataclass(frozen=True, slots=True)
class Regel:
    """What an import would do with one row."""

    nummer: int
    uitkomst: Uitkomst
    titel: str
    kenmerk: str = ""
    wijzigingen: tuple[Wijziging, ...] = ()
    bezwaren: tuple[Bezwaar, ...] = ()


@dataclass(frozen=True, slots=True)
class Proef:
    """What an import would do: the dry run."""

    regels: tuple[Regel, ...]

    def aantal(self, uitkomst: Uitkomst) -> int:
        return sum(regel.uitkomst is uitkomst for regel in self.regels)

    @property
    def te_doen(self) -> tuple[Regel, ...]:
        wat = (Uitkomst.NIEUW, Uitkomst.GEWIJZIGD)
        return tuple(regel for regel in self.regels if regel.uitkomst in wat)

    @property
    def kan(self) -> bool:
        """All or nothing: one refused row holds up the file."""
        return bool(self.te_doen) and not self.aantal(Uitkomst.GEWEIGERD)

    @property
    def vingerafdruk(self) -> str:
        """SHA-256 (hex): what was confirmed was confirmed on this."""
        return sha256(
            [
                [r.nummer, r.uitkomst, r.kenmerk, [[w.naam, w.was, w.wordt] for w in r.wijzigingen]]
                for r in self.regels
            ]
        )


def proef(
    huidig: Mapping[str, Rij],
    ingelezen: Iterable[Ingelezen],
    *,
    zichtbaar: Collection[str],
    vrij: Mapping[str, Collection[str]],
    kolommen: Sequence[Kolom] = KOLOMMEN,
) -> Proef:
    """What an import of these rows would do.

    ``huidig`` are the measures by ``Kenmerk``; ``zichtbaar`` the fields that the person sees, with
    which the fingerprint was made; ``vrij`` those that may be changed now, by ``Kenmerk``, with
    those of a new measure under ``NIEUW`` where measures may be added; ``kolommen`` know who may
    carry out a measure.
    """
    op_naam = {kolom.naam: kolom for kolom in kolommen}
    gezien: set[str] = set()
    regels = []
    for rij in ingelezen:
        kenmerk = str(rij.kenmerk.inhoud or "").strip() if rij.kenmerk else ""
        if not kenmerk:
            regels.append(_nieuw(rij, vrij.get(NIEUW, ()), op_naam))
            continue
        if kenmerk not in huidig or kenmerk in gezien:
            regels.append(_onbekend(rij, kenmerk in gezien))
        else:
            mag = vrij.get(kenmerk, ())
            regels.append(_bestaand(rij, kenmerk, huidig[kenmerk], zichtbaar, mag, op_naam))
        gezien.add(kenmerk)
    return Proef(tuple(regels))


def _waarden(
    rij: Ingelezen, kolommen: Iterable[Kolom], nu: Rij | None = None
) -> tuple[dict[str, Waarde], list[Bezwaar]]:
    """What the row says of these columns, without the cells that say what is so."""
    waarden: dict[str, Waarde] = {}
    bezwaren = []
    for kolom in kolommen:
        cel = rij.cellen.get(kolom.naam)
        if cel is None or (nu is not None and is_ongemoeid(kolom, cel, nu.get(kolom.naam))):
            continue
        try:
            waarden[kolom.naam] = lees_cel(kolom, cel)
        except OngeldigeCel as error:
            bezwaren.append(Bezwaar(cel.adres, error.fout))
    return waarden, bezwaren


def _titel(rij: Ingelezen) -> str:
    delen = [str(rij.cellen[n].inhoud or "") for n in ("nummer", "title") if n in rij.cellen]
    return " ".join(deel for deel in delen if deel)[:200]


def _nieuw(rij: Ingelezen, vrij: Collection[str], op_naam: Mapping[str, Kolom]) -> Regel:
    if not vrij:
        bezwaar = Bezwaar(f"A{rij.nummer}", Fout.NIEUW_KAN_NIET)
        return Regel(rij.nummer, Uitkomst.GEWEIGERD, _titel(rij), bezwaren=(bezwaar,))
    # A draft has no progress yet: what stands in those columns of a new row is the default.
    waarden, bezwaren = _waarden(rij, [kolom for naam, kolom in op_naam.items() if naam in vrij])
    for kolom in op_naam.values():
        if kolom.verplicht and kolom.naam in vrij and kolom.naam not in rij.cellen:
            bezwaren.append(Bezwaar(f"A{rij.nummer}", Fout.VERPLICHT))
    if bezwaren:
        return Regel(rij.nummer, Uitkomst.GEWEIGERD, _titel(rij), bezwaren=tuple(bezwaren))
    wijzigingen = tuple(Wijziging(naam, None, waarde) for naam, waarde in waarden.items())
    return Regel(rij.nummer, Uitkomst.NIEUW, _titel(rij), wijzigingen=wijzigingen)


def _onbekend(rij: Ingelezen, dubbel: bool) -> Regel:
    """A measure of another plan is told as one that never existed."""
    assert rij.kenmerk is not None
    fout = Fout.DUBBEL if dubbel else Fout.ONBEKEND_KENMERK
    bezwaar = Bezwaar(rij.kenmerk.adres, fout)
    return Regel(rij.nummer, Uitkomst.GEWEIGERD, _titel(rij), bezwaren=(bezwaar,))


def _bestaand(
    rij: Ingelezen,
    kenmerk: str,
    nu: Rij,
    zichtbaar: Collection[str],
    vrij: Collection[str],
    op_naam: Mapping[str, Kolom],
) -> Regel:
    kolommen = [kolom for naam, kolom in op_naam.items() if naam in zichtbaar]
    waarden, bezwaren = _waarden(rij, kolommen, nu)
    wijzigingen = tuple(
        Wijziging(naam, nu.get(naam), waarde)
        for naam, waarde in waarden.items()
        if waarde != gelezen(nu.get(naam))
    )
    bezwaren += [
        Bezwaar(rij.cellen[w.naam].adres, Fout.LIGT_VAST) for w in wijzigingen if w.naam not in vrij
    ]
    if wijzigingen:
        bezwaren += _tegen_de_afdruk(rij, nu, zichtbaar) or _tegen_de_stand(rij, nu, wijzigingen)
    if bezwaren:
        uitkomst = Uitkomst.GEWEIGERD
    else:
        uitkomst = Uitkomst.GEWIJZIGD if wijzigingen else Uitkomst.GELIJK
    return Regel(rij.nummer, uitkomst, _titel(rij), kenmerk, wijzigingen, tuple(bezwaren))


def _tegen_de_afdruk(rij: Ingelezen, nu: Rij, zichtbaar: Collection[str]) -> list[Bezwaar]:
    afdruk = str(rij.afdruk.inhoud or "").strip() if rij.afdruk else ""
    adres = rij.afdruk.adres if rij.afdruk else f"A{rij.nummer}"
    if not afdruk:
        return [Bezwaar(adres, Fout.GEEN_AFDRUK)]
    if afdruk != afdruk_van(nu, zichtbaar):
        return [Bezwaar(f"A{rij.nummer}", Fout.BOTSING)]
    return []


def _tegen_de_stand(rij: Ingelezen, nu: Rij, wijzigingen: Sequence[Wijziging]) -> list[Bezwaar]:
    straks = dict(nu) | {w.naam: w.wordt for w in wijzigingen}
    if "stand" not in straks:
        return []
    try:
        controleer_stand(Stand(str(straks["stand"])), str(straks.get("reden_nvt") or ""))
    except RedenNodig:
        cel = rij.cellen.get("reden_nvt") or rij.cellen.get("stand")
        return [Bezwaar(cel.adres if cel else f"A{rij.nummer}", Fout.REDEN_NODIG)]
    return []
