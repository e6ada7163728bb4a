"""The acts of a sign-off, the same for page, service and script.

Each act checks, executes and notifies; the doors only read input and show the outcome.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plone import api
from zope.event import notify

from groningse_norm.aanwijzing.domain import Bevoegdheid, bevoegdheden
from groningse_norm.aanwijzing.register import register_van
from groningse_norm.logboek.domain import Uitkomst
from groningse_norm.logboek.opslag import herkomst, noteer
from groningse_norm.ondertekening import pogingen
from groningse_norm.ondertekening.domain import (
    ONDERTEKENING,
    AlOndertekend,
    GeenAanwijzing,
    GeenPartij,
    GeenRonde,
    Hoedanigheid,
    OndertekeningGeweigerd,
    Partij,
    Ronde,
    TeVaakGeprobeerd,
    VerkeerdWachtwoord,
    WachtwoordNietHier,
    akkoordzin,
    begin_ronde,
    canoniek,
    onderteken,
    partijen_van,
    vingerafdruk,
)
from groningse_norm.ondertekening.interfaces import HandtekeningGezet, IVerbintenis, Ondertekend
from groningse_norm.ondertekening.lidmaatschap import lidmaatschap_van
from groningse_norm.ondertekening.ondertekenaar import Ondertekenaar
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.overheid.domain import Overheidsgegevens
from groningse_norm.overheid.opzoeken import overheid_met
from groningse_norm.werkstroom.bouw import verplaats


def momentopname(obj) -> dict[str, Any]:
    """What the signatories of this item commit to, now."""
    return IVerbintenis(obj).velden()


def begin(obj, moment: datetime) -> Ronde:
    """Open a round: name the parties and freeze the snapshot. Raises ``GeenPartij``.

    One that is still open, of an item that code put back into draft, is ended first.
    """
    beeindig(obj, moment, "")
    opname = momentopname(obj)
    ronde = begin_ronde(
        IVerbintenis(obj).partijen(), vingerafdruk(opname), getattr(obj, "versie", 1)
    )
    Dossier(obj).begin(ronde, canoniek(opname))
    noteer(obj, "begin_ronde", moment, **_in_log(ronde))
    return ronde


def beeindig(obj, moment: datetime, reden: str) -> None:
    """End the round; its signatures stay on record for the text they belong to."""
    dossier = Dossier(obj)
    ronde = dossier.ronde
    if ronde is not None:
        dossier.beeindig(moment, reden)
        noteer(obj, "beeindig_ronde", moment, reden=reden, **_in_log(ronde))


def _in_log(ronde: Ronde) -> dict[str, Any]:
    """What a line of the log tells of a round: its parties, its text, and how many signed."""
    return {
        "partijen": " ".join(partij.sleutel for partij in ronde.partijen),
        "momentopname": ronde.momentopname,
        "versie": str(ronde.versie),
        "getekend": str(len(ronde.handtekeningen)),
    }


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What a person would sign: shown on the page, and sent back with the signature."""

    partij: Partij
    overheid: str
    momentopname: str
    versie: int
    titel: str
    bevoegdheden: tuple[Bevoegdheid, ...]

    def bevoegdheid(self, hoedanigheid: Hoedanigheid) -> Bevoegdheid:
        """What this capacity rests on. Raises ``GeenAanwijzing``."""
        for bevoegdheid in self.bevoegdheden:
            if bevoegdheid.hoedanigheid is hoedanigheid:
                return bevoegdheid
        raise GeenAanwijzing(str(hoedanigheid))

    def functie(self, hoedanigheid: Hoedanigheid) -> str:
        return self.partij.functie(hoedanigheid)

    def zin(self, naam: str, hoedanigheid: Hoedanigheid) -> str:
        return akkoordzin(naam, self.functie(hoedanigheid), self.overheid, self.titel, self.versie)


def voorstel(obj, gebruiker, moment: datetime) -> Voorstel:
    """What this user may sign on this item at an aware moment, and in which capacities.

    Raises ``GeenRonde``, ``GeenPartij``, ``AlOndertekend`` or ``GeenAanwijzing``.
    """
    ronde = Dossier(obj).ronde
    if ronde is None:
        raise GeenRonde()
    eigen = partijen_van(gebruiker.getGroups(), ronde.partijen)
    if not eigen:
        raise GeenPartij(gebruiker.getId())
    open_ = [partij for partij in eigen if partij in ronde.ontbrekend]
    if not open_:
        raise AlOndertekend(eigen[0].sleutel)
    for partij in open_:
        overheid = overheid_met(partij.tooi)
        kan = bevoegdheden(register_van(overheid), gebruiker.getId(), partij.ambt, moment)
        if kan:
            gegevens = overheid.gegevens if overheid else Overheidsgegevens(partij.tooi, "")
            naam = gegevens.volledige_naam
            return Voorstel(partij, naam, ronde.momentopname, ronde.versie, obj.title, kan)
    raise GeenAanwijzing(gebruiker.getId())


