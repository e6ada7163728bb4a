"""Rules of the bundle: a zip that anybody can check, with this package or with standard tools.

The same sign-off always gives the same bytes: names in a fixed order, no clock, no compression.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from groningse_norm.ondertekening.domain import canoniek, vingerafdruk_van
from groningse_norm.ondertekening.verificatie import Bundel

MAXIMUM = 64 * 1024 * 1024  # a norm of 30 agreements and 10,000 records is a tenth of this
_MOMENTOPNAME, _KETEN, _BIJLAGEN = "momentopname.json", "keten.json", "bijlagen.json"
_BESLOTEN, _LEESMIJ = "besloten.json", "LEESMIJ.txt"
_BUITEN, _BUITEN_BESLOTEN, _BUITEN_MAP = "buiten.json", "buiten-besloten.json", "buiten/"
# Signed PDFs that go along; of what does not fit the check says that it is not there.
RUIMTE_BESTANDEN = 40 * 1024 * 1024
_NODIG = (_MOMENTOPNAME, _KETEN, _BIJLAGEN)
# The first moment that the format knows.
_DATUM = (1980, 1, 1, 0, 0, 0)

LEESMIJ = """\
WAT IS DIT?
Dit is het bewijs van een ondertekening. U kunt het zelf controleren, zonder
de site. Het is een digitaal akkoord: een gewone elektronische handtekening.
Het vervangt geen gekwalificeerde handtekening.

momentopname.json  de tekst waarvoor is getekend, precies zoals bewaard
keten.json         de handtekeningen, elk met de vingerafdruk van de vorige
bijlagen.json      de bijlagen bij de tekst, met hun vingerafdruk
besloten.json      (niet voor iedereen) wat niet openbaar is van elke
                   handtekening
buiten.json        (als die er zijn) handtekeningen die buiten dit systeem
                   zijn gezet, in inkt of met een ondertekendienst
buiten-besloten.json en buiten/
                   (niet voor iedereen) wat daarvan niet openbaar is, en de
                   getekende bestanden; de naam is de vingerafdruk

CONTROLEREN MET HET PROGRAMMA
  groningse-norm verifieer BESTAND.zip
  groningse-norm verifieer BESTAND.zip --kop VINGERAFDRUK --bijlagen MAP
De vingerafdruk bij --kop staat in het ontvangstbewijs dat elke partij na elke
handtekening per mail heeft gekregen. Doe dit altijd: alleen zo blijkt of
iemand de hele keten opnieuw heeft gemaakt.

CONTROLEREN MET GEWONE MIDDELEN (sha256sum en jq)
Een vingerafdruk is de SHA-256 in kleine hexadecimale cijfers. Van JSON is het
de SHA-256 van de canonieke schrijfwijze (RFC 8785): geen spaties, sleutels op
volgorde, UTF-8.

1. De tekst. De uitkomst moet gelijk zijn aan .ronde.momentopname:
     sha256sum momentopname.json
     jq -r .ronde.momentopname keten.json
2. De bijlagen. Beide regels moeten hetzelfde geven; vergelijk daarna
   sha256sum van elk bestand:
     jq -cS .bijlagen momentopname.json
     jq -cS . bijlagen.json
3. Elke handtekening (0 is de eerste). De uitkomst moet gelijk zijn aan
   .handtekeningen[0].afdruk:
     jq -cjS '.handtekeningen[0].record' keten.json | sha256sum
4. De keten. In elk record is "vorige" de afdruk van het record ervoor, bij
   het eerste leeg. "volgnummer" loopt vanaf 1 op. .kop is de laatste afdruk.
   Waar "record" null is, is in een eerdere ronde getekend voor een andere
   tekst: daarvan is alleen de afdruk openbaar.
5. Het ontvangstbewijs. .kop staat in het bericht van de laatste handtekening.
6. De ronde. Records na de eerste .ronde.vanaf hebben dezelfde momentopname en
   versie als .ronde, en zijn elk van een andere partij uit .ronde.partijen.
