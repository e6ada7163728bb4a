"""The command line: one module for each command, and the rules that all commands keep.

Exit codes: 0 done, 1 refused, 2 wrong usage. An error is one line on stderr; an error
that nobody foresaw is one line too, and its traceback goes to a log file.

Nothing of Zope or Plone is imported here, so that a command that needs no site is quick.
A command is a module with ``register(subparsers)``, which adds its parser, and
``run(args)``, which does the work and returns the exit code.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from groningse_norm.opdrachten import brief_inlezen, create_site, start, verifieer
from groningse_norm.opdrachten.weigering import Geweigerd, VerkeerdGebruik

OPDRACHTEN = (start, create_site, brief_inlezen, verifieer)


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the usage in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def parser() -> argparse.ArgumentParser:
    found = Parser(
        prog="groningse-norm",
        description="Run and operate a site of Groningse norm.",
        epilog="Exit codes: 0 done, 1 refused, 2 wrong usage.",
    )
    subparsers = found.add_subparsers(
        title="commands", dest="command", metavar="COMMAND", required=True
    )
    for opdracht in OPDRACHTEN:
        opdracht.register(subparsers)
    return found


def _log_directory(args: argparse.Namespace) -> Path:
    return Path(getattr(args, "var", None) or os.environ.get("VAR") or "var") / "log"


def _record(args: argparse.Namespace) -> str:
    """Write the traceback away; returns the clause that says where it is."""
    import traceback

    directory = _log_directory(args)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        log = directory / "groningse-norm-error.log"
        with log.open("a", encoding="utf-8") as stream:
            stream.write(traceback.format_exc() + "\n")
    except OSError:
        return "no log could be written"
    return f"the details are in {log}"


def _line(text: str) -> str:
    return " ".join(text.split())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    args = parser().parse_args(argv)
    name = f"groningse-norm {args.command}"
    try:
        return args.run(args) or 0
    except Geweigerd as geweigerd:
        print(f"{name}: {_line(str(geweigerd))}", file=sys.stderr)
        return 1
    except VerkeerdGebruik as verkeerd:
        print(f"{name}: {_line(str(verkeerd))} (see {name} --help)", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"{name}: stopped before it was done; nothing was half made", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output (head, less) has left; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        reason = _line(f"{type(error).__name__}: {error}")
        print(f"{name}: unexpected error, {_record(args)} ({reason})", file=sys.stderr)
        return 1
