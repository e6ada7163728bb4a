"""Work that no visitor asked for, on a connection and in a transaction of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

import transaction
import Zope2
from AccessControl.SecurityManagement import (
    getSecurityManager,
    newSecurityManager,
    setSecurityManager,
)
from AccessControl.SpecialUsers import system
from zope.component.hooks import getSite, setSite
from zope.globalrequest import getRequest, setRequest


@contextmanager
def als_systeem(site_pad: str) -> Iterator:
    """Work in a site on a connection of its own, without a visitor's rights or request.

    Everything is put back afterwards; what was not committed is gone.
    """
    # Zope has started by now; importing it earlier would give an in-memory database.
    from Testing.makerequest import makerequest

    vorige = getSite(), getSecurityManager(), getRequest()
    app = Zope2.app()
    try:
        site = makerequest(app).unrestrictedTraverse(site_pad)
        setSite(site)
        setRequest(site.REQUEST)
        newSecurityManager(None, system)
        yield site
    finally:
        transaction.abort()
        setSite(vorige[0])
        setSecurityManager(vorige[1])
        setRequest(vorige[2])
        app._p_jar.close()
