"""What a page says of publication: the banner under embargo, and the page of what was withdrawn."""

from datetime import date, datetime
from typing import Any

from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.dexterity.utils import iterSchemata
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from Products.CMFCore.interfaces import ISiteRoot
from Products.Five import BrowserView
from zope.i18n import translate
from zope.schema import getFieldsInOrder

from groningse_norm import klok
from groningse_norm.embargo import overzicht
from groningse_norm.embargo.domain import (
    STATUS_NAMEN,
    BevestigingNodig,
    PublicatieGeweigerd,
    Status,
)
from groningse_norm.embargo.handelingen import wijzig_embargo
from groningse_norm.embargo.stuk import stuk_van
from groningse_norm.embargo.velden import uitleg_van_moment
from groningse_norm.embargo.vocabularies import voorwaarden
from groningse_norm.embargo.voorwaarde import is_vervuld
from groningse_norm.embargo.zicht import geldende_status
from groningse_norm.fouten import UITLEG as UITLEG_VAN_WEIGERING
from groningse_norm.fouten import uitleg
from groningse_norm.i18n import _
from groningse_norm.logboek.domain import ONLEESBAAR, Logregel
from groningse_norm.logboek.opslag import lezingen_van, regels_van
from groningse_norm.pagina import Formulier, Pagina

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
            self.status = geldende_status(self.stuk)

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


class EmbargoPage(Formulier):
    """``@@embargo``: until when, why, and what it waits for. Each change with a reason."""

    def __call__(self) -> str:
        self.moment_voorbij = False
        return super().__call__()

    @property
    def tot_lokaal(self) -> str:
        """The moment as the field wants it: local time of Amsterdam."""
        if "tot" in self.request.form:
            return self.waarde("tot")
        tot = self.context.embargo_tot
        return tot.astimezone(klok.AMSTERDAM).strftime("%Y-%m-%dT%H:%M") if tot else ""

    @property
    def voorwaarde(self) -> str:
        if "voorwaarde" in self.request.form:
            return self.waarde("voorwaarde")
        return self.context.embargo_voorwaarde or ""

    @property
    def voorwaarden(self) -> list[tuple[str, str]]:
        return [(term.value, term.title) for term in voorwaarden(self.context)]

    @property
    def log(self) -> list[dict[str, Any]]:
        """What was done with the publication of this item, newest first, in words."""
        return [
            {
                "moment": self.moment(regel.moment),
                "handeling": translate(
                    HANDELINGEN.get(regel.handeling, regel.handeling), context=self.request
                ),
                "wie": regel.wie,
                "reden": regel.reden,
                "velden": self._nagekeken(regel) if regel.handeling == "nagezien" else [],
            }
            for regel in reversed(regels_van(self.context.UID()))
        ]

    def _nagekeken(self, regel: Logregel) -> list[str]:
        """Which fields the clerk confirmed and which she changed, in words."""
        titels = {
            naam: veld.title
            for schema in reversed(list(iterSchemata(self.context)))
            for naam, veld in getFieldsInOrder(schema)
        }
        uit = []
        for soort, woorden in NAGEKEKEN.items():
            namen = [naam for naam in (regel.bijzonderheden.get(soort) or "").split(", ") if naam]
            velden = ", ".join(
                translate(titels.get(_VELD_VAN_LEZER.get(naam, naam), naam), context=self.request)
                for naam in namen
            )
            if velden:
                zin = _(str(woorden), default=woorden.default, mapping={"velden": velden})
                uit.append(translate(zin, context=self.request))
        return uit or [translate(NIETS_NAGEKEKEN, context=self.request)]

    @property
    def lezingen(self) -> list[dict[str, str]]:
        """Who opened what, newest first."""
        alle = list(lezingen_van(self.context.UID()))
        return [{**lezing, "moment": self.moment(lezing["moment"])} for lezing in reversed(alle)]

    def verwerk(self) -> str | None:
        try:
            tekst = self.waarde("tot")
            tot = klok.uit_lokaal(datetime.fromisoformat(tekst)) if tekst else None
        except ValueError as error:
            self.weiger("tot", uitleg_van_moment(error))
            return None
        try:
            wijziging = wijzig_embargo(
                self.context,
                tot,
                self.waarde("voorwaarde") or None,
                self.waarde("reden"),
                klok.nu(),
                bevestigd=bool(self.waarde("bevestig")),
            )
        except PublicatieGeweigerd as error:
            self.moment_voorbij = isinstance(error, BevestigingNodig)
            veld = _VELD_VAN_FOUT.get(error.code, "tot")
            self.weiger(veld, uitleg(error), UITLEG_VAN_WEIGERING[error.code][0])
            return None
        api.portal.show_message(
            _("message_openbaar", default="This is public now.")
            if wijziging.meteen_openbaar
            else _("message_embargo", default="The embargo has been changed."),
            self.request,
        )
        return self.context.absolute_url()


