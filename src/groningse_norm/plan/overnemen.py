"""From the model plan to an authority's own plan."""

from plone.dexterity.utils import addContentToContainer, createContent

from groningse_norm.norm.domain import geldt_voor

PLAN_ID = "uitvoeringsplan"


def neem_model_over(overheid, norm):
    """The authority's plan with one measure per agreement that applies to its kind.

    Never twice: what is there stays as it is, and only missing measures are added. Returns the
    plan.
    """
    plan = overheid.get(PLAN_ID)
    if plan is None:
        plan = addContentToContainer(
            overheid,
            createContent(
                "Uitvoeringsplan",
                id=PLAN_ID,
                title=f"Uitvoeringsplan {overheid.title}",
                norm=norm.UID(),
            ),
            checkConstraints=False,
        )
    aanwezig = {maatregel.basisafspraak for maatregel in plan.maatregelen()}
    for afspraak in norm.basisafspraken():
        if afspraak.UID() not in aanwezig and geldt_voor(afspraak.geldt_voor, overheid.soort):
            neem_afspraak_over(plan, afspraak)
    return plan


def neem_afspraak_over(plan, afspraak):
    """A measure for one agreement."""
    return addContentToContainer(
        plan,
        createContent(
            "Maatregel",
            id=afspraak.nummer.lower(),
            title=afspraak.title,
            nummer=afspraak.nummer,
            basisafspraak=afspraak.UID(),
            veld=afspraak.veld,
            eigenaar=afspraak.eigenaar,
        ),
        checkConstraints=False,
    )
