#!/usr/bin/env python3
"""Make or complete the virtual environment of a clone.

``python3 scripts/bootstrap.py [--extras test,check]`` makes ``.venv``, installs the
pinned dependencies and then this package in editable form. An environment that is
complete is recognised by its stamp in a few milliseconds; one that was left half-way is
made again. Standard library only, and syntax of Python 3.6: see ``bin/groningse-norm``.

Environment: ``CONSTRAINTS`` names another file (or https address) with versions;
``PYTHON``, which make passes on, says that the interpreter was chosen on purpose, so that
an environment of another version is replaced.
"""

import argparse
import configparser
import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, ".complete.json")
UNFINISHED = os.path.join(VENV, ".unfinished")
LOG = os.path.join(VENV, "install.log")

# A sign of life this often while a long step runs; shorter than a patient reader's doubt.
SIGN_OF_LIFE = 10.0  # seconds


class Refused(Exception):
    """The environment cannot be made; the text is one sentence for the reader."""


def say(text):
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


# -- the interpreter ---------------------------------------------------------------------


def refusal(version):
    """Why a Python of this version (a tuple of three) cannot be used, or None."""
    name = "Python " + ".".join(str(part) for part in version[:3])
    need = "Groningse norm needs Python 3.11, 3.12, or 3.13 from 3.13.1 on"
    if tuple(version[:3]) == (3, 13, 0):
        return (
            "{} cannot store versioned content (CPython issue 125631): {}; "
            "choose another one with PYTHON=python3.12.".format(name, need)
        )
    if version[:2] < (3, 11):
        return "{} is too old: {}; choose another one with PYTHON=python3.12.".format(name, need)
    if version[:2] > (3, 13):
        return (
            "{} is newer than Plone 6.2 supports: {}; "
            "choose another one with PYTHON=python3.12.".format(name, need)
        )
    return None


def missing_module(version, absent):
    """The sentence for a Python without the modules that make virtual environments."""
    return (
        "This Python ({}) lacks the module {}, which makes virtual environments: install it "
        "first, on Debian or Ubuntu with: apt-get install python3-venv".format(
            ".".join(str(part) for part in version[:3]), absent
        )
    )


# -- what a failed installation says -----------------------------------------------------

NETWORK = re.compile(
    r"dns error|name resolution|nodename nor servname|Name or service not known"
    r"|Network is unreachable|No route to host|Connection refused|ConnectTimeout"
    r"|NewConnectionError|from versions: none|[Tt]imed? ?out|tcp connect error"
    r"|error sending request|Could not connect|client error \(Connect\)|ProxyError",
)
COMPILER = re.compile(
    r"(?:command|program) '?(\S*(?:gcc|cc|clang|g\+\+|c\+\+))'? (?:failed: No such file|not found)"
    r"|unable to execute '?(\S*(?:gcc|cc|clang|g\+\+))'?"
    r"|No such file or directory: '(\S*(?:gcc|cc|clang|g\+\+))'"
    r"|[Nn]o (?:acceptable )?C compiler"
)
HEADER = re.compile(r"fatal error: '?([\w./+-]+\.h)'?(?:: No such file| file not found)")
HEADER_PACKAGES = (
    ("Python.h", "python3-dev"),
    ("libxml/", "libxml2-dev libxslt1-dev"),
    ("libxslt/", "libxml2-dev libxslt1-dev"),
    ("zlib.h", "zlib1g-dev"),
    ("jpeglib.h", "libjpeg-dev"),
    ("ffi.h", "libffi-dev"),
    ("libpq-fe.h", "libpq-dev"),
)


