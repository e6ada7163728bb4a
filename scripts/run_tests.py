"""Run the tiers of the suite one after another, and end with one line that sums up.

A tier that finds no tests fails. A tier is left out only by name (``WITHOUT=``), and that is said.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import system_packages

ROOT = Path(__file__).resolve().parent.parent
# Cheapest first.
TIERS = ("domain", "packaging", "plone", "services", "browser")
NEEDS = {"browser": ["browser"], "services": ["services"]}
# Tiers of which the files are shared out over two processes, each with layers of its own.
SHARED = {"plone": ["-n", "2", "--dist", "loadfile"]}
NO_TESTS = 5  # exit code of pytest


def counts(report: Path) -> dict[str, int]:
    """Numbers of one tier from its JUnit report."""
    total = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    try:
        suites = ElementTree.parse(report).getroot().iter("testsuite")
    except (OSError, ElementTree.ParseError):
        return total
    for suite in suites:
        for name in total:
            total[name] += int(suite.get(name, 0))
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--without", default="", help="names with commas between")
    without = {name.strip() for name in parser.parse_args().without.split(",") if name.strip()}
    unknown = without - set(TIERS) - {"pdf"}
    if unknown:
        print(f"WITHOUT names {', '.join(sorted(unknown))}; known: {', '.join(TIERS)}, pdf")
        return 2

    tiers = [tier for tier in TIERS if tier not in without]
    notes = [f"left out by name: {', '.join(sorted(without))}"] if without else []
    groups = [group for tier in tiers for group in NEEDS.get(tier, [])]
    if "pdf" not in without:
        groups.append("pdf")
    sentence = system_packages.ensure(groups)
    if sentence:
        print(f"make test: {sentence}", file=sys.stderr)
        return 1

    environment = dict(os.environ, zope_i18n_compile_mo_files="true")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    failed, parts, passed, begin = [], [], 0, time.monotonic()
    for tier in tiers:
        print(f"\n=== tests/{tier}", flush=True)
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.xml"
            arguments = [sys.executable, "-m", "pytest", f"tests/{tier}", f"--junitxml={report}"]
            if (os.cpu_count() or 1) > 1:
                arguments += SHARED.get(tier, [])
            if "pdf" in without:
                arguments += ["-m", "not pdf"]
            code = subprocess.run(arguments, cwd=ROOT, env=environment, check=False).returncode
            found = counts(report)
        wrong = found["failures"] + found["errors"]
        good = found["tests"] - wrong - found["skipped"]
        passed += good
        text = f"{tier} {good} passed"
        text += f", {wrong} failed" if wrong else ""
        text += f", {found['skipped']} skipped" if found["skipped"] else ""
        if code == NO_TESTS:
            text = f"{tier} HAS NO TESTS"
        elif code and not wrong:
            text += f" (pytest stopped with code {code})"
        parts.append(f"{text} in {time.monotonic() - start:.0f} s")
        if code:
            failed.append(tier)
    seconds = time.monotonic() - begin
    print("\n" + "\n".join(f"  {part}" for part in [*parts, *notes]))
    verdict = f"FAILED in {', '.join(failed)}" if failed else "OK"
    print(f"Total: {verdict}; {passed} tests passed in {seconds:.0f} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
