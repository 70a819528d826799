"""flask learning verify: what coordinators see is what can be counted from the evidence."""

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import update

from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.people.models import Counted, UnitCount
from tests.conftest import command
from tests.factories import Make

pytestmark = pytest.mark.usefixtures("database")

Run = Callable[..., Result]


@pytest.fixture
def run(database: Flask) -> Run:
    """flask learning …"""
    return lambda *arguments: command(database, "learning", *arguments)


@pytest.fixture
def damaged(database: Flask, make: Make, course: Course) -> None:
    """One person has finished the course; one count of it is wrong."""
    make.completed(make.user(), course)
    with transaction():
        db.session.execute(update(UnitCount).values(people=9))


def test_verify_of_true_counts_is_well(run: Run, make: Make, course: Course) -> None:
    make.completed(make.user(), course)

    result = run("verify")

    assert (result.exit_code, result.output) == (0, "every count equals the evidence\n")


@pytest.mark.usefixtures("damaged")
def test_verify_tells_each_subject_that_differs(run: Run) -> None:
    result = run("verify")

    what = "1 units whose count is not the sum of their people"
    assert (result.exit_code, result.output.splitlines()) == (
        1,
        [
            f"course:provkurs: {what}",
            f"employed: {what}",
            f"module:provkurs/regler: {what}",
            f"module:provkurs/samtal: {what}",
            f"started:provkurs: {what}",
        ],
    )


@pytest.mark.usefixtures("damaged")
def test_verify_with_rebuild_mends(run: Run) -> None:
    run("verify", "--rebuild")

    assert run("verify").exit_code == 0


def test_rebuild_counts_those_whom_nobody_counted(run: Run, make: Make, course: Course) -> None:
    make.completed(make.user(), course)
    with transaction():
        db.session.execute(Counted.__table__.delete())  # type: ignore[attr-defined]

    run("verify", "--rebuild")

    assert run("verify").exit_code == 0
