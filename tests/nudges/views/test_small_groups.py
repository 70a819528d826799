"""Pages of letters tell of nobody how far they have come, whatever their unit looks like."""

import pytest

from elearning.course.tree import Course
from elearning.people.models import Unit
from elearning.people.rules import Person, Role
from tests.factories import Make
from tests.nudges.views.writing import words, written
from tests.visitor import Visitor

ENGLISH = {"Accept-Language": "en"}


def told(visitor: Visitor, address: str) -> str:
    return words(visitor.get(address, headers=ENGLISH).text)


@pytest.mark.parametrize("audience", ["not-finished", "not-started", "begun"])
@pytest.mark.usefixtures("coordinator")
def test_preview_is_the_same_of_one_without_address_who_has_finished(
    visitor: Visitor, make: Make, unit: Unit, course: Course, audience: str
) -> None:
    kim = make.without_address(unit)
    address = written(visitor, unit.id, audience=audience)

    before = told(visitor, address)
    make.completed(kim, course)

    assert told(visitor, address) == before


@pytest.mark.usefixtures("coordinator")
def test_preview_is_the_same_where_few_have_an_address(
    visitor: Visitor, make: Make, unit: Unit, course: Course
) -> None:
    amina = make.user(unit)
    for _ in range(30):
        make.without_address(unit)
    address = written(visitor, make.root_of(amina).id)

    before = told(visitor, address)
    make.completed(amina, course)

    assert told(visitor, address) == before


@pytest.mark.parametrize("night", [True, False])
@pytest.mark.usefixtures("coordinator")
def test_result_of_a_small_group_is_the_same_however_far_it_has_come(
    visitor: Visitor, make: Make, unit: Unit, course: Course, night: bool
) -> None:
    amina, other = make.user(unit), make.unit(make.root_of_unit(unit), "Hemtjänst Söder")
    make.completed(make.user(other), course)
    make.clock.advance(hours=8 if night else 0)  # type: ignore[attr-defined]
    assert amina.unit_id == unit.id

    addresses = [written(visitor, each.id) for each in (unit, other)]
    for address in addresses:
        visitor.post(f"{address}confirm")
    pages = [told(visitor, address).replace(" Söder", " Norr") for address in addresses]

    assert pages[0] == pages[1]


def test_duty_inside_another_gives_no_exact_numbers(
    visitor: Visitor, make: Make, unit: Unit, coordinator: Person
) -> None:
    make.duty(coordinator, Role.COORDINATOR, unit)
    for _ in range(23):
        make.user(unit)

    whole, part = written(visitor, make.root_of(coordinator).id), written(visitor, unit.id)

    assert "Letters: 24 " in told(visitor, whole)
    assert "Letters: about 20 " in told(visitor, part)


def test_managers_of_the_whole_are_counted_to_tens(
    visitor: Visitor, make: Make, unit: Unit, coordinator: Person
) -> None:
    for _ in range(23):
        make.duty(make.user(unit), Role.MANAGER)

    address = written(visitor, make.root_of(coordinator).id, audience="managers")

    assert "Letters: about 20 " in told(visitor, address)
