"""The plan of an authority, grown from the model of its norm and kept in step with it.

What the model was at the last take-over lies with the plan, by basisafspraak.
"""

from collections.abc import Collection
from datetime import date

from AccessControl import Unauthorized
from persistent.mapping import PersistentMapping
from plone import api
from plone.dexterity.utils import addContentToContainer, createContent
from zope.annotation.interfaces import IAnnotations
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

from groningse_norm import rechten
from groningse_norm.norm.domain import geldt_voor
from groningse_norm.overheid.interfaces import IOverheid
from groningse_norm.plan.domain import CONCEPT, Stand
from groningse_norm.plan.interfaces import IUitvoeringsplan
from groningse_norm.plan.model.domain import (
    VELDEN,
    Eigen,
    GeenNorm,
    NaamBezet,
    PlanBevroren,
    Soort,
    Voorstel,
    Waarden,
    kies,
    voorstellen,
)
from groningse_norm.plan.model.interfaces import IOpvolger

PLAN_ID = "uitvoeringsplan"
_WAS = "groningse_norm.model"
_DATUMS = ("start", "deadline")


def normen_voor(overheid) -> list:
    """The norms with this authority as a party that the person can see, the newest first.

    Not those that a newer version has replaced.
    """
    normen = [brain.getObject() for brain in api.content.find(portal_type="Norm")]
    return sorted(
        (
            norm
            for norm in normen
            if overheid.tooi in (norm.partijen or ()) and api.content.get_state(norm) != "vervangen"
        ),
        key=lambda norm: (norm.versie, norm.title),
        reverse=True,
    )


def kies_norm(overheid, uid: str | None):
    """The norm to take the model from.

    Raises ``GeenNorm`` when the person sees none with this UID, or when none is named and there is
    not exactly one.
    """
    normen = [norm for norm in normen_voor(overheid) if uid in (None, "", norm.UID())]
    if len(normen) != 1:
        raise GeenNorm()
    return normen[0]


