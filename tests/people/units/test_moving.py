"""Units are moved and merged, and counts, paths and duties follow."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.people import queries, staff, units
from elearning.people.models import Organisation, Unit, User
from elearning.people.rules import Duty, Role, Scope
from tests.conftest import NOON
from tests.factories import Make
from tests.statements import statements


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
