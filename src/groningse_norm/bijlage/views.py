"""``@@origineel``: the file as it was handed in; and a page part that tells what was taken out."""

from dataclasses import dataclass

from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.namedfile.utils import set_headers, stream_data
from zExceptions import NotFound

from groningse_norm import rechten
from groningse_norm.bijlage.origineel import origineel_van, verborgen_in, verwijderd_uit
from groningse_norm.bijlage.woorden import in_woorden
from groningse_norm.pagina import Pagina
from groningse_norm.zegel import NIET_BEWAREN


class Origineel(Pagina):
    """A download for whoever publishes the item; for anybody else there is nothing here."""

    def __call__(self):
        bestand = origineel_van(self.context)
        if bestand is None or not self.mag(rechten.PUBLICEREN):
            raise NotFound(self.__name__)
        antwoord = self.request.response
        set_headers(bestand, antwoord, filename=bestand.filename or self.context.getId())
        antwoord.setHeader("Cache-Control", NIET_BEWAREN)
        antwoord.setHeader("X-Content-Type-Options", "nosniff")
        return stream_data(bestand)


@dataclass(frozen=True, slots=True)
class Bestand:
    """A file of which something must be told, in words; either may be empty."""

    naam: str
    origineel: str
    verwijderd: str
    verborgen: str


class Verwijderd(ViewletBase):
    """Under a letter, norm or plan, for whoever publishes it: what was taken out of which file."""

    def update(self) -> None:
        self.bestanden: list[Bestand] = []
        if not api.user.has_permission(rechten.PUBLICEREN, obj=self.context):
            return
        bestanden = [
            Bestand(
                kind.title or kind.getId(),
                f"{kind.absolute_url()}/@@origineel",
                in_woorden(verwijderd_uit(kind), self.request),
                in_woorden(verborgen_in(kind), self.request),
            )
            for kind in self.context.objectValues()
        ]
        self.bestanden = [een for een in bestanden if een.verwijderd or een.verborgen]
