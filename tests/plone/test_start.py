"""The command that makes a site and serves it, as a process of its own."""

import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from groningse_norm.demo.accounts import GROEP_VAN, WACHTWOORD
from groningse_norm.opdrachten.start import ROLLEN


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    """Data shared by the tests of this module, in the order in which they stand."""
    return tmp_path_factory.mktemp("a path with spaces") / "var"


def opdracht(var, *argv, **settings):
    environment = {name: os.environ[name] for name in os.environ if name not in ("PORT", "HOST")}
    return subprocess.Popen(
        [sys.executable, "-m", "groningse_norm.opdrachten", *argv],
        env={**environment, "VAR": str(var), **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def vrije_poort() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return str(free.getsockname()[1])


def dient(var):
    """Start, visit the address that is printed, and stop; gives what was printed."""
    process = opdracht(var, "start", PORT=vrije_poort())
    printed = []
    for line in process.stdout:
        printed.append(line)
        if line.startswith("Ctrl-C"):
            break
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+/groningen", "".join(printed))
        assert address, process.stderr.read()
        page = urllib.request.urlopen(address.group(), timeout=60)
        assert page.status == 200
        text = page.read().decode()
        # While it runs, its data are nobody else's.
        other = opdracht(var, "create-site", "--id", "other")
        _, error = other.communicate(timeout=60)
        assert other.returncode == 1
        assert len(error.splitlines()) == 1
        assert f"process {process.pid}" in error
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Traceback" not in errors
    return "".join(printed), text


def afdruk(var) -> str:
    return hashlib.sha256((var / "filestorage" / "Data.fs").read_bytes()).hexdigest()


def test_a_start_that_is_killed_leaves_nothing_half_made_and_the_next_completes(var):
    process = opdracht(var, "start", PORT=vrije_poort())
    for line in process.stderr:
        if line.startswith("  making the site"):
            break
    process.kill()
    process.communicate(timeout=60)
    printed, text = dient(var)
    assert WACHTWOORD in printed
    assert "griffie-gm1969" in printed
    assert 'lang="nl"' in text
    assert "barceloneta" in text


def test_a_second_start_changes_nothing(var):
    before = afdruk(var)
    dient(var)
    assert afdruk(var) == before


def test_existing_demo_data_are_not_served_to_the_network(var):
    process = opdracht(var, "start", HOST="0.0.0.0", PORT=vrije_poort())
    _, error = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "demo accounts is served on this machine only" in error.splitlines()[-1]


def test_the_printed_roles_are_those_of_the_demo():
    assert [rol for rol, _ in ROLLEN] == list(GROEP_VAN)


def test_a_site_for_real_work_has_no_account_unless_asked_for(tmp_path):
    process = opdracht(tmp_path / "var", "create-site", "--language", "en")
    printed, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    assert "No account was made" in printed
