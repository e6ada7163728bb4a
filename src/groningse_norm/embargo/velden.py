"""How a moment enters and leaves: the form widget, and REST.

Forms take local time of Amsterdam and refuse what the clock change makes impossible or ambiguous.
REST takes ISO 8601 with an offset and nothing else.
"""

from datetime import datetime

from plone.app.z3cform.converters import DatetimeWidgetConverter
from plone.app.z3cform.interfaces import IDatetimeWidget
from plone.dexterity.interfaces import IDexterityContent
from plone.restapi.deserializer.dxfields import DefaultFieldDeserializer
from plone.restapi.interfaces import IFieldDeserializer, IFieldSerializer
from plone.restapi.serializer.dxfields import DefaultFieldSerializer
from z3c.form.converter import FormatterValidationError
from zope.component import adapter
from zope.interface import implementer

from groningse_norm import klok
from groningse_norm.embargo.interfaces import IMoment
from groningse_norm.i18n import _
from groningse_norm.interfaces import IGroningseNormLayer


def uitleg_van_moment(fout: ValueError):
    """The words for a local time that cannot be taken as it was filled in."""
    if isinstance(fout, klok.BestaatNiet):
        return _(
            "error_moment_bestaat_niet",
            default="This time does not exist: the clock goes forward then. Choose "
            "${ervoor} or ${erna}.",
            mapping={
                "ervoor": klok.in_woorden(fout.ervoor),
                "erna": klok.in_woorden(fout.erna),
            },
        )
    if isinstance(fout, klok.BestaatTweemaal):
        return _(
            "error_moment_bestaat_tweemaal",
            default="This time comes twice: the clock goes back that night. Choose a "
            "time before 2 or after 3 o'clock.",
        )
    if isinstance(fout, klok.BuitenBereik):
        return _(
            "error_moment_buiten_bereik",
            default="Is this the right year? Give a year from ${van} to ${tot}.",
            mapping={"van": str(klok.JAREN.start), "tot": str(klok.JAREN.stop - 1)},
        )
    return _("error_moment", default="Give a date and a time.")


@adapter(IMoment, IDatetimeWidget)
class MomentConverter(DatetimeWidgetConverter):
    """Local time of Amsterdam in the widget, UTC in the field."""

    def toWidgetValue(self, value):
        if value is self.field.missing_value:
            return ""
        return value.astimezone(klok.AMSTERDAM).strftime("%Y-%m-%dT%H:%M")

    def toFieldValue(self, value):
        if not value:
            return self.field.missing_value
        try:
            return klok.uit_lokaal(datetime.fromisoformat(value))
        except ValueError as error:
            raise FormatterValidationError(uitleg_van_moment(error), value) from error


@implementer(IFieldDeserializer)
@adapter(IMoment, IDexterityContent, IGroningseNormLayer)
class MomentDeserializer(DefaultFieldDeserializer):
    """ISO 8601 with an offset; raises ``ValueError``, which plone.restapi answers with 400."""

    def __call__(self, value):
        if value is None or value == "":
            self.field.validate(None)
            return None
        try:
            moment = klok.uit_iso(value)
        except klok.OngeldigMoment as error:
            raise ValueError(
                "Give the moment with its offset from UTC, for example 2026-12-04T14:00:00+01:00"
            ) from error
        self.field.validate(moment)
        return moment


@implementer(IFieldSerializer)
@adapter(IMoment, IDexterityContent, IGroningseNormLayer)
class MomentSerializer(DefaultFieldSerializer):
    """ISO 8601 with the offset of Amsterdam."""

    def __call__(self):
        moment = self.get_value()
        return None if moment is None else klok.als_iso(moment)
