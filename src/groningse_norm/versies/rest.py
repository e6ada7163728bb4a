"""``POST <item>/@nieuwe-versie`` and ``GET <item>/@verschillen``."""

from typing import Any

from zope.i18n import translate

from groningse_norm import klok
from groningse_norm.fouten import weigering
from groningse_norm.service import NormService
from groningse_norm.versies.domain import RedenOnleesbaar, VersieGeweigerd
from groningse_norm.versies.handelingen import (
    Tekst,
    andere_versie,
    controleer_nieuwe_versie,
    maak_nieuwe_versie,
    op_volgorde,
    te_vergelijken,
)
from groningse_norm.versies.leesbaar import Regel, Veldregel, regels_van
from groningse_norm.versies.opslag import reden_van


class NieuweVersie(NormService):
    """Make the next version: ``{"reden"}``, which only a letter cannot do without.

    201 with ``@id``, ``UID``, ``versie`` and ``reden``, and ``Location``.
    """

    def antwoord(self) -> dict[str, Any]:
        try:
            nieuw = maak_nieuwe_versie(self.context, klok.nu(), self._reden())
        except VersieGeweigerd as error:
            raise weigering(error) from error
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", nieuw.absolute_url())
        return {
            "@id": nieuw.absolute_url(),
            "UID": nieuw.UID(),
            "versie": nieuw.versie,
            "reden": reden_van(nieuw),
        }

    def _reden(self) -> str:
        """Raises ``RedenOnleesbaar`` for what is no text, after the refusals that come before it."""
        reden = self.lichaam().get("reden")
        if reden is None or isinstance(reden, str):
            return reden or ""
        controleer_nieuwe_versie(self.context)
        raise RedenOnleesbaar()


class Verschillen(NormService):
    """What differs, in words of the form; ``?met=`` a version number or a UID."""

    def antwoord(self) -> dict[str, Any]:
        met = self.request.form.get("met", "")
        try:
            ander = andere_versie(self.context, met if isinstance(met, str) else "-")
        except VersieGeweigerd as error:
            raise weigering(error) from error
        oud, nieuw = (te_vergelijken(versie) for versie in op_volgorde(self.context, ander))
        regels = regels_van(oud, nieuw, self.request)
        return {
            "@id": f"{self.context.absolute_url()}/@verschillen",
            "van": _kant(oud),
            "naar": _kant(nieuw),
            "gelijk": not regels,
            "verschillen": [self._regel(regel) for regel in regels],
        }

    def _regel(self, regel: Regel) -> dict[str, Any]:
        return {
            "lijst": regel.lijst,
            "soort": regel.soort.value if regel.soort else "gewijzigd",
            "kop": regel.kop,
            "was": regel.was,
            "velden": [self._veld(veld) for veld in regel.velden],
        }

    def _veld(self, veld: Veldregel) -> dict[str, Any]:
        return {
            "naam": veld.naam,
            "label": translate(veld.label, context=self.request),
            "alleen_opmaak": veld.alleen_opmaak,
            "woorden": [{"soort": stuk.soort.value, "tekst": stuk.tekst} for stuk in veld.stukken],
        }


def _kant(tekst: Tekst) -> dict[str, Any]:
    return {
        "@id": tekst.obj.absolute_url(),
        "versie": tekst.obj.versie,
        "reden": reden_van(tekst.obj),
        "bron": "momentopname" if tekst.afdruk else "huidig",
        "momentopname": tekst.afdruk,
    }
