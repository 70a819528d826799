"""Killing the server in the middle of a stream of hand-ins loses nothing and leaves no halves."""

import os
from collections import Counter as Tally
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select, text

from config import utc_now
from elearning.campaigns import evidence
from elearning.campaigns import queries as campaigns
from elearning.course.tree import Course, Kind
from elearning.database import db
from elearning.demo.dalarna import SLUG_NOW
from elearning.learning.models import Attempt, ChoiceCount, Completion
from tests.server.site import Site
from tests.server.stage import Stage
from tests.server.stream import HandIn, Stream

pytestmark = pytest.mark.slow

Key = tuple[int, str, str]  # user, module, lesson

ROUNDS = (60, 90)  # acknowledged hand-ins before each kill


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def stream(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stream]:
    """A stream that was cut twice by SIGKILL, on a server that is up again."""
    folder = tmp_path_factory.mktemp("killed")
    url = f"sqlite:///{folder}/data.sqlite"
    if request.param == "postgresql":
        url = empty_database(request.getfixturevalue("postgresql"))
    site = Site(folder, url)
    site.upgrade()
    stream = Stream(site, Stage(site))
    stream.stage.found()
    try:
        for count in ROUNDS:
            site.start()
            stream.run(count)
        site.start()
        with site.app.app_context():
            yield stream
            db.session.remove()
            db.engine.dispose()
    finally:
        site.kill()


def empty_database(beside: str) -> str:
    """Another database on the same PostgreSQL."""
    name = "killed_" + os.environ.get("PYTEST_XDIST_WORKER", "alone")
    engine = create_engine(beside, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return engine.url.set(database=name).render_as_string(hide_password=False)


def at(handed_in: HandIn) -> Key:
    """Who handed in, and where."""
    place = handed_in.place
    return handed_in.user_id, place.module.slug, place.lesson.slug


def rows(model: type[Attempt | Completion], *more: Any, where: Any = True) -> list[Any]:
    """User, module, lesson and more of what is kept about lessons."""
    columns = (model.user_id, model.module_slug, model.lesson_slug, *more)
    chosen = select(*columns).where(where, model.lesson_slug != "")
    return [tuple(row) for row in db.session.execute(chosen)]


def choices_counted() -> dict[tuple[str, str], int]:
    """Module and question → how many choices are counted."""
    question = (ChoiceCount.module_slug, ChoiceCount.question_key)
    counted = select(*question, func.sum(ChoiceCount.answers)).group_by(*question)
    return {(module, key): count for module, key, count in db.session.execute(counted)}


def first_attempts(stage: Stage) -> dict[tuple[str, str], int]:
    """Module and question that takes one choice → how many people have answered it."""
    firsts = Tally(row[1:] for row in rows(Attempt, where=Attempt.number == 1))
    return {
        (place.module.slug, question.key): firsts[place.module.slug, place.lesson.slug]
        for place in stage.places(lambda lesson: bool(lesson.questions))
        for question in place.lesson.questions
        if question.kind is not Kind.MULTIPLE
    }


def completed() -> set[tuple[int, str]]:
    """User and module of every completed module; "" is the course. Only of those who learn here."""
    learners = {row[0] for row in rows(Completion)}
    kept = select(Completion.user_id, Completion.module_slug).where(
        Completion.lesson_slug == "", Completion.user_id.in_(learners)
    )
    return {tuple(row) for row in db.session.execute(kept)}


def completed_by_lessons(course: Course) -> set[tuple[int, str]]:
    """The same, worked out from the lessons that are finished."""
    kept = set(rows(Completion))
    done = {
        (user, module.slug)
        for user in {row[0] for row in kept}
        for module in course.required
        if all((user, module.slug, lesson.slug) in kept for lesson in module.lessons)
    }
    modules = Tally(user for user, _ in done)
    return done | {(user, "") for user in modules if modules[user] == len(course.required)}


def test_killed_server_loses_no_acknowledged_hand_in(stream: Stream) -> None:
    sent = Tally(at(each) for each in stream.acknowledged if each.place.lesson.quiz)

    kept = Tally(rows(Attempt))

    assert len(stream.acknowledged) >= sum(ROUNDS)
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
    first = first_attempts(stream.stage)

    counted = choices_counted()

    assert {question: counted.get(question, 0) for question in first} == first


def test_killed_server_completes_modules_with_their_last_lesson(stream: Stream) -> None:
    kept = completed()

    assert kept == completed_by_lessons(stream.stage.course())


def test_killed_server_shows_what_the_evidence_says(stream: Stream) -> None:
    campaign = campaigns.campaign(SLUG_NOW)

    found = evidence.differences(campaign, utc_now()) if campaign else ["no campaign"]

    assert found == []
