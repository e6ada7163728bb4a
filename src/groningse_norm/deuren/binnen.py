"""What lies in one of our items, and fewer people see than the item: sealed as the item itself."""

from typing import Any

from plone.dexterity.content import DexterityContent

from groningse_norm.deuren.zicht import houders
from groningse_norm.interfaces import IGroningseNormLayer
from groningse_norm.zegel import IVerzegeld, verzegel


def voor_het_passeren(self: Any, arg1: Any, arg2: Any = None) -> None:
    """Before a path goes on at any content: end it where the person may not see.

    Our own items do so themselves. What lies elsewhere is as Plone has it.
    """
    request = arg1 if arg2 is None else arg2
    if (
        IGroningseNormLayer.providedBy(request)
        and not IVerzegeld.providedBy(self)
        and next(houders(self), None) is not None
    ):
        verzegel(self, request)
    super(DexterityContent, self).__before_publishing_traverse__(arg1, arg2)
