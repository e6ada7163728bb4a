"""A mail server on loopback that takes mail, refuses it, is slow, or hangs up."""

import asyncio
import email
import time
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from opstelling import LOOPBACK, vrije_poort


class Postbus:
    """What it does with each mail is ``doe``; ``per_adres`` says otherwise for some receivers.

    ``neem``; ``weiger`` (550) and ``later`` (451), for the receiver; ``weiger_tekst`` (554), for
    the text; ``hang_op`` and ``hang_op_na_tekst``, without an answer; ``traag``; ``hang_op_na_ja``.
    """

    def __init__(self) -> None:
        self.poort = vrije_poort()
        self.doe = "neem"
        self.per_adres: dict[str, str] = {}
        self.traag = TRAAG
        self.gekregen: list[Message] = []
        self.pogingen: list[float] = []

    def __enter__(self) -> "Postbus":
        self._controller = Controller(self, hostname=LOOPBACK, port=self.poort, ready_timeout=10)
        self._controller.start()
        return self

    def __exit__(self, *fout) -> None:
        self._controller.stop()

    async def handle_RCPT(self, server: SMTP, session, envelope, address, options) -> str:
        self.pogingen.append(time.monotonic())
        doe = self.per_adres.get(address, self.doe)
        if doe == "weiger":
            return "550 no such mailbox"
        if doe == "later":
            return "451 try again later"
        if doe == "hang_op":
            server.transport.abort()
            return "421 bye"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session, envelope) -> str:
        doe = self.per_adres.get(envelope.rcpt_tos[0], self.doe)
        if doe == "weiger_tekst":
            return "554 not like this"
        self.gekregen.append(email.message_from_bytes(envelope.content))
        if doe == "hang_op_na_tekst":
            server.transport.abort()
        if doe == "traag":
            await asyncio.sleep(self.traag)
        return "250 taken"

    async def handle_QUIT(self, server: SMTP, session, envelope) -> str:
        if self.doe == "hang_op_na_ja":
            server.transport.abort()
        return "221 bye"

    def aan(self, adres: str) -> list[Message]:
        """What was taken for this receiver."""
        return [post for post in self.gekregen if post["To"] == adres]


TRAAG = 3.0  # seconds; longer than a lift may take