_VELD_VAN_FOUT = {
    "reden_nodig": "reden",
    "reden_onbruikbaar": "reden",
    "voorwaarde_onbekend": "voorwaarde",
}

HANDELINGEN = {
    "nagezien": _("act_nagezien", default="Read in and looked over"),
    "verzend": _("act_verzend", default="Sent under embargo"),
    "publiceer": _("act_publiceer", default="Published"),
    "geef_vrij": _("act_geef_vrij", default="Given free early"),
    "roep_terug": _("act_roep_terug", default="Recalled"),
    "trek_in": _("act_trek_in", default="Withdrawn"),
    "hef_op": _("act_hef_op", default="The moment came"),
    "verzend_opnieuw": _("act_verzend_opnieuw", default="Mail sent again"),
    "wijzig_embargo": _("act_wijzig_embargo", default="Embargo changed"),
    "begin_ronde": _("act_begin_ronde", default="Offered for signature"),
    "beeindig_ronde": _("act_beeindig_ronde", default="Signing round ended"),
    "voltooi_ronde": _("act_voltooi_ronde", default="Signed by all parties"),
    "onderteken": _("act_onderteken", default="Attempt to sign"),
    "herinner": _("act_herinner", default="Reminder sent"),
    ONLEESBAAR: _("act_onleesbaar", default="This line was damaged in the database"),
    "geheimhouding": _("act_geheimhouding", default="Secrecy recorded"),
    "geheimhouding_opgeheven": _("act_geheimhouding_opgeheven", default="Secrecy lifted"),
}

NAGEKEKEN = {
    "bevestigd": _("log_bevestigd", default="Confirmed: ${velden}."),
    "ingevuld": _("log_ingevuld", default="Changed: ${velden}."),
}
NIETS_NAGEKEKEN = _(
    "log_niets_nagekeken", default="All was read with certainty; nothing was changed."
)
# The names of the reader for fields that are called otherwise in the schema.
_VELD_VAN_LEZER = {"onderwerp": "title", "bijlagen": "bijlagen_genoemd"}

TOESTANDEN = {
    "gepland": _("state_gepland", default="Planned"),
    "wacht": _("state_wacht", default="Waits for a signature or a decision"),
    "mislukt": _("state_mislukt", default="Failed, is tried again"),
    "te_laat": _("state_te_laat", default="Opens now"),
}


class AgendaPage(Pagina):
    """``@@embargo-agenda``: what opens when, for the clerk; a number for everybody else."""

    GROOTTE = 50

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        begin = str(self.request.form.get("b_start", "0"))
        is_getal = begin.isascii() and begin.isdigit() and len(begin) < 10
        self.begin = int(begin) if is_getal else 0
        self.agenda = overzicht.agenda_voor(self.context, klok.nu(), self.begin, self.GROOTTE)
        return self.index()

    @property
    def oudste_sinds(self) -> str:
        """The day since which the oldest embargo lasts, in words; empty without any."""
        dag = self.agenda["oudste_sinds"]
        return klok.datum_in_woorden(date.fromisoformat(dag)) if dag else ""

    @property
    def rijen(self) -> list[dict[str, Any]]:
        return [
            {
                **rij,
                "tot": self.moment(rij["tot"]),
                "toestand": translate(TOESTANDEN[rij["toestand"]], context=self.request),
                "let_op": rij["toestand"] in ("wacht", "mislukt"),
            }
            for rij in self.agenda.get("items", ())
        ]

    @property
    def vorige(self) -> int | None:
        return max(0, self.begin - self.GROOTTE) if self.begin else None

    @property
    def volgende(self) -> int | None:
        einde = self.begin + self.GROOTTE
        return einde if einde < self.agenda.get("items_total", 0) else None
