"""Mail goes out, one message at a time, over a connection that is kept as long as the server likes."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from email.utils import parseaddr
from typing import Self

from monitor.digests.message import domain_of
from monitor.digests.outcome import Outcome, Refused, Sent, TryLater, Unknown, Unreachable, Withdrawn
from monitor.settings import MailSettings

_CLOSING = 421  # RFC 5321, 3.8: the server ends the connection, often after so many messages
_FAILURES = (OSError, smtplib.SMTPException, UnicodeError)
_LONGEST_ERROR = 300  # characters


class SmtpSender:
    """Sends through the server of `settings`; to be used in a `with` block, which ends the connection."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._from = parseaddr(settings.sender)[1]
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            with suppress(*_FAILURES):
                self._server.quit()
            self._drop()

    def send(self, message: bytes, recipient: str, before_data: Callable[[], bool]) -> Outcome:
        """Hand over one message. After a fault before the text goes out it may safely be sent again."""
        kept = self._server is not None
        refusal = self._offer(recipient)
        if kept and self._server is None:  # the server was done with that connection, not with us
            refusal = self._offer(recipient)
        if refusal is not None:
            return refusal
        if not before_data():
            self._reset()
            return Withdrawn()
        return self._hand_over(message)

    def _offer(self, recipient: str) -> Outcome | None:
        """Name sender and recipient; None: the server now waits for the text."""
        try:
            server = self._connected()
            options = self._options(server, recipient)
            code, answer = server.mail(self._from, options or ())
        except _FAILURES as error:
            self._drop()
            return Unreachable(self._told(error))
        if code != 250:
            self._reset(code)
            return Unreachable(f"{self._where} refuses the sender {self._from}: {_said(code, answer)}")
        if options is None:
            self._reset()
            return Refused(
                "the address has letters outside ASCII, which the mail server cannot take (SMTPUTF8)"
            )
        return self._name_recipient(server, recipient)

    def _name_recipient(self, server: smtplib.SMTP, recipient: str) -> Outcome | None:
        try:
            code, answer = server.rcpt(recipient)
        except _FAILURES as error:
            self._drop()
            return TryLater(self._told(error))
        if code in {250, 251}:
            return None
        self._reset(code)
        return Refused(_said(code, answer)) if code >= 500 else TryLater(_said(code, answer))

    def _hand_over(self, message: bytes) -> Outcome:
        assert self._server is not None
        try:
            code, said = self._server.data(message)
            answer: bytes | str = said
        except smtplib.SMTPDataError as error:  # refused before any text went out
            code, answer = error.smtp_code, error.smtp_error
        except _FAILURES as error:
            self._drop()
            return Unknown(f"cut off while being sent, it may have arrived: {self._told(error)}")
        if code == _CLOSING:
            self._drop()
        if code >= 500:
            return Refused(_said(code, answer), content=True)
        if code >= 400:
            return TryLater(_said(code, answer))
        return Sent() if code >= 200 else Unknown(f"{self._where} gave an answer that is none of SMTP's")

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            self._server = self._connect()
        return self._server

    def _connect(self) -> smtplib.SMTP:
        settings, context = self._settings, ssl.create_default_context()
        address = (settings.host, settings.port, domain_of(settings.sender))  # its own name needs no DNS
        server = (
            smtplib.SMTP_SSL(*address, timeout=settings.timeout_seconds, context=context)
            if settings.security == "tls"
            else smtplib.SMTP(*address, timeout=settings.timeout_seconds)
        )
        try:
            if settings.security == "starttls":
                server.starttls(context=context)
            server.ehlo_or_helo_if_needed()
            if settings.user:
                server.login(settings.user, settings.password.get_secret_value())
        except BaseException:
            server.close()
            raise
        return server

    def _options(self, server: smtplib.SMTP, recipient: str) -> list[str] | None:
        """What MAIL needs to say for these addresses; None: the server cannot take them."""
        if recipient.isascii() and self._from.isascii():
            return []
        return ["SMTPUTF8", "BODY=8BITMIME"] if server.has_extn("smtputf8") else None

    def _reset(self, code: int = 250) -> None:
        """Forget the transaction that was begun; where the server is closing (`code`), the connection too."""
        assert self._server is not None
        try:
            if code != _CLOSING:
                self._server.rset()
                return
        except _FAILURES:
            pass
        self._drop()

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    @property
    def _where(self) -> str:
        return f"{self._settings.host}:{self._settings.port}"

    def _told(self, error: Exception) -> str:
        if isinstance(error, smtplib.SMTPResponseException):
            return f"{self._where}: {_said(error.smtp_code, error.smtp_error)}"
        if isinstance(error.__context__ or error, TimeoutError):  # smtplib wraps it
            return f"{self._where}: no answer within {self._settings.timeout_seconds} seconds"
        return f"{self._where}: {_one_line(str(error))}"


def _said(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return _one_line(f"{code} {text}")


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_ERROR]
