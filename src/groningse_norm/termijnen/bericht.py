"""The weekly mail of one person, as text. It leaves this site, so it names what is public only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plone import api
from zope.i18n import translate

from groningse_norm import klok, rechten
from groningse_norm.i18n import _
from groningse_norm.norm.domain import VELD_NAMEN, Veld
from groningse_norm.plan.domain import Voortgang
from groningse_norm.termijnen import woorden
from groningse_norm.termijnen.domain import (
    Afwezig,
    Melding,
    Termijn,
    melding_van,
    neemt_waar_voor,
    waarnemer,
)
from groningse_norm.termijnen.lezen import gebruiker_met, mag, naam_van, termijnen
from groningse_norm.termijnen.opslag import (
    adres_van_site,
    afmeldgeheim_van,
    voorkeur_van,
)
from groningse_norm.voortgang.domain import Bereik, Velden
from groningse_norm.voortgang.opslag import alle_plannen

# Who administers: the groups of an authority that get the numbers of its own plan.
BESTUURDERS = ("ondertekenaars", "secretaris")
# The page that stops the mail; in the header of a mail only, since a text is sent on to others.
AFMELDEN = "weekmail-afmelden"


def tooi_van_bestuurder(groepen: Sequence[str]) -> frozenset[str]:
    """Codes of the authorities of which a member of these groups is an administrator."""
    delen = (groep.rpartition("-") for groep in groepen)
    return frozenset(tooi for tooi, _streep, soort in delen if soort in BESTUURDERS)


@dataclass(frozen=True, slots=True)
class Weekmail:
    """One mail; ``afmelden`` is the address that stops the next ones, without a login."""

    aan: str
    onderwerp: str
    tekst: str
    afmelden: str


def maak(wie: str, vandaag: date, weg: Mapping[str, Afwezig]) -> Weekmail | None:
    """The mail of one person; ``None`` when there is nothing to tell or it is not wanted.

    ``weg``: who is away today, by user id.
    """
    gebruiker = gebruiker_met(wie)
    aan = gebruiker.getProperty("email", "") if gebruiker is not None else ""
    if not aan or not voorkeur_van(wie).mail:
        return None
    onderdelen = [
        *_eigen(gebruiker, vandaag, weg),
        *_plannen(gebruiker, vandaag),
    ]
    if not onderdelen:
        return None
    slot = _(
        "mail_termijnen_slot",
        default="All your deadlines, and how to stop this mail or to name a stand-in:\n"
        "${adres}/@@mijn-termijnen",
        mapping={"adres": adres_van_site()},
    )
    onderwerp = _(
        "mail_termijnen_onderwerp",
        default="Your week in the plan: ${dag}",
        mapping={"dag": klok.datum_in_woorden(vandaag)},
    )
    return Weekmail(
        aan,
        _vertaal(onderwerp),
        "\n\n".join([*onderdelen, _vertaal(slot)]) + "\n",
        f"{adres_van_site()}/{AFMELDEN}/{afmeldgeheim_van(wie)}",
    )


def _vertaal(bericht) -> str:
    return translate(bericht, target_language=api.portal.get_default_language())


# --- for whoever carries out measures -----------------------------------------------------------


def _eigen(gebruiker, vandaag: date, weg: Mapping[str, Afwezig]) -> list[str]:
    """A block of lines for each heading under which there is something."""
    wie = gebruiker.getId()
    eigenaren = [*neemt_waar_voor(wie, weg, vandaag)]
    if waarnemer(wie, weg.get, vandaag) == wie:
        eigenaren.insert(0, wie)
    per_kop: dict[Melding, list[Termijn]] = {melding: [] for melding in Melding}
    for termijn in termijnen(gebruiker, eigenaren):
        melding = melding_van(termijn, vandaag)
        if melding is not None:
            per_kop[melding].append(termijn)
    return [
        "\n".join(
            [f"{_vertaal(woorden.MELDINGEN[melding])} ({len(lijst)})"]
            + [_regel(termijn, wie) for termijn in lijst]
        )
        for melding, lijst in per_kop.items()
        if lijst
    ]


def _regel(termijn: Termijn, wie: str) -> str:
    maatregel = termijn.maatregel
    voor = ""
    if maatregel.eigenaar != wie:
        ander = {"naam": naam_van(maatregel.eigenaar)}
        voor = " " + _vertaal(_("mail_termijn_voor", default="(for ${naam})", mapping=ander))
    dag = klok.datum_in_woorden(termijn.dag)
    adres = f"{adres_van_site()}/{maatregel.pad}"
    return f"- {dag}: {_vertaal(woorden.naam(maatregel))}{voor}\n  {adres}"


# --- for administrators -------------------------------------------------------------------------


def _plannen(gebruiker, vandaag: date) -> list[str]:
    """A block of lines for each plan of one's own that is carried out; read from the counts."""
    tooi = tooi_van_bestuurder(gebruiker.getGroups())
    if not tooi:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    blokken = []
    for uid, verloop in alle_plannen().items():
        if verloop.tooi not in tooi or verloop.model or not verloop.loopt(vandaag):
            continue
        cijfers = verloop.nu.cijfers(vandaag, Bereik.INTERN)
        for brain in catalog.unrestrictedSearchResults(UID=uid):
            plan = brain._unrestrictedGetObject()
            if cijfers.totaal is not None and mag(gebruiker, rechten.VOORTGANG_ZIEN, plan):
                blokken.append(_plan(plan, cijfers.velden, cijfers.totaal))
    return blokken


def _plan(plan, velden: Velden, totaal: Voortgang) -> str:
    begin = len(api.portal.get().getPhysicalPath())
    pad = "/".join(plan.getPhysicalPath()[begin:])
    kop = _("mail_plan_kop", default="The plan of your authority")
    return "\n".join(
        [
            f"{_vertaal(kop)}\n{adres_van_site()}/{pad}",
            *(_veld(VELD_NAMEN[Veld(veld)], v) for veld, v in _op_volgorde(velden)),
            _veld(_vertaal(_("mail_plan_totaal", default="Together")), totaal),
        ]
    )


def _op_volgorde(velden: Velden) -> list[tuple[str, Voortgang]]:
    """Fields of the norm in their own order; a measure without one counts in the total only."""
    return [(veld.value, velden[veld.value]) for veld in Veld if veld.value in velden]


def _veld(naam: str, voortgang: Voortgang) -> str:
    getallen = {
        "naam": naam,
        "klaar": voortgang.uitgevoerd,
        "telt": voortgang.telt_mee,
        "laat": voortgang.te_laat,
    }
    return "- " + _vertaal(
        _(
            "mail_plan_veld",
            default="${naam}: ${klaar} of ${telt} done, ${laat} overdue",
            mapping=getallen,
        )
    )
