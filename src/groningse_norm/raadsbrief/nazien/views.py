"""Hand in a letter as a file, look over what was read, and make the draft."""

import json
from collections.abc import Iterator
from typing import Any

from plone import api
from plone.app.textfield.value import RichTextValue

from groningse_norm import klok, wachtrij
from groningse_norm.embargo.velden import uitleg_van_moment
from groningse_norm.i18n import _
from groningse_norm.logboek.opslag import noteer
from groningse_norm.pagina import Formulier
from groningse_norm.raadsbrief.formaten.gelezen import MAX_BYTES
from groningse_norm.raadsbrief.geweigerd import Bezet, BriefGeweigerd
from groningse_norm.raadsbrief.herkomst import NIET_GEVONDEN, ONZEKER, ZEKER
from groningse_norm.raadsbrief.inlezen import lees_brief
from groningse_norm.raadsbrief.nazien.domain import NazienGeweigerd, Veld, kijk_na, velden_van
from groningse_norm.raadsbrief.registreer import KenmerkBestaat, maak_concept

LABELS = {
    "embargo_tot": _("label_embargo_tot", default="Under embargo until"),
    "onderwerp": _("label_onderwerp", default="Subject"),
    "kenmerk": _("label_kenmerk", default="Reference"),
    "datum": _("label_datum", default="Date"),
    "aan": _("label_aan", default="To"),
    "email": _("label_email", default="E-mail address"),
    "contactpersoon": _("label_contactpersoon", default="Contact"),
    "aanhef": _("label_aanhef", default="Salutation"),
    "tekst": _("label_tekst", default="Text"),
    "slotgroet": _("label_slotgroet", default="Closing"),
    "ondertekenaars": _("label_ondertekenaars", default="Signatories"),
    "bijlagen": _("label_bijlagen_genoemd", default="Attachments named in the letter"),
    "beleidskader": _("label_beleidskader", default="Policy frame"),
}
HULP = {
    "embargo_tot": _(
        "help_nazien_embargo",
        default="Local time in the Netherlands. Leave both empty for a letter without an embargo.",
    ),
    "ondertekenaars": _("help_ondertekenaars", default="One per line: name, function."),
    "bijlagen": _("help_nazien_bijlagen", default="One per line."),
    "beleidskader": _(
        "help_nazien_beleidskader",
        default="Policy that this letter builds on, one per line. It becomes part of what is signed.",
    ),
}
# The judgement of the reader → its sign and its words.
OORDELEN = {
    ZEKER: ("✓", _("oordeel_zeker", default="Read with certainty")),
    ONZEKER: ("▲", _("oordeel_onzeker", default="Uncertain")),
    NIET_GEVONDEN: ("○", _("oordeel_niet_gevonden", default="Not found")),
}
UITLEG = {
    "na_te_kijken": _(
        "error_na_te_kijken",
        default="${veld}: look at it. Fill in what it must be, or tick that it is right.",
    ),
    "geen_datum": _("error_geen_datum", default="${veld}: give a date that exists."),
    "geen_adres": _("error_geen_adres", default="${veld}: this is no e-mail address."),
    "onbruikbaar": _(
        "error_nazien_onbruikbaar",
        default="${veld}: this is too long, or holds signs that are no text.",
    ),
    "embargo_voorbij": _(
        "error_nazien_embargo_voorbij",
        default="${veld}: this moment has passed, or lies before the date of the letter. Change it, or "
        "tick that it is right.",
    ),
}
_MEER_REGELS = ("slotgroet", "ondertekenaars", "bijlagen", "beleidskader")


def _wie() -> str:
    return api.user.get_current().getId()


class BriefInlezenPage(Formulier):
    """``@@brief-inlezen``: hand in a letter as a file."""

    def verwerk(self) -> str | None:
        bestand = self.request.form.get("bestand")
        naam = getattr(bestand, "filename", "") or ""
        if not naam:
            self.weiger("bestand", _("error_kies_bestand", default="Choose a file."))
            return None
        try:
            # One byte more than a letter may have is enough to see that it is too large.
            brief = lees_brief(bestand.read(MAX_BYTES + 1), bestandsnaam=naam)
        except BriefGeweigerd as error:
            self.weiger("bestand", error.uitleg, 503 if isinstance(error, Bezet) else 400)
            return None
        inhoud = json.dumps(brief.als_dict()).encode()
        token = wachtrij.bewaar(self.context, _wie(), inhoud, klok.nu())
        return f"{self.context.absolute_url()}/@@brief-nazien?token={token}"


