"""Words for what was taken out of a file, and for why one is refused."""

from collections.abc import Iterable, Mapping

from zope.i18n import translate
from zope.i18nmessageid import Message

from groningse_norm.bijlage.domain import Spoor, Verborgen, Weigergrond
from groningse_norm.i18n import _

WOORDEN: Mapping[Spoor | Verborgen, Message] = {
    Spoor.AUTEUR: _("spoor_auteur", default="author and other data about the file"),
    Spoor.WIJZIGINGEN: _(
        "spoor_wijzigingen", default="TRACKED CHANGES (all accepted: read the text again)"
    ),
    Spoor.OPMERKINGEN: _("spoor_opmerkingen", default="comments"),
    Spoor.LOCATIE: _("spoor_locatie", default="where a photo was taken"),
    Spoor.INGESLOTEN: _("spoor_ingesloten", default="files or scripts inside"),
    Verborgen.BLADEN: _("verborgen_bladen", default="hidden sheets"),
    Verborgen.RIJEN: _("verborgen_rijen", default="hidden rows or columns"),
    Verborgen.DIAS: _("verborgen_dias", default="hidden slides"),
    Verborgen.NOTITIES: _("verborgen_notities", default="notes of the speaker"),
    Verborgen.TEKST: _("verborgen_tekst", default="hidden text"),
    Verborgen.LAGEN: _("verborgen_lagen", default="layers that do not show"),
    Verborgen.GEGEVENS: _(
        "verborgen_gegevens", default="the data behind a chart or a table, perhaps a whole workbook"
    ),
}

UITLEG = {
    Weigergrond.ONBEKEND: _(
        "error_bijlage_onbekend",
        default="From this kind of file nobody can say what is hidden in it. Give a PDF, a "
        "document of Word, Excel, PowerPoint or OpenDocument, an image (JPEG, PNG, GIF, WebP or "
        "TIFF), or plain text.",
    ),
    Weigergrond.KAPOT: _(
        "error_bijlage_kapot", default="This file is damaged. Save it again and add that one."
    ),
    Weigergrond.VERSLEUTELD: _(
        "error_bijlage_versleuteld",
        default="This file has a password, or is of an Office before 2007. Save it without a "
        "password, as a modern document or a PDF.",
    ),
    Weigergrond.MACRO: _(
        "error_bijlage_macro", default="This document has macros. Save it without them."
    ),
    Weigergrond.INGESLOTEN: _(
        "error_bijlage_ingesloten",
        default="In this document lies a file of another program, or a film or sound. Take it out, "
        "or save the document as a PDF.",
    ),
    Weigergrond.ONDERTEKEND: _(
        "error_bijlage_ondertekend",
        default="This file has a digital signature, which cleaning would break. Print it to a new "
        "PDF and add that one.",
    ),
    Weigergrond.TE_GROOT: _("error_bijlage_te_groot", default="This file is too large."),
    Weigergrond.VIRUS: _("error_bijlage_virus", default="A virus was found in this file."),
    Weigergrond.GEEN_SCANNER: _(
        "error_bijlage_geen_scanner",
        default="The virus scanner does not answer, so no file can be added now. Tell the "
        "administrator.",
    ),
}


def in_woorden(gevonden: Iterable[Spoor | Verborgen], request) -> str:
    """``author and other data about the file, comments``."""
    return ", ".join(translate(WOORDEN[een], context=request) for een in gevonden)
