"""An instance on disk: the directories under VAR and the files that Zope starts from.

Nothing of Zope is imported here.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from groningse_norm.opdrachten.weigering import Geweigerd

ZOPE_CONF = """\
# Written by groningse-norm at each start; changes made here are lost.
{uitbreiding}%define VAR {var}

instancehome $VAR/instance
clienthome $VAR/instance
default-zpublisher-encoding utf-8
debug-mode off

<zodb_db main>
  mount-point /
  # Objects per connection; a site of one region fits in it.
  cache-size 30000
{opslag}</zodb_db>
"""

OPSLAG_BESTAND = """\
  <filestorage>
    path $VAR/filestorage/Data.fs
    blob-dir $VAR/blobstorage
  </filestorage>
"""

# Several processes on one database. Files lie in the database too; each process keeps copies
# of those it served in a directory of its own.
OPSLAG_POSTGRESQL = """\
  <relstorage>
    keep-history false
    shared-blob-dir false
    blob-dir $VAR/blobcache
    blob-cache-size 1gb
    <postgresql>
      driver psycopg2
      dsn {dsn}
    </postgresql>
  </relstorage>
"""

ONBEKENDE_DATABASE = (
    "DATABASE is no address of a PostgreSQL database, such as "
    "postgresql://plone@127.0.0.1:5432/plone"
)

# No [DEFAULT] section: its values would win over those given on a command line.
ZOPE_INI = """\
# Written by groningse-norm at each start; changes made here are lost.
[app:zope]
use = egg:Zope#main
zope_conf = %(here)s/zope.conf

[filter:translogger]
use = egg:Paste#translogger
setup_console_handler = False

[pipeline:main]
pipeline =
    translogger
    egg:Zope#httpexceptions
    zope

[server:main]
use = egg:waitress#main
host = 127.0.0.1
port = 8080
"""


@dataclass(frozen=True, slots=True)
class Instantie:
    """Where an instance keeps its files; ``var`` is an absolute path.

    ``database`` is the address of a PostgreSQL database; empty for a database in ``var``.
    """

    var: Path
    database: str = ""

    @classmethod
    def van(cls, var: str | None) -> "Instantie":
        """The instance in ``var``, else in the environment's VAR, else in ``./var``.

        The environment's DATABASE says that the content is not in there but in PostgreSQL.
        """
        database = os.environ.get("DATABASE", "")
        if database and not database.startswith(("postgresql://", "postgres://")):
            raise Geweigerd(ONBEKENDE_DATABASE)
        return cls(Path(os.path.abspath(var or os.environ.get("VAR") or "var")), database)

    @property
    def zope_conf(self) -> Path:
        return self.var / "instance" / "etc" / "zope.conf"

    @property
    def zope_ini(self) -> Path:
        return self.var / "instance" / "etc" / "zope.ini"

    @property
    def data(self) -> Path:
        return self.var / "filestorage" / "Data.fs"

    @property
    def heeft_data(self) -> bool:
        """Whether there may be content already; of another server's database that is unknown."""
        return bool(self.database) or self.data.exists()

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def cache(self) -> Path:
        return self.var / "cache"

    def schrijf(self) -> None:
        """Make the directories and the files; what is there and right is left alone."""
        if any(ord(teken) < 32 for teken in str(self.var)):
            raise Geweigerd("the path in VAR holds a control character; choose another path")
        try:
            for directory in (
                self.zope_conf.parent,
                self.data.parent,
                self.var / "blobstorage",
                self.logs,
                self.cache,
            ):
                directory.mkdir(parents=True, exist_ok=True)
            # "$" begins a substitution in zope.conf.
            var = str(self.var).replace("$", "$$")
            dsn = _dsn(self.database).replace("$", "$$") if self.database else ""
            _schrijf(
                self.zope_conf,
                ZOPE_CONF.format(
                    var=var,
                    uitbreiding="%import relstorage\n" if dsn else "",
                    opslag=OPSLAG_POSTGRESQL.format(dsn=dsn) if dsn else OPSLAG_BESTAND,
                ),
            )
            _schrijf(self.zope_ini, ZOPE_INI)
        except OSError as error:
            raise Geweigerd(
                f"the data directory {error.filename or self.var} cannot be written: "
                f"{error.strerror}; choose another one with VAR="
            ) from None

    @contextlib.contextmanager
    def alleen(self) -> Iterator[None]:
        """Hold this instance for one process; each process on one PostgreSQL has its own VAR.

        A database in a file has a lock as well, but it is opened only after seconds of start-up.
        Raises `Geweigerd` when another process has it.
        """
        from zc.lockfile import LockError, LockFile

        paden = (self.var / "instance" / "groningse-norm.lock", Path(f"{self.data}.lock"))
        eigen: list[LockFile] = []
        try:
            for pad in paden:
                try:
                    slot = LockFile(str(pad))
                except LockError:
                    raise in_gebruik(pad) from None
                eigen.append(slot)
            # The storage takes its own lock again; ours on it was only to look.
            eigen.pop().close()
            yield
        finally:
            for slot in eigen:
                slot.close()


def _dsn(database: str) -> str:
    """The address as RelStorage wants it: words with values, to which it adds its own."""
    try:
        from psycopg2 import ProgrammingError
        from psycopg2.extensions import make_dsn, parse_dsn
        from relstorage import storage  # noqa: F401
    except ImportError:
        raise Geweigerd(
            "DATABASE needs RelStorage and psycopg2: install groningse_norm[postgresql]"
        ) from None
    try:
        dsn = make_dsn(**parse_dsn(database))
    except ProgrammingError:
        raise Geweigerd(ONBEKENDE_DATABASE) from None
    if any(ord(teken) < 32 for teken in dsn):
        raise Geweigerd(ONBEKENDE_DATABASE)
    return dsn


def in_gebruik(slot: Path) -> Geweigerd:
    """The refusal when another process holds the data; names its id if known."""
    try:
        nummer = f" (process {int(slot.read_text())})"
    except (OSError, ValueError):
        nummer = ""
    return Geweigerd(
        f"the data in {slot.parent.parent} are in use by another server or command{nummer}: "
        f"stop it first, or choose other data with VAR="
    )


def _schrijf(pad: Path, inhoud: str) -> None:
    """Write a file whole or not at all."""
    if pad.is_file() and pad.read_text(encoding="utf-8") == inhoud:
        return
    getal, naam = tempfile.mkstemp(dir=pad.parent, prefix=f".{pad.name}-")
    try:
        with os.fdopen(getal, "w", encoding="utf-8") as stream:
            stream.write(inhoud)
        os.replace(naam, pad)
    except BaseException:
        os.unlink(naam)
        raise
