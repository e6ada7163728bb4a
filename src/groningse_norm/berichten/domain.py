"""Rules of the outbox: when to try, when to stop, and when to try no more because nobody knows.

Moments are seconds since 1970.
"""

import json
from dataclasses import asdict, dataclass, replace
from email.headerregistry import Address
from enum import StrEnum
from hashlib import sha256
from html import escape

EERSTE_PAUZE = 30.0  # a mail server that is being restarted is back by then
LANGSTE_PAUZE = 3600.0
NIET_MEER_BEZIG = 600.0  # no server takes this long over one message
OPGEVEN = 5 * 86400.0  # RFC 5321 §4.5.4.1: four to five days at least
# A server that says "no" for good means it (RFC 5321 §4.2.1), or is set up wrong for a moment.
OPGEVEN_NA_NEE = 3600.0
MAX_ADRES = 254  # RFC 5321 §4.5.3.1.3
# What stands for an answer when there is no server to give one.
GEEN_MAILSERVER = "the site has no mail server or no sender address"
EEN_KLIK = "List-Unsubscribe=One-Click"  # RFC 8058 §3.1


class Staat(StrEnum):
    """``bezig`` is written before the server is asked, so that nothing is sent twice."""

    WACHT = "wacht"
    BEZIG = "bezig"
    ONZEKER = "onzeker"
    VERZONDEN = "verzonden"
    MISLUKT = "mislukt"
    VERVALLEN = "vervallen"
    GEEN_ADRES = "geen_adres"


# Nothing happens to these by itself any more, and nobody needs to find anything out.
KLAAR = frozenset({Staat.VERZONDEN, Staat.MISLUKT, Staat.VERVALLEN, Staat.GEEN_ADRES})


class Uitkomst(StrEnum):
    """What is known after one attempt."""

    AANGENOMEN = "aangenomen"
    NIET_AANGENOMEN = "niet_aangenomen"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True)
class Afgifte:
    """One attempt. ``code`` is the reply code of the server (RFC 5321), 0 when it gave none."""

    uitkomst: Uitkomst
    code: int = 0
    antwoord: str = ""


class BerichtGeweigerd(ValueError):
    """What somebody asks of a message and the rules refuse; ``code`` names the reason."""

    code = "bericht_geweigerd"


class AlVerzonden(BerichtGeweigerd):
    code = "bericht_al_verzonden"


class WordtVerzonden(BerichtGeweigerd):
    code = "bericht_wordt_verzonden"


class NietMeerWaar(BerichtGeweigerd):
    """What the message says is no longer so."""

    code = "bericht_niet_meer_waar"


class GeenAdres(BerichtGeweigerd):
    code = "bericht_geen_adres"


