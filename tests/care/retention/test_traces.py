"""Attempts, lines of the log and barrier reports go after their time."""

import pytest
from sqlalchemy import func, select

from elearning.care import queries
from elearning.care.models import BarrierReport
from elearning.care.rules import Kind
from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.learning.models import Attempt, ChoiceCount
from elearning.people import actions as people
from elearning.people.models import AuditEntry, Organisation
from elearning.people.rules import Deed
from tests.care.retention.destroying import answer, rows, run
from tests.conftest import Clock
from tests.factories import Make

pytestmark = pytest.mark.usefixtures("database")


def test_attempts_at_what_is_finished_go_after_their_time(
    sater: Organisation, make: Make, course: Course, clock: Clock
) -> None:
    make.decision(sater, Kind.ATTEMPTS, 90)
    done, trying = make.user(make.root(sater)), make.user(make.root(sater))
    answer(done, course, well=True)
    answer(trying, course, well=False)
    clock.advance(days=91)

    assert queries.due(sater.id, clock()) == {Kind.ATTEMPTS: 1}
    assert run(sater, clock) == {Kind.ATTEMPTS: 1}
    assert [each.user_id for each in db.session.scalars(select(Attempt))] == [trying.id]


def test_choices_are_not_counted_again_when_attempts_are_gone(
    sater: Organisation, make: Make, course: Course, clock: Clock
) -> None:
    make.decision(sater, Kind.ATTEMPTS, 90)
    person = make.user(make.root(sater))
    answer(person, course, well=True)
    before = db.session.scalar(select(func.sum(ChoiceCount.answers)))
    clock.advance(days=91)
    run(sater, clock)

    answer(person, course, well=True)

    assert before
    assert db.session.scalar(select(func.sum(ChoiceCount.answers))) == before
    assert db.session.scalars(select(Attempt.number)).all() == [2]


def test_lines_of_the_log_go_after_their_time(
    sater: Organisation, make: Make, clock: Clock
) -> None:
    with transaction():
        people.log(sater.id, None, Deed.UNIT_ADDED, "Vård", clock())
    clock.advance(days=366)
    make.decision(sater, Kind.LOG, 365)

    assert run(sater, clock) == {Kind.LOG: 1}
    deeds = db.session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)).all()
    assert deeds == [Deed.SETTING_CHANGED, Deed.RETENTION_RUN]


def test_reports_go_only_when_answered(sater: Organisation, make: Make, clock: Clock) -> None:
    make.decision(sater, Kind.REPORTS, 365)
    with transaction():
        for answered_at in (None, clock()):
            db.session.add(
                BarrierReport(
                    organisation_id=sater.id,
                    text="Knappen syns inte.",
                    page="",
                    email="",
                    reported_at=clock(),
                    answered_at=answered_at,
                )
            )
    clock.advance(days=366)

    assert (run(sater, clock), rows(BarrierReport)) == ({Kind.REPORTS: 1}, 1)
