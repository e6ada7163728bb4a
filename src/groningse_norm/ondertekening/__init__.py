"""Sign-off: rounds, signatures, and what they freeze."""