def explain(output):
    """Turn the output of pip or uv that failed into one sentence with a way out."""
    header = HEADER.search(output)
    if header:
        name = header.group(1)
        packages = [p for start, p in HEADER_PACKAGES if name.startswith(start)]
        return (
            "A dependency has to be compiled and the header {} is missing: install it, "
            "on Debian or Ubuntu with: apt-get install {}".format(
                name, packages[0] if packages else "build-essential python3-dev"
            )
        )
    if COMPILER.search(output):
        return (
            "A dependency has to be compiled and there is no C compiler: install one, "
            "on Debian or Ubuntu with: apt-get install build-essential python3-dev"
        )
    if "No space left on device" in output:
        return "The disk is full: about 700 MB are needed for the installation."
    if "Permission denied" in output or "Read-only file system" in output:
        return "No permission to write in {}: run this as the owner of the clone.".format(ROOT)
    if NETWORK.search(output):
        return (
            "The package index cannot be reached: the first start needs the network once; "
            "check the connection (or proxy) and run the same command again."
        )
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    wrong = [line for line in lines if re.match(r"(?i)(error|x |×|╰|└)", line)] or lines
    return "The installation failed: {} (all of it in {})".format(
        wrong[0] if wrong else "no message was given", LOG
    )


# -- steps -------------------------------------------------------------------------------


