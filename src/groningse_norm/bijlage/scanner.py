"""Asks clamd whether a file holds a virus, where the site says that there is one to ask."""

import io

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket

from groningse_norm.bijlage.domain import BijlageGeweigerd, Weigergrond

WACHT = 30  # seconds; clamd reads 100 MB in a few


def scan(inhoud: bytes, adres: str) -> None:
    """``adres`` is ``host:port`` or the path of a socket; empty: nothing is asked.

    Raises ``BijlageGeweigerd``, also when clamd cannot be reached or answers anything but *OK*.
    """
    if not adres:
        return
    try:
        uitslag = _verbinding(adres).instream(io.BytesIO(inhoud))
    except (ClamdError, OSError, ValueError) as error:
        raise BijlageGeweigerd(Weigergrond.GEEN_SCANNER) from error
    standen = [stand for stand, _naam in uitslag.values()]
    if "FOUND" in standen:
        raise BijlageGeweigerd(Weigergrond.VIRUS)
    if standen != ["OK"]:
        raise BijlageGeweigerd(Weigergrond.GEEN_SCANNER)


def _verbinding(adres: str) -> ClamdNetworkSocket | ClamdUnixSocket:
    if adres.startswith("/"):
        return ClamdUnixSocket(path=adres, timeout=WACHT)
    host, _dubbelepunt, poort = adres.rpartition(":")
    return ClamdNetworkSocket(host=host.strip("[]"), port=int(poort), timeout=WACHT)
