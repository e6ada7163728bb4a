"""A preview image elsewhere: the catalog keeps a copy only for those who can see the image."""

from typing import Any

from AccessControl.PermissionRole import rolesForPermissionOn
from plone.base.interfaces import IImageScalesFieldAdapter
from plone.browserlayer.interfaces import ILocalBrowserLayerType
from plone.dexterity.interfaces import IDexterityContent
from plone.volto.behaviors.preview_link import IPreviewLink, PreviewImageScalesFieldAdapter
from z3c.form.util import getSpecification
from zope.component import adapter, queryUtility
from zope.interface import Interface, implementer

from groningse_norm import rechten


@implementer(IImageScalesFieldAdapter)
@adapter(getSpecification(IPreviewLink["preview_image_link"]), IDexterityContent, Interface)
class Voorbeeldbeeld(PreviewImageScalesFieldAdapter):
    """Whoever sees the page sees the copy; so all of them must see the image.

    Scripts index too, so the site is asked for the add-on and not the request.
    """

    def __call__(self) -> list[dict[str, Any]]:
        relatie = self.field.get(self.context)
        beeld = relatie.to_object if relatie else None
        if beeld is None:
            return []
        if queryUtility(ILocalBrowserLayerType, name="groningse_norm") is None:
            return super().__call__()
        van_beeld = rolesForPermissionOn(rechten.ZIEN, beeld)
        van_pagina = rolesForPermissionOn(rechten.ZIEN, self.context)
        if rechten.IEDEREEN in van_beeld or set(van_pagina) <= set(van_beeld):
            return super().__call__()
        return []
