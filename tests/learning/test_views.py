"""Modules, lessons and hand-ins, as learners meet them. The trial course is in Swedish."""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from elearning.course.tree import Course
from elearning.learning import queries
from elearning.people.rules import Person
from tests.conftest import Clock
from tests.factories import Make
from tests.learning.handing_in import dilemma, fields, place, right, wrong
from tests.visitor import Visitor

QUIZ = "/modules/samtal/kunskapen"
READING = "/modules/samtal/motet"
WRITING = "/modules/samtal/tanken"


@pytest.fixture
def amina(app: Flask, make: Make) -> Person:
    return make.user()


@pytest.fixture
def learner(visitor: Visitor, amina: Person) -> Visitor:
    """Amina, signed in, with the page of the quiz before her."""
    visitor.signin(amina)
    visitor.get(QUIZ)
    return visitor


def finished(person: Person, course: Course) -> list[str]:
    found = queries.finished(person.id, course.slug)
    return [f"{each.module_slug}/{each.lesson_slug}" for each in found]


def checked(page: TestResponse) -> list[str]:
    return re.findall(r'name="([^"]+)" value="([^"]+)" checked', page.text)


def remaining(page: TestResponse) -> str | None:
    found = re.search(r'<p class="remaining">(.*?)</p>', page.text)
    return found[1] if found else None


@pytest.mark.parametrize("path", ["/modules/", "/modules/samtal/", QUIZ, READING, WRITING])
def test_page_wants_someone_signed_in(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).location == "/signin"


@pytest.mark.parametrize("path", ["/modules/", "/modules/samtal/", QUIZ, READING, WRITING])
def test_page_opens_for_a_learner(learner: Visitor, path: str) -> None:
    assert learner.get(path).status_code == 200


def test_situation_is_on_the_page(learner: Visitor) -> None:
    page = learner.get("/modules/samtal/motet").text

    assert '<h3 id="fragan-title" data-read>Hon frågar dig</h3>' in page
    assert '<a href="?fragan=svaret#fragan"><span>Du svarar</span>' in page


@pytest.mark.parametrize("path", ["/modules/nej/", "/modules/nej/motet", "/modules/samtal/nej"])
def test_unknown_module_or_lesson_is_404(learner: Visitor, path: str) -> None:
    assert [learner.get(path).status_code, learner.post(path).status_code] in (
        [404, 404],
        [404, 405],
    )


def test_list_leads_to_every_module(learner: Visitor) -> None:
    page = learner.get("/modules/").text

    assert [f'href="/modules/{slug}/"' in page for slug in ("samtal", "regler")] == [True, True]


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


def test_written_note_is_told_of_on_the_next_page(learner: Visitor) -> None:
    told = []
    for text in ("", "Jag lyssnar mer."):
        learner.post(WRITING, **{"samtal-tanke": text})
        told.append("Din anteckning är sparad." in learner.get(QUIZ).text)

    assert told == [False, True]


def test_reading_alone_finishes_nothing(learner: Visitor, amina: Person, course: Course) -> None:
    learner.get(READING)

    assert finished(amina, course) == []


def test_hand_in_leads_back_to_the_lesson(learner: Visitor, course: Course) -> None:
    answer = learner.post(QUIZ, **fields(right(place(course, "samtal/kunskapen")[1])))

    assert (answer.status_code, answer.location) == (303, QUIZ)


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


def test_finished_lesson_can_be_handed_in_again(learner: Visitor, course: Course) -> None:
    lesson = place(course, "samtal/kunskapen")[1]
    learner.post(QUIZ, **fields(right(lesson)))

    page = learner.follow(learner.post(QUIZ, **fields(wrong(lesson))))

    assert (page.status_code, remaining(page)) == (200, None)


def test_where_one_left_off_is_the_same_on_another_device(
    app: Flask, learner: Visitor, amina: Person, clock: Clock
) -> None:
    learner.post(READING)
    clock.advance(days=2)
    phone = Visitor(app)
    phone.signin(amina)

    assert 'href="/modules/samtal/tanken"' in phone.get("/").text
