"""Which version of a norm a plan follows."""

from zope.component import adapter
from zope.interface import implementer

from groningse_norm.norm.interfaces import INorm
from groningse_norm.plan.model.interfaces import IOpvolger
from groningse_norm.versies.handelingen import nieuwste_getekende


@implementer(IOpvolger)
@adapter(INorm)
class Opvolger:
    def __init__(self, norm) -> None:
        self.norm = nieuwste_getekende(norm) or norm
