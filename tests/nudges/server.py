"""MailServer: aiosmtpd on a free port, which keeps what it takes and fails as it is told to."""

import time
from asyncio import Transport
from collections import Counter, deque
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.server.site import free_port

DROP_BEFORE, DROP_AFTER, DROP_AT_DATA = "drop before", "drop after", "drop at DATA"


class MailServer:
    """What it takes lies in `letters`. Plans are used up one by one, the first letter first.

    A plan is an answer ("451 later", "550 no") to the whole letter; "RCPT 550 …" to its reader;
    or the line goes dead: DROP_AT_DATA, DROP_BEFORE or DROP_AFTER the letter was taken.
    """

    def __init__(self, plans: tuple[str, ...] = (), delay: float = 0.0) -> None:
        self.letters: list[EmailMessage] = []
        self.readers: list[str] = []
        self.lines = 0
        self.plans = deque(plans)
        self.delay = delay
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self._controller.factory = lambda: Dropping(self, server=self)  # type: ignore[method-assign]

    @property
    def address(self) -> str:
        """What to set MAIL_URL to."""
        return f"smtp://127.0.0.1:{self._controller.port}"

    def __enter__(self) -> "MailServer":
        """Listen."""
        self._controller.start()  # it knocks at its own door
        self.lines = 0
        return self

    def __exit__(self, *_: object) -> None:
        """Listen no more."""
        self._controller.stop()

    @property
    def taken(self) -> Counter[str]:
        """How often each letter was taken."""
        return Counter(str(each["Message-ID"]) for each in self.letters)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _: list[str]
    ) -> str:
        """Whether it knows the reader."""
        if self.plans and self.plans[0].startswith("RCPT "):
            return self.plans.popleft().removeprefix("RCPT ")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The whole letter is here."""
        plan = self.plans.popleft() if self.plans else ""
        time.sleep(self.delay)
        if plan and plan != DROP_AFTER:
            if plan == DROP_BEFORE:
                hang_up(server)
            return plan
        self.letters.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        self.readers += envelope.rcpt_tos
        if plan == DROP_AFTER:
            hang_up(server)
        return "250 OK"


def hang_up(server: SMTP) -> None:
    """End the connection in the middle of a word."""
    assert isinstance(server.transport, Transport)
    server.transport.abort()


class Dropping(SMTP):
    """The protocol, which counts lines and can go dead at DATA."""

    def __init__(self, handler: Any, server: MailServer) -> None:
        super().__init__(handler)
        self._mail_server = server
        server.lines += 1

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd calls it so
        """Go dead, if that is the plan."""
        plans = self._mail_server.plans
        if plans and plans[0] == DROP_AT_DATA:
            plans.popleft()
            hang_up(self)
            return
        await super().smtp_DATA(arg)
