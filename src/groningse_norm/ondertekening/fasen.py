"""States of a sign-off and the workflows in which they follow, as tables."""

from collections.abc import Mapping
from enum import StrEnum

from groningse_norm import rechten
from groningse_norm.werkstroom.domain import Overgang, Toestand, Werkstroom


class Fase(StrEnum):
    """States of the sign-off workflows (``review_state``)."""

    CONCEPT = "concept"
    TER_ONDERTEKENING = "ter_ondertekening"
    ONDERTEKEND = "ondertekend"
    IN_UITVOERING = "in_uitvoering"
    AFGEROND = "afgerond"
    VERVANGEN = "vervangen"
    VERVALLEN = "vervallen"


FASE_NAMEN: dict[Fase, str] = {
    Fase.CONCEPT: "Concept",
    Fase.TER_ONDERTEKENING: "Ter ondertekening",
    Fase.ONDERTEKEND: "Ondertekend",
    Fase.IN_UITVOERING: "In uitvoering",
    Fase.AFGEROND: "Afgerond",
    Fase.VERVANGEN: "Vervangen",
    Fase.VERVALLEN: "Vervallen",
}

# Signed by all parties: in force, and with those that a newer version has replaced.
GETEKEND: frozenset[Fase] = frozenset({Fase.ONDERTEKEND, Fase.IN_UITVOERING, Fase.AFGEROND})
OOIT_GETEKEND = GETEKEND | {Fase.VERVANGEN}

_INHOUD_RECHTEN = (
    rechten.WIJZIGEN,
    rechten.VERBINTENIS_WIJZIGEN,
    rechten.TOEVOEGEN,
    rechten.VERWIJDEREN,
    rechten.BESTAND_TOEVOEGEN,
    rechten.AFBEELDING_TOEVOEGEN,
    rechten.BASISAFSPRAAK_TOEVOEGEN,
    rechten.MAATREGEL_TOEVOEGEN,
    rechten.PLAN_TOEVOEGEN,
    rechten.DELEGEREN,
    *rechten.BEHEER,
)


def _ondertekening(soort: str, redactie: tuple[str, ...], *, uitvoering: bool) -> Werkstroom:
    """The sign-off workflow of one kind of document, edited by ``redactie`` while in concept.

    From ``ter_ondertekening`` on nobody holds any of these permissions, Managers included.
    """
    wie = (rechten.MANAGER, *redactie)
    open_: dict[str, tuple[str, ...] | None] = dict.fromkeys(_INHOUD_RECHTEN, wie)
    open_[rechten.DELEGEREN] = (rechten.MANAGER,)
    open_ |= {**dict.fromkeys(rechten.BEHEER), rechten.ZICHT_WIJZIGEN: ()}
    fasen = [Fase.TER_ONDERTEKENING, Fase.ONDERTEKEND]
    overgangen = [
        Overgang(
            "bied_aan", "Bied aan ter ondertekening", (Fase.CONCEPT,), Fase.TER_ONDERTEKENING, wie
        ),
        Overgang(
            "terug_naar_concept",
            "Terug naar concept",
            (Fase.TER_ONDERTEKENING,),
            Fase.CONCEPT,
            wie,
            reden_verplicht=True,
        ),
        Overgang(
            "onderteken",
            "Ondertekend door alle partijen",
            (Fase.TER_ONDERTEKENING,),
            Fase.ONDERTEKEND,
        ),
    ]
    if uitvoering:
        fasen += [Fase.IN_UITVOERING, Fase.AFGEROND]
        overgangen += [
            Overgang(
                "start_uitvoering",
                "Start de uitvoering",
                (Fase.ONDERTEKEND,),
                Fase.IN_UITVOERING,
                wie,
            ),
            Overgang("rond_af", "Rond af", (Fase.IN_UITVOERING,), Fase.AFGEROND, wie),
        ]
    overgangen.append(
        Overgang(
            "vervang",
            "Vervangen door een nieuwere versie",
            tuple(fase for fase in fasen if fase in GETEKEND),
            Fase.VERVANGEN,
        )
    )
    fasen.append(Fase.VERVANGEN)
    return Werkstroom(
        id=f"{soort}_ondertekening",
        titel=f"Ondertekening ({soort})",
        variabele="review_state",
        begin=Fase.CONCEPT,
        rechten=_INHOUD_RECHTEN,
        toestanden=(
            Toestand(Fase.CONCEPT, FASE_NAMEN[Fase.CONCEPT], open_),
            *(Toestand(fase, FASE_NAMEN[fase]) for fase in fasen),
        ),
        overgangen=tuple(overgangen),
    )


