"""Destroying what is old, and nothing else."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from elearning.care import actions, queries
from elearning.care.models import BarrierReport, RetentionRun
from elearning.care.rules import Kind
from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.learning.models import Attempt, ChoiceCount, Completion
from elearning.people import actions as people
from elearning.people.models import AuditEntry, Counted, Organisation, User
from elearning.people.rules import Deed, Person
from tests.conftest import Clock
from tests.factories import Make
from tests.learning.handing_in import hand_in, place, right, wrong

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def sater(database: Flask, make: Make) -> Organisation:
    return make.organisation("Säter")


@pytest.fixture
def learner(sater: Organisation, make: Make, course: Course) -> Person:
    """Somebody who has finished the course."""
    person = make.user(make.root(sater))
    make.completed(person, course)
    return person


def answer(person: Person, course: Course, *, well: bool) -> None:
    """Hand in at noon, at the lesson that asks."""
    _, lesson = place(course, "samtal/kunskapen")
    hand_in(person, course, right(lesson) if well else wrong(lesson))


def leave(person: Person, clock: Clock) -> None:
    with transaction():
        people.move(person.id, None, clock())


def run(organisation: Organisation, clock: Clock) -> dict[Kind, int]:
    with transaction():
        return actions.run_retention(organisation.id, None, clock())


def rows(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_without_a_decision_nothing_is_destroyed(
    sater: Organisation, learner: Person, clock: Clock
) -> None:
    leave(learner, clock)
    clock.advance(days=40_000)

    assert (queries.due(sater.id, clock()), run(sater, clock)) == ({}, {})
    assert (rows(User), rows(Completion) > 0, rows(RetentionRun)) == (1, True, 0)


def test_evidence_of_those_who_left_goes_after_its_time(
    sater: Organisation, learner: Person, make: Make, clock: Clock
) -> None:
    make.decision(sater, Kind.COMPLETIONS, 730)
    leave(learner, clock)
    number = rows(Completion)

    clock.advance(days=730)
    assert run(sater, clock) == {}

    clock.advance(seconds=1)
    assert queries.due(sater.id, clock()) == {Kind.COMPLETIONS: number}
    assert run(sater, clock) == {Kind.COMPLETIONS: number}
    assert (rows(Completion), rows(User)) == (0, 1)


def test_evidence_of_those_who_work_here_stays(
    sater: Organisation, learner: Person, make: Make, clock: Clock
) -> None:
    for kind in (Kind.COMPLETIONS, Kind.ACCOUNTS):
        make.decision(sater, kind, 30)
    clock.advance(days=4000)

    assert run(sater, clock) == {}


def test_one_who_came_back_keeps_everything(
    sater: Organisation, learner: Person, make: Make, clock: Clock
) -> None:
    for kind in Kind:
        make.decision(sater, kind, 30)
    leave(learner, clock)
    clock.advance(days=20)
    with transaction():
        people.move(learner.id, make.root(sater).id, clock())
    clock.advance(days=9)

    assert (run(sater, clock), rows(User)) == ({}, 1)


def test_an_account_waits_for_evidence_without_a_decision(
    sater: Organisation, learner: Person, make: Make, clock: Clock
) -> None:
    make.decision(sater, Kind.ACCOUNTS, 30)
    leave(learner, clock)
    clock.advance(days=4000)

    assert (run(sater, clock), rows(User)) == ({}, 1)


def test_an_account_waits_for_evidence_with_a_longer_time(
    sater: Organisation, learner: Person, make: Make, clock: Clock
) -> None:
    make.decision(sater, Kind.ACCOUNTS, 30)
    make.decision(sater, Kind.COMPLETIONS, 60)
    leave(learner, clock)
    number = rows(Completion)

    clock.advance(days=59)
    assert run(sater, clock) == {}

    clock.advance(days=2)
    due = queries.due(sater.id, clock())
    assert due == {Kind.COMPLETIONS: number, Kind.ACCOUNTS: 1}
    assert run(sater, clock) == due
    assert (rows(User), rows(Counted)) == (0, 0)


def test_an_account_waits_for_attempts(
    sater: Organisation, make: Make, course: Course, clock: Clock
) -> None:
    make.decision(sater, Kind.ACCOUNTS, 30)
    person = make.user(make.root(sater))
    answer(person, course, well=False)
    leave(person, clock)
    clock.advance(days=31)

    assert run(sater, clock) == {}

    make.decision(sater, Kind.ATTEMPTS, 30)
    assert run(sater, clock) == {Kind.ATTEMPTS: 1, Kind.ACCOUNTS: 1}


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
