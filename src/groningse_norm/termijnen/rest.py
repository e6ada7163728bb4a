"""``GET`` and ``PATCH @mijn-termijnen``: one's own deadlines and choices."""

from typing import Any

from plone import api
from zope.i18n import translate

from groningse_norm import klok
from groningse_norm.service import NormService, Weigering
from groningse_norm.termijnen import opslag, woorden
from groningse_norm.termijnen.domain import Termijn, TermijnGeweigerd
from groningse_norm.termijnen.invoer import lees_afwezig
from groningse_norm.termijnen.lezen import adres_van_feed, gebruiker_met, termijnen_voor

VELDEN = frozenset({"mail", "afwezig", "agenda"})


class MijnTermijnenGet(NormService):
    """What is due, and what was chosen."""

    def antwoord(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.wie = api.user.get_current().getId()
        self.gebruiker = gebruiker_met(self.wie)
        geheim = self.wijzig()
        voorkeur = opslag.voorkeur_van(self.wie)
        weg = voorkeur.afwezig
        agenda = {"sinds": voorkeur.feed_sinds} if voorkeur.feed else None
        if agenda and geheim:
            agenda["adres"] = adres_van_feed(geheim)
        return {
            "@id": f"{self.context.absolute_url()}/@mijn-termijnen",
            "mail": voorkeur.mail,
            "afwezig": weg
            and {
                "van": weg.van.isoformat(),
                "tot": weg.tot.isoformat(),
                "vervanger": weg.vervanger,
            },
            "agenda": agenda,
            "items": self._items(),
        }

    def wijzig(self) -> str:
        """Do what is asked; the secret of a calendar that was made just now."""
        return ""

    def _items(self) -> list[dict[str, Any]]:
        if self.gebruiker is None:
            return []
        return [self._item(t) for t in termijnen_voor(self.gebruiker, klok.vandaag())]

    def _item(self, termijn: Termijn) -> dict[str, Any]:
        maatregel = termijn.maatregel
        return {
            "@id": f"{self.context.absolute_url()}/{maatregel.pad}",
            "UID": maatregel.uid,
            "naam": translate(woorden.naam(maatregel, binnen=True), context=self.request),
            "nummer": maatregel.nummer,
            "soort": str(termijn.soort),
            "dag": termijn.dag.isoformat(),
            "eigenaar": maatregel.eigenaar,
        }


class MijnTermijnenPatch(MijnTermijnenGet):
    """Change what is named: all of it, or nothing."""

    def wijzig(self) -> str:
        lichaam, vandaag = self.lichaam(), klok.vandaag()
        try:
            if not lichaam or set(lichaam) - VELDEN or self.gebruiker is None:
                raise TermijnGeweigerd("veld_onbekend", "")
            if not isinstance(lichaam.get("mail", True), bool):
                raise TermijnGeweigerd("mail_ja_nee", "mail")
            if lichaam.get("agenda") not in (None, "nieuw"):
                raise TermijnGeweigerd("agenda_onbekend", "agenda")
            gevraagd = lichaam.get("afwezig")
            if gevraagd is not None and not isinstance(gevraagd, dict):
                raise TermijnGeweigerd("datum", "afwezig")
            afwezig = None if gevraagd is None else lees_afwezig(gevraagd, self.gebruiker, vandaag)
        except TermijnGeweigerd as error:
            raise Weigering(400, error.code, woorden.WEIGERINGEN[error.code]) from error
        opslag.onthoud_adres()
        if "mail" in lichaam:
            opslag.kies_mail(self.wie, lichaam["mail"])
        if "afwezig" in lichaam:
            opslag.meld_afwezig(self.wie, afwezig)
        if "agenda" not in lichaam:
            return ""
        if lichaam["agenda"] is None:
            opslag.trek_geheim_in(self.wie)
            return ""
        return opslag.nieuw_geheim(self.wie, vandaag)
