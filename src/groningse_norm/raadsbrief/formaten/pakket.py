"""The zip file around a .docx or .odt: opened with bounds, and without following anything outside it."""

import io
import zipfile
import zlib

from lxml import etree

from groningse_norm.raadsbrief.geweigerd import Beschadigd, TeGroot, Versleuteld

_MAX_DELEN = 5_000
_MAX_DEEL = (
    24 * 1024 * 1024
)  # a hundred pages of WordprocessingML with tracked changes stay below it
_MAX_SAMEN = 48 * 1024 * 1024


class Pakket:
    """The parts of a package, read one at a time. Raises Beschadigd, TeGroot or Versleuteld."""

    def __init__(self, inhoud: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(inhoud))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise _beschadigd() from error
        self.namen = frozenset(self._zip.namelist())
        if len(self._zip.infolist()) > _MAX_DELEN:
            raise TeGroot("Dit bestand bestaat uit te veel delen voor een brief.")
        self._gelezen = 0

    def deel(self, naam: str) -> bytes | None:
        """The bytes of a part, None if it is absent. What is declared is not believed: reading stops at the bound."""
        if naam not in self.namen:
            return None
        info = self._zip.getinfo(naam)
        if info.flag_bits & 1:
            raise Versleuteld(
                "Dit bestand is beveiligd met een wachtwoord. Haal het wachtwoord eraf."
            )
        ruimte = min(_MAX_DEEL, _MAX_SAMEN - self._gelezen)
        try:
            with self._zip.open(info) as bron:
                bytes_ = bron.read(ruimte + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise _beschadigd() from error
        if len(bytes_) > ruimte:
            raise TeGroot("Dit bestand wordt na het uitpakken te groot voor een brief.")
        self._gelezen += len(bytes_)
        return bytes_

    def xml(self, naam: str) -> etree._Element | None:
        """The root of an XML part, None if it is absent. A document type has no place in either format."""
        bytes_ = self.deel(naam)
        if bytes_ is None:
            return None
        lezer = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            wortel = etree.fromstring(bytes_, lezer)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _beschadigd() from error
        if wortel.getroottree().docinfo.doctype:
            raise Beschadigd(
                "Dit bestand verwijst naar iets buiten het bestand. Sla de brief opnieuw op."
            )
        return wortel


def _beschadigd() -> Beschadigd:
    return Beschadigd("Dit bestand is beschadigd of niet compleet. Sla de brief opnieuw op.")
