"""A learner's own page and notes."""

import pytest
from flask import Flask

from elearning.course.tree import Course
from elearning.database import transaction
from elearning.learning import actions, queries
from elearning.people.rules import Person
from tests.conftest import NOON
from tests.factories import Make
from tests.visitor import Visitor

NOTE = "/me/notes/samtal/samtal-steg"


@pytest.fixture
def amina(app: Flask, make: Make) -> Person:
    return make.user()


@pytest.fixture
def learner(visitor: Visitor, amina: Person) -> Visitor:
    """Amina, signed in, with one note."""
    write(amina, "Jag hälsar <först>.")
    visitor.signin(amina)
    visitor.get("/me")
    return visitor


def write(person: Person, text: str, key: str = "samtal-steg") -> None:
    with transaction():
        actions.write_notes(person.id, "samtal", {key: text}, NOON)


def notes(person: Person) -> list[str]:
    return [note.text for note in queries.notes(person.id)]


@pytest.mark.parametrize("path", ["/me", "/me/certificate", "/me/certificate.pdf"])
def test_own_pages_want_someone_signed_in(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).location == "/signin"


@pytest.mark.parametrize("path", [NOTE, f"{NOTE}/delete"])
def test_notes_want_someone_signed_in(visitor: Visitor, amina: Person, path: str) -> None:
    write(amina, "Jag hälsar.")
    visitor.get("/signin")

    assert (visitor.post(path, text="x").status_code, notes(amina)) == (401, ["Jag hälsar."])


def test_page_shows_the_note_with_its_question(learner: Visitor) -> None:
    page = learner.get("/me").text

    assert "Jag hälsar &lt;först&gt;.</textarea>" in page
    assert "Vad gör du i morgon?" in page


def test_page_shows_a_note_whose_question_has_left_the_course(
    learner: Visitor, amina: Person
) -> None:
    write(amina, "Kvar ändå.", key="borttagen")

    assert "Kvar ändå.</textarea>" in learner.get("/me").text


def test_page_shows_nothing_of_others(learner: Visitor, make: Make) -> None:
    write(make.user(), "Hemligt.")

    assert "Hemligt." not in learner.get("/me").text


def test_note_is_changed(learner: Visitor, amina: Person) -> None:
    answer = learner.post(NOTE, text="Jag lyssnar.")

    assert (answer.status_code, answer.location, notes(amina)) == (303, "/me", ["Jag lyssnar."])


def test_change_is_told_once(learner: Visitor) -> None:
    learner.post(NOTE, text="Jag lyssnar.")

    told = ['role="status"' in learner.get("/me").text for _ in range(2)]

    assert told == [True, False]


def test_note_that_is_too_long_is_422_and_kept_in_its_box(learner: Visitor, amina: Person) -> None:
    long = "å" * 2001

    page = learner.post(NOTE, text=long)

    assert (page.status_code, f"{long}</textarea>" in page.text) == (422, True)
    assert 'href="#note-samtal-samtal-steg"' in page.text
    assert notes(amina) == ["Jag hälsar <först>."]


def test_note_with_a_personal_number_is_422_and_the_rest_kept_in_its_box(
    learner: Visitor, amina: Person
) -> None:
    page = learner.post(NOTE, text="Jag mötte Bo, 811218-9876, i dag.")

    assert (page.status_code, "Jag mötte Bo, ••••••••••, i dag.</textarea>" in page.text) == (
        422,
        True,
    )
    assert 'href="#note-samtal-samtal-steg"' in page.text
    assert "811218" not in page.text
    assert notes(amina) == ["Jag hälsar <först>."]


def test_note_is_deleted(learner: Visitor, amina: Person) -> None:
    answer = learner.post(f"{NOTE}/delete")

    assert (answer.status_code, notes(amina)) == (200, [])


def test_deleted_note_can_be_brought_back(learner: Visitor, amina: Person) -> None:
    page = learner.post(f"{NOTE}/delete")

    assert f'action="{NOTE}"' in page.text
    assert 'name="text" value="Jag hälsar &lt;först&gt;."' in page.text


def test_deleted_note_is_nowhere_after_the_answer(learner: Visitor) -> None:
    learner.post(f"{NOTE}/delete")

    assert "Jag hälsar" not in learner.get("/me").text


def test_note_that_is_not_there_is_404(learner: Visitor) -> None:
    assert learner.post("/me/notes/samtal/annan/delete").status_code == 404


def test_note_of_another_is_404(learner: Visitor, make: Make) -> None:
    erik = make.user()
    write(erik, "Hemligt.", key="samtal-tanke")

    answer = learner.post("/me/notes/samtal/samtal-tanke/delete")

    assert (answer.status_code, notes(erik)) == (404, ["Hemligt."])


def test_note_without_a_prompt_is_404(learner: Visitor, amina: Person) -> None:
    answer = learner.post("/me/notes/samtal/annan", text="x")

    assert (answer.status_code, notes(amina)) == (404, ["Jag hälsar <först>."])


def test_note_whose_prompt_has_left_the_course_can_be_changed(
    learner: Visitor, amina: Person
) -> None:
    write(amina, "Kvar ändå.", key="borttagen")

    answer = learner.post("/me/notes/samtal/borttagen", text="Ändrad.")

    assert (answer.status_code, "Ändrad." in notes(amina)) == (303, True)


@pytest.mark.parametrize("path", [f"/me/notes/{'m' * 81}/k", f"/me/notes/m/{'k' * 121}"])
def test_note_with_a_key_that_has_no_room_is_404(learner: Visitor, path: str) -> None:
    assert learner.post(path, text="x").status_code == 404


def test_certificate_is_offered_after_the_course_alone(
    learner: Visitor, amina: Person, course: Course, make: Make
) -> None:
    before = learner.get("/me").text
    make.completed(amina, course)

    after = learner.get("/me").text

    assert ["/me/certificate" in page for page in (before, after)] == [False, True]
