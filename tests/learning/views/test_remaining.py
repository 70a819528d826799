"""What remains before a lesson with questions is done, and the way on after it."""

import re

from flask import Flask

from elearning.course.tree import Course
from elearning.people.rules import Person
from tests.learning.handing_in import fields, place, right, wrong
from tests.learning.views.pages import QUIZ, remaining
from tests.visitor import Visitor


def test_remaining_before_the_first_try_is_how_many(learner: Visitor) -> None:
    assert remaining(learner.get(QUIZ)) == (
        "Kvar innan lektionen är klar: minst 3 rätt av 4 frågor."
    )


def test_remaining_after_a_try_names_the_questions(learner: Visitor, course: Course) -> None:
    lesson = place(course, "samtal/kunskapen")[1]
    first, second, *_ = wrong(lesson)
    mixed = right(lesson) | {key: wrong(lesson)[key] for key in (first, second)}

    page = learner.follow(learner.post(QUIZ, **fields(mixed)))

    assert remaining(page) == "Kvar innan lektionen är klar: fråga 1, fråga 2."


def test_remaining_on_another_device_tells_the_best(
    app: Flask, learner: Visitor, amina: Person, course: Course
) -> None:
    lesson = place(course, "samtal/kunskapen")[1]
    first, second, *_ = wrong(lesson)
    learner.post(QUIZ, **fields(right(lesson) | {k: wrong(lesson)[k] for k in (first, second)}))
    phone = Visitor(app)
    phone.signin(amina)

    assert remaining(phone.get(QUIZ)) == (
        "Kvar innan lektionen är klar: minst 3 rätt av 4 frågor; ditt bästa hittills är 2."
    )


def test_way_on_is_told_with_the_outcome_when_the_lesson_is_done(
    learner: Visitor, course: Course
) -> None:
    module, lesson = place(course, "samtal/kunskapen")
    failed = learner.follow(learner.post(QUIZ, **fields(wrong(lesson))))
    passed = learner.follow(learner.post(QUIZ, **fields(right(lesson))))

    found = [
        re.findall(r'id="outcome".*?</section>', each.text, re.DOTALL) for each in (failed, passed)
    ]

    following = module.lessons[lesson.number].slug
    assert [f'href="/modules/samtal/{following}"' in each[0] for each in found] == [False, True]


def test_nothing_remains_after_enough_right(learner: Visitor, course: Course) -> None:
    page = learner.follow(learner.post(QUIZ, **fields(right(place(course, "samtal/kunskapen")[1]))))

    assert remaining(page) is None


def test_finished_lesson_can_be_handed_in_again(learner: Visitor, course: Course) -> None:
    lesson = place(course, "samtal/kunskapen")[1]
    learner.post(QUIZ, **fields(right(lesson)))

    page = learner.follow(learner.post(QUIZ, **fields(wrong(lesson))))

    assert (page.status_code, remaining(page)) == (200, None)
