"""``make bench``: measure every subject, and print one table at the end.

A subject is a module in ``subjects/`` with ``ROWS`` (what is measured → ``Row``) and ``measure()``,
which gives a ``Figure`` for each of them. It runs in a process of its own. ``ONLY=embargo`` takes
the subjects whose name begins so. Exit code 1 when something could not be measured; an aim that is
missed is a row that says so.
"""

import argparse
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "scripts")]

from measure import CannotMeasure, Figure, Row  # noqa: E402

SUBJECTS = tuple(
    sorted(path.stem for path in (HERE / "subjects").glob("*.py") if path.stem != "__init__")
)
# Seconds for one subject: the slowest takes a third of it, on two cores that do other work too.
PATIENCE = 300
WIDTH = 62


def subject(name: str) -> ModuleType:
    return importlib.import_module(f"subjects.{name}")


def chosen(only: str) -> list[str]:
    """Names of the subjects that begin with one of these words; all of them for none."""
    words = tuple(only.replace(",", " ").split())
    unknown = [word for word in words if not any(name.startswith(word) for name in SUBJECTS)]
    if unknown:
        raise CannotMeasure(f"ONLY names {', '.join(unknown)}; known: {', '.join(SUBJECTS)}")
    return [name for name in SUBJECTS if not words or name.startswith(words)]


def measured(name: str) -> dict[str, Figure]:
    """All rows of a subject, measured in this process, each of them once."""
    module = subject(name)
    figures = module.measure()
    if list(figures) != list(module.ROWS):
        raise CannotMeasure(f"{name} did not measure its own rows: {', '.join(figures)}")
    for what, figure in figures.items():
        row = module.ROWS[what]
        if (figure.yardstick is None) != (not row.yardstick):
            raise CannotMeasure(f"{name}: {what} has a yardstick too many or too few")
        figure.holds(row)
    return figures


def in_a_process(name: str) -> dict[str, Figure]:
    """The same, in a process that is ended with all that it started."""
    with tempfile.TemporaryDirectory(prefix="groningse-norm-bench-") as folder:
        found, said = Path(folder) / "figures", Path(folder) / "said"
        # PostgreSQL, which refuses to run as root, has to get through to its own directory.
        Path(folder).chmod(0o711)
        with said.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, str(HERE / "run.py"), "--subject", name, "--into", str(found)],
                cwd=HERE.parent,
                env=dict(os.environ, TMPDIR=folder),
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                raise CannotMeasure(f"{name} takes more than {PATIENCE} s") from None
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGTERM)
                    process.wait(timeout=30)
        if process.returncode or not found.exists():
            last = said.read_text(errors="replace").strip()[-2000:]
            raise CannotMeasure(f"{name} stopped with code {process.returncode}:\n{last}")
        return {what: Figure(**figure) for what, figure in json.loads(found.read_text()).items()}


def line(what: str, row: Row, figure: Figure) -> str:
    holds = {True: "yes", False: "NO", None: ""}[figure.holds(row)]
    yardstick = "" if figure.yardstick is None else f"{figure.yardstick:,.3g} {row.unit}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.3f}"
    aim = "" if row.aim is None else f"≤ {row.aim:g}"
    if row.aim is not None and not row.yardstick:
        aim += f" {row.unit}"
    ours = f"{figure.ours:,.3g} {row.unit}"
    return f"{what:{WIDTH}} {ours:>14} {yardstick:>14} {ratio:>9} {aim:>9} {holds:>5}"


def print_table(figures: dict[str, dict[str, Figure]]) -> None:
    head = f"{'ours':>14} {'yardstick':>14} {'ratio':>9} {'aim':>9} {'holds':>5}"
    for name, found in figures.items():
        print(f"\n{name:{WIDTH}} {head}")
        for what, figure in found.items():
            print(line(what, subject(name).ROWS[what], figure))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="subjects, with spaces or commas between")
    parser.add_argument("--subject", help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.subject:
        figures = measured(arguments.subject)
        arguments.into.write_text(json.dumps({k: asdict(v) for k, v in figures.items()}))
        return 0
    all_figures: dict[str, dict[str, Figure]] = {}
    wrong, begin = [], time.monotonic()
    try:
        names = chosen(arguments.only)
    except CannotMeasure as error:
        print(f"make bench: {error}", file=sys.stderr)
        return 2
    for name in names:
        start = time.monotonic()
        try:
            all_figures[name] = in_a_process(name)
            print(f"{name}: {time.monotonic() - start:.0f} s", flush=True)
        except CannotMeasure as error:
            wrong.append(name)
            print(f"make bench: {error}", file=sys.stderr, flush=True)
    print_table(all_figures)
    print(f"\nTotal: {time.monotonic() - begin:.0f} s")
    if wrong:
        print(f"make bench: not measured: {', '.join(wrong)}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
