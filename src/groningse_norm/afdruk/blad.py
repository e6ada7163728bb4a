"""A page of paper: what the reader may see, as a file.

The page is put together for whoever asks and the file is kept by the fingerprint of that page, so
that a file never shows more than its page. A copy that is not public is stamped with whose it is.
"""

import logging
from base64 import b64encode
from functools import cached_property

from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

from groningse_norm import klok, rechten
from groningse_norm.embargo.domain import PUBLICATIE, STATUS_NAMEN, Status
from groningse_norm.embargo.stuk import stuk_van
from groningse_norm.geheimhouding.domain import ORGAAN_NAMEN
from groningse_norm.geheimhouding.opslag import geheimhouding_van
from groningse_norm.ondertekening.domain import (
    FASE_NAMEN,
    GETEKEND,
    ONDERTEKENING,
    Fase,
    Handtekening,
)
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.overheid.vocabularies import bekende_overheden
from groningse_norm.pagina import Pagina
from groningse_norm.pdf.domain import NEUTRAAL_BLAUW, Huisstijl, persoonlijk
from groningse_norm.pdf.kas import sleutel, uit_kas
from groningse_norm.pdf.maker import GeenPdfMogelijk, Gegevens, bestempel, maak_pdf
from groningse_norm.pdf.waarmerk import GeenWaarmerk, controleer, is_ingesteld, kenmerk, waarmerk
from groningse_norm.versies.handelingen import buren_van
from groningse_norm.versies.opslag import reden_van
from groningse_norm.werkstroom.bouw import toestand_van
from groningse_norm.zegel import NIET_BEWAREN, is_openbaar

logger = logging.getLogger(__name__)


def huisstijl_van(overheid) -> Huisstijl:
    """The style of an authority as its own settings say; neutral outside one."""
    if overheid is None:
        return Huisstijl("")
    logo = getattr(overheid, "logo", None)
    return Huisstijl(
        naam=overheid.gegevens.volledige_naam,
        adres=tuple((overheid.adres or "").splitlines()),
        kleur=getattr(overheid, "kleur", None) or NEUTRAAL_BLAUW,
        logo=(
            f"data:{logo.contentType};base64,{b64encode(logo.data).decode()}"
            if logo is not None
            else ""
        ),
    )