7. Buiten dit systeem. Reken .regels in buiten.json na zoals bij 3 en 4. In een
   record dat hiervan komt is "buiten" de afdruk van een regel "bevestiging".
   sha256sum van elk bestand in buiten/ is de naam zonder .pdf.

"besloten" in een record is de vingerafdruk van wat niet openbaar is: wie er
was aangemeld, hoe, en wie hem de rol gaf. Er zit een toevallig getal in, zodat
niemand het kan raden. Klopt een stap niet, dan is er na het ondertekenen iets
veranderd. Vraag dan een van de andere partijen om haar ontvangstbewijs.
"""


class OngeldigeBundel(ValueError):
    """This file cannot be checked; the text says why, in Dutch."""


def pak_in(bundel: Bundel, getekend: Mapping[str, bytes] | None = None) -> bytes:
    """The zip of a bundle, without the attachments themselves.

    ``getekend`` are PDFs that were signed outside this system, by SHA-256: not for the public.
    """
    delen = {
        _LEESMIJ: LEESMIJ.encode(),
        _MOMENTOPNAME: bundel.momentopname,
        _KETEN: canoniek(bundel.keten),
        _BIJLAGEN: canoniek(bundel.bijlagen),
    }
    if bundel.besloten is not None:
        delen[_BESLOTEN] = canoniek(bundel.besloten)
    if bundel.buiten is not None:
        delen[_BUITEN] = canoniek(bundel.buiten)
    if bundel.buiten_besloten is not None:
        delen[_BUITEN_BESLOTEN] = canoniek(bundel.buiten_besloten)
    for sha256, inhoud in sorted((getekend or {}).items()):
        delen[f"{_BUITEN_MAP}{sha256}.pdf"] = inhoud
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_STORED) as archief:
        for naam, inhoud in delen.items():
            deel = zipfile.ZipInfo(naam, _DATUM)
            deel.create_system = 3
            deel.external_attr = 0o644 << 16
            archief.writestr(deel, inhoud)
    return uit.getvalue()


def pak_uit(inhoud: bytes) -> Bundel:
    """Read a bundle. Raises ``OngeldigeBundel``."""
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
            delen = _lees(archief)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise OngeldigeBundel("dit is geen leesbaar zip-bestand") from error
    ontbreekt = [naam for naam in _NODIG if naam not in delen]
    if ontbreekt:
        raise OngeldigeBundel(f"in de bundel ontbreekt {ontbreekt[0]}")
    return Bundel(
        momentopname=delen[_MOMENTOPNAME],
        keten=_json(_KETEN, delen),
        bijlagen=_json(_BIJLAGEN, delen),
        besloten=_json(_BESLOTEN, delen) if _BESLOTEN in delen else None,
        buiten=_json(_BUITEN, delen) if _BUITEN in delen else None,
        buiten_besloten=(_json(_BUITEN_BESLOTEN, delen) if _BUITEN_BESLOTEN in delen else None),
        buiten_bestanden={
            naam.removeprefix(_BUITEN_MAP).removesuffix(".pdf"): vingerafdruk_van(deel)
            for naam, deel in delen.items()
            if naam.startswith(_BUITEN_MAP)
        },
    )


def _lees(archief: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts that are ours, as long as all together are no bigger than they may be."""
    delen: dict[str, bytes] = {}
    ruimte = MAXIMUM
    for deel in archief.infolist():
        eigen = deel.filename in (*_NODIG, _BESLOTEN, _BUITEN, _BUITEN_BESLOTEN)
        if not eigen and not deel.filename.startswith(_BUITEN_MAP):
            continue
        if deel.filename in delen:
            raise OngeldigeBundel(f"{deel.filename} staat twee keer in de bundel")
        with archief.open(deel) as stroom:
            delen[deel.filename] = stroom.read(ruimte + 1)
        ruimte -= len(delen[deel.filename])
        if ruimte < 0:
            raise OngeldigeBundel("de bundel is te groot")
    return delen


def _json(naam: str, delen: dict[str, bytes]) -> Any:
    try:
        return json.loads(delen[naam])
    except (ValueError, RecursionError) as error:
        raise OngeldigeBundel(f"{naam} is geen JSON") from error
