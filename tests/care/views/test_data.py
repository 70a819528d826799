"""The page of one's own data, where one may ask to be erased."""

import re
from datetime import date

from flask import Flask
from sqlalchemy import select

from elearning.care import keeping, statements
from elearning.care.models import ErasureRequest
from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.people.models import Organisation
from elearning.people.rules import Person
from elearning.tips import actions as tips
from elearning.tips.rules import Name
from tests.conftest import NOON
from tests.factories import Make
from tests.learning.handing_in import hand_in, place, wrong
from tests.letters import letters
from tests.visitor import Visitor


def test_data_page_tells_everything(
    visitor: Visitor, learner: Person, make: Make, course: Course
) -> None:
    make.completed(learner, course)

    page = visitor.get("/me/data").text

    assert all(text in page for text in (learner.name, learner.email, "Säters kommun"))
    assert course.title in page
    assert "De som har börjat på kursen" in page


def test_data_page_calls_lessons_and_modules_by_their_names(
    visitor: Visitor, learner: Person, make: Make, course: Course
) -> None:
    module, lesson = place(course, "samtal/kunskapen")
    hand_in(learner, course, wrong(lesson))
    make.completed(learner, course)

    page = visitor.get("/me/data").text

    assert f"{module.title} › {lesson.title}" in page
    assert f"De som har gått klart modulen {module.title}" in page
    assert "samtal/kunskapen" not in page


def test_data_page_writes_dates_as_other_pages_do(
    visitor: Visitor, learner: Person, make: Make, course: Course, told: None
) -> None:
    hand_in(learner, course, wrong(place(course, "samtal/kunskapen")[1]))
    make.completed(learner, course)
    with transaction():
        tips.try_this_week(learner.id, Name("samtal", "tolk"), date(2026, 11, 16))

    page = visitor.get("/me/data").text.partition("<main")[2]

    assert "<dd>16 november 2026</dd>" in page
    assert "22 november 2026" in page
    assert re.findall(r"20\d\d-\d\d-\d\d", page) == []


def test_data_page_holds_nothing_of_others(
    visitor: Visitor, learner: Person, make: Make, sater: Organisation
) -> None:
    make.user(make.root(sater), name="Nils Ek")

    assert "Nils Ek" not in visitor.get("/me/data").text


def test_one_asks_once_to_be_erased(
    app: Flask, visitor: Visitor, learner: Person, told: None
) -> None:
    visitor.get("/me/data")

    first = visitor.post("/me/data/erasure")
    visitor.post("/me/data/erasure")

    assert first.status_code == 303
    assert len(letters(app)) == 1
    assert db.session.scalars(select(ErasureRequest.user_id)).all() == [learner.id]
    assert "Du har inte fått svar ännu." in visitor.get("/me/data").text


def test_an_answer_is_read_and_one_may_ask_again(
    visitor: Visitor, learner: Person, make: Make, sater: Organisation
) -> None:
    visitor.get("/me/data")
    visitor.post("/me/data/erasure")
    administrator = make.user(make.root(sater))
    with transaction():
        wish = statements.erasure_request(learner.id)
        assert wish is not None
        keeping.reply(wish, "Arkivet behöver det.", learner.name, sater.id, administrator, NOON)

    page = visitor.get("/me/data").text

    assert ("Arkivet behöver det." in page, "Be igen" in page) == (True, True)
