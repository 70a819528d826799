"""Two devices at once: the last two lessons complete the module and the course exactly once."""

from datetime import timedelta
from functools import partial
from threading import Barrier

from flask import Flask
from sqlalchemy import select

from elearning.course.tree import Course, Lesson, Module
from elearning.database import db, transaction
from elearning.learning import actions, queries, subjects
from elearning.learning.models import Attempt
from elearning.people import counting
from elearning.people import queries as people_queries
from elearning.people.rules import Person
from tests.conftest import NOON
from tests.factories import Make
from tests.learning.handing_in import place, right
from tests.together import in_threads

LAST_TWO = ("regler/kunskapen", "samtal/kunskapen")
ROUNDS = 5  # times that the race is run


def all_but_the_last_two(person: Person, course: Course) -> None:
    for module in course.required:
        for lesson in module.lessons:
            if lesson.quiz is None:
                with transaction():
                    actions.complete_lesson(person.id, course, module, lesson, NOON)


def together(app: Flask, deeds: list[tuple[Person, Course, Module, Lesson]]) -> None:
    """Hand every lesson in at the same moment, each from its own thread."""
    ready = Barrier(len(deeds))

    def hand_in(person: Person, course: Course, module: Module, lesson: Lesson) -> None:
        with app.app_context():
            ready.wait()
            with transaction():
                actions.hand_in(person.id, course, module, lesson, right(lesson), NOON)

    in_threads(*(partial(hand_in, *deed) for deed in deeds))


def test_last_two_lessons_at_once_complete_the_course_once(
    database: Flask, course: Course, make: Make
) -> None:
    for _ in range(ROUNDS):
        person = make.user()
        all_but_the_last_two(person, course)

        together(database, [(person, course, *place(course, path)) for path in LAST_TWO])

        finished = queries.finished(person.id, course.slug)
        whole = sorted(each.module_slug for each in finished if not each.lesson_slug)
        assert whole == ["", "regler", "samtal"]


def test_last_two_lessons_at_once_count_the_person_once(
    database: Flask, course: Course, make: Make
) -> None:
    root = make.root(make.organisation())
    with transaction():
        subject = subjects.course(course.slug)
        counter_id = counting.open_counter(subject, NOON, NOON + timedelta(days=1)).id

    for _ in range(ROUNDS):
        person = make.user(root)
        all_but_the_last_two(person, course)
        together(database, [(person, course, *place(course, path)) for path in LAST_TWO])

    assert people_queries.shown_counts(counter_id) == {root.id: ROUNDS}


def test_same_lesson_twice_at_once_is_tried_twice_and_finished_once(
    database: Flask, course: Course, make: Make
) -> None:
    person = make.user()

    together(database, [(person, course, *place(course, "samtal/kunskapen"))] * 2)

    tries = db.session.scalars(select(Attempt.number).order_by(Attempt.number)).all()
    finished = queries.finished(person.id, course.slug)
    assert (tries, [each.lesson_slug for each in finished]) == ([1, 2], ["kunskapen"])


def test_many_people_at_once_are_all_counted(database: Flask, course: Course, make: Make) -> None:
    root = make.root(make.organisation())
    units = [make.unit(root, name) for name in ("Förskola", "Biblioteket", "Skolkök")]
    with transaction():
        counter_id = counting.open_counter(subjects.course(course.slug), NOON, None).id
    staff = [make.user(units[number % 3]) for number in range(3)]
    for person in staff:
        all_but_the_last_two(person, course)

    for path in LAST_TWO:
        together(database, [(person, course, *place(course, path)) for person in staff])

    assert people_queries.shown_counts(counter_id)[root.id] == len(staff)
