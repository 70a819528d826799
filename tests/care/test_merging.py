"""Two accounts of one person become one, and nothing that was done in either is lost."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearning.care import keeping as care
from elearning.care import merging
from elearning.care.models import ErasureRequest
from elearning.care.rules import NoMerge
from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.learning import actions as learning
from elearning.learning import evidence
from elearning.learning.models import Attempt, Completion, Note
from elearning.learning.rules import right_choices
from elearning.nudges import actions as nudges
from elearning.nudges.models import Unsubscribed
from elearning.people import actions as people_actions
from elearning.people import keeping, staff
from elearning.people import queries as people
from elearning.people.models import AuditEntry, Unit, User
from elearning.people.rules import Person, Role, Scope
from elearning.people.staff import Account
from elearning.tips import actions as tips
from elearning.tips.models import Favourite
from elearning.tips.rules import Name
from tests.conftest import Clock
from tests.factories import Make


@pytest.fixture
def course(database: Flask) -> Course:
    """The course of the tests."""
    found: Course = database.extensions["course"].current()["sv"]
    return found


@pytest.fixture
def unit(database: Flask, make: Make) -> Unit:
    """Where everybody works."""
    return make.unit(make.organisation("Säter"))


@pytest.fixture
def actor(unit: Unit, make: Make) -> Person:
    """The coordinator."""
    return make.duty(make.user(make.root_of_unit(unit), name="Karin Holm"), Role.COORDINATOR)


def account(person: Person, unit: Unit, make: Make) -> Account:
    found = staff.account(Scope.over(make.root_of_unit(unit).id), person.id)
    assert found is not None
    return found


class Merge:
    """Lets one account go up in another, as the page does."""

    def __init__(self, course: Course, unit: Unit, actor: Person, make: Make, clock: Clock) -> None:
        self.course, self.unit, self.actor, self.make, self.clock = course, unit, actor, make, clock

    def __call__(self, gone: Person, kept: Person, *, email: str | None = None) -> None:
        """With the kept account's address, if nothing else is said."""
        with transaction():
            first, second = (account(each, self.unit, self.make) for each in (gone, kept))
            address = second.email if email is None else email
            merging.merge(first, second, address, self.course, self.actor, self.clock.now)


@pytest.fixture
def merge(course: Course, unit: Unit, actor: Person, make: Make, clock: Clock) -> Merge:
    """The deed."""
    return Merge(course, unit, actor, make, clock)


def finish(person: Person, course: Course, clock: Clock, *numbers: int) -> None:
    """Finish the lessons with these numbers, of all lessons of the course in order."""
    lessons = [(module, lesson) for module in course.required for lesson in module.lessons]
    for number in numbers:
        module, lesson = lessons[number]
        with transaction():
            if lesson.quiz is None:
                learning.read(person.id, course, module, lesson, clock.now)
            else:
                answers = {
                    each.key: right_choices(each) or frozenset({each.choices[0].id})
                    for each in lesson.quiz.questions
                }
                learning.hand_in(person.id, course, module, lesson, answers, clock.now)


def differences(clock: Clock) -> list[object]:
    return [
        each
        for counter in evidence.standing_counters()
        for each in evidence.differences(counter, clock.now)
    ]


def test_what_was_finished_in_either_finishes_the_course(
    merge: Merge, course: Course, unit: Unit, make: Make, clock: Clock
) -> None:
    gone, kept = make.user(unit), make.user(unit)
    number = sum(len(module.lessons) for module in course.required)
    finish(gone, course, clock, *range(0, number, 2))
    finish(kept, course, clock, *range(1, number, 2))

    merge(gone, kept)

    is_course = (Completion.module_slug == "", Completion.user_id == kept.id)
    assert db.session.scalar(select(func.count()).where(*is_course)) == 1
    assert db.session.get(User, gone.id) is None
    assert db.session.scalar(select(func.count(Attempt.id)).where(Attempt.user_id != kept.id)) == 0
    assert differences(clock) == []


def test_earlier_evidence_stays_with_its_certificate(
    merge: Merge, course: Course, unit: Unit, make: Make, clock: Clock
) -> None:
    gone, kept = make.user(unit), make.user(unit)
    finish(gone, course, clock, 0, 1)
    clock.advance(days=3)
    finish(kept, course, clock, 1, 2)
    before = select(Completion.lesson_slug, Completion.public_id, Completion.completed_at)
    of_gone = set(db.session.execute(before.where(Completion.user_id == gone.id)).all())

    merge(gone, kept)

    after = set(db.session.execute(before.where(Completion.user_id == kept.id)).all())
    assert of_gone <= after
    assert len([row for row in after if row.lesson_slug]) == 3
    assert differences(clock) == []


def test_tries_are_numbered_on(
    merge: Merge, course: Course, unit: Unit, make: Make, clock: Clock
) -> None:
    gone, kept = make.user(unit), make.user(unit)
    with_quiz = next(
        number
        for number, lesson in enumerate(x for module in course.required for x in module.lessons)
        if lesson.quiz
    )
    for person in (gone, kept, gone):
        finish(person, course, clock, with_quiz)

    merge(gone, kept)

    tries = select(Attempt.number).where(Attempt.user_id == kept.id).order_by(Attempt.number)
    assert list(db.session.scalars(tries)) == [1, 2, 3]


