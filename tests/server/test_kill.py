"""Killing the server in the middle of a stream of hand-ins loses nothing and leaves no halves."""

import os
from collections import Counter as Tally
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, func, select, text

from config import utc_now
from elearning.campaigns import evidence
from elearning.campaigns import queries as campaigns
from elearning.course.tree import Kind
from elearning.database import db
from elearning.demo.dalarna import SLUG_NOW
from elearning.learning.models import Attempt, ChoiceCount, Completion
from tests.server.site import Site
from tests.server.stage import Stage
from tests.server.stream import HandIn, Stream

pytestmark = pytest.mark.slow

ROUNDS = (40, 90)  # acknowledged hand-ins, in all, before each kill


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stream(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stream]:
    """A stream that was cut twice by SIGKILL, on a server that is up again."""
    folder = tmp_path_factory.mktemp("killed")
    url = f"sqlite:///{folder}/data.sqlite"
    if request.param == "postgresql":
        url = empty_database(request.getfixturevalue("postgresql"))
    site = Site(folder, url)
    site.prepare()
    stream = Stream(site, Stage(site))
    for count in ROUNDS:
        site.start()
        stream.run_until(count)
    site.start()
    with site.app.app_context():
        yield stream
        db.session.remove()
        db.engine.dispose()
    site.kill()


def empty_database(beside: str) -> str:
    """Another database on the same PostgreSQL."""
    name = "killed_" + os.environ.get("PYTEST_XDIST_WORKER", "alone")
    engine = create_engine(beside, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return engine.url.set(database=name).render_as_string(hide_password=False)


def test_killed_server_loses_no_acknowledged_hand_in(stream: Stream) -> None:
    sent = Tally(at(each) for each in stream.acknowledged if each.place.lesson.quiz)

    kept = Tally(rows(Attempt))

    assert len(stream.acknowledged) >= ROUNDS[-1]
    assert sent - kept == Tally()


def test_killed_server_loses_no_acknowledged_lesson(stream: Stream) -> None:
    sent = {at(each) for each in stream.acknowledged if each.right}

    assert sent - set(rows(Completion)) == set()


def test_killed_server_numbers_attempts_without_a_gap(stream: Stream) -> None:
    tries = Tally(rows(Attempt))

    numbered = sorted(rows(Attempt, Attempt.number))

    assert numbered == sorted((*key, i) for key in tries for i in range(1, tries[key] + 1))


def test_killed_server_finishes_every_passed_lesson(stream: Stream) -> None:
    passed = set(rows(Attempt, where=Attempt.passed))

    assert passed - set(rows(Completion)) == set()


def test_killed_server_counts_choices_with_their_attempt(stream: Stream) -> None:
    firsts = Tally((module, lesson) for _, module, lesson, n in rows(Attempt, Attempt.number) if n == 1)

    counted = choices_counted()

    assert counted == {
        (place.module.slug, question.key): firsts[place.module.slug, place.lesson.slug]
        for place in stream.stage.places()
        for question in (place.lesson.quiz.questions if place.lesson.quiz else ())
        if question.kind is not Kind.MULTIPLE and firsts[place.module.slug, place.lesson.slug]
    }


def test_killed_server_completes_modules_and_course_with_their_last_lesson(stream: Stream) -> None:
    done = lessons_done()

    expected = {user: completed_by(stream.stage, lessons) for user, lessons in done.items()}

    assert {user: completed(user) for user in done} == expected


def test_killed_server_shows_what_the_evidence_says(stream: Stream) -> None:
    campaign = campaigns.campaign(SLUG_NOW)

    assert evidence.differences(campaign, utc_now()) == []
