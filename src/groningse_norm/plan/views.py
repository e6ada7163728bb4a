"""Pages of the plan and its measures. Progress is there for whoever holds ``View progress``."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from plone import api
from plone.intelligenttext.transforms import convertWebIntelligentPlainTextToHtml
from plone.protect import CheckAuthenticator
from zope.component import getMultiAdapter

from groningse_norm import klok, rechten
from groningse_norm.i18n import _
from groningse_norm.norm.domain import VELD_NAMEN, Veld
from groningse_norm.pagina import Pagina, vertaler
from groningse_norm.plan.domain import Stand
from groningse_norm.plan.uitwisseling.domain import Fout
from groningse_norm.plan.uitwisseling.woorden import FOUT
from groningse_norm.plan.werkblad.doen import NietGemeld, meld
from groningse_norm.plan.werkblad.domain import VELDEN, Gemeld, Melding, lees_terug, lees_zet
from groningse_norm.plan.werkblad.lezen import is_model, regel_van, regels_van
from groningse_norm.plan.werkblad.opmaak import Werkblad, opmaak
from groningse_norm.plan.werkblad.regel import delen_van, voortgang_samen
from groningse_norm.plan.werkblad.vraag import Volgorde, kies, lees_vraag

VOLGORDE_NAMEN = {
    Volgorde.NUMMER: _("label_nummer", default="Number"),
    Volgorde.TITEL: _("label_maatregel", default="Measure"),
    Volgorde.EIGENAAR: _("label_eigenaar", default="Owner (function)"),
    Volgorde.DEADLINE: _("label_deadline", default="Deadline"),
    Volgorde.STAND: _("label_stand", default="State"),
}
INTUSSEN = _(
    "error_intussen_veranderd",
    default="Somebody changed this measure meanwhile. Nothing was stored. Look what stands there "
    "now, and report again if you still want to.",
)


class PlanPagina(Pagina):
    """What plan and measure have in common."""

    def bron(self, uid: str | None):
        """The norm or agreement with this UID, if the visitor may see it."""
        gevonden = api.content.find(UID=uid) if uid else []
        return gevonden[0].getObject() if gevonden else None


class PlanView(PlanPagina):
    """The plan: its measures by field, and how far they are."""

    gemeld: Gemeld | None = None
    # Per UID: why a report was refused, and what had been filled in.
    niet_gemeld: Mapping[str, object] = {}
    ingevuld: Mapping[str, Mapping[str, str]] = {}
    bewerkt: str = ""

    def __call__(self) -> str:
        # The measures are read here, once; everything on the page comes from these rows.
        vandaag = klok.vandaag()
        self.regels = list(regels_van(self.context, vandaag))
        self.alle = delen_van(self.regels, vandaag)
        self.totaal = voortgang_samen(self.regels, vandaag)
        vraag = lees_vraag(self.vraag_in_adres(), ziet_voortgang=self.totaal is not None)
        self.delen = delen_van(kies(self.regels, vraag), vandaag)
        self.vraag = vraag
        self.bewerkt = self.bewerkt or self._tekst("bewerk")
        return self.index()

    def vraag_in_adres(self) -> Mapping[str, object]:
        return self.request.form

    def _tekst(self, naam: str) -> str:
        waarde = self.request.form.get(naam)
        return waarde if isinstance(waarde, str) else ""

    def werkblad(self) -> str:
        """Search, tables and forms."""
        vertaal = vertaler(self.request)
        ziet_voortgang = self.totaal is not None
        authenticator = getMultiAdapter((self.context, self.request), name="authenticator")
        return opmaak(
            Werkblad(
                url=self.context.absolute_url(),
                vraag=self.vraag,
                totaal=len(self.regels),
                delen=self.delen,
                eigenaars=sorted({regel.eigenaar for regel in self.regels if regel.eigenaar}),
                volgordes={
                    volgorde: vertaal(naam)
                    for volgorde, naam in VOLGORDE_NAMEN.items()
                    if ziet_voortgang or volgorde is not Volgorde.STAND
                },
                ziet_voortgang=ziet_voortgang,
                authenticator=authenticator.authenticator() if self.kan_melden else "",
                gemeld=self.gemeld,
                gemeld_nummers=", ".join(
                    regel.nummer
                    for regel in self.regels
                    if self.gemeld is not None and regel.uid in self.gemeld.uids
                ),
                fouten={uid: vertaal(fout) for uid, fout in self.niet_gemeld.items()},
                ingevuld=self.ingevuld,
                bewerkt=self.bewerkt,
            ),
            vertaal,
        )

    @property
    def kan_melden(self) -> bool:
        return any(regel.mag_melden for regel in self.regels)

    @property
    def is_model(self) -> bool:
        return is_model(self.context)

    @property
    def kan_bijwerken(self) -> bool:
        """Can the visitor take over what changed in the model?"""
        return not self.is_model and self.mag(rechten.VERBINTENIS_WIJZIGEN)

    @property
    def kan_invoeren(self) -> bool:
        """Can the visitor change anything by a file?"""
        return self.kan_melden or self.mag(rechten.VERBINTENIS_WIJZIGEN)


class MeldView(PlanView):
    """``@@meld``: take in reports that were filled in on the plan, and show it again."""

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if self.request.method != "POST":
            self.request.response.redirect(self.context.absolute_url())
            return ""
        CheckAuthenticator(self.request)
        self.fouten: dict[str, object] = {}
        try:
            meldingen = self._meldingen()
        except ValueError:
            self._weiger("samen", FOUT[Fout.GEEN_KEUZE])
        else:
            self._neem_aan(meldingen)
        return super().__call__()

    def vraag_in_adres(self) -> Mapping[str, object]:
        return dict(parse_qsl(self._tekst("vraag")))

    def _lijst(self, naam: str) -> list[str]:
        waarde = self.request.form.get(naam, [])
        return [str(deel) for deel in ([waarde] if isinstance(waarde, str) else waarde)]

    def _meldingen(self) -> list[Melding]:
        """What was filled in: the way back, a sign, one measure, or all that were ticked."""
        form = self.request.form
        if "terug" in form:
            return [lees_terug(tekst) for tekst in self._lijst("terug")]
        if "zet" in form:
            return [lees_zet(self._tekst("zet"))]
        waarden = {naam: form[naam] for naam in VELDEN if isinstance(form.get(naam), str)}
        if "samen" not in form:
            return [Melding(self._tekst("uid"), self._tekst("was"), waarden)]
        waarden = {naam: waarde for naam, waarde in waarden.items() if waarde.strip()}
        if waarden.get("stand") != Stand.NIET_VAN_TOEPASSING:
            waarden.pop("reden_nvt", None)
        delen = [tekst.partition(".") for tekst in self._lijst("gekozen")]
        if not delen or not waarden:
            self._weiger(
                "samen",
                _("error_samen_leeg", default="Tick measures, and choose a state or a date."),
            )
            return []
        return [Melding(uid, was, waarden) for uid, _punt, was in delen]

    def _neem_aan(self, meldingen: list[Melding]) -> None:
        if not meldingen:
            return
        try:
            self.gemeld = meld(self.context, meldingen)
        except NietGemeld as error:
            self.niet_gemeld = {
                uid: INTUSSEN if reden.fout is Fout.BOTSING else FOUT[reden.fout]
                for uid, reden in error.waarom.items()
            }
            self.ingevuld = {m.uid: m.waarden for m in meldingen if m.uid in error.waarom}
            fouten = {reden.fout for reden in error.waarom.values()}
            status = 409 if Fout.BOTSING in fouten else 403 if Fout.LIGT_VAST in fouten else 400
            self.bewerkt = self._tekst("uid")
            for uid, uitleg in self.niet_gemeld.items():
                self._weiger(uid, uitleg, status)

    def _weiger(self, veld: str, uitleg, status: int = 400) -> None:
        self.fouten[veld] = uitleg
        self.request.response.setStatus(status)


class MaatregelView(PlanPagina):
    """One measure: what was agreed for everybody, how far it is for whoever may see that."""

    def __call__(self) -> str:
        self.eigen = regel_van(self.context, klok.vandaag())
        return self.index()

    @property
    def veld(self) -> str:
        return VELD_NAMEN[Veld(self.context.veld)]

    @property
    def basisafspraak(self):
        return self.bron(self.context.basisafspraak)

    @property
    def plan(self):
        return self.context.aq_parent

    @property
    def persoon(self) -> str:
        """Name of who carries it out."""
        lid = api.user.get(userid=self.context.persoon)
        return (lid.getProperty("fullname", "") if lid is not None else "") or self.context.persoon

    @property
    def bewijs(self) -> str:
        """The text as escaped markup, in which addresses are links."""
        return convertWebIntelligentPlainTextToHtml(self.context.bewijs)

    @property
    def kan_bestand_toevoegen(self) -> bool:
        return self.mag(rechten.TOEVOEGEN) and self.mag(rechten.BESTAND_TOEVOEGEN)

    @property
    def bestanden(self) -> list:
        """Files with evidence."""
        return [kind for kind in self.context.objectValues() if self.mag(rechten.ZIEN, kind)]
