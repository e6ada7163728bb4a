"""Numbers come into an evaluation while it is a draft, and never after."""

from groningse_norm import klok
from groningse_norm.evaluatie.opnemen import neem_cijfers_op
from groningse_norm.ondertekening.domain import ONDERTEKENING, Fase
from groningse_norm.werkstroom.bouw import toestand_van


def bij_concept(evaluatie, event) -> None:
    """A draft was made or changed."""
    if toestand_van(evaluatie, ONDERTEKENING["Evaluatie"]) == Fase.CONCEPT:
        neem_cijfers_op(evaluatie, klok.vandaag())