def test_notes_and_tips_come_along(merge: Merge, unit: Unit, make: Make, clock: Clock) -> None:
    gone, kept = make.user(unit), make.user(unit)
    with transaction():
        learning.write_notes(gone.id, "samtal", {"steg": "Fråga först.", "tanke": "Ja."}, clock.now)
        learning.write_notes(kept.id, "samtal", {"steg": "Lyssna."}, clock.now)
        for person, key in ((gone, "a"), (gone, "b"), (kept, "b")):
            tips.keep(person.id, Name("samtal", key), clock.now)

    merge(gone, kept)

    notes = select(Note.user_id, Note.key, Note.text).order_by(Note.key)
    assert [tuple(row) for row in db.session.execute(notes)] == [
        (kept.id, "steg", "Lyssna.\n\nFråga först."),
        (kept.id, "tanke", "Ja."),
    ]
    saved = select(Favourite.user_id, Favourite.tip_key).order_by(Favourite.tip_key)
    assert [tuple(row) for row in db.session.execute(saved)] == [(kept.id, "a"), (kept.id, "b")]


def test_who_wants_no_reminders_or_wants_to_be_erased_still_does(
    merge: Merge, unit: Unit, make: Make, clock: Clock
) -> None:
    gone, kept = make.user(unit), make.user(unit)
    with transaction():
        nudges.unsubscribe(gone.id, clock.now)
        care.ask_to_be_erased(gone.id, clock.now)

    merge(gone, kept)

    assert list(db.session.scalars(select(Unsubscribed.user_id))) == [kept.id]
    assert list(db.session.scalars(select(ErasureRequest.user_id))) == [kept.id]


def test_roles_of_the_account_that_goes_end_and_the_log_tells(
    merge: Merge, unit: Unit, make: Make
) -> None:
    gone = make.duty(make.user(unit, email="gamla@sater.se"), Role.MANAGER, unit)
    kept = make.user(unit, name="Amina Y")

    merge(gone, kept)

    lines = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    assert account(kept, unit, make).duties == ()
    assert [(each.deed, each.subject, each.before) for each in lines] == [
        ("people-merged", "Amina Y", "Amina Yusuf · gamla@sater.se"),
        ("role-taken", "Amina Y", "manager"),
    ]


def test_address_and_staff_number_are_those_that_there_are(
    merge: Merge, unit: Unit, make: Make
) -> None:
    gone, kept = make.user(unit, email="ny@sater.se"), make.without_address(unit, staff_id="4711")

    merge(gone, kept, email="ny@sater.se")

    merged = account(kept, unit, make)
    assert (merged.email, merged.staff_id) == ("ny@sater.se", "4711")
    assert db.session.get_one(User, kept.id).session_key != kept.session_key


def test_who_has_left_works_here_again_where_the_other_account_does(
    merge: Merge, course: Course, unit: Unit, actor: Person, make: Make, clock: Clock
) -> None:
    gone, kept = make.user(unit), make.user(unit)
    finish(kept, course, clock, 0)
    with transaction():
        keeping.leave(account(kept, unit, make), "", actor, clock.now)

    merge(gone, kept)

    assert account(kept, unit, make).unit_id == unit.id
    assert differences(clock) == []


def test_finished_campaign_keeps_its_figure(
    merge: Merge, course: Course, unit: Unit, make: Make, clock: Clock
) -> None:
    campaign = make.campaign(course, clock.now, clock.now + timedelta(days=1))
    gone, kept = make.user(unit), make.user(unit)
    for person in (gone, kept):
        make.completed(person, course)
    clock.advance(days=2)

    merge(gone, kept)

    counter = evidence.counter(campaign.counter_id)
    assert evidence.differences(counter, clock.now) == []
    assert sum(people.recount(counter.id).values()) == 2 * 2  # the unit and the whole


@pytest.mark.parametrize(
    ("gone_protected", "kept_protected", "told"),
    [(True, False, NoMerge.PROTECTED), (False, True, None), (True, True, None)],
)
def test_protected_account_is_the_one_that_stays(
    unit: Unit,
    actor: Person,
    make: Make,
    gone_protected: bool,
    kept_protected: bool,
    told: NoMerge | None,
) -> None:
    gone = account(make.without_address(unit, protected=gone_protected), unit, make)
    kept = account(make.without_address(unit, protected=kept_protected), unit, make)

    assert merging.refusal(gone, kept, actor, may_change=True, may_go=True) == told


def test_of_two_merges_that_cross_only_the_first_is_done(
    merge: Merge, unit: Unit, make: Make
) -> None:
    one, other = make.user(unit), make.user(unit)
    seen = [account(each, unit, make) for each in (one, other)]  # by who merges the other way
    merge(one, other)

    with pytest.raises(merging.AlreadyGone), transaction():
        merging.merge(seen[1], seen[0], "", merge.course, merge.actor, merge.clock.now)

    assert people.person(other.id) is not None


def test_who_was_moved_a_moment_before_is_counted_where_they_are(
    merge: Merge, unit: Unit, make: Make, course: Course
) -> None:
    one, other = make.user(unit), make.user(unit)
    finish(one, course, merge.clock, 0)
    seen = [account(each, unit, make) for each in (one, other)]
    with transaction():
        people_actions.move(other.id, make.root_of_unit(unit).id, merge.clock.now)

    with transaction():
        merging.merge(seen[0], seen[1], "", course, merge.actor, merge.clock.now)

    counters = evidence.standing_counters()
    assert [evidence.differences(each, merge.clock.now) for each in counters] == [[]] * len(
        counters
    )