@dataclass(frozen=True, slots=True)
class Bericht:
    """One mail to one address. ``volgende``: not before this moment.

    ``soort`` names what it tells; a message with a ``soort`` is kept when it is done. ``sinds`` is
    the first attempt, ``klaar`` the moment it was done, ``code`` and ``fout`` the last reply.
    ``vervalt``: it is no longer true, so the attempt that is being made is the last one.
    ``afmelden`` is the address at which its receiver stops mails like this one.
    """

    aan: str
    onderwerp: str
    tekst: str
    volgende: float
    staat: str = Staat.WACHT.value
    pogingen: int = 0
    fout: str = ""
    code: int = 0
    sinds: float = 0.0
    klaar: float = 0.0
    naam: str = ""
    soort: str = ""
    vervalt: bool = False
    afmelden: str = ""

    def als_tekst(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def uit_tekst(cls, tekst: str) -> "Bericht":
        return cls(**json.loads(tekst))


def is_aan_de_beurt(bericht: Bericht, nu: float) -> bool:
    return bericht.staat == Staat.WACHT and bericht.volgende <= nu


def begin(bericht: Bericht, nu: float) -> Bericht:
    """Mark it before the server is asked."""
    return replace(
        bericht,
        staat=Staat.BEZIG.value,
        pogingen=bericht.pogingen + 1,
        volgende=nu,
        sinds=bericht.sinds or nu,
    )


def na_poging(bericht: Bericht, afgifte: Afgifte, nu: float) -> Bericht:
    """What becomes of a message after an attempt.

    Taken: sent. Not taken: again later, with growing pauses, until it is given up. Unknown: nobody
    knows whether the receiver has it, so it is not sent again by itself.
    """
    bericht = replace(bericht, fout=afgifte.antwoord, code=afgifte.code)
    if afgifte.uitkomst is Uitkomst.AANGENOMEN:
        return replace(bericht, staat=Staat.VERZONDEN.value, klaar=nu, fout="", code=0)
    if afgifte.uitkomst is Uitkomst.ONBEKEND:
        return onzeker(bericht)
    if bericht.vervalt:
        return replace(bericht, staat=Staat.VERVALLEN.value, klaar=nu)
    volgende = nu + min(EERSTE_PAUZE * 2.0 ** min(bericht.pogingen - 1, 20), LANGSTE_PAUZE)
    grens = OPGEVEN_NA_NEE if 500 <= afgifte.code < 600 else OPGEVEN
    if volgende > bericht.sinds + grens:
        return replace(bericht, staat=Staat.MISLUKT.value, klaar=nu)
    return replace(bericht, staat=Staat.WACHT.value, volgende=volgende)


def is_blijven_hangen(bericht: Bericht, nu: float) -> bool:
    """Did the process end between sending and noting that it was sent?"""
    return bericht.staat == Staat.BEZIG and bericht.volgende + NIET_MEER_BEZIG < nu


def onzeker(bericht: Bericht) -> Bericht:
    """Sent or not, nobody knows: a person decides. It is not sent again by itself."""
    return replace(bericht, staat=Staat.ONZEKER.value)


def is_poging_van(bericht: Bericht, poging: Bericht) -> bool:
    """Is this still the message of that attempt, or did a person decide something meanwhile?"""
    return bericht.pogingen == poging.pogingen and bericht.staat in (Staat.BEZIG, Staat.ONZEKER)


def laat_vervallen(bericht: Bericht, nu: float) -> Bericht:
    """What it says is no longer so: it is not sent, unless that is being done at this moment."""
    if bericht.staat == Staat.WACHT:
        return replace(bericht, staat=Staat.VERVALLEN.value, klaar=nu)
    return replace(bericht, vervalt=True) if bericht.staat == Staat.BEZIG else bericht


def opnieuw(bericht: Bericht, aan: str, nu: float) -> Bericht:
    """Send it (again) now, because a person says so; raises ``BerichtGeweigerd``.

    To an address that has it already only when it is uncertain whether it has.
    """
    if bericht.staat == Staat.BEZIG:
        raise WordtVerzonden()
    if bericht.staat == Staat.VERVALLEN:
        raise NietMeerWaar()
    if bericht.staat == Staat.VERZONDEN and zelfde_adres(bericht.aan, aan):
        raise AlVerzonden()
    return replace(
        bericht,
        aan=controleer_adres(aan),
        staat=Staat.WACHT.value,
        volgende=nu,
        sinds=0.0,
        klaar=0.0,
        fout="",
        code=0,
    )


def is_misschien_aangekomen(bericht: Bericht) -> bool:
    """May the receiver have it?"""
    return bericht.staat in (Staat.VERZONDEN, Staat.ONZEKER, Staat.BEZIG)


def zelfde_adres(een: str, ander: str) -> bool:
    """No mail server tells capitals from small letters."""
    return een.strip().casefold() == ander.strip().casefold()


def controleer_adres(aan: object) -> str:
    """The address without spaces around it; raises ``GeenAdres`` (RFC 5322 §3.4.1, ASCII)."""
    tekst = aan.strip() if isinstance(aan, str) else ""
    if not tekst.isascii() or not tekst.isprintable() or len(tekst) > MAX_ADRES:
        raise GeenAdres()
    try:
        adres = Address(addr_spec=tekst)
    except Exception as error:
        # The parser stumbles over what is no address in more ways than it documents.
        raise GeenAdres() from error
    if "." not in adres.domain.strip(".") or adres.addr_spec != tekst:
        raise GeenAdres()
    return tekst


def is_adres(aan: str) -> bool:
    """Can a mail be brought there?"""
    try:
        controleer_adres(aan)
    except GeenAdres:
        return False
    return True


def kenmerk(sleutel: str, aan: str, afzender: str) -> str:
    """``Message-ID``: the same for every attempt to bring this message to this address.

    A mail server or program that gets it twice after all can tell (RFC 5322 §3.6.4).
    """
    merk = sha256(f"{sleutel}\n{aan.strip().casefold()}".encode()).hexdigest()[:32]
    return f"<{merk}@{afzender.rpartition('@')[2] or 'localhost'}>"


def afmeldkoppen(adres: str) -> dict[str, str]:
    """Headers by which a mail program offers to stop these mails (RFC 2369 §3.2); none without one.

    With one click only where the address is https (RFC 8058 §3.1).
    """
    if not adres:
        return {}
    koppen = {"List-Unsubscribe": f"<{adres}>"}
    if adres.startswith("https://"):
        koppen["List-Unsubscribe-Post"] = EEN_KLIK
    return koppen


def als_html(tekst: str, taal: str) -> str:
    """The same words as a page: paragraphs at empty lines, addresses as links."""
    alineas = [
        "<br>\n".join(_regel(regel) for regel in alinea.splitlines())
        for alinea in tekst.strip().split("\n\n")
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(taal)}"><head><meta charset="utf-8"></head><body>\n'
        + "\n".join(f"<p>{alinea}</p>" for alinea in alineas)
        + "\n</body></html>\n"
    )


def _regel(regel: str) -> str:
    return " ".join(
        f'<a href="{escape(woord)}">{escape(woord)}</a>'
        if woord.startswith(("https://", "http://"))
        else escape(woord)
        for woord in regel.split(" ")
    )
