"""A reader who is erased while their letter is claimed: neither waits for the other."""

from threading import Event, Thread

import pytest
from flask import Flask

from elearning.course.tree import Course
from elearning.database import transaction
from elearning.nudges import actions, queries
from elearning.nudges.rules import Audience, Kind
from elearning.people import actions as people
from tests.conftest import NOON
from tests.factories import Make

SOON = 0.3  # seconds in which the other comes as far as it can


def test_reader_is_erased_while_the_letter_is_claimed(
    database: Flask, course: Course, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make.root(make.organisation())
    actor, reader_id = make.user(root), make.user(make.unit(root)).id
    with transaction():
        wish = actions.Wish(root.id, Audience.NOT_FINISHED, Kind.REMINDER, "", None)
        actions.start(actions.draft(wish, actor.id, NOON), course.slug, NOON)
    holds, failures, due = Event(), list[Exception](), queries.due

    def hold(course_slug: str, now: object, most: int) -> object:
        found = due(course_slug, NOON, most)
        holds.set()
        Event().wait(SOON)
        return found

    def erase() -> None:
        with database.app_context():
            holds.wait()
            try:
                with transaction():
                    people.erase(reader_id, NOON)
            except Exception as failure:
                failures.append(failure)

    monkeypatch.setattr(queries, "due", hold)
    erasing = Thread(target=erase)
    erasing.start()
    with transaction():
        claimed = actions.claim(course.slug, NOON, 20)
    erasing.join()

    assert (failures, len(claimed)) == ([], 2)
