"""Beside a step that lets others read a letter: what they will see, and who gets mail about it."""

from plone.app.layout.viewlets.common import ViewletBase
from zope.i18n import translate

from groningse_norm import klok
from groningse_norm.raadsbrief.verzending.domain import BIJ_OVERGANG, Soort
from groningse_norm.raadsbrief.verzending.handelingen import ontvangers_nu
from groningse_norm.raadsbrief.verzending.voorvertoning import Lezer
from groningse_norm.raadsbrief.verzending.woorden import LEZERS

# Step of the publication workflow → who reads the letter from then on.
_LEZERS_NA = {
    "verzend": (Lezer.RAAD, Lezer.PUBLIEK),
    "publiceer": (Lezer.PUBLIEK,),
    "geef_vrij": (Lezer.PUBLIEK,),
}


class VoorafViewlet(ViewletBase):
    """On ``@@overgang`` of a letter, for whoever may take that step."""

    def update(self) -> None:
        super().update()
        stap = getattr(getattr(self.view, "overgang", None), "id", "")
        self.voorbeelden = [
            (f"{self.context.absolute_url()}/@@voorvertoning?als={lezer}", self._zeg(LEZERS[lezer]))
            for lezer in _LEZERS_NA.get(stap, ())
        ]
        is_verzending = BIJ_OVERGANG.get(stap) is Soort.ONDER_EMBARGO
        self.ontvangers = ontvangers_nu(self.context) if is_verzending else None

    @property
    def tot(self) -> str:
        """Until when the embargo lasts; empty when it is not planned or the step plans nothing."""
        moment = self.context.embargo_tot
        return "" if self.ontvangers is None or moment is None else klok.in_woorden(moment)

    @property
    def aantal(self) -> int:
        return sum(wie.is_bereikbaar for wie in self.ontvangers or ())

    @property
    def zonder_adres(self) -> str:
        """Who has no usable address: names, in their order; empty when everybody has one."""
        return ", ".join(
            wie.naam or wie.aan for wie in self.ontvangers or () if not wie.is_bereikbaar
        )

    def _zeg(self, bericht) -> str:
        return translate(bericht, context=self.request)

    def render(self) -> str:
        return super().render() if self.voorbeelden else ""
