"""A campaign that is opened, or held against the evidence, while people finish and move."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

import pytest
from flask import Flask

from elearning.campaigns import actions, evidence, queries
from elearning.course.tree import Course
from elearning.database import transaction
from elearning.learning import actions as learning
from elearning.people import actions as people
from tests.campaigns.conftest import ENDS, STARTS
from tests.conftest import NOON
from tests.factories import Make

SOON = 0.5  # seconds in which the other comes as far as it can


def opened_during(app: Flask, course: Course, deed: Callable[[], object]) -> None:
    """Open a campaign while a deed is done and not yet saved."""
    is_done, is_open = Event(), Event()

    def act() -> None:
        with app.app_context(), transaction():
            deed()
            is_done.set()
            is_open.wait(SOON)

    acting = Thread(target=act)
    acting.start()
    is_done.wait()
    with transaction():
        actions.open_campaign(
            "tavlingen",
            "Tävlingen",
            course_slug=course.slug,
            course_title=course.title,
            starts_at=STARTS,
            ends_at=ENDS,
            now=NOON,
        )
    is_open.set()
    acting.join()


def differences() -> list[evidence.Difference]:
    campaign = queries.campaign("tavlingen")
    assert campaign is not None
    return evidence.differences(campaign, NOON)


def test_who_finishes_while_a_campaign_is_opened_is_counted(
    database: Flask, course: Course, make: Make
) -> None:
    person = make.user()
    *before, last = [(module, lesson) for module in course.required for lesson in module.lessons]
    for module, lesson in before:
        with transaction():
            learning.complete_lesson(person.id, course, module, lesson, NOON)

    opened_during(
        database, course, lambda: learning.complete_lesson(person.id, course, *last, NOON)
    )

    assert differences() == []


@pytest.mark.parametrize("leaves", [False, True])
def test_who_moves_while_a_campaign_is_opened_is_counted_where_they_are(
    database: Flask, course: Course, make: Make, *, leaves: bool
) -> None:
    person = make.user()
    make.completed(person, course)
    other = None if leaves else make.unit(make.root_of(person)).id

    opened_during(
        database, course, lambda: people.move(person.id, other, NOON + timedelta(minutes=1))
    )

    assert differences() == []
