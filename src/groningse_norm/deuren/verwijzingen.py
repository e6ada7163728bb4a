"""What refers to an item tells of it only to whoever can see the item.

Related items: plone.restapi issue 1634.
"""

import re
from typing import Any

from AccessControl.PermissionRole import rolesForPermissionOn
from plone import api
from plone.app.contenttypes.interfaces import ILink
from plone.app.contenttypes.utils import replace_link_variables_by_paths
from plone.app.linkintegrity.browser.info import DeleteConfirmationInfo
from plone.app.querystring import queryparser
from plone.app.textfield.transform import PortalTransformsTransformer
from plone.app.uuid.utils import uuidToCatalogBrain
from plone.app.z3cform.converters import LinkWidgetDataConverter
from plone.dexterity.interfaces import IDexterityContent
from plone.outputfilters.filters.resolveuid_and_caption import ResolveUIDAndCaptionFilter
from plone.restapi.deserializer import utils as deserializer
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.serializer.dxfields import TextLineFieldSerializer
from plone.restapi.serializer.relationfield import (
    RelationChoiceFieldSerializer,
    RelationListFieldSerializer,
)
from Products.CMFCore.utils import getToolByName
from Products.CMFPlone.controlpanel.browser import redirects
from Products.PortalTransforms.cache import Cache
from z3c.relationfield.interfaces import IRelationChoice, IRelationList
from zope.component import adapter
from zope.interface import implementer
from zope.schema.interfaces import ITextLine

from groningse_norm import rechten
from groningse_norm.deuren.zicht import is_in_gebruik, is_zichtbaar
from groningse_norm.interfaces import IGroningseNormLayer


@implementer(IFieldSerializer)
@adapter(IRelationChoice, IDexterityContent, IGroningseNormLayer)
class RelatieSerializer(RelationChoiceFieldSerializer):
    """One related item."""

    def get_value(self, default: Any = None) -> Any:
        relatie = super().get_value(default)
        doel = getattr(relatie, "to_object", None)
        return None if doel is not None and not is_zichtbaar(doel) else relatie


@implementer(IFieldSerializer)
@adapter(IRelationList, IDexterityContent, IGroningseNormLayer)
class RelatiesSerializer(RelationListFieldSerializer):
    """A list of related items."""

    def get_value(self, default: Any = None) -> Any:
        return [
            relatie for relatie in super().get_value(default) if is_zichtbaar(relatie.to_object)
        ]


@implementer(IFieldSerializer)
@adapter(ITextLine, ILink, IGroningseNormLayer)
class LinkSerializer(TextLineFieldSerializer):
    """A link to a path is shown as it was written, unless the person can see what is there."""

    def __call__(self) -> Any:
        waarde = self.get_value()
        if self.field.getName() == "remoteUrl" and waarde and "resolveuid" not in waarde:
            pad = replace_link_variables_by_paths(context=self.context, url=waarde)
            doel = api.portal.get().unrestrictedTraverse(pad, None)
            if doel is not None and not is_zichtbaar(doel):
                return waarde.replace("${portal_url}", "")
        return super().__call__()


class TekstFilter(ResolveUIDAndCaptionFilter):
    """Links and captions in a text; UIDs are resolved by ``uids`` already, paths are not."""

    def resolve_image(self, src: str) -> Any:
        beeld, geheel, adres, beschrijving = super().resolve_image(src)
        if geheel is not None and not is_zichtbaar(geheel):
            return None, None, src, ""
        return beeld, geheel, adres, beschrijving


_UID = re.compile(r"resolve[uU]id/([^/\"'?#]+)")
_BEELD_OP_PAD = re.compile(
    r"<(?:img|source)\b[^>]*?\bsrc(?:set)?=[\"'](?!\w+:|[^\"']*resolve[uU]id)"
)


def check_referenced_images(self, value: str, target_mimetype: str, cache_obj: Any) -> None:
    """Replaces ``PortalTransformsTransformer.check_referenced_images``.

    The cache of transformed texts knows no persons: a text with a reference that not everybody
    can follow is transformed anew for each.
    """
    if is_in_gebruik() and _verschilt_per_persoon(value):
        Cache(cache_obj, context=self.context).purgeCache()
        cache_obj._v_groningse_norm_verschilt = True
    elif getattr(cache_obj, "_v_groningse_norm_verschilt", False):
        Cache(cache_obj, context=self.context).purgeCache()
        cache_obj._v_groningse_norm_verschilt = False
    PortalTransformsTransformer._old_check_referenced_images(
        self, value, target_mimetype, cache_obj
    )


def _verschilt_per_persoon(tekst: str) -> bool:
    if _BEELD_OP_PAD.search(tekst):
        return True
    catalog = getToolByName(api.portal.get(), "portal_catalog")
    for uid in _UID.findall(tekst):
        for item in catalog.unrestrictedSearchResults(UID=uid):
            rollen = rolesForPermissionOn(rechten.ZIEN, item._unrestrictedGetObject())
            if rechten.IEDEREEN not in rollen:
                return True
    return False


def path2uid(context: Any, link: str) -> str:
    """Replaces ``path2uid``: a path becomes a UID only for whoever can see what is there."""
    resultaat = deserializer.path2uid(context, link)
    gevonden = _UID.search(resultaat) if resultaat != link and is_in_gebruik() else None
    if gevonden is not None and uuidToCatalogBrain(gevonden.group(1)) is None:
        return link
    return resultaat


class Verwijzers(DeleteConfirmationInfo):
    """What links to an item that is about to be deleted, as far as the person can see."""

    def check_object(self, obj: Any, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        breuk = super().check_object(obj, *args, **kwargs)
        if not breuk:
            return breuk
        bronnen = [bron for bron in breuk["sources"] if uuidToCatalogBrain(bron["uid"]) is not None]
        return {**breuk, "sources": bronnen} if bronnen else None


def get_path_by_uid(context: Any, uid: str) -> str:
    """Replaces ``getPathByUID``: where a search starts."""
    if is_in_gebruik() and uuidToCatalogBrain(uid) is None:
        return ""
    return queryparser._old_getPathByUID(context, uid)


def absolutize_path(path: str, is_source: bool = True) -> tuple[str, Any]:
    """Replaces ``absolutize_path``: a path at which the person sees nothing is free."""
    pad, fout = redirects._old_absolutize_path(path, is_source)
    if fout and is_source and is_in_gebruik() and isinstance(pad, str):
        bezet = api.portal.get().unrestrictedTraverse(pad, None)
        if bezet is not None and not is_zichtbaar(bezet):
            return pad, None
    return pad, fout


def to_widget_value(self, value: Any) -> dict[str, Any]:
    """Replaces ``LinkWidgetDataConverter.toWidgetValue``: a path is shown as it was written."""
    resultaat = LinkWidgetDataConverter._old_toWidgetValue(self, value)
    uid = resultaat.get("internal")
    if uid and is_in_gebruik() and "resolveuid" not in value and uuidToCatalogBrain(uid) is None:
        return {**resultaat, "internal": "", "external": value}
    return resultaat
