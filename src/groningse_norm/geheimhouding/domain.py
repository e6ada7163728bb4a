"""Rules of secrecy (Gemeentewet art. 87-89, in force since 1 April 2023).

The same chapter stands in the Provinciewet and the Waterschapswet. Secrecy rests on an interest of
art. 5.1(1) or (2) Woo only; the document says which body may lift it; only a decision lifts it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Orgaan(StrEnum):
    """Bodies that may impose secrecy (art. 87), named for municipality, province, water board."""

    VERTEGENWOORDIGING = "vertegenwoordiging"
    DAGELIJKS_BESTUUR = "dagelijks_bestuur"
    BESTUURSHOOFD = "bestuurshoofd"
    COMMISSIE = "commissie"


ORGAAN_NAMEN: dict[Orgaan, str] = {
    Orgaan.VERTEGENWOORDIGING: "gemeenteraad, Provinciale Staten of algemeen bestuur",
    Orgaan.DAGELIJKS_BESTUUR: "college, Gedeputeerde Staten of dagelijks bestuur",
    Orgaan.BESTUURSHOOFD: "burgemeester, commissaris van de Koning of dijkgraaf",
    Orgaan.COMMISSIE: "commissie",
}

# Woo art. 5.1, first and second paragraph: the only grounds (not 5.1(5), not 5.2).
GRONDEN: dict[str, str] = {
    "5.1-1-a": "eenheid van de Kroon",
    "5.1-1-b": "veiligheid van de Staat",
    "5.1-1-c": "vertrouwelijke bedrijfs- en fabricagegegevens",
    "5.1-1-d": "bijzondere persoonsgegevens",
    "5.1-1-e": "nationale identificatienummers",
    "5.1-2-a": "betrekkingen met andere landen en internationale organisaties",
    "5.1-2-b": "economische of financiële belangen van de overheid",
    "5.1-2-c": "opsporing en vervolging van strafbare feiten",
    "5.1-2-d": "inspectie, controle en toezicht",
    "5.1-2-e": "persoonlijke levenssfeer",
    "5.1-2-f": "andere concurrentiegevoelige bedrijfs- en fabricagegegevens",
    "5.1-2-g": "bescherming van het milieu",
    "5.1-2-h": "beveiliging van personen en bedrijven",
    "5.1-2-i": "goed functioneren van de overheid",
}


class GeheimhoudingGeweigerd(ValueError):
    """Data of secrecy that cannot stand; ``code`` names the reason, ``veld`` the field."""

    def __init__(self, code: str, veld: str) -> None:
        super().__init__(code)
        self.code = code
        self.veld = veld


@dataclass(frozen=True, slots=True)
class Geheimhouding:
    """Secrecy on one item, and the decision that lifted it if there is one. Dates are days."""

    opgelegd_door: Orgaan
    besluitdatum: date
    grond: str
    opheffer: Orgaan
    opheffing_datum: date | None = None
    opheffing_besluit: str = ""

    @property
    def geldt(self) -> bool:
        """Does it hold? Whatever the day is: only a recorded decision ends it."""
        return self.opheffing_datum is None

    def __post_init__(self) -> None:
        if self.grond not in GRONDEN:
            raise GeheimhoudingGeweigerd("onbekende_grond", "grond")
        if (self.opheffing_datum is None) != (not self.opheffing_besluit.strip()):
            raise GeheimhoudingGeweigerd("opheffing_onvolledig", "opheffing_besluit")
        if self.opheffing_datum is not None and self.opheffing_datum < self.besluitdatum:
            raise GeheimhoudingGeweigerd("opheffing_voor_besluit", "opheffing_datum")

    def controleer_op(self, vandaag: date) -> None:
        """A decision that is still to be taken lifts nothing: time never does."""
        if self.opheffing_datum is not None and self.opheffing_datum > vandaag:
            raise GeheimhoudingGeweigerd("opheffing_nog_niet", "opheffing_datum")
