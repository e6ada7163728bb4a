"""The virus scanner that this site has, if it has one."""

from plone import api

from groningse_norm.bijlage.scanner import scan

CLAMD = "groningse_norm.clamd"


def vraag_scanner(inhoud: bytes) -> None:
    """Raises ``BijlageGeweigerd`` of a virus, and while the scanner does not answer."""
    scan(inhoud, api.portal.get_registry_record(CLAMD, default="") or "")
