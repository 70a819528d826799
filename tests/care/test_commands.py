"""flask retention run, and the same by the clock."""

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from elearning.care import work
from elearning.care.rules import Kind
from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.learning.models import Completion
from elearning.people import actions as people
from elearning.people.models import Organisation
from tests.conftest import Clock
from tests.factories import Make

Command = Callable[..., Result]


@pytest.fixture
def sater(app: Flask, make: Make, course: Course, clock: Clock) -> Organisation:
    """An organisation with evidence that is due."""
    sater = make.organisation("Säter", slug="sater")
    person = make.user(make.root(sater))
    make.completed(person, course)
    make.decision(sater, Kind.COMPLETIONS, 30)
    with transaction():
        people.move(person.id, None, clock())
    clock.advance(days=31)
    return sater


def evidence() -> int:
    return db.session.scalar(select(func.count()).select_from(Completion)) or 0


def test_dry_run_tells_and_destroys_nothing(flask: Command, sater: Organisation) -> None:
    before = evidence()

    result = flask("retention", "run", "--dry-run")

    assert result.output == f"sater\tcompletions\t{before}\n"
    assert evidence() == before


def test_run_destroys_and_tells_what_the_dry_run_told(flask: Command, sater: Organisation) -> None:
    dry = flask("retention", "run", "--dry-run").output

    assert flask("retention", "run").output == dry
    assert evidence() == 0
    assert flask("retention", "run").output == ""


def test_run_of_one_organisation_leaves_the_others(
    flask: Command, sater: Organisation, make: Make
) -> None:
    make.organisation("Mora", slug="mora")
    before = evidence()

    assert flask("retention", "run", "--organisation", "mora").output == ""
    assert evidence() == before


def test_unknown_organisation_is_refused(flask: Command, sater: Organisation) -> None:
    result = flask("retention", "run", "--organisation", "atlantis")

    assert (result.exit_code, "no organisation 'atlantis'" in result.output) == (1, True)


def test_every_night_all_organisations_are_run(app: Flask, sater: Organisation) -> None:
    work.run_retention()

    assert evidence() == 0
