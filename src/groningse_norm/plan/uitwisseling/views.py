"""A plan as a file, and a file taken in: upload, see what would happen, confirm."""

from datetime import date
from functools import cached_property

from AccessControl import Unauthorized
from plone import api
from Products.Five import BrowserView
from zope.i18n import translate

from groningse_norm import klok, rechten, wachtrij
from groningse_norm.i18n import _
from groningse_norm.pagina import Formulier
from groningse_norm.plan.uitwisseling.bestand import (
    MAX_BYTES,
    BestandGeweigerd,
)
from groningse_norm.plan.uitwisseling.doen import (
    NietIngevoerd,
    beproef,
    beproef_bevestigd,
    kolommen_van,
    maatregelen_van,
    mag_invoeren,
    voer_uit,
    vrije_velden,
    zichtbare_velden,
)
from groningse_norm.plan.uitwisseling.domain import Waarde
from groningse_norm.plan.uitwisseling.proef import Proef, Uitkomst
from groningse_norm.plan.uitwisseling.schrijven import als_csv_bestand, als_xlsx
from groningse_norm.plan.uitwisseling.taak import Voortgang, is_lang, vraag_aan
from groningse_norm.plan.uitwisseling.woorden import (
    FOUT,
    NIET_INGEVOERD,
    TAAK,
    UITKOMST,
    waarom_niet,
)

GETOOND = 300  # rows of a dry run on the page; refused ones come first, and all are counted

UITLEG = (
    _(
        "xlsx_uitleg_1",
        default="Change the white cells and hand the file in again with Take in a file. Grey cells "
        "are fixed.",
    ),
    _(
        "xlsx_uitleg_2",
        default="Leave the hidden columns Kenmerk and Vingerafdruk as they are: by them the site "
        "knows which measure a row is, and whether somebody changed it meanwhile.",
    ),
    _(
        "xlsx_uitleg_3",
        default="You first see what would change. Nothing is stored before you confirm. If one row "
        "is wrong, nothing is stored at all.",
    ),
    _(
        "xlsx_uitleg_4",
        default="A draft takes new measures: add rows at the bottom and leave Kenmerk empty.",
    ),
)


class Uitvoer(BrowserView):
    """``@@maatregelen.xlsx`` and ``@@maatregelen.csv``: what the person sees of the plan."""

    def __call__(self) -> bytes:
        maatregelen, namen = maatregelen_van(self.context), zichtbare_velden(self.context)
        kolommen = kolommen_van(self.context)
        if self.__name__.endswith(".csv"):
            soort = "text/csv; charset=utf-8"
            inhoud = als_csv_bestand(maatregelen, namen, kolommen)
        else:
            soort = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            vrij = vrije_velden(self.context)
            inhoud = als_xlsx(
                maatregelen,
                namen,
                titel=self.context.title,
                uitleg=[translate(zin, context=self.request) for zin in UITLEG],
                vrij={naam for uid in maatregelen for naam in vrij[uid]},
                kolommen=kolommen,
            )
        naam = f"{self.context.getId()}.{self.__name__.rpartition('.')[2]}"
        antwoord = self.request.response
        antwoord.setHeader("Content-Type", soort)
        antwoord.setHeader("Content-Disposition", f'attachment; filename="{naam}"')
        antwoord.setHeader("Content-Length", str(len(inhoud)))
        antwoord.setHeader("Cache-Control", "private, no-store")
        antwoord.setHeader("X-Content-Type-Options", "nosniff")
        return inhoud


