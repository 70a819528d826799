"""Handing in, reading and finishing, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from elearning.course.tree import Course
from elearning.database import StrayWrite, db, transaction
from elearning.learning import actions, queries, subjects
from elearning.learning.models import Attempt, Completion
from elearning.people import actions as people
from elearning.people import counting
from elearning.people import queries as people_queries
from elearning.people.rules import Person
from tests.conftest import NOON
from tests.factories import Make
from tests.learning.handing_in import hand_in, place, right, wrong

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def amina(database: object, make: Make) -> Person:
    return make.user()


def finished(person: Person, course: Course) -> list[str]:
    return [
        f"{each.module_slug}/{each.lesson_slug}"
        for each in queries.finished(person.id, course.slug)
    ]


def finish(person: Person, course: Course, path: str, days: int = 0) -> None:
    with transaction():
        actions.complete_lesson(
            person.id, course, *place(course, path), NOON + timedelta(days=days)
        )


def test_hand_in_keeps_the_marks_of_every_try(amina: Person, course: Course) -> None:
    _, lesson = place(course, "samtal/kunskapen")

    for answers in (wrong(lesson), right(lesson)):
        hand_in(amina, course, answers)

    kept = db.session.execute(
        select(Attempt.number, Attempt.marks_right, Attempt.marks_total, Attempt.passed).order_by(
            Attempt.id
        )
    )
    assert [tuple(row) for row in kept] == [(1, 0, 4, False), (2, 4, 4, True)]


def test_hand_in_numbers_tries_per_person(amina: Person, course: Course, make: Make) -> None:
    _, lesson = place(course, "samtal/kunskapen")

    for person in (amina, make.user()):
        hand_in(person, course, wrong(lesson))

    assert db.session.scalars(select(Attempt.number)).all() == [1, 1]


def test_hand_in_that_fails_finishes_nothing(amina: Person, course: Course) -> None:
    _, lesson = place(course, "samtal/kunskapen")

    hand_in(amina, course, wrong(lesson))

    assert finished(amina, course) == []


def test_hand_in_with_just_enough_right_finishes_the_lesson(amina: Person, course: Course) -> None:
    _, lesson = place(course, "samtal/kunskapen")
    first = next(iter(wrong(lesson)))

    hand_in(amina, course, right(lesson) | {first: wrong(lesson)[first]})

    assert finished(amina, course) == ["samtal/kunskapen"]


def test_hand_in_that_fails_later_leaves_the_lesson_finished(amina: Person, course: Course) -> None:
    _, lesson = place(course, "samtal/kunskapen")

    for answers in (right(lesson), wrong(lesson)):
        hand_in(amina, course, answers)

    assert finished(amina, course) == ["samtal/kunskapen"]


def test_best_marks_count(amina: Person, course: Course) -> None:
    module, lesson = place(course, "samtal/kunskapen")
    assert lesson.quiz is not None
    for answers in (wrong(lesson), right(lesson), wrong(lesson)):
        hand_in(amina, course, answers)

    best = queries.best_marks(amina.id, module.slug, lesson.slug, lesson.quiz.revision)

    assert best == 4


def test_best_marks_of_another_revision_do_not_count(amina: Person, course: Course) -> None:
    module, lesson = place(course, "samtal/kunskapen")
    hand_in(amina, course, right(lesson))

    assert queries.best_marks(amina.id, module.slug, lesson.slug, "another") is None


def test_read_finishes_a_lesson_that_asks_nothing(amina: Person, course: Course) -> None:
    with transaction():
        actions.read(amina.id, course, *place(course, "samtal/motet"), NOON)

    assert finished(amina, course) == ["samtal/motet"]


def test_read_twice_is_as_good_as_once(amina: Person, course: Course) -> None:
    for hours in (0, 1):
        with transaction():
            at = NOON + timedelta(hours=hours)
            actions.read(amina.id, course, *place(course, "samtal/motet"), at)

    assert [each.completed_at for each in queries.finished(amina.id, course.slug)] == [NOON]


def test_last_lesson_completes_the_module(amina: Person, course: Course) -> None:
    for lesson in course.modules_by_slug["samtal"].lessons:
        finish(amina, course, f"samtal/{lesson.slug}")

    assert finished(amina, course)[-1] == "samtal/"


def test_module_with_a_lesson_left_is_not_completed(amina: Person, course: Course) -> None:
    for lesson in course.modules_by_slug["samtal"].lessons[1:]:
        finish(amina, course, f"samtal/{lesson.slug}")

    assert "samtal/" not in finished(amina, course)


def test_last_module_completes_the_course(amina: Person, course: Course, make: Make) -> None:
    make.completed(amina, course)

    assert finished(amina, course)[-2:] == ["regler/", "/"]


def test_course_is_completed_once(amina: Person, course: Course, make: Make) -> None:
    make.completed(amina, course)
    make.completed(amina, course)

    assert finished(amina, course).count("/") == 1


def test_completion_holds_version_rule_and_instant(amina: Person, course: Course) -> None:
    module, lesson = place(course, "samtal/kunskapen")

    hand_in(amina, course, right(lesson))

    (evidence,) = queries.every_completion(amina.id)
    assert (evidence.title, evidence.version, evidence.rule, evidence.completed_at) == (
        "Kunskapen",
        module.version,
        "at least 0.7 of the marked questions",
        NOON,
    )


def test_completion_of_the_course_holds_version_and_rule(
    amina: Person, course: Course, make: Make
) -> None:
    make.completed(amina, course)

    evidence = queries.completions(amina.id, course.slug)[-1]

    assert (evidence.title, evidence.version, evidence.rule) == (
        "Provkursen",
        course.version,
        "every required module of this version",
    )


@pytest.mark.parametrize("change", ["title = 'x'", "completed_at = NULL", "user_id = 1"])
def test_completion_cannot_be_changed(amina: Person, course: Course, change: str) -> None:
    finish(amina, course, "samtal/motet")

    with pytest.raises(DatabaseError, match="completions are append-only"), transaction():
        db.session.execute(text(f"UPDATE completion SET {change}"))


def test_completed_course_is_counted_once(amina: Person, course: Course, make: Make) -> None:
    with transaction():
        counter_id = counting.open_counter(subjects.course(course.slug), NOON, None).id

    make.completed(amina, course)
    make.completed(amina, course)

    assert people_queries.shown_counts(counter_id) == {amina.unit_id: 1}


def test_course_that_is_not_completed_is_not_counted(amina: Person, course: Course) -> None:
    with transaction():
        counter_id = counting.open_counter(subjects.course(course.slug), NOON, None).id

    finish(amina, course, "samtal/motet")

    assert people_queries.shown_counts(counter_id) == {}


def test_counting_rolls_back_with_the_completion(amina: Person, course: Course, make: Make) -> None:
    with transaction():
        counter_id = counting.open_counter(subjects.course(course.slug), NOON, None).id
    lessons = [(module, lesson) for module in course.required for lesson in module.lessons]

    with pytest.raises(ZeroDivisionError), transaction():
        for module, lesson in lessons:
            actions.complete_lesson(amina.id, course, module, lesson, NOON)
        _ = 1 / 0

    assert (finished(amina, course), people_queries.shown_counts(counter_id)) == ([], {})


@pytest.mark.parametrize("deed", ["hand_in", "read", "write_notes"])
def test_deed_outside_a_transaction_is_refused(amina: Person, course: Course, deed: str) -> None:
    knowledge, meeting = place(course, "samtal/kunskapen"), place(course, "samtal/motet")
    deeds = {
        "hand_in": lambda: actions.hand_in(amina.id, course, *knowledge, right(knowledge[1]), NOON),
        "read": lambda: actions.read(amina.id, course, *meeting, NOON),
        "write_notes": lambda: actions.write_notes(amina.id, "samtal", {"k": "t"}, NOON),
    }

    with pytest.raises(StrayWrite):
        deeds[deed]()


def test_erasing_takes_the_evidence_along(amina: Person, course: Course, make: Make) -> None:
    make.completed(amina, course)

    with transaction():
        people.erase(amina.id, NOON)

    assert db.session.scalars(select(Completion)).all() == []
