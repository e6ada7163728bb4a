"""Signatures that were set outside this system: in ink, or with a signing service."""
