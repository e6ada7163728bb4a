"""``@@mijn-werk``: where people come in."""

from AccessControl import Unauthorized
from plone import api

from groningse_norm import klok
from groningse_norm.mijnwerk.domain import Groep
from groningse_norm.mijnwerk.verzamelen import eigen_overheden, mijn_werk
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
        return eigen_overheden()

    def kop(self, groep: Groep):
        return KOPPEN[groep]
