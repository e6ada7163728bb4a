"""The round of the weekly mail, taken by the ticker a few people at a time.

Who still gets one stands in one object. It is written in the transaction that lays the mails ready,
so two processes, or one that dies halfway, send nobody two.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any

import transaction
from plone import api
from ZODB.POSException import ConflictError

from groningse_norm.berichten.postvak import leg_klaar
from groningse_norm.klok import AMSTERDAM
from groningse_norm.termijnen.bericht import BESTUURDERS, maak
from groningse_norm.termijnen.domain import (
    MAANDAG,
    UUR,
    Afwezig,
    waarnemer,
    week_aan_de_beurt,
)
from groningse_norm.termijnen.opslag import afwezigheden, eigenaren, ronde_van
from groningse_norm.voortgang.opslag import alle_plannen

logger = logging.getLogger(__name__)

INSTELLING = "groningse_norm.termijnenmail"
SAMEN = 25  # people in a transaction: some hundreds of measures are awake at a time


def is_iets_te_doen(site, nu: datetime) -> bool:
    """The ticker's question: one look at one object."""
    ronde = ronde_van(site)
    if ronde is None:
        return False
    return (
        bool(ronde["wacht"]) or week_aan_de_beurt(nu, *_instelling(site), ronde["week"]) is not None
    )


def _instelling(site) -> tuple[int, int]:
    """Day (1 is Monday) and hour, in Amsterdam."""
    return (
        site.portal_registry.get(f"{INSTELLING}_dag", MAANDAG),
        site.portal_registry.get(f"{INSTELLING}_uur", UUR),
    )


def stuur(
    site_pad: str, als_systeem: Callable[[str], AbstractContextManager[Any]], nu: datetime
) -> int:
    """Lay the mail of the next people ready; returns how many mails.

    ``als_systeem`` opens a connection of its own for work without a visitor.
    """
    try:
        with als_systeem(site_pad) as site:
            aantal = _stap(site, nu)
            transaction.commit()
            return aantal
    except ConflictError:
        # Another process did it, or the next tick does.
        return 0


def _stap(site, nu: datetime) -> int:
    ronde, vandaag = ronde_van(site), nu.astimezone(AMSTERDAM).date()
    if ronde is None:
        return 0
    dag, uur = _instelling(site)
    week = week_aan_de_beurt(nu, dag, uur, ronde["week"])
    if week is not None:
        # A site that is new, or got these mails just now, begins with the week to come.
        ronde["wacht"] = tuple(sorted(_ontvangers(vandaag))) if ronde["week"] else ()
        ronde["week"] = week
    nu_aan_de_beurt, ronde["wacht"] = ronde["wacht"][:SAMEN], ronde["wacht"][SAMEN:]
    weg = afwezigheden(vandaag)
    return sum(_leg_klaar(wie, vandaag, weg, nu) for wie in nu_aan_de_beurt)


def _leg_klaar(wie: str, vandaag: date, weg: Mapping[str, Afwezig], nu: datetime) -> bool:
    try:
        bericht = maak(wie, vandaag, weg)
    except ConflictError:
        raise
    except Exception:
        # One person's mail holds up nobody else's.
        logger.exception("The weekly mail to %s could not be made", wie)
        return False
    if bericht is None:
        return False
    leg_klaar(
        bericht.aan,
        bericht.onderwerp,
        bericht.tekst,
        nu.timestamp(),
        afmelden=bericht.afmelden,
    )
    return True


def _ontvangers(vandaag: date) -> set[str]:
    """All who might have something to read: who carries out measures, and who administers."""
    weg = afwezigheden(vandaag)
    return {waarnemer(wie, weg.get, vandaag) for wie in eigenaren()} | _bestuurders(vandaag)


def _bestuurders(vandaag: date) -> set[str]:
    toois = {v.tooi for v in alle_plannen().values() if v.tooi and v.loopt(vandaag)}
    groepen = (api.group.get(f"{tooi}-{soort}") for tooi in toois for soort in BESTUURDERS)
    return {wie for groep in groepen if groep is not None for wie in groep.getGroupMemberIds()}
