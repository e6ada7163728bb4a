"""``@@mijn-werk``: where people come in."""

from AccessControl import Unauthorized
from plone import api

from groningse_norm import klok
from groningse_norm.mijnwerk.domain import Groep
from groningse_norm.mijnwerk.verzamelen import mijn_werk
from groningse_norm.mijnwerk.woorden import KOPPEN
from groningse_norm.pagina import Pagina


class MijnWerk(Pagina):
    def __call__(self) -> str:
        if api.user.is_anonymous():
            raise Unauthorized("mijn-werk")
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.werk = mijn_werk(klok.nu())
        return self.index()

    @property
    def naam(self) -> str:
        gebruiker = api.user.get_current()
        return gebruiker.getProperty("fullname") or gebruiker.getId()

    @property
    def overheden(self) -> list:
        """The authorities of this person, by the groups that he is in."""
        codes = {groep.partition("-")[0] for groep in api.user.get_current().getGroups()}
        return [
            overheid
            for brain in api.content.find(portal_type="Overheid", sort_on="sortable_title")
            if (overheid := brain.getObject()).tooi in codes
        ]

    def kop(self, groep: Groep):
        return KOPPEN[groep]
