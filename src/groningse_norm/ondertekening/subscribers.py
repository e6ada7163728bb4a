"""What the sign-off workflow sets in motion."""

from Acquisition import aq_inner, aq_parent
from plone.base.interfaces import IPloneSiteRoot
from Products.CMFCore.WorkflowCore import WorkflowException
from zExceptions import BadRequest
from zope.i18n import translate

from groningse_norm import klok
from groningse_norm.i18n import _
from groningse_norm.ondertekening import handelingen
from groningse_norm.ondertekening.domain import ONDERTEKENING, Fase, GeenPartij
from groningse_norm.werkstroom.bouw import toestand_van, zet


def _eigen_werkstroom(obj, event):
    werkstroom = ONDERTEKENING.get(getattr(obj, "portal_type", ""))
    if werkstroom is None or event.workflow.getId() != werkstroom.id:
        return None
    return werkstroom


def voor_overgang(obj, event) -> None:
    """A step that needs a reason does not go without one."""
    werkstroom = _eigen_werkstroom(obj, event)
    if werkstroom is None or event.transition is None:
        return
    houder = aq_parent(aq_inner(obj))
    # A model plan is in the snapshot of its norm. A measure runs by itself once it is signed.
    if obj.portal_type != "Maatregel" and getattr(houder, "portal_type", None) in ONDERTEKENING:
        raise WorkflowException(
            translate(
                _(
                    "error_gaat_mee",
                    default="This goes along with what it lies in. Take the step there.",
                ),
                context=getattr(obj, "REQUEST", None),
            )
        )
    overgang = werkstroom.overgang(event.transition.getId())
    reden = (event.kwargs or {}).get("comment", "") or ""
    if overgang.reden_verplicht and not reden.strip():
        raise WorkflowException(
            translate(
                _("error_reden_nodig", default="Give a reason."),
                context=getattr(obj, "REQUEST", None),
            )
        )


def na_overgang(obj, event) -> None:
    """Rounds begin and end with the state; what lies inside goes along."""
    werkstroom = _eigen_werkstroom(obj, event)
    if werkstroom is None or event.transition is None:
        return
    fase = Fase(event.new_state.getId())
    if event.transition.getId() == "bied_aan":
        try:
            handelingen.begin(obj, klok.nu())
        except GeenPartij as error:
            raise WorkflowException(
                translate(
                    _("error_geen_partijen", default="Say first who must sign."),
                    context=getattr(obj, "REQUEST", None),
                )
            ) from error
    elif event.transition.getId() == "terug_naar_concept":
        handelingen.beeindig(obj, klok.nu(), (event.kwargs or {}).get("comment", "") or "")
    volg(obj, fase)


def volg(obj, fase: Fase) -> None:
    """Measures follow their plan up to the signature, and the model plan follows its norm."""
    if obj.portal_type == "Maatregel":
        return
    for kind in obj.objectValues():
        werkstroom = ONDERTEKENING.get(kind.portal_type)
        if werkstroom is None:
            continue
        if kind.portal_type == "Maatregel" and fase not in _MAATREGEL_VOLGT:
            continue
        zet(kind, werkstroom, fase)
        volg(kind, fase)


# From ``ondertekend`` on a measure runs by itself; only the start of the plan takes all along.
_MAATREGEL_VOLGT = frozenset(
    {Fase.CONCEPT, Fase.TER_ONDERTEKENING, Fase.ONDERTEKEND, Fase.IN_UITVOERING, Fase.VERVANGEN}
)


def bij_verwijderen(obj, event) -> None:
    """What is offered for signature or signed is not deleted, nor what it lies in.

    Holds for whoever tries, at every door of Plone; a whole site can still be removed.
    """
    werkstroom = ONDERTEKENING.get(getattr(obj, "portal_type", ""))
    if werkstroom is None or IPloneSiteRoot.providedBy(event.object):
        return
    if toestand_van(obj, werkstroom) != Fase.CONCEPT:
        raise BadRequest(
            translate(
                _(
                    "error_verwijder_bevroren",
                    default="This holds something that is offered for signature or signed. "
                    "That is not deleted.",
                ),
                context=getattr(obj, "REQUEST", None),
            )
        )
