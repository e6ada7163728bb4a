"""The register as an Atom feed (RFC 4287)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from feedgen.feed import FeedGenerator

from groningse_norm import klok
from groningse_norm.register.zoeken import Regel
from groningse_norm.rekenblad import zonder_stuurtekens

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)  # of a feed in which nothing stands


def feed(titel: str, adres: str, pagina: str, brieven: Iterable[Regel]) -> bytes:
    """The feed as UTF-8.

    An entry is known by the UID of its letter, also when it is moved, and was updated when the letter
    became public: a correction is another letter.
    """
    brieven = list(brieven)
    atom = FeedGenerator()
    atom.id(adres)
    atom.title(zonder_stuurtekens(titel))
    atom.language("nl")
    atom.link(href=adres, rel="self", type="application/atom+xml")
    atom.link(href=pagina, rel="alternate", type="text/html")
    atom.updated(max((brief.openbaar_sinds for brief in brieven), default=BEGIN))
    atom.author({"name": zonder_stuurtekens(titel)})
    for brief in brieven:
        _entry(atom.add_entry(order="append"), brief)
    return atom.atom_str(pretty=True)


def _entry(entry, brief: Regel) -> None:
    entry.id(UUID(brief.uid).urn)
    entry.title(zonder_stuurtekens(brief.onderwerp) or brief.kenmerk or brief.url)
    entry.link(href=brief.url, rel="alternate", type="text/html")
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
    entry.summary(zonder_stuurtekens(", ".join(deel for deel in delen if deel)))
