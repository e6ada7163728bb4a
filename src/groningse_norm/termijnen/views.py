"""One's own deadlines and choices, and the calendar that a phone or Outlook asks for."""

from dataclasses import dataclass
from datetime import date

from plone import api
from zope.i18n import translate
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

from groningse_norm import klok
from groningse_norm.i18n import _
from groningse_norm.pagina import Formulier, Pagina
from groningse_norm.termijnen import opslag, woorden
from groningse_norm.termijnen.domain import Soort, Termijn, TermijnGeweigerd
from groningse_norm.termijnen.ical import Afspraak, agenda
from groningse_norm.termijnen.invoer import lees_afwezig
from groningse_norm.termijnen.lezen import (
    adres_van_feed,
    collegas_van,
    gebruiker_met,
    naam_van,
    termijnen_voor,
)
from groningse_norm.zegel import NIET_BEWAREN


@dataclass(frozen=True, slots=True)
class Rij:
    """A deadline as the table shows it. ``voor`` is who is away."""

    naam: str
    adres: str
    soort: str
    dag: date
    te_laat: bool
    voor: str


class MijnTermijnen(Formulier):
    """``@@mijn-termijnen``: what is due for me, my calendar, my mail, and who stands in."""

    geheim = ""

    def __call__(self) -> str:
        self.vandaag = klok.vandaag()
        self.wie = api.user.get_current().getId()
        self.gebruiker = gebruiker_met(self.wie)
        return super().__call__()

    @property
    def voorkeur(self) -> opslag.Voorkeur:
        return opslag.voorkeur_van(self.wie)

    @property
    def rijen(self) -> list[Rij]:
        if self.gebruiker is None:
            return []
        return [self._rij(termijn) for termijn in termijnen_voor(self.gebruiker, self.vandaag)]

    def _rij(self, termijn: Termijn) -> Rij:
        maatregel = termijn.maatregel
        return Rij(
            naam=translate(woorden.naam(maatregel, binnen=True), context=self.request),
            adres=f"{self.context.absolute_url()}/{maatregel.pad}",
            soort=woorden.SOORTEN[termijn.soort],
            dag=termijn.dag,
            te_laat=termijn.soort is Soort.DEADLINE and termijn.dag < self.vandaag,
            voor="" if maatregel.eigenaar == self.wie else naam_van(maatregel.eigenaar),
        )

    @property
    def collegas(self) -> list[tuple[str, str]]:
        return [] if self.gebruiker is None else list(collegas_van(self.gebruiker).items())

    def naam(self, wie: str) -> str:
        return naam_van(wie)

    def adres(self) -> str:
        """Of the calendar, when it was made just now; it is not shown again."""
        return adres_van_feed(self.geheim) if self.geheim else ""

    def ingevuld(self, veld: str) -> str:
        """What was filled in, else what is kept."""
        if veld in self.request.form:
            return self.waarde(veld)
        afwezig = self.voorkeur.afwezig
        return "" if afwezig is None else str(getattr(afwezig, veld))

    def verwerk(self) -> str | None:
        if self.gebruiker is None:
            # Who runs the server has an account outside the site, and no measures in it.
            self.weiger("van", _("error_geen_account", default="You have no account of this site."))
            return None
        opslag.onthoud_adres()
        keuzes = {
            "nieuwe_agenda": self._nieuwe_agenda,
            "agenda_weg": self._agenda_weg,
            "bewaar_mail": self._bewaar_mail,
            "weer_aanwezig": self._weer_aanwezig,
            "bewaar_afwezig": self._bewaar_afwezig,
        }
        for naam, doe in keuzes.items():
            if naam in self.request.form:
                return doe()
        return self._klaar()

    def _klaar(self, gedaan=None) -> str:
        if gedaan is not None:
            api.portal.show_message(gedaan, self.request)
        return f"{self.context.absolute_url()}/@@mijn-termijnen"

    def _nieuwe_agenda(self) -> None:
        # No redirect: the address is on this answer and nowhere else.
        self.geheim = opslag.nieuw_geheim(self.wie, self.vandaag)

    def _agenda_weg(self) -> str:
        opslag.trek_geheim_in(self.wie)
        return self._klaar(
            _("message_agenda_weg", default="The address of your calendar opens nothing any more.")
        )

    def _bewaar_mail(self) -> str:
        opslag.kies_mail(self.wie, "mail" in self.request.form)
        return self._klaar(_("message_bewaard", default="Your choice has been saved."))

    def _weer_aanwezig(self) -> str:
        opslag.meld_afwezig(self.wie, None)
        return self._klaar(_("message_weer_aanwezig", default="Nobody stands in for you now."))

    def _bewaar_afwezig(self) -> str | None:
        try:
            afwezig = lees_afwezig(self.request.form, self.gebruiker, self.vandaag)
        except TermijnGeweigerd as error:
            self.weiger(error.veld, woorden.WEIGERINGEN[error.code])
            return None
        opslag.meld_afwezig(self.wie, afwezig)
        return self._klaar(_("message_afwezig", default="Your absence has been saved."))


