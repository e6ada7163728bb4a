"""The organiser's pages of a form: the answers, and the answers as a file."""

from collections.abc import Iterator
from io import BytesIO

from collective.easyform.browser.actions import DataWrapper, SavedDataForm, SavedDataFormWrapper
from collective.easyform.interfaces import ISavedDataFormWrapper
from plone.app.layout.viewlets.common import ViewletBase
from plone.z3cform import layout
from Products.Five import BrowserView
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import implementer

from groningse_norm.formulieren.domain import (
    als_cel,
)
from groningse_norm.formulieren.storage import (
    gekozen_actie,
    hersteld,
    inzendingen,
    kolommen,
    opslagacties,
    rijen,
)
from groningse_norm.i18n import _
from groningse_norm.rekenblad import SCHEIDINGSTEKEN, SCHEIDINGSTEKENS, als_csv, onschadelijk

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def cellen(formulier, actie, request, *, met_koppen: bool = True) -> Iterator[list[str]]:
    """The answers as rows of harmless cells, under the titles of the questions."""
    vragen = kolommen(formulier, actie)
    if met_koppen:
        koppen = [
            _("label_ingezonden_op", default="Submitted at"),
            *(kolom.titel for kolom in vragen),
        ]
        yield [onschadelijk(translate(kop, context=request)) for kop in koppen]
    for rij in inzendingen(formulier, actie):
        moment = als_cel(rij.moment and rij.moment.replace(tzinfo=None))
        yield [moment, *(als_cel(rij.antwoorden[kolom.naam]) for kolom in vragen)]


def _bied_aan(response, inhoud: bytes, naam: str, mimetype: str) -> bytes:
    response.setHeader("Content-Type", mimetype)
    response.setHeader("Content-Disposition", f'attachment; filename="{naam}"')
    response.setHeader("Cache-Control", "private, no-store")
    return inhoud


class InzendingenCsv(BrowserView):
    """``@@inzendingen.csv``: for a spreadsheet in Dutch. ``?actie=`` as in ``@inzendingen``."""

    def __call__(self) -> bytes:
        actie = gekozen_actie(self.context, self.request.form.get("actie"))
        if actie is None:
            raise NotFound("inzendingen.csv")
        return _bied_aan(
            self.request.response,
            als_csv(cellen(self.context, actie, self.request)),
            f"{self.context.getId()}.csv",
            "text/csv; charset=utf-8",
        )


class InzendingenForm(SavedDataForm):
    """easyform's page of saved data, that only reads, and opens whatever was stored."""

    @property
    def csv_delimiter(self) -> str:
        return self.request.form.get("csv_delimiter", SCHEIDINGSTEKEN)

    @property
    def form_title(self) -> str:
        return self.formulier.Title()

    @property
    def formulier(self):
        return self.context.aq_parent.aq_parent

    def description(self) -> str:
        aantal = len(rijen(self.formulier, self.field))
        return _(
            "inzendingen_bewaard",
            default="${aantal} submission(s) saved",
            mapping={"aantal": aantal},
        )

    def get_items(self) -> list[tuple[int, DataWrapper]]:
        velden = [kolom.veld for kolom in kolommen(self.formulier, self.field)]
        items = rijen(self.formulier, self.field)
        for _rij_id, rij in items:
            rij.update({v.__name__: hersteld(rij.get(v.__name__), v) for v in velden})
        return [(rij_id, DataWrapper(rij_id, rij, self.context)) for rij_id, rij in items]


@implementer(ISavedDataFormWrapper)
class InzendingenPage(SavedDataFormWrapper):
    """The page, or the file when the download button was used."""

    form = InzendingenForm

    def __call__(self):
        if "form.buttons.download" not in self.request.form:
            self.form_instance.batch_size = self.context.field.BatchSize
            return layout.FormWrapper.__call__(self)
        formaat = self.context.field.DownloadFormat
        scheidingsteken = "\t" if formaat == "tsv" else self.form_instance.csv_delimiter[:1]
        if formaat != "xlsx" and scheidingsteken not in SCHEIDINGSTEKENS:
            self.form_instance._delimiter_missing = True
            return layout.FormWrapper.__call__(self)
        return self._download(formaat, scheidingsteken)

    def _download(self, formaat: str, scheidingsteken: str) -> bytes:
        actie = self.context.field
        rows = cellen(
            self.form_instance.formulier, actie, self.request, met_koppen=actie.UseColumnNames
        )
        naam = f"{actie.name_for_download}.{formaat}"
        if formaat == "xlsx":
            return _bied_aan(self.request.response, als_xlsx(rows), naam, _XLSX)
        mimetype = "text/tab-separated-values" if formaat == "tsv" else "text/csv"
        return _bied_aan(
            self.request.response,
            als_csv(rows, scheidingsteken),
            naam,
            f"{mimetype}; charset=utf-8",
        )


def als_xlsx(rows: Iterator[list[str]]) -> bytes:
    """The rows as a workbook of one sheet. Only text: nothing in it can calculate."""
    from openpyxl import Workbook  # optional: easyform offers the format where it is installed

    werkboek = Workbook()
    for row in rows:
        werkboek.active.append(row)
    uit = BytesIO()
    werkboek.save(uit)
    return uit.getvalue()


class InzendingenViewlet(ViewletBase):
    """Leads the organiser from the form to the answers."""

    def update(self) -> None:
        super().update()
        self.acties = opslagacties(self.context)
        self.aantal = sum(len(rijen(self.context, actie)) for actie in self.acties.values())
        self.url = self.context.absolute_url()

    def render(self) -> str:
        return super().render() if self.acties else ""
