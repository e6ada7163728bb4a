"""The acts around a signature that was set outside this system, the same for page and service."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plone import api

from groningse_norm import klok
from groningse_norm.bijlage.domain import BijlageGeweigerd
from groningse_norm.bijlage.virus import vraag_scanner
from groningse_norm.buitenom.afgezonderd import keur_afgezonderd
from groningse_norm.buitenom.keuring import MAXIMUM, BestandGeweigerd
from groningse_norm.logboek.domain import Uitkomst
from groningse_norm.logboek.opslag import noteer
from groningse_norm.norm.interfaces import INorm
from groningse_norm.ondertekening import buiten
from groningse_norm.ondertekening.buiten import Aanmelding, Buitenregel, Registratie, Stap
from groningse_norm.ondertekening.domain import (
    ONDERTEKENING,
    Ambt,
    Fase,
    GeenPartij,
    Hoedanigheid,
    OndertekeningGeweigerd,
    Partij,
    onderteken,
    vingerafdruk_van,
)
from groningse_norm.ondertekening.handelingen import controleer_persoon, rond_af
from groningse_norm.ondertekening.interfaces import IVerbintenis
from groningse_norm.ondertekening.lidmaatschap import lidmaatschap_van
from groningse_norm.ondertekening.ondertekenaar import Ondertekenaar
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.overheid.domain import Overheidsgegevens
from groningse_norm.overheid.opzoeken import overheid_met
from groningse_norm.rechten import NORMBEHEERDERS
from groningse_norm.werkstroom.bouw import toestand_van

UITGEVERS = "groningse_norm.vertrouwde_uitgevers"


@dataclass(frozen=True, slots=True)
class Rechten:
    """What somebody may do with what was signed outside this system, for each party."""

    groepen: frozenset[str]
    norm: bool

    def registreren(self, partij: Partij) -> bool:
        return buiten.mag_registreren(self.groepen, partij, norm=self.norm)

    def bevestigen(self, partij: Partij) -> bool:
        return buiten.mag_bevestigen(self.groepen, partij, norm=self.norm)

    def zien(self, partij: Partij) -> bool:
        return buiten.mag_bestand_zien(self.groepen, partij, norm=self.norm)


def rechten_van(obj, gebruiker) -> Rechten:
    groepen = () if api.user.is_anonymous() else gebruiker.getGroups()
    return Rechten(frozenset(groepen), INorm.providedBy(obj))


def partijen_van(obj) -> tuple[Partij, ...]:
    """Who signs this item: as the round names them, or as it stands there now."""
    ronde = Dossier(obj).ronde
    return tuple(IVerbintenis(obj).partijen()) if ronde is None else ronde.partijen


def doet_mee(obj, gebruiker) -> bool:
    """Is there a party of this item whose files this person may see?"""
    rechten = rechten_van(obj, gebruiker)
    return any(rechten.zien(partij) for partij in partijen_van(obj))


def partij_van(regel: Buitenregel) -> Partij:
    return Partij(regel.tooi, Ambt(regel.ambt))


def naam_van(tooi: str) -> str:
    """Full name of an authority; its code when the site has no such authority."""
    overheid = overheid_met(tooi)
    gegevens = overheid.gegevens if overheid else Overheidsgegevens(tooi, tooi)
    return gegevens.volledige_naam


def registraties_voor(obj, gebruiker) -> list[Registratie]:
    """What is registered, as far as this person is told of it; oldest first."""
    dossier, rechten = Dossier(obj), rechten_van(obj, gebruiker)
    ronde = dossier.ronde
    return [
        registratie
        for registratie in buiten.registraties(dossier.buiten)
        if buiten.is_zichtbaar(
            registratie, ronde, mag_zien=rechten.zien(partij_van(registratie.regel))
        )
    ]


def registreer(
    obj,
    gebruiker,
    aanmelding: Aanmelding,
    inhoud: bytes,
    bestandsnaam: str,
    moment: datetime,
    *,
    getoonde_momentopname: str,
) -> Registratie:
    """Register a signed PDF. It counts only when somebody else has confirmed it.

    Raises ``OndertekeningGeweigerd``, ``BestandGeweigerd`` or, of a virus, ``BijlageGeweigerd``;
    the attempt stays in the log.
    """
    try:
        regel = _registreer(
            obj,
            gebruiker,
            aanmelding,
            inhoud,
            bestandsnaam,
            moment,
            getoonde_momentopname=getoonde_momentopname,
        )
    except (OndertekeningGeweigerd, BestandGeweigerd, BijlageGeweigerd) as fout:
        noteer(obj, "registreer_buiten", moment, uitkomst=Uitkomst.GEWEIGERD, reden=fout.code)
        raise
    noteer(obj, "registreer_buiten", moment, partij=aanmelding.partij.sleutel, afdruk=regel.afdruk)
    return Registratie(regel)


def _registreer(
    obj,
    gebruiker,
    aanmelding: Aanmelding,
    inhoud: bytes,
    bestandsnaam: str,
    moment: datetime,
    *,
    getoonde_momentopname: str,
) -> Buitenregel:
    rechten = rechten_van(obj, gebruiker)
    if not rechten.registreren(aanmelding.partij):
        raise GeenPartij(gebruiker.getId())
    dossier = Dossier(obj)
    vandaag = klok.dag_van(moment)
    # First what costs nothing: a file is judged only for somebody who may register it.
    buiten.mag_aanmelden(dossier.ronde, dossier.buiten, aanmelding, getoonde_momentopname, vandaag)
    wortels = api.portal.get_registry_record(UITGEVERS, default="") or ""
    if len(inhoud) <= MAXIMUM:
        vraag_scanner(inhoud)
    uitslag = keur_afgezonderd(inhoud, wortels, moment)
    besloten = {
        "naam": aanmelding.naam,
        "functie": aanmelding.partij.functie(aanmelding.hoedanigheid),
        "hoedanigheid": str(aanmelding.hoedanigheid),
        "verwijzing": aanmelding.verwijzing,
        "opmerking": aanmelding.opmerking,
        "bestandsnaam": bestandsnaam[:200],
        "uitslag": uitslag.als_dict(),
        **_wie(gebruiker, rechten, aanmelding.partij),
    }
    sha256 = vingerafdruk_van(inhoud)
    regel = buiten.registreer(
        dossier.ronde,
        dossier.buiten,
        aanmelding,
        sha256=sha256,
        grootte=len(inhoud),
        getoonde_momentopname=getoonde_momentopname,
        keten=dossier.kop,
        besloten=besloten,
        moment=moment,
        vandaag=vandaag,
    )
    dossier.bewaar(sha256, inhoud)
    dossier.voeg_buiten_toe(regel, besloten)
    return regel


def _wie(gebruiker, rechten: Rechten, partij: Partij) -> dict[str, Any]:
    """Who acts, and by which group; with random bits, so that nobody can guess it."""
    bureau = (NORMBEHEERDERS,) if rechten.norm else ()
    mogelijk = (f"{partij.tooi}-griffie", *bureau, partij.groep)
    groep = next(naam for naam in mogelijk if naam in rechten.groepen)
    lid = lidmaatschap_van(gebruiker.getId(), groep)
    return {
        "gebruiker": gebruiker.getId(),
        "gebruiker_naam": gebruiker.getProperty("fullname") or gebruiker.getId(),
        "groep": groep,
        "lid_sinds": lid.sinds,
        "lid_door": lid.door,
        "zout": secrets.token_hex(16),
    }


def te_bevestigen(obj, gebruiker) -> list[Registratie]:
    """What is registered for the present text and this person may confirm; oldest first."""
    dossier, rechten = Dossier(obj), rechten_van(obj, gebruiker)
    gevonden = []
    for registratie in buiten.registraties(dossier.buiten):
        if not rechten.bevestigen(partij_van(registratie.regel)):
            continue
        try:
            buiten.mag_bevestigd_worden(
                dossier.ronde,
                dossier.buiten,
                registratie.nummer,
                geregistreerd_door=dossier.buiten_besloten(registratie.nummer)["gebruiker"],
                bevestigt=gebruiker.getId(),
                getoonde_sha256=registratie.regel.sha256,
            )
        except OndertekeningGeweigerd:
            continue  # done, withdrawn, of another text, or his own
        gevonden.append(registratie)
    return gevonden


def zin_van(obj, gebruiker, regel: Buitenregel) -> str:
    """The sentence to which the person who confirms agrees."""
    naam = gebruiker.getProperty("fullname") or gebruiker.getId()
    return buiten.bevestigzin(naam, naam_van(regel.tooi), obj.title, regel)


def bevestig(
    obj, gebruiker, nummer: int, wachtwoord: str, moment: datetime, *, getoonde_sha256: str
) -> Registratie:
    """Confirm what somebody else registered, with the password once more.

    When its party has not signed yet, this is its signature; the last one moves the item to
    ``ondertekend``. Raises ``OndertekeningGeweigerd``; the attempt stays in the log.
    """
    try:
        registratie = _bevestig(
            obj, gebruiker, nummer, wachtwoord, moment, getoonde_sha256=getoonde_sha256
        )
    except OndertekeningGeweigerd as fout:
        noteer(obj, "bevestig_buiten", moment, uitkomst=Uitkomst.GEWEIGERD, reden=fout.code)
        raise
    return registratie


def _bevestig(
    obj, gebruiker, nummer: int, wachtwoord: str, moment: datetime, *, getoonde_sha256: str
) -> Registratie:
    dossier, rechten = Dossier(obj), rechten_van(obj, gebruiker)
    gevonden = _gevonden(dossier, nummer)
    partij = partij_van(gevonden.regel)
    if not rechten.bevestigen(partij):
        raise GeenPartij(gebruiker.getId())
    registratie = buiten.mag_bevestigd_worden(
        dossier.ronde,
        dossier.buiten,
        nummer,
        geregistreerd_door=dossier.buiten_besloten(nummer)["gebruiker"],
        bevestigt=gebruiker.getId(),
        getoonde_sha256=getoonde_sha256,
    )
    controleer_persoon(gebruiker, wachtwoord, moment)
    wie = _wie(gebruiker, rechten, partij)
    zin = zin_van(obj, gebruiker, registratie.regel)
    besloten = {**wie, "zin": zin, "aanmelding": AANMELDING}
    regel = buiten.vervolg(
        dossier.buiten,
        registratie,
        Stap.BEVESTIGING,
        keten=dossier.kop,
        besloten=besloten,
        moment=moment,
    )
    dossier.voeg_buiten_toe(regel, besloten)
    noteer(obj, "bevestig_buiten", moment, partij=partij.sleutel, afdruk=regel.afdruk)
    _tel_mee(obj, gebruiker, dossier, registratie, regel, wie["groep"], moment)
    return _gevonden(dossier, nummer)


AANMELDING = "wachtwoord, opnieuw gevraagd"


def _tel_mee(
    obj,
    gebruiker,
    dossier: Dossier,
    registratie: Registratie,
    bevestiging: Buitenregel,
    groep: str,
    moment: datetime,
) -> None:
    """The confirmed file is the signature of its party, unless that has signed here."""
    ronde, partij = dossier.ronde, partij_van(bevestiging)
    fase = toestand_van(obj, ONDERTEKENING[obj.portal_type])
    if ronde is None or partij not in ronde.ontbrekend or fase != Fase.TER_ONDERTEKENING:
        return
    aangemeld = dossier.buiten_besloten(registratie.nummer)
    hoedanigheid = Hoedanigheid(aangemeld["hoedanigheid"])
    # The name on the paper is not public; the person on record is whoever confirmed it.
    wie = Ondertekenaar(
        gebruiker.getId(),
        "",
        AANMELDING,
        lidmaatschap_van(gebruiker.getId(), groep),
        secrets.token_hex(16),
    )
    ronde = onderteken(
        ronde,
        dossier.keten,
        partij,
        wie,
        moment,
        functie=partij.functie(hoedanigheid),
        hoedanigheid=hoedanigheid,
        verwijzing=aangemeld["verwijzing"],
        zin=ZIN_BUITEN,
        getoonde_momentopname=ronde.momentopname,
        buiten=bevestiging.afdruk,
    )
    dossier.voeg_toe(ronde.handtekeningen[-1], wie.besloten)
    rond_af(obj, ronde, moment)


# Public, so without the name of whoever confirmed; his own sentence is in the closed part.
ZIN_BUITEN = (
    "Getekend buiten dit systeem. Het getekende bestand is geregistreerd en door een tweede "
    "persoon bevestigd. Dit is geen digitaal akkoord."
)


def trek_in(obj, gebruiker, nummer: int, reden: str, moment: datetime) -> Registratie:
    """Withdraw a registration that does not count as a signature. Nothing is removed.

    Raises ``OndertekeningGeweigerd``; the attempt stays in the log.
    """
    try:
        regel = _trek_in(obj, gebruiker, nummer, reden.strip(), moment)
    except OndertekeningGeweigerd as fout:
        noteer(obj, "trek_buiten_in", moment, uitkomst=Uitkomst.GEWEIGERD, reden=fout.code)
        raise
    noteer(obj, "trek_buiten_in", moment, afdruk=regel.afdruk)
    return _gevonden(Dossier(obj), nummer)


def _trek_in(obj, gebruiker, nummer: int, reden: str, moment: datetime) -> Buitenregel:
    dossier, rechten = Dossier(obj), rechten_van(obj, gebruiker)
    partij = partij_van(_gevonden(dossier, nummer).regel)
    if not rechten.registreren(partij):
        raise GeenPartij(gebruiker.getId())
    registratie = buiten.mag_ingetrokken_worden(dossier.ronde, dossier.buiten, nummer, reden)
    besloten = {**_wie(gebruiker, rechten, partij), "reden": reden}
    regel = buiten.vervolg(
        dossier.buiten,
        registratie,
        Stap.INTREKKING,
        keten=dossier.kop,
        besloten=besloten,
        moment=moment,
    )
    dossier.voeg_buiten_toe(regel, besloten)
    return regel


def _gevonden(dossier: Dossier, nummer: int) -> Registratie:
    for registratie in buiten.registraties(dossier.buiten):
        if registratie.nummer == nummer:
            return registratie
    raise buiten.GeenRegistratie(nummer)


def bestand_voor(obj, gebruiker, nummer: int) -> tuple[Buitenregel, bytes]:
    """A registered PDF, for whoever may see it. Raises ``GeenRegistratie`` for anybody else."""
    dossier = Dossier(obj)
    regel = _gevonden(dossier, nummer).regel
    inhoud = dossier.bestand(regel.sha256)
    if inhoud is None or not rechten_van(obj, gebruiker).zien(partij_van(regel)):
        raise buiten.GeenRegistratie(nummer)
    return regel, inhoud