class Invoer(Formulier):
    """``@@invoer``: hand in a file, see what it would do, and confirm that."""

    proef = Proef(())
    token = ""
    gedaan = 0
    taak = stap = None

    def __call__(self) -> str:
        if not mag_invoeren(self.context):
            raise Unauthorized(rechten.VOORTGANG_MELDEN)
        if self.request.method == "GET" and self.waarde("taak"):
            self._toon_taak(self.waarde("taak"))
        return super().__call__()

    def _toon_taak(self, token: str) -> None:
        """How far a long import is; the page asks again by itself until it is done."""
        rij = wachtrij.rij_van(self.context, self._wie, token, klok.nu())
        if rij is None or "taak" not in rij:
            return
        self.taak, self.stap = rij["taak"], rij["stap"]
        if self.taak["stand"] in (Voortgang.WACHT, Voortgang.BEZIG):
            self.request.response.setHeader("Refresh", "2")
        elif self.taak["stand"] == Voortgang.KLAAR:
            self.gedaan = self.taak["totaal"]
        else:
            self.weiger("bestand", TAAK[self.taak["stand"]], 409)

    @property
    def _wie(self) -> str:
        return api.user.get_current().getId()

    @property
    def bezig(self) -> bool:
        return self.taak is not None and self.taak["stand"] in (Voortgang.WACHT, Voortgang.BEZIG)

    def verwerk(self) -> str | None:
        if self.waarde("token"):
            return self._bevestig(self.waarde("token"))
        bestand = self.request.form.get("bestand")
        if not getattr(bestand, "filename", ""):
            self.weiger("bestand", _("error_kies_bestand", default="Choose a file."))
            return None
        # One byte more than a file may have is enough to see that it is too large.
        inhoud = bestand.read(MAX_BYTES + 1)
        if self._beproef(inhoud):
            self.token = wachtrij.bewaar(self.context, self._wie, inhoud, klok.nu())
        return None

    def _beproef(self, inhoud: bytes) -> bool:
        """Show what the file would do; can it be confirmed?"""
        try:
            self.proef = beproef(self.context, inhoud)
        except BestandGeweigerd as error:
            self.weiger("bestand", waarom_niet(error))
            return False
        return self.proef.kan

    def _bevestig(self, token: str) -> str | None:
        rij = wachtrij.rij_van(self.context, self._wie, token, klok.nu())
        if rij is None:
            self.weiger(
                "bestand",
                _(
                    "error_invoer_verlopen",
                    default="This file is no longer here. Hand it in once more.",
                ),
                409,
            )
            return None
        bevestigd = self.waarde("bevestig")
        try:
            gedaan = beproef_bevestigd(self.context, wachtrij.inhoud_van(rij), bevestigd)
        except BestandGeweigerd as error:
            self.weiger("bestand", waarom_niet(error))
            return None
        except NietIngevoerd as error:
            self.weiger("bestand", NIET_INGEVOERD[error.code], 409)
            self.proef = error.proef
            self.token = token if self.proef.kan else ""
            return None
        if is_lang(gedaan):
            vraag_aan(rij, bevestigd, len(gedaan.te_doen))
            return f"{self.context.absolute_url()}/@@invoer?taak={token}"
        voer_uit(self.context, gedaan)
        self.gedaan = len(gedaan.te_doen)
        wachtrij.gooi_weg(token)
        return None

    @property
    def aantallen(self) -> list:
        return [(woord, self.proef.aantal(uitkomst)) for uitkomst, woord in UITKOMST.items()]

    @property
    def regels(self) -> list:
        """Rows that are refused or change something; those that stay as they are, are counted."""
        anders = [regel for regel in self.proef.regels if regel.uitkomst is not Uitkomst.GELIJK]
        return sorted(anders, key=lambda regel: regel.uitkomst is not Uitkomst.GEWEIGERD)

    @property
    def getoond(self) -> int:
        return GETOOND

    @cached_property
    def kolommen(self) -> dict:
        return {kolom.naam: kolom for kolom in kolommen_van(self.context)}

    def uitkomst(self, regel):
        return UITKOMST[regel.uitkomst]

    def fout(self, bezwaar):
        return FOUT[bezwaar.fout]

    def kop(self, naam: str) -> str:
        return self.kolommen[naam].kop

    def in_woorden(self, naam: str, waarde: Waarde) -> str:
        """A value as people write it; an em dash where there is none."""
        if waarde in (None, ""):
            return "—"
        if isinstance(waarde, date):
            return self.datum(waarde)
        return self.kolommen[naam].keuzes.get(str(waarde), str(waarde))
