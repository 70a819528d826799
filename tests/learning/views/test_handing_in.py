"""Answers are handed in, and refused where they are not whole."""

from elearning.course.tree import Course
from elearning.learning import queries
from elearning.people.rules import Person
from tests.learning.handing_in import dilemma, fields, place, right
from tests.learning.views.pages import QUIZ, checked
from tests.visitor import Visitor


def test_hand_in_leads_back_to_the_lesson(learner: Visitor, course: Course) -> None:
    answer = learner.post(QUIZ, **fields(right(place(course, "samtal/kunskapen")[1])))

    assert (answer.status_code, answer.location) == (303, QUIZ)


def test_hand_in_without_an_answer_is_422(learner: Visitor, amina: Person, course: Course) -> None:
    lesson = place(course, "samtal/kunskapen")[1]
    first, *others = right(lesson)

    page = learner.post(QUIZ, **{key: fields(right(lesson))[key] for key in others})

    assert (page.status_code, f'href="#q-{first}"' in page.text) == (422, True)
    assert len(checked(page)) == len([id for key in others for id in right(lesson)[key]])
    assert queries.attempts(amina.id) == []


def test_dilemma_without_an_answer_is_named_as_on_its_card(
    learner: Visitor, course: Course
) -> None:
    asked = dilemma(place(course, "samtal/kunskapen")[1])

    page = learner.post(QUIZ).text

    assert f'<a href="#q-{asked.key}">Välj ett svar på dilemma {asked.number}.</a>' in page
    assert f" Dilemma {asked.number}</span>" in page


def test_hand_in_of_an_unknown_choice_is_422(
    learner: Visitor, amina: Person, course: Course
) -> None:
    answers = fields(right(place(course, "samtal/kunskapen")[1]))

    page = learner.post(QUIZ, **answers | {"samtal-forst": ["finnsinte"]})

    assert page.status_code == 422
    assert "Fråga 1 har ändrats" in page.text
    assert queries.attempts(amina.id) == []


def test_hand_in_of_two_answers_to_one_choice_is_422(learner: Visitor, course: Course) -> None:
    lesson = place(course, "samtal/kunskapen")[1]
    both = [choice.id for choice in dilemma(lesson).choices]

    page = learner.post(QUIZ, **fields(right(lesson)) | {dilemma(lesson).key: both})

    assert page.status_code == 422
