"""Geheimhouding: secrecy that a body imposed by law. Not an embargo: time never lifts it."""
