"""What lies in a sealed item follows it, and nobody comments on it."""

from typing import Any

from AccessControl.Permission import pname
from Acquisition import aq_base
from plone import api
from plone.app.linkintegrity.utils import getIncomingLinks
from Products.CMFCore.utils import getToolByName
from Products.CMFCore.WorkflowCore import WorkflowException
from zExceptions import Forbidden
from zope.i18n import translate

from groningse_norm import rechten
from groningse_norm.deuren.domain import is_opener
from groningse_norm.deuren.zicht import houders, is_binnen_zegel
from groningse_norm.embargo.domain import PUBLICATIE, Status
from groningse_norm.i18n import _
from groningse_norm.werkstroom.bouw import toestand_van, zet

ZICHT = rechten.ZICHT


def _status(obj: Any) -> Status:
    return Status(toestand_van(obj, PUBLICATIE[obj.portal_type]))


def _houder_met_status(obj: Any) -> Any:
    return next((houder for houder in houders(obj) if houder.portal_type in PUBLICATIE), None)


def voor_overgang(obj: Any, event: Any) -> None:
    """An item does not become more open than what it lies in."""
    werkstroom = PUBLICATIE.get(getattr(obj, "portal_type", ""))
    if werkstroom is None or event.transition is None or event.workflow.getId() != werkstroom.id:
        return
    houder = _houder_met_status(obj)
    if houder is not None and is_opener(Status(event.new_state.getId()), _status(houder)):
        raise WorkflowException(
            translate(
                _(
                    "error_opener_dan_houder",
                    default="This lies in something that fewer people can read. "
                    "Publish that first.",
                ),
                context=getattr(obj, "REQUEST", None),
            )
        )


def na_overgang(obj: Any, event: Any) -> None:
    """Copies of images in the catalog entries of other pages come and go with the images."""
    werkstroom = PUBLICATIE.get(getattr(obj, "portal_type", ""))
    if werkstroom is None or event.transition is None or event.workflow.getId() != werkstroom.id:
        return
    catalog = getToolByName(obj, "portal_catalog")
    for item in catalog.unrestrictedSearchResults(
        path="/".join(obj.getPhysicalPath()), portal_type="Image"
    ):
        for relatie in getIncomingLinks(
            item._unrestrictedGetObject(), from_attribute="preview_image_link"
        ):
            if relatie.from_object is not None:
                relatie.from_object.reindexObject(idxs=["image_scales"], update_metadata=True)


def bij_plaatsen(obj: Any, event: Any) -> None:
    """Whatever comes to lie in a sealed item is from then on as visible as that item."""
    if event.newParent is None or next(houders(obj), None) is None:
        return
    if obj.portal_type in PUBLICATIE:
        houder = _houder_met_status(obj)
        if houder is not None and is_opener(_status(obj), _status(houder)):
            zet(obj, PUBLICATIE[obj.portal_type], _status(houder))
        return
    eigen = [pname(recht) for recht in ZICHT if pname(recht) in vars(aq_base(obj))]
    for naam in eigen:
        delattr(obj, naam)
    if eigen:
        obj.reindexObjectSecurity()


def geen_commentaar(reactie: Any, event: Any) -> None:
    """A comment has an entry of its own in the catalog, which does not follow the item."""
    if api.portal.get() is not None and is_binnen_zegel(event.newParent):
        raise Forbidden("comments")
