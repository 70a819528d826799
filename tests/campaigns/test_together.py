"""A campaign that is opened, or held against the evidence, while people finish and move."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

import pytest
from flask import Flask

from elearning.campaigns import actions, evidence, queries
from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.learning import actions as learning
from elearning.people import actions as people
from elearning.people import units
from elearning.people.models import Unit
from tests.campaigns.conftest import ENDS, STARTS
from tests.conftest import NOON
from tests.factories import Make

SOON = 0.5  # seconds in which the other comes as far as it can


def opened(course: Course) -> None:
    """Open a campaign."""
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
    opened(course)
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


def test_units_that_become_one_while_a_campaign_is_opened(
    database: Flask, course: Course, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make.user(make.unit(make.organisation(), "Norr"))
    make.completed(person, course)
    assert person.unit_id is not None
    unit_id, root_id = person.unit_id, make.root_of(person).id
    holds, failures, wait = Event(), list[Exception](), units._wait_for_newcomers

    def hold(held_id: int) -> None:
        wait(held_id)
        holds.set()
        Event().wait(SOON)

    def merge() -> None:
        with database.app_context():
            try:
                with transaction():
                    unit, root = (db.session.get_one(Unit, each) for each in (unit_id, root_id))
                    units.merge(unit, root, NOON)
            except Exception as failure:
                failures.append(failure)

    monkeypatch.setattr(units, "_wait_for_newcomers", hold)
    merging = Thread(target=merge)
    merging.start()
    holds.wait()
    opened(course)
    merging.join()

    assert (failures, differences()) == ([], [])
