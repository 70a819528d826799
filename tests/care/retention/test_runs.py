"""A run is of one organisation, whole or not at all, and it and its decisions are on record."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from elearning.care import actions, queries
from elearning.care.models import RetentionRun
from elearning.care.rules import Kind
from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.learning.models import Attempt, Completion
from elearning.people.models import AuditEntry, Organisation, User
from elearning.people.rules import Deed, Person
from tests.care.retention.destroying import answer, leave, rows, run
from tests.conftest import Clock
from tests.factories import Make

pytestmark = pytest.mark.usefixtures("database")


def test_other_organisations_are_left_alone(
    sater: Organisation, learner: Person, make: Make, course: Course, clock: Clock
) -> None:
    for kind in Kind:
        make.decision(sater, kind, 30)
    other = make.user()
    make.completed(other, course)
    answer(other, course, well=True)
    for person in (learner, other):
        leave(person, clock)
    clock.advance(days=400)

    run(sater, clock)

    assert db.session.scalars(select(User.id)).all() == [other.id]
    assert (rows(Completion) > 0, rows(Attempt)) == (True, 1)


def test_again_at_once_destroys_nothing_and_writes_no_protocol(
    sater: Organisation, learner: Person, make: Make, clock: Clock
) -> None:
    make.decision(sater, Kind.COMPLETIONS, 30)
    leave(learner, clock)
    clock.advance(days=31)
    run(sater, clock)

    assert (run(sater, clock), rows(RetentionRun)) == ({}, 1)


def test_protocol_tells_what_when_and_by_which_decision(
    sater: Organisation, learner: Person, make: Make, clock: Clock
) -> None:
    make.decision(sater, Kind.COMPLETIONS, 30)
    number = rows(Completion)
    leave(learner, clock)
    clock.advance(days=31)
    keeper = make.user(make.root(sater), name="Karin Holm")
    with transaction():
        actions.run_retention(sater.id, keeper, clock())

    (line,) = queries.protocol(sater.id)

    assert (line.kind, line.destroyed, line.days, line.decision) == (
        Kind.COMPLETIONS,
        number,
        30,
        "KS 2026/12",
    )
    assert (line.at, line.before_at) == (clock(), clock() - timedelta(30))
    assert line.actor == "Karin Holm"


def test_what_a_run_did_is_in_the_log(
    sater: Organisation, learner: Person, make: Make, clock: Clock
) -> None:
    make.decision(sater, Kind.COMPLETIONS, 30)
    number = rows(Completion)
    leave(learner, clock)
    clock.advance(days=31)
    run(sater, clock)

    line = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()

    assert line is not None
    assert (line.deed, line.subject, line.before, line.after) == (
        Deed.RETENTION_RUN,
        "retention-completions",
        "30, KS 2026/12, 2026-02-01",
        str(number),
    )


def test_a_broken_run_destroys_nothing(
    sater: Organisation, learner: Person, make: Make, clock: Clock
) -> None:
    make.decision(sater, Kind.COMPLETIONS, 30)
    leave(learner, clock)
    clock.advance(days=31)
    number = rows(Completion)

    with pytest.raises(ZeroDivisionError), transaction():
        actions.run_retention(sater.id, None, clock())
        raise ZeroDivisionError

    assert (rows(Completion), rows(RetentionRun)) == (number, 0)


def test_a_decision_that_is_taken_back_is_logged(
    sater: Organisation, make: Make, clock: Clock
) -> None:
    make.decision(sater, Kind.LOG, 365)
    with transaction():
        actions.decide(sater.id, {}, None, clock())

    in_turn = select(AuditEntry.before, AuditEntry.after).order_by(AuditEntry.id)
    told = db.session.execute(in_turn).all()
    assert [tuple(each) for each in told] == [
        ("", "365, KS 2026/12, 2026-02-01"),
        ("365, KS 2026/12, 2026-02-01", ""),
    ]
    assert queries.periods(sater.id) == []


def test_the_database_refuses_a_period_without_a_decision(sater: Organisation) -> None:
    row = f"VALUES ({sater.id}, 'log', 90, '', '2026-01-01')"
    with pytest.raises(Exception, match="ck_retention_period_decision|CHECK"), transaction():
        db.session.execute(text(f"INSERT INTO retention_period {row}"))
