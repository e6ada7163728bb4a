"""A difference in words of the form: what the page shows and the service answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plone import api
from plone.app.textfield.interfaces import IRichText
from zope.i18n import translate

from groningse_norm.i18n import _
from groningse_norm.ondertekening.leesbaar import (
    SOORT_VAN_LIJST,
    TITEL_VAN_LIJST,
    VERWIJZINGEN,
    in_woorden,
    velden_van_soort,
)
from groningse_norm.versies.handelingen import Tekst
from groningse_norm.versies.verschil import (
    Deel,
    Soort,
    Stuk,
    Veld,
    Verschil,
    tekst_van_html,
    vergelijk,
    woorden,
)

SOORTEN = {
    Soort.TOEGEVOEGD: _("verschil_toegevoegd", default="Added"),
    Soort.VERVALLEN: _("verschil_vervallen", default="Removed"),
    Soort.GEWIJZIGD: _("verschil_gewijzigd", default="Changed"),
    Soort.VERPLAATST: _("verschil_verplaatst", default="Renumbered"),
}
_BESTANDSVELDEN = {
    "naam": _("label_bestandsnaam", default="File name"),
    "sha256": _("label_sha256", default="SHA-256"),
}
# Different in every version, and not chosen by anybody.
_VANZELF = frozenset({"versie", "soort", "id"})


@dataclass(frozen=True, slots=True)
class Veldregel:
    """A field that differs. ``alleen_opmaak``: the same words, with other mark-up or links."""

    naam: str
    label: Any
    stukken: tuple[Stuk, ...]
    alleen_opmaak: bool = False


@dataclass(frozen=True, slots=True)
class Regel:
    """A part that differs, under a heading of its own; the item itself has no ``soort``."""

    lijst: str
    lijstkop: Any
    soort: Soort | None
    kop: str
    was: str
    velden: tuple[Veldregel, ...]

    @property
    def soortnaam(self) -> Any:
        return SOORTEN[self.soort] if self.soort else ""


def regels_van(oud: Tekst, nieuw: Tekst, request) -> list[Regel]:
    """What differs between two versions, in reading order; empty when nothing does."""
    soort = nieuw.obj.portal_type
    return list(_Lezer(request).regels(vergelijk(oud.gegevens, nieuw.gegevens), soort))


class _Lezer:
    def __init__(self, request) -> None:
        self.request = request

    def regels(self, verschil: Verschil, portal_type: str) -> Iterator[Regel]:
        velden = self.velden(verschil, portal_type, stuk=True)
        if velden:
            yield Regel("", "", None, "", "", velden)
        yield from self.lijsten(verschil)

    def lijsten(self, verschil: Verschil) -> Iterator[Regel]:
        for lijst in verschil.lijsten:
            for deel in lijst.delen:
                yield from self.deel(lijst.naam, deel)

    def deel(self, lijst: str, deel: Deel) -> Iterator[Regel]:
        portal_type = SOORT_VAN_LIJST.get(lijst, "")
        if deel.soort in (Soort.TOEGEVOEGD, Soort.VERVALLEN):
            verschil = vergelijk(deel.oud or {}, deel.nieuw or {})
        else:
            verschil = deel.verschil
        velden = self.velden(verschil, portal_type)
        if velden or deel.soort in (Soort.TOEGEVOEGD, Soort.VERVALLEN):
            kop, was = _kop(deel.nieuw or deel.oud), _kop(deel.oud)
            soort = deel.soort
            titel = TITEL_VAN_LIJST[lijst]
            yield Regel(lijst, titel, soort, kop, "" if was in ("", kop) else was, velden)
        yield from self.lijsten(verschil)

    def velden(
        self, verschil: Verschil, portal_type: str, *, stuk: bool = False
    ) -> tuple[Veldregel, ...]:
        velden = velden_van_soort(portal_type) if portal_type else {}
        return tuple(
            self.veld(veld, velden.get(veld.naam), portal_type)
            for veld in verschil.velden
            if veld.naam not in _VANZELF
            and (stuk or (portal_type, veld.naam) not in VERWIJZINGEN)
            # Empty in one way or another is the same to a reader.
            and (veld.oud or veld.nieuw or veld.oud is veld.nieuw is False)
        )

    def veld(self, veld: Veld, schemaveld, portal_type: str) -> Veldregel:
        if schemaveld is None:
            label = _BESTANDSVELDEN.get(veld.naam, veld.naam)
            return Veldregel(veld.naam, label, woorden(str(veld.oud or ""), str(veld.nieuw or "")))
        if (portal_type, veld.naam) in VERWIJZINGEN:
            oud, nieuw = _norm_in_woorden(veld.oud), _norm_in_woorden(veld.nieuw)
            return Veldregel(veld.naam, schemaveld.title, _heel(oud, nieuw))
        if IRichText.providedBy(schemaveld):
            oud, nieuw = tekst_van_html(veld.oud or ""), tekst_van_html(veld.nieuw or "")
            return Veldregel(veld.naam, schemaveld.title, woorden(oud, nieuw), oud == nieuw)
        oud, nieuw = self.tekst(schemaveld, veld.oud), self.tekst(schemaveld, veld.nieuw)
        is_tekst = isinstance(veld.oud, str) and isinstance(veld.nieuw, str)
        return Veldregel(
            veld.naam, schemaveld.title, woorden(oud, nieuw) if is_tekst else _heel(oud, nieuw)
        )

    def tekst(self, schemaveld, waarde: Any) -> str:
        if waarde in (None, "", []):
            return ""
        gelezen = in_woorden(schemaveld, waarde)
        tekst = translate(gelezen.tekst, context=self.request)
        return ", ".join(gelezen.lijst) if gelezen.lijst else tekst


def _heel(oud: str, nieuw: str) -> tuple[Stuk, ...]:
    """A value that is no running text: the old one whole, and the new one whole."""
    paren = ((Soort.VERVALLEN, oud), (Soort.TOEGEVOEGD, nieuw))
    return tuple(Stuk(soort, tekst) for soort, tekst in paren if tekst)


def _kop(deel) -> str:
    if deel is None:
        return ""
    delen = (deel.get("nummer"), deel.get("title") or deel.get("naam") or deel.get("id"))
    return " ".join(str(d) for d in delen if d)


def _norm_in_woorden(uid: str | None) -> str:
    """Title and version of a norm, when the person sees it."""
    gevonden = api.content.find(UID=uid, portal_type="Norm") if uid else ()
    if not gevonden:
        return "—"
    norm = gevonden[0].getObject()
    return f"{norm.title} ({norm.versie})"
