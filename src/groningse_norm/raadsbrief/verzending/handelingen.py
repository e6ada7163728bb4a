"""What is laid ready for the council, and what the clerk does about it.

Every sending under embargo is a dossier of its own in the outbox. All of this is in the transaction
of what it tells about: of two processes that lift a letter one commits, with its mail.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from groningse_norm.berichten.domain import (
    AlVerzonden,
    Bericht,
    NietMeerWaar,
    Staat,
    is_misschien_aangekomen,
    laat_vervallen,
    opnieuw,
    zelfde_adres,
)
from groningse_norm.berichten.ontvangers import leden_van
from groningse_norm.berichten.postvak import (
    dossier_van,
    dossiers_onder,
    leg_in_dossier,
    wis_onder,
    zet_in_dossier,
)
from groningse_norm.embargo.handelingen import status_van
from groningse_norm.embargo.meldingen import onthoud_adres
from groningse_norm.logboek.opslag import noteer
from groningse_norm.objectsleutel import geef_sleutel
from groningse_norm.overheid.opzoeken import overheid_van
from groningse_norm.raadsbrief.verzending.domain import (
    OnbekendBericht,
    Ontvanger,
    Soort,
    is_al_bediend,
    is_nog_waar,
    ontvangers,
    vervolg,
)
from groningse_norm.raadsbrief.verzending.teksten import schrijf


def _begin(brief) -> str:
    return f"verzending/{geef_sleutel(brief)}/"


def _laatste(brief) -> int:
    """Number of the last sending, 0 when there was none."""
    return max(map(int, dossiers_onder(_begin(brief))), default=0)


def _dossier(brief, nummer: int) -> str:
    return f"{_begin(brief)}{nummer:04d}"


def rijen_van(brief) -> dict[str, Bericht]:
    """The messages of the last sending by key, and of what came after it, oldest first."""
    return dossier_van(_dossier(brief, _laatste(brief)))


def ontvangers_nu(brief) -> tuple[Ontvanger, ...]:
    """Who gets the mail when the letter is sent now."""
    overheid = overheid_van(brief)
    return ontvangers(leden_van(f"{overheid.tooi}-raad"), overheid.raad_email)


def verzend(brief, nu: datetime) -> None:
    """The letter is under embargo: tell the council."""
    onthoud_adres(brief)
    allen = ontvangers_nu(brief)
    _leg(brief, _dossier(brief, _laatste(brief) + 1), Soort.ONDER_EMBARGO, allen, nu)


def vertel(brief, soort: Soort, nu: datetime) -> None:
    """Something has changed: whoever was told of the letter is told that as well.

    What was laid ready before and is no longer so does not leave any more; what is still so leaves
    in the words of now.
    """
    dossier = _dossier(brief, _laatste(brief))
    rijen = dossier_van(dossier)
    if not rijen:
        return
    allen = vervolg(rijen.values(), soort)
    status = status_van(brief)
    for nummer, rij in rijen.items():
        if rij.staat not in (Staat.WACHT, Staat.BEZIG):
            continue
        nieuw = (
            _in_woorden_van_nu(brief, rij)
            if rij.soort != soort and is_nog_waar(rij, status)
            else laat_vervallen(rij, nu.timestamp())
        )
        zet_in_dossier(dossier, nummer, nieuw)
    _leg(brief, dossier, soort, allen, nu)


def _leg(brief, dossier: str, soort: Soort, allen: Iterable[Ontvanger], nu: datetime) -> None:
    onderwerp, tekst = schrijf(brief, soort)
    for wie in allen:
        bericht = Bericht(
            wie.aan,
            onderwerp,
            tekst,
            volgende=nu.timestamp(),
            staat=(Staat.WACHT if wie.is_bereikbaar else Staat.GEEN_ADRES).value,
            naam=wie.naam,
            soort=soort.value,
        )
        leg_in_dossier(dossier, bericht)


def _in_woorden_van_nu(brief, rij: Bericht) -> Bericht:
    onderwerp, tekst = schrijf(brief, Soort(rij.soort))
    return replace(rij, onderwerp=onderwerp, tekst=tekst)


def verzend_opnieuw(brief, nummer: str, aan: str | None, nu: datetime) -> None:
    """Send one message again, to its own address or to a better one.

    Raises ``OnbekendBericht``, or ``BerichtGeweigerd``; nothing is stored then. Beside one that may
    have arrived comes a second one: what was sent where stays visible.
    """
    dossier = _dossier(brief, _laatste(brief))
    rijen = dossier_van(dossier)
    if nummer not in rijen:
        raise OnbekendBericht(nummer)
    oud = rijen.pop(nummer)
    if not is_nog_waar(oud, status_van(brief)):
        raise NietMeerWaar()
    nieuw = _in_woorden_van_nu(brief, opnieuw(oud, aan or oud.aan, nu.timestamp()))
    if is_al_bediend(rijen.values(), nieuw.soort, nieuw.aan):
        raise AlVerzonden()
    if is_misschien_aangekomen(oud) and not zelfde_adres(oud.aan, nieuw.aan):
        leg_in_dossier(dossier, replace(nieuw, pogingen=0))
    else:
        zet_in_dossier(dossier, nummer, nieuw)
    noteer(brief, "verzend_opnieuw", nu, soort=nieuw.soort)


def vergeet_verzendingen(brief) -> None:
    """Nothing is kept, or sent, of a letter that is gone."""
    wis_onder(_begin(brief))
