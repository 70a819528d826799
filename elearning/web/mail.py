"""Letters out: by SMTP, or as files in the outbox where no mail server is set."""

import smtplib
import ssl
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

import structlog
from flask import Flask, current_app

from config import LOOPBACK

log = structlog.get_logger()

_TIMEOUT = 20  # seconds that a mail server may take to answer


@dataclass(frozen=True, slots=True)
class Letter:
    """A plain-text letter to one person. Subjects never hold names."""

    to: str
    subject: str
    text: str


class Postman:
    """Carries letters one by one in the background. Kept in memory only: links are secrets."""

    def __init__(self, mail_url: str, mail_from: str, outbox: Path) -> None:
        self._mail_url, self._mail_from, self._outbox = mail_url, mail_from, outbox
        self._round = ThreadPoolExecutor(max_workers=1, thread_name_prefix="postman")

    def post(self, letter: Letter) -> None:
        """Take a letter; returns at once. One without an address goes nowhere."""
        self._round.submit(self._carry, letter)

    def wait(self) -> None:
        """Return when every letter posted so far has been carried."""
        self._round.submit(int).result()

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = (
            self._mail_from,
            letter.to,
            letter.subject,
        )
        domain = self._mail_from.rpartition("@")[2]  # else the name of this machine is looked up
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=domain)
        message.set_content(letter.text)
        return message

    def _carry(self, letter: Letter) -> None:
        if not letter.to:
            return
        message = self._message(letter)
        try:
            if self._mail_url:
                _send(self._mail_url, message)
            else:
                self._file(message)
        except (OSError, smtplib.SMTPException) as error:
            log.error("letter_not_sent", kind=type(error).__name__)

    def _file(self, message: EmailMessage) -> None:
        self._outbox.mkdir(mode=0o700, exist_ok=True)
        name = message["Message-ID"].strip("<>").split("@")[0]
        (self._outbox / f"{name}.eml").write_bytes(bytes(message))
        log.info("letter_in_outbox", file=f"{name}.eml")


def _send(mail_url: str, message: EmailMessage) -> None:
    url = urlsplit(mail_url)
    host = url.hostname or ""
    trust = ssl.create_default_context()  # the mail server's certificate is checked
    with _connected(url.scheme, host, url.port or 0, trust) as server:
        server.ehlo()
        if url.scheme == "smtp" and host not in LOOPBACK:  # fails where TLS is not offered
            server.starttls(context=trust)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)


def _connected(scheme: str, host: str, port: int, trust: ssl.SSLContext) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT, context=trust)
    return smtplib.SMTP(host, port, timeout=_TIMEOUT)


def post(letter: Letter) -> None:
    """Send a letter from a view or a command."""
    postman: Postman = current_app.extensions["postman"]
    postman.post(letter)


def init_app(app: Flask) -> None:
    """Employ the postman."""
    config = app.extensions["config"]
    app.extensions["postman"] = Postman(
        config.mail_url, config.mail_from, config.instance / "outbox"
    )
