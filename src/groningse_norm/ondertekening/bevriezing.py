"""Frozen documents over REST: 409 with the way out, instead of a bare refusal.

The workflow holds the permissions; these services only say why. They stand on every content object,
because an attachment is frozen with its letter.
"""

from typing import Any

from AccessControl import Unauthorized
from Acquisition import aq_chain, aq_inner
from plone import api
from plone.restapi.services.content.add import FolderPost
from plone.restapi.services.content.delete import ContentDelete
from plone.restapi.services.content.sharing import SharingPost
from plone.restapi.services.content.update import ContentPatch
from plone.restapi.services.history.patch import HistoryPatch
from Products.CMFEditions.interfaces.IArchivist import ArchivistError

from groningse_norm import rechten
from groningse_norm.i18n import _
from groningse_norm.ondertekening.domain import ONDERTEKENING, Fase
from groningse_norm.ondertekening.verbintenis import verbintenisvelden
from groningse_norm.service import NormService, Weigering
from groningse_norm.werkstroom.bouw import toestand_van

UITLEG = _(
    "error_bevroren",
    default="This is offered for signature or signed, so nobody can change it. Take it back to "
    "draft (before the last signature), or make a new version.",
)


def bevroren_stuk(obj):
    """The signed-off item that freezes an object: itself or what it lies in; ``None`` if free."""
    for ouder in aq_chain(aq_inner(obj)):
        werkstroom = ONDERTEKENING.get(getattr(ouder, "portal_type", ""))
        if werkstroom is not None and toestand_van(ouder, werkstroom) != Fase.CONCEPT:
            return ouder
    return None


def weiger_als_bevroren(obj, recht: str) -> None:
    """Pass whoever holds the permission; 409 for a frozen item, ``Unauthorized`` for the rest."""
    if api.user.has_permission(recht, obj=obj):
        return
    if bevroren_stuk(obj) is None or api.user.is_anonymous():
        raise Unauthorized(recht)
    raise Weigering(409, "bevroren", UITLEG)


class BevrorenPatch(NormService, ContentPatch):
    """PATCH of content; commitment fields of what is signed are refused, never passed over."""

    def antwoord(self) -> Any:
        weiger_als_bevroren(self.context, rechten.WIJZIGEN)
        vast = verbintenisvelden(self.context) & set(self.lichaam())
        if vast and not api.user.has_permission(rechten.VERBINTENIS_WIJZIGEN, obj=self.context):
            raise Weigering(
                409,
                "bevroren",
                _(
                    "error_velden_bevroren",
                    default="These fields were signed and cannot be changed: ${velden}.",
                    mapping={"velden": ", ".join(sorted(vast))},
                ),
            )
        return ContentPatch.reply(self)


class BevrorenDelete(NormService, ContentDelete):
    """DELETE of content."""

    def antwoord(self) -> Any:
        weiger_als_bevroren(self.context, rechten.VERWIJDEREN)
        return ContentDelete.reply(self)


class BevrorenSharing(NormService, SharingPost):
    """POST of local roles."""

    def antwoord(self) -> Any:
        weiger_als_bevroren(self.context, rechten.DELEGEREN)
        return SharingPost.reply(self)


class BevrorenHistory(NormService, HistoryPatch):
    """Back to an earlier version of content; a version that is not there is 404."""

    def antwoord(self) -> Any:
        weiger_als_bevroren(self.context, rechten.TERUGZETTEN)
        try:
            return HistoryPatch.reply(self)
        except (KeyError, ArchivistError) as error:
            raise Weigering(
                404,
                "geen_versie",
                _("error_geen_versie", default="There is no such version."),
            ) from error


class BevrorenPost(NormService, FolderPost):
    """POST into content."""

    def antwoord(self) -> Any:
        weiger_als_bevroren(self.context, rechten.TOEVOEGEN)
        return FolderPost.reply(self)
