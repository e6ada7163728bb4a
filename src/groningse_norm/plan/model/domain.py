"""Rules of a plan that grew from a model: what to take over when the model changes.

Three texts of a measure are laid side by side: what the model *was* when it was taken over last,
what it *is* now, and what the authority made of it. A change of the model is offered where the
authority left its text as it was; own text is kept, always.

A measure is known by the basisafspraak that it carries out, or by its number where a new version
of the norm has the same agreement under another identity.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

# What a measure takes from its model; dates as ISO 8601.
VELDEN = ("nummer", "title", "veld", "eigenaar", "start", "deadline", "gewicht", "basisafspraak")

Waarde = str | int | None
Waarden = Mapping[str, Waarde]


class BijwerkenGeweigerd(ValueError):
    """A take-over that cannot be; ``code`` names the reason."""

    code = "geweigerd"


class GeenNorm(BijwerkenGeweigerd):
    """There is no norm to take a model from, or there are several and none was chosen."""

    code = "geen_norm"


class NaamBezet(BijwerkenGeweigerd):
    """Something that is no plan stands where the plan would come."""

    code = "naam_bezet"


class PlanBevroren(BijwerkenGeweigerd):
    """The plan has been offered for signature: its measures stand."""

    code = "plan_bevroren"


class Verouderd(BijwerkenGeweigerd):
    """The model or the plan changed after the proposals were shown."""

    code = "voorstellen_verouderd"


class OnbekendVoorstel(BijwerkenGeweigerd):
    """What was ticked is no proposal, or one that cannot be taken over."""

    code = "onbekend_voorstel"


class Soort(StrEnum):
    """What a proposal does to the plan."""

    TOEVOEGEN = "toevoegen"
    WIJZIGEN = "wijzigen"
    VERWIJDEREN = "verwijderen"


@dataclass(frozen=True, slots=True)
class Eigen:
    """A measure of the authority. ``heeft_werk``: it holds more than the model gave."""

    id: str
    waarden: Waarden
    heeft_werk: bool = False


@dataclass(frozen=True, slots=True)
class Veldverschil:
    """A field that the model changed. ``was`` is ``None`` where nobody knows what it was."""

    naam: str
    was: Waarde
    wordt: Waarde
    eigen: Waarde
    overneembaar: bool


@dataclass(frozen=True, slots=True)
class Voorstel:
    """One line for the authority to tick.

    ``sleutel`` is the basisafspraak in the model (or what it was), ``eigen`` the id of the own
    measure, empty for an addition. ``kan`` says whether it can be ticked. ``terug``: the authority
    removed this measure itself earlier on.
    """

    sleutel: str
    soort: Soort
    nummer: str
    titel: str
    eigen: str = ""
    velden: tuple[Veldverschil, ...] = ()
    kan: bool = True
    terug: bool = False

    @property
    def houdt_eigen_tekst(self) -> bool:
        """Does a field keep the authority's own text when this is taken over?"""
        return any(not veld.overneembaar for veld in self.velden)


def koppel(model: Mapping[str, Waarden], eigen: Collection[Eigen]) -> dict[str, Eigen]:
    """Key in the model → the own measure that belongs to it.

    By basisafspraak first; what is left by number. Each measure belongs to one at most.
    """
    gekoppeld: dict[str, Eigen] = {}
    over = []
    for maatregel in eigen:
        sleutel = str(maatregel.waarden.get("basisafspraak") or "")
        if sleutel in model and sleutel not in gekoppeld:
            gekoppeld[sleutel] = maatregel
        else:
            over.append(maatregel)
    op_nummer = {w["nummer"]: s for s, w in model.items() if s not in gekoppeld}
    for maatregel in over:
        gezocht = op_nummer.pop(maatregel.waarden.get("nummer"), None)
        if gezocht is not None:
            gekoppeld[gezocht] = maatregel
    return gekoppeld


