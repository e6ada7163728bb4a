"""Signatories over REST: objects ``{"naam", "functie"}`` instead of lines of text."""

from plone.dexterity.interfaces import IDexterityContent
from plone.restapi.deserializer.dxfields import DefaultFieldDeserializer
from plone.restapi.interfaces import IFieldDeserializer, IFieldSerializer
from plone.restapi.serializer.dxfields import DefaultFieldSerializer
from zope.component import adapter
from zope.interface import implementer

from groningse_norm.interfaces import IGroningseNormLayer
from groningse_norm.raadsbrief.domain import Ondertekenaar
from groningse_norm.raadsbrief.interfaces import IOndertekenaars


@implementer(IFieldSerializer)
@adapter(IOndertekenaars, IDexterityContent, IGroningseNormLayer)
class OndertekenaarsSerializer(DefaultFieldSerializer):
    """A list of objects."""

    def __call__(self) -> list[dict[str, str | None]]:
        return [Ondertekenaar.uit_regel(regel).als_dict() for regel in self.get_value() or ()]


@implementer(IFieldDeserializer)
@adapter(IOndertekenaars, IDexterityContent, IGroningseNormLayer)
class OndertekenaarsDeserializer(DefaultFieldDeserializer):
    """Objects, or lines of text; raises ``ValueError``, answered with 400."""

    def __call__(self, value):
        regels = [self._regel(deel) for deel in value or ()]
        self.field.validate(regels)
        return regels

    @staticmethod
    def _regel(deel) -> str:
        if isinstance(deel, str):
            return deel
        if isinstance(deel, dict) and isinstance(deel.get("naam"), str):
            return Ondertekenaar(deel["naam"], deel.get("functie") or None).regel
        raise ValueError('Give signatories as {"naam": "…", "functie": "…"}')
