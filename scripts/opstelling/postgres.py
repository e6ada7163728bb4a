"""A PostgreSQL server of its own, empty, without a password, on loopback."""

import glob
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from opstelling import LOOPBACK, vrije_poort

ROL = "plone"


def _programma(naam: str) -> str:
    # Debian keeps the programs of PostgreSQL out of PATH.
    gevonden = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{naam}")) or [shutil.which(naam)]
    if not gevonden[-1]:
        raise RuntimeError(f"PostgreSQL is not installed: there is no {naam}")
    return gevonden[-1]


class Postgres:
    """``with Postgres() as server: server.database("site")``: the address of a new database."""

    def __enter__(self) -> "Postgres":
        self._map = Path(tempfile.mkdtemp(prefix="groningse-norm-pg-"))
        # The server refuses to run as root.
        self._wie: dict[str, str | int] = {}
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self._map, account.pw_uid, account.pw_gid)
            self._wie = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        data = self._map / "data"
        try:
            self._roep("initdb", "-D", data, "-U", ROL, "--auth=trust", "-E", "UTF8", "-N")
            self.poort = vrije_poort()
            self._log = (self._map / "log").open("wb")
            self._proces = subprocess.Popen(
                [
                    *(_programma("postgres"), "-D", data, "-p", str(self.poort)),
                    *("-c", f"listen_addresses={LOOPBACK}"),
                    *("-c", f"unix_socket_directories={self._map}"),
                    # What a power failure would lose is of no account here.
                    *("-c", "fsync=off"),
                ],
                stdout=self._log,
                stderr=subprocess.STDOUT,
                cwd=self._map,
                **self._wie,
            )
            self._wacht()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *fout) -> None:
        proces = getattr(self, "_proces", None)
        if proces is not None and proces.poll() is None:
            # "Fast": does not wait for clients to leave.
            proces.send_signal(signal.SIGINT)
            try:
                proces.wait(timeout=30)
            except subprocess.TimeoutExpired:
                proces.kill()
                proces.wait()
        if getattr(self, "_log", None) is not None:
            self._log.close()
        shutil.rmtree(self._map, ignore_errors=True)

    def database(self, naam: str) -> str:
        """Make an empty database; returns its address."""
        self._sql("postgres", f"create database {naam}")
        return f"postgresql://{ROL}@{LOOPBACK}:{self.poort}/{naam}"

    def _sql(self, database: str, opdracht: str) -> None:
        import psycopg2

        verbinding = psycopg2.connect(
            host=LOOPBACK, port=self.poort, user=ROL, dbname=database, connect_timeout=5
        )
        try:
            verbinding.autocommit = True
            with verbinding.cursor() as cursor:
                cursor.execute(opdracht)
        finally:
            verbinding.close()

    def _wacht(self) -> None:
        import psycopg2

        eind = time.monotonic() + 30
        while True:
            try:
                return self._sql("postgres", "select 1")
            except psycopg2.OperationalError:
                if self._proces.poll() is not None or time.monotonic() > eind:
                    log = (self._map / "log").read_text(errors="replace")
                    raise RuntimeError(f"PostgreSQL did not start: {log[-500:]}") from None
                time.sleep(0.1)

    def _roep(self, programma: str, *argumenten) -> None:
        klaar = subprocess.run(
            [_programma(programma), *map(str, argumenten)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=self._map,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            check=False,
            **self._wie,
        )
        if klaar.returncode:
            raise RuntimeError(f"{programma}: {klaar.stdout[-500:]}")