def naam_van(gebruiker) -> str:
    """The name under a signature: the full name, or the user id of an account without one."""
    return gebruiker.getProperty("fullname") or gebruiker.getId()


def controleer_wachtwoord(gebruiker, wachtwoord: str) -> None:
    """Re-authentication at the moment of signing, by this site's own accounts.

    Raises ``WachtwoordNietHier`` or ``VerkeerdWachtwoord``.
    """
    bron = api.portal.get_tool("acl_users").source_users
    login = bron.getLoginForUserId(gebruiker.getId()) if _kent(bron, gebruiker) else None
    if login is None:
        raise WachtwoordNietHier()
    if bron.authenticateCredentials({"login": login, "password": wachtwoord}) is None:
        raise VerkeerdWachtwoord()


def _kent(bron, gebruiker) -> bool:
    return bool(bron.enumerateUsers(id=gebruiker.getId(), exact_match=True))


def zet_handtekening(
    obj,
    gebruiker,
    wachtwoord: str,
    moment: datetime,
    *,
    hoedanigheid: Hoedanigheid,
    getoonde_momentopname: str,
) -> Ronde:
    """Sign. The last required signature moves the item to ``ondertekend``.

    Raises ``OndertekeningGeweigerd``; nothing is signed then. The attempt stays in the log, so
    the door that catches the refusal lets its transaction be committed.
    """
    try:
        ronde = _teken(
            obj,
            gebruiker,
            wachtwoord,
            moment,
            hoedanigheid=hoedanigheid,
            getoonde_momentopname=getoonde_momentopname,
        )
    except OndertekeningGeweigerd as fout:
        noteer(obj, "onderteken", moment, uitkomst=Uitkomst.GEWEIGERD, reden=fout.code)
        raise
    gezet = ronde.handtekeningen[-1]
    noteer(obj, "onderteken", moment, partij=gezet.partij.sleutel, afdruk=gezet.afdruk)
    rond_af(obj, ronde, moment)
    return ronde


def rond_af(obj, ronde: Ronde, moment: datetime) -> None:
    """What follows on a signature; after the last one the item is signed."""
    notify(HandtekeningGezet(obj, ronde.handtekeningen[-1], ronde))
    if ronde.volledig:
        noteer(obj, "voltooi_ronde", moment, **_in_log(ronde))
        verplaats(obj, ONDERTEKENING[obj.portal_type], "onderteken")
        notify(Ondertekend(obj))


def _teken(
    obj,
    gebruiker,
    wachtwoord: str,
    moment: datetime,
    *,
    hoedanigheid: Hoedanigheid,
    getoonde_momentopname: str,
) -> Ronde:
    wat = voorstel(obj, gebruiker, moment)
    controleer_persoon(gebruiker, wachtwoord, moment)
    bevoegdheid = wat.bevoegdheid(hoedanigheid)
    dossier = Dossier(obj)
    wie = Ondertekenaar(
        gebruiker.getId(),
        naam_van(gebruiker),
        "wachtwoord, opnieuw gevraagd",
        lidmaatschap_van(gebruiker.getId(), wat.partij.groep),
        secrets.token_hex(16),
        bevoegdheid,
    )
    ronde = onderteken(
        dossier.ronde,
        dossier.keten,
        wat.partij,
        wie,
        moment,
        functie=wat.functie(hoedanigheid),
        hoedanigheid=hoedanigheid,
        verwijzing=bevoegdheid.verwijzing,
        zin=wat.zin(wie.naam, hoedanigheid),
        getoonde_momentopname=getoonde_momentopname,
    )
    dossier.voeg_toe(ronde.handtekeningen[-1], wie.besloten)
    return ronde


def controleer_persoon(gebruiker, wachtwoord: str, moment: datetime) -> None:
    """The password, unless too many wrong ones were given; raises what the rules refuse."""
    wie, adres = gebruiker.getId(), herkomst()
    seconden = pogingen.wacht(wie, adres, moment)
    if seconden:
        raise TeVaakGeprobeerd(seconden)
    try:
        controleer_wachtwoord(gebruiker, wachtwoord)
    except VerkeerdWachtwoord:
        pogingen.tel_fout(wie, adres, moment)
        raise
    pogingen.vergeet(wie)
