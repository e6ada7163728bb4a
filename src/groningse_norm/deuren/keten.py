"""The workflow of what lies in a sealed item: none, so that it is as visible as that item."""

from typing import Any

from plone.base.interfaces import IWorkflowChain
from plone.dexterity.interfaces import IDexterityContent
from Products.CMFCore.interfaces import IWorkflowTool
from zope.component import adapter, getSiteManager
from zope.interface import Interface, implementer, providedBy

from groningse_norm.deuren.zicht import houders
from groningse_norm.zegel import IVerzegeld


@implementer(IWorkflowChain)
@adapter(IDexterityContent, IWorkflowTool)
def keten(obj: Any, tool: Any) -> tuple[str, ...]:
    """The chain of content; anywhere else it is what it would be without this."""
    if not IVerzegeld.providedBy(obj) and next(houders(obj), None) is not None:
        return ()
    gewoon = getSiteManager().adapters.lookup((Interface, providedBy(tool)), IWorkflowChain)
    return gewoon(obj, tool)
