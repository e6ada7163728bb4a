"""``@voortgang``: numbers of a plan, an authority, a norm and the site; of a measure its history."""

from datetime import date
from typing import Any

from plone import api

from groningse_norm import klok
from groningse_norm.fouten import weigering
from groningse_norm.norm.domain import Veld
from groningse_norm.norm.interfaces import INorm
from groningse_norm.overheid.domain import Soort
from groningse_norm.plan.domain import Stand, signaal_van
from groningse_norm.service import NormService
from groningse_norm.voortgang import overzicht, vergelijking
from groningse_norm.voortgang.afspraken import AfspraakRij, norm_van_de_site, vergelijk
from groningse_norm.voortgang.domain import (
    PUNTEN,
    Cijfers,
    OngeldigeVraag,
    als_dict,
    lees_dag,
    lees_reeks,
)
from groningse_norm.voortgang.opslag import PlanVerloop, Regel, alle_plannen
from groningse_norm.zegel import NIET_BEWAREN

MEESTE_RIJEN = 500  # all municipalities of the Netherlands and more
MEESTE_REGELS = 500  # ten years of a change a week


class VoortgangGet(NormService):
    """``?op=2026-06-30``: at the end of that day. ``?reeks=maand&punten=12``: with the curve."""

    def antwoord(self) -> dict[str, Any]:
        self.vandaag = klok.vandaag()
        vraag = self.request.form
        try:
            self.op = lees_dag(vraag["op"], self.vandaag) if "op" in vraag else self.vandaag
            self.dagen: tuple[date, ...] = (
                lees_reeks(vraag["reeks"], vraag.get("punten", PUNTEN), self.op)
                if "reeks" in vraag
                else ()
            )
        except OngeldigeVraag as error:
            raise weigering(error) from error
        if not api.user.is_anonymous():
            self.request.response.setHeader("Cache-Control", NIET_BEWAREN)
        adres = {"@id": f"{self.context.absolute_url()}/@voortgang", "op": self.op.isoformat()}
        return adres | self.cijfers()

    def cijfers(self) -> dict[str, Any]:
        raise NotImplementedError

    def met_reeks(self, reeks: overzicht.Reeks) -> dict[str, Any]:
        """The curve, when it was asked for."""
        if not self.dagen:
            return {}
        return {"reeks": [{"op": dag.isoformat()} | _cijfers(c) for dag, c in reeks]}


def _cijfers(cijfers: Cijfers) -> dict[str, Any]:
    return {
        "bereik": cijfers.bereik if cijfers.totaal is not None else "geen",
        "totaal": als_dict(cijfers.totaal, cijfers.bereik),
        "velden": {
            veld.value: als_dict(cijfers.velden.get(veld.value), cijfers.bereik) for veld in Veld
        }
        if cijfers.velden
        else {},
    }


class VanPlan(VoortgangGet):
    """Of one plan."""

    def van(self, dagen: tuple[date, ...]) -> list[Cijfers]:
        return overzicht.van_plan(self.context, dagen, self.vandaag)

    def cijfers(self) -> dict[str, Any]:
        (nu,) = self.van((self.op,))
        reeks = self.van(self.dagen) if self.dagen else ()
        return _cijfers(nu) | self.met_reeks(list(zip(self.dagen, reeks, strict=True)))


class VanOverheid(VanPlan):
    """Of all plans that one authority carries out."""

    def van(self, dagen: tuple[date, ...]) -> list[Cijfers]:
        return overzicht.van_overheid(self.context, dagen, self.vandaag)


class VanRegio(VoortgangGet):
    """Of all authorities of the site, or the parties of a norm, per kind and per authority."""

    def cijfers(self) -> dict[str, Any]:
        regio = overzicht.regio_van(self.context, self.op, self.dagen, self.vandaag)
        return (
            _cijfers(regio.totaal)
            | {
                "soorten": {
                    s.value: _cijfers(regio.soorten[s]) for s in Soort if s in regio.soorten
                }
            }
            | self.overheden(regio.overheden)
            | self.afspraken(regio)
            | ({} if regio.alle is None else {"regio": _cijfers(regio.alle)})
            | self.met_reeks(regio.reeks)
        )

    def afspraken(self, regio: overzicht.Regio) -> dict[str, Any]:
        """The comparison with the model: per agreement of the norm, and only of today."""
        norm = self.context if INorm.providedBy(self.context) else norm_van_de_site()
        if norm is None or self.op != self.vandaag:
            return {}
        rijen = vergelijk(norm, regio.bronnen, self.vandaag)
        return {"afspraken": [_afspraak(rij) for rij in rijen]}

    def overheden(self, rijen: list[overzicht.OverheidRij]) -> dict[str, Any]:
        """A page of them: ``?b_start=25&b_size=25``, as elsewhere in plone.restapi."""
        begin, grootte = self.getal("b_start", 0), min(self.getal("b_size", 25), MEESTE_RIJEN)
        return {
            "overheden_totaal": len(rijen),
            "overheden": [_rij(rij) for rij in rijen[begin : begin + grootte]],
        }


def _rij(rij: overzicht.OverheidRij) -> dict[str, Any]:
    wie = {"tooi": rij.tooi, "naam": rij.naam, "soort": rij.soort.value}
    return wie | ({"@id": rij.url} if rij.url else {}) | _cijfers(rij.cijfers)


def _afspraak(rij: AfspraakRij) -> dict[str, Any]:
    eigen = rij.eigen and {"stand": rij.eigen.stand, "te_laat": rij.eigen.te_laat}
    return {
        "@id": rij.url,
        "nummer": rij.nummer,
        "titel": rij.titel,
        "veld": rij.veld,
        "bereik": rij.vergelijking.bereik,
        "plannen": vergelijking.als_dict(rij.vergelijking),
    } | ({"eigen": eigen} if eigen else {})


class VanMaatregel(VoortgangGet):
    """Of one measure: its state and all changes, latest first. For who may view progress."""

    def cijfers(self) -> dict[str, Any]:
        verloop = alle_plannen().get(self.context.aq_parent.UID()) or PlanVerloop()
        regels = [] if verloop.model else verloop.geschiedenis(self.context.UID())
        return (
            _stand(regels, self.op)
            | {
                "geschiedenis_totaal": len(regels),
                "geschiedenis": [_regel(r) for r in reversed(regels[-MEESTE_REGELS:])],
            }
            | (
                {"reeks": [{"op": d.isoformat()} | _stand(regels, d) for d in self.dagen]}
                if self.dagen
                else {}
            )
        )


def _stand(regels: list[Regel], dag: date) -> dict[str, Any]:
    """State and signal at the end of a day; ``None`` when the measure was not there."""
    tot = [r for r in regels if klok.dag_van(r.moment) <= dag]
    feit = tot[-1].feit if tot else None
    if feit is None:
        return {"stand": None, "signaal": None}
    return {"stand": feit.meting.stand, "signaal": signaal_van(feit.meting, dag)}


def _regel(regel: Regel) -> dict[str, Any]:
    feit = regel.feit
    stand: Stand | None = feit.meting.stand if feit else None
    deadline = feit.meting.deadline if feit else None
    return {
        "moment": klok.als_iso(regel.moment),
        "wie": regel.wie,
        "stand": stand,
        "gewicht": feit.meting.gewicht if feit else None,
        "deadline": deadline.isoformat() if deadline else None,
    }
