"""From the history of the plan to the numbers of an evaluation."""

from datetime import date

from plone import api

from groningse_norm.evaluatie.domain import (
    GEHEEL,
    Jaar,
    OngeldigJaar,
    Uitkomst,
    lees,
    peildag,
)
from groningse_norm.norm.domain import Veld
from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.plan.domain import Voortgang
from groningse_norm.voortgang.domain import Bereik, som
from groningse_norm.voortgang.opslag import alle_plannen


def neem_cijfers_op(evaluatie, vandaag: date) -> None:
    """Write the numbers of its year into a draft; none for a year that cannot be."""
    overheid = overheid_van(evaluatie)
    try:
        dag = peildag(evaluatie.jaar, vandaag)
    except OngeldigJaar:
        evaluatie.peildag, evaluatie.cijfers = None, []
        return
    cijfers = som(
        verloop.cijfers((dag,), vandaag, Bereik.OPENBAAR)[dag]
        for verloop in alle_plannen().values()
        if overheid is not None
        and verloop.tooi == overheid.tooi
        and not verloop.model
        and verloop.loopt(dag)
    )
    regels = [] if cijfers.totaal is None else [_uitkomst(GEHEEL, cijfers.totaal)]
    # Fields of the norm in their own order.
    regels += [_uitkomst(v, cijfers.velden[v.value]) for v in Veld if v.value in cijfers.velden]
    evaluatie.peildag, evaluatie.cijfers = dag, [str(regel) for regel in regels]


def _uitkomst(veld: str, voortgang: Voortgang) -> Uitkomst:
    return Uitkomst(
        str(veld),
        voortgang.totaal,
        voortgang.telt_mee,
        voortgang.uitgevoerd,
        voortgang.percentage,
    )


def jaren_van(overheid) -> list[Jaar]:
    """The evaluations of an authority that the person sees."""
    return [jaar_van(evaluatie) for evaluatie in evaluaties_van(overheid)]


def evaluaties_van(overheid) -> list:
    """The evaluations of an authority that the person sees, the latest year and version first."""
    gevonden = api.content.find(context=overheid, depth=1, portal_type="Evaluatie")
    return sorted(
        (brain.getObject() for brain in gevonden),
        key=lambda evaluatie: (evaluatie.jaar, evaluatie.versie),
        reverse=True,
    )


def jaar_van(evaluatie) -> Jaar:
    uitkomsten = [lees(regel) for regel in evaluatie.cijfers or ()]
    return Jaar(
        evaluatie.jaar,
        evaluatie.absolute_url(),
        {uitkomst.veld: uitkomst for uitkomst in uitkomsten},
        evaluatie.versie,
    )
