"""What people install: a wheel made from the source distribution, and nothing missing."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "groningse_norm"
# What the build makes or leaves out; every other file must come along.
MADE = {".pyc", ".mo"}


def run(*arguments, cwd):
    done = subprocess.run(
        [str(a) for a in arguments], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel, built from the source distribution of a copy of this checkout."""
    folder = tmp_path_factory.mktemp("build")
    checkout = folder / "checkout"
    checkout.mkdir()
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (checkout / name).parent.mkdir(parents=True, exist_ok=True)
            (checkout / name).write_bytes((ROOT / name).read_bytes())
    # Without --wheel and --sdist: the wheel is built from the source distribution.
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, cwd=checkout)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory):
    """site-packages of an empty virtual environment with the wheel in it."""
    venv = tmp_path_factory.mktemp("installed") / "venv"
    uv = Path(sys.executable).parent / "uv"
    run(uv, "venv", "--quiet", "--python", sys.executable, venv, cwd=venv.parent)
    python = venv / "bin" / "python"
    run(uv, "pip", "install", "--quiet", "--no-deps", "--python", python, wheel, cwd=venv.parent)
    where = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=venv)
    return Path(where.strip())


def sources():
    """Files of the checkout that belong in the wheel, by their name in it."""
    for base, prefix in ((ROOT / "src" / PACKAGE, ""), (ROOT / "profiles", "profiles/")):
        for path in base.rglob("*"):
            if path.is_file() and path.suffix not in MADE:
                yield f"{prefix}{path.relative_to(base)}"


def test_every_profile_is_on_disk(installed):
    profiles = installed / PACKAGE / "profiles"
    for name in ("default", "demo", "uninstall"):
        assert list((profiles / name).glob("*.xml")), name
    assert (profiles / "profiles.zcml").is_file()


def test_no_data_file_stays_behind(installed):
    missing = [name for name in sources() if not (installed / PACKAGE / name).is_file()]
    assert missing == []


def test_the_dutch_texts_are_compiled(installed):
    catalog = installed / PACKAGE / "locales/nl/LC_MESSAGES/groningse_norm.mo"
    # Magic number of a message catalog, little or big endian.
    assert catalog.read_bytes()[:4] in (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")


def test_the_distribution_is_complete(installed):
    folder = installed / PACKAGE / "distributie"
    assert "groningse_norm:default" in json.loads((folder / "profiles.json").read_text())["base"]
    assert (folder / "schema.json").is_file()


def test_nothing_else_is_in_the_wheel(wheel):
    with zipfile.ZipFile(wheel) as archive:
        top = {name.split("/")[0] for name in archive.namelist()}
        names = archive.namelist()
    assert top == {PACKAGE, "groningse_norm-1.0.0a1.dist-info"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


def test_the_command_and_the_plone_plugin_are_announced(installed):
    text = (installed / "groningse_norm-1.0.0a1.dist-info" / "entry_points.txt").read_text()
    assert "groningse-norm = groningse_norm.opdrachten:main" in text
    assert "[plone.autoinclude.plugin]" in text


def test_the_command_runs_from_the_wheel(installed):
    script = installed.parents[2] / "bin" / "groningse-norm"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [script, "--help"], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "create-site" in done.stdout
