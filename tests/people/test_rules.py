"""Who a person is to the system."""

from dataclasses import replace

import pytest

from elearning.people.rules import (
    MAY_COORDINATE,
    Duty,
    Person,
    Role,
    Scope,
    administrators,
    coordinators,
    followers,
    learners,
    organisers,
    reviewers,
    scope,
)

AMINA = Person(
    id=7,
    name="Amina Yusuf",
    email="amina@example.se",
    session_key="nyckel",
    unit_id=3,
    unit_name="Hemtjänst Norr",
    organisation_id=1,
    organisation_slug="sater",
    organisation_name="Säter",
    organisation_colour="#24527a",
)


@pytest.mark.parametrize(("unit_id", "active"), [(3, True), (None, False)])
def test_person_is_active_while_in_a_unit(unit_id: int | None, active: bool) -> None:
    assert replace(AMINA, unit_id=unit_id).is_active == active


def test_person_is_named_in_the_session_by_id_and_session_key() -> None:
    assert AMINA.get_id() == "7.nyckel"


@pytest.mark.parametrize(("unit_id", "allowed"), [(3, True), (None, False)])
def test_learners_are_everyone_who_has_not_left(unit_id: int | None, allowed: bool) -> None:
    assert learners(replace(AMINA, unit_id=unit_id)) == allowed


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.MANAGER, [followers]),
        (Role.COORDINATOR, [followers, coordinators]),
        (Role.ADMINISTRATOR, [followers, coordinators, administrators, reviewers]),
        (Role.ORGANISER, [organisers]),
        (Role.AUTHOR, [reviewers]),
    ],
)
def test_role_opens_its_doors_and_no_other(role: Role, allowed: list[object]) -> None:
    person = replace(AMINA, duties=(Duty(role, 3),))

    opened = [
        each
        for each in (followers, coordinators, administrators, organisers, reviewers)
        if each(person)
    ]

    assert opened == allowed


def test_who_has_left_has_no_role() -> None:
    assert not followers(replace(AMINA, unit_id=None, duties=(Duty(Role.MANAGER, 3),)))


def test_scope_is_the_units_of_the_roles_asked_for() -> None:
    duties = (Duty(Role.MANAGER, 3), Duty(Role.COORDINATOR, 5), Duty(Role.ADMINISTRATOR, 8))

    assert scope(replace(AMINA, duties=duties), MAY_COORDINATE) == Scope.over(5, 8)
