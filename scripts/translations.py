"""Message catalogs: ``update`` refreshes them from the sources, ``check`` complains.

English defaults stand in the sources; ``locales/groningse_norm.pot`` lists the messages
and ``locales/nl`` holds the Dutch. Every message has a Dutch text. Dates and line numbers
are left out of the catalogs, so that two people's changes can be merged.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = "groningse_norm"
LOCALES = ROOT / "src" / DOMAIN / "locales"
POT = LOCALES / f"{DOMAIN}.pot"
DUTCH = LOCALES / "nl" / "LC_MESSAGES" / f"{DOMAIN}.po"
HEADER = """\
# Messages of Groningse norm.
msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"Language-Code: {code}\\n"
"Language-Name: {name}\\n"
"Domain: groningse_norm\\n"
"""


def extract(target: Path) -> None:
    """Write the messages of the sources to a .pot with our own header."""
    done = subprocess.run(
        [
            *(str(Path(sys.executable).parent / "i18ndude"), "rebuild-pot"),
            *("--no-line-numbers", "--pot", str(target), "--create", DOMAIN),
            *(f"src/{DOMAIN}", "profiles"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"i18ndude failed: {done.stderr.strip() or done.stdout.strip()}")
    text = target.read_text(encoding="utf-8")
    _, _, messages = text.partition("\n\n")
    target.write_text(
        HEADER.format(code="en", name="English") + "\n" + messages.strip("\n") + "\n",
        encoding="utf-8",
    )


def read(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream)


def content(catalog: Catalog) -> dict:
    """What is in a .pot: messages and their English defaults."""
    return {m.id: tuple(m.auto_comments) for m in catalog if m.id}


def update() -> int:
    LOCALES.mkdir(parents=True, exist_ok=True)
    extract(POT)
    if not DUTCH.exists():
        DUTCH.parent.mkdir(parents=True, exist_ok=True)
        DUTCH.write_text(HEADER.format(code="nl", name="Nederlands"), encoding="utf-8")
    template, dutch = read(POT), read(DUTCH)
    merged = Catalog(locale="nl", domain=DOMAIN)
    for message in template:
        if message.id:
            known = dutch.get(message.id)
            merged.add(
                message.id,
                known.string if known and "fuzzy" not in known.flags else "",
                locations=[(path, None) for path, _ in message.locations],
                auto_comments=message.auto_comments,
                user_comments=known.user_comments if known else (),
            )
    with tempfile.TemporaryFile() as stream:
        write_po(stream, merged, width=0, omit_header=True, sort_output=True)
        stream.seek(0)
        messages = stream.read().decode("utf-8").strip("\n")
    DUTCH.write_text(
        HEADER.format(code="nl", name="Nederlands") + "\n" + messages + "\n", encoding="utf-8"
    )
    missing = [m.id for m in merged if m.id and not m.string]
    print(f"{len(merged)} messages, {len(missing)} without a Dutch text")
    for identifier in missing:
        print(f"  {identifier}")
    return 0


def complaints() -> list[str]:
    """What is wrong with the catalogs, one line each."""
    if not POT.exists() or not DUTCH.exists():
        return ["there are no message catalogs; run make i18n"]
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.pot"
        extract(fresh)
        now, kept = content(read(fresh)), content(read(POT))
    found = [f"{POT.name} lacks {identifier!r}" for identifier in now.keys() - kept.keys()]
    found += [f"{POT.name} has {i!r}, which no source uses" for i in kept.keys() - now.keys()]
    found += [
        f"{POT.name} has another default for {i!r}"
        for i in now.keys() & kept.keys()
        if now[i] != kept[i]
    ]
    if found:
        return [*sorted(found), "run make i18n"]
    dutch = read(DUTCH)
    for identifier, comments in now.items():
        message = dutch.get(identifier)
        if message is None or not message.string or "fuzzy" in message.flags:
            found.append(f"no Dutch text for {identifier!r}")
        else:
            # The same ${names} in both languages, or a number falls out of a sentence.
            english = " ".join(comments) or str(identifier)
            names = set(re.findall(r"\$\{(\w+)\}", english))
            if names != set(re.findall(r"\$\{(\w+)\}", message.string)):
                found.append(f"the Dutch text for {identifier!r} has other ${{names}}")
    return sorted(found)


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        sys.exit(update())
    lines = complaints()
    print("\n".join(lines))
    sys.exit(bool(lines))
