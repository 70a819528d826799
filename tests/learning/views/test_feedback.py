"""Feedback shows the last hand-in, on the device where it was made."""

from flask import Flask

from elearning.course.tree import Course
from elearning.people.rules import Person
from tests.learning.handing_in import fields, place, right, wrong
from tests.learning.views.pages import QUIZ, checked
from tests.visitor import Visitor


def test_feedback_is_on_the_page_after_hand_in(learner: Visitor, course: Course) -> None:
    lesson = place(course, "samtal/kunskapen")[1]

    page = learner.follow(learner.post(QUIZ, **fields(wrong(lesson))))

    assert "Tystnad kan tolkas som ointresse." in page.text
    assert "Då blir personen ensam." not in page.text


def test_feedback_shows_what_was_chosen(learner: Visitor, course: Course) -> None:
    lesson = place(course, "samtal/kunskapen")[1]

    page = learner.follow(learner.post(QUIZ, **fields(wrong(lesson))))

    assert sorted(checked(page)) == sorted(
        (key, choice) for key, chosen in wrong(lesson).items() for choice in chosen
    )


def test_feedback_is_not_there_before_hand_in(learner: Visitor) -> None:
    page = learner.get(QUIZ)

    assert ("Tystnad kan tolkas" in page.text, checked(page)) == (False, [])


def test_feedback_is_not_on_another_device(
    app: Flask, learner: Visitor, amina: Person, course: Course
) -> None:
    learner.post(QUIZ, **fields(wrong(place(course, "samtal/kunskapen")[1])))
    phone = Visitor(app)
    phone.signin(amina)

    page = phone.get(QUIZ)

    assert ("Tystnad kan tolkas" in page.text, checked(page)) == (False, [])


def test_feedback_is_gone_after_sign_out(learner: Visitor, amina: Person, course: Course) -> None:
    learner.post(QUIZ, **fields(wrong(place(course, "samtal/kunskapen")[1])))
    learner.post("/signout")

    learner.signin(amina)

    assert checked(learner.get(QUIZ)) == []


def test_feedback_is_of_the_last_hand_in_alone(learner: Visitor, course: Course) -> None:
    learner.post(QUIZ, **fields(wrong(place(course, "samtal/kunskapen")[1])))

    learner.post("/modules/regler/kunskapen", **fields(right(place(course, "regler/kunskapen")[1])))

    assert checked(learner.get(QUIZ)) == []
