"""Pages of the letters: the letter itself, and the lists."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from plone import api
from plone.base.utils import human_readable_size
from plone.namedfile.interfaces import INamed
from zope.component import queryMultiAdapter

from groningse_norm import klok, rechten
from groningse_norm.embargo.domain import PUBLICATIE, STATUS_NAMEN, Status
from groningse_norm.ondertekening.domain import FASE_NAMEN, ONDERTEKENING, Fase
from groningse_norm.overheid.domain import VERTEGENWOORDIGING, Soort
from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.pagina import Pagina
from groningse_norm.raadsbrief.domain import Ondertekenaar
from groningse_norm.raadsbrief.verband.handelingen import Verwant, verwanten_van
from groningse_norm.werkstroom.bouw import toestand_van


def status_van(brief) -> Status:
    return Status(toestand_van(brief, PUBLICATIE[brief.portal_type]))


def fase_van(brief) -> Fase:
    return Fase(toestand_van(brief, ONDERTEKENING[brief.portal_type]))


@dataclass(frozen=True, slots=True)
class Bijlage:
    """An attachment that can be opened."""

    titel: str
    url: str
    soort: str
    grootte: str


class BriefView(Pagina):
    """The letter, as on paper."""

    @property
    def overheid(self):
        return overheid_van(self.context)

    @property
    def raad(self) -> str:
        return VERTEGENWOORDIGING[Soort(self.overheid.soort)]

    @property
    def fase(self) -> str:
        return FASE_NAMEN[fase_van(self.context)]

    @property
    def bewerkbaar(self) -> bool:
        return self.mag(rechten.WIJZIGEN)

    @property
    def verzendbaar(self) -> bool:
        """Does the visitor look after the sending of this letter?"""
        return self.mag(rechten.PUBLICEREN)

    @property
    def ondertekenaars(self) -> list[Ondertekenaar]:
        return [Ondertekenaar.uit_regel(regel) for regel in self.context.ondertekenaars or ()]

    @property
    def bijlagen(self) -> list[Bijlage]:
        return [
            bijlage
            for kind in self.context.objectValues()
            if self.mag(rechten.ZIEN, kind) and (bijlage := _bijlage(kind)) is not None
        ]

    @property
    def verwanten(self) -> list[Verwant]:
        return verwanten_van(self.context)

    @property
    def alleen_genoemd(self) -> list[str]:
        """Attachments that the letter names, as long as none has been added."""
        return [] if self.bijlagen else list(self.context.bijlagen_genoemd or ())


def _bijlage(obj) -> Bijlage | None:
    for naam in ("file", "image"):
        bestand: Any = getattr(obj.aq_base, naam, None)
        if INamed.providedBy(bestand):
            return Bijlage(
                obj.title or bestand.filename,
                f"{obj.absolute_url()}/@@download/{naam}/{bestand.filename}",
                (bestand.filename or "").rpartition(".")[2].upper() or bestand.contentType,
                human_readable_size(bestand.getSize()),
            )
    return None


@dataclass(frozen=True, slots=True)
class Regel:
    """A letter in a list."""

    url: str
    kenmerk: str
    onderwerp: str
    datum: date | None
    status: Status
    fase: Fase
    embargo_tot: Any

    @property
    def datum_in_woorden(self) -> str:
        return klok.datum_in_woorden(self.datum) if self.datum else ""

    @property
    def openbaar(self) -> bool:
        return self.status is Status.OPENBAAR

    @property
    def stand(self) -> str:
        """State in words: of publication, and of the sign-off as long as nobody reads it."""
        naam = STATUS_NAMEN[self.status]
        if self.status is Status.INTERN:
            return f"{naam}, {FASE_NAMEN[self.fase].lower()}"
        return naam

    @property
    def tot(self) -> str:
        """Until when, for a letter under embargo."""
        if self.status is not Status.ONDER_EMBARGO or self.embargo_tot is None:
            return ""
        return klok.in_woorden(self.embargo_tot)


class BrievenLijst(Pagina):
    """The letters in a folder that the visitor may see, newest first. A part of a page."""

    hoogstens: int | None = None

    def __call__(self) -> str:
        gevonden = api.content.find(context=self.context, depth=1, portal_type="Raadsbrief")
        # The date of a letter is in no index: nothing of an embargoed one is.
        brieven = sorted(
            (brain.getObject() for brain in gevonden),
            key=lambda brief: (brief.datum or date.min, brief.getId()),
            reverse=True,
        )
        self.regels = [self._regel(brief) for brief in brieven[: self.hoogstens]]
        self.toont_stand = any(not regel.openbaar for regel in self.regels)
        return self.index()

    @staticmethod
    def _regel(brief) -> Regel:
        return Regel(
            brief.absolute_url(),
            brief.kenmerk or "",
            brief.title or "",
            brief.datum,
            status_van(brief),
            fase_van(brief),
            brief.embargo_tot,
        )

    @property
    def overheid(self):
        return overheid_van(self.context)

    @property
    def mag_inlezen(self) -> bool:
        return self.overheid is not None and self.mag(rechten.BRIEF_TOEVOEGEN, self.overheid)


class BrievenOverzicht(Pagina):
    """The folder with the letters of an authority."""

    def lijst(self) -> str:
        return queryMultiAdapter((self.context, self.request), name="brieven-lijst")()