class Afdruk(Pagina):
    """What all pages of paper have in common. Subclasses say what is on it, and its reference."""

    pagina: ViewPageTemplateFile
    akkoord = ViewPageTemplateFile("templates/akkoord.pt")
    briefhoofd = ViewPageTemplateFile("templates/briefhoofd.pt")
    meldingen = ViewPageTemplateFile("templates/meldingen.pt")
    geen_pdf = ViewPageTemplateFile("templates/geen-pdf.pt")

    def __call__(self) -> bytes | str:
        antwoord = self.request.response
        openbaar = is_openbaar(self.context)
        voor_iedereen = openbaar and api.user.is_anonymous()
        antwoord.setHeader("Cache-Control", NIET_BEWAREN)
        try:
            merk = self._merk(openbaar)
            if voor_iedereen:
                antwoord.setHeader("Cache-Control", "public, max-age=0, must-revalidate")
                antwoord.setHeader("ETag", f'"{merk}"')
                if self.request.getHeader("If-None-Match") == f'"{merk}"':
                    antwoord.setStatus(304)
                    return b""
            pdf = uit_kas(merk, self._openbaar if openbaar else self._maak, voor_iedereen)
            if not openbaar:
                pdf = bestempel(pdf, self._stempel(), self.gegevens)
        except (GeenPdfMogelijk, GeenWaarmerk, OSError) as error:
            logger.error("No PDF of %s: %s", self.context.absolute_url(), error)
            antwoord.setHeader("Cache-Control", NIET_BEWAREN)
            antwoord.headers.pop("etag", None)
            antwoord.setStatus(503)
            return self.geen_pdf()
        antwoord.setHeader("Content-Type", "application/pdf")
        antwoord.setHeader("X-Content-Type-Options", "nosniff")
        antwoord.setHeader("Content-Disposition", f'inline; filename="{self.bestandsnaam}"')
        return pdf

    @cached_property
    def html(self) -> str:
        return self.pagina()

    @cached_property
    def afdruk(self) -> str:
        """Fingerprint of all that goes into the file, the stamp excepted."""
        return sleutel(self.html, repr(self.gegevens), self.huisstijl.kleur)

    def _merk(self, openbaar: bool) -> str:
        """Fingerprint of the file; another seal is another file. Raises ``GeenWaarmerk``."""
        return sleutel(self.afdruk, kenmerk()) if openbaar and is_ingesteld() else self.afdruk

    def _openbaar(self) -> bytes:
        if not is_ingesteld():
            return self._maak()
        controleer()  # before a long letter is laid out for nothing
        return waarmerk(self._maak())

    def _maak(self) -> bytes:
        return maak_pdf(self.html, self.gegevens, self.huisstijl)

    def _stempel(self):
        wie = api.user.get_current()
        naam = wie.getProperty("fullname", "") or wie.getId() or "onbekend"
        return persoonlijk(naam, klok.nu(), self.stand, self.uitleg)

    @cached_property
    def gegevens(self) -> Gegevens:
        return Gegevens(
            self.context.title or "",
            self.context.modified().asdatetime().astimezone(klok.UTC).replace(microsecond=0),
            self.huisstijl.naam,
            self.kenmerk,
        )

    @cached_property
    def overheid(self):
        return overheid_van(self.context)

    @cached_property
    def huisstijl(self) -> Huisstijl:
        return huisstijl_van(self.overheid)

    @property
    def bestandsnaam(self) -> str:
        return f"{self.context.getId()}.pdf"

    @property
    def kenmerk(self) -> str:
        return f"Versie {self.context.versie}"

    @cached_property
    def status(self) -> Status:
        stuk = stuk_van(self.context)
        return Status(toestand_van(stuk, PUBLICATIE[stuk.portal_type]))

    @cached_property
    def fase(self) -> Fase:
        return Fase(toestand_van(self.context, ONDERTEKENING[self.context.portal_type]))

    @property
    def stand(self) -> str:
        """The word over a copy that is not public."""
        if self.geheim:
            return "GEHEIM"
        if self.status is Status.INTERN:
            return "NIET OPENBAAR" if self.fase in GETEKEND else FASE_NAMEN[Fase.CONCEPT].upper()
        return STATUS_NAMEN[self.status].upper()

    @property
    def uitleg(self) -> str:
        """What that means, for the line at the foot."""
        if self.geheim:
            return "Er geldt geheimhouding."
        if self.status is Status.ONDER_EMBARGO:
            return f"{self.embargo}. Niet verder verspreiden."
        if self.ingetrokken:
            return f"Ingetrokken. {self.ingetrokken}"
        return "Niet openbaar."

    @cached_property
    def ingetrokken(self) -> str:
        """Why it was taken back after it had been public."""
        if self.status is not Status.INGETROKKEN:
            return ""
        stuk = stuk_van(self.context)
        werkstroom = PUBLICATIE[stuk.portal_type].id
        stand = api.portal.get_tool("portal_workflow").getStatusOf(werkstroom, stuk)
        return f"Reden: {stand.get('comments', '')}"

    @property
    def correctie(self) -> str:
        """Why this version was made, once there is one before it."""
        reden = reden_van(self.context)
        return f"Reden: {reden}" if reden else ""

    @property
    def vervangen_door(self) -> int | None:
        """Number of the version that took the place of this one, for whoever sees that."""
        _vorige, volgende = buren_van(self.context)
        return volgende.versie if self.fase is Fase.VERVANGEN and volgende is not None else None

    @property
    def embargo(self) -> str:
        """The line over the letter, as long as it is not public."""
        tot = getattr(stuk_van(self.context), "embargo_tot", None)
        if tot is None or self.status not in (Status.INTERN, Status.ONDER_EMBARGO):
            return ""
        return f"Onder embargo tot {klok.in_woorden(tot)}"

    @cached_property
    def geheim(self) -> str:
        """Gemeentewet art. 89: that secrecy applies, and which body may lift it."""
        geheimhouding = geheimhouding_van(stuk_van(self.context))
        if geheimhouding is None or not geheimhouding.geldt:
            return ""
        return (
            "Geheim. Alleen dit orgaan kan de geheimhouding opheffen: "
            f"{ORGAAN_NAMEN[geheimhouding.opheffer]}."
        )

    @cached_property
    def handtekeningen(self) -> tuple[Handtekening, ...]:
        ronde = Dossier(self.context).ronde
        return ronde.handtekeningen if ronde else ()

    @property
    def digitaal(self) -> list[Handtekening]:
        return [gezet for gezet in self.handtekeningen if not gezet.buiten]

    @property
    def buiten(self) -> list[Handtekening]:
        """Signed in ink or with a signing service; without a name."""
        return [gezet for gezet in self.handtekeningen if gezet.buiten]

    @property
    def momentopname(self) -> str:
        return self.handtekeningen[0].momentopname

    @cached_property
    def namen(self) -> dict[str, str]:
        """TOOI code → official name."""
        return {overheid.tooi: overheid.volledige_naam for overheid in bekende_overheden()}

    @property
    def controle(self) -> str:
        """Where anybody can check the signatures."""
        return f"{self.context.absolute_url()}/@@verifieer"

    @property
    def bijlagen(self) -> list[str]:
        """Names of the files that lie in it and that the reader may see."""
        return [
            kind.title or kind.getId()
            for kind in self.context.objectValues()
            if kind.portal_type in ("File", "Image") and self.mag(rechten.ZIEN, kind)
        ]