def voorstellen(
    was: Mapping[str, Waarden], model: Mapping[str, Waarden], eigen: Collection[Eigen]
) -> tuple[Voorstel, ...]:
    """What has changed in the model since it was taken over, by number.

    ``was`` is what the model was for each key that the plan has known, also of measures that the
    authority removed since.
    """
    return tuple(sorted(_voorstellen(was, model, eigen), key=lambda v: (v.nummer, v.sleutel)))


def _voorstellen(
    was: Mapping[str, Waarden], model: Mapping[str, Waarden], eigen: Collection[Eigen]
) -> Iterator[Voorstel]:
    gekoppeld = koppel(model, eigen)
    bekend = {s: _was(was, s, gekoppeld.get(s)) for s in model}
    for sleutel, waarden in model.items():
        maatregel = gekoppeld.get(sleutel)
        nummer, titel = str(waarden["nummer"]), str(waarden["title"])
        if maatregel is None:
            if bekend[sleutel] != dict(waarden):
                terug = bekend[sleutel] is not None
                yield Voorstel(sleutel, Soort.TOEVOEGEN, nummer, titel, terug=terug)
            continue
        velden = tuple(_verschillen(bekend[sleutel], waarden, maatregel.waarden))
        if velden:
            yield Voorstel(sleutel, Soort.WIJZIGEN, nummer, titel, maatregel.id, velden)
    aan_het_model = {maatregel.id for maatregel in gekoppeld.values()}
    verdwenen: set[str] = set()
    for maatregel in eigen:
        sleutel = str(maatregel.waarden.get("basisafspraak") or "")
        if maatregel.id in aan_het_model or sleutel in model or sleutel not in was:
            continue
        # A second measure for the same agreement is the authority's own.
        if sleutel in verdwenen:
            continue
        verdwenen.add(sleutel)
        ongewijzigd = dict(maatregel.waarden) == dict(was[sleutel])
        yield Voorstel(
            sleutel,
            Soort.VERWIJDEREN,
            str(maatregel.waarden["nummer"]),
            str(maatregel.waarden["title"]),
            maatregel.id,
            kan=ongewijzigd and not maatregel.heeft_werk,
        )


def _was(was: Mapping[str, Waarden], sleutel: str, maatregel: Eigen | None) -> Waarden | None:
    """What the model was for a measure, also when its agreement had another identity then."""
    if sleutel in was:
        return dict(was[sleutel])
    eerder = str(maatregel.waarden.get("basisafspraak") or "") if maatregel else ""
    return dict(was[eerder]) if eerder in was else None


def _verschillen(was: Waarden | None, model: Waarden, eigen: Waarden) -> Iterator[Veldverschil]:
    for naam in VELDEN:
        nu, hier = model.get(naam), eigen.get(naam)
        toen = None if was is None else was.get(naam)
        if nu == hier or (was is not None and nu == toen):
            continue
        # Which agreement a measure carries out is the model's to say, nobody's text.
        eigen_tekst = naam != "basisafspraak" and (was is None or hier != toen)
        yield Veldverschil(naam, toen, nu, hier, not eigen_tekst)


def vingerafdruk(alle: Collection[Voorstel]) -> str:
    """SHA-256 (hex) of proposals: what was ticked was ticked on these."""
    regels = [
        [v.sleutel, v.soort, v.eigen, v.kan, [[d.naam, d.was, d.wordt, d.eigen] for d in v.velden]]
        for v in alle
    ]
    return hashlib.sha256(json.dumps(regels, ensure_ascii=True).encode()).hexdigest()


def kies(alle: Collection[Voorstel], sleutels: Collection[str], getoond: str) -> list[Voorstel]:
    """The proposals that were ticked.

    Raises ``Verouderd`` when the proposals are no longer those that were shown (``getoond`` is
    their fingerprint), and ``OnbekendVoorstel`` for a key that is none of them or cannot be taken
    over.
    """
    if vingerafdruk(alle) != getoond:
        raise Verouderd()
    per_sleutel = {voorstel.sleutel: voorstel for voorstel in alle}
    if any(s not in per_sleutel or not per_sleutel[s].kan for s in sleutels):
        raise OnbekendVoorstel()
    return [voorstel for voorstel in alle if voorstel.sleutel in set(sleutels)]