def clean_environment():
    """The environment for the installers: nothing that bends another Python's ways."""
    environment = dict(os.environ)
    # Without compiled bytecode every start would compile all of Plone again.
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
        environment.pop(name, None)
    environment["UV_PYTHON_DOWNLOADS"] = "never"
    environment["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    return environment


def run(title, arguments, lock):
    """Run one step with its title and seconds; its output goes to the log.

    The step holds the lock as well: if this process is killed, nobody else starts
    before the step has ended.
    """
    begin = time.time()
    say("  {} ...".format(title))
    with open(LOG, "ab") as log:
        log.write("\n$ {}\n".format(" ".join(arguments)).encode("utf-8"))
        log.flush()
        start = log.tell()
        try:
            process = subprocess.Popen(
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                env=clean_environment(),
                pass_fds=[lock],
            )
        except OSError as error:
            raise Refused("{} could not be run: {}".format(arguments[0], error.strerror))
        told = begin
        while True:
            try:
                code = process.wait(timeout=0.5)
                break
            except subprocess.TimeoutExpired:
                if time.time() - told >= SIGN_OF_LIFE:
                    told = time.time()
                    say("  {} ... {:.0f} s".format(title, told - begin))
            except BaseException:
                process.terminate()
                process.wait()
                raise
    if code:
        with open(LOG, "rb") as log:
            log.seek(start)
            raise Refused(explain(log.read().decode("utf-8", "replace")))
    say("  {}: {:.1f} s".format(title, time.time() - begin))


def constraints():
    """The file (absolute path) or address that holds the versions."""
    chosen = os.environ.get("CONSTRAINTS") or os.path.join(ROOT, "constraints.txt")
    if "://" in chosen:
        return chosen
    chosen = os.path.abspath(chosen)
    if not os.path.isfile(chosen):
        raise Refused("CONSTRAINTS names a file that does not exist: {}".format(chosen))
    return chosen


def requirements(extras):
    """What setup.cfg asks for, with these extras."""
    config = configparser.ConfigParser()
    config.read(os.path.join(ROOT, "setup.cfg"), encoding="utf-8")
    lines = config.get("options", "install_requires").splitlines()
    for extra in extras:
        if not config.has_option("options.extras_require", extra):
            raise Refused("setup.cfg has no extra named {}.".format(extra))
        lines += config.get("options.extras_require", extra).splitlines()
    return [line.strip() for line in lines if line.strip()]


def digest(source):
    """Changes when what is to be installed changes, or when the clone has moved."""
    found = hashlib.sha256(VENV.encode("utf-8"))
    found.update(source.encode("utf-8"))
    for path in (source, os.path.join(ROOT, "setup.cfg"), os.path.join(ROOT, "pyproject.toml")):
        if os.path.isfile(path):
            with open(path, "rb") as stream:
                found.update(stream.read())
    return found.hexdigest()


def read_stamp():
    try:
        with open(STAMP, encoding="utf-8") as stream:
            return json.load(stream)
    except (OSError, ValueError):
        return {}


def made_with():
    """The version of Python that .venv was made with, as its own file tells it."""
    try:
        with open(os.path.join(VENV, "pyvenv.cfg"), encoding="utf-8") as stream:
            found = re.search(r"^version\s*=\s*(\d+)\.(\d+)\.(\d+)", stream.read(), re.MULTILINE)
    except OSError:
        return None
    return tuple(int(part) for part in found.groups()) if found else None


def complete(stamp, wanted, extras):
    """Whether .venv is what is wanted."""
    if os.path.exists(UNFINISHED) or not os.path.exists(PYTHON):
        return False
    if stamp.get("digest") != wanted or not set(extras) <= set(stamp.get("extras", [])):
        return False
    chosen = os.environ.get("PYTHON")
    return not chosen or stamp.get("python") == list(sys.version_info[:3])


def usable():
    """Whether .venv can be completed as it is, with the Python that it was made with."""
    stamp = read_stamp()
    version = made_with()
    if os.path.exists(UNFINISHED) or not os.path.exists(PYTHON) or not version:
        return False
    if stamp.get("venv", VENV) != VENV or refusal(version):
        return False
    # Another Python takes its place only if it was chosen on purpose.
    return not os.environ.get("PYTHON") or version == tuple(sys.version_info[:3])


def install(source, wanted, extras, stamp, lock):
    keep = usable()
    if not keep:
        refused = refusal(sys.version_info)
        if refused:
            raise Refused(refused)
        for module in ("venv", "ensurepip"):
            try:
                __import__(module)
            except ImportError:
                raise Refused(missing_module(sys.version_info, module))
    extras = sorted(set(extras) | set(stamp.get("extras", [])))
    begin = time.time()
    say("Installing Groningse norm in {} (once; later starts skip this)".format(VENV))
    if not keep and os.path.lexists(VENV):
        shutil.rmtree(VENV)
    if not os.path.isdir(VENV):
        os.mkdir(VENV)
    with open(UNFINISHED, "w") as marker:
        marker.write("This environment is being made; if nothing runs, it is made again.\n")
    if not keep:
        run("making the virtual environment", [sys.executable, "-m", "venv", VENV], lock)
    run(
        "fetching the installer",
        [PYTHON, "-m", "pip", "install", "--quiet", "-c", source, "uv", "setuptools", "wheel"],
        lock,
    )
    listed = os.path.join(VENV, "requirements.txt")
    with open(listed, "w", encoding="utf-8") as stream:
        stream.write("\n".join(requirements(extras)) + "\n")
    uv = [os.path.join(VENV, "bin", "uv"), "pip", "install", "--python", PYTHON, "--no-progress"]
    run(
        "fetching and installing Plone and what it needs",
        uv + ["--compile-bytecode", "-c", source, "-r", listed],
        lock,
    )
    run(
        "installing this clone",
        uv + ["--no-build-isolation", "--no-deps", "--reinstall", "-e", ROOT],
        lock,
    )
    version = list(made_with() or ())
    stamp = {"digest": wanted, "extras": extras, "python": version, "venv": VENV}
    with open(STAMP + ".new", "w", encoding="utf-8") as stream:
        json.dump(stamp, stream)
    os.replace(STAMP + ".new", STAMP)
    os.remove(UNFINISHED)
    say("Installed in {:.0f} s".format(time.time() - begin))


def ensure(extras=()):
    """Make .venv complete; two at the same time wait for each other."""
    source = constraints()
    wanted = digest(source)
    if complete(read_stamp(), wanted, extras):
        return PYTHON
    # The clone's own directory is the lock: no file is left behind.
    lock = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another installation in this clone is running: waiting for it ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = read_stamp()
        if not complete(stamp, wanted, extras):
            install(source, wanted, extras, stamp, lock)
    finally:
        os.close(lock)
    return PYTHON


def prepare(extras=()):
    """`ensure` for a program: what is refused is said in one sentence, with exit code 1."""
    ended = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        python = ensure(extras)
        signal.signal(signal.SIGTERM, ended)
        return python
    except Refused as refused:
        say("groningse-norm: {}".format(refused))
    except OSError as error:
        say("groningse-norm: {}: {}".format(error.filename or ROOT, error.strerror))
    except KeyboardInterrupt:
        say("groningse-norm: stopped; the same command completes the installation.")
    sys.exit(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--extras", default="", help="extras of setup.cfg, with commas between")
    extras = [extra for extra in parser.parse_args().extras.split(",") if extra]
    prepare(extras)


if __name__ == "__main__":
    main()
