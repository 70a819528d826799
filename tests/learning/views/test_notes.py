"""Notes are kept with the lesson, and in their boxes when refused."""

from flask import Flask

from elearning.course.tree import Course
from elearning.learning import queries
from elearning.people.rules import Person
from tests.learning.views.pages import QUIZ, WRITING, finished
from tests.visitor import Visitor


def test_written_note_is_told_of_on_the_next_page(learner: Visitor) -> None:
    told = []
    for text in ("", "Jag lyssnar mer."):
        learner.post(WRITING, **{"samtal-tanke": text})
        told.append("Din anteckning är sparad." in learner.get(QUIZ).text)

    assert told == [False, True]


def test_note_is_kept_with_the_lesson(learner: Visitor, amina: Person) -> None:
    learner.post(WRITING, **{"samtal-tanke": "Jag blev\r\nglad."})

    assert queries.note_texts(amina.id, "samtal") == {"samtal-tanke": "Jag blev\nglad."}


def test_note_is_in_its_box_again(app: Flask, learner: Visitor, amina: Person) -> None:
    learner.post(WRITING, **{"samtal-tanke": "Jag blev <glad>."})
    phone = Visitor(app)
    phone.signin(amina)

    assert "Jag blev &lt;glad&gt;.</textarea>" in phone.get(WRITING).text


def test_note_that_is_too_long_is_422_and_kept_in_its_box(
    learner: Visitor, amina: Person, course: Course
) -> None:
    long = "å" * 2001

    page = learner.post(WRITING, **{"samtal-tanke": long})

    assert (page.status_code, f"{long}</textarea>" in page.text) == (422, True)
    assert (queries.notes(amina.id), finished(amina, course)) == ([], [])


def test_note_with_a_personal_number_is_422_and_the_rest_kept_in_its_box(
    learner: Visitor, amina: Person, course: Course
) -> None:
    page = learner.post(WRITING, **{"samtal-tanke": "Bo, 811218-9876, blev glad."})

    assert (page.status_code, "Bo, ••••••••••, blev glad.</textarea>" in page.text) == (422, True)
    assert 'href="#q-samtal-tanke"' in page.text
    assert (queries.notes(amina.id), finished(amina, course)) == ([], [])


def test_note_of_just_enough_lines_is_kept(learner: Visitor, amina: Person) -> None:
    text = "a\n" * 1000

    answer = learner.post(WRITING, **{"samtal-tanke": text.replace("\n", "\r\n")})

    assert answer.status_code == 303
