"""Choices are counted without persons; a spread is told only ten answers at a time."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
from sqlalchemy import select

from elearning.course.tree import Course, Question
from elearning.database import Base, db
from elearning.learning import queries, rules
from elearning.learning.models import ChoiceCount
from elearning.people.rules import Person
from tests.factories import Make
from tests.learning.handing_in import dilemma, hand_in, place, right, wrong

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def asked(course: Course) -> Question:
    return dilemma(place(course, "samtal/kunskapen")[1])


@pytest.fixture
def staff(database: object, make: Make) -> Iterator[Person]:
    """People without end, all in one unit."""
    root = make.root(make.organisation())
    return (make.user(root) for _ in iter(int, 1))


def choose(staff: Iterator[Person], course: Course, asked: Question, places: list[int]) -> None:
    """One new person for each place: 0 takes the first choice of the dilemma."""
    _, lesson = place(course, "samtal/kunskapen")
    for index in places:
        chosen = {asked.key: frozenset({asked.choices[index].id})}
        hand_in(next(staff), course, right(lesson) | chosen)


def shown(asked: Question) -> list[int]:
    counts = queries.shown_choices("samtal", [asked.key])[asked.key]
    return [counts.get(choice.id, 0) for choice in asked.choices]


def answers(asked: Question) -> dict[str, int]:
    statement = select(ChoiceCount.choice_id, ChoiceCount.answers).where(
        ChoiceCount.question_key == asked.key, ChoiceCount.answers > 0
    )
    return {choice: count for choice, count in db.session.execute(statement)}


def test_spread_is_not_shown_at_nine(
    staff: Iterator[Person], course: Course, asked: Question
) -> None:
    choose(staff, course, asked, [0] * 5 + [1] * 4)

    assert shown(asked) == [0, 0]


def test_spread_is_shown_at_ten(staff: Iterator[Person], course: Course, asked: Question) -> None:
    choose(staff, course, asked, [0] * 7 + [1] * 3)

    assert shown(asked) == [7, 3]


def test_spread_of_ten_who_agree_is_not_shown(
    staff: Iterator[Person], course: Course, asked: Question
) -> None:
    choose(staff, course, asked, [0] * 12)

    assert shown(asked) == [0, 0]


def test_spread_stands_still_until_ten_more(
    staff: Iterator[Person], course: Course, asked: Question
) -> None:
    choose(staff, course, asked, [0] * 7 + [1] * 3 + [0] * 4 + [1] * 5)

    assert shown(asked) == [7, 3]


def test_spread_moves_after_ten_more(
    staff: Iterator[Person], course: Course, asked: Question
) -> None:
    choose(staff, course, asked, [0] * 7 + [1] * 3 + [0] * 3 + [1] * 7)

    assert rules.spread(queries.shown_choices("samtal", [asked.key])[asked.key]) == {
        asked.choices[0].id: Fraction(1, 2),
        asked.choices[1].id: Fraction(1, 2),
    }


def test_spread_of_questions_with_a_right_answer_is_never_shown(
    staff: Iterator[Person], course: Course, asked: Question
) -> None:
    choose(staff, course, asked, [0] * 5 + [1] * 5)

    moved = select(ChoiceCount.question_key).where(ChoiceCount.shown > 0).distinct()
    assert db.session.scalars(moved).all() == [asked.key]


def test_choices_count_in_the_first_try_only(make: Make, course: Course) -> None:
    _, lesson = place(course, "samtal/kunskapen")
    person = make.user()

    for handed_in in (wrong(lesson), right(lesson), right(lesson)):
        hand_in(person, course, handed_in)

    counted = db.session.scalars(select(ChoiceCount.choice_id).where(ChoiceCount.answers > 0))
    assert sorted(counted) == sorted(choice for one in wrong(lesson).values() for choice in one)


def test_choices_are_counted_by_question(make: Make, course: Course, asked: Question) -> None:
    _, lesson = place(course, "samtal/kunskapen")

    hand_in(make.user(), course, right(lesson))
    hand_in(make.user(), course, wrong(lesson))

    assert answers(asked) == {asked.choices[0].id: 1, asked.choices[1].id: 1}


def test_choices_of_other_modules_are_counted_apart(
    make: Make, course: Course, asked: Question
) -> None:
    _, lesson = place(course, "regler/kunskapen")

    hand_in(make.user(), course, right(lesson), at="regler/kunskapen")

    assert (answers(asked), shown(asked)) == ({}, [0, 0])


def test_no_table_of_persons_says_which_choice_was_taken(make: Make, course: Course) -> None:
    _, lesson = place(course, "samtal/kunskapen")

    hand_in(make.user(), course, right(lesson))
    hand_in(make.user(), course, wrong(lesson))

    every = {choice.id for question in lesson.questions for choice in question.choices}
    telling = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(choice in cell for cell in cells(table.name) for choice in every - {"true", "false"})
    }
    assert telling == {"choice_count"}


def cells(table: str) -> list[str]:
    found = db.session.execute(select(Base.metadata.tables[table]))
    return [str(cell) for row in found for cell in row]


def test_the_table_of_choices_has_no_person_and_no_time() -> None:
    assert sorted(ChoiceCount.__table__.columns.keys()) == [
        "answers",
        "choice_id",
        "module_slug",
        "question_key",
        "shown",
    ]
