"""Who a person is to the system."""

from dataclasses import replace

import pytest

from elearning.people.rules import Person, learners

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
