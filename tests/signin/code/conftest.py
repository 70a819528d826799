"""What the tests of the door for those with a printed code stand on."""

import pytest
from flask import Flask

from elearning.database import transaction
from elearning.people.models import Unit
from elearning.people.rules import Person, Scope
from elearning.signin import batches, printing
from elearning.signin.codes import derived, grouped
from tests.conftest import NOON
from tests.factories import Make


@pytest.fixture
def unit(make: Make) -> Unit:
    return make.unit(make.organisation("Säter"), "Köket")


@pytest.fixture
def kim(make: Make, unit: Unit) -> Person:
    return make.without_address(unit, "Kim Ek")


@pytest.fixture
def key(app: Flask) -> str:
    return str(app.extensions["config"].secret_key)


@pytest.fixture
def open_code(unit: Unit, key: str) -> str:
    with transaction():
        _, seed = printing.make_open_codes(unit.id, 1, 30, key, NOON)
    return grouped(derived(seed, 1))


@pytest.fixture
def personal_code(unit: Unit, kim: Person, key: str) -> str:
    recipients = batches.recipients(Scope.over(unit.id), unit.id, NOON)
    with transaction():
        _, seed = printing.make_personal_codes(unit.id, recipients, 30, key, NOON)
    return grouped(derived(seed, 1))
