"""The measures of a plan, read as the person of this request may see them."""

from collections.abc import Callable, Iterator
from datetime import date

from AccessControl import getSecurityManager
from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_base

from groningse_norm import rechten
from groningse_norm.norm.domain import Veld
from groningse_norm.plan.content import Maatregel, Uitvoeringsplan
from groningse_norm.plan.domain import is_te_laat
from groningse_norm.plan.werkblad.doen import voortgang_van
from groningse_norm.plan.werkblad.regel import Regel


def is_model(plan) -> bool:
    """A model is carried out by nobody, so there is no progress to show."""
    return bool(getattr(plan, "model", False))


def regels_van(plan: Uitvoeringsplan, vandaag: date) -> Iterator[Regel]:
    """The measures that the person sees, by number; in a model without progress."""
    ziet, ziet_voortgang, meldt = (
        _houders(recht, plan)
        for recht in (rechten.ZIEN, rechten.VOORTGANG_ZIEN, rechten.VOORTGANG_MELDEN)
    )
    model = is_model(plan)
    for maatregel in plan.maatregelen():
        if ziet(maatregel):
            met_voortgang = not model and ziet_voortgang(maatregel)
            yield _regel(
                maatregel, vandaag, met_voortgang, meldt=met_voortgang and meldt(maatregel)
            )


def regel_van(maatregel: Maatregel, vandaag: date) -> Regel:
    """One measure that the person sees."""
    mag = getSecurityManager().checkPermission
    ziet = not is_model(maatregel.aq_parent) and bool(mag(rechten.VOORTGANG_ZIEN, maatregel))
    return _regel(
        maatregel, vandaag, ziet, meldt=ziet and bool(mag(rechten.VOORTGANG_MELDEN, maatregel))
    )


def _houders(recht: str, plan: Uitvoeringsplan) -> Callable[[Maatregel], bool]:
    """Does the person hold this permission on a measure of the plan?

    As ``checkPermission`` says it. Which roles hold it is asked of every measure. Does the person
    have one of them on the plan, then also on what lies in it, unless that takes no local roles
    from above: so those are looked for once, and not thirty times.
    """
    veiligheid = getSecurityManager()
    op_het_plan: dict[tuple[str, ...], bool] = {}

    def houdt(maatregel: Maatregel) -> bool:
        if not getattr(aq_base(maatregel), "__ac_local_roles_block__", None):
            rollen = tuple(rolesForPermissionOn(recht, maatregel))
            if rollen not in op_het_plan:
                op_het_plan[rollen] = bool(veiligheid.getUser().allowed(plan, rollen))
            if op_het_plan[rollen]:
                return True
        return bool(veiligheid.checkPermission(recht, maatregel))

    return houdt


def _regel(maatregel: Maatregel, vandaag: date, ziet_voortgang: bool, *, meldt: bool) -> Regel:
    meting = maatregel.meting if ziet_voortgang else None
    return Regel(
        # Bare, or Plone looks for language folders all the way up.
        uid=aq_base(maatregel).UID(),
        url=maatregel.absolute_url(),
        nummer=maatregel.nummer or "",
        titel=maatregel.title,
        veld=Veld(maatregel.veld),
        eigenaar=maatregel.eigenaar or "",
        dag=maatregel.deadline,
        meting=meting,
        nu=voortgang_van(maatregel) if ziet_voortgang else {},
        te_laat=meting is not None and is_te_laat(meting, vandaag),
        mag_melden=meldt,
    )
