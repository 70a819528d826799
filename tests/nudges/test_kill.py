"""Killing the sender again and again: every letter is accounted for, and none is sent twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from config import ROOT
from elearning.database import db
from elearning.nudges.models import OutgoingLetter
from elearning.nudges.rules import State
from tests.conftest import Clock, new_database, running
from tests.factories import Make
from tests.nudges.conftest import sending
from tests.nudges.server import MailServer

pytestmark = pytest.mark.slow

PEOPLE, KILLS = 60, 4
PATIENCE = 60  # seconds


@dataclass
class Outcome:
    """What the mail server took, and what we know of every letter."""

    server: MailServer
    states: dict[str, State]  # by Message-ID
    kills: int


def send(url: str, folder: Path, server: MailServer, minutes: int) -> subprocess.Popen[bytes]:
    """A sender at work, so many minutes past noon."""
    words = (url, str(folder), server.address, str(minutes))
    return subprocess.Popen(
        (sys.executable, "-m", "tests.nudges.sender", *words),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def kill_after(process: subprocess.Popen[bytes], server: MailServer, letters: int) -> bool:
    """SIGKILL when the server has taken so many letters; False if it ended before."""
    last = time.monotonic() + PATIENCE
    while len(server.letters) < letters and process.poll() is None and time.monotonic() < last:
        time.sleep(0.001)
    is_at_work = process.poll() is None
    if is_at_work:
        os.kill(process.pid, signal.SIGKILL)
    process.wait(timeout=PATIENCE)
    return is_at_work


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def outcome(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, the_clock: Clock
) -> Iterator[Outcome]:
    """Sixty letters, and a sender that is killed five times and then left in peace."""
    folder = tmp_path_factory.mktemp("sender")
    url = f"sqlite:///{folder}/data.sqlite"
    if request.param == "postgresql":
        url = new_database(request.getfixturevalue("postgresql"), "sender")
    with (
        running(url, folder, the_clock) as app,
        app.app_context(),
        MailServer(delay=0.01) as server,
    ):
        make = Make(the_clock)
        unit = make.unit(make.organisation())
        people = [make.user(unit) for _ in range(PEOPLE)]
        sending(unit, people[0])
        db.session.remove()
        kills = sum(
            kill_after(send(url, folder, server, 16 * n), server, 10 * n + 5) for n in range(KILLS)
        )
        assert send(url, folder, server, 16 * KILLS).wait(timeout=PATIENCE) == 0
        rows = db.session.execute(db.select(OutgoingLetter.message_id, OutgoingLetter.state))
        yield Outcome(server, {row[0]: State(row[1]) for row in rows}, kills)
        db.session.remove()


def numbers(server: MailServer) -> list[str]:
    """The letters that the server took, by the number that we gave them."""
    return [str(each["Message-ID"]).strip("<>").partition("@")[0] for each in server.letters]


def test_sender_was_killed_at_work(outcome: Outcome) -> None:
    assert outcome.kills == KILLS


def test_no_letter_is_sent_twice(outcome: Outcome) -> None:
    taken = numbers(outcome.server)

    assert len(taken) == len(set(taken))


def test_every_letter_is_sent_or_known_to_be_unsure(outcome: Outcome) -> None:
    sent = {number for number, state in outcome.states.items() if state is State.SENT}
    unsure = {number for number, state in outcome.states.items() if state is State.UNSURE}

    assert sent | unsure == set(outcome.states)
    assert sent <= set(numbers(outcome.server))
    assert len(unsure) <= outcome.kills


def test_all_readers_are_different(outcome: Outcome) -> None:
    assert len(outcome.states) == PEOPLE
    assert len(set(outcome.server.readers)) == len(outcome.server.readers)
