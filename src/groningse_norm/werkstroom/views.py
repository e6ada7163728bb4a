"""The page on which a step of a workflow is confirmed, and the steps that can be taken now."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import transaction
from AccessControl import Unauthorized
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from Products.CMFCore.WorkflowCore import WorkflowException
from zope.interface import implementer

from groningse_norm import klok, rechten
from groningse_norm.embargo.domain import (
    PUBLICATIE,
    NietOndertekend,
    PublicatieGeweigerd,
    Status,
    controleer_overgang,
)
from groningse_norm.embargo.interfaces import IEmbargo
from groningse_norm.i18n import _
from groningse_norm.pagina import Formulier
from groningse_norm.setuphandlers import WERKSTROMEN
from groningse_norm.werkstroom.bouw import toestand_van
from groningse_norm.werkstroom.domain import Overgang, Werkstroom
from groningse_norm.werkstroom.interfaces import NIET_NU, IOvergangPage

_TABELLEN = {werkstroom.id: werkstroom for werkstroom in WERKSTROMEN}

# What a step means for the people who have to do with it.
BETEKENIS = {
    "bied_aan": _(
        "step_bied_aan",
        default="From now on nobody can change the text, and the parties can sign it. As long as "
        "not everybody has signed, it can be taken back to draft.",
    ),
    "terug_naar_concept": _(
        "step_terug_naar_concept",
        default="The signing round ends and the text can be changed again. Signatures that were "
        "set stay on record for the text of then. They do not count for the new text.",
    ),
    "start_uitvoering": _(
        "step_start_uitvoering",
        default="The agreements stay as they were signed. From now on staff can report how far "
        "they are.",
    ),
    "rond_af": _("step_rond_af", default="The work is done. Nobody can report progress any more."),
    "heropen": _("step_heropen", default="Staff can report progress again."),
    "laat_vervallen": _(
        "step_laat_vervallen",
        default="Nobody works on this any longer. It stays in the plan, with your reason.",
    ),
    "verzend": _(
        "step_verzend",
        default="The council can read this from now on, under embargo. Nobody else can. When the "
        "embargo ends, it becomes public by itself: nobody needs to do anything for that.",
    ),
    "publiceer": _(
        "step_publiceer", default="Everybody can read this at once, with all that lies inside."
    ),
    "geef_vrij": _(
        "step_geef_vrij",
        default="The embargo ends now. Everybody can read this at once, with all that lies inside.",
    ),
    "roep_terug": _(
        "step_roep_terug",
        default="The council can no longer read this. It becomes internal again and does not "
        "become public by itself.",
    ),
    "trek_in": _(
        "step_trek_in",
        default="This disappears from the site. Whoever opens its address reads that it was "
        "withdrawn, and your reason. So your reason is public.",
    ),
}


@dataclass(frozen=True, slots=True)
class Stap:
    """A transition that can be taken now, and where it is confirmed."""

    titel: str
    url: str


def werkstromen_van(obj) -> Iterator[Werkstroom]:
    """The tables of the workflows in which an item goes."""
    for definitie in api.portal.get_tool("portal_workflow").getWorkflowsFor(obj):
        if definitie.getId() in _TABELLEN:
            yield _TABELLEN[definitie.getId()]


def mag_nu(obj, werkstroom: Werkstroom, overgang: Overgang) -> bool:
    """May the user take this transition on the item in its present state?"""
    definitie = api.portal.get_tool("portal_workflow")[werkstroom.id]
    return bool(overgang.rollen) and bool(definitie.isActionSupported(obj, overgang.id))


def kan(obj, overgang: Overgang) -> bool:
    """Is it worth offering this step? Not as long as it waits for signatures."""
    fase = next(
        (toestand_van(obj, w) for w in werkstromen_van(obj) if w.variabele == "review_state"), ""
    )
    try:
        controleer_overgang(overgang.id, fase, getattr(obj, "embargo_tot", None), klok.nu(), "")
    except NietOndertekend:
        # The model plan goes with its norm; it has no signatures of its own.
        return bool(getattr(obj, "model", False))
    except PublicatieGeweigerd:
        # Something that can be put right; the step itself says what.
        return True
    return True


class StappenViewlet(ViewletBase):
    """The steps that the visitor can take with this item."""

    def update(self) -> None:
        super().update()
        self.stappen: list[Stap] = []
        if self.portal_state.anonymous():
            return
        for werkstroom in werkstromen_van(self.context):
            for overgang in werkstroom.overgangen_uit(toestand_van(self.context, werkstroom)):
                if mag_nu(self.context, werkstroom, overgang) and kan(self.context, overgang):
                    vraag = urlencode({"werkstroom": werkstroom.id, "overgang": overgang.id})
                    url = f"{self.context.absolute_url()}/@@overgang?{vraag}"
                    self.stappen.append(Stap(overgang.titel, url))
        if self._embargo_is_te_wijzigen():
            url = f"{self.context.absolute_url()}/@@embargo"
            self.stappen.append(Stap("Embargo", url))

    def _embargo_is_te_wijzigen(self) -> bool:
        """Is there an embargo to plan or change, and may the visitor?"""
        if not IEmbargo.providedBy(self.context):
            return False
        status = toestand_van(self.context, PUBLICATIE[self.context.portal_type])
        return status in (Status.INTERN, Status.ONDER_EMBARGO) and bool(
            api.user.has_permission(rechten.PUBLICEREN, obj=self.context)
        )

    def render(self) -> str:
        return super().render() if self.stappen else ""


@implementer(IOvergangPage)
class OvergangPage(Formulier):
    """``@@overgang?werkstroom=…&overgang=…``: says what the step means, asks why, takes it."""

    werkstroom: Werkstroom
    overgang: Overgang

    def __call__(self) -> str:
        self.reden_waarom_niet = self._waarom_niet()
        if self.reden_waarom_niet:
            return self.index()
        return super().__call__()

    def _waarom_niet(self):
        """Why there is nothing to confirm, with the status of the answer; ``None`` if there is."""
        gevraagd = (self.waarde("werkstroom"), self.waarde("overgang"))
        for werkstroom in werkstromen_van(self.context):
            for overgang in werkstroom.overgangen:
                if (werkstroom.id, overgang.id) == gevraagd:
                    self.werkstroom, self.overgang = werkstroom, overgang
                    return self._waarom_niet_nu()
        self.request.response.setStatus(404)
        return _("error_overgang_onbekend", default="There is no such step.")

    def _waarom_niet_nu(self):
        if mag_nu(self.context, self.werkstroom, self.overgang):
            return None
        if api.user.is_anonymous():
            raise Unauthorized("overgang")
        self.request.response.setStatus(403)
        return NIET_NU

    @property
    def betekenis(self):
        return BETEKENIS.get(self.overgang.id, "")

    @property
    def van(self) -> str:
        return self.werkstroom.toestand(toestand_van(self.context, self.werkstroom)).titel

    @property
    def naar(self) -> str:
        return self.werkstroom.toestand(self.overgang.naar).titel

    def verwerk(self) -> str | None:
        reden = self.waarde("reden")
        if self.overgang.reden_verplicht and not reden:
            self.weiger("reden", _("error_reden_nodig", default="Give a reason."))
            return None
        terug = transaction.savepoint(optimistic=True)
        try:
            api.portal.get_tool("portal_workflow").doActionFor(
                self.context, self.overgang.id, wf_id=self.werkstroom.id, comment=reden
            )
        except WorkflowException as error:
            terug.rollback()
            self.weiger("overgang", str(error), 409)
            return None
        api.portal.show_message(
            _(
                "message_overgang",
                default="Done: ${overgang}.",
                mapping={"overgang": self.overgang.titel},
            ),
            self.request,
        )
        blijft = self.mag(rechten.ZIEN)
        return (self.context if blijft else api.portal.get()).absolute_url()
