"""What was handed in and waits for the confirmation of whoever did so, and what is being worked on.

Known by a token that only the page of that person has; no path leads to it.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent.mapping import PersistentMapping
from plone import api
from ZODB.blob import Blob
from zope.annotation.interfaces import IAnnotations

_WACHTRIJ = "groningse_norm.wachtrij"
BEWAREN = timedelta(hours=1)


def wachtrij_van(site) -> Mapping[str, Any]:
    """Token → ``wie``, ``stuk`` (UID), ``moment``, ``bestand``, and ``taak`` once confirmed."""
    return IAnnotations(site).get(_WACHTRIJ, {})


def bewaar(stuk, wie: str, inhoud: bytes, nu: datetime) -> str:
    """Keep bytes for an item; returns their token. What has waited too long goes."""
    wachtrij = IAnnotations(api.portal.get()).setdefault(_WACHTRIJ, OOBTree())
    for token in [t for t, rij in wachtrij.items() if rij["moment"] + BEWAREN < nu]:
        del wachtrij[token]
    token = secrets.token_urlsafe(24)
    blob = Blob()
    with blob.open("w") as stroom:
        stroom.write(inhoud)
    wachtrij[token] = PersistentMapping(stuk=stuk.UID(), wie=wie, moment=nu, bestand=blob)
    return token


def rij_van(stuk, wie: str, token: str, nu: datetime) -> Mapping[str, Any] | None:
    """The row of a token, for whoever handed it in on this item; ``None`` when it is gone."""
    rij = wachtrij_van(api.portal.get()).get(token)
    if (
        rij is None
        or (rij["stuk"], rij["wie"]) != (stuk.UID(), wie)
        or rij["moment"] + BEWAREN < nu
    ):
        return None
    return rij


def inhoud_van(rij: Mapping[str, Any]) -> bytes:
    with rij["bestand"].open("r") as stroom:
        return stroom.read()


def gooi_weg(token: str) -> None:
    wachtrij = IAnnotations(api.portal.get()).get(_WACHTRIJ)
    if wachtrij is not None and token in wachtrij:
        del wachtrij[token]
