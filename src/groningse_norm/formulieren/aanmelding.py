"""Makes a meeting with its registration form.

Both are ordinary content: an Event and an EasyForm that their owner changes in the browser, and
that stay readable without this add-on.
"""

from collections.abc import Iterable
from datetime import datetime
from html import escape
from importlib.resources import files
from string import Template

import pytz
from collective.easyform.api import get_actions
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.dexterity.interfaces import IDexterityContent
from Products.DCWorkflow.utils import modifyRolesForPermission
from zope.schema import getFieldsInOrder

from groningse_norm.formulieren.domain import Bijeenkomst
from groningse_norm.klok import datum_in_woorden, in_woorden
from groningse_norm.overheid.domain import GRONINGEN
from groningse_norm.overheid.vocabularies import bekende_overheden

# The database refuses a datetime with a ZoneInfo; plone.event keeps pytz zones.
AMSTERDAM = pytz.timezone("Europe/Amsterdam")

RECHT_INZENDINGEN = "collective.easyform: Download Saved Input"
# Not the Owner: who made the form may have moved to another authority since.
# A tuple: nothing is acquired.
ROLLEN_INZENDINGEN = ("Griffie", "Manager", "Medewerker", "Normbeheerder", "Site Administrator")
ANDERE_ORGANISATIE = "andere organisatie"


def maak_bijeenkomst(
    container: IDexterityContent,
    *,
    titel: str,
    begin: datetime,
    einde: datetime,
    plaats: str,
    tekst: str,
    organisator_email: str,
    capaciteit: int | None = None,
) -> tuple[IDexterityContent, IDexterityContent]:
    """Make an Event and its registration form in a folder, linked with each other.

    ``begin`` and ``einde`` are aware; they are kept in Europe/Amsterdam. ``tekst`` is HTML. The
    two are published where the folder has a workflow and the current user may. Raises
    ``OngeldigeBijeenkomst``.
    """
    bijeenkomst = Bijeenkomst(titel, begin, einde, plaats, tekst, organisator_email, capaciteit)
    event = _maak_event(container, bijeenkomst)
    formulier = _maak_formulier(container, bijeenkomst, event)
    event.text = _html(
        f"{bijeenkomst.tekst}\n"
        f'<p><a href="resolveuid/{formulier.UID()}">Aanmelden voor deze bijeenkomst</a></p>'
    )
    api.relation.create(source=event, target=formulier, relationship="relatedItems")
    for obj in (event, formulier):
        obj.reindexObject()
        _publiceer(obj)
    return event, formulier


def _maak_event(container: IDexterityContent, bijeenkomst: Bijeenkomst) -> IDexterityContent:
    begin = bijeenkomst.begin.astimezone(AMSTERDAM)
    return api.content.create(
        container=container,
        type="Event",
        title=bijeenkomst.titel,
        description=f"{in_woorden(begin)}, {bijeenkomst.plaats}",
        start=begin,
        end=bijeenkomst.einde.astimezone(AMSTERDAM),
        location=bijeenkomst.plaats,
        contact_email=bijeenkomst.organisator_email,
        language="nl",
    )


def _maak_formulier(
    container: IDexterityContent, bijeenkomst: Bijeenkomst, event: IDexterityContent
) -> IDexterityContent:
    adres = escape(bijeenkomst.organisator_email)
    formulier = api.content.create(
        container=container,
        type="EasyForm",
        id=f"{event.getId()}-aanmelden",
        title=f"Aanmelden: {bijeenkomst.titel}",
        description=f"{in_woorden(bijeenkomst.begin)}, {bijeenkomst.plaats}",
        language="nl",
        exclude_from_nav=True,
        fields_model=velden_model(_organisaties()),
        actions_model=_sjabloon("aanmelding_acties.xml.in").template,
        formPrologue=_html(_inleiding(bijeenkomst, event, adres)),
        submitLabel="Aanmelden",
        thankstitle="U bent aangemeld",
        thanksdescription=f"{in_woorden(bijeenkomst.begin)}, {bijeenkomst.plaats}",
        showAll=False,
        showFields=["naam", "email", "organisatie", "functie", "opmerking"],
        includeEmpties=False,
        thanksPrologue=_html("<p>Dank u wel. Wij hebben deze gegevens van u ontvangen:</p>"),
        thanksEpilogue=_html(
            f'<p>Kunt u toch niet komen? Schrijf dan aan <a href="mailto:{adres}">{adres}</a>.</p>'
        ),
    )
    modifyRolesForPermission(formulier, RECHT_INZENDINGEN, ROLLEN_INZENDINGEN)
    _maak_opslag(formulier)
    return formulier


def _inleiding(bijeenkomst: Bijeenkomst, event: IDexterityContent, adres: str) -> str:
    capaciteit = (
        f"<p>Er is plaats voor {bijeenkomst.capaciteit} deelnemers.</p>"
        if bijeenkomst.capaciteit
        else ""
    )
    tot = datum_in_woorden(bijeenkomst.bewaren_tot.astimezone(AMSTERDAM))
    return (
        f'<p>Lees meer over <a href="resolveuid/{event.UID()}">{escape(bijeenkomst.titel)}</a>.</p>'
        f"{capaciteit}"
        "<p>De organisator gebruikt uw gegevens alleen voor deze bijeenkomst en verwijdert ze "
        f'uiterlijk op {tot}. Vragen? Schrijf aan <a href="mailto:{adres}">{adres}</a>.</p>'
    )


def velden_model(organisaties: Iterable[str]) -> str:
    """The questions as easyform keeps them, with the organisations one can choose."""
    keuzes = "\n".join(f"        <element>{escape(naam)}</element>" for naam in organisaties)
    return _sjabloon("aanmelding_velden.xml.in").substitute(organisaties=keuzes)


def _organisaties() -> list[str]:
    overheden = bekende_overheden() or GRONINGEN
    return [*(overheid.volledige_naam for overheid in overheden), ANDERE_ORGANISATIE]


def _sjabloon(naam: str) -> Template:
    return Template(files(__package__).joinpath(naam).read_text(encoding="utf-8"))


def _html(tekst: str) -> RichTextValue:
    return RichTextValue(tekst, "text/html", "text/x-html-safe")


def _maak_opslag(formulier: IDexterityContent) -> None:
    # easyform makes it at the first look, which would be a write in a request that only reads.
    for _naam, actie in getFieldsInOrder(get_actions(formulier)):
        actie.itemsSaved()


def _publiceer(obj: IDexterityContent) -> None:
    workflow = api.portal.get_tool("portal_workflow")
    if "publish" in {overgang["id"] for overgang in workflow.getTransitionsFor(obj)}:
        workflow.doActionFor(obj, "publish")
