"""A mail server on loopback that takes mail, refuses it, is slow, or hangs up."""

import asyncio
import email
import time
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from opstelling import LOOPBACK, vrije_poort


class Postbus:
    """``doe``: ``neem``, ``weiger`` (550), ``later`` (451), ``hang_op`` or ``traag``."""

    def __init__(self) -> None:
        self.poort = vrije_poort()
        self.doe = "neem"
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
        if self.doe == "weiger":
            return "550 no such mailbox"
        if self.doe == "later":
            return "451 try again later"
        if self.doe == "hang_op":
            server.transport.abort()
            return "421 bye"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session, envelope) -> str:
        self.gekregen.append(email.message_from_bytes(envelope.content))
        if self.doe == "traag":
            await asyncio.sleep(TRAAG)
        return "250 taken"


TRAAG = 3.0  # seconds; longer than a lift may take
