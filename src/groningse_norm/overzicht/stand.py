"""The overview of an item, for whoever sees that item.

Names under a signature are part of the signed record and public with its item (signing.md), so
page, CSV and PDF show the same to everybody who gets there.
"""

from collections.abc import Iterator

from zope.i18n import translate
from zope.i18nmessageid import Message

from groningse_norm import klok
from groningse_norm.i18n import _
from groningse_norm.ondertekening.domain import Handtekening, Hoedanigheid
from groningse_norm.ondertekening.interfaces import IVerbintenis
from groningse_norm.ondertekening.ondertekenaar import Rol
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.overheid.domain import Soort
from groningse_norm.overheid.vocabularies import bekende_overheden
from groningse_norm.overzicht.domain import Overzicht, overzicht
from groningse_norm.rekenblad import onschadelijk

SOORTEN = {
    Soort.GEMEENTE: _("heading_gemeenten", default="Municipalities"),
    Soort.PROVINCIE: _("heading_provincies", default="Provinces"),
    Soort.WATERSCHAP: _("heading_waterschappen", default="Water boards"),
}
OPMERKINGEN: dict[str, Message] = {
    Rol.ZELF_TOEGEKEND: _(
        "text_zelf_toegekend",
        default="Note: this person gave the role of signatory to himself or herself.",
    ),
    Rol.ZELF_AANGEWEZEN: _(
        "text_zelf_aangewezen", default="Note: this person recorded his or her own designation."
    ),
}
HOEDANIGHEDEN: dict[str, Message] = {
    Hoedanigheid.EIGEN_AMBT: _("text_eigen_ambt", default="own office"),
    Hoedanigheid.LOCO: _("text_loco", default="deputy"),
    Hoedanigheid.NAMENS: _("text_namens", default="on behalf of the office holder"),
}
KOP = (
    _("column_soort", default="Kind"),
    _("column_overheid", default="Authority"),
    _("column_code", default="Code (TOOI)"),
    _("column_ondertekend", default="Signed"),
    _("column_moment", default="Moment"),
    _("column_versie", default="Version"),
    _("column_naam", default="Name"),
    _("column_functie", default="Function"),
    _("column_hoedanigheid", default="Capacity"),
    _("column_besluit", default="Decision"),
    _("column_wijze", default="Way of signing"),
    _("column_let_op", default="Note"),
)


def overzicht_van(obj) -> Overzicht:
    """The present round, or who is to sign when there has been none."""
    ronde = Dossier(obj).ronde
    partijen = () if ronde else IVerbintenis(obj).partijen()
    namen = {overheid.tooi: overheid.volledige_naam for overheid in bekende_overheden()}
    return overzicht(partijen, getattr(obj, "versie", 1), ronde, namen)


def opmerking_bij(handtekening: Handtekening | None):
    """What the page says beside a signature; ``None`` when there is nothing to say."""
    return None if handtekening is None else OPMERKINGEN.get(handtekening.rol)


def rijen(stand: Overzicht, request) -> Iterator[list[str]]:
    """The overview as rows of cells that no spreadsheet takes for a formula; the first is the head.

    Moments are ISO 8601 with the offset of Europe/Amsterdam.
    """

    def woord(bericht) -> str:
        return translate(bericht, context=request)

    yield [woord(kop) for kop in KOP]
    for regel in stand.regels:
        gezet = regel.handtekening
        cellen = [
            str(regel.soort),
            regel.overheid,
            regel.partij.tooi,
            woord(_("ja", default="yes") if gezet else _("nee", default="no")),
            klok.als_iso(klok.uit_iso(gezet.moment)) if gezet else "",
            str(gezet.versie) if gezet else "",
            gezet.naam if gezet else "",
            regel.functie,
            woord(HOEDANIGHEDEN.get(gezet.hoedanigheid, gezet.hoedanigheid)) if gezet else "",
            gezet.verwijzing if gezet else "",
            woord(wijze_van(gezet)) if gezet else "",
            woord(opmerking_bij(gezet) or ""),
        ]
        yield [onschadelijk(cel) for cel in cellen]


def wijze_van(handtekening: Handtekening):
    """How it was signed. Of what was signed elsewhere no name is public (signing.md)."""
    if handtekening.buiten:
        return _("text_buiten_dit_systeem", default="outside this system")
    return _("text_digitaal_hier", default="digital agreement on this site")