NORM_ONDERTEKENING = _ondertekening("norm", (rechten.NORMBEHEERDER,), uitvoering=True)
PLAN_ONDERTEKENING = _ondertekening(
    "plan", (rechten.NORMBEHEERDER, rechten.MEDEWERKER), uitvoering=True
)
EVALUATIE_ONDERTEKENING = _ondertekening("evaluatie", (rechten.MEDEWERKER,), uitvoering=False)
BRIEF_ONDERTEKENING = _ondertekening("brief", (rechten.GRIFFIE,), uitvoering=False)

# A measure has no round of its own: it follows its plan into ``ondertekend`` and runs by itself
# from there. In ``in_uitvoering`` the progress fields are open, the commitment stays frozen.
_MELDERS = (rechten.MEDEWERKER,)
# Evidence comes in as files while the work is going on; the plan itself is frozen by then.
_BEWIJS_TOEVOEGEN = (
    rechten.TOEVOEGEN,
    rechten.BESTAND_TOEVOEGEN,
    rechten.AFBEELDING_TOEVOEGEN,
)
MAATREGEL_UITVOERING = Werkstroom(
    id="maatregel_uitvoering",
    titel="Uitvoering (maatregel)",
    variabele="review_state",
    begin=Fase.CONCEPT,
    rechten=(
        rechten.WIJZIGEN,
        rechten.VERBINTENIS_WIJZIGEN,
        rechten.VERWIJDEREN,
        rechten.VOORTGANG_MELDEN,
        *_BEWIJS_TOEVOEGEN,
    ),
    toestanden=(
        Toestand(
            Fase.CONCEPT,
            FASE_NAMEN[Fase.CONCEPT],
            {
                rechten.WIJZIGEN: None,
                rechten.VERBINTENIS_WIJZIGEN: None,
                rechten.VERWIJDEREN: None,
                **dict.fromkeys(_BEWIJS_TOEVOEGEN),
            },
        ),
        Toestand(Fase.TER_ONDERTEKENING, FASE_NAMEN[Fase.TER_ONDERTEKENING]),
        Toestand(Fase.ONDERTEKEND, FASE_NAMEN[Fase.ONDERTEKEND]),
        Toestand(
            Fase.IN_UITVOERING,
            FASE_NAMEN[Fase.IN_UITVOERING],
            dict.fromkeys(
                (rechten.WIJZIGEN, rechten.VOORTGANG_MELDEN, *_BEWIJS_TOEVOEGEN), _MELDERS
            ),
        ),
        Toestand(Fase.AFGEROND, FASE_NAMEN[Fase.AFGEROND]),
        Toestand(Fase.VERVALLEN, FASE_NAMEN[Fase.VERVALLEN]),
        Toestand(Fase.VERVANGEN, FASE_NAMEN[Fase.VERVANGEN]),
    ),
    overgangen=(
        Overgang(
            "start_uitvoering",
            "Start de uitvoering",
            (Fase.ONDERTEKEND,),
            Fase.IN_UITVOERING,
            _MELDERS,
        ),
        Overgang("rond_af", "Rond af", (Fase.IN_UITVOERING,), Fase.AFGEROND, _MELDERS),
        Overgang("heropen", "Heropen", (Fase.AFGEROND,), Fase.IN_UITVOERING, _MELDERS, True),
        Overgang(
            "laat_vervallen",
            "Laat vervallen",
            (Fase.ONDERTEKEND, Fase.IN_UITVOERING),
            Fase.VERVALLEN,
            _MELDERS,
            True,
        ),
    ),
)

ONDERTEKENING: Mapping[str, Werkstroom] = {
    "Norm": NORM_ONDERTEKENING,
    "Uitvoeringsplan": PLAN_ONDERTEKENING,
    "Evaluatie": EVALUATIE_ONDERTEKENING,
    "Raadsbrief": BRIEF_ONDERTEKENING,
    "Maatregel": MAATREGEL_UITVOERING,
}