class BriefNazienPage(Formulier):
    """``@@brief-nazien?token=…``: each field with where it was read and how certain it is; then the draft.

    A token that is not this person's, or no longer, is one that never was: 404.
    """

    gelezen: dict[str, Any] | None = None
    velden: tuple[Veld, ...] = ()

    def __call__(self) -> str:
        rij = wachtrij.rij_van(self.context, _wie(), self.waarde("token"), klok.nu())
        if rij is None:
            self.weiger(
                "bestand",
                _(
                    "error_invoer_verlopen",
                    default="This file is no longer here. Hand it in once more.",
                ),
                404,
            )
            self.request.response.setHeader("Cache-Control", "private, no-store")
            return self.index()
        self.gelezen = json.loads(wachtrij.inhoud_van(rij))
        self.velden = velden_van(self.gelezen, klok.nu())
        return super().__call__()

    def verwerk(self) -> str | None:
        nagezien = kijk_na(
            self.velden,
            {veld.naam: self.tekst_van(veld) for veld in self.velden},
            {veld.naam for veld in self.velden if self.aangevinkt(veld)},
            klok.nu(),
        )
        for naam, fout in nagezien.fouten.items():
            self.weiger(naam, _uitleg(naam, fout))
        if nagezien.fouten or self.gelezen is None:
            return None
        try:
            stuk = maak_concept(
                self.context,
                {**self.gelezen, **nagezien.waarden},
                onzeker=self.gelezen["waarschuwingen"],
            )
        except KenmerkBestaat as error:
            self.weiger("kenmerk", kenmerk_bestaat(error), 409)
            return None
        noteer(
            stuk,
            "nagezien",
            klok.nu(),
            bevestigd=", ".join(nagezien.bevestigd),
            ingevuld=", ".join(nagezien.ingevuld),
        )
        wachtrij.gooi_weg(self.waarde("token"))
        api.portal.show_message(
            _("message_nagezien", default="The letter is here as a draft."), self.request
        )
        return stuk.absolute_url()

    # --- what the template asks -------------------------------------------------------------------

    @property
    def open_velden(self) -> list[Veld]:
        return [veld for veld in self.velden if veld.open]

    @property
    def aantal_open(self) -> int:
        return len(self.open_velden)

    @property
    def waarschuwingen(self) -> list[str]:
        return self.gelezen["waarschuwingen"] if self.gelezen else []

    @property
    def tekst(self) -> str:
        """The running text as the letter will show it."""
        waarde = (self.gelezen or {}).get("tekst") or ""
        return RichTextValue(waarde, "text/html", "text/x-html-safe").output_relative_to(
            self.context
        )

    def label(self, veld: Veld):
        return LABELS[veld.naam]

    def hulp(self, veld: Veld):
        return HULP.get(veld.naam)

    def soort(self, veld: Veld) -> str:
        """Which control: "moment", "datum", "tekst", "regels" or "regel"."""
        if veld.naam in _MEER_REGELS:
            return "regels"
        return {"embargo_tot": "moment", "datum": "datum", "tekst": "tekst"}.get(veld.naam, "regel")

    def oordeel(self, veld: Veld) -> tuple[str, Any]:
        return OORDELEN[veld.oordeel]

    def stand(self, veld: Veld) -> str:
        """For the style: "open", "zeker" or "leeg"."""
        return "open" if veld.open else "zeker" if veld.oordeel == ZEKER else "leeg"

    def vraagt_vinkje(self, veld: Veld) -> bool:
        return veld.open or veld.naam in self.fouten

    def aangevinkt(self, veld: Veld) -> bool:
        return bool(self.waarde(f"klopt-{veld.naam}"))

    def tekst_van(self, veld: Veld) -> str:
        """The value of a field: as filled in, and as read before that."""
        if self.request.method != "POST":
            return veld.waarde
        if veld.naam == "embargo_tot":
            dag, tijd = self.waarde("embargo_datum"), self.waarde("embargo_tijd")
            return f"{dag}T{tijd}" if dag or tijd else ""
        return self.waarde(veld.naam)

    def dag_en_tijd(self, veld: Veld) -> tuple[str, str]:
        dag, _t, tijd = self.tekst_van(veld).partition("T")
        return dag, tijd

    def beschrijving(self, veld: Veld) -> str:
        """``aria-describedby``: certainty and source, help, and the error when there is one."""
        hulp = [f"hulp-{veld.naam}"] if veld.naam in HULP else []
        return self.beschrijving_van(veld.naam, f"bron-{veld.naam}", *hulp)

    def passages(self, veld: Veld) -> Iterator[tuple[str, str]]:
        """Where and what: the source of the value, and what raised a doubt."""
        bekend = {bron.woorden for bron in veld.bronnen}
        yield from ((bron.waar, bron.woorden) for bron in veld.bronnen)
        yield from (("", passage) for passage in veld.gevonden if passage not in bekend)


def kenmerk_bestaat(error: KenmerkBestaat):
    return _(
        "error_kenmerk_bestaat",
        default="There is a letter with reference ${kenmerk} already.",
        mapping={"kenmerk": str(error)},
    )


def _uitleg(naam: str, fout: ValueError):
    if not isinstance(fout, NazienGeweigerd):
        return uitleg_van_moment(fout)
    uitleg = UITLEG[fout.code]
    return _(str(uitleg), default=uitleg.default, mapping={"veld": LABELS[naam]})
