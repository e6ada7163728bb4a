"""What is kept about deadlines: beside the content, on the site.

Whose measures are whose is no index of the catalog: that could be searched by whoever may see a
public plan. Keys are flat and values are texts, so what two people write at once is merged.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from BTrees.OOBTree import OOBTree
from persistent.mapping import PersistentMapping
from plone import api
from zope.annotation.interfaces import IAnnotations

from groningse_norm.termijnen.domain import Afwezig

SLEUTEL = "groningse_norm.termijnen"
_NA_ELK_UID = "~"


@dataclass(frozen=True, slots=True)
class Voorkeur:
    """What one person has chosen. ``feed`` is the hash of the secret, ``feed_sinds`` a day."""

    mail: bool = True
    afwezig: Afwezig | None = None
    feed: str = ""
    feed_sinds: str = ""

    @property
    def feed_dag(self) -> date | None:
        return date.fromisoformat(self.feed_sinds) if self.feed_sinds else None


STANDAARD = Voorkeur()


def maak_opslag(week: str) -> None:
    """Make the store once, so that nobody's first choice has to.

    ``week``: the last of which no mail goes out any more. A new site begins with the next.
    """
    annotaties = IAnnotations(api.portal.get())
    if SLEUTEL not in annotaties:
        annotaties[SLEUTEL] = PersistentMapping(
            eigen=OOBTree(),  # (user id, UID) → None
            persoon=OOBTree(),  # UID → user id
            voorkeur=OOBTree(),  # user id → JSON
            feed=OOBTree(),  # hash of the secret → user id
            afmeldgeheim=OOBTree(),  # user id → the secret in the mails to this person
            afmelden=OOBTree(),  # that secret → user id
            ronde=PersistentMapping(week=week, wacht=()),
            adres=PersistentMapping(site=""),
        )


def _delen(site=None) -> Mapping:
    return IAnnotations(site or api.portal.get())[SLEUTEL]


def ronde_van(site) -> PersistentMapping | None:
    """``week`` of the last mails, and in ``wacht`` who still gets one; all write this one."""
    delen = IAnnotations(site).get(SLEUTEL)
    return None if delen is None else delen["ronde"]


# --- whose measures -----------------------------------------------------------------------------


def wijs_toe(uid: str, wie: str | None) -> bool:
    """Note who carries out a measure, ``None``: nobody; is it a change?"""
    delen = _delen()
    was = delen["persoon"].get(uid)
    if was == wie:
        return False
    if was is not None:
        delen["eigen"].pop((was, uid), None)
        del delen["persoon"][uid]
    if wie is not None:
        delen["persoon"][uid] = wie
        delen["eigen"][(wie, uid)] = None
    return True


def uids_van(wie: str) -> list[str]:
    """UIDs of the measures of this person."""
    return [uid for _wie, uid in _delen()["eigen"].keys((wie, ""), (wie, _NA_ELK_UID))]


def eigenaren() -> Iterator[str]:
    """All who carry out a measure, each once."""
    vorige = None
    for wie, _uid in _delen()["eigen"]:
        if wie != vorige:
            yield wie
        vorige = wie


# --- the address for mail -----------------------------------------------------------------------


def onthoud_adres() -> None:
    """Keep the address at which people reach the site: the ticker has no visitor to ask."""
    adres, hier = _delen()["adres"], api.portal.get().absolute_url()
    if adres["site"] != hier:
        adres["site"] = hier


def adres_van_site() -> str:
    return _delen()["adres"]["site"] or api.portal.get().absolute_url()


# --- what a person chose ------------------------------------------------------------------------


def voorkeur_van(wie: str) -> Voorkeur:
    tekst = _delen()["voorkeur"].get(wie)
    return STANDAARD if tekst is None else _uit_tekst(tekst)


def _uit_tekst(tekst: str) -> Voorkeur:
    data = json.loads(tekst)
    if data["afwezig"] is not None:
        van, tot = (date.fromisoformat(data["afwezig"][naam]) for naam in ("van", "tot"))
        data["afwezig"] = Afwezig(van, tot, data["afwezig"]["vervanger"])
    return Voorkeur(**data)


def _bewaar(wie: str, voorkeur: Voorkeur) -> None:
    tekst = json.dumps(asdict(voorkeur), default=date.isoformat, ensure_ascii=False)
    if _delen()["voorkeur"].get(wie) != tekst:
        _delen()["voorkeur"][wie] = tekst


def kies_mail(wie: str, aan: bool) -> None:
    """Whether this person wants the weekly mail."""
    _bewaar(wie, replace(voorkeur_van(wie), mail=aan))


def meld_afwezig(wie: str, afwezig: Afwezig | None) -> None:
    """When this person is away, and who stands in; ``None``: is there."""
    _bewaar(wie, replace(voorkeur_van(wie), afwezig=afwezig))


def afwezigheden(dag: date) -> dict[str, Afwezig]:
    """User id → absence, of all who are away on a day."""
    alle = ((wie, _uit_tekst(tekst).afwezig) for wie, tekst in _delen()["voorkeur"].items())
    return {wie: weg for wie, weg in alle if weg is not None and weg.geldt(dag)}


# --- the secret of a calendar -------------------------------------------------------------------


def _hash(geheim: str) -> str:
    return hashlib.sha256(geheim.encode()).hexdigest()


def nieuw_geheim(wie: str, dag: date) -> str:
    """A new secret of 256 bits, which is kept nowhere; an earlier one opens nothing any more."""
    trek_geheim_in(wie)
    geheim = secrets.token_urlsafe(32)
    _delen()["feed"][_hash(geheim)] = wie
    _bewaar(wie, replace(voorkeur_van(wie), feed=_hash(geheim), feed_sinds=dag.isoformat()))
    return geheim


def trek_geheim_in(wie: str) -> None:
    voorkeur = voorkeur_van(wie)
    if voorkeur.feed:
        _delen()["feed"].pop(voorkeur.feed, None)
        _bewaar(wie, replace(voorkeur, feed="", feed_sinds=""))


def wie_met_geheim(geheim: str) -> str | None:
    """Whose calendar this secret opens."""
    return _delen()["feed"].get(_hash(geheim))


# --- the secret to stop the mail ----------------------------------------------------------------


def afmeldgeheim_van(wie: str) -> str:
    """The secret in the mails to this person: the same in all of them, so also an old one works.

    No part of the choices: those are read for everybody at once, and most people make none.
    """
    delen = _delen()
    geheim = delen["afmeldgeheim"].get(wie)
    if geheim is None:
        geheim = delen["afmeldgeheim"][wie] = secrets.token_urlsafe(32)
        delen["afmelden"][geheim] = wie
    return geheim


def wie_met_afmeldgeheim(geheim: str) -> str | None:
    """Whose mail this secret stops."""
    return _delen()["afmelden"].get(geheim)


def vergeet(wie: str) -> None:
    """The account is gone: one that is made again under its name starts with nothing."""
    trek_geheim_in(wie)
    _delen()["afmelden"].pop(_delen()["afmeldgeheim"].pop(wie, ""), None)
    _delen()["voorkeur"].pop(wie, None)
