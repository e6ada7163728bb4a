"""The register in the catalog: as the public sees it, whoever asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from Acquisition import aq_inner, aq_parent
from DateTime import DateTime
from plone import api

from groningse_norm import klok, rechten
from groningse_norm.embargo.domain import Status
from groningse_norm.embargo.zicht import intrekking_van
from groningse_norm.ondertekening.domain import Fase
from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.register.domain import Zoekvraag, woordvraag
from groningse_norm.versies.opslag import keten_van, reden_van
from groningse_norm.zegel import is_openbaar

BEWAREN = 300  # seconds; shorter before the next planned moment, see embargo.caches


@dataclass(frozen=True, slots=True)
class Eerdere:
    """A public version that was replaced, and is still to be read."""

    url: str
    versie: int


@dataclass(frozen=True, slots=True)
class Regel:
    """A public letter in the register.

    ``openbaar_sinds`` is aware, in UTC; ``eerdere`` are the public versions that it replaced, the
    oldest first, and ``reden`` why it did; empty when nobody can read what it corrects.
    """

    uid: str
    url: str
    onderwerp: str
    kenmerk: str
    datum: date | None
    openbaar_sinds: datetime
    overheid: str
    tooi: str
    versie: int
    eerdere: tuple[Eerdere, ...]
    reden: str
    trefwoorden: tuple[str, ...]

    @property
    def datum_in_woorden(self) -> str:
        return klok.datum_in_woorden(self.datum) if self.datum else ""

    def als_dict(self) -> dict[str, Any]:
        return {
            "@id": self.url,
            "UID": self.uid,
            "onderwerp": self.onderwerp,
            "kenmerk": self.kenmerk,
            "datum": self.datum.isoformat() if self.datum else None,
            "openbaar_sinds": klok.als_iso(self.openbaar_sinds),
            "overheid": {"naam": self.overheid, "tooi": self.tooi},
            "versie": self.versie,
            "eerdere_versies": [eerder.url for eerder in self.eerdere],
            "reden": self.reden,
            "trefwoorden": list(self.trefwoorden),
        }


def overheden_bij(context) -> dict[str, Any]:
    """TOOI code → authority that can be asked for here: its own, or on the site all of them."""
    eigen = overheid_van(context)
    if eigen is not None:
        return {eigen.tooi: eigen}
    gevonden = _publiek({"portal_type": "Overheid", "sort_on": "sortable_title"})
    overheden = [brain._unrestrictedGetObject() for brain in gevonden]
    return {overheid.tooi: overheid for overheid in overheden}


def zoek(context, vraag: Zoekvraag, nu: datetime) -> Any:
    """Catalog records of the letters, the last one that became public first.

    Not those that were replaced: the version that took their place leads to them.
    """
    waar = overheden_bij(context)[vraag.overheid] if vraag.overheid else context
    catalogusvraag: dict[str, Any] = {
        "portal_type": "Raadsbrief",
        "publicatie_status": Status.OPENBAAR.value,
        "review_state": {"not": [Fase.VERVANGEN.value]},
        "path": "/".join(waar.getPhysicalPath()),
        "effectiveRange": _dag(nu),
        "sort_on": "effective",
        "sort_order": "descending",
    }
    if vraag.zoek:
        catalogusvraag["SearchableText"] = woordvraag(vraag.zoek)
    if vraag.trefwoord:
        catalogusvraag["trefwoorden"] = vraag.trefwoord
    if vraag.jaar is not None:
        # The index counts in minutes, and both ends belong to the range.
        grenzen = [
            datetime(jaar, 1, 1, tzinfo=klok.AMSTERDAM) for jaar in (vraag.jaar, vraag.jaar + 1)
        ]
        begin, einde = (grens.timestamp() for grens in grenzen)
        catalogusvraag["effective"] = {
            "query": (DateTime(begin), DateTime(einde - 60)),
            "range": "min:max",
        }
    return _publiek(catalogusvraag)


def keuzes(context, nu: datetime) -> tuple[list[int], list[str]]:
    """The years, last first, and the subjects of all public letters here."""
    jaren: set[int] = set()
    trefwoorden: set[str] = set()
    index = api.portal.get_tool("portal_catalog").Indexes["trefwoorden"]
    for brain in zoek(context, Zoekvraag(), nu):
        jaren.add(_moment(brain.effective).astimezone(klok.AMSTERDAM).year)
        trefwoorden.update(index.getEntryForObject(brain.getRID()) or ())
    return sorted(jaren, reverse=True), sorted(trefwoorden, key=str.casefold)


def regels(gevonden) -> Iterator[Regel]:
    """The letters behind these records; the item itself has the last word on being public."""
    for brain in gevonden:
        brief = brain._unrestrictedGetObject()
        if is_openbaar(brief):
            yield _regel(brief)


@dataclass(frozen=True, slots=True)
class Weg:
    """A letter that was public and has been withdrawn; its address answers 410 with the reason.

    ``moment`` is aware, in UTC. Nothing of the letter itself.
    """

    uid: str
    url: str
    moment: datetime
    reden: str


def ingetrokken(context, vraag: Zoekvraag) -> list[Weg]:
    """Letters that were withdrawn, the last one first.

    None when the question looks into letters or at when they became public: an answer would tell
    what stood in one that nobody may read any more.
    """
    if vraag.zoek or vraag.jaar is not None or vraag.trefwoord:
        return []
    waar = overheden_bij(context)[vraag.overheid] if vraag.overheid else context
    catalog = api.portal.get_tool("portal_catalog")
    gevonden = catalog.unrestrictedSearchResults(
        portal_type="Raadsbrief",
        publicatie_status=Status.INGETROKKEN.value,
        path="/".join(waar.getPhysicalPath()),
    )
    brieven = (brain._unrestrictedGetObject() for brain in gevonden)
    weg = [
        Weg(brief.UID(), brief.absolute_url(), intrekking.moment, intrekking.reden)
        for brief in brieven
        if is_openbaar(aq_parent(aq_inner(brief)))
        and (intrekking := intrekking_van(brief)) is not None
    ]
    return sorted(weg, key=lambda brief: brief.moment, reverse=True)


def laat_bewaren(context, request) -> None:
    """Everybody gets the same answer, so that a proxy may keep it for a while."""
    if is_openbaar(context):
        request.response.setHeader("Cache-Control", f"public, max-age={BEWAREN}")
        request.response.setHeader("Vary", "Accept, Accept-Language")


def _publiek(vraag: dict[str, Any]) -> Any:
    catalog = api.portal.get_tool("portal_catalog")
    return catalog.unrestrictedSearchResults(**vraag, allowedRolesAndUsers=[rechten.IEDEREEN])


def _regel(brief) -> Regel:
    overheid = overheid_van(brief)
    keten = keten_van(brief)
    eerdere = tuple(
        Eerdere(eerder.absolute_url(), eerder.versie)
        for eerder in keten[: keten.index(brief)]
        if is_openbaar(eerder)
    )
    return Regel(
        uid=brief.UID(),
        url=brief.absolute_url(),
        onderwerp=brief.title or "",
        kenmerk=brief.kenmerk or "",
        datum=brief.datum,
        openbaar_sinds=_moment(brief.effective()),
        overheid=overheid.title if overheid is not None else "",
        tooi=overheid.tooi if overheid is not None else "",
        versie=brief.versie,
        eerdere=eerdere,
        reden=reden_van(brief) if eerdere else "",
        trefwoorden=tuple(brief.trefwoorden or ()),
    )


def _dag(moment: datetime) -> DateTime:
    return DateTime(moment.timestamp())


def _moment(dag: DateTime) -> datetime:
    return datetime.fromtimestamp(dag.timeTime(), UTC)
