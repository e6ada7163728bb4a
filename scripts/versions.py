"""Write ``versions.cfg`` for buildout from what is installed here.

What is installed came from ``constraints.txt``, the single place of every version;
buildout wants the names as the distributions spell them, or it picks versions itself.
"""

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
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
