"""Fixtures of the tests with real services: one PostgreSQL, Plone processes on it.

Each module has a demo site of its own, opened in the test's process as well, where tests prepare
content and look at what became of it. Every server is ended by its fixture.
"""

import sys
from datetime import timedelta

import pytest
from opstelling.postgres import Postgres
from opstelling.proces import Klok, Proces, hier_geopend, maak_demo

from groningse_norm import klok as klok_van_product


@pytest.fixture(scope="session")
def klok(tmp_path_factory):
    """The clock of all processes."""
    return Klok(tmp_path_factory.mktemp("klok") / "klok")


@pytest.fixture(scope="session")
def database(klok):
    """Address of a database with the demo site, opened in this process without a ticker."""
    with Postgres() as server:
        adres = server.database("site")
        with hier_geopend(klok, adres):
            maak_demo()
            yield adres


@pytest.fixture(scope="session")
def processen(klok, database):
    """``processen(2)``: so many that serve the site, the same as in earlier tests.

    ``processen(0)`` gives those that there are, as they are.
    """
    alle: list[Proces] = []

    def geef(aantal: int) -> list[Proces]:
        while len(alle) < aantal:
            alle.append(Proces(klok.nog_een(), {"DATABASE": database}))
        for proces in alle[:aantal]:
            if not proces.loopt:
                proces.start()
        for proces in alle[:aantal]:
            proces.wacht()
        return alle[: aantal or None]

    yield geef
    for proces in alle:
        proces.ruim_op()


@pytest.fixture(autouse=True)
def logboeken(processen):
    """With a test that fails: what the product logged meanwhile, on standard output."""
    begin = {id(proces): len(proces.event_log) for proces in processen(0)}
    yield
    for proces in processen(0):
        nieuw = proces.event_log[begin.get(id(proces), 0) :].split("\n20")
        van_ons = [regel for regel in nieuw if "[groningse_norm" in regel or "[Zope" in regel]
        sys.stdout.write(f"--- process at port {proces.poort}\n" + "\n20".join(van_ons))


@pytest.fixture
def straks(klok):
    """A moment that is far enough ahead to prepare for; move the clock towards it."""
    return klok_van_product.op_de_minuut(klok.nu() + timedelta(minutes=3))
