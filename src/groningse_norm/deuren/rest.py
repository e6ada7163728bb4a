"""Services of plone.restapi that answer about items elsewhere."""

from typing import Any

from AccessControl import getSecurityManager
from plone import api
from plone.app.uuid.utils import uuidToCatalogBrain
from plone.restapi.interfaces import IExpandableElement
from plone.restapi.services import Service
from plone.restapi.services.contextnavigation.get import ContextNavigation
from plone.restapi.services.linkintegrity.get import LinkIntegrityGet
from plone.restapi.services.relations.get import GetRelations
from Products.CMFCore.permissions import ManagePortal
from zExceptions import Unauthorized
from zope.component import adapter
from zope.interface import Interface, implementer

from groningse_norm.deuren.zicht import is_zichtbaar
from groningse_norm.interfaces import IGroningseNormLayer

VRAGEN = ("source", "target", "relation", "onlyBroken")


class Relaties(GetRelations):
    """``@relations``: what the person cannot see is not there, and is not counted."""

    def reply(self) -> Any:
        mag_alles = getSecurityManager().checkPermission(ManagePortal, self.context)
        if not mag_alles and not any(self.request.get(vraag) for vraag in VRAGEN[:3]):
            # Counts and broken relations go over the whole site.
            return self.reply_no_content(status=401)
        if not mag_alles:
            self.request.form.pop("onlyBroken", None)
        try:
            return super().reply()
        except Unauthorized:
            return self.reply_no_content(status=404)


class Verbindingen(LinkIntegrityGet):
    """``@linkintegrity``: passes over UIDs that lead nowhere."""

    def reply(self) -> Any:
        uids = self.request.form.get("uids", [])
        if uids:
            uids = uids if isinstance(uids, list) else [uids]
            self.request.form["uids"] = [uid for uid in uids if uuidToCatalogBrain(uid) is not None]
            if not self.request.form["uids"]:
                return []
        return super().reply()


@implementer(IExpandableElement)
@adapter(Interface, IGroningseNormLayer)
class Navigatie(ContextNavigation):
    """``contextnavigation``: starts nowhere when it is asked to start at what is not to be seen."""

    def __call__(self, expand: bool = False, prefix: str = "expand.contextnavigation.") -> Any:
        sleutel = f"{prefix}root_path"
        pad = self.request.form.get(sleutel)
        if isinstance(pad, str) and pad:
            begin = api.portal.get().unrestrictedTraverse(pad.lstrip("/"), None)
            if begin is not None and not is_zichtbaar(begin):
                self.request.form[sleutel] = "/-"
        return super().__call__(expand=expand, prefix=prefix)


class NavigatieGet(Service):
    """``@contextnavigation``."""

    def reply(self) -> Any:
        navigatie = Navigatie(self.context, self.request)
        return navigatie(expand=True, prefix="expand.contextnavigation.")["contextnavigation"]
