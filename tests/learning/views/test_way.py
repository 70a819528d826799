"""What finishes a lesson that is read, and where the way leads on."""

import re

from flask import Flask

from elearning.course.tree import Course
from elearning.people.rules import Person
from tests.conftest import Clock
from tests.learning.handing_in import fields, right
from tests.learning.views.pages import READING, WRITING, finished
from tests.visitor import Visitor


def test_module_leads_to_the_next_lesson(learner: Visitor) -> None:
    learner.post(READING)

    assert 'href="/modules/samtal/tanken"' in learner.get("/modules/samtal/").text


def test_mark_read_finishes_the_lesson_and_leads_on(
    learner: Visitor, amina: Person, course: Course
) -> None:
    answer = learner.post(READING)

    assert (answer.status_code, answer.location) == (303, WRITING)
    assert finished(amina, course) == ["samtal/motet"]


def test_mark_read_of_the_last_lesson_leads_to_the_module(learner: Visitor) -> None:
    assert learner.post("/modules/samtal/steget").location == "/modules/samtal/"


def test_finished_module_leads_to_the_next_and_at_last_to_the_certificate(
    learner: Visitor, course: Course
) -> None:
    ways = []
    for module in course.required:
        for lesson in module.lessons:
            answers = fields(right(lesson)) if lesson.quiz else {}
            learner.post(f"/modules/{module.slug}/{lesson.slug}", **answers)
        page = learner.get(f"/modules/{module.slug}/").text
        ways += re.findall(r'class="actions">.*?href="(.*?)"', page, re.DOTALL)

    following = [f"/modules/{each.slug}/" for each in course.required[1:]]
    assert ways == [*following, "/me"]


def test_reading_alone_finishes_nothing(learner: Visitor, amina: Person, course: Course) -> None:
    learner.get(READING)

    assert finished(amina, course) == []


def test_where_one_left_off_is_the_same_on_another_device(
    app: Flask, learner: Visitor, amina: Person, clock: Clock
) -> None:
    learner.post(READING)
    clock.advance(days=2)
    phone = Visitor(app)
    phone.signin(amina)

    assert 'href="/modules/samtal/tanken"' in phone.get("/").text
