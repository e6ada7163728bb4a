"""From a letter that was read to a draft on the site: the same for page, service and script."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import addContentToContainer, createContent
from plone.i18n.normalizer.interfaces import IURLNormalizer
from zope.component import getUtility

from groningse_norm import klok
from groningse_norm.raadsbrief.brief import Brief
from groningse_norm.raadsbrief.domain import Ondertekenaar


class KenmerkBestaat(ValueError):
    """There is a letter with this reference already; the argument is the reference."""


def registreer(overheid, brief: Brief):
    """Make a draft of the letter in the authority's folder, and return it.

    What could not be read with certainty stays empty and is listed in ``onzeker``, with what the
    file held beside it. The policy frame that was found is left out: it would be signed, and nobody has looked at it.
    Raises ``KenmerkBestaat``; nothing is stored then.
    """
    gelezen = brief.als_dict()
    twijfels = [
        f"{rij['veld']}: {rij['reden']} \u201c{rij['gevonden']}\u201d" for rij in gelezen["onzeker"]
    ]
    gelezen["beleidskader"] = []
    return maak_concept(overheid, gelezen, onzeker=[*twijfels, *brief.waarschuwingen])


def maak_concept(overheid, gelezen: Mapping[str, Any], *, onzeker: Sequence[str]):
    """Make a draft of fields in the form of ``Brief.als_dict``; ``onzeker`` is left to be checked.

    Raises ``KenmerkBestaat``; nothing is stored then.
    """
    map_ = overheid["brieven"]
    if gelezen["kenmerk"] and _bestaat(map_, gelezen["kenmerk"]):
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
        ondertekenaars=[Ondertekenaar(**wie).regel for wie in gelezen["ondertekenaars"]],
        bijlagen_genoemd=list(gelezen["bijlagen"]),
        beleidskader=list(gelezen["beleidskader"]),
        onzeker=list(onzeker),
        embargo_tot=klok.op_de_minuut(datetime.fromisoformat(embargo)) if embargo else None,
    )
    return addContentToContainer(map_, stuk, checkConstraints=True)


def _bestaat(map_, kenmerk: str) -> bool:
    """A letter's id is its reference as it can stand in an address, so other references may share it."""
    bestaand = map_.get(getUtility(IURLNormalizer).normalize(kenmerk))
    return bestaand is not None and (bestaand.kenmerk or "").casefold() == kenmerk.casefold()
