"""What a coordinator sees before a sending: whom it reaches, and the letter."""

import pytest

from elearning.course.tree import Course
from elearning.database import transaction
from elearning.nudges import actions
from elearning.people import actions as people
from elearning.people.models import Unit
from elearning.people.rules import Person
from tests.conftest import Clock
from tests.factories import Make
from tests.nudges.views.writing import PATH, crowd, words, written
from tests.statements import statements
from tests.visitor import Visitor


def test_preview_tells_how_many_get_it_and_why_others_do_not(
    visitor: Visitor, make: Make, unit: Unit, coordinator: Person, course: Course, clock: Clock
) -> None:
    people_there = crowd(make, unit, 24)
    make.completed(people_there[0], course)
    with transaction():
        actions.unsubscribe(people_there[1].id, clock())
        people.add_user(None, "Kim", unit.id, clock())
        people.add_user("alias@sater.example", "Alias", unit.id, clock(), is_protected=True)

    page = visitor.get(
        written(visitor, make.root_of(coordinator).id), headers={"Accept-Language": "en"}
    )

    told = words(page.text)
    assert "Letters: 23 " in told
    for line in (
        "1 with a protected identity",
        "1 finished already",
        "1 without an e-mail address here",
        "1 who do not want reminders",
    ):
        assert line in told
    assert not [each.name for each in people_there if each.email in page.text]


@pytest.mark.parametrize("finished", [0, 5, 19])
def test_preview_of_a_small_group_is_the_same_however_far_it_has_come(
    visitor: Visitor, make: Make, unit: Unit, coordinator: Person, course: Course, finished: int
) -> None:
    for person in crowd(make, unit, 19)[:finished]:
        make.completed(person, course)

    page = visitor.get(written(visitor, unit.id), headers={"Accept-Language": "en"})

    told = words(page.text)
    assert "The letter goes to those whom it concerns" in told
    assert "Letters:" not in told and "finished already" not in told


def test_letter_is_shown_in_both_languages(
    visitor: Visitor, coordinator: Person, unit: Unit
) -> None:
    address = written(visitor, unit.id, sentence="Vi ses <b>onsdag</b>")

    pages = [visitor.get(f"{address}letter.{code}.html").text for code in ("sv", "en")]

    assert [f'<html lang="{code}">' in page for code, page in zip(("sv", "en"), pages, strict=True)]
    assert ["&lt;b&gt;onsdag&lt;/b&gt;" in page for page in pages] == [True, True]
    assert visitor.get(f"{address}letter.de.html").status_code == 404


@pytest.mark.parametrize("many", [1, 3, 100])
def test_statements_do_not_grow_with_people(
    visitor: Visitor, make: Make, unit: Unit, coordinator: Person, many: int
) -> None:
    crowd(make, unit, many)
    address = written(visitor, unit.id)
    asked = []
    for path in (PATH, address, PATH + "waves"):
        with statements() as seen:
            assert visitor.get(path).status_code == 200
        asked.append(len(seen))

    assert asked == [3, 3, 3]
