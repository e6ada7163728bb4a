"""Which item decides over an object."""

from Acquisition import aq_chain, aq_inner

from groningse_norm.embargo.domain import PUBLICATIE


def stuk_van(obj):
    """The item whose publication decides over an object: itself, or what it lies in."""
    for ouder in aq_chain(aq_inner(obj)):
        if getattr(ouder, "portal_type", None) in PUBLICATIE:
            return ouder
    return None
