"""The key under which the site keeps what belongs to one object of the database.

It is the UID of the object and the number that the database itself gave it (``_p_oid``), which
nobody can choose. So a copy, an import or an object that is made again under an old UID has another
key, and a move or a rename changes nothing.
"""

from Acquisition import aq_base
from plone import api


def sleutel_van(obj) -> str | None:
    """The key; ``None`` while the object is new and nothing was kept for it yet."""
    oid = aq_base(obj)._p_oid
    return None if oid is None else f"{obj.UID()}/{oid.hex()}"


def geef_sleutel(obj) -> str:
    """The key; an object that is new in this transaction gets its number now."""
    if aq_base(obj)._p_oid is None:
        api.portal.get()._p_jar.add(aq_base(obj))
    return f"{obj.UID()}/{aq_base(obj)._p_oid.hex()}"
