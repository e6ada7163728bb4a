"""Handing one message to the mail server, and knowing afterwards whether the server has it.

An error alone does not tell: a connection that drops before the text was sent means *no*, one that
drops after it means *nobody knows*, and one that drops when the server had said yes means *yes*.
So the conversation itself is followed (RFC 5321).
"""

from smtplib import SMTP, SMTP_SSL, SMTPDataError
from typing import Any

from groningse_norm.berichten.domain import Afgifte, Uitkomst

# RFC 5321 §4.5.3.2.6 gives a server ten minutes to take a text; one thread sends all mail.
GEDULD_NA_TEKST = 300.0
MAX_ANTWOORD = 500  # characters; it is kept with the message


class _Gevolgd:
    """Mixin: keeps what the server said to the receiver and to the text."""

    uitkomst = Uitkomst.NIET_AANGENOMEN
    code = 0
    antwoord = ""

    def _onthoud(self, gezegd: tuple[int, bytes | str]) -> None:
        code, tekst = gezegd
        if code not in (250, 251):
            woorden = tekst.decode("utf-8", "replace") if isinstance(tekst, bytes) else tekst
            self.code = code
            self.antwoord = f"{code} {woorden}"[:MAX_ANTWOORD]

    def mail(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        gezegd = super().mail(*args, **kwargs)  # type: ignore[misc]
        self._onthoud(gezegd)
        # What a server has against the sender is ours to mend, and no word about the receiver.
        self.code = 0
        return gezegd

    def rcpt(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        gezegd = super().rcpt(*args, **kwargs)  # type: ignore[misc]
        self._onthoud(gezegd)
        return gezegd

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.uitkomst = Uitkomst.ONBEKEND
        self.sock.settimeout(GEDULD_NA_TEKST)  # type: ignore[attr-defined]
        try:
            gezegd = super().data(msg)  # type: ignore[misc]
        except SMTPDataError as error:
            self.uitkomst = Uitkomst.NIET_AANGENOMEN
            self._onthoud((error.smtp_code, error.smtp_error))
            raise
        self.uitkomst = Uitkomst.AANGENOMEN if gezegd[0] == 250 else Uitkomst.NIET_AANGENOMEN
        self._onthoud(gezegd)
        return gezegd


class Gesprek(_Gevolgd, SMTP):
    """A conversation that is followed."""


class VersleuteldGesprek(_Gevolgd, SMTP_SSL):
    """The same, encrypted from its first byte."""


def geef_af(mailhost, afzender: str, aan: str, bericht: bytes) -> Afgifte:
    """Hand a message to the server of the site's mail settings, now. Raises nothing."""
    gesprekken: list[Any] = []

    def verbind(*args: Any, **kwargs: Any) -> Any:
        soort = VersleuteldGesprek if mailer.implicit_tls else Gesprek
        gesprekken.append(soort.__new__(soort))
        gesprekken[-1].__init__(*args, **kwargs)
        return gesprekken[-1]

    fout = ""
    mailer = mailhost._makeMailer()
    mailer.smtp = verbind
    try:
        mailer.send(afzender, [aan], bericht)
    except Exception as error:
        fout = str(error) or type(error).__name__
    if not gesprekken:
        return Afgifte(Uitkomst.NIET_AANGENOMEN, 0, fout)
    gesprek = gesprekken[-1]
    if gesprek.uitkomst is Uitkomst.AANGENOMEN:
        return Afgifte(Uitkomst.AANGENOMEN)
    return Afgifte(gesprek.uitkomst, gesprek.code, gesprek.antwoord or fout)
