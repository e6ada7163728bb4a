"""What a page says of publication: the banner under embargo, and the page of what was withdrawn."""

from typing import Any

from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from Products.CMFCore.interfaces import ISiteRoot
from Products.Five import BrowserView
from zope.i18n import translate

from groningse_norm import klok
from groningse_norm.embargo.domain import PUBLICATIE, STATUS_NAMEN, Status
from groningse_norm.embargo.stuk import stuk_van
from groningse_norm.embargo.voorwaarde import is_vervuld
from groningse_norm.i18n import _
from groningse_norm.werkstroom.bouw import toestand_van

UITLEG = {
    Status.INTERN: _(
        "status_intern",
        default="Only the people who work on it can read this. The council and the public cannot.",
    ),
    Status.INGETROKKEN: _(
        "status_ingetrokken",
        default="This has been withdrawn. Whoever opens its address reads that, and why.",
    ),
}


class StatusViewlet(ViewletBase):
    """The embargo banner; a note where something is internal or withdrawn; nothing when public."""

    def update(self) -> None:
        super().update()
        self.status: Any = None
        self.stuk = stuk_van(self.context)
        if self.stuk is not None:
            werkstroom = PUBLICATIE[self.stuk.portal_type]
            self.status = Status(toestand_van(self.stuk, werkstroom))

    @property
    def onder_embargo(self) -> bool:
        return self.status is Status.ONDER_EMBARGO

    @property
    def tot(self) -> str:
        return klok.in_woorden(self.stuk.embargo_tot)

    @property
    def wacht_op(self) -> str:
        """What must be signed first, as long as it is not; its title for whoever may see it."""
        uid = getattr(self.stuk, "embargo_voorwaarde", None)
        if is_vervuld(uid):
            return ""
        gevonden = api.content.find(UID=uid)
        if not gevonden:
            return translate(_("text_iets_anders", default="something else"), context=self.request)
        return f"“{gevonden[0].Title}”"

    @property
    def naam(self) -> str:
        return STATUS_NAMEN[self.status]

    @property
    def uitleg(self) -> str:
        return translate(UITLEG[self.status], context=self.request)

    def render(self) -> str:
        return super().render() if self.onder_embargo or self.status in UITLEG else ""


class IngetrokkenPage(BrowserView):
    """410: what was public and has been withdrawn, and why.

    Shown in the context of the site, so that nothing of the item itself is on it.
    """

    def __call__(self):
        # Locked: ZPublisher does not know the name of this exception and would make it 500.
        self.request.response.setStatus(410, lock=True)
        if IAPIRequest.providedBy(self.request):
            return ErrorHandling(self.context, self.request)()
        self.reden = str(self.context)
        # Both: the parts of the page look at __parent__ to know who may see them.
        self.context = self.__parent__ = next(
            ouder for ouder in self.request["PARENTS"] if ISiteRoot.providedBy(ouder)
        )
        self.request.response.setHeader("Cache-Control", "no-store")
        self.request.response.setHeader("Content-Type", "text/html; charset=utf-8")
        return self.index()
