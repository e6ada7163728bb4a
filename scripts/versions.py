"""Write ``versions.cfg`` for buildout from what is installed here.

What is installed came from ``constraints.txt``, the single place of every version;
buildout wants the names as the distributions spell them, or it picks versions itself.

The recipe of the instance asks for a first account as well. It gets one with a password
that nobody can guess, kept when the file is written again; it counts only for a new
database.
"""

import re
import secrets
import sys
from importlib.metadata import distributions
from pathlib import Path

OWN = "groningse-norm"


def versions() -> dict[str, str]:
    found = {d.metadata["Name"]: d.version for d in distributions()}
    return {
        name: version
        for name, version in sorted(found.items(), key=lambda item: item[0].lower())
        if name.lower().replace("_", "-") != OWN
    }


def main() -> None:
    target = Path(sys.argv[1])
    lines = ["# Generated from constraints.txt by make buildout.", "[versions]"]
    lines += [f"{name} = {version}" for name, version in versions().items()]
    known = target.read_text(encoding="utf-8") if target.exists() else ""
    account = re.search(r"^user = admin:\S+$", known, re.MULTILINE)
    user = account.group() if account else f"user = admin:{secrets.token_urlsafe(16)}"
    lines += ["", "# The first account of a new database.", "[account]", user]
    target.touch(mode=0o600)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
