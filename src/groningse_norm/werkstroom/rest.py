"""plone.restapi's ``@workflow``, with the second state of our types.

Plone knows one state of an item. Here there are two: ``review_state`` says who may change what,
``publicatie_status`` who may see it.
"""

from typing import Any

from plone.restapi.interfaces import IExpandableElement, ISerializeToJson
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.serializer.dxcontent import SerializeFolderToJson, SerializeToJson
from plone.restapi.services.workflow.info import WorkflowInfo
from plone.restapi.services.workflow.transition import WorkflowTransition
from Products.CMFCore.utils import getToolByName
from Products.CMFCore.WorkflowCore import WorkflowException
from zExceptions import BadRequest
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer

from groningse_norm.i18n import _
from groningse_norm.interfaces import IGroningseNormLayer
from groningse_norm.werkstroom.interfaces import NIET_NU
from groningse_norm.zegel import IVerzegeld, IVerzegeldeMap

VARIABELE = "publicatie_status"


def publicatie_status(obj) -> str | None:
    """State of the publication workflow; ``None`` for an item that goes along with another."""
    return getToolByName(obj, "portal_workflow").getInfoFor(obj, VARIABELE, None)


class _MetStatus:
    """Both states in the answer."""

    context: Any

    def __call__(self, *args, **kwargs) -> dict[str, Any]:
        return {**super().__call__(*args, **kwargs), VARIABELE: publicatie_status(self.context)}


@implementer(ISerializeToJson)
@adapter(IVerzegeldeMap, IGroningseNormLayer)
class SerializeVerzegeld(_MetStatus, SerializeFolderToJson):
    """Content of our types."""


@implementer(ISerializeToJson)
@adapter(IVerzegeld, IGroningseNormLayer)
class SerializeVerzegeldItem(_MetStatus, SerializeToJson):
    """Content of our types that holds nothing."""


@implementer(IExpandableElement)
@adapter(IVerzegeld, IGroningseNormLayer)
class TweedeToestand(WorkflowInfo):
    """``@workflow`` tells both states."""

    def __call__(self, expand: bool = False) -> dict[str, Any]:
        gegevens = super().__call__(expand=expand)
        if expand:
            gegevens["workflow"][VARIABELE] = publicatie_status(self.context)
        return gegevens


class TweedeToestandOvergang(WorkflowTransition):
    """One step, by whoever may take it; the answer tells both states."""

    def reply(self) -> dict[str, Any]:
        antwoord = {**super().reply(), VARIABELE: publicatie_status(self.context)}
        # Plone's own tells the last step of the first workflow, whichever was taken.
        return antwoord if "error" in antwoord else antwoord | self._genomen()

    def _genomen(self) -> dict[str, Any]:
        """The step as its own workflow recorded it; empty when another followed by itself."""
        for definitie in self.wftool.getWorkflowsFor(self.context):
            gezet = self.wftool.getStatusOf(definitie.id, self.context) or {}
            if gezet.get("action") == self.transition:
                stap = {naam: gezet[naam] for naam in ("action", "actor", "comments", "time")}
                toestand = definitie.states[gezet[definitie.state_var]]
                return json_compatible(stap | {"title": self.context.translate(toestand.title)})
        return {}

    def recurse_transition(self, objs, comment, publication_dates, include_children=False) -> None:
        """Plone's own sets dates, and lets pass what leads to the state that there is already.

        What lies inside goes along by itself.
        """
        if publication_dates:
            raise BadRequest(
                translate(
                    _(
                        "error_publicatiedatum",
                        default="The date of publication is the moment at which it is public.",
                    ),
                    context=self.request,
                )
            )
        if not any(
            definitie.isActionSupported(self.context, self.transition)
            for definitie in self.wftool.getWorkflowsFor(self.context)
        ):
            raise WorkflowException(translate(NIET_NU, context=self.request))
        self.wftool.doActionFor(self.context, self.transition, comment=comment)
