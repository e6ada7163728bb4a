"""Who carries out which measure is noted where it changes; an account that goes takes its own."""

from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import getSite
from zope.lifecycleevent.interfaces import IObjectRemovedEvent

from groningse_norm.termijnen.opslag import SLEUTEL, onthoud_adres, vergeet, wijs_toe


def bij_maatregel(maatregel, event) -> None:
    """Made, changed, or removed."""
    if api.portal.get() is None:
        return
    wie = None if IObjectRemovedEvent.providedBy(event) else maatregel.persoon
    if wijs_toe(maatregel.UID(), wie) and wie:
        onthoud_adres()


def bij_account_weg(event) -> None:
    """An account was deleted."""
    site = getSite()
    # Accounts are of every site; the store only of those with this add-on.
    if site is not None and SLEUTEL in IAnnotations(site, {}):
        vergeet(str(event.principal))
