"""Everything that can be judged without running the product: ``make check``.

Each check says ok or what is wrong; all of them run, and one failure fails the whole.
With ``--format`` the house style is applied instead of checked.
"""

import ast
import subprocess
import sys
from pathlib import Path

import translations

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = ["src", "tests", "scripts", "benchmarks", "bin/groningse-norm"]
PYTHON = [path for path in PYTHON if (ROOT / path).exists()]


def run(*arguments: str) -> str:
    """Output of a tool that found something wrong; empty if all is well."""
    done = subprocess.run(
        [str(BIN / arguments[0]), *arguments[1:]],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return (done.stdout.strip() or f"exit code {done.returncode}") if done.returncode else ""


def markup() -> list[str]:
    """ZCML, GenericSetup XML and page templates."""
    found: list[Path] = []
    for folder, patterns in (
        ("src", ("*.zcml", "*.pt", "*.xml")),
        ("profiles", ("*.zcml", "*.xml")),
    ):
        for pattern in patterns:
            found += (ROOT / folder).rglob(pattern)
    return sorted(str(path.relative_to(ROOT)) for path in found)


def packaging() -> str:
    """What setup.cfg promises has to be there, and versions have one place only."""
    wrong = []
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    loose = [line for line in constraints if line and line[0] not in "# " and "==" not in line]
    wrong += [f"constraints.txt: {line} has no exact version" for line in loose]
    for path in (ROOT / "src").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        if path.name != "__init__.py" and ast.get_docstring(tree) is None:
            wrong.append(f"{path.relative_to(ROOT)}: no docstring that says what it is")
    return "\n".join(wrong)


CHECKS = {
    "ruff check": lambda: run("ruff", "check", *PYTHON),
    "ruff format": lambda: run("ruff", "format", "--check", *PYTHON),
    "zpretty": lambda: run("zpretty", "--check", *markup()),
    "mypy": lambda: run("mypy"),
    "packaging": packaging,
    "translations": lambda: "\n".join(translations.complaints()),
}


def main() -> int:
    if sys.argv[1:] == ["--format"]:
        subprocess.run([str(BIN / "ruff"), "check", "--fix", *PYTHON], cwd=ROOT, check=False)
        subprocess.run([str(BIN / "ruff"), "format", *PYTHON], cwd=ROOT, check=True)
        subprocess.run([str(BIN / "zpretty"), "-i", *markup()], cwd=ROOT, check=True)
        return 0
    failed = []
    for name, check in CHECKS.items():
        wrong = check()
        print(f"{name}: {'ok' if not wrong else 'NOT OK'}", flush=True)
        if wrong:
            failed.append(name)
            print("  " + wrong.replace("\n", "\n  "), flush=True)
    print(f"make check: {'NOT OK: ' + ', '.join(failed) if failed else 'all ok'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
