"""JSON of a form without its answers, and the answers for whoever may download them."""

from collections.abc import Mapping
from typing import Any

from AccessControl import getSecurityManager
from collective.easyform.interfaces import IEasyForm
from plone.exportimport.interfaces import IExportImportRequestMarker
from plone.restapi.batching import HypermediaBatch
from plone.restapi.deserializer import json_body
from plone.restapi.deserializer.dxcontent import DeserializeFromJson
from plone.restapi.interfaces import IDeserializeFromJson, ISerializeToJson
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.services import Service
from zExceptions import Forbidden
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer

from groningse_norm.formulieren.storage import (
    Kolom,
    gekozen_actie,
    inzendingen,
    kolommen,
    opslagacties,
)
from groningse_norm.interfaces import IGroningseNormLayer
from groningse_norm.klok import als_iso

# A model in XML may hold expressions and scripts that run with the rights of the visitor, or of a
# Manager. easyform's pages ask these permissions of whoever enters them one by one.
RECHT_PER_MODEL: Mapping[str, str] = {
    "fields_model": "collective.easyform: Edit TALES Fields",
    "actions_model": "collective.easyform: Add Custom Scripts",
}


@implementer(ISerializeToJson)
@adapter(IEasyForm, IGroningseNormLayer)
class SerializeFormulier(SerializeToJson):
    """plone.restapi's own serialization in place of easyform's.

    easyform's fails for everyone who may not download the answers, and writes to the stored rows.
    Answers have a service of their own; what happens to them (addresses, scripts) is for editors.
    """

    def __call__(self, *args: Any, **kw: Any) -> dict[str, Any]:
        result = super().__call__(*args, **kw)
        if not getSecurityManager().checkPermission("Modify portal content", self.context):
            result.pop("actions_model", None)
        return result


@implementer(IDeserializeFromJson)
@adapter(IEasyForm, IGroningseNormLayer)
class DeserializeFormulier(DeserializeFromJson):
    """Takes no answers in, and a changed model only from who may enter its expressions."""

    def __call__(
        self,
        validate_all: bool = False,
        data: dict[str, Any] | None = None,
        create: bool = False,
        **kw: Any,
    ) -> IEasyForm:
        data = json_body(self.request) if data is None else data
        if not IExportImportRequestMarker.providedBy(self.request):
            self._bewaak_modellen(data)
        return super().__call__(validate_all=validate_all, data=data, create=create, **kw)

    def _bewaak_modellen(self, data: Mapping[str, Any]) -> None:
        check = getSecurityManager().checkPermission
        for naam, recht in RECHT_PER_MODEL.items():
            changed = naam in data and data[naam] != getattr(self.context, naam, None)
            if changed and not check(recht, self.context):
                raise Forbidden(f"{naam}: {recht}")


class InzendingenGet(Service):
    """``GET <form>/@inzendingen``: the questions and, in batches, the answers.

    ``?actie=`` names the "save data" action; the first one is the default.
    """

    def reply(self) -> dict[str, Any]:
        actie = gekozen_actie(self.context, self.request.form.get("actie"))
        if actie is None:
            rijen, vragen = [], []
        else:
            rijen, vragen = list(inzendingen(self.context, actie)), kolommen(self.context, actie)
        batch = HypermediaBatch(self.request, rijen)
        self.request.response.setHeader("Cache-Control", "private, no-store")
        result = {
            "@id": batch.canonical_url,
            "actie": actie.__name__ if actie is not None else None,
            "acties": list(opslagacties(self.context)),
            "velden": [self._veld(kolom) for kolom in vragen],
            "items_total": batch.items_total,
            "items": [
                {
                    "id": rij.id,
                    "moment": rij.moment and als_iso(rij.moment),
                    "antwoorden": json_compatible(dict(rij.antwoorden)),
                }
                for rij in batch
            ],
        }
        if batch.links:
            result["batching"] = batch.links
        return result

    def _veld(self, kolom: Kolom) -> dict[str, str]:
        return {"naam": kolom.naam, "titel": translate(kolom.titel, context=self.request)}
