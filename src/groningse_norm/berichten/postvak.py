"""The outbox of a site.

A message is laid ready in the transaction of what it tells, and sent afterwards in transactions of
its own: a mail server that is down never undoes a signature or keeps an embargo closed.

An attempt is noted before the server is asked and its outcome after that, so no message is sent
twice by itself: not by two processes, not after a crash, and not when the server said nothing.
"""

import logging
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import transaction
import Zope2
from BTrees.OOBTree import OOBTree
from plone import api
from Products.CMFCore.utils import getToolByName
from ZODB.POSException import ConflictError
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import getSite, setSite

from groningse_norm.berichten.afgifte import geef_af
from groningse_norm.berichten.domain import (
    GEEN_MAILSERVER,
    KLAAR,
    Afgifte,
    Bericht,
    Staat,
    Uitkomst,
    afmeldkoppen,
    als_html,
    begin,
    controleer_adres,
    is_aan_de_beurt,
    is_blijven_hangen,
    is_poging_van,
    kenmerk,
    na_poging,
    onzeker,
)

logger = logging.getLogger(__name__)

SLEUTEL = "groningse_norm.postvak"
# What is done and is kept, apart: the ticker reads all of the outbox, twice a second.
BEWAARD = "groningse_norm.postvak_bewaard"
# A header longer than a line is encoded, and no program reads an address out of that; RFC 5322 §2.1.1.
KOPPEN = SMTP.clone(max_line_length=998)
POGINGEN = 10  # write conflicts; each try starts from the newest state


def maak_opslag() -> None:
    """Make the stores once, so that nobody's first message has to."""
    _boom(api.portal.get())
    _boom(api.portal.get(), BEWAARD)


def _boom(site, naam: str = SLEUTEL) -> OOBTree:
    """Message as text by key. A B-tree merges what two processes write at once only where it can
    compare the values, which it cannot with dictionaries.
    """
    annotaties = IAnnotations(site)
    if naam not in annotaties:
        annotaties[naam] = OOBTree()
    return annotaties[naam]


def leg_klaar(aan: str, onderwerp: str, tekst: str, nu: float, *, afmelden: str = "") -> None:
    """Lay a message ready; it is sent after the present transaction.

    ``afmelden``: the address at which its receiver stops mails like this one.
    """
    bericht = Bericht(aan, onderwerp, tekst, volgende=nu, afmelden=afmelden)
    _boom(api.portal.get())[secrets.token_hex(8)] = bericht.als_tekst()


def leg_in_dossier(dossier: str, bericht: Bericht) -> str:
    """Lay a message ready that is kept when it is done; returns its key in the dossier."""
    nummer = f"{int(bericht.volgende * 1000):015d}-{secrets.token_hex(6)}"
    zet_in_dossier(dossier, nummer, bericht)
    return nummer


def zet_in_dossier(dossier: str, nummer: str, bericht: Bericht) -> None:
    """Put a message in the place of the one with this key."""
    _zet(api.portal.get(), f"{dossier}/{nummer}", bericht)


def dossier_van(dossier: str) -> dict[str, Bericht]:
    """The messages of a dossier by key, oldest first, whatever became of them."""
    begin_ = f"{dossier}/"
    gevonden = {
        sleutel.removeprefix(begin_): Bericht.uit_tekst(tekst)
        for naam in (BEWAARD, SLEUTEL)
        for sleutel, tekst in IAnnotations(api.portal.get())
        .get(naam, OOBTree())
        .items(begin_, f"{begin_}\uffff")
    }
    return dict(sorted(gevonden.items()))


def wis_onder(begin_: str) -> None:
    """Forget all dossiers that begin so, also what was still to be sent."""
    for naam in (BEWAARD, SLEUTEL):
        boom = _boom(api.portal.get(), naam)
        for sleutel in list(boom.keys(begin_, f"{begin_}\uffff")):
            del boom[sleutel]


def dossiers_onder(begin_: str) -> Iterator[str]:
    """Names of the dossiers that begin so, without that beginning; each once, in order."""
    namen = {
        sleutel.removeprefix(begin_).partition("/")[0]
        for naam in (BEWAARD, SLEUTEL)
        for sleutel in IAnnotations(api.portal.get())
        .get(naam, OOBTree())
        .keys(begin_, f"{begin_}\uffff")
    }
    yield from sorted(namen)


