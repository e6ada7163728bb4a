"""The list of what a letter belongs with, in the form and over REST. Out goes only what is seen."""

from typing import Any

from plone.dexterity.interfaces import IDexterityContent
from plone.restapi.deserializer.dxfields import DefaultFieldDeserializer
from plone.restapi.interfaces import IFieldDeserializer
from z3c.form.converter import BaseDataConverter, FormatterValidationError
from z3c.form.interfaces import IDataConverter, ITextLinesWidget
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer

from groningse_norm.i18n import _
from groningse_norm.interfaces import IGroningseNormLayer
from groningse_norm.raadsbrief.interfaces import IVerwanten
from groningse_norm.raadsbrief.verband.domain import MAXIMUM, TeVeel
from groningse_norm.raadsbrief.verband.handelingen import OnbekendAdres, doelen_uit, ziet

_ONBEKEND = _(
    "error_verwant_onbekend",
    default="There is nothing at one of these addresses that a letter can belong with. Give "
    "addresses of this site, one per line.",
)
_TE_VEEL = _(
    "error_verwant_te_veel", default="Give at most ${aantal}.", mapping={"aantal": str(MAXIMUM)}
)


@implementer(IDataConverter)
@adapter(IVerwanten, ITextLinesWidget)
class VerwantenConverter(BaseDataConverter):
    """Addresses, one per line; the data manager of relations takes and gives the items."""

    def toWidgetValue(self, value: Any) -> str:
        return "\n".join(doel.absolute_url() for doel in value or () if ziet(doel))

    def toFieldValue(self, value: str) -> list[Any]:
        try:
            return doelen_uit(self.widget.context, value.splitlines())
        except OnbekendAdres as error:
            raise FormatterValidationError(_ONBEKEND, value) from error
        except TeVeel as error:
            raise FormatterValidationError(_TE_VEEL, value) from error


@implementer(IFieldDeserializer)
@adapter(IVerwanten, IDexterityContent, IGroningseNormLayer)
class VerwantenDeserializer(DefaultFieldDeserializer):
    """Addresses, UIDs, or the objects that GET gives; ``ValueError`` is answered with 400."""

    def __call__(self, value: Any) -> list[Any]:
        try:
            return doelen_uit(self.context, [_adres(deel) for deel in _lijst(value)])
        except OnbekendAdres as error:
            raise ValueError(translate(_ONBEKEND, context=self.request)) from error
        except TeVeel as error:
            raise ValueError(translate(_TE_VEEL, context=self.request)) from error


def _lijst(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [None]


def _adres(deel: Any) -> str:
    adres = deel.get("@id") if isinstance(deel, dict) else deel
    if not isinstance(adres, str):
        raise OnbekendAdres()
    return adres
