"""Which version of a norm a plan follows, and which versions of a plan there are."""

from zope.component import adapter
from zope.interface import implementer

from groningse_norm.norm.interfaces import INorm
from groningse_norm.plan.interfaces import IUitvoeringsplan
from groningse_norm.plan.model.interfaces import IOpvolger, IVersies
from groningse_norm.versies.handelingen import nieuwste_getekende
from groningse_norm.versies.opslag import keten_van, volgende_van


@implementer(IOpvolger)
@adapter(INorm)
class Opvolger:
    def __init__(self, norm) -> None:
        self.norm = nieuwste_getekende(norm) or norm


@implementer(IVersies)
@adapter(IUitvoeringsplan)
class Versies:
    def __init__(self, plan) -> None:
        keten = keten_van(plan)
        self.eerdere = keten[: keten.index(plan)]
        self.volgende = volgende_van(plan)
