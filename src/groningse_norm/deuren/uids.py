"""A UID leads to what the person can see, and for all else it does not exist.

Links, captions, blocks, redirects and services all look a UID up with the functions of
``plone.app.uuid.utils``, which say themselves that they ask no permission.
"""

from typing import Any

from plone.app.uuid import utils
from zExceptions import NotFound

from groningse_norm.deuren.zicht import is_in_gebruik, is_zichtbaar


def _is_te_zien(item: Any) -> bool:
    try:
        return is_zichtbaar(item._unrestrictedGetObject())
    except (KeyError, AttributeError, NotFound):
        return False


class _UidIndex:
    """The one thing that is asked of the index: the record of a UID."""

    def __init__(self, catalog: Any) -> None:
        self._catalog = catalog
        self._index = self

    def get(self, uuid: str) -> int | None:
        record = self._catalog.Indexes["UID"]._index.get(uuid)
        if record is None or not _is_te_zien(self._catalog._catalog[record]):
            return None
        return record


class ZichtbareCatalog:
    """The part of the catalog that the functions use, as far as the person can see."""

    def __init__(self, catalog: Any) -> None:
        self._catalog = catalog
        self.Indexes = {"UID": _UidIndex(catalog)}

    def getpath(self, record: int) -> str:
        return self._catalog.getpath(record)

    def unrestrictedSearchResults(self, **vraag: Any) -> list[Any]:
        return [
            item for item in self._catalog.unrestrictedSearchResults(**vraag) if _is_te_zien(item)
        ]


def zichtbare_catalog() -> Any:
    """Replaces ``plone.app.uuid.utils._catalog``."""
    catalog = utils._old__catalog()
    if catalog is None or not is_in_gebruik():
        return catalog
    return ZichtbareCatalog(catalog)
