"""Read a Dutch council letter (raadsbrief): a file's bytes in, the fields of the letter out.

Three steps with a seam between them, so that another file format needs only a new first step:

1. ``formaten.bestand.lees``: bytes → lines of light Markdown (see ``brieftekst``), each with its place;
2. ``herken``: lines → the fields, each certain or marked;
3. ``Brief.als_dict``: fields → JSON.

A value is given only if the letter settles it; everything else is None with an ``Onzeker`` that says why. The embargo
fails closed: any doubt about the moment leaves it None. Input is untrusted: size is bounded, patterns are linear, and
whatever the bytes, the outcome is a ``Brief`` or a ``BriefGeweigerd``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from groningse_norm.raadsbrief.aanhef import is_aanhef
from groningse_norm.raadsbrief.beleidskader import genoemd_beleid
from groningse_norm.raadsbrief.bijlagenlijst import lees_bijlagen
from groningse_norm.raadsbrief.brief import Brief
from groningse_norm.raadsbrief.briefdatum import lees_datum, tegenspraak
from groningse_norm.raadsbrief.briefkop import (
    Briefkop,
    geadresseerden,
    lees_kop,
    twijfel_over_geadresseerde,
    zonder_aan,
)
from groningse_norm.raadsbrief.brieftekst import als_html, kale_regel
from groningse_norm.raadsbrief.embargovermelding import (
    lees_embargo,
    noemt_geheimhouding,
    toets_aan_briefdatum,
)
from groningse_norm.raadsbrief.formaten.bestand import lees
from groningse_norm.raadsbrief.geweigerd import GeenBrief
from groningse_norm.raadsbrief.herkomst import bron_van, bron_van_tekst
from groningse_norm.raadsbrief.labels import kolommen
from groningse_norm.raadsbrief.ondertekenaars import groet_zonder_naam, lees_slot, vind_slot
from groningse_norm.raadsbrief.persoonsnaam import persoonsnaam
from groningse_norm.raadsbrief.vondst import Onzeker, Vondst, kies

_MAX_ONZEKER = 100  # who has this many marks to look at reads the letter itself
_MAX_KOPREGELS = 40  # without a salutation the labels are looked for this far
_MIN_KENMERKEN = 3  # signs of a letter, of which a salutation or closing is one
_VREEMD = re.compile("[\ufffd]|[ÃÂ][\u0080-\u00bf]|â€")


def lees_brief(inhoud: bytes, *, bestandsnaam: str = "") -> Brief:
    """The letter in a file: .docx, .odt, .pdf with text, plain text or Markdown.

    The bytes say which it is; ``bestandsnaam`` only serves to refuse what says it is something else. Raises a
    BriefGeweigerd.
    """
    gelezen = lees(inhoud, bestandsnaam=bestandsnaam)
    brief = herken(gelezen.regels, gelezen.plekken)
    twijfel = tuple(
        Onzeker(veld, reden, "") for veld, reden in gelezen.onzeker if getattr(brief, veld)
    )
    return replace(
        brief,
        onzeker=(*brief.onzeker, *twijfel)[:_MAX_ONZEKER],
        waarschuwingen=gelezen.waarschuwingen,
    )


def herken(regels: Sequence[str], plekken: Sequence[str] = ()) -> Brief:
    """The letter in these lines; ``plekken`` says where each stood. Raises GeenBrief if they are no letter."""
    plekken = plekken or [f"regel {nummer}" for nummer in range(1, len(regels) + 1)]
    passages: list[tuple[str, str]] = []
    kop, aanhef, tekst, slot = _verdeel(regels)
    embargo = lees_embargo(kop, tekst, [aanhef or "", *slot])
    briefkop = lees_kop(
        ["" if plek in embargo.vervolgregels else regel for plek, regel in enumerate(kop)]
    )
    if aanhef is None:
        kop, tekst = kop[: briefkop.einde], [*kop[briefkop.einde :], *tekst]
    onzeker = list(briefkop.onzeker)

    def veld(naam: str, kandidaten: Iterable[Vondst]) -> str | None:
        vondsten = list(kandidaten)
        waarde, twijfel = kies(naam, vondsten)
        onzeker.extend(twijfel)
        passages.extend((naam, vondst.bron) for vondst in vondsten if vondst.waarde == waarde)
        return waarde

    kenmerk = veld("kenmerk", briefkop.van("kenmerk"))
    onderwerp = veld("onderwerp", briefkop.van("onderwerp"))
    gelabeld = [
        Vondst("aan", zonder_aan(vondst.waarde), vondst.bron) for vondst in briefkop.van("aan")
    ]
    aan = veld("aan", gelabeld or geadresseerden(briefkop.vrije_blokken))
    if aan:
        onzeker.extend(twijfel_over_geadresseerde(aan, briefkop.vrije_blokken))
    email = veld("email", _bezorgadressen(briefkop))
    datum, twijfel, datumbronnen = lees_datum(briefkop)
    passages.extend(("datum", bron) for bron in datumbronnen if datum)
    onzeker.extend(twijfel)
    contactpersoon = veld(
        "contactpersoon",
        [
            Vondst("contactpersoon", persoonsnaam(vondst.waarde), vondst.bron)
            for vondst in briefkop.van("contactpersoon")
        ],
    )
    einde = lees_slot(slot)
    tekenen = sum(
        bool(deel)
        for deel in (aanhef, einde.slotgroet, onderwerp, kenmerk, datum, aan, einde.ondertekenaars)
    )
    if (aanhef is None and einde.slotgroet is None) or tekenen < _MIN_KENMERKEN:
        raise GeenBrief(
            "Dit lijkt geen brief: de aanhef, de slotgroet of het onderwerp is niet te vinden."
        )
    if aanhef is None:
        onzeker.append(
            Onzeker(
                "aanhef", "Er is geen aanhef gevonden. Kijk waar de tekst van de brief begint.", ""
            )
        )
    elif aanhef and any(
        len(kolommen(regel)) > 1 and is_aanhef(kolommen(regel)[0])
        for regel in regels[len(kop) : len(kop) + 1]
    ):
        onzeker.append(Onzeker.bij("aanhef", "Naast de aanhef staat nog iets.", regels[len(kop)]))
    if einde.slotgroet is None:
        onzeker.append(
            Onzeker(
                "slotgroet",
                "Er is geen slotgroet gevonden. Kijk waar de tekst van de brief eindigt.",
                "",
            )
        )

    elif laatste := groet_zonder_naam(tekst, einde.slotgroet):
        reden = "De regel erboven kan nog bij de slotgroet horen. Controleer waar de tekst eindigt."
        onzeker.append(Onzeker.bij("slotgroet", reden, laatste))

    embargo_tot = embargo.tot
    onzeker.extend(embargo.onzeker)
    if embargo_tot and datum and (te_vroeg := toets_aan_briefdatum(embargo_tot, datum)):
        embargo_tot = None
        onzeker.append(te_vroeg)
    onzeker.extend(noemt_geheimhouding(tekst))
    if datum:
        onzeker.extend(tegenspraak(tekst, datum))
    onzeker.extend(_vreemde_tekens(regels))
    if any(is_aanhef(regel) for regel in slot[1:]):
        onzeker.append(
            Onzeker(
                "tekst", "Na de slotgroet begint nog een brief. Alleen de eerste is gelezen.", ""
            )
        )
    bijlagen, twijfel = lees_bijlagen(briefkop, tekst, slot)
    onzeker.extend(twijfel)
    onzeker.extend(einde.onzeker)
    if embargo_tot:
        passages.extend(("embargo_tot", passage) for passage in embargo.bronnen)
    passages.append(("aanhef", aanhef or ""))
    passages.append(("slotgroet", slot[0] if einde.slotgroet else ""))
    passages.extend(("ondertekenaars", wie.naam) for wie in einde.ondertekenaars)
    passages.extend(("bijlagen", naam) for naam in bijlagen)
    beleid = genoemd_beleid(tekst)
    passages.extend((vondst.veld, vondst.bron) for vondst in beleid)
    gevonden = [(veld_, bron_van(passage, regels, plekken)) for veld_, passage in passages]
    begin = len(regels) - len(slot) - len(tekst)
    gevonden.append(("tekst", bron_van_tekst(tekst, plekken[begin : begin + len(tekst)])))
    return Brief(
        kenmerk=kenmerk,
        datum=datum,
        embargo_tot=embargo_tot,
        onderwerp=onderwerp,
        aan=aan,
        email=email,
        contactpersoon=contactpersoon,
        aanhef=aanhef,
        tekst=als_html(tekst) or None,
        slotgroet=einde.slotgroet,
        ondertekenaars=einde.ondertekenaars,
        bijlagen=tuple(bijlagen),
        onzeker=tuple(dict.fromkeys(onzeker))[:_MAX_ONZEKER],
        beleidskader=tuple(vondst.waarde for vondst in beleid),
        bronnen=tuple(dict.fromkeys((naam, bron) for naam, bron in gevonden if bron)),
    )


def _verdeel(
    regels: Sequence[str],
) -> tuple[Sequence[str], str | None, Sequence[str], Sequence[str]]:
    """Lines above the salutation, the salutation, the text, and the lines from the closing on."""
    begin = next((plek for plek, regel in enumerate(regels) if is_aanhef(regel)), None)
    if begin is None:
        slot = vind_slot(regels)
        einde = len(regels) if slot is None else slot
        grens = min(einde, _MAX_KOPREGELS)
        return regels[:grens], None, regels[grens:einde], regels[einde:]
    cellen = kolommen(regels[begin])
    aanhef, na = cellen[0] if is_aanhef(cellen[0]) else kale_regel(regels[begin]), begin + 1
    if not aanhef.endswith((",", ":", "!", ".")) and na < len(regels):
        vervolg = kale_regel(regels[na])
        if vervolg.endswith((",", ":")) and len(vervolg) <= 80:
            aanhef, na = f"{aanhef} {vervolg}", na + 1
    slot = vind_slot(regels[na:])
    einde = len(regels) if slot is None else na + slot
    return regels[:begin], " ".join(aanhef.split()), regels[na:einde], regels[einde:]


def _bezorgadressen(kop: Briefkop) -> list[Vondst]:
    """The address the letter is sent to ("per mail via …"), else whatever address stands above the salutation."""
    bezorgd = [
        vondst for vondst in kop.emails if re.search(r"\b(?:per|via)\b", vondst.bron, re.IGNORECASE)
    ]
    return bezorgd or list(kop.emails)


def _vreemde_tekens(regels: Sequence[str]) -> list[Onzeker]:
    for regel in regels:
        if _VREEMD.search(regel):
            return [
                Onzeker.bij(
                    "tekst",
                    "Er staan vreemde tekens in de brief. Controleer letters met een accent.",
                    regel,
                )
            ]
    return []
