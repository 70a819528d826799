"""Units change shape, and counts, paths and duties follow; also while people are counted."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.learning import actions as learning
from elearning.learning import evidence
from elearning.people import actions, queries, staff, units
from elearning.people.models import Organisation, Unit, User
from elearning.people.rules import Duty, Role, Scope
from tests.conftest import NOON
from tests.factories import Make
from tests.statements import statements


@pytest.fixture
def sater(database: Flask, make: Make) -> Organisation:
    return make.organisation("Säter")


@pytest.fixture
def care(sater: Organisation, make: Make) -> Unit:
    return make.unit(sater, "Vård")


@pytest.fixture
def library(sater: Organisation, make: Make) -> Unit:
    return make.unit(sater, "Biblioteket")


@pytest.fixture
def counts(sater: Organisation, make: Make) -> Callable[[], dict[str, int]]:
    """How many are employed in each unit and below it."""

    def count() -> dict[str, int]:
        found = staff.headcounts(Scope.over(make.root(sater).id))
        return {db.session.get_one(Unit, each).name: people for each, people in found.items()}

    return count


def test_unit_takes_its_people_along(
    make: Make, care: Unit, library: Unit, counts: Callable[[], dict[str, int]]
) -> None:
    home = make.unit(care, "Hemtjänst")
    make.user(make.unit(home, "Norr"))
    make.user(library)

    with transaction():
        units.move(home, library)

    assert counts() == {"Säter": 2, "Biblioteket": 2, "Hemtjänst": 1, "Norr": 1}


def test_move_gives_everything_below_new_ancestors(make: Make, care: Unit, library: Unit) -> None:
    home = make.unit(care, "Hemtjänst")
    north = make.unit(home, "Norr")

    with transaction():
        units.move(home, library)

    assert queries.path(north.id) == (*queries.path(library.id), home.id, north.id)


@pytest.mark.parametrize("many", [1, 3, 100])
def test_statements_of_a_move_do_not_grow_with_units(
    make: Make, care: Unit, library: Unit, many: int
) -> None:
    home = make.unit(care, "Hemtjänst")
    for number in range(many):
        make.user(make.unit(home, f"Grupp {number}"))

    with statements() as seen, transaction():
        units.move(home, library)

    assert len([each for each in seen if not each.startswith("LOCK")]) == 12


def test_merged_unit_is_closed_and_its_people_and_units_are_in_the_other(
    make: Make, care: Unit, library: Unit, counts: Callable[[], dict[str, int]]
) -> None:
    person = make.user(care)
    north = make.unit(care, "Norr")

    with transaction():
        units.merge(care, library, NOON)

    assert (care.closed_at, north.parent_id) == (NOON, library.id)
    assert db.session.get_one(User, person.id).unit_id == library.id
    assert counts() == {"Säter": 1, "Biblioteket": 1}


def test_what_an_ended_campaign_counted_stays_with_the_merged_unit(
    make: Make, course: Course, care: Unit, library: Unit, sater: Organisation
) -> None:
    campaign = make.campaign(course, NOON - timedelta(days=1), NOON + timedelta(hours=1))
    make.completed(make.user(care), course)

    with transaction():
        units.merge(care, library, NOON + timedelta(hours=2))

    assert queries.shown_counts(campaign.counter_id) == {make.root(sater).id: 1, care.id: 1}


def test_duties_over_a_merged_unit_end(make: Make, care: Unit, library: Unit) -> None:
    person = make.duty(make.user(care, name="Bo Ek"), Role.MANAGER, care)

    with transaction():
        ended = units.merge(care, library, NOON)

    again = queries.person(person.id)
    assert again is not None
    assert (ended, again.duties) == ([("Bo Ek", Role.MANAGER)], ())


def test_duties_over_a_moved_unit_stay(make: Make, care: Unit, library: Unit) -> None:
    person = make.duty(make.user(care), Role.MANAGER, care)

    with transaction():
        units.move(care, library)

    again = queries.person(person.id)
    assert again is not None
    assert again.duties == (Duty(Role.MANAGER, care.id),)


Deed = Callable[[Unit, Unit, Unit], object]
REFUSED: dict[str, tuple[Deed, type[units.UnitRefused]]] = {
    "move the whole": (lambda root, a, _: units.move(root, a), units.IsRoot),
    "merge the whole": (lambda root, a, _: units.merge(root, a, NOON), units.IsRoot),
    "close the whole": (lambda root, _, __: units.close(root, NOON), units.IsRoot),
    "rename the whole": (lambda root, _, __: units.rename(root, "X"), units.IsRoot),
    "move under itself": (lambda _, a, __: units.move(a, a), units.BelowItself),
    "move below itself": (lambda _, a, b: units.move(a, b), units.BelowItself),
    "merge below itself": (lambda _, a, b: units.merge(a, b, NOON), units.BelowItself),
    "close what has units": (lambda _, a, __: units.close(a, NOON), units.NotEmpty),
    "take a name": (lambda root, a, _: units.add(root, a.name), units.NameTaken),
}


@pytest.mark.parametrize("deed", REFUSED)
def test_what_cannot_be_done_is_refused(make: Make, sater: Organisation, deed: str) -> None:
    root = make.root(sater)
    above = make.unit(root, "Vård")
    below = make.unit(above, "Norr")
    act, why = REFUSED[deed]

    with pytest.raises(why), transaction():
        act(root, above, below)

    assert queries.path(below.id) == (root.id, above.id, below.id)


def test_unit_of_another_organisation_cannot_be_moved_here(make: Make, care: Unit) -> None:
    mora = make.unit(make.organisation("Mora"), "Skolan")

    with pytest.raises(units.BelowItself), transaction():
        units.move(mora, care)


@pytest.mark.parametrize("deed", ["add", "rename", "move", "merge", "close"])
def test_closed_unit_can_only_be_opened(make: Make, care: Unit, library: Unit, deed: str) -> None:
    with transaction():
        units.close(care, NOON)
    act = {
        "add": lambda: units.add(care, "Norr"),
        "rename": lambda: units.rename(care, "Omsorg"),
        "move": lambda: units.move(care, library),
        "merge": lambda: units.merge(library, care, NOON),
        "close": lambda: units.close(care, NOON),
    }[deed]

    with pytest.raises(units.IsClosed), transaction():
        act()


def test_unit_is_opened_only_below_what_is_open(make: Make, care: Unit) -> None:
    north = make.unit(care, "Norr")
    with transaction():
        units.close(north, NOON)
        units.close(care, NOON)

    with pytest.raises(units.IsClosed), transaction():
        units.reopen(north)
    with transaction():
        units.reopen(care)
        units.reopen(north)

    assert (care.closed_at, north.closed_at) == (None, None)


def test_unit_is_not_opened_where_its_name_is_taken(make: Make, care: Unit) -> None:
    with transaction():
        units.close(care, NOON)
    make.unit(db.session.get_one(Unit, care.parent_id), "Vård")

    with pytest.raises(units.NameTaken), transaction():
        units.reopen(care)


# What happens at the same moment.

ROUNDS = 25


def at_once(app: Flask, *rows: Iterable[Callable[[], object]]) -> None:
    """Do several rows of deeds beside each other, each deed in a transaction of its own."""
    failures: list[Exception] = []

    def run(row: Iterable[Callable[[], object]]) -> None:
        with app.app_context():
            for deed in row:
                try:
                    with transaction():
                        deed()
                except SQLAlchemyError as failure:  # such as two that wait for each other
                    failures.append(failure)

    threads = [Thread(target=run, args=(row,)) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


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

    at_once(
        database,
        [partial(move, ids[2], under) for under in ids[1::-1]] * ROUNDS,
        [partial(learning.complete_lesson, who, course, module, lesson, NOON) for who in staying],
        [partial(actions.move, who, ids[4], NOON) for who in moving],
    )

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

    at_once(database, there_and_back(*ids), there_and_back(*ids[::-1]))

    paths = {each: queries.path(each) for each in ids}
    assert not (care.id in paths[library.id] and library.id in paths[care.id])


def test_units_that_are_added_meanwhile_have_the_right_paths(
    database: Flask, make: Make, care: Unit, library: Unit
) -> None:
    home = make.unit(care, "Hemtjänst").id
    ids = (library.id, care.id)

    at_once(
        database,
        [partial(move, home, under) for under in ids] * ROUNDS,
        [partial(add, home, f"Grupp {number}") for number in range(ROUNDS)],
    )

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

    at_once(
        database,
        [partial(merge, each, into) for each in groups],
        [partial(learning.complete_lesson, who, course, module, lesson, NOON) for who in people],
    )

    wrong = [evidence.differences(each, NOON) for each in evidence.standing_counters()]
    assert wrong == [[]] * len(wrong)
    assert set(db.session.scalars(select(User.unit_id))) == {into}
