"""A part of a form is for whoever may have the form.

The permission of the form comes before the form is run; without it the path ends there.
"""

from typing import Any

from AccessControl.PermissionRole import rolesForPermissionOn
from AccessControl.ZopeSecurityPolicy import getRoles
from Acquisition import aq_inner
from plone.z3cform.interfaces import IFormWrapper
from plone.z3cform.traversal import FormWidgetTraversal, WrapperWidgetTraversal
from Products.CMFCore.interfaces import IDynamicType
from z3c.form.interfaces import IForm
from zope.component import adapter, queryUtility
from zope.security.interfaces import IPermission

from groningse_norm import rechten
from groningse_norm.deuren.zicht import heeft_recht, heeft_rol
from groningse_norm.interfaces import IGroningseNormLayer

_ONBEPAALD = object()


def mag_formulier(formulier: Any, request: Any) -> bool:
    """Does the person hold the permission of this form where it stands?"""
    context = aq_inner(formulier.context)
    if IDynamicType.providedBy(context) and not heeft_recht(context, rechten.ZIEN, request):
        return False
    soort = getattr(formulier, "ti", None)
    rollen = getRoles(None, None, formulier, _ONBEPAALD)
    if rollen is _ONBEPAALD:
        recht = rechten.ZIEN if soort is None else rechten.TOEVOEGEN
        rollen = rolesForPermissionOn(recht, context)
    if not heeft_rol(context, rollen, request):
        return False
    if soort is None:
        return True
    toevoegen = queryUtility(IPermission, name=soort.add_permission or "")
    return toevoegen is not None and heeft_recht(context, toevoegen.title, request)


class _EerstHetRecht:
    """Asks for the permission before anything of the form is done."""

    context: Any
    request: Any

    def traverse(self, name: str, ignored: Any) -> Any:
        if mag_formulier(self.context, self.request):
            return super().traverse(name, ignored)
        ouders = self.request["PARENTS"]
        # The error page starts from the item, as for a view that is not there.
        while ouders and not IDynamicType.providedBy(ouders[-1]):
            ouders.pop()
        return self.request.response.notFoundError(self.request["URL"])


@adapter(IForm, IGroningseNormLayer)
class WidgetVanFormulier(_EerstHetRecht, FormWidgetTraversal):
    """A widget of a form."""


@adapter(IFormWrapper, IGroningseNormLayer)
class WidgetVanPagina(_EerstHetRecht, WrapperWidgetTraversal):
    """A widget of a form inside a page."""
