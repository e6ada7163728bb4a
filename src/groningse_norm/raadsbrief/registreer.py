"""From a letter that was read to a draft on the site: the same for page, service and script."""

from datetime import date, datetime

from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import addContentToContainer, createContent

from groningse_norm import klok
from groningse_norm.raadsbrief.inlezen import Brief


class KenmerkBestaat(ValueError):
    """There is a letter with this reference already; the argument is the reference."""


def registreer(overheid, brief: Brief):
    """Make a draft of the letter in the authority's folder, and return it.

    What could not be read with certainty stays empty and is listed in ``onzeker``, with what the
    file held beside it.
    Raises ``KenmerkBestaat``; nothing is stored then.
    """
    gelezen = brief.als_dict()
    map_ = overheid["brieven"]
    if gelezen["kenmerk"] and gelezen["kenmerk"] in map_.objectIds():
        raise KenmerkBestaat(gelezen["kenmerk"])
    embargo = gelezen["embargo_tot"]
    stuk = createContent(
        "Raadsbrief",
        title=gelezen["onderwerp"] or "",
        kenmerk=gelezen["kenmerk"],
        datum=date.fromisoformat(gelezen["datum"]) if gelezen["datum"] else None,
        aan=gelezen["aan"],
        email=gelezen["email"],
        contactpersoon=gelezen["contactpersoon"],
        aanhef=gelezen["aanhef"],
        tekst=RichTextValue(gelezen["tekst"] or "", "text/html", "text/x-html-safe"),
        slotgroet=gelezen["slotgroet"],
        ondertekenaars=[wie.regel for wie in brief.ondertekenaars],
        bijlagen_genoemd=list(gelezen["bijlagen"]),
        onzeker=[
            f"{rij['veld']}: {rij['reden']} \u201c{rij['gevonden']}\u201d"
            for rij in gelezen["onzeker"]
        ]
        + list(brief.waarschuwingen),
        embargo_tot=klok.op_de_minuut(datetime.fromisoformat(embargo)) if embargo else None,
    )
    return addContentToContainer(map_, stuk, checkConstraints=True)