def wachtend(site) -> list[Bericht]:
    """What has not been sent, or is uncertain."""
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
            verstuurd += _verstuur_een(site, sleutel, klok)
    finally:
        transaction.abort()
        setSite(vorige)
        app._p_jar.close()
    return verstuurd


def _verstuur_een(site, sleutel: str, klok: Callable[[], datetime]) -> bool:
    nu = klok().timestamp()
    boom = _boom(site)
    try:
        bericht = Bericht.uit_tekst(boom[sleutel])
        if is_blijven_hangen(bericht, nu):
            _meld_onzeker(bericht)
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
    afgifte = _geef_af(site, sleutel, bericht, klok())
    if afgifte.uitkomst is Uitkomst.NIET_AANGENOMEN:
        logger.warning("The mail to %s was not taken: %s", bericht.aan, afgifte.antwoord)
    elif afgifte.uitkomst is Uitkomst.ONBEKEND:
        _meld_onzeker(bericht)
    _leg_vast(site, sleutel, bericht, afgifte, klok().timestamp())
    return afgifte.uitkomst is Uitkomst.AANGENOMEN


def _meld_onzeker(bericht: Bericht) -> None:
    logger.error("Nobody knows whether the mail to %s was sent", bericht.aan)


def _leg_vast(site, sleutel: str, poging: Bericht, afgifte: Afgifte, nu: float) -> None:
    """Note how it went; others lay messages ready, or change this one, at the same time."""
    for _poging in range(POGINGEN):
        transaction.begin()
        tekst = _boom(site).get(sleutel)
        # What somebody has thrown away or sent again meanwhile stays as it is.
        if tekst is not None and is_poging_van(Bericht.uit_tekst(tekst), poging):
            bericht = na_poging(Bericht.uit_tekst(tekst), afgifte, nu)
            _zet(site, sleutel, bericht)
            if bericht.staat == Staat.MISLUKT:
                logger.error("The mail to %s is given up: %s", bericht.aan, bericht.fout)
        try:
            return transaction.commit()
        except ConflictError:
            transaction.abort()
    # It stays marked as being sent, and after a while as uncertain: it is not sent twice.
    logger.error("Could not note how it went with the mail %s", sleutel)


def _zet(site, sleutel: str, bericht: Bericht) -> None:
    """Keep a message where its state belongs; without a ``soort`` it is gone when it is done."""
    is_klaar = bericht.staat in KLAAR
    _boom(site, SLEUTEL if is_klaar else BEWAARD).pop(sleutel, None)
    if not is_klaar or bericht.soort:
        _boom(site, BEWAARD if is_klaar else SLEUTEL)[sleutel] = bericht.als_tekst()


def _geef_af(site, sleutel: str, bericht: Bericht, nu: datetime) -> Afgifte:
    """Hand it to the mail server now, and say what is known afterwards."""
    afzender = api.portal.get_registry_record("plone.email_from_address", default="")
    if not afzender or not api.portal.get_registry_record("plone.smtp_host", default=""):
        return Afgifte(Uitkomst.NIET_AANGENOMEN, 0, GEEN_MAILSERVER)
    try:
        post = _stel_op(sleutel, bericht, afzender, nu)
    except ValueError as error:
        return Afgifte(Uitkomst.NIET_AANGENOMEN, 0, str(error) or "this is no e-mail address")
    return geef_af(getToolByName(site, "MailHost"), afzender, bericht.aan, post)


def _stel_op(sleutel: str, bericht: Bericht, afzender: str, nu: datetime) -> bytes:
    """The message as it goes over the line; raises ``ValueError`` for an address that is none."""
    post = EmailMessage(policy=SMTP)
    post["Subject"] = bericht.onderwerp
    post["From"] = afzender
    post["To"] = controleer_adres(bericht.aan)
    post["Date"] = format_datetime(nu)
    post["Message-ID"] = kenmerk(sleutel, bericht.aan, afzender)
    post["Auto-Submitted"] = "auto-generated"
    for naam, waarde in afmeldkoppen(bericht.afmelden).items():
        post[naam] = waarde
    post.set_content(bericht.tekst)
    post.add_alternative(als_html(bericht.tekst, api.portal.get_default_language()), subtype="html")
    return post.as_bytes(policy=KOPPEN)