@implementer(IPublishTraverse)
class MetGeheim(Pagina):
    """A page of ``name/<secret>``, without a login: nothing but a secret that holds tells that there
    is something at all."""

    geheim: str | None = None

    def wie(self, geheim: str) -> str | None:
        """User id of whose secret this is."""
        raise NotImplementedError

    @property
    def gebruiker(self):
        """The account; the answer is *not found* when there is none."""
        wie = self.wie(self.geheim) if self.geheim else None
        gebruiker = gebruiker_met(wie) if wie else None
        if gebruiker is None:
            self._niets()
        return gebruiker

    def publishTraverse(self, request, name: str):
        if self.geheim is not None or self.wie(name) is None:
            self._niets()
        self.geheim = name
        return self

    def _niets(self) -> None:
        # A path that never existed ends at its first name below the site, so this one does too;
        # then the same call with the same argument as ZPublisher's own.
        hier = self.context.absolute_url()
        naam = self.request["URL"].removeprefix(hier).strip("/").partition("/")[0]
        self.request.set("URL", f"{hier}/{naam}")
        self.request.response.notFoundError(self.request["URL"])

    def bewaar_niet(self) -> None:
        """No cache keeps the answer, and no other site hears its address."""
        self.request.response.setHeader("Cache-Control", NIET_BEWAREN)
        self.request.response.setHeader("Referrer-Policy", "no-referrer")


class WeekmailAfmelden(MetGeheim):
    """``weekmail-afmelden/<secret>``: stops the weekly mail of one person (RFC 8058).

    Mail programs post here by themselves, with no login and no token of ours; the secret is what a
    token would be. Looking at the page changes nothing, because scanners look at all addresses.
    """

    af = False

    def wie(self, geheim: str) -> str | None:
        return opslag.wie_met_afmeldgeheim(geheim)

    def __call__(self) -> str:
        wie = self.gebruiker.getId()
        self.bewaar_niet()
        if self.request.method == "POST" and self.request.form.get("List-Unsubscribe"):
            opslag.kies_mail(wie, False)
        self.af = not opslag.voorkeur_van(wie).mail
        return self.index()


class TermijnenAgenda(MetGeheim):
    """``termijnen.ics/<secret>``: the calendar of whoever has the secret."""

    def wie(self, geheim: str) -> str | None:
        return opslag.wie_met_geheim(geheim)

    def __call__(self) -> bytes:
        gebruiker = self.gebruiker
        self.bewaar_niet()
        self.request.response.setHeader("Content-Type", "text/calendar; charset=utf-8")
        naam = translate(
            _("heading_mijn_termijnen", default="My deadlines"), target_language=_taal()
        )
        return agenda(naam, map(self._afspraak, termijnen_voor(gebruiker, klok.vandaag())))

    def _afspraak(self, termijn: Termijn) -> Afspraak:
        maatregel, taal = termijn.maatregel, _taal()
        naam = translate(woorden.naam(maatregel), target_language=taal)
        return Afspraak(
            sleutel=f"{maatregel.uid}-{termijn.soort}",
            dag=termijn.dag,
            titel=translate(woorden.in_agenda(termijn, naam), target_language=taal),
            adres=f"{self.context.absolute_url()}/{maatregel.pad}",
            gewijzigd=maatregel.gewijzigd,
        )


def _taal() -> str:
    """Of the site: a calendar program has no language of its own."""
    return api.portal.get_default_language()