def neem_model_over(overheid, norm) -> tuple:
    """The authority's plan with one measure per agreement that applies to its kind.

    Never twice: a plan that has measures is left as it is; what changed in the model since is for
    ``voorstellen_voor``. Returns the plan and how many measures were made.

    Raises ``NaamBezet``.
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
    if not IUitvoeringsplan.providedBy(plan):
        raise NaamBezet()
    if plan.maatregelen() or not in_concept(plan):
        return plan, 0
    model = _model(norm, overheid.soort)
    for sleutel, waarden in model.items():
        _maak(plan, sleutel, waarden)
    return plan, len(model)


def neem_afspraak_over(plan, afspraak):
    """A measure for one agreement."""
    return _voeg_toe(plan, _waarden_van_afspraak(afspraak))


def in_concept(plan) -> bool:
    """Can measures come and go?"""
    return api.content.get_state(plan) == CONCEPT


def mag_bijwerken(plan) -> bool:
    """May this person take over what changed in the model now?"""
    return in_concept(plan) and bool(api.user.has_permission(rechten.WIJZIGEN, obj=plan))


def norm_van(plan):
    """The norm of a plan, in its newest signed version that the person sees.

    Raises ``GeenNorm``.
    """
    gevonden = api.content.find(portal_type="Norm", UID=plan.norm) if plan.norm else ()
    if not gevonden:
        raise GeenNorm()
    norm = gevonden[0].getObject()
    return IOpvolger(norm).norm


def voorstellen_voor(plan) -> tuple[Voorstel, ...]:
    """What changed in the model since this plan took it over.

    Raises ``GeenNorm``, also for a model plan, which follows its norm and takes over nothing.
    """
    overheid = plan.aq_parent
    if plan.model or not IOverheid.providedBy(overheid):
        raise GeenNorm()
    return voorstellen(
        dict(IAnnotations(plan).get(_WAS, {})),
        _model(norm_van(plan), overheid.soort),
        [_eigen(maatregel) for maatregel in plan.maatregelen()],
    )


def neem_voorstellen_over(plan, sleutels: Collection[str], getoond: str) -> int:
    """Carry out the proposals that were ticked; returns how many.

    Raises ``GeenNorm``, ``PlanBevroren``, ``Verouderd``, ``OnbekendVoorstel``; ``Unauthorized``
    for whoever may not change the plan.
    """
    if not in_concept(plan):
        raise PlanBevroren()
    if not mag_bijwerken(plan):
        raise Unauthorized(rechten.WIJZIGEN)
    gekozen = kies(voorstellen_voor(plan), sleutels, getoond)
    norm = norm_van(plan)
    model = _model(norm, plan.aq_parent.soort)
    for voorstel in gekozen:
        if voorstel.soort is Soort.TOEVOEGEN:
            _maak(plan, voorstel.sleutel, model[voorstel.sleutel])
        elif voorstel.soort is Soort.WIJZIGEN:
            _wijzig(plan[voorstel.eigen], voorstel)
            _onthoud(plan, voorstel.sleutel, model[voorstel.sleutel])
        else:
            plan.manage_delObjects([voorstel.eigen])
            del IAnnotations(plan)[_WAS][voorstel.sleutel]
    if gekozen and plan.norm != norm.UID():
        plan.norm = norm.UID()
        notify(ObjectModifiedEvent(plan))
    return len(gekozen)


def neem_mee(van, naar) -> None:
    """A copy of a plan, or its next version, knows the same model."""
    if _WAS in IAnnotations(van):
        IAnnotations(naar)[_WAS] = PersistentMapping(IAnnotations(van)[_WAS])


def _model(norm, soort) -> dict[str, Waarden]:
    """By agreement, what a measure of this kind of authority starts with.

    The measures of the model plan say it; for an agreement without one, the agreement itself.
    """
    van_plan = {
        maatregel.basisafspraak: maatregel
        for plan in norm.objectValues()
        if IUitvoeringsplan.providedBy(plan) and plan.model
        for maatregel in plan.maatregelen()
    }
    model = {}
    for afspraak in norm.basisafspraken():
        if geldt_voor(afspraak.geldt_voor, soort):
            sleutel = afspraak.UID()
            maatregel = van_plan.get(sleutel)
            model[sleutel] = (
                _waarden_van_afspraak(afspraak) if maatregel is None else _waarden_van(maatregel)
            )
    return model


def _waarden_van_afspraak(afspraak) -> Waarden:
    return {
        "nummer": afspraak.nummer,
        "title": afspraak.title,
        "veld": afspraak.veld,
        "eigenaar": afspraak.eigenaar,
        "start": None,
        "deadline": None,
        "gewicht": 1,
        "basisafspraak": afspraak.UID(),
    }


def _waarden_van(maatregel) -> Waarden:
    waarden = {naam: getattr(maatregel, naam) for naam in VELDEN}
    for naam in _DATUMS:
        waarden[naam] = waarden[naam].isoformat() if waarden[naam] else None
    return waarden


def _eigen(maatregel) -> Eigen:
    heeft_werk = (
        maatregel.stand != Stand.ONTBREEKT
        or bool(maatregel.toelichting or maatregel.bewijs or maatregel.volgende_toets)
        or bool(maatregel.objectIds())
    )
    return Eigen(maatregel.getId(), _waarden_van(maatregel), heeft_werk)


def _maak(plan, sleutel: str, waarden: Waarden) -> None:
    _voeg_toe(plan, waarden)
    _onthoud(plan, sleutel, waarden)


def _voeg_toe(plan, waarden: Waarden):
    velden = {naam: _als_veld(naam, waarde) for naam, waarde in waarden.items()}
    id_ = str(waarden["nummer"]).lower()
    maatregel = createContent("Maatregel", id=id_ if id_ not in plan else "", **velden)
    return addContentToContainer(plan, maatregel, checkConstraints=False)


def _wijzig(maatregel, voorstel: Voorstel) -> None:
    for veld in voorstel.velden:
        if veld.overneembaar:
            setattr(maatregel, veld.naam, _als_veld(veld.naam, veld.wordt))
    notify(ObjectModifiedEvent(maatregel))


def _onthoud(plan, sleutel: str, waarden: Waarden) -> None:
    IAnnotations(plan).setdefault(_WAS, PersistentMapping())[sleutel] = dict(waarden)


def _als_veld(naam: str, waarde):
    return date.fromisoformat(waarde) if naam in _DATUMS and waarde else waarde
