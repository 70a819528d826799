"""A connection to the mail server: opened when first needed, and kept for many letters."""

import re
import smtplib
import ssl
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from config import LOOPBACK

_OPENING = 20  # seconds that a mail server may take to answer
_TAKING = 300  # the same, when it has the whole letter and looks at it
_DOTS = re.compile(rb"^\.", re.MULTILINE)


class NotSent(Exception):
    """A letter that has not gone, or is not known to. Which, is one of the names below."""


class NoConnection(NotSent):
    """The server cannot be reached, or wants nobody's letters now. Nothing was taken."""


class Refused(NotSent):
    """The server did not take the letter, and has said so: for good, or for now."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code, self.is_final = code, 500 <= code < 600


class Unanswered(NotSent):
    """The server had the whole letter, and then went silent: it may have taken it, or not."""


class Connection:
    """Hands letters over, one after the other."""

    def __init__(self, mail_url: str) -> None:
        self._mail_url = mail_url
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> "Connection":
        """The connection, which is not open yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Say goodbye, if there is anybody to say it to."""
        self.close()

    def close(self) -> None:
        """Hang up; the next letter connects anew."""
        server, self._server = self._server, None
        if server is not None:
            try:
                server.quit()
            except (OSError, smtplib.SMTPException):
                server.close()

    def hand_over(
        self, sender: str, to: str, content: bytes, may_go: Callable[[], bool] = lambda: True
    ) -> bool:
        """Give the server a letter; True when it has said that it took it.

        `may_go` is asked when the server wants the reader, and before it has the letter: where it
        says no, nothing is sent and the answer is False. Raises NoConnection, Refused, Unanswered.
        """
        server = self._introduced(sender, to)
        if not may_go():
            self._forget_letter(server)
            return False
        try:
            server.putcmd("data")
            code = server.getreply()[0]
            if code == 354:
                server.send(_DOTS.sub(b"..", content.removesuffix(b"\r\n")) + b"\r\n.\r\n")
        except (OSError, smtplib.SMTPException) as error:  # the last dot has not gone
            self.close()
            raise NoConnection(type(error).__name__) from error
        if code != 354:
            raise self._refusal(code)
        code = self._verdict(server)
        if code != 250:
            raise self._refusal(code)
        return True

    def _introduced(self, sender: str, to: str) -> smtplib.SMTP:
        """A server that is ready for a letter from the one to the other."""
        try:
            server = self._server = self._server or open_connection(self._mail_url)
            code = server.mail(sender, () if to.isascii() else ("SMTPUTF8",))[0]
            if code != 250:  # it does not want us: that is no fault of this letter
                self._forget_letter(server)
                raise NoConnection(str(code))
            code = server.rcpt(to)[0]
        except smtplib.SMTPNotSupportedError:  # an address with å, which the server cannot take
            raise Refused(553) from None
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise NoConnection(type(error).__name__) from error
        if code not in {250, 251}:
            raise self._refusal(code)
        return server

    def _verdict(self, server: smtplib.SMTP) -> int:
        """What the server says of the whole letter. Only here may it take it unknown to us."""
        try:
            if server.sock is not None:
                server.sock.settimeout(_TAKING)
            code = server.getreply()[0]
            if server.sock is not None:
                server.sock.settimeout(_OPENING)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unanswered(type(error).__name__) from error
        return code

    def _refusal(self, code: int) -> Refused | NoConnection:
        if code == 421 or self._server is None:  # it is about to hang up
            self.close()
            return NoConnection(str(code))
        self._forget_letter(self._server)
        return Refused(code)

    def _forget_letter(self, server: smtplib.SMTP) -> None:
        try:
            server.rset()
        except (OSError, smtplib.SMTPException):
            self.close()


def open_connection(mail_url: str) -> smtplib.SMTP:
    """A server that knows us. Outside this machine it is spoken to encrypted, or not at all."""
    url = urlsplit(mail_url)
    host = url.hostname or ""
    trust = ssl.create_default_context()  # the mail server's certificate is checked
    server = _connected(url.scheme, host, url.port or 0, trust)
    try:
        server.ehlo()
        if url.scheme == "smtp" and host not in LOOPBACK:  # fails where TLS is not offered
            server.starttls(context=trust)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _connected(scheme: str, host: str, port: int, trust: ssl.SSLContext) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=_OPENING, context=trust)
    return smtplib.SMTP(host, port, timeout=_OPENING)
