"""Pages of the authorities, and of the folder with their meetings."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plone import api
from zope.component import queryMultiAdapter

from groningse_norm import klok, rechten
from groningse_norm.i18n import _
from groningse_norm.overheid.domain import BESTUURSHOOFD, VERTEGENWOORDIGING, Soort
from groningse_norm.pagina import Pagina

OP_DE_PAGINA = 5  # letters on the page of an authority; the rest is one click away

SOORT_KOPPEN = {
    Soort.GEMEENTE: _("heading_gemeenten", default="Municipalities"),
    Soort.PROVINCIE: _("heading_provincie", default="Province"),
    Soort.WATERSCHAP: _("heading_waterschappen", default="Water boards"),
}


class OverheidView(Pagina):
    """One authority: who it is, its letters, plan and meetings, as far as the visitor sees them."""

    @property
    def soort(self) -> Soort:
        return Soort(self.context.soort)

    @property
    def raad(self) -> str:
        return VERTEGENWOORDIGING[self.soort]

    @property
    def bestuurshoofd(self) -> str:
        return BESTUURSHOOFD[self.soort]

    @property
    def mag_aanwijzen(self) -> bool:
        return self.mag(rechten.AANWIJZEN)

    @property
    def plannen(self) -> list:
        return list(api.content.find(context=self.context, depth=1, portal_type="Uitvoeringsplan"))

    def map(self, naam: str):
        """A fixed folder of the authority, if the visitor may see it."""
        map_ = self.context.get(naam)
        return map_ if map_ is not None and self.mag(rechten.ZIEN, map_) else None

    def deel(self, naam: str) -> str:
        """A part of this page that another capability fills; empty when there is none."""
        deel = queryMultiAdapter((self.context, self.request), name=naam)
        return "" if deel is None else deel()

    def lijst(self, naam: str) -> str:
        """What lies in a fixed folder, as its own capability shows it."""
        map_ = self.map(naam)
        lijst = (
            None if map_ is None else queryMultiAdapter((map_, self.request), name=f"{naam}-lijst")
        )
        if lijst is None:
            return ""
        lijst.hoogstens = OP_DE_PAGINA
        return lijst()


class OverhedenOverzicht(Pagina):
    """All authorities, by kind."""

    @property
    def groepen(self) -> list[tuple[Any, list]]:
        overheden = [
            brain.getObject()
            for brain in api.content.find(
                context=self.context, depth=1, portal_type="Overheid", sort_on="sortable_title"
            )
        ]
        groepen = [
            (kop, [o for o in overheden if o.soort == soort]) for soort, kop in SOORT_KOPPEN.items()
        ]
        return [groep for groep in groepen if groep[1]]


@dataclass(frozen=True, slots=True)
class Bijeenkomst:
    """A meeting as a row."""

    titel: str
    url: str
    begin: datetime
    plaats: str

    @property
    def wanneer(self) -> str:
        return klok.in_woorden(self.begin)


class BijeenkomstenLijst(Pagina):
    """The meetings in a folder, those to come first. A part of a page."""

    hoogstens: int | None = None

    def __call__(self) -> str:
        nu = klok.nu()
        alle = sorted(
            (
                Bijeenkomst(event.title, event.absolute_url(), event.start, event.location or "")
                for brain in api.content.find(context=self.context, portal_type="Event")
                if (event := brain.getObject()).start is not None
            ),
            key=lambda bijeenkomst: bijeenkomst.begin,
        )
        self.komend = [b for b in alle if b.begin >= nu][: self.hoogstens]
        self.geweest = [b for b in reversed(alle) if b.begin < nu][: self.hoogstens]
        return self.index()


class BijeenkomstenOverzicht(Pagina):
    """The folder with the meetings of an authority."""

    def lijst(self) -> str:
        return queryMultiAdapter((self.context, self.request), name="bijeenkomsten-lijst")()
