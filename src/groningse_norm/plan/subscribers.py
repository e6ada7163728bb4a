"""Who reads a model plan along, and who the evidence of a measure."""

from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_base, aq_chain, aq_inner, aq_parent
from Products.DCWorkflow.utils import modifyRolesForPermission

from groningse_norm import rechten
from groningse_norm.norm.interfaces import INorm
from groningse_norm.overheid.domain import rollen_per_groep
from groningse_norm.plan.interfaces import IMaatregel, IUitvoeringsplan

# The roles that staff and clerk of a party have on the norm would let them edit and publish the
# model, as they do with the plan of their own authority. On the model they only read: whoever
# reads a draft does so as the secretary does. Staff read it when it is public.
_ROL_OP_MODEL = {
    rechten.GRIFFIE: rechten.SECRETARIS,
    rechten.ONDERTEKENAAR: rechten.ONDERTEKENAAR,
    rechten.SECRETARIS: rechten.SECRETARIS,
    rechten.RAADSLID: rechten.RAADSLID,
}


def bij_toevoegen(plan, event) -> None:
    """A plan in a norm is a model."""
    norm = aq_parent(aq_inner(plan))
    if INorm.providedBy(norm):
        zet_rollen(plan, norm)


def bij_wijziging_norm(norm, event) -> None:
    """Parties come and go."""
    for kind in norm.objectValues():
        if IUitvoeringsplan.providedBy(kind):
            zet_rollen(kind, norm)


def zet_rollen(model, norm) -> None:
    """Local roles of a model plan: its own, and none from the norm."""
    rollen = {
        groep: _ROL_OP_MODEL[rol]
        for tooi in norm.partijen or ()
        for groep, rol in rollen_per_groep(tooi).items()
        if rol in _ROL_OP_MODEL
    }
    for ouder in aq_chain(aq_inner(norm)):
        if hasattr(aq_base(ouder), "get_local_roles"):
            rollen |= {
                wie: rechten.NORMBEHEERDER
                for wie, die_heeft in ouder.get_local_roles()
                if rechten.NORMBEHEERDER in die_heeft
            }
    model.manage_delLocalRoles([wie for wie, _rollen in model.get_local_roles()])
    for wie, rol in rollen.items():
        model.manage_setLocalRoles(wie, [rol])
    model.__ac_local_roles_block__ = True
    model.reindexObjectSecurity()


def sluit_bewijs(bestand, event) -> None:
    """Evidence of a measure is as internal as its progress, also when the plan is public."""
    maatregel = aq_parent(aq_inner(bestand))
    if not IMaatregel.providedBy(maatregel):
        return
    # A tuple: nothing is acquired.
    wie = tuple(sorted(rolesForPermissionOn(rechten.VOORTGANG_ZIEN, maatregel)))
    for recht in (rechten.ZIEN, rechten.INHOUD_ZIEN):
        modifyRolesForPermission(bestand, recht, wie)
    bestand.reindexObjectSecurity()
