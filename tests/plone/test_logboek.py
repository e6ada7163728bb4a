"""Where the log is kept: a line more costs the same however long the log is."""

from datetime import UTC, datetime

import transaction
from plone.app.testing import SITE_OWNER_NAME, login

from groningse_norm.logboek import opslag
from groningse_norm.logboek.domain import Logregel, eerste_breuk

NU = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def noteer(aantal: int, sleutel: str = "proef") -> None:
    for nummer in range(aantal):
        opslag.noteer_bij(sleutel, "/proef", "doe_iets", NU, reden=str(nummer))


def kosten(server, monkeypatch) -> tuple[int, int, int]:
    """Lines read, records of the database read and written for one line more."""
    gelezen = []

    class Geteld(Logregel):
        @classmethod
        def uit(cls, volgnummer, gegevens):
            gelezen.append(volgnummer)
            return Logregel.uit(volgnummer, gegevens)

    monkeypatch.setattr(opslag, "Logregel", Geteld)
    verbinding = server.portal._p_jar
    verbinding.cacheMinimize()
    opslag._boom(opslag.LOGBOEK).get("proef")
    verbinding.getTransferCounts(clear=True)
    noteer(1)
    transaction.commit()
    return len(gelezen), *verbinding.getTransferCounts()


def test_a_line_more_costs_the_same_however_long_the_log_is(server, monkeypatch):
    login(server.app, SITE_OWNER_NAME)
    noteer(40)
    transaction.commit()
    gelezen, geladen, geschreven = kosten(server, monkeypatch)
    noteer(3_000)
    transaction.commit()
    later = kosten(server, monkeypatch)

    assert gelezen == later[0] == 1
    # A tree grows a level now and then, and a full leaf is split in two; never the whole log.
    assert later[1] <= geladen + 3
    assert later[2] <= geschreven + 3
    assert eerste_breuk(opslag.regels_van("proef")) is None
    assert len(opslag.regels_van("proef")) == 3_042


def test_lines_come_in_order_and_in_reverse(portal):
    noteer(70)
    regels = opslag.regels_van("proef")

    assert [regel.reden for regel in regels] == [str(nummer) for nummer in range(70)]
    assert tuple(opslag.regels_terug("proef")) == regels[::-1]
    assert opslag.regels_van("niets") == tuple(opslag.regels_terug("niets")) == ()
