"""Where wrong passwords are counted: beside the log, by account and by address, for a short time.

One flat B-tree with the moment in its keys: attempts of two people at once touch different keys.
"""

import secrets
from datetime import UTC, datetime, timedelta

from BTrees.OOBTree import OOBTree
from plone import api
from zope.annotation.interfaces import IAnnotations

from groningse_norm.ondertekening.beperking import (
    MAXIMUM_ACCOUNT,
    MAXIMUM_ADRES,
    VENSTER,
    wachttijd,
)

SLEUTEL = "groningse_norm.pogingen"
_MAXIMUM = {"account": MAXIMUM_ACCOUNT, "adres": MAXIMUM_ADRES}
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECONDE = timedelta(microseconds=1)


def maak_opslag() -> None:
    """Make the store once, so that nobody's first mistake has to."""
    _boom()


def _boom() -> OOBTree:
    annotaties = IAnnotations(api.portal.get())
    if SLEUTEL not in annotaties:
        annotaties[SLEUTEL] = OOBTree()
    return annotaties[SLEUTEL]


def wacht(gebruiker: str, adres: str, nu: datetime) -> int:
    """Seconds before this person's password is looked at again."""
    boom = IAnnotations(api.portal.get()).get(SLEUTEL)
    if boom is None:
        return 0
    return max(
        wachttijd(_momenten(boom, soort, wie, nu), _MAXIMUM[soort], nu)
        for soort, wie in (("account", gebruiker), ("adres", adres))
    )


def tel_fout(gebruiker: str, adres: str, nu: datetime) -> None:
    """Count a wrong password; what is too old to count is thrown away."""
    boom = _boom()
    for sleutel in [sleutel for sleutel in boom if sleutel[2] <= _getal(nu - VENSTER)]:
        del boom[sleutel]
    for soort, wie in (("account", gebruiker), ("adres", adres)):
        if wie:
            boom[(soort, wie, _getal(nu), secrets.token_hex(4))] = None


def vergeet(gebruiker: str) -> None:
    """The right password was given: earlier mistakes of the account no longer count."""
    boom = _boom()
    for sleutel in list(boom.keys(("account", gebruiker, 0, ""), ("account", gebruiker + "\0"))):
        del boom[sleutel]


def _momenten(boom: OOBTree, soort: str, wie: str, nu: datetime) -> list[datetime]:
    grenzen = ((soort, wie, _getal(nu - VENSTER), ""), (soort, wie, _getal(nu) + 1, ""))
    return [_BEGIN + sleutel[2] * _MICROSECONDE for sleutel in boom.keys(*grenzen)]


def _getal(moment: datetime) -> int:
    return (moment - _BEGIN) // _MICROSECONDE
