"""Servers on loopback, for tests and benchmarks: PostgreSQL, Plone processes, nginx, SMTP.

Each is a context manager that ends what it started. Nothing listens on another address than
127.0.0.1, and nothing is written outside a temporary directory.
"""

import socket

LOOPBACK = "127.0.0.1"


def vrije_poort() -> int:
    """A port that nobody listens on at this moment."""
    with socket.create_server((LOOPBACK, 0)) as vrij:
        return vrij.getsockname()[1]
