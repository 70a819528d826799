"""What the tests of pages about letters stand on."""

import pytest

from elearning.people.models import Unit
from elearning.people.rules import Person, Role
from tests.factories import Make
from tests.nudges.views.writing import PATH
from tests.visitor import Visitor


@pytest.fixture
def unit(make: Make) -> Unit:
    """A unit in Säter with nobody in it."""
    return make.unit(make.organisation("Säter"), "Hemtjänst Norr")


@pytest.fixture
def coordinator(visitor: Visitor, make: Make, unit: Unit) -> Person:
    """The coordinator of Säter, signed in."""
    from_root = make.user(make.root_of_unit(unit), email="johan@sater.example", name="Johan")
    person = make.duty(from_root, Role.COORDINATOR)
    visitor.signin(person)
    visitor.get(PATH)
    return person
