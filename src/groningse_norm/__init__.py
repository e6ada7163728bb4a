"""Agree on a norm, sign it, carry it out, and publish at exactly the agreed moment."""
