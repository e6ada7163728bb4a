"""What an authority commits to with an evaluation: its text and the numbers of then."""

from typing import Any

from zope.component import adapter
from zope.interface import implementer

from groningse_norm.evaluatie.interfaces import IEvaluatie
from groningse_norm.ondertekening.domain import Partij
from groningse_norm.ondertekening.interfaces import IVerbintenis
from groningse_norm.ondertekening.verbintenis import bijlagen_van, velden_van
from groningse_norm.overheid.opzoeken import overheid_van


@implementer(IVerbintenis)
@adapter(IEvaluatie)
class EvaluatieVerbintenis:
    """The authority in which it lies signs it."""

    def __init__(self, context) -> None:
        self.context = context

    def partijen(self) -> tuple[Partij, ...]:
        overheid = overheid_van(self.context)
        return () if overheid is None else (Partij(overheid.tooi),)

    def velden(self) -> dict[str, Any]:
        return {
            "soort": "evaluatie",
            **velden_van(self.context, IEvaluatie),
            "bijlagen": bijlagen_van(self.context),
        }
