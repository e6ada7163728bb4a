"""The outbox of a site.

A message is laid ready in the transaction of what it tells, and sent afterwards in transactions of
its own: a mail server that is down never undoes a signature or keeps an embargo closed.
"""

import logging
import secrets
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

import transaction
import Zope2
from BTrees.OOBTree import OOBTree
from plone import api
from Products.CMFCore.utils import getToolByName
from ZODB.POSException import ConflictError
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import getSite, setSite

from groningse_norm.berichten.domain import (
    Bericht,
    begin,
    is_aan_de_beurt,
    is_blijven_hangen,
    mislukt,
    onzeker,
)

logger = logging.getLogger(__name__)

SLEUTEL = "groningse_norm.postvak"
POGINGEN = 10  # write conflicts; each try starts from the newest state


def maak_opslag() -> None:
    """Make the outbox once, so that nobody's first message has to."""
    _boom(api.portal.get())


def _boom(site) -> OOBTree:
    """Message as text by key. A B-tree merges what two processes write at once only where it can
    compare the values, which it cannot with dictionaries.
    """
    annotaties = IAnnotations(site)
    if SLEUTEL not in annotaties:
        annotaties[SLEUTEL] = OOBTree()
    return annotaties[SLEUTEL]


def leg_klaar(aan: str, onderwerp: str, tekst: str, nu: float) -> None:
    """Lay a message ready; it is sent after the present transaction."""
    bericht = Bericht(aan, onderwerp, tekst, volgende=nu)
    _boom(api.portal.get())[secrets.token_hex(8)] = bericht.als_tekst()


def wachtend(site) -> list[Bericht]:
    """What has not been sent."""
    return [Bericht.uit_tekst(data) for data in IAnnotations(site).get(SLEUTEL, {}).values()]


def is_iets_te_doen(site, nu: float) -> bool:
    """The ticker's question."""
    return any(is_aan_de_beurt(b, nu) or is_blijven_hangen(b, nu) for b in wachtend(site))


def verstuur(site_pad: str, klok: Callable[[], datetime]) -> int:
    """Send what is due, each message in transactions of its own; returns how many were sent.

    The clock is read for each message: a slow server may take long over the ones before it.
    """
    app = Zope2.app()
    vorige = getSite()
    verstuurd = 0
    try:
        site = app.unrestrictedTraverse(site_pad)
        setSite(site)
        for sleutel in list(_boom(site)):
            verstuurd += _verstuur_een(site, sleutel, klok().timestamp())
    finally:
        transaction.abort()
        setSite(vorige)
        app._p_jar.close()
    return verstuurd


def _verstuur_een(site, sleutel: str, nu: float) -> bool:
    boom = _boom(site)
    try:
        bericht = Bericht.uit_tekst(boom[sleutel])
        if is_blijven_hangen(bericht, nu):
            logger.error("Nobody knows whether the mail to %s was sent", bericht.aan)
            boom[sleutel] = onzeker(bericht).als_tekst()
            transaction.commit()
            return False
        if not is_aan_de_beurt(bericht, nu):
            return False
        bericht = begin(bericht, nu)
        boom[sleutel] = bericht.als_tekst()
        transaction.commit()
    except (ConflictError, KeyError):
        # Another process has taken it.
        transaction.abort()
        return False
    try:
        _geef_af(site, bericht)
    except Exception as error:
        logger.warning("The mail to %s was not taken: %s", bericht.aan, error)
        _leg_vast(site, sleutel, mislukt(bericht, nu, str(error)))
        return False
    _leg_vast(site, sleutel, None)
    return True


def _leg_vast(site, sleutel: str, bericht: Bericht | None) -> None:
    """Note how it went, ``None`` when it was sent; others lay messages ready at the same time."""
    for _poging in range(POGINGEN):
        transaction.begin()
        if bericht is None:
            _boom(site).pop(sleutel, None)
        elif sleutel in _boom(site):
            # What somebody has thrown away meanwhile does not come back.
            _boom(site)[sleutel] = bericht.als_tekst()
        try:
            return transaction.commit()
        except ConflictError:
            transaction.abort()
    # It stays marked as being sent, and after a while as uncertain: it is not sent twice.
    logger.error("Could not note how it went with the mail %s", sleutel)


def _geef_af(site, bericht: Bericht) -> None:
    """Hand it to the mail server now; raises what the server or the settings object to."""
    afzender = api.portal.get_registry_record("plone.email_from_address", default="")
    if not afzender or not api.portal.get_registry_record("plone.smtp_host", default=""):
        raise RuntimeError("the site has no mail server or no sender address")
    post = EmailMessage()
    post["Subject"] = bericht.onderwerp
    post["From"] = afzender
    post["To"] = bericht.aan
    post["Auto-Submitted"] = "auto-generated"
    post.set_content(bericht.tekst)
    getToolByName(site, "MailHost").send(post, immediate=True)
