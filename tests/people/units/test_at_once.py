"""Units change shape while others are moved, added or counted at the same moment."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from flask import Flask
from sqlalchemy import select

from elearning.course.tree import Course
from elearning.database import db
from elearning.learning import actions as learning
from elearning.learning import evidence
from elearning.people import actions, queries, units
from elearning.people.models import Unit, User
from tests.conftest import NOON
from tests.factories import Make
from tests.together import beside

ROUNDS = 25


def unit_of(unit_id: int) -> Unit:
    return db.session.get_one(Unit, unit_id)


def move(unit_id: int, under_id: int) -> None:
    units.move(unit_of(unit_id), unit_of(under_id))


def add(under_id: int, name: str) -> None:
    units.add(unit_of(under_id), name)


def merge(unit_id: int, into_id: int) -> None:
    units.merge(unit_of(unit_id), unit_of(into_id), NOON)


def test_counts_are_right_when_units_move_under_those_who_are_counted(
    database: Flask, make: Make, course: Course, care: Unit, library: Unit
) -> None:
    home = make.unit(care, "Hemtjänst")
    north, south = make.unit(home, "Norr"), make.unit(library, "Söder")
    ids = [unit.id for unit in (care, library, home, north, south)]
    staying = [make.user(north).id for _ in range(ROUNDS)]
    moving = [make.user(north).id for _ in range(ROUNDS)]
    module = course.required[0]
    lesson = module.lessons[0]

    failures = beside(
        database,
        [partial(move, ids[2], under) for under in ids[1::-1]] * ROUNDS,
        [partial(learning.complete_lesson, who, course, module, lesson, NOON) for who in staying],
        [partial(actions.move, who, ids[4], NOON) for who in moving],
    )

    assert failures == []
    wrong = [evidence.differences(each, NOON) for each in evidence.standing_counters()]
    assert wrong == [[]] * len(wrong)


def test_two_units_never_come_to_stand_under_each_other(
    database: Flask, make: Make, care: Unit, library: Unit
) -> None:
    ids = (care.id, library.id)

    root_id = care.parent_id
    assert root_id is not None

    def under(unit_id: int, other_id: int) -> None:
        with suppress(units.BelowItself):
            move(unit_id, other_id)

    def there_and_back(unit_id: int, other_id: int) -> list[Callable[[], object]]:
        there = partial(under, unit_id, other_id)
        return [there, partial(under, unit_id, root_id)] * ROUNDS

    failures = beside(database, there_and_back(*ids), there_and_back(*ids[::-1]))

    assert failures == []
    paths = {each: queries.path(each) for each in ids}
    assert not (care.id in paths[library.id] and library.id in paths[care.id])


def test_units_that_are_added_meanwhile_have_the_right_paths(
    database: Flask, make: Make, care: Unit, library: Unit
) -> None:
    home = make.unit(care, "Hemtjänst").id
    ids = (library.id, care.id)

    failures = beside(
        database,
        [partial(move, home, under) for under in ids] * ROUNDS,
        [partial(add, home, f"Grupp {number}") for number in range(ROUNDS)],
    )

    assert failures == []
    parents = dict(db.session.execute(select(Unit.id, Unit.parent_id)).tuples().all())
    wanted = {each: set(walk(parents, each)) for each in parents}
    assert {each: set(queries.path(each)) for each in parents} == wanted


def walk(parents: dict[int, int | None], unit_id: int | None) -> Iterator[int]:
    """A unit and all above it."""
    while unit_id is not None:
        yield unit_id
        unit_id = parents[unit_id]


def test_nobody_is_lost_when_their_unit_goes_up_in_another(
    database: Flask, make: Make, course: Course, care: Unit, library: Unit
) -> None:
    module = course.required[0]
    lesson = module.lessons[0]
    groups = [make.unit(care, f"Grupp {number}").id for number in range(5)]
    people = [make.user(unit_of(group)).id for group in groups for _ in range(5)]
    into = library.id

    failures = beside(
        database,
        [partial(merge, each, into) for each in groups],
        [partial(learning.complete_lesson, who, course, module, lesson, NOON) for who in people],
    )

    assert failures == []
    wrong = [evidence.differences(each, NOON) for each in evidence.standing_counters()]
    assert wrong == [[]] * len(wrong)
    assert set(db.session.scalars(select(User.unit_id))) == {into}
