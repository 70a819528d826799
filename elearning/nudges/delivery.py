"""Letters out of the outbox. May be stopped at any point, and run beside itself.

What is promised, and why not more, is decision 28: no letter is forgotten, and none is sent
again by itself after the mail server may have taken it.
"""

import time
from collections.abc import Sequence

import structlog

from elearning.database import transaction
from elearning.nudges import actions, letters, rules, starting
from elearning.nudges.actions import Claimed
from elearning.web import mail
from elearning.web.request import course, moment
from elearning.web.site import config
from elearning.web.smtp import Connection, NoConnection, Refused, Unanswered

log = structlog.get_logger()

BATCH = 20  # letters claimed at a time
ROUND = 50.0  # seconds that a round takes at most: other jobs wait for it


def send_letters() -> None:
    """A timed job: begin the waves of today, and send what is due. Not in quiet hours."""
    starting.start_waves()
    last = time.monotonic() + ROUND
    with Connection(config().mail_url) as connection:
        while time.monotonic() < last and _send_batch(connection):
            pass


def send_soon() -> None:
    """The same as a job, for a coordinator who has just confirmed."""
    send_letters()


def tidy_letters() -> None:
    """A timed job: forget what is too old to be kept."""
    with transaction():
        actions.forget_old(moment())


def _send_batch(connection: Connection) -> bool:
    """Whether there may be more to do."""
    now = moment()
    if rules.is_quiet(now):
        return False
    with transaction():
        orphans = actions.note_orphans(now)
        claimed = actions.claim(course().slug, now, BATCH)
    if orphans:
        log.warning("letters_unsure", letters=orphans)
    return bool(claimed) and _send_all(connection, claimed)


def _send_all(connection: Connection, claimed: Sequence[Claimed]) -> bool:
    """Send what was claimed; where there is no connection, all that is left is tried later."""
    for number, each in enumerate(claimed):
        try:
            _send(connection, each)
        except NoConnection as error:
            log.error("no_mail_connection", kind=str(error))
            with transaction():
                for left in claimed[number:]:
                    actions.try_later(left.id, str(error)[:20], moment())
            return False
    return True


def _send(connection: Connection, claimed: Claimed) -> None:
    try:
        is_sent = _hand_over(connection, claimed)
    except Refused as error:
        with transaction():
            if error.is_final:
                actions.note_failed(claimed.id, str(error.code))
            else:
                actions.try_later(claimed.id, str(error.code), moment())
        log.warning("letter_refused", letter=claimed.id, code=error.code)
    except Unanswered as error:
        with transaction():
            actions.note_unsure(claimed.id)
        log.warning("letter_unsure", letter=claimed.id, kind=str(error))
    except ValueError:  # what it is made of makes no letter; those after it have to go
        with transaction():
            actions.note_failed(claimed.id, "unwritable")
        log.error("letter_unwritable", letter=claimed.id)
    else:
        if is_sent:
            with transaction():
                actions.note_sent(claimed.id)


def _hand_over(connection: Connection, claimed: Claimed) -> bool:
    made = mail.message(letters.compose(claimed.content, claimed.token), config().mail_from)
    if config().mail_url:
        return mail.hand_over(connection, made, lambda: _begins(claimed))
    if not _begins(claimed):
        return False
    mail.file(made, config().instance / "outbox")
    return True


def _begins(claimed: Claimed) -> bool:
    with transaction():
        return actions.begin(claimed, moment())
