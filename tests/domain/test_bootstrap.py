"""What the installer of a clone says, and when it leaves a complete environment alone."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bootstrap(tmp_path, monkeypatch):
    """The installer, with an environment of its own to look at."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "scripts" / "bootstrap.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    monkeypatch.setattr(module, "VENV", str(venv))
    monkeypatch.setattr(module, "PYTHON", str(venv / "bin" / "python"))
    monkeypatch.setattr(module, "STAMP", str(venv / ".complete.json"))
    monkeypatch.setattr(module, "UNFINISHED", str(venv / ".unfinished"))
    monkeypatch.setattr(module, "LOG", str(venv / "install.log"))
    monkeypatch.delenv("PYTHON", raising=False)
    monkeypatch.delenv("CONSTRAINTS", raising=False)
    return module


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 11, 2), (3, 12, 1), (3, 13, 1), (3, 13, 9)])
def test_a_supported_python_is_accepted(bootstrap, version):
    assert bootstrap.refusal(version) is None


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        ((3, 6, 15), "is too old"),
        ((3, 10, 13), "is too old"),
        ((3, 13, 0), "cannot store versioned content (CPython issue 125631)"),
        ((3, 14, 0), "is newer than Plone 6.2 supports"),
        ((4, 0, 0), "is newer than Plone 6.2 supports"),
    ],
)
def test_another_python_is_refused_in_one_sentence_with_a_way_out(bootstrap, version, reason):
    sentence = bootstrap.refusal(version)
    assert reason in sentence
    assert ".".join(map(str, version)) in sentence
    assert "PYTHON=python3.12" in sentence
    assert "\n" not in sentence


def test_setup_cfg_and_the_installer_agree_on_python(bootstrap):
    assert "python_requires = >=3.11,!=3.13.0,<3.14" in (ROOT / "setup.cfg").read_text()


def test_the_installer_parses_on_an_old_python():
    import ast

    for name in ("scripts/bootstrap.py", "bin/groningse-norm"):
        ast.parse((ROOT / name).read_text(), feature_version=(3, 6))


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("error: command 'gcc' failed: No such file or directory", "no C compiler"),
        ("unable to execute 'x86_64-linux-gnu-gcc': No such file", "apt-get install build-"),
        ("x.c:1:10: fatal error: Python.h: No such file or directory", "install python3-dev"),
        ("x.h:3: fatal error: libxml/tree.h: No such file or directory", "libxml2-dev"),
        ("x.h:3: fatal error: 'odd/thing.h' file not found", "header odd/thing.h is missing"),
        ("Temporary failure in name resolution", "index cannot be reached"),
        ("error sending request for url: dns error", "index cannot be reached"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("error: Permission denied (os error 13)", "No permission to write"),
        ("hello\nerror: something nobody foresaw\n", "error: something nobody foresaw"),
        ("", "no message was given"),
    ],
)
def test_a_failed_installation_is_explained_in_one_line(bootstrap, output, words):
    sentence = bootstrap.explain(output)
    assert words in sentence
    assert "\n" not in sentence


def test_a_python_without_venv_is_told_what_to_install(bootstrap):
    assert "apt-get install python3-venv" in bootstrap.missing_module((3, 11, 2), "ensurepip")


def complete(bootstrap, extras=()):
    """Make the environment look complete; returns its digest."""
    Path(bootstrap.PYTHON).parent.mkdir(parents=True)
    Path(bootstrap.PYTHON).touch()
    wanted = bootstrap.digest(bootstrap.constraints())
    stamp = {
        "digest": wanted,
        "extras": list(extras),
        "python": list(sys.version_info[:3]),
        "venv": bootstrap.VENV,
    }
    Path(bootstrap.STAMP).write_text(json.dumps(stamp))
    return wanted


def test_a_complete_environment_is_left_alone(bootstrap, monkeypatch):
    complete(bootstrap, ["test"])
    monkeypatch.setattr(bootstrap, "install", pytest.fail)
    assert bootstrap.ensure() == bootstrap.PYTHON
    assert bootstrap.ensure(["test"]) == bootstrap.PYTHON


