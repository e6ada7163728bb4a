"""The command line: usage, exit codes, and errors of one line; no Plone is loaded here."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from vijandig import BIJ_ELKE_DEUR

from groningse_norm import opdrachten
from groningse_norm.opdrachten import create_site, start
from groningse_norm.opdrachten.instantie import Instantie
from groningse_norm.opdrachten.weigering import Geweigerd, VerkeerdGebruik

BRIEF = sorted(str(path) for path in (Path(__file__).parent / "brieven").glob("*.txt"))[0]


@pytest.fixture
def opdracht(tmp_path, monkeypatch, capsys):
    """Run a command; gives exit code, stdout and the lines of stderr."""
    monkeypatch.chdir(tmp_path)
    for name in ("PORT", "HOST", "VAR"):
        monkeypatch.delenv(name, raising=False)

    def run(*argv):
        try:
            code = opdrachten.main(argv)
        except SystemExit as stopped:
            code = stopped.code
        out, err = capsys.readouterr()
        return code, out, err.splitlines()

    return run


@pytest.mark.parametrize("command", [(), ("start",), ("create-site",), ("brief-inlezen",)])
def test_help_is_everywhere(opdracht, command):
    code, out, err = opdracht(*command, "--help")
    assert (code, err) == (0, [])
    assert out.startswith("usage: groningse-norm")


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("unknown",),
        ("start", "--port", "many"),
        ("start", "--port", "0"),
        ("start", "--port", "65536"),
        ("create-site", "--id", "a/b"),
        ("create-site", "--language", "fy"),
        ("create-site", "--demo", "--admin", "beheer"),
        ("brief-inlezen",),
        ("brief-inlezen", "letter.txt"),
        ("brief-inlezen", "letter.txt", "--json", "--overheid", "gm1969"),
    ],
)
def test_wrong_usage_is_2_and_one_line(opdracht, argv):
    code, out, err = opdracht(*argv)
    assert (code, out, len(err)) == (2, "", 1)
    assert err[0].startswith("groningse-norm")
    assert err[0].endswith("--help)")


def test_a_port_in_the_environment_is_judged_too(opdracht, monkeypatch):
    monkeypatch.setenv("PORT", "http")
    code, _, err = opdracht("start")
    assert code == 2
    assert "PORT is 'http'" in err[0]


def test_a_port_in_use_is_refused_in_one_line_that_names_a_way_out(opdracht):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, out, err = opdracht("start", "--port", str(port))
    assert (code, out, len(err)) == (1, "", 1)
    assert f"port {port} on 127.0.0.1 is in use" in err[0]
    assert "PORT=" in err[0]


def test_an_address_of_another_machine_is_refused(opdracht):
    # 192.0.2.0/24 is for documentation: no machine has it.
    code, _, err = opdracht("start", "--host", "192.0.2.1")
    assert (code, len(err)) == (1, 1)
    assert "no address of this machine" in err[0]


def test_demo_accounts_are_not_served_to_the_network(opdracht, tmp_path):
    code, _, err = opdracht("start", "--host", "0.0.0.0", "--port", _free_port())
    assert (code, len(err)) == (1, 1)
    assert "demo accounts is served on this machine only" in err[0]
    assert not (tmp_path / "var").exists()


def _free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as other:
        return str(other.getsockname()[1])


@pytest.mark.parametrize(
    ("host", "expected"), [("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False)]
)
def test_only_loopback_counts_as_this_machine(host, expected):
    sockets = start.gebonden(host, int(_free_port()))
    try:
        assert start.alleen_hier(sockets) is expected
    finally:
        for own in sockets:
            own.close()


def test_a_port_that_needs_rights_is_refused(monkeypatch):
    def refuse(self, address):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(Geweigerd, match="choose a port from 1024 on"):
        start.gebonden("127.0.0.1", 80)


def test_data_that_another_process_holds_are_refused(opdracht, tmp_path):
    instantie = Instantie.van(str(tmp_path / "var"))
    instantie.schrijf()
    with instantie.alleen():
        code, _, err = opdracht("start", "--port", _free_port())
    assert (code, len(err)) == (1, 1)
    assert f"in use by another server or command (process {os.getpid()})" in err[0]


def test_data_that_cannot_be_written_are_refused(opdracht, tmp_path):
    (tmp_path / "file").touch()
    code, _, err = opdracht("create-site", "--var", str(tmp_path / "file" / "var"))
    assert (code, len(err)) == (1, 1)
    assert "cannot be written" in err[0]


def test_the_content_may_be_in_postgresql(tmp_path):
    instantie = Instantie(
        tmp_path, "postgresql://plone:ge$heim@127.0.0.1:5432/norm?sslmode=require"
    )
    instantie.schrijf()
    conf = instantie.zope_conf.read_text()
    assert conf.splitlines()[1] == "%import relstorage"
    (dsn,) = [regel.strip() for regel in conf.splitlines() if regel.strip().startswith("dsn ")]
    for deel in ("user=plone", "password=ge$$heim", "dbname=norm", "sslmode=require"):
        assert deel in dsn.split()
    assert "filestorage" not in conf
    # The password is nobody else's to read.
    assert instantie.zope_conf.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("adres", ["mysql://127.0.0.1/norm", "norm", "postgresql://[::1/norm"])
def test_what_is_no_address_of_a_database_is_refused(opdracht, tmp_path, monkeypatch, adres):
    monkeypatch.setenv("DATABASE", adres)
    code, _, err = opdracht("create-site", "--var", str(tmp_path / "var"))
    assert (code, len(err)) == (1, 1)
    assert "DATABASE is no address of a PostgreSQL database" in err[0]


def test_the_instance_files_are_written_once(tmp_path):
    instantie = Instantie(tmp_path / "a $b %(c)s")
    instantie.schrijf()
    before = os.stat(instantie.zope_conf)
    instantie.schrijf()
    assert os.stat(instantie.zope_conf) == before
    assert "a $$b %(c)s" in instantie.zope_conf.read_text()
    assert "blob-dir" in instantie.zope_conf.read_text()
    assert "[DEFAULT]" not in instantie.zope_ini.read_text()


def test_var_comes_from_the_option_then_the_environment(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VAR", "elsewhere")
    assert Instantie.van("option").var == tmp_path / "option"
    assert Instantie.van(None).var == tmp_path / "elsewhere"
    monkeypatch.delenv("VAR")
    assert Instantie.van(None).var == tmp_path / "var"


@pytest.mark.parametrize("password", ["", "short", "eleven char"])
def test_a_short_password_makes_nothing(opdracht, monkeypatch, tmp_path, password):
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO(password + "\n"))
    code, _, err = opdracht("create-site", "--admin", "beheer")
    assert (code, len(err)) == (1, 1)
    assert not (tmp_path / "var").exists()


def test_a_password_may_come_from_standard_input(monkeypatch):
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO("a long enough one \n"))
    assert create_site.vraag_wachtwoord("beheer") == "a long enough one "


def test_a_letter_that_is_not_there_is_refused(opdracht, tmp_path):
    code, out, err = opdracht("brief-inlezen", "nothing.txt", "--json")
    assert (code, out, len(err)) == (1, "", 1)
    assert "nothing.txt does not exist" in err[0]
    code, _, err = opdracht("brief-inlezen", str(tmp_path), "--json")
    assert (code, len(err)) == (1, 1)
    assert "is a directory" in err[0]


@pytest.mark.parametrize("soort", BIJ_ELKE_DEUR)
def test_a_hostile_file_is_refused_in_one_dutch_line(opdracht, tmp_path, soort):
    naam, bouw, _ = BIJ_ELKE_DEUR[soort]
    bestand = tmp_path / naam
    bestand.write_bytes(bouw())
    code, out, err = opdracht("brief-inlezen", str(bestand), "--json")
    assert (code, out, len(err)) == (1, "", 1)
    assert err[0].endswith(".")
    assert any(woord in err[0].lower() for woord in ("dit ", "deze "))


def test_a_letter_that_may_not_be_read_is_refused(opdracht, monkeypatch):
    def refuse(self, mode):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    code, _, err = opdracht("brief-inlezen", "letter.txt", "--json")
    assert (code, len(err)) == (1, 1)
    assert "cannot be read: Permission denied" in err[0]


def test_a_letter_is_read_from_standard_input():
    program = [sys.executable, "-m", "groningse_norm.opdrachten", "brief-inlezen", "-", "--json"]
    with open(BRIEF, "rb") as letter:
        done = subprocess.run(program, stdin=letter, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert {"kenmerk", "datum", "embargo_tot", "onzeker"} <= set(json.loads(done.stdout))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 no text"])
def test_a_file_that_is_no_letter_is_refused_in_one_line(opdracht, tmp_path, content):
    (tmp_path / "letter.txt").write_bytes(content)
    code, out, err = opdracht("brief-inlezen", "letter.txt", "--json")
    assert (code, out, len(err)) == (1, "", 1)


def test_an_error_nobody_foresaw_is_one_line_and_a_log(opdracht, monkeypatch, tmp_path):
    def run(args):
        raise RuntimeError("first line\nsecond line")

    monkeypatch.setattr(create_site, "run", run)
    code, _, err = opdracht("create-site")
    assert (code, len(err)) == (1, 1)
    assert "RuntimeError: first line second line" in err[0]
    log = tmp_path / "var" / "log" / "groningse-norm-error.log"
    assert str(log.relative_to(tmp_path)) in err[0]
    assert "Traceback" in log.read_text()


def test_wrong_usage_found_later_is_2_as_well(opdracht, monkeypatch):
    def run(args):
        raise VerkeerdGebruik("no")

    monkeypatch.setattr(create_site, "run", run)
    assert opdracht("create-site")[0] == 2


@pytest.mark.parametrize("argv", [["--help"], ["nothing.txt", "--json"], [BRIEF, "--json"]])
def test_reading_a_letter_loads_no_plone(argv, tmp_path):
    program = (
        "import sys\n"
        "from groningse_norm.opdrachten import main\n"
        "try:\n"
        f"    main(['brief-inlezen', *{argv!r}])\n"
        "except SystemExit:\n"
        "    pass\n"
        "heavy = {'Zope2', 'ZODB', 'plone', 'Products', 'AccessControl', 'zope'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    # Namespace packages may be announced by .pth files; nothing of them may be loaded.
    assert done.stdout.splitlines()[-1] == "[]"
