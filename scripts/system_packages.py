"""System packages that tests need: install them, or name what is missing.

As root on Debian or Ubuntu they are installed with apt; elsewhere the missing ones are
named. Grouped by what in the suite needs them.
"""

import ctypes.util
import glob
import os
import shutil
import subprocess
import sys

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def _program(*names: str) -> bool:
    # Debian keeps the programs of PostgreSQL out of PATH.
    elders = [p for n in names for p in glob.glob(f"/usr/lib/postgresql/*/bin/{n}")]
    return bool(elders) or any(shutil.which(n) or shutil.which(n, path="/usr/sbin") for n in names)


def _library(name: str) -> bool:
    return ctypes.util.find_library(name) is not None


def _font(*names: str) -> bool:
    folders = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts")
    return any(
        glob.glob(f"{folder}/**/{name}*", recursive=True) for folder in folders for name in names
    )


# Group -> (Debian package, how to see that it is there).
GROUPS = {
    "browser": [
        ("chromium", lambda: _program(*CHROMIUM)),
        ("fonts-dejavu-core", lambda: _font("DejaVuSans")),
        ("fonts-liberation", lambda: _font("LiberationSans")),
    ],
    "pdf": [
        ("libpango-1.0-0", lambda: _library("pango-1.0")),
        ("libpangoft2-1.0-0", lambda: _library("pangoft2-1.0")),
        ("libharfbuzz-subset0", lambda: _library("harfbuzz-subset")),
        ("fonts-dejavu-core", lambda: _font("DejaVuSans")),
        ("poppler-utils", lambda: _program("pdffonts")),
        ("qpdf", lambda: _program("qpdf")),
    ],
    "services": [
        ("postgresql", lambda: _program("initdb")),
        ("nginx-light", lambda: _program("nginx")),
        ("softhsm2", lambda: _program("softhsm2-util")),
    ],
}


def missing(groups: list[str]) -> list[str]:
    return [package for group in groups for package, present in GROUPS[group] if not present()]


def ensure(groups: list[str]) -> str | None:
    """Install what is missing; returns the sentence that says what could not be."""
    wanted = missing(groups)
    if not wanted:
        return None
    names = " ".join(wanted)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return (
            f"missing system packages: {names} (Debian names; install them, for example with "
            f"sudo apt-get install {names}, or leave out what needs them: WITHOUT="
            + ",".join(group for group in groups if missing([group]))
            + ")"
        )
    print(f"Installing system packages: {names}", flush=True)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for arguments in (
        ["update", "-qq"],
        ["install", "-qq", "-y", "--no-install-recommends", *wanted],
    ):
        done = subprocess.run(
            ["apt-get", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        # An unreachable source of another package is no reason to stop; a failed install is.
        if done.returncode and arguments[0] == "install":
            lines = done.stdout.strip().splitlines()
            return f"apt-get could not install {names}: {lines[-1] if lines else 'no message'}"
    left = missing(groups)
    return f"still missing after apt-get: {' '.join(left)}" if left else None


if __name__ == "__main__":
    sentence = ensure(sys.argv[1:] or list(GROUPS))
    if sentence:
        sys.exit(sentence)
