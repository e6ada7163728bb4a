"""Bounds that a process sets itself before it looks at a file of a stranger.

What goes beyond them ends that process, and only it.
"""

import sys


def begrens(geheugen: int, seconden: int) -> None:
    """From here on: so many bytes of address space, so much processor time, no file and no core."""
    # Here and not above: it is not there on every system, and the parent imports this module as well.
    import resource

    grenzen = [
        (resource.RLIMIT_CPU, seconden),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ]
    if sys.platform != "darwin":  # macOS refuses a bound on the address space
        grenzen.append((resource.RLIMIT_AS, geheugen))
    for grens, waarde in grenzen:
        resource.setrlimit(grens, (waarde, waarde))
