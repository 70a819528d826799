"""Letters out: by SMTP, or as files in the outbox where no mail server is set."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import formatdate, make_msgid, parseaddr
from pathlib import Path

import structlog
from flask import Flask, current_app

from elearning.web.smtp import Connection, NotSent

log = structlog.get_logger()

_LONGEST = 900  # bytes of a line; a header with a long address must stay in one piece


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one person: plain text, and the same as HTML if any. Subjects hold no names."""

    to: str
    subject: str
    text: str
    html: str = ""
    sender_name: str = ""  # shown instead of our address
    reply_to: str = ""  # "": nobody reads answers
    unsubscribe: str = ""  # an address that ends such letters, by one POST (RFC 8058)
    message_id: str = ""  # before the @; "": a new one


def message(letter: Letter, mail_from: str) -> EmailMessage:
    """A letter as it travels."""
    made = EmailMessage(policy=default.clone(max_line_length=_LONGEST))
    name, address = parseaddr(mail_from)
    sender = " ".join(letter.sender_name.split())  # a line break in it would be a header of its own
    made["From"] = Address(sender or name, addr_spec=address)
    made["To"], made["Subject"] = letter.to, letter.subject
    domain = address.rpartition("@")[2]  # else the name of this machine is looked up
    own = f"<{letter.message_id}@{domain}>" if letter.message_id else make_msgid(domain=domain)
    made["Date"], made["Message-ID"] = formatdate(), own
    # Who is away must not tell whom answers go to that a letter has come: reminders are for those
    # who have not finished (RFC 3834; the other is Exchange's).
    made["Auto-Submitted"], made["X-Auto-Response-Suppress"] = "auto-generated", "OOF, AutoReply"
    if letter.reply_to:
        made["Reply-To"] = letter.reply_to
    if letter.unsubscribe:
        made["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(letter.text, cte="quoted-printable")
    if letter.html:
        made.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return made


class Postman:
    """Carries letters one by one in the background. Kept in memory only: links are secrets."""

    def __init__(self, mail_url: str, mail_from: str, outbox: Path) -> None:
        self._mail_url, self._mail_from, self._outbox = mail_url, mail_from, outbox
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="postman")

    def post(self, letter: Letter) -> None:
        """Take a letter; returns at once. One without an address goes nowhere."""
        self._worker.submit(self._carry, letter)

    def wait(self) -> None:
        """Return when every letter posted so far has been carried."""
        self._worker.submit(int).result()

    def _carry(self, letter: Letter) -> None:
        if not letter.to:
            return
        try:
            made = message(letter, self._mail_from)
            if self._mail_url:
                with Connection(self._mail_url) as connection:
                    hand_over(connection, made)
            else:
                file(made, self._outbox)
        except NotSent as error:
            log.error("letter_not_sent", kind=str(error))
        except OSError as error:
            log.error("letter_not_sent", kind=type(error).__name__)


def hand_over(
    connection: Connection, made: EmailMessage, may_go: Callable[[], bool] = lambda: True
) -> bool:
    """Give a mail server a letter; see Connection.hand_over."""
    sender = made["From"].addresses[0].addr_spec
    to = made["To"].addresses[0].addr_spec
    policy = SMTP.clone(max_line_length=_LONGEST, utf8=not to.isascii())
    return connection.hand_over(sender, to, made.as_bytes(policy=policy), may_go)


def file(made: EmailMessage, outbox: Path) -> None:
    """Lay a letter in the outbox, under its own number: twice gives one file."""
    outbox.mkdir(mode=0o700, exist_ok=True)
    name = made["Message-ID"].strip("<>").split("@")[0]
    draft = outbox / f"{name}.draft"
    draft.write_bytes(bytes(made))
    draft.replace(outbox / f"{name}.eml")
    log.info("letter_in_outbox", file=f"{name}.eml")


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
