"""Evidence and accounts of those who left go after their time; those who are here keep theirs."""

import pytest

from elearning.care import queries
from elearning.care.models import RetentionRun
from elearning.care.rules import Kind
from elearning.course.tree import Course
from elearning.database import transaction
from elearning.learning.models import Completion
from elearning.people import actions as people
from elearning.people.models import Counted, Organisation, User
from elearning.people.rules import Person
from tests.care.retention.destroying import answer, leave, rows, run
from tests.conftest import Clock
from tests.factories import Make

pytestmark = pytest.mark.usefixtures("database")


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
