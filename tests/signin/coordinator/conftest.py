"""What these tests stand on."""

import pytest

from elearning.people.models import Organisation, Unit
from elearning.people.rules import Person, Role
from tests.factories import Make
from tests.signin.coordinator.making import CODES
from tests.visitor import Visitor


@pytest.fixture
def sater(make: Make) -> Organisation:
    return make.organisation("Säter", slug="sater")


@pytest.fixture
def kitchen(make: Make, sater: Organisation) -> Unit:
    return make.unit(sater, "Köket")


@pytest.fixture
def kim(make: Make, kitchen: Unit) -> Person:
    return make.without_address(kitchen, "Kim Ek")


@pytest.fixture
def boss(make: Make, sater: Organisation) -> Person:
    return make.duty(make.user(make.root(sater), name="Johan Nilsson"), Role.COORDINATOR)


@pytest.fixture
def coordinator(visitor: Visitor, boss: Person) -> Visitor:
    visitor.signin(boss)
    visitor.get(CODES)
    return visitor
