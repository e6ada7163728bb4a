"""Interfaces that belong to no single capability."""

from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class IGroningseNormLayer(IDefaultBrowserLayer):
    """Marks requests in a site where the add-on is installed; everything is registered on it."""
