"""What the signatories of a letter commit to."""

from typing import Any

from zope.component import adapter
from zope.interface import implementer

from groningse_norm.ondertekening.domain import Ambt, Partij
from groningse_norm.ondertekening.interfaces import IVerbintenis
from groningse_norm.ondertekening.verbintenis import bijlagen_van, velden_van
from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.raadsbrief.interfaces import IRaadsbrief


@implementer(IVerbintenis)
@adapter(IRaadsbrief)
class BriefVerbintenis:
    """Mayor and secretary sign a letter of the college (Gemeentewet art. 59a)."""

    def __init__(self, context) -> None:
        self.context = context

    def partijen(self) -> tuple[Partij, ...]:
        overheid = overheid_van(self.context)
        if overheid is None:
            return ()
        return (
            Partij(overheid.tooi, Ambt.BESTUURSHOOFD),
            Partij(overheid.tooi, Ambt.SECRETARIS),
        )

    def velden(self) -> dict[str, Any]:
        brief = self.context
        return {
            "soort": "raadsbrief",
            # The list of what is still to be checked and the keywords are notes of the clerk's, and
            # what it belongs with lies elsewhere: no part of the letter; the moment of the embargo
            # may be changed afterwards, with a reason.
            **velden_van(brief, IRaadsbrief, weg=("onzeker", "trefwoorden", "verwant")),
            "bijlagen": bijlagen_van(brief),
        }
