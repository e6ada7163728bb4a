"""The register as an Atom feed (RFC 4287), with the versions before (RFC 5829) and tombstones of
what was withdrawn (RFC 6721)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from groningse_norm import klok
from groningse_norm.register.zoeken import Eerdere, Regel, Weg
from groningse_norm.rekenblad import zonder_stuurtekens

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)  # of a feed in which nothing stands
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


# feedgen names the elements of Atom without their namespace, and declares that once: "link" below.
class Grafstenen(BaseExtension):
    """``at:deleted-entry`` for each withdrawn letter, so that a reader drops its copy."""

    def __init__(self) -> None:
        self.weg: tuple[Weg, ...] = ()

    def extend_ns(self) -> dict[str, str]:
        return {"at": TOMBSTONES} if self.weg else {}

    def extend_atom(self, feed: Any) -> Any:
        for brief in self.weg:
            steen = etree.SubElement(
                feed,
                f"{{{TOMBSTONES}}}deleted-entry",
                ref=UUID(brief.uid).urn,
                when=klok.als_iso(brief.moment),
            )
            waarom = etree.SubElement(steen, f"{{{TOMBSTONES}}}comment")
            waarom.text = zonder_stuurtekens(brief.reden)
            etree.SubElement(steen, "link", rel="alternate", href=brief.url)
        return feed


class Voorgangers(BaseEntryExtension):
    """Links to the versions before. feedgen 1.0 leaves ``rel`` out of the links of an entry, which
    would make each of them another address of the letter itself."""

    def __init__(self) -> None:
        self.eerdere: tuple[Eerdere, ...] = ()

    def extend_atom(self, entry: Any) -> Any:
        for eerder in self.eerdere:
            etree.SubElement(
                entry,
                "link",
                rel="predecessor-version",
                href=eerder.url,
                title=f"Versie {eerder.versie}",
            )
        return entry


def feed(
    titel: str, adres: str, pagina: str, brieven: Iterable[Regel], weg: Iterable[Weg] = ()
) -> bytes:
    """The feed as UTF-8.

    An entry is known by the UID of its letter, also when it is moved, and was updated when the letter
    became public: a correction is another letter.
    """
    brieven, weg = list(brieven), tuple(weg)
    atom = FeedGenerator()
    atom.register_extension("register", Grafstenen, Voorgangers, atom=True, rss=False)
    atom.register.weg = weg
    atom.id(adres)
    atom.title(zonder_stuurtekens(titel))
    atom.language("nl")
    atom.link(href=adres, rel="self", type="application/atom+xml")
    atom.link(href=pagina, rel="alternate", type="text/html")
    momenten = [*(brief.openbaar_sinds for brief in brieven), *(brief.moment for brief in weg)]
    atom.updated(max(momenten, default=BEGIN))
    atom.author({"name": zonder_stuurtekens(titel)})
    for brief in brieven:
        _entry(atom.add_entry(order="append"), brief)
    return atom.atom_str(pretty=True)


def _entry(entry, brief: Regel) -> None:
    entry.id(UUID(brief.uid).urn)
    entry.title(zonder_stuurtekens(brief.onderwerp) or brief.kenmerk or brief.url)
    entry.link(href=brief.url, rel="alternate", type="text/html")
    entry.register.eerdere = brief.eerdere
    entry.published(brief.openbaar_sinds)
    entry.updated(brief.openbaar_sinds)
    entry.author({"name": zonder_stuurtekens(brief.overheid) or "-"})
    for trefwoord in brief.trefwoorden:
        entry.category({"term": zonder_stuurtekens(trefwoord)})
    delen = [
        f"Kenmerk {brief.kenmerk}" if brief.kenmerk else "",
        f"brief van {brief.datum_in_woorden}" if brief.datum else "",
        f"openbaar sinds {klok.in_woorden(brief.openbaar_sinds)}",
    ]
    zinnen = [", ".join(deel for deel in delen if deel)]
    if brief.eerdere:
        zinnen.append(f"Versie {brief.versie}, vervangt versie {brief.eerdere[-1].versie}")
    if brief.reden:
        zinnen.append(f"Waarom: {brief.reden}")
    entry.summary(zonder_stuurtekens(". ".join(zinnen)))