@pytest.mark.parametrize("change", ["extra", "unfinished", "constraints", "moved", "no stamp"])
def test_an_environment_that_is_not_complete_is_installed(bootstrap, monkeypatch, change, tmp_path):
    complete(bootstrap)
    extras = []
    if change == "extra":
        extras = ["test"]
    elif change == "unfinished":
        Path(bootstrap.UNFINISHED).touch()
    elif change == "constraints":
        other = tmp_path / "other.txt"
        other.write_text("plone==6.2.2\n")
        monkeypatch.setenv("CONSTRAINTS", str(other))
    elif change == "moved":
        monkeypatch.setattr(bootstrap, "VENV", str(tmp_path / "elsewhere" / ".venv"))
    else:
        Path(bootstrap.STAMP).unlink()
    calls = []
    monkeypatch.setattr(bootstrap, "install", lambda *args: calls.append(args))
    bootstrap.ensure(extras)
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("made_with", "chosen", "kept"),
    [
        (sys.version_info[:3], None, True),
        (sys.version_info[:3], "python3", True),
        ((3, 12, 99), None, True),
        ((3, 12, 99), "python3", False),
        ((3, 10, 1), None, False),
        ((3, 13, 0), None, False),
    ],
)
def test_another_python_takes_its_place_only_on_purpose(
    bootstrap, monkeypatch, made_with, chosen, kept
):
    complete(bootstrap)
    version = ".".join(map(str, made_with))
    (Path(bootstrap.VENV) / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {version}\n")
    if chosen:
        monkeypatch.setenv("PYTHON", chosen)
    assert bootstrap.usable() is kept


def test_constraints_that_do_not_exist_are_refused(bootstrap, monkeypatch, capsys):
    monkeypatch.setenv("CONSTRAINTS", "nowhere.txt")
    with pytest.raises(SystemExit) as stopped:
        bootstrap.prepare()
    assert stopped.value.code == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert "CONSTRAINTS names a file that does not exist" in lines[0]


def test_an_address_of_constraints_is_passed_on(bootstrap, monkeypatch):
    monkeypatch.setenv("CONSTRAINTS", "https://dist.plone.org/release/6.2.2/constraints.txt")
    assert bootstrap.constraints() == "https://dist.plone.org/release/6.2.2/constraints.txt"


def test_extras_come_from_setup_cfg(bootstrap):
    lines = bootstrap.requirements(["test", "check"])
    assert "Plone>=6.2,<6.3" in lines
    assert "pytest" in lines
    assert "ruff" in lines
    with pytest.raises(bootstrap.Refused):
        bootstrap.requirements(["nothing"])


def test_the_installers_compile_bytecode_whatever_the_environment_says(bootstrap, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in bootstrap.clean_environment()


def test_a_step_that_fails_says_one_sentence(bootstrap, tmp_path):
    Path(bootstrap.VENV).mkdir()
    lock = os.open(tmp_path, os.O_RDONLY)
    try:
        with pytest.raises(bootstrap.Refused, match="no C compiler"):
            bootstrap.run(
                "building",
                [sys.executable, "-c", "import sys; sys.exit('unable to execute gcc')"],
                lock,
            )
    finally:
        os.close(lock)


def test_two_installations_wait_for_each_other(tmp_path):
    """The second finds the environment that the first has made."""
    program = f"""
import sys, time
sys.path.insert(0, {str(ROOT / "scripts")!r})
import bootstrap, os
bootstrap.ROOT = {str(tmp_path)!r}
bootstrap.constraints = lambda: "x"
bootstrap.read_stamp = lambda: {{}}
bootstrap.complete = lambda *a: os.path.exists({str(tmp_path / "made")!r})
def install(*a):
    time.sleep(1)
    open({str(tmp_path / "made")!r}, "x").close()
bootstrap.install = install
bootstrap.ensure()
"""
    running = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(3)]
    assert [process.wait(timeout=30) for process in running] == [0, 0, 0]
